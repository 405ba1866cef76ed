"""Actual against expected full-time persons: a chart, a table, whose model it is, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.actual import ALL, FOERTIDSPENSION
from pejling.comparison.expected import MODEL, OFFICIAL, Expected, Official
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Chapter,
    Column,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings.expected import ExpectedChart, Pair
from pejling.report.frame import Frame
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.amount import round_half_up
from pejling.terms.period import Period
from pejling.terms.text import Text

TITLE = Text(da="Faktisk mod forventet", en="Actual against expected")


@dataclass(frozen=True, slots=True)
class Area:
    """One area of benefits: the municipality in pejling's model, the ministry's figures, or why none.

    ``explained``: the share of the variation that the model tells out of sample, with the lowest and highest
    over repetitions; ``count``: municipalities in the model.
    """

    id: str
    label: Text
    modelled: Expected | None
    official: Official | None
    why_none: Text | None
    explained: tuple[float, float, float] | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class ExpectedLevel:
    """What the chapter is made of. ``base``: what shares are of.

    ``keys``: the counts behind it (indicator, group, period). ``dated``: the model's background figures by
    indicator, with the dates that they are of.
    """

    period: Period
    keys: tuple[tuple[str, str, str], ...]
    areas: tuple[Area, ...]
    base: Text | None
    dated: tuple[tuple[str, Sequence[object]], ...]


def chapter(frame: Frame, plan: Plan, found: ExpectedLevel) -> Chapter:
    """Sentences, the chart, the table, and what a reader must know of the model."""
    source = frame.source_line(found.keys)
    blocks: list[Block] = [Paragraph(joined(_sentences(frame, found)))]
    modelled = [(area, area.modelled) for area in found.areas if area.modelled]
    if modelled:
        blocks.append(_chart(frame, plan, found, [(area, one) for area, one in modelled if one], source))
    blocks.append(_table(frame, plan, found, source))
    blocks += [Paragraph((text,), remark=True) for text in _remarks(frame, found)]
    return Chapter(plan.id, (plan.title or TITLE)(frame.lang), tuple(blocks))


def _sentences(frame: Frame, found: ExpectedLevel) -> list[Sentence]:
    """All areas together and the pension beside them: actual, expected, and whether that is usual."""
    said = []
    when = naming.in_period(found.period, frame.lang)
    wanted = [area for area in found.areas if area.id in (ALL, FOERTIDSPENSION.id) and area.modelled]
    for area in wanted or [area for area in found.areas if area.modelled][:1]:
        one = area.modelled
        assert one is not None
        label = area.label(frame.lang)
        what = label[:1].lower() + label[1:]
        spans: list[Span] = [
            frame.say(f"{when} havde {frame.name} ", f"{when} {frame.name} had "),
            _persons(one.actual),
            frame.say(f" fuldtidspersoner ({what}) mod ", f" full-time persons ({what}) against "),
            _persons(one.expected),
            frame.say(" forventede (95 pct.: ", " expected (95 per cent: "),
            _persons(one.low),
            frame.say(" til ", " to "),
            _persons(one.high),
            frame.say("), altså ", "), that is "),
            _persons(abs(one.difference)),
            frame.say(" flere eller ", " more or ")
            if one.difference > 0
            else frame.say(" færre eller ", " fewer or "),
            Number(Fraction(abs(one.difference_pct)), 1, unit=frame.say("pct.", "per cent")),
            frame.say(" over", " above") if one.difference > 0 else frame.say(" under", " below"),
            frame.say(" det forventede", " the expected"),
            _verdict(frame, one),
        ]
        said.append(sentence(*spans))
    if not said:
        said.append(
            (
                frame.say(
                    "Ingen model kan regnes af de tal, der er.",
                    "No model can be made of the figures there are.",
                ),
            )
        )
    return said


def _verdict(frame: Frame, one: Expected) -> str:
    if one.verdict == "within":
        return frame.say("; det er inden for det sædvanlige.", "; that is within the usual.")
    return frame.say("; det er uden for det sædvanlige.", "; that is outside the usual.")


def _persons(value: float) -> Number:
    return Number(Fraction(value), 0)


def _chart(
    frame: Frame, plan: Plan, found: ExpectedLevel, modelled: Sequence[tuple[Area, Expected]], source: str
) -> ExpectedChart:
    say = frame.say
    pairs = tuple(
        Pair(
            area.label(frame.lang),
            _persons(one.actual),
            _persons(one.expected),
            _persons(one.low),
            _persons(one.high),
            _persons(one.difference),
            Number(Fraction(one.difference_pct), 1),
        )
        for area, one in modelled
    )
    period = naming.period_name(found.period, frame.lang)
    title = say(
        f"Faktiske og forventede fuldtidspersoner, {period}",
        f"Actual and expected full-time persons, {period}",
    )
    told = "; ".join(
        f"{pair.label}: {say('faktisk', 'actual')} {pair.actual.digits(frame.lang)}, "
        f"{say('forventet', 'expected')} {pair.expected.digits(frame.lang)}"
        for pair in pairs
    )
    words = (
        say("faktisk", "actual"),
        say("forventet", "expected"),
        say("fuldtidspersoner", "full-time persons"),
    )
    notes = (
        say(
            "Prik: faktisk; rude: forventet; grå bjælke: 95 pct. prædiktionsinterval om det forventede.",
            "Disc: actual; diamond: expected; grey bar: 95 per cent prediction interval around the expected.",
        ),
    )
    return ExpectedChart(
        f"{plan.id}-chart",
        title,
        f"{say('Håndvægtdiagram', 'Dumbbell chart')}. {title}. {told}.",
        pairs,
        words,
        _heads(frame),
        source=source,
        notes=notes,
    )


def _heads(frame: Frame) -> tuple[str, str, str, str, str, str]:
    say = frame.say
    return (
        say("Faktisk", "Actual"),
        say("Forventet", "Expected"),
        say("95 pct. fra", "95 pct. from"),
        say("til", "to"),
        say("Forskel, personer", "Difference, persons"),
        say("Forskel, pct.", "Difference, pct."),
    )


def _table(frame: Frame, plan: Plan, found: ExpectedLevel, source: str) -> Table:
    """A line an area and model: pejling's, and the ministry's where it is imported."""
    say = frame.say
    columns = (
        Column(say("Område", "Area"), "text"),
        Column(say("Model", "Model"), "text"),
        *(Column(head, "number") for head in _heads(frame)),
    )
    rows = []
    for area in found.areas:
        label = area.label(frame.lang)
        one = area.modelled
        if one is not None:
            cells: list[Cell] = [
                TextCell(label, alone=label, strong=area.id == ALL),
                TextCell(say("pejlings", "pejling's")),
                _persons(one.actual),
                _persons(one.expected),
                _persons(one.low),
                _persons(one.high),
                _persons(one.difference),
                Number(Fraction(one.difference_pct), 1),
            ]
            rows.append(Row(tuple(cells), "level"))
        if area.official is not None:
            rows.append(_official(frame, label, area.official, alone=one is None))
    period = naming.period_name(found.period, frame.lang)
    caption = say(f"Faktisk mod forventet, {period}", f"Actual against expected, {period}")
    return Table(f"{plan.id}-table", caption, columns, tuple(rows), source=source)


def _official(frame: Frame, label: str, one: Official, *, alone: bool) -> Row:
    none = Number(None, 0, "not_observed")
    period = naming.period_name(one.period, frame.lang)
    apart = None if one.actual is None else one.actual - one.expected
    cells: list[Cell] = [
        TextCell(label if alone else "", alone=label),
        TextCell(f"{OFFICIAL(frame.lang)}, {period}"),
        none if one.actual is None else _persons(one.actual),
        _persons(one.expected),
        none,
        none,
        none if apart is None else _persons(apart),
        none if apart is None else Number(Fraction(100 * apart / one.expected), 1),
    ]
    return Row(tuple(cells), "change")


def _remarks(frame: Frame, found: ExpectedLevel) -> list[str]:
    """Whose model it is, what it knows, how much it tells out of sample, and what it does not say."""
    say, lang = frame.say, frame.lang
    told = []
    if found.base is not None:
        names = [_dated(frame, figure, dates) for figure, dates in found.dated]
        told.append(
            say(
                f"Modellen er en {MODEL.da}; den kender {naming.listed(names, 'da')} og regner andele af "
                f"{found.base.da}. Ministeriets benchmark er en anden model og blandes ikke med den.",
                f"The model is a {MODEL.en}; it knows {naming.listed(names, 'en')} and takes shares of "
                f"{found.base.en}. The ministry's benchmark is another model and is not mixed with it.",
            )
        )
    worth = []
    for area in found.areas:
        if area.explained is not None:
            mean, low, high = (round_half_up(Fraction(100 * one), 0) for one in area.explained)
            worth.append(
                say(
                    f"{area.label.da} {mean} pct. ({low} til {high})",
                    f"{area.label.en} {mean} per cent ({low} to {high})",
                )
            )
    if worth:
        count = max(area.count for area in found.areas)
        told.append(
            say(
                f"Så meget af variationen mellem {count} kommuner forklarer baggrundstallene uden for det, "
                f"modellen har set: {'; '.join(worth)}.",
                f"So much of the variation between {count} municipalities the background figures explain out "
                f"of sample: {'; '.join(worth)}.",
            )
        )
    for area in found.areas:
        if area.modelled is None and area.why_none is not None:
            told.append(f"{area.label(lang)}: {area.why_none(lang)}.")
    told.append(
        say(
            "Modellen siger, hvad der er sædvanligt for kommuner med sådanne vilkår; forskellen måler ikke "
            "indsatsen. Lav kontanthjælp kan være købt med høj førtidspension: se dem sammen.",
            "The model says what is usual for municipalities with such conditions; the difference does not "
            "measure the effort. Low social assistance may be bought with much disability pension: see both.",
        )
    )
    return told


def _dated(frame: Frame, figure: str, dates: Sequence[object]) -> str:
    label = registry.declared(figure).label(frame.lang)
    span = str(dates[0]) if len(dates) == 1 else f"{dates[0]}-{dates[-1]}"
    return f"{label[:1].lower()}{label[1:]} ({span})"
