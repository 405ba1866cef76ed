"""One answer of jobindsats.dk, v3 or v2, as observations of our indicators and groups.

Manners of the source (DOMAIN section 6): null is hidden (0 to 2 persons) or missing, never zero. The newest
month is provisional, since registration is late. Tables that the source counts backwards over a reform carry
the reform's break in the months before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pyarrow as pa

from pejling.indicators import registry
from pejling.sources.jobindsats_answer_table import Number, Table, cell_problem, number_in, read_answer
from pejling.sources.jobindsats_bands import Bands
from pejling.sources.jobindsats_columns import Columns, MeasureColumn, columns_of, told
from pejling.sources.jobindsats_labels import band_id, fold
from pejling.sources.jobindsats_mapping import Known, TableMapping
from pejling.sources.jobindsats_places import CROSSED, Left, Places
from pejling.sources.jobindsats_tables import Description
from pejling.terms.breaks import PREFIX, breaks
from pejling.terms.observation import SCHEMA, Mark, Measure, Status
from pejling.terms.parse import parse_date
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import marks_of
from pejling.terms.text import Text

__all__ = ["Left", "Mapped", "Table", "mapped", "read_answer"]

# a table that was last updated so long after the newest month of an answer has newer months than that
_STILL_NEW = timedelta(days=125)
_MONEY = (("mio", 6), ("1.000 kr", 3), ("1000 kr", 3), ("t.kr", 3), ("tkr", 3), ("kr", 0))
_VARYING = (
    *("indicator", "group", "area", "period", "breakdown", "value", "decimals", "numerator", "denominator"),
    *("status", "marks", "origin"),
)
_NO_INDICATOR = Text(da="ingen indikator hos os", en="no indicator of ours")
_NO_UNIT = Text(
    da="kolonnens navn siger ikke, om det er kr., 1.000 kr. eller mio. kr.", en="no unit of money"
)
_OTHER_FITS = Text(da="en anden kolonne passer bedre på indikatoren", en="another column fits its indicator")


@dataclass(frozen=True)
class Mapped:
    """The observations (SCHEMA), and what was left. ``seen``: whether the table's labels were known from a
    real answer; ``table``: its id; ``repeated``: rows that said the same as another; ``there``: the areas
    (ours) and periods that have a row."""

    observations: pa.Table
    left: tuple[Left, ...]
    table: str = ""
    seen: bool = True
    repeated: int = 0
    there: frozenset[tuple[str, Period]] = frozenset()

    @property
    def not_mapped(self) -> Mapping[str, int]:
        """How many figures of what were left: for a manifest."""
        return {one.what: one.figures for one in self.left}


def mapped(
    table: Table, id: str | None, mapping: TableMapping, description: Description | None, origin: str
) -> Mapped:
    """The figures of an answer as observations of our indicators and groups.

    ``id`` is the table's (``y60a02``); None: told from the columns. ``origin`` names the file or the place in
    it. What cannot be read is a Problem; what has no indicator or group of ours is counted in ``left``.
    """
    known = told(table, mapping, origin) if id is None else mapping.table(id)
    if known is None:
        raise Problem(
            da=f"{origin}: tabellen {id} kendes ikke. Skriv den i en fil til --mapping; "
            "docs/how-to/map-jobindsats-tables.md siger hvordan",
            en=f"{origin}: the table {id} is not known. Write it in a file for --mapping; "
            "docs/how-to/map-jobindsats-tables.md says how",
        )
    columns = columns_of(table, known, mapping, description, origin)
    return _Reading(
        table, known, columns, Places(table, known, mapping, columns, origin), description, origin
    ).all()


@dataclass
class _Reading:
    table: Table
    known: Known
    columns: Columns
    places: Places
    description: Description | None
    origin: str
    found: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in _VARYING})
    left: dict[tuple[str, str], Left] = field(default_factory=dict)
    marks: dict[tuple[str, str, Period], tuple[str, str]] = field(default_factory=dict)

    def all(self) -> Mapped:
        for index in self.columns.unknown:
            self._leave(self.table.columns[index], _NO_INDICATOR, len(self.places.rows))
        for index in self.columns.crowded:
            self._leave(self.table.columns[index], _OTHER_FITS, len(self.places.rows))
        rows = self.places.rows
        months = [
            place.period for _, place in rows if place.period.kind is Kind.MONTH and place.period.length == 1
        ]
        self.newest = max(months, default=None)
        if self.newest and not self._still_new(self.newest):
            self.newest = None
        bands = Bands()
        for measure in self.columns.measures:
            self._measure(measure, bands)
        for share in bands.shares():
            self._add(
                share.indicator,
                share.group,
                share.area,
                share.period,
                "",
                f"{self.origin}, {self.known.id}",
                value=share.value,
                numerator=share.numerator,
                denominator=share.denominator,
                status=share.status,
            )
        return Mapped(
            self._table(),
            tuple(self.left.values()),
            self.known.id,
            self.known.seen,
            self.places.repeated,
            frozenset((place.area, place.period) for _, place in rows),
        )

    def _still_new(self, newest: Period) -> bool:
        text = self.description.update_latest if self.description else ""
        try:
            return parse_date(text) - newest.last_day <= _STILL_NEW
        except Problem:
            return True

    def _measure(self, measure: MeasureColumn, bands: Bands) -> None:
        entry, column = measure.entry, measure.index
        power = _power(measure.label) if entry.money else 0
        if power is None:
            self._leave(measure.label, _NO_UNIT, len(self.places.rows))
            return
        numbers = [number_in(self.table, row, column, self.origin) for row, _ in self.places.rows]
        most = max((number.decimals for number in numbers if number), default=0)
        own = f"{entry.breakdown}:{band_id(measure.hit.limits)}" if measure.hit.limits else ""
        decimals: dict[str, int | None] = {}
        for (row, place), number in zip(self.places.rows, numbers, strict=True):
            at = place.away(entry.by)
            indicator = entry.indicator or self.places.indicator(entry, place)
            if place.left is not None or indicator is None:
                what, why = place.left or (place.value_of(entry.by), _NO_INDICATOR)
                self._leave(what if place.left else f"{measure.label}: {what}", why, 1)
                continue
            if len(at) + bool(own) > 1:
                self._leave(self.places.crossed(place, entry.by, measure.label if own else ""), CROSSED, 1)
                continue
            breakdown = own or next(iter(at), "")
            indicator = indicator.replace("{n}", measure.hit.number)
            if registry.known(indicator) is None:
                self._leave(f"{measure.label} ({indicator})", _NO_INDICATOR, 1)
                continue
            if indicator not in decimals:
                decimals[indicator] = self._decimals(measure, indicator, most, numbers, power)
            value = None if number is None else number.value * 10**power if power else number.value
            bands.put(indicator, place.group, place.area, place.period, breakdown, value)
            self._add(
                indicator,
                place.group,
                place.area,
                place.period,
                breakdown,
                f"{self.origin}, row {row + 1}, {measure.label}",
                value=None if value is None else float(value),
                decimals=None if value is None else decimals[indicator],
                status=Status.SUPPRESSED.value if value is None else Status.OBSERVED.value,
            )

    def _decimals(
        self, measure: MeasureColumn, id: str, most: int, numbers: list[Number | None], power: int
    ) -> int | None:
        """The decimals of a column: the indicator's own, or more where the source prints more.

        A count with decimals is a Problem. None where the source prints no rounded number (over six).
        """
        given = measure.entry.decimals
        declared = registry.declared(id).decimals if given is None else given
        if declared == 0 and given is None and not measure.entry.money and most > 0:
            places = zip(self.places.rows, numbers, strict=True)
            row = next(row for (row, _), number in places if number and number.decimals)
            raise cell_problem(
                self.table,
                row,
                measure.index,
                self.origin,
                f"{id} tæller hele; tilladt er et helt tal. Er tabellen den rigtige?",
                f"{id} counts whole ones; allowed is a whole number. Is it the right table?",
            )
        shown = max(declared, most - power)
        return shown if shown <= 6 else None

    def _add(
        self,
        indicator: str,
        group: str,
        area: str,
        period: Period,
        breakdown: str,
        origin: str,
        *,
        value: float | None,
        status: str,
        decimals: int | None = None,
        numerator: int | None = None,
        denominator: int | None = None,
    ) -> None:
        marks, name = self._marks(indicator, group, period)
        cells = (indicator, group, area, name, breakdown, value, decimals, numerator, denominator)
        for column, cell in zip(self.found.values(), (*cells, status, marks, origin), strict=True):
            column.append(cell)

    def _table(self) -> pa.Table:
        """The rows with the columns that are the same for all of them."""
        count = len(self.found["indicator"])
        same = {
            "measure": Measure.LEVEL.value,
            "base_period": "",
            "numerator_count": None,
            "denominator_count": None,
            "rule": "",
            "source": f"jobindsats.dk {self.known.id}",
            "vintage": "",
            "published": True,
        }
        columns = {
            name: self.found[name]
            if name in self.found
            else pa.repeat(pa.scalar(same[name], SCHEMA.field(name).type), count)
            for name in SCHEMA.names
        }
        return pa.table(columns, schema=SCHEMA)

    def _marks(self, indicator: str, group: str, period: Period) -> tuple[str, str]:
        """The marks of a figure, and its period as it is written."""
        key = (indicator, group, period)
        if key not in self.marks:
            marks = list(marks_of(indicator, group, period))
            back_cast = self.known.back_cast
            if back_cast and period.first_day < breaks()[back_cast].begins:
                marks.append(PREFIX + back_cast)
            if period == self.newest:
                marks.append(Mark.PROVISIONAL)
            self.marks[key] = " ".join(dict.fromkeys(marks)), str(period)
        return self.marks[key]

    def _leave(self, what: str, why: Text, figures: int) -> None:
        """Count figures that have no place with us."""
        key = (f"{self.known.id}: {what}", why.en)
        before = self.left[key].figures if key in self.left else 0
        self.left[key] = Left(key[0], before + figures, why)


def _power(label: str) -> int | None:
    """The power of ten of the kroner that a column's name states; None where it states none."""
    folded = fold(label)
    return next((power for words, power in _MONEY if words in folded), None)
