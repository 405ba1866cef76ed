"""Life courses as a register shows them: a code a week, an industry a month, a municipality a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Courses, Whole, draw_courses
from pejling.sources.synthetic_parameters import BACKGROUND_STREAM, Parameters, Variants, stream
from pejling.sources.synthetic_people import People, Span, draw_people, week_of_birthday
from pejling.terms.benefit import dream_codes, groups
from pejling.terms.week import Week

BACKGROUND_AGES = {"labour_force": (16, 66), "population": (16, 66), "population_young": (18, 39)}


@dataclass(frozen=True)
class Block:
    """A block of persons as the file holds it, a row a column of the file.

    ``codes``: int16 [weeks, persons], 0 blank; ``industry``: int32 [months, persons], 0 blank; ``home``:
    int16 municipality codes [years, persons], 0 blank (after the year of death); ``birthday``: int32
    days since 1970-01-01; ``sex``: int8, 1 man, 2 woman; ``background``: int64 [3 figures, years
    and the one before, municipalities], persons at the end of the year, in the order of BACKGROUND_AGES;
    ``origin``: int8, 1 Danish, 2 immigrant, 3 descendant; ``visitation``: int8 match groups [quarters,
    persons], 0 blank.
    """

    codes: NDArray[np.int16]
    industry: NDArray[np.int32]
    home: NDArray[np.int16]
    birthday: NDArray[np.int32]
    sex: NDArray[np.int8]
    background: NDArray[np.int64]
    origin: NDArray[np.int8]
    visitation: NDArray[np.int8]

    @property
    def persons(self) -> int:
        return len(self.sex)


def draw_block(
    number: int, persons: int, span: Span, shares: NDArray[np.float64], known: Parameters, seed: int
) -> Block:
    """Block ``number`` of the synthetic country: its chance depends on the seed and its number alone."""
    rng, more = stream(seed, number), stream(seed, number, BACKGROUND_STREAM)
    people = draw_people(persons, span, shares, known, rng)
    courses = draw_courses(people, span, known, rng)
    codes = _codes(people, courses, span, known, rng)
    return Block(
        codes=codes,
        industry=_industry(people, courses, span, known, rng),
        home=_home(people, span, known),
        birthday=people.birthday.astype(np.int32),
        sex=np.where(people.woman, 2, 1).astype(np.int8),
        background=_background(people, courses, span, known),
        origin=_origin(people, known, more),
        visitation=_visitation(codes, span, known, more),
    )


class _Weeks:
    """Codes as differences along the weeks: a stretch adds where it begins and takes away after its end."""

    def __init__(self, span: Span, persons: int) -> None:
        self._first = span.first
        self._end = span.last + 1
        self._persons = persons
        self._change = np.zeros((self._end - self._first + 1) * persons, dtype=np.int16)

    def add(self, person: Whole, start: Whole, end: Whole, amount: NDArray[np.int64]) -> None:
        """Add ``amount`` in the weeks from ``start`` to ``end`` - 1, as far as they lie in the window."""
        start = start.clip(self._first, self._end) - self._first
        end = end.clip(self._first, self._end) - self._first
        real = start < end
        change = amount[real].astype(np.int16)
        np.add.at(self._change, start[real] * self._persons + person[real], change)
        np.add.at(self._change, end[real] * self._persons + person[real], -change)

    def codes(self) -> NDArray[np.int16]:
        weeks = self._change.reshape(-1, self._persons)
        for row in range(1, len(weeks)):
            np.add(weeks[row - 1], weeks[row], out=weeks[row])
        return weeks[:-1]


def _codes(
    people: People, courses: Courses, span: Span, known: Parameters, rng: np.random.Generator
) -> NDArray[np.int16]:
    states = known.states
    weeks = _Weeks(span, people.count)
    weeks.add(courses.person, courses.start, courses.end, states.code[courses.state].astype(np.int64))
    for state, variants in states.variants.items():
        here = (courses.state == state) & (courses.end > span.first)
        _add_variants(weeks, courses, here, int(states.code[state]), variants, rng)
    _add_reforms(weeks, people, courses, known)
    return weeks.codes()


def _add_variants(
    weeks: _Weeks,
    courses: Courses,
    here: NDArray[np.bool_],
    code: int,
    variants: Variants,
    rng: np.random.Generator,
) -> None:
    person, now, end = courses.person[here], courses.start[here], courses.end[here]
    while len(person):
        wait, length = rng.standard_exponential((2, len(person)))
        pick = np.searchsorted(variants.chances, rng.random(len(person)) * variants.chances[-1], side="right")
        start = now + 1 + (wait * variants.wait).astype(np.int64)
        now = np.minimum(start + 1 + (length * variants.length).astype(np.int64), end)
        weeks.add(person, start, now, variants.codes[pick].astype(np.int64) - code)
        going_on = now < end
        person, now, end = person[going_on], now[going_on], end[going_on]


def _add_reforms(weeks: _Weeks, people: People, courses: Courses, known: Parameters) -> None:
    """Kontanthjælp that became uddannelseshjælp (2014) or integrationsydelse (2015), on the same course."""
    thirty = week_of_birthday(people.birthday, 30)
    began, all_of_them = known.week("integrationsydelse_new"), known.week("integrationsydelse_all")
    for name, young, newcomer in (
        ("kontanthjaelp_jobparat", 140, 700),
        ("kontanthjaelp_aktivitetsparat", 720, 700),
    ):
        state = known.states[name]
        code = int(known.states.code[state])
        here = courses.state == state
        person, start, end = courses.person[here], courses.start[here], courses.end[here]
        new = people.newcomer[person]
        without = ~new & ~people.educated[person]
        until = np.where(without, np.minimum(end, thirty[person]), 0)
        since = np.maximum(start, known.week("uddannelseshjaelp"))
        weeks.add(person, since, until, np.full(len(person), young - code))
        since = np.where(start >= began, start, np.maximum(start, all_of_them))
        weeks.add(person, since, np.where(new, end, 0), np.full(len(person), newcomer - code))


def _industry(
    people: People, courses: Courses, span: Span, known: Parameters, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Industry of the main job by month: a month in which any week of a job lies carries it."""
    codes, chances = known.industries()
    own = np.searchsorted(chances, rng.random(people.count), side="right")
    has_job = rng.random(len(courses.person)) < known.states.job[courses.state]
    changes = rng.random(len(courses.person)) < 0.25
    other = np.searchsorted(chances, rng.random(len(courses.person)), side="right")
    industry = codes[np.where(changes, other, own[courses.person])]
    here = has_job & (courses.end > span.first)
    person, industry = courses.person[here], industry[here]
    month = months_of_weeks(span)
    begin = month[courses.start[here].clip(span.first, None) - span.first]
    last = month[courses.end[here] - 1 - span.first]
    before = np.full(len(person), -1)
    before[1:][person[1:] == person[:-1]] = last[:-1][person[1:] == person[:-1]]
    begin = np.maximum(begin, before + 1)  # the month of a change belongs to the job that was there first
    real = begin <= last
    person, begin, last, industry = person[real], begin[real], last[real], industry[real]
    months = np.zeros((len(span.years) * 12 + 1, people.count), dtype=np.int32)
    months[begin, person] += industry
    np.subtract.at(months, (last + 1, person), industry)
    return np.cumsum(months, axis=0, dtype=np.int32)[:-1]


def months_of_weeks(span: Span) -> Whole:
    """For each week of the window its month, counted from January of the first year (by Thursday)."""
    days = [week.thursday for week in span.weeks]
    return np.array([(day.year - span.first_year) * 12 + day.month - 1 for day in days], dtype=np.int64)


def _home(people: People, span: Span, known: Parameters) -> NDArray[np.int16]:
    codes = np.array(known.municipalities, dtype=np.int16)
    home = codes[people.home[span.burn_in_years :]]
    starts = np.array([Week(year, 1).index for year in span.years])
    home[people.death <= starts[:, None]] = 0
    return home


def _origin(people: People, known: Parameters, rng: np.random.Generator) -> NDArray[np.int8]:
    """Newcomers are immigrants; of the others few, and few descendants."""
    shares = known.raw["origin"]
    chance = rng.random(people.count)
    others = np.where(chance < shares["immigrants"], 2, 1)
    others[chance > 1 - shares["descendants"]] = 3
    return np.where(people.newcomer, 2, others).astype(np.int8)


def _visitation(
    codes: NDArray[np.int16], span: Span, known: Parameters, rng: np.random.Generator
) -> NDArray[np.int8]:
    """Match groups by the benefit in the middle of the quarter; a person is apt to have the same again."""
    quarter = months_of_weeks(span) // 3
    found = np.zeros((quarter[-1] + 1, codes.shape[1]), dtype=np.int8)
    apt = rng.random(codes.shape[1])
    middle = codes[np.searchsorted(quarter, np.arange(len(found))) + 6]
    for id, shares in known.raw["visitation"].items():
        of_group = np.zeros(1000, dtype=np.bool_)
        table = dream_codes()
        of_group[[code for code in table.benefits if groups()[id].holds_code(code, table)]] = True
        match = np.searchsorted(np.cumsum(list(shares.values())), apt, side="right")
        given = np.array([*map(int, shares), 0], dtype=np.int8)[match]
        found = np.where(of_group[middle], given, found)
    return found


def _background(people: People, courses: Courses, span: Span, known: Parameters) -> NDArray[np.int64]:
    """Residents by age and the labour force at the end of each year, and of the one before the first."""
    years = (span.first_year - 1, *span.years)
    found = np.zeros((len(BACKGROUND_AGES), len(years), len(known.municipalities)), dtype=np.int64)
    born = people.birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    for row, year in enumerate(years):
        week = Week(year + 1, 1).index - 1
        here = (courses.start <= week) & (week < courses.end) & known.states.resident[courses.state]
        person, state = courses.person[here], courses.state[here]
        age = year - born[person]
        home = people.home[year - span.start_year, person]
        for figure, (name, (youngest, oldest)) in enumerate(BACKGROUND_AGES.items()):
            counted = (age >= youngest) & (age <= oldest)
            if name == "labour_force":
                counted &= known.states.labour_force[state]
            found[figure, row] = np.bincount(home[counted], minlength=len(known.municipalities))
    return found
