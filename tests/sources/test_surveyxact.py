"""SurveyXact's export: the workbook and the three CSV files in every encoding, and the real sample whole."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from survey_files import (
    LABELS,
    ROWS,
    STRUCTURE,
    VARIABLES,
    delimited,
    surveyxact_sheets,
    surveyxact_texts,
    surveyxact_workbook,
    workbook,
    zipped,
)

from pejling.sources.surveyxact import read_surveyxact
from pejling.terms.problem import Problem
from pejling.voices.counts import Share, counted, who_responded
from pejling.voices.questionnaire import Kind
from pejling.voices.survey import survey

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "surveyxact" / "ex_survey2.xlsx"
ENCODINGS = [
    ("\t", "utf-16"),
    ("\t", "utf-16-le"),
    (";", "cp1252"),
    (",", "cp1252"),
    (";", "utf-8"),
    (",", "utf-8-sig"),
]


def check(paths: list[Path]) -> None:
    """The hand-made survey, whatever form it came in."""
    export = read_surveyxact(paths)
    assert export.responded == (True, True, True, True, False)
    found = survey(export.variables, export.responded)
    by_id = {question.id: question for question in found.questionnaire.questions}
    assert {id: question.kind for id, question in by_id.items()} == {
        "afd": Kind.SINGLE,
        "q1": Kind.SCALE,
        "q2": Kind.MULTIPLE,
        "alder": Kind.NUMBER,
        "start": Kind.DATE,
        "fri": Kind.OPEN,
        "mail": Kind.OPEN,
        "statoverall": Kind.MULTIPLE,
    }
    assert [choice.label for choice in by_id["q1"].on_scale] == [
        "I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke",
    ]  # fmt: skip
    assert by_id["q1"].text == "Trives du på din arbejdsplads - alt i alt?"
    assert [choice.label for choice in by_id["q2"].choices] == ["Kursus", "Supervision; mentor"]
    assert [choice.label for choice in by_id["afd"].choices] == ["Ydelse", "Job & Trivsel"]
    assert by_id["statoverall"].is_status
    assert found.answers["q1"].to_pylist() == ["1", "2", "9", "5", None]
    # the fourth marked nothing, the fifth never saw it: not answered, both of them
    assert found.answers["q2=kursus"].to_pylist() == [1, 1, 0, None, None]
    assert found.answers["alder"].to_pylist() == [41.0, 52.0, 33.0, None, None]
    assert found.answers["start"].to_pylist() == [date(2015, 2, 1), date(2019, 8, 15), None, None, None]
    assert found.answers["fri"].to_pylist()[:3] == [
        'Godt "team", ring 20304050', None, "Lang tekst;\nmed linjeskift",
    ]  # fmt: skip
    everybody = who_responded(found)
    thrive = counted(found, by_id["q1"], everybody)
    assert (thrive.answers, thrive.top_2, thrive.bottom_2) == (4, Share(2, 3), Share(1, 3))
    assert counted(found, by_id["q2"], everybody).shares == {
        "kursus": Share(2, 3),
        "supervision_mentor": Share(2, 3),
    }
    # the fifth's department is known, but he has not answered
    assert counted(found, by_id["afd"], everybody).shares == {
        "ydelse": Share(2, 4),
        "job_trivsel": Share(2, 4),
    }


def test_the_workbook(tmp_path):
    check([surveyxact_workbook(tmp_path / "svar.xlsx")])


@pytest.mark.parametrize(("delimiter", "encoding"), ENCODINGS)
def test_the_three_files(tmp_path, delimiter, encoding):
    files = surveyxact_texts(tmp_path / "svar", delimiter, encoding)
    check(files)
    check(files[::-1])


@pytest.mark.parametrize(("delimiter", "encoding"), ENCODINGS[:3])
def test_a_folder_and_a_zip(tmp_path, delimiter, encoding):
    files = surveyxact_texts(tmp_path / "svar", delimiter, encoding, spurious=False)
    check([tmp_path / "svar"])
    check([zipped(tmp_path / "svar.zip", files)])


def test_files_whose_names_say_nothing(tmp_path):
    files = surveyxact_texts(tmp_path / "svar", ";", "cp1252", spurious=False)
    renamed = [file.rename(tmp_path / f"{at}.csv") for at, file in enumerate(files)]
    check(renamed)


def test_large_datasets_come_in_parts(tmp_path):
    """By rows (the same variables again), or by variables (the same answers in the same order)."""
    sheets = surveyxact_sheets()
    by_rows = {"Labels": LABELS, "Dataset(1)": (VARIABLES, *ROWS[:2]), "Dataset(2)": (VARIABLES, *ROWS[2:])}
    check([workbook(tmp_path / "a.xlsx", {**by_rows, "Structure": sheets["Structure"]})])
    wide = (VARIABLES, *ROWS)
    by_columns = {
        "Dataset(2)": [row[4:] for row in wide],
        "Dataset(1)": [row[:4] for row in wide],
        "Labels": LABELS,
        "Structure": sheets["Structure"],
    }
    check([workbook(tmp_path / "b.xlsx", by_columns)])
    unequal = {**by_columns, "Dataset(2)": [row[4:] for row in wide[:-1]]}
    with pytest.raises(Problem, match=r"b.xlsx \(Dataset\(2\)\): the part does not fit"):
        read_surveyxact([workbook(tmp_path / "b.xlsx", unequal)])


def test_what_structure_and_dataset_do_not_share(tmp_path):
    sheets = surveyxact_sheets()
    more = [(*row, extra) for row, extra in zip((VARIABLES, *ROWS), ("respondent", *range(5)), strict=True)]
    described = [*sheets["Structure"], ("q7", "q7", "Closed", "Single", "Uden svar?", "", "", "")]
    export = read_surveyxact(
        [workbook(tmp_path / "a.xlsx", {**sheets, "Dataset": more, "Structure": described})]
    )
    assert export.without_data == ("q7",)
    assert export.variables[-1].name == "respondent"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"Structure": None}, "structure missing"),
        ({"Labels": None}, "labels missing"),
        ({"Dataset": None}, "dataset missing"),
        ({"Dataset": [VARIABLES]}, "there are no answers"),
        ({"Dataset": [("q1", "q1"), (1, 2)]}, "the column 'q1' stands twice"),
        ({"Structure": [("questionName", "x"), ("a", "b")]}, "the column variableName is missing"),
        ({"Structure": [*surveyxact_sheets()["Structure"], ("q", "")]}, "line 13: variableName is empty"),
        ({"Structure": [*surveyxact_sheets()["Structure"], STRUCTURE[0]]}, "'afd' stands twice"),
        ({"Labels": [("q1", 1)]}, "Labels, line 1"),
        ({"Labels": [("q1", 1, "Ja"), ("q1", 1, "Nej")]}, "the value '1' of q1 has two labels"),
        ({"Dataset": [("q1",), (1,), (2, 7)]}, "line 3: 2 cells where there are 1 columns"),
    ],
)
def test_damaged_workbooks(tmp_path, change, says):
    sheets = {title: rows for title, rows in {**surveyxact_sheets(), **change}.items() if rows is not None}
    with pytest.raises(Problem) as told:
        read_surveyxact([workbook(tmp_path / "svar.xlsx", sheets)])
    assert says in str(told.value)
    assert "svar.xlsx" in told.value.text.da


def test_files_that_are_cut_off(tmp_path):
    whole = surveyxact_workbook(tmp_path / "svar.xlsx").read_bytes()
    for size in (0, 3, 100, len(whole) // 2, len(whole) - 30):
        (tmp_path / "kort.xlsx").write_bytes(whole[:size])
        with pytest.raises(Problem, match=r"kort.xlsx"):
            read_surveyxact([tmp_path / "kort.xlsx"])
    files = surveyxact_texts(tmp_path / "svar", ";", "cp1252")
    packed = zipped(tmp_path / "svar.zip", files).read_bytes()
    (tmp_path / "kort.zip").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(Problem, match=r"kort.zip"):
        read_surveyxact([tmp_path / "kort.zip"])
    text = files[1].read_bytes()
    files[1].write_bytes(text[: text.index(b"Lang") + 3])  # inside a quoted answer
    with pytest.raises(Problem, match="line 4: the row cannot be read"):
        read_surveyxact(files)


def test_two_files_of_three_and_two_of_one_kind(tmp_path):
    files = surveyxact_texts(tmp_path / "svar", ";", "utf-8")
    with pytest.raises(Problem, match="structure missing"):
        read_surveyxact(files[:2])
    again = tmp_path / "labels_2.csv"
    again.write_bytes(delimited(LABELS, ";", "utf-8"))
    with pytest.raises(Problem, match="there are several labels"):
        read_surveyxact([*files, again])
    (tmp_path / "tom").mkdir()
    with pytest.raises(Problem, match="holds no CSV files"):
        read_surveyxact([tmp_path / "tom"])


@pytest.fixture(scope="module")
def sample():
    if not SAMPLE.exists():
        pytest.skip("../shared/data/surveyxact is not there")
    export = read_surveyxact([SAMPLE])
    return export, survey(export.variables, export.responded)


@pytest.fixture(scope="module")
def plain():
    """The sample read with openpyxl alone: structure, labels and answers as they stand."""
    if not SAMPLE.exists():
        pytest.skip("../shared/data/surveyxact is not there")
    book = openpyxl.load_workbook(SAMPLE, read_only=True)
    sheets = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        sheets[sheet.title] = list(sheet.iter_rows(values_only=True))
    return sheets


def test_the_sample_has_all_its_questions(sample, plain):
    """242 variables: 202 single choices, 34 choices of 4 multiple choices, 6 open texts.

    Of the single choices 65 are scales by their labels: 28 of (dis)agreement, 19 of importance, 18 from "i
    liten grad" to "i stor grad"; not so 62 of marks 1 to 6 and 58 of when a subject is taken.
    """
    export, found = sample
    kinds = Counter((row[2], row[3]) for row in plain["Structure"][1:])
    assert kinds == {("Closed", "Single"): 202, ("Closed", "Multiple"): 34, ("Open", "String"): 6}
    assert len(export.variables) == 242
    questions = found.questionnaire.questions
    assert Counter(question.kind for question in questions) == {
        Kind.SINGLE: 137, Kind.SCALE: 65, Kind.MULTIPLE: 4, Kind.OPEN: 6,
    }  # fmt: skip
    assert [q.id for q in questions if q.is_status] == ["statoverall"]
    assert {q.id: len(q.choices) for q in questions if q.kind is Kind.MULTIPLE and not q.is_status} == {
        "v_1": 16, "s_4": 3, "s_11": 10,
    }  # fmt: skip
    assert Counter(len(q.choices) for q in questions if q.kind is Kind.SCALE) == {4: 65}
    assert all(q.top_2 and q.bottom_2 and q.top_3 is None for q in questions if q.kind is Kind.SCALE)


def test_the_samples_labels(sample, plain):
    """Every label that the sheet has is a choice's, whole but for spaces around and line breaks."""
    _, found = sample
    singles = {
        q.variables[0]: q for q in found.questionnaire.questions if q.kind in (Kind.SINGLE, Kind.SCALE)
    }
    seen = 0
    for variable, value, label in plain["Labels"]:
        if variable in singles:
            labels = {choice.value: choice.label for choice in singles[variable].choices}
            assert labels[str(value)] == " ".join(label.split())
            seen += 1
    assert seen == len(plain["Labels"]) - 2 * 34
    agree = found.questionnaire.find("up_01")
    assert [choice.label for choice in agree.on_scale] == ["Helt enig", "Enig", "Uenig", "Helt uenig"]
    assert [choice.label for choice in found.questionnaire.find("s_4").choices] == [
        "Realfag (for eksempel et eller flere av fagene: biologi, kjemi, fysikk, informatikk, matematikk)",
        "Språkfag, samfunnsfag og økonomi",
        "Annet*:",
    ]


def test_the_samples_answers(sample, plain):
    """Each choice of each question counted anew from the cells: 999 were asked, 340 finished, 85 began."""
    _, found = sample
    head, *rows = plain["Dataset"]
    at = {name: place for place, name in enumerate(head)}
    rows = [row for row in rows if any(cell is not None for cell in row)]
    assert len(rows) == found.answers.num_rows == 999
    assert found.respondents == 425 == sum(row[at["stato_3"]] + row[at["stato_4"]] for row in rows)
    everybody = np.ones(999, dtype=bool)
    for question in found.questionnaire.questions:
        told = counted(found, question, everybody)
        columns = [at[name] for name in question.variables]
        if question.kind is Kind.MULTIPLE:
            some = [row for row in rows if any(row[column] == 1 for column in columns)]
            assert told.answers == len(some), question.id
            for choice, column in zip(question.choices, columns, strict=True):
                assert told.shares[choice.slug] == Share(sum(row[column] for row in some), len(some))
            continue
        cells = [row[columns[0]] for row in rows if row[columns[0]] not in ("", None)]
        assert told.answers == len(cells), question.id
        for choice in question.choices:
            assert told.shares[choice.slug].count == cells.count(int(choice.value)), question.id
    agree = counted(found, found.questionnaire.find("up_01"), everybody)
    assert agree.top_2 == Share(65 + 202, 344)  # helt enig 65, enig 202 of 344
    lines = counted(found, found.questionnaire.find("s_4"), everybody)
    assert [share.count for share in lines.shares.values()] == [170, 125, 5]


def test_the_sample_as_three_files_is_the_same(sample, plain, tmp_path):
    """Its sheets written as SurveyXact's CSV, tabs in UTF-16: the same questions and answers."""
    _, found = sample
    files = []
    for title, rows in plain.items():
        files.append(tmp_path / f"{title.lower()}.csv")
        width = max(map(len, rows))
        # a short row of the workbook lacks its empty cells only
        cells = [
            [*("" if cell is None else cell for cell in row), *[""] * (width - len(row))] for row in rows
        ]
        files[-1].write_bytes(delimited(cells, "\t", "utf-16"))
    export = read_surveyxact(files)
    again = survey(export.variables, export.responded)
    assert again.questionnaire == found.questionnaire
    assert again.answers.equals(found.answers)
