"""How the command line speaks: exit codes, help, languages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

VERBS = (
    "init",
    "status",
    "take-in",
    "synthesise",
    "indicators",
    "measure",
    "compare",
    "curve",
    "explain",
    "report",
    "vintages",
)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_that_teaches(run, verb):
    answer = run(verb, "--help")
    assert answer.code == 0
    assert len(answer.out) > 200 or verb in ("status", "indicators")


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "--format", "xml"),
        ("measure", "--audience", "everybody"),
        ("report", "--to", "odt"),
        ("init",),
        ("nonsense",),
        ("synthesise", "--persons", "0", "--out", "x"),
    ],
)
def test_wrong_usage_ends_with_2(run, workspace, words):
    answer = run(*words)
    assert answer.code == 2
    assert answer.err
    assert not answer.out.strip()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("measure", "--period", "2011X9"), "2011M09"),
        (("measure", "--area", "999"), "region:81"),
        (("measure", "--indicator", "full_time_person"), "full_time_persons"),
        (("measure", "--group", "sygedagpeng"), "sygedagpenge"),
        (("compare", "--cluster", "nowhere"), "pejling.toml"),
        (("compare", "--municipality", "999"), "de 98 kommuner"),
        (("report",), "take-in"),
        (("take-in", "published", "no-such-file.csv"), "no-such-file.csv"),
        (("measure", "--workspace", "elsewhere"), "pejling init"),
    ],
)
def test_bad_input_ends_with_1_and_says_what_to_do(run, workspace, words, said):
    answer = run(*words)
    assert answer.code == 1
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_english_is_one_option_away(tmp_path):
    command = [sys.executable, "-c", "from pejling.cli.main import main; main()"]
    environment = {**os.environ, "PEJLING_KEY": "ab" * 32}
    for words, said in (
        (["init", str(tmp_path / "a"), "--municipality", "580", "--lang", "en"], "The workspace"),
        (["init", str(tmp_path / "b"), "--municipality", "Aabenraa"], "Arbejdsområdet"),
        (["measure", "--help", "--lang", "en"], "repeatable"),
        (["take-in", "--lang", "en", "--help"], "Take data in"),
        (["vintages", "--lang", "en", "list", "--help"], "Every vintage"),
        (["report", "--lang", "both", "--help"], "Skriv rapporten"),
        (["report", "--lang", "both", "--help", "EN"], "Write the report"),
    ):
        language = {"PEJLING_LANG": "en"} if words[-1] == "EN" else {}  # of messages; both is of the report
        asked = words[:-1] if language else words
        done = subprocess.run(
            [*command, *asked], capture_output=True, text=True, env={**environment, **language}, check=False
        )
        assert done.returncode == 0, done.stderr
        assert said in done.stdout


def test_status_tells_what_there_is(run, workspace, examples):
    assert "take-in" in run("status").out
    run("take-in", "published", examples / "klk_aabenraa_2012.csv")
    rows = run("status", "--format", "csv").rows
    assert [(row["source"], row["rows"], row["synthetic"]) for row in rows] == [("published", "141", "no")]


def test_indicators_lists_and_defines(run):
    rows = {row["indicator"]: row for row in run("indicators", "--format", "csv").rows}
    assert rows["spells_over_26_weeks_pct"]["measured"] == "yes"
    assert rows["contacts_per_half_year"]["measured"] == "casework"
    assert rows["ordinary_hours_share_pct"]["measured"] == "no"
    assert "26 uger" in run("indicators", "spells_over_26_weeks_pct").out


def test_the_library_s_own_words_are_danish(run):
    said = run("measure", "--format", "xml").err
    assert "Fejl: Ugyldig værdi for '--format'" in said
    assert "Brug:" in said
    assert "Invalid" not in said
    shown = run("--help").out
    assert "Kommandoer:" in shown
    assert "Options" not in shown


def test_a_reader_who_has_seen_enough_ends_it_well(tmp_path):
    command = (
        f"{sys.executable} -c 'from pejling.cli.main import main; main()' indicators --format csv | head -1"
    )
    script = f"set -o pipefail; {command}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("indicator,")


def test_an_unpublished_cluster_is_no_area(run, workspace):
    answer = run("measure", "--area", "cluster:region")
    assert answer.code == 1
    assert "pejling compare --cluster region" in answer.err
