"""Cases per caseworker by area of work, as a report prints them (CSV or Excel).

Columns, in any order: area, period, area_of_work, full_time_equivalents, cases_per_fte, guideline_low,
guideline_high, guideline_in_brackets; Danish names are known too. Areas of work are the abbreviations that
``cases_per_caseworker`` declares, or their Danish names. The figure in brackets is unexplained where it is
printed, and stays so. What is taken is a table of averages and of staff in whole teams that is made for
print, with no person behind a cell: the figures are marked published.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from pejling.indicators.catalogue import (
    caseload_guideline_high,
    caseload_guideline_in_brackets,
    caseload_guideline_low,
    cases_per_caseworker,
    caseworker_fte,
)
from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.sources.small_table import Given, Read, SmallTable, decimals_of, parts_of, plain, value_of
from pejling.sources.titled_sheet import read_titled
from pejling.terms.masked import masked
from pejling.terms.observation import Observation
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row
from pejling.terms.text import Text

NAMES = {
    "area": ("area", "kommune", "område", "kommunekode"),
    "period": ("period", "periode", "måned"),
    "work": ("area of work", "arbejdsområde", "sagsområde", "målgruppe"),
    "fte": ("full time equivalents", "årsværk", "fuldtidsstillinger", "fte"),
    "cases": ("cases per fte", "sager pr årsværk", "sager pr sagsbehandler", "sagstal"),
    "low": ("guideline low", "vejledende fra", "vejledende sagstal fra"),
    "high": ("guideline high", "vejledende til", "vejledende sagstal til"),
    "brackets": ("guideline in brackets", "vejledende i parentes", "parentes"),
}
FIGURES: dict[str, ModuleType] = {
    "fte": caseworker_fte,
    "cases": cases_per_caseworker,
    "low": caseload_guideline_low,
    "high": caseload_guideline_high,
    "brackets": caseload_guideline_in_brackets,
}
_NEEDED = Text(
    da="area_of_work (arbejdsområde) og mindst én af full_time_equivalents (årsværk), cases_per_fte (sager "
    "pr. årsværk), guideline_low, guideline_high, guideline_in_brackets",
    en="area_of_work and at least one of full_time_equivalents, cases_per_fte, guideline_low, "
    "guideline_high, guideline_in_brackets",
)


def read_caseload(path: Path, given: Given) -> Read:
    """The caseloads in a file; an unknown area of work, a negative or an unreadable number is a Problem.

    A blank cell is not observed, ``..`` suppressed. A guideline whose lower end lies above its upper is a
    Problem.
    """
    sheet = read_titled(path, lambda names: _fits(parts_of(names, NAMES)), _NEEDED).sheet
    table = SmallTable(sheet, given, parts_of(sheet.columns, NAMES), tuple(FIGURES))
    table.tell_area()
    for row in table.sheet.rows:
        area, period, work = table.area(row), str(table.period(row)), _work(table, row)
        for part, module in FIGURES.items():
            if not table.has(part):
                continue
            found = table.number(row, part)
            if found.value is not None and found.value < 0:
                raise table.wrong(row, part, Text(da="tilladt er tal fra 0", en="allowed are numbers from 0"))
            one = Observation(
                indicator=module.id_of(work),
                group="",
                area=area,
                period=period,
                value=value_of(found),
                decimals=decimals_of(found),
                status=found.status,
                source=f"caseload: {table.sheet.file}",
                origin=table.origin(row),
                published=True,
            )
            table.add(row, table.columns[part], one)
        _check_guideline(table, row)
    return table.read()


def _fits(parts: dict[str, str]) -> bool:
    return "work" in parts and bool(parts.keys() & FIGURES.keys())


def _work(table: SmallTable, row: Row) -> str:
    text = table.text(row, "work")
    for id, label in AREAS_OF_WORK.items():
        if plain(text) in (plain(id), plain(label.da), plain(label.en)):
            return id
    allowed = {
        lang: ", ".join(f"{id} ({label(lang)})" for id, label in AREAS_OF_WORK.items())
        for lang in ("da", "en")
    }
    raise table.wrong(
        row,
        "work",
        Text(
            da=f"arbejdsområdet er ukendt; tilladt er {allowed['da']}",
            en=f"the area of work is not known; allowed are {allowed['en']}",
        ),
    )


def _check_guideline(table: SmallTable, row: Row) -> None:
    low, high = table.number(row, "low").value, table.number(row, "high").value
    if low is not None and high is not None and low > high:
        raise Problem(
            da=f"{table.sheet.file}, linje {row.line}: det vejledende sagstal går fra "
            f"{masked(table.text(row, 'low'), 'da')} til {masked(table.text(row, 'high'), 'da')}; tilladt er "
            "det mindste først",
            en=f"{table.sheet.file}, line {row.line}: the guideline goes from "
            f"{masked(table.text(row, 'low'))} to {masked(table.text(row, 'high'))}; allowed is the smaller "
            "first",
        )
