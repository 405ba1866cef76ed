"""Tables of levels and of developments, a line a group or indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pejling.comparison.certainty import doubt
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import direction
from pejling.findings.reading import Change, Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Development
from pejling.report import naming, symbols
from pejling.report.document import (
    Cell,
    Column,
    Number,
    Row,
    Table,
    TextCell,
)
from pejling.report.footnotes import POINTS, Footnotes
from pejling.report.parts.lines import Lines, head, is_ratio, number_of
from pejling.terms.observation import Status
from pejling.terms.period import Period

MOST_CLUSTERS = 3


def level_tables(lines: Lines) -> list[Table]:
    """The level in each period, beside the clusters' in the last."""
    with_level = [
        cluster
        for cluster in lines.clusters
        if any(
            row.cluster == cluster and (row.cluster_value is not None or row.cluster_hidden)
            for reading in lines.latest()
            if is_ratio(reading)
            for row in reading.levels
        )
    ]
    found = []
    for number, batch in _batches(with_level):
        notes = Footnotes(lines.lang)
        shown = lines.shown
        columns = [lines.first_column(), *_period_columns(lines, shown)]
        for cluster in batch:
            columns += _cluster_columns(lines, cluster, shown)
        rows = [_level_row(lines, key, shown, batch, notes) for key in lines.keys]
        found.append(_table(lines, "level", number, _level_caption(lines), columns, rows, notes))
    return found


def _period_columns(lines: Lines, shown: Sequence[Period]) -> list[Column]:
    if len(shown) == 1:
        return [Column(lines.frame.name, "number")]
    return [Column(head(period, lines.lang), "number") for period in shown]


def _cluster_columns(lines: Lines, cluster: str, shown: Sequence[Period]) -> list[Column]:
    label = lines.frame.cluster_labels[cluster]
    if len(shown) > 1:
        label = f"{label}, {head(lines.last, lines.lang)}"
    return [Column(label, "number", block=cluster), Column(label, "symbol", block=cluster)]


def _level_row(
    lines: Lines, key: tuple[str, str], shown: Sequence[Period], clusters: Sequence[str], notes: Footnotes
) -> Row:
    cells: list[Cell] = [lines.label(key)]
    for period in shown:
        reading = lines.found.get((*key, period))
        cells.append(
            number_of(reading.own.own_level, notes, (period,))
            if reading
            else Number(None, 0, Status.NOT_OBSERVED)
        )
    reading = lines.found.get((*key, lines.last))
    for cluster in clusters:
        row = next((one for one in reading.levels if one.cluster == cluster), None) if reading else None
        whom = lines.frame.speaker.cluster(cluster)
        if row is None:
            cells += [
                Number(None, 0, Status.NOT_OBSERVED),
                symbols.level(Tone.NONE, whom, lines.lang),
            ]
            continue
        cells.append(number_of(row.cluster_level, notes, (lines.last,)))
        cells.append(symbols.level(row.level_symbol, whom, lines.lang, doubt(row.level_certainty)))
    return Row(tuple(cells), "plain")


def change_tables(lines: Lines) -> list[Table]:
    """The change to the last period from each base, beside the clusters' over the latest year."""
    bases = lines.bases()
    if not bases:
        return []
    newest = bases[0]
    moved = [
        cluster
        for cluster in lines.clusters
        if any(
            row.cluster == cluster and (row.cluster_change is not None or row.cluster_change_hidden)
            for reading in lines.latest()
            for change in reading.changes
            if change.base == newest
            for row in change.against
        )
    ]
    keys = [key for key in lines.keys if _moved(lines.reading(key, lines.last))]
    if not keys:
        return []
    found = []
    for number, batch in _batches(moved):
        notes = Footnotes(lines.lang)
        in_points = {key for key in keys if _development(lines, key) is Development.PERCENTAGE_POINTS}
        said = notes.letters([POINTS]) if in_points else ()
        alike = len(in_points) == len(keys)
        columns = [lines.first_column()]
        for base in bases:
            since = head(base, lines.lang)
            since = lines.frame.say(f"{lines.frame.name} siden {since}", f"{lines.frame.name} since {since}")
            columns.append(Column(since, "number", notes=said if alike else ()))
        for cluster in batch:
            label = lines.frame.cluster_labels[cluster]
            since = head(newest, lines.lang)
            label = lines.frame.say(f"{label} siden {since}", f"{label} since {since}")
            columns += [Column(label, "number", block=cluster), Column(label, "symbol", block=cluster)]
        rows = []
        for key in keys:
            named = _change_label(lines, key, keys)
            if key in in_points and not alike:
                named = replace(named, notes=said)
            rows.append(_change_row(lines, key, named, bases, batch, notes))
        caption = _change_caption(lines, keys)
        found.append(_table(lines, "change", number, caption, columns, rows, notes))
    return found


def _moved(reading: Reading | None) -> bool:
    """Whether there is a change of the municipality to print."""
    changes = reading.changes if reading else ()
    return any(row.own_change is not None for change in changes for row in change.against)


def _change_row(
    lines: Lines,
    key: tuple[str, str],
    label: TextCell,
    bases: Sequence[Period],
    clusters: Sequence[str],
    notes: Footnotes,
) -> Row:
    reading = lines.found[*key, lines.last]
    changes = {change.base: change for change in reading.changes}
    cells: list[Cell] = [label]
    for base in bases:
        change = changes.get(base)
        cells.append(
            number_of(change.against[0].own_development, notes, (base, lines.last))
            if change
            else Number(None, 0, Status.NOT_OBSERVED)
        )
    newest = changes.get(bases[0])
    for cluster in clusters:
        row = next((one for one in newest.against if one.cluster == cluster), None) if newest else None
        whom = lines.frame.speaker.cluster(cluster)
        if row is None or newest is None:
            nothing = symbols.trend(Direction.NONE, Tone.NONE, whom, lines.lang)
            cells += [Number(None, 0, Status.NOT_OBSERVED), nothing]
            continue
        way = direction(Change(newest.base, (row,)))
        cells.append(number_of(row.cluster_development, notes, (newest.base, lines.last)))
        cells.append(symbols.trend(way, row.trend_colour, whom, lines.lang, doubt(row.change_certainty)))
    return Row(tuple(cells), "plain")


def _table(
    lines: Lines,
    what: str,
    number: int,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    notes: Footnotes,
) -> Table:
    id = f"{lines.plan.id}{lines.suffix}-{what}" + (f"-{number}" if number > 1 else "")
    return Table(id, caption, tuple(columns), tuple(rows), notes.listed, lines.source())


def _level_caption(lines: Lines) -> str:
    unit = lines.unit()
    when = naming.period_name(lines.last, lines.lang) if len(lines.periods) == 1 else ""
    return ", ".join(filter(None, (lines.name, unit, when)))


def _change_caption(lines: Lines, keys: Sequence[tuple[str, str]]) -> str:
    """``Samtaler pr. halvår: ændring til 2019, pct.``; no unit where the lines have several."""
    when = naming.period_name(lines.last, lines.lang)
    what = lines.frame.say(f"{lines.name}: ændring til {when}", f"{lines.name}: change to {when}")
    units = _units(lines, keys)
    return f"{what}, {units.pop()}" if len(units) == 1 and "" not in units else what


def _development(lines: Lines, key: tuple[str, str]) -> Development:
    return lines.found[*key, lines.last].changes[0].development


def _unit(lines: Lines, key: tuple[str, str]) -> str:
    return naming.change_unit(_development(lines, key), registry.declared(key[0]).unit, lines.lang)


def _units(lines: Lines, keys: Sequence[tuple[str, str]]) -> set[str]:
    return {_unit(lines, key) for key in keys}


def _change_label(lines: Lines, key: tuple[str, str], keys: Sequence[tuple[str, str]]) -> TextCell:
    """The line's label, with what its changes are in where the table's lines differ in that."""
    if len(_units(lines, keys)) == 1:
        return lines.label(key)
    label = registry.declared(key[0]).label(lines.lang) if not lines.by_group else lines.label(key).text
    told = ", ".join(filter(None, (label, _unit(lines, key))))
    return TextCell(told, alone=told, strong=True)


def _batches(clusters: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
    """Clusters for a table each time; one table where there is none."""
    for start in range(0, max(len(clusters), 1), MOST_CLUSTERS):
        yield start // MOST_CLUSTERS + 1, clusters[start : start + MOST_CLUSTERS]
