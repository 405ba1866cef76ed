"""What is told of a survey: when it is taken in, and of its vintage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pejling.app.survey_figures import Asked
from pejling.app.words import how_many
from pejling.indicators.catalogue import survey_answers
from pejling.terms.masked import masked
from pejling.terms.municipality import area_label
from pejling.terms.text import Text
from pejling.voices.identifying import WHY, LeftOut
from pejling.voices.questionnaire import KIND_WORDS, Kind, Question, Questionnaire
from pejling.voices.survey import Survey

SHOWN = 12  # questions and columns told one by one


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known when a survey has been taken in; ``own_area``: nobody said where, so at home.

    ``proposed``: multiple choices that the file does not declare; ``without_data``: what it describes without
    a column of answers.
    """

    asked: Asked
    proposed: tuple[str, ...]
    without_data: tuple[str, ...]
    survey: Survey
    left_out: tuple[LeftOut, ...]
    figures: int
    vintage: str
    own_area: bool


def lines(told: Told) -> list[Text]:
    """The answer to a take-in."""
    found = told.survey
    persons = how_many(found.respondents, ("har svaret", "har svaret"), ("answered", "answered"))
    whole = how_many(found.answers.num_rows, ("række", "rækker"), ("row", "rows"))
    asked = told.asked
    rows = how_many(told.figures, ("tal", "tal"), ("figure", "figures"))
    kinds = kinds_line(found.questionnaire.counts())
    answer = [
        Text(
            da=f"{asked.file}: {persons.da} ({whole.da}), {kinds.da}. Undersøgelsen hedder {asked.name}, "
            f"{asked.period}; {rows.da}. Leverance {told.vintage}.",
            en=f"{asked.file}: {persons.en} ({whole.en}), {kinds.en}. The survey is called {asked.name}, "
            f"{asked.period}; {rows.en}. Vintage {told.vintage}.",
        )
    ]
    if told.own_area:
        answer.append(
            Text(
                da=f"Område: {area_label(asked.area, 'da')}, arbejdsområdets egen kommune; --area siger "
                f"andet.",
                en=f"Area: {area_label(asked.area, 'en')}, the workspace's own municipality; --area says "
                "otherwise.",
            )
        )
    answer += _left_out(told.left_out)
    if told.proposed:
        names = ", ".join(told.proposed)
        answer.append(
            Text(
                da=f"Læst som spørgsmål med flere svar (filen siger det ikke selv): {names}",
                en=f"Read as multiple choices (the file does not say so): {names}",
            )
        )
    if told.without_data:
        names = _some(told.without_data)
        answer.append(
            Text(
                da=f"Beskrevet i filen, men uden kolonne med svar: {names}",
                en=f"Described in the file without a column of answers: {names}",
            )
        )
    for id, values in found.unlabelled.items():
        if found.questionnaire.find(id):
            listed = ", ".join(f"{value} ({count})" for value, count in values.items())
            answer.append(
                Text(
                    da=f"{id}: værdier uden svartekst: {listed}",
                    en=f"{id}: values without a label: {listed}",
                )
            )
    return [*answer, *_scales(found.questionnaire), *_next(told)]


def kinds_line(counts: Mapping[str, int]) -> Text:
    """How many questions there are of each kind: ``3 questions (2 scale, 1 open text)``."""
    total = how_many(sum(counts.values()), ("spørgsmål", "spørgsmål"), ("question", "questions"))
    words = [(count, KIND_WORDS[Kind(kind)]) for kind, count in counts.items()]
    return Text(
        da=f"{total.da} ({', '.join(f'{count} {word.da}' for count, word in words)})",
        en=f"{total.en} ({', '.join(f'{count} {word.en}' for count, word in words)})",
    )


def question_lines(questionnaire: Questionnaire) -> list[Text]:
    """The questions with their kinds, a line each, of a long questionnaire the first ones."""
    asked = [question for question in questionnaire.questions if not question.is_status]
    found = [_question(question) for question in asked[:SHOWN]]
    if len(asked) > SHOWN:
        rest = len(asked) - SHOWN
        found.append(
            Text(
                da=f"  ... og {rest} spørgsmål til (questionnaire.json)",
                en=f"  ... and {rest} more (questionnaire.json)",
            )
        )
    return found


def _question(question: Question) -> Text:
    kind = KIND_WORDS[question.kind]
    text = question.text if len(question.text) <= 90 else f"{question.text[:87]}..."
    if not question.choices:
        return Text(da=f"  {question.id} ({kind.da}): {text}", en=f"  {question.id} ({kind.en}): {text}")
    number = len(question.choices)
    return Text(
        da=f"  {question.id} ({kind.da}, {number} valg): {text}",
        en=f"  {question.id} ({kind.en}, {number} choices): {text}",
    )


def _left_out(left: tuple[LeftOut, ...]) -> list[Text]:
    by_why: dict[str, list[str]] = {}
    for one in left:
        by_why.setdefault(one.why, []).append(masked(one.name))
    found = []
    for why, names in by_why.items():
        hint = ("; --open-answers tager den med", "; --open-answers keeps it") if why == "open" else ("", "")
        found.append(
            Text(
                da=f"Ikke taget ind ({WHY[why].da}{hint[0]}): {_some(names)}",
                en=f"Not taken in ({WHY[why].en}{hint[1]}): {_some(names)}",
            )
        )
    return found


def _scales(questionnaire: Questionnaire) -> list[Text]:
    """Scales of which only the order is known."""
    endless = [one.id for one in questionnaire.questions if one.kind is Kind.SCALE and one.top_2 is None]
    four = [one for one in endless if len(_of(questionnaire, one).on_scale) != 3]
    if not four:
        return []
    return [
        Text(
            da="Hvilken skala der er spurgt på, kan ikke ses af svarene alene, så top 2 og bund 2 er ikke "
            f"regnet: {_some(four)}",
            en="Which scale was asked cannot be told from the answers alone, so top 2 and bottom 2 are not "
            f"computed: {_some(four)}",
        )
    ]


def _of(questionnaire: Questionnaire, id: str) -> Question:
    return next(one for one in questionnaire.questions if one.id == id)


def _next(told: Told) -> list[Text]:
    first = next(one for one in told.survey.questionnaire.questions if not one.is_status)
    named = survey_answers.id_of(told.asked.name, first.id)
    how = f'pejling explain {named} "" {told.asked.area} {told.asked.period}'
    every = f"pejling measure --area {told.asked.area} --period {told.asked.period}"
    return [
        Text(
            da=f"Hvad et spørgsmål lød: {how}. Alle svar: {every}",
            en=f"What a question asked: {how}. All answers: {every}",
        )
    ]


def _some(names: list[str] | tuple[str, ...]) -> str:
    """Names, of many the first ones and how many more."""
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" + {rest}" if rest > 0 else "")
