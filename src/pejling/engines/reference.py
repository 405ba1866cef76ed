"""The reference engine: DOMAIN section 2 word by word in plain Python. What the others must equal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.engines.found import is_found
from pejling.engines.reference_runs import runs_of
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import After, Ended, PersonShape, PersonsIn, Running, Started, WeeksIn
from pejling.spells.joining import spells_of
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.spells.population import Person, areas_of, belongs, holds_code, people
from pejling.spells.spell import Spell
from pejling.terms.benefit import Group, group
from pejling.terms.municipality import areas
from pejling.terms.period import Period
from pejling.terms.week import Week

AREA = {area: number for number, area in enumerate(areas())}


class Reference:
    """Plain Python, one person, group and period at a time."""

    name = "reference"

    def runs(self, block: PersonWeeks) -> Runs:
        return runs_of(block)

    def count(self, blocks: Iterable[Runs], window: Window, ask: Ask) -> Counts:
        counts = Counts.zero(ask)
        for block in blocks:
            for person in people(block):
                for number, id in enumerate(ask.groups):
                    _Case(person, group(id), window, ask).add_to(counts, number)
        return counts


class _Case:
    """One person seen as a member of one group."""

    def __init__(self, person: Person, member: Group, window: Window, ask: Ask) -> None:
        self.person = person
        self.group = member
        self.state = group(member.state)
        self.ask = ask
        self.spells = spells_of(
            person, lambda code: holds_code(self.state, code, ask.codes), window, ask.rule
        )

    def add_to(self, counts: Counts, number: int) -> None:
        for shape in self.ask.shapes:
            for column, period in enumerate(self.ask.periods):
                cube: NDArray[np.int64] = counts.cubes[shape]
                for area, amount in self.amounts(shape, period).items():
                    cube[number, AREA[area], column] += amount

    def amounts(self, shape: PersonShape, period: Period) -> dict[str, int]:
        """What the person adds to the shape in the period, by area."""
        match shape:
            case WeeksIn():
                return self._weeks(period)
            case PersonsIn():
                return dict.fromkeys(self._weeks(period), 1)
            case Running():
                return self._running(shape, period)
            case Started() | Ended() | After():
                return self._events(shape, period)
            case _:
                raise NotImplementedError(shape)

    def _weeks(self, period: Period) -> dict[str, int]:
        found: dict[str, int] = {}
        for week in range(period.first_week.index, period.last_week.index + 1):
            lived = self.person.weeks.get(week)
            if lived and self._belongs(lived.code, period.last_day):
                _add(found, lived.municipality, 1)
        return found

    def _running(self, shape: Running, period: Period) -> dict[str, int]:
        found: dict[str, int] = {}
        week = period.last_week.index
        for spell in self.spells:
            if not spell.runs_in(week) or spell.known_start != (shape.start == "known"):
                continue
            known = spell.known_start and shape.longer_than > 0
            if known and spell.length(week, self.ask.rule) <= shape.longer_than:
                continue
            if self._belongs(self.person.weeks[spell.latest(week)].code, period.last_day):
                _add(found, self.person.weeks[week].municipality, 1)
        return found

    def _events(self, shape: Started | Ended | After, period: Period) -> dict[str, int]:
        found: dict[str, int] = {}
        starts = isinstance(shape, Started) or (isinstance(shape, After) and shape.event == "started")
        for spell in self.spells:
            week = Week.from_index(spell.first if starts else spell.last)
            lived = self.person.weeks[week.index]
            day = week.monday if starts else week.sunday
            if week in period and self._belongs(lived.code, day):
                _add(found, lived.municipality, self._event(shape, spell))
        return {area: amount for area, amount in found.items() if amount}

    def _event(self, shape: Started | Ended | After, spell: Spell) -> int:
        """What one spell adds in the period of its start (started) or of its last week (ended)."""
        match shape:
            case Started():
                return int(spell.known_start and (spell.first_ever or not shape.first_ever))
            case Ended():
                wanted = shape.start == "any" or (shape.start == "known") == spell.known_start
                if not (spell.completed and wanted):
                    return 0
                return 1 if shape.sum == "spells" else spell.length(spell.last, self.ask.rule)
            case After():
                starts = shape.event == "started"
                if not (spell.known_start if starts else spell.completed):
                    return 0
                code = self.person.code((spell.first if starts else spell.last) + shape.weeks)
                return int(code is not None and is_found(shape.found, code, self.state, self.ask.codes))

    def _belongs(self, code: int, day: date) -> bool:
        return belongs(self.group, code, self.person.birthday, day, self.ask.codes)


def _add(found: dict[str, int], municipality: int, amount: int) -> None:
    for area in areas_of(municipality):
        found[area] = found.get(area, 0) + amount
