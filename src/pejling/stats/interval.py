"""Intervals of shares."""

from __future__ import annotations

from pejling.stats.survival import normal


def wilson(successes: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Lower and upper limits, within 0..1, of a share ``successes`` / ``trials`` (whole numbers).

    ValueError unless 0 <= successes <= trials and trials > 0. It takes the trials for independent.

    Source: Wilson (1927), JASA 22:209-212.
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} of {trials} is no share")
    z = normal(level)
    share, more = successes / trials, z * z / trials
    middle = (share + more / 2) / (1 + more)
    reach = z / (1 + more) * ((share * (1 - share) + more / 4) / trials) ** 0.5
    low = 0.0 if successes == 0 else max(middle - reach, 0.0)
    high = 1.0 if successes == trials else min(middle + reach, 1.0)
    return low, high
