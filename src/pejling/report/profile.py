"""One page on a municipality: its shares against the clusters, its place among all, what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from pejling.comparison.denominators import is_count, numerator_of
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.chapters import group_order, in_order
from pejling.report.data_quality import overruled_note
from pejling.report.document import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Number,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.frame import Frame
from pejling.report.parts.benefit_pages import stand
from pejling.report.positions import Positions, position_chart
from pejling.report.sentences.overview import opening_sentences
from pejling.report.sentences.speaker import joined
from pejling.report.summary import sections, tall
from pejling.report.summary_untold import Untold, untold
from pejling.report.tables import is_status, line_label

MOST_ROWS = 6
MOST_STRIPS = 4
MOST_UNTOLD = 2
CLUSTERS = 2  # with more, their figures do not stand beside each other
# what a page holds under its heading, in millimetres, and what its parts take (report.typ)
_PAGE = 228.0
_ROW, _ROW_OF_TWO, _LETTERS_OF_NAME = 7.0, 10.6, 40
_TABLE, _CHART, _STRIP = 24.0, 21.0, 9.4
_SECTION = 10.8
_UNDER, _LONG_NAME = 42, 11  # letters of names that fit a line under the title, and the table's head


def profile(
    frame: Frame,
    readings: Sequence[Reading],
    hidden: Sequence[Reading] = (),
    positions: Positions | None = None,
) -> Chapter:
    """As much as a page holds, first what weighs most.

    ``positions``: what may be told of the other municipalities; left out, nothing is.
    """
    told = [one for one in readings if one.group and not registry.declared(one.indicator).is_background]
    shares = chosen(told)
    opening = Paragraph(joined(_opening(frame, [one for one in told if not is_count(one.indicator)])))
    table = _table(frame, shares)
    foot = Paragraph((_foot(frame),), remark=True)
    cannot = _untold(frame, told, hidden)
    overruled = overruled_note(frame)
    room = _PAGE - _second_lines(frame) - tall(frame, opening) - tall(frame, foot) - _tall_table(table)
    room -= sum(_section(frame, one) for one in overruled if isinstance(one, Bullets))
    room -= sum(tall(frame, one) for one in cannot)
    chart = position_chart(frame, chosen(told, MOST_STRIPS), positions) if positions else None
    if chart is not None:
        room -= _CHART + _STRIP * len(chart.strips)
    blocks: list[Block] = [opening, *overruled, *([table] if table.rows else [])]
    blocks += [chart] if chart else []
    blocks += sections(frame, told, room)
    return Chapter(
        "summary", frame.say("Hovedtal", "Headline figures"), (*blocks, *cannot, foot), numbered=False
    )


def _untold(frame: Frame, readings: Sequence[Reading], hidden: Sequence[Reading]) -> tuple[Paragraph, ...]:
    """What the figures cannot tell, in one paragraph."""
    lines = untold(frame, readings, Untold(hidden))[:MOST_UNTOLD]
    if not lines:
        return ()
    title = frame.say("Det kan tallene ikke vise.", "What the figures cannot tell.")
    return (Paragraph((" ".join(one.text(frame.lang) for one in lines),), title),)


def chosen(readings: Sequence[Reading], most: int = MOST_ROWS) -> list[Reading]:
    """The shares and lengths of the table: of every benefit its first figure, then seconds; in their order.

    Plain counts are left out: how many there are says nothing beside a municipality of another size. So are
    further shares of the same persons.
    """
    by_group: dict[str, list[Reading]] = {}
    counted: set[tuple[str, object]] = set()
    for one in in_order(readings):
        known = one.own.own_value is not None
        if known and not is_count(one.indicator) and not is_status(one.indicator):
            of = one.group, numerator_of(one.indicator) or one.indicator
            if of in counted:
                continue
            counted.add(of)
            by_group.setdefault(one.group, []).append(one)
    groups = group_order(list(by_group))
    turns = max((len(found) for found in by_group.values()), default=0)
    taken = [
        by_group[group][turn] for turn in range(turns) for group in groups if turn < len(by_group[group])
    ][:most]
    rank = {group: place for place, group in enumerate(groups)}
    return sorted(taken, key=lambda one: rank[one.group])


def _opening(frame: Frame, readings: Sequence[Reading]) -> Sequence[tuple[str, ...]]:
    groups = len({one.group for one in readings})
    first, *rest = opening_sentences(frame.speaker, readings, groups)
    start = "".join(str(span) for span in first)
    start = start.replace("Rapporten ", "Profilen ", 1).replace("The report ", "The profile ", 1)
    return [(start,), *(tuple(str(span) for span in one) for one in rest)]


def _table(frame: Frame, readings: Sequence[Reading]) -> Table:
    clusters = list(frame.cluster_labels)[:CLUSTERS]
    columns = [Column(frame.say("Nøgletal", "Figure"), "text"), Column(frame.name, "number")]
    for cluster in clusters:
        label = frame.cluster_labels[cluster]
        columns += [
            Column(label, "number", block=cluster),
            Column(label, "symbol", block=cluster),
            Column(label, "symbol", block=cluster),
        ]
    rows = [Row(tuple(_cells(frame, one, clusters))) for one in readings]
    keys = [(one.indicator, one.group, str(one.period)) for one in readings]
    caption = frame.say(
        "Hovedtal: cirklen viser niveauet, pilen udviklingen over et år",
        "Headline figures: level (circle) and development over a year (arrow)",
    )
    return Table("overview", caption, tuple(columns), tuple(rows), source=frame.source_line(keys))


def _cells(frame: Frame, reading: Reading, clusters: Sequence[str]) -> list[Cell]:
    own = reading.own
    cells: list[Cell] = [
        _name(frame, reading),
        Number(own.own_value, own.own_decimals, own.own_status),
    ]
    for cluster in clusters:
        row = next((one for one in reading.levels if one.cluster == cluster), None)
        if row is None:
            cells.append(Number(None, own.own_decimals))
        else:
            cells.append(Number(row.cluster_value, row.cluster_decimals, row.cluster_level.status))
        cells += stand(frame, reading, cluster)
    return cells


def _name(frame: Frame, reading: Reading) -> TextCell:
    """``Kontanthjælp: fuldtidspersoner i pct. af arbejdsstyrken, juni 2026``."""
    words = f"{figure_name(frame, reading)}, {naming.short_period(reading.period, frame.lang)}"
    return TextCell(words, alone=words)


def figure_name(frame: Frame, reading: Reading) -> str:
    """``Kontanthjælp: fuldtidspersoner i pct. af arbejdsstyrken``."""
    label = line_label(reading.indicator, registry.declared(reading.indicator), frame.lang)
    return f"{naming.group_label(reading.group, frame.lang)}: {label[:1].lower()}{label[1:]}"


def _tall_table(table: Table) -> float:
    if not table.rows:
        return 0.0
    names = [row.cells[0].text for row in table.rows if isinstance(row.cells[0], TextCell)]
    lines = [ceil(len(name) / _LETTERS_OF_NAME) for name in names]
    return _TABLE + sum(_ROW + (_ROW_OF_TWO - _ROW) * (many - 1) for many in lines)


def _second_lines(frame: Frame) -> float:
    """How much taller the page's head is by a long name: under its title, and in the table's head."""
    under = len(frame.name) + sum(map(len, frame.cluster_labels.values()))
    return (5.0 if under > _UNDER else 0.0) + (4.0 if len(frame.name) > _LONG_NAME else 0.0)


def _section(frame: Frame, block: Bullets) -> float:
    return _SECTION + sum(tall(frame, item) for item in block.items)


def _foot(frame: Frame) -> str:
    say = frame.say
    day = naming.day_name(frame.given.generated, frame.lang)
    reading = say(
        "Grøn er bedre end klyngen, orange dårligere. ≈: forskellen er ikke større, end tilfældet kan give; "
        "~: den er ikke større, end klyngens kommuner indbyrdes er forskellige. Tal om få personer er "
        "skjult.",
        "Green is better than the cluster, orange worse. ≈: the difference is no larger than chance can make "
        "it; ~: no larger than the cluster's municipalities differ. Figures of few persons are hidden.",
    )
    return f"{reading} {frame.source_line(())} {say(f'Udarbejdet {day}.', f'Prepared on {day}.')}"
