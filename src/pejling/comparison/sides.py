"""The two sides of a comparison: the municipality's own figures and a cluster's."""

from __future__ import annotations

from collections.abc import Mapping

from pejling.comparison.change import change
from pejling.comparison.cluster import Cluster
from pejling.comparison.figure import HIDDEN, NO_FIGURE, NOT_DEFINED, Figure, joined, missing
from pejling.comparison.observed import Key, Observed, Row, period_of, scale_of
from pejling.comparison.pool import FROM_ZERO, TWO_SOURCES, Pooling
from pejling.indicators.indicator import Development
from pejling.indicators.registry import known
from pejling.terms.breaks import PREFIX, Break
from pejling.terms.observation import Status
from pejling.terms.series_break import crossed
from pejling.terms.text import Text

Ends = tuple[Row, Row]  # now and then

BASE_LACKING = Text(da="tallet for basisperioden mangler", en="the figure for the base period is missing")
HOLDS_OWN = Text(
    da="områdets eget tal, som kommunen selv indgår i",
    en="the area's own figure, which the municipality is part of",
)


class Sides:
    """Levels and changes of one municipality and of the clusters it is compared with.

    ``computed`` leaves published changes aside; ``across_breaks`` compares also where a series is broken
    and where one end is published and the other computed.
    """

    def __init__(self, observed: Observed, municipality: str, computed: bool, across_breaks: bool) -> None:
        self.observed = observed
        self.municipality = municipality
        self._computed = computed
        self._across_breaks = across_breaks
        self.pooling = Pooling(observed)

    def has_figure(self, key: Key) -> bool:
        """Whether there is a level (a hidden one counts, 0 of 0 does not) or a published change."""
        level = self.observed.level(*key, self.municipality)
        return (level is not None and level.status in (Status.OBSERVED, Status.SUPPRESSED)) or bool(
            self.published_changes(key, self.municipality)
        )

    def published_changes(self, key: Key, area: str) -> Mapping[tuple[str, str], Row]:
        """The area's published changes by base and measure; none where they are left aside."""
        return {} if self._computed else self.observed.changes(*key, area)

    def own_level(self, key: Key) -> Figure:
        """The municipality's level: the published one before the computed one."""
        return _level(key, self.observed.level(*key, self.municipality))

    def cluster_level(self, key: Key, cluster: Cluster) -> Figure:
        """The cluster's level: its own published one, that of all its persons together, else its members'.

        A region's or the country's own figure holds the municipality itself, so there the members come first.
        """
        together = self.observed.level(*key, cluster.together)
        if together is not None:
            return _level(key, together)
        row = self.observed.level(*key, cluster.area)
        own = _level(key, row)
        pooled = self.pooling.level(*key, cluster, level_decimals(key[0]))
        if row is not None and pooled.value is None and not pooled.hidden and own.value is not None:
            return Figure(own.value, own.decimals, own.status, own.published, own.marks, HOLDS_OWN)
        return pooled

    def own_change(self, key: Key, base: str, development: Development) -> Figure:
        """The municipality's change from ``base``: as published, else from the levels."""
        area = self.municipality
        published = self.published_changes(key, area).get((base, development.value))
        if published:
            return _change_row(key[0], published)
        return self._from_levels(key, base, area, development)

    def cluster_change(self, key: Key, base: str, cluster: Cluster, development: Development) -> Figure:
        """The cluster's change: as published, else from its published levels, else from its members'."""
        published = self.published_changes(key, cluster.area).get((base, development.value))
        if published:
            return _change_row(key[0], published)
        indicator, group, period = key
        before = indicator, group, base
        if any(self.observed.level(*end, cluster.together) for end in (key, before)):
            return self._from_levels(key, base, cluster.together, development)
        decimals = change_decimals(indicator)
        refused = self._refused(key, base, *(self._member_rows(end, cluster) for end in (key, before)))
        if refused:
            return missing(decimals, refused)
        pooled = self.pooling.change(
            indicator, group, period, base, cluster, development, decimals, self._across_breaks
        )
        if pooled.value is None and not pooled.hidden and cluster.is_area:
            own = self._from_levels(key, base, cluster.area, development)
            if own.value is not None:
                return Figure(own.value, own.decimals, own.status, own.published, own.marks, HOLDS_OWN)
        return pooled

    def _member_rows(self, key: Key, cluster: Cluster) -> list[Row]:
        rows = (self.observed.level(*key, area) for area in cluster.members)
        return [row for row in rows if row is not None]

    def _from_levels(self, key: Key, base: str, area: str, development: Development) -> Figure:
        """Both ends published, else both computed: a change between the two is refused unless forced."""
        decimals = change_decimals(key[0])
        ends = self.ends(key, base, area)
        if isinstance(ends, Text):
            return missing(decimals, ends)
        refused = self._refused(key, base, [ends[0]], [ends[1]])
        return missing(decimals, refused) if refused else _change(key[0], ends, development, decimals)

    def ends(self, key: Key, base: str, area: str) -> Ends | Text:
        """The area's rows now and then that a change is taken of, or why there is none."""
        indicator, group, period = key
        now = self.observed.levels(indicator, group, period, area)
        then = self.observed.levels(indicator, group, base, area)
        if not now or not then:
            return BASE_LACKING if now else NO_FIGURE
        alike = next((flag for flag in (True, False) if flag in now and flag in then), None)
        if alike is not None:
            return now[alike], then[alike]
        if self._across_breaks:
            return next(iter(now.values())), next(iter(then.values()))
        return TWO_SOURCES

    def _refused(self, key: Key, base: str, now: list[Row], then: list[Row]) -> Text | None:
        """Why the series cannot be compared with its base, if a break lies between.

        Rows of a period before the break that carry its mark were back-cast by their source: comparable.
        """
        if self._across_breaks:
            return None
        indicator, group, period = key
        ends = ((period_of(period), now), (period_of(base), then))
        published = any(row.published for _, rows in ends for row in rows)
        for one in crossed(indicator, group, period_of(base), period_of(period), published):
            before = [row for at, rows in ends if at.last_day < one.begins for row in rows]
            if not before or any(PREFIX + one.id not in row.marks for row in before):
                return _broken(one)
        return None


def _broken(one: Break) -> Text:
    return Text(
        da=f"serien er brudt: {one.label.da}",
        en=f"the series is broken: {one.label.en}",
    )


def level_decimals(indicator: str) -> int:
    """The declared precision of a level."""
    declared = known(indicator)
    return declared.decimals if declared else 1


def change_decimals(indicator: str) -> int:
    """The declared precision of a change."""
    declared = known(indicator)
    return declared.change_decimals if declared else 1


def _level(key: Key, row: Row | None) -> Figure:
    declared = level_decimals(key[0])
    if row is None:
        return missing(declared)
    decimals = declared if row.decimals is None else row.decimals
    value = row.exact_value(scale_of(key[0]))
    reasons = {Status.SUPPRESSED.value: HIDDEN, Status.NOT_DEFINED.value: NOT_DEFINED}
    reason = None if value is not None else row.fault or reasons.get(row.status, NO_FIGURE)
    return Figure(value, decimals, row.status, row.published, row.marks, reason)


def _change_row(indicator: str, row: Row) -> Figure:
    """A published change; its value is in per cent, points or units as its measure says."""
    decimals = change_decimals(indicator) if row.decimals is None else row.decimals
    value = row.exact_value(1)
    reason = None if value is not None else HIDDEN if row.status == Status.SUPPRESSED else NO_FIGURE
    return Figure(value, decimals, row.status, row.published, row.marks, reason)


def _change(indicator: str, ends: Ends, development: Development, decimals: int) -> Figure:
    marks = joined(*(row.marks for row in ends))
    scale = scale_of(indicator)
    now, then = (row.exact_value(scale) for row in ends)
    if now is None or then is None:
        fault = next((row.fault for row in ends if row.fault), None)
        if fault:
            return missing(decimals, fault)
        hidden = any(row.status == Status.SUPPRESSED for row in ends)
        if hidden:
            return missing(decimals, HIDDEN, Status.SUPPRESSED)
        return missing(decimals, BASE_LACKING if now is not None else NO_FIGURE)
    value = change(now, then, development)
    return missing(decimals, FROM_ZERO) if value is None else Figure(value, decimals, marks=marks)
