"""pejling doctor: what it says, to people and to machines, and how it ends."""

from __future__ import annotations

import pytest

from pejling.checks import registry

HEAD = "indicator,group,area,period,measure,value\n"


@pytest.fixture
def good(run, workspace, examples):
    """The printed tables of 2012."""
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    return workspace


@pytest.fixture
def negative(run, workspace, tmp_path):
    """A table with a negative number of persons and a jump to zero."""
    file = tmp_path / "tal.csv"
    rows = [
        "full_time_persons,dagpenge,580,2019M10,level,80",
        "full_time_persons,dagpenge,580,2019M11,level,-3",
    ]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    answer = run("take-in", "observations", file)
    assert answer.code == 0, answer.err
    return workspace


@pytest.mark.usefixtures("good")
def test_the_printed_tables_pass(run):
    answer = run("doctor")
    assert answer.code == 0, answer.err
    assert answer.out.index("KRITISK") < answer.out.index("ADVARSEL") < answer.out.index("BEMÆRKNING")
    assert "i orden" in answer.out
    assert " 0 med fejl" in answer.out


@pytest.mark.usefixtures("negative")
def test_a_critical_fault_ends_with_1(run):
    answer = run("doctor", "--lang", "en")
    assert answer.code == 1
    lines = answer.out.splitlines()
    at = next(number for number, line in enumerate(lines) if "impossible_values" in line)
    assert lines[at].split()[:2] == ["failed", "impossible_values:"]
    assert "(1 of 2 figures)" in lines[at]
    assert "Aabenraa, 2019M11: −3 is negative" in lines[at + 1]
    assert "Do: Look the figure up in its source." in lines[at + 2]
    assert "1 of them critical" in lines[-1]


@pytest.mark.usefixtures("negative")
def test_only_some_checks(run):
    answer = run("doctor", "--check", "shares_add_to_100", "--check", "stale_tables", "--format", "csv")
    assert answer.code == 0
    assert [row["check"] for row in answer.rows] == ["shares_add_to_100", "stale_tables"]
    notes = run("doctor", "--severity", "note", "--format", "csv")
    assert {row["severity"] for row in notes.rows} == {"note"}
    assert notes.code == 0


@pytest.mark.usefixtures("negative")
def test_machines_get_a_row_a_fault(run):
    answer = run("doctor", "--severity", "critical", "--format", "json", "--lang", "en")
    assert answer.code == 1
    (row,) = [row for row in answer.json if row["state"] == "failed"]
    assert (row["check"], row["found"], row["examined"]) == ("impossible_values", 1, 2)
    assert row["what"] == "−3 is negative"
    assert row["what_to_do"]


@pytest.mark.usefixtures("workspace")
def test_an_empty_workspace_is_told_check_by_check(run):
    answer = run("doctor", "--lang", "en")
    assert answer.code == 0
    assert "0 passed, 0 failed" in answer.out
    assert "nothing is taken in" in answer.out


def test_the_list_needs_no_workspace(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = run("doctor", "--list", "--format", "csv", "--lang", "en")
    assert answer.code == 0, answer.err
    assert {row["check"] for row in answer.rows} == registry.checks().keys()
    days = next(row for row in answer.rows if row["check"] == "stale_tables")
    assert (days["severity"], days["threshold"], days["value"], days["unit"]) == (
        "critical",
        "days",
        "7",
        "days",
    )


def test_the_list_can_be_narrowed(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notes = run("doctor", "--list", "--severity", "note", "--format", "csv").rows
    assert {row["severity"] for row in notes} == {"note"}
    two = run("doctor", "--list", "--check", "benefit_after_death", "--format", "csv").rows
    assert [row["threshold"] for row in two] == ["per_10000", "days"]


def test_a_threshold_is_written_as_the_reader_writes_numbers(run):
    """A twentieth of a point: with a comma for people in Danish, with a point for machines."""
    wanted = ("doctor", "--list", "--check", "shares_add_to_100")
    assert " 0,05 " in run(*wanted).out
    assert " 0.05 " in run(*wanted, "--lang", "en").out
    assert run(*wanted, "--format", "csv").rows[0]["value"] == "0.05"


def test_an_unknown_check_is_told_with_near_ones(run, workspace):
    answer = run("doctor", "--check", "stale_table", "--lang", "en", "--workspace", workspace)
    assert answer.code == 1
    assert "'stale_table' er ukendt. Mente du stale_tables" in answer.err


def _settings(workspace, text):
    file = workspace / "pejling.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


@pytest.mark.usefixtures("good")
def test_a_threshold_of_the_settings_counts(run, workspace):
    _settings(workspace, "[doctor.zero_for_missing]\nleast = 1.5\n")
    listed = run("doctor", "--list", "--format", "csv").rows
    assert next(row["value"] for row in listed if row["check"] == "zero_for_missing") == "1.5"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[doctor.stale_table]\ndays = 3\n", "doctor.stale_table: kontrollen 'stale_table' er ukendt"),
        ("[doctor.stale_tables]\nweeks = 3\n", "har ingen grænse 'weeks'; den har days"),
        ("[doctor.stale_tables]\ndays = -1\n", "days = -1 er ikke tilladt: et tal fra 0 (dage)"),
        ('[doctor.stale_tables]\ndays = "3"\n', "'3' er ikke tilladt: det skal være et tal"),
        ("[doctor]\nstale_tables = 3\n", "3 er ikke tilladt"),
    ],
)
def test_a_threshold_that_cannot_be_is_told_with_its_line(run, workspace, text, says):
    _settings(workspace, text)
    answer = run("doctor", "--lang", "en")
    assert answer.code == 1
    assert ", linje " in answer.err
    assert says in answer.err


@pytest.mark.usefixtures("good")
def test_a_damaged_vintage_is_a_fault_and_no_crash(run, workspace):
    (file,) = (workspace / "store" / "vintages").glob("*/observations.parquet")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(bytes(content))
    answer = run("doctor", "--format", "csv", "--lang", "en")
    assert answer.code == 1
    damaged = next(row for row in answer.rows if row["check"] == "damaged_vintage")
    assert damaged["state"] == "failed"
    assert damaged["place"] == file.parent.name
    others = [row for row in answer.rows if row["check"] == "impossible_values"]
    assert "cannot be examined" in others[0]["what"]


def test_few_persons_are_told_to_nobody(run, workspace, tmp_path):
    """Three persons with a code that nobody knows, four weeks each."""
    weeks = [f"y_14{week:02d}" for week in range(1, 31)]
    rows = [f"{n};580;1;1980;" + ";".join(["555"] * 4 + ["890"] * 26) for n in range(1, 4)]
    file = tmp_path / "uger.csv"
    head = ";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *weeks])
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert run("take-in", "dream", file, "--accept-unknown-codes").code == 0
    answer = run("doctor", "--check", "unknown_codes", "--format", "json", "--lang", "en")
    (row,) = answer.json
    assert (row["state"], row["place"], row["what"]) == ("failed", "code 555", "fewer than 5 persons")
    told = run("doctor", "--check", "births_impossible", "--format", "csv").rows
    assert told[0]["state"] == "passed"


def test_a_death_that_does_not_last_is_a_critical_fault(run, workspace, tmp_path):
    """Six persons are dead in week 10 and on dagpenge from week 11: their runs are dead to the end."""
    weeks = [f"y_14{week:02d}" for week in range(1, 31)]
    course = ["890"] * 9 + ["999"] + ["111"] * 20
    rows = [f"{n};580;1;1980;" + ";".join(course) for n in range(1, 7)]
    file = tmp_path / "uger.csv"
    head = ";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *weeks])
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert run("take-in", "dream", file).code == 0
    answer = run("doctor", "--check", "benefit_after_death", "--format", "csv", "--lang", "en")
    assert answer.code == 1
    assert answer.rows[0]["found"] == "6"
    assert answer.rows[0]["what"] == "6 persons have a benefit after their death"
