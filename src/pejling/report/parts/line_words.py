"""What the lines of a table say: how many groups stand better and worse, and the widest gap."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.findings.finding import (
    Standing,
    can_be_told,
    is_zero_everywhere,
    level_gap,
    standing_to_all,
)
from pejling.findings.reading import Reading
from pejling.report import naming
from pejling.report.parts.lines import Lines
from pejling.report.sentences import level as levels
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.speaker import Sentence


def sentences(lines: Lines) -> list[Sentence]:
    """How many groups stand better and worse, and the widest gap; of one line its level and change."""
    speaker = lines.frame.speaker
    latest = lines.latest()
    if len(latest) == 1:
        reading = latest[0]
        said = [levels.level_sentence(speaker, reading)]
        said += [
            development_sentence(speaker, reading, change, named=bool(said[0]))
            for change in reading.changes[:1]
        ]
        return [one for one in said if one]
    compared = _compared(lines, latest)
    there = [one for one in latest if not is_zero_everywhere(one)]
    judged = [one for one in there if standing_to_all(one, compared) is not Standing.NONE]
    if len(judged) < 2:
        return []
    said = [_counted(lines, [standing_to_all(one, compared) for one in judged], compared)]
    widest = max(
        (
            one
            for one in judged
            if standing_to_all(one, compared) in (Standing.BETTER, Standing.WORSE) and can_be_told(one)
        ),
        key=level_gap,
        default=None,
    )
    if widest is not None:
        said.append(levels.widest_sentence(speaker, widest))
    return said


def _compared(lines: Lines, latest: Sequence[Reading]) -> list[str]:
    """The clusters that some line can be held against."""
    there = {row.cluster for one in latest for row in one.levels if row.cluster_value is not None}
    return [one for one in lines.clusters if one in there]


def _counted(lines: Lines, standings: Sequence[Standing], compared: Sequence[str]) -> Sentence:
    """How many lines stand how against every cluster of ``compared``, exactly as their circles say."""
    speaker = lines.frame.speaker
    better, worse, hardly = map(standings.count, (Standing.BETTER, Standing.WORSE, Standing.HARDLY))
    rest = len(standings) - better - worse - hardly
    everyone = speaker.all_of(compared)
    count, name = speaker.count, speaker.municipality

    def on(number: int) -> str:
        """How many, in the gender of what is counted."""
        return speaker.say("én", "one") if number == 1 and lines.by_group else count(number)

    what = (
        speaker.say("målgrupper", "target groups") if lines.by_group else speaker.say("nøgletal", "figures")
    )
    of = f"{count(len(standings))} {what}"
    when = naming.in_period(lines.last, lines.lang)
    chance = speaker.say("større, end tilfældet kan give", "larger than chance can make it")
    if hardly == len(standings):
        text = speaker.say(
            f"For ingen af de {of}, der kan sammenlignes {when}, er forskellen til {everyone} {chance}.",
            f"For none of the {of} that can be compared {when} is the difference from {everyone} {chance}.",
        )
        return (text,)
    told: list[str] = []
    for number, da, en in ((better, "bedre", "better"), (worse, "dårligere", "worse")):
        if number:
            than = "" if told else speaker.say(f" end {everyone}", f" than {everyone}")
            told.append(speaker.say(f"{da}{than} i {on(number)}", f"{en}{than} on {on(number)}"))
    if rest:
        level = speaker.say("på niveau eller blandet", "level or mixed")
        if len(compared) == 1:
            level = speaker.say("på niveau", "level")
        told.append(speaker.say(f"{level} i {on(rest)}", f"{level} on {on(rest)}"))
    end = speaker.say(
        f"; for {on(hardly)} er forskellen ikke {chance}", f"; for {on(hardly)} the difference is no {chance}"
    )
    start = speaker.say(
        f"Af {of}, der kan sammenlignes {when}, ligger {name} ",
        f"Of {of} that can be compared {when}, {name} stands ",
    )
    return (start + naming.listed(told, lines.lang) + (end if hardly else "") + ".",)
