"""Figures of any indicators over periods: their comparisons, for a table and a chart each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts import asked
from pejling.app.report_parts.asked import Asked, own_alone
from pejling.comparison.comparison import Comparison
from pejling.comparison.observed import period_of
from pejling.report.parts.figures import Compared
from pejling.report.pictures import LEAST_POINTS
from pejling.terms.text import Text

NO_INDICATORS = Text(
    da='skriv hvilke nøgletal: indicators = ["..."]; `pejling indicators` viser dem',
    en='say which figures: indicators = ["..."]; `pejling indicators` lists them',
)


@dataclass(frozen=True)
class FigureTables:
    """The part of the kind ``figures``."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        _check(known)
        return asked.rows(known, _question(known))

    def printed(self, known: Known) -> tuple[str, ...]:
        del known
        return ()

    def made(self, shown: Shown) -> Made:
        question = _question(shown.known)
        found = asked.compared(shown, question)
        if not any(row.own_value is not None or row.own_change is not None for row in found):
            raise asked.nothing(question.indicators)
        return Made(Compared(question.periods, tuple(found)), asked.told(shown, _printed(found, question)))


def _check(known: Known) -> None:
    if not known.plan.indicators:
        raise asked.broken(known.plan.id, NO_INDICATORS)
    asked.check(known)


def _question(known: Known) -> Asked:
    return asked.asked(known, known.plan.indicators)


def _printed(found: Sequence[Comparison], question: Asked) -> list[Comparison]:
    """What the tables print: all of the last period, of those before the municipality's level.

    A line over time prints the clusters' levels too. Indicators may share a table, which then prints the
    clusters where another has its last figure.
    """
    last = set(asked.held_against(found, question.periods).values())
    drawn = any(len(asked.alike_in_length(question.periods, period_of(at))) >= LEAST_POINTS for at in last)
    return [row if row.period in last else asked.levels(row) if drawn else own_alone(row) for row in found]
