"""Persons week by week: who is observed, where they count, how old they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pejling.spells.casework import KINDS, NO_DAY, Casework
from pejling.spells.panel import NO_BIRTHDAY, Runs
from pejling.terms.benefit import UNOBSERVED_CODES, CodeTable, Group
from pejling.terms.day import day_of
from pejling.terms.municipality import COUNTRY, REGION, municipalities


@dataclass(frozen=True, slots=True)
class Lived:
    """What a person's week was: its code, and the municipality (0 = counts in the country only)."""

    code: int
    municipality: int


@dataclass(frozen=True, slots=True)
class Event:
    """A contact, re-assessment, sanction or decision (``kind``): its date, and the date it is due."""

    kind: str
    day: date | None
    held: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer from ``first`` to ``last``, both included; ``hours`` in tenths of an hour a week."""

    first: date
    last: date
    company: bool
    hours: int


@dataclass(frozen=True)
class Person:
    """One person: every week that lies within the data for him, by week index.

    ``sex`` and ``origin`` are 0 where not known; ``visitation`` is the match group of weeks that have one.
    """

    weeks: Mapping[int, Lived]
    birthday: date | None
    sex: int = 0
    origin: int = 0
    visitation: Mapping[int, int] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    offers: tuple[Offer, ...] = ()

    def observed(self, week: int) -> bool:
        """Whether the person is observed in ``week``: with data, not dead, abroad or of unknown address."""
        lived = self.weeks.get(week)
        return lived is not None and lived.code not in UNOBSERVED_CODES

    def code(self, week: int) -> int | None:
        """The code of ``week``; None when it does not lie within the data."""
        lived = self.weeks.get(week)
        return lived.code if lived else None


def people(runs: Runs) -> Iterator[Person]:
    """Each person of a block, the runs laid out week by week."""
    weeks: list[dict[int, Lived]] = [{} for _ in range(runs.persons)]
    rows = zip(runs.person, runs.first, runs.last, runs.code, runs.municipality, strict=True)
    for person, first, last, code, municipality in rows:
        lived = Lived(int(code), int(municipality))
        for week in range(int(first), int(last) + 1):
            weeks[person][week] = lived
    visitation = _visitation(runs)
    events, offers = _events(runs.casework, runs.persons), _offers(runs.casework, runs.persons)
    for number in range(runs.persons):
        yield Person(
            weeks=weeks[number],
            birthday=birthday_of(int(runs.birthday[number])),
            sex=int(runs.sex[number]),
            origin=0 if runs.origin is None else int(runs.origin[number]),
            visitation=visitation[number],
            events=tuple(events[number]),
            offers=tuple(offers[number]),
        )


def _visitation(runs: Runs) -> list[dict[int, int]]:
    """Each person's match group by week."""
    weeks: list[dict[int, int]] = [{} for _ in range(runs.persons)]
    if runs.visitation is not None:
        of = runs.visitation
        for person, first, last, group in zip(of.person, of.first, of.last, of.group, strict=True):
            weeks[person].update(dict.fromkeys(range(int(first), int(last) + 1), int(group)))
    return weeks


def _events(casework: Casework | None, persons: int) -> list[list[Event]]:
    found: list[list[Event]] = [[] for _ in range(persons)]
    if casework is not None:
        of = casework.events
        for person, kind, day, held, due in zip(of.person, of.kind, of.day, of.held, of.due, strict=True):
            found[person].append(Event(KINDS[kind], _day(day), bool(held), _day(due)))
    return found


def _offers(casework: Casework | None, persons: int) -> list[list[Offer]]:
    found: list[list[Offer]] = [[] for _ in range(persons)]
    if casework is not None:
        of = casework.offers
        for person, first, last, company, hours in zip(
            of.person, of.first, of.last, of.company, of.hours, strict=True
        ):
            starts, ends = day_of(first), day_of(last)
            found[person].append(Offer(starts, ends, bool(company), int(hours)))
    return found


def _day(days: int) -> date | None:
    return None if days == NO_DAY else day_of(days)


def birthday_of(days: int) -> date | None:
    """The birthday that a block stores as days since 1970-01-01."""
    return None if days == NO_BIRTHDAY else day_of(days)


def age_on(birthday: date, day: date) -> int:
    """Age in whole years; who is born on 29 February grows older on 1 March of a common year."""
    had = (day.month, day.day) >= (birthday.month, birthday.day)
    return day.year - birthday.year - (0 if had else 1)


def holds_code(group: Group, code: int, codes: CodeTable) -> bool:
    """Whether an observed week with ``code`` is a week of ``group``; 996, 997 and 999 are nobody's."""
    return code not in UNOBSERVED_CODES and group.holds_code(code, codes)


def belongs(group: Group, code: int, birthday: date | None, day: date, codes: CodeTable) -> bool:
    """Whether a person with ``code`` belongs to ``group`` by code and by age on ``day``."""
    if not holds_code(group, code, codes):
        return False
    if not group.by_age:
        return True
    return birthday is not None and group.holds_age(age_on(birthday, day))


def areas_of(municipality: int) -> tuple[str, ...]:
    """The areas in which a week lived in ``municipality`` counts: it, its region, and the country."""
    known = municipalities().get(municipality)
    if known is None:
        return (COUNTRY,)
    return (str(known.code), f"{REGION}{known.region}", COUNTRY)
