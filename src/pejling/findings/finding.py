"""What is worth saying: where the municipality does better or worse than every cluster, ranked.

A finding weighs what its gap is, in per cent, by its certainty, and more where money is known to be in it:
`rule` says it to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from pejling.comparison.certainty import Certainty, Doubt, doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.comparison.symbol import Direction, Verdict
from pejling.findings.reading import Change, Reading
from pejling.indicators.indicator import Development
from pejling.terms.amount import round_half_up
from pejling.terms.text import Text

_MOST_OF_A_GROUP = 2
_BY_GAP = Text(
    da="Fundene er ordnet efter afstanden til den nærmeste klynge i pct. af klyngens niveau; dele af en "
    "helhed efter afstanden i procentpoint, udviklinger efter forskellen til klyngens udvikling.",
    en="Findings are ranked by the distance to the nearest cluster in per cent of the cluster's level; parts "
    "of a whole by the distance in percentage points, developments by the difference from the cluster's.",
)
_BY_CERTAINTY = Text(
    da="En forskel, der er større, end tilfældet kan give, og større end forskellene mellem klyngens "
    "kommuner, tæller dobbelt; hvad der er inden for tilfældet, er ikke med.",
    en="A difference larger than chance can make it, and larger than the cluster's municipalities differ "
    "among themselves, counts double; what is within chance is left out.",
)
_BY_MONEY = Text(
    da="Det største kendte beløb fordobler vægten, mindre beløb øger den i forhold til deres størrelse; det "
    "største er altid blandt de to første.",
    en="The largest known amount of money doubles the weight, smaller ones add to it in proportion; the "
    "largest is always among the first two.",
)


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
    changes in points), from printed figures: what a reader can work out from the table. ``sure``: the
    difference is known to be larger than chance, and than the cluster's members differ. ``money``: what
    being at the nearest cluster's level is worth, DKK a year, where it is known. ``weight`` ranks it.
    """

    about: About
    verdict: Standing
    reading: Reading
    change: Change | None
    gap: Fraction
    sure: bool = False
    money: Fraction | None = None
    weight: Fraction = Fraction(0)


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


def standing_to_all(reading: Reading, clusters: Iterable[str]) -> Standing:
    """The circles of one level line, where there is one against each of ``clusters``; else none."""
    found = {row.cluster: standing(row.level_symbol, row.level_certainty) for row in reading.levels}
    wanted = [found.get(cluster, Standing.NONE) for cluster in clusters]
    return Standing.NONE if Standing.NONE in wanted else _together(wanted)


def change_standing(change: Change) -> Standing:
    """The colours of one development line's arrows taken together."""
    return _together(standing(row.trend_colour, row.change_certainty) for row in change.against)


def direction(change: Change) -> Direction:
    """Which way the municipality's own arrow points: up (good), down (bad), flat or none."""
    known = (row.trend_direction for row in change.against if row.trend_direction is not Direction.NONE)
    return next(known, Direction.NONE)


def level_gap(reading: Reading) -> Fraction:
    """The smallest distance to a judged cluster, in per cent of its level (of the own, beside 0)."""
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
    return 100 * abs(own - cluster) / (abs(cluster) or abs(own) or 1)


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


def is_zero(level: Figure) -> bool:
    """Whether the level prints as zero, be it none at all or too little to print."""
    return level.value is not None and printed(level.value, level.decimals) == 0


def is_zero_everywhere(reading: Reading) -> bool:
    """Whether nothing is there to compare: the level prints as zero here and in every cluster known."""
    known = [row.cluster_level for row in reading.levels if row.cluster_value is not None]
    return bool(known) and all(is_zero(level) for level in (reading.own.own_level, *known))


def is_of_nothing(row: Comparison, *, own: bool = True) -> bool:
    """Whether a change in per cent leads to or from a level that prints as zero.

    It then says nothing: a tenth of next to nothing may be half of it or all of it. The earlier level is
    worked out from the printed level and change, as a reader can.
    """
    level = row.own_level if own else row.cluster_level
    change = row.own_development if own else row.cluster_development
    moved = printed(change.value, change.decimals)
    if row.development is not Development.PERCENT or not moved or level.value is None:
        return False
    before = None if moved == -100 else (printed(level.value, level.decimals) or 0) / (1 + moved / 100)
    return is_zero(level) or (before is not None and printed(before, level.decimals) == 0)


def findings(
    readings: Iterable[Reading], worth: Mapping[tuple[str, str, str], Fraction] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Every level and newest change that is better or worse than all clusters; the weightiest first.

    None that is within chance, none of too few persons to tell, and no change of next to nothing. ``worth``:
    DKK a year by indicator, group and period.
    """
    found: list[Finding] = []
    for reading in readings:
        verdict = level_standing(reading)
        certainties = [row.level_certainty for row in reading.levels]
        if verdict in (Standing.BETTER, Standing.WORSE) and can_be_told(reading):
            key = (reading.indicator, reading.group, str(reading.period))
            money = worth.get(key) if verdict is Standing.WORSE else None
            gap, sure = level_gap(reading), _sure(certainties)
            found.append(Finding(About.LEVEL, verdict, reading, None, gap, sure, money or None))
        for change in reading.changes[:1]:
            verdict, way = change_standing(change), direction(change)
            certainties = [row.change_certainty for row in change.against]
            told = not any(is_of_nothing(row, own=own) for row in change.against for own in (True, False))
            agree = told and (verdict, way) in (
                (Standing.BETTER, Direction.UP),
                (Standing.WORSE, Direction.DOWN),
            )
            if agree and _can_be_told(certainties):
                gap, sure = _change_gap(reading, change), _sure(certainties)
                found.append(Finding(About.CHANGE, verdict, reading, change, gap, sure))
    return weighed(found)


def weighed(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with their weights, the weightiest first, as `rule` says."""
    known = list(found)
    most = max((one.money for one in known if one.money), default=Fraction(1))
    with_weights = [
        replace(one, weight=one.gap * (2 if one.sure else 1) * (1 + (one.money or 0) / most)) for one in known
    ]
    return tuple(sorted(with_weights, key=lambda one: -one.weight))


def rule(found: Iterable[Finding]) -> tuple[Text, ...]:
    """How the findings are ranked, a sentence each: only what played a part."""
    known = list(found)
    if not known:
        return ()
    certain = any(
        one is not None and one.p is not None
        for finding in known
        for row in (finding.reading.levels if finding.change is None else finding.change.against)
        for one in (row.level_certainty if finding.change is None else row.change_certainty,)
    )
    money = any(one.money for one in known)
    return (_BY_GAP, *((_BY_CERTAINTY,) if certain else ()), *((_BY_MONEY,) if money else ()))


def _sure(certainties: Iterable[Certainty | None]) -> bool:
    """Whether every difference is known to be larger than chance and than the members' own differences."""
    found = list(certainties)
    return bool(found) and all(
        one is not None and one.marked is not None and doubt(one) is Doubt.NONE for one in found
    )


def can_be_told(reading: Reading) -> bool:
    """Whether its level stands on persons enough, as far as anybody asked."""
    return _can_be_told([row.level_certainty for row in reading.levels])


def _can_be_told(certainties: Iterable[Certainty | None]) -> bool:
    """Whether there are persons enough to tell a difference from chance, as far as anybody asked."""
    return not any(one is not None and one.too_few for one in certainties)


def by_family(reading: Reading) -> tuple[str, str]:
    """The indicator's family and the group."""
    return reading.indicator.partition(":")[0], reading.group


def ranked(
    found: Iterable[Finding],
    verdict: Standing,
    most: int,
    about: About | None = None,
    same: Callable[[Reading], Hashable] = by_family,
) -> tuple[Finding, ...]:
    """The ``most`` weightiest of one kind, weightiest first; as many groups as there are come before seconds.

    At most two of a group, and one of readings that ``same`` makes equal: they tell the same thing.
    ``about``: of levels or changes only.
    """
    kind = [one for one in found if one.verdict is verdict and about in (None, one.about)]
    chosen: list[int] = []
    seen: set[Hashable] = set()
    for most_of_a_group in range(1, _MOST_OF_A_GROUP + 1):
        for place, finding in enumerate(kind):
            group = finding.reading.group
            key = same(finding.reading)
            crowded = sum(kind[at].reading.group == group for at in chosen) >= most_of_a_group
            if key not in seen and not crowded and len(chosen) < most:
                seen.add(key)
                chosen.append(place)
    return tuple(kind[at] for at in sorted(chosen))


def with_money(
    chosen: Sequence[Finding], found: Iterable[Finding], same: Callable[[Reading], Hashable] = by_family
) -> tuple[Finding, ...]:
    """``chosen`` with that of ``found`` that has most money in it among the first two, as `rule` says.

    It takes the place of one that tells the ``same`` thing.
    """
    dearest = max((one for one in found if one.money), key=lambda one: one.money or 0, default=None)
    if dearest is None or dearest in chosen[:2]:
        return tuple(chosen)
    others = [one for one in chosen if same(one.reading) != same(dearest.reading)]
    return (*others[:1], dearest, *others[1:])[: max(len(chosen), 2)]
