"""Life tables that follow the person to the first week in a group: on every engine, worked by hand.

From the start of ledighedsydelse (740) to the first fleksjob (771), in or out of the benefit. January 2014 is
W01-W05, February W06-W09, March W10-W13 by Thursdays.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from life_tables import IN, OFF, OUT, UNKNOWN, WEEKS, sick, table

from pejling.indicators.measures import Lifetable, Of
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import Group
from pejling.terms.text import Text
from pejling.terms.week import Week

UNTIL = Lifetable(causes=("fleksjob", OUT), until=("fleksjob",))
FLEX = "fleksjob"


@pytest.mark.parametrize(
    ("rows", "weeks", "expected"),
    [
        # W02 is the spell's first week, so W11 is nine weeks later
        pytest.param(("W02 W05 740", "W11 W30 771"), WEEKS, {(9, FLEX): 1}, id="after a break"),
        pytest.param(("W02 W05 740", "W06 W30 771"), WEEKS, {(4, FLEX): 1}, id="at once"),
        pytest.param(("W02 W03 740", "W05 W05 771", "W06 W09 740"), WEEKS, {(3, FLEX): 1}, id="inside a gap"),
        pytest.param(("W02 W05 740", "W30 W52 dead"), WEEKS, {(28, OUT): 1}, id="dead, long after the spell"),
        pytest.param(("W02 W05 740", "W30 W52 abroad"), WEEKS, {(28, OUT): 1}, id="abroad"),
        pytest.param(
            ("W02 W05 740", "W30 W30 unknown_address", "W31 W40 771"),
            WEEKS,
            {(27, OFF): 1},  # 28 weeks are seen, W02 to W29
            id="out of sight",
        ),
        pytest.param(
            ("W02 W05 740",), "2013-W01 2014-W40", {(38, OFF): 1}, id="the file's end, after 39 weeks"
        ),
        pytest.param(("W02 W02 740",), "2013-W01 2014-W02", {(0, OFF): 1}, id="one week seen"),
    ],
)
def test_until_the_first_week_in_a_group(engine, rows, weeks, expected):
    anna = sick(*rows, weeks=weeks)
    # inside a gap too it is one spell of ledighedsydelse
    assert table(anna, engine, UNTIL, "ledighedsydelse 2014") == {(0, IN): 1} | expected


def test_until_what_is_reached_in_the_first_week(engine):
    """The union of both, begun in a fleksjob: no week passed; begun before it: three."""
    either = Group("either", Text(da="x", en="x"), of=("ledighedsydelse", "fleksjob"))
    begun = sick("W02 W05 771")
    assert table(begun, engine, Of(UNTIL, either), "i_alt 2014") == {(0, IN): 1, (0, FLEX): 1}
    waited = sick("W02 W04 740", "W05 W09 771")
    assert table(waited, engine, Of(UNTIL, either), "i_alt 2014") == {(0, IN): 1, (3, FLEX): 1}


def test_until_with_out_censored_and_beyond_the_rows(engine):
    dead = sick("W02 W05 740", "W30 W52 dead")
    assert table(dead, engine, replace(UNTIL, out="censored"), "ledighedsydelse 2014") == {
        (0, IN): 1,
        (28, OFF): 1,
    }
    late = sick("W02 W05 740", "W40 W50 771")
    assert table(late, engine, replace(UNTIL, weeks=38), "ledighedsydelse 2014")[38, FLEX] == 1
    assert table(late, engine, replace(UNTIL, weeks=37), "ledighedsydelse 2014")[37, OFF] == 1


def test_until_leaves_suspended_weeks_out_and_gaps_in(engine):
    still = ((Week(2014, 6), Week(2014, 8)),)
    for gaps in (True, False):
        anna = sick("W02 W05 740", "W11 W30 771", rule=SpellRule(count_gaps=gaps, suspended=still))
        assert table(anna, engine, UNTIL, "ledighedsydelse 2014") == {(0, IN): 1, (6, FLEX): 1}


def test_until_every_spell_counts_or_the_first_only(engine):
    """From W02 nineteen weeks to W21, from W15 six; the first alone nineteen."""
    anna = sick("W02 W03 740", "W15 W16 740", "W21 W30 771")
    expected = {(0, IN): 2, (19, FLEX): 1, (6, FLEX): 1}
    assert table(anna, engine, UNTIL, "ledighedsydelse 2014") == expected
    first = replace(UNTIL, first_ever=True)
    assert table(anna, engine, first, "ledighedsydelse 2014") == {(0, IN): 1, (19, FLEX): 1}


def test_until_month_by_month(engine):
    """From W02 to W10, eight weeks later, the first week of March.

    When January ends (W05) four weeks have passed, of which three are known to be survived: in the first
    three weeks after the first there was no fleksjob. So the parts of the way join without a hole.
    """
    anna = sick("W02 W03 740", "W10 W30 771")
    whole = {(0, IN): 1, (8, FLEX): 1}
    assert table(anna, engine, UNTIL, "ledighedsydelse 2014") == whole
    monthly = replace(UNTIL, follow="period")
    for month, expected in {
        "2013M12": {},
        "2014M01": {(0, IN): 1, (3, OFF): 1},
        "2014M02": {(3, IN): 1, (7, OFF): 1},
        "2014M03": {(7, IN): 1, (8, FLEX): 1},
        "2014M04": {},
        "2014Q1": whole,
    }.items():
        assert table(anna, engine, monthly, f"ledighedsydelse {month}") == expected


def test_until_of_unknown_start_is_counted_apart(engine):
    anna = sick("W02 W03 740", "W10 W30 771", weeks="2014-W02 2015-W10")
    monthly = replace(UNTIL, follow="period")
    assert table(anna, engine, UNTIL, "ledighedsydelse 2014M01") == {(0, UNKNOWN): 1}
    assert table(anna, engine, monthly, "ledighedsydelse 2014M03") == {(0, UNKNOWN): 1}
    assert table(anna, engine, monthly, "ledighedsydelse 2014M04") == {}


@pytest.mark.parametrize(
    ("lost", "january", "february", "march"),
    [
        # last seen in W06: five weeks seen, four survived; in W09: eight and seven; in W10: nine and eight
        ("W07", {(0, IN): 1, (3, OFF): 1}, {(3, IN): 1, (4, OFF): 1}, {}),
        ("W10", {(0, IN): 1, (3, OFF): 1}, {(3, IN): 1, (7, OFF): 1}, {}),
        ("W11", {(0, IN): 1, (3, OFF): 1}, {(3, IN): 1, (7, OFF): 1}, {(7, IN): 1, (8, OFF): 1}),
        # last seen in January's last week
        ("W06", {(0, IN): 1, (3, OFF): 1}, {}, {}),
    ],
)
def test_until_out_of_sight_month_by_month(engine, lost, january, february, march):
    monthly = replace(UNTIL, follow="period")
    months = {"2014M01": january, "2014M02": february, "2014M03": march}
    anna = sick("W02 W03 740", f"{lost} W52 unknown_address")
    for month, expected in months.items():
        assert table(anna, engine, monthly, f"ledighedsydelse {month}") == expected
    # of unknown start, she is told apart in the same months
    unknown = sick("W02 W03 740", f"{lost} W52 unknown_address", weeks="2014-W02 2015-W10")
    for month, expected in months.items():
        apart = {(0, UNKNOWN): 1} if expected else {}
        assert table(unknown, engine, monthly, f"ledighedsydelse {month}") == apart


def test_until_who_began_in_a_periods_last_week(engine):
    """W05 is January's last: one week seen, none survived. In W06, February's first, she is found."""
    anna = sick("W05 W05 740", "W06 W30 771")
    monthly = replace(UNTIL, follow="period")
    assert table(anna, engine, monthly, "ledighedsydelse 2014M01") == {(0, IN): 1, (0, OFF): 1}
    assert table(anna, engine, monthly, "ledighedsydelse 2014M02") == {(0, IN): 1, (1, FLEX): 1}
