"""The level to expect: what it is made of, what it says of invented municipalities, and of the real ones."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from municipal_figures import CODES, CONDITIONS, invented, row

from pejling.comparison.actual import AREAS, Base, actual, base, together
from pejling.comparison.conditions import STANDARD, checked, conditions
from pejling.comparison.expected import expect, official
from pejling.comparison.expected_diagnostics import diagnostics
from pejling.comparison.observed import Observed
from pejling.disclosure.protect import protect
from pejling.terms.observation import Status, table_of
from pejling.terms.period import Period
from pejling.terms.problem import Problem

SHARED = Path(__file__).parents[3] / "shared" / "data"
KONTANTHJAELP = AREAS["kontanthjaelp"]
SYGEDAGPENGE = AREAS["sygedagpenge"]
YEAR = Period.parse("2022")
approx = pytest.approx


def observed(*rows, table=None):
    given = pa.concat_tables(filter(None, [table, table_of(list(rows)) if rows else None]))
    return Observed(protect(given, "public").table, CODES)


def count(group, area, period, value, **more):
    return row("full_time_persons", group, area, period, value, 0, **more)


def modelled(table, repeats=1):
    rows = protect(table, "public").table
    seen = Observed(rows, CODES)
    kind, of = base(seen, YEAR)
    known = conditions(rows, STANDARD, YEAR)
    return expect(actual(seen, KONTANTHJAELP, YEAR), kind, of, known, repeats=repeats)


@pytest.fixture(scope="module")
def model():
    return modelled(invented(), repeats=2)


def test_an_area_is_the_sum_of_its_groups_and_says_which_are_lacking():
    found = actual(
        observed(count("sygedagpenge", "580", "2011", 400), count("jobafklaring", "580", "2011", 50)),
        SYGEDAGPENGE,
        Period.parse("2011"),
    )
    assert found.persons == {"580": 450}
    assert found.groups == ("sygedagpenge", "jobafklaring")
    alone = actual(observed(count("sygedagpenge", "580", "2011", 400)), SYGEDAGPENGE, Period.parse("2011"))
    assert (alone.persons, alone.lacking) == ({"580": 400}, ("jobafklaring",))
    assert (
        actual(observed(count("jobafklaring", "580", "2011", 50)), SYGEDAGPENGE, Period.parse("2011")) is None
    )


def test_a_year_is_made_of_its_months_by_their_weeks():
    # 2011: Thursdays in March, June, September and December are five, else four: 4 x 5 + 8 x 4 = 52
    months = [f"2011M{number:02}" for number in range(1, 13)]
    values = [520 if number in (3, 6, 9, 12) else 260 for number in range(1, 13)]
    rows = [count("sygedagpenge", "580", month, value) for month, value in zip(months, values, strict=True)]
    found = actual(observed(*rows), SYGEDAGPENGE, Period.parse("2011"))
    assert found.persons["580"] == approx((20 * 520 + 32 * 260) / 52)
    assert actual(observed(*rows[:-1]), SYGEDAGPENGE, Period.parse("2011")) is None


def test_a_small_hidden_group_counts_with_its_middle_and_a_large_one_leaves_the_municipality_out():
    hidden = {"status": Status.SUPPRESSED, "value": None, "decimals": None, "source": "jobindsats.dk y12a02"}

    def figures(sick):
        rows = [count("sygedagpenge", "580", "2011", sick), count("sygedagpenge", "510", "2011", 300)]
        rows.append(count("jobafklaring", "510", "2011", 30))
        rows.append(table_of([count("jobafklaring", "580", "2011", None)]).to_pylist()[0])
        from pejling.terms.observation import Observation

        rows[-1] = Observation(**{**rows[-1], **hidden})
        return actual(observed(*rows), SYGEDAGPENGE, Period.parse("2011"))

    # jobindsats.dk hides 0 to 2: the middle is 1, and 2 of 400 is under 5 per cent, of 30 over
    found = figures(400)
    assert (found.persons["580"], found.filled) == (401, {"580"})
    open_sum = figures(30)
    assert "580" not in open_sum.persons
    assert open_sum.left_out["580"].en == "hidden"


def test_a_break_inside_a_period_is_refused_unless_the_source_counted_anew():
    months = [f"2025M{number:02}" for number in range(1, 13)]
    plain = [count("kontanthjaelp", "580", month, 600) for month in months]
    with pytest.raises(Problem, match="broken inside the period: The social assistance reform"):
        actual(observed(*plain), KONTANTHJAELP, Period.parse("2025"))
    assert actual(observed(*plain), KONTANTHJAELP, Period.parse("2025"), True).persons == {"580": 600}
    back_cast = [
        count(
            "kontanthjaelp",
            "580",
            month,
            600,
            marks="break:2025-07-kontanthjaelp" if month < "2025M07" else "",
        )
        for month in months
    ]
    found = actual(observed(*back_cast), KONTANTHJAELP, Period.parse("2025"))
    # counted as after the reform, it holds education assistance and integration benefit already
    assert found.within == ("uddannelseshjaelp", "integrationsydelse")
    with pytest.raises(Problem, match="broken"):
        actual(observed(count("kontanthjaelp", "580", "2025", 600)), KONTANTHJAELP, Period.parse("2025"))


def test_groups_that_a_reform_merged_are_not_counted_twice():
    rows = [
        count("kontanthjaelp", "580", "2022", 600, marks="break:2025-07-kontanthjaelp"),
        count("uddannelseshjaelp", "580", "2022", 200),
        count("revalidering", "580", "2022", 40),
    ]
    found = actual(observed(*rows), KONTANTHJAELP, YEAR)
    assert (found.persons["580"], found.groups) == (640, ("kontanthjaelp", "revalidering"))


def test_all_together_needs_every_area():
    one = actual(observed(count("sygedagpenge", "580", "2011", 400)), SYGEDAGPENGE, Period.parse("2011"))
    two = actual(observed(count("dagpenge", "580", "2011", 300)), AREAS["dagpenge"], Period.parse("2011"))
    assert together([one, two]).persons == {"580": 700}
    assert together([one, None]) is None


def test_shares_are_of_the_labour_force_before_what_counts_imply_before_inhabitants():
    rows = [count("kontanthjaelp", "580", "2022", 600)]
    rows.append(row("share_of_labour_force_pct", "kontanthjaelp", "580", "2022", 2.0, 1))
    rows.append(row("population_total", "", "580", "2021Q4", 59_000))
    assert base(observed(*rows), YEAR) == (Base.IMPLIED_LABOUR_FORCE, {"580": 30_000})
    given = row("labour_force_16_66", "", "580", "2021", 31_000)
    assert base(observed(*rows, given), YEAR) == (Base.LABOUR_FORCE, {"580": 31_000})
    assert base(observed(rows[-1]), YEAR) == (Base.INHABITANTS, {"580": 59_000})
    with pytest.raises(Problem, match="nothing to take shares of"):
        base(observed(rows[0]), YEAR)


def test_conditions_are_the_latest_before_the_end_with_their_dates():
    table = pa.concat_tables(
        [invented(), table_of([row("age_65_plus_share_pct", "", "580", at, 11) for at in ("2019", "2023")])]
    )
    found = conditions(table, STANDARD, Period.parse("2022M12"))
    assert len(found.areas) == 98
    assert found.dated == (("2022",),) * 5
    at = found.row("580")
    assert found.printed(at, 1) != approx(11)
    assert conditions(table, STANDARD, Period.parse("2024")).printed(at, 1) == approx(11)
    # persons are compared by their logarithm and printed as persons
    assert found.printed(at, 4) == approx(np.exp(found.values[at, 4]))


def test_municipalities_that_lack_a_figure_are_named():
    table = invented()
    without = table.filter(
        pa.array(
            [not (r["area"] == "510" and r["indicator"] == "employed_per_1000") for r in table.to_pylist()]
        )
    )
    found = conditions(without, STANDARD, YEAR)
    assert found.lacking == {"510": ("employed_per_1000",)}
    with pytest.raises(Problem, match=r"Haderslev \(510\) lacks background figures: employed_per_1000"):
        found.row("510")
    assert modelled(without).left_out["510"].en == "background figures are missing"
    with pytest.raises(Problem, match="no expected level of kontanthjaelp: background figures are missing"):
        modelled(without).of("510")
    with pytest.raises(Problem, match="no municipality has registered_unemployment_pct"):
        conditions(table, ("registered_unemployment_pct",), YEAR)
    with pytest.raises(Problem, match="only after 2010"):
        conditions(table, STANDARD, Period.parse("2010"))


def test_the_outcome_is_no_condition():
    with pytest.raises(Problem, match="under another name"):
        checked(["welfare_per_1000"])
    with pytest.raises(Problem, match="a result and no condition"):
        checked(["mean_weeks_in_period"])
    assert checked([]) == STANDARD


def test_invented_municipalities_are_told_as_they_were_drawn(model):
    figures = [STANDARD[at] for at in model.chosen.columns]  # one that is noise may have been dropped
    fit = dict(zip(figures, model.fit.coefficients[1:], strict=True))
    assert fit["higher_education_share_pct"] == approx(-0.3, abs=0.08)
    assert fit["immigrants_share_pct"] == approx(0.2, abs=0.08)
    assert fit.get("age_65_plus_share_pct", 0) == approx(0, abs=0.08)
    assert model.fit.dispersion == approx(0.0008, rel=0.35)
    # conditions make var .3^2 + .2^2 = .13 of the logit, chance phi / (p (1-p)) = .03: about four fifths
    assert model.score.mean == approx(0.78, abs=0.1)
    assert {row.verdict for row in model.rows} <= {"within", "over", "under"}
    assert np.mean([row.verdict == "within" for row in model.rows]) >= 0.9


def test_difference_interval_and_rank_fit_together(model):
    one = model.of("580")
    assert one.difference == approx(one.actual - one.expected)
    assert one.difference_pct == approx(100 * (one.actual / one.expected - 1))
    assert one.difference_low == approx(one.actual - one.high)
    assert one.low < one.expected < one.high
    assert one.rank_low <= one.rank <= one.rank_high
    lowest = min(model.rows, key=lambda row: row.rank)
    assert lowest.difference_pct < 0
    assert sum(row.rank for row in model.rows) == approx(98 * 99 / 2, rel=1e-6)


def test_the_municipality_is_left_out_of_its_own_expectation():
    table = invented()
    values = table.to_pylist()
    for one in values:
        if one["area"] == "580" and one["indicator"] == "full_time_persons":
            one["value"] = 3 * one["value"]
    from pejling.terms.observation import SCHEMA

    before, after = modelled(table).of("580"), modelled(pa.Table.from_pylist(values, SCHEMA)).of("580")
    assert after.actual == 3 * before.actual
    assert after.expected == approx(before.expected)
    assert after.with_itself > before.with_itself
    assert after.verdict == "over"


def test_diagnostics_name_what_a_statistician_asks_for(model):
    found = {(one.statistic, one.subject): one.value for one in diagnostics(model)}
    assert found["explained_nested_pct", ""] == approx(100 * model.score.mean)
    assert found["explained_in_sample_pct", ""] > found["explained_left_out_pct", ""]
    assert found["variance_inflation", "immigrants_share_pct"] >= 1
    assert found["binomial_ratio", ""] > 5  # without dispersion the binomial is far off
    assert sum(value for (name, _), value in found.items() if name == "chosen_pct") == approx(100)
    # what the partitions were, so that they can be drawn again
    parted = [found[name, ""] for name in ("folds", "inner_folds", "partitions", "seed")]
    assert parted == [10, 5, model.score.explained.size, 1]
    # five unrelated figures: well conditioned; made by the model's own form: calibrated along a line
    assert found["condition_number", ""] < 10
    assert found["calibration_slope", ""] == approx(1, abs=0.15)
    assert all(abs(found["calibration_pct", f"{fifth}"]) < 15 for fifth in range(1, 6))
    assert all(0.5 < found["residual_spread", f"{fifth}"] < 1.6 for fifth in range(1, 6))
    assert {
        "cooks_distance",
        "leverage",
        "residual",
        "error_pct",
        "moran_region",
        "residual_quantile",
        "inside_interval_pct",
    } <= {n for n, _ in found}


def test_too_few_municipalities_are_no_regression():
    table = invented()
    few = table.filter(
        pa.array([r["indicator"] in CONDITIONS or r["area"] in CODES[:20] for r in table.to_pylist()])
    )
    with pytest.raises(Problem, match="at least 30"):
        modelled(few)


def test_the_newest_official_figure_that_is_not_later():
    found = [(Period.parse(at), 100.0, 90.0) for at in ("2020", "2021", "2023")]
    assert official(found, YEAR).period == Period.parse("2021")
    assert official(found, Period.parse("2019")) is None


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not there")
def test_the_real_municipalities_are_explained_by_more_than_half_out_of_sample(tmp_path):
    from municipal_answer import read_municipal

    from pejling.app.take_in_statbank import take_in_statbank
    from pejling.store.observations import read_observations
    from pejling.store.workspace import Workspace

    workspace = Workspace.create(tmp_path / "alle", 580)
    for name in ("education", "age65_pct", "immigration_share_pct", "employment_per_1000", "population"):
        take_in_statbank(workspace.folder, SHARED / "statbank" / f"{name}.csv")
    (file,) = (SHARED / "jobindsats").glob("jobindsats_municipal_*.json")
    levels = read_municipal(file).observations
    levels = levels.filter(
        pc.and_(pc.starts_with(levels["period"], "2022"), pc.not_equal(levels["area"], "dk"))
    )
    ids = pa.array(["full_time_persons", "share_of_labour_force_pct"])
    levels = levels.filter(
        pc.and_(pc.is_in(levels["indicator"], ids), pc.equal(levels["group"], "kontanthjaelp"))
    )
    rows = protect(pa.concat_tables([read_observations(workspace), levels]), "public").table
    seen = Observed(rows, CODES)
    kind, of = base(seen, YEAR)
    found = expect(actual(seen, KONTANTHJAELP, YEAR), kind, of, conditions(rows, STANDARD, YEAR))
    assert (len(found.rows), kind) == (98, Base.IMPLIED_LABOUR_FORCE)
    # measured: 59.5 per cent in nested cross-validation (57 to 62), 60.6 leaving one out, 66.4 in sample
    assert 0.575 <= found.score.mean <= 0.615
    assert found.score.explained.min() >= 0.55
    told = {one.statistic: one.value for one in diagnostics(found) if not one.subject}
    assert told["explained_left_out_pct"] == approx(60.6, abs=1)
    assert told["explained_in_sample_pct"] == approx(66.4, abs=1)
    assert 90 <= told["inside_interval_pct"] <= 98
