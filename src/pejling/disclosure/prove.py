"""The proof: what an attacker can tell of each hidden cell, by linear programmes over all that is printed.

It takes nothing over from the choice of what to hide but the cells and what ties them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from pejling.disclosure.attack import Component, Contradicted, attacked, bounded
from pejling.disclosure.cells import OWN, Cell
from pejling.disclosure.linked import Linked
from pejling.stats.programme import FAR, Programme

NEAR = 1e-4
REACHED = 1e-7
LARGE = 300  # cells of a component that is solved by itself


@dataclass(frozen=True, slots=True)
class Proof:
    """What an attacker can tell of a hidden cell: from ``low`` to ``high``.

    ``holds``: the range is as wide as policy says. ``by_policy``: it is as wide as the policy's own words
    leave it ("hidden is 1 to k-1": a hidden total of three hidden parts is at least 3), whatever else is
    hidden; and wide enough for whoever is not told which hidden cells are the small ones. ``coarse``: every
    total of something hidden near it was hidden.
    """

    cell: Cell
    low: float
    high: float
    holds: bool
    by_policy: bool = False
    coarse: bool = False


def prove(linked: Linked, found: Iterable[Component], also: Iterable[int] = ()) -> dict[int, Proof]:
    """What can be told of each hidden cell of ``found``, and of the cells ``also`` (which hold as they are).

    Relations that contradict what is printed (infeasible programmes) are ``Contradicted``.
    """
    asked = list(found)
    others = frozenset(also)
    ranges: dict[int, tuple[float, float]] = {}
    for whole in (True, False):
        these = [component for component in asked if component.whole is whole]
        ranges.update(_ranges(linked, these, others, whole))
    proofs = {}
    failing: dict[int, tuple[float, float]] = {}
    for cell, (low, high) in ranges.items():
        holds = cell not in linked.hidden or _wide_enough(linked, cell, low, high)
        proofs[cell] = Proof(linked.cells[cell], low, high, holds)
        if not holds:
            failing[cell] = (low, high)
    for cell, (low, high) in failing.items():
        component = next(each for each in asked if cell in each.cells)
        widest = _by_policy_alone(linked, component, cell)
        as_wide = low <= widest[0] + NEAR and high >= widest[1] - NEAR
        safe = as_wide and _safe_unlabelled(linked, component, cell)
        if safe and _holds_unguessed(linked, component, cell):
            proofs[cell] = Proof(linked.cells[cell], low, high, True, by_policy=True)
    return proofs


def _wide_enough(linked: Linked, cell: int, low: float, high: float) -> bool:
    start, end = linked.needs[cell]
    if start is None:
        return high - low >= end - NEAR
    return low <= start + NEAR and high >= end - NEAR


def _ranges(
    linked: Linked, found: list[Component], also: frozenset[int], whole: bool
) -> dict[int, tuple[float, float]]:
    """The lowest and highest of each cell: programmes of many components, one cell of each at a time."""
    asked = []
    for component in found:
        cells = [
            cell
            for cell in component.cells
            if cell in linked.hidden or (cell in also and not linked.is_told(cell))
        ]
        if cells:
            asked.append((component, cells))
    ranges: dict[int, tuple[float, float]] = {}
    large = [[each] for each in asked if len(each[0].cells) > LARGE]
    for some in [*large, [each for each in asked if len(each[0].cells) <= LARGE]]:
        posed = attacked(linked, [component for component, _ in some])
        low, high = (_furthest(linked, some, posed, sign, whole) for sign in (1.0, -1.0))
        ranges.update({cell: (low[cell], bounded(high[cell])) for cell in low})
    return ranges


def _furthest(
    linked: Linked,
    left: list[tuple[Component, list[int]]],
    posed: tuple[Programme, dict[int, int]],
    sign: float,
    whole: bool,
) -> dict[int, float]:
    """The lowest of each of the cells of the components (the highest with ``sign`` -1).

    A cell that some table that fits has at the end of what is known of it by itself is not asked any more.
    """
    found: dict[int, float] = {}
    programme, at = posed
    size, first = len(left), True
    while left:
        if len(left) < 0.7 * size:
            programme, at = attacked(linked, [component for component, _ in left])
            size = len(left)
        ends = programme.low if sign > 0 else programme.high
        asked = [cells if first else cells[:1] for _, cells in left]  # all at once may be enough for most
        cost = np.zeros(len(programme.low))
        cost[[at[cell] for cells in asked for cell in cells]] = sign
        solution = programme.least(cost, integers=whole, onwards=True)
        if solution is None:
            raise Contradicted
        for cells, (_, every) in zip(asked, left, strict=True):
            if len(cells) == 1:
                found[cells[0]] = float(solution[at[cells[0]]])
            for cell in every:
                if cell not in found and abs(solution[at[cell]] - ends[at[cell]]) < REACHED:
                    found[cell] = ends[at[cell]]
        kept = [(component, [cell for cell in cells if cell not in found]) for component, cells in left]
        left, first = [each for each in kept if each[1]], False
    return found


def _safe_unlabelled(linked: Linked, component: Component, cell: int) -> bool:
    """Whether the range is wide enough for a reader who is not told which hidden cells are the small ones."""
    programme, at = attacked(linked, [component])
    if linked.cells[cell].family != OWN:
        return True
    for each, place in at.items():
        if each in linked.hidden:
            programme.low[place], programme.high[place] = 0.0, FAR
    found = programme.reach([at[cell]], integers=component.whole)
    return found is not None and _wide_enough(linked, cell, found[0], bounded(found[1]))


def _holds_unguessed(linked: Linked, component: Component, cell: int) -> bool:
    """Whether it holds too where the attacker guesses nothing of parts that are not in the table."""
    if not any(tie.guessed for tie in component.ties):
        return True
    ties = tuple(replace(tie, low=0.0, high=inf) if tie.guessed else tie for tie in component.ties)
    without = replace(component, ties=ties)
    programme, at = attacked(linked, [without])
    found = programme.reach([at[cell]], integers=component.whole)
    if found is None:
        return False
    low, high = found[0], bounded(found[1])
    widest = _by_policy_alone(linked, without, cell)
    as_wide = low <= widest[0] + NEAR and high >= widest[1] - NEAR
    return as_wide or _wide_enough(linked, cell, low, high)


def _by_policy_alone(linked: Linked, component: Component, cell: int) -> tuple[float, float]:
    """How far the cell could go if every other figure of the component were hidden too."""
    programme = Programme()
    at = {each: programme.number(linked.low[each], linked.high[each]) for each in component.cells}
    for tie in component.ties:
        programme.row([(at[each], c) for each, c in tie.terms], tie.low, tie.high)
    found = programme.reach([at[cell]], integers=component.whole)
    return (-inf, inf) if found is None else (found[0], bounded(found[1]))
