"""Small counts of persons are never told; deaths, keys and blocks at their edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import person_cases
from planted import DAGPENGE, DEAD, SYGEDAGPENGE, Run, block, day, delivery, persons, talks

from pejling.checks import registry
from pejling.checks.check import Outcome, State
from pejling.checks.courses import latest, run_at
from pejling.checks.examined import Examined
from pejling.checks.run import examine
from pejling.checks.stocks import by_municipality
from pejling.checks.words import found_of, people, share
from pejling.spells.after_death import AfterDeath
from pejling.spells.panel import PersonWeeks, Window

LATE: list[Run] = [(0, 9, SYGEDAGPENGE), (10, 19, DEAD), (20, 103, DAGPENGE)]


def outcome(id: str, examined: Examined) -> Outcome:
    return examine(examined, registry.chosen([id]))[0].outcome


def test_three_persons_are_fewer_than_five() -> None:
    found = outcome("benefit_after_death", persons(block([LATE] * 3)))
    said = found_of(found)
    assert said is not None
    assert (said.da, said.en) == ("færre end 5 af 3 personer", "fewer than 5 of 3 persons")
    assert found.faults[0].what.en == "fewer than 5 persons have a benefit after their death"


def test_few_unknown_weeks_are_not_told_of_few_persons() -> None:
    one = outcome("unknown_codes", persons(block([[(0, 9, 555)]] * 4)))
    assert one.faults[0].what.en == "fewer than 5 persons"


def test_shares_of_few_are_said_in_words() -> None:
    assert share(4, 100).da == "en lille del"
    assert share(97, 100).en == "nearly all"
    assert share(5, 100).en == "5.0 per cent"
    assert people(1).da == "færre end 5"


def test_contacts_after_death_are_found_a_month_later() -> None:
    course: list[Run] = [(0, 9, SYGEDAGPENGE), (10, 103, DEAD)]

    def met(at: int) -> Outcome:
        casework = talks([(person, at) for person in range(6)])
        return outcome("benefit_after_death", persons(block([course] * 6, casework=casework)))

    assert met(day(10) + 30).state is State.PASSED
    late = met(day(10) + 31)
    assert late.found == 6
    assert late.faults[0].what.en == "6 persons have contacts or offers after it"


def test_what_the_file_said_after_death_is_counted_when_it_is_taken_in() -> None:
    """Anna: 890, dead, 111, blank, 111 (two weeks alive after it); Bo: dead to the end; Cilla never."""
    codes = np.array([[890, 890, 890], [999, 999, 0], [111, 999, 0], [0, 999, 0], [111, 999, 890]], np.int16)
    runs = block([[(0, 0, 890), (1, 4, 999)], [(0, 0, 890), (1, 4, 999)], [(0, 4, 890)]])
    weeks = PersonWeeks(
        window=Window(tuple(range(1000, 1005))),
        codes=codes,
        work=np.zeros((0, 3), np.bool_),
        years=(),
        municipality=np.zeros((0, 3), np.int16),
        birthday=runs.birthday,
        sex=runs.sex,
        key=runs.key,
    )
    late = AfterDeath()
    late.add(weeks, runs)
    assert late.counts == {"persons": 1, "weeks": 2}
    clean = AfterDeath()
    clean.add(replace(weeks, codes=codes[:, 1:2]), block([[(0, 0, 890), (1, 4, 999)]]))
    assert clean.counts == {}
    told = persons(
        block([[(0, 103, SYGEDAGPENGE)]] * 10), details={"after_death": {"persons": 6, "weeks": 9}}
    )
    assert outcome("benefit_after_death", told).found == 6


def test_persons_are_counted_across_blocks() -> None:
    """Two blocks of 40 in Aabenraa and Haderslev, in the same weeks."""
    both = delivery(
        block([[(0, 103, SYGEDAGPENGE)]] * 40, municipality=580),
        block([[(2, 103, DAGPENGE)]] * 40, municipality=[580] * 10 + [510] * 30),
    )
    codes, weekly = by_municipality(both)
    assert codes.tolist() == [510, 580]
    assert weekly[:, [0, 2, 103]].tolist() == [[0, 30, 30], [40, 50, 50]]


def test_runs_are_found_by_person_and_week() -> None:
    person, first, last = np.array([0, 0, 2]), np.array([5, 20, 7]), np.array([9, 30, 7])
    who, week = np.array([0, 0, 0, 1, 2, 2]), np.array([4, 9, 15, 9, 7, 8])
    assert run_at(person, first, last, who, week).tolist() == [-1, 0, -1, -1, 2, -1]
    assert latest(person, first, who, week).tolist() == [-1, 0, 0, -1, 2, 2]


def test_casework_of_two_small_extracts_is_left_alone() -> None:
    assert outcome("casework_of_others", person_cases._of([900, 901])).state is State.PASSED


def test_a_block_where_few_have_died_is_counted_the_same() -> None:
    """One of ten persons is dead in week 2 of 5 and has a benefit in weeks 3 and 5."""
    codes = np.full((5, 10), SYGEDAGPENGE, np.int16)
    codes[:, 7] = [SYGEDAGPENGE, DEAD, DAGPENGE, 0, DAGPENGE]
    runs = block([[(0, 0, 890), (1, 4, DEAD)] if person == 7 else [(0, 4, 890)] for person in range(10)])
    weeks = PersonWeeks(
        window=Window(tuple(range(1000, 1005))),
        codes=codes,
        work=np.zeros((0, 10), np.bool_),
        years=(),
        municipality=np.zeros((0, 10), np.int16),
        birthday=runs.birthday,
        sex=runs.sex,
        key=runs.key,
    )
    late = AfterDeath()
    late.add(weeks, runs)
    late.add(weeks, runs)
    assert late.counts == {"persons": 2, "weeks": 4}
