"""Figures that a later take-in changed: which, by how much, and never a hidden one."""

from __future__ import annotations

import pytest
from clock import Clock

from pejling.app.revisions import changes_told
from pejling.store.observations import write_observations
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.observation import Observation, table_of

INDICATOR, GROUP = "share_of_labour_force_pct", "sygedagpenge"
HEAD = "indicator,group,area,period,value\n"
KEYS = ("period", "old_value", "new_value", "difference", "old_status", "new_status")


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def take_in(run, workspace, tmp_path, clock):
    """Take rows (period, value, perhaps another group) in on a day; gives the id and what was said."""

    def job(day, *rows, group=GROUP):
        clock.set(day)
        file = tmp_path / "tal.csv"
        lines = "".join(f"{INDICATOR},{group},580,{row}\n" for row in rows)
        file.write_text(HEAD + lines, encoding="utf-8")
        answer = run("take-in", "observations", file)
        assert answer.code == 0, answer.err
        return run("vintages", "list", "--format", "csv").rows[-1]["id"], answer.out

    return job


def told(run, *words):
    answer = run("vintages", "revisions", *words, "--format", "csv")
    assert answer.code == 0, answer.err
    return [tuple(row[key] for key in KEYS) for row in answer.rows], answer.err


def test_changes_of_a_take_in_are_told_at_once_and_listed(run, take_in):
    """Of 4 figures one stays, one goes from 4.0 to 3.0 (-25 per cent), one is hidden by its source, one is
    left out; one is new."""
    _, first = take_in("2024-01-10", "2019Q1,2.0", "2019Q2,4.0", "2019Q3,3.0", "2018Q4,1.0")
    assert "Ændrede" not in first
    id, second = take_in("2024-02-10", "2019Q1,2.0", "2019Q2,3.0", "2019Q3,..", "2019Q4,9.9")
    assert f"Ændrede 2 tidligere tal, mest {INDICATOR} {GROUP} 580 2019Q2: 4,0 -> 3,0 (−25,0 pct.)" in second
    assert f"pejling vintages revisions {id}" in second
    rows, err = told(run, id)
    assert rows == [
        ("2019Q2", "4.0", "3.0", "-1.0", "observed", "observed"),
        ("2019Q3", "3.0", "hidden", "", "observed", "suppressed"),
    ]
    # 2018Q4 is of a period that the second does not speak of: it is not gone
    assert "2 tal ændret, 1 nyt, 0 ikke med mere. Mest: " in err
    assert told(run) == (rows, err)
    assert told(run, "--period", "2019Q2")[0] == rows[:1]
    (row,) = run("vintages", "revisions", "--period", "2019Q2", "--format", "json").json
    assert row["per_cent"] == -25
    assert row["new_vintage"] == id


def test_a_figure_that_its_source_leaves_out_is_counted_as_gone(run, take_in):
    take_in("2024-01-10", "2019Q1,2.0")
    id, _ = take_in("2024-01-11", "2019Q1,2.0", group="dagpenge")
    rows, err = told(run, id)
    assert rows == []
    assert "0 tal ændret, 1 nyt, 1 ikke med mere." in err


def test_since_a_day_is_the_net_of_all_that_came_after(run, take_in, clock):
    """2.0, then 5.0 which is withdrawn again, then 2.5: since January 2.0 became 2.5, and nothing else."""
    take_in("2024-01-10", "2019Q1,2.0", "2019Q2,1.0")
    wrong, _ = take_in("2024-02-10", "2019Q1,5.0", "2019Q3,7.0")
    assert told(run, "--since", "2024-01-31")[1].startswith("1 tal ændret, 1 nyt, 0 ikke")
    clock.set("2024-02-20")
    assert run("vintages", "withdraw", wrong, "--why", "forkert").code == 0
    newest, _ = take_in("2024-03-10", "2019Q1,2.5")
    rows, err = told(run, "--since", "2024-01-31")
    assert rows == [("2019Q1", "2.0", "2.5", "0.5", "observed", "observed")]
    assert err.startswith("1 tal ændret, 0 nye, 0 ikke")
    since_wrong, err = told(run, "--since", "2024-02-10")
    assert since_wrong == [("2019Q1", "5.0", "2.5", "-2.5", "observed", "observed")]
    assert err.startswith("1 tal ændret, 0 nye, 1 ikke")  # 2019Q3 was known then
    assert run("vintages", "erase", wrong, "--why", "artikel 17", "--yes").code == 0
    assert f"leverancen {wrong} var der den 2024-02-15" in told(run, "--since", "2024-02-15")[1]
    assert run("vintages", "withdraw", newest, "--why", "forkert").code == 0
    refused = run("vintages", "revisions", newest)
    assert (refused.code, "er trukket tilbage og ændrer intet" in refused.err) == (1, True)


def test_what_is_hidden_from_the_reader_is_not_told_nor_that_it_changed(run, workspace):
    """The municipality's own counts: 3 then 4 of 100 are both hidden (1 to 4 persons), and so is that they
    differ; 4 then 40 of 100 comes to be shown, without the 4."""
    opened = Workspace.open(workspace)
    for counts in ((3, 4), (4, 40)):
        rows = [
            Observation(
                *("employed_3_months_after_pct", GROUP, "580", period),
                value=float(count),
                numerator=count,
                denominator=100,
                numerator_count=count,
                denominator_count=100,
            )
            for period, count in zip(("2019Q1", "2019Q2"), counts, strict=True)
        ]
        with new_vintage(opened, source="own", kind="observations") as draft:
            write_observations(draft, table_of(rows))
    rows, err = told(run)
    assert rows == [("2019Q2", "hidden", "40", "", "suppressed", "observed")]
    assert "1 tal ændret, 0 nye, 0 ikke med mere." in err
    staff, _ = told(run, "--audience", "internal")
    assert [row[1:3] for row in staff] == [("3", "4"), ("4", "40")]
    assert changes_told(opened, draft.id).en.startswith("Changed 1 earlier figure. See")


def test_wrong_questions_are_refused(run, workspace, examples, take_in):
    id, _ = take_in("2024-01-10", "2019Q1,2.0")
    assert run("take-in", "events", examples / "events.csv").code == 0
    chronology = run("vintages", "list", "--format", "csv").rows[-1]["id"]
    assert "rummer ingen tal" in run("vintages", "revisions", chronology).err
    assert "der er ingen leverance 'x'" in run("vintages", "revisions", "x").err
    assert "ikke begge" in run("vintages", "revisions", id, "--since", "2024-01-31").err


def test_a_damaged_earlier_vintage_does_not_stop_a_take_in_and_is_told(run, workspace, take_in):
    first, _ = take_in("2024-01-10", "2019Q1,2.0")
    path = workspace / "store" / "vintages" / first / "observations.parquet"
    content = bytearray(path.read_bytes())
    content[-9] ^= 1  # in the footer
    path.write_bytes(content)
    second, said = take_in("2024-02-10", "2019Q1,3.0")
    assert f"kan ikke siges: leverancen {first} er beskadiget" in said
    for words in (
        ("measure",),
        ("compare",),
        ("report", "--to", "html"),
        ("vintages", "revisions", second),
        ("explain", INDICATOR, GROUP, "580", "2019Q1"),
    ):
        answer = run(*words)
        assert (answer.code, answer.out) == (1, ""), words
        assert f"leverancen {first} er beskadiget: observations.parquet" in answer.err
