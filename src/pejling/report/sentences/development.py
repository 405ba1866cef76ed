"""A development against the clusters', said in one sentence."""

from __future__ import annotations

from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.findings.finding import Standing, direction, is_of_nothing, is_zero, printed, standing
from pejling.findings.reading import Change, Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Development, Indicator
from pejling.report import naming
from pejling.report.document import Number, Span
from pejling.report.sentences import phrases
from pejling.report.sentences.level import leading
from pejling.report.sentences.speaker import Sentence, Speaker, sentence
from pejling.report.sentences.verdict import change_clause

_Moved = tuple[int, Number]  # the sign as it is printed, and the size with its unit


def development_sentence(
    speaker: Speaker,
    reading: Reading,
    change: Change,
    *,
    named: bool = True,
    judged: bool = True,
    to: str = "",
    again: bool = False,
) -> Sentence:
    """``Fra 3. kvartal 2010 til 3. kvartal 2011 faldt andelen med 4,9 pct. i Aabenraa mod et fald på ...``.

    ``named``: the indicator was named in the sentence before. ``to``: the table that what is measured leads
    to. ``again``: the sentence before said that the level is within chance. Empty where the municipality has
    no change.
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
    if is_of_nothing(own):
        return _next_to_nothing(speaker, declared, own, leading(what, to), when)
    tones = [(row.cluster, _tone(row)) for row in change.against]
    mine = _moved(speaker, declared, own.development, own.own_development)
    known = [row for row in change.against if row.cluster_change is not None]
    theirs = [_moved(speaker, declared, row.development, row.cluster_development) for row in known]
    alike = bool(theirs) and all(_print(speaker, one) == _print(speaker, mine) for one in theirs)
    told = alike and all(tone in (Standing.SAME, Standing.NONE) for _, tone in tones)
    clause = change_clause(speaker, direction(change), tones, alike=told, again=again) if judged else ""
    return sentence(
        *_own(speaker, declared, own, mine, leading(what, to), when),
        *_against(speaker, declared, known, theirs, alike=alike),
        f"; {clause}." if clause else ".",
    )


def _tone(row: Comparison) -> Standing:
    """What the arrow's colour says; nothing beside a cluster whose change is one of next to nothing."""
    if is_of_nothing(row, own=False):
        return Standing.NONE
    return standing(row.trend_colour, row.change_certainty)


def _next_to_nothing(
    speaker: Speaker, declared: Indicator, row: Comparison, what: tuple[Span, ...], when: str
) -> Sentence:
    """``faldt andelen til 0,0 pct. i Aabenraa``: the level instead of a change in per cent, and why."""
    level = speaker.level(declared, row.own_level)
    start, moved = _nothing_moved(speaker, row.own_level, row.own_development)
    return sentence(
        *((f"{when} {start} ", *what) if speaker.lang == "da" else (f"{when} ", *what, f" {start}")),
        f" {moved} ",
        level,
        speaker.say(f" i {speaker.municipality}", f" in {speaker.municipality}"),
        speaker.say(
            "; i procent siger en ændring af så lille et tal ikke noget.",
            "; in per cent, a change of so small a figure says nothing.",
        ),
    )


def _nothing_moved(speaker: Speaker, level: Figure, change: Figure) -> tuple[str, str]:
    """The verb, and what leads to the level. What rose to a level that prints as zero lay there before."""
    if not is_zero(level):
        return speaker.say("steg", "rose"), speaker.say("fra næsten ingenting til", "from next to nothing to")
    if change.value is not None and change.value < 0:
        return speaker.say("faldt", "fell"), speaker.say("til", "to")
    return speaker.say("lå", "stayed"), speaker.say("fortsat på", "at")


def _own(
    speaker: Speaker,
    declared: Indicator,
    row: Comparison,
    moved: _Moved,
    what: tuple[Span, ...],
    when: str,
) -> tuple[Span, ...]:
    way, number = moved
    place = speaker.say(f" i {speaker.municipality}", f" in {speaker.municipality}")
    if way == 0:
        exact = _is_whole(declared, row)
        if speaker.lang == "da":
            return (f"{when} var ", *what, f" {'uændret' if exact else 'næsten uændret'}{place}")
        return (f"{when} ", *what, f" was {'unchanged' if exact else 'almost unchanged'}{place}")
    if speaker.lang == "da":
        return (f"{when} {'steg' if way > 0 else 'faldt'} ", *what, " med ", number, place)
    return (f"{when} ", *what, f" {'rose' if way > 0 else 'fell'} by ", number, place)


def _against(
    speaker: Speaker, declared: Indicator, rows: list[Comparison], moved: list[_Moved], *, alike: bool
) -> tuple[str | Number, ...]:
    """`` mod et fald på 5,5 pct. i klyngen A og 4,6 pct. i klyngen B``; what prints alike is said once."""
    if not rows:
        return ()
    everyone = speaker.all_of([row.cluster for row in rows])
    if alike:
        return (speaker.say(f" ligesom i {everyone}", f", as in {everyone}"),)
    of_nothing = any(is_of_nothing(row, own=False) for row in rows)
    if len({_print(speaker, one) for one in moved}) == 1 and not of_nothing:
        return (
            speaker.say(" mod ", " against "),
            *_change(speaker, declared, rows[0], moved[0], None),
            speaker.say(" i ", " in ") + everyone,
        )
    parts: list[str | Number] = [speaker.say(" mod ", " against ")]
    before: int | None = None
    for place, (row, one) in enumerate(zip(rows, moved, strict=True)):
        if place:
            parts.append(speaker.say(" og ", " and ") if place == len(rows) - 1 else ", ")
        parts += _change(speaker, declared, row, one, before)
        parts.append(speaker.say(" i ", " in ") + speaker.cluster(row.cluster))
        before = None if is_of_nothing(row, own=False) else one[0]
    return tuple(parts)


def _change(
    speaker: Speaker, declared: Indicator, row: Comparison, moved: _Moved, before: int | None
) -> list[str | Number]:
    """``et fald på 5,5 pct.``; only the figure where the one before went the same way."""
    way, number = moved
    if is_of_nothing(row, own=False):
        return _change_of_nothing(speaker, declared, row)
    if way == 0:
        if _is_whole(declared, row):
            return [speaker.say("ingen ændring", "no change")]
        return [speaker.say("næsten ingen ændring", "almost no change")]
    if way == before:
        return [number]
    rise = speaker.say("en stigning på ", "a rise of ")
    return [rise if way > 0 else speaker.say("et fald på ", "a fall of "), number]


def _change_of_nothing(speaker: Speaker, declared: Indicator, row: Comparison) -> list[str | Number]:
    """``et fald til 0,0 pct.``"""
    level = speaker.level(declared, row.cluster_level)
    if not is_zero(row.cluster_level):
        rise = speaker.say("en stigning fra næsten ingenting til ", "a rise from next to nothing to ")
        return [rise, level]
    if row.cluster_change is not None and row.cluster_change < 0:
        return [speaker.say("et fald til ", "a fall to "), level]
    return [speaker.say("fortsat ", "still "), level]


def _moved(speaker: Speaker, declared: Indicator, development: Development, change: Figure) -> _Moved:
    """-1, 0 or 1, the sign of the change as it is printed, and the change without it."""
    value = printed(change.value, change.decimals)
    way = 0 if value is None else (value > 0) - (value < 0)
    return way, speaker.change(declared, development, change)


def _is_whole(declared: Indicator, row: Comparison) -> bool:
    """Whether no change can be told from a small one: what is counted moves by whole numbers."""
    return row.development is Development.ABSOLUTE and declared.decimals == 0


def _print(speaker: Speaker, moved: _Moved) -> tuple[int, str]:
    way, number = moved
    return way, number.text(speaker.lang) if way else ""
