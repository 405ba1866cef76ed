"""What the figures of a report cannot tell, in a few lines of its summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pejling.comparison.comparison import Comparison
from pejling.comparison.symbol import Verdict
from pejling.findings.finding import Standing, level_standing
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import Paragraph
from pejling.report.frame import Frame
from pejling.report.sentences.caveats import without_members
from pejling.terms.observation import Mark

MOST = 4
FEW_TITLES = 3  # that are named
NAMED = 3  # periods, or figures


@dataclass(frozen=True)
class Untold:
    """What there is nothing to say of: own figures that are hidden, and chapters left out (titles)."""

    hidden: Sequence[Reading] = ()
    left_out: Sequence[str] = ()


def untold(frame: Frame, readings: Sequence[Reading], beside: Untold) -> tuple[Paragraph, ...]:
    """At most four lines, what weighs most first."""
    lines = [
        *_left_out(frame, beside.left_out),
        *_hidden(frame, beside.hidden),
        *_uncertain(frame, readings),
        *_few(frame, readings),
        *_marked(frame, readings),
        *_alone(frame),
    ]
    return tuple(Paragraph((line,)) for line in lines[:MOST])


def _left_out(frame: Frame, titles: Sequence[str]) -> list[str]:
    if not titles:
        return []
    if len(titles) > FEW_TITLES:
        count = naming.capital(frame.speaker.count(len(titles)))
        da = f"{count} kapitler er uden tal; grunden står ved hvert af dem."
        return [frame.say(da, f"{count} chapters have no figures; the reason is given for each.")]
    quoted = [f"»{title}«" if frame.lang == "da" else f"“{title}”" for title in titles]
    names = naming.listed(quoted, frame.lang)
    if len(titles) == 1:
        da = f"Kapitlet {names} er uden tal; grunden står i kapitlet."
        return [frame.say(da, f"The chapter {names} has no figures; the chapter says why.")]
    da = f"Kapitlerne {names} er uden tal; grunden står ved hvert af dem."
    return [frame.say(da, f"The chapters {names} have no figures; the reason is given for each.")]


def _hidden(frame: Frame, hidden: Sequence[Reading]) -> list[str]:
    if not hidden:
        return []
    number, name = len(hidden), frame.name
    count = frame.speaker.count(number)
    if number == 1:
        da = f"Ét nøgletal for {name} er skjult af hensyn til enkeltpersoner."
        return [frame.say(da, f"One figure for {name} is hidden to protect individuals.")]
    da = f"{naming.capital(count)} nøgletal for {name} er skjult af hensyn til enkeltpersoner."
    en = f"{naming.capital(count)} figures for {name} are hidden to protect individuals."
    return [frame.say(da, en)]


def _uncertain(frame: Frame, readings: Sequence[Reading]) -> list[str]:
    """How many levels have a verdict of which nobody can tell what chance would do."""
    number = _count(readings, lambda row: row.level_certainty is None or row.level_certainty.p is None)
    number -= _count(readings, _is_of_few)
    if number < 1:
        return []
    of = frame.speaker.count(number)
    whole = number == len([one for one in readings if level_standing(one) is not Standing.NONE])
    if whole:
        return [
            frame.say(
                "Om forskellene er større, end tilfældet kan give, kan ikke afgøres: det vides ikke, hvor "
                "mange personer der står bag tallene.",
                "Whether the differences are larger than chance can make them cannot be told: it is not "
                "known how many persons stand behind the figures.",
            )
        ]
    return [
        frame.say(
            f"På {of} nøgletal kan det ikke afgøres, om forskellen er større, end tilfældet kan give.",
            f"On {of} figure{'' if number == 1 else 's'} it cannot be told whether the difference is larger "
            "than chance can make it.",
        )
    ]


def _few(frame: Frame, readings: Sequence[Reading]) -> list[str]:
    number = _count(readings, _is_of_few)
    if not number:
        return []
    of = frame.speaker.count(number)
    return [
        frame.say(
            f"På {of} nøgletal er der for få personer til at se, om forskellen er tilfældig.",
            f"On {of} figure{'' if number == 1 else 's'} there are too few persons to tell the difference "
            "from chance.",
        )
    ]


def _marked(frame: Frame, readings: Sequence[Reading]) -> list[str]:
    """Which figures are provisional or under-reported: whole periods, else the figures by name."""
    said = []
    for mark, da, en in (
        (Mark.PROVISIONAL, "foreløbige", "provisional"),
        (Mark.UNDER_REPORTED, "underindberettede og derfor for lave", "under-reported and therefore too low"),
    ):
        found = [one for one in readings if mark in one.own.own_level.marks]
        if not found:
            continue
        spans = {one.period for one in found}
        names = sorted(spans, key=lambda p: p.last_day)[:NAMED]
        when = naming.listed([naming.period_name(one, frame.lang) for one in names], frame.lang)
        labels = dict.fromkeys(registry.declared(one.indicator).label(frame.lang) for one in found)
        whole = all(mark in one.own.own_level.marks for one in readings if one.period in spans)
        if whole or len(labels) > NAMED:
            said.append(frame.say(f"Tal for {when} er {da}.", f"Figures for {when} are {en}."))
            continue
        what = naming.listed([f"{one[:1].lower()}{one[1:]}" for one in labels], frame.lang)
        said.append(frame.say(f"Tal for {what} i {when} er {da}.", f"Figures for {what} in {when} are {en}."))
    return said


def _alone(frame: Frame) -> list[str]:
    alone = [note.id for note in frame.given.clusters if not note.members and not naming.is_place(note.id)]
    return [str(span) for span in without_members(frame.speaker, alone)]


def _is_of_few(row: Comparison) -> bool:
    return row.level_certainty is not None and row.level_certainty.too_few


def _count(readings: Sequence[Reading], wanted: Callable[[Comparison], bool]) -> int:
    """The readings with a difference of which ``wanted`` holds."""
    return sum(
        any(row.level_symbol in (Verdict.BETTER, Verdict.WORSE) and wanted(row) for row in one.levels)
        for one in readings
    )
