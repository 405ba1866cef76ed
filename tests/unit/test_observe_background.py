"""Background figures: the latest one dated at or before the period's last day, summed where all are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.indicators.background import Backgrounds
from pejling.terms.municipality import members, municipalities
from pejling.terms.observation import Observation, table_of
from pejling.terms.period import Period

FIGURE = "labour_force_16_66"


def given_rows(*rows: tuple[str, str, float], **more) -> Backgrounds:
    return Backgrounds.from_table(
        table_of([Observation(FIGURE, "", area, period, value=value, **more) for area, period, value in rows])
    )


@pytest.mark.parametrize(
    ("period", "figure"),
    [
        ("2010Q3", None),  # ends 30 September, before any figure is dated
        ("2010M11", (30_000, date(2010, 11, 30))),  # dated on its own last day
        ("2011Q3", (30_000, date(2010, 11, 30))),
        ("2011M10", (30_000, date(2010, 11, 30))),
        ("2011Q4", (31_000, date(2011, 11, 30))),  # its last day is 31 December
        ("2011Q1-2011Q4", (31_000, date(2011, 11, 30))),
        ("2019", (31_000, date(2011, 11, 30))),
    ],
)
def test_the_latest_figure_dated_at_or_before_the_last_day(period, figure):
    known = given_rows(("580", "2011M11", 31_000), ("580", "2010M11", 30_000))
    assert known.value(FIGURE, "580", Period.parse(period)) == figure


def test_a_region_is_the_sum_of_its_municipalities_where_all_are_known():
    """Region 81 has 11; ten have 100 and one has 50 of a year before: 1,050, dated by the oldest."""
    codes = members("region:81")
    assert len(codes) == 11
    rows = [(code, "2010M11", 100.0) for code in codes[1:]] + [(codes[0], "2009M11", 50.0)]
    known = given_rows(*rows, ("region:81", "2010M11", 999.0))
    assert known.value(FIGURE, "region:81", Period.parse("2011Q1")) == (1_050, date(2009, 11, 30))
    # at the end of 2009 only one of them is known, and the region's own figure is not dated yet
    assert known.value(FIGURE, "region:81", Period.parse("2009")) is None


def test_with_one_municipality_missing_the_figure_of_the_area_itself_is_taken():
    codes = members("region:81")
    rows = [(code, "2010M11", 100.0) for code in codes[1:]]
    known = given_rows(*rows, ("region:81", "2010M11", 1_234.0))
    assert known.value(FIGURE, "region:81", Period.parse("2011Q1")) == (1_234, date(2010, 11, 30))
    assert given_rows(*rows).value(FIGURE, "region:81", Period.parse("2011Q1")) is None


def test_the_country_is_the_sum_of_all_98():
    known = given_rows(*((str(code), "2010", 10.0) for code in municipalities()))
    assert known.value(FIGURE, "dk", Period.parse("2011")) == (980, date(2010, 12, 31))


def test_a_cluster_is_the_sum_of_its_members_or_the_figure_given_for_it():
    known = given_rows(("540", "2010", 5.0), ("550", "2010", 7.0), ("cluster:ams", "2010", 99.0))
    clusters = {"cluster:soenderjylland": ("540", "550"), "cluster:ams": ("540", "461")}
    year = Period.parse("2010")
    assert known.value(FIGURE, "cluster:soenderjylland", year, clusters) == (12, date(2010, 12, 31))
    assert known.value(FIGURE, "cluster:ams", year, clusters) == (99, date(2010, 12, 31))
    assert known.value(FIGURE, "cluster:soenderjylland", year) is None


def test_the_figure_taken_in_later_counts():
    known = given_rows(("580", "2010", 5.0), ("580", "2010", 6.0))
    assert known.value(FIGURE, "580", Period.parse("2010")) == (6, date(2010, 12, 31))


def test_what_is_hidden_or_no_background_figure_is_passed_over():
    rows = [
        Observation(FIGURE, "", "580", "2010", value=5.0),
        Observation(FIGURE, "", "580", "2011", status="suppressed"),
        Observation(FIGURE, "", "580", "2011", measure="change_pct", base_period="2010", value=20.0),
        Observation("full_time_persons", "sygedagpenge", "580", "2011", value=7.0),
    ]
    known = Backgrounds.from_table(table_of(rows))
    assert set(known.series) == {(FIGURE, "580")}
    assert known.value(FIGURE, "580", Period.parse("2011")) == (5, date(2010, 12, 31))


def test_figures_of_a_kind_are_their_own():
    assert given_rows(("580", "2010", 5.0)).value("population_16_66", "580", Period.parse("2010")) is None


years = st.integers(2000, 2010)


@settings(deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(st.sampled_from(["580", "510"]), years, st.integers(0, 99)), max_size=8),
    asked=st.lists(years, min_size=1, max_size=4),
)
def test_a_whole_lookup_equals_one_at_a_time_and_the_plain_reading(rows, asked):
    """The plain reading: of the rows not after the year asked for the latest year, of that the last row."""
    known = given_rows(*((area, str(year), float(value)) for area, year, value in rows))
    periods = [Period.parse(str(year)) for year in asked]
    dated = known.over(FIGURE, ["580", "510"], periods)
    for a, area in enumerate(["580", "510"]):
        for p, year in enumerate(asked):
            by_year = {y: value for ar, y, value in rows if ar == area and y <= year}
            plain = (by_year[max(by_year)], date(max(by_year), 12, 31)) if by_year else None
            assert known.value(FIGURE, area, periods[p]) == plain
            assert bool(dated.known[a, p]) == (plain is not None)
            assert dated.value[a, p] == (plain[0] if plain else 0)
