"""Reads an SPSS file in a process of its own and writes it as JSON: a damaged one may end that process.

ReadStat, which pyreadstat calls, was ended by the system on some damaged files (segmentation fault). Run as a
script, so it imports nothing of its neighbours: ``python -P spss_apart.py FILE``.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import Any

OLD = "WINDOWS-1252"  # of files that do not say their encoding, or say a wrong one


def text_of(cell: object) -> str | None:
    """A cell as text: whole numbers without decimals, days in ISO form; None where there is no answer."""
    if cell is None or cell == "" or cell != cell:
        return None
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() or None


def told(path: str) -> dict[str, Any]:
    """The file's content as JSON can hold it, or ``{"error": what}``.

    Values that the file calls missing are None among ``columns`` and left out of ``labels``.
    """
    import pyreadstat

    failed = ""
    for encoding in (None, OLD):
        try:
            cells, _ = pyreadstat.read_sav(path, output_format="dict", encoding=encoding)
            # only so does it tell which values are called missing
            _, about = pyreadstat.read_sav(
                path, output_format="dict", encoding=encoding, metadataonly=True, user_missing=True
            )
        except (
            pyreadstat.ReadstatError,
            pyreadstat.PyreadstatError,
            ValueError,
            OSError,
            MemoryError,
        ) as error:
            failed = failed or (str(error).splitlines() or [type(error).__name__])[0]
        else:
            return _plain(cells, about)
    return {"error": failed}


def _plain(cells: Any, about: Any) -> dict[str, Any]:
    names = list(about.column_names)
    return {
        "rows": about.number_rows,
        "columns": {name: [text_of(cell) for cell in cells[name]] for name in names},
        "texts": {name: about.column_names_to_labels.get(name) or "" for name in names},
        "labels": {name: _labels(about, name) for name in names},
        "forms": {name: (about.original_variable_types.get(name) or "").upper() for name in names},
        "strings": [name for name in names if about.readstat_variable_types.get(name) == "string"],
        "sets": [
            {
                "name": name,
                "label": said.get("label") or "",
                "counted": text_of(said["counted_value"]) if said.get("is_dichotomy") else None,
                "variables": list(said["variable_list"]),
            }
            for name, said in (about.mr_sets or {}).items()
        ],
    }


def _labels(about: Any, name: str) -> list[tuple[str, str]]:
    """The choices of a variable, but those that the file calls missing."""
    said, missing = about.variable_value_labels.get(name, {}), about.missing_ranges.get(name, ())
    pairs = (
        (text_of(value), " ".join(str(label).split()))
        for value, label in said.items()
        if not any(type(one["lo"]) is type(value) and one["lo"] <= value <= one["hi"] for one in missing)
    )
    return [(value, label or value) for value, label in pairs if value is not None]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    json.dump(told(sys.argv[1]), sys.stdout)
