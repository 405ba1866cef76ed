"""One person seen as a member of one group: which weeks and spells are the group's and the band's."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pejling.indicators.band import EVERYBODY, Band, Limits
from pejling.indicators.counts import Ask
from pejling.spells.joining import spells_of
from pejling.spells.panel import Window
from pejling.spells.population import Person, age_on, belongs, holds_code
from pejling.spells.spell import Spell
from pejling.terms.benefit import Group

# where something counts: the municipality, the place on the shape's further axes, and how much
Contribution = tuple[int, tuple[int, ...], int]
PLAIN: tuple[int, ...] = ()  # the place on a shape that has no further axes


class Case:
    """One person seen as a member of one group.

    ``whole`` is the group whose spells these are: sub-groups and age limits never split or shorten one.
    """

    def __init__(self, person: Person, group: Group, window: Window, ask: Ask) -> None:
        self.person = person
        self.group = group
        self.whole = group.whole
        self.window = window
        self.rule = ask.rule
        self.codes = ask.codes
        self.band = ask.band
        self._lengths: dict[tuple[int, int], int] = {}

    @cached_property
    def spells(self) -> list[Spell]:
        return spells_of(
            self.person, lambda code: holds_code(self.whole, code, self.codes), self.window, self.rule
        )

    def spell_in(self, week: int) -> Spell | None:
        """The spell that runs in ``week``."""
        return self._spell_by_week.get(week)

    @cached_property
    def _spell_by_week(self) -> dict[int, Spell]:
        return {week: spell for spell in self.spells for week in range(spell.first, spell.until + 1)}

    def on_benefit(self, week: int) -> bool:
        """Whether ``week`` is one on the group's benefit, age and band left aside."""
        code = self.person.code(week)
        return code is not None and holds_code(self.group, code, self.codes)

    def belongs(self, week: int, day: date) -> bool:
        """Whether ``week`` is one on the group's benefit and of the band; ``day`` decides the age."""
        return self.on_benefit(week) and self._belongs(week, week, day, self.spell_in(week))

    def spell_belongs(self, spell: Spell, week: int, day: date) -> bool:
        """Whether ``spell``, as it is in ``week``, is the group's and the band's.

        In a gap the code is that of the last week on the benefit before.
        """
        return self._belongs(spell.latest(week), week, day, spell)

    def _belongs(self, coded: int, week: int, day: date, spell: Spell | None) -> bool:
        """By the code of week ``coded``, the age on ``day``, and all else as it is in ``week``."""
        person = self.person
        if not belongs(self.group, person.weeks[coded].code, person.birthday, day, self.codes):
            return False
        return self.band == EVERYBODY or self._in_band(self.band, week, day, spell)

    def _in_band(self, band: Band, week: int, day: date, spell: Spell | None) -> bool:
        """Who is not known to be in a band is not in it."""
        person = self.person
        age = None if person.birthday is None else age_on(person.birthday, day)
        weeks = self.length(spell, week) if spell is not None and spell.known_start else None
        return (
            (band.age is None or _within(band.age, age))
            and (band.sex is None or person.sex == band.sex)
            and (band.origin is None or person.origin == band.origin)
            and (band.visitation is None or person.visitation.get(week) == band.visitation)
            and (band.duration is None or _within(band.duration, weeks))
        )

    def length(self, spell: Spell, week: int) -> int:
        """``Spell.length`` by the asked rule, counted once."""
        key = spell.first, week
        if key not in self._lengths:
            self._lengths[key] = spell.length(week, self.rule)
        return self._lengths[key]


def _within(limits: Limits, number: int | None) -> bool:
    return number is not None and limits[0] <= number <= limits[1]
