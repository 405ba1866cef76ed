"""Small counts that nobody prints: what one figure less another that lies within it comes to.

Spells over 26 weeks less those over 52, the base of a share less those in it, a total less the parts that
are asked for. Such a count is looked after as a hidden one is: an attacker must be left with 1 to k-1.
"""

from __future__ import annotations

from math import ceil

from pejling.disclosure.cells import Cell, in_weeks, weeks_of
from pejling.indicators.measures import ActiveWeeks, Ended


def is_small(cell: Cell, number: float, k: int) -> bool:
    """Whether ``number`` of what ``cell`` counts is 1 to ``k`` - 1 persons, spells or full-time persons."""
    if in_weeks(cell.what):
        return 0.5 <= number / weeks_of(cell.period) < k - 0.5
    return of_persons(cell.what) and 1 <= number < k


def of_persons(what: object) -> bool:
    """Whether persons or spells can be told from the sum by itself: not from weeks in offers, or lengths."""
    return not isinstance(what, ActiveWeeks) and not (isinstance(what, Ended) and what.sum == "weeks")


def hidden_range(cell: Cell, k: int) -> tuple[float, float]:
    """What must be possible of a small number: all of 1 to ``k`` - 1, in weeks all that prints as these."""
    if in_weeks(cell.what):
        weeks = weeks_of(cell.period)
        return float(ceil(1.5 * weeks - 1)), float(ceil((k - 1.5) * weeks))
    return 1.0, k - 1.0
