"""Drawn tables of people become what a register would deliver."""

from __future__ import annotations

import pytest

from pejling.indicators.indicator import Example, Ratio
from pejling.indicators.worked import code_of, panel, read
from pejling.spells.panel import NO_BIRTHDAY
from pejling.spells.rule import SpellRule
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.week import Week

GIVEN = """
    person | from     | until    | benefit      | municipality | born
    -------+----------+----------+--------------+--------------+-----------
    Anna   | 2014-W02 | 2014-W04 | sygedagpenge | 580          | 1970-01-11
    Bo     | 2014-W01 | 2015-W01 | work         |              | 1970
    Anna   | 2014-W04 | 2014-W04 | dead         |              |
    """


def test_cells_stand_where_the_table_says():
    block = panel(GIVEN, "2014-W01 2014-W05")
    assert block.codes[:, 0].tolist() == [0, 890, 890, 999, 0]  # the later row overrides W04
    assert block.codes[:, 1].tolist() == [100] * 5
    assert block.window.first == Week(2014, 1).index
    assert block.birthday.tolist() == [10, 181]  # 11 January and 1 July, days since 1970-01-01
    assert block.municipality.tolist() == [[580, 0]]
    assert not block.work.any()


def test_a_year_is_left_on_both_sides_when_nothing_is_said():
    window = panel(GIVEN).window
    assert (window.first, window.last) == (Week(2014, 1).index - 53, Week(2015, 1).index + 53)
    assert len(window.weeks) == window.last - window.first + 1


def test_a_week_may_lack_its_column():
    window = panel(GIVEN, "2014-W01 2014-W05", without=("2014-W03",)).window
    assert [str(Week.from_index(week)) for week in window.weeks] == [
        "2014-W01",
        "2014-W02",
        "2014-W04",
        "2014-W05",
    ]


def test_municipalities_hold_for_whole_years():
    block = panel(
        """
        person | from     | until    | benefit | municipality
        -------+----------+----------+---------+-------------
        Anna   | 2014-W02 | 2014-W20 | 890     | 101
        Anna   | 2014-W30 | 2014-W40 | 890     | 580
        Anna   | 2016-W01 | 2016-W02 | 890     | 510
        """,
        "2013-W01 2016-W52",
    )
    assert dict(zip(block.years, block.municipality[:, 0].tolist(), strict=True)) == {
        2013: 101,
        2014: 580,
        2015: 580,
        2016: 510,
    }


@pytest.mark.parametrize(
    ("benefit", "code"),
    [
        ("sygedagpenge", 890),
        ("kontanthjaelp_aktivitetsparat", 730),
        ("kontanthjaelp_under_30", 130),
        ("i_alt", 111),
        ("998", 998),
        ("-1", -1),
        ("abroad", 997),
        ("none", 0),
    ],
)
def test_what_a_benefit_means(benefit, code):
    assert code_of(benefit) == code


def test_an_unknown_benefit_is_refused():
    with pytest.raises(Problem, match="syge"):
        code_of("syge")


def test_the_question():
    example = Example(given=GIVEN, ask="sygedagpenge 2014M01 580", then=Ratio(1, 1))
    worked = read(example)
    assert (worked.group, worked.period, worked.area) == ("sygedagpenge", Period.parse("2014M01"), "580")
    assert read(Example(given=GIVEN, ask="i_alt 2014", then=Ratio(1, 1))).area == "dk"
    assert worked.block.birthday[0] != NO_BIRTHDAY


def test_the_rule_in_words():
    assert SpellRule().in_words.en == (
        "A spell ends when a whole calendar month passes without the benefit (jobindsats.dk); "
        "shorter gaps count in the length."
    )
    four = SpellRule("weeks:4", count_gaps=False, suspended=((Week(2020, 11), Week(2020, 26)),)).in_words
    assert four.da == (
        "Et forløb slutter, når der går mere end 4 uger uden ydelsen; "
        "kortere ophold tæller ikke med i længden; uret står stille 2020-W11-2020-W26."
    )
