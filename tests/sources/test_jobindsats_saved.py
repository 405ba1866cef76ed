"""take-in jobindsats: every form of saved file, from the command line, in a workspace."""

from __future__ import annotations

import json

import pytest
from jobindsats_real import CATALOGUE, PROBE, UNEMPLOYED, probe, real, v2, v3

from pejling.app.take_in_jobindsats import take_in_saved
from pejling.sources.jobindsats_mapping import read_mapping
from pejling.sources.jobindsats_saved import read_saved
from pejling.store.observations import read_observations
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem

ROW = ["2026M05", "Hele landet", "Ydelsesgrupper i alt", "I alt", 107080, 89612, 3.0]
FUND = [*ROW[:3], "Ingen a-kasse", 18018, 15706, None]
NOTICES = ["Periode", "Område", "Varslinger, antal personer"]
LATER = ["2026M06", *ROW[1:]]


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Workspace.create(tmp_path / "w", 580)


@pytest.fixture
def take_in(workspace, tmp_path):
    def taking(content, **more):
        file = tmp_path / "svar.json"
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return [line.en for line in take_in_saved(workspace.folder, file, **more)]

    return taking


def several(**results):
    return {"results": results, "failures": {"recruitment": "422 Unknown hierarchies"}}


def test_one_answer_is_one_vintage(take_in, workspace):
    lines = take_in(v3(UNEMPLOYED, ROW, FUND))
    assert lines[0].startswith("y25i01: svar.json: 6 figures, 2026M05 to 2026M05, of which 1 hidden")
    (one,) = vintages(workspace)
    assert (one.source, one.kind, one.facts.rows) == ("jobindsats", "observations", 6)
    assert one.facts.details["table"] == "y25i01"
    assert one.facts.query == {"table": "y25i01", "answers": ["svar.json"], "mapping": ""}


def test_version_2_goes_in_too(take_in, workspace):
    take_in(v2(UNEMPLOYED, ROW, FUND))
    assert read_observations(workspace).num_rows == 6


def test_several_answers_are_a_vintage_a_table_and_failures_are_told(take_in, workspace):
    notices = v3(NOTICES, ["2026M05", "Hele landet", 5])
    first, second = v3(UNEMPLOYED, ROW, LATER), v3(UNEMPLOYED, ROW, FUND)
    lines = take_in(several(total=first, funds=second, notices=notices))
    assert lines[-1] == "Not fetched, says the file: recruitment: 422 Unknown hierarchies"
    assert "1 row repeated another, counted once" in lines
    one, other = vintages(workspace)
    assert (one.facts.query["answers"], one.facts.rows) == (["total", "funds"], 9)
    assert other.facts.details["failures"] == {"recruitment": "422 Unknown hierarchies"}
    marks = {
        (row["period"], row["indicator"][:10]): row["marks"]
        for row in read_observations(workspace).to_pylist()
    }
    assert marks == {
        ("2026M05", "unemployed"): "",  # the table's newest month is June
        ("2026M06", "unemployed"): "provisional",
        ("2026M05", "redundancy"): "provisional",
    }


def test_answers_that_differ_about_one_figure_are_a_problem(take_in, workspace):
    with pytest.raises(
        Problem, match=r"two answers differ about unemployed_persons i_alt dk 2026M05: 107080\.0"
    ):
        take_in(several(one=v3(UNEMPLOYED, ROW), two=v3(UNEMPLOYED, [*ROW[:4], 1, 89612, 3.0])))
    assert vintages(workspace) == []


def test_a_table_s_own_words_and_the_user_s(take_in, workspace):
    content = {
        "table_id": "y07a02",
        "data": v3(["Periode", "Område", "Antal personer"], ["2026M05", "dk", 7]),
    }
    lines = take_in(content)
    assert "labels are known from descriptions" in lines[1]
    assert read_observations(workspace).to_pylist()[0]["group"] == "sygedagpenge"
    with pytest.raises(Problem, match="the file itself says that it is y07a02, not y09a02"):
        take_in(content, table="y09a02")
    take_in(content["data"], table="Y09A02")
    assert {row["group"] for row in read_observations(workspace).to_pylist()} == {
        "sygedagpenge",
        "ledighedsydelse",
    }


def test_what_was_left_is_told_with_its_reason(take_in, workspace):
    columns = ["Periode", "Område", "Antal personer", "Antal møder"]
    rows = [["2026M05", "Aabenraa", 5, 3], ["2026M05", "RAR Sydjylland", 9, 3]]
    lines = take_in(v3(columns, *rows), table="y07a02")
    assert lines[-2:] == [
        "Not taken in: y07a02: Antal møder: 2 figures, no indicator of ours",
        "Not taken in: y07a02: RAR Sydjylland: 1 figure, an area of a kind that is none of ours",
    ]
    assert vintages(workspace)[0].facts.details["not_mapped"] == {
        "y07a02: Antal møder": 2,
        "y07a02: RAR Sydjylland": 1,
    }


def test_an_earlier_retrieval_that_comes_last_is_warned_of(take_in, workspace):
    """What is taken in last holds: of two files of one table the younger may be the one that is covered."""
    answer = v3(UNEMPLOYED, ROW)
    assert len(take_in({"retrieved_at": "2026-07-27T18:28:58+00:00", "results": {"a": answer}})) == 1
    later = take_in({"retrieved_at": "2026-08-22", "results": {"a": answer}})
    assert not any("Warning" in line for line in later)
    (warning,) = [
        line for line in take_in({"meta": {"retrievedAt": "2026-08-01"}, **answer}) if "Warning" in line
    ]
    second = vintages(workspace)[1]
    assert second.id in warning
    assert "retrieved on 2026-08-01, but its figures of y25i01 now stand before" in warning
    # another table's retrieval says nothing of this one's
    other = {"retrieved_at": "2026-07-01", "results": {"n": v3(NOTICES, ["2026M05", "dk", 5])}}
    assert not any("Warning" in line for line in take_in(other))


@pytest.mark.parametrize(
    ("content", "more", "message"),
    [
        (v3(["Periode", "Område", "Antal personer"], ["2026M05", "RAR Fyn", 9]), {"table": "y07a02"},
         "no figures to take in.*RAR Fyn: 1 figure"),
        (v3(UNEMPLOYED), {"table": "y25i01"}, "no figures to take in"),
        (v3(UNEMPLOYED, ROW), {"table": "y99a02"}, r"the table y99a02 is not known.*--mapping"),
        ({"results": {}, "failures": {}}, {}, "there is no answer in results"),
        ({"results": {}, "failures": {"a": "401"}}, {}, "no figures to take in.*a: 401"),
        (several(a=v3(UNEMPLOYED, ROW), b=3), {}, r"svar\.json, results\.b: this is no answer"),
        (several(a=v3(UNEMPLOYED, ROW), b=3), {"table": "y25i01"}, "holds 2 answers; --table is for one"),
        ({"meta": {}, "municipalities": {}}, {}, "national missing"),
        ({"meta": {}, "municipalities": {}}, {"table": "y25i01"}, "all municipalities of several tables"),
        ({"code": 401, "cause": "Invalid token"}, {}, r"refused the question \(401\): Invalid token"),
        ([{"subject_name": "x", "tables": [{"table_id": "y01a02"}]}], {}, "a list of 1 tables .* no figures"),
        (3, {}, "no answer of jobindsats"),
        (None, {}, "no answer of jobindsats"),
    ],
)  # fmt: skip
def test_what_cannot_go_in_leaves_the_store_as_it_was(take_in, workspace, content, more, message):
    with pytest.raises(Problem, match=message):
        take_in(content, **more)
    assert vintages(workspace) == []


@real
def test_the_real_probe_goes_in_whole(workspace):
    lines = [line.en for line in take_in_saved(workspace.folder, PROBE)]
    assert len(vintages(workspace)) == 9
    assert sum("Not taken in" in line for line in lines) == 0
    assert lines[-1].startswith("Not fetched, says the file: recruitment: Jobindsats returnerede HTTP 422")
    stored = read_observations(workspace)
    assert stored.num_rows == sum(one.facts.rows for one in vintages(workspace))
    assert set(probe()["failures"]) == {"recruitment"}


@real
def test_the_real_catalogue_holds_no_figures():
    with pytest.raises(Problem, match=r"a list of 55 tables \(maal01 \.\.\.\) and holds no figures"):
        read_saved(CATALOGUE, read_mapping())
