"""The annex of definitions: an entry a figure that the report tells, from its declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Better
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
_ANY = "X"  # stands for what the members of a family differ by
_PLACES = {"tabel": "table", "afsnit": "section", "bilag": "annex"}


def definitions(frame: Frame, readings: Sequence[Reading]) -> list[Definition]:
    """One entry a figure; the members of a family (destinations of a status, laws, managers) share one.

    Beside ``readings``: what chapters print of their own figures (`ReportInput.printed`).
    """
    rank = {id: place for place, id in enumerate(registry.catalogue_by_id())}
    found = {(one.indicator, one.group, str(one.period)): one for one in readings}
    used: dict[str, list[_Used]] = {}
    keys = dict.fromkeys((*found, *frame.given.printed))
    for key in sorted(keys, key=lambda key: (is_status(key[0]), rank.get(key[0], len(rank)))):
        one = _Used(key[0], key[1], Period.parse(key[2]), found.get(key))
        used.setdefault(one.indicator.partition(":")[0], []).append(one)
    return [
        _definition(frame, id if len({one.indicator for one in some}) > 1 else some[0].indicator, some)
        for id, some in _with_numbers(used, frame.lang).items()
    ]


@dataclass(frozen=True, slots=True)
class _Used:
    """A figure that is printed; ``reading`` where it was compared."""

    indicator: str
    group: str
    period: Period
    reading: Reading | None

    @property
    def better(self) -> Better:
        """The direction that it is read in."""
        declared = registry.declared(self.indicator)
        return self.reading.own.better if self.reading else declared.better_for(self.group)


def _with_numbers(used: Mapping[str, list[_Used]], lang: Language) -> dict[str, list[_Used]]:
    """Entries that differ by a number alone (after 4, 13, 26 weeks) as one, by the first one's id."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for id, some in used.items():
        declared = registry.declared(some[0].indicator)
        stem = re.sub(r"\d+", "", id) if len({one.indicator for one in some}) == 1 else id
        told = re.sub(r"\d+", "", declared.definition(lang))
        alike.setdefault((stem, told, declared.source, declared.caveats), []).append(id)
    in_order = [
        sorted(ids, key=lambda id: [int(digits) for digits in re.findall(r"\d+", id)])
        for ids in alike.values()
    ]
    return {ids[0]: [one for id in ids for one in used[id]] for ids in in_order}


def _definition(frame: Frame, id: str, used: Sequence[_Used]) -> Definition:
    lang, say = frame.lang, frame.say
    members = list(dict.fromkeys(one.indicator for one in used))
    declared = registry.declared(members[0])
    whole = len(members) > 1
    is_known = members[0] in registry.catalogue_by_id() or registry.known(members[0]) is not None
    found = [registry.declared(member) for member in members]
    shared = _shared([one.label(lang) for one in found])
    each = [(_part(one.label(lang), shared), one) for one in found]
    defined = _told_together(frame, [(part, one.definition(lang)) for part, one in each])
    directions = {one.better: _BETTER[one.better](lang) for _, one in each}
    if len(directions) > 1:
        for better, text in directions.items():
            parts = [part for part, one in each if one.better is better]
            directions[better] = f"{text}: {', '.join(parts)}"
    keys = [(one.indicator, one.group, str(one.period)) for one in used]
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
            if len(directions) > 1
            else _direction(frame, used),
        ),
        (
            say("Udvikling", "Development"),
            naming.change_unit(declared.development, declared.unit, lang)
            or say("i tallets egen enhed", "in the figure's own unit"),
        ),
        (say("Perioder", "Periods"), naming.listed(_runs([one.period for one in used], lang), lang)),
    ]
    if is_known:
        name = say("Definitionens kilde", "Source (in Danish)")
        lines.append((name, _places_named(declared.source.title, lang)))
    if taken:
        lines.append((say("Tallenes kilde", "Source of the figures"), "; ".join(taken)))
    caveats = dict.fromkeys(caveat(lang) for _, one in each for caveat in one.caveats)
    lines += [(say("Forbehold", "Caveat"), caveat) for caveat in caveats]
    label = _term(frame, members, shared, told_as_one=len(defined) == 2)
    return Definition(naming.capital(label) if is_known else label, id, tuple(lines))


def _term(frame: Frame, members: Sequence[str], shared: str, *, told_as_one: bool) -> str:
    """What an entry is called: its figure, or its family with a letter for what the members differ by.

    Of what surveys ask, whose ids are made as they come, neither the question nor the answer is named.
    """
    label = registry.declared(members[0]).label(frame.lang)
    base, _, made = members[0].partition(":")
    family = registry.families().get(base)
    if made and family is not None and not family.members:
        question, _, choice = made.partition("=")
        named = label.partition(f": {question}")[0].replace(question, frame.say("et spørgsmål", "a question"))
        return named.replace(choice, _ANY) if choice else named
    if len(members) == 1:
        return label
    if not told_as_one or ":" in label:
        return shared
    if label.removeprefix(shared).strip().isdigit():  # the word before a number is a part of the name
        shared = shared.rpartition(" ")[0]
    return f"{shared} {_ANY}"


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
    texts = [_without(name, text) for name, (_, text) in zip(names, members, strict=True)]
    shared = set.intersection(*texts)
    if len(whole := {text for _, text in members}) == 1:
        return [(frame.say("Definition", "Definition"), whole.pop())]
    if len(members) < 2 or not shared:
        return [(naming.capital(name), text) for name, text in members]
    return [
        (frame.say("Definition", "Definition"), min(shared)),
        (frame.say(f"Hvor {_ANY} er", f"Where {_ANY} is"), "; ".join(names)),
    ]


def _without(name: str, text: str) -> set[str]:
    """A definition with a letter for the member's name, whose full stop may be its own or the sentence's."""
    found = {re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", _ANY, text) for one in {name, name.rstrip(".")}}
    return found - {text}


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
    if rest.strip().isdigit():
        return f"{shared.rpartition(' ')[2]}{rest}"
    return rest.strip() or label


def _direction(frame: Frame, used: Sequence[_Used]) -> str:
    """How the figure is read, and for which groups otherwise."""
    lang = frame.lang
    declared = registry.declared(used[0].indicator)
    special: dict[str, None] = {}
    for one in used:
        if one.better is not declared.better:
            override = one.reading.own.override if one.reading else None
            why = f" ({override.reason(lang)})" if override else ""
            special[f"{naming.group_label(one.group, lang)}: {_BETTER[one.better](lang)}{why}"] = None
    return "; ".join([naming.capital(_BETTER[declared.better](lang)), *special])
