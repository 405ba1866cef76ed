"""The answers of an earlier day: what was taken in, withdrawn or erased since does not count, or is told."""

from __future__ import annotations

import pytest
from clock import Clock
from test_persons import PERSONS, week_file

INDICATOR, GROUP = "share_of_labour_force_pct", "sygedagpenge"
HEAD = "indicator,group,area,period,value\n"
ASKED = ("measure", "--format", "csv")
READERS = {
    "measure": ASKED,
    "compare": ("compare", "--format", "csv"),
    "explain": ("explain", INDICATOR, GROUP, "580", "2019Q3"),
    "report": ("report", "--to", "html"),
    "status": ("status",),
    "vintages": ("vintages", "list"),
    "curve": ("curve", "survival", GROUP, "580", "2014Q1"),
    "events": ("events",),
}


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def history(run, workspace, tmp_path, clock):
    """3.4 and 3.0 taken in on 10 January; 3.6 for the first on 10 February, withdrawn on 10 March."""

    def take_in(day, *rows):
        clock.set(day)
        file = tmp_path / "tal.csv"
        file.write_text(HEAD + "".join(f"{INDICATOR},{GROUP},580,{row}\n" for row in rows), encoding="utf-8")
        answer = run("take-in", "observations", file)
        assert answer.code == 0, answer.err
        return run("vintages", "list", "--format", "csv").rows[-1]["id"]

    ids = (
        take_in("2024-01-10T12:00:00", "2019Q3,3.4", "2019Q4,3.0"),
        take_in("2024-02-10T23:59:59", "2019Q3,3.6"),
    )
    clock.set("2024-03-10T00:00:00")
    assert run("vintages", "withdraw", ids[1], "--why", "forkert fil").code == 0
    return ids


def values(run, day):
    found = run(*ASKED, "--as-known", day)
    assert found.code == 0, found.err
    return {row["period"]: row["value"] for row in found.rows}


@pytest.mark.usefixtures("history")
def test_a_figure_is_as_it_was_known(run):
    told = {
        "2024-01-10": "3.4",
        "2024-02-09": "3.4",
        "2024-02-10": "3.6",  # taken in in the day's last second
        "09.03.2024": "3.6",  # the day before it was withdrawn, written as Danes do
        "2024-03-10": "3.4",
    }
    for day, first in told.items():
        assert values(run, day) == {"2019Q3": first, "2019Q4": "3.0"}, day


def test_every_reader_follows(run, history, tmp_path):
    told = [run(*READERS["explain"], "--as-known", day).out for day in ("2024-02-01", "2024-02-20")]
    assert ["3,4 pct." in told[0], "3,6 pct." in told[1]] == [True, True]
    # two clusters: the region, the country
    compared = run(*READERS["compare"], "--as-known", "2024-02-20").rows
    assert [row["own_value"] for row in compared if row["period"] == "2019Q3"] == ["3.6", "3.6"]
    assert "1 leverance i" in run("status", "--as-known", "2024-02-01").out
    assert run("report", "--to", "html", "--out", tmp_path / "r", "--as-known", "2024-02-20").code == 0
    page = (tmp_path / "r" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert "kendt ved udgangen af 20." in page
    assert all(id in page for id in history)  # among its sources


@pytest.mark.usefixtures("history")
def test_the_list_shows_the_vintages_in_the_state_of_the_day(run):
    states = [
        [row["state"] for row in run("vintages", "list", "--format", "csv", "--as-known", day).rows]
        for day in ("2024-01-31", "2024-02-20", "2024-03-10")
    ]
    assert states == [["current"], ["current", "current"], ["current", "withdrawn"]]


def test_what_has_been_erased_since_is_told_and_not_given(run, history, clock):
    clock.set("2024-04-10T09:00:00")
    assert run("vintages", "erase", history[0], "--why", "artikel 17", "--yes").code == 0
    found = run(*ASKED, "--as-known", "2024-02-20")
    assert [(row["period"], row["value"]) for row in found.rows] == [("2019Q3", "3.6")]
    assert (
        f"leverancen {history[0]} var der den 2024-02-20, men er slettet siden (2024-04-10T09:00:00Z)"
        in found.err
    )
    after = run(*ASKED, "--as-known", "2024-04-10")
    assert (after.rows, "slettet siden" in after.err) == ([], False)


@pytest.mark.usefixtures("history")
def test_days_before_the_first_vintage_and_to_come_are_refused_by_every_reader(run):
    for words in READERS.values():
        early = run(*words, "--as-known", "2024-01-09", "--lang", "da")
        assert (early.code, early.out) == (1, ""), words
        assert (
            "den 2024-01-09 var intet kendt: den første leverance blev taget ind 2024-01-10 (UTC)"
            in early.err
        )
        late = run(*words, "--as-known", "2999-01-01")
        assert (late.code, late.out) == (1, ""), words
        assert "2999-01-01 ligger i fremtiden" in late.err


def test_an_empty_workspace_and_what_is_no_date_are_refused(run, workspace):
    assert "er tomt" in run(*ASKED, "--as-known", "2024-01-09").err
    assert "'i går' er ikke en dato" in run(*ASKED, "--as-known", "i går").err


def test_a_withdrawal_without_a_date_is_told(run, workspace, history):
    mark = workspace / "store" / "vintages" / history[1] / "withdrawn.json"
    mark.write_text("{}", encoding="utf-8")
    found = run(*ASKED, "--as-known", "2024-02-20")
    assert found.code == 1
    assert "withdrawn.json siger ikke, hvornår" in found.err
    assert run(*ASKED).code == 0  # today it is withdrawn, whenever it was


def test_persons_are_counted_from_the_delivery_of_the_day(run, workspace, tmp_path, clock):
    """The first delivery has 4 persons, the second only Anna: 10 weeks of sygedagpenge over 13."""
    clock.set("2024-01-10")
    assert run("take-in", "dream", week_file(tmp_path / "a.csv")).code == 0
    clock.set("2024-02-10")
    assert run("take-in", "dream", week_file(tmp_path / "b.csv", {"Anna": PERSONS["Anna"]})).code == 0
    asked = (
        *("measure", "--indicator", "full_time_persons", "--group", GROUP, "--area", "580"),
        *("--period", "2014Q1", "--audience", "internal", "--format", "csv"),
    )
    assert [row["numerator"] for row in run(*asked).rows] == ["10"]
    assert [row["numerator"] for row in run(*asked, "--as-known", "2024-01-31").rows] == ["30"]
