"""For what is too large to solve: no printed total holds a hidden part, and none is left to subtract.

Every total of a hidden part is hidden; and where all parts of a hidden total would be printed, they are
hidden too. Then any hidden cell without parts of its own can take any value of its range: only hidden totals
move with it. More is hidden than need be, never less. Stock and flow have no total: started and completed
spells go together where one has room for the other, and the stocks with them where neither has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from pejling.disclosure.attack import Component
from pejling.disclosure.balances import STOCK_AND_FLOW
from pejling.disclosure.linked import Linked

Name = TypeVar("Name")


def hide_totals(linked: Linked, component: Component) -> int:
    """Hides every total of a hidden cell of ``component``, and parts that give one away; how many."""
    before = len(linked.hidden)
    upward: dict[int, set[int]] = {}
    equations = []
    flows = [tie for tie in component.ties if [c for _, c in tie.terms] == list(STOCK_AND_FLOW)]
    for tie in component.ties:
        (total, sign), *rest = tie.terms
        if sign > 0 and rest and (len(rest) > 1 or tie.low == 0.0) and all(c < 0 for _, c in rest):
            for part, _ in rest:
                upward.setdefault(part, set()).add(total)
            if tie.low == tie.high:
                equations.append((total, [part for part, _ in rest]))
    waiting = [cell for cell in component.cells if cell in linked.hidden]
    while waiting:
        while waiting:
            for total in upward.get(waiting.pop(), ()):
                if total not in linked.hidden:
                    _hide(linked, total)
                    waiting.append(total)
        for total, parts in equations:
            if total in linked.hidden and not linked.hidden.intersection(parts):
                for part in parts:
                    if linked.truth[part]:
                        _hide(linked, part)
                        waiting.append(part)
        for tie in flows:
            four = [cell for cell, _ in tie.terms]
            number = {cell: linked.truth[cell] or 0.0 for cell in four}
            for cell in room_beside(four, linked.hidden, number, linked.k):
                _hide(linked, cell)
                waiting.append(cell)
    return len(linked.hidden) - before


def room_beside(cells: Sequence[Name], hidden: set[Name], number: Mapping[Name, float], k: int) -> set[Name]:
    """What goes beside what is ``hidden`` of ``cells``: stock, stock before, started and completed spells."""
    if hidden.isdisjoint(cells):
        return set()
    room = any(number[cell] >= k for cell in cells[2:]) and hidden.isdisjoint(cells[:2])
    return {cell for cell in (cells[2:] if room else cells) if cell not in hidden}


def hide_all(linked: Linked, component: Component) -> None:
    """Hides every cell of ``component``: of them is told what policy's own words tell, and no more."""
    for cell in component.cells:
        if cell not in linked.hidden:
            _hide(linked, cell)


def _hide(linked: Linked, cell: int) -> None:
    linked.hidden.add(cell)
    linked.needs[cell] = (None, float(linked.k))
