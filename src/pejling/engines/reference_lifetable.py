"""Life tables: when each spell enters, how long it is followed, and how it ends (``measures.Lifetable``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pejling.engines.found import stands_in
from pejling.engines.reference_case import Case, Contribution
from pejling.indicators.measures import CENSORED, ENTERED, EXITS, UNKNOWN_START, Lifetable
from pejling.spells.causes import OUT, cause_of
from pejling.spells.rule import SpellRule
from pejling.spells.spell import Spell, suspended
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS
from pejling.terms.period import Period
from pejling.terms.week import Week


@dataclass(frozen=True, slots=True)
class Course:
    """How a spell is followed.

    ``last``: the last week (index) in which it is; ``weeks``: at how many weeks it leaves, or is censored
    when ``column`` is CENSORED.
    """

    last: int
    weeks: int
    column: int


def life(case: Case, shape: Lifetable, period: Period) -> Iterator[Contribution]:
    """Of each spell of the period: where it enters, and where it leaves or is censored."""
    for spell in case.spells:
        if shape.first_ever and not spell.first_ever:
            continue
        followed = _until(case, shape, spell) if shape.until else _to_its_end(case, shape, spell)
        opening, closing = period.first_week.index, period.last_week.index
        if shape.follow == "started":
            at_risk = opening <= spell.first <= closing
        else:
            at_risk = spell.first <= closing and followed.last >= opening
        if not at_risk:
            continue
        week = max(spell.first, opening)
        if not case.spell_belongs(spell, week, Week.from_index(week).monday):
            continue
        municipality = case.person.weeks[week].municipality
        if not spell.known_start:
            yield municipality, (0, UNKNOWN_START), 1
            continue
        entry, course = 0, followed
        if shape.follow == "period":
            entry, course = _in_period(case, shape, spell, followed, opening, closing)
        if (entry > 0 and course.weeks <= entry) or entry >= shape.weeks:
            continue
        if course.weeks > shape.weeks:
            course = Course(course.last, shape.weeks, CENSORED)
        yield municipality, (entry, ENTERED), 1
        yield municipality, (course.weeks, course.column), 1


def _to_its_end(case: Case, shape: Lifetable, spell: Spell) -> Course:
    """From the first week to the last on the benefit; out of sight, one week less is known."""
    weeks = case.length(spell, spell.last)
    if not spell.completed:
        return Course(spell.last, max(weeks - 1, 0), CENSORED)
    if spell.lost and shape.out == "censored":
        return Course(spell.last, weeks, CENSORED)
    cause = OUT if spell.lost else cause_of(case.person.code(spell.last + 1), case.codes)
    return Course(spell.last, weeks, _column(shape, cause))


def _column(shape: Lifetable, cause: str) -> int:
    """The column of exits by ``cause``: the last one for those that are not listed."""
    listed = shape.causes.index(cause) if cause in shape.causes else len(shape.causes) - 1
    return EXITS + listed


def _until(case: Case, shape: Lifetable, spell: Spell) -> Course:
    """From the first week to the first in one of ``until``, in or out of the benefit, or out of sight."""
    week = spell.first
    while True:
        passed = _ticks(spell.first, week - 1, case.rule)
        code = case.person.code(week)
        if code is None or code == UNKNOWN_ADDRESS:
            return Course(week - 1, max(passed - 1, 0), CENSORED)
        if stands_in(shape.until, code, case.codes):
            return Course(week, passed, EXITS)
        if code in (DEAD, EMIGRATED):
            last_cause = EXITS + len(shape.causes) - 1
            return Course(week, passed, CENSORED if shape.out == "censored" else last_cause)
        week += 1


def _in_period(
    case: Case, shape: Lifetable, spell: Spell, followed: Course, opening: int, closing: int
) -> tuple[int, Course]:
    """The weeks at which the spell enters a period, and its course to the period's end."""

    def known_by(week: int) -> int:
        """The weeks that the spell is known to have survived when ``week`` is over."""
        if shape.until:
            return max(_ticks(spell.first, week, case.rule) - 1, 0)
        return spell.lasted(week, case.rule)

    entry = 0 if spell.first >= opening else known_by(opening - 1)
    if followed.last > closing:
        return entry, Course(closing, known_by(closing), CENSORED)
    return entry, followed


def _ticks(first: int, last: int, rule: SpellRule) -> int:
    """Weeks from ``first`` to ``last`` in which the rule's clock runs."""
    return sum(not suspended(week, rule) for week in range(first, last + 1))
