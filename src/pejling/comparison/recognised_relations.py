"""Relations that nobody declared, told from names and numbers: totals, shares, changes.

A relation is taken up only where most of a table's lines fulfil it, so that a chance likeness accuses nobody;
the lines that do not are then told. A total that is more than its parts may hold a category that is not
shown: undecided, not infeasible.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from pejling.comparison.declared_relations import Bound, folded
from pejling.comparison.printed_table import Line, PrintedTable
from pejling.comparison.relation import Change, Figure, Rate, Rule, Sum, Verdict, verdict_of

TOTALS = frozenset({"i alt", "ialt", "total", "sum", "alle", "samlet", "total i alt", "all", "in all"})
LEAST_LINES = 3  # of a share or change that is taken up by its numbers alone
MOST = 0.75  # of the lines must fulfil it
HALF = 0.5  # where a name says that it is a total
MOST_COLUMNS = 25
# whole words, or the end of a compound: jobparate is no rate
_PERCENT = re.compile(r"%|(pct|procent|andel)(?![a-zæøå])|(?<![a-zæøå])(share|rate|per ?cent)(?![a-zæøå])")
# what stands in another part already, by its own name
_OF_WHICH = re.compile(r"[\s\-–•]*(heraf|deraf|herunder|of which|hereof|thereof)\b")
_CHANGE = re.compile(r"ændring|udvikling|change|vækst|growth|forskel|difference")


def is_percentage(figure: Figure) -> bool:
    """Whether a figure's place says that it is a share or rate."""
    return any(_PERCENT.search(folded(name)) for name in (*figure.key, figure.column))


def is_change(figure: Figure) -> bool:
    """Whether a figure's place says that it is a change."""
    return any(_CHANGE.search(folded(name)) for name in (*figure.key, figure.column))


@dataclass(frozen=True)
class Recognised:
    """Relations bound to figures, and totals whose parts hold a part twice (total, the part)."""

    bound: tuple[Bound, ...]
    counted_twice: tuple[tuple[Figure, Figure], ...]


def recognised(table: PrintedTable, taken: frozenset[str]) -> Recognised:
    """What the table's names and numbers tell; results at the places ``taken`` are declared already."""
    bound: list[Bound] = []
    twice: list[tuple[Figure, Figure]] = []
    for at in range(len(table.dimensions)):
        for total in (name for name in table.members(at) if folded(name) in TOTALS):
            found, doubled = _sums(total, list(table.lines(at)), taken)
            bound += found
            twice += doubled
    bound += _shares_and_changes(table, taken | {result.place for _, result, _ in bound})
    bound += _shares_of_totals(table, taken | {result.place for _, result, _ in bound})
    return Recognised(tuple(bound), tuple(twice))


def _sums(
    total: str, lines: Sequence[Line], taken: frozenset[str]
) -> tuple[list[Bound], list[tuple[Figure, Figure]]]:
    """One total over all other members of its dimension that are no totals, on the lines of counts.

    Members that say themselves that they are part of another ("heraf ...") are none of its parts; where the
    total is right only with them, they are counted twice.
    """
    held: list[Bound] = []
    with_inner: list[tuple[Bound, Figure]] = []
    for line in lines:
        result = line.figures.get(total)
        parts = {
            name: figure
            for name, figure in line.figures.items()
            if folded(name) not in TOTALS and not is_percentage(figure) and not is_change(figure)
        }
        if result is None or result.value is None or result.place in taken or is_percentage(result):
            continue
        inner = [name for name in parts if _OF_WHICH.match(folded(name))]
        once = {name: figure for name, figure in parts.items() if name not in inner}
        if len(once) > 1 and not is_change(result):
            held.append((Sum(tuple(once)), result, once))
            if inner and parts[inner[0]].value:
                with_inner.append(((Sum(tuple(parts)), result, parts), parts[inner[0]]))
    if not _most(held) and len(with_inner) == len(held) and _most([one for one, _ in with_inner], least=2):
        return [], [(result, part) for (_, result, _), part in with_inner]
    if _most(held, least=1, most=HALF):
        doubled = [(result, part) for _, result, parts in held if (part := _subtotal(parts)) is not None]
        sure = len(doubled) == len(held) and len(held) > 1
        return [_open_above(one) for one in held], doubled if sure else []
    return [], _twice(held)


def _open_above(bound: Bound) -> Bound:
    """A total that is more than its parts is not accused: a category may not be shown."""
    rule, result, figures = bound
    if verdict_of(rule, result, figures) is Verdict.INFEASIBLE and isinstance(rule, Sum):
        open_rule = Sum(rule.parts, complete=False)
        if verdict_of(open_rule, result, figures) is Verdict.FEASIBLE:
            return open_rule, result, figures
    return bound


def _twice(held: Sequence[Bound]) -> list[tuple[Figure, Figure]]:
    """Where leaving one part out makes most lines right, the parts hold it twice: once in another."""
    names = dict.fromkeys(name for _, _, parts in held for name in parts)
    for left_out in names:
        without = [
            (Sum(tuple(name for name in parts if name != left_out)), result, parts)
            for _, result, parts in held
            if left_out in parts and len(parts) > 2 and parts[left_out].value
        ]
        if _most(without, least=2):
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


def _shares_and_changes(table: PrintedTable, taken: frozenset[str]) -> Iterator[Bound]:
    """Columns of percentages and changes that follow from two other columns in most rows."""
    columns = [name for name in table.columns if table.by_column[name]]
    if len(columns) > MOST_COLUMNS:
        return
    for name in columns:
        figures = table.by_column[name]
        rules: list[Callable[[str, str], Rule]] = []
        if is_change(figures[0]):
            rules = [lambda now, then: Change(now, then), lambda now, then: Change(now, then, per_cent=False)]
        elif is_percentage(figures[0]):
            rules = [lambda inside, whole: Rate((inside,), (whole,), name="share")]
        others = [one for one in columns if one != name and not is_percentage(table.by_column[one][0])]
        for make in rules:
            found = next(
                (
                    held
                    for pair in permutations(others, 2)
                    if _most(held := _rows(table, name, make(*pair), pair))
                ),
                [],
            )
            if found:
                yield from (one for one in found if one[1].place not in taken)
                break


def _shares_of_totals(table: PrintedTable, taken: frozenset[str]) -> Iterator[Bound]:
    """Columns of percentages that are each row's part of a total's row, by one column of counts."""
    columns = [name for name in table.columns if table.by_column[name]]
    shares = [name for name in columns if _is_share(table.by_column[name][0])]
    counts = [name for name in columns if not is_change(table.by_column[name][0]) and name not in shares]
    if len(columns) > MOST_COLUMNS:
        return
    for at in range(len(table.dimensions) - 1):
        totals = [name for name in table.members(at) if folded(name) in TOTALS]
        for share, total in product(shares, totals):
            for count in counts:
                held, hundred = _parts_of(table, at, total, count, share)
                least, most = (2, HALF) if hundred else (LEAST_LINES, MOST)
                right = [one for one in held if one[1].value and verdict_of(*one) is Verdict.FEASIBLE]
                if len(right) >= 2 and _most(held, least, most):
                    yield from (one for one in held if one[1].place not in taken)
                    break


def _is_share(figure: Figure) -> bool:
    return is_percentage(figure) and not is_change(figure)


def _parts_of(table: PrintedTable, at: int, total: str, count: str, share: str) -> tuple[list[Bound], bool]:
    """Each row's ``share`` as its part of the total's row, and whether those rows all print 100."""
    numbers = {figure.key: figure for figure in table.by_column[count]}
    held: list[Bound] = []
    wholes: list[bool] = []
    for result in table.by_column[share]:
        whole = numbers.get((*result.key[:at], total, *result.key[at + 1 :]))
        own = numbers.get(result.key)
        if result.value is None or own is None or whole is None:
            continue
        if result.key[at] == total:
            wholes.append(result.value == 100)
        elif folded(result.key[at]) not in TOTALS:
            name = result.key[at]
            held.append((Rate((name,), (total,), name="share"), result, {name: own, total: whole}))
    return held, bool(wholes) and all(wholes)


def _rows(table: PrintedTable, name: str, rule: Rule, pair: tuple[str, str]) -> list[Bound]:
    """The rule in each row that has the result and both columns."""
    by_key = [{figure.key: figure for figure in table.by_column[column]} for column in pair]
    return [
        (rule, result, {column: of[result.key] for column, of in zip(pair, by_key, strict=True)})
        for result in table.by_column[name]
        if result.value is not None and all(result.key in of for of in by_key)
    ]


def _most(held: Sequence[Bound], least: int = LEAST_LINES, most: float = MOST) -> bool:
    """Whether most lines that can be told fulfil the relation, and enough of them say something."""
    verdicts = [verdict_of(*one) for one in held]
    told = [one for one in verdicts if one is not Verdict.UNDECIDED]
    speaking = sum(bool(result.value) for _, result, _ in held)
    fulfilled = sum(one is Verdict.FEASIBLE for one in told)
    return speaking >= least and bool(told) and fulfilled >= most * len(told)
