"""`pejling fetch statbank` and `sources statbank` against a StatBank on loopback that misbehaves on "
"command."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from fakes.served import Asked, Reply, cut, saying, status
from fakes.statbank import error, statbank

from pejling.sources import statbank_api
from pejling.sources.web import Patience

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def slow(*values):
    """A case beside others of its kind: run by make test-slow."""
    return pytest.param(*values, marks=pytest.mark.slow)


@pytest.fixture
def bank(monkeypatch):
    """A StatBank that the command line asks, without waiting between tries; errors are told in English."""
    monkeypatch.setattr("pejling.cli.main.LANGUAGE", "en")
    monkeypatch.setattr(statbank_api, "PATIENCE", Patience(tries=3, first_wait=0.0, timeout=5.0, pause=0.0))
    with statbank() as service:
        monkeypatch.setenv(statbank_api.VARIABLE, service.address)
        yield service


def figures(run, indicator, *words):
    answer = run("measure", "--indicator", indicator, "--format", "csv", *words)
    assert answer.code == 0, answer.err
    return {(row["group"], row["area"], row["period"]): row["value"] for row in answer.rows}


def manifests(workspace):
    paths = sorted((workspace / "store" / "vintages").glob("*/manifest.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


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


@pytest.mark.parametrize(
    ("code", "http", "told"),
    [
        slow("EXTRACT-NOTALLOWED", 400, "every variable needs values"),
        ("REQUEST-LIMIT", 400, "fetch fewer periods or areas"),
        slow("REQUEST-MISSING", 400, "the request lacks something"),
        slow("REQUEST-EMPTY", 400, "a proxy"),
        slow("REQUEST-NOTFOUND", 404, "PEJLING_STATBANK_URL"),
        ("NEW-CODE", 400, "form has changed"),
    ],
)
def test_an_error_is_told_by_its_code_and_changes_nothing(run, workspace, bank, code, http, told):
    bank.served.next(lambda _asked, _reply: error(code, "besked"), path="/v1/data")
    answer = run("fetch", "statbank", "RAS209", "--area", "580", "--lang", "en")
    assert answer.code == 1
    assert code in answer.err
    assert "besked" in answer.err
    assert told in answer.err
    assert manifests(workspace) == []


def test_a_value_that_has_gone_is_told_with_what_there_is(run, workspace, bank):
    """Between the description and the figures the table got another SOCIO: what it has now is named."""

    def gone(asked, reply):
        bank.tables["RAS209"].dimensions[2].values = {"1": "I arbejde", "2": "Uden arbejde"}
        return error("EXTRACT-NOTFOUND", "Værdien blev ikke fundet")

    bank.served.next(gone, path="/v1/data")
    answer = run("fetch", "statbank", "RAS209", "--area", "580", "--lang", "en")
    assert answer.code == 1
    assert "SOCIO of RAS209 does not have B, L but 1 I arbejde, 2 Uden arbejde" in answer.err


def test_changed_labels_are_found_by_id_and_changed_ids_by_label(run, workspace, bank):
    season = bank.tables["AUS08"].dimensions[1]
    season.values["24"] = "Faktiske, opregnet"
    socio = bank.tables["RAS209"].dimensions[2]
    socio.text = "status"
    bank.tables["RAS209"].dimensions[3].id = "ALDER2"
    words = ("--area", "580", "--period", "2023-2025", "--lang", "en")
    answer = run("fetch", "statbank", "AUS08", "RAS209", *words)
    assert answer.code == 0, answer.err
    assert "is it the same? 24 Faktiske, opregnet (gross_unemployed)" in answer.out
    assert figures(run, "gross_unemployed")["", "580", "2025M06"] == "300"
    assert figures(run, "labour_force_16_66")["", "580", "2023M11"] == "2464"


def test_a_table_that_no_longer_has_what_we_need_says_what_it_has(run, workspace, bank):
    bank.tables["RAS209"].dimensions[2].values = {"1": "I arbejde", "2": "Uden arbejde"}
    answer = run("fetch", "statbank", "RAS209", "--lang", "en")
    assert answer.code == 1
    assert "SOCIO must have Beskæftigede/Beskæftigede i alt + Arbejdsløse/Arbejdsløse i alt" in answer.err
    assert "1 I arbejde, 2 Uden arbejde" in answer.err
    assert "--mapping" in answer.err


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (saying(b"<html>nej</html>", "text/html"), "are not the columns"),
        (saying("OMRÅDE;TID;INDHOLD\r\n580;2023;7\r\n".encode(), "text/csv"), "are missing"),
        (
            saying("OMRÅDE;SOCIO;TID;INDHOLD\r\n580;B\r\n".encode(), "text/csv"),
            "2 cells where the first line",
        ),
        (cut(300, stated=False), "cut off"),
        slow(cut(300), "broke off mid-answer"),
        slow(status(500), "500"),
        slow(status(429), "429"),
    ],
)
def test_a_broken_answer_is_refused_not_kept_and_changes_nothing(run, workspace, bank, fault, told):
    import re

    words = ("fetch", "statbank", "RAS209", "--area", "580", "--lang", "en")
    bank.served.always(fault, path="/v1/data")
    answer = run(*words)
    assert answer.code == 1
    assert re.search(told, answer.err), answer.err
    assert "Traceback" not in answer.err
    assert manifests(workspace) == []
    bank.served.clear()
    assert run(*words).code == 0
    assert figures(run, "labour_force_16_66")["", "580", "2019M11"] == "2288"


@pytest.mark.parametrize("fault", [status(429, Retry_After="0"), slow(status(503)), slow(cut(300))])
def test_what_passes_is_tried_again(run, workspace, bank, fault):
    bank.served.next(fault, path="/v1/data")
    bank.served.next(status(500), path="/v1/tableinfo")
    assert run("fetch", "statbank", "RAS209", "--area", "580").code == 0


def test_a_column_more_with_one_value_is_let_be_but_one_that_divides_is_refused(run, workspace, bank):
    def more(values):
        def fault(_asked, reply):
            lines = reply.body.decode("utf-8-sig").splitlines()
            made = [f"NY;{lines[0]}", *(f"{values[at % len(values)]};{x}" for at, x in enumerate(lines[1:]))]
            return saying("\r\n".join([*made, ""]).encode(), "text/csv")(_asked, reply)

        return fault

    words = ("fetch", "statbank", "RAS209", "--area", "580", "--lang", "en")
    bank.served.next(more(["a", "b"]), path="/v1/data")
    refused = run(*words)
    assert refused.code == 1
    assert "the column NY is no variable of RAS209 and divides the figures" in refused.err
    bank.served.next(more(["a"]), path="/v1/data")
    assert run(*words).code == 0


@pytest.mark.parametrize("table", ["FOLK1A", "RAS209", "AUS08", "AUK01"])
def test_an_answer_that_ends_at_a_lines_end_before_its_last_area_is_refused(run, workspace, bank, table):
    """Half of the lines, the length not told: municipalities would be missing, and nobody would know."""

    def halved(asked: Asked, reply: Reply) -> Reply:
        lines = reply.body.split(b"\n")
        return replace(reply, body=b"\n".join(lines[: len(lines) // 2]) + b"\n", stated=False)

    bank.served.next(halved, path="/v1/data")
    answer = run("fetch", "statbank", table, "--area", "580,510,540", "--period", "latest:2", "--lang", "en")
    assert answer.code == 1
    assert "cut off" in answer.err
    assert not list((workspace / "store" / "vintages").glob("*statbank*"))


def test_an_answer_that_lacks_most_parts_of_a_sum_is_refused(run, workspace, bank):
    """A proxy that ends the body at a line's end: 10 of 22 x 2 cells of the first year are there."""
    bank.served.next(
        lambda asked, reply: saying(b"\n".join(reply.body.split(b"\n")[:11]) + b"\n", "text/csv")(
            asked, reply
        ),
        path="/v1/data",
    )
    answer = run("fetch", "statbank", "RAS209", "--area", "580", "--lang", "en")
    assert answer.code == 1
    assert "probably cut off" in answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("XYZ1",), "there are no indicators for the table"),
        (("RAS209", "--period", "2030"), "no period in 2030; it has 2019 to 2023"),
        slow(("RAS209", "--period", "latest:0"), "are no periods"),
        slow(("RAS209", "--period", "i går"), "are no periods"),
        slow(("RAS209", "--area", "411"), "not known"),
        (("RAS209", "--area", "cluster:x"), "does not have cluster:x"),
        slow(("RAS209", "--mapping", "findes-ikke.toml"), "no such file"),
    ],
)
def test_what_cannot_be_asked_for(run, workspace, bank, words, told):
    answer = run("fetch", "statbank", *words, "--lang", "en")
    assert answer.code == 1
    assert told in answer.err


def test_more_periods_than_there_are(run, workspace, bank):
    answer = run("fetch", "statbank", "RAS209", "--area", "580", "--period", "latest:60", "--lang", "en")
    assert answer.code == 0
    assert "RAS209 has only 5 periods: all are fetched" in answer.out


@pytest.mark.parametrize("url", ["http://api.statbank.dk/v1", slow("ftp://x"), slow("nonsense")])
def test_only_https_leaves_this_machine(run, workspace, monkeypatch, url):
    monkeypatch.setattr("pejling.cli.main.LANGUAGE", "en")
    monkeypatch.setenv(statbank_api.VARIABLE, url)
    answer = run("fetch", "statbank", "RAS209", "--lang", "en")
    assert answer.code == 1
    assert "allowed is https://" in answer.err


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
    assert "Danmarks Statistik, StatBank AUS08, CC BY 4.0" in text
