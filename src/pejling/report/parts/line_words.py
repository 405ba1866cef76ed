"""What the lines of a table say: how many groups stand better and worse, and the widest gap."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.findings.finding import Standing, level_gap, level_standing
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
    judged = [one for one in latest if level_standing(one) is not Standing.NONE]
    if len(judged) < 2:
        return []
    said = [_counted(lines, judged)]
    widest = max(
        (one for one in judged if level_standing(one) in (Standing.BETTER, Standing.WORSE)),
        key=level_gap,
        default=None,
    )
    if widest is not None:
        said.append(levels.widest_sentence(speaker, widest))
    return said


def _counted(lines: Lines, judged: Sequence[Reading]) -> Sentence:
    speaker = lines.frame.speaker
    standings = [level_standing(one) for one in judged]
    better, worse = standings.count(Standing.BETTER), standings.count(Standing.WORSE)
    hardly = standings.count(Standing.HARDLY)
    rest = len(judged) - better - worse - hardly
    compared = {row.cluster for one in judged for row in one.levels if row.cluster_value is not None}
    everyone = speaker.all_of([one for one in lines.clusters if one in compared])
    count, name = speaker.count, speaker.municipality

    def on(number: int) -> str:
        """How many, in the gender of what is counted."""
        return speaker.say("én", "one") if number == 1 and lines.by_group else count(number)

    what = (
        speaker.say("målgrupper", "target groups") if lines.by_group else speaker.say("nøgletal", "figures")
    )
    when = naming.in_period(lines.last, lines.lang)
    told: list[str] = []
    for number, da, en in ((better, "bedre", "better"), (worse, "dårligere", "worse")):
        if number:
            than = "" if told else speaker.say(f" end {everyone}", f" than {everyone}")
            told.append(speaker.say(f"{da}{than} i {on(number)}", f"{en}{than} on {on(number)}"))
    if hardly:
        told.append(speaker.say(f"næppe anderledes i {on(hardly)}", f"hardly different on {on(hardly)}"))
    if rest:
        told.append(speaker.say(f"på niveau eller blandet i {on(rest)}", f"level or mixed on {on(rest)}"))
    start = speaker.say(
        f"Af {count(len(judged))} {what}, der kan sammenlignes {when}, ligger {name} ",
        f"Of {count(len(judged))} {what} that can be compared {when}, {name} stands ",
    )
    return (start + naming.listed(told, lines.lang) + ".",)
