"""A survey's answers as observations: counts, shares and named sums, for all and by department."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pejling.indicators.catalogue import (
    survey_answers,
    survey_bottom_2_pct,
    survey_response_rate_pct,
    survey_share_pct,
    survey_top_2_pct,
    survey_top_3_pct,
)
from pejling.terms.observation import Observation, table_of
from pejling.voices.counts import Counted, Rows, Share, by_answer, counted, who_responded
from pejling.voices.questionnaire import Question
from pejling.voices.survey import Survey

DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which survey it is: its name in ids, when and where people were asked, the file, how many they were."""

    name: str
    period: str
    area: str
    file: str
    population: int | None = None


def figures(survey: Survey, asked: Asked, department: Question | None = None) -> pa.Table:
    """Observations (SCHEMA) of every question; persons are counted where they answered.

    They are the municipality's own (not published): numerator, denominator and the persons behind them are
    given, so that small groups are hidden. A share of nobody is left out.
    """
    everybody = who_responded(survey)
    rows: list[Observation] = []
    if asked.population is not None:
        id = survey_response_rate_pct.id_of(asked.name)
        rows.append(_share(asked, id, Share(survey.respondents, asked.population), "", asked.file))
    parts: dict[str, Rows] = {"": everybody}
    if department is not None:
        answered = by_answer(survey, department)
        parts.update({f"{DEPARTMENT}:{name}": who & everybody for name, who in answered.items()})
    for question in survey.questionnaire.questions:
        if question.is_status:
            continue
        for breakdown, who in parts.items():
            if who.any():
                rows += _of_question(asked, question, counted(survey, question, who), breakdown)
    return table_of(rows)


def _of_question(asked: Asked, question: Question, found: Counted, breakdown: str) -> list[Observation]:
    origin = f"{asked.file}, {question.variables[0]}: {question.text}"
    rows = [_count(asked, survey_answers.id_of(asked.name, question.id), found.answers, breakdown, origin)]
    for choice in question.choices:
        id = survey_share_pct.id_of(asked.name, question.id, choice.slug)
        rows.append(_share(asked, id, found.shares[choice.slug], breakdown, f"{origin} = {choice.label}"))
    labels = {choice.slug: choice.label for choice in question.choices}
    for family, share, slugs in (
        (survey_top_2_pct, found.top_2, question.top_2),
        (survey_top_3_pct, found.top_3, question.top_3),
        (survey_bottom_2_pct, found.bottom_2, question.bottom_2),
    ):
        if share is not None:
            named = " + ".join(labels[slug] for slug in slugs or ()) or "-"
            id = family.id_of(asked.name, question.id)
            rows.append(_share(asked, id, share, breakdown, f"{origin} = {named}"))
    return [row for row in rows if row.denominator]


def _count(asked: Asked, id: str, answers: int, breakdown: str, origin: str) -> Observation:
    return Observation(
        indicator=id,
        group="",
        area=asked.area,
        period=asked.period,
        breakdown=breakdown,
        value=float(answers),
        numerator=answers,
        denominator=1,
        numerator_count=answers,
        source=f"survey:{asked.name}",
        origin=origin,
    )


def _share(asked: Asked, id: str, share: Share, breakdown: str, origin: str) -> Observation:
    return Observation(
        indicator=id,
        group="",
        area=asked.area,
        period=asked.period,
        breakdown=breakdown,
        value=100 * share.count / share.of if share.of else None,
        numerator=share.count,
        denominator=share.of,
        numerator_count=share.count,
        denominator_count=share.of,
        source=f"survey:{asked.name}",
        origin=origin,
    )
