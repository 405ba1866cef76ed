"""Small hostile panels, rules and questions, drawn by Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import strategies as st

from pejling.indicators.counts import Ask
from pejling.indicators.measures import After, Ended, Found, PersonsIn, Running, Started, WeeksIn
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes, groups
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

LONG_TURNS = (Week(2009, 53), Week(2015, 53), Week(2020, 53), Week(2026, 53), Week(2014, 9))
# two codes of one group, both sub-groups of kontanthjaelp, two neighbours, those out of sight, unknown ones
CODES = (0, 0, 890, 899, 130, 730, 111, 740, 771, 783, 100, 998, 996, 997, 999, 1234, 4321, 412)
MUNICIPALITIES = (580, 510, 101, 760, 0, 411)  # two of one region, others, and the country only
FOUND = (
    *(Found(kind) for kind in ("in_data", "observed", "benefit", "employed", "work_known")),
    *(Found("destination", name) for name in ("beskaeftigelse", "andet", "kontanthjaelp")),
)
SHAPES = (
    WeeksIn(),
    PersonsIn(),
    Started(),
    Started(first_ever=True),
    *(Ended(sum, start) for sum in ("spells", "weeks") for start in ("any", "known", "unknown")),
    *(Running(longer_than=weeks) for weeks in (0, 1, 3, 8, 26)),
    Running(start="unknown"),
    *(
        After(event, weeks, found)
        for event in ("started", "ended")
        for weeks in (1, 4, 13)
        for found in FOUND
    ),
)


@st.composite
def blocks(draw: st.DrawFn, weeks: st.SearchStrategy[int] | None = None) -> PersonWeeks:
    """Two to five persons around the turn of a long year."""
    persons = draw(st.integers(2, 5))
    length = draw(weeks or st.integers(10, 130))
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
    codes = np.stack([draw(_lives(length)) for _ in range(persons)], axis=1)
    return PersonWeeks(
        window=window,
        codes=codes[np.asarray(window.weeks) - first],
        work=_array(draw, st.booleans(), (len(months), persons), np.bool_),
        years=years,
        municipality=_array(draw, st.sampled_from(MUNICIPALITIES), (len(years), persons), np.int16),
        birthday=_array(draw, birthdays(Week.from_index(first + length // 2).monday), (persons,), np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.arange(persons * 16, dtype=np.uint8).reshape(persons, 16),
    )


@st.composite
def _lives(draw: st.DrawFn, length: int) -> np.ndarray:
    """One person's cells: stretches of codes with blanks of up to six weeks, often the same benefit again."""
    cells: list[int] = []
    own = draw(st.sampled_from(CODES))
    while len(cells) < length:
        code = own if draw(st.booleans()) else draw(st.sampled_from(CODES))
        if code == 999 and draw(st.booleans()):
            code = 0
        cells += [code] * draw(st.integers(1, 20)) + [0] * draw(st.integers(0, 6))
    return np.array(cells[:length], dtype=np.int16)


def birthdays(middle: date) -> st.SearchStrategy[int]:
    """None; or 16, 30, or of any age in the middle of the file, give or take two years."""
    unix = date(1970, 1, 1)
    leap = (date(1980, 2, 29) - unix).days
    turning = [(date(middle.year - age, middle.month, 1) - unix).days for age in (16, 30, 30, 50)]
    near = st.builds(lambda day, more: day + more, st.sampled_from(turning), st.integers(-700, 700))
    return st.just(NO_BIRTHDAY) | st.just(leap) | near | near | near


def _array(draw: st.DrawFn, cells: st.SearchStrategy, shape: tuple[int, ...], dtype: type) -> np.ndarray:
    size = int(np.prod(shape))
    return np.array(draw(st.lists(cells, min_size=size, max_size=size)), dtype=dtype).reshape(shape)


def _month(week: int) -> int:
    day = Week.from_index(week).thursday
    return day.year * 12 + day.month - 1


rules = st.builds(
    SpellRule,
    gap=st.sampled_from(("calendar_month", "calendar_month", "weeks:0", "weeks:4", "weeks:2")),
    count_gaps=st.booleans(),
    suspended=st.sampled_from(
        (
            (),
            ((Week(2015, 50), Week(2016, 2)),),
            ((Week(2020, 10), Week(2020, 26)), (Week(2020, 52), Week(2021, 5))),
        )
    ),
)


@st.composite
def asks(draw: st.DrawFn, window: Window) -> Ask:
    """A rule, some groups, some shapes, and periods of several kinds that overlap each other."""
    return Ask(
        shapes=tuple(draw(st.lists(st.sampled_from(SHAPES), min_size=3, max_size=8, unique=True))),
        groups=tuple(draw(st.lists(st.sampled_from(sorted(groups())), min_size=2, max_size=5, unique=True))),
        periods=tuple(draw(st.lists(periods(window), min_size=1, max_size=8, unique=True))),
        rule=draw(rules),
        codes=dream_codes(),
    )


def periods(window: Window) -> st.SearchStrategy[Period]:
    """Of every kind and up to a year long, in the file or a little outside it."""

    def holding(kind: Kind, week: int, length: int) -> Period:
        unit = Period.holding(kind, Week.from_index(week))
        return Period(kind, unit.year, unit.number, min(length, kind.value))

    weeks = st.integers(window.first - 8, window.last + 8)
    return st.builds(holding, st.sampled_from(Kind), weeks, st.sampled_from((1, 1, 1, 2, 4, 12)))


@st.composite
def moved(draw: st.DrawFn, runs: Runs) -> Runs:
    """The same runs, some cut in two, with moves in any week: more than a register's years can say."""
    rows = []
    for row in zip(runs.person, runs.first, runs.last, runs.code, strict=True):
        person, first, last, code = (int(cell) for cell in row)
        cut = draw(st.integers(first, last)) if draw(st.booleans()) else last
        rows.append((person, first, cut, code, draw(st.sampled_from(MUNICIPALITIES))))
        if cut < last:
            rows.append((person, cut + 1, last, code, draw(st.sampled_from(MUNICIPALITIES))))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return replace(
        runs,
        person=columns[0].astype(np.int32),
        first=columns[1].astype(np.int16),
        last=columns[2].astype(np.int16),
        code=columns[3].astype(np.int16),
        municipality=columns[4].astype(np.int16),
    )
