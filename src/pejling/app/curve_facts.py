"""The numbers of one curve: which weeks, shares with their intervals, and what is read off the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.app.curve_spread import Spread
from pejling.disclosure.limits import outward, spread_out
from pejling.disclosure.policy import Policy
from pejling.disclosure.steps import Steps, candidates, changes, folded, steps, until
from pejling.indicators.measures import CENSORED, ENTERED, EXITS, UNKNOWN_START
from pejling.spells.causes import OTHER
from pejling.stats.interval import share_by_error, wilson
from pejling.stats.risk import Floats, LifeTable, life_table
from pejling.stats.survival import Curve, aalen_johansen, kaplan_meier, quantile, restricted_mean
from pejling.terms.amount import round_half_up

STAYING = "fortsat"  # beside the causes of exit: those who have not left
SHARE, LOW, HIGH = "share", "low", "high"
ENTRIES, UNKNOWN, MEDIAN, MEDIAN_LOW, MEDIAN_HIGH, MEAN, MEAN_LOW, MEAN_HIGH = (
    "entered",
    "unknown_start",
    "median",
    "median_low",
    "median_high",
    "mean",
    "mean_low",
    "mean_high",
)
ROUNDED = frozenset({SHARE, LOW, HIGH, MEAN, MEAN_LOW, MEAN_HIGH})
# points of a public curve by cause: weeks between them, and the last one (0: as far as it goes), best first
POINTS = ((13, 0), (13, 52), (26, 0), (26, 52), (52, 0), (26, 26))
LITTLE = 0.05  # of all exits
DECIMALS = 1  # of shares in per cent and of means in weeks, to readers outside

Cell = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a curve before it is protected; shares in per cent, times in weeks.

    ``behind`` and ``under``: the spells that disclosure looks at, behind the number and those it is taken
    of; ``under_shown``: whether the latter may be printed as well. ``exact``: to be shown unrounded.
    """

    what: str
    value: float | None
    behind: int | None
    under: int | None
    week: int = -1
    cause: str = ""
    under_shown: bool = True
    exact: bool = False


@dataclass(frozen=True, eq=False)
class Life:
    """A life table of one line, with the weeks at which it may be shown.

    ``counted``: the table with the causes as they are told, but none in lots; ``told_as``: the told cause of
    each of the table's own, -1 for one without exits.
    """

    steps: Steps
    unknown_start: int
    causes: tuple[str, ...]
    counted: LifeTable
    told_as: tuple[int, ...]
    rule: Policy

    @classmethod
    def of(cls, cell: Cell, causes: tuple[str, ...], by_cause: bool, rule: Policy) -> Life:
        """``cell`` is [weeks + 1, EXITS + causes] as an engine counts it; ``by_cause``: told apart."""
        exits, names = cell[:, EXITS:], causes
        if not by_cause:
            exits, names = exits.sum(axis=1, keepdims=True), ("",)
        table, unknown = life_table(cell[:, ENTERED], cell[:, CENSORED], exits), int(cell[0, UNKNOWN_START])
        if not by_cause:
            return cls(steps(table, rule), unknown, names, table, (0,) * len(causes), rule)
        chosen, fold = _points_by_cause(table, rule)
        together = fold | np.array([cause == OTHER and fold.any() for cause in causes], dtype=np.bool_)
        found, names, told_as = _told_apart(chosen, causes, together)
        counted = np.stack([table.exits[:, np.array(told_as) == n].sum(axis=1) for n in range(len(names))], 1)
        return cls(found, unknown, names, replace(table, exits=counted), told_as, rule)

    @property
    def table(self) -> LifeTable:
        return self.steps.table

    @property
    def entered(self) -> int:
        return round(float(self.table.entered.sum()))

    def known_for(self, weeks: int) -> int:
        """Within how many of ``weeks`` the mean may be told: up to the last week shown, all where none is
        left."""
        if not self.steps.weeks.size:
            return 0
        last = int(self.steps.weeks[-1])
        gone = float(self.table.entered.sum()) > 0 and kaplan_meier(self.table).survival[last] <= 0
        return weeks if gone else min(weeks, last)

    def facts(self, within: int, exact: bool, spread: Spread | None = None) -> Iterator[Fact]:
        """All numbers: the curve's points, and below it entries, median, mean ``within`` so many weeks.

        ``spread``: variances by person; left out, limits take every spell for a person of its own.
        """
        for fact in (*self._points(spread), *self._below(within, spread)):
            yield replace(fact, exact=exact)

    def _told(self, shown: Floats, counted: Floats, found: Floats) -> Floats:
        return spread_out(shown, counted, found, self.rule.marks_only)

    def _points(self, spread: Spread | None) -> Iterator[Fact]:
        curve = kaplan_meier(self.table)
        if spread is not None:
            plain = kaplan_meier(self.counted).variance
            curve = replace(curve, variance=self._told(curve.variance, plain, spread.survival))
        by_cause = self.causes != ("",)
        left = self.steps.exits.sum(axis=1)
        yield from self._line(STAYING if by_cause else "", curve.survival, curve.interval(), left)
        if not by_cause:
            return
        gone = aalen_johansen(self.table)
        if spread is not None:
            plain = aalen_johansen(self.counted).variance
            gone = replace(gone, variance=self._told(gone.variance, plain, spread.incidence))
        low, high = gone.interval()
        for k, cause in enumerate(self.causes):
            limits = (low[:, k], high[:, k])
            yield from self._line(cause, gone.incidence[:, k], limits, self.steps.exits[:, k])

    def _line(
        self,
        cause: str,
        share: NDArray[np.float64],
        limits: tuple[NDArray[np.float64], NDArray[np.float64]],
        exits: NDArray[np.int64],
    ) -> Iterator[Fact]:
        for place, week in enumerate(self.steps.weeks.tolist()):
            for what, numbers in ((SHARE, share), (LOW, limits[0]), (HIGH, limits[1])):
                value = None if np.isnan(numbers[week]) else 100 * float(numbers[week])
                yield Fact(what, value, int(exits[place]), int(self.steps.after[place]), week, cause)

    def _below(self, within: int, spread: Spread | None) -> Iterator[Fact]:
        entered = self.entered
        yield Fact(ENTRIES, entered, entered, None)
        yield Fact(UNKNOWN, self.unknown_start, self.unknown_start, None)
        if not self.steps.weeks.size:
            return
        curve: Curve = kaplan_meier(self.table)
        median = quantile(curve)
        told = median is not None and median <= self.steps.weeks[-1]
        yield Fact(MEDIAN, median if told else None, None, entered)
        if told and median is not None and spread is not None and spread.median is not None:
            yield from self._around(median, spread.median)
        mean = restricted_mean(curve, within) if within > 0 else None
        if mean is not None and spread is not None:
            plain = restricted_mean(kaplan_meier(self.counted), within)
            counted = np.array(np.nan if plain is None else plain.variance)
            told_as = self._told(np.array(mean.variance), counted, np.array(spread.mean(within)))
            mean = replace(mean, variance=float(told_as))
        if mean is not None:
            for what, value in zip((MEAN, MEAN_LOW, MEAN_HIGH), (mean.value, *mean.interval()), strict=True):
                yield Fact(what, None if np.isnan(value) else value, None, entered, within)

    def _around(self, median: float, limits: tuple[float, float]) -> Iterator[Fact]:
        """The limits of the median, which lie on both sides of it and in the weeks shown."""
        ended = np.rint(self.table.left).astype(np.int64)
        both = min(limits[0], median), max(limits[1], median)
        low, high = outward(median, both, ended, self.entered, self.rule)
        if high is not None and high > self.steps.weeks[-1]:
            high = None
        yield Fact(MEDIAN_LOW, low, None, self.entered)
        yield Fact(MEDIAN_HIGH, high, None, self.entered)


def _points_by_cause(table: LifeTable, rule: Policy) -> tuple[Steps, NDArray[np.bool_]]:
    """The points of a curve by cause, and which causes are told as one.

    The finest and longest at which those told as one make up little of all exits; else those at which they
    make up least.
    """
    tried = []
    for apart, last in POINTS:
        found = steps(table, rule, 1 if rule.marks_only else apart)
        if not rule.marks_only and last:
            found = until(found, last)
        fold = folded(found, rule)
        every = int(found.exits.sum())
        share = float(found.exits[:, fold].sum()) / every if every else 1.0
        tried.append((share, found, fold))
    least = min(share for share, _, _ in tried)
    return next((found, fold) for share, found, fold in tried if share <= max(least, LITTLE))


def _told_apart(
    found: Steps, causes: tuple[str, ...], together: NDArray[np.bool_]
) -> tuple[Steps, tuple[str, ...], tuple[int, ...]]:
    """The points with some causes as one, the last; causes without exits go (-1 in the last answer)."""

    def merged(columns: NDArray[Any]) -> NDArray[Any]:
        parts = [columns[:, ~together], columns[:, together].sum(axis=1, keepdims=True)]
        return np.hstack(parts if together.any() else parts[:1])

    exits = merged(found.table.exits)
    names = [cause for cause, gone in zip(causes, together, strict=True) if not gone]
    names += [OTHER] if together.any() else []
    some = np.flatnonzero(exits.any(axis=0))
    some = some if some.size else np.array([0])
    table = replace(found.table, exits=exits[:, some])
    merged_to = np.where(together, int((~together).sum()), np.cumsum(~together) - 1)
    told_as = tuple(some.tolist().index(at) if at in some else -1 for at in merged_to.tolist())
    kept = replace(found, table=table, exits=merged(found.exits)[:, some])
    return kept, tuple(names[at] for at in some), told_as


def retention(
    on: Cell,
    seen: Cell,
    told: list[int],
    entered: int,
    unknown: int,
    rule: Policy,
    spread: Floats | None = None,
) -> list[Fact]:
    """The share on the benefit so many weeks after entry, relapse allowed: ``on`` of ``seen``.

    Both are [weeks + 1]; ``told``: the weeks that the file reaches. Intervals take every entry for a person
    of its own, unless ``spread`` [weeks + 1] gives the variance by person. To readers outside only
    jobindsats' weeks, without the number observed: its small changes are deaths and emigrations, which a
    share of few would give away, so they are counted out in lots.
    """
    exact = rule.marks_only
    counted = _of_shares(on, seen)
    if not exact:
        seen = in_lots_seen(seen, on, rule.threshold)
    least = max(rule.smallest_denominator, 0 if exact else rule.threshold, 1)
    weeks = [week for week in told if seen[week] >= least]
    if not exact:
        weeks = [week for week in weeks if week in candidates(len(seen) - 1)]
        weeks = [week for week in weeks if on[week] == 0 or on[week] >= rule.threshold]
    found = [
        Fact(ENTRIES, entered, entered, None, exact=exact),
        Fact(UNKNOWN, unknown, unknown, None, exact=exact),
    ]
    wider = None if spread is None else spread_out(_of_shares(on, seen), counted, spread, exact)
    for week in changes(on, weeks, rule):
        there, of = int(on[week]), int(seen[week])
        limits = wilson(there, of) if wider is None else _by_variance(there, of, float(wider[week]))
        for what, value in zip((SHARE, LOW, HIGH), (there / of, *limits), strict=True):
            shown = None if value is None else 100 * value
            found.append(Fact(what, shown, there, of, week, under_shown=exact, exact=exact))
    known = 0
    while known < len(seen) and known in told and seen[known] >= least:
        known += 1
    if known > 1 and (exact or known == len(seen)):
        mean = float((on[: known - 1] / seen[: known - 1]).sum())
        found.append(Fact(MEAN, mean, None, int(seen[0]), known - 1, exact=exact))
    return found


def _of_shares(on: Cell, seen: Cell) -> Floats:
    """The variance of each share ``on`` / ``seen``, each entry a person of its own; 0 where none."""
    of = np.maximum(seen, 1)
    return np.asarray(on * (of - on) / of.astype(np.float64) ** 3, dtype=np.float64)


def _by_variance(there: int, of: int, variance: float) -> tuple[float | None, float | None]:
    """Limits of a share with a variance by person; Wilson's at 0 and 1, where that says nothing."""
    if there in (0, of):
        return wilson(there, of)
    return share_by_error(there / of, variance**0.5) if variance > 0 else (None, None)


def in_lots_seen(seen: Cell, on: Cell, lot: int) -> Cell:
    """The number observed by week, as it was until ``lot`` are gone or come back; never fewer than ``on``."""
    found, told = seen.copy(), int(seen[0])
    for week, number in enumerate(seen.tolist()):
        if abs(number - told) >= lot:
            told = number
        found[week] = max(told, int(on[week]))
    return found


def rounded(value: float) -> float:
    """``value`` as readers outside see it: with so many DECIMALS, halves away from zero."""
    return float(round_half_up(Fraction(value), DECIMALS))
