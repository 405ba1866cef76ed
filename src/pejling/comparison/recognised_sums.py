"""Totals that nobody declared: what they are the sum of, told from names and numbers.

A total is taken up where half of its lines fulfil it, so that a chance likeness accuses nobody; those lines
that do not are then told. A total that is more than its parts may hold a category that is not shown: it is
accused of nothing, and spoken of only where nearly all other lines show all their parts. A total on its only
line is accused where its parts are more than it and it is more than each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pejling.comparison.declared_relations import Bound
from pejling.comparison.printed_names import (
    is_change,
    is_no_sum,
    is_of_which,
    is_percentage,
    is_total,
    without_years,
)
from pejling.comparison.printed_table import Line, PrintedTable
from pejling.comparison.relation import Figure, Sum, Verdict, verdict_of
from pejling.comparison.upheld import HALF, MOST, mostly, worth

HUNDRED = Fraction(100)
LEAST_EXACT = 4  # lines of a total before one that is more than its parts is spoken of
Parted = tuple[Figure, Figure]


@dataclass
class Sums:
    """Totals bound to their parts, those of 100 per cent apart; totals whose parts hold one twice; totals of
    100 whose parts are more.
    """

    bound: list[Bound] = field(default_factory=list)
    hundreds: list[Bound] = field(default_factory=list)
    counted_twice: list[Parted] = field(default_factory=list)
    over: list[Bound] = field(default_factory=list)

    def add(self, other: Sums) -> None:
        """Take ``other`` in."""
        self.bound += other.bound
        self.hundreds += other.hundreds
        self.counted_twice += other.counted_twice
        self.over += other.over


def sums(table: PrintedTable, taken: frozenset[str]) -> Sums:
    """Every total of the table; those at the places ``taken`` are declared already."""
    found = Sums()
    for at in range(len(table.dimensions)):
        members, lines = table.members(at), list(table.lines(at))
        for total in (name for name in members if is_total(name)):
            found.add(_counts(total, members, lines, taken))
            found.add(_hundreds(total, lines, taken))
    return found


def _counts(total: str, members: Sequence[str], lines: Sequence[Line], taken: frozenset[str]) -> Sums:
    """One total of counts: of all that is no total, else of those between it and the total beside it."""
    first = Sums()
    for number, parts in enumerate(_ways(total, members)):
        held = _held(total, parts, lines, taken)
        found = _judged(held, lines if number == 0 else ())
        if found.bound:
            return found
        first = first if number else found
    return first


def _ways(total: str, members: Sequence[str]) -> Iterator[list[str]]:
    """What a total may be the sum of: all others, those before it, those after it, the other totals."""
    others = [name for name in members if not is_total(name)]
    yield others
    at, totals = members.index(total), [name for name in members if is_total(name) and name != total]
    if totals:
        before = next((n for n in range(at - 1, -1, -1) if is_total(members[n])), -1)
        after = next((n for n in range(at + 1, len(members)) if is_total(members[n])), len(members))
        yield list(members[before + 1 : at])
        yield list(members[at + 1 : after])
        yield totals


def _held(
    total: str, names: Sequence[str], lines: Sequence[Line], taken: frozenset[str]
) -> list[tuple[Bound, Bound | None, Figure | None]]:
    """On each line of counts: the sum without what is part of another, with it, and the first such part."""
    held: list[tuple[Bound, Bound | None, Figure | None]] = []
    for line in lines:
        result = line.figures.get(total)
        if result is None or result.value is None or result.place in taken:
            continue
        if is_percentage(result) or is_change(result) or is_no_sum((*result.key, result.column)):
            continue
        parts = {
            name: line.figures[name]
            for name in names
            if name in line.figures and not is_percentage(line.figures[name])
            if not is_change(line.figures[name])
        }
        inner = [name for name in parts if is_of_which(name)]
        once = {name: figure for name, figure in parts.items() if name not in inner}
        if len(once) < 2:
            continue
        doubled = bool(inner) and bool(parts[inner[0]].value)
        held.append(
            (
                (Sum(tuple(once)), result, once),
                (Sum(tuple(parts)), result, parts) if doubled else None,
                parts[inner[0]] if doubled else None,
            )
        )
    return held


def _judged(held: Sequence[tuple[Bound, Bound | None, Figure | None]], lines: Sequence[Line]) -> Sums:
    once = [one for one, _, _ in held]
    inner = [(bound, part) for _, bound, part in held if bound is not None and part is not None]
    full = [bound for bound, _ in inner]
    if full and len(full) == len(once) and worth(once) < worth(full) and mostly(full, 1):
        return Sums(counted_twice=[(bound[1], part) for bound, part in inner])
    if mostly(once, least=1, most=HALF):
        doubled = [(result, part) for _, result, parts in once if (part := _subtotal(parts)) is not None]
        twofold = doubled if len(doubled) == len(once) and len(once) > 1 else []
        doubtful, sums_by_name = mostly(once, LEAST_EXACT, MOST), _families(once)
        fair = [_fair(one, sums_by_name) for one in once]
        return Sums([_open_above(one, doubtful) for one in fair], counted_twice=twofold)
    if twice := _twice(once):
        return Sums(counted_twice=twice)
    if lines and len(once) == 1 and _cannot_be_more(once[0]):
        return Sums(once)
    return Sums()


def _families(held: Sequence[Bound]) -> set[str]:
    """What the lines that are sums are called, years aside."""
    return {_family(one[1]) for one in held if verdict_of(*one) is Verdict.FEASIBLE}


def _family(figure: Figure) -> str:
    return "/".join(without_years(name) for name in (*figure.key, figure.column))


def _fair(bound: Bound, sure: set[str]) -> Bound:
    """A total that lies among its parts may be a mean, unless lines of the same name are sums."""
    rule, result, figures = bound
    known = [one.value for one in figures.values() if one.value is not None]
    among = result.value is not None and len(known) > 1 and min(known) <= result.value <= max(known)
    if isinstance(rule, Sum) and among and _family(result) not in sure:
        return Sum(rule.parts, doubtful=True), result, figures
    return bound


def _cannot_be_more(bound: Bound) -> bool:
    """Whether a total on its only line is less than its parts, and no mean and no count of persons once."""
    _, result, figures = bound
    known = [one.value for one in figures.values() if one.value is not None]
    if result.value is None or len(known) < 2:
        return False
    return sum(known, Fraction(0)) > result.value > max(known) and min(known) >= 0


def _open_above(bound: Bound, doubtful: bool = False) -> Bound:
    """A total that is more than its parts is not accused: a category may not be shown.

    ``doubtful``: nearly all other lines show all parts, so that it is told as what cannot be told.
    """
    rule, result, figures = bound
    if verdict_of(rule, result, figures) is Verdict.INFEASIBLE and isinstance(rule, Sum):
        open_rule = Sum(rule.parts, complete=False)
        if verdict_of(open_rule, result, figures) is Verdict.FEASIBLE:
            return Sum(rule.parts, doubtful=True) if doubtful else open_rule, result, figures
    return bound


def _twice(held: Sequence[Bound]) -> list[Parted]:
    """Where leaving one part out makes most lines right, the parts hold it twice: once in another."""
    names = dict.fromkeys(name for _, _, parts in held for name in parts)
    for left_out in names:
        without = [
            (Sum(tuple(name for name in parts if name != left_out)), result, parts)
            for _, result, parts in held
            if left_out in parts and len(parts) > 2 and parts[left_out].value
        ]
        if mostly(without, least=2):
            return [(result, parts[left_out]) for _, result, parts in without]
    return []


def _subtotal(parts: Mapping[str, Figure]) -> Figure | None:
    """The part that is the sum of two or more parts standing right after it; None where none is."""
    figures = list(parts.values())
    for at, figure in enumerate(figures):
        for end in range(at + 3, len(figures) + 1):
            inner = {str(n): one for n, one in enumerate(figures[at + 1 : end])}
            if figure.value and verdict_of(Sum(tuple(inner)), figure, inner) is Verdict.FEASIBLE:
                return figure
    return None


def _hundreds(total: str, lines: Sequence[Line], taken: frozenset[str]) -> Sums:
    """Percentages under a total of 100 make 100 as far as rounding goes, or less where one is not shown.

    Where half of the lines do not, people may have given several answers: then a notice, and no accusation.
    """
    held: list[Bound] = []
    for line in lines:
        result = line.figures.get(total)
        shown = {
            name: figure
            for name, figure in line.figures.items()
            if not is_total(name) and not is_of_which(name) and not is_change(figure)
        }
        if result is None or result.value != HUNDRED or result.place in taken or len(shown) < 2:
            continue
        if is_percentage(result) and all(is_percentage(one) for one in shown.values()):
            held.append((Sum(tuple(shown)), result, shown))
    if mostly(held, least=1, most=HALF):
        return Sums(hundreds=[_open_above(one) for one in held])
    return Sums(over=[one for one in held if _more(one)])


def _more(bound: Bound) -> bool:
    rule, result, parts = bound
    wrong = verdict_of(rule, result, parts) is Verdict.INFEASIBLE
    return wrong and made(parts) > (result.value or 0)


def made(parts: Mapping[str, Figure]) -> Fraction:
    """What the figures that are shown make together."""
    return sum((one.value for one in parts.values() if one.value is not None), Fraction(0))
