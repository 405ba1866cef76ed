"""A level against the clusters, said in one sentence."""

from __future__ import annotations

from pejling.comparison.comparison import Comparison
from pejling.findings.finding import Standing, standing
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import Number
from pejling.report.sentences import phrases
from pejling.report.sentences.speaker import Sentence, Speaker, sentence
from pejling.report.sentences.verdict import level_clause


def level_sentence(speaker: Speaker, reading: Reading, *, judged: bool = True) -> Sentence:
    """``I 3. kvartal 2011 var andelen ... 3,4 pct. i Aabenraa mod 2,7 pct. i klyngen A; dermed ...``.

    Empty where the municipality has no level. A hidden level is said to be hidden.
    """
    lang, own = speaker.lang, reading.own
    declared = registry.declared(reading.indicator)
    subject = phrases.subject(reading.indicator, declared, reading.group, lang)
    when = naming.in_period(reading.period, lang)
    if own.own_level.hidden:
        return _hidden_own(speaker, subject, when)
    if own.own_value is None:
        return ()
    number = speaker.level(declared, own.own_level)
    clause = level_clause(speaker, _tones(reading)) if judged else ""
    return sentence(
        speaker.say(f"{when} var {subject} ", f"{when} {subject} was "),
        number,
        speaker.say(f" i {speaker.municipality}", f" in {speaker.municipality}"),
        *against(speaker, reading),
        f"; {clause}." if clause else ".",
    )


def widest_sentence(speaker: Speaker, reading: Reading) -> Sentence:
    """The figure that lies furthest from the clusters; the caller has ranked them."""
    lang, own = speaker.lang, reading.own
    declared = registry.declared(reading.indicator)
    subject = phrases.subject(reading.indicator, declared, reading.group, lang).rstrip(",")
    when = naming.in_period(reading.period, lang)
    return sentence(
        speaker.say(f"Størst er afstanden for {subject}: ", f"The gap is widest for {subject}: "),
        speaker.level(declared, own.own_level),
        speaker.say(f" i {speaker.municipality} {when}", f" in {speaker.municipality} {when}"),
        *against(speaker, reading),
        ".",
    )


def against(speaker: Speaker, reading: Reading) -> tuple[str | Number, ...]:
    """`` mod 2,7 pct. i klyngen A og 3,3 pct. i klyngen B``: the clusters that have a figure."""
    declared = registry.declared(reading.indicator)
    known = [row for row in reading.levels if _has_level(row)]
    if not known:
        return ()
    parts: list[str | Number] = [speaker.say(" mod ", " against ")]
    for place, row in enumerate(known):
        if place:
            last = place == len(known) - 1
            parts.append(speaker.say(" og ", " and ") if last else ", ")
        parts.append(speaker.level(declared, row.cluster_level))
        parts.append(speaker.say(" i ", " in ") + speaker.cluster(row.cluster))
    return tuple(parts)


def missing_sentences(speaker: Speaker, reading: Reading) -> tuple[Sentence, ...]:
    """What the reader must know of figures that are hidden, not published, or may still change."""
    said = []
    if reading.own.own_value is not None:
        hidden = [r.cluster for r in reading.levels if r.cluster_level.hidden]
        if hidden:
            names = naming.listed([speaker.cluster(c) for c in hidden], speaker.lang)
            said.append(
                speaker.say(
                    f"Tallet for {names} er skjult af hensyn til enkeltpersoner.",
                    f"The figure for {names} is hidden to protect individuals.",
                )
            )
    changed = {
        row.cluster for change in reading.changes for row in change.against if row.cluster_change is not None
    }
    only = [
        row.cluster
        for row in reading.levels
        if row.cluster_value is None and not row.cluster_level.hidden and row.cluster in changed
    ]
    if only:
        names = naming.listed([speaker.cluster(c) for c in only], speaker.lang)
        said.append(
            speaker.say(
                f"For {names} er kun udviklingen offentliggjort.",
                f"For {names} only the development is published.",
            )
        )
    if reading.is_provisional:
        period = naming.period_name(reading.period, speaker.lang)
        said.append(
            speaker.say(f"Tallene for {period} er foreløbige.", f"The figures for {period} are provisional.")
        )
    return tuple((text[:1].upper() + text[1:],) for text in said)


def _tones(reading: Reading) -> list[tuple[str, Standing]]:
    return [(row.cluster, standing(row.level_symbol, row.level_certainty)) for row in reading.levels]


def _has_level(row: Comparison) -> bool:
    return row.cluster_value is not None


def _hidden_own(speaker: Speaker, subject: str, when: str) -> Sentence:
    text = speaker.say(
        f"{when} er {subject} skjult for {speaker.municipality} af hensyn til enkeltpersoner.",
        f"{when} {subject} is hidden for {speaker.municipality} to protect individuals.",
    )
    return (naming.capital(text),)
