"""Figures over periods against the clusters: a table of levels, one of developments, and a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pejling.comparison.certainty import doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import Standing, direction, level_gap, level_standing
from pejling.findings.reading import Change, Reading, readings
from pejling.indicators import registry
from pejling.indicators.indicator import Unit
from pejling.report import naming, symbols
from pejling.report.chapters import group_order, is_sub_group
from pejling.report.document import (
    NBSP,
    Block,
    Cell,
    Chapter,
    Chart,
    Column,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.footnotes import HIDDEN, POINTS, Footnotes
from pejling.report.frame import Frame
from pejling.report.material import Series, SeriesPoint
from pejling.report.pictures import LEAST_POINTS, line_charts
from pejling.report.plan import Plan
from pejling.report.sentences import level as levels
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.speaker import Sentence, joined
from pejling.report.tables import line_label
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

MOST_PERIODS = 4  # columns of a table; a chart has them all
MOST_CLUSTERS = 3
MOST_BARS = 14  # more take too much of a page
MOST_LINES = 4  # line charts of an indicator
RATIOS = frozenset({Unit.PERCENT, Unit.WEEKS, Unit.CONTACTS, Unit.PER_100, Unit.PER_1000})


@dataclass(frozen=True)
class Compared:
    """The material: comparisons of every period, the last one first against the year before, then others."""

    periods: tuple[Period, ...]
    rows: tuple[Comparison, ...]


TITLE = Text(da="Nøgletal", en="Figures")


def chapter(frame: Frame, plan: Plan, found: Compared) -> Chapter:
    """One section an indicator where there are several groups; else one table of indicators."""
    clusters = [one for one in frame.cluster_labels if not plan.clusters or one in plan.clusters]
    known = [reading for reading in readings(found.rows, clusters) if _told(reading)]
    ids = list(dict.fromkeys(reading.indicator for reading in known))
    wanted = [id for id in plan.indicators if id in ids] or ids
    several = len({reading.group for reading in known}) > 1
    parts = [[id] for id in wanted] if several else [wanted]
    blocks: list[Block] = [Paragraph((plan.intro(frame.lang),))] if plan.intro else []
    for part in parts:
        lines = Lines(frame, plan, found.periods, [one for one in known if one.indicator in part], clusters)
        if len(parts) > 1:
            blocks.append(Heading(registry.declared(part[0]).label(frame.lang)))
        blocks += lines.blocks()
    return Chapter(plan.id, (plan.title or TITLE)(frame.lang), tuple(blocks))


def _told(reading: Reading) -> bool:
    own = reading.own.own_level
    return own.value is not None or own.hidden or bool(reading.changes)


class Lines:
    """The readings of one table: a line each, by group or by indicator."""

    def __init__(
        self,
        frame: Frame,
        plan: Plan,
        periods: Sequence[Period],
        found: Sequence[Reading],
        clusters: Sequence[str],
    ) -> None:
        self._frame = frame
        self._lang = frame.lang
        self._found = {(one.indicator, one.group, one.period): one for one in found}
        self._by_group = len({one.group for one in found}) > 1
        self.keys = self._ordered(found)
        present = {one.period for one in found}
        self._periods = [one for one in periods if one in present]
        self.last = self._periods[-1]
        self._plan = plan
        self._suffix = f"-{found[0].indicator}" if len(plan.indicators) > 1 and self._by_group else ""
        self._clusters = clusters
        self._name = (
            registry.declared(found[0].indicator).label(frame.lang)
            if self._by_group or len(self.keys) == 1
            else (plan.title(frame.lang) if plan.title else frame.say("Nøgletal", "Figures"))
        )

    def reading(self, key: tuple[str, str], period: Period) -> Reading | None:
        """The reading of a line in a period."""
        return self._found.get((*key, period))

    @property
    def shown(self) -> Sequence[Period]:
        """The periods that a table has a column for."""
        return self._periods[-MOST_PERIODS:]

    def bases(self) -> list[Period]:
        """The periods that the last one is held against, the latest first."""
        return sorted(
            {change.base for reading in self._latest() for change in reading.changes},
            key=lambda base: base.last_day,
            reverse=True,
        )

    def _ordered(self, found: Sequence[Reading]) -> list[tuple[str, str]]:
        groups = group_order([one.group for one in found])
        ids = list(dict.fromkeys(one.indicator for one in found))
        present = {(one.indicator, one.group) for one in found}
        return [(id, group) for group in groups for id in ids if (id, group) in present]

    def blocks(self) -> list[Block]:
        said = self._sentences()
        charts = self._charts()
        return [
            *([Paragraph(joined(said))] if said else []),
            *self._level_tables(),
            *self.change_tables(),
            *charts,
        ]

    # -- tables

    def _level_tables(self) -> list[Table]:
        """The level in each period, beside the clusters' in the last."""
        with_level = [
            cluster
            for cluster in self._clusters
            if any(
                row.cluster == cluster and (row.cluster_value is not None or row.cluster_hidden)
                for reading in self._latest()
                if _is_ratio(reading)
                for row in reading.levels
            )
        ]
        found = []
        for number, batch in _batches(with_level):
            notes = Footnotes(self._lang)
            shown = self.shown
            columns = [self.first_column(), *self._period_columns(shown)]
            for cluster in batch:
                columns += self._cluster_columns(cluster, shown)
            rows = [self._level_row(key, shown, batch, notes) for key in self.keys]
            found.append(self._table("level", number, self._level_caption(), columns, rows, notes))
        return found

    def _period_columns(self, shown: Sequence[Period]) -> list[Column]:
        if len(shown) == 1:
            return [Column(self._frame.name, "number")]
        return [Column(head(period, self._lang), "number") for period in shown]

    def _cluster_columns(self, cluster: str, shown: Sequence[Period]) -> list[Column]:
        label = self._frame.cluster_labels[cluster]
        if len(shown) > 1:
            label = f"{label}, {head(self.last, self._lang)}"
        return [Column(label, "number", block=cluster), Column(label, "symbol", block=cluster)]

    def _level_row(
        self, key: tuple[str, str], shown: Sequence[Period], clusters: Sequence[str], notes: Footnotes
    ) -> Row:
        cells: list[Cell] = [self.label(key)]
        for period in shown:
            reading = self._found.get((*key, period))
            cells.append(
                number_of(reading.own.own_level, notes, (period,))
                if reading
                else Number(None, 0, Status.NOT_OBSERVED)
            )
        reading = self._found.get((*key, self.last))
        for cluster in clusters:
            row = next((one for one in reading.levels if one.cluster == cluster), None) if reading else None
            whom = self._frame.speaker.cluster(cluster)
            if row is None:
                cells += [
                    Number(None, 0, Status.NOT_OBSERVED),
                    symbols.level(Tone.NONE, whom, self._lang),
                ]
                continue
            cells.append(number_of(row.cluster_level, notes, (self.last,)))
            cells.append(symbols.level(row.level_symbol, whom, self._lang, doubt(row.level_certainty)))
        return Row(tuple(cells), "plain")

    def change_tables(self) -> list[Table]:
        """The change to the last period from each base, beside the clusters' over the latest year."""
        bases = self.bases()
        if not bases:
            return []
        newest = bases[0]
        moved = [
            cluster
            for cluster in self._clusters
            if any(
                row.cluster == cluster and (row.cluster_change is not None or row.cluster_change_hidden)
                for reading in self._latest()
                for change in reading.changes
                if change.base == newest
                for row in change.against
            )
        ]
        keys = [key for key in self.keys if (one := self._found.get((*key, self.last))) and one.changes]
        found = []
        for number, batch in _batches(moved):
            notes = Footnotes(self._lang)
            columns = [self.first_column()]
            for base in bases:
                since = head(base, self._lang)
                columns.append(
                    Column(
                        self._frame.say(
                            f"{self._frame.name} siden {since}", f"{self._frame.name} since {since}"
                        ),
                        "number",
                    )
                )
            for cluster in batch:
                label = self._frame.cluster_labels[cluster]
                since = head(newest, self._lang)
                label = self._frame.say(f"{label} siden {since}", f"{label} since {since}")
                columns += [Column(label, "number", block=cluster), Column(label, "symbol", block=cluster)]
            rows = [self._change_row(key, bases, batch, notes) for key in keys]
            caption = self._change_caption(keys, notes)
            found.append(self._table("change", number, caption, columns, rows, notes))
        return found

    def _change_row(
        self, key: tuple[str, str], bases: Sequence[Period], clusters: Sequence[str], notes: Footnotes
    ) -> Row:
        reading = self._found[*key, self.last]
        changes = {change.base: change for change in reading.changes}
        cells: list[Cell] = [self.label(key)]
        for base in bases:
            change = changes.get(base)
            cells.append(
                number_of(change.against[0].own_development, notes, (base, self.last))
                if change
                else Number(None, 0, Status.NOT_OBSERVED)
            )
        newest = changes.get(bases[0])
        for cluster in clusters:
            row = next((one for one in newest.against if one.cluster == cluster), None) if newest else None
            whom = self._frame.speaker.cluster(cluster)
            if row is None or newest is None:
                nothing = symbols.trend(Direction.NONE, Tone.NONE, whom, self._lang)
                cells += [Number(None, 0, Status.NOT_OBSERVED), nothing]
                continue
            way = direction(Change(newest.base, (row,)))
            cells.append(number_of(row.cluster_development, notes, (newest.base, self.last)))
            cells.append(symbols.trend(way, row.trend_colour, whom, self._lang, doubt(row.change_certainty)))
        return Row(tuple(cells), "plain")

    def _table(
        self,
        what: str,
        number: int,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        notes: Footnotes,
    ) -> Table:
        id = f"{self._plan.id}{self._suffix}-{what}" + (f"-{number}" if number > 1 else "")
        return Table(id, caption, tuple(columns), tuple(rows), notes.listed, self.source())

    def first_column(self) -> Column:
        return Column(
            self._frame.say("Målgruppe", "Target group")
            if self._by_group
            else self._frame.say("Nøgletal", "Figure"),
            "text",
        )

    def label(self, key: tuple[str, str]) -> TextCell:
        id, group = key
        if not self._by_group:
            label = line_label(id, registry.declared(id), self._lang)
            return TextCell(label, alone=label, strong=True)
        label = naming.group_label(group, self._lang)
        return TextCell(label, alone=label, strong=not is_sub_group(group))

    def _level_caption(self) -> str:
        unit = self._unit()
        when = naming.period_name(self.last, self._lang) if len(self._periods) == 1 else ""
        return ", ".join(filter(None, (self._name, unit, when)))

    def _change_caption(self, keys: Sequence[tuple[str, str]], notes: Footnotes) -> str:
        """``Samtaler pr. halvår: ændring til 2019, pct.``"""
        reading = self._found[*keys[0], self.last]
        declared = registry.declared(reading.indicator)
        unit = naming.change_unit(reading.changes[0].development, declared.unit, self._lang)
        if reading.changes[0].development.value == "change_pp":
            notes.letters([POINTS])
        when = naming.period_name(self.last, self._lang)
        what = self._frame.say(f"{self._name}: ændring til {when}", f"{self._name}: change to {when}")
        return ", ".join(filter(None, (what, unit)))

    def _unit(self) -> str:
        """The unit, where the name does not say it."""
        if not self._by_group and len(self.keys) > 1:
            return ""
        id = self.keys[0][0]
        return (
            line_label(id, registry.declared(id), self._lang)
            .removeprefix(registry.declared(id).label(self._lang))
            .removeprefix(", ")
        )

    def source(self) -> str:
        return self._frame.source_line((*key, str(period)) for key in self.keys for period in self._periods)

    def _latest(self) -> list[Reading]:
        return [one for key in self.keys if (one := self._found.get((*key, self.last)))]

    # -- charts

    def _charts(self) -> list[Chart]:
        """Lines over time where there are points enough; else bars of all groups on one scale."""
        lines = [chart for key in self.keys if (chart := self._line(key)) is not None]
        if lines:
            return list(lines[: self._plan.most or MOST_LINES])
        bars = self._bars()
        return [bars] if bars else []

    def _line(self, key: tuple[str, str]) -> Chart | None:
        reading = self._found.get((*key, self.last))
        alike = [p for p in self._periods if (p.kind, p.length) == (self.last.kind, self.last.length)]
        if reading is None or len(alike) < LEAST_POINTS:
            return None
        series = tuple(self._series(key, alike))
        frame = Frame(replace(self._frame.given, series=series))
        (chart,) = line_charts(frame, [reading]) or (None,)
        return replace(chart, id=f"{self._plan.id}-{chart.id}") if chart else None

    def _series(self, key: tuple[str, str], periods: Sequence[Period]) -> Iterable[Series]:
        found = [one for period in periods if (one := self._found.get((*key, period)))]
        own = self._frame.given.municipality
        yield Series(*key, own, tuple(_point(one.period, one.own.own_level) for one in found))
        if not _is_ratio(found[-1]):
            return
        for cluster in self._clusters:
            points = tuple(
                _point(one.period, row.cluster_level)
                for one in found
                for row in one.levels
                if row.cluster == cluster
            )
            if any(point.value is not None for point in points):
                yield Series(*key, cluster, points)

    def _bars(self) -> BarChart | None:
        """The last level of every group on one scale; of many groups those that are no part of another."""
        if not self._by_group:
            return None
        latest = [one for one in self._latest() if one.own.own_value is not None and _is_ratio(one)]
        if len(latest) > MOST_BARS:
            latest = [one for one in latest if not is_sub_group(one.group)]
        bars = []
        for reading in latest:
            marks = tuple(
                (self._frame.places[row.cluster], Number(row.cluster_value, row.cluster_decimals))
                for row in reading.levels
                if row.cluster_value is not None
            )
            own = Number(reading.own.own_value, reading.own.own_decimals)
            bars.append(Bar(naming.group_label(reading.group, self._lang), own, marks))
        if len(bars) < 2:
            return None
        when = naming.period_name(self.last, self._lang)
        title = ", ".join(filter(None, (self._name, self._unit(), when)))
        told = "; ".join(
            f"{bar.label}: {self._frame.name} {bar.value.text(self._lang)}"
            + "".join(f", {place.label} {number.text(self._lang)}" for place, number in bar.marks)
            for bar in bars
        )
        alt = f"{self._frame.say('Søjlediagram', 'Bar chart')}. {title}. {told}."
        id = f"{self._plan.id}{self._suffix}-bars"
        return BarChart(id, title, alt, tuple(bars), self._frame.name, source=self.source())

    # -- sentences

    def _sentences(self) -> list[Sentence]:
        """How many groups stand better and worse, and the widest gap; of one line its level and change."""
        speaker = self._frame.speaker
        latest = self._latest()
        if len(latest) == 1:
            reading = latest[0]
            said = [levels.level_sentence(speaker, reading)]
            said += [
                development_sentence(speaker, reading, change, named=bool(said[0]))
                for change in reading.changes[:1]
            ]
            return [one for one in said if one]
        judged = [one for one in latest if level_standing(one) is not Standing.NONE]
        if len(judged) < 2:
            return []
        said = [self._counted(judged)]
        widest = max(
            (one for one in judged if level_standing(one) in (Standing.BETTER, Standing.WORSE)),
            key=level_gap,
            default=None,
        )
        if widest is not None:
            said.append(levels.widest_sentence(speaker, widest))
        return said

    def _counted(self, judged: Sequence[Reading]) -> Sentence:
        speaker = self._frame.speaker
        standings = [level_standing(one) for one in judged]
        better, worse = standings.count(Standing.BETTER), standings.count(Standing.WORSE)
        hardly = standings.count(Standing.HARDLY)
        rest = len(judged) - better - worse - hardly
        compared = {row.cluster for one in judged for row in one.levels if row.cluster_value is not None}
        everyone = speaker.all_of([one for one in self._clusters if one in compared])
        count, name = speaker.count, speaker.municipality
        what = (
            speaker.say("målgrupper", "target groups")
            if self._by_group
            else speaker.say("nøgletal", "figures")
        )
        when = naming.in_period(self.last, self._lang)
        told: list[str] = []
        for number, da, en in ((better, "bedre", "better"), (worse, "dårligere", "worse")):
            if number:
                than = "" if told else speaker.say(f" end {everyone}", f" than {everyone}")
                told.append(speaker.say(f"{da}{than} i {count(number)}", f"{en}{than} on {count(number)}"))
        if hardly:
            told.append(
                speaker.say(f"næppe anderledes i {count(hardly)}", f"hardly different on {count(hardly)}")
            )
        if rest:
            told.append(
                speaker.say(f"på niveau eller blandet i {count(rest)}", f"level or mixed on {count(rest)}")
            )
        start = speaker.say(
            f"Af {count(len(judged))} {what}, der kan sammenlignes {when}, ligger {name} ",
            f"Of {count(len(judged))} {what} that can be compared {when}, {name} stands ",
        )
        return (start + naming.listed(told, self._lang) + ".",)


def head(period: Period, lang: Language) -> str:
    """The period over a column, its year on a line of its own where room is short."""
    return " ".join(naming.short_period(period, lang).rsplit(NBSP, 1))


def _is_ratio(reading: Reading) -> bool:
    """Whether levels of municipalities of different size can be held against each other."""
    return registry.declared(reading.indicator).unit in RATIOS


def _batches(clusters: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
    """Clusters for a table each time; one table where there is none."""
    for start in range(0, max(len(clusters), 1), MOST_CLUSTERS):
        yield start // MOST_CLUSTERS + 1, clusters[start : start + MOST_CLUSTERS]


def _point(period: Period, level: Figure) -> SeriesPoint:
    return SeriesPoint(period, level.value, level.status, frozenset(level.marks))


def number_of(figure: Figure, notes: Footnotes, periods: Sequence[Period]) -> Number:
    if figure.hidden:
        return Number(None, figure.decimals, Status.SUPPRESSED, notes=notes.letters([HIDDEN]))
    if figure.value is None:
        return Number(None, figure.decimals, Status.NOT_OBSERVED, notes=notes.of_reason(figure.reason))
    return Number(figure.value, figure.decimals, notes=notes.letters(figure.marks, periods))
