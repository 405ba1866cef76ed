"""LimeSurvey's CSV: codes or texts as heads and as answers, multiple choices, "other", cut files."""

from __future__ import annotations

import pytest
from survey_files import limesurvey

from pejling.sources.limesurvey import read_limesurvey
from pejling.terms.problem import Problem
from pejling.voices.counts import Share, counted, who_responded
from pejling.voices.questionnaire import Kind
from pejling.voices.survey import survey

SYSTEM = ("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "ipaddr")
SYSTEM_TEXTS = (
    "Response ID", "Date submitted", "Last page", "Start language", "Seed", "Access code", "Date started",
    "IP address",
)  # fmt: skip
CODES = (
    "q1",
    "q2[SQ001]",
    "q2[SQ002]",
    "q2[other]",
    "q3[SQ001]",
    "q3[SQ002]",
    "alder",
    "q5",
    "q5[other]",
    "interviewtime",
)
DEGREES = ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
TEXTS = (
    "Har du fået en plan?",
    "Hvad har du brugt? [Kursus]",
    "Hvad har du brugt? [Mentor, eller støtte]",
    "Hvad har du brugt? [Andet]",
    "I hvilken grad ... [Er du blevet lyttet til?]",
    "I hvilken grad ... [Har det hjulpet?]",
    "Alder",
    "Hvor bor du?",
    "Hvor bor du? [Andet]",
    "Total time",
)


def system(at: int) -> tuple[str, ...]:
    return (
        str(at),
        f"2020-03-0{at} 10:20:30" if at < 4 else "",
        "3",
        "da",
        str(at * 7919),
        f"tok{at}",
        "",
        "10.0.0.1",
    )


# as codes: the third chose "other" of q2 only and left q3's second item, the fourth answered the first alone
CODED = (
    (*system(1), "Y", "Y", "", "", "A1", "A2", "34", "A1", "", "61.2"),
    (*system(2), "N", "Y", "Y", "", "A2", "A5", "45", "A2", "", "70"),
    (*system(3), "Y", "", "", 'En "ven",\nog naboen', "A4", "", "29", "-oth-", "På landet", "33"),
    (*system(4), "N", "", "", "", "", "", "", "", "", "5"),
)
WRITTEN = (
    (*system(1), "Ja", "Ja", "Nej", "", DEGREES[0], DEGREES[1], "34", "Byen", "", "61.2"),
    (*system(2), "Nej", "Ja", "Ja", "", DEGREES[1], DEGREES[4], "45", "Oplandet", "", "70"),
    (
        *system(3),
        "Ja",
        "Nej",
        "Nej",
        'En "ven",\nog naboen',
        DEGREES[3],
        "",
        "29",
        "Andet",
        "På landet",
        "33",
    ),
    (*system(4), "Nej", "N/A", "N/A", "N/A", "N/A", "N/A", "", "", "", "5"),
)


def read(path):
    export = read_limesurvey(path)
    return export, survey(export.variables, export.responded)


def kinds(found):
    return {question.id: question.kind for question in found.questionnaire.questions}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_codes_as_heads_and_answers(tmp_path, delimiter):
    export, found = read(limesurvey(tmp_path / "svar.csv", (*SYSTEM, *CODES), CODED, delimiter))
    assert kinds(found) == {
        "q1": Kind.SINGLE,
        "q2": Kind.MULTIPLE,
        "q2_other_text": Kind.OPEN,
        "q3_sq001": Kind.SINGLE,  # A1 ... say nothing of which end is good: no scale
        "q3_sq002": Kind.SINGLE,
        "alder": Kind.NUMBER,
        "q5": Kind.SINGLE,
        "q5_other": Kind.OPEN,
    }
    assert {one.name for one in export.left_out} == {*SYSTEM, "interviewtime"}
    assert export.proposed == ("q2",)
    used = next(question for question in found.questionnaire.questions if question.id == "q2")
    told = counted(found, used, who_responded(found))
    # the fourth chose nothing: of three two went on a course, one had a mentor, one another thing
    assert told.shares == {"sq001": Share(2, 3), "sq002": Share(1, 3), "andet": Share(1, 3)}
    assert found.answers["q2_other_text"].to_pylist() == [None, None, 'En "ven",\nog naboen', None]
    assert found.answers["q5"].to_pylist() == ["A1", "A2", "other", None]
    assert found.respondents == 4  # also who answered a part


def test_full_texts_as_heads_and_answers(tmp_path):
    _, found = read(limesurvey(tmp_path / "svar.csv", (*SYSTEM_TEXTS, *TEXTS), WRITTEN))
    by_id = {question.id: question for question in found.questionnaire.questions}
    assert {id: question.kind for id, question in by_id.items()} == {
        "har_du_faaet_en_plan": Kind.SINGLE,
        "hvad_har_du_brugt": Kind.MULTIPLE,
        "hvad_har_du_brugt_andet_text": Kind.OPEN,
        "i_hvilken_grad_er_du_blevet_lyttet_til": Kind.SCALE,
        "i_hvilken_grad_har_det_hjulpet": Kind.SCALE,
        "alder": Kind.NUMBER,
        "hvor_bor_du": Kind.OPEN,  # three answers, all different
        "hvor_bor_du_andet": Kind.OPEN,
    }
    used = by_id["hvad_har_du_brugt"]
    assert [choice.label for choice in used.choices] == ["Kursus", "Mentor, eller støtte", "Andet"]
    assert counted(found, used, who_responded(found)).answers == 3
    listened = by_id["i_hvilken_grad_er_du_blevet_lyttet_til"]
    assert listened.text == "I hvilken grad ... - Er du blevet lyttet til?"
    # the answers of both items together show all steps but "i nogen grad": the form of five, since only there
    # "i meget høj grad" and "slet ikke" go together
    told = counted(found, listened, who_responded(found))
    assert told.top_2 == Share(2, 3)
    assert told.top_3 == Share(2, 3)
    assert told.bottom_2 == Share(1, 3)


def test_codes_and_texts_as_heads(tmp_path):
    head = tuple(f"{code}. {text}" for code, text in zip(CODES, TEXTS, strict=True))
    system_head = tuple(f"{code}. {text}" for code, text in zip(SYSTEM, SYSTEM_TEXTS, strict=True))
    export, found = read(limesurvey(tmp_path / "svar.csv", (*system_head, *head), CODED))
    assert list(kinds(found)) == [
        "q1",
        "q2",
        "q2_other_text",
        "q3_sq001",
        "q3_sq002",
        "alder",
        "q5",
        "q5_other",
    ]
    used = found.questionnaire.find("q2")
    assert used.text == "Hvad har du brugt?"
    assert [choice.label for choice in used.choices] == ["Kursus", "Mentor, eller støtte", "Andet"]
    assert found.questionnaire.find("q3_sq002").text == "I hvilken grad ... - Har det hjulpet?"
    assert len(export.left_out) == 9


def test_a_choice_not_made_is_no_where_so_exported(tmp_path):
    rows = [("1", "Y", "N"), ("2", "N", "N"), ("3", "N", "Y")]
    _, found = read(limesurvey(tmp_path / "svar.csv", ("id", "q1[A]", "q1[B]"), rows))
    (question,) = found.questionnaire.questions
    assert question.kind is Kind.MULTIPLE
    assert found.answers["q1=a"].to_pylist() == [1, None, 0]


def test_an_array_is_no_multiple_choice(tmp_path):
    """Yes, no and uncertain to each item; and points."""
    rows = [("1", "Y", "U", "5", "4"), ("2", "N", "N", "5", "5"), ("3", "Y", "N", "4", "5")]
    head = ("id", "q1[SQ001]", "q1[SQ002]", "q2[SQ001_SQ001]", "q2[SQ001][2]")
    _, found = read(limesurvey(tmp_path / "svar.csv", head, rows))
    assert list(kinds(found).values())[:2] == [Kind.SINGLE, Kind.SINGLE]
    assert list(kinds(found)) == ["q1_sq001", "q1_sq002", "q2_sq001_sq001", "q2_sq001_2"]


def test_comments_on_choices_are_open(tmp_path):
    rows = [("1", "Y", "det var godt", ""), ("2", "", "", "Y")]
    _, found = read(limesurvey(tmp_path / "svar.csv", ("id", "q1[A]", "q1[Acomment]", "q1[B]"), rows))
    assert kinds(found) == {"q1": Kind.MULTIPLE, "q1_acomment": Kind.OPEN}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b'"id","q1"\r\n', "there are no answers"),
        (b'"id","q1"\r\n"1","Y\r\n', "line 2: the row cannot be read"),
        (b'"id","q1"\r\n"1","Y","Z"\r\n', "line 2: 3 cells where there are 2 columns ('Z' stands outside)"),
        (b'"id","q1","q2"\r\n"1","Y"\r\n', "line 2: 2 cells where there are 3 columns"),
        (b'"id","q1","q1"\r\n"1","Y","Y"\r\n', "the column 'q1' stands twice"),
        (b'"id","lastpage"\r\n"1","3"\r\n', "there are no questions"),
        (b"q1\r\nY\r\n", "there is one column only"),
        (b'"id";"q1"\n"1";"\x81"\n', "byte 0x81"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "belongs to no text"),
    ],
)
def test_files_that_are_none(tmp_path, content, says):
    (tmp_path / "svar.csv").write_bytes(content)
    with pytest.raises(Problem) as told:
        read_limesurvey(tmp_path / "svar.csv")
    assert says in str(told.value)
    assert "svar.csv" in told.value.text.da


def test_a_cell_outside_never_shows_a_cpr_number(tmp_path):
    (tmp_path / "svar.csv").write_text('"id","q1"\n"1","Y","010170-1234"\n', encoding="utf-8")
    with pytest.raises(Problem) as told:
        read_limesurvey(tmp_path / "svar.csv")
    assert "1234" not in str(told.value) + told.value.text.da
