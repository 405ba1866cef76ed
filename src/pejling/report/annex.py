"""The annexes: every figure's definition, the sources, the clusters, and what was hidden and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile
from math import ceil

from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Better, Indicator
from pejling.report import naming
from pejling.report.chronology import as_known_in_words
from pejling.report.data_quality import data_quality, overruled_note
from pejling.report.document import (
    Block,
    Chapter,
    Column,
    Definition,
    Heading,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.doubts import how_certain
from pejling.report.frame import Frame
from pejling.report.reproduce import reproduce
from pejling.report.tables import is_status, short_unit
from pejling.terms import municipality
from pejling.terms.amount import written
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

_BETTER = {
    Better.HIGHER: Text(da="højere er bedre", en="higher is better"),
    Better.LOWER: Text(da="lavere er bedre", en="lower is better"),
    Better.NEITHER: Text(da="vurderes ikke", en="not assessed"),
}
_METHODS = {
    "pooled": Text(
        da="Summen af tællere delt med summen af nævnere", en="Sum of numerators over sum of denominators"
    ),
    "mean": Text(da="Simpelt gennemsnit af kommunerne", en="Plain mean of the municipalities"),
    "published": Text(da="Offentliggjort af kilden", en="Published by the source"),
}
_PLACES = {"tabel": "table", "afsnit": "section", "bilag": "annex"}
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
            tuple(_definitions(frame, readings)),
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


def _definitions(frame: Frame, readings: Sequence[Reading]) -> list[Definition]:
    """One entry a figure; the members of a family (destinations of a status, laws, managers) share one."""
    rank = {id: place for place, id in enumerate(registry.catalogue_by_id())}
    used: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda r: (is_status(r.indicator), rank.get(r.indicator, len(rank)))):
        used.setdefault(reading.indicator.partition(":")[0], []).append(reading)
    return [
        _definition(frame, family if len({one.indicator for one in found}) > 1 else found[0].indicator, found)
        for family, found in used.items()
    ]


def _definition(frame: Frame, id: str, readings: Sequence[Reading]) -> Definition:
    lang, say = frame.lang, frame.say
    members = list(dict.fromkeys(reading.indicator for reading in readings))
    declared = registry.declared(members[0])
    whole = len(members) > 1
    is_known = members[0] in registry.catalogue_by_id()
    found = [registry.declared(member) for member in members]
    shared = _shared([one.label(lang) for one in found])
    each = [(_part(one.label(lang), shared), one) for one in found]
    defined = _told_together(frame, [(part, one.definition(lang)) for part, one in each])
    directions = {one.better: _BETTER[one.better](lang) for _, one in each}
    if len(directions) > 1:
        for better, text in directions.items():
            parts = [part for part, one in each if one.better is better]
            directions[better] = f"{text}: {', '.join(parts)}"
    keys = [(r.indicator, r.group, str(r.period)) for r in readings]
    where = {
        note.vintage: note.title(lang) for note in frame.given.sources if note.vintage in frame.vintages(keys)
    }
    taken = [f"{title} ({vintage})" for vintage, title in where.items()]
    lines = [
        *(defined if whole else [(say("Definition", "Definition"), declared.definition(lang))]),
        (say("Enhed", "Unit"), short_unit(declared.unit, lang) if is_known else say("ukendt", "unknown")),
        (
            say("Retning", "Direction"),
            naming.capital("; ".join(directions.values()))
            if whole
            else _direction(frame, declared, readings),
        ),
        (
            say("Udvikling", "Development"),
            naming.change_unit(declared.development, declared.unit, lang)
            or say("i tallets egen enhed", "in the figure's own unit"),
        ),
        (say("Perioder", "Periods"), naming.listed(_runs([r.period for r in readings], lang), lang)),
    ]
    if is_known:
        name = say("Definitionens kilde", "Source of the definition (in Danish)")
        lines.append((name, _places_named(declared.source.title, lang)))
    if taken:
        lines.append((say("Tallenes kilde", "Source of the figures"), "; ".join(taken)))
    caveats = dict.fromkeys(caveat(lang) for _, one in each for caveat in one.caveats)
    lines += [(say("Forbehold", "Caveat"), caveat) for caveat in caveats]
    label = shared if whole else declared.label(lang)
    return Definition(naming.capital(label) if is_known else label, id, tuple(lines))


def _places_named(title: str, lang: Language) -> str:
    """A Danish source as it is called; in English with its places in English words."""
    if lang == "da":
        return title
    title = re.sub(r"\btabel(?= [\d.]+(,| og ))", "tables", title)
    named = re.sub(r"\b(tabel|afsnit|bilag)\b", lambda found: _PLACES[found[1]], title)
    return re.sub(r"(?<=\d) og (?=\w?\d)", " and ", named)


def _runs(periods: Iterable[Period], lang: Language) -> list[str]:
    """Periods by name; three or more that follow each other as one span."""
    runs: list[list[Period]] = []
    for period in sorted(set(periods)):
        if runs and period.length == 1 and runs[-1][-1].shift(1) == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    named: list[str] = []
    for run in runs:
        whole = len(run) > 2
        spans = [Period.parse(f"{run[0]}-{run[-1]}")] if whole else run
        named += [naming.period_name(one, lang) for one in spans]
    return named


def _told_together(frame: Frame, members: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The definitions of a family: once, where only the member's own name differs; else each by itself."""
    names = [name[:1].lower() + name[1:] for name, _ in members]
    texts = {text.replace(name.rstrip("."), "[...]") for name, (_, text) in zip(names, members, strict=True)}
    if len(members) < 2 or len(texts) > 1 or "[...]" not in (text := texts.pop()):
        return [(naming.capital(name), text) for name, text in members]
    return [
        (frame.say("Definition", "Definition"), text),
        (frame.say("Hvor [...] er", "Where [...] is"), "; ".join(names)),
    ]


def _shared(labels: Sequence[str]) -> str:
    """What a family's labels begin with: up to their colon, else up to the word that differs."""
    start = labels[0].partition(": ")[0]
    if all(label.partition(": ")[0] == start for label in labels):
        return start
    same = takewhile(
        lambda words: len(set(words)) == 1, zip(*(label.split() for label in labels), strict=False)
    )
    return " ".join(words[0] for words in same) or labels[0]


def _part(label: str, shared: str) -> str:
    """What sets a member apart: what follows its family's name; with the last word before a bare number."""
    if (rest := label.removeprefix(shared)).startswith(": "):
        return rest[2:]
    return f"{shared.rpartition(' ')[2]}{rest}" if rest.strip().isdigit() else label


def _direction(frame: Frame, declared: Indicator, readings: Sequence[Reading]) -> str:
    lang = frame.lang
    special: dict[str, None] = {}
    for reading in readings:
        row = reading.own
        if row.better is not declared.better:
            why = f" ({row.override.reason(lang)})" if row.override else ""
            special[f"{naming.group_label(reading.group, lang)}: {_BETTER[row.better](lang)}{why}"] = None
    return "; ".join([naming.capital(_BETTER[declared.better](lang)), *special])


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
            "Offentliggjort uden kommuner", "Published without its municipalities"
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
