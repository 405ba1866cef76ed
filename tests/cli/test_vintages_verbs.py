"""Vintages through the command line: list, show, withdraw, erase; and a damaged one is never measured."""

from __future__ import annotations

import getpass
import json
import shutil

import pytest
from test_persons import week_file

COLUMNS = ["id", "source", "kind", "rows", "state", "taken_in"]


@pytest.fixture
def published(run, workspace, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    return run("vintages", "list", "--format", "csv").rows[0]["id"]


@pytest.fixture
def persons(run, workspace, tmp_path):
    assert run("take-in", "dream", week_file(tmp_path / "uger.csv")).code == 0
    return next((workspace / "store" / "vintages").iterdir())


def test_the_list_says_what_was_taken_in_and_its_state(run, workspace, published):
    (row,) = run("vintages", "list", "--format", "csv").rows
    assert list(row) == COLUMNS
    assert (row["source"], row["kind"], row["rows"], row["state"]) == (
        "published",
        "observations",
        "141",
        "current",
    )
    assert run("vintages", "list", "--format", "json").json[0]["rows"] == 141
    table = run("vintages", "list").out
    assert "gældende" in table
    assert "observations" not in table
    assert "current" in run("vintages", "list", "--lang", "en").out


def test_show_tells_where_it_came_from_and_that_it_is_whole(run, workspace, published):
    shown = run("vintages", "show", published).out
    for said in ("Kilde: published", "tal, 141 rækker", "klk_aabenraa_2012.csv", "alt som det blev skrevet"):
        assert said in shown
    file = workspace / "store" / "vintages" / published / "observations.parquet"
    file.write_bytes(b"x" * file.stat().st_size)
    shown = run("vintages", "show", published, "--lang", "en")
    assert shown.code == 0
    assert "Warning: the vintage" in shown.out
    assert "the content of observations.parquet is not what was written" in shown.out


def test_a_withdrawn_vintage_is_used_no_more_and_listed_all_the_same(run, workspace, published):
    asked = ("measure", "--format", "csv")
    assert run(*asked).rows
    done = run("vintages", "withdraw", published, "--why", "forkert fil")
    assert (done.code, "trukket tilbage" in done.out) == (0, True)
    assert not run(*asked).rows
    (row,) = run("vintages", "list", "--format", "csv").rows
    assert (row["id"], row["state"]) == (published, "withdrawn")
    mark = json.loads((workspace / "store" / "vintages" / published / "withdrawn.json").read_text())
    assert (mark["who"], mark["why"]) == (getpass.getuser(), "forkert fil")
    again = run("vintages", "withdraw", published, "--why", "igen")
    assert (again.code, "allerede trukket tilbage" in again.out, "forkert fil" in again.out) == (
        0,
        True,
        True,
    )


def test_erasing_demands_yes_and_leaves_a_tombstone(run, workspace, published):
    asked = ("vintages", "erase", published, "--why", "artikel 17")
    refused = run(*asked)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert run("vintages", "list", "--format", "csv").rows[0]["state"] == "current"
    before = run("vintages", "list", "--format", "csv").rows[0]
    done = run(*asked, "--yes")
    assert (done.code, "er slettet" in done.out) == (0, True)
    (row,) = run("vintages", "list", "--format", "csv").rows
    assert row == {**before, "state": "erased"}  # the tombstone says what it was
    assert [p.name for p in (workspace / "store" / "vintages" / published).iterdir()] == ["erased.json"]
    assert "artikel 17" in run("vintages", "show", published).out
    assert run(*asked, "--yes").code == 1


@pytest.mark.parametrize("verb", [("show",), ("withdraw", "--why", "x"), ("erase", "--why", "x", "--yes")])
def test_an_unknown_vintage_is_told_with_the_known_ones(run, workspace, published, verb):
    answer = run("vintages", verb[0], "nonsense", *verb[1:])
    assert answer.code == 1
    assert f"der er ingen leverance 'nonsense'; der er {published}" in answer.err


def test_a_reason_is_needed(run, workspace, published):
    assert run("vintages", "withdraw", published).code == 2
    answer = run("vintages", "withdraw", published, "--why", " ")
    assert (answer.code, "begrundelse" in answer.err) == (1, True)


def test_an_unknown_vintage_in_an_empty_workspace_is_told_also_without_a_store(run, workspace):
    shutil.rmtree(workspace / "store")
    answer = run("vintages", "withdraw", "x", "--why", "y")
    assert (answer.code, "der er ingen" in answer.err) == (1, True)


@pytest.mark.parametrize("file", ["runs-00000.parquet", "persons-00000.parquet", "window.json"])
@pytest.mark.parametrize("damage", ["removed", "cut"])
def test_a_damaged_delivery_of_persons_gives_no_figures(run, persons, file, damage):
    path = persons / file
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    for verb in ("measure", "report", "status"):
        answer = run(verb)
        assert answer.code == 1
        assert persons.name in answer.err
        assert file in answer.err
    assert run("vintages", "withdraw", persons.name, "--why", "beskadiget").code == 0
    assert run("status").code == 0


def test_status_speaks_the_reader_s_language(run, workspace, published, tmp_path):
    assert "1 leverance i" in run("status").out
    assert "1 vintage in" in run("status", "--lang", "en").out
    taken = run("take-in", "dream", week_file(tmp_path / "uger.csv", {"Anna": {range(2, 12): "890"}}))
    assert "1 person, 30 uger, 3 stræk" in taken.out  # blank, ten weeks of 890, blank
    status = run("status").out
    assert "2 leverancer i" in status
    for word in (" nej ", " tal ", " persondata "):
        assert word in status
    for word in (" no ", " observations ", " runs "):
        assert word not in status
    kinds = [row["kind"] for row in run("status", "--format", "csv").rows]
    assert kinds == ["observations", "runs"]  # for machines


def test_a_week_file_that_is_not_there_is_named(run, workspace):
    answer = run("take-in", "dream", "/nonexist.csv")
    assert answer.code == 1
    assert "/nonexist.csv: filen findes ikke" in answer.err
