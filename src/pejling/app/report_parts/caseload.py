"""Cases per caseworker against the guidelines of their time, and the span of control (Q1, O1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts import printed_rows
from pejling.comparison.observed import period_of
from pejling.disclosure.ledger import TOLD
from pejling.indicators.indicator import name_of
from pejling.report.parts import caseload, span_of_control
from pejling.report.parts.caseload import Caseload
from pejling.report.parts.row import PrintedRow
from pejling.terms.problem import Problem

CASES = tuple(name_of(module) for module in caseload.CASES)
MANAGERS = tuple(name_of(module) for module in span_of_control.MANAGERS)


@dataclass(frozen=True)
class CaseloadTables:
    """The part of the kind ``caseload``: the newest table of each."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        table = known.figures.published
        mine = (known.question.municipality,)
        found = table.filter(printed_rows.families(table, (*CASES, *MANAGERS), mine))
        if not found.num_rows:
            raise _nothing()
        return [found]

    def printed(self, known: Known) -> tuple[str, ...]:
        del known
        return ()

    def made(self, shown: Shown) -> Made:
        area = (shown.known.question.municipality,)
        newest: list[Sequence[PrintedRow]] = []
        told = [TOLD.empty_table()]
        for names in (CASES, MANAGERS):
            rows = printed_rows.printed_rows(shown, names, area)
            last = max((row.period for row in rows), key=lambda text: period_of(text).last_day, default="")
            newest.append([row for row in rows if row.period == last])
            if last:
                told.append(printed_rows.told(shown, names, area, (last,)))
        cases, managers = newest
        if not cases and not managers:
            raise _nothing()
        return Made(Caseload(tuple(cases), tuple(managers)), pa.concat_tables(told))


def _nothing() -> Problem:
    return Problem(
        da="der hverken er taget sagstal eller ledere og medarbejdere ind",
        en="neither caseloads nor managers and employees are taken in",
    )
