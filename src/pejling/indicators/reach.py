"""How far a file of weeks reaches: which periods a shape can be told for, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pejling.indicators.measures import (
    After,
    Ended,
    Events,
    Histogram,
    Lifetable,
    LongTerm,
    PersonsAt,
    Running,
    Scalar,
    Started,
)
from pejling.indicators.needs import extracts_behind, plain
from pejling.indicators.periods import holds_newest_month, is_complete, weeks_present
from pejling.indicators.readings import Measured, Part, table_of
from pejling.spells.extract import ExtractKind
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms.day import number_of
from pejling.terms.period import Period
from pejling.terms.week import Week

LONG_MONTH, WEEKEND = 31, 2  # days
NEEDS_WORK = frozenset({"employed", "work_known"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """Weeks that a shape looks at beside the period's own: index ``first`` to ``last``, both included.

    ``needed``: the figure is not told unless the file has ``any`` or ``all`` of them.
    """

    first: int
    last: int
    needed: str = ""


# of each kind of casework extract its first and last day, as days since 1970-01-01
Spans = Mapping[ExtractKind, tuple[int, int]]


def can_be_told(shape: Measured | None, window: Window, period: Period, spans: Spans | None = None) -> bool:
    """Whether the file has the columns without which ``shape`` cannot be counted in ``period`` at all.

    That is the period's last week for what runs then, and some week so many weeks after. Where employment
    is looked for in months without an industry column, those on benefits are still known not to have left
    for work: the figure is told of them and marked incomplete. A share of the weeks before needs a file
    that begins before them, and a part of a life table one that follows everybody to the table's end.
    What casework says is told of periods that its extract covers from their first week into their last month;
    without ``spans`` of every one.
    """
    begins, ends = number_of(period.first_week.sunday), number_of(period.last_week.sunday) - WEEKEND
    for of in _spans_behind(shape, spans):
        # an extract from 1 January holds the year, though the year's first week begins in December
        if of is None or begins < of[0] or ends - LONG_MONTH > of[1]:
            return False
    table = table_of(shape.of) if isinstance(shape, Part) else None
    # early exits are seen before late ones: a share of a table is told once everybody can be followed
    if isinstance(table, Lifetable) and period.last_week.index + table.weeks > window.last:
        return False
    for seen in (seen for part in plain(shape) for seen in _looked_at(part, period)):
        if seen.needed == "any" and not weeks_present(window, seen.first, seen.last):
            return False
        if seen.needed == "all" and (seen.first < window.first or seen.last > window.last):
            return False
        if seen.needed == "last" and not weeks_present(window, seen.last, seen.last):
            return False
    return True


def is_incomplete(shape: Measured | None, window: Window, period: Period) -> bool:
    """Whether some week of ``period``, or some week or month that ``shape`` looks at beside it, is missing.

    What lies beyond the file's last week is not missing but to come: see ``is_provisional``.
    """
    if not is_complete(window, period):
        return True
    for part in plain(shape):
        for seen in _looked_at(part, period):
            first, last = seen.first, min(seen.last, window.last)
            if last < first:
                continue
            if not window.covers(first, last):
                return True
            of_work = isinstance(part, After) and part.found.kind in NEEDS_WORK
            if of_work and not _months(first, last).issubset(window.work_months):
                return True
    return False


def is_provisional(
    shape: Measured | None,
    window: Window,
    period: Period,
    rule: SpellRule,
    spans: Spans | None = None,
) -> bool:
    """Whether later data may still change the count of ``shape`` in ``period``.

    Every period with weeks of the file's newest month; completed spells while the gap that would end them
    reaches beyond the file; what is found after, while the week looked at does; a life table while somebody
    may be followed further; what casework says while its extract ends before the period, or before what is
    due in it can be held.
    """
    if holds_newest_month(window, period):
        return True
    # nothing happens on a Saturday or Sunday that an extract must reach
    told_by = number_of(period.last_week.sunday) - WEEKEND + _held_later(shape)
    if any(of is not None and told_by > of[1] for of in _spans_behind(shape, spans)):
        return True
    last = period.last_week.index
    for part in plain(shape):
        if any(seen.last > window.last for seen in _looked_at(part, period)):
            return True
        if _waits_for_the_end(part) and rule.closes(last) > window.last:
            return True
    return False


def _waits_for_the_end(shape: Scalar | Histogram | Lifetable) -> bool:
    """Whether ``shape`` counts spells by their end, which only the weeks after it show."""
    match shape:
        case Ended() | Histogram() | Lifetable(follow="period", until=()) | After(event="ended"):
            return True
        case _:
            return False


def _spans_behind(shape: Measured | None, spans: Spans | None) -> list[tuple[int, int] | None]:
    """First and last day of each extract that ``shape`` needs; None for one that was not taken in."""
    return [] if spans is None else [spans.get(kind) for kind in extracts_behind(shape)]


def _held_later(shape: Measured | None) -> int:
    """How many days after it is due an event may be held, and still be held within its months.

    It is not due before the first of them.
    """
    limits = (part.months for part in plain(shape) if isinstance(part, Events) and part.months)
    return max(((last - first + 1) * LONG_MONTH for first, last in limits), default=0)


def _looked_at(shape: Scalar | Histogram | Lifetable, period: Period) -> list[_Seen]:
    first, last = period.first_week.index, period.last_week.index
    match shape:
        case Running() | PersonsAt():
            return [_Seen(last, last, "last")]
        case LongTerm(window=weeks):
            return [_Seen(last, last, "last"), _Seen(last - weeks + 1, last, "all")]
        case After(weeks=weeks):
            return [_Seen(first + weeks, last + weeks, "any")]
        case Started(preceded_by=before, within=within):
            # the week before a known start is always there
            return [_Seen(first - within, last - 1)] if before and within > 1 else []
        case Ended(clear_weeks=weeks) if weeks:
            return [_Seen(first + weeks, last + weeks, "any"), _Seen(first + 1, last + weeks)]
        case Ended(followed_by=after, within=within) if after and within > 1:
            return [_Seen(first + 1, last + within)]
        case Lifetable(follow="started", weeks=weeks):
            return [_Seen(first, last + weeks)]
        case _:
            return []


def _months(first: int, last: int) -> set[int]:
    """Year * 12 + month - 1 of every month that holds a Thursday from week ``first`` to ``last``."""
    days = (Week.from_index(week).thursday for week in range(first, last + 1))
    return {day.year * 12 + day.month - 1 for day in days}
