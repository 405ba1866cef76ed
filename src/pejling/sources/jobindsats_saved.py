"""A saved file of jobindsats.dk, whatever it holds: all municipalities, one answer, several, no figures.

Several answers: ``{"results": {name: answer}, "failures": {name: why}}``. An answer may lie in an object that
says whose it is: ``{"table_id": "y60a02", "data": {...}}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pejling.sources.jobindsats import Municipal, is_municipal, municipal, the_parts
from pejling.sources.jobindsats_answers import Left, Mapped, mapped, read_answer
from pejling.sources.jobindsats_json import read_json
from pejling.sources.jobindsats_mapping import TableMapping
from pejling.sources.jobindsats_tables import read_catalogue
from pejling.terms.observation import SCHEMA, Mark
from pejling.terms.parse import parse_date
from pejling.terms.period import Period
from pejling.terms.problem import Problem

_KEY = ("indicator", "group", "area", "period", "breakdown")
_WHOSE = ("table_id", "tableId", "table", "dataset", "id")
_WHEN = ("retrievedAt", "retrieved_at")
_DAY_IN_NAME = re.compile(r"20\d\d-[01]\d-[0-3]\d")
_WITHIN = ("data", "answer", "result", "response")


@dataclass(frozen=True)
class Saved:
    """What a file holds: ``municipal``, or tables with the names of their answers; and ``failures``: what was
    asked for and not got, by name, with the cause. ``retrieved``: when the file was fetched from the service,
    as it says itself, or its name; None where neither does."""

    municipal: Municipal | None = None
    tables: tuple[Mapped, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)
    retrieved: date | None = None


def read_saved(path: Path, mapping: TableMapping, table: str = "") -> Saved:
    """Everything of the file as observations, an entry a table.

    ``table``: whose answer it is, where the file holds one and does not say. No JSON, no answer, answers that
    contradict each other, a list of tables without figures: Problems.
    """
    raw = read_json(path)
    return replace(_read(raw, path.name, mapping, table), retrieved=_retrieved(raw, path.name))


def _retrieved(raw: object, file: str) -> date | None:
    """The day in ``retrievedAt`` or ``retrieved_at`` of the file or of its meta, else in the file's name."""
    texts: list[object] = []
    for held in (raw, raw.get("meta") if isinstance(raw, Mapping) else None):
        if isinstance(held, Mapping):
            texts += [held.get(key) for key in _WHEN]
    texts += _DAY_IN_NAME.findall(file)
    for text in texts:
        try:
            return parse_date(str(text)[:10])
        except Problem:
            continue
    return None


def _read(raw: object, file: str, mapping: TableMapping, table: str) -> Saved:
    if is_municipal(raw):
        if table:
            raise Problem(
                da=f"{file}: filen har alle kommuner fra flere tabeller; --table gælder et enkelt svar",
                en=f"{file}: the file holds all municipalities of several tables; --table is for one answer",
            )
        return Saved(municipal=municipal(the_parts(raw, file), file))
    if isinstance(raw, Mapping) and isinstance(raw.get("results"), Mapping):
        return _several(raw["results"], raw.get("failures"), file, mapping, table)
    own, answer = _unwrapped(raw)
    if answer is raw and not _is_answer(raw):
        _refuse_catalogue(raw, file)
    if table and own and own.lower() != table.strip().lower():
        raise Problem(
            da=f"{file}: filen siger selv, at den er {own}, ikke {table}",
            en=f"{file}: the file itself says that it is {own}, not {table}",
        )
    found = mapped(read_answer(answer, file), table.strip() or own or None, mapping, None, file)
    return Saved(tables=(found,), answers={found.table: (file,)})


def _several(
    results: Mapping[str, object], failures: object, file: str, mapping: TableMapping, table: str
) -> Saved:
    if table and len(results) != 1:
        raise Problem(
            da=f"{file}: filen har {len(results)} svar; --table gælder et enkelt",
            en=f"{file}: the file holds {len(results)} answers; --table is for one",
        )
    parts: dict[str, list[Mapped]] = {}
    names: dict[str, list[str]] = {}
    for name, raw in results.items():
        own, answer = _unwrapped(raw)
        where = f"{file}, results.{name}"
        found = mapped(read_answer(answer, where), table.strip() or own or None, mapping, None, where)
        parts.setdefault(found.table, []).append(found)
        names.setdefault(found.table, []).append(name)
    told = failures if isinstance(failures, Mapping) else {}
    if not parts and not told:
        raise Problem(da=f"{file}: der er intet svar i results", en=f"{file}: there is no answer in results")
    return Saved(
        tables=tuple(_joined(many, file) for many in parts.values()),
        answers={id: tuple(many) for id, many in names.items()},
        failures={str(name): str(why) for name, why in told.items()},
    )


def _is_answer(raw: object) -> bool:
    if isinstance(raw, Mapping):
        return any(key in raw for key in ("columns", "rows", "Variables", "Data", "cause"))
    return isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], Mapping) and "Variables" in raw[0]


def _unwrapped(raw: object) -> tuple[str, object]:
    """The table that a file says it is of ("" where it says nothing), and the answer itself."""
    if not isinstance(raw, Mapping):
        return "", raw
    own = next((raw[key] for key in _WHOSE if isinstance(raw.get(key), str)), "")
    within = next((raw[key] for key in _WITHIN if key in raw and not _is_answer(raw)), raw)
    return own.strip().lower(), within


def _refuse_catalogue(raw: object, file: str) -> None:
    """A Problem where the file lists tables."""
    try:
        tables = read_catalogue(raw, file)
    except Problem:
        return
    raise Problem(
        da=f"{file}: dette er en liste over {len(tables)} tabeller ({tables[0].id} ...) og har ingen tal. "
        "Hent tabellernes tal: `pejling fetch jobindsats TABLE`, eller gem svar på /data/<id>",
        en=f"{file}: this is a list of {len(tables)} tables ({tables[0].id} ...) and holds no figures. "
        "Fetch the tables' figures: `pejling fetch jobindsats TABLE`, or save answers of /data/<id>",
    )


def _joined(parts: Sequence[Mapped], file: str) -> Mapped:
    """Several answers of one table: a figure that two of them give counts once, if they agree on it."""
    if len(parts) == 1:
        return parts[0]
    table = pa.concat_tables([part.observations for part in parts])
    known: dict[tuple[Any, ...], dict[str, Any]] = {}
    kept, again = [], set()
    for index, row in enumerate(table.to_pylist()):
        key = tuple(row[name] for name in _KEY)
        before = known.setdefault(key, row)
        if before is row:
            kept.append(index)
        elif (before["value"], before["status"]) == (row["value"], row["status"]):
            again.add(key[1:])
        else:
            raise Problem(
                da=f"{file}: to svar siger hver sit om {' '.join(filter(None, key))}: {before['value']} "
                f"({before['origin']}) og {row['value']} ({row['origin']}). Hent svarene igen",
                en=f"{file}: two answers differ about {' '.join(filter(None, key))}: {before['value']} "
                f"({before['origin']}) and {row['value']} ({row['origin']}). Fetch the answers again",
            )
    left: dict[tuple[str, str], Left] = {}
    for one in (one for part in parts for one in part.left):
        same = left.get((one.what, one.why.en))
        left[one.what, one.why.en] = replace(one, figures=one.figures + (same.figures if same else 0))
    return replace(
        parts[0],
        observations=_newest_alone(table.take(pa.array(kept, pa.int64()))),
        left=tuple(left.values()),
        repeated=sum(part.repeated for part in parts) + len(again),
    )


def _newest_alone(table: pa.Table) -> pa.Table:
    """The table with the provisional mark on the newest of the months that carry it, and on no other."""
    marks, periods = table["marks"].to_pylist(), table["period"].to_pylist()
    marked = {period for period, mark in zip(periods, marks, strict=True) if Mark.PROVISIONAL in mark.split()}
    if len(marked) < 2:
        return table
    newest = str(max(Period.parse(text) for text in pc.unique(table["period"]).to_pylist()))
    cleared = [
        mark if period == newest else " ".join(one for one in mark.split() if one != Mark.PROVISIONAL)
        for period, mark in zip(periods, marks, strict=True)
    ]
    index = SCHEMA.get_field_index("marks")
    return table.set_column(index, SCHEMA.field("marks"), pa.array(cleared, pa.string()))
