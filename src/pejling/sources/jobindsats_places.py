"""Where each row of an answer belongs: its period and area, its group, and the break-downs it is away by."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from pejling.sources.jobindsats_answer_table import Table, cell_problem, text_in
from pejling.sources.jobindsats_columns import Columns, DimensionColumn
from pejling.sources.jobindsats_labels import band, band_id, best, fold, slug
from pejling.sources.jobindsats_mapping import GROUP, Entry, Known, TableMapping, the_best
from pejling.terms import benefit
from pejling.terms.parse import parse_area, parse_jobindsats_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

CROSSED = Text(da="to opdelinger på én gang", en="two break-downs at a time")
_NO_AREA = Text(da="et område af en slags, vi ikke har", en="an area of a kind that is none of ours")
_NO_GROUP = Text(da="ingen gruppe hos os", en="no group of ours")
_SAME_GROUP = Text(
    da="flere værdier er samme gruppe hos os; skriv i en fil til --mapping, hvilken det er",
    en="several values are the same group to us; say which in a file for --mapping",
)
_NO_TABLE_GROUP = Text(
    da="hele tabellen er ingen af vores grupper", en="the table as a whole is none of our groups"
)
_BANDS = ("age", "duration")


@dataclass(frozen=True, slots=True)
class Left:
    """Figures that became no observation: which (table, column or value), how many, and why."""

    what: str
    figures: int
    why: Text


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension: the sum, a group of ours, or a part; or why it is neither."""

    label: str
    kind: str
    total: bool = False
    group: str = ""
    part: str = ""
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs. ``left``: what it fails on and why, if it has no place with us."""

    period: Period
    area: str
    group: str
    values: tuple[Value, ...]
    left: tuple[str, Text] | None = None

    def away(self, by: str = "") -> tuple[str, ...]:
        """The parts that the row is narrowed to, a dimension ``by`` left aside."""
        return tuple(value.part for value in self.values if value.part and value.kind != by)

    def value_of(self, kind: str) -> str:
        return next((value.label for value in self.values if value.kind == kind), kind)


@dataclass
class Places:
    """The places of an answer's rows."""

    table: Table
    known: Known
    mapping: TableMapping
    columns: Columns
    where: str
    periods: dict[str, Period] = field(default_factory=dict)

    @property
    def repeated(self) -> int:
        """How many rows said the same as another, word for word."""
        return len(self.table.rows) - len(self.rows)

    @cached_property
    def rows(self) -> list[tuple[int, Place]]:
        """Every row's number (from 0) and place, each row once.

        A leaf of a hierarchy comes once for each level that it stands at: the same row again. Another figure
        for the same place is a Problem.
        """
        areas = self._areas()
        values = [self._values(dimension) for dimension in self.columns.dimensions]
        at = (self.columns.period, self.columns.area, *(one.index for one in self.columns.dimensions))
        seen: dict[tuple[str, ...], int] = {}
        found: list[tuple[int, Place]] = []
        for number in range(len(self.table.rows)):
            texts = tuple(text_in(self.table, number, column, self.where) for column in at)
            before = seen.setdefault(texts, number)
            if before != number:
                if self.table.rows[before] == self.table.rows[number]:
                    continue
                raise Problem(
                    da=f"{self.where}, række {number + 1}: andre tal for samme periode, område og opdeling "
                    f"end række {before + 1} ({', '.join(texts)}); tilladt er én række til hver",
                    en=f"{self.where}, row {number + 1}: other figures for the same period, area and parts "
                    f"than row {before + 1} ({', '.join(texts)}); allowed is one row for each",
                )
            own = tuple(known[text] for known, text in zip(values, texts[2:], strict=True))
            place = self._place(self._period(number, texts[0]), areas[texts[1]], texts[1], own)
            found.append((number, place))
        return found

    def indicator(self, entry: Entry, place: Place) -> str | None:
        """The indicator that a dimension's value chooses, or None."""
        for value in place.values:
            if value.kind == entry.by and not value.total:
                hits = best(entry.indicators, value.label)
                return entry.indicators[hits[0].key] if len(hits) == 1 else None
        return None

    def crossed(self, place: Place, by: str, beside: str) -> str:
        """The names of the break-downs that a row has at a time."""
        names = [
            dimension.label
            for dimension, value in zip(self.columns.dimensions, place.values, strict=True)
            if value.part and value.kind != by
        ]
        return " x ".join([*names, *([beside] if beside else [])])

    def _place(self, period: Period, area: str | None, name: str, values: tuple[Value, ...]) -> Place:
        group, why = self.known.group, _NO_TABLE_GROUP
        left: tuple[str, Text] | None = None
        chosen = [value for value in values if value.group]
        for value in values:
            if value.why is not None:
                left = left or (f"{value.kind} {value.label}", value.why)
        if len(chosen) == 1:
            group = chosen[0].group
        elif len(chosen) > 1:
            left = left or (" x ".join(value.label for value in chosen), CROSSED)
        if not group:
            left = left or (name if not values else values[0].label, why)
        if area is None:
            left = left or (name, _NO_AREA)
        return Place(period, area or "", group, values, left)

    def _period(self, row: int, text: str) -> Period:
        if text not in self.periods:
            try:
                self.periods[text] = parse_jobindsats_period(text)
            except Problem as problem:
                raise cell_problem(
                    self.table, row, self.columns.period, self.where, problem.text.da, problem.text.en
                ) from None
        return self.periods[text]

    def _distinct(self, column: int) -> dict[str, int]:
        """The values of a column with the first row of each."""
        found: dict[str, int] = {}
        for row in range(len(self.table.rows)):
            found.setdefault(text_in(self.table, row, column, self.where), row)
        return found

    def _areas(self) -> dict[str, str | None]:
        """Our area of each name; None for areas of a kind that is none of ours. Two names for one area and an
        unknown name are Problems."""
        found: dict[str, str | None] = {}
        named: dict[str, str] = {}
        for text, row in self._distinct(self.columns.area).items():
            area = self._area(text, row)
            if area is not None and area in named:
                raise self._same(self.columns.area, row, named[area])
            if area is not None:
                named[area] = text
            found[text] = area
        return found

    def _area(self, text: str, row: int) -> str | None:
        try:
            return parse_area(text)
        except Problem as problem:
            if self.mapping.is_left_area(text):
                return None
            raise cell_problem(
                self.table,
                row,
                self.columns.area,
                self.where,
                problem.text.da,
                problem.text.en,
            ) from None

    def _values(self, dimension: DimensionColumn) -> dict[str, Value]:
        """What each value of a dimension is; two labels for one part are a Problem."""
        rule = self.mapping.rule(dimension.kind)
        found: dict[str, Value] = {}
        of_group: dict[str, list[str]] = {}
        taken: dict[str, str] = {}
        for text, row in self._distinct(dimension.index).items():
            if self.mapping.is_total(text, dimension.label, rule):
                value = Value(text, dimension.kind, total=True)
            elif group := self._group(dimension.kind, text):
                value = Value(text, dimension.kind, group=group)
                of_group.setdefault(group, []).append(text)
            elif dimension.kind == GROUP:
                value = Value(text, dimension.kind, why=_NO_GROUP)
            else:
                value = Value(text, dimension.kind, part=self._part(dimension, text, row))
            same = "" if value.total else value.part
            if value.total or same:
                if same in taken:
                    raise self._same(dimension.index, row, taken[same])
                taken[same] = text
            found[text] = value
        for group, texts in of_group.items():
            if len(texts) > 1:
                exact = self._exact(dimension.kind, group, texts)
                found.update(
                    {text: Value(text, dimension.kind, why=_SAME_GROUP) for text in texts if text != exact}
                )
        return found

    def _group(self, kind: str, text: str) -> str:
        """The group that a value is: as the table says, or (of benefits) as everywhere."""
        found = self.known.sub_group(kind, text)
        if found is None and kind == GROUP:
            rule = self.mapping.rule(kind)
            hit = the_best(rule.groups, text, self.known.specs[0])
            found = rule.groups[hit.key] if hit else None
        return found or ""

    def _exact(self, kind: str, group: str, texts: list[str]) -> str:
        """Of several values that are one group, the one that is called so in so many words; "" for none."""
        labels = {
            key for spec in self.known.specs for key, id in spec.groups.get(kind, {}).items() if id == group
        }
        labels |= {key for key, id in self.mapping.rule(kind).groups.items() if id == group}
        labels.add(benefit.groups()[group].label.da)
        folded = {fold(label) for label in labels}
        own = [text for text in texts if fold(text).removesuffix(" i alt") in folded]
        return own[0] if len(own) == 1 else ""

    def _part(self, dimension: DimensionColumn, text: str, row: int) -> str:
        """A value as a break-down: in our own spelling where there is one, else as a slug."""
        rule = self.mapping.rule(dimension.kind)
        limits = band(text) if dimension.kind in _BANDS else None
        value = band_id(limits) if limits else rule.values.get(fold(text), slug(text))
        if not value or not dimension.kind:
            raise cell_problem(
                self.table,
                row,
                dimension.index,
                self.where,
                "uden bogstaver og tal",
                "without letters and digits",
            )
        return f"{dimension.kind}:{value}"

    def _same(self, column: int, row: int, before: str) -> Problem:
        return cell_problem(
            self.table,
            row,
            column,
            self.where,
            f"er det samme som {before!r}; tilladt er ét navn til hver",
            f"is the same as {before!r}; allowed is one name for each",
        )
