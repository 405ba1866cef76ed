"""Sentences that count: how many figures stand better and worse, and what the report compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.findings.finding import (
    Standing,
    can_be_told,
    is_zero_everywhere,
    level_gap,
    level_standing,
    standing_to_all,
)
from pejling.findings.reading import Reading
from pejling.report import naming
from pejling.report.sentences import caveats, development, level, phrases
from pejling.report.sentences.speaker import Sentence, Speaker

MOST_SENTENCES = 5


def group_sentences(speaker: Speaker, readings: Sequence[Reading]) -> tuple[Sentence, ...]:
    """Two to five sentences on a group: its leading figure, how that moved, how the others stand, caveats."""
    lead, others = readings[0], readings[1:]
    opening, again = level.level_sentence(speaker, lead), level.within_chance(lead)
    said = [opening]
    said += [
        development.development_sentence(speaker, lead, change, named=bool(opening), again=again)
        for change in lead.changes[:1]
    ]
    said += [caveats.unmeasured_change(speaker, lead)]
    said += level.missing_sentences(speaker, lead)
    said += [count_sentence(speaker, others, again=again)]
    widest = max((r for r in others if _is_worth_noting(r)), key=level_gap, default=None)
    if widest is not None and len([s for s in said if s]) < MOST_SENTENCES:
        said.append(level.widest_sentence(speaker, widest))
    return tuple(s for s in said if s)[:MOST_SENTENCES]


def _is_worth_noting(reading: Reading) -> bool:
    """Whether it is better, or worse, than in every cluster, of persons enough, and is sought at all."""
    apart = level_standing(reading) in (Standing.BETTER, Standing.WORSE)
    return apart and can_be_told(reading) and phrases.is_sought(reading.indicator, reading.group)


def count_sentence(speaker: Speaker, others: Sequence[Reading], *, again: bool = False) -> Sentence:
    """``På de øvrige fem sammenlignede nøgletal er niveauet bedre end i begge klynger på ét og ...``."""
    tally = _Tally.of(speaker, others)
    if tally.judged < 2:
        return ()
    everyone = speaker.all_of(list(speaker.clusters))
    number = speaker.count(tally.judged)
    where = speaker.say(
        f"På de øvrige {number} sammenlignede nøgletal er", f"On the other {number} figures compared"
    )
    if tally.hardly == tally.judged and again:
        text = speaker.say(
            f"{where} forskellen heller ikke større, end tilfældet kan give.",
            f"{where}, too, the difference is no larger than chance can make it.",
        )
        return (text,)
    if tally.hardly == tally.judged:
        text = speaker.say(
            f"{where} forskellen til {everyone} ikke større, end tilfældet kan give.",
            f"{where} the difference from {everyone} is no larger than chance can make it.",
        )
        return (text,)
    level_is = speaker.say("niveauet", "the level is")
    told = _standings(speaker, tally)
    if len(told) == 1 and not tally.hardly:
        told = [told[0].removesuffix(speaker.say(f" på {number}", f" on {number}"))]
    chance = _chance(speaker, tally.hardly, "; ") if told else ""
    return (f"{where} {level_is} {naming.listed(told, speaker.lang)}{chance}.",)


def opening_sentences(speaker: Speaker, readings: Sequence[Reading], groups: int) -> tuple[Sentence, ...]:
    """What the report compares, and the score."""
    tally = _Tally.of(speaker, readings)
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
    if not tally.judged:
        return ((start,),)
    stands = _standings(speaker, tally)
    unjudged = len(readings) - tally.judged - tally.zero
    everyone = speaker.all_of(list(speaker.clusters)) if len(speaker.clusters) > 1 else ""
    rest = speaker.say(
        f"{count(unjudged)} kan ikke vurderes{' mod ' + everyone if everyone else ''}",
        f"{count(unjudged)} cannot be assessed{' against ' + everyone if everyone else ''}",
    )
    zero = speaker.say(
        f"på {count(tally.zero)} er tallet 0 alle steder",
        f"on {count(tally.zero)} the figure is 0 everywhere",
    )
    tail = "; ".join([*([zero] if tally.zero else []), *([rest] if unjudged else [])])
    if not stands:
        everyone = everyone or speaker.all_of(list(speaker.clusters))
        score = speaker.say(
            f"På {count(tally.hardly)} er forskellen til {everyone} ikke større, end tilfældet kan give",
            f"On {count(tally.hardly)} the difference from {everyone} is no larger than chance can make it",
        )
    else:
        score = speaker.say("Niveauet er ", "The level is ") + naming.listed(stands, speaker.lang)
        score += _chance(speaker, tally.hardly, "; ")
    return ((start,), (score + (f"; {tail}" if tail else "") + ".",))


@dataclass(frozen=True)
class _Tally:
    """How many readings stand how against every one of the clusters; ``rest`` is the same or mixed.

    Where the figure is 0 everywhere there is nothing to compare: ``zero`` are not ``judged``.
    """

    judged: int
    better: int
    worse: int
    hardly: int
    zero: int

    @property
    def rest(self) -> int:
        return self.judged - self.better - self.worse - self.hardly

    @staticmethod
    def of(speaker: Speaker, readings: Sequence[Reading]) -> _Tally:
        empty = [reading for reading in readings if is_zero_everywhere(reading)]
        found = [standing_to_all(one, speaker.clusters) for one in readings if one not in empty]
        judged = [one for one in found if one is not Standing.NONE]
        return _Tally(
            len(judged),
            judged.count(Standing.BETTER),
            judged.count(Standing.WORSE),
            judged.count(Standing.HARDLY),
            len(empty),
        )


def _standings(speaker: Speaker, tally: _Tally) -> list[str]:
    """``bedre end i begge klynger på fire``, ``dårligere på ti``, ``det samme eller blandet på syv``."""
    everyone, several = speaker.all_of(list(speaker.clusters)), len(speaker.clusters) > 1
    words = [
        (
            tally.better,
            speaker.say("bedre", "better"),
            speaker.say(f" end i {everyone}", f" than in {everyone}"),
        ),
        (
            tally.worse,
            speaker.say("dårligere", "worse"),
            speaker.say(f" end i {everyone}", f" than in {everyone}"),
        ),
        (
            tally.rest,
            speaker.say("det samme eller blandet", "the same or mixed")
            if several
            else speaker.say("det samme", "the same"),
            "" if several else speaker.say(f" som i {everyone}", f" as in {everyone}"),
        ),
    ]
    said: list[str] = []
    for number, how, whom in words:
        if number:
            said.append(f"{how}{'' if said else whom} {speaker.say('på', 'on')} {speaker.count(number)}")
    return said


def _chance(speaker: Speaker, number: int, link: str) -> str:
    """``; på 60 er forskellen ikke større, end tilfældet kan give``."""
    if not number:
        return ""
    return link + speaker.say(
        f"på {speaker.count(number)} er forskellen ikke større, end tilfældet kan give",
        f"on {speaker.count(number)} the difference is no larger than chance can make it",
    )


def _figures(speaker: Speaker, number: int) -> str:
    if number == 1:
        return speaker.say("ét nøgletal", "one figure")
    return speaker.say(f"{speaker.count(number)} nøgletal", f"{speaker.count(number)} figures")


def _groups(speaker: Speaker, number: int) -> str:
    if number == 1:
        return speaker.say("én ydelsesgruppe", "one benefit group")
    return speaker.say(f"{speaker.count(number)} ydelsesgrupper", f"{speaker.count(number)} benefit groups")
