"""Vintages that vanish or break: told by doctor, list, status and every reading command."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def two(run, workspace, examples):
    for name in ("klk_aabenraa_2012.csv", "klk_aabenraa_2012.csv"):
        assert run("take-in", "published", examples / name).code == 0
    return sorted((workspace / "store" / "vintages").iterdir())


def state_of(run):
    return {row["id"]: row["state"] for row in run("vintages", "list", "--format", "csv").rows}


def test_a_vintage_that_was_deleted_is_told_by_all(run, workspace, two):
    shutil.rmtree(two[0])
    gone = two[0].name
    assert state_of(run) == {gone: "missing", two[1].name: "current"}
    assert "forsvundet" in run("vintages", "list").out
    for words in (("measure",), ("status",), ("vintages", "list"), ("vintages", "show", two[1].name)):
        answer = run(*words)
        assert f"Advarsel: leverancen {gone} er forsvundet fra lageret" in answer.err
        assert answer.code == 0
    answer = run("doctor", "--format", "csv", "--lang", "en")
    row = next(row for row in answer.rows if row["check"] == "vintage_missing")
    assert (answer.code, row["severity"], row["state"], row["place"]) == (1, "critical", "failed", gone)
    assert "forsvundet" in run("vintages", "show", gone).err
    report = run("report", "--out", workspace / "r")
    assert report.code == 1
    done = run("vintages", "withdraw", gone, "--why", "disken døde")
    assert (done.code, "ikke ventes tilbage" in done.out) == (0, True)
    assert run("measure").err == ""
    assert run("doctor", "--check", "vintage_missing").code == 0
    assert state_of(run)[gone] == "missing"


def test_all_deleted_is_told_too(run, workspace, two):
    for one in two:
        shutil.rmtree(one)
    answer = run("doctor", "--check", "vintage_missing", "--format", "csv")
    assert (answer.code, len(answer.rows)) == (1, 2)


@pytest.mark.parametrize("content", ["", "{}", None, '{"form": 2}'])
def test_a_broken_manifest_stops_no_list_no_doctor_and_no_status(run, workspace, two, content):
    path = two[0] / "manifest.json"
    path.unlink()
    if content is not None:
        path.write_text(content)
    broken = two[0].name
    assert state_of(run) == {broken: "damaged", two[1].name: "current"}
    assert "beskadiget" in run("vintages", "list").out
    status = run("status")
    assert status.code == 1
    assert two[1].name in status.out
    assert "141" in status.out
    assert "manifest" in status.err
    doctor = run("doctor", "--format", "csv", "--lang", "en")
    row = next(row for row in doctor.rows if row["check"] == "damaged_vintage" and row["state"] == "failed")
    assert (doctor.code, row["place"]) == (1, broken)
    for words in (("measure",), ("compare", "--indicator", "full_time_persons"), ("report",)):
        answer = run(*words)
        assert answer.code == 1
        assert broken in answer.err
        assert "Traceback" not in answer.err
    shown = run("vintages", "show", broken)
    assert (shown.code, "Advarsel: " in shown.out) == (0, True)
    assert run("vintages", "withdraw", broken, "--why", "manifestet er i stykker").code == 0
    assert state_of(run)[broken] == "withdrawn"
    assert run("measure", "--format", "csv").rows
    assert run("status").code == 0
    assert run("doctor", "--check", "damaged_vintage").code == 0


def test_one_with_a_broken_manifest_can_be_erased(run, workspace, two):
    (two[0] / "manifest.json").write_text("x")
    assert run("vintages", "erase", two[0].name, "--why", "artikel 17", "--yes").code == 0
    assert [path.name for path in two[0].iterdir()] == ["erased.json"]
    assert state_of(run)[two[0].name] == "erased"


def test_a_file_that_is_gone_is_listed_as_damage_and_status_tells_the_rest(run, workspace, two):
    (two[0] / "observations.parquet").unlink()
    assert state_of(run) == {two[0].name: "damaged", two[1].name: "current"}
    status = run("status", "--format", "csv")
    assert [row["vintage"] for row in status.rows] == [one.name for one in two]
    assert "observations.parquet findes ikke" in status.err
