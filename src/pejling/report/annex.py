"""The annexes: every figure's definition, the sources, the clusters, and what was hidden and why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from pejling.findings.reading import Reading
from pejling.report import naming
from pejling.report.chronology import as_known_in_words
from pejling.report.data_quality import data_quality, overruled_note
from pejling.report.definitions import definitions
from pejling.report.document import (
    Block,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.doubts import how_certain
from pejling.report.frame import Frame
from pejling.report.reproduce import reproduce
from pejling.terms import municipality
from pejling.terms.amount import written
from pejling.terms.text import Text

_METHODS = {
    "pooled": Text(
        da="Summen af tællere delt med summen af nævnere", en="Sum of numerators over sum of denominators"
    ),
    "mean": Text(da="Simpelt gennemsnit af kommunerne", en="Plain mean of the municipalities"),
    "published": Text(da="Offentliggjort af kilden", en="Published by the source"),
}
_AUDIENCES = {
    "public": Text(da="offentligheden", en="the public"),
    "council": Text(da="byrådet", en="the council"),
    "internal": Text(da="kommunens egne medarbejdere", en="the municipality's own staff"),
}


def annexes(frame: Frame, readings: Sequence[Reading], hidden: Sequence[Reading]) -> tuple[Chapter, ...]:
    """Definitions, sources and vintages, clusters, disclosure, data quality, how to make it again."""
    say = frame.say
    quality = data_quality(frame)
    return (
        Chapter(
            "definitions",
            say("Bilag A. Nøgletallenes definitioner", "Annex A. Definitions of the figures"),
            tuple(definitions(frame, readings)),
            numbered=False,
        ),
        Chapter(
            "method",
            say("Bilag B. Kilder, klynger og fortrolighed", "Annex B. Sources, clusters and confidentiality"),
            (
                *overruled_note(frame),
                *_sources(frame),
                *_clusters(frame),
                *how_certain(frame),
                *_disclosure(frame, readings, hidden),
            ),
            numbered=False,
        ),
        *quality,
        *reproduce(frame, "D" if quality else "C"),
    )


def _sources(frame: Frame) -> list[Block]:
    say = frame.say
    blocks: list[Block] = [Heading(say("Kilder og indlæsninger", "Sources and vintages"))]
    rows = [
        Row(
            (
                TextCell(note.title(frame.lang), strong=True),
                TextCell(note.detail or note.href or "–"),
                TextCell(naming.day_name(note.taken_in, frame.lang) if note.taken_in else "–"),
                TextCell(note.vintage),
            )
        )
        for note in frame.given.sources
    ]
    columns = (
        Column(say("Kilde", "Source"), "text"),
        Column(say("Indhold", "Content"), "text"),
        Column(say("Indlæst", "Taken in"), "period"),
        Column(say("Indlæsning", "Vintage"), "text"),
    )
    if rows:
        caption = say("Kilder til rapportens tal", "Sources of the report's figures")
        blocks.append(Table("sources", caption, columns, tuple(rows)))
    if frame.given.as_known:
        blocks.append(Paragraph((as_known_in_words(frame, frame.given.as_known),)))
    if frame.given.rule:
        blocks.append(Paragraph((frame.given.rule(frame.lang),)))
    return blocks


def _clusters(frame: Frame) -> list[Block]:
    say, lang = frame.say, frame.lang
    if not frame.given.clusters:
        return []
    names = municipality.municipalities()
    rows = []
    for note in frame.given.clusters:
        own = sorted(
            names[int(code)].name if code.isdigit() and int(code) in names else code for code in note.members
        )
        members = ", ".join(own) or say(
            "Kilden nævner ikke kommunerne", "The source does not name the municipalities"
        )
        method = _METHODS.get(note.method if note.members else "published", _METHODS["pooled"])
        rows.append(
            Row(
                (
                    TextCell(frame.cluster_labels[note.id], strong=True),
                    TextCell(members),
                    TextCell(method(lang)),
                )
            )
        )
    columns = (
        Column(say("Klynge", "Cluster"), "text"),
        Column(say("Kommuner", "Municipalities"), "text"),
        Column(say("Klyngens tal", "The cluster's figure"), "text"),
    )
    return [
        Heading(say("Klynger", "Clusters")),
        Paragraph(
            (
                say(
                    f"{frame.name} selv indgår ikke i de klynger, som kommunen sammenlignes med.",
                    f"{frame.name} itself is left out of the clusters that it is compared with.",
                ),
            )
        ),
        Table("clusters", say("Klyngernes kommuner", "The clusters' municipalities"), columns, tuple(rows)),
    ]


def _disclosure(frame: Frame, readings: Sequence[Reading], hidden: Sequence[Reading]) -> list[Block]:
    release, say = frame.given.release, frame.say
    audience = _AUDIENCES.get(str(release.audience))
    whom = audience(frame.lang) if audience else str(release.audience)
    text = say(
        f"Rapporten er frigivet til {whom} efter fortrolighedspolitikken {release.policy}. "
        f"{_hidden(frame)}{_withheld(frame)} Et skjult tal vises som »skjult« og er ikke nul. Tal, som "
        "kilden selv har offentliggjort, er gengivet uændret.",
        f"The report is released to {whom} under the disclosure policy {release.policy}. "
        f"{_hidden(frame)}{_withheld(frame)} A hidden figure is shown as “hidden” and is not zero. Figures "
        "that their source has published are given unchanged.",
    )
    shown = {reading.group for reading in readings}
    gone = dict.fromkeys(reading.group for reading in hidden if reading.group not in shown)
    blocks: list[Block] = [Heading(say("Fortrolighed", "Confidentiality")), Paragraph((text,))]
    if gone:
        names = naming.listed([naming.group_label(group, frame.lang) for group in gone], frame.lang)
        text = say(
            f"Alle tal er skjult for disse ydelser, som derfor ikke har et kapitel: {names}.",
            f"All figures are hidden for these benefits, which therefore have no chapter: {names}.",
        )
        blocks.append(Paragraph((text,)))
    return blocks


def _withheld(frame: Frame) -> str:
    """How many levels are hidden because of what an earlier release has told."""
    if not frame.given.withheld:
        return ""
    if frame.given.withheld == 1:
        return frame.say(
            " Yderligere ét er skjult, fordi det sammen med tidligere frigivne tal ville røbe nogle få "
            "personer.",
            " One more is hidden, since beside figures released earlier it would give a few persons away.",
        )
    number = written(Decimal(frame.given.withheld), frame.lang)
    return frame.say(
        f" Yderligere {number} er skjult, fordi de sammen med tidligere frigivne tal ville røbe nogle få "
        "personer.",
        f" A further {number} are hidden, since beside figures released earlier they would give a few "
        "persons away.",
    )


def _hidden(frame: Frame) -> str:
    release = frame.given.release
    if release.hidden == 0 and release.secondary == 0:
        return frame.say(
            "Ingen af de tal, den bygger på, er skjult.", "None of the figures behind it are hidden."
        )
    number, more, least = (
        written(Decimal(count), frame.lang)
        for count in (release.hidden, release.secondary, ceil(release.bound - 1e-6))
    )
    few = frame.say("fordi der står få personer bag", "because few persons stand behind them")
    told = frame.say(
        f"Af de tal, den bygger på, er {number} skjult, {few}.",
        f"Of the figures behind it, {number} are hidden, {few}.",
    )
    if release.secondary == 0:
        return told
    why = (
        frame.say(
            "; de er for mange til, at det mindst mulige antal kan findes.",
            "; they are too many for the smallest possible number to be found.",
        )
        if release.coarse
        else frame.say(f"; mindst {least} måtte skjules.", f"; at least {least} had to be.")
    )
    if release.hidden == 0:
        return (
            frame.say(
                f"Af de tal, den bygger på, er {more} skjult, så små tal ikke kan regnes ud af resten",
                f"Of the figures behind it, {more} are hidden, so that small ones cannot be worked out from "
                "the rest",
            )
            + why
        )
    more_told = frame.say(
        f" Yderligere {more} er skjult, så de første ikke kan regnes ud af resten",
        f" A further {more} are hidden, so that the first cannot be worked out from the rest",
    )
    return told + more_told + why
