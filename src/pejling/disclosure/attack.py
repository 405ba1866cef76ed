"""What an attacker works with, as linear programmes: a component is cells that relations tie together.

Two components share nothing, so one programme solves many of them at once, a question a component.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from pejling.disclosure.cells import OWN
from pejling.disclosure.linked import Inequality, Linked, Told
from pejling.stats.programme import FAR, Programme

WIDE_AXES = ("area", "region")
MOST_WHOLE = 400
NEAR = 1e-6


class Contradicted(Exception):
    """No table fits what structure and the printed figures say together: it cannot be solved."""


@dataclass(frozen=True)
class Component:
    """Cells by position, and what ties them."""

    cells: tuple[int, ...]
    ties: tuple[Inequality, ...]
    whole: bool = False  # whole numbers only, and few enough of them that it costs little to ask for that

    def hidden(self, linked: Linked) -> list[int]:
        return [cell for cell in self.cells if cell in linked.hidden]


Ties = list[tuple[str, list[Inequality]]]


def components(linked: Linked, ties: Ties, without: Sequence[str] = ()) -> list[Component]:
    """The components that hold a hidden cell. ``without``: axes whose relations are left out."""
    of_cell: dict[int, list[int]] = {}
    kept = [said for axis, said in ties if said and axis not in without]
    for at, said in enumerate(kept):
        for one in said:
            for cell, _ in one.terms:
                of_cell.setdefault(cell, []).append(at)
    seen: set[int] = set()
    found = []
    for start in sorted(linked.hidden):
        if start in seen:
            continue
        seen.add(start)
        cells, queue = [], [start]
        tied: dict[int, None] = {}
        while queue:
            cell = queue.pop()
            cells.append(cell)
            told = [one for row in linked.said_of.get(cell, ()) for one in linked.said[row]]
            new = [at for at in dict.fromkeys(of_cell.get(cell, ())) if at not in tied]
            tied.update(dict.fromkeys(new))
            for one in (*told, *(one for at in new for one in kept[at])):
                for other, _ in one.terms:
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        ties_of = tuple(one for at in tied for one in kept[at])
        found.append(Component(tuple(sorted(cells)), ties_of, _is_whole(linked, cells)))
    return found


def _is_whole(linked: Linked, cells: Sequence[int]) -> bool:
    if len(cells) > MOST_WHOLE:
        return False
    truths = [linked.truth[cell] for cell in cells]
    own = all(linked.cells[cell].family == OWN for cell in cells)
    return own and all(truth is not None and truth.is_integer() for truth in truths)


@dataclass
class Posed:
    """Components in one programme; ``at``: where each cell's number stands; ``slack``: what may move."""

    programme: Programme
    at: dict[int, int]
    slack: list[tuple[Told, tuple[int, ...]]]


def posed(linked: Linked, asked: Iterable[Component]) -> Posed:
    """What is told of the cells of ``asked``, where at a cost each told number may be another one."""
    programme = Programme()
    at: dict[int, int] = {}
    slack: list[tuple[Told, tuple[int, ...]]] = []
    for component in asked:
        for cell in component.cells:
            at[cell] = programme.number(linked.low[cell], linked.high[cell])
        for tie in component.ties:
            programme.row([(at[cell], c) for cell, c in tie.terms], tie.low, tie.high)
        for told in linked.told(component.cells):
            moved: list[int] = []
            for one in told.says:
                up, down = programme.number(cost=told.cost), programme.number(cost=told.cost)
                moved += [up, down]
                row = [(at[cell], c) for cell, c in one.terms]
                programme.row([*row, (up, 1.0), (down, -1.0)], one.low, one.high)
            slack.append((told, tuple(moved)))
    return Posed(programme, at, slack)


def attacked(linked: Linked, asked: Iterable[Component]) -> tuple[Programme, dict[int, int]]:
    """What an attacker knows of the cells of ``asked``; where each that he does not know stands.

    Cells that are told exactly are constants.
    """
    programme = Programme()
    at: dict[int, int] = {}
    for component in asked:
        low = {cell: linked.low[cell] for cell in component.cells}
        high = {cell: linked.high[cell] for cell in component.cells}
        said = list(component.ties)
        for one in linked.says(component.cells):
            (cell, coefficient), *more = one.terms
            if more or coefficient != 1.0:
                said.append(one)
            else:
                low[cell], high[cell] = max(low[cell], one.low), min(high[cell], one.high)
        for cell in component.cells:
            if low[cell] != high[cell] or cell in linked.hidden:
                at[cell] = programme.number(low[cell], high[cell])
        for tie in said:
            known = sum(c * low[cell] for cell, c in tie.terms if cell not in at)
            row = [(at[cell], c) for cell, c in tie.terms if cell in at]
            if row:
                programme.row(row, tie.low - known, tie.high - known)
            elif not tie.low - NEAR <= known <= tie.high + NEAR:
                programme.row([(programme.number(0.0, 0.0), 1.0)], 1.0, 1.0)  # a contradiction
    return programme, at


def contradicted(linked: Linked, found: list[Component]) -> set[Inequality]:
    """What should hold of published figures by structure and does not, as printed: nobody can go by it.

    A source counts a person in two places, dates a labour force otherwise, corrects a part and not the total.
    What is printed of single cells holds; of the rest that is dropped which must, as little as can be.
    """
    published = (each for each in found if linked.cells[each.cells[0]].family != OWN)
    foul = [c for c in published if attacked(linked, [c])[0].least() is None]
    if not foul:
        return set()
    programme = Programme()
    moved: list[tuple[int, int, Inequality]] = []
    for component in foul:
        at = {cell: programme.number(linked.low[cell], linked.high[cell]) for cell in component.cells}
        for one in (*component.ties, *linked.says(component.cells)):
            row = [(at[cell], c) for cell, c in one.terms]
            if len(one.terms) > 1:
                up, down = programme.number(cost=1.0), programme.number(cost=1.0)
                moved.append((up, down, one))
                row += [(up, 1.0), (down, -1.0)]
            programme.row(row, one.low, one.high)
    solution = programme.least()
    if solution is None:
        return {one for _, _, one in moved}
    return {one for up, down, one in moved if solution[up] + solution[down] > 1e-7}


def bounded(number: float) -> float:
    """Infinity for what stands for no limit."""
    return inf if number >= 0.99 * FAR else number
