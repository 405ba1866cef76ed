"""Where people come from and where they go: a flow diagram and a table for each benefit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings.flow import FlowChart, Stream, words
from pejling.report.frame import Frame
from pejling.report.plan import Plan
from pejling.report.sentences import phrases
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text

TITLE = Text(da="Hvor kommer borgerne fra, og hvor går de hen?", en="Where do people come from, and go to?")
MOST_BANDS = 8  # on a side of the diagram: the others are one


@dataclass(frozen=True, slots=True)
class State:
    """Spells that came from or went to a state; None where the number is hidden or not known.

    ``benefit``: it is a benefit, so that an expense moves with them.
    """

    label: Text
    number: int | None
    hidden: bool
    benefit: bool = False


@dataclass(frozen=True, slots=True)
class Flows:
    """The transitions of a benefit in a period; a side's total None where part of it is hidden."""

    group: str
    period: Period
    before: tuple[State, ...]
    after: tuple[State, ...]
    came: int | None
    went: int | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Transitions:
    """What the chapter is made of; ``figure``: an indicator of the counts, for their source."""

    figure: str
    found: tuple[Flows, ...]


def blocks_of(frame: Frame, plan: Plan, found: Transitions) -> list[Block]:
    """Each benefit's transitions in words, as bands, and as a table."""
    blocks: list[Block] = [
        Paragraph(
            (
                frame.say(
                    "Bredden er antallet af forløb: til venstre hvad borgerne var på ugen før, til højre "
                    "ugen efter. Går mange fra en ydelse til en anden, flytter udgiften med fra ét budget "
                    "til et andet.",
                    "The width is the number of spells: on the left what people were on the week before, on "
                    "the right the week after. Where many go from one benefit to another, the cost moves "
                    "with them from one budget to another.",
                ),
            )
        )
    ]
    for one in found.found:
        if len(found.found) > 1:
            blocks.append(Heading(naming.group_label(one.group, frame.lang)))
        source = frame.source_line([(found.figure, one.group, str(one.period))])
        blocks += [
            Paragraph(joined(_sentences(frame, one))),
            _chart(frame, plan, one, source),
            _table(frame, plan, one, source),
        ]
    return blocks


def _sentences(frame: Frame, one: Flows) -> list[Sentence]:
    """The largest on either side, and how many came from other benefits, or went to them."""
    say = frame.say
    group = phrases.on_benefit(one.group, frame.lang)
    when = naming.in_period(one.period, frame.lang)
    began = (f"{when} begyndte flest forløb {group} efter ", f"{when} most spells {group} began after ")
    said = []
    came = (" kom fra andre ydelser.", " came from other benefits.")
    went = (" gik til andre ydelser.", " went to other benefits.")
    for states, whole, (da, en), (other_da, other_en) in (
        (one.before, one.came, began, came),
        (one.after, one.went, ("Flest afsluttede forløb førte til ", "Most ended spells led to "), went),
    ):
        first = next((state for state in states if state.number), None)
        if first is None or first.number is None:
            continue
        spans: list[Span] = [say(da, en), first.label(frame.lang), ": ", _number(first)]
        if whole:
            spans += [
                say(" af ", " of "),
                Number(Fraction(whole), 0),
                *_in_brackets(frame, first.number, whole),
            ]
        said.append(sentence(*spans, "."))
        moved = _from_benefits(states)
        if moved is not None and whole and not first.benefit:
            number = Number(Fraction(moved), 0)
            start = say("I alt ", "In all ")
            said.append(sentence(start, number, *_in_brackets(frame, moved, whole), say(other_da, other_en)))
    return said


def _in_brackets(frame: Frame, number: int, whole: int) -> list[Span]:
    """`` (27 pct.)``."""
    return [" (", Number(Fraction(100 * number, whole), 0, unit=frame.say("pct.", "per cent")), ")"]


def _from_benefits(states: Sequence[State]) -> int | None:
    """Spells of all other benefits together; None where there are none, or some are not shown."""
    found = [one.number for one in states if one.benefit]
    if any(one.hidden for one in states):
        return None
    return sum(number or 0 for number in found) or None


def _number(state: State) -> Number:
    if state.number is None:
        return Number(None, 0, Status.SUPPRESSED if state.hidden else Status.NOT_OBSERVED)
    return Number(Fraction(state.number), 0)


def _share(state: State, whole: int | None) -> Number | None:
    return Number(Fraction(100 * state.number, whole), 0) if state.number is not None and whole else None


def _streams(frame: Frame, states: Sequence[State], whole: int | None) -> tuple[Stream, ...]:
    """The largest states, the others as one where there are several, and how many are hidden."""
    shown = [one for one in states if one.number]
    hidden = [one for one in states if one.hidden]
    kept, rest = shown[:MOST_BANDS], shown[MOST_BANDS:]
    if len(rest) < 2:
        kept, rest = shown, []
    if rest:
        label = Text(da="øvrige, se tabellen", en="others, see the table")
        kept = [*kept, State(label, sum(one.number or 0 for one in rest), False)]
    if len(hidden) == 1:
        kept = [*kept, *hidden]
    elif hidden:
        count = frame.speaker.count(len(hidden))
        label = Text(da=f"{count} andre, hver", en=f"{count} others, each")
        kept = [*kept, State(label, None, True)]
    return tuple(Stream(one.label(frame.lang), _number(one), _share(one, whole)) for one in kept)


def _chart(frame: Frame, plan: Plan, one: Flows, source: str) -> FlowChart:
    heads, columns = words(frame.lang)
    group = naming.group_label(one.group, frame.lang)
    title = frame.say(
        f"{group}: overgange i {frame.name}, {naming.period_name(one.period, frame.lang)}, antal forløb",
        f"{group}: transitions in {frame.name}, {naming.period_name(one.period, frame.lang)}, spells",
    )
    before, after = _streams(frame, one.before, one.came), _streams(frame, one.after, one.went)
    told = ". ".join(
        f"{head}: " + "; ".join(f"{stream.label} {stream.number.digits(frame.lang)}" for stream in side)
        for head, side in zip(heads, (before, after), strict=True)
        if side
    )
    notes = (frame.say("Foreløbige tal.", "Provisional figures."),) if one.provisional else ()
    alt = f"{frame.say('Strømdiagram', 'Flow diagram')}. {title}. {told}."
    return FlowChart(
        f"{plan.id}-chart-{one.group}",
        title,
        alt,
        group,
        before,
        after,
        heads,
        columns,
        source=source,
        notes=notes,
    )


def _table(frame: Frame, plan: Plan, one: Flows, source: str) -> Table:
    """Every state with its numbers on both sides."""
    say = frame.say
    heads, _ = words(frame.lang)
    shares = bool(one.came or one.went)
    labels = {state.label: None for state in (*one.before, *one.after)}
    before = {state.label: state for state in one.before}
    after = {state.label: state for state in one.after}
    rows = []
    for label in labels:
        cells: list[Cell] = [
            TextCell(naming.capital(label(frame.lang)), alone=naming.capital(label(frame.lang)))
        ]
        for side, whole in ((before, one.came), (after, one.went)):
            state = side.get(label, State(label, 0, False))
            cells.append(_number(state))
            if shares:
                cells.append(_share(state, whole) or Number(None, 0, Status.NOT_OBSERVED))
        rows.append(Row(tuple(cells), "plain"))
    total: list[Cell] = [TextCell(say("I alt", "All"), alone=say("I alt", "All"), strong=True)]
    for whole in (one.came, one.went):
        number = Number(None, 0, Status.SUPPRESSED) if whole is None else Number(Fraction(whole), 0)
        total.append(number)
        if shares:
            total.append(Number(Fraction(100), 0) if whole else Number(None, 0, Status.NOT_OBSERVED))
    rows.append(Row(tuple(total), "level"))
    columns = [Column(say("Ydelse eller status", "Benefit or status"), "text")]
    for head, told in zip(
        heads, (say("fra, pct.", "from, per cent"), say("til, pct.", "to, per cent")), strict=True
    ):
        columns += [Column(head, "number"), *([Column(told, "number")] if shares else [])]
    group = naming.group_label(one.group, frame.lang)
    caption = say(
        f"{group}: forløb, der begyndte og sluttede, {naming.period_name(one.period, frame.lang)}",
        f"{group}: spells that began and ended, {naming.period_name(one.period, frame.lang)}",
    )
    return Table(f"{plan.id}-{one.group}", caption, tuple(columns), tuple(rows), source=source)
