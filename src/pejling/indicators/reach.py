"""How far a file of weeks reaches: which periods a shape can be told for, and how surely."""

from __future__ import annotations

from pejling.indicators.measures import After, Ended, Running, Shape
from pejling.indicators.periods import holds_newest_month, is_complete, weeks_present
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms.period import Period
from pejling.terms.week import Week

NEEDS_WORK = frozenset({"employed", "work_known"})


def can_be_told(shape: Shape | None, window: Window, period: Period) -> bool:
    """Whether the file has the columns without which ``shape`` cannot be counted in ``period`` at all.

    That is the period's last week for what runs then, and some week so many weeks after. Where employment
    is looked for in months without an industry column, those on benefits are still known not to have left
    for work: the figure is told of them and marked incomplete.
    """
    match shape:
        case Running():
            return weeks_present(window, period.last_week.index, period.last_week.index) == 1
        case After():
            return weeks_present(window, *_weeks_looked_at(shape, period)) > 0
        case _:
            return True


def is_incomplete(shape: Shape | None, window: Window, period: Period) -> bool:
    """Whether some week of ``period``, or some week or month that ``shape`` looks at after it, is missing.

    What lies beyond the file's last week is not missing but to come: see ``is_provisional``.
    """
    if not is_complete(window, period):
        return True
    if not isinstance(shape, After):
        return False
    first, last = _weeks_looked_at(shape, period)
    last = min(last, window.last)
    if last < first:
        return False
    if not window.covers(first, last):
        return True
    return shape.found.kind in NEEDS_WORK and not _months(first, last).issubset(window.work_months)


def is_provisional(shape: Shape | None, window: Window, period: Period, rule: SpellRule) -> bool:
    """Whether later data may still change the count of ``shape`` in ``period``.

    Every period with weeks of the file's newest month; completed spells while the gap that would end them
    reaches beyond the file; what is found after, while the week looked at does.
    """
    if holds_newest_month(window, period):
        return True
    last = period.last_week.index
    match shape:
        case After(event=event, weeks=weeks):
            return last + weeks > window.last or (event == "ended" and rule.closes(last) > window.last)
        case Ended():
            return rule.closes(last) > window.last
        case _:
            return False


def _weeks_looked_at(shape: After, period: Period) -> tuple[int, int]:
    return period.first_week.index + shape.weeks, period.last_week.index + shape.weeks


def _months(first: int, last: int) -> set[int]:
    """Year * 12 + month - 1 of every month that holds a Thursday from week ``first`` to ``last``."""
    days = (Week.from_index(week).thursday for week in range(first, last + 1))
    return {day.year * 12 + day.month - 1 for day in days}
