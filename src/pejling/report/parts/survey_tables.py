"""What was answered on a scale: diverging bars, a table with limits, and department by department."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pejling.comparison.figure import Figure, missing
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Number,
    Row,
    Table,
    TextCell,
)
from pejling.report.drawings.diverging import Answers, DivergingChart
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.lines import number_of
from pejling.report.parts.row import source_of
from pejling.report.parts.survey_questions import LANGUAGE, Question, Scale, Survey
from pejling.report.plan import Plan
from pejling.stats.interval import wilson
from pejling.terms.observation import Status

MOST_DEPARTMENTS = 5  # columns of a table


def _asked(one: Question, stem: str) -> str:
    return one.text.removeprefix(f"{stem} - ") if stem else one.text


def _heads(scale: Scale) -> tuple[str, str, str]:
    """``Slet ikke + I mindre grad``, ``I nogen grad``, ``I høj grad + I meget høj grad``: left to right."""
    against, between, agreeing = (
        " + ".join(reversed(labels)) for labels in (scale.against, scale.between, scale.agreeing)
    )
    return against, between, agreeing


def _source(frame: Frame, questions: Sequence[Question]) -> str:
    rows = [row for one in questions for row in (one.top, one.bottom) if row]
    return source_of(frame, rows)


def _share(figure: Figure) -> Number:
    return Number(figure.value, figure.decimals, figure.status)


def answers_chart(
    frame: Frame, id: str, survey: Survey, stem: str, questions: Sequence[Question]
) -> DivergingChart:
    against, between, agreeing = _heads(questions[0].scale)
    rows = []
    for one in questions:
        middle = one.middle
        rows.append(
            Answers(
                _asked(one, stem),
                _share(one.against),
                _share(middle) if middle else None,
                _share(one.agreeing),
                one.number,
            )
        )
    when = naming.period_name(survey.period, frame.lang)
    title = stem or frame.say("Svar", "Answers")
    title += frame.say(
        f" (pct. af dem, der har svaret på skalaen, {when})",
        f" (per cent of those who answered on the scale, {when})",
    )
    told = "; ".join(
        f"{row.question} {against} {row.against.text(frame.lang)}, "
        + (f"{between} {row.between.text(frame.lang)}, " if row.between else "")
        + f"{agreeing} {row.agreeing.text(frame.lang)}"
        for row in rows
    )
    alt = f"{frame.say('Søjlediagram fra en midte', 'Diverging bar chart')}. {title}. {told}."
    answers = frame.say("Svar", "Answers")
    source = _source(frame, questions)
    own = (*(row.question for row in rows), against, between, agreeing)
    return DivergingChart(
        f"{id}-chart",
        title,
        alt,
        tuple(rows),
        against,
        between,
        agreeing,
        answers,
        source=source,
        spoken=tuple((words, LANGUAGE) for words in own),
    )


def answers_table(frame: Frame, id: str, survey: Survey, stem: str, questions: Sequence[Question]) -> Table:
    """How many answered, how many agree with the limits of that, and how many disagree."""
    notes = Footnotes(frame.lang)
    against, _, agreeing = _heads(questions[0].scale)
    columns = (
        Column(frame.say("Spørgsmål", "Question"), "text"),
        Column(frame.say("Svar", "Answers"), "number"),
        Column(agreeing, "number", lang=LANGUAGE),
        Column(frame.say("Usikkerhed fra", "Limits from"), "number"),
        Column(frame.say("Usikkerhed til", "Limits to"), "number"),
        Column(against, "number", lang=LANGUAGE),
    )
    lines = []
    at = (survey.period,)
    for one in questions:
        limits = _limits(one, survey)
        ends = [Number(end, 0) for end in limits] if limits else [Number(None, 0, Status.NOT_OBSERVED)] * 2
        cells: list[Cell] = [
            TextCell(_asked(one, stem), alone=one.text, lang=LANGUAGE),
            one.number,
            number_of(one.agreeing, notes, at),
            *ends,
            number_of(one.against, notes, at),
        ]
        lines.append(Row(tuple(cells), "plain"))
    when = naming.period_name(survey.period, frame.lang)
    caption = f"{stem or frame.say('Svar', 'Answers')} ({frame.say('pct.', 'per cent')}, {when})"
    return Table(f"{id}-table", caption, columns, tuple(lines), notes.listed, _source(frame, questions))


def _limits(one: Question, survey: Survey) -> tuple[Fraction, Fraction] | None:
    """95 per cent limits in per cent, with the correction for a finite number of persons asked.

    Source: Wilson (1927) at the effective number n (N - 1) / (N - n); N = n leaves no doubt.
    """
    top = one.top
    if top is None or top.figure.value is None or top.numerator is None or not top.denominator:
        return None
    asked = survey.rate.denominator if survey.rate else None
    n = top.denominator
    if asked is not None and asked <= n:
        return top.figure.value, top.figure.value
    more = (asked - 1) / (asked - n) if asked else 1.0
    low, high = wilson(top.numerator * more, n * more)
    return Fraction(repr(100 * low)), Fraction(repr(100 * high))


def department_tables(frame: Frame, plan: Plan, survey: Survey) -> list[Block]:
    """Those who agree, department by department."""
    found: list[Block] = []
    if not survey.departments:
        return found
    when = naming.period_name(survey.period, frame.lang)
    for start in range(0, len(survey.departments), MOST_DEPARTMENTS):
        some = range(start, min(start + MOST_DEPARTMENTS, len(survey.departments)))
        notes = Footnotes(frame.lang)
        columns = [
            Column(frame.say("Spørgsmål", "Question"), "text"),
            Column(frame.say("Alle", "All"), "number"),
            *(Column(survey.departments[at], "number", lang=LANGUAGE) for at in some),
        ]
        lines = []
        for one in survey.questions:
            cells: list[Cell] = [
                TextCell(one.text, alone=one.text, lang=LANGUAGE),
                number_of(one.agreeing, notes, (survey.period,)),
            ]
            for at in some:
                row = one.departments[at]
                cells.append(number_of(row.figure if row else missing(0), notes, (survey.period,)))
            lines.append(Row(tuple(cells), "plain"))
        caption = frame.say(
            f"De to mest positive svar efter afdeling, pct., {when}",
            f"The two most positive answers by department, per cent, {when}",
        )
        suffix = f"-{start // MOST_DEPARTMENTS + 1}" if start else ""
        id = f"{plan.id}-{survey.name}-departments{suffix}"
        source = _source(frame, survey.questions)
        found.append(Table(id, caption, tuple(columns), tuple(lines), notes.listed, source))
    return found
