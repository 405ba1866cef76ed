"""Seasonal adjustment of monthly, quarterly and half-yearly series, stretch by stretch between breaks.

Source: Cleveland, Cleveland, McRae & Terpenning (1990), STL: A seasonal-trend decomposition procedure based
on Loess, Journal of Official Statistics 6:3-73, as statsmodels has it (robust). Official adjusted figures
come from X-13ARIMA-SEATS and may differ in the last place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

YEARS = 3  # whole years that a stretch needs
_BRIDGED = 2  # missing periods in a row that a stretch is carried over


@dataclass(frozen=True, slots=True)
class Stretch:
    """Periods ``first`` to ``last`` (both included) that are adjusted together, or why they are not."""

    first: int
    last: int
    adjusted: bool

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, eq=False)
class Season:
    """``adjusted`` [T]: the series without its season, in its own unit; nan where that is not known.

    ``seasonal`` [T]: what was taken away. ``stretches``: the parts between breaks and gaps, in order.
    """

    adjusted: Floats
    seasonal: Floats
    stretches: tuple[Stretch, ...]

    @property
    def any(self) -> bool:
        """Whether any stretch was long enough."""
        return any(one.adjusted for one in self.stretches)


def seasonally_adjusted(values: ArrayLike, a_year: int, breaks: Sequence[int] = ()) -> Season:
    """``values`` [T] without the part that comes back each year; ``a_year`` periods make a year (2 or more).

    nan is a missing value. ``breaks`` are places: a break at t lies before value t. Each stretch between
    breaks is adjusted on its own, where it holds three whole years; up to two missing values in a row are
    carried over and stay missing, more end the stretch. The season is added, not multiplied, and may change
    slowly; what is left, chance included, stays in the adjusted series. ValueError for another shape or
    ``a_year`` under 2.
    """
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1 or a_year < 2:
        raise ValueError(f"a series and at least two periods a year: {series.shape}, {a_year}")
    adjusted, seasonal = np.full(series.size, np.nan), np.full(series.size, np.nan)
    stretches = []
    for first, last in _stretches(series, frozenset(breaks)):
        part = series[first : last + 1]
        long_enough = part.size >= YEARS * a_year
        stretches.append(Stretch(first, last, long_enough))
        if long_enough:
            seen = np.isfinite(part)
            places = np.arange(part.size)
            season = _stl(np.interp(places, places[seen], part[seen]), a_year)
            seasonal[first : last + 1] = season
            adjusted[first : last + 1] = part - season
    return Season(adjusted, seasonal, tuple(stretches))


def _stl(series: Floats, a_year: int) -> Floats:
    from statsmodels.tsa.seasonal import STL

    if np.ptp(series) == 0:
        return np.zeros(series.size)
    return np.asarray(STL(series, period=a_year, robust=True).fit().seasonal, dtype=np.float64)


def _stretches(series: Floats, breaks: frozenset[int]) -> list[tuple[int, int]]:
    """First and last known place of each stretch without a break or a long gap."""
    found: list[tuple[int, int]] = []
    for place in np.flatnonzero(np.isfinite(series)).tolist():
        joins = found and place - found[-1][1] - 1 <= _BRIDGED
        if joins and not any(found[-1][1] < one <= place for one in breaks):
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
