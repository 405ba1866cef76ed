"""`pejling fetch statbank` and `sources statbank` against a StatBank on loopback."""

from __future__ import annotations

import gzip

import pytest
from fakes.served import saying
from fakes.statbank import error
from statbank_on_loopback import figures, manifests

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_the_labour_force_is_summed_over_ages_and_dated_at_the_end_of_november(run, workspace, bank):
    """Of each of 11 bands (16-19 to 65-66) and 2 educations 100 employed and 4 unemployed in 2019, one more
    of each a year: 22 x 104 = 2,288 in 2019, 22 x 112 = 2,464 in 2023. 67- and those outside do not count.
    The country is 98 municipalities and Christiansø, where each of 44 cells is 1: 98 x 2,464 + 44 = 241,516.
    """
    answer = run("fetch", "statbank", "ras209", "--period", "2019-2023", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "Source: Danmarks Statistik, StatBank RAS209, CC BY 4.0, updated 2025-08-11" in answer.out
    assert "2023 stands here as 2023M11" in answer.out
    found = figures(run, "labour_force_16_66")
    assert len(found) == 99 * 5
    assert found["", "580", "2019M11"] == "2288"
    assert found["", "dk", "2023M11"] == "241516"
    details = manifests(workspace)[0]["details"]
    assert details["table"] == "RAS209"
    assert (details["update_latest"], details["update_next"]) == ("2025-08-11", "")
    assert details["not_mapped"] == {}
    raw = sorted(path.name for path in (workspace / "store" / "vintages").glob("*/*.gz"))
    assert raw == ["answer-01.csv.gz", "tableinfo.json.gz"]


def test_population_is_counted_on_the_first_day_and_cells_of_nobody_are_zero(run, workspace, bank):
    """10 persons of each age: 51 ages 16-66, 22 ages 18-39, 126 in all. Nobody of Læsø is 22, and BULK leaves
    such a cell out: 500 and 210. 2025K1 is the 1st of January 2025: the end of 2024Q4."""
    answer = run(
        "fetch", "statbank", "FOLK1A", "--period", "latest:3", "--area", "580,825,dk", "--lang", "en"
    )
    assert answer.code == 0, answer.err
    assert "stands here as 2024Q4" in answer.out
    assert (
        "6 cells did not stand in the answer and are 0" in answer.out
    )  # two figures in each of three quarters
    found = figures(run, "population_16_66")
    assert {key[2] for key in found} == {"2024Q4", "2025Q1", "2025Q2"}
    assert found["", "580", "2024Q4"] == "510"
    assert found["", "825", "2025Q2"] == "500"
    assert figures(run, "population_18_39")["", "825", "2024Q4"] == "210"
    # 98 x 1,260 and the 126 of Christiansø
    assert figures(run, "population_total")["", "dk", "2024Q4"] == "123606"


def test_sums_of_recipients_stay_apart_and_an_unknown_benefit_is_told_not_added(run, workspace, bank):
    answer = run("fetch", "statbank", "AUK01", "--area", "580", "--period", "2025K1", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "Sums in YDELSESTYPE without an indicator of ours, not taken in: TOTTB" in answer.out
    assert "Values of YDELSESTYPE that we do not know, not taken in or added: NY En ny ydelse" in answer.out
    # 100 and 10 for each place in the table's list
    assert figures(run, "full_time_persons")["foertidspension", "580", "2025Q1"] == "180"
    assert figures(run, "public_recipients:su")["", "580", "2025Q1"] == "120"
    assert figures(run, "public_recipients_total:i_alt")["", "580", "2025Q1"] == "100"
    assert manifests(workspace)[0]["details"]["not_mapped"] == {
        "YDELSESTYPE TOTTB Tilbagetrækning i alt": 1,
        "YDELSESTYPE NY En ny ydelse": 1,
    }
    asked = next(one for one in bank.bodies("/v1/data")[0]["variables"] if one["code"] == "YDELSESTYPE")
    assert not {"NY", "TOTTB"} & set(asked["values"])


def test_unemployment_with_the_newest_month_marked(run, workspace, bank):
    assert run("fetch", "statbank", "AUS08", "--area", "580", "--period", "latest:2").code == 0
    assert figures(run, "gross_unemployed_pct") == {
        ("", "580", "2025M05"): "2.8",
        ("", "580", "2025M06"): "2.8",
    }
    assert figures(run, "gross_unemployed")["", "580", "2025M06"] == "300"
    told = run("explain", "gross_unemployed", "", "580", "2025M06", "--lang", "en").out
    assert "Danmarks Statistik, StatBank AUS08, CC BY 4.0" in told
    assert "rovisional" in told
    told = run("explain", "gross_unemployed", "", "580", "2025M05", "--lang", "en").out
    assert "rovisional" not in told


def test_what_is_suppressed_stays_so_and_is_no_zero(run, workspace, bank):
    bank.tables["AUS08"].overrides["580", "24", "2025M06"] = ".."
    bank.tables["RAS209"].overrides["580", "H10", "L", "16-19", "TOT", "2023"] = ".."
    answer = run(
        "fetch", "statbank", "AUS08", "RAS209", "--area", "580,510", "--period", "2023-2025", "--lang", "en"
    )
    assert answer.code == 0, answer.err
    assert "of which 1 hidden by the source" in answer.out
    assert figures(run, "gross_unemployed")["", "580", "2025M06"] == "hidden"
    assert figures(run, "labour_force_16_66")["", "580", "2023M11"] == "hidden"  # one part of the sum is
    assert figures(run, "labour_force_16_66")["", "510", "2023M11"] == "2464"


def test_nothing_new_is_not_fetched_again_but_an_update_is(run, workspace, bank):
    words = ("fetch", "statbank", "RAS209", "--area", "580", "--lang", "en")
    assert run(*words).code == 0
    before = len(bank.bodies("/v1/data"))
    again = run(*words)
    assert again.code == 0
    assert "nothing new since vintage" in again.out
    assert len(bank.bodies("/v1/data")) == before
    assert run(*words, "--again").code == 0
    bank.tables["RAS209"].updated = "2025-11-01T08:00:00"
    assert run(*words).code == 0
    assert len(bank.bodies("/v1/data")) == before + 2
    assert [one["details"]["update_latest"] for one in manifests(workspace)] == ["2025-08-11"] * 2 + [
        "2025-11-01"
    ]


def test_a_fetch_that_was_cut_off_goes_on_without_asking_twice(run, workspace, bank, monkeypatch):
    """Five years of one area in five requests; the fourth fails: the next try asks for the last two only."""
    monkeypatch.setattr("pejling.sources.statbank_wish.CELLS", 1)
    monkeypatch.setattr("pejling.sources.web.AT_ONCE", 1)
    done = []

    def fails_at_the_fourth(asked, reply):
        done.append(asked)
        return error("EXTRACT-NOTALLOWED", "ikke nu") if len(done) == 4 else reply

    bank.served.always(fails_at_the_fourth, path="/v1/data")
    words = ("fetch", "statbank", "RAS209", "--area", "580", "--period", "2019-2023")
    failed = run(*words)
    assert failed.code == 1
    assert "EXTRACT-NOTALLOWED" in failed.err
    assert manifests(workspace) == []
    bank.served.clear()
    assert run(*words).code == 0
    times = [
        value for body in bank.bodies("/v1/data") for one in body["variables"] if one["code"] == "Tid"
        for value in one["values"]
    ]  # fmt: skip
    assert times == ["2022", "2023"]
    assert len(figures(run, "labour_force_16_66")) == 5


def test_what_a_table_has_and_what_becomes_of_it(run, workspace, bank):
    answer = run("sources", "statbank", "table", "folk1a", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "FOLK1A: Befolkningen den 1. i kvartalet" in answer.out
    assert "CIVILSTAND (civilstand), 3 values: TOT I alt, U Ugift, G Gift" in answer.out
    assert "population_16_66: KØN = TOT; ALDER = 16 ... 66 (51); CIVILSTAND = TOT" in answer.out
    missing = run("sources", "statbank", "table", "nej", "--lang", "en")
    assert missing.code == 1
    assert "EXTRACT-NOTFOUND" in missing.err


def test_the_tables_there_are(run, workspace, bank):
    ours = run("sources", "statbank", "tables", "--format", "csv")
    assert ours.code == 0, ours.err
    assert [row["id"] for row in ours.rows] == ["RAS209", "FOLK1A", "AUK01", "AUS08"]
    assert ours.rows[0]["update_latest"] == "2025-08-11"
    found = run("sources", "statbank", "tables", "ledige", "--format", "csv")
    assert [row["id"] for row in found.rows] == ["AUS08"]
    bank.served.next(saying(b'{"a": 1}'), path="/v1/tables")
    assert "no list of tables" in run("sources", "statbank", "tables").err


def test_a_mapping_of_the_users_own_comes_first(run, workspace, bank):
    (workspace / "min.toml").write_text(
        '[AUK01]\n[[AUK01.figures]]\nindicator = "public_recipients:en_ny_ydelse"\n'
        'where = { YDELSESTYPE = { one = ["NY"] } }\n',
        encoding="utf-8",
    )
    words = ("fetch", "statbank", "AUK01", "--area", "580", "--period", "2025K1", "--mapping", "min.toml")
    assert run(*words).code == 0
    assert figures(run, "public_recipients:en_ny_ydelse")["", "580", "2025Q1"] == "250"
    assert figures(run, "full_time_persons")["foertidspension", "580", "2025Q1"] == "180"


def test_the_raw_answers_are_kept_beside_the_figures(run, workspace, bank):
    assert run("fetch", "statbank", "AUS08", "--area", "580", "--period", "2025M06").code == 0
    raw = next((workspace / "store" / "vintages").glob("*/answer-01.csv.gz"))
    assert gzip.decompress(raw.read_bytes()).decode("utf-8-sig").splitlines() == [
        "OMRÅDE;SAESONFAK;TID;INDHOLD", "580;24;2025M06;300", "580;22;2025M06;2.8", "580;10;2025M06;310",
        "580;9;2025M06;2.9",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_share_from_persons_is_explained_with_the_table_of_its_denominator(run, workspace, bank):
    """2,288 in Aabenraa in November 2019, times the 13 weeks of 2020Q1, is 29,744; the country is the sum of
    98 municipalities: 98 x 2,288 = 224,224."""
    words = ("--persons", "3000", "--from", "2018", "--to", "2020", "--seed", "1", "--out", "syn")
    assert run("synthesise", *words, "--no-casework", "--no-truth").code == 0
    assert run("take-in", "dream", "syn/dream.parquet").code == 0
    assert run("fetch", "statbank", "RAS209").code == 0
    share = ("share_of_labour_force_pct", "sygedagpenge")
    asked = ("--indicator", share[0], "--group", share[1], "--area", "580", "--period", "2020Q1")
    answer = run("measure", *asked, "--format", "csv")
    assert [row["denominator"] for row in answer.rows] == ["29744"]
    told = run("explain", *share, "580", "2020Q1", "--lang", "en").out
    assert "2,288 (dated 2019-11-30; Danmarks Statistik, StatBank RAS209, CC BY 4.0)" in told
    told = run("explain", *share, "dk", "2020Q1", "--lang", "da").out
    assert "224.224 (opgjort 30.11.2019; Danmarks Statistik, StatBank RAS209, CC BY 4.0)" in told


@pytest.mark.slow
def test_the_report_names_the_table_and_the_licence(run, workspace, bank, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    assert run("fetch", "statbank", "AUS08", "--area", "580,510,540,550", "--period", "latest:14").code == 0
    answer = run("report", "--to", "html", "--lang", "en")
    assert answer.code == 0, answer.err
    text = next((workspace / "reports").glob("*.html")).read_text(encoding="utf-8")
    assert "Statistics Denmark, StatBank AUS08, CC BY 4.0" in text
