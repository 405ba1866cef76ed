"""Events: what happened on a day, drawn on every series it concerns (DOMAIN, R19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pejling.terms import breaks
from pejling.terms.benefit import groups
from pejling.terms.municipality import members
from pejling.terms.period import Period
from pejling.terms.text import Text


class EventKind(StrEnum):
    """What sort of thing happened. A break is a known change of counting (reference/breaks.toml)."""

    REFORM = "reform"
    PLAN = "plan"
    CUT = "cut"
    MEDIA = "media"
    OTHER = "other"
    BREAK = "break"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    EventKind.REFORM: Text(da="reform", en="reform"),
    EventKind.PLAN: Text(da="plan", en="plan"),
    EventKind.CUT: Text(da="besparelse", en="cut"),
    EventKind.MEDIA: Text(da="medier", en="media"),
    EventKind.OTHER: Text(da="andet", en="other"),
    EventKind.BREAK: Text(da="databrud", en="series break"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on ``first``, or from then on to ``until``.

    ``areas``, ``groups`` and ``indicators`` limit whom it concerns; empty is all. ``source`` says where it is
    known from. ``vintage`` is the take-in that told it; "" for a series break, which the program knows.
    """

    first: date
    kind: EventKind
    label: Text
    source: str
    until: date | None = None
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    vintage: str = ""

    @property
    def last(self) -> date:
        """The last day of it: the first where it has one day."""
        return self.until or self.first

    def concerns(self, indicator: str = "", group: str = "", area: str = "") -> bool:
        """Whether it concerns a figure of this indicator, group and area; "" asks for none in particular.

        What concerns a region or the country concerns the municipalities in it; what concerns a target group,
        its sub-groups. A family of indicators (before the colon) stands for all its members.
        """
        family = indicator.partition(":")[0]
        return (
            (
                not indicator
                or not self.indicators
                or indicator in self.indicators
                or family in self.indicators
            )
            and (not group or not self.groups or group in self.groups or _parent(group) in self.groups)
            and (not area or not self.areas or area in self.areas or self._holds(area))
        )

    def _holds(self, area: str) -> bool:
        return any(area in members(own) for own in self.areas if not own.startswith("cluster:"))

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of it lies in ``first`` to ``last``."""
        return self.first <= last and self.last >= first

    def between(self, earlier: Period, later: Period) -> bool:
        """Whether it began after the earlier period's first day and at the latest on the later one's last.

        So it may have moved the figure of the later period against that of the earlier.
        """
        first, last = sorted((earlier, later))
        return first.first_day < self.first <= last.last_day


def _parent(group: str) -> str:
    known = groups().get(group)
    return known.parent if known else ""


def of_breaks(published: bool = True) -> tuple[Event, ...]:
    """The known series breaks as events, by date.

    Without ``published`` figures: only those that break figures from person data too.
    """
    found = [
        Event(
            first=one.begins,
            kind=EventKind.BREAK,
            label=one.label,
            source=one.source,
            until=one.until,
            groups=tuple(sorted(one.groups)),
            indicators=tuple(sorted(one.indicators)),
        )
        for one in breaks.breaks().values()
        if published or not one.published_only
    ]
    return in_order(found)


def in_order(events: list[Event]) -> tuple[Event, ...]:
    """By first day, then by Danish label."""
    return tuple(sorted(events, key=lambda one: (one.first, one.label.da)))
