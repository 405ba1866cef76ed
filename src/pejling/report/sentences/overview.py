"""Sentences that count: how many figures stand better and worse, and what the report compares."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.findings.finding import Standing, level_gap, level_standing
from pejling.findings.reading import Reading
from pejling.report import naming
from pejling.report.sentences import development, level
from pejling.report.sentences.speaker import Sentence, Speaker


def group_sentences(speaker: Speaker, readings: Sequence[Reading]) -> tuple[Sentence, ...]:
    """Two to four sentences on a group: its leading figure, how that moved, and how the others stand."""
    lead, others = readings[0], readings[1:]
    opening = level.level_sentence(speaker, lead)
    said = [opening]
    said += [
        development.development_sentence(speaker, lead, change, named=bool(opening))
        for change in lead.changes[:1]
    ]
    said += [count_sentence(speaker, others)]
    said += level.missing_sentences(speaker, lead)
    widest = max(
        (r for r in others if level_standing(r) in (Standing.BETTER, Standing.WORSE)),
        key=level_gap,
        default=None,
    )
    if widest is not None and len([s for s in said if s]) < 4:
        said.append(level.widest_sentence(speaker, widest))
    return tuple(s for s in said if s)[:4]


def count_sentence(speaker: Speaker, others: Sequence[Reading]) -> Sentence:
    """``På de øvrige fire nøgletal ligger Aabenraa bedre end begge klynger på ét og dårligere på tre.``"""
    verdicts = [level_standing(reading) for reading in others]
    judged = [verdict for verdict in verdicts if verdict is not Standing.NONE]
    if len(judged) < 2:
        return ()
    better, worse = judged.count(Standing.BETTER), judged.count(Standing.WORSE)
    everyone = speaker.all_of(list(speaker.clusters))
    count, name = speaker.count, speaker.municipality
    words = [(better, speaker.say("bedre", "better")), (worse, speaker.say("dårligere", "worse"))]
    (more, most), (fewer, least) = sorted(words, key=lambda pair: -pair[0])
    return (
        speaker.say(
            f"På de øvrige {count(len(judged))} sammenlignede nøgletal ligger {name} {most} end {everyone} "
            f"på {count(more)} og {least} på {count(fewer)}.",
            f"On the other {count(len(judged))} figures compared, {name} stands {most} than {everyone} on "
            f"{count(more)} and {least} on {count(fewer)}.",
        ),
    )


def opening_sentences(speaker: Speaker, readings: Sequence[Reading], groups: int) -> tuple[Sentence, ...]:
    """What the report compares, and the score."""
    verdicts = [level_standing(reading) for reading in readings]
    judged = [verdict for verdict in verdicts if verdict is not Standing.NONE]
    names = naming.listed([speaker.cluster(c) for c in speaker.clusters], speaker.lang)
    name, count = speaker.municipality, speaker.count
    start = speaker.say(
        f"Rapporten sammenligner {name} med {names} på {_figures(speaker, len(readings))} om "
        f"{_groups(speaker, groups)}.",
        f"The report compares {name} with {names} on {_figures(speaker, len(readings))} about "
        f"{_groups(speaker, groups)}.",
    )
    if not names:
        told = f"{_figures(speaker, len(readings))} {speaker.say('om', 'about')} {_groups(speaker, groups)}"
        start = speaker.say(
            f"Rapporten viser {told} for {name}; der er ingen klynge at sammenligne med.",
            f"The report shows {told} for {name}; there is no cluster to compare with.",
        )
    if not judged:
        return ((start,),)
    better, worse = judged.count(Standing.BETTER), judged.count(Standing.WORSE)
    everyone = speaker.all_of(list(speaker.clusters))
    rest = len(judged) - better - worse
    score = speaker.say(
        f"Niveauet er bedre end i {everyone} på {count(better)}, dårligere på {count(worse)} og på niveau "
        f"eller blandet på {count(rest)}",
        f"The level is better than in {everyone} on {count(better)}, worse on {count(worse)}, and the same "
        f"or mixed on {count(rest)}",
    )
    unjudged = len(readings) - len(judged)
    if unjudged:
        score += speaker.say(
            f"; {count(unjudged)} kan ikke vurderes", f"; {count(unjudged)} cannot be assessed"
        )
    score += "."
    return ((start,), (score,))


def _figures(speaker: Speaker, number: int) -> str:
    if number == 1:
        return speaker.say("ét nøgletal", "one figure")
    return speaker.say(f"{speaker.count(number)} nøgletal", f"{speaker.count(number)} figures")


def _groups(speaker: Speaker, number: int) -> str:
    if number == 1:
        return speaker.say("én ydelsesgruppe", "one benefit group")
    return speaker.say(f"{speaker.count(number)} ydelsesgrupper", f"{speaker.count(number)} benefit groups")
