"""How sure a comparison is: limits of both sides and of the gap between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pejling.comparison.estimate import FROM_FEW, NO_SPREAD, By
from pejling.stats.interval import Limits
from pejling.terms.text import Text


class Doubt(StrEnum):
    """What stands beside a symbol: nothing, or what the difference may be."""

    NONE = ""
    CHANCE = "chance"  # what chance does to persons would do
    SPREAD = "spread"  # more than that, but no more than the cluster's members differ among themselves


@dataclass(frozen=True, slots=True)
class Certainty:
    """Of a level (in the indicator's unit) or of a change (in per cent, points or units).

    ``own`` and ``cluster``: 95 per cent limits, unadjusted. ``gap``: own less cluster; ``of_gap``: its limits
    by what chance does to persons, the municipalities taken as they are; ``among``: its limits when a
    municipality may also differ from others as the cluster's members differ among themselves. ``p``: how
    often chance alone would bring so large a gap, read off ``of_gap``. ``reason`` says what is missing.
    Of a level too ``ratio``: own over cluster, with its limits by both readings; None where one can be 0.

    ``marked``: the mark "within chance" stands beside the symbol; None until its table is known, and where
    nothing can be said.
    """

    own: Limits | None = None
    cluster: Limits | None = None
    gap: Fraction | None = None
    of_gap: Limits | None = None
    among: Limits | None = None
    p: float | None = None
    by: By | None = None
    reason: Text | None = None
    marked: bool | None = None
    ratio: Fraction | None = None
    of_ratio: Limits | None = None
    ratio_among: Limits | None = None

    @property
    def within_chance(self) -> bool | None:
        """Whether chance alone would do: 0 lies within the gap's limits. None where these are not known."""
        return _holds_zero(self.of_gap)

    @property
    def too_few(self) -> bool:
        """Whether it cannot be told since there are too few persons: no finding, whatever the figures say."""
        return self.reason in (NO_SPREAD, FROM_FEW)

    @property
    def within_spread(self) -> bool | None:
        """Whether the gap is no larger than chance, and what the cluster's members differ by, account for."""
        return _holds_zero(self.among)


def doubt(found: Certainty | None) -> Doubt:
    """What the mark beside the symbol says; nothing where no certainty is known."""
    if found is None or found.marked is None:
        return Doubt.NONE
    if found.marked:
        return Doubt.CHANCE
    return Doubt.SPREAD if found.within_spread else Doubt.NONE


def _holds_zero(limits: Limits | None) -> bool | None:
    return None if limits is None else limits[0] <= 0 <= limits[1]
