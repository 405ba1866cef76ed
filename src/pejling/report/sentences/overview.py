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
    start = speaker.say(
        f"På de øvrige {count(len(judged))} sammenlignede nøgletal ligger {name}",
        f"On the other {count(len(judged))} figures compared, {name} stands",
    )
    if not more:
        return (
            speaker.say(
                f"{start} hverken bedre eller dårligere end {everyone}.",
                f"{start} neither better nor worse than {everyone}.",
            ),
        )
    rest = speaker.say(f" og {least} på {count(fewer)}", f" and {least} on {count(fewer)}") if fewer else ""
    return (
        speaker.say(
            f"{start} {most} end {everyone} på {count(more)}{rest}.",
            f"{start} {most} than {everyone} on {count(more)}{rest}.",
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
    hardly = judged.count(Standing.HARDLY)
    rest = len(judged) - better - worse - hardly
    score = speaker.say("Niveauet er ", "The level is ") + naming.listed(
        _standings(speaker, better, worse, hardly, rest), speaker.lang
    )
    unjudged = len(readings) - len(judged)
    if unjudged:
        score += speaker.say(
            f"; {count(unjudged)} kan ikke vurderes", f"; {count(unjudged)} cannot be assessed"
        )
    score += "."
    return ((start,), (score,))


def _standings(speaker: Speaker, better: int, worse: int, hardly: int, rest: int) -> list[str]:
    """``bedre end i begge klynger på fire``, ``dårligere på ti``, ``på niveau eller blandet på syv``."""
    everyone, several = speaker.all_of(list(speaker.clusters)), len(speaker.clusters) > 1
    words = [
        (better, speaker.say("bedre", "better"), speaker.say(f" end i {everyone}", f" than in {everyone}")),
        (worse, speaker.say("dårligere", "worse"), speaker.say(f" end i {everyone}", f" than in {everyone}")),
        (
            hardly,
            speaker.say("næppe anderledes", "hardly different"),
            speaker.say(f" end i {everyone}", f" from {everyone}"),
        ),
        (
            rest,
            speaker.say("på niveau eller blandet", "the same or mixed")
            if several
            else speaker.say("på niveau", "the same"),
            "" if several else speaker.say(f" med {everyone}", f" as in {everyone}"),
        ),
    ]
    said: list[str] = []
    for number, how, whom in words:
        if number:
            said.append(f"{how}{'' if said else whom} {speaker.say('på', 'on')} {speaker.count(number)}")
    return said


def _figures(speaker: Speaker, number: int) -> str:
    if number == 1:
        return speaker.say("ét nøgletal", "one figure")
    return speaker.say(f"{speaker.count(number)} nøgletal", f"{speaker.count(number)} figures")


def _groups(speaker: Speaker, number: int) -> str:
    if number == 1:
        return speaker.say("én ydelsesgruppe", "one benefit group")
    return speaker.say(f"{speaker.count(number)} ydelsesgrupper", f"{speaker.count(number)} benefit groups")
