"""Full-time persons by target group over three Decembers, and what drove the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.drivers import Driver, Drivers
from pejling.findings.finding import printed
from pejling.findings.reading import Change, Reading, readings
from pejling.indicators.catalogue import full_time_persons
from pejling.indicators.indicator import name_of
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
)
from pejling.report.drawings.waterfall import Step, Waterfall, signed
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.figures import Compared
from pejling.report.parts.line_tables import change_tables
from pejling.report.parts.line_words import sentences
from pejling.report.parts.lines import Lines, head, number_of
from pejling.report.plan import Plan
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms import breaks
from pejling.terms.benefit import TOTAL
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text

TITLE = Text(da="Målgrupper", en="Target groups")
LEVEL_ID = name_of(full_time_persons)
MOST_NAMED = 3  # groups named as driving a change to either side


@dataclass(frozen=True)
class Driven:
    """Which groups drove the total from ``base`` to ``period``; ``broken``: breaks that lie between."""

    base: Period
    period: Period
    found: Drivers
    broken: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetGroups:
    """The material: comparisons of all groups, and the drivers of the latest year and the whole period."""

    compared: Compared
    driven: tuple[Driven, ...]


def blocks_of(frame: Frame, plan: Plan, found: TargetGroups) -> list[Block]:
    """How many, how that moved against the clusters, and which groups drove it."""
    clusters = [one for one in frame.cluster_labels if not plan.clusters or one in plan.clusters]
    known = [
        one
        for one in readings(found.compared.rows, clusters)
        if one.own.own_value is not None or one.own.own_level.hidden or one.changes
    ]
    chosen = [one for one in known if not plan.groups or one.group in (*plan.groups, TOTAL)]
    lines = Lines(frame, plan, found.compared.periods, chosen, clusters, by_group=True)
    blocks: list[Block] = []
    total = next((one for one in known if one.group == TOTAL and one.period == lines.last), None)
    said = _of_total(frame, total, found.driven) or sentences(lines)
    if said:
        blocks.append(Paragraph(joined(said)))
    if lines.keys:
        blocks.append(_numbers(frame, plan, lines))
        blocks += change_tables(lines)
    if untold := lines.untold():
        blocks.append(untold)
    if len(lines.keys) > 1:
        for one in found.driven:
            blocks += _drivers(frame, plan, one)
        blocks += _unsplit(frame, found.driven)
    return blocks


def _numbers(frame: Frame, plan: Plan, lines: Lines) -> Table:
    """Persons in each period, and the change in persons; in per cent it stands beside the clusters'."""
    notes = Footnotes(frame.lang)
    periods, last = lines.shown, lines.last
    bases = [one for one in lines.bases() if one in periods]
    columns = [lines.first_column(), *(Column(head(one, frame.lang), "number") for one in periods)]
    for base in bases:
        since = head(base, frame.lang)
        columns.append(Column(frame.say(f"Ændring siden {since}", f"Change since {since}"), "number"))
    rows = []
    for key in lines.keys:
        cells: list[Cell] = [lines.label(key)]
        levels = {one: lines.reading(key, one) for one in periods}
        for period, reading in levels.items():
            cells.append(number_of(reading.own.own_level, notes, (period,)) if reading else _nothing())
        now = lines.reading(key, last)
        for base in bases:
            change = next((one for one in now.changes if one.base == base), None) if now else None
            cells.append(_changed(change, levels.get(base), now, notes))
        rows.append(Row(tuple(cells), "plain"))
    caption = frame.say("Fuldtidspersoner efter målgruppe", "Full-time persons by target group")
    return Table(f"{plan.id}-numbers", caption, tuple(columns), tuple(rows), notes.listed, lines.source())


def _changed(change: Change | None, then: Reading | None, now: Reading | None, notes: Footnotes) -> Number:
    """The change in persons, of the printed levels; none where it cannot be compared."""
    if change is None or now is None:
        return _nothing()
    own = change.against[0].own_development
    first, last = (printed(one.own.own_value, one.own.own_decimals) if one else None for one in (then, now))
    if own.value is None or first is None or last is None:
        return number_of(own, notes, (change.base, now.period))
    return Number(
        last - first, now.own.own_decimals, notes=notes.letters(own.marks, (change.base, now.period))
    )


def _nothing() -> Number:
    return Number(None, 0, Status.NOT_OBSERVED)


def _of_total(frame: Frame, total: Reading | None, driven: Sequence[Driven]) -> list[Sentence]:
    """The total's number, and how it moved against the clusters."""
    if total is None or total.own.own_value is None:
        return []
    speaker = frame.speaker
    when = naming.in_period(total.period, frame.lang)
    number = Number(total.own.own_value, total.own.own_decimals)
    said: list[Sentence] = [
        sentence(
            frame.say(f"{when} var der ", f"{when} there were "),
            number,
            frame.say(
                f" fuldtidspersoner på offentlig forsørgelse i {frame.name}",
                f" full-time persons on public benefits in {frame.name}",
            ),
            *_since(frame, driven),
            ".",
        )
    ]
    said += [development_sentence(speaker, total, change, named=True) for change in total.changes[:1]]
    return [one for one in said if one]


def _since(frame: Frame, driven: Sequence[Driven]) -> list[Span]:
    """``, 95 flere end i december 2018 og 62 flere end i december 2017``."""
    parts: list[Span] = []
    for one in driven:
        whole = one.found.total.change if one.found.total and not one.broken else None
        if whole is None:
            continue
        more = frame.say("flere", "more") if whole > 0 else frame.say("færre", "fewer")
        base = naming.in_period(one.base, frame.lang)
        parts.append(frame.say(" og ", " and ") if parts else ", ")
        if not whole:
            parts.append(frame.say(f"lige så mange som {base}", f"as many as {base}"))
            continue
        parts.append(Number(abs(whole), 0))
        parts.append(frame.say(f" {more} end {base}", f" {more} than {base}"))
    return parts


def _drivers(frame: Frame, plan: Plan, one: Driven) -> list[Block]:
    """Which groups rose and fell most, and all of them as steps."""
    if one.broken:
        names = "; ".join(breaks.label(id, frame.lang) for id in one.broken)
        span = naming.from_to(one.base, one.period, frame.lang)
        why = frame.say(
            f"Hvad der driver ændringen {span}, er ikke vist: den krydser et databrud ({names}).",
            f"What drove the change {span} is not shown: it crosses a series break ({names}).",
        )
        return [Paragraph((why,), remark=True)]
    said = _named(frame, one)
    chart = _waterfall(frame, plan, one)
    return [*([Paragraph(said)] if said else []), *([chart] if chart is not None else [])]


def _unsplit(frame: Frame, driven: Sequence[Driven]) -> list[Block]:
    """Which changes have no steps, for want of whose figures; those that lack the same are told at once."""
    by_groups: dict[tuple[str, ...], list[Driven]] = {}
    for one in driven:
        if not one.broken and one.found.undecided and not _steps(one):
            by_groups.setdefault(tuple(one.found.undecided), []).append(one)
    blocks: list[Block] = []
    for groups, some in by_groups.items():
        spans = naming.listed([naming.from_to(one.base, one.period, frame.lang) for one in some], frame.lang)
        names = naming.listed([_name(frame, group) for group in groups], frame.lang)
        if all(each.change is None for one in some for each in one.found.groups):
            names = frame.say("nogen af målgrupperne", "any of the target groups")
        told = frame.say(
            f"Ændringen {spans} er ikke delt op i trin: der er ikke tal, der kan vises, for {names}.",
            f"The change {spans} is not split into steps: there are no figures to show for {names}.",
        )
        blocks.append(Paragraph((told,), remark=True))
    return blocks


def _named(frame: Frame, one: Driven) -> Sentence:
    """``Fra ... til ... var det især fleksjob (+134), der voksede, mens kontanthjælp (−92) faldt.``"""
    moved = [each for each in one.found.groups if each.change]
    rising = [each for each in moved if (each.change or 0) > 0][:MOST_NAMED]
    falling = [each for each in reversed(moved) if (each.change or 0) < 0][:MOST_NAMED]
    if not moved:
        return ()
    span = naming.from_to(one.base, one.period, frame.lang)
    parts: list[Span] = []
    if rising:
        parts += [frame.say(f"{span} var det især ", f"{span} it was above all "), *_list(frame, rising)]
        parts.append(frame.say(", der voksede", " that grew"))
    if falling:
        lead = frame.say("var det især ", "it was above all ")
        parts.append(frame.say(", mens ", ", while ") if rising else f"{span} {lead}")
        parts += _list(frame, falling)
        if rising:
            parts.append(frame.say(" faldt", " fell"))
        else:
            parts.append(frame.say(", der faldt", " that fell"))
    return sentence(*parts, ".")


def _list(frame: Frame, groups: Sequence[Driver]) -> list[Span]:
    parts: list[Span] = []
    for number, one in enumerate(groups):
        if number:
            parts.append(frame.say(" og ", " and ") if number == len(groups) - 1 else ", ")
        change = one.change or Fraction(0)
        parts += [
            f"{_name(frame, one.group)} ({'+' if change > 0 else ''}",
            Number(change, one.now.decimals),
            ")",
        ]
    return parts


def _name(frame: Frame, group: str) -> str:
    label = naming.group_label(group, frame.lang)
    return label[:1].lower() + label[1:]


def _steps(one: Driven) -> bool:
    """Whether the steps are known, and add up to the change of the total."""
    total = one.found.total
    return (
        total is not None
        and one.found.rest is not None
        and total.then.value is not None
        and total.now.value is not None
    )


def _waterfall(frame: Frame, plan: Plan, one: Driven) -> Waterfall | None:
    """The steps; None where a group is hidden or the total is not known, so that they would not add up."""
    total = one.found.total
    if total is None or not _steps(one):
        return None
    steps = [
        Step(naming.group_label(each.group, frame.lang), Number(each.change, each.now.decimals))
        for each in one.found.groups
    ]
    if one.found.rest:
        rest = frame.say("Andre ydelser og afrunding", "Other benefits and rounding")
        steps.append(Step(rest, Number(one.found.rest, total.now.decimals)))
    first, last = (naming.capital(naming.period_name(at, frame.lang)) for at in (one.base, one.period))
    ends = Number(total.then.value, total.then.decimals), Number(total.now.value, total.now.decimals)
    span = naming.from_to(one.base, one.period, frame.lang)
    title = frame.say(
        f"Fuldtidspersoner {span}: hver målgruppes ændring",
        f"Full-time persons {span}: each target group's change",
    )
    told = ", ".join(f"{step.label} {signed(step.change, frame.lang)}" for step in steps)
    alt = frame.say(
        f"Trindiagram. {title}. {first}: {ends[0].text('da')}. {told}. {last}: {ends[1].text('da')}.",
        f"Waterfall chart. {title}. {first}: {ends[0].text('en')}. {told}. {last}: {ends[1].text('en')}.",
    )
    source = frame.source_line(
        (LEVEL_ID, each.group, str(at)) for each in one.found.groups for at in (one.base, one.period)
    )
    heading = frame.say("Fuldtidspersoner", "Full-time persons")
    id = f"{plan.id}-drivers-{one.base}"
    return Waterfall(id, title, alt, (first, ends[0]), tuple(steps), (last, ends[1]), heading, source=source)
