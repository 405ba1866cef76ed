"""A made register whose persons have all that shapes look at, and every shape to count of it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Cross,
    Ended,
    Events,
    Found,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    PersonShape,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.spells.casework import KINDS, Casework, Offers
from pejling.spells.casework import Events as Dated
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes, group
from pejling.terms.period import Period
from pejling.terms.week import Week

YEARS = (2018, 2019, 2020)  # 2020 has 53 weeks
WEEKS = tuple(range(Week(2018, 1).index, Week(2020, 53).index + 1))
GROUPS = ("sygedagpenge", "kontanthjaelp", "kontanthjaelp_under_30", "dagpenge", "i_alt")
PERIODS = tuple(Period.parse(text) for text in ("2019M03", "2019Q4", "2020H1", "2019", "2020"))
PEOPLE = (580, 510, 101, 760, 0)

PLAIN: tuple[PersonShape, ...] = (
    WeeksIn(),
    PersonsIn(),
    Started(),
    Started(first_ever=True),
    Ended("weeks", "known"),
    Running(26),
    After("ended", 13, Found("employed")),
    After("started", 26, Found("benefit")),
)
FURTHER: tuple[PersonShape, ...] = (
    Started(preceded_by=("dagpenge",), within=8),
    Ended("persons", followed_by=("kontanthjaelp",), within=4),
    PersonsAt(),
    LongTerm(),
    Histogram(52),
    Lifetable(52),
    Lifetable(26, follow="period", until=("dagpenge",)),
    Events("contact"),
    Events("contact", by="due", on_time=True),
    ActiveWeeks(),
    ActiveWeeks(company=True),
    Cross(WeeksIn(), WeeksIn()),
    Cross(PersonsIn(), WeeksIn()),
    Of(PersonsIn(), group("dagpenge")),
)


def ask(shapes: tuple[PersonShape, ...]) -> Ask:
    return Ask(shapes, GROUPS, PERIODS, SpellRule(), dream_codes())


def panel(persons: int, seed: int = 1) -> PersonWeeks:
    """People with stretches on a few benefits, blank weeks between, moves at New Year, and some deaths."""
    chance = np.random.default_rng(seed)
    codes = np.zeros((len(WEEKS), persons), dtype=np.int16)
    for person in range(persons):
        week = int(chance.integers(0, 30))
        while week < len(WEEKS):
            code = int(chance.choice((890, 899, 130, 730, 111, 771, 0)))
            length, blank = int(chance.integers(1, 40)), int(chance.integers(0, 9))
            codes[week : week + length, person] = code
            week += length + blank
        if chance.random() < 0.05:
            codes[int(chance.integers(60, len(WEEKS))) :, person] = 999
    months = tuple(year * 12 + month for year in YEARS for month in range(12))
    keys = chance.integers(0, 256, (persons, 16)).astype(np.uint8)
    return PersonWeeks(
        window=Window(WEEKS, months),
        codes=codes,
        work=chance.random((len(months), persons)) < 0.5,
        years=YEARS,
        municipality=chance.choice(np.array(PEOPLE, dtype=np.int16), (len(YEARS), persons)),
        birthday=chance.integers(-10_000, 11_000, persons).astype(np.int32),
        sex=chance.integers(1, 3, persons).astype(np.int8),
        key=keys,
    )


def with_casework(runs: Runs, seed: int = 2) -> Runs:
    """The same people with three contacts or the like and an offer each."""
    chance = np.random.default_rng(seed)
    first = (Week.from_index(WEEKS[0]).monday.toordinal()) - 719_163  # days since 1970-01-01
    days = 7 * len(WEEKS)
    three = np.repeat(np.arange(runs.persons, dtype=np.int32), 3)
    begun = (first + chance.integers(0, days, len(three))).astype(np.int32)
    dated = Dated(
        person=three,
        kind=chance.integers(0, len(KINDS), len(three)).astype(np.int8),
        day=begun,
        held=chance.random(len(three)) < 0.8,
        due=(begun + chance.integers(-20, 20, len(three))).astype(np.int32),
    )
    one = np.arange(runs.persons, dtype=np.int32)
    start = (first + chance.integers(0, days, len(one))).astype(np.int32)
    offers = Offers(
        person=one,
        first=start,
        last=(start + chance.integers(0, 200, len(one))).astype(np.int32),
        company=chance.random(len(one)) < 0.5,
        hours=chance.integers(10, 370, len(one)).astype(np.int16),
    )
    return Runs(**{**vars(runs), "casework": Casework(dated, offers)})


def skewed(runs: Runs) -> list[Runs]:
    """One block with nearly everybody, some of a single person, and empty ones."""
    cuts = (0, 0, 1, 2, 3, runs.persons - 2, runs.persons - 2, runs.persons)
    return [runs.between(start, stop) for start, stop in pairwise(cuts)]


def week_file(block: PersonWeeks, rows: slice = slice(None)) -> pa.Table:
    """The people as their register delivers them."""
    names = [f"y_{week.year % 100:02d}{week.number:02d}" for week in map(Week.from_index, WEEKS)]
    columns = {name: pa.array(codes[rows]) for name, codes in zip(names, block.codes, strict=True)}
    for month, work in zip(block.window.work_months, block.work, strict=True):
        given = np.where(work[rows], 8411, 0).astype(np.int32)
        columns[f"branche_{month // 12}_{month % 12 + 1:02d}"] = pa.array(given)
    for year, codes in zip(block.years, block.municipality, strict=True):
        columns[f"nykom{year}"] = pa.array(codes[rows])
    people = {"lobenr": pa.array([f"p{n}" for n in range(block.persons)][rows])}
    people["foedselsdato"] = pa.array(block.birthday[rows]).cast(pa.date32())
    people["kon"] = pa.array(block.sex[rows])
    return pa.table(people | columns)


def write(table: pa.Table, path: str) -> None:
    pq.write_table(table, path, row_group_size=max(1, table.num_rows // 3))


def same(one: Counts, other: Counts) -> None:
    assert list(one.cubes) == list(other.cubes)
    for shape, cube in one.cubes.items():
        np.testing.assert_array_equal(other.cubes[shape], cube, err_msg=str(shape))
        assert cube.any(), f"nothing to compare: {shape}"
