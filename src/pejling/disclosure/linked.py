"""A table's cells, what a reader is told of each, and what ties them: what an attacker works with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf, log2

from pejling.disclosure.cells import OWN, Cell, in_weeks, weeks_of
from pejling.disclosure.differences import hidden_range, is_small
from pejling.disclosure.links import Family, Structure
from pejling.indicators.measures import ActiveWeeks, Events, PersonsIn, WeeksIn
from pejling.stats.programme import FAR
from pejling.terms.municipality import COUNTRY, REGION

NONE = -1
# Sums of which what the table lacks is a number from 0. Of spells it is taken to be at least what it is: it
# lies within what is missing of other spells (over 52 weeks in over 26), which no relation here says.
FROM_NOTHING: tuple[type, ...] = (WeeksIn, ActiveWeeks, Events)


@dataclass(frozen=True, slots=True)
class Inequality:
    """``low <= sum(coefficient * cell) <= high``; cells by position."""

    terms: tuple[tuple[int, float], ...]
    low: float
    high: float
    guessed: bool = False  # of parts that are not in the table: taken for known, though nothing tells it


@dataclass(frozen=True, slots=True)
class Told:
    """What one printed row (or all rows that print one own cell) says, and what hiding it costs."""

    says: tuple[Inequality, ...]
    cost: float
    row: int = NONE
    cell: int = NONE


@dataclass
class Linked:
    """Cells by position: how a reader bounds them once they are hidden, what it truly is, what is demanded.

    ``low``, ``high``: what policy says of a hidden cell, told to everybody. ``truth``: None where unknown.
    ``hidden``: cells that may not be told. ``needs``: of hidden cells, the range that an attacker must be
    left with: its ends, or its width alone (None, width). ``above``, ``below``: the cells that each row
    tells, NONE where it tells none. ``gone``: rows of published figures that are not printed.
    """

    k: int
    cells: list[Cell] = field(default_factory=list)
    index: dict[Cell, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    truth: list[float | None] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    primary: frozenset[int] = frozenset()
    needs: dict[int, tuple[float | None, float]] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)
    below: dict[int, int] = field(default_factory=dict)
    told_above: dict[int, list[int]] = field(default_factory=dict)
    told_below: dict[int, list[int]] = field(default_factory=dict)
    units: dict[tuple[int, str], int] = field(default_factory=dict)  # of a row's numbers, in their cells
    said: dict[int, list[Inequality]] = field(default_factory=dict)  # by published row
    said_of: dict[int, list[int]] = field(default_factory=dict)  # published rows by cell
    nulls: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)  # weeks, and whether rounded
    gone: set[int] = field(default_factory=set)
    sums: list[tuple[int, ...]] = field(default_factory=list)  # published totals with their parts
    structure: Structure = field(default_factory=lambda: Structure.of({}))
    differences: bool = False  # whether counts that only subtraction tells are cells too
    absent: frozenset[int] = frozenset()  # that no row tells, but that tie others
    free: bool = True  # whether what is missing of weeks is a number from 0
    shares: set[tuple[int, int]] = field(default_factory=set)  # numerator and denominator of percentages

    def at(self, cell: Cell) -> int:
        """The position of ``cell``, which is new to the table where it has none."""
        found = self.index.get(cell)
        if found is None:
            found = self.index[cell] = len(self.cells)
            self.cells.append(cell)
            self.low.append(0.0)
            self.high.append(FAR)
            self.truth.append(None)
        return found

    def narrow(self, cell: int, low: float, high: float) -> None:
        """The attacker knows of the cell, whatever is printed, that it lies from ``low`` to ``high``."""
        self.low[cell] = max(self.low[cell], low)
        self.high[cell] = min(self.high[cell], high)

    def row_hidden(self, row: int) -> bool:
        """Whether an own row's value and numerator are hidden, for one of its cells."""
        return self.above.get(row, NONE) in self.hidden or self.below.get(row, NONE) in self.hidden

    def is_known(self, cell: int) -> bool:
        """Whether some row tells the own cell exactly."""
        if cell in self.hidden:
            return False
        return bool(self.told_below.get(cell)) or any(
            not self.row_hidden(row) for row in self.told_above.get(cell, ())
        )

    def is_told(self, cell: int) -> bool:
        """Whether the cell's number is printed by itself, exactly or rounded."""
        if self.cells[cell].family == OWN:
            return self.is_known(cell)
        rows = (row for row in self.said_of.get(cell, ()) if row not in self.gone)
        return any(len(one.terms) == 1 for row in rows for one in self.said[row])

    def weight(self, cell: int) -> float:
        """What hiding an own cell costs: its rows, large numbers and totals more; zeros as a last resort."""
        rows = len(self.told_above.get(cell, ())) + len(self.told_below.get(cell, ()))
        return max(rows, 1) * self._weight(cell, self.truth[cell] or 0.0)

    def _weight(self, cell: int, number: float) -> float:
        place = self.cells[cell].area
        wide = 20.0 if place == COUNTRY else 5.0 if place.startswith(REGION) else 1.0
        return wide * (1.0 + log2(1.0 + number)) * (1.0 if number else 1000.0)

    def told(self, cells: Iterable[int]) -> list[Told]:
        """What is printed of ``cells``: what can be hidden, with its cost a unit moved."""
        found: list[Told] = []
        rows: dict[int, None] = {}
        for cell in cells:
            truth = self.truth[cell]
            if self.cells[cell].family != OWN:
                rows.update(dict.fromkeys(self.said_of.get(cell, ())))
            elif truth is not None and self.is_known(cell):
                weeks = weeks_of(self.cells[cell].period) if in_weeks(self.cells[cell].what) else 1
                says = (Inequality(((cell, 1.0),), truth, truth),)
                found.append(Told(says, self.weight(cell) / weeks, cell=cell))
        for row in rows:
            if row not in self.gone:
                cell = self.above[row]
                number = self.truth[cell] or 0.0
                found.append(Told(tuple(self.said[row]), self._weight(cell, number), row=row))
        return found

    def says(self, cells: Iterable[int]) -> Iterator[Inequality]:
        """What is printed of ``cells``, as in ``told`` but for the costs."""
        rows: dict[int, None] = {}
        for cell in cells:
            truth = self.truth[cell]
            if self.cells[cell].family != OWN:
                rows.update(dict.fromkeys(self.said_of.get(cell, ())))
            elif truth is not None and self.is_known(cell):
                yield Inequality(((cell, 1.0),), truth, truth)
        for row in rows:
            if row not in self.gone:
                yield from self.said[row]

    def unsay(self, void: set[Inequality]) -> None:
        """Nobody goes by ``void``: what the printed rows say that other printed rows contradict."""
        for row, said in self.said.items():
            if not void.isdisjoint(said):
                self.said[row] = [one for one in said if one not in void]

    def hide(self, told: Told) -> None:
        """It is printed no more; the cell that it tells must not be told otherwise."""
        if told.row != NONE:
            self.gone.add(told.row)
        else:
            self.hidden.add(told.cell)
            self.needs[told.cell] = (None, float(self.k))

    def relations(self) -> Iterator[tuple[str, list[Inequality]]]:
        """Everything that structure says of the cells: the axis of each relation, and what it says.

        Small counts that subtraction alone tells become cells, hidden ones, while it is said.
        """
        for part, whole in sorted(self.shares):
            yield "share", self.difference(whole, [part])
        for cell in list(self.cells):
            for family in self.structure.families(cell):
                yield family.axis, self._says(family)
            for larger in self.structure.larger(cell):
                whole, part = self.index[larger], self.index[cell]
                yield "subset", self._true([Inequality(((whole, 1.0), (part, -1.0)), 0.0, inf)])
                if (part, whole) not in self.shares:
                    yield "subset", self.difference(whole, [part])
            for larger in self.structure.sooner(cell):
                yield "weeks", self.difference(self.index[larger], [self.index[cell]])
            if cell.family == OWN and isinstance(cell.what, WeeksIn):
                persons = self.index.get(cell._replace(what=PersonsIn()))
                if persons is not None:
                    yield "weeks", self._weeks_of_persons(self.index[cell], persons)

    def _weeks_of_persons(self, weeks: int, persons: int) -> list[Inequality]:
        """Each person has a week at least and no more than the period has."""
        longest = -float(weeks_of(self.cells[weeks].period))
        least = Inequality(((weeks, 1.0), (persons, -1.0)), 0.0, inf)
        most = Inequality(((weeks, 1.0), (persons, longest)), -inf, 0.0)
        return self._true([least, most])

    def _says(self, family: Family) -> list[Inequality]:
        total = self.index[family.total]
        parts = [self.index[part] for part in family.parts]
        if family.union:
            each = [Inequality(((total, 1.0), (part, -1.0)), 0.0, inf) for part in parts]
            for part in parts:
                each += self.difference(total, [part])
            most = Inequality(((total, -1.0), *((part, 1.0) for part in parts)), 0.0, inf)
            return self._true([*each, most] if family.whole else each)
        weights = family.weights or (1,) * (len(parts) + 1)
        terms = (
            (total, float(weights[0])),
            *((p, -float(w)) for p, w in zip(parts, weights[1:], strict=True)),
        )
        if family.total.family != OWN:
            if family.whole:
                self.sums.append((total, *parts))
            if family.whole and self._can_hold(Inequality(terms, 0.0, 0.0)):
                return [Inequality(terms, 0.0, 0.0)]
            return self._true([Inequality(terms, 0.0, inf)])
        there = tuple(term for term in terms if term[0] not in self.absent)
        if len(there) == len(terms):
            return self._adds(family, terms, total, parts, family.whole)
        said = self._equal(terms) if family.whole else [Inequality(terms, 0.0, inf)]
        if total not in self.absent and len(there) > 1:
            some = [part for part in parts if part not in self.absent]
            said += self._adds(family, there, total, some, False)
        return self._true(said)

    def _equal(self, terms: tuple[tuple[int, float], ...]) -> list[Inequality]:
        rest = self._sum(terms)
        return [] if rest is None else [Inequality(terms, rest, rest)]

    def _adds(
        self, family: Family, terms: tuple[tuple[int, float], ...], total: int, parts: list[int], whole: bool
    ) -> list[Inequality]:
        """What is told by a total and the parts of it that are in the table; ``whole``: all of them."""
        rest = self._sum(terms)
        if rest is None:
            return []
        if not whole and (left_over := self.difference(total, parts)):
            return left_over
        # What is missing from the table counts as known where it is nothing or too small to hide behind.
        if whole or 0 <= rest < self.k:
            return [Inequality(terms, rest, rest, guessed=not whole)]
        least = 0.0 if self.free and isinstance(family.total.what, FROM_NOTHING) else rest
        return [Inequality(terms, least, inf, guessed=least > 0)] if rest >= 0 else []

    def difference(self, total: int, parts: list[int], also: tuple[int, ...] = ()) -> list[Inequality]:
        """What is left of the total, as a hidden cell of its own, where that is a small number of persons.

        ``also``: cells that are added to the total.

        Nothing where a side is small itself: it is hidden, and what is left is as uncertain as that.
        """
        truths = [self.truth[each] for each in (total, *also, *parts)]
        cell, added = self.cells[total], 1 + len(also)
        unknown = not self.absent.isdisjoint((total, *also, *parts)) or None in truths
        if not self.differences or cell.family != OWN or unknown:
            return []
        rest = sum(truth or 0.0 for truth in truths[:added]) - sum(truth or 0.0 for truth in truths[added:])
        if not is_small(cell, rest, self.k) or any(self._is_small(each) for each in (total, *also, *parts)):
            return []
        left = self.at(cell._replace(breakdown=f"{cell.breakdown} less {[*also, *parts]}"))
        self.truth[left] = rest
        self.hidden.add(left)
        self.primary |= {left}
        self.needs[left] = hidden_range(cell, self.k)
        plus = ((each, 1.0) for each in (total, *also))
        return [Inequality((*plus, *((part, -1.0) for part in parts), (left, -1.0)), 0.0, 0.0)]

    def _is_small(self, cell: int) -> bool:
        return cell in self.hidden and is_small(self.cells[cell], self.truth[cell] or 0.0, self.k)

    def _sum(self, terms: Iterable[tuple[int, float]]) -> float | None:
        total = 0.0
        for cell, coefficient in terms:
            truth = self.truth[cell]
            if truth is None:
                return None
            total += coefficient * truth
        return total

    def _true(self, said: list[Inequality]) -> list[Inequality]:
        return [each for each in said if self._can_hold(each)]

    def _can_hold(self, said: Inequality) -> bool:
        """Whether what was printed lies no further from it than rounding and what the source hid allow."""
        low = high = 0.0
        for cell, coefficient in said.terms:
            one, other = self.bounds(cell)
            low += min(coefficient * one, coefficient * other)
            high += max(coefficient * one, coefficient * other)
        return high >= said.low - 1e-9 and low <= said.high + 1e-9

    def bounds(self, cell: int) -> tuple[float, float]:
        """What the full table says of a cell by itself, hidden or not."""
        truth = self.truth[cell]
        if self.cells[cell].family == OWN and truth is not None:
            return truth, truth
        low, high = self.low[cell], self.high[cell]
        for row in self.said_of.get(cell, ()):
            for each in self.said[row]:
                if len(each.terms) == 1:
                    low, high = max(low, each.low), min(high, each.high)
        return low, high
