"""What series breaks do to figures: the marks they carry, and the comparisons they forbid."""

from __future__ import annotations

from functools import cache

from pejling.terms.breaks import PREFIX, Break, breaks
from pejling.terms.observation import Mark
from pejling.terms.period import Period


def marks_of(indicator: str, group: str, period: Period, published: bool = True) -> tuple[str, ...]:
    """The marks that breaks give one figure.

    ``under_reported`` where any day of its period is; ``break:<id>`` where a break falls inside the period,
    so that the figure mixes both ways of counting. ``published`` is False for figures from person data.
    """
    marks: list[str] = []
    for one in _concerning(indicator, group, published):
        if one.under_reported and _touches(one, period):
            marks.append(Mark.UNDER_REPORTED)
        elif not one.under_reported and one.within(period):
            marks.append(PREFIX + one.id)
    return tuple(dict.fromkeys(marks))


def crossed(
    indicator: str, group: str, base: Period, period: Period, published: bool = True
) -> tuple[Break, ...]:
    """The breaks that a comparison of two periods crosses: it is refused unless forced.

    Of a stretch of under-reporting: where one period has days of it and the other has none.
    """
    return tuple(
        one
        for one in _concerning(indicator, group, published)
        if (_touches(one, base) != _touches(one, period) if one.under_reported else one.between(base, period))
    )


@cache
def _concerning(indicator: str, group: str, published: bool) -> tuple[Break, ...]:
    return tuple(
        one
        for one in breaks().values()
        if one.concerns(indicator, group) and (published or not one.published_only)
    )


def _touches(one: Break, period: Period) -> bool:
    """Whether any day of the period lies in the break's stretch (from its first day, up to ``until``)."""
    return one.begins <= period.last_day and (one.until is None or period.first_day <= one.until)
