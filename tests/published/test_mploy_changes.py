"""The 2020 report on Haderslev: table 4.1's changes follow from its levels."""

from __future__ import annotations

from fractions import Fraction

import pytest
from published_tables import printed_changes, released

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import Comparison, compare
from pejling.terms.amount import exact, round_half_up
from pejling.terms.period import Period

FILE = "mploy_haderslev_2020.csv"
CLUSTERS = [Cluster("soenderjylland_oevrige", ("580", "550", "540"))]
FULL_TIME = "full_time_persons"


@pytest.mark.parametrize("base", ["2017M12", "2018M12"])
def test_every_printed_change_is_computed_from_levels(base):
    """sygedagpenge 2017-2019: 726/712 - 1 = 1.97 per cent, printed 2."""
    found = compare(
        released(FILE), "510", CLUSTERS, computed=True, base=Period.parse(base), indicators=[FULL_TIME]
    )
    computed = {c.group: c for c in found if c.period == "2019M12" and c.cluster == "rammevilkaar"}
    printed = [change for change in printed_changes(FILE, "4.1", "510") if change.base_period == base]
    assert len(printed) == 16
    for change in printed:
        own = computed[change.group]
        assert own.own_change is not None
        assert not own.own_change_printed
        assert round_half_up(own.own_change, 0) == exact(change.value, 0), change.group


def test_default_base_is_the_year_before():
    found = compare(released(FILE), "510", CLUSTERS, computed=True, indicators=[FULL_TIME])
    assert {c.base_period for c in found if c.period == "2019M12"} == {"2018M12"}


def test_each_published_change_has_its_own_base():
    found = compare(
        released(FILE),
        "510",
        asked=["rammevilkaar"],
        groups=["dagpenge"],
        indicators=[FULL_TIME],
        periods=[Period.parse("2019M12")],
    )
    by_base = {c.base_period: c for c in found}
    assert list(by_base) == ["2017M12", "2018M12"]
    # 646 to 644 is -0.3 per cent, printed 0; 613 to 644 is 5.06, printed 5, against 3: rose more
    assert _seen(by_base["2017M12"]) == (0, None, "flat", "none")
    assert _seen(by_base["2018M12"]) == (5, 3, "down", "worse")


def test_levels_are_compared_where_only_the_cluster_prints_them():
    found = compare(
        released(FILE),
        "510",
        asked=["rammevilkaar"],
        indicators=["activation_degree_pct"],
        groups=["dagpenge"],
    )
    assert {c.period for c in found} == {"2019H1", "2019H2", "2019"}
    assert all(c.cluster_value is not None for c in found if c.period == "2019")
    assert all(c.cluster_value is None for c in found if c.period != "2019")


def _seen(found: Comparison) -> tuple[Fraction | None, Fraction | None, str, str]:
    return found.own_change, found.cluster_change, found.trend_direction, found.trend_colour
