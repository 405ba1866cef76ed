"""Aabenraa against its region and the country, in a real answer of jobindsats.dk over 60 months."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from municipal_answer import read_municipal

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import Comparison, compare
from pejling.disclosure.protect import protect
from pejling.terms.amount import exact, round_half_up
from pejling.terms.municipality import members

FILE = Path(__file__).parents[3] / "shared" / "data" / "jobindsats" / "jobindsats_municipal_2026-08-22.json"
FULL_TIME, LABOUR = "full_time_persons", "share_of_labour_force_pct"
GROUP, REGION = "kontanthjaelp", "region:83"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="../shared/data with the real answer is absent")


@pytest.fixture(scope="module")
def table() -> pa.Table:
    release = protect(read_municipal(FILE).observations, "public")
    assert release.hidden == 0  # all of it was published
    return release.table


@pytest.fixture(scope="module")
def found(table) -> list[Comparison]:
    return compare(
        table,
        "580",
        [Cluster.of_area(REGION), Cluster.of_area("dk")],
        indicators=[FULL_TIME, LABOUR],
        groups=[GROUP],
    )


def values(table: pa.Table, indicator: str, period: str) -> dict[str, Fraction]:
    kept = table.filter(
        pc.and_(
            pc.and_(pc.equal(table["indicator"], indicator), pc.equal(table["group"], GROUP)),
            pc.equal(table["period"], period),
        )
    )
    rows = zip(*(kept[name].to_pylist() for name in ("area", "value", "decimals")), strict=True)
    return {area: exact(value, decimals) for area, value, decimals in rows if value is not None}


def test_sixty_months_against_both_clusters(found):
    assert len({c.period for c in found}) == 60
    assert {c.cluster for c in found} == {REGION, "dk"}
    assert len(found) == 2 * 2 * 60
    assert all(c.cluster_value is not None for c in found)


def test_region_is_the_average_of_its_other_municipalities(table, found):
    """21 municipalities besides Aabenraa: the sum of their full-time persons over 21."""
    counts = values(table, FULL_TIME, "2024M06")
    others = [area for area in members(REGION) if area != "580"]
    (region,) = [c for c in found if (c.indicator, c.period, c.cluster) == (FULL_TIME, "2024M06", REGION)]
    assert len(others) == 21
    assert region.cluster_value == sum(counts[area] for area in others) / 21


def test_pooled_rate_on_implied_denominators_agrees_with_the_published_country(table, found):
    """The implied labour forces are each off by rounding only: the 97 others make the country's rate."""
    for period in ("2021M08", "2024M06", "2026M05"):
        (country,) = [c for c in found if (c.indicator, c.period, c.cluster) == (LABOUR, period, "dk")]
        assert abs(country.cluster_value - values(table, LABOUR, period)["dk"]) < Fraction(1, 10)
        assert "implied_denominator" in country.marks


def test_changes_begin_after_a_year_and_run_through_the_back_cast_reform(found):
    first_year = {c.period for c in found if c.own_change is None}
    assert min(c.period for c in found) == "2021M08"
    assert first_year == {c.period for c in found if c.period < "2022M08"}
    reform = [c for c in found if c.period == "2025M12"]
    assert all("break:2025-07-kontanthjaelp" in c.own_marks for c in reform)


def test_newest_month_is_provisional(found):
    newest = max(c.period for c in found)
    assert {c.period for c in found if "provisional" in c.own_level.marks} == {newest}


def test_symbols_follow_from_the_printed_values(found):
    for c in found:
        own, other = round_half_up(c.own_value, 1), round_half_up(c.cluster_value, 1)
        if c.indicator == LABOUR:
            expected = "same" if own == other else "better" if own < other else "worse"
            assert c.level_symbol == expected
