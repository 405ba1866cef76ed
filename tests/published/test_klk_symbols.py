"""The 2012 report on Aabenraa: every printed arrow, and circles and colours worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from published_tables import arrows, released

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import Comparison, compare

FILE = "klk_aabenraa_2012.csv"
SOENDERJYLLAND = Cluster("soenderjylland", ("540", "550", "510"))


@pytest.fixture(scope="module")
def comparisons() -> dict[tuple[str, ...], Comparison]:
    found = compare(released(FILE), "580", [SOENDERJYLLAND])
    keyed = {(c.indicator, c.group, c.period, c.base_period, c.cluster): c for c in found}
    assert len(keyed) == len(found)
    return keyed


def test_every_printed_arrow_is_reproduced(comparisons):
    printed = arrows(FILE)
    assert len(printed) == 44
    assert {cell: comparisons[cell].trend_direction for cell in printed} == printed


def test_no_arrow_is_drawn_where_none_is_printed(comparisons):
    """The two of "andet", which is neither good nor bad, and awards, for which no development is printed."""
    drawn = {cell for cell, found in comparisons.items() if found.trend_direction != "none"}
    assert drawn == set(arrows(FILE))


LABOUR, WEEKS = "share_of_labour_force_pct", "mean_weeks_in_period"
AFTER, OVER_26 = "employed_3_months_after_pct", "spells_over_26_weeks_pct"
STATUS = "status_3_months_after_pct"
AWARDS = "awards_share_of_labour_force_pct"
YEAR, Q1 = ("2011Q3", "2010Q3"), ("2011Q1", "2010Q1")


@pytest.mark.parametrize(
    ("cell", "level", "colour"),
    [
        # 3.4 against 2.7: more of the labour force is ill. -4.9 against -5.5: fell less.
        ((LABOUR, "sygedagpenge", *YEAR, "ams"), "worse", "worse"),
        # 3.4 against 3.3; -4.9 against -4.6: fell more.
        ((LABOUR, "sygedagpenge", *YEAR, "soenderjylland"), "worse", "better"),
        # 38.3 against 38.4; -5.0 against +1.7 points.
        ((OVER_26, "sygedagpenge", "2011M09", "2010M09", "soenderjylland"), "better", "better"),
        # more is better: 51.2 against 54.7. 1.3 against 0.03 at one decimal: 1.3 against 0.0.
        ((AFTER, "sygedagpenge", "2011Q2", "2010Q2", "soenderjylland"), "worse", "better"),
        # 52.1 against 49.4; +0.2 against +2.4: good, but less good than theirs.
        ((AFTER, "kontanthjaelp", "2011Q2", "2010Q2", "soenderjylland"), "better", "worse"),
        # 10.2 against 10.2; +4.1 against +5.4: bad, but less bad.
        ((WEEKS, "ledighedsydelse", *YEAR, "soenderjylland"), "same", "better"),
        # 9.8 against 9.9; 0.0 (a flat arrow) against +0.8: the cluster got worse.
        ((WEEKS, "kontanthjaelp_under_30", *YEAR, "ams"), "better", "better"),
        # 0.4 against 0.6: fewer go on to rehabilitation; +0.1 against 0.0.
        ((f"{STATUS}:revalidering", "sygedagpenge", *Q1, "ams"), "better", "worse"),
        # 0.4 against 0.4; +0.1 against -0.1.
        ((f"{STATUS}:revalidering", "sygedagpenge", *Q1, "soenderjylland"), "same", "worse"),
        # 53.4 against 55.9: more in work is better; +2.1 against +0.2.
        ((f"{STATUS}:beskaeftigelse", "sygedagpenge", *Q1, "soenderjylland"), "worse", "better"),
        # -0.6 against 0.0 points on a pension.
        ((f"{STATUS}:foertidspension", "sygedagpenge", *Q1, "ams"), "better", "better"),
        # 10.2 against 11.1; -1.2 against -0.7.
        ((LABOUR, "foertidspension", *YEAR, "soenderjylland"), "better", "better"),
        # 3.1 against 2.4; -2.0 against -5.5: lower is marked as better for fleksjob too.
        ((LABOUR, "fleksjob", *YEAR, "soenderjylland"), "worse", "worse"),
        # "andet" is neither good nor bad.
        ((f"{STATUS}:andet", "sygedagpenge", *Q1, "ams"), "none", "none"),
        # 0.7 against 0.5, and no development is printed.
        ((AWARDS, "foertidspension", "2010Q4-2011Q3", "2009Q4-2010Q3", "ams"), "worse", "none"),
    ],
)
def test_circles_and_colours(comparisons, cell, level, colour):
    found = comparisons[cell]
    assert (found.level_symbol, found.trend_colour) == (level, colour)


def test_published_values_are_carried_as_printed(comparisons):
    found = comparisons[AFTER, "sygedagpenge", "2011Q2", "2010Q2", "soenderjylland"]
    assert (found.own_value, found.own_decimals) == (Fraction(512, 10), 1)
    assert (found.cluster_change, found.cluster_change_decimals) == (Fraction(3, 100), 2)
    assert found.own_value_printed
    assert found.cluster_change_printed


def test_published_cluster_values_beat_members(comparisons):
    """soenderjylland has members, but none of them is in the file: its printed values stand alone."""
    found = comparisons[LABOUR, "sygedagpenge", *YEAR, "soenderjylland"]
    assert found.cluster_value == Fraction(33, 10)
    assert found.cluster_value_printed
