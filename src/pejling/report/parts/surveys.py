"""Surveys: who answered, what they answered on each scale, and how departments differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.figure import Figure, missing
from pejling.indicators.survey_ids import NOT_WEIGHTED
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Chapter,
    Column,
    Heading,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings.diverging import Answers, DivergingChart
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.lines import number_of
from pejling.report.parts.row import PrintedRow
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.stats.interval import wilson
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text

TITLE = Text(da="Undersøgelser", en="Surveys")
LOW_RESPONSE = 50  # per cent: under it the caveat of those who did not answer is said in the text
MOST_DEPARTMENTS = 5  # columns of a table
CHART_ROWS = 14  # questions of a chart


@dataclass(frozen=True, slots=True)
class Scale:
    """The labels of the answers that agree, lie between and disagree."""

    agreeing: tuple[str, ...]
    between: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a scale: released figures; ``top`` and ``bottom`` are the two answers at each end.

    ``departments``: those who agree in each department of the survey, in its order.
    """

    id: str
    text: str
    scale: Scale
    top: PrintedRow | None
    between: tuple[Figure, ...]
    bottom: PrintedRow | None
    departments: tuple[PrintedRow | None, ...] = ()

    @property
    def agreeing(self) -> Figure:
        return self.top.figure if self.top else missing(0)

    @property
    def against(self) -> Figure:
        return self.bottom.figure if self.bottom else missing(0)

    @property
    def number(self) -> Number:
        """How many answered on the scale, which the shares are of."""
        top = self.top
        if top is None or top.denominator is None:
            return Number(None, 0, self.agreeing.status)
        return Number(Fraction(top.denominator), 0)

    @property
    def middle(self) -> Figure | None:
        """The share between the ends; None where the scale has no middle."""
        if not self.between:
            return None
        if any(one.value is None for one in self.between):
            hidden = any(one.hidden for one in self.between)
            return missing(0, status=Status.SUPPRESSED if hidden else Status.NOT_OBSERVED)
        whole = sum((one.value or Fraction(0) for one in self.between), Fraction(0))
        return Figure(whole, self.between[0].decimals)


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey; ``on_scale``: how many questions on scales it has, of which ``questions`` are shown."""

    name: str
    period: Period
    rate: PrintedRow | None
    questions: tuple[Question, ...]
    departments: tuple[str, ...]
    on_scale: int


@dataclass(frozen=True)
class Surveys:
    """The material."""

    surveys: tuple[Survey, ...]


def chapter(frame: Frame, plan: Plan, found: Surveys) -> Chapter:
    """A section a survey."""
    blocks: list[Block] = [Paragraph((plan.intro(frame.lang),))] if plan.intro else []
    for survey in found.surveys:
        if len(found.surveys) > 1 or not plan.title:
            name = naming.capital(survey.name.replace("_", " "))
            blocks.append(Heading(f"{name}, {naming.period_name(survey.period, frame.lang)}"))
        blocks += _survey(frame, plan, survey)
    return Chapter(plan.id, (plan.title or TITLE)(frame.lang), tuple(blocks))


def _survey(frame: Frame, plan: Plan, survey: Survey) -> list[Block]:
    said = [one for one in (_response(frame, survey), *_ends(frame, survey)) if one]
    blocks: list[Block] = [Paragraph(joined(said))] if said else []
    for number, (stem, questions) in enumerate(_batteries(survey.questions), start=1):
        for part in range(0, len(questions), CHART_ROWS):
            id = f"{plan.id}-{survey.name}-{number}" + (f"-{part // CHART_ROWS + 1}" if part else "")
            some = questions[part : part + CHART_ROWS]
            blocks += [_chart(frame, id, survey, stem, some), _table(frame, id, survey, stem, some)]
    blocks += _departments(frame, plan, survey)
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


def _asked(one: Question, stem: str) -> str:
    return one.text.removeprefix(f"{stem} - ") if stem else one.text


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
        quotes = "»{}«" if frame.lang == "da" else "“{}”"
        answers = frame.say(" eller ", " or ").join(quotes.format(label) for label in one.scale.agreeing)
        figure = one.agreeing
        found.append(
            sentence(
                frame.say(f"{da} svarer {answers} på ", f"{en} answer {answers} to "),
                f"»{one.text}« (" if frame.lang == "da" else f"“{one.text}” (",
                Number(figure.value, figure.decimals, unit=frame.say("pct.", "per cent")),
                ").",
            )
        )
    return found


def _heads(scale: Scale) -> tuple[str, str, str]:
    """``Slet ikke + I mindre grad``, ``I nogen grad``, ``I høj grad + I meget høj grad``: left to right."""
    against, between, agreeing = (
        " + ".join(reversed(labels)) for labels in (scale.against, scale.between, scale.agreeing)
    )
    return against, between, agreeing


def _source(frame: Frame, questions: Sequence[Question]) -> str:
    rows = [row for one in questions for row in (one.top, one.bottom) if row]
    return frame.source_line((row.indicator, "", row.period) for row in rows)


def _share(figure: Figure) -> Number:
    return Number(figure.value, figure.decimals, figure.status)


def _chart(frame: Frame, id: str, survey: Survey, stem: str, questions: Sequence[Question]) -> DivergingChart:
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
        f" (pct. of those who answered on the scale, {when})",
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
    return DivergingChart(
        f"{id}-chart", title, alt, tuple(rows), against, between, agreeing, answers, source=source
    )


def _table(frame: Frame, id: str, survey: Survey, stem: str, questions: Sequence[Question]) -> Table:
    """How many answered, how many agree with the limits of that, and how many disagree."""
    notes = Footnotes(frame.lang)
    against, _, agreeing = _heads(questions[0].scale)
    columns = (
        Column(frame.say("Spørgsmål", "Question"), "text"),
        Column(frame.say("Svar", "Answers"), "number"),
        Column(agreeing, "number"),
        Column(frame.say("Usikkerhed fra", "Limits from"), "number"),
        Column(frame.say("Usikkerhed til", "Limits to"), "number"),
        Column(against, "number"),
    )
    lines = []
    at = (survey.period,)
    for one in questions:
        limits = _limits(one, survey)
        ends = [Number(end, 0) for end in limits] if limits else [Number(None, 0, Status.NOT_OBSERVED)] * 2
        cells: list[Cell] = [
            TextCell(_asked(one, stem), alone=one.text),
            one.number,
            number_of(one.agreeing, notes, at),
            *ends,
            number_of(one.against, notes, at),
        ]
        lines.append(Row(tuple(cells), "plain"))
    when = naming.period_name(survey.period, frame.lang)
    caption = f"{stem or frame.say('Svar', 'Answers')} (pct., {when})"
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


def _departments(frame: Frame, plan: Plan, survey: Survey) -> list[Block]:
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
            *(Column(survey.departments[at], "number") for at in some),
        ]
        lines = []
        for one in survey.questions:
            cells: list[Cell] = [
                TextCell(one.text, alone=one.text),
                number_of(one.agreeing, notes, (survey.period,)),
            ]
            for at in some:
                row = one.departments[at]
                cells.append(number_of(row.figure if row else missing(0), notes, (survey.period,)))
            lines.append(Row(tuple(cells), "plain"))
        caption = frame.say(
            f"De to mest positive svar efter afdeling, pct., {when}",
            f"The two most positive answers by department, pct., {when}",
        )
        suffix = f"-{start // MOST_DEPARTMENTS + 1}" if start else ""
        id = f"{plan.id}-{survey.name}-departments{suffix}"
        source = _source(frame, survey.questions)
        found.append(Table(id, caption, tuple(columns), tuple(lines), notes.listed, source))
    return found
