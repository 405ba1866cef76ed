"""Actual against expected in words: how many more or fewer, and what a reader must know of the model."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pejling.comparison.actual import ALL, FOERTIDSPENSION, PARTS
from pejling.comparison.expected import MODEL, Expected
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import Number, Span
from pejling.report.frame import Frame
from pejling.report.parts.expected_level import Area, ExpectedLevel, apart, persons
from pejling.report.sentences.speaker import Sentence, sentence
from pejling.terms.text import Text


def sentences(frame: Frame, found: ExpectedLevel) -> list[Sentence]:
    """All areas together and the pension beside them: actual, expected, and whether that is usual."""
    said = []
    when = naming.in_period(found.period, frame.lang)
    wanted = [area for area in found.areas if area.id in (ALL, FOERTIDSPENSION.id) and area.modelled]
    for area in wanted or [area for area in found.areas if area.modelled][:1]:
        one = area.modelled
        assert one is not None
        whom = _whom(frame, area)
        spans: list[Span] = [
            frame.say(f"{when} havde {frame.name} ", f"{when} {frame.name} had "),
            persons(one.actual),
            frame.say(f" fuldtidspersoner på {whom} mod ", f" full-time persons on {whom} against "),
            persons(one.expected),
            frame.say(" forventede: ", " expected: "),
            *_stands(frame, one),
            frame.say(" (95 pct.: ", " (95 per cent: "),
            persons(one.low),
            frame.say(" til ", " to "),
            persons(one.high),
            ").",
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


def _whom(frame: Frame, area: Area) -> str:
    """What its persons are on, inside a sentence."""
    if area.id == ALL:
        return naming.listed([_inside(frame, one.label) for one in PARTS], frame.lang)
    return _inside(frame, area.label)


def _inside(frame: Frame, label: Text) -> str:
    text = label(frame.lang)
    return text[:1].lower() + text[1:]


def _stands(frame: Frame, one: Expected) -> list[Span]:
    """``408 flere, 66,4 pct. over det forventede og uden for det sædvanlige``."""
    say = frame.say
    distance, pct = apart(one.actual, one.expected)
    within = one.verdict == "within"
    if not distance.value:
        return [say("lige så mange", "as many")]
    over = distance.value > 0
    spans: list[Span] = [
        Number(abs(distance.value), 0),
        say(" flere", " more") if over else say(" færre", " fewer"),
    ]
    if pct.value is not None:
        spans += [
            ", ",
            Number(abs(pct.value), 1, unit=say("pct.", "per cent")),
            say(" over det forventede", " above the expected")
            if over
            else say(" under det forventede", " below the expected"),
        ]
    spans.append(
        say(", men inden for det sædvanlige", " but within the usual")
        if within
        else say(" og uden for det sædvanlige", " and outside the usual")
    )
    return spans


def remarks(frame: Frame, found: ExpectedLevel) -> list[list[Span]]:
    """Whose model it is, what it knows, how much it tells out of sample, and what it does not say."""
    say, lang = frame.say, frame.lang
    told: list[list[Span]] = []
    if found.base is not None:
        names = [_dated(frame, figure, dates) for figure, dates in found.dated]
        told.append(
            [
                say(
                    f"Modellen er en {MODEL.da}; den kender {naming.listed(names, 'da')} og regner andele af "
                    f"{found.base.da}. Ministeriets benchmark er en anden model og blandes ikke med den.",
                    f"The model is a {MODEL.en}; it knows {naming.listed(names, 'en')} and takes shares of "
                    f"{found.base.en}. The ministry's benchmark is another model and is not mixed with it.",
                )
            ]
        )
    told += _worth(frame, found)
    if any(area.id == ALL and area.modelled for area in found.areas):
        told.append(
            [
                say(
                    "De tre områder i alt har deres egen model og er afrundet for sig; områderne lægger "
                    "derfor ikke altid sammen til dem.",
                    "The three areas together have a model of their own and are rounded by themselves; the "
                    "areas therefore do not always add up to them.",
                )
            ]
        )
    told += [
        [f"{area.label(lang)}: {area.why_none(lang)}."]
        for area in found.areas
        if area.modelled is None and area.why_none is not None
    ]
    told.append(
        [
            say(
                "Modellen siger, hvad der er sædvanligt for kommuner med sådanne vilkår; forskellen måler "
                "ikke indsatsen. Få på kontanthjælp kan være købt med mange på førtidspension: se de to "
                "sammen.",
                "The model says what is usual for municipalities with such conditions; the difference does "
                "not measure the effort. Few on social assistance may be bought with many on disability "
                "pension: read the two together.",
            )
        ]
    )
    return told


def _worth(frame: Frame, found: ExpectedLevel) -> list[list[Span]]:
    """How much of the variation the model tells, area by area."""
    say = frame.say
    spans: list[Span] = []
    for area in found.areas:
        if area.explained is None:
            continue
        mean, low, high = (Number(Fraction(100 * one), 0) for one in area.explained)
        spans += [
            f"{'; ' if spans else ''}{_inside(frame, area.label)} ",
            mean,
            say(" pct. (", " per cent ("),
        ]
        spans += [low, say(" til ", " to "), high, ")"]
    if not spans:
        return []
    count = max(area.count for area in found.areas)
    start = say(
        f"Så meget af variationen mellem {count} kommuner forklarer baggrundstallene uden for det, "
        "modellen har set: ",
        f"So much of the variation between {count} municipalities the background figures explain out of "
        "sample: ",
    )
    return [[start, *spans, "."]]


def _dated(frame: Frame, figure: str, dates: Sequence[object]) -> str:
    label = registry.declared(figure).label(frame.lang)
    span = str(dates[0]) if len(dates) == 1 else f"{dates[0]}-{dates[-1]}"
    return f"{label[:1].lower()}{label[1:]} ({span})"
