"""releases and --release: what has left is kept, and a second release gives no few persons away."""

from __future__ import annotations

import hashlib
import json

import pytest

from pejling.app import leaving
from pejling.terms.problem import Problem

WEEKS = [f"y_14{week:02d}" for week in range(1, 14)]
ASKED = ("--indicator", "full_time_persons", "--group", "sygedagpenge", "--area", "580", "--period", "2014Q1")


def week_file(path, persons):
    """``persons`` on sickness benefit in every week of the quarter: as many full-time persons."""
    lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *WEEKS])]
    lines += [";".join([str(n), "580", "1", "1980", *["890"] * 13]) for n in range(1, persons + 1)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def deliver(run, workspace, tmp_path):
    """Take in a delivery of so many persons."""

    def take_in(persons):
        answer = run("take-in", "dream", week_file(tmp_path / f"uger{persons}.csv", persons))
        assert answer.code == 0, answer.err

    return take_in


@pytest.fixture
def tables(run, workspace, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    return workspace


def ids(run):
    answer = run("releases", "list", "--format", "csv")
    assert answer.code == 0, answer.err
    return [row["id"] for row in answer.rows]


def test_a_screen_is_no_release_and_release_makes_it_one(run, deliver):
    deliver(100)
    plain = run("measure", *ASKED, "--format", "csv")
    assert ids(run) == []
    sent = run("measure", *ASKED, "--format", "csv", "--release")
    assert (sent.code, sent.out) == (0, plain.out)
    (id,) = ids(run)
    assert f"Frigivet: {id}" in sent.err
    row = run("releases", "list", "--format", "json").json[0]
    assert (row["command"], row["audience"], row["policy"], row["cells"]) == (
        "measure",
        "public",
        "pejling-5",
        1,
    )
    shown = run("releases", "show", id[:12], "--format", "csv")
    assert [(one["area"], one["value"], one["hidden"]) for one in shown.rows] == [("580", "100", "")]
    assert hashlib.sha256(sent.out.encode()).hexdigest() in shown.err


def test_three_more_persons_in_the_next_delivery_are_not_told(run, deliver):
    """100 were told; the next delivery says 103. Whoever has both knows of three persons."""
    deliver(100)
    assert run("measure", *ASKED, "--release").code == 0
    (first,) = ids(run)
    deliver(103)
    refused = run("measure", *ASKED, "--release")
    assert (refused.code, refused.out) == (1, "")
    assert "1 tal kan ikke frigives ved siden af det, der allerede er frigivet" in refused.err
    assert "full_time_persons sygedagpenge 580 2014Q1: forskellen til dengang er nogle få" in refused.err
    assert first in refused.err
    assert ids(run) == [first]
    assert run("measure", *ASKED).code == 0  # on the screen it may be seen


def test_five_more_may_be_told(run, deliver):
    deliver(100)
    assert run("measure", *ASKED, "--release").code == 0
    deliver(105)
    assert run("measure", *ASKED, "--release", "--audience", "council").code == 0
    assert len(ids(run)) == 2


def test_own_staff_are_no_audience_of_a_release(run, deliver):
    deliver(100)
    answer = run("measure", *ASKED, "--release", "--audience", "internal")
    assert answer.code == 1
    assert "--release er til læsere udenfor" in answer.err


def test_a_comparison_is_released_too(run, tables):
    asked = ("compare", "--cluster", "ams", "--indicator", "share_of_labour_force_pct", "--release")
    assert run(*asked).code == 0
    (id,) = ids(run)
    rows = run("releases", "show", id, "--format", "csv").rows
    areas = {row["area"] for row in rows}
    assert areas == {"580", "cluster:ams"}
    assert ("580", "sygedagpenge", "level", "3.4") in {
        (row["area"], row["group"], row["measure"], row["value"]) for row in rows
    }


def test_a_report_is_always_a_release_with_its_files(run, tables):
    assert run("report", "--to", "html,xlsx", "--out", "ud").code == 0
    (path,) = (tables / "store" / "releases").glob("2*.json")
    facts = json.loads(path.read_text(encoding="utf-8"))["facts"]
    assert facts["command"] == "report"
    assert {one["name"]: one["sha256"] for one in facts["files"]} == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (tables / "ud").iterdir()
    }
    assert run("report", "--to", "html", "--audience", "internal").code == 0
    assert len(ids(run)) == 1  # what own staff see is no release


def test_a_ledger_that_cannot_be_written_leaves_no_file(run, tables, monkeypatch):
    def full(*_):
        raise Problem(da="disken er fuld", en="the disk is full")

    monkeypatch.setattr(leaving, "append", full)
    answer = run("report", "--to", "html", "--out", "ud")
    assert answer.code == 1
    assert "disken er fuld" in answer.err
    assert not (tables / "ud").exists()


def test_a_damaged_ledger_stops_what_would_leave(run, tables):
    asked = ("measure", "--indicator", "share_of_labour_force_pct", "--release")
    assert run(*asked).code == run(*asked, "--audience", "council").code == 0
    assert run("releases", "check").out == "Regnskabet er helt: 2 frigivelser med 30 tal.\n"
    min((tables / "store" / "releases").glob("2*.json")).unlink()
    answer = run("releases", "check")
    assert answer.code == 1
    assert "regnskabet over frigivelser har 2 fejl" in answer.err  # it follows none, and one is missing
    assert "Intet nyt frigives" in run(*asked).err
    assert run("report", "--to", "html", "--out", "ud").code == 1
    assert not (tables / "ud").exists()
    assert run(*asked[:-1]).code == 0  # on the screen it may be seen


def test_an_unknown_release_is_told(run, tables):
    answer = run("releases", "show", "1999")
    assert answer.code == 1
    assert "der er ingen frigivelse '1999'; der er ingen" in answer.err


def test_a_second_report_hides_what_three_more_persons_would_tell(run, workspace, tmp_path):
    """100 of a labour force of 2,000 are 5.0 pct., 103 are 5.15, printed 5.2: a reader tells 99-101 from
    103-105. The difference is 2 to 6 persons: 1 is ruled out, so it is better known than it may be."""
    labour = tmp_path / "lf.csv"
    labour.write_text(
        "indicator,group,area,period,measure,value\nlabour_force_16_66,,580,2013,level,2000\n",
        encoding="utf-8",
    )
    weeks = [f"y_14{week:02d}" for week in range(1, 40)]
    assert run("take-in", "observations", labour).code == 0
    for persons, out in ((100, "foer"), (103, "efter")):
        lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *weeks])]
        lines += [";".join([str(n), "580", "1", "1980", *["890"] * len(weeks)]) for n in range(persons)]
        file = tmp_path / f"{out}.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert run("take-in", "dream", file).code == 0
        answer = run("report", "--to", "html", "--out", out)
        assert answer.code == 0, answer.err
    rows = run("releases", "list", "--format", "json").json
    assert rows[0]["withheld"] == 0
    assert isinstance(rows[1]["withheld"], int)
    assert rows[1]["withheld"] > 0
    assert f"{rows[1]['withheld']} tal er skjult" in answer.err
    before, after = (
        {
            (row["period"], row["value"], row["hidden"])
            for row in run("releases", "show", str(one["id"]), "--format", "csv").rows
            if (row["indicator"], row["group"]) == ("share_of_labour_force_pct", "sygedagpenge")
            and row["measure"] == "level"
        }
        for one in rows
    )
    assert {hidden for _, _, hidden in before} == {""}
    assert {(value, hidden) for _, value, hidden in after} == {("", "hidden")}
    said = (workspace / "efter" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert f"Yderligere {rows[1]['withheld']} er skjult" in said.replace("\n", " ")
