"""Limits of medians for readers outside: so far out that no few spells lie between them and the median."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.disclosure.policy import Policy

Limit = float | None


def outward(
    median: float, limits: tuple[float, float], ended: NDArray[np.int64], followed: int, rule: Policy
) -> tuple[Limit, Limit]:
    """The limits, in whole weeks, as readers under ``rule`` may see them; None where there is none to tell.

    ``ended`` [weeks + 1]: spells that ended by length, of ``followed`` in all. A policy that only marks tells
    limits as they are. Others move each away from the median, week by week, until none or at least
    ``threshold`` spells ended between the two, and as many beyond it: then it is no person's own length more
    than the median is (docs/decisions/0009). An infinite or lacking limit is None: as far as the table
    reaches half have not ended.
    """
    low, high = limits
    if rule.marks_only:
        return _finite(low), _finite(high)
    so_far = np.cumsum(ended)

    def told(week: int) -> bool:
        between = abs(int(so_far[week]) - int(so_far[int(median)]))
        beyond = int(so_far[week]) if week < median else followed - int(so_far[week])
        return all(number == 0 or number >= rule.threshold for number in (between, beyond))

    down = range(int(low), -1, -1) if np.isfinite(low) else range(0)
    # the last row stands for that length or more
    up = range(int(np.ceil(high)), len(ended) - 1) if np.isfinite(high) else range(0)
    found_low = next((week for week in down if week == median or told(week)), None)
    found_high = next((week for week in up if week == median or told(week)), None)
    return _finite(found_low), _finite(found_high)


def _finite(limit: float | None) -> Limit:
    return None if limit is None or not np.isfinite(limit) else float(limit)


def spread_out(
    shown: NDArray[np.float64], counted: NDArray[np.float64], found: NDArray[np.float64], exact: bool
) -> NDArray[np.float64]:
    """A variance by person beside figures that a reader sees: three arrays of one shape.

    ``shown``: the variance that the figures as shown would have, were every spell a person of its own;
    ``counted``: the same of the figures as counted; ``found``: the variance by person, of these. ``exact``
    (who may see everything) gives ``found``; others get ``shown`` times the ratio of the other two, a tenth
    at a time, upwards: all that their limits tell beside the figures is how much wider they are. nan where
    there is no ratio.
    """
    if exact:
        return found
    with np.errstate(divide="ignore", invalid="ignore"):
        wider = np.where(counted > 0, found / counted, np.nan)
    told: NDArray[np.float64] = shown * np.ceil(10.0 * wider - 1e-9) / 10.0
    return told
