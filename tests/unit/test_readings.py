"""Medians and parts, read off histograms and life tables worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pejling.indicators.indicator import Unit
from pejling.indicators.measures import Ended, Histogram, Lifetable, Of, Running
from pejling.indicators.needs import (
    asks_age,
    counted_behind,
    extracts_behind,
    goes_by_spells,
    has_tables,
    left_out,
    over_background,
    shapes_for,
)
from pejling.indicators.readings import Cells, Part, Quantile, behind, part, quantile
from pejling.indicators.registry import get
from pejling.indicators.unions import AWARDED_FLEX_JOB, PERMANENT_UNDER_40


def lengths(*weeks: int, most: int = 10) -> np.ndarray:
    cube = np.zeros((1, 1, 1, most + 1), dtype=np.int64)
    for week in weeks:
        cube[0, 0, 0, min(week, most)] += 1
    return cube


@pytest.mark.parametrize(
    ("weeks", "pct", "expected"),
    [
        ((5, 7, 9), 50, 7.0),
        ((5, 7, 8, 9), 50, 7.0),  # half of four have ended within 7 weeks
        ((5,), 50, 5.0),
        ((1, 2, 3, 4), 75, 3.0),
        ((0, 9), 50, 0.0),
        ((5, 10, 10), 50, None),  # the last bin holds 10 weeks or more: nobody knows how many
        ((), 50, None),
    ],
)
def test_the_quantile_of_lengths(weeks, pct, expected):
    found = quantile(Quantile(Histogram(10), pct), lengths(*weeks))[0, 0, 0]
    assert (None if np.isnan(found) else found) == expected
    assert behind(Histogram(10), lengths(*weeks))[0, 0, 0] == len(weeks)


def table(exits: dict[int, int], censored: dict[int, int], weeks: int = 6) -> np.ndarray:
    """All enter at 0; columns: entered, censored, unknown start, exits."""
    cube = np.zeros((1, 1, 1, weeks + 1, 4), dtype=np.int64)
    cube[..., 0, 0] = sum(exits.values()) + sum(censored.values())
    for week, number in exits.items():
        cube[..., week, 3] = number
    for week, number in censored.items():
        cube[..., week, 1] = number
    cube[..., 0, 2] = 9
    return cube


SHAPE = Lifetable(weeks=6, causes=("fleksjob",), until=("fleksjob",))


def test_the_median_of_a_life_table_counts_only_those_still_followed():
    """Of four, one leaves at 1 (3/4 stay); two are lost at 2; the one left leaves at 5: none stay."""
    assert quantile(Quantile(SHAPE), table({1: 1, 5: 1}, {2: 2}))[0, 0, 0] == 5.0
    assert quantile(Quantile(SHAPE), table({0: 2, 5: 1}, {6: 1}))[0, 0, 0] == 0.0
    assert np.isnan(quantile(Quantile(SHAPE), table({1: 1}, {6: 3}))[0, 0, 0])
    assert np.isnan(quantile(Quantile(SHAPE), table({}, {}))[0, 0, 0])


def test_a_part_is_the_sum_of_its_cells():
    cube = table({0: 2, 5: 1, 6: 4}, {2: 2, 6: 3})
    assert part(Part(SHAPE, (Cells("censored", 6, 6),)), cube)[0, 0, 0] == 3
    assert part(Part(SHAPE, (Cells("censored", 6, 6), Cells("fleksjob", 0, 5))), cube)[0, 0, 0] == 6
    assert part(Part(SHAPE, (Cells("unknown_start", 0, 0),)), cube)[0, 0, 0] == 9
    assert behind(Of(SHAPE, AWARDED_FLEX_JOB), cube)[0, 0, 0] == 12


def test_tables_are_asked_for_whole_with_what_is_left_out():
    assert shapes_for(["median_completed_duration_weeks"]) == (Histogram(), Ended(start="unknown"))
    (waiting,) = shapes_for(["never_placed_pct"])
    assert waiting == Of(waiting.shape, AWARDED_FLEX_JOB)
    assert left_out(get("never_placed_pct")) == Part(waiting, (Cells("unknown_start", 0, 0),))
    assert left_out(get("spells_over_26_weeks_pct")) == Running(start="unknown")
    assert has_tables("median_completed_duration_weeks")
    assert not has_tables("full_time_persons")


def test_what_stands_behind_a_union_is_of_the_union():
    shape = get("long_term_share_pct").numerator
    assert counted_behind(shape) == shape
    assert shapes_for(["permanent_benefits_under_40_pct"]) == (
        get("permanent_benefits_under_40_pct").numerator,
    )
    assert asks_age(get("permanent_benefits_under_40_pct").numerator)
    assert [PERMANENT_UNDER_40.holds_age(age) for age in (17, 18, 39, 40)] == [False, True, True, False]


def test_what_an_indicator_is_made_of():
    assert extracts_behind(get("activation_degree_pct").numerator) == {"offers"}
    assert extracts_behind(get("reassessed_12_18_months_pct").denominator) == {"contacts"}
    assert extracts_behind(get("full_time_persons").numerator) == frozenset()
    by_spells = {id for id in ("inflow", "contacts_per_half_year", "long_term_share_pct",
        "reassessed_12_18_months_pct", "never_placed_pct") if goes_by_spells(get(id).numerator)}  # fmt: skip
    assert by_spells == {"inflow", "reassessed_12_18_months_pct", "never_placed_pct"}
    assert over_background(get("share_of_labour_force_pct"))
    assert not over_background(get("inflow"))
    assert get("activation_degree_pct").unit is Unit.PERCENT
