"""Which shapes an engine must count, so that a set of indicators can be observed."""

from __future__ import annotations

from collections.abc import Iterable

from pejling.indicators.indicator import Indicator
from pejling.indicators.measures import (
    After,
    Background,
    Ended,
    PersonShape,
    PersonsIn,
    Product,
    Running,
    Shape,
    Started,
    Weeks,
    WeeksIn,
)
from pejling.indicators.registry import get


def shapes_for(ids: Iterable[str]) -> tuple[PersonShape, ...]:
    """Every sum over persons that the indicators called ``ids`` need, each once, in order of first need.

    Beside numerators and denominators: the persons or spells behind them, which disclosure looks at, and
    the spells of unknown start that a length measure leaves out, whose number is stated.
    """
    needed: dict[PersonShape, None] = {}
    for id in ids:
        indicator = get(id)
        for shape in (indicator.numerator, indicator.denominator):
            needed.update(dict.fromkeys(_of(shape)))
        unknown = left_out(indicator)
        if unknown is not None:
            needed[unknown] = None
    return tuple(needed)


def _of(shape: Shape | None) -> tuple[PersonShape, ...]:
    if shape is None or isinstance(shape, Weeks | Background | Product):
        return ()
    behind = counted_behind(shape)
    return (shape,) if behind is None or behind == shape else (shape, behind)


def counted_behind(shape: Shape | None) -> PersonShape | None:
    """The persons or spells that stand behind a sum; None for what is no sum over persons."""
    match shape:
        case WeeksIn():
            return PersonsIn()
        case Ended(sum="weeks", start=start):
            return Ended(start=start)
        case PersonsIn() | Started() | Ended() | Running() | After():
            return shape
        case _:
            return None


def left_out(indicator: Indicator) -> PersonShape | None:
    """The spells that a length measure leaves out since their start is not known; None for other measures."""
    match indicator.denominator:
        case Ended(start="known"):
            return Ended(start="unknown")
        case Running(start="known"):
            return Running(start="unknown")
        case _:
            return None
