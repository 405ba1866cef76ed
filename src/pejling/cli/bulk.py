"""Figures as CSV, whole columns at a time: all there is of a country is tens of millions of lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from pejling.cli.output import HIDDEN, Number, unbroken
from pejling.terms.amount import exact
from pejling.terms.observation import Status

BARE = pv.WriteOptions(include_header=False, quoting_style="none")
BESIDE = ("standard_error", "low", "high")
QUOTED = pv.WriteOptions(include_header=False, quoting_style="needed")


def write_csv(columns: Sequence[str], tables: Iterable[pa.Table], out: TextIO | None = None) -> int:
    """Write released observations under ``columns``, as `output.write_rows` would; returns how many."""
    out = out or sys.stdout
    count = 0
    with unbroken():
        out.write(",".join(columns) + "\n")
        for table in tables:
            out.write(_lines(_texts(table).select(list(columns))))
            count += table.num_rows
    return count


def _lines(texts: pa.Table) -> str:
    """The rows as CSV; in quotation marks only where a text (an accepted unknown id) needs them."""
    for options in (BARE, QUOTED):
        lines = BytesIO()
        try:
            pv.write_csv(texts, lines, options)
        except pa.ArrowInvalid:
            continue  # a comma or a quotation mark in a text
        return lines.getvalue().decode("utf-8")
    raise AssertionError("Arrow writes any text in quotation marks")


def _texts(table: pa.Table) -> pa.Table:
    """The columns of observations as the texts that a machine reads; nothing for none."""
    suppressed = pc.equal(table["status"], Status.SUPPRESSED.value)
    ours = pc.and_(suppressed, pc.invert(table["published"]))
    for name in ("numerator", "denominator"):
        text = pc.cast(table[name], pa.string())
        hide = ours if name == "numerator" else pc.and_(ours, pc.is_null(table[name]))
        table = _with(table, name, pc.if_else(hide, HIDDEN, text))
    for name in BESIDE:
        if name in table.column_names:
            table = _with(table, name, pc.if_else(ours, HIDDEN, pc.cast(table[name], pa.string())))
    return _with(table, "value", pc.if_else(suppressed, HIDDEN, _values(table)))


def _values(table: pa.Table) -> pa.Array:
    """Computed values unrounded, published ones as printed."""
    computed = pc.cast(table["value"], pa.string())
    if table["decimals"].null_count == table.num_rows:
        return computed
    printed = [
        None
        if value is None or decimals is None
        else Number(exact(value, decimals), decimals, printed=True).machine()
        for value, decimals in zip(table["value"].to_pylist(), table["decimals"].to_pylist(), strict=True)
    ]
    return pc.coalesce(pa.array(printed, pa.string()), computed)


def _with(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)
