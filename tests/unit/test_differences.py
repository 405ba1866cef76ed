"""Counts that nobody prints and subtraction tells: spells of 26 to 52 weeks, who is in no share, the rest."""

from __future__ import annotations

import pytest
from figures_by_hand import measured

from pejling.disclosure.protect import protect
from pejling.terms.observation import Observation, Status, table_of

OVER_26, OVER_52 = "spells_over_26_weeks_pct", "spells_over_52_weeks_pct"
JOBPARAT, AKTIVITETSPARAT = "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"


def hidden(*rows: Observation, policy: str = "", large: bool | None = None) -> list[bool]:
    table = protect(table_of(list(rows)), "public", policy, large=large).table
    return [status == Status.SUPPRESSED for status in table["status"].to_pylist()]


def over(above: int, below: int, id: str = OVER_26, area: str = "580") -> Observation:
    return measured(area, above, below, id)


def count(group: str, number: int, **more) -> Observation:
    return measured("580", number, 1, "inflow", group=group, scale=1, denominator_count=None, **more)


def full_time(group: str, weeks: int) -> Observation:
    more = {"scale": 1, "numerator_count": 30, "denominator_count": None, "period": "2019Q3"}
    return measured("580", weeks, 13, "full_time_persons", group=group, **more)


@pytest.mark.parametrize(
    ("longer", "gone"), [(19, 1), (18, 1), (22, 0), (17, 0), (21, 1)], ids=["3", "4", "none", "5", "1"]
)
def test_spells_over_26_less_those_over_52(longer, gone):
    """22 of 28 and 19 of 28 are three spells of 26 to 52 weeks; the other six are no secret."""
    assert sum(hidden(over(22, 28), over(longer, 28, OVER_52))) == gone


def test_of_coarsely_protected_spells_the_longer_go():
    assert hidden(over(22, 28), over(19, 28, OVER_52), large=True) == [False, True]
    assert hidden(over(22, 28), over(17, 28, OVER_52), large=True) == [False, False]


@pytest.mark.parametrize("large", [None, True])
@pytest.mark.parametrize(("above", "gone"), [(25, True), (28, True), (24, False), (29, False)])
def test_who_is_not_in_a_share(above, gone, large):
    """25 of 29 leaves four, 28 one; 24 leaves five, and 29 none."""
    assert hidden(over(above, 29), large=large) == [gone]


def test_a_complement_is_no_count_by_the_words_of_dst_3():
    """jobindsats.dk's rule names pairs that differ by 1-2; DST's does not (DOMAIN section 7)."""
    assert hidden(over(98, 100), policy="dst-3") == [False]
    assert hidden(over(98, 100), policy="jobindsats-3") == [True]


@pytest.mark.parametrize("large", [None, True])
def test_a_total_less_the_parts_that_are_asked_for(large):
    """23 - 20 = 3 are the part that nobody asked for. 25 - 20 = 5 may be told, 20 - 20 = 0 too."""
    assert any(hidden(count("kontanthjaelp", 23), count(JOBPARAT, 20), large=large))
    for total in (25, 20):
        assert not any(hidden(count("kontanthjaelp", total), count(JOBPARAT, 20), large=large))


@pytest.mark.parametrize("large", [None, True])
@pytest.mark.parametrize(("rest", "gone"), [(45, True), (58, True), (7, True), (59, False), (6, False)])
def test_full_time_persons_that_are_left(rest, gone, large):
    """13 weeks a quarter: 7 to 58 weeks print as 1 to 4 full-time persons, 6 as none and 59 as 5."""
    rows = full_time("kontanthjaelp", 400 + rest), full_time(JOBPARAT, 400)
    assert any(hidden(*rows, large=large)) == gone


def test_persons_of_a_total_who_are_in_no_part_of_it():
    """Of 40 persons 37 were jobparate at some time: 3 never were, whatever the other group says."""

    def persons(group: str, number: int) -> Observation:
        return measured("580", number, 1, "persons", group=group, scale=1, denominator_count=None)

    rows = persons("kontanthjaelp", 40), persons(JOBPARAT, 37), persons(AKTIVITETSPARAT, 30)
    assert any(hidden(*rows))
    assert not any(hidden(rows[0], persons(JOBPARAT, 35), rows[2]))


def test_persons_of_a_quarter_who_are_not_there_at_its_end():
    """47 on the benefit in the quarter, 44 in its last week, of whom 20 for long: 3 have left."""
    more = {"group": "midlertidige", "period": "2019Q3"}
    every = measured("580", 47, 1, "persons", scale=1, denominator_count=None, **more)
    assert any(hidden(every, measured("580", 20, 44, "long_term_share_pct", **more)))
    assert not any(hidden(every, measured("580", 20, 42, "long_term_share_pct", **more)))


def test_who_is_still_there_a_week_later():
    """60 of 80 who started are there after 26 weeks, 57 after 27: three stopped in between."""
    ids = [f"retained_{weeks}_weeks_pct" for weeks in (26, 27)]
    assert sum(hidden(over(60, 80, ids[0]), over(57, 80, ids[1]))) == 1
    assert sum(hidden(over(60, 80, ids[0]), over(55, 80, ids[1]))) == 0


def test_beside_a_small_part_what_is_left_needs_no_more():
    """4 of 28 run over 26 weeks, hidden by policy; 2 of them over 52, hidden too: 2 are as uncertain."""
    assert hidden(over(4, 28), over(2, 28, OVER_52)) == [True, True]
    release = protect(table_of([over(4, 28), over(2, 28, OVER_52)]), "public")
    assert (release.hidden, release.secondary) == (2, 0)
