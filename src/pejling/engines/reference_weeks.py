"""What is counted week by week: weeks, persons, persons at the period's end, long-term recipients."""

from __future__ import annotations

from collections.abc import Iterator

from pejling.engines.reference_case import PLAIN, Case, Contribution
from pejling.indicators.measures import LongTerm
from pejling.terms.period import Period


def weeks(case: Case, period: Period) -> Iterator[Contribution]:
    """Each week on the benefit, where it was lived."""
    for week in range(period.first_week.index, period.last_week.index + 1):
        if case.belongs(week, period.last_day):
            yield case.person.weeks[week].municipality, PLAIN, 1


def person_at(case: Case, period: Period) -> Iterator[Contribution]:
    """1 if the period's last week is a week on the benefit, where it was lived."""
    week = period.last_week.index
    if case.belongs(week, period.last_day):
        yield case.person.weeks[week].municipality, PLAIN, 1


def long_term(case: Case, shape: LongTerm, period: Period) -> Iterator[Contribution]:
    """As ``person_at``, of whoever was on it in the share of the window that ends with that week."""
    last = period.last_week.index
    on = sum(case.on_benefit(week) for week in range(last - shape.window + 1, last + 1))
    if 100 * on >= shape.share_pct * shape.window:
        yield from person_at(case, period)
