"""Casework of synthetic persons: contacts and due dates, offers, sanctions and awards along their benefits.

Nothing is known here that a caseworker would not know: it is drawn from the weeks as the register shows them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import CASEWORK_STREAM, MUNICIPAL_STREAM, Floats, Parameters, stream
from pejling.sources.synthetic_people import EPOCH_DAY, Span
from pejling.sources.synthetic_spells import Flags
from pejling.sources.synthetic_weeks import Block
from pejling.terms.benefit import dream_codes

CONTACT, REASSESSED, SANCTIONED, AWARDS = range(4)  # sets of benefits; from AWARDS on one for each award
BLANK = -(10**6)  # a cell that says nothing: a day, hours, a text
WEEK = 7
_HASH, _PRIME = 2_654_435_761, 40_503  # multipliers that spread neighbouring numbers (Knuth)


@dataclass(frozen=True)
class Contacts:
    """A row a contact or re-assessment, by person and day.

    ``person``: in the block; ``reassessment``: else a contact; ``day``, ``due``: days since 1970-01-01 or
    BLANK; ``held``: bool; ``caseworker``: a number that says the municipality (its first digits) and no name.
    """

    person: Whole
    reassessment: Flags
    day: Whole
    held: Flags
    due: Whole
    caseworker: Whole


@dataclass(frozen=True)
class Offers:
    """A row an offer: ``kind`` and ``purpose`` places in the parameters' lists, ``hours`` tenths a week."""

    person: Whole
    kind: Whole
    company: Flags
    provider: Whole
    first: Whole
    last: Whole
    hours: Whole
    purpose: Whole
    cost: Whole


@dataclass(frozen=True)
class Decided:
    """Sanctions or decisions: person, day and the place of the text in the parameters' list."""

    person: Whole
    day: Whole
    kind: Whole


@dataclass(frozen=True)
class Casework:
    """All casework of a block."""

    contacts: Contacts
    offers: Offers
    sanctions: Decided
    decisions: Decided


@dataclass(frozen=True)
class _Stretches:
    """Unbroken weeks on some benefits, by person: first and last day (days since 1970-01-01), first week."""

    person: Whole
    first: Whole
    last: Whole
    week: Whole


def draw_casework(block: Block, number: int, span: Span, known: Parameters, seed: int) -> Casework:
    """The casework of block ``number``: its chance depends on the seed and its number alone."""
    rng = stream(seed, number, CASEWORK_STREAM)
    given = known.raw["casework"]
    levels = _municipal_levels(known, seed)
    row = np.zeros(1000, dtype=np.int64)
    row[list(known.municipalities)] = np.arange(len(known.municipalities))
    weeks = _Weeks(
        block,
        span,
        given["contact_benefits"],
        given["reassessed"],
        given["sanctioned_benefits"],
        *given["awards"].values(),
    )
    on = weeks.stretches(CONTACT)
    year = np.array([week.year - span.first_year for week in span.weeks])
    place = row[block.home[year[on.week], on.person]]
    zeal = rng.gamma(4.0, 0.25, block.persons)
    due = _due(on, place, levels, given, rng, end=(span.last + 1) * WEEK + EPOCH_DAY - 1)
    extra = _extra(on, zeal, levels[1][place], given, rng)
    again = _reassessed(weeks.stretches(REASSESSED), given, rng)
    sanctions = _sanctions(due, weeks, span, given, rng)
    contacts = _by_person(_together(due, extra, again), block, span, number)
    return Casework(
        contacts=contacts,
        offers=_offers(on, levels[2][place], given, rng),
        sanctions=sanctions,
        decisions=_decisions(weeks, given, rng),
    )


def _municipal_levels(known: Parameters, seed: int) -> Floats:
    """Of each municipality how punctual, how eager to meet, and how eager to activate it is: about 1."""
    rng = stream(seed, 0, MUNICIPAL_STREAM)
    levels: Floats = np.exp(rng.normal(0.0, [[0.08], [0.15], [0.2]], (3, len(known.municipalities))))
    return levels


class _Weeks:
    """Which of some sets of benefits each week of a block belongs to: a bit a set, looked up once."""

    def __init__(self, block: Block, span: Span, *sets: Sequence[str]) -> None:
        bits = np.zeros(1000, dtype=np.uint8)
        for code, benefit in dream_codes().benefits.items():
            bits[code] = sum(1 << at for at, states in enumerate(sets) if benefit.target_group in states)
        self._sets = bits[block.codes]
        self._monday = span.first * WEEK + EPOCH_DAY

    def on(self, at: int, week: Whole, person: Whole) -> Flags:
        """Whether those weeks belong to set number ``at``."""
        found: Flags = (self._sets[week, person] >> at) & 1 == 1
        return found

    def stretches(self, at: int) -> _Stretches:
        """The unbroken weeks in set number ``at``."""
        on = self._sets & np.uint8(1 << at)
        weeks, persons = on.shape
        change = np.empty((weeks + 1, persons), dtype=np.bool_)
        change[0], change[-1] = on[0] != 0, on[-1] != 0
        np.not_equal(on[1:], on[:-1], out=change[1:-1])
        week, person = np.divmod(np.flatnonzero(change), persons)
        order = np.sort(person * (weeks + 1) + week)  # of each person the begins and the ends in turn
        person, week = np.divmod(order, weeks + 1)
        first, after = week[::2], week[1::2]
        return _Stretches(person[::2], first * WEEK + self._monday, after * WEEK + self._monday - 1, first)


def _due(
    on: _Stretches,
    place: Whole,
    levels: Floats,
    given: Mapping[str, Any],
    rng: np.random.Generator,
    end: int,
) -> Contacts:
    """Contacts that are due every three months or so: held in time, late, missed, cancelled.

    After the day ``end`` nothing has happened yet.
    """
    every = int(given["due_every_days"])
    times = (on.last - on.first - 7) // every + 1
    which, turn = _each(times.clip(0, None))
    due = on.first[which] + 21 + turn * every + rng.integers(0, 21, len(which))
    luck = rng.random(len(which)) / levels[0][place[which]]
    early, late = rng.integers(0, 22, len(which)), rng.integers(1, 36, len(which))
    day = np.where(luck < given["held_on_time"], due - early, due + late)
    held = luck < given["held_on_time"] + given["held_late"]
    missed = ~held & (luck < given["held_on_time"] + given["held_late"] + given["missed"])
    held &= (day >= on.first[which]) & (day <= on.last[which])
    day = np.where(held, day, np.where(missed & (due <= end), due, BLANK))
    return Contacts(on.person[which], np.zeros(len(which), np.bool_), day, held, due, np.zeros_like(day))


def _extra(
    on: _Stretches, zeal: Floats, level: Floats, given: Mapping[str, Any], rng: np.random.Generator
) -> Contacts:
    """Contacts beside those that are due: some people are met often, some never."""
    length = on.last - on.first + 1
    times = rng.poisson(length / 365 * given["extra_a_year"] * zeal[on.person] * level)
    which, _ = _each(times)
    day = on.first[which] + (rng.random(len(which)) * length[which]).astype(np.int64)
    person = on.person[which]
    _, only = np.unique(person * 100_000 + day, return_index=True)  # one a day
    person, day = person[only], day[only]
    held = rng.random(len(only)) < given["extra_held"]
    return Contacts(
        person, np.zeros(len(only), np.bool_), day, held, np.full_like(day, BLANK), np.zeros_like(day)
    )


def _reassessed(on: _Stretches, given: Mapping[str, Any], rng: np.random.Generator) -> Contacts:
    """Re-assessments of ledighedsydelse: due after a year to a year and a half, and again after as long."""
    every = int(given["reassessed_every_days"])
    which, turn = _each(((on.last - on.first) // every).clip(0, None))
    due = on.first[which] + 365 + turn * every + rng.integers(0, 170, len(which))
    luck = rng.random(len(which))
    day = np.where(
        luck < given["reassessed_in_time"],
        due - rng.integers(0, 60, len(which)),
        due + rng.integers(1, 150, len(which)),
    )
    held = (luck < given["reassessed_at_all"]) & (day <= on.last[which])
    day = np.where(held, day, BLANK)
    return Contacts(on.person[which], np.ones(len(which), np.bool_), day, held, due, np.zeros_like(day))


def _each(times: Whole) -> tuple[Whole, Whole]:
    """Every row as often as ``times`` says, and for each its turn from 0."""
    which = np.repeat(np.arange(len(times)), times)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)


def _together(*parts: Contacts) -> Contacts:
    names = Contacts.__dataclass_fields__
    return Contacts(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def _by_person(found: Contacts, block: Block, span: Span, number: int) -> Contacts:
    """Sorted by person and day, each with the caseworker whom the person has in those years."""
    when = np.where(found.day == BLANK, found.due, found.day)
    order = np.lexsort((found.reassessment, when, found.person))
    person, when = found.person[order], when[order]
    year = when.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970 - span.first_year
    home = block.home[year.clip(0, len(span.years) - 1), person].astype(np.int64)
    stretch = (year + person % 3) // 3  # about every third year another one
    mixed = (person + number * 31 + 1) * _HASH + stretch * _PRIME
    caseworker = home * 1000 + (mixed >> 9) % 20 + 1
    return Contacts(
        person, found.reassessment[order], found.day[order], found.held[order], found.due[order], caseworker
    )


def _offers(on: _Stretches, level: Floats, given: Mapping[str, Any], rng: np.random.Generator) -> Offers:
    """Offers inside the benefit, some from just before it or to just after; now and then two at a time."""
    how = given["offers"]
    length = on.last - on.first + 1
    which, _ = _each(rng.poisson(length / 365 * how["a_year"] * level))
    first = on.first[which] - 4 + (rng.random(len(which)) * length[which]).astype(np.int64)
    last = first + 4 + (rng.standard_exponential(len(which)) * 7 * how["weeks"]).astype(np.int64)
    last = np.where(rng.random(len(which)) < 0.85, np.minimum(last, on.last[which] + 10), last)
    last = np.maximum(last, first)
    both = rng.random(len(which)) < how["parallel"]
    person = np.concatenate([on.person[which], on.person[which][both]])
    shift = rng.integers(0, 15, int(both.sum()))
    first = np.concatenate([first, np.minimum(first[both] + shift, last[both])])
    last = np.concatenate([last, last[both]])
    kinds = how["kinds"]
    kind = _picked([row["share"] for row in kinds.values()], len(person), rng)
    company = np.array([bool(row["company"]) for row in kinds.values()])[kind]
    hours = _picked(list(how["hours"].values()), len(person), rng)
    tenths = np.array([int(tenth) for tenth in how["hours"]], dtype=np.int64)[hours]
    purposes = len(how["purposes"])
    purpose = rng.integers(0, purposes + 1, len(person))
    cost = rng.integers(20, 400, len(person)) * 50
    order = np.lexsort((kind, first, person))
    new = np.ones(len(order), dtype=np.bool_)
    same = (np.diff(person[order]) == 0) & (np.diff(first[order]) == 0) & (np.diff(kind[order]) == 0)
    new[1:] = ~same
    order = order[new]
    return Offers(
        person=person[order],
        kind=kind[order],
        company=company[order],
        provider=rng.integers(1, 41, len(order)),
        first=first[order],
        last=last[order],
        hours=np.where(rng.random(len(order)) < how["no_hours"], BLANK, tenths[order]),
        purpose=np.where(purpose < purposes, purpose, BLANK)[order],
        cost=np.where(rng.random(len(order)) < 0.3, BLANK, cost[order]),
    )


def _picked(shares: Collection[float], count: int, rng: np.random.Generator) -> Whole:
    upto = np.cumsum(np.array(list(shares), dtype=np.float64))
    found: Whole = np.searchsorted(upto, rng.random(count) * upto[-1], side="right").astype(np.int64)
    return found


def _sanctions(
    due: Contacts, weeks: _Weeks, span: Span, given: Mapping[str, Any], rng: np.random.Generator
) -> Decided:
    """Some of those who did not come to a contact, one to three weeks later, where benefits can be cut."""
    missed = ~due.held & (due.day != BLANK)
    day = due.day + rng.integers(7, 22, len(due.day))
    week = ((due.due - EPOCH_DAY) // WEEK - span.first).clip(0, len(span.weeks) - 1)
    cut = weeks.on(SANCTIONED, week, due.person)
    last = (span.last + 1) * WEEK + EPOCH_DAY - 1
    chosen = missed & cut & (rng.random(len(day)) < given["sanctioned"]) & (day <= last)
    kinds = rng.integers(0, len(given["sanctions"]), len(day))
    return Decided(due.person[chosen], day[chosen], kinds[chosen])


def _decisions(weeks: _Weeks, given: Mapping[str, Any], rng: np.random.Generator) -> Decided:
    """Awards, in the week in which the benefit begins; who has it when the file begins was awarded before."""
    rows = []
    for number in range(len(given["awards"])):
        on = weeks.stretches(AWARDS + number)
        _, ever = np.unique(on.person, return_index=True)
        chosen = ever[on.week[ever] > 0]
        day = on.first[chosen] + rng.integers(0, 5, len(chosen))
        rows.append((on.person[chosen], day, np.full(len(chosen), number)))
    person, day, kind = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    order = np.lexsort((day, person))
    return Decided(person[order], day[order], kind[order])
