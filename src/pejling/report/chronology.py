"""The chronology: what happened, as a table and as numbered lines in every series (DOMAIN, R19)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pejling.report import naming
from pejling.report.document import NBSP, Chapter, Column, EventMark, Paragraph, Row, Table, TextCell
from pejling.report.frame import Frame
from pejling.terms import benefit
from pejling.terms.event import Event, EventKind
from pejling.terms.municipality import area_label
from pejling.terms.period import Period

Numbered = tuple[int, Event]


def chronology(frame: Frame) -> tuple[Chapter, ...]:
    """The chapter, where anything is told: a line an event, in the order of time."""
    if not frame.chronology:
        return ()
    say, lang = frame.say, frame.lang
    rows = [
        Row(
            (
                TextCell(str(number) if number else "–"),
                TextCell(_days(frame, event)),
                TextCell(event.label(lang)),
                TextCell(event.kind.label(lang)),
                TextCell(_whom(frame, event)),
                TextCell(event.source, lang="da"),
            )
        )
        for number, event in frame.chronology
    ]
    columns = (
        Column(say("Nr.", "No."), "text"),
        Column(say("Dato", "Date"), "period"),
        Column(say("Hændelse", "Event"), "text"),
        Column(say("Slags", "Kind"), "text"),
        Column(say("Gælder", "Concerns"), "text"),
        Column(say("Kilde", "Source (in Danish)"), "text"),
    )
    opening = say(
        "Numrene er de samme som på kurverne. At en kurve knækker ved en hændelse, viser ikke, at hændelsen "
        "er årsagen: andet kan være sket på samme tid.",
        "The numbers are those in the charts over time. That a curve turns at an event does not show that "
        "the event is the cause: something else may have happened at the same time.",
    )
    table = Table(
        "chronology-events", say("Hændelser og databrud", "Events and series breaks"), columns, tuple(rows)
    )
    return (
        Chapter("chronology", say("Kronologi", "Chronology"), (Paragraph((opening,)), table), numbered=False),
    )


def concerning(frame: Frame, indicator: str, group: str, periods: Sequence[Period]) -> list[Numbered]:
    """The events to draw in one series: those that concern it and touch its periods; no breaks."""
    return [
        (number, event)
        for number, event in frame.chronology
        if event.kind is not EventKind.BREAK
        and event.concerns(indicator, group, frame.given.municipality)
        and event.touches(periods[0].first_day, periods[-1].last_day)
    ]


def event_marks(events: Iterable[Numbered], periods: Sequence[Period]) -> tuple[EventMark, ...]:
    """Where events stand along an axis whose steps are ``periods`` without a gap."""
    return tuple(
        EventMark(along(event.first, periods), number, along(event.until, periods) if event.until else None)
        for number, event in events
    )


def along(day: date, periods: Sequence[Period]) -> float:
    """A day as steps along the axis: period i reaches from i - 0.5 to i + 0.5; what is beyond, at an end."""
    for step, period in enumerate(periods):
        if day <= period.last_day:
            share = (day - period.first_day).days / ((period.last_day - period.first_day).days + 1)
            return min(max(step - 0.5 + max(share, 0.0), 0.0), len(periods) - 1.0)
    return len(periods) - 1.0


def listed(frame: Frame, events: Sequence[Numbered]) -> str:
    """The events of a chart in words, each with its number and date."""
    told = "; ".join(
        f"{number}{NBSP}{event.label(frame.lang)} ({_days(frame, event)})" for number, event in events
    )
    return f"{frame.say('Hændelser', 'Events')}: {told}."


def as_known_in_words(frame: Frame, day: date) -> str:
    """That the report's figures are those of an earlier day."""
    name = naming.day_name(day, frame.lang)
    return frame.say(
        f"Tallene er, som de var kendt ved udgangen af {name} (UTC): hvad der er taget ind, ændret eller "
        "trukket tilbage siden, indgår ikke. Indstillinger (klynger, regler, kodetabel) er de nuværende.",
        f"The figures are as they were known at the end of {name} (UTC): what has been taken in, changed or "
        "withdrawn since does not count. Settings (clusters, rules, code table) are today's.",
    )


def _days(frame: Frame, event: Event) -> str:
    first = naming.day_name(event.first, frame.lang)
    return f"{first} – {naming.day_name(event.until, frame.lang)}" if event.until else first


def _whom(frame: Frame, event: Event) -> str:
    """Whose figures it concerns, in words; everybody's where nothing limits it."""
    parts = [naming.listed([area_label(area, frame.lang) for area in event.areas], frame.lang)] * bool(
        event.areas
    )
    if event.groups:
        parents = {id: known.parent for id, known in benefit.groups().items()}
        whole = [group for group in event.groups if parents.get(group) not in event.groups]
        labels = [naming.group_label(group, frame.lang) for group in whole]
        parts.append(naming.listed([f"{one[:1].lower()}{one[1:]}" for one in labels], frame.lang))
    if event.indicators:
        count = len(event.indicators)
        parts.append(frame.say(f"{count} nøgletal", f"{count} figure{'s' if count > 1 else ''}"))
    return "; ".join(parts) or frame.say("alle", "all")
