"""A development against the clusters', said in one sentence."""

from __future__ import annotations

from fractions import Fraction

from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.findings.finding import direction, standing
from pejling.findings.reading import Change, Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Indicator
from pejling.report import naming
from pejling.report.document import Number
from pejling.report.sentences import phrases
from pejling.report.sentences.speaker import Sentence, Speaker, sentence
from pejling.report.sentences.verdict import change_clause
from pejling.terms.amount import round_half_up


def development_sentence(
    speaker: Speaker, reading: Reading, change: Change, *, named: bool = True, judged: bool = True
) -> Sentence:
    """``Fra 3. kvartal 2010 til 3. kvartal 2011 faldt andelen med 4,9 pct. i Aabenraa mod et fald på ...``.

    ``named``: the indicator was named in the sentence before. Empty where the municipality has no change.
    """
    lang = speaker.lang
    declared = registry.declared(reading.indicator)
    own = next((row for row in change.against if row.own_change is not None), None)
    if own is None:
        return ()
    what = (
        phrases.short_subject(reading.indicator, lang)
        if named
        else phrases.subject(reading.indicator, declared, reading.group, lang)
    )
    when = naming.from_to(change.base, reading.period, lang)
    tones = [(row.cluster, standing(row.trend_colour, row.change_certainty)) for row in change.against]
    clause = change_clause(speaker, direction(change), tones) if judged else ""
    return sentence(
        *_own(speaker, declared, own, what, when),
        *_against(speaker, declared, change.against),
        f"; {clause}." if clause else ".",
    )


def _own(
    speaker: Speaker, declared: Indicator, row: Comparison, what: str, when: str
) -> tuple[str | Number, ...]:
    number = speaker.change(declared, row.development, row.own_development)
    place = speaker.say(f" i {speaker.municipality}", f" in {speaker.municipality}")
    way = _way(row.own_development)
    if way == 0:
        return (speaker.say(f"{when} var {what} uændret{place}", f"{when} {what} was unchanged{place}"),)
    if speaker.lang == "da":
        return (f"{when} {'steg' if way > 0 else 'faldt'} {what} med ", number, place)
    return (f"{when} {what} {'rose' if way > 0 else 'fell'} by ", number, place)


def _against(speaker: Speaker, declared: Indicator, rows: tuple[Comparison, ...]) -> tuple[str | Number, ...]:
    """`` mod et fald på 5,5 pct. i klyngen A og 4,6 pct. i klyngen B``."""
    known = [row for row in rows if row.cluster_change is not None]
    parts: list[str | Number] = []
    before: int | None = None
    for place, row in enumerate(known):
        number = speaker.change(declared, row.development, row.cluster_development)
        way = _way(row.cluster_development)
        if place == 0:
            parts.append(speaker.say(" mod ", " against "))
        else:
            parts.append(speaker.say(" og ", " and ") if place == len(known) - 1 else ", ")
        if way == 0:
            parts.append(speaker.say("ingen ændring", "no change") if before != 0 else "")
        else:
            if way != before:
                word = speaker.say(
                    "en stigning på " if way > 0 else "et fald på ", "a rise of " if way > 0 else "a fall of "
                )
                parts.append(word)
            parts.append(number)
        where = speaker.say("i ", "in ") + speaker.cluster(row.cluster)
        parts.append(f" {where}" if way or before != 0 else where)
        before = way
    return tuple(parts)


def _way(change: Figure) -> int:
    """-1, 0 or 1: the sign of the change as it is printed."""
    rounded = round_half_up(change.value or Fraction(0), change.decimals)
    return (rounded > 0) - (rounded < 0)
