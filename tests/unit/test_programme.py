"""Linear programmes: by hand, against all numbers tried one by one, and against scipy's own function."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.stats.highs import Limits, Model
from pejling.stats.programme import Programme


def test_the_least_of_a_programme_by_hand():
    """x + y = 5, x from 1 to 4, y from 0: x reaches 1 and 4, y 1 and 4."""
    programme = Programme()
    x, y = programme.number(1, 4), programme.number()
    programme.row([(x, 1.0), (y, 1.0)], 5, 5)
    assert programme.reach([x]) == pytest.approx((1, 4))
    assert programme.reach([y]) == pytest.approx((1, 4))
    programme.row([(x, 1.0)], 9, 9)
    assert programme.reach([x]) is None


def test_whole_numbers_are_looked_for_in_each_block_by_itself():
    """2x + 2y = 3 has halves only; u + v = 4 beside it is whole as it is. Three numbers, each two of them 3
    at least, cost 4.5 in halves and 5 in whole numbers."""
    programme = Programme()
    u, v = programme.number(0, 3, 1.0), programme.number(0, 3, 2.0)
    programme.row([(u, 1.0), (v, 1.0)], 4, 4)
    three = [programme.number(0, 9, 1.0) for _ in range(3)]
    for one, other in zip(three, three[1:] + three[:1], strict=True):
        programme.row([(one, 1.0), (other, 1.0)], 3, 9)
    halves, whole = programme.least(), programme.least(integers=True)
    assert halves is not None
    assert whole is not None
    assert halves[three].sum() == pytest.approx(4.5)
    assert (whole[three].sum(), whole[u], whole[v]) == pytest.approx((5, 3, 1))
    x, y = programme.number(), programme.number()
    programme.row([(x, 2.0), (y, 2.0)], 3, 3)
    assert programme.least() is not None
    assert programme.least(integers=True) is None


sizes = st.integers(1, 4)
signs = st.sampled_from([-1.0, 0.0, 1.0, 2.0])


@st.composite
def programmes(draw):
    """One to four numbers of 0 to 4, some rows, and two costs: (coefficients, limits of rows, costs)."""
    numbers, rows = draw(sizes), draw(st.integers(0, 4))
    table = draw(st.lists(st.lists(signs, min_size=numbers, max_size=numbers), min_size=rows, max_size=rows))
    ends = draw(st.lists(st.tuples(st.integers(-3, 6), st.integers(0, 4)), min_size=rows, max_size=rows))
    cost = st.lists(st.integers(-3, 9), min_size=numbers, max_size=numbers)
    return table, [(low, low + more) for low, more in ends], draw(cost), draw(cost)


def posed(table, ends, cost):
    programme = Programme()
    at = [programme.number(0, 4, float(each)) for each in cost]
    for row, (low, high) in zip(table, ends, strict=True):
        programme.row([(number, c) for number, c in zip(at, row, strict=True) if c], low, high)
    return programme


@settings(max_examples=150, deadline=None, derandomize=True)
@given(programmes())
def test_the_least_in_whole_numbers_is_that_of_all_numbers_tried(given_one):
    table, ends, cost, _ = given_one
    fitting = [
        sum(c * x for c, x in zip(cost, numbers, strict=True))
        for numbers in product(range(5), repeat=len(cost))
        if all(
            low <= sum(c * x for c, x in zip(row, numbers, strict=True)) <= high
            for row, (low, high) in zip(table, ends, strict=True)
        )
    ]
    solution = posed(table, ends, cost).least(integers=True)
    assert (solution is None) == (not fitting)
    if solution is not None:
        assert solution == pytest.approx(np.rint(solution))
        assert solution @ np.array(cost) == pytest.approx(min(fitting))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programmes())
def test_a_question_asked_onwards_costs_what_it_costs_afresh(given_one):
    """Two questions of one programme, the second from the first answer on; scipy's milp is asked apart."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    table, ends, first, second = given_one
    programme = posed(table, ends, first)
    cost = np.array(second, dtype=float)
    rows = [LinearConstraint(np.array(table), *np.array(ends, dtype=float).T)] if table else []
    theirs = milp(cost, constraints=rows, bounds=Bounds(0, 4))
    for onwards in (False, True, True, False):
        programme.least()
        found = programme.least(cost, onwards=onwards)
        assert (found is None) == (theirs.x is None)
        if found is not None:
            assert found @ cost == pytest.approx(theirs.fun, abs=1e-7)
            if not onwards:
                assert (found == theirs.x).all()  # one solver, one way: not another answer as cheap


def test_a_programme_that_grows_is_posed_anew():
    programme = Programme()
    x = programme.number(0, 9, -1.0)
    assert programme.least() == pytest.approx([9])
    programme.row([(x, 1.0)], 0, 4)
    assert programme.least() == pytest.approx([4])


@pytest.mark.parametrize("coefficient", [float("nan"), 1e16])
def test_a_model_that_is_refused_has_no_answer(coefficient):
    """HiGHS would go on with no model at all, and find 0 the best of all numbers."""
    programme = Programme()
    programme.row([(programme.number(1, 2, 1.0), coefficient)], 0, 1)
    with pytest.raises(ValueError, match="does not take the model"):
        programme.least()


def test_a_model_that_nothing_fits_says_so_however_often_it_is_asked():
    from scipy.sparse import csc_array

    limits = Limits(np.zeros(1), np.ones(1), csc_array(np.ones((1, 1))), np.full(1, 2.0), np.full(1, 3.0))
    model = Model(limits)
    assert [model.least(np.ones(1), onwards) for onwards in (False, True, False)] == [None] * 3
