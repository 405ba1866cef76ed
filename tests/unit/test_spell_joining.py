"""The gap rule on one person, week by week."""

from __future__ import annotations

from datetime import date

import pytest

from pejling.spells.joining import spells_of
from pejling.spells.panel import Window
from pejling.spells.population import Lived, Person, age_on, areas_of, holds_code
from pejling.spells.rule import SpellRule
from pejling.spells.spell import Spell
from pejling.terms.benefit import UNKNOWN_CODES, dream_codes, group
from pejling.terms.problem import Problem
from pejling.terms.week import Week

FIRST = Week(2014, 1).index  # Thursday 2 January
SICK = 890


def spells(weeks: str, rule: SpellRule | None = None) -> list[Spell]:
    """A letter a week from 2014-W01: s sick, . blank, x dead, a abroad, u unknown residence, - no column."""
    codes = {"s": SICK, ".": 0, "x": 999, "a": 997, "u": 996}
    lived = {FIRST + n: Lived(codes[letter], 0) for n, letter in enumerate(weeks) if letter != "-"}
    window = Window(tuple(FIRST + n for n, letter in enumerate(weeks) if letter != "-"))
    return spells_of(Person(lived, None), lambda code: code == SICK, window, rule or SpellRule())


def numbers(found: list[Spell]) -> list[tuple[int, int, int, bool, bool]]:
    """First, last and until as week numbers of 2014, completed, known start."""
    base = FIRST - 1
    return [(s.first - base, s.last - base, s.until - base, s.completed, s.known_start) for s in found]


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        # January is W01-W05, February W06-W09, March W10-W13
        pytest.param("." * 13, [], id="never"),
        pytest.param(".ss..........", [(2, 3, 3, True, True)], id="completed"),
        pytest.param("ss...........", [(1, 2, 2, True, False)], id="the file's first week"),
        pytest.param(".ss.....ss...", [(2, 10, 13, False, True)], id="joined, then open at the end"),
        pytest.param(
            ".ss......ss..", [(2, 3, 3, True, True), (10, 11, 13, False, True)], id="ended by February"
        ),
        pytest.param(".ss..u.......", [(2, 3, 5, False, True)], id="censored by unknown residence"),
        pytest.param(".ss..-.......", [(2, 3, 5, False, True)], id="censored by a missing column"),
        pytest.param(".ss..x.......", [(2, 3, 3, True, True)], id="dead in the gap"),
        pytest.param(".ssxxxxxxxxxx", [(2, 3, 3, True, True)], id="dead at once"),
        pytest.param(".ss.as.......", [(2, 3, 3, True, True), (6, 6, 6, True, True)], id="abroad in the gap"),
        pytest.param(".ssus........", [(2, 3, 3, False, True), (5, 5, 5, True, False)], id="lost for a week"),
        pytest.param(
            ".ss-s........", [(2, 3, 3, False, True), (5, 5, 5, True, False)], id="a column missing"
        ),
    ],
)
def test_one_persons_spells(weeks, expected):
    # a spell last seen in W01 to W05 closes with W09, one last seen in W06 to W09 with W13, the last here
    assert numbers(spells(weeks)) == expected


def test_only_the_first_spell_is_the_first_ever():
    assert [spell.first_ever for spell in spells(".s" + "." * 12 + "s" + "." * 9)] == [True, False]


def test_the_length_so_far():
    (spell,) = spells(".ss..ss......")  # W02-W03 and W06-W07
    week = FIRST - 1
    assert [spell.length(week + n, SpellRule()) for n in (2, 3, 4, 5, 6, 7)] == [1, 2, 2, 2, 5, 6]
    assert spell.length(week + 7, SpellRule(count_gaps=False)) == 4
    stopped = SpellRule(suspended=((Week(2014, 3), Week(2014, 6)),))
    assert spell.length(week + 7, stopped) == 2  # W02 and W07
    assert spell.runs_in(week + 5)
    assert not spell.runs_in(week + 1)


def test_an_unknown_gap_rule_is_refused():
    with pytest.raises(Problem, match="calendar_month"):
        SpellRule(gap="months:2")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1984, 3, 12), date(2014, 3, 11), 29),
        (date(1984, 3, 12), date(2014, 3, 12), 30),
        (date(1984, 2, 29), date(2014, 2, 28), 29),
        (date(1984, 2, 29), date(2014, 3, 1), 30),
        (date(1984, 2, 29), date(2016, 2, 29), 32),
    ],
)
def test_age(born, day, age):
    assert age_on(born, day) == age


def test_areas_of_a_municipality():
    assert areas_of(580) == ("580", "region:83", "dk")
    assert areas_of(0) == areas_of(411) == ("dk",)


def test_the_unobserved_are_in_no_group_whatever_the_table_says():
    table = dream_codes()
    assert holds_code(group(UNKNOWN_CODES), 1234, table)
    without = type(table)({}, source="none", dated="2015-12-31")
    assert not holds_code(group(UNKNOWN_CODES), 997, without)
