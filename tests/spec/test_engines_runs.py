"""From a register's columns to runs, on every engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from panels import People, drawn_runs

from pejling.indicators.worked import panel
from pejling.spells.panel import PersonWeeks, Window
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

NOBODY = "person | from | until | benefit\n Bo | 2014-W01 | 2014-W01 | none"


def runs(
    engine, given: str, weeks: str, without: tuple[str, ...] = ()
) -> list[tuple[int, str, str, int, int]]:
    found, _ = People(given, weeks, without).read(engine)
    return drawn_runs(found)


def test_a_run_is_a_stretch_of_one_code_in_one_municipality(engine):
    given = """
        person | from     | until    | benefit | municipality
        -------+----------+----------+---------+-------------
        Anna   | 2014-W50 | 2015-W02 | 890     | 580
        Anna   | 2015-W03 | 2015-W04 | 899     | 580
        Bo     | 2014-W01 | 2014-W52 | 130     | 101
        Bo     | 2015-W01 | 2015-W04 | 130     | 510
        """
    assert runs(engine, given, "2014-W50 2015-W05") == [
        (0, "2014-W50", "2015-W02", 890, 580),  # not split by the new year
        (0, "2015-W03", "2015-W04", 899, 580),
        (0, "2015-W05", "2015-W05", 0, 580),
        (1, "2014-W50", "2014-W52", 130, 101),
        (1, "2015-W01", "2015-W04", 130, 510),
        (1, "2015-W05", "2015-W05", 0, 510),
    ]


def test_the_weeks_of_a_long_year_follow_each_other(engine):
    given = """
        person | from     | until    | benefit
        -------+----------+----------+--------
        Anna   | 2015-W52 | 2016-W01 | 890
        """
    # 2015 has 53 weeks: the run is three weeks long, and unbroken
    assert runs(engine, given, "2015-W52 2016-W01") == [(0, "2015-W52", "2016-W01", 890, 0)]
    assert Week.parse("2016-W01") - Week.parse("2015-W52") == 2


def test_a_missing_column_breaks_a_run(engine):
    given = """
        person | from     | until    | benefit
        -------+----------+----------+--------
        Anna   | 2014-W01 | 2014-W09 | 890
        """
    assert runs(engine, given, "2014-W01 2014-W09", without=("2014-W05",)) == [
        (0, "2014-W01", "2014-W04", 890, 0),
        (0, "2014-W06", "2014-W09", 890, 0),
    ]


def test_after_the_first_week_of_death_all_weeks_are_death(engine):
    given = """
        person | from     | until    | benefit
        -------+----------+----------+--------
        Anna   | 2014-W01 | 2014-W02 | 890
        Anna   | 2014-W03 | 2014-W03 | dead
        Anna   | 2014-W05 | 2014-W06 | 783
        """
    assert runs(engine, given, "2014-W01 2014-W08") == [
        (0, "2014-W01", "2014-W02", 890, 0),
        (0, "2014-W03", "2014-W08", 999, 0),
    ]


def test_nobody_is_seen_before_the_year_of_turning_sixteen(engine):
    """1999 by ISO weeks; year of birth only is 1 July. Without birth all weeks are seen."""
    given = """
        person | from     | until    | benefit | born
        -------+----------+----------+---------+------
        Anna   | 2014-W51 | 2014-W51 | 140     | 1999
        Bo     | 2014-W51 | 2014-W51 | 140     |
        """
    assert runs(engine, given, "2014-W51 2015-W02") == [
        (0, "2015-W01", "2015-W02", 0, 0),
        (1, "2014-W51", "2014-W51", 140, 0),
        (1, "2014-W52", "2015-W02", 0, 0),
    ]


def test_a_blank_week_is_work_self_support_or_unknown_by_its_months_industry(engine):
    """January 2014 (W01-W05) with a job, February (W06-W09) without, March (W10-W13) has no column."""
    block = panel(NOBODY, "2014-W01 2014-W13")
    months = (2014 * 12, 2014 * 12 + 1)
    block = replace(
        block, window=Window(block.window.weeks, months), work=np.array([[True], [False]], dtype=np.bool_)
    )
    assert drawn_runs(engine.runs(block)) == [
        (0, "2014-W01", "2014-W05", 100, 0),
        (0, "2014-W06", "2014-W09", 0, 0),
        (0, "2014-W10", "2014-W13", -1, 0),
    ]


@pytest.mark.parametrize(
    ("years", "lived"),
    [
        pytest.param({2013: 101, 2015: 580}, [101, 101, 580], id="the nearest earlier year"),
        pytest.param({2014: 580, 2015: 510}, [580, 580, 510], id="else the nearest later"),
        pytest.param({2010: 101, 2012: 580, 2020: 510}, [580, 580, 580], id="years outside the weeks"),
        pytest.param({2014: 0, 2013: 580}, [580, 0, 0], id="in any order, blanks kept"),
        pytest.param({}, [0, 0, 0], id="no year at all: the country only"),
    ],
)
def test_a_year_without_a_municipality_column(engine, years, lived):
    block = panel(NOBODY, "2013-W01 2015-W53")
    columns = np.array(list(years.values()), dtype=np.int16).reshape(-1, 1)
    block = replace(block, years=tuple(years), municipality=columns)
    found = engine.runs(block)
    by_year = {}
    for first, last, municipality in zip(found.first, found.last, found.municipality, strict=True):
        for week in range(first, last + 1):
            by_year.setdefault(Period.holding(Kind.YEAR, Week.from_index(week)).year, set()).add(
                int(municipality)
            )
    assert by_year == {2013 + number: {code} for number, code in enumerate(lived)}


def test_many_persons_keep_their_places(engine):
    """More than a tile of persons, shared among threads, in order."""
    persons = 1500
    block = panel(NOBODY, "2014-W01 2014-W04")
    codes = np.tile(np.arange(1, persons + 1, dtype=np.int16), (4, 1))
    many = PersonWeeks(
        window=block.window,
        codes=codes,
        work=np.zeros((len(block.window.work_months), persons), dtype=np.bool_),
        years=(2014,),
        municipality=np.full((1, persons), 580, dtype=np.int16),
        birthday=np.full(persons, block.birthday[0], dtype=np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.zeros((persons, 16), dtype=np.uint8),
    )
    found = engine.runs(many)
    dead_or_alive = np.where(codes[0] == 999, 999, codes[0])
    np.testing.assert_array_equal(found.person, np.arange(persons))
    np.testing.assert_array_equal(found.code, dead_or_alive)
    assert set((found.last - found.first).tolist()) == {3}


def test_each_of_many_persons_changes_alone(engine):
    """Persons are compared many at a time: whoever is the only one to change in a week is not overlooked."""
    persons = 70
    block = panel(NOBODY, "2014-W01 2015-W30")
    weeks = len(block.window.weeks)
    codes = np.full((weeks, persons), 890, dtype=np.int16)
    for person in range(persons):
        codes[person + 1 :, person] = 111  # on sickness benefit up to week number `person`, then never again
    many = PersonWeeks(
        window=block.window,
        codes=codes,
        work=np.zeros((len(block.window.work_months), persons), dtype=np.bool_),
        years=(2014, 2015),
        municipality=np.full((2, persons), 580, dtype=np.int16),
        birthday=np.full(persons, block.birthday[0], dtype=np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.zeros((persons, 16), dtype=np.uint8),
    )
    found = engine.runs(many)
    first = block.window.first
    rows = list(zip(found.person, found.first - first, found.last - first, found.code, strict=True))
    expected = [row for n in range(persons) for row in ((n, 0, n, 890), (n, n + 1, weeks - 1, 111))]
    assert rows == expected


def test_a_block_of_nobody(engine):
    block = panel(NOBODY, "2014-W01 2014-W04")
    empty = {
        name: getattr(block, name)[..., :0] for name in ("codes", "work", "municipality", "birthday", "sex")
    }
    found = engine.runs(replace(block, **empty, key=block.key[:0]))
    assert found.persons == 0
    assert len(found.person) == 0
