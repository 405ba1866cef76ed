"""Development: per cent, points, units; bases; series breaks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from figures_by_hand import measured, printed

from pejling.comparison.change import change
from pejling.comparison.compare import compare
from pejling.indicators.indicator import Development
from pejling.terms.observation import table_of
from pejling.terms.period import Period

FULL_TIME, LABOUR = "full_time_persons", "share_of_labour_force_pct"
OVER_26, ACTIVATION = "spells_over_26_weeks_pct", "activation_degree_pct"


def test_three_kinds_of_change():
    now, then = Fraction(33, 10), Fraction(3)
    assert change(now, then, Development.PERCENT) == 10  # 3.3 / 3 - 1 = 10 per cent
    assert change(now, then, Development.PERCENTAGE_POINTS) == Fraction(3, 10)
    assert change(now, then, Development.ABSOLUTE) == Fraction(3, 10)


def test_no_percentage_of_nothing():
    assert change(Fraction(3), Fraction(0), Development.PERCENT) is None
    assert change(Fraction(3), Fraction(0), Development.PERCENTAGE_POINTS) == 3


def own(rows, **more):
    return compare(table_of(rows), "580", **more)


def level(period, text, indicator=FULL_TIME, **more):
    return printed("580", text, indicator, period=period, **more)


def test_base_is_the_same_period_a_year_earlier():
    """Also of a span: 2010Q4-2011Q3 against 2009Q4-2010Q3."""
    rows = [level("2010Q4-2011Q3", "110"), level("2009Q4-2010Q3", "100"), level("2010Q3", "70")]
    found = own(rows, periods=[Period.parse("2010Q4-2011Q3")])
    assert [(c.base_period, c.own_change) for c in found] == [("2009Q4-2010Q3", 10)]


def test_another_base_serves_later_periods_of_its_kind_and_length():
    rows = [level(period, "100") for period in ("2018M12", "2019M06", "2019M12", "2019Q4", "2018", "2017M12")]
    found = own(rows, base=Period.parse("2018M12"))
    assert [(c.period, c.base_period) for c in found] == [("2019M06", "2018M12"), ("2019M12", "2018M12")]


def test_other_kinds_keep_their_published_changes_with_another_base():
    rows = [
        level("2019Q4", "100"),
        level("2019M12", "100"),
        printed("580", "7", FULL_TIME, period="2019Q4", measure="change_pct", base_period="2017Q4"),
    ]
    found = own(rows, base=Period.parse("2018M12"))
    assert [(c.period, c.base_period, c.own_change) for c in found] == [
        ("2019Q4", "2017Q4", 7),
        ("2019M12", "2018M12", None),
    ]


def test_published_change_beats_computed_unless_asked_for_computed():
    rows = [
        level("2019", "110"),
        level("2018", "100"),
        printed("580", "9", FULL_TIME, measure="change_pct", base_period="2018"),
    ]
    (published,) = own(rows, periods=[Period.parse("2019")])
    (computed,) = own(rows, periods=[Period.parse("2019")], computed=True)
    assert (published.own_change, published.own_change_printed) == (9, True)
    assert (computed.own_change, computed.own_change_printed) == (10, False)


def test_published_change_without_any_level_is_an_observation():
    rows = [printed("580", "-4.9", LABOUR, measure="change_pct", base_period="2018")]
    (found,) = own(rows)
    assert (found.own_value, found.own_change, found.trend_direction) == (None, Fraction(-49, 10), "up")
    assert own(rows, computed=True) == []  # ignored, it is no figure


def test_change_published_in_another_measure_is_shown_in_it():
    """Full-time persons develop in per cent; a change printed as a number only stays that number."""
    rows = [level("2019", "7264"), printed("580", "95", FULL_TIME, measure="change_abs", base_period="2017")]
    by_base = {c.base_period: c for c in own(rows)}
    assert (by_base["2017"].own_change, by_base["2017"].development) == (95, Development.ABSOLUTE)
    assert by_base["2018"].development is Development.PERCENT


def test_hidden_at_either_end_is_a_hidden_change():
    (found,) = own([level("2019", "12"), level("2018", "hidden")], periods=[Period.parse("2019")])
    assert (found.own_change, found.own_change_hidden, found.trend_direction) == (None, True, "none")


def test_change_across_a_break_is_refused_unless_forced():
    """New source in July 2017: 2017M06 and 2018M06 lie on both sides, 2017M12 and 2019M12 do not."""
    rows = [level("2017M06", "100"), level("2018M06", "110")]
    (refused,) = own(rows, periods=[Period.parse("2018M06")])
    assert refused.own_change is None
    assert "New data source" in refused.reasons[-1].en
    (forced,) = own(rows, periods=[Period.parse("2018M06")], across_breaks=True)
    assert forced.own_change == 10


def test_published_change_across_a_break_stands():
    rows = [printed("580", "4", FULL_TIME, period="2018M06", measure="change_pct", base_period="2017M06")]
    (found,) = own(rows)
    assert found.own_change == 4


def test_person_data_run_through_a_break_of_the_publishing_source():
    rows = [
        measured("580", 200, 1000, OVER_26, period="2018M06"),
        measured("580", 250, 1000, OVER_26, period="2017M06"),
    ]
    (found,) = own(rows, periods=[Period.parse("2018M06")])
    assert found.own_change == -5  # 20.0 less 25.0 points


def test_back_cast_series_is_compared_and_carries_the_mark():
    """The source has counted the months before the reform anew; without its mark they are another benefit."""
    mark = "break:2025-07-kontanthjaelp"
    now = level("2025M12", "110", group="kontanthjaelp")
    (found,) = own([now, level("2024M12", "100", group="kontanthjaelp", marks=mark)], periods=[DECEMBER])
    assert (found.own_change, found.own_marks) == (10, (mark,))
    (refused,) = own([now, level("2024M12", "100", group="kontanthjaelp")], periods=[DECEMBER])
    assert refused.own_change is None


DECEMBER = Period.parse("2025M12")


def test_break_concerns_its_own_groups_only():
    rows = [level("2025M12", "110"), level("2024M12", "100")]  # sygedagpenge is not reformed
    (found,) = own(rows, periods=[DECEMBER])
    assert found.own_change == 10


def test_under_reported_stretch_is_not_compared_with_what_lies_outside():
    rows = [level(period, "30.0", ACTIVATION) for period in ("2019H1", "2018H1", "2020H1", "2021H1")]
    by_period = {c.period: c.own_change for c in own(rows)}
    assert by_period["2019H1"] == 0  # both under-reported
    assert by_period["2020H1"] is None
    assert by_period["2021H1"] == 0


def test_published_and_computed_ends_are_not_mixed():
    """110 is printed; 100 and 108 are counted. The change is that of the counted ones: -7.4 would mix."""
    now = measured("580", 108 * 52, 52, FULL_TIME, scale=1)
    then = measured("580", 100 * 52, 52, FULL_TIME, period="2018", scale=1)
    (both,) = own([level("2019", "110"), now, then], periods=[Period.parse("2019")])
    assert (both.own_value, both.own_change) == (110, 8)
    (mixed,) = own([level("2019", "110"), then], periods=[Period.parse("2019")])
    assert mixed.own_change is None
    assert "counted differently" in mixed.reasons[-1].en


def test_empty_cell_gives_way_to_a_computed_figure():
    now = measured("580", 108 * 52, 52, FULL_TIME, scale=1)
    (found,) = own([level("2019", ""), now])
    assert (found.own_value, found.own_value_printed) == (108, False)


@pytest.mark.parametrize("text", ["hidden", "7"])
def test_hidden_figure_gives_a_row_and_an_empty_cell_none(text):
    rows = [level("2019", text), level("2018", "")]
    assert [(c.period, c.base_period) for c in own(rows)] == [("2019", "2018")]
