"""A survey through the command line: taken in without names, measured, hidden where few, or refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pejling.indicators.registry import known
from pejling.indicators.survey_ids import asked
from pejling.store.survey import ANSWERS, QUESTIONNAIRE
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace

sys.path.append(str(Path(__file__).parents[1] / "sources"))
from survey_files import limesurvey, surveyxact_sheets, surveyxact_texts, surveyxact_workbook, workbook

Q1 = "survey_{}:trivsel/q1"
VARIABLES = surveyxact_sheets()["Dataset"][0]


def many(path):
    """Sixty answers: 40 of Ydelse (10, 15, 9, 4, 0 from the top and 2 don't know), 17 of Job, 3 of Ledelse.

    Job: 5 very, 12 high. Ledelse: 3 not at all.
    """
    given = [(1, value) for value, n in ((1, 10), (2, 15), (3, 9), (4, 4), (9, 2)) for _ in range(n)]
    given += [(2, 1)] * 5 + [(2, 2)] * 12 + [(3, 5)] * 3
    sheets = surveyxact_sheets()
    blank = {"fri": "Fri tekst om 010170-1234", "mail": "a@by.dk", "stato_2": 0, "stato_3": 0, "stato_4": 1}
    rows = [
        [{"afd": afd, "q1": q1, "q2_1": 1, "q2_2": 0, **blank}.get(name, "") for name in VARIABLES]
        for afd, q1 in given
    ]
    return workbook(
        path, {**sheets, "Dataset": (VARIABLES, *rows), "Labels": (*sheets["Labels"], ("afd", 3, "Ledelse"))}
    )


@pytest.fixture
def taken(run, workspace, tmp_path):
    answer = run(
        "take-in", "survey", many(tmp_path / "trivsel.xlsx"), "--period", "2020Q1", "--population", "80",
        "--department", "afd", "--lang", "en",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    return answer


def row(run, id, *more):
    (found,) = run("measure", "--indicator", id, "--format", "csv", *more).rows
    return found["numerator"], found["denominator"], found["value"]


def test_shares_under_their_names(run, taken):
    """On the scale 58 of 60: very 15, high 27, some 9, lesser 4, not at all 3."""
    assert row(run, Q1.format("answers")) == ("60", "1", "60")
    assert row(run, Q1.format("top_2_pct"))[:2] == ("42", "58")
    assert row(run, Q1.format("top_3_pct"))[:2] == ("51", "58")
    assert row(run, Q1.format("bottom_2_pct"))[:2] == ("7", "58")
    assert row(run, Q1.format("share_pct") + "=i_hoej_grad")[:2] == ("27", "58")
    assert row(run, "survey_share_pct:trivsel/q2=kursus")[:2] == ("60", "60")
    assert row(run, "survey_response_rate_pct:trivsel") == ("60", "80", "75")


def test_few_are_hidden_from_all_but_their_own(run, taken):
    """Not at all 3, lesser 4, don't know 2: hidden; the staff with access see them, marked."""
    for choice, count in (("slet_ikke", "3"), ("i_mindre_grad", "4"), ("ved_ikke", "2")):
        id = f"{Q1.format('share_pct')}={choice}"
        assert row(run, id)[0::2] == ("hidden", "hidden")
        (seen,) = run("measure", "--indicator", id, "--audience", "internal", "--format", "csv").rows
        assert (seen["numerator"], seen["marks"]) == (count, "small_count")
    # nobody is no secret
    assert row(run, "survey_share_pct:trivsel/q2=supervision_mentor") == ("0", "60", "0")


def test_departments(run, taken):
    """Of Ydelse 38 on the scale and 25 high; Job has 17 answers: under 20 no shares; Ledelse 3."""
    answers = run(
        "measure", "--indicator", Q1.format("answers"), "--breakdown", "department", "--format", "csv"
    ).rows
    assert {one["breakdown"]: one["value"] for one in answers} == {
        "department:ydelse": "40",
        "department:job_trivsel": "17",
        "department:ledelse": "hidden",
    }
    shares = run(
        "measure", "--indicator", Q1.format("top_2_pct"), "--breakdown", "department", "--format", "csv"
    ).rows
    assert {one["breakdown"]: (one["numerator"], one["denominator"], one["value"][:5]) for one in shares} == {
        "department:ydelse": ("25", "38", "65.78"),
        "department:job_trivsel": ("hidden", "17", "hidde"),
        "department:ledelse": ("hidden", "hidden", "hidde"),
    }
    alone = run(
        "measure",
        "--indicator",
        Q1.format("top_2_pct"),
        "--breakdown",
        "department:ydelse",
        "--format",
        "csv",
    ).rows
    assert [one["numerator"] for one in alone] == ["25"]
    # without a break-down only all of them together
    assert len(run("measure", "--indicator", Q1.format("top_2_pct"), "--format", "csv").rows) == 1


def test_what_is_told_and_what_was_asked(run, workspace, taken):
    told = taken.out
    assert (
        "trivsel.xlsx: 60 answered (60 rows), 5 questions (1 single choice, 1 multiple choice, 1 scale"
        in told
    )
    assert "Area: Aabenraa, the workspace's own municipality" in told
    assert "Not taken in (e-mail address): mail" in told
    assert "Not taken in (open text; --open-answers keeps it): fri" in told
    words = run("explain", Q1.format("top_2_pct"), "", "580", "2020Q1").out
    assert "Trives du på din arbejdsplads - alt i alt? = I meget høj grad + I høj grad" in words
    assert "72 pct." in words  # 42/58
    (one,) = vintages(Workspace.open(workspace), kind="survey")
    shown = run("vintages", "show", one.id, "--lang", "en").out
    assert "Holds: survey, 60 rows" in shown
    assert "  q1 (scale, 6 choices): Trives du på din arbejdsplads - alt i alt?" in shown
    assert "  q2 (multiple choice, 2 choices): Hvad har du brugt?" in shown


def test_nobody_is_in_the_store(workspace, taken):
    """Neither e-mail nor open text, nor the CPR number that somebody wrote in it."""
    (one,) = vintages(Workspace.open(workspace), kind="survey")
    for file in one.folder.iterdir():
        content = file.read_bytes()
        assert b"@by.dk" not in content
        assert b"010170" not in content
    table = pq.read_table(one.path(ANSWERS))
    assert table.column_names == [
        "afd", "q1", "q2=kursus", "q2=supervision_mentor", "alder", "start",
        "statoverall=distribueret", "statoverall=nogen_svar", "statoverall=gennemfoert", "_responded",
    ]  # fmt: skip
    asked_of = json.loads(one.path(QUESTIONNAIRE).read_text(encoding="utf-8"))["questions"]
    assert [question["id"] for question in asked_of] == ["afd", "q1", "q2", "alder", "start", "statoverall"]
    assert table["_responded"].to_pylist() == [True] * 60
    assert table["q1"].to_pylist()[:3] == ["1", "1", "1"]


@pytest.mark.parametrize("name", [ANSWERS, QUESTIONNAIRE])
def test_a_damaged_vintage_is_told(run, workspace, taken, name):
    (one,) = vintages(Workspace.open(workspace), kind="survey")
    content = one.path(name).read_bytes()
    one.path(name).write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    told = run("vintages", "show", one.id, "--lang", "en")
    assert f"the content of {name} is not what was written" in told.out


def test_open_answers_are_kept_on_request_and_cleaned(run, workspace, tmp_path):
    answer = run(
        "take-in",
        "survey",
        many(tmp_path / "t.xlsx"),
        "--period",
        "2020",
        "--open-answers",
        "--name",
        "Års-trivsel",
    )
    assert answer.code == 0, answer.err
    assert "Undersøgelsen hedder aars_trivsel, 2020" in answer.out
    (one,) = vintages(Workspace.open(workspace), kind="survey")
    texts = set(pq.read_table(one.path(ANSWERS))["fri"].to_pylist())
    assert texts == {"Fri tekst om (10 cifre)"}


def test_every_form_of_the_same_export_gives_the_same_figures(run, workspace, tmp_path):
    found = []
    texts = surveyxact_texts(tmp_path / "svar", ";", "cp1252")
    for files in ([surveyxact_workbook(tmp_path / "svar.xlsx")], texts, [tmp_path / "svar"]):
        answer = run("take-in", "survey", *files, "--period", "2020M03", "--area", "510", "--name", "s")
        assert answer.code == 0, answer.err
        found.append(run("measure", "--format", "csv", "--audience", "internal", "--area", "510").out)
    assert found[0] == found[1] == found[2]
    assert "survey_top_2_pct:s/q1" in found[0]


def test_the_published_response_rate(run, workspace, tmp_path):
    """619 of 3,883 is 16 pct. (mploy 2020)."""
    rows = [(str(at), "Ja" if at % 3 else "Nej") for at in range(619)]
    file = limesurvey(tmp_path / "borgere.csv", ("id", "q1"), rows)
    answer = run("take-in", "survey", file, "--period", "2020Q1", "--population", "3883")
    assert answer.code == 0, answer.err
    table = run("measure", "--indicator", "survey_response_rate_pct:borgere").out
    assert table.split()[-4:] == ["2020Q1", "619", "3.883", "16"]
    # every third of 0 ... 618 said no: 207
    assert row(run, "survey_share_pct:borgere/q1=nej")[:2] == ("207", "619")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "giv --period, fx"),
        (("--period", "i går"), "i går"),
        (("--period", "2020Q1", "--area", "1234"), "1234"),
        (("--period", "2020Q1", "--population", "59"), "der er 60 svar, flere end der blev spurgt"),
        (
            ("--period", "2020Q1", "--department", "team"),
            "der er intet spørgsmål og ingen kolonne af det navn",
        ),
        (("--period", "2020Q1", "--department", "q2"), "dette er: flere svar"),
        (("--period", "2020Q1", "--department", "mail"), "kolonnen ligner e-mailadresse"),
    ],
)
def test_wrong_requests_change_nothing(run, workspace, tmp_path, options, says):
    answer = run("take-in", "survey", many(tmp_path / "trivsel.xlsx"), *options)
    assert answer.code == 1
    assert says in answer.err
    assert vintages(Workspace.open(workspace)) == []


def test_files_that_are_no_survey(run, workspace, tmp_path, examples):
    (tmp_path / "tal.xlsx").write_bytes(b"PK\x03\x04ikke en zip")
    (tmp_path / "svar.sav").write_bytes(b"$FL2 afkortet")
    labels, dataset, structure = surveyxact_texts(tmp_path / "svar", ";", "cp1252")
    other = labels.with_name("svar.csv")
    other.write_bytes(labels.read_bytes())
    for file, says in (
        (tmp_path / "tal.xlsx", "tal.xlsx: filen kan ikke læses"),
        (tmp_path / "svar.sav", "svar.sav: filen er ingen hel SPSS-fil"),
        (tmp_path / "findes_ikke.csv", "der er ingen sådan fil"),
        (structure, "labels, dataset mangler i eksporten fra SurveyXact; fundet: structure"),
        (labels, "dataset, structure mangler i eksporten fra SurveyXact; fundet: labels"),
        (other, "dataset, structure mangler i eksporten fra SurveyXact; fundet: svar"),
        (dataset, "labels, structure mangler i eksporten fra SurveyXact; fundet: dataset"),
    ):
        answer = run("take-in", "survey", file, "--period", "2020Q1")
        assert answer.code == 1
        assert says in answer.err
    assert vintages(Workspace.open(workspace)) == []


def test_ids_of_figures():
    assert asked("borgere", "q1") == "borgere/q1"
    for id in (
        "survey_answers:b/q",
        "survey_share_pct:b/q=ja",
        "survey_response_rate_pct:b",
        "survey_top_3_pct:b/q",
    ):
        assert known(id) is not None, id
    for id in (
        "survey_answers:b",
        "survey_share_pct:b/q",
        "survey_response_rate_pct:b/q",
        "survey_answers:B/q",
        "survey_answers:b=q",
    ):
        assert known(id) is None, id
