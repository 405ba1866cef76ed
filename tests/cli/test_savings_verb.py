"""Savings through the command line: the amounts of 2012, and a refund by the persons' own weeks."""

from __future__ import annotations

import pytest
from weeks_of_2017 import write_labour_force, write_weeks

from pejling.app import wiring
from pejling.engines.reference import Reference

WITHOUT, WITH = "sum_without_foertidspension", "sum_with_foertidspension"


@pytest.fixture
def aabenraa_2012(run, workspace, examples):
    for kind, file in (("published", "klk_aabenraa_2012.csv"), ("prices", "prices_2011.csv")):
        answer = run("take-in", kind, examples / file)
        assert answer.code == 0, answer.err
    return workspace


def savings(run, *words):
    answer = run("savings", "--format", "csv", *words)
    assert answer.code == 0, answer.err
    return answer


def by_cluster(answer, group):
    return {row["cluster"]: row for row in answer.rows if row["group"] == group}


@pytest.mark.usefixtures("aabenraa_2012")
def test_the_2012_amounts_within_a_factor_of_two(run):
    answer = savings(run, "--labour-force", "32000")
    found = by_cluster(answer, "sygedagpenge")
    assert set(found) == {"ams", "soenderjylland"}
    # printed: 20 and 3 million DKK
    for cluster, printed in (("ams", 20e6), ("soenderjylland", 3e6)):
        assert printed / 2 <= float(found[cluster]["amount_dkk"]) <= printed * 2
    # by hand: 0.7 and 0.1 points of 32,000; 766 a day x 260; of 100 weeks with a step 61.7/26 x 4 at 50 pct.,
    # 61.7/26 x 18 + 21.5 at 30, 16.8 at 0
    early, middle = 61.7 / 26 * 4, 61.7 / 26 * 18 + 21.5
    net = 766 * 260 * (1 - (0.5 * early + 0.3 * middle) / (early + middle + 16.8))
    assert float(found["ams"]["amount_dkk"]) == pytest.approx(224 * net)
    assert float(found["soenderjylland"]["amount_dkk"]) == pytest.approx(32 * net)
    # 3.3 as printed can be 3.35: then there is no gap at all
    assert float(found["soenderjylland"]["low_dkk"]) == 0


@pytest.mark.usefixtures("aabenraa_2012")
def test_the_sums_name_what_the_printed_shares_do_not_allow(run):
    answer = savings(run, "--labour-force", "32000", "--lang", "en")
    found = by_cluster(answer, WITHOUT)
    # beside 85 and 25 million; fleksjob and ledighedsydelse have no price with a source
    assert float(found["ams"]["amount_dkk"]) < 85e6
    assert found["ams"]["missing"] == "kontanthjaelp_under_30, ledighedsydelse, fleksjob"
    assert found["ams"]["without_share"].startswith("dagpenge, ")
    assert found["soenderjylland"]["missing"] == "ledighedsydelse, fleksjob"
    assert "foertidspension" in by_cluster(answer, WITH)["ams"]["missing"]
    fleksjob = by_cluster(answer, "fleksjob")["ams"]
    assert (fleksjob["amount_dkk"], fleksjob["missing"], fleksjob["refund_pct"]) == ("", "the rate", "65")
    assert "without shares are unemployment insurance benefit etc" in answer.err
    assert "Clusters without figures in the period are left out: region, landet." in answer.err


@pytest.mark.usefixtures("aabenraa_2012")
def test_without_a_labour_force_nothing_is_made_up(run):
    answer = savings(run, "--cluster", "ams", "--lang", "en")
    assert by_cluster(answer, "sygedagpenge")["ams"]["amount_dkk"] == ""
    assert by_cluster(answer, "sygedagpenge")["ams"]["missing"] == "the labour force"
    assert "The labour force is not known" in answer.err


@pytest.mark.parametrize("persons", ["0", "-32000"])
@pytest.mark.usefixtures("aabenraa_2012")
def test_a_labour_force_that_is_none_is_refused(run, tmp_path, persons):
    file = tmp_path / "arbejdsstyrke.csv"
    line = f"labour_force_16_66,,580,2010,level,{persons}"
    file.write_text(f"indicator,group,area,period,measure,value\n{line}\n", encoding="utf-8")
    assert run("take-in", "observations", file).code == 0
    answer = run("savings")
    assert answer.code == 1
    assert f"arbejdsstyrken i 580 er {persons} (2010" in answer.err
    assert run("savings", "--labour-force", "32000").code == 0  # by hand it can be worked out


@pytest.mark.usefixtures("aabenraa_2012")
def test_sensitivity_to_price_and_to_the_part_closed(run):
    words = ("--labour-force", "32000", "--cluster", "ams", "--group", "sygedagpenge")
    rows = savings(run, *words, "--price", "-10", "--price", "+10", "--closed", "50", "--closed", "100").rows
    whole = float(savings(run, *words).rows[0]["amount_dkk"])
    found = {
        (row["closed_pct"], row["price_change_pct"]): float(row["amount_dkk"])
        for row in rows
        if row["group"] == "sygedagpenge"
    }
    assert found == pytest.approx(
        {
            ("50", "-10"): 0.45 * whole,
            ("50", "10"): 0.55 * whole,
            ("100", "-10"): 0.9 * whole,
            ("100", "10"): 1.1 * whole,
        }
    )
    only = savings(run, *words, "--without-foertidspension").rows
    assert [row["group"] for row in only] == ["sygedagpenge", WITHOUT]
    assert only[1]["without_share"] == ""  # the others were not asked for


@pytest.mark.usefixtures("aabenraa_2012")
def test_an_amount_explained_with_its_sources(run):
    answer = run(
        "savings", "--labour-force", "32000", "--cluster", "ams", "--explain", "sygedagpenge", "--lang", "en"
    )
    assert answer.code == 0
    told = answer.out
    assert "gap: 3.4 - 2.7 = 0.7 points of the labour force" in told
    assert "full-time persons: 0.7 per cent x 32,000 = 224" in told
    assert "199,160 DKK a year, 2011. Source:" in told
    assert "prices_2011.csv, line 3" in told
    assert "weeks 1-4 are in no step" in told
    danish = run("savings", "--labour-force", "32000", "--cluster", "ams", "--explain", "sygedagpenge").out
    assert "gab: 3,4 - 2,7 = 0,7 procentpoint" in danish


REFUSED = [
    (("--closed", "101"), "--closed 101: tilladt er tal fra 0 til 100"),
    (("--price", "dyrt"), "--price dyrt: tilladt er tal"),
    (("--cluster", "findes_ikke"), "hverken defineret eller publiceret"),
    (("--group", "findes_ikke"), "er ukendt"),
    (("--explain", "dagpenge"), "der er ingen andele at regne med for 'dagpenge'"),
    (("--period", "2031"), "der er ingen tal (share_of_labour_force_pct) for 580"),
    (("--municipality", "999"), "999"),
]


@pytest.mark.usefixtures("aabenraa_2012")
def test_what_cannot_be_asked_is_refused(run):
    for words, told in REFUSED:
        answer = run("savings", "--labour-force", "32000", *words)
        assert (answer.code, told in answer.err) == (1, True), (words, answer.err)


def test_60_and_17_million_are_found_out(run, examples):
    words = ("--relations", examples / "audit_savings_2012.toml", "--format", "csv", "--lang", "en")
    (row,) = run("audit", examples / "savings_2012.csv", *words).rows
    assert (row["figure"], row["relation"], row["verdict"]) == (
        "mio. kr. mod ams/value",
        "savings",
        "infeasible",
    )
    assert "is printed 3.06..4.06; the same prices from 0 give 1.43..2.83" in row["explanation"]
    assert row["feasible_range"] == "22.86..51"
    # without being told, nobody is accused
    assert run("audit", examples / "savings_2012.csv", "--format", "csv").rows == []


def test_a_relation_of_amounts_is_read_strictly(run, examples, tmp_path):
    whole = (examples / "audit_savings_2012.toml").read_text(encoding="utf-8")
    wrong = {
        'own = ["fleksjob, Aabenraa"]': "skal nævne de samme ydelser",
        'within = { "mio. kr. mod ams" = -5 }': "within skal være tal fra 0",
    }
    for line, told in wrong.items():
        key = line.split(" ", 1)[0]
        file = tmp_path / f"{key}.toml"
        lines = [line if one.startswith(f"{key} ") else one for one in whole.splitlines()]
        file.write_text("\n".join(lines), encoding="utf-8")
        answer = run("audit", examples / "savings_2012.csv", "--relations", file)
        assert (answer.code, told in answer.err) == (1, True), answer.err


@pytest.fixture
def persons_2017(run, workspace, examples, tmp_path, monkeypatch):
    """580: 20 persons from W14 on and 20 from W02 on, all to W26; 540: 10 from W14 on. Sygedagpenge."""
    monkeypatch.setattr(wiring, "engine", lambda *_: Reference())
    file = write_weeks(
        tmp_path / "uger.csv",
        [
            (20, "580", "1", {range(14, 27): "890"}),
            (20, "580", "2", {range(2, 27): "890"}),
            (10, "540", "1", {range(14, 27): "890"}),
        ],
    )
    force = write_labour_force(tmp_path / "styrke.csv", ("580", "540"))
    (workspace / "pejling.toml").write_text(
        (workspace / "pejling.toml").read_text(encoding="utf-8") + "\n[clusters.nabo]\nmembers = [540]\n",
        encoding="utf-8",
    )
    for kind, path in (("dream", file), ("observations", force), ("prices", examples / "prices_2016.csv")):
        answer = run("take-in", kind, path)
        assert answer.code == 0, answer.err


@pytest.mark.usefixtures("persons_2017")
def test_the_weeks_of_the_persons_decide_the_refund(run):
    words = ("--cluster", "nabo", "--period", "2017Q2", "--group", "sygedagpenge", "--lang", "en")
    answer = savings(run, *words)
    row = answer.rows[0]
    # weeks 14-26 of 2017: the first 20 are in their weeks 1-13 (80 weeks at 80 pct., 180 at 40), the others
    # in their weeks 13-25 (260 at 40 pct.)
    refund = (80 * 80 + 440 * 40) / 520
    assert float(row["refund_pct"]) == pytest.approx(refund)
    # 520 weeks of 13 x 1,000 are 4 pct., 540 has 130: 1 pct.; 30 persons at 4,180 a week
    assert (float(row["own_pct"]), float(row["cluster_pct"])) == (4, 1)
    assert float(row["amount_dkk"]) == pytest.approx(30 * 4180 * 52 * (1 - refund / 100))
    # chance does the rest: 50 persons in all
    assert 0 < float(row["chance_low_dkk"]) < float(row["amount_dkk"]) < float(row["chance_high_dkk"])
    # computed shares are not rounded
    assert row["low_dkk"] == row["high_dkk"] == row["amount_dkk"]
    assert "own person-weeks in each step (weeks of the spell on the benefit" in answer.err
    assert "The price is of an earlier period than the figures: sickness benefit (2016)." in answer.err
    assert "Labour force: 1,000 (2016" in answer.err


HEAD = "benefit,from,until,weeks_from,weeks_to,amount,unit,source\n"


@pytest.mark.usefixtures("workspace")
def test_a_refund_of_one_benefit_is_read_from_the_price_file(run, tmp_path):
    file = tmp_path / "priser.csv"
    row = "{},2017-01-01,2017-12-31,{},{},pct,kilde\n"
    steps = [
        ("refusion sygedagpenge", "1,4", 80),
        ("Refusion: sygedagpenge", "5,", 40),
        ("refusion", "1,", 30),
    ]
    file.write_text(HEAD + "".join(row.format(*one) for one in steps), encoding="utf-8")
    assert run("take-in", "prices", file).code == 0
    told = run("measure", "--area", "dk", "--format", "csv").rows
    assert {(one["indicator"], one["group"]): one["value"] for one in told} == {
        ("refusion_pct:1-4", "sygedagpenge"): "80",
        ("refusion_pct:5-", "sygedagpenge"): "40",
        ("refusion_pct:1-", ""): "30",
    }
    file.write_text(HEAD + row.format("refusion løn", "1,4", 80), encoding="utf-8")
    refused = run("take-in", "prices", file)
    assert (refused.code, "ydelsen er ukendt" in refused.err) == (1, True)
