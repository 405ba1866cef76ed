"""Seasonal adjustment: a known season, the published procedure, breaks and gaps."""

from __future__ import annotations

import numpy as np
import pytest

from pejling.stats.season import seasonally_adjusted

SEASON = np.array([8.0, 6, 3, 0, -3, -5, -8, -6, -2, 0, 3, 4])  # adds up to 0


def monthly(years, slope=0.5, level=100.0):
    place = np.arange(12 * years)
    return level + slope * place, np.tile(SEASON, years)


def test_a_known_season_is_taken_away_whole():
    trend, season = monthly(6)
    found = seasonally_adjusted(trend + season, 12)
    assert found.adjusted == pytest.approx(trend, abs=0.05)
    assert found.seasonal == pytest.approx(season, abs=0.05)
    assert [(one.first, one.last, one.adjusted) for one in found.stretches] == [(0, 71, True)]


def test_it_is_the_stl_of_statsmodels():
    from statsmodels.tsa.seasonal import STL

    trend, season = monthly(5)
    series = trend + season + np.random.default_rng(2).normal(0, 2, 60)
    theirs = STL(series, period=12, robust=True).fit()
    assert seasonally_adjusted(series, 12).adjusted == pytest.approx(theirs.trend + theirs.resid)


def test_quarters():
    series = np.tile([4.0, -1, -2, -1], 4) + 50
    assert seasonally_adjusted(series, 4).adjusted == pytest.approx(np.full(16, 50.0), abs=1e-6)


def test_three_whole_years_are_needed():
    trend, season = monthly(3)
    series = trend + season
    assert seasonally_adjusted(series, 12).any
    short = seasonally_adjusted(series[:35], 12)
    assert not short.any
    assert np.isnan(short.adjusted).all()
    assert [one.length for one in short.stretches] == [35]


def test_nothing_is_adjusted_across_a_break():
    trend, season = monthly(6)
    series = trend + season
    series[36:] += 40
    broken = seasonally_adjusted(series, 12, breaks=[36])
    assert broken.adjusted[:36] == pytest.approx(seasonally_adjusted(series[:36], 12).adjusted)
    assert broken.adjusted[36:] == pytest.approx(seasonally_adjusted(series[36:], 12).adjusted)


def test_the_stretch_after_a_late_break_stays_unadjusted():
    trend, season = monthly(5)
    found = seasonally_adjusted(trend + season, 12, breaks=[48])
    assert np.isfinite(found.adjusted[:48]).all()
    assert np.isnan(found.adjusted[48:]).all()
    assert [one.adjusted for one in found.stretches] == [True, False]


def test_missing_values_stay_missing():
    trend, season = monthly(6)
    series = trend + season
    series[[20, 21]] = np.nan
    found = seasonally_adjusted(series, 12)
    assert np.isnan(found.adjusted[[20, 21]]).all()
    assert found.adjusted[40:] == pytest.approx(trend[40:], abs=1.0)
    assert len(found.stretches) == 1
    series[22] = np.nan  # three in a row end the stretch
    assert [(one.first, one.last) for one in seasonally_adjusted(series, 12).stretches] == [(0, 19), (23, 71)]


def test_a_series_of_one_value_has_no_season():
    found = seasonally_adjusted(np.full(40, 7.0), 12)
    assert found.adjusted.tolist() == [7.0] * 40


@pytest.mark.parametrize(("values", "a_year"), [([[1.0]], 12), ([1.0, 2.0], 1)])
def test_what_has_no_season_is_refused(values, a_year):
    with pytest.raises(ValueError, match="periods a year"):
        seasonally_adjusted(values, a_year)
