"""Answers as columns and their counts, worked by hand; what tells who answered never stays."""

from __future__ import annotations

import numpy as np
import pytest

from pejling.terms.problem import Problem
from pejling.voices.counts import Share, by_answer, counted, who_responded
from pejling.voices.identifying import cleaned, sorted_out, without_open
from pejling.voices.questionnaire import Kind
from pejling.voices.survey import Variable, survey

DEGREES = (
    ("5", "I meget høj grad"),
    ("4", "I høj grad"),
    ("3", "I nogen grad"),
    ("2", "I mindre grad"),
    ("1", "Slet ikke"),
    ("9", "Ved ikke"),
)


def scale(*cells: str | None) -> Variable:
    return Variable("q1", "Trives du?", cells, "closed", DEGREES)


def one(variable: Variable):
    found = survey([variable])
    return found, found.questionnaire.questions[0]


def test_a_scale_counted():
    """Ten persons: 2 very, 3 high, 1 some, 1 lesser, none not at all, 1 don't know, 2 no answer.

    Answers 8; on the scale 7: top 2 = 5/7, with the middle 6/7, bottom 2 = 1/7. Don't know is 1 of 8.
    """
    found, question = one(scale("5", "5", "4", "4", "4", "3", "2", "9", None, None))
    assert question.kind is Kind.SCALE
    told = counted(found, question, np.ones(10, dtype=bool))
    assert (told.answers, told.on_scale) == (8, 7)
    assert told.top_2 == Share(5, 7)
    assert told.top_3 == Share(6, 7)
    assert told.bottom_2 == Share(1, 7)
    assert told.shares["i_meget_hoej_grad"] == Share(2, 7)
    assert told.shares["slet_ikke"] == Share(0, 7)  # nobody: a nought, not a gap
    assert told.shares["ved_ikke"] == Share(1, 8)
    on_scale = [share.count for name, share in told.shares.items() if name != "ved_ikke"]
    assert sum(on_scale) == 7


def test_the_codes_do_not_decide():
    """The same answers under codes that run the other way give the same figures."""
    other = (("1", "I meget høj grad"), ("2", "I høj grad"), ("3", "I nogen grad"), ("4", "I mindre grad"),
             ("5", "Slet ikke"))  # fmt: skip
    found, question = one(Variable("q1", "?", ("1", "1", "2", "5"), "closed", other))
    told = counted(found, question, np.ones(4, dtype=bool))
    assert told.top_2 == Share(3, 4)
    assert told.bottom_2 == Share(1, 4)


def test_four_steps_have_no_middle_and_three_no_ends():
    four = tuple((str(at), label) for at, label in enumerate(("Helt enig", "Enig", "Uenig", "Helt uenig")))
    three = tuple((str(at), label) for at, label in enumerate(("Enig", "Hverken eller", "Uenig")))
    _, question = one(Variable("q", "?", ("0",), "closed", four))
    assert question.top_2 == ("helt_enig", "enig")
    assert question.bottom_2 == ("uenig", "helt_uenig")
    assert question.top_3 is None
    _, question = one(Variable("q", "?", ("0",), "closed", three))
    assert question.kind is Kind.SCALE
    assert question.top_2 is question.bottom_2 is None


def test_steps_that_nobody_chose():
    """Two items of one array, labels known from answers alone: the second has top 2 0 of 2, not unknown."""
    first = Variable("a", "?", ("I høj grad", "I meget høj grad", "I mindre grad"))
    second = Variable("b", "?", ("I nogen grad", "Slet ikke", "Ved ikke"))
    found = survey([first, second])
    _, question = found.questionnaire.questions
    assert [choice.label for choice in question.on_scale] == [*(label for _, label in DEGREES[:5])]
    told = counted(found, question, np.ones(3, dtype=bool))
    assert told.top_2 == Share(0, 2)
    assert told.top_3 == Share(1, 2)
    assert told.bottom_2 == Share(1, 2)
    assert told.shares["i_hoej_grad"] == Share(0, 2)


def multiple(name: str, *cells: str | None) -> Variable:
    return Variable(name, "Hvad har du brugt?", cells, "closed", group="q2", choice=name.title(), code=name)


def test_a_multiple_choice_counts_who_chose_something():
    """Five persons; the third marked nothing, the fifth never saw it: exports write 0 for both."""
    found = survey(
        [multiple("kursus", "1", "0", "0", "1", None), multiple("mentor", "1", "1", "0", "0", None)]
    )
    (question,) = found.questionnaire.questions
    assert question.kind is Kind.MULTIPLE
    assert question.columns == ("q2=kursus", "q2=mentor")
    assert found.answers["q2=kursus"].to_pylist() == [1, 0, None, 1, None]
    told = counted(found, question, np.ones(5, dtype=bool))
    assert told.answers == 3
    assert told.shares == {"kursus": Share(2, 3), "mentor": Share(2, 3)}  # over 100 per cent together
    assert found.respondents == 3


def test_a_cell_of_a_multiple_choice_is_0_or_1():
    with pytest.raises(Problem, match="answer 2, mentor: '7' is neither 0 nor 1"):
        survey([multiple("kursus", "1", "0"), multiple("mentor", "1", "7")])


def test_partial_respondents_count_where_they_answered():
    other = Variable("q3", "Alder", ("40", None, "50"), "number")
    found = survey([scale("5", "4", None), other])
    first, second = found.questionnaire.questions
    everybody = who_responded(found)
    assert list(everybody) == [True, True, True]
    assert counted(found, first, everybody).answers == 2
    assert counted(found, second, everybody).answers == 2
    assert found.answers["q3"].to_pylist() == [40.0, None, 50.0]  # no answer is not 0


def test_the_system_says_who_responded():
    """A school that is known of everybody who was asked makes nobody a respondent."""
    school = Variable("skole", "Skole", ("1", "1", "2"), "closed")
    found = survey([school, scale("5", None, None)], responded=[True, False, False])
    assert found.respondents == 1
    assert counted(found, found.questionnaire.questions[0], who_responded(found)).answers == 1


def test_departments():
    department = Variable("afd", "Afdeling", ("A", "B", "A", None), "closed", (("A", "Ydelse"), ("B", "Job")))
    found = survey([department, scale("5", "1", "1", "5")])
    parts = by_answer(found, found.questionnaire.questions[0])
    assert {name: list(rows) for name, rows in parts.items()} == {
        "ydelse": [True, False, True, False],
        "job": [False, True, False, False],
    }
    told = counted(found, found.questionnaire.questions[1], parts["ydelse"])
    assert told.top_2 == Share(1, 2)


def test_a_value_without_label_is_a_choice_and_told():
    found, question = one(Variable("q", "?", ("1", "7", "7"), "closed", (("1", "Ja"), ("2", "Nej"))))
    assert [choice.label for choice in question.choices] == ["Ja", "Nej", "7"]
    assert found.unlabelled == {"q": {"7": 2}}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("Ja", "Nej", "Ved ikke"), Kind.SINGLE),
        (("A1", "A2", "A1"), Kind.SINGLE),
        (("1", "2", "2", "1", "1", "2"), Kind.SINGLE),  # few points, often used
        (("23", "45", "31"), Kind.NUMBER),
        (("3,5", "4,25"), Kind.NUMBER),
        (("2020-01-31", "2020-02-01"), Kind.DATE),
        (("Det går fint", "Jeg savner ledelse"), Kind.OPEN),
        (("Team Nord", "Team Syd", "Team Nord", "Team Nord", "Team Syd", "Team Syd"), Kind.SINGLE),
        ((None, None), Kind.OPEN),
        (("I høj grad", "I meget høj grad", "I mindre grad"), Kind.SCALE),
    ],
)
def test_the_kind_told_from_answers_alone(cells, kind):
    assert one(Variable("q", "?", cells))[1].kind is kind


def test_numbers_and_dates_that_cannot_be_read():
    with pytest.raises(Problem, match="answer 2, alder: 'mange' is no number"):
        survey([Variable("alder", "Alder", ("40", "mange"), "number")])
    with pytest.raises(Problem, match="answer 1, dag: '31-02-2020' is no day"):
        survey([Variable("dag", "Dag", ("31-02-2020",), "date")])


def test_ids_differ_though_names_are_alike():
    found = survey([Variable("Q1", "?", ("1",), "number"), Variable("q1!", "?", ("1",), "number")])
    assert [question.id for question in found.questionnaire.questions] == ["q1", "q1_2"]
    assert found.answers.column_names == ["q1", "q1_2"]


@pytest.mark.parametrize(
    ("name", "text", "cells", "why"),
    [
        ("email", "E-mail", ("a",), "email"),
        ("q9", "Din e-mailadresse", ("svarer ikke",), "email"),
        ("q9", "Andet", ("bo@by.dk", "ann@by.dk", None), "email"),
        ("cpr_nr", "?", ("x",), "cpr"),
        ("q9", "?", ("010170-1234", "3112991234"), "cpr"),
        ("mobil", "?", ("x",), "telephone"),
        ("q9", "?", ("20 30 40 50", "+45 31323334", "99887766"), "telephone"),
        ("Fornavn", "?", ("x",), "name"),
        ("q9", "Dit navn", ("x",), "name"),
        ("q9", "?", ("Bo Jensen", "Anna Marie Holm", "Ib Ø. Friis"), "name"),
        ("ipaddr", "?", ("x",), "address"),
        ("q9", "?", ("10.0.0.1", "10.0.0.2"), "address"),
        ("token", "?", ("x",), "key"),
        ("q9", "?", tuple(f"k{at}x" for at in range(20)), "key"),
    ],
)
def test_what_tells_who_answered_is_left_out(name, text, cells, why):
    kept, left = sorted_out([Variable(name, text, cells)])
    assert kept == []
    assert [(one.name, one.why) for one in left] == [(name, why)]


@pytest.mark.parametrize(
    ("name", "text", "cells"),
    [
        ("q1", "Har du modtaget en mail fra din sagsbehandler om dit forløb?", ("Ja", "Nej")),
        ("alder", "Alder", tuple(str(20 + at % 30) for at in range(60))),
        ("afdelingsnavn", "Afdeling", ("Ydelse", "Job og Trivsel", "Ydelse")),
        ("navnlig", "?", ("Ja",)),
    ],
)
def test_what_tells_nobody_stays(name, text, cells):
    kept, left = sorted_out([Variable(name, text, cells)])
    assert [one.name for one in kept] == [name]
    assert left == []


def test_a_single_cpr_number_among_answers_is_emptied():
    """Somebody wrote his CPR number where an age was asked for."""
    (kept,), _ = sorted_out(
        [Variable("alder", "Alder", ("40", "010170-1234", "50", "0101701234", "61"), "number")]
    )
    assert kept.cells == ["40", None, "50", None, "61"]


def test_words_around_a_cpr_number_stay():
    """Nobody has said that this is an open text; the number goes, the words stay."""
    (kept,), _ = sorted_out([Variable("q7", "?", ("Mit nr. er 010170-1234, ring", "Alt godt"))])
    assert kept.cells == ["Mit nr. er (10 cifre), ring", "Alt godt"]


def test_what_the_export_says_of_a_question_holds_no_number_either():
    """Somebody typed his number into the designer of the survey: in a question, a choice or a head."""
    labels = (("1", "Ja, 010170-1234"), ("2", "Nej"))
    (kept,), (left,) = sorted_out(
        [
            Variable("q1", "Tilfreds, 0101701234?", ("1", "2"), labels=labels),
            Variable("010170-1234", "?", ("1", "2")),
        ]
    )
    assert kept.text == "Tilfreds, (10 cifre)?"
    assert kept.labels == (("1", "Ja, (10 cifre)"), ("2", "Nej"))
    assert left.why == "cpr"


def test_open_texts_are_left_out_or_cleaned():
    text = Variable("q5", "Andet?", ("Ring 20304050 til Bo, bo@by.dk, 010170-1234", None), "open")
    found = survey([scale("5", "4"), text])
    without, left = without_open(found, open_answers=False)
    assert [question.id for question in without.questionnaire.questions] == ["q1"]
    assert without.answers.column_names == ["q1"]
    assert [(one.name, one.why) for one in left] == [("q5", "open")]
    kept, left = without_open(found, open_answers=True)
    assert kept.answers["q5"].to_pylist() == ["Ring (telefon) til Bo, (e-mail), (10 cifre)", None]
    assert left == []


def test_cleaning_leaves_years_and_small_numbers():
    assert cleaned("I 2019 var der 35 sager, i 2020 40") == "I 2019 var der 35 sager, i 2020 40"
