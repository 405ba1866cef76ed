"""Savings potentials worked by hand, and amounts that no prices can give."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import compare
from pejling.comparison.prices import BY_FILE, BY_LENGTHS, BY_PERSONS, EVENLY, ONE_STEP, Prices, mixed
from pejling.comparison.relation import Figure, Savings, Verdict, judge, same_prices
from pejling.comparison.savings import Assumed, Labour, potentials, sums
from pejling.stats.feasible import Interval, mixture, ratio_of_gaps
from pejling.terms.observation import Observation, table_of
from pejling.terms.period import Period
from pejling.terms.text import Text

HAND = Text(da="givet", en="given")
AS_IT_IS = (Assumed(),)
SHARE = "share_of_labour_force_pct"


def printed(text: str) -> Interval:
    return Interval.printed(Fraction(text), 1)


# --- amounts that no prices give -----------------------------------------------------------------


def test_the_ratio_of_two_gaps_that_share_a_side():
    # own 3.05..3.15, ams 1.35..1.45, soenderjylland 2.35..2.45: widest (3.05-1.35)/(3.05-2.45) = 1.70/0.60,
    # narrowest (3.15-1.45)/(3.15-2.35) = 1.70/0.80
    found = ratio_of_gaps(printed("3.1"), printed("1.4"), printed("2.4"))
    assert found == Interval(Fraction(17, 8), Fraction(17, 6))
    # ledighedsydelse: (1.35-0.35)/(1.35-0.85) = 2 and (1.45-0.45)/(1.45-0.75) = 1/0.7
    assert ratio_of_gaps(printed("1.4"), printed("0.4"), printed("0.8")) == Interval(
        Fraction(10, 7), Fraction(2)
    )
    # where the second gap can be 0 the ratio has no upper end; where both are 0 there is none
    assert ratio_of_gaps(printed("3.1"), printed("1.4"), printed("3.1")).high is None
    assert ratio_of_gaps(printed("1.0"), printed("1.4"), printed("2.4")) is None


tenths = st.integers(0, 40)
inside = st.integers(0, 4)


@given(st.tuples(tenths, tenths, tenths), st.tuples(inside, inside, inside))
def test_whatever_the_figures_stand_for_the_ratio_lies_within(tens, steps):
    intervals = [Interval.printed(Fraction(n, 10), 1) for n in tens]
    found = ratio_of_gaps(*intervals)
    own, first, second = (
        one.low + (one.high - one.low) * Fraction(step, 4) for one, step in zip(intervals, steps, strict=True)
    )
    above, below = max(own - first, Fraction(0)), max(own - second, Fraction(0))
    if below:
        assert found is not None
        assert found.low <= above / below
        assert found.high is None or above / below <= found.high
    elif above:
        assert found is not None
        assert found.high is None


def test_a_mixture_lies_between_its_parts():
    parts = [Interval(Fraction(2), Fraction(3)), None, Interval(Fraction(1), Fraction(2))]
    assert mixture(parts) == Interval(Fraction(1), Fraction(3))
    assert mixture([None]) is None
    assert mixture([*parts, Interval(Fraction(4), None)]).high is None


price = st.fractions(min_value=0, max_value=300, max_denominator=10)


@given(st.tuples(inside, inside, inside, inside, inside, inside), price, price)
def test_no_prices_lead_out_of_what_the_same_prices_can_give(steps, flex_job, waiting):
    """Any shares that the printed ones stand for, at any prices from 0: the ratio stays within."""
    ends = [FIGURES[name].interval for name in ("f own", "f ams", "f sdj", "l own", "l ams", "l sdj")]
    own, ams, sdj, own_too, ams_too, sdj_too = (
        one.low + (one.high - one.low) * Fraction(step, 4) for one, step in zip(ends, steps, strict=True)
    )
    against_ams = (own - ams) * flex_job + (own_too - ams_too) * waiting
    against_sdj = (own - sdj) * flex_job + (own_too - sdj_too) * waiting
    if against_sdj:
        found = same_prices(RULE, FIGURES)
        assert found.low <= against_ams / against_sdj <= found.high


RULE = Savings("b", ("f own", "l own"), ("f ams", "l ams"), ("f sdj", "l sdj"))
FIGURES = {
    name: Figure((name,), "value", Fraction(text), 1)
    for name, text in zip(
        ("f own", "f ams", "f sdj", "l own", "l ams", "l sdj"),
        ("3.1", "1.4", "2.4", "1.4", "0.4", "0.8"),
        strict=True,
    )
}


def amount(value: int, within: int) -> Figure:
    return Figure((str(value),), "value", Fraction(value), 0, within=Fraction(within))


def test_60_and_17_million_cannot_follow_from_the_printed_shares():
    # at any prices from 0 the ratio is at most 2.83; read as 55..65 and 16..18 it is printed at least 55/18
    assert same_prices(RULE, FIGURES) == Interval(Fraction(10, 7), Fraction(17, 6))
    found = judge(RULE, amount(60, 5), {**FIGURES, "b": amount(17, 1)})
    assert found.verdict is Verdict.INFEASIBLE
    assert found.feasible == Interval(Fraction(160, 7), Fraction(51))  # 16 x 10/7 to 18 x 17/6
    assert Fraction(55, 18) > Fraction(17, 6)
    # 50 and 20 can: 2.5 lies within
    assert judge(RULE, amount(50, 5), {**FIGURES, "b": amount(20, 1)}).verdict is Verdict.FEASIBLE
    empty = {**FIGURES, "b": amount(17, 1), "f own": Figure(("f own",), "value", None)}
    assert judge(RULE, amount(60, 5), empty).verdict is Verdict.UNDECIDED


# --- prices --------------------------------------------------------------------------------------


def rate(group: str, period: str, value: float) -> Observation:
    return Observation(
        "benefit_rate_dkk", group, "dk", period, value=value, source=f"prices: {period}", published=True
    )


def step(weeks: str, value: int, group: str = "", period: str = "2016-2022") -> Observation:
    return Observation(
        f"refusion_pct:{weeks}", group, "dk", period, value=value, decimals=0, source="prices", published=True
    )


STEPS = [step("1-4", 80), step("5-26", 40), step("27-52", 30), step("53-", 20)]


def prices(*rows: Observation) -> Prices:
    return Prices(table_of(list(rows)))


def test_the_latest_price_that_has_begun_holds():
    known = prices(rate("sygedagpenge", "2015", 100), rate("sygedagpenge", "2016", 200))
    found = known.rate("sygedagpenge", Period.parse("2016Q2"))
    assert (found.amount, found.late) == (200, False)
    assert known.rate("sygedagpenge", Period.parse("2015M12")).amount == 100
    assert known.rate("sygedagpenge", Period.parse("2018")).late
    assert known.rate("sygedagpenge", Period.parse("2014")) is None
    # a price that begins within the period is the latest dated at or before it
    assert known.rate("sygedagpenge", Period.parse("2015Q1-2016Q1")).amount == 200


def test_a_benefits_own_steps_come_before_those_of_all():
    known = prices(*STEPS, step("1-", 65, "fleksjob"))
    at = Period.parse("2019")
    assert known.refund("fleksjob", at).average.percent == 65
    assert [one.percent for one in known.refund("sygedagpenge", at).steps] == [80, 40, 30, 20]
    assert known.refund("sygedagpenge", Period.parse("2015")) is None
    assert known.refund_of("kontanthjaelp_under_30", at).group == ""
    assert prices(rate("kontanthjaelp", "2016", 7)).rate_of("kontanthjaelp_under_30", at).amount == 7
    gaps = prices(step("5-8", 50, period="2011"), step("53-", 0, period="2011"))
    assert gaps.refund("", Period.parse("2011")).gap == ((1, 4), (9, 52))


def test_the_refund_by_the_persons_own_weeks():
    refund = prices(*STEPS).refund("", Period.parse("2017"))
    weeks = {"duration:1-4": 80, "duration:5-26": 440, "duration:27-52": 0, "duration:53-": 0}
    found = mixed(refund, weeks)
    assert (found.percent, found.how) == (Fraction(80 * 80 + 440 * 40, 520), BY_PERSONS)
    # a step that is not known leaves the whole spread aside; with nothing else every step weighs the same
    some = {band: many for band, many in weeks.items() if band != "duration:53-"}
    assert (mixed(refund, some).percent, mixed(refund, None).how) == (Fraction(170, 4), EVENLY)


def test_the_refund_by_the_file_or_by_published_lengths():
    at = Period.parse("2017")
    with_average = prices(*STEPS, step("1-", 37)).refund("", at)
    assert (mixed(with_average, None).percent, mixed(with_average, None).how) == (37, BY_FILE)
    flat = prices(step("1-", 65)).refund("", at)
    assert (mixed(flat, None).percent, mixed(flat, None).how) == (65, ONE_STEP)
    # 38.3 pct. of running spells over 26 weeks, 16.8 over 52: 61.7 lie in weeks 1-26, of them 4/26 in 1-4
    found = mixed(prices(*STEPS).refund("", at), None, {26: Fraction("38.3"), 52: Fraction("16.8")})
    early = Fraction("61.7") * 4 / 26
    by_hand = (
        early * 80 + (Fraction("61.7") - early) * 40 + Fraction("21.5") * 30 + Fraction("16.8") * 20
    ) / 100
    assert (found.percent, found.how) == (by_hand, BY_LENGTHS)
    # with the share over 26 weeks only, two steps lie beyond it and nothing tells them apart
    assert mixed(prices(*STEPS).refund("", at), None, {26: Fraction("38.3")}).how == EVENLY


# --- potentials ----------------------------------------------------------------------------------


def share(group: str, area: str, value: float) -> Observation:
    return Observation(SHARE, group, area, "2017", value=value, decimals=1, published=True)


def found_for(rows, price_rows, labour=32000, assumed=AS_IT_IS, weeks=None):
    compared = compare(table_of(rows), "580", [Cluster("ams")], indicators=[SHARE])
    known = {"2017": Labour(Fraction(labour), HAND)} if labour else {}
    return list(potentials(compared, prices(*price_rows), known, weeks or {}, {}, assumed))


def test_a_potential_worked_by_hand():
    rows = [share("sygedagpenge", "580", 3.4), share("sygedagpenge", "cluster:ams", 2.7)]
    (one,) = found_for(rows, [rate("sygedagpenge", "2017", 200_000.0), step("1-", 40)])
    assert (one.gap, one.persons(one.gap), one.net_cost) == (Fraction(7, 10), 224, 120_000)
    assert one.amount == 224 * 120_000
    # the gap as printed can be 0.6 to 0.8 points
    assert (one.low, one.high) == (192 * 120_000, 256 * 120_000)
    half, dearer = found_for(
        rows,
        [rate("sygedagpenge", "2017", 200_000.0), step("1-", 40)],
        assumed=(Assumed(closed=Fraction(50)), Assumed(price=Fraction(10))),
    )
    assert (half.amount, dearer.amount) == (112 * 120_000, 224 * 132_000)


def test_no_price_is_missing_and_not_0():
    rows = [share("sygedagpenge", "580", 3.4), share("sygedagpenge", "cluster:ams", 2.7)]
    (one,) = found_for(rows, [step("1-", 40)])
    assert (one.amount, [text.en for text in one.missing]) == (None, ["the rate"])
    (one,) = found_for(rows, [rate("sygedagpenge", "2017", 1.0)], labour=None)
    assert (one.amount, [text.en for text in one.missing]) == (None, ["the labour force", "the refund"])


def test_a_municipality_below_the_cluster_saves_nothing_at_any_price():
    rows = [share("sygedagpenge", "580", 2.7), share("sygedagpenge", "cluster:ams", 3.4)]
    (one,) = found_for(rows, [])
    assert (one.amount, one.low, one.high, one.missing) == (0, 0, 0, ())
    # 3.3 against 3.3 is 0 as printed, but may be 0.1 of a point: with a price that is told
    rows = [share("sygedagpenge", "580", 3.3), share("sygedagpenge", "cluster:ams", 3.3)]
    (one,) = found_for(rows, [rate("sygedagpenge", "2017", 100.0), step("1-", 0)])
    assert (one.amount, one.high) == (0, 32 * 100)


def test_sums_count_each_benefit_once_with_and_without_pension():
    rows = [
        row
        for group, own in (("sygedagpenge", 2.0), ("foertidspension", 3.0), ("fleksjob", 4.0))
        for row in (share(group, "580", own), share(group, "cluster:ams", 1.0))
    ]
    # kontanthjælp has sub-groups by age and by code only: those by age stand for it
    for sub in ("kontanthjaelp_under_30", "kontanthjaelp_jobparat"):
        rows += [share(sub, "580", 1.5), share(sub, "cluster:ams", 1.0)]
    known = [rate(group, "2017", 100.0) for group in ("sygedagpenge", "foertidspension", "kontanthjaelp")]
    found = found_for(rows, [*known, step("1-", 0)], labour=1000)
    (without,) = sums(found, with_pension=False)
    (with_pension,) = sums(found, with_pension=True)
    # 10 persons of sygedagpenge and 5 of kontanthjælp under 30 at 100; 20 more with the pension
    assert (without.amount, with_pension.amount) == (1500, 3500)
    assert without.counted == ("kontanthjaelp_under_30", "sygedagpenge")
    assert without.missing == ("fleksjob",)
    assert "dagpenge" in without.absent
    assert "foertidspension" in with_pension.counted


@pytest.mark.parametrize("closed", [0, 25, 100])
def test_what_is_closed_is_in_proportion(closed):
    rows = [share("sygedagpenge", "580", 3.4), share("sygedagpenge", "cluster:ams", 2.7)]
    known = [rate("sygedagpenge", "2017", 200_000.0), step("1-", 40)]
    (one,) = found_for(rows, known, assumed=(Assumed(closed=Fraction(closed)),))
    assert one.amount == Fraction(closed, 100) * 224 * 120_000
