"""Cases per caseworker through the command line: told when both extracts are there, and protected."""

from __future__ import annotations

import pytest

from pejling.store.observations import read_observations
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace

CASES = "lobenr;sagsbehandler;område;fra;til\n" + "".join(
    f"{number};{area}{number % staff};{area};1-1-2020;{'31-1-2020' if number == 0 else ''}\n"
    for area, staff, cases in (("SP", 6, 90), ("JP", 3, 60), ("DP", 1, 40))
    for number in range(cases)
)
STAFF = "initialer;årsværk;område;fra;til\n" + "".join(
    f"{area}{number};0,8;{area};1-1-2020;\n"
    for area, staff in (("SP", 6), ("JP", 3), ("DP", 1))
    for number in range(staff)
)
ALL = ("--from", "2020-01-01", "--to", "2020-02-29")
SHOWN = ("measure", "--period", "2020M01", "--format", "csv")


@pytest.fixture
def extracts(run, workspace, tmp_path):
    found = {}
    for name, text in {"cases": CASES, "staff": STAFF}.items():
        found[name] = tmp_path / f"{name}.csv"
        found[name].write_text(text, encoding="utf-8")
    return found


def test_figures_come_with_the_second_of_the_two(run, workspace, extracts):
    first = run("take-in", "casework", extracts["cases"], *ALL)
    assert first.code == 0, first.err
    assert "Sager pr. sagsbehandler" not in first.out
    second = run("take-in", "casework", extracts["staff"], *ALL, "--lang", "en")
    assert "Cases per caseworker and full-time equivalents: 4 figures each, 2020M01 to 2020M02." in second.out
    assert "Hidden: DP in months with one caseworker" in second.out
    place = Workspace.open(workspace)
    newest = vintages(place)[-1]
    assert newest.facts.rows == 10  # the staff; figures made of them are no rows of the file
    assert newest.facts.details["cases_per_caseworker_with"] == {"cases": vintages(place)[0].id}
    rows = {(r["indicator"], r["period"]): r for r in read_observations(place).to_pylist()}
    load = rows["cases_per_caseworker:SP", "2020M01"]
    # 90 cases by six caseworkers of 0,8: 90 / 4,8
    assert (load["numerator"], load["denominator"], load["value"]) == (9000, 480, 18.75)
    assert (load["numerator_count"], load["denominator_count"], load["published"]) == (90, 6, False)
    assert rows["cases_per_caseworker:SP", "2020M02"]["numerator"] == 8900  # one ended on 31 January
    assert rows["caseworker_fte:SP", "2020M01"]["value"] == 4.8
    alone = rows["cases_per_caseworker:DP", "2020M01"]
    assert (alone["status"], alone["numerator"], alone["value"]) == ("suppressed", None, None)


def test_what_leaves_is_protected(run, workspace, extracts):
    assert run("take-in", "casework", *extracts.values(), *ALL).code == 0
    shown = {row["indicator"]: row["value"] for row in run(*SHOWN).rows}
    assert shown["cases_per_caseworker:SP"] == "18.75"
    assert shown["cases_per_caseworker:JP"] == "hidden"  # three caseworkers: not for outsiders
    assert shown["cases_per_caseworker:DP"] == "hidden"
    inside = {row["indicator"]: row["value"] for row in run(*SHOWN, "--audience", "internal").rows}
    assert inside["cases_per_caseworker:JP"] == "25"  # 60 / 2,4
    assert inside["cases_per_caseworker:DP"] == "hidden"


def test_no_caseworker_reaches_the_store(run, workspace, extracts):
    text = STAFF.replace("SP0", "Søren Brøndum")
    extracts["staff"].write_text(text, encoding="utf-8")
    assert run("take-in", "casework", *extracts.values(), *ALL).code == 0
    written = b"".join(file.read_bytes() for file in (workspace / "store").rglob("*") if file.is_file())
    assert "Søren".encode() not in written
    assert b"SP0" not in written


def test_areas_that_nobody_knows_are_told_with_counts(run, workspace, extracts):
    extracts["cases"].write_text(
        CASES + "7;x;Hest;1-1-2020;\n8;x;Hest;1-1-2020;\n9;x;;1-1-2020;\n", encoding="utf-8"
    )
    told = run("take-in", "casework", extracts["cases"], "--lang", "en").out
    assert (
        "Warning: running cases in areas that we do not know give no figure: Hest (2), (blank) (1)." in told
    )
    mapping = workspace / "kort.toml"
    assert run("map-columns", extracts["cases"], "--out", mapping, "--yes").code == 0
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text + '\n[words.areas]\n"Hest" = "IN"\n', encoding="utf-8")
    now = run("take-in", "casework", extracts["cases"], "--columns", mapping, "--lang", "en").out
    assert "give no figure: (blank) (1)." in now


def test_other_extracts_leave_the_figures_as_they_are(run, workspace, extracts, tmp_path):
    assert run("take-in", "casework", *extracts.values(), *ALL).code == 0
    path = tmp_path / "kontakter.csv"
    path.write_text("lobenr;dato;afholdt\n1;1-2-2020;ja\n", encoding="utf-8")
    assert "Sager pr. sagsbehandler" not in run("take-in", "casework", path).out
    assert run(*SHOWN).rows


def test_where_no_month_is_covered(run, workspace, extracts):
    extracts["cases"].write_text("lobenr;område;fra;til\n1;SP;1-1-2020;\n", encoding="utf-8")
    answer = run("take-in", "casework", *extracts.values())
    assert answer.code == 0
    assert "ingen måneds sidste dag ligger i begge udtræk" in answer.out
    assert run("status").code == 0
