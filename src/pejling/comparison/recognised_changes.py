"""Changes that a table prints beside the levels they follow from, told from names, places and numbers.

In turn, for every member of a coordinate that calls itself a change: the periods that it or a coordinate
beside it names; the two years right before it; two other members on the same line; the period before, or the
first, where periods are a coordinate. The last two are taken up only where most lines fulfil them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from pejling.comparison.declared_relations import Bound, folded
from pejling.comparison.printed_names import is_adjusted, says_change, ways_of, without_years, years_in
from pejling.comparison.printed_table import Line, PrintedTable
from pejling.comparison.relation import Change
from pejling.comparison.upheld import HALF, MOST, MOST_MEMBERS, mostly, worth

PERIODS = frozenset(
    ("period", "periode", "year", "år", "aar", "month", "måned", "quarter", "kvartal", "tid", "time", "uge")
)
BASES = frozenset(
    (
        *("base_period", "base period", "basisperiode", "basis", "basisår", "udgangspunkt", "fra", "from"),
        *("sammenlignet med", "i forhold til", "forrige periode", "base"),
    )
)
LEVELS = frozenset({"level", "niveau", "antal", "værdi", "value", "number"})
Place = tuple[str, ...]


@dataclass(frozen=True)
class _Asked:
    """A change: coordinate ``at``, member ``name``, and the other members of it that are levels."""

    table: PrintedTable
    at: int
    name: str
    levels: tuple[str, ...]


def changes(table: PrintedTable) -> Iterator[Bound]:
    """Every change that is found, with the levels of the two periods that it is between."""
    for at in range(len(table.dimensions)):
        members = table.members(at)
        levels = tuple(name for name in members if not says_change(name))
        if len(members) > MOST_MEMBERS or not levels or folded(table.dimensions[at]) in BASES:
            continue
        for name in members:
            if says_change(name) and not is_adjusted(name):
                asked = _Asked(table, at, name, levels)
                yield from (
                    _beside_base(asked)
                    or _named(asked)
                    or _next_to(asked)
                    or _on_the_line(asked)
                    or _in_turn(asked)
                )


def _beside_base(asked: _Asked) -> list[Bound]:
    """Where other coordinates say from when to when: a base period, or a period of two years."""
    table = asked.table
    names = [folded(name) for name in table.dimensions]
    period = next((at for at, name in enumerate(names) if name in PERIODS and at != asked.at), None)
    base = next((at for at, name in enumerate(names) if name in BASES and at != asked.at), None)
    if period is None:
        return []
    figures = {_but(base, table.coordinates(one)): one for one in table.figures}
    known = {at[period] for at in figures}
    found: dict[str, list[Bound]] = {level: [] for level in asked.levels}
    for figure in table.figures:
        at = list(table.coordinates(figure))
        if at[asked.at] != asked.name or figure.value is None:
            continue
        then, now = _ends(at[period], "" if base is None else at[base], asked.name, known)
        for level in asked.levels if then and now and then != now else ():
            pair = [
                figures.get(_but(base, (_put(_put(at, asked.at, level), period, when))))
                for when in (now, then)
            ]
            if pair[0] and pair[1]:
                found[level].append((Change(now, then), figure, {now: pair[0], then: pair[1]}))
    held = {level: _in_a_way(asked.name, bound, sure=True) for level, bound in found.items() if bound}
    named = [level for level in held if folded(level) in LEVELS]
    if len(held) == 1 or len(named) == 1:
        return held[(named or list(held))[0]]
    return max((bound for bound in held.values() if mostly(bound, 2, HALF)), key=worth, default=[])


def _ends(period: str, base: str, name: str, known: set[str]) -> tuple[str, str]:
    """From when to when, as periods that the table has levels of; "" where it cannot be told."""
    if base:
        return (base, period) if base in known else ("", "")
    years = years_in(period)
    if len(years) != 2:
        years = years_in(name)
    if len(years) != 2:
        return "", ""
    found = [[one for one in known if years_in(one) == (year,)] for year in years]
    return (found[0][0], found[1][0]) if all(len(one) == 1 for one in found) else ("", "")


def _named(asked: _Asked) -> list[Bound]:
    """Where the change names two years that two members of the same coordinate name too."""
    years = years_in(asked.name)
    if len(years) != 2:
        return []
    families: dict[str, dict[str, str]] = {}
    for level in asked.levels:
        if len(own := years_in(level)) == 1:
            families.setdefault(without_years(level), {})[own[0]] = level
    pairs = {family: (of[years[1]], of[years[0]]) for family, of in families.items() if set(years) <= set(of)}
    lines = list(asked.table.lines(asked.at))
    held = {family: _in_a_way(asked.name, _pairs(lines, asked.name, *pair)) for family, pair in pairs.items()}
    fitting = {family: bound for family, bound in held.items() if len(bound) < 3 or mostly(bound, 1, HALF)}
    if len(held) == 1:
        return next(iter(fitting.values()), [])
    right = [bound for bound in fitting.values() if mostly(bound, 1, MOST)]
    return max(right, key=worth, default=[])


def _next_to(asked: _Asked) -> list[Bound]:
    """Where the change stands right after the levels of two years, and half of the lines are right."""
    members = asked.table.members(asked.at)
    place = members.index(asked.name)
    pair = [name for name in members[max(place - 2, 0) : place] if name in asked.levels]
    dated = sorted((years_in(name), name) for name in pair if len(years_in(name)) == 1)
    if len(dated) < 2 or dated[0][0] == dated[1][0]:
        return []
    bound = _pairs(list(asked.table.lines(asked.at)), asked.name, dated[1][1], dated[0][1])
    held = _in_a_way(asked.name, bound)
    return held if mostly(held, 2, HALF) else []


def _on_the_line(asked: _Asked) -> list[Bound]:
    """Where two levels on the same line make the change on most lines: the two that do on the most."""
    lines = list(asked.table.lines(asked.at))
    for per_cent in ways_of(asked.name):
        pairs = permutations(asked.levels, 2)
        held = [_pairs(lines, asked.name, now, then, per_cent) for now, then in pairs]
        if right := [one for one in held if mostly(one)]:
            return max(right, key=worth)  # the first among equals
    return []


def _in_turn(asked: _Asked) -> list[Bound]:
    """Where the change is from the period before, a year before, or the first, on most lines."""
    table = asked.table
    period = next(
        (
            at
            for at, name in enumerate(table.dimensions)
            if at != asked.at and (folded(name) in PERIODS or _all_years(table.members(at)))
        ),
        None,
    )
    if period is None:
        return []
    order = table.members(period)
    figures = {table.coordinates(one): one for one in table.figures}
    befores: list[Mapping[str, str]] = [
        dict(zip(order[1:], order, strict=False)),
        dict(pairwise(order)),  # the newest stands first
        *[dict(zip(order[n:], order, strict=False)) for n in (4, 12)],
        dict.fromkeys(order[1:], order[0]),
    ]
    for per_cent in ways_of(asked.name):
        right = []
        for level in asked.levels:
            for before in befores:
                held: list[Bound] = []
                for at, figure in figures.items():
                    if at[asked.at] != asked.name or figure.value is None or at[period] not in before:
                        continue
                    then = before[at[period]]
                    now_level = figures.get(_put(at, asked.at, level))
                    then_level = figures.get(_put(_put(at, asked.at, level), period, then))
                    if now_level and then_level:
                        pair = {at[period]: now_level, then: then_level}
                        held.append((Change(at[period], then, per_cent), figure, pair))
                if mostly(held):
                    right.append(held)
        if right:
            return max(right, key=_right_share)
    return []


def _right_share(held: Sequence[Bound]) -> tuple[float, int]:
    """The share of the lines that fulfil it, then how many do: one before may be had on fewer lines."""
    return worth(held) / len(held), len(held)


def _all_years(members: Sequence[str]) -> bool:
    return len(members) > 1 and all(len(years_in(name)) == 1 for name in members)


def _pairs(lines: Sequence[Line], name: str, now: str, then: str, per_cent: bool = True) -> list[Bound]:
    """The change ``name`` from ``then`` to ``now`` on each line that has all three and prints a change."""
    return [
        (Change(now, then, per_cent), line.figures[name], {now: line.figures[now], then: line.figures[then]})
        for line in lines
        if {name, now, then} <= set(line.figures) and line.figures[name].value is not None
    ]


def _in_a_way(name: str, bound: Sequence[Bound], sure: bool = False) -> list[Bound]:
    """The changes read in per cent or as differences: as the name says, else as most of them fit.

    ``sure``: the name's own word stands, whatever the numbers say.
    """
    ways = ways_of(name)
    read: list[list[Bound]] = [
        [
            (Change(rule.now, rule.then, way), result, figures)
            for rule, result, figures in bound
            if isinstance(rule, Change)
        ]
        for way in ways
    ]
    if sure and len(ways) > 1 and worth(read[1]) <= worth(read[0]):
        return read[0]
    return max(read, key=worth)  # the first among equals


def _put(at: Sequence[str], dimension: int, name: str) -> Place:
    return (*at[:dimension], name, *at[dimension + 1 :])


def _but(dimension: int | None, at: Sequence[str]) -> Place:
    """A place without one coordinate."""
    return tuple(at) if dimension is None else _put(at, dimension, "")
