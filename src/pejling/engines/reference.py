"""The reference engine: DOMAIN section 2 word by word in plain Python. What the others must equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pejling.engines.not_counted import Exceptions
from pejling.engines.reference_case import Case, Contribution
from pejling.engines.reference_casework import active_weeks, events
from pejling.engines.reference_lifetable import life
from pejling.engines.reference_runs import runs_of
from pejling.engines.reference_spells import after, ended, lengths, running, started
from pejling.engines.reference_weeks import long_term, person_at, weeks
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Cross,
    Ended,
    Events,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    PersonShape,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.spells.population import Person, areas_of, people
from pejling.terms.benefit import Group, group
from pejling.terms.municipality import areas
from pejling.terms.period import Period

EXCEPTIONS: Exceptions = {}  # shapes that are not counted, and why
AREA = {area: number for number, area in enumerate(areas())}
Amounts = dict[tuple[str, tuple[int, ...]], int]  # by area, and the place on the shape's further axes


class Reference:
    """Plain Python, one person, group and period at a time."""

    name = "reference"

    def runs(self, block: PersonWeeks) -> Runs:
        return runs_of(block)

    def count(self, blocks: Iterable[Runs], window: Window, ask: Ask) -> Counts:
        counts = Counts.zero(ask)
        for block in blocks:
            for person in people(block):
                _Life(person, window, ask).add_to(counts)
        return counts


class _Life:
    """One person, seen as a member of each group in turn."""

    def __init__(self, person: Person, window: Window, ask: Ask) -> None:
        self.person = person
        self.window = window
        self.ask = ask
        self._cases: dict[Group, Case] = {}

    def add_to(self, counts: Counts) -> None:
        for number, id in enumerate(self.ask.groups):
            for shape in self.ask.shapes:
                for column, period in enumerate(self.ask.periods):
                    for (area, place), amount in self.amounts(shape, group(id), period).items():
                        counts.cubes[shape][(number, AREA[area], column, *place)] += amount

    def amounts(self, shape: PersonShape, asked: Group, period: Period) -> Amounts:
        """What the person adds to the shape in the period."""
        match shape:
            case Of(shape=inner, group=union):
                return self.amounts(inner, union, period)
            case Cross(first=first, second=second):
                one, other = self.amounts(first, asked, period), self.amounts(second, asked, period)
                return {cell: amount * other[cell] for cell, amount in one.items() if cell in other}
            case PersonsIn() | Ended(sum="persons"):
                # whoever has any counts once, also in a region or country
                return dict.fromkeys(self._added_up(shape, asked, period), 1)
            case _:
                return self._added_up(shape, asked, period)

    def _added_up(self, shape: PersonShape, asked: Group, period: Period) -> Amounts:
        found: Counter[tuple[int, tuple[int, ...]]] = Counter()
        for municipality, place, amount in contributions(self._case(asked), shape, period):
            found[municipality, place] += amount
        amounts: Counter[tuple[str, tuple[int, ...]]] = Counter()
        for (municipality, place), amount in found.items():
            for area in areas_of(municipality):
                amounts[area, place] += amount
        return amounts

    def _case(self, member: Group) -> Case:
        if member not in self._cases:
            self._cases[member] = Case(self.person, member, self.window, self.ask)
        return self._cases[member]


def contributions(case: Case, shape: PersonShape, period: Period) -> Iterator[Contribution]:
    """What a person as a member of a group adds to the shape, week by week or spell by spell."""
    match shape:
        case WeeksIn() | PersonsIn():
            return weeks(case, period)
        case PersonsAt():
            return person_at(case, period)
        case LongTerm():
            return long_term(case, shape, period)
        case Started():
            return started(case, shape, period)
        case Ended():
            return ended(case, shape, period)
        case Running():
            return running(case, shape, period)
        case After():
            return after(case, shape, period)
        case Events():
            return events(case, shape, period)
        case ActiveWeeks():
            return active_weeks(case, shape, period)
        case Histogram():
            return lengths(case, shape, period)
        case Lifetable():
            return life(case, shape, period)
        case Of() | Cross():
            raise TypeError(f"{shape} is made of other shapes: it adds nothing of its own")
