"""Tables as in the 2012 report: per figure a line for the level and one for each development."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pejling.comparison.certainty import doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import direction
from pejling.findings.reading import Change, Reading
from pejling.indicators import registry
from pejling.indicators.indicator import Development, Indicator, Unit
from pejling.report import naming, symbols
from pejling.report.document import Cell, Column, Number, Row, Table, TextCell
from pejling.report.footnotes import HIDDEN, NO_MEMBERS, POINTS, Footnotes
from pejling.report.frame import Frame
from pejling.report.sentences import phrases
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Language

CLUSTERS_A_TABLE = 3  # more do not fit the width of a page: a further table takes the next ones


def comparison_tables(frame: Frame, id: str, caption: str, readings: Sequence[Reading]) -> tuple[Table, ...]:
    """The table of ``readings``, once for every three clusters."""
    clusters = list(frame.cluster_labels)
    batches = [clusters[i : i + CLUSTERS_A_TABLE] for i in range(0, len(clusters), CLUSTERS_A_TABLE)] or [[]]
    tables = []
    for number, batch in enumerate(batches, start=1):
        part = f" ({number}/{len(batches)})" if len(batches) > 1 else ""
        suffix = f"-{number}" if number > 1 else ""
        tables.append(_Drawing(frame, batch).table(id + suffix, caption + part, readings))
    return tuple(tables)


class _Drawing:
    """Draws one table: rows in the order of the readings, footnotes as cells need them."""

    def __init__(self, frame: Frame, clusters: list[str]) -> None:
        self._frame = frame
        self._lang = frame.lang
        self._clusters = clusters
        self._notes = Footnotes(frame.lang)
        self._published_alone = {note.id for note in frame.given.clusters if not note.members}
        self._whom = {cluster: frame.speaker.cluster(cluster) for cluster in clusters}

    def table(self, id: str, caption: str, readings: Sequence[Reading]) -> Table:
        frame = self._frame
        columns = [
            Column(frame.say("Nøgletal", "Figure"), "text"),
            Column(frame.say("Periode", "Period"), "period"),
            Column(frame.name, "number"),
        ]
        for cluster in self._clusters:
            label = frame.cluster_labels[cluster]
            alone = [NO_MEMBERS] if cluster in self._published_alone else []
            notes = self._notes.letters(alone)
            columns += [
                Column(label, "number", block=cluster, notes=notes),
                Column(label, "symbol", block=cluster, notes=notes),
            ]
        rows = [row for reading in _with_aims(readings) for row in self._rows(reading)]
        keys = [(r.indicator, r.group, str(r.period)) for r in readings]
        return Table(id, caption, tuple(columns), tuple(rows), self._notes.listed, frame.source_line(keys))

    def _rows(self, reading: Reading | str) -> Iterable[Row]:
        if isinstance(reading, str):
            aim = phrases.aim_label(reading, self._lang)
            title = f"»{aim}«" if self._lang == "da" else f"“{aim}”"
            yield Row((TextCell(title, alone=title, strong=True),), "heading")
            return
        declared = registry.declared(reading.indicator)
        label = line_label(reading.indicator, declared, self._lang)
        yield self._level(reading, label)
        for change in reading.changes:
            yield self._change(reading, change, declared, label)

    def _level(self, reading: Reading, label: str) -> Row:
        own = reading.own
        cells: list[Cell] = [
            TextCell(label, alone=label, strong=True),
            TextCell(naming.period_name(reading.period, self._lang)),
            self._number(own.own_level, (reading.period,)),
        ]
        by_cluster = {row.cluster: row for row in reading.levels}
        for cluster in self._clusters:
            row = by_cluster.get(cluster)
            cells.append(self._cluster_level(row, reading.period))
            tone = row.level_symbol if row else Tone.NONE
            unsure = doubt(row.level_certainty if row else None)
            cells.append(symbols.level(tone, self._whom[cluster], self._lang, unsure))
        return Row(tuple(cells), "level")

    def _change(self, reading: Reading, change: Change, declared: Indicator, label: str) -> Row:
        in_points = change.development is Development.PERCENTAGE_POINTS
        unit = naming.change_unit(change.development, declared.unit, self._lang)
        name = ", ".join(filter(None, (self._frame.say("Udvikling", "Change"), unit)))
        own = change.against[0]
        periods = (change.base, reading.period)
        cells: list[Cell] = [
            TextCell(
                name, alone=f"{label}: {name}", notes=self._notes.letters([POINTS] if in_points else [])
            ),
            TextCell(_span(change.base, reading.period, self._lang)),
            self._number(own.own_development, periods),
        ]
        by_cluster = {row.cluster: row for row in change.against}
        for cluster in self._clusters:
            row = by_cluster.get(cluster)
            if row is None:
                cells.append(Number(None, 0, Status.NOT_OBSERVED))
                cells.append(symbols.trend(Direction.NONE, Tone.NONE, self._whom[cluster], self._lang))
                continue
            way = direction(Change(change.base, (row,)))
            tell = cluster not in self._published_alone
            cells.append(self._number(row.cluster_development, periods, tell=tell))
            unsure = doubt(row.change_certainty)
            cells.append(symbols.trend(way, row.trend_colour, self._whom[cluster], self._lang, unsure))
        return Row(tuple(cells), "change")

    def _cluster_level(self, row: Comparison | None, period: Period) -> Number:
        if row is None:
            return Number(None, 0, Status.NOT_OBSERVED)
        return self._number(row.cluster_level, (period,), tell=row.cluster not in self._published_alone)

    def _number(self, figure: Figure, periods: Sequence[Period], *, tell: bool = True) -> Number:
        """``tell``: a missing figure gets a footnote with the reason."""
        if figure.hidden:
            return Number(None, figure.decimals, Status.SUPPRESSED, notes=self._notes.letters([HIDDEN]))
        if figure.value is None:
            notes = self._notes.of_reason(figure.reason) if tell else ()
            return Number(None, figure.decimals, Status.NOT_OBSERVED, notes=notes)
        return Number(figure.value, figure.decimals, notes=self._notes.letters(figure.marks, periods))


def line_label(indicator: str, declared: Indicator, lang: Language) -> str:
    """The indicator's label with its unit where the label does not say it; a status by its destination."""
    label = declared.label(lang)
    if is_status(indicator):
        return naming.capital(label.partition(": ")[2] or label)
    if declared.unit is Unit.NUMBER:
        return label
    unit = short_unit(declared.unit, lang)
    told = any(word in label.lower() for word in (unit.lower().rstrip("."), _stem(unit)))
    return label if told else f"{label}, {unit}"


def short_unit(unit: Unit, lang: Language) -> str:
    """The unit as tables write it."""
    return naming.unit_name(unit, lang)


def is_status(indicator: str) -> bool:
    """Whether it is one destination of a family that adds up to all who left."""
    return ":" in indicator and phrases.aim(indicator) == "staying"


def _stem(unit: str) -> str:
    return unit.lower()[: max(4, len(unit) - 2)]


def _span(base: Period, period: Period, lang: Language) -> str:
    """``3. kvt. 2010 – 3. kvt. 2011``; of two spans, the base in brackets."""
    first, last = naming.short_period(base, lang), naming.short_period(period, lang)
    if base.length > 1 or period.length > 1:
        return f"{last} (mod {first})" if lang == "da" else f"{last} (against {first})"
    return f"{first} – {last}"


def _with_aims(readings: Sequence[Reading]) -> Iterable[Reading | str]:
    """The readings with a heading before each new aim, where there is more than one."""
    aims = [phrases.aim(reading.indicator) for reading in readings]
    several = len({aim for aim in aims if aim}) > 1
    before = ""
    for reading, aim in zip(readings, aims, strict=True):
        if several and aim and aim != before:
            yield aim
        before = aim
        yield reading
