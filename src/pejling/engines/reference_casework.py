"""What casework extracts say of weeks on the benefit: contacts, sanctions, decisions, and weeks in offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pejling.engines.reference_case import PLAIN, Case, Contribution
from pejling.indicators.measures import ActiveWeeks, Events
from pejling.spells.casework import FULL_TIME
from pejling.spells.population import Event
from pejling.terms.period import Period
from pejling.terms.week import Week

WORKING_DAYS = 5  # Monday to Friday


def events(case: Case, shape: Events, period: Period) -> Iterator[Contribution]:
    """Events by the week of their date, or of their due date, where the person lived then."""
    for event in case.person.events:
        if event.kind != shape.kind or (shape.by == "held" and not event.held):
            continue
        day = event.day if shape.by == "held" else event.due
        if day is None or Week.holding(day) not in period:
            continue
        week = Week.holding(day).index
        if case.belongs(week, period.last_day) and _counts(case, shape, event, week):
            yield case.person.weeks[week].municipality, PLAIN, 1


def _counts(case: Case, shape: Events, event: Event, week: int) -> bool:
    """What the shape asks beside the week: held in time, so many months into the spell, a known start."""
    if shape.on_time and not _in_time(event):
        return False
    if shape.by == "held":
        return True
    spell = case.spell_in(week)
    known = spell is not None and spell.known_start
    if shape.known_start and not known:
        return False
    if shape.months is None:
        return True
    if spell is None or not known or not event.held or event.day is None:
        return False
    first, last = shape.months
    return first <= months_passed(Week.from_index(spell.first).monday, event.day) <= last


def _in_time(event: Event) -> bool:
    return event.held and event.day is not None and event.due is not None and event.day <= event.due


def months_passed(since: date, day: date) -> int:
    """Whole months from ``since`` to ``day``: one has passed when its day of the month is reached.

    >>> [months_passed(date(2014, 3, 31), day) for day in (date(2014, 4, 30), date(2014, 5, 1))]
    [0, 1]
    """
    months = (day.year - since.year) * 12 + day.month - since.month
    return months if day.day >= since.day else months - 1


def active_weeks(case: Case, shape: ActiveWeeks, period: Period) -> Iterator[Contribution]:
    """The hours (in tenths, a week) of every offer on every working day of a week on the benefit."""
    for offer in case.person.offers:
        if shape.company and not offer.company:
            continue
        for week in range(period.first_week.index, period.last_week.index + 1):
            monday = Week.from_index(week).monday
            days = [monday + timedelta(days=day) for day in range(WORKING_DAYS)]
            active = sum(offer.first <= day <= offer.last for day in days)
            if active and case.belongs(week, period.last_day):
                yield case.person.weeks[week].municipality, PLAIN, active * min(offer.hours, FULL_TIME)
