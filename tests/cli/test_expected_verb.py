"""`pejling expected`, as a user meets it."""

from functools import partial

import pytest
from municipal_figures import CODES, invented, row, take_in

from pejling.comparison.expected import expect
from pejling.terms.observation import table_of

CLAIMS = ("area_group", "model", "municipality", "period", "verdict")


@pytest.fixture
def figures(workspace, run, monkeypatch):
    """A workspace with invented figures of all municipalities in 2022; one partition is enough here."""
    monkeypatch.setattr("pejling.app.expected.expect", partial(expect, repeats=1))
    take_in(workspace, invented())
    return workspace


def test_one_row_for_the_municipality_and_what_it_is_worth_beside(figures, run):
    answer = run("expected", "--area-group", "kontanthjaelp", "--format", "csv", "--lang", "en")
    assert answer.code == 0
    (row,) = answer.rows
    assert tuple(row[name] for name in CLAIMS) == (
        "kontanthjaelp",
        "municipal regression (pejling's own)",
        "580",
        "2022",
        "within",
    )
    actual, expected = float(row["actual"]), float(row["expected"])
    assert float(row["difference"]) == pytest.approx(actual - expected)
    assert float(row["difference_pct"]) == pytest.approx(100 * (actual / expected - 1))
    assert float(row["expected_low"]) < expected < float(row["expected_high"])
    assert row["ranked"] == "98"
    explained = float(row["explained_pct"])
    assert f"background figures alone explain {explained:.0f} pct." in answer.err
    assert "does not measure the effort" in answer.err
    # what the area is made of, and what is not known of it
    assert "there are no figures of education assistance (under 30), integration benefit" in answer.err


def test_everything_asked_says_which_areas_cannot_be_told(figures, run):
    answer = run("expected")
    assert answer.code == 0
    assert "kommunal regression (pejlings egen)" in answer.out
    assert "Førtidspension: der er ingen kommuners fuldtidspersoner for førtidspension i 2022." in answer.err


def test_ranking_has_all_municipalities_by_rank(figures, run):
    rows = run("expected", "--area-group", "kontanthjaelp", "--ranking", "--format", "json").json
    assert len(rows) == 98
    ranks = [row["rank"] for row in rows]
    assert ranks == sorted(ranks)
    # the expected rank lies in the interval, or just beside where nearly all draws agree
    assert all(row["rank_low"] - 1 < row["rank"] < row["rank_high"] + 1 for row in rows)


def test_diagnostics_in_both_languages(figures, run):
    rows = run("expected", "--diagnostics", "--format", "csv", "--lang", "en").rows
    told = {(row["statistic"], row["subject"]): float(row["value"]) for row in rows}
    assert 60 < told["explained_nested_pct", ""] <= told["explained_in_sample_pct", ""] + 5
    assert ("coefficient", "higher_education_share_pct") in told
    assert "krydsvalidering" in run("expected", "--diagnostics").out


def test_the_ministry_s_figures_stand_beside_and_are_named(figures, run):
    rows = [
        row(f"benchmark_{kind}_full_time_persons", "i_alt", "580", "2021", value, breakdown=band)
        for band in ("", "benchmark:kontanthjaelp_mv")
        for kind, value in (("actual", 700.0), ("expected", 650.0))
    ]
    take_in(figures, table_of(rows))
    found = run("expected", "--format", "csv").rows
    official = [row for row in found if row["model"] == "STAR's y30r21"]
    assert [(row["area_group"], row["period"], row["expected"]) for row in official] == [
        ("kontanthjaelp", "2021", "650"),
        ("all", "2021", "650"),
    ]
    assert float(official[0]["difference_pct"]) == pytest.approx(100 * 50 / 650)
    assert (official[0]["rank"], official[0]["explained_pct"]) == ("", "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--on", "welfare_per_1000"), "under et andet navn"),
        (("--area-group", "fleksjob"), "tilladt er dagpenge, sygedagpenge, kontanthjaelp, all"),
        (("--period", "2019"), "der er ingen kommuners fuldtidspersoner"),
        (("--period", "i fjor"), "er ikke en periode"),
        (("--municipality", "999"), "999"),
        (("--individual",), "der er ingen persondata"),
        (("--on", "age_65_plus_share_pct,findes_ikke"), "ingen kommune har findes_ikke"),
    ],
)
def test_what_cannot_be_answered_is_said(figures, run, words, says):
    answer = run("expected", *words)
    assert answer.code == 1
    assert says in answer.err
    assert not answer.out


def test_an_empty_workspace_is_told_what_to_take_in(workspace, run):
    answer = run("expected")
    assert answer.code == 1
    assert "pejling fetch jobindsats" in answer.err


@pytest.mark.slow
def test_persons_give_an_individual_model_unless_they_are_recipients_only(workspace, run):
    assert (
        run(
            *("synthesise", "--persons", "6000", "--from", "2011", "--to", "2012", "--out", "syn"),
            *("--no-casework", "--no-truth"),
        ).code
        == 0
    )
    assert run("take-in", "dream", "syn/dream.parquet").code == 0
    take_in(workspace, invented(year="2011"))
    words = (
        "expected",
        "--individual",
        "--area-group",
        "sygedagpenge",
        "--audience",
        "internal",
        "--format",
        "csv",
    )
    answer = run(*words, "--lang", "en")
    assert answer.code == 0
    regression, individual = answer.rows
    assert individual["model"] == "individual model on cells (pejling's own)"
    assert individual["actual"] == regression["actual"]
    assert (
        float(individual["expected_low"]) < float(individual["expected"]) < float(individual["expected_high"])
    )
    assert "same age, sex and origin" in answer.err
    # told that 98 x 10,000 live there, the 6,000 are not the population
    rows = [row("population_16_66", "", code, "2011", 10_000.0) for code in CODES]
    take_in(workspace, table_of(rows))
    refused = run(*words)
    assert refused.code == 1
    assert "rummer ikke hele befolkningen på 16-66 år (1 pct.)" in refused.err
