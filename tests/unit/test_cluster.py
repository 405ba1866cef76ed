"""Clusters: pooled by hand, on found and implied denominators, with hidden and missing members."""

from __future__ import annotations

from fractions import Fraction

import pytest
from figures_by_hand import BEFORE, YEAR, measured, printed

from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.compare import Comparison, Override, compare
from pejling.disclosure.protect import protect
from pejling.indicators.indicator import Better
from pejling.terms.observation import table_of
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

FULL_TIME, LABOUR = "full_time_persons", "share_of_labour_force_pct"
OVER_26, ACTIVATION, MEAN_WEEKS = "spells_over_26_weeks_pct", "activation_degree_pct", "mean_weeks_in_period"
LABOUR_FORCE = "labour_force_16_66"
OWN, A, B, C = "580", "540", "550", "510"
NAMES = {A: "Sønderborg", B: "Tønder", C: "Haderslev"}


def against(rows, *members, method=Method.POOLED, indicator=None, period=YEAR, **more) -> Comparison:
    """The one comparison of 580 with a cluster of ``members``, in the year."""
    table = protect(table_of(rows), "public").table
    found = compare(
        table,
        OWN,
        [Cluster("naboer", members, method)],
        indicators=[indicator] if indicator else (),
        periods=[Period.parse(period)],
        **more,
    )
    assert len(found) == 1
    return found[0]


def labour_force(area: str, persons: int, period: str = BEFORE):
    return printed(area, str(persons), LABOUR_FORCE, group="", period=period)


OWN_SHARE = measured(OWN, 200, 1000, OVER_26)


def test_pooled_is_sum_over_sum():
    """(30 + 10) / (100 + 300) = 10 per cent; the mean of 30.0 and 3.33 would be 16.67."""
    rows = [OWN_SHARE, measured(A, 30, 100, OVER_26), measured(B, 10, 300, OVER_26)]
    pooled = against(rows, A, B)
    assert (pooled.cluster_value, pooled.cluster_value_printed, pooled.marks) == (10, False, "")
    assert (pooled.level_symbol, pooled.cluster_decimals) == ("worse", 1)  # 20.0 against 10.0
    mean = against(rows, A, B, method=Method.MEAN)
    assert mean.cluster_value == Fraction(50, 3)
    assert mean.marks == "mean_of_municipalities"


def test_the_municipality_is_left_out_of_its_own_cluster():
    rows = [OWN_SHARE, measured(A, 30, 100, OVER_26)]
    assert against(rows, OWN, A).cluster_value == 30


def test_pooled_share_of_the_labour_force_from_person_weeks():
    """520 + 1,560 person-weeks over (1,000 + 3,000) x 52: 40 full-time persons of 4,000, 1 per cent."""

    def share(area, weeks, force):
        return measured(area, weeks, force * 52, LABOUR, numerator_count=50, denominator_count=None)

    assert against([share(OWN, 520, 500), share(A, 520, 1000), share(B, 1560, 3000)], A, B).cluster_value == 1


def test_plain_counts_give_the_average_municipality_and_the_change_of_the_sums():
    """(100 + 300) / 2 = 200; from 80 + 420 = 500 to 400 is -20 per cent (+25 and -28.6 average -1.8)."""
    rows = [printed(area, "50", FULL_TIME, period=at) for area in (OWN,) for at in (YEAR, BEFORE)]
    rows += [printed(A, "100", FULL_TIME), printed(B, "300", FULL_TIME)]
    rows += [printed(A, "80", FULL_TIME, period=BEFORE), printed(B, "420", FULL_TIME, period=BEFORE)]
    found = against(rows, A, B)
    assert (found.cluster_value, found.cluster_change, found.marks) == (200, -20, "")


def test_published_percentages_are_weighed_by_the_labour_force():
    """(1.0 x 10,500 + 2.0 x 39,000) / 49,500 = 1.788: the figure dated 2018-12-31 serves all of 2019."""
    rows = [printed(OWN, "1.5", LABOUR), printed(A, "1.0", LABOUR), printed(B, "2.0", LABOUR)]
    rows += [labour_force(A, 10_500), labour_force(B, 39_000), labour_force(A, 99_000, period="2020")]
    found = against(rows, A, B)
    assert found.cluster_value == Fraction(10_500 + 2 * 39_000, 49_500)
    assert found.marks == ""


def test_activation_is_weighed_by_full_time_persons():
    """(10.0 x 100 + 20.0 x 300) / 400 = 17.5."""
    rows = [printed(OWN, "15.0", ACTIVATION), printed(A, "10.0", ACTIVATION), printed(B, "20.0", ACTIVATION)]
    rows += [printed(A, "100", FULL_TIME), printed(B, "300", FULL_TIME)]
    found = against(rows, A, B, indicator=ACTIVATION)
    assert (found.cluster_value, found.marks) == (Fraction(35, 2), "")


def implied_rows():
    """Fleksjob in per cent only; sygedagpenge and dagpenge with counts: A's imply 10,000 and 9,000."""
    rows = [printed(area, rate, LABOUR, "fleksjob") for area, rate in ((OWN, "1.4"), (A, "1.0"), (B, "2.0"))]
    rows += [printed(A, "300", FULL_TIME), printed(A, "3.0", LABOUR)]
    rows += [printed(A, "90", FULL_TIME, "dagpenge"), printed(A, "1.0", LABOUR, "dagpenge")]
    rows += [printed(B, "800", FULL_TIME), printed(B, "2.0", LABOUR)]
    return rows


def test_denominator_is_implied_by_the_widest_pair_and_marked():
    """A: 300 / 3.0 pct. = 10,000, B: 800 / 2.0 pct. = 40,000; (100 + 800) / 50,000 = 1.8 pct."""
    found = against(implied_rows(), A, B, groups=["fleksjob"])
    assert (found.cluster_value, found.marks) == (Fraction(18, 10), "implied_denominator")


def test_a_known_denominator_comes_before_an_implied_one():
    rows = [*implied_rows(), labour_force(A, 10_000), labour_force(B, 10_000)]
    found = against(rows, A, B, groups=["fleksjob"])
    assert (found.cluster_value, found.marks) == (Fraction(15, 10), "")


def test_one_basis_serves_all_members():
    """The labour force is known for A only: both are weighed by implied denominators."""
    found = against([*implied_rows(), labour_force(A, 10_000)], A, B, groups=["fleksjob"])
    assert (found.cluster_value, found.marks) == (Fraction(18, 10), "implied_denominator")


def test_mean_of_municipalities_is_the_last_resort_and_marked():
    rows = [printed(area, text, MEAN_WEEKS) for area, text in ((OWN, "10.0"), (A, "10.0"), (B, "12.0"))]
    found = against(rows, A, B)
    assert (found.cluster_value, found.marks) == (11, "mean_of_municipalities")
    weighed = against(
        [*rows, printed(A, "100", "persons"), printed(B, "300", "persons")], A, B, indicator=MEAN_WEEKS
    )
    assert (weighed.cluster_value, weighed.marks) == (Fraction(115, 10), "")  # (1000 + 3600) / 400


def test_hidden_member_is_left_out_where_it_makes_no_difference():
    """1,000 of 10,000 twice: 10.0. With 1 to 4 of 30 more: 2,001/20,030 = 9.99 to 2,004/20,030 = 10.005."""
    rows = [
        OWN_SHARE,
        *(measured(area, 1000, 10_000, OVER_26) for area in (A, B)),
        measured(C, 3, 30, OVER_26),
    ]
    found = against(rows, A, B, C)
    assert (found.cluster_value, found.marks) == (10, "members_hidden")


def test_hidden_member_that_matters_hides_the_cluster():
    """550 of 2,000 is 27.5; with 1 to 4 of 30 it is 27.1 to 27.3."""
    rows = [OWN_SHARE, measured(A, 300, 1000, OVER_26), measured(B, 250, 1000, OVER_26)]
    found = against([*rows, measured(C, 3, 30, OVER_26)], A, B, C)
    assert (found.cluster_value, found.cluster_hidden, found.level_symbol) == (None, True, "none")
    assert found.reasons[0].en.startswith("a municipality of the cluster is hidden")


def test_hidden_published_count_is_zero_to_two():
    """jobindsats.dk hides 0 to 2: among shares of the labour force 2 of 30,000 more changes nothing."""
    rows = [printed(OWN, "1.5", LABOUR), printed(A, "1.0", LABOUR), printed(B, "hidden", LABOUR)]
    rows += [labour_force(A, 100_000), labour_force(B, 50)]
    found = against(rows, A, B)
    # with B: 1,000 to 1,002 of 100,050 = 0.9995 to 1.0015: 1.0 all the same
    assert (found.cluster_value, found.marks) == (1, "members_hidden")
    heavy = against([*rows[:4], labour_force(B, 30_000)], A, B)
    assert heavy.cluster_hidden  # with B at 0 to 2 of 30,000 it is 0.8


def test_hidden_count_hides_the_average_municipality():
    """100 alone; with 0 to 2 the average is 50 or 51."""
    rows = [printed(OWN, "50", FULL_TIME), printed(A, "100", FULL_TIME), printed(B, "hidden", FULL_TIME)]
    assert against(rows, A, B).cluster_hidden


def test_change_leaves_a_hidden_member_out_at_both_ends():
    """C is hidden in 2019 only: the change is A's and B's, 10.0 to 10.0; it prints 0.0 whatever C has."""
    rows = [OWN_SHARE, measured(OWN, 210, 1000, OVER_26, period=BEFORE)]
    rows += [
        measured(area, 100_000, 1_000_000, OVER_26, period=at) for area in (A, B) for at in (YEAR, BEFORE)
    ]
    rows += [measured(C, 3, 30, OVER_26), measured(C, 5, 30, OVER_26, period=BEFORE)]
    found = against(rows, A, B, C)
    assert (found.cluster_change, found.trend_direction, found.trend_colour) == (0, "up", "better")
    assert "members_hidden" in found.marks


def test_missing_member_leaves_no_value_and_is_named():
    rows = [OWN_SHARE, measured(A, 300, 1000, OVER_26), printed(B, "", OVER_26)]
    found = against(rows, A, B, C)
    assert (found.cluster_value, found.cluster_level.status) == (None, "not_observed")
    assert found.reasons[0].en == f"there is no figure for {NAMES[B]}, {NAMES[C]} in 2019"
    assert found.reasons[0].da == f"der er intet tal for {NAMES[B]}, {NAMES[C]} i 2019"


def test_change_needs_every_member_at_both_ends():
    rows = [OWN_SHARE, measured(OWN, 1, 10, OVER_26, period=BEFORE)]
    rows += [measured(area, 300, 1000, OVER_26) for area in (A, B)]
    rows += [measured(A, 200, 1000, OVER_26, period=BEFORE)]
    found = against(rows, A, B)
    assert (found.cluster_value, found.cluster_change) == (30, None)
    assert f"{NAMES[B]} in 2018" in found.reasons[-1].en


def test_member_without_cases_weighs_nothing():
    """0 of 0 is not defined: it adds nothing to either sum."""
    rows = [OWN_SHARE, measured(A, 300, 1000, OVER_26), measured(B, 0, 0, OVER_26)]
    assert against(rows, A, B).cluster_value == 30


def test_published_value_of_a_cluster_beats_its_members():
    rows = [OWN_SHARE, measured(A, 300, 1000, OVER_26), printed("cluster:naboer", "31.5", OVER_26)]
    found = against(rows, A)
    assert (found.cluster_value, found.cluster_value_printed) == (Fraction(63, 2), True)


def test_published_change_of_a_cluster_beats_its_members():
    rows = [OWN_SHARE, measured(A, 300, 1000, OVER_26), measured(A, 200, 1000, OVER_26, period=BEFORE)]
    rows += [printed("cluster:naboer", "1.2", OVER_26, measure="change_pp", base_period=BEFORE)]
    assert against(rows, A).cluster_change == Fraction(6, 5)
    assert against(rows, A, computed=True).cluster_change == 10


def test_region_comes_from_its_members_and_its_own_figure_is_the_last_resort():
    """The region's own figure holds the municipality; it serves where members are missing, and says so."""
    table = table_of([OWN_SHARE, measured(A, 300, 1000, OVER_26), printed("region:83", "25.0", OVER_26)])
    two = Cluster("region:83", (OWN, A))
    (pooled,) = compare(table, OWN, [two])
    assert (pooled.cluster, pooled.cluster_value) == ("region:83", 30)
    (own,) = compare(table, OWN, [Cluster.of_area("region:83")])
    assert (own.cluster_value, own.cluster_value_printed) == (25, True)
    assert "which the municipality is part of" in own.reasons[0].en


def test_all_clusters_where_none_is_asked_for():
    table = table_of([OWN_SHARE, measured(A, 300, 1000, OVER_26), printed("cluster:ams", "31.5", OVER_26)])
    assert [c.cluster for c in compare(table, OWN, [Cluster("nabo", (A,))])] == ["nabo", "ams"]
    assert [c.cluster for c in compare(table, OWN, [Cluster("nabo", (A,))], asked=["ams"])] == ["ams"]


def test_no_cluster_at_all_still_shows_the_municipality():
    (found,) = compare(table_of([OWN_SHARE]), OWN)
    assert (found.cluster, found.own_value, found.cluster_value) == ("", 20, None)


def test_cluster_of_the_municipality_alone_is_a_problem():
    with pytest.raises(Problem, match="holds no other municipality than 580"):
        compare(table_of([OWN_SHARE]), OWN, [Cluster("os", (OWN,))])
    table = table_of([OWN_SHARE, printed("cluster:os", "31.5", OVER_26)])
    (found,) = compare(table, OWN, [Cluster("os", (OWN,))])  # a published value stands alone
    assert found.cluster_value == Fraction(63, 2)


def test_unknown_cluster_is_a_problem_that_lists_the_known():
    with pytest.raises(Problem, match="'amt' is neither defined nor published; known are nabo"):
        compare(table_of([OWN_SHARE]), OWN, [Cluster("nabo", (A,))], asked=["amt"])


def test_direction_can_be_overridden_with_a_reason():
    rows = [OWN_SHARE, measured(A, 100, 1000, OVER_26)]
    reason = Text(da="lange forløb er et mål her", en="long spells are a goal here")
    found = against(rows, A, better={(OVER_26, "sygedagpenge"): Override(Better.HIGHER, reason)})
    assert (found.level_symbol, found.override) == ("better", Override(Better.HIGHER, reason))


def test_unknown_indicator_has_no_symbol():
    rows = [printed(OWN, "2.0", "own_figure"), printed("cluster:ams", "1.0", "own_figure")]
    (found,) = compare(table_of(rows), OWN)
    assert (found.own_value, found.cluster_value, found.level_symbol) == (2, 1, "none")


def test_nothing_of_nothing_is_no_figure_unless_asked_for():
    table = table_of([OWN_SHARE, measured(OWN, 0, 0, OVER_26, period=BEFORE)])
    assert [c.period for c in compare(table, OWN)] == [YEAR]
    (found,) = compare(table, OWN, periods=[Period.parse(BEFORE)])
    assert (found.own_value, found.own_status, found.reasons[0].en) == (
        None,
        "not_defined",
        "the denominator is zero",
    )


def test_period_that_only_the_cluster_has_is_shown_when_asked_for():
    rows = [OWN_SHARE, printed("cluster:ams", "1.0", OVER_26, period="2017")]
    table = table_of(rows)
    assert {c.period for c in compare(table, OWN)} == {"2019"}
    assert {c.period for c in compare(table, OWN, periods=[Period.parse("2017")])} == {"2017"}
