"""Which periods a file of weeks can tell about."""

from __future__ import annotations

import pytest

from pejling.indicators.periods import (
    HALVES,
    MONTHS,
    QUARTERS,
    ROLLING_YEARS,
    YEARS,
    is_complete,
    last_complete,
    observed_weeks,
    periods_within,
)
from pejling.spells.panel import Window
from pejling.terms.period import Period
from pejling.terms.week import Week


def window(first: str, last: str, *without: str) -> Window:
    gone = {Week.parse(week).index for week in without}
    span = range(Week.parse(first).index, Week.parse(last).index + 1)
    return Window(tuple(week for week in span if week not in gone))


# 2010-W40 is the first week of October, 2011-W44 the first of November
THIRTEEN_MONTHS = window("2010-W40", "2011-W44")


@pytest.mark.parametrize(
    ("kind", "periods"),
    [
        (QUARTERS, "2010Q4 2011Q1 2011Q2 2011Q3 2011Q4"),
        (HALVES, "2010H2 2011H1 2011H2"),
        (YEARS, "2010 2011"),
        # eight rolling years touch the five quarters; calendar years are called by their names
        (
            ROLLING_YEARS,
            "2010 2010Q2-2011Q1 2010Q3-2011Q2 2010Q4-2011Q3 2011 2011Q2-2012Q1 2011Q3-2012Q2 2011Q4-2012Q3",
        ),
    ],
)
def test_periods_with_at_least_one_week(kind, periods):
    assert " ".join(map(str, periods_within(THIRTEEN_MONTHS, (kind,)))) == periods


def test_all_kinds_together_hold_every_period_once():
    periods = periods_within(THIRTEEN_MONTHS)
    assert len(set(periods)) == len(periods) == 14 + 5 + 3 + 2 + 6
    assert (str(periods[0]), str(periods[13])) == ("2010M10", "2011M11")


def test_a_period_whose_weeks_all_miss_is_not_there():
    """Of May 2011 (W18-W21) no week is in the file."""
    found = periods_within(
        window("2011-W01", "2011-W52", "2011-W18", "2011-W19", "2011-W20", "2011-W21"), (MONTHS,)
    )
    assert "2011M05" not in map(str, found)
    assert len(found) == 11


def test_complete_means_every_week():
    year = window("2011-W01", "2011-W52", "2011-W20")
    assert is_complete(year, Period.parse("2011Q1"))
    assert not is_complete(year, Period.parse("2011Q2"))
    assert observed_weeks(year, Period.parse("2011Q2")) == 12
    assert observed_weeks(year, Period.parse("2010Q4-2011Q3")) == 38
    assert observed_weeks(year, Period.parse("2012")) == 0


@pytest.mark.parametrize(
    ("last", "kind", "period"),
    [
        ("2011-W44", MONTHS, "2011M10"),  # November has begun: October is whole, and not the newest month
        ("2011-W43", MONTHS, "2011M09"),  # October is whole, but the newest month, and so too low
        ("2011-W44", QUARTERS, "2011Q3"),
        ("2011-W39", QUARTERS, "2011Q2"),  # September is the newest month
        ("2011-W44", ROLLING_YEARS, "2010Q4-2011Q3"),
        ("2011-W44", YEARS, None),
        ("2012-W06", YEARS, "2011"),
    ],
)
def test_the_last_complete_period_leaves_the_newest_month_out(last, kind, period):
    found = last_complete(window("2010-W40", last), kind)
    assert (found and str(found)) == period


def test_a_missing_week_makes_an_earlier_period_the_last_complete_one():
    assert str(last_complete(window("2010-W40", "2011-W44", "2011-W41"))) == "2011M09"
