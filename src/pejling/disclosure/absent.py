"""Cells that no row tells but that tie others: a missing total, a missing part of two totals.

A half-year that nobody asked for is still both the sum of its quarters and that of its groups. An attacker
adds up through it, so it is a cell, of which nobody knows anything but that it is from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf

from pejling.disclosure.cells import OWN, Cell
from pejling.disclosure.idle import Said, idle
from pejling.disclosure.linked import Linked
from pejling.disclosure.links import TOTAL, Family, Structure
from pejling.indicators.measures import After, Ended, Started
from pejling.stats.programme import Programme
from pejling.terms.benefit import groups
from pejling.terms.municipality import COUNTRY, REGION, members
from pejling.terms.period import Kind, Period

TIES = 2  # fewer tell nothing of others
MOST = 2_000  # a report has some hundreds; more are not added, and what is missing of weeks is not from 0


def add_absent(linked: Linked) -> None:
    """Adds them to ``linked``: cells that tie two others or more, of which no row tells anything."""
    own = [cell for cell in linked.cells if cell.family == OWN and not isinstance(cell.what, str | tuple)]
    there = frozenset(own)
    maybe = _without_idle(own, _missing(own))
    if not maybe:
        return
    index = {cell: at for at, cell in enumerate([*linked.cells, *maybe])}
    structure = Structure.of(index)
    ties = [family for cell in (*own, *maybe) for family in structure.families(cell)]
    kept = _tying(ties, there, set(maybe))
    if not kept:
        return
    if len(kept) > MOST:
        linked.free = False
        return
    first = len(linked.cells)
    for cell in maybe:
        if cell in kept:
            linked.at(cell)
    linked.absent = frozenset(range(first, len(linked.cells)))
    linked.structure = Structure.of(linked.index)
    _numbers(linked)


def _missing(own: list[Cell]) -> dict[Cell, None]:
    """What is no cell yet: totals of those that are, of these again, and parts at places that are known."""
    there = frozenset(own)
    found: dict[Cell, None] = {}
    waiting = list(own)
    areas = frozenset(cell.area for cell in own)
    while waiting:
        for total in _totals(waiting.pop(), areas):
            if total not in there and total not in found:
                found[total] = None
                waiting.append(total)
    by_what: dict[object, list[Cell]] = {}
    for cell in (*own, *found):
        by_what.setdefault(cell.what, []).append(cell)
    for cells in by_what.values():
        for group in dict.fromkeys(cell.group for cell in cells):
            for area, period, breakdown in dict.fromkeys(cell[3:] for cell in cells):
                cell = cells[0]._replace(group=group, area=area, period=period, breakdown=breakdown)
                if cell not in there:
                    found[cell] = None
    return found


def _totals(cell: Cell, areas: frozenset[str]) -> Iterator[Cell]:
    """Cells that this one is a part of, along one axis."""
    known = groups().get(cell.group)
    if known is not None:
        if known.parent:
            yield cell._replace(group=known.parent)
        if known.counted_in_total:
            yield cell._replace(group=TOTAL)
    for area in areas:
        if (area == COUNTRY or area.startswith(REGION)) and cell.area in members(area):
            yield cell._replace(area=area)
    if not cell.period.startswith("week "):
        for period in _coarser(cell.period):
            yield cell._replace(period=period)


@cache
def _coarser(text: str) -> tuple[str, ...]:
    """The periods of the calendar that hold this one."""
    period = Period.parse(text)
    months = period.length * 12 // period.kind.value
    first = period.first_day.year * 12 + period.first_day.month - 1
    sizes = ((kind, 12 // kind.value) for kind in Kind)
    return tuple(
        str(Period.from_ordinal(kind, first // each))
        for kind, each in sizes
        if each > months and first // each == (first + months - 1) // each
    )


def _without_idle(own: list[Cell], maybe: dict[Cell, None]) -> dict[Cell, None]:
    """``maybe`` without the groups and periods that tell nothing of those in the table (``idle``)."""
    gone: set[tuple[str, object, str]] = set()
    for axis in ("group", "period"):
        known: dict[object, dict[str, Cell]] = {}
        strange: dict[object, dict[str, Cell]] = {}
        for cell in own:
            known.setdefault(_kind(cell), {}).setdefault(getattr(cell, axis), cell)
        for cell in maybe:
            kind = _kind(cell)
            if getattr(cell, axis) not in known[kind]:
                strange.setdefault(kind, {}).setdefault(getattr(cell, axis), cell)
        for kind, labels in strange.items():
            some = next(iter(known[kind].values()))
            gone.update((axis, kind, label) for label in _idle(some, axis, [*known[kind]], [*labels]))
    return {cell: None for cell in maybe if gone.isdisjoint(_labels(cell))}


def _idle(some: Cell, axis: str, known: list[str], strange: list[str]) -> list[str]:
    """The labels of ``strange`` through which nothing follows that the others do not tell."""
    cells = [some._replace(**{axis: label}) for label in (*known, *strange)]
    index = {cell: at for at, cell in enumerate(cells)}
    structure = Structure.of(index)
    said: list[Said] = []
    for cell in cells:
        for family in structure.families(cell):
            if not family.union and _axis(family) == axis:
                terms = ((index[family.total], 1.0), *((index[part], -1.0) for part in family.parts))
                said.append((terms, family.whole))
    return [strange[at - len(known)] for at in idle(tuple(said), len(known), len(cells))]


def _kind(cell: Cell) -> object:
    """What sums tie in with each other: those of one event by destination are one kind."""
    if isinstance(cell.what, After):
        return After, cell.what.event, cell.what.weeks
    return type(cell.what) if isinstance(cell.what, Started | Ended) else cell.what


def _tying(ties: list[Family], there: frozenset[Cell], maybe: set[Cell]) -> set[Cell]:
    """Those of ``maybe`` that tie ``TIES`` families or more which hold another cell.

    Of a period (group, area, break-down) that the table has nothing of, how its groups add up follows from
    how they do in the periods that it adds up from: only what ties it to those counts.
    """
    known = {label for cell in there for label in _labels(cell)}
    strange = {
        cell: {axis for axis, *label in _labels(cell) if (axis, *label) not in known} for cell in maybe
    }
    kept = maybe
    while True:
        count = dict.fromkeys(kept, 0)
        for family in ties:
            cells = [cell for cell in (family.total, *family.parts) if cell in there or cell in kept]
            # parts alone, of a total that is nothing to anybody, say nothing of each other
            if len(cells) < 2 or not (family.total in there or family.total in kept):
                continue
            axis = _axis(family)
            for cell in cells:
                if cell in count and strange[cell] <= {axis}:
                    count[cell] += 1
        left = {cell for cell, number in count.items() if number >= TIES}
        if len(left) == len(kept):
            return left
        kept = left


def _axis(family: Family) -> str:
    if family.axis in ("codes", "ages", "union"):
        return "group"
    if family.axis in ("area", "region"):
        return "area"
    if family.axis in ("destination", "state"):
        return "what"
    return "period" if family.axis.startswith("period") else "breakdown"


def _labels(cell: Cell) -> Iterator[tuple[str, object, str]]:
    """Where the cell lies along each axis, among the sums that tie in with its own."""
    kind = _kind(cell)
    for axis in ("group", "area", "period", "breakdown"):
        yield axis, kind, getattr(cell, axis)


def _numbers(linked: Linked) -> None:
    """Gives each a number that fits the others, as far as any does: what it truly is stands in no row."""
    programme = Programme()
    at = {place: programme.number() for place in sorted(linked.absent)}
    for cell in list(linked.cells):
        if cell.family != OWN:
            continue
        for family in linked.structure.families(cell):
            total, *parts = (linked.index[each] for each in (family.total, *family.parts))
            terms = [(total, 1.0), *((part, -1.0) for part in parts)]
            row = [(at[each], c) for each, c in terms if each in at]
            if family.union or not row:
                continue
            known = sum(c * (linked.truth[each] or 0.0) for each, c in terms if each not in at)
            up, down = programme.number(cost=1.0), programme.number(cost=1.0)
            row += [(up, 1.0), (down, -1.0)]
            programme.row(row, -known, -known if family.whole else inf)
    solution = programme.least(integers=True)
    for place, number in at.items():
        linked.truth[place] = 0.0 if solution is None else float(round(solution[number], 6))
