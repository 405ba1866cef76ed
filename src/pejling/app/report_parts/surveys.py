"""Surveys: what was answered on scales, how many answered, and how departments differ (V1, V2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts import printed_rows
from pejling.app.survey_figures import DEPARTMENT
from pejling.comparison.figure import missing
from pejling.comparison.observed import period_of
from pejling.indicators.catalogue import (
    survey_answers,
    survey_bottom_2_pct,
    survey_response_rate_pct,
    survey_share_pct,
    survey_top_2_pct,
)
from pejling.indicators.indicator import name_of
from pejling.report.parts.row import PrintedRow
from pejling.report.parts.survey_questions import Question, Scale, Survey, Surveys
from pejling.store.survey import read_questionnaire
from pejling.store.vintages import vintage
from pejling.terms.problem import Problem
from pejling.voices.questionnaire import Choice, Questionnaire
from pejling.voices.questionnaire import Question as Asked

NAMES = tuple(
    name_of(module)
    for module in (
        survey_answers,
        survey_share_pct,
        survey_top_2_pct,
        survey_bottom_2_pct,
        survey_response_rate_pct,
    )
)
MOST = 24  # questions of a survey, where the template does not say otherwise
_Found = dict[tuple[str, str], PrintedRow]  # by id and breakdown


@dataclass(frozen=True)
class SurveyTables:
    """The part of the kind ``surveys``: every survey of the municipality, the newest of its name."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        table = known.figures.published
        found = table.filter(printed_rows.families(table, NAMES, (known.question.municipality,)))
        if not found.num_rows:
            raise _nothing()
        return [found]

    def printed(self, known: Known) -> tuple[str, ...]:
        del known
        return ()

    def made(self, shown: Shown) -> Made:
        known = shown.known
        area = known.question.municipality
        rows = printed_rows.printed_rows(shown, NAMES, (area,))
        surveys, ids = [], set()
        for name, found in _newest(rows).items():
            one = _survey(known, name, found)
            if one is not None:
                surveys.append(one)
                ids |= {(row.indicator, row.period) for row in _printed(found, one)}
        if not surveys:
            raise _nothing()
        return Made(Surveys(tuple(surveys)), _told(shown, area, ids))


def _told(shown: Shown, area: str, ids: set[tuple[str, str]]) -> pa.Table:
    periods = tuple({period for _, period in ids})
    told = printed_rows.told(shown, NAMES, (area,), periods)
    return told.filter(pc.is_in(told["indicator"], pa.array(sorted({id for id, _ in ids}), pa.string())))


def _newest(rows: Sequence[PrintedRow]) -> dict[str, list[PrintedRow]]:
    """The rows of each survey's newest period, by its name."""
    by_name: dict[str, list[PrintedRow]] = {}
    for row in rows:
        by_name.setdefault(row.member.partition("/")[0], []).append(row)
    newest = {}
    for name, found in by_name.items():
        last = max((row.period for row in found), key=lambda text: period_of(text).last_day)
        newest[name] = [row for row in found if row.period == last]
    return newest


def _survey(known: Known, name: str, rows: Sequence[PrintedRow]) -> Survey | None:
    """The survey's questions on scales; None where it has none."""
    taken_in = vintage(known.figures.workspace, rows[0].vintage)
    questionnaire = read_questionnaire(taken_in)
    found = {(row.indicator, row.breakdown): row for row in rows}
    on_scale = [one for one in questionnaire.questions if one.top_2 and one.bottom_2]
    shown = on_scale[: known.plan.most or MOST]
    departments = _departments(questionnaire, str(taken_in.facts.details.get("department", "")), rows)
    if not shown:
        return None
    rate = found.get((survey_response_rate_pct.id_of(name), ""))
    return Survey(
        name,
        period_of(rows[0].period),
        rate,
        tuple(_question(name, one, found, tuple(departments)) for one in shown),
        tuple(departments.values()),
        len(on_scale),
    )


def _departments(questionnaire: Questionnaire, id: str, rows: Sequence[PrintedRow]) -> dict[str, str]:
    """The departments that have figures: their labels by breakdown, in the order of the question."""
    question = questionnaire.find(id) if id else None
    there = {row.breakdown for row in rows}
    choices: Sequence[Choice] = question.choices if question else ()
    named = {f"{DEPARTMENT}:{choice.slug}": choice.label for choice in choices}
    return {breakdown: label for breakdown, label in named.items() if breakdown in there}


def _question(survey: str, one: Asked, found: _Found, departments: Sequence[str]) -> Question:
    def row(id: str, breakdown: str = "") -> PrintedRow | None:
        return found.get((id, breakdown))

    top, bottom = (family.id_of(survey, one.id) for family in (survey_top_2_pct, survey_bottom_2_pct))
    middle = [
        choice
        for choice in one.on_scale
        if choice.slug not in (one.top_2 or ()) and choice.slug not in (one.bottom_2 or ())
    ]
    between = [row(survey_share_pct.id_of(survey, one.id, choice.slug)) for choice in middle]
    labels = {choice.slug: choice.label for choice in one.choices}
    scale = Scale(
        tuple(labels[slug] for slug in one.top_2 or ()),
        tuple(choice.label for choice in middle),
        tuple(labels[slug] for slug in one.bottom_2 or ()),
    )
    return Question(
        one.id,
        one.text,
        scale,
        row(top),
        tuple(each.figure if each else missing(0) for each in between),
        row(bottom),
        tuple(row(top, department) for department in departments),
    )


def _printed(rows: Sequence[PrintedRow], survey: Survey) -> list[PrintedRow]:
    """Those rows that the chapter prints: of the questions shown, and the response rate."""
    asked = {f"{survey.name}/{one.id}" for one in survey.questions}
    return [row for row in rows if row.member == survey.name or row.member.partition("=")[0] in asked]


def _nothing() -> Problem:
    return Problem(
        da="der ikke er taget en undersøgelse af kommunen med spørgsmål på en skala ind",
        en="no survey of the municipality with questions on a scale is taken in",
    )
