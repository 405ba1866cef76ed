"""The clause that says how the municipality stands: exactly what the symbols say, in words."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.comparison.symbol import Direction
from pejling.findings.finding import Standing
from pejling.report.sentences.speaker import Speaker

_ORDER = (Standing.BETTER, Standing.HARDLY, Standing.SAME, Standing.WORSE)
_LEVEL = {
    "da": {
        Standing.BETTER: "bedre end {}",
        Standing.HARDLY: "næppe anderledes end {}",
        Standing.SAME: "på niveau med {}",
        Standing.WORSE: "dårligere end {}",
    },
    "en": {
        Standing.BETTER: "better than {}",
        Standing.HARDLY: "hardly different from {}",
        Standing.SAME: "level with {}",
        Standing.WORSE: "worse than {}",
    },
}
_CHANGE = {
    "da": {
        Standing.BETTER: "bedre end i {}",
        Standing.HARDLY: "næppe anderledes end i {}",
        Standing.SAME: "den samme som i {}",
        Standing.WORSE: "dårligere end i {}",
    },
    "en": {
        Standing.BETTER: "better than in {}",
        Standing.HARDLY: "hardly different from that in {}",
        Standing.SAME: "the same as in {}",
        Standing.WORSE: "worse than in {}",
    },
}


def level_clause(speaker: Speaker, tones: Sequence[tuple[str, Standing]]) -> str:
    """``dermed ligger Aabenraa dårligere end begge klynger``; empty where nothing is judged."""
    stands = _stands(speaker, tones, _LEVEL[speaker.lang])
    if not stands:
        return ""
    return speaker.say(
        f"dermed ligger {speaker.municipality} {stands}", f"{speaker.municipality} thus stands {stands}"
    )


def change_clause(speaker: Speaker, direction: Direction, tones: Sequence[tuple[str, Standing]]) -> str:
    """``udviklingen går i den rigtige retning, men er dårligere end i klyngen A``; empty if unjudged."""
    if direction is Direction.NONE:
        return ""
    stands = _stands(speaker, tones, _CHANGE[speaker.lang])
    if direction is Direction.FLAT:
        return speaker.say(f"det er {stands}", f"this is {stands}") if stands else ""
    good = direction is Direction.UP
    start = speaker.say(
        f"udviklingen går i den {'rigtige' if good else 'forkerte'} retning",
        f"the development goes the {'right' if good else 'wrong'} way",
    )
    if not stands:
        return start
    known = {tone for _, tone in tones if tone is not Standing.NONE}
    against = known == {Standing.WORSE if good else Standing.BETTER}
    if against:
        return speaker.say(f"{start}, men er {stands}", f"{start} but is {stands}")
    return speaker.say(f"{start} og er {stands}", f"{start} and is {stands}")


def _stands(speaker: Speaker, tones: Sequence[tuple[str, Standing]], words: dict[Standing, str]) -> str:
    """``bedre end A, på niveau med B og dårligere end C``."""
    parts = []
    for tone in _ORDER:
        clusters = [cluster for cluster, own in tones if own is tone]
        if clusters:
            parts.append(words[tone].format(speaker.all_of(clusters)))
    if len(parts) < 2:
        return "".join(parts)
    opposed = {Standing.BETTER, Standing.WORSE} <= {tone for _, tone in tones}
    if len(parts) == 2 and opposed:
        return speaker.say(f"{parts[0]}, men {parts[1]}", f"{parts[0]} but {parts[1]}")
    return f"{', '.join(parts[:-1])} {speaker.say('og', 'and')} {parts[-1]}"
