"""Secondary suppression: which further figures are hidden so that no hidden cell can be worked out.

For each hidden cell and each end of the range that it must be able to have, a linear programme asks: which
printed numbers would have to be other ones, at the least cost, if the cell lay there? Those are hidden. The
answer is itself a table that fits everything still printed: the end is within reach, and stays so when more
is hidden. So the loop ends, and what it ends with holds (docs/decisions/0012).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np

from pejling.disclosure.attack import Component, Contradicted, attacked, posed
from pejling.disclosure.cells import OWN
from pejling.disclosure.linked import NONE, Inequality, Linked
from pejling.stats.highs import Floats
from pejling.stats.programme import Programme

MOVED = 1e-5
LOOKS = 4
LINE = 20  # cells of a sum whose residual tells something of a rounded part
UNREACHED = 1e7  # the cost of a unit that a cell stays short of where it should be able to lie


@dataclass
class Reach:
    """How far each hidden cell has been seen to go, in tables that fit everything that is printed."""

    low: dict[int, float]
    high: dict[int, float]

    def saw(self, cell: int, number: float) -> None:
        self.low[cell] = min(self.low.get(cell, number), number)
        self.high[cell] = max(self.high.get(cell, number), number)

    def wanting(self, cell: int, linked: Linked) -> list[float]:
        """Where the cell must still be seen: an end of its range, or further off."""
        low, high = linked.needs[cell]
        at = linked.truth[cell] or 0.0
        seen = self.low.get(cell, at), self.high.get(cell, at)
        if low is None:
            if seen[1] - seen[0] >= high - MOVED:
                return []
            return [seen[0] + high, max(seen[1] - high, linked.low[cell])]
        return [
            end
            for end, there in ((low, seen[0] <= low + MOVED), (high, seen[1] >= high - MOVED))
            if not there
        ]


def suppress(linked: Linked, found: list[Component]) -> int:
    """Hides, in ``linked``, what must be hidden too; how many linear programmes it took."""
    reach = Reach({}, {})
    answered: set[tuple[int, float]] = set()
    solved = 0
    for whole in (True, False):
        these = [component for component in found if component.whole is whole]
        solved += _look_around(linked, these, reach)
        measured: set[int] = set()
        while asked := _questions(linked, these, reach, answered):
            new = [
                (c, cell) for c, cell, _ in asked if linked.needs[cell][0] is None and cell not in measured
            ]
            if new:  # how wide it is already is asked before anything is hidden to make it wider
                _measure(linked, new, reach)
                measured.update(cell for _, cell in new)
                solved += 2
                continue
            _answer(linked, asked, reach, whole)
            answered.update((cell, round(end, 3)) for _, cell, end in asked)
            solved += 1
    return solved


def _look_around(linked: Linked, found: list[Component], reach: Reach) -> int:
    """See some tables that fit, far from each other: most cells need not be asked for one by one."""
    if not found:
        return 0
    rng = np.random.default_rng(0)
    looked = 0
    while found and looked <= LOOKS:
        programme, at = attacked(linked, found)
        hidden = [(cell, at[cell]) for component in found for cell in component.hidden(linked)]
        numbers = [number for _, number in hidden]
        cost = np.zeros(len(programme.low))
        cost[numbers] = rng.choice([-1.0, 1.0], len(hidden)) if looked else 1.0
        for sign in (1.0, -1.0):
            solution = programme.least(sign * cost)
            if solution is None:
                raise Contradicted
            for cell, number in hidden:
                reach.saw(cell, float(solution[number]))
        looked += 1
        found = [each for each in found if _is_open(linked, each, reach)]
    return 2 * looked


def _is_open(linked: Linked, component: Component, reach: Reach) -> bool:
    return any(reach.wanting(cell, linked) for cell in component.hidden(linked) if cell in linked.needs)


def _questions(
    linked: Linked, found: list[Component], reach: Reach, answered: set[tuple[int, float]]
) -> list[tuple[Component, int, float]]:
    """One question a component: a hidden cell, and where it must be able to lie."""
    asked = []
    for component in found:
        first = next(
            (
                (cell, end)
                for cell in component.hidden(linked)
                if cell in linked.needs
                for end in reach.wanting(cell, linked)
                if (cell, round(end, 3)) not in answered
            ),
            None,
        )
        if first is not None:
            asked.append((component, *first))
    return asked


def _measure(linked: Linked, asked: list[tuple[Component, int]], reach: Reach) -> None:
    programme, at = attacked(linked, [component for component, _ in asked])
    cost = np.zeros(len(programme.low))
    cost[[at[cell] for _, cell in asked]] = 1.0
    for sign in (1.0, -1.0):
        solution = programme.least(sign * cost)
        if solution is None:
            raise Contradicted
        for component, _ in asked:
            for cell in component.hidden(linked):
                reach.saw(cell, float(solution[at[cell]]))


def _answer(linked: Linked, asked: list[tuple[Component, int, float]], reach: Reach, whole: bool) -> None:
    put = posed(linked, [component for component, _, _ in asked])
    for _, cell, end in asked:
        more, less = put.programme.number(cost=UNREACHED), put.programme.number(cost=UNREACHED)
        there = _whole(linked, cell, end) if whole else end
        put.programme.row([(put.at[cell], 1.0), (more, 1.0), (less, -1.0)], there, there)
    solution = put.programme.least(integers=whole)
    if solution is None:
        raise Contradicted
    for told, moved in put.slack:
        if any(solution[number] > MOVED for number in moved):
            linked.hide(told)
    for component, _, _ in asked:
        for cell in component.hidden(linked):
            reach.saw(cell, float(solution[put.at[cell]]))


def _whole(linked: Linked, cell: int, end: float) -> float:
    """The whole number at ``end`` or beyond it, seen from the cell's own: parts of persons are nowhere."""
    above = end >= (linked.truth[cell] or 0.0)
    return float(ceil(end - MOVED) if above else floor(end + MOVED))


def hide_residuals(linked: Linked) -> int:
    """No sum of published figures is left with one part hidden and all else printed; how many figures go.

    Rounding may leave such a part its range, but total minus parts is what everybody tries: never printed.
    """
    gone = 0
    for cells in linked.sums:
        untold = [cell for cell in cells if not linked.is_told(cell)] if len(cells) <= LINE else []
        if len(untold) != 1:
            continue
        counts = [
            told
            for told in linked.told(cell for cell in cells if cell not in untold)
            if any(len(one.terms) == 1 and one.terms[0][0] in cells for one in told.says)
        ]
        linked.hide(min(counts, key=lambda told: (told.cost, told.row)))
        gone += 1
    return gone


def lower_bound(linked: Linked, found: list[Component]) -> float:
    """The fewest figures that any choice can hide beside the policy's, by a relaxed linear programme.

    An equation among exact cells with one hidden in it gives it away: each equation that holds a hidden cell
    must hold another that nobody tells. Cells are hidden in parts here, so the true least is no smaller.
    Figures that are printed rounded have no such equation where the rounding alone leaves the cell its range.
    """
    programme = Programme()
    hide: dict[int, int] = {}
    for component in found:
        for tie in component.ties:
            cells = [cell for cell, _ in tie.terms]
            if tie.low != tie.high or not linked.primary.intersection(cells):
                continue
            for cell in cells:
                if cell not in hide:
                    least = 1.0 if cell in linked.primary else 0.0
                    hide[cell] = programme.number(least, 1.0, 0.0 if least else _figures(linked, cell))
            for cell in cells:
                own = linked.cells[cell].family == OWN
                if _gives_away(linked, cell, tie) if cell in linked.primary else own:
                    others = [(hide[other], 1.0) for other in cells if other != cell]
                    programme.row([*others, (hide[cell], -1.0)], 0.0, inf)
    solution: Floats | None = programme.least()
    if solution is None:
        return 0.0
    return float(sum(c * x for c, x in zip(programme.cost, solution, strict=True)))


def _figures(linked: Linked, cell: int) -> float:
    """How many figures go with the cell that policy leaves; no figure is counted with two cells."""
    if linked.cells[cell].family != OWN:
        return 1.0 if any(len(linked.said[row]) == 1 for row in linked.said_of.get(cell, ())) else 0.0
    rows = linked.told_above.get(cell, ())
    return float(sum(linked.below.get(row, NONE) not in linked.primary for row in rows))


def _gives_away(linked: Linked, cell: int, tie: Inequality) -> bool:
    """Whether the equation, all else being printed, leaves the cell less than it must be left with."""
    low = high = tie.low
    own = 1.0
    for other, coefficient in tie.terms:
        if other == cell:
            own = coefficient
            continue
        one, two = linked.bounds(other)
        low -= max(coefficient * one, coefficient * two)
        high -= min(coefficient * one, coefficient * two)
    low, high = min(low / own, high / own), max(low / own, high / own)
    low, high = max(low, linked.low[cell]), min(high, linked.high[cell])
    start, end = linked.needs[cell]
    if start is None:
        return high - low < end - MOVED
    return low > start + MOVED or high < end - MOVED
