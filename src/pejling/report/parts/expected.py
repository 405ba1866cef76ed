"""Actual against expected full-time persons: a chart, a table, whose model it is, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.comparison.actual import ALL
from pejling.comparison.expected import OFFICIAL, Expected, Official
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Number,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.drawings.expected import ExpectedChart, Pair
from pejling.report.frame import Frame
from pejling.report.parts.expected_level import Area, ExpectedLevel, apart, persons
from pejling.report.parts.expected_words import remarks, sentences
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import joined
from pejling.terms.text import Text

TITLE = Text(da="Faktisk mod forventet", en="Actual against expected")


def blocks_of(frame: Frame, plan: Plan, found: ExpectedLevel) -> list[Block]:
    """Sentences, the chart, the table, and what a reader must know of the model."""
    source = frame.source_line(found.keys)
    blocks: list[Block] = [Paragraph(joined(sentences(frame, found)))]
    modelled = [(area, area.modelled) for area in found.areas if area.modelled]
    if modelled:
        blocks.append(_chart(frame, plan, found, [(area, one) for area, one in modelled if one], source))
    blocks.append(_table(frame, plan, found, source))
    blocks += [Paragraph(tuple(spans), remark=True) for spans in remarks(frame, found)]
    return blocks


def _chart(
    frame: Frame, plan: Plan, found: ExpectedLevel, modelled: Sequence[tuple[Area, Expected]], source: str
) -> ExpectedChart:
    say = frame.say
    pairs = tuple(
        Pair(
            area.label(frame.lang),
            persons(one.actual),
            persons(one.expected),
            persons(one.low),
            persons(one.high),
            *apart(one.actual, one.expected),
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
        say("95 pct. fra", "95 per cent from"),
        say("til", "to"),
        say("Forskel, personer", "Difference, persons"),
        say("Forskel, pct.", "Difference, per cent"),
    )


def _table(frame: Frame, plan: Plan, found: ExpectedLevel, source: str) -> Table:
    """A line an area and model: pejling's, and the ministry's where it is imported."""
    say = frame.say
    several = any(area.official for area in found.areas)
    columns = (
        Column(say("Område", "Area"), "text"),
        *([Column(say("Model", "Model"), "text")] if several else []),
        *(Column(head, "number") for head in _heads(frame)),
    )
    rows = []
    for area in found.areas:
        label = area.label(frame.lang)
        one = area.modelled
        if one is not None:
            cells: list[Cell] = [
                TextCell(label, alone=label, strong=area.id == ALL),
                *([TextCell(say("pejlings", "pejling's"))] if several else []),
                persons(one.actual),
                persons(one.expected),
                persons(one.low),
                persons(one.high),
                *apart(one.actual, one.expected),
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
    distance = (none, none) if one.actual is None else apart(one.actual, one.expected)
    cells: list[Cell] = [
        TextCell(label if alone else "", alone=label),
        TextCell(f"{OFFICIAL(frame.lang)}, {period}"),
        none if one.actual is None else persons(one.actual),
        persons(one.expected),
        none,
        none,
        *distance,
    ]
    return Row(tuple(cells), "change")
