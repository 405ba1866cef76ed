"""Complaints: how many came in, how they were decided, and the reversal rate against others (Q2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from pejling.app.compare import of_release, overrides
from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts import asked, printed_rows
from pejling.app.wanted import Wanted
from pejling.comparison.observed import period_of
from pejling.indicators.catalogue import reversal_rate_pct
from pejling.indicators.indicator import name_of
from pejling.report.parts import appeals
from pejling.report.parts.appeals import Appeals
from pejling.terms.municipality import COUNTRY
from pejling.terms.problem import Problem

NAMES = tuple(name_of(module) for module in appeals.FAMILIES)
RATE = name_of(reversal_rate_pct)


@dataclass(frozen=True)
class AppealTables:
    """The part of the kind ``appeals``."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        mine = printed_rows.families(known.figures.published, NAMES, (known.question.municipality,))
        if not known.figures.published.filter(mine).num_rows:
            raise _nothing()
        ids = tuple(id for module in appeals.FAMILIES for id in module.family.members)
        return [asked.taken_in(known, ids, (*known.question.areas, COUNTRY))]

    def printed(self, known: Known) -> tuple[str, ...]:
        """The country, where its rates were taken in."""
        there = printed_rows.families(known.figures.published, NAMES, (COUNTRY,))
        return (COUNTRY,) if known.figures.published.filter(there).num_rows else ()

    def made(self, shown: Shown) -> Made:
        known = shown.known
        areas = (known.question.municipality, COUNTRY)
        rows = printed_rows.printed_rows(shown, NAMES, areas)
        own = [row for row in rows if row.area == known.question.municipality]
        if not own:
            raise _nothing()
        decided = [row.period for row in own if row.family != name_of(appeals.INTAKE)]
        last = max(decided, key=lambda text: period_of(text).last_day, default="")
        against = []
        if last:
            wanted = Wanted(tuple(reversal_rate_pct.family.members), (), (), (period_of(last),))
            better = overrides(known.figures.workspace.settings)
            found = of_release(shown.release, known.question, wanted, better, beside=shown.evidence)
            against = [asked.levels(row) for row in found if row.cluster_value is not None]
        kept = tuple(row for row in rows if row.family == name_of(appeals.INTAKE) or row.period == last)
        told = printed_rows.told(shown, NAMES, areas, tuple({row.period for row in kept}))
        return Made(Appeals(kept, tuple(against)), pa.concat_tables([told, asked.told(shown, against)]))


def _nothing() -> Problem:
    return Problem(
        da="der ikke er taget klagesager ind",
        en="no appeals are taken in",
    )
