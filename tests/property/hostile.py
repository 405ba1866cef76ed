"""Small hostile panels, rules and questions, drawn by Hypothesis."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
from hypothesis import strategies as st

from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import (
    After,
    Ended,
    Found,
    LongTerm,
    Of,
    PersonsAt,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.spells.causes import NOT_IN_DATA
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import Group, dream_codes, groups
from pejling.terms.period import Kind, Period
from pejling.terms.text import Text
from pejling.terms.week import Week

LONG_TURNS = (Week(2009, 53), Week(2015, 53), Week(2020, 53), Week(2026, 53), Week(2014, 9))
# two codes of one group, both sub-groups of kontanthjaelp, two neighbours, those out of sight, unknown ones
PALETTES = ((130, 730), (130, 730, 111), (890, 899), (740, 771, 783), (1234, 4321), (890, 111))
CODES = (0, 0, 890, 899, 130, 730, 111, 740, 771, 783, 100, 998, 996, 997, 999, 1234, 4321, 412)
MUNICIPALITIES = (580, 510, 101, 760, 0, 411)  # two of one region, others, and the country only
FOUND = (
    *(Found(kind) for kind in ("in_data", "observed", "benefit", "employed", "work_known")),
    *(Found("destination", name) for name in ("beskaeftigelse", "andet", "kontanthjaelp")),
)
OWN = tuple(
    id for id, group in groups().items() if any(group.holds_code(code, dream_codes()) for code in CODES)
)
GROUPS = (*OWN, "kontanthjaelp", "kontanthjaelp_under_30", "kontanthjaelp_30_plus", "i_alt")
BASIC = (
    WeeksIn(),
    PersonsIn(),
    Started(),
    Started(first_ever=True),
    *(Ended(sum, start) for sum in ("spells", "weeks") for start in ("any", "known", "unknown")),
    *(Running(longer_than=weeks) for weeks in (0, 1, 3, 8, 26)),
    Running(start="unknown"),
    After("ended", 4, Found("in_data")),
    After("started", 4, Found("benefit")),
)
AFTER = tuple(
    After(event, weeks, found) for event in ("started", "ended") for weeks in (1, 4, 13) for found in FOUND
)
# what stands next to a spell: one state or several, death among them, and weeks that the file has not
STATES = (
    ("selvforsoergelse", "beskaeftigelse"),
    ("sygedagpenge",),
    ("kontanthjaelp", "dagpenge", "doed"),
    (NOT_IN_DATA,),
    (NOT_IN_DATA, "kontanthjaelp", "selvforsoergelse"),
)
BESIDE = (
    *(Started(ever, states, within) for ever in (False, True) for states in STATES for within in (1, 3, 9)),
    *(
        Ended(sum, "any", before, after, within)
        for sum in ("spells", "weeks", "persons")
        for before, after in ((STATES[0], ()), ((), STATES[1]), ((), STATES[4]), (STATES[2], STATES[0]))
        for within in (1, 2, 13)
    ),
    *(Ended(followed_by=states, clear_weeks=weeks) for states in STATES for weeks in (1, 4, 13)),
    *(Ended("persons", start, followed_by=STATES[0], clear_weeks=2) for start in ("any", "known", "unknown")),
    *(Ended("persons", start) for start in ("any", "known", "unknown")),
)
LATEST = (
    PersonsAt(),
    *(LongTerm(share, window) for share in (0, 50, 80, 100) for window in (1, 4, 13, 52)),
)
UNION = Group(
    "union", Text(da="flere", en="several"), of=("kontanthjaelp", "sygedagpenge", "ledighedsydelse")
)
WHOLES = (UNION, replace(UNION, age_to=29), replace(UNION, age_from=30), groups()["fleksjob"])
OFS = tuple(Of(shape, whole) for shape in (*BASIC, *BESIDE, *LATEST) for whole in WHOLES)


@st.composite
def blocks(
    draw: st.DrawFn, longest: int = 130, palettes: tuple[tuple[int, ...], ...] = PALETTES
) -> PersonWeeks:
    """Two to five persons around the turn of a long year."""
    persons = draw(st.integers(2, 5))
    length = draw(st.integers(10, longest))
    first = (draw(st.sampled_from(LONG_TURNS)) + -draw(st.integers(0, length - 1))).index
    missing = draw(st.sets(st.integers(1, length - 2), max_size=draw(st.sampled_from((0, 0, 2)))))
    window = Window(tuple(first + week for week in range(length) if week not in missing))
    months = sorted({_month(week) for week in window.weeks})
    months = [month for month in months if draw(st.sampled_from((True, True, True, False)))]
    window = replace(window, work_months=tuple(months))
    years = {Week.from_index(week).year for week in window.weeks}
    years = tuple(
        sorted(draw(st.sets(st.sampled_from(sorted(years)))) | draw(st.sampled_from(({2008}, set()))))
    )
    chance = np.random.default_rng(draw(st.integers(0, 99)))
    lives = draw(st.lists(_lives(palettes), min_size=persons, max_size=persons))
    codes = np.stack([np.resize(np.array(life, dtype=np.int16), length) for life in lives], axis=1)
    return PersonWeeks(
        window=window,
        codes=codes[np.asarray(window.weeks) - first],
        work=chance.random((len(months), persons)) < 0.5,
        years=years,
        municipality=chance.choice(np.array(MUNICIPALITIES, dtype=np.int16), (len(years), persons)),
        birthday=np.array([draw(birthdays(first, codes[:, n])) for n in range(persons)], dtype=np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.arange(persons * 16, dtype=np.uint8).reshape(persons, 16),
    )


@cache
def _lives(palettes: tuple[tuple[int, ...], ...]) -> st.SearchStrategy[list[int]]:
    """Stretches of cells, most of one palette, with blanks of up to six weeks between."""

    def life(stretches: list[tuple[int, int, int]]) -> list[int]:
        return [cell for code, weeks, blank in stretches for cell in [code] * weeks + [0] * blank]

    blank = st.sampled_from((0, 0, 0, 1, 2, 3, 4, 5, 6))

    def of(own: tuple[int, ...]) -> st.SearchStrategy[list[tuple[int, int, int]]]:
        code = st.sampled_from(own * 8 + CODES)
        return st.lists(st.tuples(code, st.integers(1, 20), blank), min_size=1, max_size=12)

    return st.one_of([of(own) for own in palettes]).map(life)


def birthdays(first: int, cells: np.ndarray) -> st.SearchStrategy[int]:
    """None; of any age; or turning 16 or 30 close to a week in which one of the person's codes changes."""
    unix = date(1970, 1, 1)
    leap = (date(1980, 2, 29) - unix).days
    changes = [first, *(first + 1 + np.flatnonzero(np.diff(cells))).tolist()]

    def turning(age: int, week: int, day: int) -> int:
        turned = Week.from_index(week).monday + timedelta(days=day)
        return (turned.replace(year=turned.year - age, day=min(turned.day, 28)) - unix).days

    near = st.builds(turning, st.sampled_from((16, 30, 30, 30)), st.sampled_from(changes), st.integers(-9, 9))
    return st.just(NO_BIRTHDAY) | st.just(leap) | near | near | near | near


def _month(week: int) -> int:
    day = Week.from_index(week).thursday
    return day.year * 12 + day.month - 1


def rules(window: Window) -> st.SearchStrategy[SpellRule]:
    """Every kind of gap rule, often with a stretch of suspended weeks in the file."""
    weeks = st.integers(window.first - 3, window.last)

    def stretch(first: int, length: int) -> tuple[tuple[Week, Week], ...]:
        return ((Week.from_index(first), Week.from_index(first + length)),)

    return st.builds(
        SpellRule,
        gap=st.sampled_from(("calendar_month", "calendar_month", "weeks:0", "weeks:4", "weeks:2")),
        count_gaps=st.booleans(),
        suspended=st.just(()) | st.builds(stretch, weeks, st.integers(0, 12)),
    )


@st.composite
def asks(draw: st.DrawFn, window: Window) -> Ask:
    """A rule, some groups, some shapes, and periods of several kinds that overlap each other."""
    shapes = st.one_of([st.sampled_from(some) for some in (BASIC, BASIC, AFTER, BESIDE, BESIDE, LATEST, OFS)])
    return Ask(
        shapes=tuple(draw(st.lists(shapes, min_size=3, max_size=8, unique=True))),
        groups=tuple(draw(st.lists(st.sampled_from(GROUPS), min_size=2, max_size=6))),
        periods=tuple(draw(st.lists(periods(window), min_size=1, max_size=8, unique=True))),
        rule=draw(rules(window)),
        codes=dream_codes(),
    )


def periods(window: Window) -> st.SearchStrategy[Period]:
    """Of every kind, up to a year long and longer, in the file or a little outside it."""

    def holding(kind: Kind, week: int, length: int) -> Period:
        unit = Period.holding(kind, Week.from_index(week))
        return Period(kind, unit.year, unit.number, length if length > 12 else min(length, kind.value))

    weeks = st.integers(window.first - 8, window.last + 8)
    return st.builds(holding, st.sampled_from(Kind), weeks, st.sampled_from((1, 1, 1, 2, 4, 12, 15)))


@st.composite
def moved(draw: st.DrawFn, runs: Runs) -> Runs:
    """The same runs, some cut in two, with moves in any week: more than a register's years can say."""
    chance = random.Random(draw(st.integers(0, 99)))
    rows = []
    for row in zip(runs.person, runs.first, runs.last, runs.code, strict=True):
        person, first, last, code = (int(cell) for cell in row)
        cut = chance.choice((last, chance.randint(first, last)))
        rows.append((person, first, cut, code, chance.choice(MUNICIPALITIES)))
        if cut < last:
            rows.append((person, cut + 1, last, code, chance.choice(MUNICIPALITIES)))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return replace(
        runs,
        person=columns[0].astype(np.int32),
        first=columns[1].astype(np.int16),
        last=columns[2].astype(np.int16),
        code=columns[3].astype(np.int16),
        municipality=columns[4].astype(np.int16),
    )


def same_counts(one: Counts, other: Counts) -> None:
    assert list(one.cubes) == list(other.cubes)
    for shape, cube in one.cubes.items():
        np.testing.assert_array_equal(other.cubes[shape], cube, err_msg=str(shape))
