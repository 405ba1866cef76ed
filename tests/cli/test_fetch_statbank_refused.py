"""Errors, broken answers and wrong wishes of `pejling fetch statbank`: told, and nothing has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.served import Asked, Reply, cut, saying, status
from fakes.statbank import error
from statbank_on_loopback import figures, manifests, slow

from pejling.sources import statbank_api

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


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
