"""One act in a table of complaints: its printed rate, what its counts say, the country beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.certainty import Doubt
from pejling.comparison.figure import Figure
from pejling.comparison.symbol import Verdict, verdict
from pejling.indicators import registry
from pejling.indicators.catalogue import appeals as decided
from pejling.indicators.catalogue import (
    appeals_changed,
    appeals_dismissed,
    appeals_remitted,
    appeals_upheld,
    reversal_rate_pct,
)
from pejling.indicators.catalogue.appeals import LAWS
from pejling.indicators.indicator import name_of
from pejling.quality.appeals import Outcomes, rounds_to
from pejling.report import naming
from pejling.report.document import (
    TextCell,
)
from pejling.report.frame import Frame
from pejling.report.parts.row import PrintedRow, figure_of
from pejling.stats.interval import share

OUTCOMES = (appeals_upheld, appeals_changed, appeals_remitted, appeals_dismissed, decided)
ALL_LAWS = "I alt"


@dataclass(frozen=True, slots=True)
class Law:
    """One act: its printed rate, the counts of its decisions, and the country's rate."""

    id: str
    rate: Figure
    outcomes: Outcomes
    country: Figure

    @property
    def limits(self) -> tuple[Fraction, Fraction] | None:
        """95 per cent limits of the rate, in per cent, from the counts."""
        if not self.outcomes.heard or self.outcomes.overturned is None:
            return None
        low, high = share(self.outcomes.overturned, self.outcomes.heard)
        return Fraction(repr(100 * low)), Fraction(repr(100 * high))

    @property
    def contradicts(self) -> bool:
        """Whether the printed rate is not what the counts give."""
        ratio = self.outcomes.reversal_rate_pct
        if ratio is None or self.rate.value is None:
            return False
        return not rounds_to(ratio, self.rate.value, self.rate.decimals)

    @property
    def with_dismissed(self) -> Fraction | None:
        """Per cent of all decided cases, dismissed ones included, where that is the printed rate."""
        if self.outcomes.overturned is None or not self.outcomes.total or self.rate.value is None:
            return None
        ratio = Fraction(100 * self.outcomes.overturned, self.outcomes.total)
        return ratio if rounds_to(ratio, self.rate.value, self.rate.decimals) else None

    def standing(self) -> tuple[Verdict, Doubt]:
        """Against the country, whose own rate is of many cases: chance where it lies within the limits."""
        better = registry.declared(reversal_rate_pct.id_of(self.id)).better
        tone = verdict(self.rate, self.country, better)
        limits = self.limits
        if limits is None or self.country.value is None:
            return tone, Doubt.NONE
        return tone, Doubt.CHANCE if limits[0] <= self.country.value <= limits[1] else Doubt.NONE


def law_of(id: str, own: Sequence[PrintedRow], country: Sequence[PrintedRow]) -> Law:
    counts = {
        part: _whole(figure_of(own, name_of(module), id))
        for part, module in zip(("upheld", "changed", "remitted", "dismissed"), OUTCOMES, strict=False)
    }
    rate = name_of(reversal_rate_pct)
    return Law(id, figure_of(own, rate, id), Outcomes(**counts), figure_of(country, rate, id))


def _whole(figure: Figure) -> int | None:
    return int(figure.value) if figure.value is not None and figure.value.denominator == 1 else None


def label_of(frame: Frame, law: str) -> TextCell:
    text = naming.capital(LAWS[law](frame.lang))
    return TextCell(text, alone=text, strong=law == ALL_LAWS)
