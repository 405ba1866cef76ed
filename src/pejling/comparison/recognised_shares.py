"""Shares that a table prints beside the numbers they follow from, told from names and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product

from pejling.comparison.declared_relations import Bound
from pejling.comparison.printed_names import is_change, is_total, says_change, says_percentage, scale_of
from pejling.comparison.printed_table import Line, PrintedTable
from pejling.comparison.relation import Figure, Rate, Verdict, verdict_of
from pejling.comparison.upheld import HALF, LEAST_LINES, MOST, MOST_MEMBERS, mostly

Places = Mapping[tuple[str, ...], Figure]


def shares(table: PrintedTable, taken: frozenset[str]) -> Iterator[Bound]:
    """Percentages of two other members on the same line, then parts of a total's line; none of ``taken``."""
    known = set(taken)
    for find in (_on_the_line, _of_totals):
        for bound in find(table):
            if bound[1].place not in known:
                yield bound
                known.add(bound[1].place)


def _split(table: PrintedTable, at: int) -> tuple[list[str], list[str]]:
    """The members of a coordinate that are shares, and those that are neither shares nor changes."""
    members = table.members(at)
    if len(members) > MOST_MEMBERS:
        return [], []
    printed: dict[str, list[Figure]] = {}
    for figure in table.figures:
        printed.setdefault(table.coordinates(figure)[at], []).append(figure)
    inside = [
        name
        for name in members
        if not says_change(name)
        and (
            says_percentage(name)
            or scale_of(name) > 100
            or any(one.per_cent for one in printed[name] if one.value is not None)
        )
    ]
    return inside, [name for name in members if name not in inside and not says_change(name)]


def _on_the_line(table: PrintedTable) -> Iterator[Bound]:
    """A share that is one member of another, or of both, on most lines."""
    for at in range(len(table.dimensions)):
        inside, others = _split(table, at)
        lines = list(table.lines(at)) if inside else []
        for name in inside:
            pairs = permutations(others, 2)
            ways: list[tuple[str, tuple[str, ...]]] = [(part, (whole,)) for part, whole in pairs]
            ways += [(part, (part, rest)) for part, rest in permutations(others, 2)]
            yield from next((held for way in ways if mostly(held := _rates(lines, name, *way))), [])


def _rates(lines: Sequence[Line], name: str, part: str, whole: tuple[str, ...]) -> list[Bound]:
    scale = scale_of(name)
    rule = Rate((part,), whole, scale, "share" if scale == 100 else "rate")
    needed = dict.fromkeys((part, *whole))
    return [
        (rule, line.figures[name], {one: line.figures[one] for one in needed})
        for line in lines
        if name in line.figures
        and line.figures[name].value is not None
        and not is_change(line.figures[name])
        and all(one in line.figures for one in needed)
    ]


def _of_totals(table: PrintedTable) -> Iterator[Bound]:
    """Percentages that are each line's part of a total's line, by one kind of counts."""
    figures = {table.coordinates(figure): figure for figure in table.figures}
    for at, beside in permutations(range(len(table.dimensions)), 2):
        totals = [name for name in table.members(beside) if is_total(name)]
        inside, counts = _split(table, at) if totals else ([], [])
        inside = [name for name in inside if scale_of(name) == 100]
        for share, total in product(inside, totals):
            for count in counts:
                held, hundred = _parts_of(figures, (at, share, count), (beside, total))
                least, most = (2, HALF) if hundred else (LEAST_LINES, MOST)
                right = [one for one in held if one[1].value and verdict_of(*one) is Verdict.FEASIBLE]
                if len(right) >= 2 and mostly(held, least, most):
                    yield from held
                    break


def _parts_of(
    figures: Places, shown: tuple[int, str, str], whole_at: tuple[int, str]
) -> tuple[list[Bound], bool]:
    """Each line's share as its part of the total's line, and whether those lines all print 100."""
    at, share, count = shown
    beside, total = whole_at
    held: list[Bound] = []
    wholes: list[bool] = []
    for place, result in figures.items():
        if place[at] != share or result.value is None:
            continue
        own = figures.get((*place[:at], count, *place[at + 1 :]))
        name = place[beside]
        counted = (*place[:at], count, *place[at + 1 :])
        whole = figures.get((*counted[:beside], total, *counted[beside + 1 :]))
        if own is None or whole is None:
            continue
        if name == total:
            wholes.append(result.value == 100)
        elif not is_total(name):
            held.append((Rate((name,), (total,), name="share"), result, {name: own, total: whole}))
    return held, bool(wholes) and all(wholes)
