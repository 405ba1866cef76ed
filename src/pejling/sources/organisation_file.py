"""Span of control: how many employees each manager has, as a report prints it (CSV or Excel).

Columns, in any order: manager (a number or a letter, never a name), employees, reporting_directly,
reporting_to_team_leader, responsibilities (texts divided by semicolons); area and period may be there, and
are given otherwise. The texts of the areas of responsibility are kept in their figure's origin; what is
measured is how many they are. The figures are of managers under a number in a table made for print, without
names and without citizens: they are marked published.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from types import ModuleType

from pejling.indicators import any_manager
from pejling.indicators.catalogue import (
    areas_of_responsibility,
    employees,
    employees_per_manager,
    managers,
    reports_directly,
    reports_to_team_leader,
)
from pejling.indicators.indicator import name_of
from pejling.sources.small_table import Given, Read, SmallTable, decimals_of, parts_of, value_of
from pejling.sources.titled_sheet import read_titled
from pejling.terms.masked import masked
from pejling.terms.observation import Observation, Status
from pejling.terms.parse import Printed
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row
from pejling.terms.text import Text

NAMES = {
    "area": ("area", "kommune", "område"),
    "period": ("period", "periode"),
    "manager": ("manager", "leder", "leder nr", "ledernr"),
    "all": (name_of(employees), "medarbejdere", "ansatte"),
    "directly": ("reporting directly", "refererer direkte", "direkte", "heraf direkte"),
    "through": ("reporting to team leader", "refererer til teamleder", "til teamleder", "gennem teamleder"),
    "texts": ("responsibilities", "ansvarsområder", "ansvar", "områder"),
}
COUNTS: dict[str, ModuleType] = {
    "all": employees,
    "directly": reports_directly,
    "through": reports_to_team_leader,
}
_NEEDED = Text(
    da="manager (leder) og employees (medarbejdere); gerne reporting_directly, reporting_to_team_leader og "
    "responsibilities",
    en="manager and employees; if possible reporting_directly, reporting_to_team_leader and responsibilities",
)
_PREFIX = re.compile(r"(?:leder|manager)\s*(?:nr\.?\s*)?", re.IGNORECASE)


def read_organisation(path: Path, given: Given) -> Read:
    """The managers in a file, and how many employees one has on average.

    A name in place of a number or letter is a Problem, and so is a number of employees that is none.
    Employees that are not those who report directly and through team leaders are told.
    """
    sheet = read_titled(path, lambda names: _fits(parts_of(names, NAMES)), _NEEDED).sheet
    table = SmallTable(sheet, given, parts_of(sheet.columns, NAMES), tuple(COUNTS))
    table.tell_area()
    of: dict[tuple[str, str], list[tuple[Row, int | None]]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for row in table.sheet.rows:
        area, period, manager = table.area(row), str(table.period(row)), _manager(table, row)
        line = seen.setdefault((area, period, manager), row.line)
        if line != row.line:
            raise table.wrong(
                row,
                "manager",
                Text(
                    da=f"lederen står også i linje {line}; tilladt er én række pr. leder",
                    en=f"the manager stands in line {line} too; allowed is one row a manager",
                ),
            )
        counts = {part: table.whole(row, part) for part in COUNTS if table.has(part)}
        for part, found in counts.items():
            one = _counted(table, row, COUNTS[part].id_of(manager), area, period, found)
            table.add(row, table.columns[part], one)
        if table.has("texts"):
            table.add(row, table.columns["texts"], _responsibilities(table, row, manager, area, period))
        _tell_sum(table, row, manager, counts)
        of.setdefault((area, period), []).append((row, counts["all"].whole))
    for (area, period), rows in of.items():
        _add_span(table, area, period, rows)
    return table.read()


def _fits(parts: dict[str, str]) -> bool:
    return {"manager", "all"} <= parts.keys()


def _manager(table: SmallTable, row: Row) -> str:
    text = _PREFIX.sub("", table.text(row, "manager")).strip().upper()
    if any_manager.is_mark(text):
        return text
    raise _may_be_a_name(table, row)


def _may_be_a_name(table: SmallTable, row: Row) -> Problem:
    """The text itself is not shown: a name must not reach a log either."""
    file, column = table.sheet.file, masked(table.columns["manager"])
    return Problem(
        da=f"{file}, linje {row.line}, kolonne {column}: her står ikke et nummer eller et bogstav (1, 2, A, "
        "B), og det kan være et navn. Tal pr. leder hører til en person: skriv numre, og hold listen over "
        "navne uden for filen",
        en=f"{file}, line {row.line}, column {column}: here stands no number and no letter (1, 2, A, B), and "
        "it may be a name. Figures by manager belong to a person: write numbers, and keep the list of names "
        "out of the file",
    )


def _counted(
    table: SmallTable, row: Row, id: str, area: str, period: str, found: Printed, more: str = ""
) -> Observation:
    return Observation(
        indicator=id,
        group="",
        area=area,
        period=period,
        value=value_of(found),
        decimals=decimals_of(found),
        status=found.status,
        source=f"organisation: {table.sheet.file}",
        origin=table.origin(row, more),
        published=True,
    )


def _responsibilities(table: SmallTable, row: Row, manager: str, area: str, period: str) -> Observation:
    """How many areas a manager answers for; a blank cell is not observed."""
    texts = [text.strip() for text in table.text(row, "texts").split(";") if text.strip()]
    found = Printed(None, status=Status.NOT_OBSERVED) if not texts else Printed(Fraction(len(texts)))
    id = areas_of_responsibility.id_of(manager)
    return _counted(table, row, id, area, period, found, "; ".join(texts))


def _tell_sum(table: SmallTable, row: Row, manager: str, counts: dict[str, Printed]) -> None:
    every, directly, through = (
        counts[part].whole if part in counts else None for part in ("all", "directly", "through")
    )
    if every is None or directly is None or through is None or every == directly + through:
        return
    table.tell(
        da=f"Linje {row.line}: leder {manager} har {every} medarbejdere, men {directly} direkte og {through} "
        f"gennem teamledere giver {directly + through}.",
        en=f"Line {row.line}: manager {manager} has {every} employees, but {directly} directly and {through} "
        f"through team leaders add to {directly + through}.",
    )


def _add_span(table: SmallTable, area: str, period: str, rows: list[tuple[Row, int | None]]) -> None:
    """The number of managers, and the employees of one on average where every manager's are known."""
    first, count = rows[0][0], len(rows)
    found = Printed(Fraction(count))
    table.add(first, table.columns["manager"], _counted(table, first, name_of(managers), area, period, found))
    known = [number for _, number in rows if number is not None]
    if len(known) < count:
        table.tell(
            da="Medarbejdere pr. leder er ikke regnet: en leders antal medarbejdere mangler.",
            en="Employees per manager are not computed: a manager's number of employees is missing.",
        )
        return
    total = sum(known)
    mean = Observation(
        indicator=name_of(employees_per_manager),
        group="",
        area=area,
        period=period,
        value=total / count,
        numerator=total,
        denominator=count,
        source=f"organisation: {table.sheet.file}",
        origin=f"{table.sheet.file}, lines {first.line}-{rows[-1][0].line}",
        published=True,
    )
    table.add(first, table.columns["all"], mean)
