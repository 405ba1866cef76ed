"""The annex of definitions: an entry a figure that the report tells, from its declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Better, Indicator
from pejling.report import naming
from pejling.report.document import Definition
from pejling.report.frame import Frame
from pejling.report.tables import is_status, short_unit
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

_BETTER = {
    Better.HIGHER: Text(da="højere er bedre", en="higher is better"),
    Better.LOWER: Text(da="lavere er bedre", en="lower is better"),
    Better.NEITHER: Text(da="vurderes ikke", en="not assessed"),
}
_PLACES = {"tabel": "table", "afsnit": "section", "bilag": "annex"}


def definitions(frame: Frame, readings: Sequence[Reading]) -> list[Definition]:
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
    """Periods by name, the longest kind first; three or more that follow each other as one span."""
    runs: list[list[Period]] = []
    for period in sorted(set(periods), key=lambda one: (one.kind.value, one)):
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
