"""Marks "within chance" of a whole table, and what stands beside a symbol."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from report_cases import comparison

from pejling.comparison.certainty import Certainty, Doubt, doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.marking import marked

SHARE, COUNT = "share_of_labour_force_pct", "full_time_persons"


def sure(p, *, cluster="a", group="sygedagpenge", indicator=SHARE, zero=False) -> Comparison:
    """A comparison whose level has the p-value ``p``."""
    row = comparison(cluster, "3.4", "2.7")
    own = (0.0, 3.7) if zero else (3.2, 3.6)
    of_gap = (0.1, 0.5) if p < 0.05 else (-0.1, 0.5)
    known = Certainty(own, (2.9, 3.1), Fraction(not zero), of_gap, None, p)
    return replace(
        row, cluster=cluster, group=group, indicator=indicator, level_certainty=known, change_certainty=None
    )


def marks(rows):
    return [one.level_certainty.marked for one in marked(rows, lambda one: one.group)]


def test_marks_follow_benjamini_hochberg_within_a_table_and_a_cluster():
    """0.04, 0.06, 0.09, 0.5: 0.09 > 3/4 x 0.1, 0.06 > 2/4 x 0.1, 0.04 > 1/4 x 0.1: none is found. Each alone,
    the first three would be: against another cluster, or in another table."""
    ids = [SHARE, COUNT, "inflow", "outflow"]
    together = [sure(p, indicator=id) for p, id in zip((0.04, 0.06, 0.09, 0.5), ids, strict=True)]
    assert marks(together) == [True] * 4
    apart = [replace(one, cluster=str(at)) for at, one in enumerate(together)]
    assert marks(apart) == [False, False, False, True]
    tables = [replace(one, group=str(at)) for at, one in enumerate(together)]
    assert marks(tables) == [False, False, False, True]


def test_a_level_beside_two_changes_counts_once():
    """0.04 and 0.09: twice the first would be 0.04 <= 2/3 x 0.1; once, 0.09 <= 2/2 x 0.1 carries both."""
    twice = [sure(0.06), replace(sure(0.06), base_period="2009Q3"), sure(0.11, indicator=COUNT)]
    assert marks(twice) == [True, True, True]  # 0.06 > 1/2 x 0.1; counted twice it would be <= 2/3 x 0.1


def test_two_zeros_are_not_among_those_looked_at():
    """One at 0.04 with nine pairs of zeros: alone it is found, among ten it would not be."""
    nothing = [sure(1.0, indicator=f"inflow_from:{at}", zero=True) for at in range(9)]
    assert marks([sure(0.04), *nothing]) == [False] + [True] * 9


def test_what_stands_beside_a_symbol():
    known = Certainty(own=(1, 2), of_gap=(0.1, 1), among=(-1, 2), p=0.01)
    assert doubt(None) is doubt(known) is Doubt.NONE  # no table known yet
    assert doubt(replace(known, marked=True)) is Doubt.CHANCE
    assert doubt(replace(known, marked=False)) is Doubt.SPREAD
    assert doubt(replace(known, marked=False, among=(0.1, 2))) is Doubt.NONE
