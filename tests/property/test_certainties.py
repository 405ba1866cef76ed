"""Whatever is published or counted: a certainty holds its figure, and its parts agree with each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.compare import compare
from pejling.comparison.estimate import Spread
from pejling.comparison.judge import Evidence
from pejling.comparison.marking import marked
from pejling.disclosure.protect import protect
from pejling.terms.observation import Observation, table_of

AREAS = ("580", "510", "540", "550")
PERIODS = ("2018Q3", "2019Q3")
MEAN, RATE, COUNT = "mean_completed_duration_weeks", "share_of_labour_force_pct", "full_time_persons"
BACKGROUND = "labour_force_16_66"


def printed(indicator, area, period, value, decimals, group="sygedagpenge"):
    return Observation(
        *(indicator, group, area, period), value=value, decimals=decimals, published=True, source="x"
    )


@st.composite
def published(draw):
    """Rates, shares and counts of some municipalities, with or without what they are a share of."""
    rows = []
    for area in AREAS:
        if draw(st.booleans()) or area == "580":
            rows.append(printed(BACKGROUND, area, "2017", draw(st.integers(0, 50000)), 0, group=""))
        for period in PERIODS:
            if draw(st.integers(0, 9)):
                rows.append(printed(RATE, area, period, draw(st.integers(0, 400)) / 10, 1))
            rows.append(printed(COUNT, area, period, draw(st.integers(0, 3000)), 0))
    return rows, Evidence()


@st.composite
def counted(draw):
    """Weeks and number of spells of persons in each municipality, with the sums beside them."""
    rows, spreads = [], {}
    for area in AREAS:
        for period in PERIODS:
            people = draw(st.lists(st.tuples(st.integers(3, 40), st.integers(1, 3)), min_size=5, max_size=40))
            x, y = [a for a, _ in people], [b for _, b in people]
            if not people:
                continue
            rows.append(
                Observation(
                    *(MEAN, "sygedagpenge", area, period),
                    value=sum(x) / sum(y),
                    numerator=sum(x),
                    denominator=sum(y),
                    numerator_count=sum(y),
                    denominator_count=sum(y),
                    source="DREAM",
                )
            )
            spreads[MEAN, "sygedagpenge", period, area] = Spread(
                sum(a * a for a in x),
                sum(a * b for a, b in people),
                sum(b * b for b in y),
                sum(y),
            )
    return rows, Evidence(spreads, draw(st.booleans()))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.one_of(published(), counted()), st.sampled_from(Method))
def test_certainties_hold_together(given_rows, method):
    rows, evidence = given_rows
    release = protect(table_of(rows), "internal")
    clusters = [Cluster("a", AREAS, method)]
    for one in marked(compare(release.table, "580", clusters, evidence=evidence), lambda row: row.group):
        sides = (
            (one.level_certainty, one.own_level, one.cluster_level),
            (one.change_certainty, one.own_development, one.cluster_development),
        )
        for found, own, other in sides:
            assert found is not None
            if found.own is None:
                assert found.reason is not None
                assert found.p is None
                continue
            assert own.value is not None
            assert found.own[0] <= own.value <= found.own[1]
            if found.of_gap is None:
                assert found.reason is not None
                assert (found.p, found.marked) == (None, None)
                continue
            assert found.cluster is not None
            assert other.value is not None
            assert found.p is not None
            assert found.cluster[0] <= other.value <= found.cluster[1]
            assert found.gap == own.value - other.value
            assert found.of_gap[0] <= found.gap <= found.of_gap[1]
            assert 0 <= found.p <= 1
            assert found.marked is not None
            if abs(found.p - 0.05) > 1e-9:
                assert found.within_chance == (found.p > 0.05)
            if found.among is not None:
                assert found.among[0] <= found.of_gap[0] + 1e-9
                assert found.among[1] >= found.of_gap[1] - 1e-9
