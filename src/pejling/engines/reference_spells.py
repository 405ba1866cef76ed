"""What is counted spell by spell: started, ended, running, found later, and the lengths of the completed."""

from __future__ import annotations

from collections.abc import Iterator

from pejling.engines.found import is_found, stands_in
from pejling.engines.reference_case import PLAIN, Case, Contribution
from pejling.indicators.measures import After, Ended, Histogram, Running, Started
from pejling.spells.spell import Spell
from pejling.terms.period import Period
from pejling.terms.week import Week


def running(case: Case, shape: Running, period: Period) -> Iterator[Contribution]:
    """Spells that run in the period's last week, where the person lives then."""
    week = period.last_week.index
    for spell in case.spells:
        if not spell.runs_in(week) or spell.known_start != (shape.start == "known"):
            continue
        if spell.known_start and shape.longer_than > 0 and case.length(spell, week) <= shape.longer_than:
            continue
        if case.spell_belongs(spell, week, period.last_day):
            yield case.person.weeks[week].municipality, PLAIN, 1


def started(case: Case, shape: Started, period: Period) -> Iterator[Contribution]:
    """Spells whose first week lies in the period, where it was lived."""
    for spell in _starting(case, period):
        if not spell.known_start or (shape.first_ever and not spell.first_ever):
            continue
        if shape.preceded_by and not _near(case, shape.preceded_by, _before(spell, shape.within)):
            continue
        yield case.person.weeks[spell.first].municipality, PLAIN, 1


def ended(case: Case, shape: Ended, period: Period) -> Iterator[Contribution]:
    """Completed spells whose last week lies in the period, where it was lived: 1 each, or their weeks."""
    for spell in _ending(case, period):
        if not spell.completed or (shape.start != "any" and (shape.start == "known") != spell.known_start):
            continue
        if shape.preceded_by and not _near(case, shape.preceded_by, _before(spell, shape.within)):
            continue
        if not _followed(case, shape, spell):
            continue
        amount = case.length(spell, spell.last) if shape.sum == "weeks" else 1
        yield case.person.weeks[spell.last].municipality, PLAIN, amount


def after(case: Case, shape: After, period: Period) -> Iterator[Contribution]:
    """Started or completed spells whose person is found so many weeks later."""
    starts = shape.event == "started"
    for spell in _starting(case, period) if starts else _ending(case, period):
        if not (spell.known_start if starts else spell.completed):
            continue
        week = spell.first if starts else spell.last
        code = case.person.code(week + shape.weeks)
        if code is not None and is_found(shape.found, code, case.whole, case.codes):
            yield case.person.weeks[week].municipality, PLAIN, 1


def lengths(case: Case, shape: Histogram, period: Period) -> Iterator[Contribution]:
    """Completed spells of known start, at their length."""
    for spell in _ending(case, period):
        if spell.completed and spell.known_start:
            length = min(case.length(spell, spell.last), shape.weeks)
            yield case.person.weeks[spell.last].municipality, (length,), 1


def _starting(case: Case, period: Period) -> Iterator[Spell]:
    """The group's and band's spells whose first week lies in the period: the age is that on its Monday."""
    for spell in case.spells:
        week = Week.from_index(spell.first)
        if week in period and case.spell_belongs(spell, spell.first, week.monday):
            yield spell


def _ending(case: Case, period: Period) -> Iterator[Spell]:
    """The group's and band's spells whose last week lies in the period: the age is that on its Sunday."""
    for spell in case.spells:
        week = Week.from_index(spell.last)
        if week in period and case.spell_belongs(spell, spell.last, week.sunday):
            yield spell


def _followed(case: Case, shape: Ended, spell: Spell) -> bool:
    """In one of ``followed_by`` in some of the weeks after, or in all of so many clear weeks."""
    if shape.clear_weeks:
        clear = range(spell.last + 1, spell.last + shape.clear_weeks + 1)
        codes = [case.person.code(week) for week in clear]
        return all(code is not None and stands_in(shape.followed_by, code, case.codes) for code in codes)
    if not shape.followed_by:
        return True
    return _near(case, shape.followed_by, range(spell.last + 1, spell.last + shape.within + 1))


def _before(spell: Spell, within: int) -> range:
    return range(spell.first - within, spell.first)


def _near(case: Case, states: tuple[str, ...], weeks: range) -> bool:
    """Whether the person is in one of ``states`` in at least one of ``weeks``."""
    return any(stands_in(states, case.person.code(week), case.codes) for week in weeks)
