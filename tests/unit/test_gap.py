"""Gaps taken apart: every split worked by hand, and adding up exactly whatever the numbers."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.comparison.drivers import drivers
from pejling.comparison.figure import Figure, missing
from pejling.comparison.gap import Side, gap
from pejling.comparison.standardise import Standard, Stratum, composition, pooled
from pejling.stats.standardise import crude, direct, expected, kitagawa, product_split
from pejling.terms.observation import Status

EXAMPLES = Path(__file__).parents[2] / "examples"


def numbers(*whole):
    return [None if one is None else Fraction(one) for one in whole]


def figure(value, decimals=1):
    return Figure(None if value is None else Fraction(str(value)), decimals)


HIDDEN = missing(0, status=Status.SUPPRESSED)


# --- the arithmetic ------------------------------------------------------------------------------


def test_a_product_split_by_hand():
    # 3 x 4 - 2 x 5 = 2: the first factor is 1 more at a mean of 4.5, the second 1 less at a mean of 2.5
    found = product_split(*numbers(3, 4, 2, 5))
    assert (found.first, found.second) == (Fraction(9, 2), Fraction(-5, 2))
    # a factor of 0 is no trouble, unlike for a logarithmic split
    assert product_split(*numbers(0, 4, 2, 5)).first + product_split(*numbers(0, 4, 2, 5)).second == -10


wide = st.fractions(min_value=0, max_value=1000, max_denominator=50)


@given(wide, wide, wide, wide)
def test_the_two_parts_are_the_whole_gap_and_swap_signs(a, b, c, d):
    found, back = product_split(a, b, c, d), product_split(c, d, a, b)
    assert found.first + found.second == a * b - c * d
    assert (back.first, back.second) == (-found.first, -found.second)


def test_kitagawa_by_hand():
    # own 60 at 10 and 40 at 30: 18. Other 50 at 10 and 50 at 20: 15. The gap of 3 is
    # mix (0.6-0.5) x 10 + (0.4-0.5) x 25 = -1.5 and rate 0 x 0.55 + 10 x 0.45 = 4.5
    own, other = (numbers(60, 40), numbers(10, 30)), (numbers(50, 50), numbers(10, 20))
    assert (crude(*own), crude(*other)) == (18, 15)
    found = kitagawa(*own, *other)
    assert (found.composition, found.rate, found.difference) == (Fraction(-3, 2), Fraction(9, 2), 3)
    assert found.composition_by_stratum == (Fraction(1), Fraction(-5, 2))
    # on the other's mix own would be 0.5 x 10 + 0.5 x 30
    assert direct(other[0], own[1]) == 20
    # at the other's rates 60 x 10 + 40 x 20
    assert expected(own[0], other[1]) == 1400


def test_a_stratum_that_one_side_lacks_makes_no_difference_of_rate():
    # own has nobody in the second stratum, so all of it is mix: (1-0.5) x 10 + (0-0.5) x 20 = -5
    found = kitagawa(numbers(10, 0), numbers(10, None), numbers(10, 10), numbers(10, 20))
    assert (found.composition, found.rate) == (-5, 0)
    with pytest.raises(ValueError, match="no rate"):
        direct(numbers(1, 1), numbers(10, None))
    with pytest.raises(ValueError, match="nobody"):
        kitagawa(numbers(0), numbers(None), numbers(1), numbers(1))
    with pytest.raises(ValueError, match="fit together"):
        direct(numbers(1, 1), numbers(10))


sizes = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), wide, wide), min_size=1, max_size=6)


@given(sizes)
def test_mix_and_rate_add_up_exactly(strata):
    own, other, rates, others = (list(column) for column in zip(*strata, strict=True))
    if not sum(own) or not sum(other):
        return
    mine = [rate if size else None for size, rate in zip(own, rates, strict=True)]
    theirs = [rate if size else None for size, rate in zip(other, others, strict=True)]
    found = kitagawa(own, mine, other, theirs)
    assert found.difference == crude(own, mine) - crude(other, theirs)
    assert sum(found.composition_by_stratum) + sum(found.rate_by_stratum) == found.difference


# --- inflow and duration -------------------------------------------------------------------------


def test_a_gap_in_level_by_hand():
    # a quarter of 13 weeks: own 4 pct. with 20 per 1,000 coming in, so 40 / (20/13) = 26 weeks each; the
    # other 1 pct. with 10 per 1,000: 13 weeks. Gap 3: inflow (20-10)/130 x 19.5 = 1.5, duration 13 x 30/260
    # = 1.5
    own, other = Side(figure(4), figure(20), 13), Side(figure(1), figure(10), 13)
    found = gap("sygedagpenge", "2017Q2", "ams", own, other)
    assert (own.duration, other.duration) == (26, 13)
    assert (found.gap, found.from_inflow, found.from_duration) == (3, Fraction(3, 2), Fraction(3, 2))


def test_a_gap_without_inflow_or_with_a_hidden_side_is_undecided():
    own = Side(figure(4), figure(20), 13)
    for other in (Side(figure(1), HIDDEN, 13), Side(figure(1), figure(0), 13), Side(HIDDEN, figure(1), 13)):
        found = gap("sygedagpenge", "2017Q2", "ams", own, other)
        assert (found.from_inflow, found.from_duration) == (None, None)
        assert found.missing


# --- mix and rate --------------------------------------------------------------------------------


def strata(**bands):
    return {name: Stratum(*numbers(above, below)) for name, (above, below) in bands.items()}


def test_a_composition_and_its_standardised_rates():
    own = strata(young=(6, 60), old=(12, 40))  # 10 and 30 pct.: 18
    other = strata(young=(5, 50), old=(10, 50))  # 10 and 20 pct.: 15
    found = composition(own, other, 100)
    assert (found.own, found.other, found.split.composition, found.split.rate) == (
        18,
        15,
        Fraction(-3, 2),
        Fraction(9, 2),
    )
    assert (found.own_direct, found.other_direct) == (20, 15)
    # observed 18 over expected 14: 9/7, times the other's 15
    assert (found.ratio, found.indirect) == (Fraction(9, 7), Fraction(135, 7))
    assert composition(own, other, 100, Standard.OWN).other_direct == 14
    # together 110 and 90 of 200
    assert composition(own, other, 100, Standard.TOGETHER).own_direct == Fraction(110 * 10 + 90 * 30, 200)


def test_one_hidden_stratum_makes_the_whole_undecided():
    own = strata(young=(6, 60), old=(12, 40))
    for other in (strata(young=(5, 50), old=(None, None)), strata(young=(5, 50))):
        found = composition(own, other, 100)
        assert (found.undecided, found.split, found.lines, found.own) == (("old",), None, (), None)
    assert composition(own, strata(young=(0, 0), old=(0, 0)), 100).reason is not None


def test_members_are_summed_and_a_hidden_one_hides():
    members = [strata(young=(1, 10), old=(2, 10)), strata(young=(3, 20), old=(None, None))]
    found = pooled(members)
    assert found["young"] == Stratum(*numbers(4, 30))
    assert not found["old"].known
    assert pooled([]) == {}
    # of an area the municipality's own is taken away
    assert Stratum(*numbers(9, 30)).plus(Stratum(*numbers(4, 10)), -1) == Stratum(*numbers(5, 20))


# --- drivers -------------------------------------------------------------------------------------


def test_the_drivers_of_2019_add_up_to_95():
    """mploy 2020, table 4.1: fleksjob +134, førtidspension +114, dagpenge +31, ressourceforløb +17 ..."""
    levels: dict[str, dict[str, Figure]] = {"2018M12": {}, "2019M12": {}}
    with (EXAMPLES / "mploy_haderslev_2020.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wanted = (row["table"], row["area"], row["measure"]) == ("4.1", "510", "level")
            if wanted and row["period"] in levels:
                levels[row["period"]][row["group"]] = figure(row["value"], 0)
    totals = levels["2018M12"].pop("i_alt"), levels["2019M12"].pop("i_alt")
    parts = {at: {g: f for g, f in rows.items() if "parat" not in g} for at, rows in levels.items()}
    found = drivers(parts["2018M12"], parts["2019M12"], totals)
    assert [(one.group, one.change) for one in found.groups[:4]] == [
        ("fleksjob", 134),
        ("foertidspension", 114),
        ("dagpenge", 31),
        ("ressourceforloeb", 17),
    ]
    assert [(one.group, one.change) for one in found.groups[-2:]] == [
        ("integrationsydelse", -62),
        ("kontanthjaelp", -92),
    ]
    assert found.total is not None
    assert (found.total.change, sum(one.change for one in found.groups), found.rest) == (95, 95, 0)
    assert found.share(found.groups[0]) == Fraction(13400, 95)


def test_a_hidden_group_leaves_no_rest_to_give_it_away():
    then, now = {"a": figure(10), "b": HIDDEN}, {"a": figure(12), "b": figure(7)}
    found = drivers(then, now, (figure(13), figure(19)))
    assert (found.rest, found.undecided) == (None, ("b",))
    assert found.groups[-1].change is None
    assert drivers({"a": figure(1)}, {"a": figure(2), "c": figure(1)}, None).undecided == ("c",)
    assert drivers({"a": figure(1)}, {"a": figure(2)}, (figure(3), figure(6))).rest == 2
