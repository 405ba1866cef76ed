"""Complaints decided by Ankestyrelsen, as its statistics bank exports them or a report prints them.

What is known of the exports: the tables ANKEAST1 (year) and ANKEAST2 (quarter) give decided cases, ANKEAST3
and ANKEAST4 reversal rates, each by the variables Kommune, Lovgrundlag and (1 and 2) Afgørelsestype:
Stadfæstelse, Ændring/ophævelse, Hjemvisning, Afvisning/henvisning. As in other banks of the kind (StatBank)
an export is long (one row a cell) or wide (years, quarters or outcomes as columns, or both in two lines),
with the table's title above, the source below, label columns without a name, and labels that are not repeated
left blank. The laws' names changed in March 2018, and numbers such as "1 " or "1.9 " stood before them.
Sources: ast.dk, "Begreber og forklaringer"; handicap.dk, "Hvordan finder du Ankestyrelsens tal". Names are in
ankestyrelsen.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from pejling.indicators.catalogue import (
    appeal_intake,
    appeals,
    appeals_changed,
    appeals_dismissed,
    appeals_remitted,
    appeals_upheld,
    reversal_rate_pct,
)
from pejling.indicators.indicator import name_of
from pejling.sources.ankestyrelsen_checks import add_rates, tell_totals
from pejling.sources.small_table import Given, Read, SmallTable, decimals_of, parts_of, plain, value_of
from pejling.sources.titled_sheet import BELOW, UNNAMED, filled_down, read_titled
from pejling.terms.masked import masked
from pejling.terms.municipality import COUNTRY
from pejling.terms.observation import Observation
from pejling.terms.parse import Printed, parse_area, parse_period
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row, Sheet
from pejling.terms.text import Text

RATE = name_of(reversal_rate_pct)
NATIONAL_RATE = "reversal_rate_national_pct"
INTAKE = "intake"
LABELS = ("area", "law", "outcome", "period", "year", "quarter")
FAMILIES: Mapping[str, ModuleType] = {
    "dismissed": appeals_dismissed,
    "remitted": appeals_remitted,
    "upheld": appeals_upheld,
    "changed": appeals_changed,
    "total": appeals,
    INTAKE: appeal_intake,
    RATE: reversal_rate_pct,
    NATIONAL_RATE: reversal_rate_pct,
}
_NUMBERED = re.compile(r"\d+(\.\d+)* +")  # before a law's name until 2018
_NEEDED = Text(
    da="en lov (Lov, Lovgrundlag, Sagsområde) og et udfald (Afgørelsestype, Udfald) med værdier, eller "
    "udfald eller år som kolonner; eller period, law og intake",
    en="a law (Lov, Lovgrundlag, Sagsområde) and an outcome (Afgørelsestype, Udfald) with values, or "
    "outcomes or years as columns; or period, law and intake",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the file, and what it is of."""

    row: Row
    column: str
    area: str
    law: str
    outcome: str
    period: str
    printed: Printed


@dataclass(frozen=True, slots=True)
class Across:
    """What a column of numbers stands for where the header says it: an outcome, a period, or both."""

    outcome: str = ""
    period: str = ""


@cache
def _names() -> dict[str, dict[str, Sequence[str]]]:
    text = (files("pejling.sources") / "ankestyrelsen.toml").read_text(encoding="utf-8")
    return {part: table for part, table in tomllib.loads(text).items() if isinstance(table, dict)}


def read_appeals(path: Path, given: Given) -> Read:
    """The complaints in a CSV or .xlsx file: decided ones by outcome, received ones, reversal rates.

    An unknown law or outcome, a number that is none, the same figure twice with two values are Problems with
    their place. A printed rate keeps its digits; DOMAIN section 5's counts stand behind it only where they
    round to it. Where a file has counts and no rate, it is computed. Totals that do not add up are told.
    """
    titled = read_titled(path, _is_header, _NEEDED, _is_across)
    parts = parts_of(titled.sheet.columns, _names()["columns"])
    parts |= _roles_of_unnamed(titled.sheet, parts)
    labels = [parts[part] for part in LABELS if part in parts]
    table = SmallTable(filled_down(titled.sheet, labels), given, parts)
    wide = _wide(table, labels)
    table = SmallTable(
        table.sheet, given, {**parts, **{column: column for column in wide}}, _numeric(parts, wide)
    )
    if "law" not in parts:
        raise _missing(table, "law", _names()["laws"])
    table.tell_area()
    cells = list(_cells(table, wide, RATE if "omgørelsesprocent" in plain(titled.title) else ""))
    for cell in cells:
        table.add(cell.row, cell.column, _observation(table, cell))
    add_rates(table, cells)
    tell_totals(table, cells)
    return table.read()


def _numeric(parts: Mapping[str, str], wide: Mapping[str, Across]) -> tuple[str, ...]:
    return (*wide, *(part for part in ("value", INTAKE) if part in parts))


def _is_header(names: Sequence[str]) -> bool:
    """Whether a line names the table's columns: labels and values, or outcomes or periods as columns."""
    known = parts_of(names, _names()["columns"])
    across = [place for place, name in enumerate(names) if _outcome(name) or _is_period(name)]
    if known.keys() & {"value", INTAKE} and known.keys() & set(LABELS):
        return True
    others = [name for place, name in enumerate(names) if name and place not in across]
    return bool(across) and across[0] > 0 and len(parts_of(others, _names()["columns"])) == len(others)


def _is_across(names: Sequence[str]) -> bool:
    """Whether every name of a line is an outcome or a period: a second line of the header."""
    filled = [name for name in names if name]
    return bool(filled) and not names[0] and all(_outcome(name) or _is_period(name) for name in filled)


@lru_cache(maxsize=4096)
def _outcome(text: str) -> str:
    name = plain(text)
    return next((outcome for outcome, known in _names()["outcomes"].items() if name in known), "")


@lru_cache(maxsize=4096)
def _law(text: str) -> str:
    name = plain(_NUMBERED.sub("", text.strip()))
    bare = re.sub(r" \((lab|las|pl|sdp)\)$", "", name)
    return next((law for law, known in _names()["laws"].items() if bare in known), "")


@lru_cache(maxsize=4096)
def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except Problem:
        return False
    return True


def _is_area(text: str) -> bool:
    try:
        parse_area(text)
    except Problem:
        return False
    return True


def _roles_of_unnamed(sheet: Sheet, parts: Mapping[str, str]) -> dict[str, str]:
    """What columns without a name hold, told from their first cells."""
    tests: dict[str, Callable[[str], object]] = {
        "area": _is_area,
        "law": _law,
        "outcome": _outcome,
        "period": _is_period,
    }
    found: dict[str, str] = {}
    for column in (column for column in sheet.columns if column.startswith(UNNAMED)):
        first = next((row for row in sheet.rows if row.cells[column]), sheet.rows[0])
        texts = list(dict.fromkeys(row.cells[column] for row in sheet.rows if row.cells[column]))
        fitting = [
            part
            for part, fits in tests.items()
            if part not in parts and part not in found and any(fits(text) for text in texts)
        ]
        if not fitting:
            raise Problem(
                da=f"{sheet.file}, linje {first.line}: kolonnen uden navn ({column}) med "
                f"{masked(texts[0], 'da')!r} er hverken kommune, lov, udfald eller periode; giv den et navn",
                en=f"{sheet.file}, line {first.line}: the column without a name ({column}) with "
                f"{masked(texts[0])!r} is neither municipality, law, outcome nor period; give it a name",
            )
        # "I alt" is a law and an outcome: whichever fits more of the column's texts
        best = max(fitting, key=lambda part: sum(bool(tests[part](text)) for text in texts))
        found[best] = column
    return found


def _wide(table: SmallTable, labels: Sequence[str]) -> dict[str, Across]:
    """The columns that are outcomes ("upheld"), periods ("2019") or both, by name."""
    if table.has("value") or table.has(INTAKE):
        return {}
    found = {column: _across(column) for column in table.sheet.columns if column not in labels}
    if any(one.period for one in found.values()):  # beside years "i alt" is their sum
        return {column: one for column, one in found.items() if one.period}
    outcomes = {column: one for column, one in found.items() if one.outcome}
    if outcomes and table.has("outcome"):
        raise Problem(
            da=f"{table.sheet.file}: udfald står både som kolonner ({', '.join(outcomes)}) og i kolonnen "
            f"{table.columns['outcome']}; tilladt er ét af dem",
            en=f"{table.sheet.file}: outcomes stand both as columns ({', '.join(outcomes)}) and in the "
            f"column {table.columns['outcome']}; allowed is one of the two",
        )
    return outcomes


def _across(column: str) -> Across:
    outcome = period = ""
    for name in column.split(BELOW):
        outcome = outcome or _outcome(name)
        period = period or (name if _is_period(name) else "")
    return Across(outcome, period)


def _cells(table: SmallTable, wide: Mapping[str, Across], of_title: str) -> Iterator[Cell]:
    """Every number of the file with its area, law, outcome and period."""
    for row in table.sheet.rows:
        area, law = table.area(row), _known(table, row, "law")
        for column in wide or [table.columns.get("value") or table.columns[INTAKE]]:
            across = wide.get(column, Across())
            period = table.period_of(row, column, across.period) if across.period else _period(table, row)
            outcome = across.outcome
            if not outcome and table.has("outcome"):
                outcome = _known(table, row, "outcome")
            if not outcome:
                outcome = INTAKE if column == table.columns.get(INTAKE) else of_title
            if not outcome:
                raise _missing(table, "outcome", _names()["outcomes"])
            yield Cell(row, column, area, law, outcome, str(period), table.number_in(row, column))


def _period(table: SmallTable, row: Row) -> str:
    """The row's own period: one cell, or a year with a quarter beside it."""
    if table.has("period") or not table.has("year"):
        return str(table.period(row))
    year, quarter = table.text(row, "year"), table.text(row, "quarter")
    if quarter and not _is_period(quarter):
        quarter = f"K{quarter}" if quarter.isdecimal() else quarter
        return str(table.period_of(row, table.columns["quarter"], f"{year} {quarter}"))
    return str(table.period_of(row, table.columns["year"], quarter or year))


def _known(table: SmallTable, row: Row, part: str) -> str:
    """The law or the outcome of a row; an unknown one is a Problem with those that are known."""
    text = table.text(row, part)
    found = _law(text) if part == "law" else _outcome(text)
    if found:
        return found
    allowed = _allowed(_names()["laws" if part == "law" else "outcomes"])
    what = {"law": ("loven", "the law"), "outcome": ("udfaldet", "the outcome")}[part]
    more = ("; tag kun de love med ud, som er her", "; export the acts named here only")
    told = more if part == "law" else ("", "")
    raise table.wrong(
        row,
        part,
        Text(
            da=f"{what[0]} er ukendt; tilladt er {allowed}{told[0]}",
            en=f"{what[1]} is not known; allowed are {allowed}{told[1]}",
        ),
    )


def _allowed(names: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"{id} ({', '.join(known[1:3])})" for id, known in names.items())


def _missing(table: SmallTable, part: str, names: Mapping[str, Sequence[str]]) -> Problem:
    columns, found = ", ".join(_names()["columns"][part][:4]), ", ".join(map(masked, table.sheet.columns))
    return Problem(
        da=f"{table.sheet.file}: der mangler en kolonne, fx {columns}, med {_allowed(names)}. "
        f"Fundet: {found}",
        en=f"{table.sheet.file}: a column such as {columns} is missing, with {_allowed(names)}. "
        f"Found: {found}",
    )


def _observation(table: SmallTable, cell: Cell) -> Observation:
    if cell.outcome not in (RATE, NATIONAL_RATE):
        if cell.printed.value is not None and (cell.printed.whole is None or cell.printed.whole < 0):
            allowed = Text(
                da="et antal klager er et helt tal fra 0",
                en="a number of complaints is a whole number from 0",
            )
            raise table.wrong_in(cell.row, cell.column, allowed)
    elif cell.printed.value is not None and not 0 <= cell.printed.value <= 100:
        raise table.wrong_in(
            cell.row,
            cell.column,
            Text(da="en omgørelsesprocent er fra 0 til 100", en="a reversal rate is from 0 to 100"),
        )
    return Observation(
        indicator=FAMILIES[cell.outcome].id_of(cell.law),
        group="",
        area=COUNTRY if cell.outcome == NATIONAL_RATE else cell.area,
        period=cell.period,
        value=value_of(cell.printed),
        decimals=decimals_of(cell.printed),
        status=cell.printed.status,
        source=f"Ankestyrelsen: {table.sheet.file}",
        origin=table.origin(cell.row),
        published=True,
    )
