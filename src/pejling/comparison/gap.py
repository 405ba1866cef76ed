"""Where a gap in level comes from: do more come, or do they stay longer?

Full-time persons = inflow a week x weeks that each stays: what stands in the long run where as many come as
leave (Little 1961, A proof for the queuing formula L = lambda W, Operations Research 9(3)). The duration is
the one that level and inflow imply; where a benefit is growing or falling it is not the mean of anybody's
spells, so the mean of completed ones is set beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.figure import Figure
from pejling.stats.standardise import product_split
from pejling.terms.text import Text

NO_INFLOW = Text(
    da="der er ingen tilgang, så varigheden kan ikke udledes", en="there is no inflow, so no duration"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side: share of the labour force (pct.), inflow in the period per 1,000 of it, and what they imply.

    ``weeks``: of the period. ``completed``: the mean length of spells completed, where it is known.
    """

    share: Figure
    inflow: Figure
    weeks: int
    completed: Figure | None = None

    @property
    def weekly_inflow(self) -> Fraction | None:
        """Spells started a week per 1,000 of the labour force."""
        return None if self.inflow.value is None else self.inflow.value / self.weeks

    @property
    def duration(self) -> Fraction | None:
        """Implied weeks a spell: full-time persons over spells started a week. None without inflow."""
        if self.share.value is None or not self.weekly_inflow:
            return None
        return self.share.value * 10 / self.weekly_inflow


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in share of the labour force, in points, and what inflow and duration make of it.

    ``missing`` says why it is undecided; then the parts are None.
    """

    group: str
    period: str
    cluster: str
    own: Side
    other: Side
    gap: Fraction | None
    from_inflow: Fraction | None
    from_duration: Fraction | None
    missing: tuple[Text, ...] = ()


def gap(group: str, period: str, cluster: str, own: Side, other: Side) -> Gap:
    """The gap own - cluster split by ``stats.standardise.product_split``; the parts add up exactly."""
    missing = _missing(own, other)
    apart = None
    if own.share.value is not None and other.share.value is not None:
        apart = own.share.value - other.share.value
    first, second = own.weekly_inflow, other.weekly_inflow
    stay, their_stay = own.duration, other.duration
    if missing or first is None or second is None or stay is None or their_stay is None:
        return Gap(group, period, cluster, own, other, apart, None, None, missing)
    parts = product_split(first / 10, stay, second / 10, their_stay)
    return Gap(group, period, cluster, own, other, apart, parts.first, parts.second)


def _missing(own: Side, other: Side) -> tuple[Text, ...]:
    sides = (
        (own, Text(da="kommunens", en="the municipality's")),
        (other, Text(da="klyngens", en="the cluster's")),
    )
    found = []
    for side, whose in sides:
        for figure, what in (
            (side.share, Text(da="andel", en="share")),
            (side.inflow, Text(da="tilgang", en="inflow")),
        ):
            if figure.value is None:
                why = figure.reason
                found.append(
                    Text(
                        da=f"{whose.da} {what.da}" + (f": {why.da}" if why else ""),
                        en=f"{whose.en} {what.en}" + (f": {why.en}" if why else ""),
                    )
                )
        if side.share.value is not None and side.inflow.value == 0:
            found.append(Text(da=f"{whose.da} side: {NO_INFLOW.da}", en=f"{whose.en} side: {NO_INFLOW.en}"))
    return tuple(found)
