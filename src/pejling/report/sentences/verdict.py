"""The clause that says how the municipality stands: exactly what the symbols say, in words."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.comparison.symbol import Direction
from pejling.findings.finding import Standing
from pejling.report.sentences.speaker import Speaker
from pejling.terms.text import Text

Tones = Sequence[tuple[str, Standing]]  # each cluster with what its symbol says

_ORDER = (Standing.BETTER, Standing.SAME, Standing.WORSE)
_LEVEL = {
    Standing.BETTER: Text(da="bedre end {}", en="better than in {}"),
    Standing.SAME: Text(da="på niveau med {}", en="the same as in {}"),
    Standing.WORSE: Text(da="dårligere end {}", en="worse than in {}"),
}
_CHANGE = {
    Standing.BETTER: Text(da="bedre end i {}", en="better than in {}"),
    Standing.SAME: Text(da="den samme som i {}", en="the same as in {}"),
    Standing.WORSE: Text(da="dårligere end i {}", en="worse than in {}"),
}


def level_clause(speaker: Speaker, tones: Tones) -> str:
    """``dermed ligger Aabenraa dårligere end begge klynger``; empty where nothing is judged."""
    stands = _stands(speaker, tones, _LEVEL)
    if not stands:
        return by_chance(speaker, tones)
    name = speaker.municipality
    return speaker.say(f"dermed ligger {name} {stands}", f"the level is thus {stands}") + _while(
        speaker, tones
    )


def change_clause(
    speaker: Speaker, direction: Direction, tones: Tones, *, alike: bool = False, again: bool = False
) -> str:
    """``udviklingen går i den rigtige retning, men er dårligere end i klyngen A``; empty if unjudged.

    ``alike``: that it is the same as in every cluster has been said; ``again``: that the level lies within
    chance of every cluster has.
    """
    if direction is Direction.NONE:
        return ""
    stands = "" if alike else _stands(speaker, tones, _CHANGE)
    if direction is Direction.FLAT:
        if not stands:
            return by_chance(speaker, tones)
        return speaker.say(f"det er {stands}", f"this is {stands}") + _while(speaker, tones)
    good = direction is Direction.UP
    start = speaker.say(
        f"udviklingen går i den {'rigtige' if good else 'forkerte'} retning",
        f"the development is in the {'right' if good else 'wrong'} direction",
    )
    if not stands:
        chance = by_chance(speaker, tones)
        if again and wholly_by_chance(tones):
            chance = speaker.say(
                "heller ikke her er forskellen større, end tilfældet kan give",
                "here too the difference is no larger than chance can make it",
            )
        return start + (speaker.say(f", men {chance}", f", but {chance}") if chance else "")
    known = {tone for _, tone in tones if tone not in (Standing.NONE, Standing.HARDLY)}
    opposed = known == {Standing.WORSE if good else Standing.BETTER}
    link = speaker.say(", men er", " but") if opposed else speaker.say(" og er", " and")
    return f"{start}{link} {stands}{_while(speaker, tones)}"


def by_chance(speaker: Speaker, tones: Tones) -> str:
    """``forskellen til klyngen A er ikke større, end tilfældet kan give``; empty where none is."""
    found = [cluster for cluster, tone in tones if tone is Standing.HARDLY]
    if not found:
        return ""
    whom = _whom(speaker, found)
    return speaker.say(
        f"forskellen{whom} er ikke større, end tilfældet kan give",
        f"the difference{whom} is no larger than chance can make it",
    )


def wholly_by_chance(tones: Tones) -> bool:
    """Whether the difference from every cluster is within chance."""
    return bool(tones) and all(tone is Standing.HARDLY for _, tone in tones)


def _while(speaker: Speaker, tones: Tones) -> str:
    """``, mens forskellen til klyngen B ikke er større, end tilfældet kan give``."""
    found = [cluster for cluster, tone in tones if tone is Standing.HARDLY]
    if not found:
        return ""
    whom = _whom(speaker, found)
    return speaker.say(
        f", mens forskellen{whom} ikke er større, end tilfældet kan give",
        f", while the difference{whom} is no larger than chance can make it",
    )


def _whom(speaker: Speaker, clusters: Sequence[str]) -> str:
    """From whom: nothing where there is only one cluster to differ from."""
    if len(speaker.clusters) == 1:
        return ""
    return speaker.say(" til ", " from ") + speaker.all_of(clusters)


def _stands(speaker: Speaker, tones: Tones, words: dict[Standing, Text]) -> str:
    """``bedre end A, på niveau med B og dårligere end C``."""
    parts = []
    for tone in _ORDER:
        clusters = [cluster for cluster, own in tones if own is tone]
        if clusters:
            parts.append(words[tone](speaker.lang).format(speaker.all_of(clusters)))
    if len(parts) < 2:
        return "".join(parts)
    opposed = {Standing.BETTER, Standing.WORSE} <= {tone for _, tone in tones}
    if len(parts) == 2 and opposed:
        return speaker.say(f"{parts[0]}, men {parts[1]}", f"{parts[0]} but {parts[1]}")
    return f"{', '.join(parts[:-1])} {speaker.say('og', 'and')} {parts[-1]}"
