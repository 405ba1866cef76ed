"""Intervals and marks of comparisons, worked by hand, and what they promise, by simulation."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from pejling.comparison.certainty import Certainty
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.compare import compare
from pejling.comparison.comparison import Comparison
from pejling.comparison.draw import Draw, draw_of
from pejling.comparison.estimate import By, Spread
from pejling.comparison.judge import Evidence
from pejling.disclosure.protect import protect
from pejling.indicators.registry import catalogue_by_id
from pejling.stats.interval import difference, log_scale, of_few, poisson, ratio, share
from pejling.terms.observation import Observation, table_of

SHARE, SIZE, COUNT = "share_of_labour_force_pct", "labour_force_16_66", "full_time_persons"
THREE = Cluster("three", ("510", "540", "550"))


def printed(indicator, area, value, *, period="2011Q3", decimals=1, group="sygedagpenge", **more):
    """A figure that its source published."""
    return Observation(
        *(indicator, group, area, period),
        value=value,
        decimals=decimals,
        published=True,
        source="published",
        **more,
    )


def counted(indicator, area, above, below, *, scale=1, behind=500, period="2011Q3"):
    """A figure counted from persons."""
    return Observation(
        *(indicator, "sygedagpenge", area, period),
        value=scale * above / below,
        numerator=above,
        denominator=below,
        numerator_count=behind,
        denominator_count=behind,
        source="DREAM",
    )


def force(area, size):
    return printed(SIZE, area, size, period="2010", decimals=0, group="")


def told(*rows, cluster=THREE, evidence=None, indicator=SHARE, **asked) -> list[Comparison]:
    release = protect(table_of(list(rows)), asked.pop("audience", "public"))
    clusters = [cluster] if cluster.members else []
    names = (cluster.name,)
    return compare(
        release.table,
        "580",
        clusters,
        asked=names,
        indicators=(indicator,),
        evidence=evidence or Evidence(),
        **asked,
    )


def level(*rows, **asked) -> Certainty:
    found = told(*rows, **asked)[-1].level_certainty
    assert found is not None
    return found


def of_share(own=3.4, others=(2.7, 3.3, 2.9), sizes=(32000, 29000, 39000, 20000)):
    """The share of the labour force of Aabenraa and of three others."""
    areas = ("580", *THREE.members)
    return [
        row
        for area, value, size in zip(areas, (own, *others), sizes, strict=True)
        for row in (printed(SHARE, area, value), force(area, size))
    ]


def test_a_share_of_the_labour_force_is_full_time_persons():
    """3.4 pct. of 32,000 is 1,088 full-time persons; Poisson: 1,024.3 to 1,154.6, that is 3.201 to 3.608.
    The printing cut off up to 0.05, a variance of 0.1^2 / 12: 3.4 - root(0.199^2 + (1.96 x 0.0289)^2)."""
    found = level(*of_share())
    low, high = (100 * limit / 32000 for limit in poisson(1088))
    also = 1.959964 * 0.1 / math.sqrt(12)
    assert found.by is By.FULL_TIME
    assert found.own == pytest.approx((3.4 - math.hypot(3.4 - low, also), 3.4 + math.hypot(high - 3.4, also)))


def test_a_cluster_adds_up_its_full_time_persons():
    """783 + 1,287 + 580 = 2,650 of 88,000: 3.0114. Printing: 0.01 / 12 of each, 29, 39, 20 in 88."""
    found = level(*of_share())
    assert found.cluster is not None
    rounding = 1.959964 * math.sqrt(0.01 / 12 * (29**2 + 39**2 + 20**2) / 88**2)
    low, high = (100 * limit / 88000 for limit in poisson(2650))
    value = 265000 / 88000
    assert found.cluster == pytest.approx(
        (value - math.hypot(value - low, rounding), value + math.hypot(high - value, rounding))
    )
    assert found.gap == pytest.approx(3.4 - value)
    assert found.of_gap == pytest.approx(difference(3.4, found.own, value, found.cluster))


def test_two_readings_what_chance_does_and_what_municipalities_differ_by():
    """0.39 points are four standard errors, so chance would not do; yet 2.7, 3.3 and 2.9 differ as much among
    themselves, and three municipalities tell little: t with two degrees of freedom is 4.30."""
    found = level(*of_share())
    assert (found.within_chance, found.within_spread) == (False, True)
    assert found.p == pytest.approx(0.0015, abs=2e-4)
    alike = level(*of_share(own=4.4, others=(3.0, 3.0, 3.0)))
    assert (alike.within_chance, alike.within_spread) == (False, False)
    assert alike.among is not None
    assert alike.of_gap is not None
    assert alike.among[0] < alike.of_gap[0]  # few municipalities leave doubt even where they are alike


def test_two_members_do_not_tell_how_municipalities_differ():
    found = level(*of_share(), cluster=Cluster("two", ("510", "540")))
    assert found.of_gap is not None
    assert (found.among, found.within_spread) == (None, None)


def test_people_have_wilsons_interval_on_the_number_that_another_figure_tells():
    """30 pct. of 500 persons in the year: 150 of 500."""
    rows = [
        row
        for area, pct in (("580", 30.0), ("510", 25.0), ("540", 28.0), ("550", 35.0))
        for row in (
            printed("exit_rate_to_self_support_pct", area, pct, period="2011"),
            printed("persons", area, 500, decimals=0, period="2011"),
        )
    ]
    found = level(*rows, indicator="exit_rate_to_self_support_pct")
    low, high = share(150, 500)
    also = 1.959964 * 0.1 / math.sqrt(12)
    assert found.by is By.SHARE
    assert found.own == pytest.approx(
        (30 - math.hypot(30 - 100 * low, also), 30 + math.hypot(100 * high - 30, also))
    )


def test_counts_are_exact_and_the_cluster_is_the_average_municipality():
    """12 cases against 20, 31 and 9: 60 in three, so the limits of 60 over 3."""
    rows = [
        printed("inflow", area, value, decimals=0)
        for area, value in (("580", 12), ("510", 20), ("540", 31), ("550", 9))
    ]
    found = level(*rows, indicator="inflow")
    assert found.by is By.COUNT
    assert found.own == pytest.approx(poisson(12))
    assert found.cluster == pytest.approx(tuple(limit / 3 for limit in poisson(60)))


def test_nobody_is_no_certainty():
    """0 of three years' cases can be up to 3.69. Counts of municipalities of other sizes have no gap."""
    rows = [printed("inflow", area, 0, decimals=0) for area in ("580", *THREE.members)]
    found = level(*rows, indicator="inflow")
    assert found.own == pytest.approx((0, 3.6889), abs=1e-4)
    assert found.cluster == pytest.approx((0, 3.6889 / 3), abs=1e-4)
    assert (found.gap, found.p, found.within_chance) == (None, None, None)
    assert "count is largest where the municipality is" in str(found.reason)


@pytest.mark.parametrize(
    ("rows", "indicator", "said"),
    [
        ([printed("mean_weeks_in_period", "580", 7.5)], "mean_weeks_in_period", "how much persons differ"),
        ([printed(SHARE, "580", 3.4)], SHARE, "how many the figure is a share of"),
        (
            [printed("median_completed_duration_weeks", "580", 11)],
            "median_completed_duration_weeks",
            "median",
        ),
        ([printed("inflow", "580", -3, decimals=0)], "inflow", "negative"),
        ([printed("budget_dkk", "580", 100.0)], "budget_dkk", "nothing that chance draws"),
    ],
)
def test_what_has_no_interval_says_why(rows, indicator, said):
    others = [replace(row, area=area) for row in rows for area in THREE.members]
    found = level(*rows, *others, indicator=indicator)
    assert (found.own, found.p, found.within_chance) == (None, None, None)
    assert found.reason is not None
    assert said in found.reason.en


def test_a_cluster_without_municipalities_leaves_the_gap_open():
    found = level(*of_share(), printed(SHARE, "cluster:ams", 2.7), cluster=Cluster("ams"))
    assert found.own is not None
    assert (found.cluster, found.of_gap, found.within_chance) == (None, None, None)
    assert found.reason is not None
    assert "share of" in found.reason.en


def sums(values):
    """Spread of persons with ``values`` (x, y): the sums over them."""
    x, y = np.array(values).T
    return Spread(int(x @ x), int(x @ y), int(y @ y), len(values))


SOME = [(1, 2), (5, 6), (12, 12), (13, 13), (3, 8)] * 10  # weeks on benefit, weeks there, of 50 persons
MORE = [(2, 4), (9, 9), (13, 13), (1, 1)] * 30


def by_person(rounded):
    found = {}
    rows = []
    for area, persons in (("580", SOME), ("510", MORE), ("540", SOME + MORE), ("550", MORE)):
        x, y = np.array(persons).sum(axis=0)
        rows.append(counted("mean_weeks_in_period", area, int(x), int(y), behind=len(persons)))
        found["mean_weeks_in_period", "sygedagpenge", "2011Q3", area] = sums(persons)
    return rows, Evidence(found, rounded)


def test_persons_are_the_draws_where_they_are_known():
    """sum (x - R y)^2 / (sum y)^2, all of a person's weeks together; the cluster's sums are its members'."""
    rows, evidence = by_person(rounded=False)
    found = level(*rows, evidence=evidence, indicator="mean_weeks_in_period", audience="internal")

    def error(persons):
        x, y = np.array(persons).T
        value = x.sum() / y.sum()
        return value, of_few(len(persons)) * math.sqrt(((x - value * y) ** 2).sum()) / y.sum()

    assert found.by is By.PERSON
    assert found.own == pytest.approx(log_scale(*error(SOME)))
    assert found.cluster == pytest.approx(log_scale(*error(MORE + SOME + MORE + MORE)))


def test_readers_outside_are_told_two_figures_of_the_error():
    rows, evidence = by_person(rounded=True)
    found = level(*rows, evidence=evidence, indicator="mean_weeks_in_period")
    x, y = np.array(SOME).T
    value = x.sum() / y.sum()
    error = float(f"{math.sqrt(((x - value * y) ** 2).sum()) / y.sum():.1e}")
    assert found.own == pytest.approx(log_scale(value, of_few(50) * error))


def test_too_few_persons_tell_no_spread():
    rows, evidence = by_person(rounded=True)
    key = "mean_weeks_in_period", "sygedagpenge", "2011Q3", "580"
    few = Evidence({**evidence.spreads, key: replace(evidence.spreads[key], behind=19)})
    found = level(*rows, evidence=few, indicator="mean_weeks_in_period")
    assert found.own is None
    assert found.reason is not None
    assert "too few persons" in found.reason.en


def test_a_hidden_figure_has_no_interval():
    """Four persons: hidden for the public, and nothing of them told."""
    rows = [counted("inflow", area, n, 1, behind=n) for area, n in (("580", 4), ("510", 30), ("540", 40))]
    found = told(*rows, cluster=Cluster("two", ("510", "540")), indicator="inflow")[0]
    assert found.own_hidden
    assert found.level_certainty is not None
    assert found.level_certainty.own is None
    assert found.level_certainty.p is None


def test_a_mean_of_municipalities_weighs_each_alike():
    """Thirds of each: variance (783 / 290^2 + 1287 / 390^2 + 580 / 200^2) / 9, with the printing."""
    mean = Cluster("three", THREE.members, Method.MEAN)
    found = level(*of_share(), cluster=mean)
    assert found.cluster is not None
    variance = (783 / 290**2 + 1287 / 390**2 + 580 / 200**2) / 9 + 0.01 / 12 / 3
    assert (found.cluster[1] - found.cluster[0]) / 2 / 1.959964 == pytest.approx(
        math.sqrt(variance), rel=0.01
    )


def test_a_change_in_per_cent_is_a_ratio_of_independent_years():
    """1,000 after 900: 11.1 pct., the error of the logarithm root(1/1000 + 1/900)."""
    rows = [
        row
        for area in ("580", *THREE.members)
        for row in (
            printed(COUNT, area, 1000, decimals=0),
            printed(COUNT, area, 900, decimals=0, period="2010Q3"),
        )
    ]
    found = told(*rows, indicator=COUNT)[-1].change_certainty
    assert found is not None
    low, high = ratio(1000, math.sqrt(1000), 900, 30)
    assert found.own == pytest.approx((100 * (low - 1), 100 * (high - 1)))
    low, high = ratio(3000, math.sqrt(3000), 2700, math.sqrt(2700))
    assert found.cluster == pytest.approx((100 * (low - 1), 100 * (high - 1)))
    assert (found.gap, found.within_chance) == (0, True)


def test_a_change_that_is_known_alone_has_no_interval():
    rows = [*of_share(), printed(SHARE, "580", -4.9, measure="change_pct", base_period="2010Q3")]
    found = told(*rows)[-1]
    assert found.own_change is not None
    assert found.change_certainty is not None
    assert found.change_certainty.own is None


@pytest.mark.parametrize(
    ("id", "draw"),
    [
        (COUNT, Draw.FULL_TIME),
        (SHARE, Draw.FULL_TIME),
        ("unemployed_share_of_labour_force_pct", Draw.FULL_TIME),
        ("inflow", Draw.COUNT),
        ("inflow_per_1000_labour_force", Draw.COUNT),
        ("awards_share_of_labour_force_pct", Draw.SHARE),
        ("permanent_benefits_under_40_pct", Draw.SHARE),
        ("activation_degree_pct", Draw.SHARE),
        ("employed_3_months_after_pct", Draw.SHARE),
        ("reversal_rate_pct:SDP", Draw.SHARE),
        ("mean_completed_duration_weeks", Draw.MEAN),
        ("contacts_per_half_year", Draw.MEAN),
        ("sanctions_per_100", Draw.MEAN),
        ("median_completed_duration_weeks", Draw.MEDIAN),
        ("weeks_to_first_fleksjob", Draw.MEDIAN),
        ("benchmark_expected_full_time_persons", Draw.NONE),
        (SIZE, Draw.NONE),
        ("expenditure_dkk", Draw.NONE),
    ],
)
def test_how_figures_come_about(id, draw):
    assert draw_of(id) is draw


def test_every_indicator_comes_about_somehow():
    assert {draw_of(id) for id in catalogue_by_id()} == set(Draw)


@pytest.mark.slow
def test_gaps_cover_what_they_promise():
    """Persons with spells of chance lengths in four municipalities, whose true difference is 0.4 points: by
    person 93 to 97 pct. of the intervals of the gap hold it; as published, full-time persons for a count,
    at least that, since nobody weighs over 1."""
    draw = np.random.default_rng(580)
    weeks, rates, sizes = 13, (0.05, 0.04, 0.04, 0.04), (9000, 7000, 8000, 12000)
    areas = ("580", *THREE.members)
    truth = 100 * (rates[0] - rates[1]) * 7 / weeks  # a person on it has 1 to 13 weeks, 7 on average
    held = np.zeros(2)
    rounds = 400
    for _ in range(rounds):
        rows, plain, spreads = [], [], {}
        for area, rate, size in zip(areas, rates, sizes, strict=True):
            own = draw.integers(1, weeks + 1, size=draw.poisson(size * rate))
            above, below = int(own.sum()), weeks * size
            rows += [counted(SHARE, area, above, below, scale=100, behind=len(own)), force(area, size)]
            plain += [printed(SHARE, area, round(100 * above / below, 2), decimals=2), force(area, size)]
            spreads[SHARE, "sygedagpenge", "2011Q3", area] = Spread(int(own @ own), None, None, len(own))
        for at, (figures, beside) in enumerate(((rows, Evidence(spreads)), (plain, Evidence()))):
            found = level(*figures, evidence=beside).of_gap
            assert found is not None
            held[at] += found[0] <= truth <= found[1]
    assert 0.93 <= held[0] / rounds <= 0.97
    assert held[1] / rounds >= 0.95


def test_a_whole_cluster_is_no_more_than_all():
    """All of 13, 7 and 6 persons: weights of thirds and less add up to a little over 1 in binary."""
    rows = [
        row
        for area, size in (("580", 11), ("510", 13), ("540", 7), ("550", 6))
        for row in (
            printed("exit_rate_to_self_support_pct", area, 100.0, period="2011"),
            printed("persons", area, size, decimals=0, period="2011"),
        )
    ]
    found = level(*rows, indicator="exit_rate_to_self_support_pct")
    assert found.cluster is not None
    assert found.cluster[1] == pytest.approx(100)
    assert (found.gap, found.within_chance) == (0, True)


def test_members_of_few_persons_are_added_before_they_are_too_few():
    """Ten persons in each of three municipalities are thirty together."""
    rows, evidence = by_person(rounded=True)
    key = "mean_weeks_in_period", "sygedagpenge", "2011Q3"
    few = {at: replace(one, behind=10) if at[3] != "580" else one for at, one in evidence.spreads.items()}
    found = level(*rows, evidence=Evidence(few), indicator=key[0])
    assert found.cluster is not None
    assert found.among is None  # what each of them has is not known
    fewer = {at: replace(one, behind=6) if at[3] != "580" else one for at, one in few.items()}
    found = level(*rows, evidence=Evidence(fewer), indicator=key[0])
    assert (found.cluster, found.too_few) == (None, True)
