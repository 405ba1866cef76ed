"""Whatever a hidden member's number is, a cluster's value that is shown prints the same with it."""

from __future__ import annotations

from fractions import Fraction

from figures_by_hand import YEAR, measured
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import compare
from pejling.disclosure.protect import protect
from pejling.terms.amount import round_half_up
from pejling.terms.observation import table_of
from pejling.terms.period import Period

OVER_26 = "spells_over_26_weeks_pct"
MEMBERS = ("540", "550", "510", "561", "563")

spells = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
many = st.integers(20, 20_000).flatmap(lambda n: st.tuples(st.integers(n // 20, n), st.just(n)))


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.tuples(many, spells | many, spells | many, spells | many, spells))
def test_shown_value_prints_as_the_true_one(counts):
    rows = [measured("580", 100, 400, OVER_26)]
    rows += [
        measured(area, above, below, OVER_26) for area, (above, below) in zip(MEMBERS, counts, strict=True)
    ]
    release = protect(table_of(rows), "public")
    gone = release.hidden + release.secondary  # 16 of 20 leave four others
    (found,) = compare(release.table, "580", [Cluster("fem", MEMBERS)], periods=[Period.parse(YEAR)])
    if found.cluster_value is None:
        assert found.cluster_hidden
        assert gone
        return
    truth = Fraction(100 * sum(n for n, _ in counts), sum(d for _, d in counts))
    assert round_half_up(found.cluster_value, 1) == round_half_up(truth, 1)
    assert ("members_hidden" in found.marks) == bool(gone)
