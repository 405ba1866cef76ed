"""What stood next to a spell, and whose spells they were: on every engine, worked by hand.

The months of 2014 by Thursdays: January W01-W05, February W06-W09, March W10-W13, April W14-W17, May W18-W22.
"""

from __future__ import annotations

import pytest
from panels import People

from pejling.indicators.measures import After, Ended, Found, Histogram, Running, Started
from pejling.spells.causes import EMPLOYMENT, NOT_IN_DATA, SELF_SUPPORTING

WEEKS = "2013-W01 2015-W53"

ANNA = People(
    """
    person | from     | until    | benefit
    -------+----------+----------+--------
    Anna   | 2014-W02 | 2014-W08 | 111
    Anna   | 2014-W09 | 2014-W20 | 890
    Anna   | 2014-W23 | 2014-W30 | 111
    """,
    WEEKS,
)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (Started(preceded_by=("dagpenge",)), 1),  # W08
        (Started(preceded_by=("kontanthjaelp", "dagpenge")), 1),  # one of several
        (Started(preceded_by=("kontanthjaelp",)), 0),
        (Started(preceded_by=(SELF_SUPPORTING,)), 0),  # W01 is eight weeks before W09
        (Started(preceded_by=(SELF_SUPPORTING,), within=7), 0),  # W02 to W08
        (Started(preceded_by=(SELF_SUPPORTING,), within=8), 1),
        (Started(first_ever=True, preceded_by=("dagpenge",)), 1),
        (Ended(preceded_by=("dagpenge",)), 1),
        (Ended("weeks", preceded_by=("dagpenge",)), 12),  # W09 to W20
        # W21 and W22 on no benefit, W23 on dagpenge again
        (Ended(followed_by=("dagpenge",)), 0),
        (Ended(followed_by=("dagpenge",), within=2), 0),
        (Ended(followed_by=("dagpenge",), within=3), 1),
        (Ended(followed_by=(SELF_SUPPORTING,)), 1),
        # both ends are looked at with the same reach
        (Ended(preceded_by=("dagpenge",), followed_by=("dagpenge",), within=3), 1),
        (Ended(preceded_by=("kontanthjaelp",), followed_by=("dagpenge",), within=3), 0),
        # clear: every one of so many weeks
        (Ended(followed_by=(SELF_SUPPORTING,), clear_weeks=2), 1),
        (Ended(followed_by=(SELF_SUPPORTING,), clear_weeks=3), 0),
        (Ended(followed_by=(SELF_SUPPORTING, "dagpenge"), clear_weeks=10), 1),  # W21 to W30
    ],
    ids=str,
)
def test_what_stands_next_to_a_spell(engine, shape, expected):
    assert ANNA.count(engine, shape, "sygedagpenge 2014") == expected


def test_a_neighbour_in_the_next_year_is_seen(engine):
    """2015 has 53 weeks: the last two before 2016-W01 are W52 and W53."""
    bo = People(
        """
        person | from     | until    | benefit
        -------+----------+----------+--------
        Bo     | 2015-W53 | 2015-W53 | 111
        Bo     | 2016-W01 | 2016-W10 | 890
        """,
        "2013-W01 2017-W10",
    )
    assert bo.count(engine, Started(preceded_by=("dagpenge",)), "sygedagpenge 2016M01") == 1
    assert bo.count(engine, Ended(followed_by=("sygedagpenge",)), "dagpenge 2015") == 1


EDGES = People(
    """
    person | from     | until    | benefit | born
    -------+----------+----------+---------+-----
    Anna   | 2014-W01 | 2014-W05 | 890     | 1998
    Bo     | 2014-W02 | 2014-W05 | 890     | 1998
    Cilla  | 2013-W01 | 2013-W05 | 890     | 1970
    Dan    | 2015-W40 | 2015-W48 | 890     | 1970
    Eva    | 2014-W02 | 2014-W05 | 890     | 1970
    Eva    | 2014-W07 | 2015-W53 | dead    | 1970
    """,
    WEEKS,
)


@pytest.mark.parametrize(
    ("shape", "year", "expected"),
    [
        # Anna turns 16 in 2014: the week before her first lies outside the data, yet her start is known
        (Started(preceded_by=(NOT_IN_DATA,)), "2014", 1),
        # Bo is seen in one such week within two
        (Started(preceded_by=(NOT_IN_DATA,), within=2), "2014", 2),
        # Cilla's spell runs in the file's first week: never started, but ended, and nothing before is data
        (Started(preceded_by=(NOT_IN_DATA,)), "2013", 0),
        (Ended(preceded_by=(NOT_IN_DATA,)), "2013", 1),
        # Dan: W49 to W53 are five weeks, a sixth lies beyond the file, whatever may follow
        (Ended(followed_by=(SELF_SUPPORTING,), clear_weeks=5), "2015", 1),
        (Ended(followed_by=(SELF_SUPPORTING,), clear_weeks=6), "2015", 0),
        (Ended(followed_by=(SELF_SUPPORTING, NOT_IN_DATA), clear_weeks=6), "2015", 0),
        (Ended(followed_by=(NOT_IN_DATA,), within=5), "2015", 0),
        (Ended(followed_by=(NOT_IN_DATA,), within=6), "2015", 1),
        # Eva is dead a week after: one clear week, never two; death is a state of its own
        (Ended(followed_by=(SELF_SUPPORTING,), clear_weeks=1), "2014", 3),
        (Ended(followed_by=(SELF_SUPPORTING,), clear_weeks=2), "2014", 2),
        (Ended(followed_by=("doed",), within=2), "2014", 1),
    ],
    ids=str,
)
def test_at_the_edges_of_what_is_known(engine, shape, year, expected):
    assert EDGES.count(engine, shape, f"sygedagpenge {year}") == expected


def test_work_and_blank_weeks_are_states_of_their_own(engine):
    people = People(
        """
        person | from     | until    | benefit
        -------+----------+----------+--------
        Anna   | 2014-W02 | 2014-W05 | 890
        Anna   | 2014-W06 | 2014-W20 | work
        Bo     | 2014-W02 | 2014-W05 | 890
        """,
        WEEKS,
    )
    for states, expected in (((EMPLOYMENT,), 1), ((SELF_SUPPORTING,), 1), ((EMPLOYMENT, SELF_SUPPORTING), 2)):
        assert people.count(engine, Ended(followed_by=states, clear_weeks=8), "sygedagpenge 2014") == expected


def test_persons_count_once_in_an_area_a_region_and_the_country(engine):
    """Anna ends three spells, two in 580 (2014) and one in 510 (2015), both of region 1083."""
    anna = People(
        """
        person | from     | until    | benefit | municipality
        -------+----------+----------+---------+-------------
        Anna   | 2014-W02 | 2014-W05 | 890     | 580
        Anna   | 2014-W20 | 2014-W22 | 890     | 580
        Anna   | 2015-W20 | 2015-W24 | 890     | 510
        """,
        WEEKS,
    )
    expected = {"580": (2, 1), "510": (1, 1), "region:83": (3, 1), "dk": (3, 1), "101": (0, 0)}
    for area, (spells, persons) in expected.items():
        assert anna.count(engine, Ended(), f"sygedagpenge 2014-2015 {area}") == spells
        assert anna.count(engine, Ended("persons"), f"sygedagpenge 2014-2015 {area}") == persons
    # in two years that are told apart she counts in each
    assert anna.count(engine, Ended("persons"), "sygedagpenge 2014") == 1
    assert anna.count(engine, Ended("persons"), "sygedagpenge 2015") == 1


def test_an_earlier_spell_hides_no_later_one(engine):
    """The first, of unknown start, ended in 2013; the next follows no dagpenge; the third does."""
    anna = People(
        """
        person | from     | until    | benefit
        -------+----------+----------+--------
        Anna   | 2013-W01 | 2013-W05 | 890
        Anna   | 2014-W02 | 2014-W04 | 890
        Anna   | 2014-W20 | 2014-W22 | 111
        Anna   | 2014-W23 | 2014-W30 | 890
        Anna   | 2014-W31 | 2014-W40 | 111
        """,
        WEEKS,
    )
    for shape, ask, expected in (
        (Running(), "2014M06", 1),
        (Running(start="unknown"), "2013M01", 1),
        (Started(), "2013-2014", 2),
        (Started(first_ever=True), "2013-2014", 0),
        (Started(preceded_by=("dagpenge",)), "2013-2014", 1),
        (Ended(start="known"), "2013-2014", 2),
        (Ended(preceded_by=("dagpenge",)), "2013-2014", 1),
        (Ended(followed_by=("dagpenge",)), "2013-2014", 1),
        (After("started", 1, Found("benefit")), "2013-2014", 2),
        (After("ended", 1, Found("destination", "dagpenge")), "2013-2014", 1),
    ):
        assert anna.count(engine, shape, f"sygedagpenge {ask}") == expected
    assert anna.cell(engine, Histogram(9), "sygedagpenge 2013-2014").tolist() == [
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        1,
        0,
    ]
