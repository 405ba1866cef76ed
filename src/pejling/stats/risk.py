"""Life tables: who entered, left and was censored at each time, and so who was at risk.

Source: Andersen, Borgan, Gill & Keiding (1993), Statistical Models Based on Counting Processes, III.4 (late
entry as left truncation).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.integer[Any]]
_NOTHING = 1e-12  # of the whole: below it a difference of sums of weights is rounding
_WIDEST = 1 << 22  # whole times up to here are their own places in the table; others are sorted


@dataclass(frozen=True, eq=False)
class LifeTable:
    """What happened at each of T times, in rising order, by K causes of exit.

    ``times`` [T] float64; ``entered``, ``censored`` [T] and ``exits`` [T, K] float64: records or weights.
    Who entered at the first of the times was there from the origin; who entered later enters late. Life
    tables of different persons over the same times are added by adding these columns.
    """

    times: Floats
    entered: Floats
    censored: Floats
    exits: Floats

    @cached_property
    def left(self) -> Floats:
        """All exits of each time, [T]."""
        total: Floats = self.exits.sum(axis=1)
        return total

    @cached_property
    def at_risk(self) -> Floats:
        """Those at risk at each time, [T]: entry < t <= exit.

        Who is censored at t is at risk at t; who enters late at t is not, but who was there from the
        origin is at risk at the origin itself. Counted from the far end, so that the last risk set is
        exactly those who leave in it. ValueError where more leave than are there.
        """
        gone = self.censored + self.left
        later = self.entered.copy()
        later[:1] = 0.0
        there = np.cumsum(gone[::-1])[::-1] - np.cumsum(later[::-1])[::-1]
        rounding = _NOTHING * max(float(self.entered.sum()), 1.0)
        wrong = there < self.left - rounding
        if wrong.any():
            at = int(np.argmax(wrong))
            raise ValueError(
                f"at time {self.times[at]:g} {self.left[at]:g} leave, but {there[at]:g} are at risk: "
                "an exit lies after its entry"
            )
        there = np.where(np.abs(there - self.left) <= rounding, self.left, there)
        return np.where(there <= rounding, 0.0, there)

    @property
    def followed(self) -> float | None:
        """The last time at which anybody is at risk; None where nobody ever is."""
        there = np.flatnonzero(self.at_risk > 0)
        return float(self.times[there[-1]]) if there.size else None


def life_table(
    entered: ArrayLike, censored: ArrayLike, exits: ArrayLike, times: ArrayLike | None = None
) -> LifeTable:
    """A life table from its columns.

    ``entered`` and ``censored`` are [T], ``exits`` [T] or [T, K] for K causes; ``times`` [T] rises and is
    0, 1, 2 ... where left out (whole weeks). ValueError where shapes differ, a number is negative, times
    do not rise, or not as many leave as came.
    """
    came, lost = np.asarray(entered, np.float64), np.asarray(censored, np.float64)
    left = np.asarray(exits, np.float64)
    left = left[:, None] if left.ndim == 1 else left
    clock = np.arange(came.size, dtype=np.float64) if times is None else np.asarray(times, np.float64)
    if not came.shape == lost.shape == clock.shape == left.shape[:1] or came.ndim != 1 or left.ndim != 2:
        raise ValueError(
            f"entered {came.shape}, censored {lost.shape}, exits {left.shape} and times {clock.shape} "
            "do not make one table: [T], [T], [T, causes], [T]"
        )
    if (np.diff(clock) <= 0).any():
        raise ValueError("times must rise")
    if min(came.min(initial=0), lost.min(initial=0), left.min(initial=0)) < 0:
        raise ValueError("a life table holds no negative numbers")
    gone = float(lost.sum() + left.sum())
    if abs(gone - float(came.sum())) > 1e-9 * max(gone, 1.0):
        raise ValueError(f"{came.sum():g} entered, but {gone:g} left or were censored")
    return LifeTable(clock, came, lost, left)


@dataclass(frozen=True, eq=False)
class Records:
    """Single records reduced to places in one table of times.

    ``times`` [T] float64; ``entry`` (None: all from the origin), ``exit`` [N] places in it; ``cause`` [N]: 0
    censored, 1..``causes``; ``weights`` [N] float64, None for one each.
    """

    times: Floats
    entry: Places | None
    exit: Places
    cause: Places
    causes: int
    weights: Floats | None

    def table(self) -> LifeTable:
        """The records added up to a life table: the one way from records to curves."""
        size = self.times.size
        by_cause = self.exit * (self.causes + 1)
        by_cause += self.cause
        gone = self._sums(by_cause, size * (self.causes + 1)).reshape(size, self.causes + 1)
        if self.entry is None:
            entered = np.zeros(size)
            entered[:1] = gone.sum()
        else:
            entered = self._sums(self.entry, size)
        return LifeTable(self.times, entered, gone[:, 0], gone[:, 1:])

    def _sums(self, places: Places, size: int) -> Floats:
        return np.bincount(places, self.weights, size).astype(np.float64, copy=False)


def records(
    durations: ArrayLike,
    cause: ArrayLike,
    entry: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    causes: int | None = None,
) -> Records:
    """Single records (spells) made ready for ``Records.table`` and for variances by person.

    ``durations`` [N]: time from the origin to exit or censoring, 0 or more, in any unit (weeks). ``cause``
    [N]: 0 or False censored, else the number of the cause (True is 1); ``causes`` says how many there are,
    the highest found where left out. ``entry`` [N]: time of late entry, 0 for who is there from the origin,
    else before the duration (or at it, for one that is censored without ever being at risk). ``weights``
    [N]: positive, whole (so many alike) or fractional. ValueError for anything else, and for nothing at all.
    """
    length, why = np.asarray(durations), np.asarray(cause).astype(np.int64, copy=False)
    start = None if entry is None else np.asarray(entry)
    weight = None if weights is None else np.asarray(weights, np.float64)
    if length.ndim != 1 or not length.size:
        raise ValueError("durations must be one array of at least one record")
    for name, column in (("cause", why), ("entry", start), ("weights", weight)):
        if column is not None and column.shape != length.shape:
            raise ValueError(f"{name} {column.shape} and durations {length.shape} differ in shape")
    shortest, longest = length.min(), length.max()
    if not (np.isfinite(shortest) and np.isfinite(longest)) or shortest < 0:
        raise ValueError("durations must be finite, 0 or more")
    number = int(why.max()) if causes is None else causes
    if why.min() < 0 or why.max() > number:
        raise ValueError(f"causes must be 0 (censored) to {number}")
    if weight is not None and not (np.isfinite(weight).all() and weight.min() > 0):
        raise ValueError("weights must be positive")
    if start is not None:
        _check_entry(start, length, why)
    times, places_in, places_out = _places(start, length)
    return Records(times, places_in, places_out, why, max(number, 1), weight)


def _check_entry(entry: NDArray[Any], exit: NDArray[Any], cause: NDArray[np.int64]) -> None:
    if entry.min() >= 0 and (exit - entry).min() > 0:
        return
    wrong = ~(entry >= 0) | ~(entry <= exit) | ((entry == exit) & (entry > 0) & (cause > 0))
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(f"record {at} enters at {entry[at]} and leaves at {exit[at]}")


def _places(entry: NDArray[Any] | None, exit: NDArray[Any]) -> tuple[Floats, Places | None, Places]:
    """The times of a table that begins at 0, and the places of entries and exits in it."""
    whole = all(np.issubdtype(column.dtype, np.integer) for column in (entry, exit) if column is not None)
    if whole and exit.max() <= _WIDEST:
        times = np.arange(int(exit.max()) + 1, dtype=np.float64)
        return (
            times,
            None if entry is None else entry.astype(np.int64, copy=False),
            exit.astype(np.int64, copy=False),
        )
    columns = [np.zeros(1), exit] if entry is None else [np.zeros(1), exit, entry]
    times, place = np.unique(np.concatenate(columns).astype(np.float64), return_inverse=True)
    ends = place[1 : 1 + exit.size]
    return times, None if entry is None else place[1 + exit.size :], ends
