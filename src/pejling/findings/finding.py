"""What is worth saying: where the municipality does better or worse than every cluster, largest gap first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pejling.comparison.certainty import Certainty, Doubt, doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.symbol import Direction, Verdict
from pejling.findings.reading import Change, Reading
from pejling.indicators.indicator import Development
from pejling.terms.amount import round_half_up

_MOST_OF_A_GROUP = 2


class Standing(StrEnum):
    """How the municipality stands against all clusters together: the symbols of one line as one word."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HARDLY = "hardly"  # the figures differ, but no more than chance would do
    MIXED = "mixed"
    NONE = "none"


class About(StrEnum):
    LEVEL = "level"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Finding:
    """A level or a change that is better, or worse, than in every cluster compared with, beyond chance.

    ``gap`` is the distance to the nearest cluster in per cent of the cluster's level (of the own level for
    changes in points), from printed figures: what a reader can work out from the table.
    """

    about: About
    verdict: Standing
    reading: Reading
    change: Change | None
    gap: Fraction


def standing(tone: Verdict, certainty: Certainty | None) -> Standing:
    """One symbol with its mark: a difference that is within chance is hardly one."""
    if tone in (Verdict.BETTER, Verdict.WORSE) and doubt(certainty) is Doubt.CHANCE:
        return Standing.HARDLY
    return Standing(tone.value)


def _together(standings: Iterable[Standing]) -> Standing:
    known = {one for one in standings if one is not Standing.NONE}
    if not known:
        return Standing.NONE
    if known == {Standing.HARDLY, Standing.SAME}:
        return Standing.HARDLY
    return known.pop() if len(known) == 1 else Standing.MIXED


def level_standing(reading: Reading) -> Standing:
    """The circles of one level line taken together."""
    return _together(standing(row.level_symbol, row.level_certainty) for row in reading.levels)


def change_standing(change: Change) -> Standing:
    """The colours of one development line's arrows taken together."""
    return _together(standing(row.trend_colour, row.change_certainty) for row in change.against)


def direction(change: Change) -> Direction:
    """Which way the municipality's own arrow points: up (good), down (bad), flat or none."""
    known = (row.trend_direction for row in change.against if row.trend_direction is not Direction.NONE)
    return next(known, Direction.NONE)


def level_gap(reading: Reading) -> Fraction:
    """The smallest distance to a judged cluster, in per cent of that cluster's level."""
    return min(
        (_level_gap(row) for row in reading.levels if row.level_symbol is not Verdict.NONE),
        default=Fraction(0),
    )


def _level_gap(row: Comparison) -> Fraction:
    own = printed(row.own_value, row.own_decimals)
    cluster = printed(row.cluster_value, row.cluster_decimals)
    if own is None or cluster is None:
        return Fraction(0)
    if is_part(row.indicator):
        return abs(own - cluster)
    return 100 * abs(own - cluster) / max(abs(cluster), Fraction(1, 10))


def _change_gap(reading: Reading, change: Change) -> Fraction:
    gaps = []
    for row in change.against:
        own = printed(row.own_change, row.own_change_decimals)
        cluster = printed(row.cluster_change, row.cluster_change_decimals)
        if own is None or cluster is None or row.trend_colour is Verdict.NONE:
            continue
        gaps.append(abs(own - cluster))
    gap = min(gaps, default=Fraction(0))
    if change.development is Development.PERCENT or is_part(reading.indicator):
        return gap
    level = printed(reading.own.own_value, reading.own.own_decimals)
    return 100 * gap / max(abs(level), Fraction(1, 10)) if level is not None else Fraction(0)


def is_part(indicator: str) -> bool:
    """Whether the figure is one part of a whole of 100 (status by destination): gaps are in points."""
    return ":" in indicator


def printed(value: Fraction | None, decimals: int) -> Fraction | None:
    """The number as the table prints it."""
    if value is None:
        return None
    return Fraction(round_half_up(value, decimals))


def findings(readings: Iterable[Reading]) -> tuple[Finding, ...]:
    """Every level and newest change that is better or worse than all clusters; largest gap first.

    None that is within chance, and none of too few persons to tell.
    """
    found: list[Finding] = []
    for reading in readings:
        verdict = level_standing(reading)
        if verdict in (Standing.BETTER, Standing.WORSE) and _can_be_told(
            row.level_certainty for row in reading.levels
        ):
            found.append(Finding(About.LEVEL, verdict, reading, None, level_gap(reading)))
        for change in reading.changes[:1]:
            verdict, way = change_standing(change), direction(change)
            told = _can_be_told(row.change_certainty for row in change.against)
            agree = (verdict, way) in ((Standing.BETTER, Direction.UP), (Standing.WORSE, Direction.DOWN))
            if agree and told:
                gap = _change_gap(reading, change)
                found.append(Finding(About.CHANGE, verdict, reading, change, gap))
    return tuple(sorted(found, key=lambda finding: -finding.gap))


def _can_be_told(certainties: Iterable[Certainty | None]) -> bool:
    """Whether there are persons enough to tell a difference from chance, as far as anybody asked."""
    return not any(one is not None and one.too_few for one in certainties)


def ranked(found: Iterable[Finding], verdict: Standing, most: int) -> tuple[Finding, ...]:
    """The ``most`` largest of one kind, largest first; as many groups as there are come before seconds.

    At most one of each indicator family and group, and two of a group.
    """
    kind = [finding for finding in found if finding.verdict is verdict]
    chosen: list[int] = []
    seen: set[tuple[str, str]] = set()
    for most_of_a_group in range(1, _MOST_OF_A_GROUP + 1):
        for place, finding in enumerate(kind):
            group = finding.reading.group
            key = (finding.reading.indicator.partition(":")[0], group)
            crowded = sum(kind[at].reading.group == group for at in chosen) >= most_of_a_group
            if key not in seen and not crowded and len(chosen) < most:
                seen.add(key)
                chosen.append(place)
    return tuple(kind[at] for at in sorted(chosen))
