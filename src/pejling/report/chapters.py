"""The chapters on benefit groups: sentences, a table, charts; sub-groups inside their parent's chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pejling.comparison.comparison import Comparison
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import Block, Chapter, Heading, Paragraph, Ref
from pejling.report.frame import Frame
from pejling.report.parts.status_bars import status_bars
from pejling.report.pictures import dot_chart, line_charts
from pejling.report.sentences import phrases
from pejling.report.sentences.overview import group_sentences
from pejling.report.sentences.speaker import joined
from pejling.report.tables import comparison_tables, is_status
from pejling.terms import benefit

LEAST_DOTS = 2  # lines of a dot chart: one shows no more than the table
NOWHERE: Mapping[str, str] = MappingProxyType({})


def in_order(readings: Sequence[Reading]) -> list[Reading]:
    """Figures in the order of a table: how many, how long, what then; each aim in the catalogue's order."""
    order = phrases.order()
    catalogue = {id: place for place, id in enumerate(registry.catalogue_by_id())}
    return sorted(
        readings,
        key=lambda r: (
            order.get(phrases.template_of(r.indicator), len(order)),
            catalogue.get(r.indicator, len(catalogue)),
        ),
    )


def table_of(row: Comparison) -> tuple[str, str]:
    """The table that a comparison stands in: the group's own, or one of its statuses after a spell."""
    return row.group, row.indicator.partition(":")[0] if is_status(row.indicator) else ""


def group_order(groups: Sequence[str]) -> list[str]:
    """Parents in the order of the reports, each followed by its sub-groups; unknown ids last."""
    known = list(benefit.groups())
    rank = {group: place for place, group in enumerate(known)}
    return sorted(
        dict.fromkeys(groups),
        key=lambda g: (rank.get(parent_group(g), len(known)), parent_group(g), rank.get(g, len(known)), g),
    )


def is_sub_group(group: str) -> bool:
    return parent_group(group) != group


def parent_group(group: str) -> str:
    """The group whose chapter it stands in: its parent, or itself."""
    known = benefit.groups().get(group)
    return known.state if known else group


def group_chapters(
    frame: Frame,
    readings: Sequence[Reading],
    hidden: Sequence[Reading],
    drawn: Mapping[str, str] = NOWHERE,
) -> tuple[Chapter, ...]:
    """A chapter for every benefit group that has a figure to show, or a sub-group that has.

    ``hidden`` are figures of the municipality that may not be shown: named in words, without a line.
    ``drawn``: curves that stand elsewhere already, with the chapter that has them.
    """
    by_group: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.group:  # figures of the whole population are of no benefit
            by_group.setdefault(reading.group, []).append(reading)
    groups = group_order(list(by_group))
    chapters = []
    for parent in dict.fromkeys(parent_group(group) for group in groups):
        blocks: list[Block] = []
        members = [group for group in groups if parent_group(group) == parent]
        for group in members:
            if group != parent:
                blocks.append(Heading(naming.group_label(group, frame.lang)))
            blocks += _group(frame, group, in_order(by_group[group]), drawn)
            some = any(is_status(reading.indicator) for reading in by_group[group])
            blocks += _hidden(frame, in_order([r for r in hidden if r.group == group]), some)
        chapters.append(Chapter(f"group-{parent}", naming.group_label(parent, frame.lang), tuple(blocks)))
    return tuple(chapters)


def _group(frame: Frame, group: str, readings: Sequence[Reading], drawn: Mapping[str, str]) -> list[Block]:
    main = [reading for reading in readings if not is_status(reading.indicator)]
    families: dict[str, list[Reading]] = {}
    for reading in readings:
        if is_status(reading.indicator):
            families.setdefault(reading.indicator.partition(":")[0], []).append(reading)
    blocks: list[Block] = []
    if main:
        blocks += _main(frame, group, main, drawn)
    for family, members in families.items():
        blocks += _status(frame, group, family, members)
    return blocks


def _hidden(frame: Frame, hidden: Sequence[Reading], some_status_shown: bool) -> list[Block]:
    """What is hidden for the municipality, by name; destinations only where some of them are shown."""
    names: dict[str, list[str]] = {}
    for reading in hidden:
        label = registry.declared(reading.indicator).label(frame.lang)
        name, _, destination = label.partition(": ") if is_status(reading.indicator) else (label, "", "")
        names.setdefault(name[:1].lower() + name[1:], []).append(destination)
    if not names:
        return []
    told = [
        f"{name} ({naming.listed(parts, frame.lang)})" if parts[0] and some_status_shown else name
        for name, parts in names.items()
    ]
    start = frame.say(
        f"Skjult for {frame.name} af hensyn til enkeltpersoner",
        f"Hidden for {frame.name} to protect individuals",
    )
    return [Paragraph((f"{start}: {'; '.join(told)}.",), remark=True)]


def _main(frame: Frame, group: str, readings: Sequence[Reading], elsewhere: Mapping[str, str]) -> list[Block]:
    name = naming.group_label(group, frame.lang)
    said = group_sentences(frame.speaker, readings)
    caption = frame.say(f"{name}: niveau og udvikling", f"{name}: level and development")
    lines = line_charts(frame, readings)
    drawn = {chart.id for chart in lines}
    rest = [r for r in readings if f"chart-{r.indicator}-{r.group}" not in drawn]
    title = frame.say(f"{name}: niveau", f"{name}: level")
    dots = dot_chart(frame, f"dots-{group}", title, rest)
    seen = [elsewhere[chart.id] for chart in lines if chart.id in elsewhere]
    return [
        *([Paragraph(joined(said))] if said else []),
        *comparison_tables(frame, f"table-{group}", caption, readings),
        *([_curve(frame, seen[0])] if seen else []),
        *(chart for chart in lines if chart.id not in elsewhere),
        *([dots] if dots and len(dots.dots) >= LEAST_DOTS else []),
    ]


def _curve(frame: Frame, chapter: str) -> Paragraph:
    """Where the curve is that would stand here."""
    words = frame.say("ydelsens egen side", "the benefit's own page")
    start = frame.say("Kurven over tid står på ", "The curve over time is on ")
    return Paragraph((start, Ref(chapter, words), "."), remark=True)


def _status(frame: Frame, group: str, family: str, members: Sequence[Reading]) -> list[Block]:
    """Where people are some months after: the table of destinations, and bars of all on one scale."""
    name = naming.group_label(group, frame.lang)
    months = phrases.months_of(members[0].indicator, frame.lang)
    period = naming.period_name(members[0].period, frame.lang)
    unit = frame.say("pct.", "per cent")
    status = frame.say(
        f"{name}: status {months} efter afsluttet forløb", f"{name}: status {months} after a completed spell"
    )
    caption, title = f"{status}, {unit}", f"{status}, {period}, {unit}"
    said = group_sentences(frame.speaker, members)
    bars = status_bars(frame, f"bars-{family}-{group}", title, members)
    heading = frame.say(f"Status {months} efter", f"Status {months} after")
    return [
        Heading(heading, level=2 if parent_group(group) == group else 3),
        *([Paragraph(joined(said))] if said else []),
        *comparison_tables(frame, f"table-{family}-{group}", caption, members),
        *([bars] if bars else []),
    ]
