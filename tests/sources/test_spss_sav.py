"""SPSS files, written by pyreadstat here: labels, missing values, multiple-response sets, cut files."""

from __future__ import annotations

import struct
import sys
from datetime import date

import pytest
from survey_files import with_sets

from pejling.sources.spss_sav import read_spss
from pejling.terms.problem import Problem
from pejling.voices.counts import Share, counted, who_responded
from pejling.voices.questionnaire import Kind
from pejling.voices.survey import survey

pyreadstat = pytest.importorskip("pyreadstat", reason="the extra spss is not installed")
pandas = pytest.importorskip("pandas", reason="the extra spss is not installed")

DEGREES = {5.0: "I meget høj grad", 4.0: "I høj grad", 3.0: "I nogen grad", 2.0: "I mindre grad",
           1.0: "Slet ikke", 8.0: "Ved ikke", 9.0: "Ikke besvaret"}  # fmt: skip
YES = {0.0: "Ikke valgt", 1.0: "Valgt"}


@pytest.fixture
def path(tmp_path):
    frame = pandas.DataFrame(
        {
            "respid": [101.0, 102.0, 103.0, 104.0],
            "q1": [5.0, 4.0, 8.0, 9.0],
            "q2_1": [1.0, 0.0, 1.0, 0.0],
            "q2_2": [1.0, 1.0, 0.0, 0.0],
            "alder": [41.0, 52.5, None, 33.0],
            "start": [date(2015, 2, 1), date(2019, 8, 15), None, None],
            "fri": ["Årets gode møde", "", "Ærø", ""],
            "afd": ["N", "S", "N", "S"],
        }
    )
    pyreadstat.write_sav(
        frame,
        tmp_path / "svar.sav",
        column_labels={
            "q1": "Trives du?",
            "q2_1": "Hvad har du brugt? - Kursus",
            "q2_2": "Hvad har du brugt? - Mentor",
            "afd": "Afdeling",
        },
        variable_value_labels={"q1": DEGREES, "q2_1": YES, "q2_2": YES, "afd": {"N": "Nord", "S": "Syd"}},
        missing_ranges={"q1": [9]},
    )
    return tmp_path / "svar.sav"


def read(path):
    export = read_spss(path)
    return export, survey(export.variables, export.responded)


def test_labels_kinds_and_missing_values(path):
    export, found = read(path)
    by_id = {question.id: question for question in found.questionnaire.questions}
    assert {id: question.kind for id, question in by_id.items()} == {
        "respid": Kind.NUMBER,
        "q1": Kind.SCALE,
        "q2": Kind.MULTIPLE,
        "alder": Kind.NUMBER,
        "start": Kind.DATE,
        "fri": Kind.OPEN,
        "afd": Kind.SINGLE,
    }
    # the fourth's 9 is missing by the file's own word; the third does not know: 2 of 2 on the scale are high
    told = counted(found, by_id["q1"], who_responded(found))
    assert (told.answers, told.on_scale, told.top_2) == (3, 2, Share(2, 2))
    assert found.answers["q1"].to_pylist() == ["5", "4", "8", None]
    assert found.answers["alder"].to_pylist() == [41.0, 52.5, None, 33.0]
    assert found.answers["start"].to_pylist()[:2] == [date(2015, 2, 1), date(2019, 8, 15)]
    assert found.answers["fri"].to_pylist() == ["Årets gode møde", None, "Ærø", None]
    assert [choice.label for choice in by_id["afd"].choices] == ["Nord", "Syd"]
    assert export.proposed == ("q2",)
    assert by_id["q2"].text == "Hvad har du brugt?"
    assert counted(found, by_id["q2"], who_responded(found)).shares == {
        "kursus": Share(2, 3),
        "mentor": Share(2, 3),
    }


def test_what_is_called_missing_is_no_answer_however_it_is_given(path):
    export, _ = read(path)
    q1 = next(one for one in export.variables if one.name == "q1")
    assert q1.cells == ["5", "4", "8", None]


def test_dichotomies_declared(path):
    """A set with a counted value; its title is the question, whatever the variables' labels say."""
    _, found = read(with_sets(path, "$brugt=D1 1 13 Brugt i aaret q2_1 q2_2\n"))
    used = found.questionnaire.find("brugt")
    assert used.kind is Kind.MULTIPLE
    assert used.text == "Brugt i aaret"
    assert used.variables == ("q2_1", "q2_2")
    assert found.answers["brugt=hvad_har_du_brugt_kursus"].to_pylist() == [1, 0, 1, None]


def test_categories_declared(tmp_path):
    """Two variables that hold any of the same three categories: first and second thing used."""
    used = {1.0: "Kursus", 2.0: "Mentor", 3.0: "Løntilskud"}
    frame = pandas.DataFrame({"b1": [1.0, 2.0, None], "b2": [3.0, None, None]})
    pyreadstat.write_sav(frame, tmp_path / "svar.sav", variable_value_labels={"b1": used, "b2": used})
    _, found = read(with_sets(tmp_path / "svar.sav", "$brugt=C 5 Brugt b1 b2\n"))
    (question,) = found.questionnaire.questions
    assert question.kind is Kind.MULTIPLE
    assert [choice.label for choice in question.choices] == ["Kursus", "Mentor", "Løntilskud"]
    assert counted(found, question, who_responded(found)).shares == {
        "kursus": Share(1, 2),
        "mentor": Share(1, 2),
        "loentilskud": Share(1, 2),
    }


def test_what_is_proposed_as_a_multiple_choice_and_what_is_not(tmp_path):
    """Not points, not a single 0/1 variable, not 0/1 under other words (man, woman)."""
    frame = pandas.DataFrame(
        {"a_1": [1.0, 0.0], "a_2": [0.0, 1.0], "p1": [1.0, 3.0], "p2": [2.0, 1.0], "x1": [1.0, 0.0],
         "k1": [0.0, 1.0], "k2": [1.0, 0.0]}
    )  # fmt: skip
    sex = {0.0: "Mand", 1.0: "Kvinde"}
    pyreadstat.write_sav(frame, tmp_path / "svar.sav", variable_value_labels={"k1": sex, "k2": sex})
    assert read_spss(tmp_path / "svar.sav").proposed == ("a",)


def test_text_in_an_old_encoding(path):
    """A file of old: its text is cp1252 and no record says so. Found by taking the record (7, 20) out."""
    content = path.read_bytes()
    at = content.index(struct.pack("<iii", 7, 20, 1))
    (size,) = struct.unpack_from("<i", content, at + 12)
    old = content[:at] + content[at + 16 + size :]
    for letters in ("Årets gode møde", "Ærø", "I meget høj grad", "I høj grad"):
        written = letters.encode()
        old = old.replace(written, letters.encode("cp1252") + b" " * (len(written) - len(letters)))
    path.write_bytes(old)
    _, found = read(path)
    assert found.answers["fri"].to_pylist()[0] == "Årets gode møde"
    assert [choice.label for choice in found.questionnaire.find("q1").on_scale][:2] == [
        "I meget høj grad",
        "I høj grad",
    ]


def test_files_that_are_cut_off_or_none(path, tmp_path):
    whole = path.read_bytes()
    for size in (0, 4, 150, 400, len(whole) // 2, len(whole) - 60):
        path.write_bytes(whole[:size])
        with pytest.raises(Problem, match=r"svar.sav: this is no whole SPSS file"):
            read_spss(path)
    path.write_bytes(b"PK" + whole)
    with pytest.raises(Problem, match="no whole SPSS file"):
        read_spss(path)
    with pytest.raises(Problem, match="there is no such file"):
        read_spss(tmp_path / "findes_ikke.sav")


def test_a_file_without_answers(tmp_path):
    pyreadstat.write_sav(pandas.DataFrame({"q1": pandas.Series([], dtype=float)}), tmp_path / "tom.sav")
    with pytest.raises(Problem, match=r"tom.sav: .* empty"):
        read_spss(tmp_path / "tom.sav")


def test_without_the_package_it_says_how_to_get_it(path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(Problem) as told:
        read_spss(path)
    assert "pip install pejling[spss]" in str(told.value)
    assert "pip install pejling[spss]" in told.value.text.da
