"""Observations by key, so that a comparison of many areas and periods stays fast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from pejling.comparison.denominators import denominator_of
from pejling.indicators.indicator import Unit
from pejling.indicators.measures import Background
from pejling.indicators.registry import known
from pejling.terms.amount import exact, round_half_up, written
from pejling.terms.municipality import CLUSTER, area_label
from pejling.terms.observation import Measure, Status
from pejling.terms.period import Period
from pejling.terms.text import Text

RANGES = ("numerator_low", "numerator_high", "denominator_low", "denominator_high")
_COLUMNS = (
    "indicator",
    "group",
    "area",
    "period",
    "measure",
    "base_period",
    "value",
    "decimals",
    "numerator",
    "denominator",
    "status",
    "marks",
    "published",
)
Key = tuple[str, str, str]  # indicator, group, period


@dataclass(frozen=True, slots=True)
class Row:
    """One observation, in what a comparison needs of it. Ranges are null where nothing was hidden."""

    value: float | None
    decimals: int | None
    numerator: int | None
    denominator: int | None
    status: str
    marks: tuple[str, ...]
    published: bool
    numerator_low: int | None = None
    numerator_high: int | None = None
    denominator_low: int | None = None
    denominator_high: int | None = None
    fault: Text | None = None  # why the figure cannot be, and so is not used

    def exact_value(self, scale: int) -> Fraction | None:
        """The printed digits, or scale x numerator / denominator; None unless observed, and where it cannot
        be."""
        if self.status != Status.OBSERVED or self.fault:
            return None
        if self.decimals is not None and self.value is not None:
            return exact(self.value, self.decimals)
        if self.numerator is not None and self.denominator:
            return Fraction(scale * self.numerator, self.denominator)
        return None if self.value is None else Fraction(repr(self.value))


@cache
def period_of(text: str) -> Period:
    """``Period.parse``, once for each text."""
    return Period.parse(text)


def sound(row: Row, indicator: str, group: str, period: str, area: str) -> Row:
    """The level as it is, or with its fault: what is counted, and shares of it, are never under 0; and nobody
    has a labour force or population of 0."""
    if row.status == Status.NOT_DEFINED and isinstance(denominator_of(indicator), Background):
        return replace(row, fault=_of_nobody(indicator, group, period, area))
    least = min(row.value or 0, row.numerator or 0, row.denominator or 0)
    if least >= 0 or row.status != Status.OBSERVED or _may_be_negative(indicator):
        return row
    of = " ".join(filter(None, (indicator, group)))
    number = written(round_half_up(Fraction(least), row.decimals or 0), "da")
    return replace(
        row,
        fault=Text(
            da=f"{of} for {area_label(area, 'da')} i {period} er {number} og kan ikke være negativt; ret det "
            "i kilden, og tag det ind igen (`pejling doctor` viser hvor)",
            en=f"{of} of {area_label(area, 'en')} in {period} is {number} and cannot be negative; correct it "
            "at its source and take it in again (`pejling doctor` shows where)",
        ),
    )


def _of_nobody(indicator: str, group: str, period: str, area: str) -> Text:
    of = " ".join(filter(None, (indicator, group)))
    return Text(
        da=f"{of} for {area_label(area, 'da')} i {period} har intet at være en andel af: nævneren er nul; "
        "ret baggrundstallet, og tag det ind igen",
        en=f"{of} of {area_label(area, 'en')} in {period} is a share of nothing: the denominator is zero; "
        "correct the background figure and take it in again",
    )


@cache
def _may_be_negative(indicator: str) -> bool:
    """Money, and what nobody declared."""
    declared = known(indicator)
    return declared is None or declared.unit in (Unit.DKK, Unit.NUMBER)


@cache
def scale_of(indicator: str) -> int:
    """100 for per cent, 1,000 for per thousand, else 1; an indicator nobody declared has no scale."""
    declared = known(indicator)
    return declared.scale if declared else 1


class Observed:
    """The rows of a table by indicator, group, period and area; breakdowns are left aside.

    Where a figure was published and is computed too, both are kept apart. Of two rows with the same key
    the later one counts.
    """

    def __init__(self, table: pa.Table, areas: Collection[str], indicators: Collection[str] = ()) -> None:
        """``table``: SCHEMA, with the columns RANGES or without; ``areas`` are those that are looked at,
        published clusters always among them; ``indicators`` those that are needed, empty for all."""
        self._levels: dict[Key, dict[str, dict[bool, Row]]] = {}
        self._changes: dict[Key, dict[str, dict[tuple[str, str], Row]]] = {}
        self._dated: dict[tuple[str, str], list[tuple[date, Fraction]]] = {}
        self._groups: dict[tuple[str, str], dict[str, None]] = {}
        known = pc.unique(table["area"]).to_pylist()
        self.clusters = {area.removeprefix(CLUSTER) for area in known if area.startswith(CLUSTER)}
        for key, area, measure, base, row in _rows(table, areas, indicators):
            if measure == Measure.LEVEL:
                row = sound(row, *key, area)
                self._levels.setdefault(key, {}).setdefault(area, {})[row.published] = row
                self._groups.setdefault((key[0], key[2]), {})[key[1]] = None
            else:
                self._changes.setdefault(key, {}).setdefault(area, {})[base, measure] = row
        self._date_background()

    def _date_background(self) -> None:
        for (indicator, group, period), areas in self._levels.items():
            declared = known(indicator)
            if group or declared is None or not declared.is_background:
                continue
            day = period_of(period).last_day
            for area in areas:
                row = self.level(indicator, group, period, area)
                # one that cannot be is the latest all the same: an older one does not take its place
                value = replace(row, fault=None).exact_value(scale_of(indicator)) if row else None
                if value is not None:
                    self._dated.setdefault((indicator, area), []).append((day, value))
        for dated in self._dated.values():
            dated.sort()

    def all_keys(self) -> Iterator[Key]:
        """Every indicator, group and period that some row is about."""
        yield from dict.fromkeys([*self._levels, *self._changes])

    def groups(self, indicator: str, period: str) -> Collection[str]:
        """The groups that the indicator has levels for in the period."""
        return self._groups.get((indicator, period), {})

    def levels(self, indicator: str, group: str, period: str, area: str) -> Mapping[bool, Row]:
        """The level as published (True) and as computed (False), those that there are.

        A cell that was printed empty is no figure where the other kind has one.
        """
        found = self._levels.get((indicator, group, period), {}).get(area, {})
        if len(found) < 2:
            return found
        return {kind: row for kind, row in found.items() if row.status != Status.NOT_OBSERVED} or found

    def level(self, indicator: str, group: str, period: str, area: str) -> Row | None:
        """The level: the published one before the computed one."""
        found = self.levels(indicator, group, period, area)
        return found.get(True) or found.get(False)

    def value(self, indicator: str, group: str, period: str, area: str) -> Fraction | None:
        """The level's exact value, where it is observed."""
        row = self.level(indicator, group, period, area)
        return row.exact_value(scale_of(indicator)) if row else None

    def changes(self, indicator: str, group: str, period: str, area: str) -> dict[tuple[str, str], Row]:
        """The published changes by base period and measure."""
        return self._changes.get((indicator, group, period), {}).get(area, {})

    def background(self, figure: str, area: str, period: str) -> Fraction | None:
        """The latest figure of the area dated at or before the period's last day; None if there is none."""
        dated = self._dated.get((figure, area), [])
        at = bisect_right(dated, period_of(period).last_day, key=lambda entry: entry[0])
        return dated[at - 1][1] if at else None


def _rows(
    table: pa.Table, areas: Collection[str], indicators: Collection[str]
) -> Iterator[tuple[Key, str, str, str, Row]]:
    if indicators:
        table = table.filter(
            pc.is_in(table["indicator"], value_set=pa.array(sorted(indicators), pa.string()))
        )
    wanted = pc.or_(
        pc.is_in(table["area"], value_set=pa.array(sorted(areas), pa.string())),
        pc.starts_with(table["area"], CLUSTER),
    )
    kept = table.filter(pc.and_(wanted, pc.equal(table["breakdown"], "")))
    ranged = [name for name in RANGES if name in kept.schema.names]
    columns = [_values(kept[name]) for name in (*_COLUMNS, *ranged)]
    for indicator, group, area, period, measure, base, value, decimals, above, below, status, *rest in zip(
        *columns, strict=True
    ):
        marks, published, *low_high = rest
        row = Row(
            value, decimals, above, below, status, tuple(marks.split()) if marks else (), published, *low_high
        )
        yield (indicator, group, period), area, measure, base, row


def _values(column: pa.ChunkedArray) -> list[object]:
    """A column as Python values; texts, which repeat, by way of their distinct ones."""
    if column.type != pa.string():
        return list(column.to_pylist())
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    texts = encoded.dictionary.to_pylist()
    return [texts[code] for code in encoded.indices.to_pylist()]
