"""What a reader must bear in mind of one reading: hidden, provisional, broken, uncertain; a sentence each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pejling.comparison.certainty import Doubt, doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.estimate import NO_SPREAD
from pejling.comparison.figure import NO_FIGURE, Figure
from pejling.comparison.symbol import Verdict
from pejling.findings.reading import Reading
from pejling.indicators.indicator import Better
from pejling.report import naming
from pejling.report.sentences.speaker import Sentence, Speaker
from pejling.terms import breaks
from pejling.terms.observation import Mark
from pejling.terms.period import Period

_DIFFERENT = (Verdict.BETTER, Verdict.WORSE)


def sentences(speaker: Speaker, reading: Reading) -> tuple[Sentence, ...]:
    """Each caveat of the reading as a sentence: hidden, published alone, provisional, breaks, certainty."""
    said: list[str] = []
    if reading.own.own_value is not None:
        said += _hidden(speaker, reading)
        said += _not_made(speaker, reading)
    said += _only_change(speaker, reading)
    said += _provisional(speaker, reading)
    said += _under_reported(speaker, reading)
    said += _breaks(speaker, reading)
    said += _uncertain(speaker, reading)
    said += _override(speaker, reading)
    return tuple((naming.capital(text),) for text in said)


def unmeasured_change(speaker: Speaker, reading: Reading) -> Sentence:
    """Why a level has no development: no earlier figure, or what stands in the way."""
    if reading.changes or reading.own.own_value is None:
        return ()
    reason = reading.own.own_development.reason
    if reason is None or reason == NO_FIGURE:
        return (
            speaker.say(
                "Der er intet tidligere tal, som udviklingen kan måles fra.",
                "There is no earlier figure to measure the development from.",
            ),
        )
    return (
        speaker.say(
            f"Udviklingen kan ikke måles, fordi {reason.da.rstrip('.')}.",
            f"The development cannot be measured, because {reason.en.rstrip('.')}.",
        ),
    )


def without_members(speaker: Speaker, clusters: Sequence[str]) -> Sentence:
    """Of clusters whose figures their source has published without its municipalities'."""
    if not clusters:
        return ()
    names = speaker.all_of(clusters)
    if len(clusters) > 1:
        da = f"Tallene for {names} er offentliggjort uden tal for de enkelte kommuner."
        return (
            speaker.say(da, f"The figures for {names} are published without those of their municipalities."),
        )
    da = f"Tallet for {names} er offentliggjort uden tal for de enkelte kommuner."
    return (speaker.say(da, f"The figure for {names} is published without those of its municipalities."),)


def _named(reading: Reading, wanted: Callable[[Comparison], bool]) -> list[str]:
    return [row.cluster for row in reading.levels if wanted(row)]


def _hidden(speaker: Speaker, reading: Reading) -> list[str]:
    clusters = _named(reading, lambda row: row.cluster_level.hidden)
    if not clusters:
        return []
    names = speaker.all_of(clusters)
    if len(clusters) > 1:
        da = f"Tallene for {names} er skjult af hensyn til enkeltpersoner."
        return [speaker.say(da, f"The figures for {names} are hidden to protect individuals.")]
    da = f"Tallet for {names} er skjult af hensyn til enkeltpersoner."
    return [speaker.say(da, f"The figure for {names} is hidden to protect individuals.")]


def _not_made(speaker: Speaker, reading: Reading) -> list[str]:
    """Why a cluster has no level, where it is not hidden and there is a reason; once for each reason."""
    found: dict[str, list[str]] = {}
    for row in reading.levels:
        reason = row.cluster_level.reason
        if row.cluster_value is None and not row.cluster_level.hidden and reason not in (None, NO_FIGURE):
            assert reason is not None
            found.setdefault(reason(speaker.lang).rstrip("."), []).append(row.cluster)
    return [
        speaker.say(
            f"For {speaker.all_of(clusters)} er der intet tal, fordi {why}.",
            f"For {speaker.all_of(clusters)} there is no figure, because {why}.",
        )
        for why, clusters in found.items()
        if any(clusters)
    ]


def _only_change(speaker: Speaker, reading: Reading) -> list[str]:
    changed = {
        row.cluster for change in reading.changes for row in change.against if row.cluster_change is not None
    }
    clusters = _named(
        reading,
        lambda row: (
            row.cluster_value is None
            and not row.cluster_level.hidden
            and row.cluster_level.reason in (None, NO_FIGURE)
            and row.cluster in changed
        ),
    )
    if not clusters:
        return []
    names = speaker.all_of(clusters)
    return [
        speaker.say(
            f"For {names} er kun udviklingen offentliggjort.",
            f"For {names} only the development is published.",
        )
    ]


def _provisional(speaker: Speaker, reading: Reading) -> list[str]:
    mark = Mark.PROVISIONAL
    period = naming.period_name(reading.period, speaker.lang)
    if mark in reading.own.own_level.marks or mark in _changes(reading, own=True):
        da = f"Tallene for {period} er foreløbige."
        return [speaker.say(da, f"The figures for {period} are provisional.")]
    clusters = _named(reading, lambda row: mark in row.cluster_level.marks)
    if not clusters:
        return []
    names = speaker.all_of(clusters)
    if len(clusters) > 1:
        da = f"Tallene for {names} i {period} er foreløbige."
        return [speaker.say(da, f"The figures for {names} in {period} are provisional.")]
    da = f"Tallet for {names} i {period} er foreløbigt."
    return [speaker.say(da, f"The figure for {names} in {period} is provisional.")]


def _under_reported(speaker: Speaker, reading: Reading) -> list[str]:
    mark = Mark.UNDER_REPORTED
    clusters = _named(reading, lambda row: mark in row.cluster_level.marks)
    own = mark in reading.own.own_level.marks
    if not own and not clusters:
        return []
    whole = own and len(clusters) == len([row for row in reading.levels if row.cluster_value is not None])
    period = naming.period_name(reading.period, speaker.lang)
    if whole and clusters:
        da = f"Tallene for {period} er underindberettede og derfor for lave."
        return [speaker.say(da, f"The figures for {period} are under-reported and therefore too low.")]
    names = naming.listed(
        [*([speaker.municipality] if own else []), *([speaker.all_of(clusters)] if clusters else [])],
        speaker.lang,
    )
    if own + len(clusters) > 1:
        da = f"Tallene for {names} er underindberettede og derfor for lave."
        return [speaker.say(da, f"The figures for {names} are under-reported and therefore too low.")]
    da = f"Tallet for {names} er underindberettet og derfor for lavt."
    return [speaker.say(da, f"The figure for {names} is under-reported and therefore too low.")]


def _changes(reading: Reading, *, own: bool) -> set[str]:
    """The marks of the newest development, of the municipality's side or the clusters'."""
    sides: list[Figure] = [
        row.own_development if own else row.cluster_development
        for change in reading.changes[:1]
        for row in change.against
    ]
    return {mark for side in sides for mark in side.marks}


def _breaks(speaker: Speaker, reading: Reading) -> list[str]:
    """A break inside a period keeps figures apart; one that lies between them was counted over anew."""
    base = [change.base for change in reading.changes[:1]]
    marks = {mark for row in reading.levels for mark in (*row.own_level.marks, *row.cluster_level.marks)}
    marks |= _changes(reading, own=True) | _changes(reading, own=False)
    return [
        _break(speaker, mark.removeprefix(breaks.PREFIX), [reading.period, *base])
        for mark in sorted(marks)
        if mark.startswith(breaks.PREFIX)
    ]


def _break(speaker: Speaker, id: str, periods: Sequence[Period]) -> str:
    label = breaks.label(id, speaker.lang)
    known = breaks.breaks().get(id)
    if known is None or any(known.within(period) for period in periods):
        return speaker.say(
            f"Tal før og efter databruddet »{label}« kan ikke sammenlignes.",
            f"Figures before and after the series break “{label}” cannot be compared.",
        )
    return speaker.say(
        f"Kilden har regnet serien tilbage over databruddet »{label}«, så tallene kan sammenlignes.",
        f"The source has recalculated the series back across the break “{label}”, so that the figures can "
        "be compared.",
    )


def _uncertain(speaker: Speaker, reading: Reading) -> list[str]:
    """Differences that stand on few persons, and those no larger than municipalities differ."""
    said = []
    few = _named(
        reading,
        lambda row: (
            row.level_symbol in _DIFFERENT
            and row.level_certainty is not None
            and row.level_certainty.reason == NO_SPREAD
        ),
    )
    if few:
        whom = "" if len(speaker.clusters) == 1 else speaker.all_of(few)
        said.append(
            speaker.say(
                f"Forskellen{' til ' + whom if whom else ''} er usikker: der står få personer bag.",
                f"The difference{' from ' + whom if whom else ''} is uncertain: few persons stand behind it.",
            )
        )
    spread = _named(
        reading,
        lambda row: row.level_symbol in _DIFFERENT and doubt(row.level_certainty) is Doubt.SPREAD,
    )
    if spread:
        whom = speaker.all_of(spread)
        said.append(
            speaker.say(
                f"Forskellen i niveau til {whom} er ikke større end forskellene mellem kommunerne dér.",
                f"The difference in level from {whom} is no larger than the municipalities there differ "
                "among themselves.",
            )
        )
    return said


def _override(speaker: Speaker, reading: Reading) -> list[str]:
    override = reading.own.override
    if override is None:
        return []
    reason = override.reason(speaker.lang).rstrip(".")
    match override.better:
        case Better.HIGHER:
            start = speaker.say("Et højt tal regnes her for bedst", "Here a high figure counts as best")
        case Better.LOWER:
            start = speaker.say("Et lavt tal regnes her for bedst", "Here a low figure counts as best")
        case Better.NEITHER:
            start = speaker.say("Tallet vurderes her ikke", "Here the figure is not assessed")
    return [f"{start}: {reason}."]
