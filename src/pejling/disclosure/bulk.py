"""The coarse rule for tables of hundreds of thousands of rows: no printed total holds a hidden part.

The rule of ``coarse`` over whole cubes at once, one indicator at a time, so that it can be followed where
only one indicator lies in memory: a cell is treated the same in all that tell it. Shares of destinations are
parts of one whole that several indicators tell: all but employment are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pejling.disclosure.cells import Side, sides
from pejling.disclosure.links import finer_periods, sub_groups, summed
from pejling.disclosure.policy import Policy
from pejling.disclosure.rows import Flags, Numbers, Rows
from pejling.indicators.measures import After
from pejling.terms.municipality import COUNTRY, REGION, members

ROWS = 50_000  # of persons: a table of more is not solved
AXES = ("group", "area", "period", "breakdown")
_EMPLOYED = "beskaeftigelse"
Totals = list[tuple[str, int, list[int]]]  # how it comes from its parts, the total, its parts: positions


@dataclass(frozen=True)
class Cube:
    """Where each row of one indicator lies among all groups, areas, periods and break-downs of the table."""

    at: Numbers
    shape: tuple[int, int, int, int]
    labels: tuple[list[str], ...]

    @classmethod
    def of(cls, table: pa.Table) -> Cube:
        coded = [pc.dictionary_encode(table[name].combine_chunks()) for name in AXES]
        labels = tuple(each.dictionary.to_pylist() for each in coded)
        g, a, p, b = map(len, labels)
        shape = (g, a, p, b)
        places = tuple(each.indices.to_numpy(zero_copy_only=False).astype(np.int64) for each in coded)
        return cls(np.ravel_multi_index(places, shape), shape, labels)

    def totals(self, what: object) -> Iterator[tuple[int, Totals]]:
        """Axis by axis, what adds up to what for a sum of the kind ``what``."""
        groups, areas, periods, bands = ({name: i for i, name in enumerate(each)} for each in self.labels)
        by_group: Totals = []
        for name, at in groups.items():
            for axis, ids in sub_groups(name):
                by_group.append((summed(what, axis), at, [groups[id] for id in ids if id in groups]))
        by_area: Totals = [
            (summed(what, "area"), at, [areas[code] for code in members(name) if code in areas])
            for name, at in areas.items()
            if name == COUNTRY or name.startswith(REGION)
        ]
        if COUNTRY in areas:
            some = [at for name, at in areas.items() if name.startswith(REGION)]
            by_area.append((summed(what, "region"), areas[COUNTRY], some))
        by_period: Totals = [
            (summed(what, "period"), at, [periods[unit] for unit in units])
            for name, at in periods.items()
            for _, units, _ in finer_periods(name, frozenset(periods))
        ]
        by_band: Totals = [
            (summed(what, name.partition(":")[0]), bands[""], [at])
            for name, at in bands.items()
            if name and "" in bands
        ]
        for along, totals in enumerate((by_group, by_area, by_period, by_band)):
            yield along, [(how, total, parts) for how, total, parts in totals if how and parts]


def coarse(table: pa.Table, rows: Rows, rule: Policy, hide: Flags, below: Flags) -> tuple[Flags, Flags]:
    """Rows to hide, and those whose denominator goes, of a table (SCHEMA) of one or more indicators.

    ``hide`` and ``below`` are the policy's. Rows that their source published are left as they are.
    """
    hide, below = hide.copy(), below.copy()
    for id in pc.unique(table["indicator"]).to_pylist():
        own = np.asarray(pc.equal(table["indicator"], id)) & ~rows.published
        at = np.flatnonzero(own)
        if not len(at) or not hide[at].any():
            continue
        told = sides(id)
        cube = Cube.of(
            table.select(AXES) if len(at) == table.num_rows else table.select(AXES).take(pa.array(at))
        )
        above = hide[at] | _destinations(told.above, rows, at, rule)
        down = below[at]
        if told.above is not None:
            above = _closed(cube, told.above.what, above, rows.numerator[at])
        if told.below is not None:
            down = _closed(cube, told.below.what, down, rows.denominator[at])
        hide[at] |= above | down
        below[at] |= down
    return hide, below


def _destinations(side: Side | None, rows: Rows, at: Numbers, rule: Policy) -> Flags:
    """What is hidden of parts of one whole that other indicators tell the rest of."""
    what = side.what if side is not None else None
    nothing = np.zeros(len(at), dtype=np.bool_)
    if not isinstance(what, After) or what.found.kind != "destination":
        return nothing
    if what.found.name != _EMPLOYED:
        return np.asarray(rows.denominator[at] > 0)
    others = rows.denominator[at] - rows.numerator[at]
    return np.asarray((others > 0) & (others < rule.threshold))


def _closed(cube: Cube, what: object, hidden: Flags, numbers: Numbers) -> Flags:
    """``hidden``, with every total of a hidden cell, and the parts of hidden totals that had none hidden."""
    there = np.zeros(cube.shape, dtype=np.bool_)
    flags = np.zeros(cube.shape, dtype=np.bool_)
    some = np.zeros(cube.shape, dtype=np.bool_)
    there.ravel()[cube.at] = True
    flags.ravel()[cube.at] = hidden
    some.ravel()[cube.at] = numbers > 0
    axes = list(cube.totals(what))
    before = -1
    while before != (before := int(flags.sum())):
        for axis, totals in axes:
            view, nonzero = np.moveaxis(flags, axis, 0), np.moveaxis(some, axis, 0)
            for how, total, parts in totals:
                any_part = view[parts].any(axis=0)
                if how == "sum":
                    alone = view[total] & ~any_part
                    if alone.any():
                        view[parts] |= nonzero[parts] & alone
                view[total] |= any_part
        flags &= there
    return np.asarray(flags.ravel()[cube.at])
