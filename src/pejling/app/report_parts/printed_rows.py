"""Released observations that a chapter prints row by row, broken-down ones among them."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.released import those
from pejling.app.report_part import Shown
from pejling.comparison.figure import HIDDEN, Figure
from pejling.comparison.observed import Row, scale_of, sound
from pejling.disclosure.told import of_rows
from pejling.indicators import registry
from pejling.report.parts.row import PrintedRow
from pejling.terms.observation import Measure, Status


def families(table: pa.Table, names: Sequence[str], areas: Sequence[str] = ()) -> pa.ChunkedArray:
    """Which rows are levels of the indicators called ``names``, or of families of those names."""
    before = pc.list_element(pc.split_pattern(table["indicator"], ":", max_splits=1), 0)
    mask = pc.and_(
        pc.is_in(before, pa.array(names, pa.string())), pc.equal(table["measure"], Measure.LEVEL.value)
    )
    return pc.and_(mask, pc.is_in(table["area"], pa.array(areas, pa.string()))) if areas else mask


def printed_rows(shown: Shown, names: Sequence[str], areas: Sequence[str]) -> list[PrintedRow]:
    """The levels of the families ``names`` in ``areas`` that are released, hidden ones among them."""
    table = shown.release.table
    found = []
    for row in table.filter(families(table, names, areas)).to_pylist():
        declared = registry.declared(row["indicator"])
        one = Row(
            row["value"],
            row["decimals"],
            row["numerator"],
            row["denominator"],
            row["status"],
            tuple(row["marks"].split()),
            row["published"],
        )
        one = sound(one, row["indicator"], row["group"], row["period"], row["area"])
        decimals = declared.decimals if one.decimals is None else one.decimals
        figure = Figure(
            one.exact_value(scale_of(row["indicator"])),
            decimals,
            one.status,
            one.published,
            one.marks,
            HIDDEN if one.status == Status.SUPPRESSED else one.fault,
        )
        found.append(
            PrintedRow(
                row["indicator"],
                row["area"],
                row["period"],
                row["breakdown"],
                figure,
                one.numerator if figure.value is not None else None,
                one.denominator if figure.value is not None else None,
                row["vintage"],
            )
        )
    return found


def told(shown: Shown, names: Sequence[str], areas: Sequence[str], periods: Sequence[str]) -> pa.Table:
    """The cells (TOLD) of those rows in ``periods``, each by itself: the safe side."""
    table = shown.release.table
    at = pc.is_in(table["period"], pa.array(periods, pa.string()))
    return of_rows(those(shown.release, pc.and_(families(table, names, areas), at)))
