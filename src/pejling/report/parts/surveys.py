"""Surveys: who answered, what they answered on each scale, and how departments differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from pejling.indicators.survey_ids import NOT_WEIGHTED
from pejling.report import naming
from pejling.report.document import (
    Block,
    Heading,
    Number,
    Paragraph,
    Span,
    Styled,
)
from pejling.report.frame import Frame
from pejling.report.parts.survey_questions import LANGUAGE, Question, Scale, Survey, Surveys
from pejling.report.parts.survey_tables import answers_chart, answers_table, department_tables
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.text import Text

TITLE = Text(da="Undersøgelser", en="Surveys")
LOW_RESPONSE = 50  # per cent: under it the caveat of those who did not answer is said in the text
CHART_ROWS = 14  # questions of a chart


def blocks_of(frame: Frame, plan: Plan, found: Surveys) -> list[Block]:
    """A section a survey."""
    blocks: list[Block] = []
    for survey in found.surveys:
        if len(found.surveys) > 1 or not plan.title:
            name = naming.capital(survey.name.replace("_", " "))
            blocks.append(Heading(f"{name}, {naming.period_name(survey.period, frame.lang)}"))
        blocks += _survey(frame, plan, survey)
    return blocks


def _survey(frame: Frame, plan: Plan, survey: Survey) -> list[Block]:
    said = [one for one in (_response(frame, survey), *_ends(frame, survey)) if one]
    blocks: list[Block] = [Paragraph(joined(said))] if said else []
    for number, (stem, questions) in enumerate(_batteries(survey.questions), start=1):
        for part in range(0, len(questions), CHART_ROWS):
            id = f"{plan.id}-{survey.name}-{number}" + (f"-{part // CHART_ROWS + 1}" if part else "")
            some = questions[part : part + CHART_ROWS]
            blocks += [
                answers_chart(frame, id, survey, stem, some),
                answers_table(frame, id, survey, stem, some),
            ]
    blocks += department_tables(frame, plan, survey)
    if survey.on_scale > len(survey.questions):
        count, shown = survey.on_scale, len(survey.questions)
        blocks.append(
            Paragraph(
                (
                    frame.say(
                        f"Undersøgelsen har {count} spørgsmål på en skala; de første {shown} er vist.",
                        f"The survey has {count} questions on a scale; the first {shown} are shown.",
                    ),
                ),
                remark=True,
            )
        )
    return blocks


def _batteries(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """Questions that are answered on one scale, and where several begin alike, what they begin with."""
    stems = Counter((one.scale, _stem(one)) for one in questions)
    found: dict[tuple[Scale, str], list[Question]] = {}
    for one in questions:
        stem = _stem(one) if stems[one.scale, _stem(one)] > 1 else ""
        found.setdefault((one.scale, stem), []).append(one)
    return [(stem, some) for (_, stem), some in found.items()]


def _stem(one: Question) -> str:
    """What comes before the last dash: a battery's questions repeat it."""
    return one.text.rpartition(" - ")[0]


def _response(frame: Frame, survey: Survey) -> Sentence:
    """``619 af 3.883 har svaret, det er 16 pct.``; at a low rate with the caveat."""
    rate = survey.rate
    if rate is None or rate.figure.value is None or rate.numerator is None or rate.denominator is None:
        return ()
    spans: list[Span] = [
        Number(Fraction(rate.numerator), 0),
        frame.say(" af ", " of "),
        Number(Fraction(rate.denominator), 0),
        frame.say(" har svaret, det er ", " have answered, that is "),
        Number(rate.figure.value, rate.figure.decimals, unit=frame.say("pct.", "per cent")),
        frame.say(" af dem, der blev spurgt.", " of those who were asked."),
    ]
    if rate.figure.value < LOW_RESPONSE:
        spans.append(f" {NOT_WEIGHTED(frame.lang)}")
    return tuple(spans)


def _ends(frame: Frame, survey: Survey) -> list[Sentence]:
    """The questions that most and fewest agree with."""
    known = [one for one in survey.questions if one.agreeing.value is not None]
    if len(known) < 2:
        return []
    ordered = sorted(known, key=lambda one: one.agreeing.value or Fraction(0))
    found: list[Sentence] = []
    for one, da, en in ((ordered[-1], "Flest", "Most"), (ordered[0], "Færrest", "Fewest")):
        left, right = ("»", "«") if frame.lang == "da" else ("“", "”")
        answers: list[Span] = []
        for label in one.scale.agreeing:
            before = frame.say(" eller ", " or ") if answers else ""
            answers += [f"{before}{left}", Styled(label, lang=LANGUAGE), right]
        figure = one.agreeing
        found.append(
            sentence(
                frame.say(f"{da} svarer ", f"{en} answer "),
                *answers,
                frame.say(" på ", " to "),
                left,
                Styled(one.text, lang=LANGUAGE),
                f"{right} (",
                Number(figure.value, figure.decimals, unit=frame.say("pct.", "per cent")),
                ").",
            )
        )
    return found
