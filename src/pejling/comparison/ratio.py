"""How many times the cluster's level the municipality's is, with its limits."""

from __future__ import annotations

import math
from dataclasses import replace

from pejling.comparison.certainty import Certainty
from pejling.comparison.figure import Figure
from pejling.stats.interval import Limits, difference


def with_ratio(found: Certainty, own: Figure, other: Figure) -> Certainty:
    """The certainty of a level with its ratio to the cluster's, where both are above 0 and have limits.

    ``of_ratio``: the limits of both sides put together on the scale of logarithms (MOVER), so that they agree
    with the gap's: 1 lies within them where 0 lies within the gap's, but for the difference of scale.
    ``ratio_among``: 1 + the limits of a gap between municipalities as they differ / the cluster's level.
    Source: Zou & Donner (2008), Statistics in Medicine 27:1693-1702, on logarithms; limits of an
    over-dispersed ratio of a unit to a group: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202.
    """
    mine, theirs = found.own, found.cluster
    if not own.value or not other.value or mine is None or theirs is None or theirs[0] <= 0:
        return found
    a, b = float(own.value), float(other.value)
    low, high = difference(math.log(a), _logs(mine), math.log(b), _logs(theirs))
    among = found.among and (max(1 + found.among[0] / b, 0.0), 1 + found.among[1] / b)
    limits = min(math.exp(low), a / b), max(math.exp(high), a / b)  # binary noise
    return replace(found, ratio=own.value / other.value, of_ratio=limits, ratio_among=among)


def _logs(limits: Limits) -> Limits:
    low, high = limits
    return math.log(low) if low > 0 else -math.inf, math.log(high)
