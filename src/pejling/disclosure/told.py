"""The cells of the ledger, from what is printed: rows of a release, or comparisons made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import denominator_of, numerator_of
from pejling.comparison.figure import Figure
from pejling.comparison.observed import scale_of
from pejling.disclosure.cells import spells_of
from pejling.disclosure.families import when
from pejling.disclosure.ledger import TOLD, Floats
from pejling.disclosure.release import Release
from pejling.disclosure.rows import NULL, Rows
from pejling.indicators.readings import Quantile
from pejling.terms.amount import round_half_up
from pejling.terms.observation import Measure, Status

Cell = dict[str, object]


def of_rows(release: Release) -> pa.Table:
    """The cells (TOLD) of a release printed row by row and unrounded, as machines read it.

    A row tells two: its numerator and its denominator, where that is a number of persons or spells too.
    """
    table = release.table
    rows = Rows.read(table)
    above, below = _above(rows), _below(rows)
    shown = np.asarray(pc.equal(table["status"], Status.OBSERVED.value).to_numpy())
    seen_below = np.asarray(pc.is_valid(table["denominator"]).to_numpy())
    hidden = pc.equal(table["status"], Status.SUPPRESSED.value)
    ids, periods = table["indicator"].to_pylist(), table["period"].to_pylist()
    told = []
    for counts, number, seen in (
        ([counted(id) for id in ids], above, shown),
        ([counted_below(id) for id in ids], below, seen_below),
    ):
        known = pa.array(np.where(seen, number, np.nan), from_pandas=True)
        columns = {
            **{name: table[name] for name in ("indicator", "group", "area", "period", "breakdown")},
            "measure": table["measure"],
            "base_period": table["base_period"],
            "counts": pa.array(counts, pa.string()),
            "when": pa.array(list(map(when, ids, counts, periods)), pa.string()),
            "members": pa.array([""] * table.num_rows, pa.string()),
            "value": table["value"],
            "decimals": table["decimals"],
            "hidden": hidden if number is above else pa.array(~seen),
            "published": table["published"],
            "number": known,
            "low": known,
            "high": known,
            "vintage": table["vintage"],
        }
        rows_told = pa.table({name: columns[name] for name in TOLD.names}, schema=TOLD)
        told.append(rows_told.filter(pc.not_equal(rows_told["counts"], "")))
    return pa.concat_tables(told)


@dataclass(frozen=True)
class Printed:
    """Comparisons as printed: of whom, with which clusters; ``rounded``: with the decimals of a table."""

    release: Release
    municipality: str
    clusters: Sequence[Cluster]
    rounded: bool = True

    def cells(self, rows: Iterable[Comparison]) -> pa.Table:
        """The cells (TOLD) of all four sides of each comparison, each once."""
        kept = list(rows)
        behind = _Behind(self.release.table, kept)
        sets = {one.name: one.without(self.municipality) for one in self.clusters}
        found: dict[tuple[object, ...], Cell] = {}
        for row in kept:
            cluster = sets.get(row.cluster, Cluster(row.cluster))
            own, other = (self.municipality, ()), (cluster.area, cluster.members)
            pooled = cluster.method is Method.POOLED
            for place, level, change, whole in (
                (own, row.own_level, row.own_development, True),
                (other, row.cluster_level, row.cluster_development, pooled),
            ):
                if not place[0]:
                    continue
                for measure, base, figure in (
                    (Measure.LEVEL.value, "", level),
                    (row.development.value, row.base_period, change),
                ):
                    cell = self._cell(row, place, measure, base, figure, behind if whole else None)
                    if cell is not None:
                        found.setdefault((*place, row.indicator, row.group, row.period, measure, base), cell)
        return pa.Table.from_pylist(list(found.values()), schema=TOLD)

    def _cell(
        self,
        row: Comparison,
        place: tuple[str, tuple[str, ...]],
        measure: str,
        base: str,
        figure: Figure,
        behind: _Behind | None,
    ) -> Cell | None:
        if figure.value is None and not figure.hidden:
            return None
        area, members = place
        level = measure == Measure.LEVEL
        key = row.indicator, row.group, row.period
        number, per_unit, vintages = (
            behind.of(key, members or (area,)) if behind and level else (None, None, frozenset[str]())
        )
        low = high = number
        if figure.value is None:
            number = low = high = None
        elif self.rounded and number is not None and per_unit is not None:
            middle, half = float(self._printed(figure)) * per_unit, 0.5 * 10.0**-figure.decimals * per_unit
            low, high = middle - half, middle + half
        return {
            "indicator": row.indicator,
            "counts": counted(row.indicator),
            "group": row.group,
            "area": area,
            "members": " ".join(sorted(members)),
            "period": row.period,
            "when": when(row.indicator, counted(row.indicator), row.period),
            "breakdown": "",
            "measure": measure,
            "base_period": base,
            "value": None if figure.value is None else float(self._printed(figure)),
            "decimals": figure.decimals if self.rounded or figure.published else None,
            "hidden": figure.hidden,
            "published": figure.published,
            "number": number,
            "low": low,
            "high": high,
            "vintage": " ".join(sorted(vintages)),
        }

    def _printed(self, figure: Figure) -> Fraction:
        value = figure.value or Fraction(0)
        return Fraction(round_half_up(value, figure.decimals)) if self.rounded else value


class _Behind:
    """The persons, spells or full-time persons behind levels, by figure and municipality."""

    def __init__(self, table: pa.Table, rows: Sequence[Comparison]) -> None:
        ids = pa.array(sorted({row.indicator for row in rows}), pa.string())
        periods = pa.array(sorted({row.period for row in rows}), pa.string())
        level = pc.and_(pc.equal(table["measure"], Measure.LEVEL.value), pc.equal(table["breakdown"], ""))
        used = pc.and_(pc.is_in(table["indicator"], ids), pc.is_in(table["period"], periods))
        kept = table.filter(pc.and_(level, used))
        told = Rows.read(kept)
        number, step = _above(told), _step(told)
        below = np.where(told.is_count & (told.denominator == NULL), 1, told.denominator)
        columns = [kept[name].to_pylist() for name in ("indicator", "group", "period", "area", "vintage")]
        self._rows = {
            (id, group, period, area): (one, size, unit, vintage)
            for id, group, period, area, vintage, one, size, unit, published in zip(
                *columns, number.tolist(), below.tolist(), step.tolist(), told.published.tolist(), strict=True
            )
            if not published
        }

    def of(
        self, key: tuple[str, str, str], areas: Sequence[str]
    ) -> tuple[float | None, float | None, frozenset[str]]:
        """The number, how much of it one unit of the figure is, and the take-ins it comes from."""
        found = [row for area in areas if (row := self._rows.get((*key, area))) is not None]
        seen = [row for row in found if not np.isnan(row[0])]
        vintages = frozenset(row[3] for row in found)
        if not seen:
            return None, None, vintages
        below = sum(size for _, size, _, _ in seen)
        step = seen[0][2]
        unit = None if np.isnan(step) or below < 0 else below * step / scale_of(key[0])
        return sum(row[0] for row in seen), unit, vintages


@cache
def counted(id: str) -> str:
    """What the figure sums over persons, in words that are the same for all figures of that sum."""
    return str(numerator_of(id) or id)


@cache
def counted_below(id: str) -> str:
    """The same of its denominator; "" where that is no number of persons or spells."""
    above = numerator_of(id)
    below = spells_of(above.of).what if isinstance(above, Quantile) else denominator_of(id)
    text = "" if below is None else str(below)
    return "" if text.startswith("Background(") else text


def _above(rows: Rows) -> Floats:
    """Persons, spells or full-time persons behind the numerators; nan where there are none to tell."""
    full = np.maximum(rows.weeks * rows.weeks_above, 1)
    counted_ones = np.where(rows.numerator_count == NULL, np.nan, rows.numerator_count.astype(float))
    persons = np.where(rows.lengths_above | rows.unbounded, np.nan, counted_ones)
    in_weeks = np.where(rows.numerator == NULL, np.nan, rows.numerator / full)
    return np.where(rows.weeks_above > 0, in_weeks, persons)


def _step(rows: Rows) -> Floats:
    """How much of that number one of the numerator is; nan where it is something else."""
    full = np.maximum(rows.weeks * rows.weeks_above, 1)
    same = rows.numerator == rows.numerator_count
    return np.where(rows.weeks_above > 0, 1 / full, np.where(same, 1.0, np.nan))


def _below(rows: Rows) -> Floats:
    full = np.maximum(rows.weeks * rows.weeks_below, 1)
    counted_ones = np.where(rows.denominator_count == NULL, np.nan, rows.denominator_count.astype(float))
    in_weeks = np.where(rows.denominator == NULL, np.nan, rows.denominator / full)
    return np.where(rows.weeks_below > 0, in_weeks, counted_ones)
