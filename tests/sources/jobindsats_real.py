"""Real answers of jobindsats.dk in the optional data folder, and hand-made ones of the same shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pejling.sources.jobindsats_answers import Mapped, mapped, read_answer
from pejling.sources.jobindsats_mapping import read_mapping

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "jobindsats"
PROBE = FOLDER / "jobindsats_v3_probe_2026-07-27.json"
MUNICIPAL = FOLDER / "jobindsats_municipal_2026-08-22.json"
CATALOGUE = FOLDER / "jobindsats_v3_catalogue_55tables_2026-07-27.json"

real = pytest.mark.skipif(not PROBE.exists(), reason=f"the optional data folder is absent: {FOLDER}")

UNEMPLOYED = [
    "Periode",
    "Område",
    "Ydelsesgrupper",
    "A-kasse",
    "Antal ledige personer",
    "Antal ledige fuldtidspersoner",
    "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år",
]

ROWS = [
    ["2026M05", "Hele landet", "Ydelsesgrupper i alt", "I alt", 107080, 89612, 3.0],
    ["2026M05", "Hele landet", "Ydelsesgrupper i alt", "Ingen a-kasse", 18018, 15706, 0.5],
    ["2026M05", "Hele landet", "Dagpenge", "I alt", 91000, 77000, 2.6],
    ["2026M06", "Århus", "Kontanthjælp (jobparate)", "I alt", None, 12, 2],
]


def v3(columns: Sequence[str], *rows: Sequence[Any]) -> dict[str, Any]:
    return {"columns": list(columns), "rows": [list(row) for row in rows]}


def v2(columns: Sequence[str], *rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The same figures as version 2 wrote them: text, decimal comma, nothing where a figure is hidden."""
    cells = [[_printed(cell) for cell in row] for row in rows]
    return [
        {"Variables": [{"Name": f"_{i}", "Label": name} for i, name in enumerate(columns)], "Data": cells}
    ]


def _printed(cell: Any) -> str:
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def map_answer(raw: object, table: str | None = None, mapping: Path | None = None) -> Mapped:
    return mapped(read_answer(raw, "svar.json"), table, read_mapping(mapping), None, "svar.json")


def figures(found: Mapped) -> dict[tuple[str, ...], Any]:
    """Every value by indicator, group, area, period and break-down."""
    keys = ("indicator", "group", "area", "period", "breakdown")
    rows = found.observations.to_pylist()
    values = {tuple(row[name] for name in keys): row["value"] for row in rows}
    assert len(values) == len(rows)
    return values


def probe() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(PROBE.read_text(encoding="utf-8"))
    return content
