"""The circle for a level and the arrow for a development (DOMAIN section 4).

"The same" means equal at the printed precision: both values are rounded half up to the coarser of the two
precisions they are printed with, so that 1.3 against 0.03 compares as 1.3 against 0.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pejling.comparison.figure import Figure
from pejling.indicators.indicator import Better
from pejling.terms.amount import round_half_up


class Verdict(StrEnum):
    """How the municipality stands against the cluster: green, orange, grey, or not assessed."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"


class Direction(StrEnum):
    """Whether the municipality's own change is good (up), bad (down) or none (flat)."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Symbols:
    level: Verdict
    direction: Direction
    colour: Verdict


def verdict(own: Figure, other: Figure, better: Better) -> Verdict:
    """``own`` against ``other``; both in the same unit. NONE where a value or a direction is missing."""
    if own.value is None or other.value is None or better is Better.NEITHER:
        return Verdict.NONE
    decimals = min(own.decimals, other.decimals)
    apart = round_half_up(own.value, decimals) - round_half_up(other.value, decimals)
    if not apart:
        return Verdict.SAME
    return Verdict.BETTER if apart * better.value > 0 else Verdict.WORSE


def direction(change: Figure, better: Better) -> Direction:
    """Whether the municipality's own ``change`` is good, whatever its sign; at its own printed precision."""
    if change.value is None or better is Better.NEITHER:
        return Direction.NONE
    rounded = round_half_up(change.value, change.decimals)
    if not rounded:
        return Direction.FLAT
    return Direction.UP if rounded * better.value > 0 else Direction.DOWN


def symbols(own: Figure, other: Figure, own_change: Figure, other_change: Figure, better: Better) -> Symbols:
    """The level symbol and the trend symbol of one comparison."""
    return Symbols(
        level=verdict(own, other, better),
        direction=direction(own_change, better),
        colour=verdict(own_change, other_change, better),
    )
