"""The summary's table: the headline figure of every group with its circles and arrows."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.comparison.certainty import doubt
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import direction
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming, symbols
from pejling.report.chapters import group_order, is_sub_group
from pejling.report.document import Cell, Column, Number, Row, Table, TextCell
from pejling.report.frame import Frame
from pejling.report.sentences import phrases
from pejling.report.tables import line_label

MOST_ROWS = 9  # the largest; the page is for findings too
FEW_ROWS = 7  # with more, sub-groups are left out


OVERVIEW = "overview"  # the table's id


def headlines(readings: Sequence[Reading]) -> list[Reading]:
    """The table's rows: as many of `_leads` as there is room for."""
    chosen = _leads(readings)
    return _largest(chosen) if _alike(chosen) else chosen[:FEW_ROWS]


def _leads(readings: Sequence[Reading]) -> list[Reading]:
    """The headline figure of every group, of sub-groups too where there is room; none where it is one."""
    order = phrases.order()
    leads: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: order.get(phrases.template_of(r.indicator), len(order))):
        if phrases.is_headline(reading.indicator) and reading.own.own_value is not None:
            leads.setdefault(reading.group, reading)
    if len(leads) < 2:
        return []
    chosen = [leads[group] for group in group_order(list(leads))]
    chosen = [reading for reading in chosen if _is_judged(reading)] or chosen
    if len(chosen) > FEW_ROWS:
        chosen = [reading for reading in chosen if not is_sub_group(reading.group)]
    return chosen


def _is_judged(reading: Reading) -> bool:
    """Whether a circle or an arrow says how it stands to a cluster."""
    levels = [row.level_symbol for row in reading.levels]
    moved = [row.trend_colour for change in reading.changes[:1] for row in change.against]
    return any(tone is not Tone.NONE for tone in (*levels, *moved))


def _alike(readings: Sequence[Reading]) -> bool:
    """Whether all are one indicator in one period."""
    return len({(reading.indicator, reading.period) for reading in readings}) == 1


def overview(frame: Frame, readings: Sequence[Reading]) -> Table | None:
    """The headline figure of every group: how many are on the benefit, with circle and arrow."""
    chosen, alike = headlines(readings), _alike(_leads(readings))
    if not chosen:
        return None
    columns = [Column(frame.say("Ydelse", "Benefit"), "text")]
    if not alike:
        columns.append(Column(frame.say("Nøgletal og periode", "Figure and period"), "text"))
    columns.append(Column(frame.name, "number"))
    for cluster, label in frame.cluster_labels.items():
        columns += [Column(label, "symbol", block=cluster), Column(label, "symbol", block=cluster)]
    rows = tuple(_overview_row(frame, reading, alike) for reading in chosen)
    keys = [(r.indicator, r.group, str(r.period)) for r in chosen]
    what = _what(frame, chosen[0]) if alike else frame.say("Hovedtal", "Headline figures")
    if alike and len(chosen) < len(_leads(readings)):
        count = frame.speaker.count(len(chosen))
        what += frame.say(f", de {count} største", f", the {count} largest")
    caption = frame.say(
        f"{what}: cirklen viser niveauet, pilen udviklingen",
        f"{what}: level (circle) and development (arrow)",
    )
    return Table(OVERVIEW, caption, tuple(columns), rows, source=frame.source_line(keys))


def _largest(readings: Sequence[Reading]) -> list[Reading]:
    """As many as the table has rows for, in the order given."""
    by_size = sorted(readings, key=lambda one: one.own.own_value or 0, reverse=True)
    return [one for one in readings if one in by_size[:MOST_ROWS]]


def _what(frame: Frame, reading: Reading) -> str:
    label = line_label(reading.indicator, registry.declared(reading.indicator), frame.lang)
    return f"{label}, {naming.period_name(reading.period, frame.lang)}"


def _overview_row(frame: Frame, reading: Reading, alike: bool) -> Row:
    own = reading.own
    name = naming.group_label(reading.group, frame.lang)
    cells: list[Cell] = [
        TextCell(name, alone=name, strong=True),
        *([] if alike else [TextCell(_what(frame, reading))]),
        Number(own.own_value, own.own_decimals, own.own_status),
    ]
    newest = reading.changes[0] if reading.changes else None
    for cluster in frame.cluster_labels:
        whom = frame.speaker.cluster(cluster)
        level = next((row for row in reading.levels if row.cluster == cluster), None)
        circle = level.level_symbol if level else Tone.NONE
        cells.append(symbols.level(circle, whom, frame.lang, doubt(level.level_certainty if level else None)))
        moved = next((r for r in newest.against if r.cluster == cluster), None) if newest else None
        way = (direction(newest)) if newest and moved else Direction.NONE
        tone = moved.trend_colour if moved else Tone.NONE
        unsure = doubt(moved.change_certainty if moved else None)
        cells.append(symbols.trend(way, tone, whom, frame.lang, unsure))
    return Row(tuple(cells), "plain")
