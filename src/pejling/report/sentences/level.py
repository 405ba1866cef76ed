"""A level against the clusters, said in one sentence."""

from __future__ import annotations

from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import is_count
from pejling.comparison.figure import NO_FIGURE
from pejling.findings.finding import Standing, standing
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Indicator
from pejling.report import naming
from pejling.report.document import Number, Ref, Span
from pejling.report.sentences import caveats, phrases
from pejling.report.sentences.speaker import Sentence, Speaker, sentence
from pejling.report.sentences.verdict import level_clause, wholly_by_chance


def level_sentence(speaker: Speaker, reading: Reading, *, judged: bool = True, to: str = "") -> Sentence:
    """``I 3. kvartal 2011 var andelen ... 3,4 pct. i Aabenraa mod 2,7 pct. i klyngen A; dermed ...``.

    Empty where the municipality has no level. A hidden level is said to be hidden, and one that cannot be
    made has its reason. ``to``: the table that what is measured leads to.
    """
    lang, own = speaker.lang, reading.own
    declared = registry.declared(reading.indicator)
    subject = phrases.subject(reading.indicator, declared, reading.group, lang)
    when = naming.in_period(reading.period, lang)
    if own.own_level.hidden:
        return _hidden_own(speaker, subject.rstrip(","), when)
    if own.own_value is None:
        return _not_made(speaker, reading, subject.rstrip(","), when)
    tones = _tones(reading)
    alike = _alike(speaker, reading)
    told = alike and all(tone in (Standing.SAME, Standing.NONE) for _, tone in tones)
    clause = level_clause(speaker, tones) if judged and not told else ""
    what = leading(subject, to)
    start: tuple[Span, ...] = (f"{when} var ", *what, " ") if lang == "da" else (f"{when} ", *what, " was ")
    return sentence(
        *start,
        speaker.level(declared, own.own_level),
        speaker.say(f" i {speaker.municipality}", f" in {speaker.municipality}"),
        *against(speaker, reading),
        f"; {clause}." if clause else ".",
    )


def leading(subject: str, to: str) -> tuple[Span, ...]:
    """What is measured, leading to the table ``to``; the comma that closes a clause stays outside."""
    if not to:
        return (subject,)
    words = subject.rstrip(",")
    return (Ref(to, words), subject[len(words) :])


def widest_sentence(speaker: Speaker, reading: Reading) -> Sentence:
    """Another figure that is worth noting; the caller has chosen one far from the clusters."""
    lang, own = speaker.lang, reading.own
    declared = registry.declared(reading.indicator)
    subject = phrases.subject(reading.indicator, declared, reading.group, lang).rstrip(",")
    when = naming.in_period(reading.period, lang)
    clause = level_clause(speaker, _tones(reading))
    return sentence(
        speaker.say(f"Værd at bemærke er {subject}: ", f"Worth noting is {subject}: "),
        speaker.level(declared, own.own_level),
        speaker.say(f" i {speaker.municipality} {when}", f" in {speaker.municipality} {when}"),
        *against(speaker, reading),
        f"; {clause}." if clause else ".",
    )


def against(speaker: Speaker, reading: Reading) -> tuple[str | Number, ...]:
    """`` mod 2,7 pct. i klyngen A og 3,3 pct. i klyngen B``: the clusters that have a figure.

    Figures that print alike are said once: `` mod 9,9 uger i begge klynger``, `` ligesom i klyngen A``.
    """
    declared = registry.declared(reading.indicator)
    known = _known(reading)
    if not known or is_count(reading.indicator):  # how many there are follows from how large the place is
        return ()
    numbers = [speaker.level(declared, row.cluster_level) for row in known]
    if len({_print(speaker, number) for number in numbers}) == 1:
        everyone = speaker.all_of([row.cluster for row in known])
        if _alike(speaker, reading):
            return (speaker.say(f" ligesom i {everyone}", f", as in {everyone}"),)
        return (speaker.say(" mod ", " against "), numbers[0], speaker.say(" i ", " in ") + everyone)
    parts: list[str | Number] = [speaker.say(" mod ", " against ")]
    for place, (row, number) in enumerate(zip(known, numbers, strict=True)):
        if place:
            last = place == len(known) - 1
            parts.append(speaker.say(" og ", " and ") if last else ", ")
        parts.append(number)
        parts.append(speaker.say(" i ", " in ") + speaker.cluster(row.cluster))
    return tuple(parts)


def missing_sentences(speaker: Speaker, reading: Reading) -> tuple[Sentence, ...]:
    """What the reader must know of figures that are hidden, not published, uncertain, or may still change."""
    return caveats.sentences(speaker, reading)


def within_chance(reading: Reading) -> bool:
    """Whether the level's difference from every cluster is within chance."""
    return wholly_by_chance(_tones(reading))


def _tones(reading: Reading) -> list[tuple[str, Standing]]:
    return [(row.cluster, standing(row.level_symbol, row.level_certainty)) for row in reading.levels]


def _known(reading: Reading) -> list[Comparison]:
    return [row for row in reading.levels if row.cluster_value is not None]


def _alike(speaker: Speaker, reading: Reading) -> bool:
    """Whether every figure prints as the municipality's own."""
    declared: Indicator = registry.declared(reading.indicator)
    own = _print(speaker, speaker.level(declared, reading.own.own_level))
    known = _known(reading)
    return bool(known) and all(
        _print(speaker, speaker.level(declared, row.cluster_level)) == own for row in known
    )


def _print(speaker: Speaker, number: Number) -> str:
    return number.text(speaker.lang)


def _hidden_own(speaker: Speaker, subject: str, when: str) -> Sentence:
    text = speaker.say(
        f"{when} er {subject} skjult for {speaker.municipality} af hensyn til enkeltpersoner.",
        f"{when} {subject} is hidden for {speaker.municipality} to protect individuals.",
    )
    return (naming.capital(text),)


def _not_made(speaker: Speaker, reading: Reading, subject: str, when: str) -> Sentence:
    """Why there is no level, where it is not just that there is none."""
    reason = reading.own.own_level.reason
    if reason is None or reason == NO_FIGURE:
        return ()
    why = reason(speaker.lang).rstrip(".")
    text = speaker.say(
        f"{when} kan {subject} ikke opgøres for {speaker.municipality}, fordi {why}.",
        f"{when} {subject} cannot be worked out for {speaker.municipality}, because {why}.",
    )
    return (naming.capital(text),)
