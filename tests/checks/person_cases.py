"""Planted faults and clean cases of the checks of persons and casework. Weeks are counted from 0."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from planted import (
    DAGPENGE,
    DEAD,
    EMIGRATED,
    FIRST_WEEK,
    LAST_WEEK,
    NOBODY,
    SYGEDAGPENGE,
    TODAY,
    UNKNOWN_BIRTHDAY,
    Case,
    Cases,
    Run,
    block,
    day,
    extract,
    level,
    persons,
    talks,
)

from pejling.checks.examined import Examined
from pejling.comparison.figure import Figure
from pejling.comparison.reconcile import Pair, judge
from pejling.terms.day import number_of
from pejling.terms.observation import table_of

END = LAST_WEEK - FIRST_WEEK  # 103
ALL: list[Run] = [(0, END, SYGEDAGPENGE)]
TEN = [ALL] * 10
BUSY: list[Run] = [(at * 4, at * 4 + 1, SYGEDAGPENGE if at % 2 else DAGPENGE) for at in range(8)]
TWENTY = list(range(20))


def _offers(without_hours: int, count: int = 40, **more: object) -> Examined:
    """Offers of one person from week 3 on; some have no hours."""
    rows = [
        {"person": 0, "first": day(3), "last": day(9), "hours": None if at < without_hours else 370, **more}
        for at in range(count)
    ]
    own = {"offers": extract("offers", rows, [0], day(END))}
    return replace(persons(block([ALL])), read_casework=lambda: own)


def _contacts(days: list[int]) -> Examined:
    """Contacts with one person who is on a benefit in weeks 0 to 20."""
    course: list[list[Run]] = [[(0, 20, SYGEDAGPENGE), (21, END, NOBODY)]]
    rows = [{"person": 0, "kind": 0, "day": at, "held": True} for at in days]
    own = {"contacts": extract("contacts", rows, [0], day(END))}
    one = persons(block(course, casework=talks([(0, at) for at in days])))
    return replace(one, read_casework=lambda: own)


def _of(keys: list[int]) -> Examined:
    """Contacts of persons with these keys, and a delivery of 20 persons with keys 0 to 19."""
    rows = [{"person": at, "kind": 0, "day": day(5), "held": True} for at in range(len(keys))]
    own = {"contacts": extract("contacts", rows, keys, day(END))}
    return replace(persons(block([ALL] * 20)), read_casework=lambda: own)


def _held(at: int) -> Examined:
    rows = [{"person": 0, "kind": 0, "day": at, "held": True}]
    return Examined(today=TODAY, read_casework=lambda: {"contacts": extract("contacts", rows, [0], at)})


def _to(last: int) -> Examined:
    one = _contacts([day(5)])
    rows = [{"person": 0, "kind": 0, "day": day(5), "held": True}]
    return replace(one, read_casework=lambda: {"contacts": extract("contacts", rows, [0], last)})


TODAY_DAY = number_of(TODAY)
BORN_1920 = number_of(date(1920, 1, 1))  # 89 years old in 2009
BORN_1970 = number_of(date(1970, 1, 1))


def _twice(counted: Fraction) -> Examined:
    """100 full-time persons are published; so many are counted."""
    told = Figure(Fraction(100), 0, published=True)
    pair = Pair("full_time_persons", "dagpenge", "580", "2010M12", "", told, Figure(counted, 0))
    table = [level("full_time_persons", "dagpenge", "580", "2010M12", 100)]
    one = persons(block(TEN))
    residuals = (judge(pair, Fraction(1)),)
    return replace(one, read_figures=lambda: table_of(table), read_residuals=lambda: residuals)


CASES: Cases = {
    "unexplained_residuals": Case(
        _twice(Fraction(160)),
        _twice(Fraction(101)),  # within the tolerance of 1
        ("Full-time persons", "Aabenraa, 2010M12: published 100, counted from persons 160"),
    ),
    "unknown_codes": Case(
        persons(block([[(0, 9, 555), (10, END, NOBODY)]] * 6)),
        persons(block([[(0, 9, SYGEDAGPENGE), (10, END, NOBODY)]] * 6)),
        ("code 555", "60 weeks, 6 persons"),
    ),
    "week_gaps": Case(
        persons(block(TEN), weeks=[w for w in range(FIRST_WEEK, LAST_WEEK + 1) if w not in (1010, 1011)]),
        persons(block(TEN)),
        ("2009-W20 to 2009-W21", "2 weeks without a column"),
        found=2,
    ),
    "benefit_after_death": Case(
        persons(block([[(0, 9, SYGEDAGPENGE), (10, 19, DEAD), (20, END, DAGPENGE)]] * 6)),
        persons(block([[(0, 9, SYGEDAGPENGE), (10, END, DEAD)]] * 6)),
        ("6 persons have a benefit after their death",),
        found=6,
    ),
    "benefit_while_emigrated": Case(
        persons(block([[(0, 9, EMIGRATED), (10, 11, DAGPENGE), (12, END, EMIGRATED)]] * 6)),
        # half a year at home is a return
        persons(block([[(0, 9, EMIGRATED), (10, 35, DAGPENGE), (36, END, EMIGRATED)]] * 6)),
        ("6 persons have a few weeks",),
        found=6,
    ),
    "duplicate_persons": Case(
        persons(block(TEN), block(TEN[:6], keys=[0, 1, 2, 3, 4, 5])),
        persons(block(TEN), block(TEN[:6], keys=[10, 11, 12, 13, 14, 15])),
        ("6 rows have a key that another has",),
        found=6,
    ),
    "same_history_twice": Case(
        persons(block([BUSY] * 6)),  # one history six times: five are another's
        persons(block([BUSY] * 6, birthday=[BORN_1970 + at for at in range(6)])),
        ("5 persons have another's birthday",),
        found=5,
    ),
    "births_impossible": Case(
        persons(block(TEN, birthday=[BORN_1920] * 6 + [BORN_1970] * 4)),
        persons(block(TEN)),
        ("6 persons are too old",),
        found=6,
    ),
    "sex_or_birthday_unknown": Case(
        persons(block(TEN, birthday=[UNKNOWN_BIRTHDAY] * 5 + [BORN_1970] * 5)),
        persons(block(TEN)),
        ("50.0 per cent are without birthday",),
        found=5,
    ),
    "municipality_unknown": Case(
        persons(block(TEN, municipality=[0] * 5 + [580] * 5)),
        persons(block(TEN)),
        ("50.0 per cent of the weeks",),
        found=5,
    ),
    "municipality_without_persons": Case(
        persons(block([[(0, 9, SYGEDAGPENGE), (10, 12, NOBODY), (13, END, SYGEDAGPENGE)]] * 25)),
        persons(block([ALL] * 25)),
        ("Aabenraa", "3 weeks without anybody on a benefit, the first 2009-W20"),
    ),
    "weeks_after_the_end": Case(
        persons(block([[(0, END + 2, SYGEDAGPENGE)]] * 6)),
        persons(block([[(0, END, SYGEDAGPENGE)]] * 6)),
        ("6 persons have weeks outside the delivery",),
        found=6,
    ),
    "newest_weeks_thin": Case(
        # in the last two weeks 40 of 100 are left
        persons(block([ALL] * 40 + [[(0, END - 2, SYGEDAGPENGE), (END - 1, END, NOBODY)]] * 60)),
        persons(block([ALL] * 95 + [[(0, END - 2, SYGEDAGPENGE), (END - 1, END, NOBODY)]] * 5)),
        ("up to 2011-W08", "60.0 per cent fewer"),
    ),
    "offers_without_hours": Case(
        _offers(20), _offers(4), ("Aabenraa", "50.0 per cent are without"), found=20
    ),
    "offers_without_end": Case(
        _offers(0, last=None),  # open for 100 weeks of 7 days
        _offers(0, last=None, first=day(END - 10)),
        ("40 have no end and began more than 400 days ago",),
        found=40,
    ),
    "contacts_outside_spells": Case(
        # half of the contacts lie ten weeks after the benefit
        _contacts([day(5)] * 10 + [day(30)] * 10),
        _contacts([day(5)] * 10 + [day(24)] * 10),
        ("50.0 per cent of the contacts have no benefit within 4 weeks",),
        found=10,
    ),
    "casework_of_others": Case(
        _of(list(range(10, 30))),
        _of(TWENTY),
        ("contacts", "50.0 per cent of the persons are not in the delivery"),
        found=10,
    ),
    "casework_in_the_future": Case(
        _held(TODAY_DAY + 1), _held(TODAY_DAY), ("contacts", "fewer than 5 lie after today")
    ),
    "casework_ends_early": Case(
        _to(day(END - 20)), _to(day(END)), ("contacts", "runs to 2010-10-04, the weeks to 2011-02-27")
    ),
}
