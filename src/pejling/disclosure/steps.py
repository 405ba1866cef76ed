"""At which weeks a curve may be shown: drawn week by week it steps over single persons.

A curve for readers outside is shown at the weeks of jobindsats.dk, and only at those between which nothing
small can be told by subtracting one from the other (docs/decisions/0008).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pejling.disclosure.policy import Policy
from pejling.stats.risk import Floats, LifeTable

PRINTED = (0, 4, 8, 13, 17, 21, 26, 30, 34, 39, 43, 47, 52)
QUARTER = 13

Weeks = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Steps:
    """The weeks at which a curve is shown, and what lies between them.

    ``table``: what the curve is to be estimated from; ``weeks`` [P]; ``exits`` [P, K]: exits since the week
    shown before (since the origin, for the first); ``after`` [P]: how many are at risk after the week.
    """

    table: LifeTable
    weeks: Weeks
    exits: Weeks
    after: Weeks


def candidates(last: int) -> list[int]:
    """The weeks from 0 to ``last`` that may be printed: jobindsats' own for a year, then quarters."""
    weeks = (*PRINTED, *range(PRINTED[-1] + QUARTER, last + 1, QUARTER))
    return [week for week in weeks if week <= last]


def steps(table: LifeTable, rule: Policy, apart: int = 1) -> Steps:
    """Where the curve of ``table`` (whole weeks 0, 1, 2 ...) may be shown under ``rule``.

    A policy that only marks shows every week up to the last with anybody at risk. Others show a candidate
    week when, since the week shown before it, none or at least ``threshold`` left; they stop before the first
    at which fewer than ``smallest_denominator`` remain at risk, and are estimated ``in_lots``. Of these weeks
    a coarser curve has those at least ``apart`` weeks from each other: what is subtracted from a finer one
    is then still a sum of its steps. Causes are not looked at: see ``folded``.
    """
    if rule.marks_only:
        last = -1 if table.followed is None else int(table.followed)
        return _at(list(range(last + 1)), table)
    least = max(rule.smallest_denominator, rule.threshold)
    there = _after(table)
    left = np.rint(np.cumsum(table.left)).astype(np.int64)
    shown: list[int] = []
    for week in candidates(len(there) - 1):
        if there[week] < least:
            break
        if _enough(int(left[week]) - (int(left[shown[-1]]) if shown else 0), rule):
            shown.append(week)
    return _at(_thinned(shown, apart), in_lots(table, rule.threshold))


def until(found: Steps, last: int) -> Steps:
    """The points up to week ``last``."""
    some = found.weeks <= last
    return replace(found, weeks=found.weeks[some], exits=found.exits[some], after=found.after[some])


def in_lots(table: LifeTable, lot: int) -> LifeTable:
    """The table with everybody censored or late kept at risk until, or from when, there are ``lot`` of them.

    How many were censored can be told from those at risk, and from shares of few: so up to ``lot`` - 1 are
    followed a little further, the last of them to the end, and as many who came late come a little sooner
    (with those from the origin, where no lot is left). Exits stay where they are.
    """
    late = table.entered.copy()
    late[:1] = 0.0
    sooner = _gathered(late[::-1], lot)[::-1]
    sooner[:1] += table.entered[:1]
    return replace(table, entered=sooner, censored=_gathered(table.censored, lot))


def _gathered(numbers: Floats, lot: int) -> Floats:
    """Numbers moved on until they make a lot; what is left at the end is put there."""
    found = np.zeros_like(numbers)
    waiting = 0.0
    for at, number in enumerate(numbers):
        waiting += number
        if waiting >= lot or at == len(numbers) - 1:
            found[at], waiting = waiting, 0.0
    return found


def _thinned(weeks: list[int], apart: int) -> list[int]:
    kept: list[int] = []
    for week in weeks:
        if not kept or week - kept[-1] >= apart:
            kept.append(week)
    return kept


def folded(found: Steps, rule: Policy) -> NDArray[np.bool_]:
    """Which causes [K] are told under one heading, since a step of theirs would be too small: [K].

    The smallest go first, until each of those left, and all the folded ones together, have none or at least
    ``threshold`` exits in every step; causes without any in the weeks shown go too. A policy that only
    marks folds none.
    """
    exits = found.exits
    if rule.marks_only:
        return np.zeros(exits.shape[1], dtype=np.bool_)
    small = (exits > 0) & (exits < rule.threshold)
    fold: NDArray[np.bool_] = np.asarray(small.any(axis=0) | ~exits.any(axis=0))
    for cause in (cause for cause in np.argsort(exits.sum(axis=0), kind="stable") if not fold[cause]):
        together = exits[:, fold].sum(axis=1)
        if not ((together > 0) & (together < rule.threshold)).any():
            break
        fold[cause] = True
    return fold


def changes(numerators: Weeks, weeks: list[int], rule: Policy) -> list[int]:
    """The ``weeks`` at which a count that goes up and down may be shown.

    ``numerators`` [W] by week. Shown are those at which it differs by none or at least ``threshold`` from the
    one shown before; all of them under a policy that only marks.
    """
    if rule.marks_only:
        return weeks
    shown: list[int] = []
    for week in weeks:
        if not shown or _enough(abs(int(numerators[week]) - int(numerators[shown[-1]])), rule):
            shown.append(week)
    return shown


def _enough(count: int, rule: Policy) -> bool:
    return count == 0 or count >= rule.threshold


def _after(table: LifeTable) -> Weeks:
    """How many are followed further than each week, [T]."""
    return np.rint(np.cumsum(table.entered) - np.cumsum(table.censored + table.left)).astype(np.int64)


def _at(weeks: list[int], table: LifeTable) -> Steps:
    at = np.array(weeks, dtype=np.int64)
    so_far = np.rint(np.cumsum(table.exits, axis=0)).astype(np.int64)[at]
    between = np.diff(so_far, axis=0, prepend=np.zeros((1, so_far.shape[1]), dtype=np.int64))
    return Steps(table, at, between, _after(table)[at])
