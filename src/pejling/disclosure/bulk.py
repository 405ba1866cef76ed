"""The coarse rule for tables of hundreds of thousands of rows: no printed total holds a hidden part.

The rule of ``coarse`` over whole cubes at once, one indicator at a time, so that it can be followed where
only one indicator lies in memory: a cell is treated the same in all that tell it. Shares of destinations are
parts of one whole that several indicators tell: all but employment are hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.disclosure.bulk_balances import Flows
from pejling.disclosure.cells import Side, cell_of, in_weeks, sides
from pejling.disclosure.differences import of_persons
from pejling.disclosure.links import finer_periods, from_or_to, sub_groups, summed
from pejling.disclosure.policy import Policy
from pejling.disclosure.rows import Flags, Numbers, Rows
from pejling.indicators.measures import After, Running
from pejling.terms.municipality import COUNTRY, REGION, members

ROWS = 50_000  # of persons: a table of more is not solved
HIDDEN = 300  # by policy: nor is one where more than that must be looked after, some 4 ms each
PATIENT = 2_500  # as many in a report, which is made once
AXES = ("group", "area", "period", "breakdown")
_EMPLOYED = "beskaeftigelse"
Matrix = Any  # scipy.sparse.csr_array of ones: [totals, parts]


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

    def layers(self, what: object) -> Iterator[tuple[int, bool, Matrix]]:
        """Axis by axis, what adds up to what for a sum of the kind ``what``, as ones: [totals, parts].

        With each whether the total is the sum of its parts (else a union). In one layer a total has no more
        than one set of parts.
        """
        for axis, families in enumerate(map(_families, AXES, map(tuple, self.labels))):
            for kind, found in families:
                how = summed(what, kind)
                if how:
                    yield axis, how == "sum", found


@cache
def _families(axis: str, labels: tuple[str, ...]) -> list[tuple[str, Matrix]]:
    """For each kind of parts along ``axis`` which labels are parts of which: [labels, labels]."""
    at = {name: i for i, name in enumerate(labels)}
    from scipy.sparse import csr_array

    found: dict[tuple[str, str], NDArray[np.int16]] = {}

    def add(kind: str, layer: str, total: int, parts: Iterable[str]) -> None:
        places = [at[part] for part in parts if part in at]
        if places:
            matrix = found.setdefault((kind, layer), np.zeros((len(at), len(at)), dtype=np.int16))
            matrix[total, places] = 1

    for name, total in at.items():
        if axis == "group":
            for kind, ids in sub_groups(name):
                add(kind, "", total, ids)
        elif axis == "area" and (name == COUNTRY or name.startswith(REGION)):
            add("area", "", total, members(name))
            if name == COUNTRY:
                add("region", "", total, [other for other in at if other.startswith(REGION)])
        elif axis == "period":
            for unit, units, _ in finer_periods(name, frozenset(at)):
                add("period", unit, total, units)
        elif axis == "breakdown" and name and "" in at:
            add(name.partition(":")[0], name, at[""], [name])
    return [(kind, csr_array(matrix)) for (kind, _), matrix in found.items()]


def coarse(table: pa.Table, rows: Rows, rule: Policy, hide: Flags, below: Flags) -> tuple[Flags, Flags]:
    """Rows to hide, and those whose denominator goes, of a table (SCHEMA) of one or more indicators.

    ``hide`` and ``below`` are the policy's. Rows that their source published are left as they are.
    """
    over, below = hide.copy(), below.copy()
    nested = _nested(table, rows, rule)
    flows = Flows.of(table, rows)
    again = True
    while again:
        for id in pc.unique(table["indicator"]).to_pylist():
            own = np.asarray(pc.equal(table["indicator"], id)) & ~rows.published
            at = np.flatnonzero(own)
            if not len(at) or not (rule.differences or (over | below)[at].any()):
                continue
            told = sides(id)
            cube = Cube.of(
                table.select(AXES) if len(at) == table.num_rows else table.select(AXES).take(pa.array(at))
            )
            above = over[at] | _destinations(told.above, rows, at, rule) | nested[at]
            if told.share and rule.differences:
                above |= _few(rows.denominator_count[at] - rows.numerator_count[at], rule)
            down = below[at]
            if told.above is not None:
                above = _closed(cube, told.above, above, rows.numerator[at], rows.weeks[at], rule)
            if told.below is not None:
                down = _closed(cube, told.below, down, rows.denominator[at], rows.weeks[at], rule)
            over[at], below[at] = above, down
        again = flows.close(over, below, rule.threshold)
    return over | below, below


def _destinations(side: Side | None, rows: Rows, at: Numbers, rule: Policy) -> Flags:
    """What is hidden of parts of one whole that other indicators tell the rest of."""
    what = side.what if side is not None else None
    if from_or_to(what):
        return np.ones(len(at), dtype=np.bool_)
    nothing = np.zeros(len(at), dtype=np.bool_)
    if not isinstance(what, After) or what.found.kind != "destination":
        return nothing
    if what.found.name != _EMPLOYED:
        return np.asarray(rows.denominator[at] > 0)
    return _few(rows.denominator[at] - rows.numerator[at], rule)


def _few(numbers: Numbers, rule: Policy) -> Flags:
    return np.asarray((numbers > 0) & (numbers < rule.threshold))


def _nested(table: pa.Table, rows: Rows, rule: Policy) -> Flags:
    """Rows of spells over so many weeks of which a few are not over the next: over 26 and over 52."""
    found = np.zeros(table.num_rows, dtype=np.bool_)
    longest: dict[int, dict[tuple[object, ...], int]] = {}
    for id in pc.unique(table["indicator"]).to_pylist():
        side = sides(id).above
        if not rule.differences or side is None or not isinstance(side.what, Running):
            continue
        own = np.asarray(pc.equal(table["indicator"], id)) & ~rows.published
        at = np.flatnonzero(own)
        columns = (table[name].take(pa.array(at)).to_pylist() for name in AXES)
        keys = [cell_of(side, side.what.start, *key)[2:] for key in zip(*columns, strict=True)]
        longest.setdefault(side.what.longer_than, {}).update(zip(keys, at.tolist(), strict=True))
    for (_, shorter), (_, longer) in pairwise(sorted(longest.items())):
        pairs = [(shorter[key], at) for key, at in longer.items() if key in shorter]
        one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        found[other] = _few(rows.numerator[one] - rows.numerator[other], rule)
    return found


def _left_over(cube: Cube, side: Side, numbers: Numbers, weeks: Numbers, rule: Policy) -> Flags:
    """Totals less the parts that are in the table, where that is few: as a cube."""
    found = np.zeros(cube.shape, dtype=np.bool_)
    if not rule.differences or not of_persons(side.what):
        return found
    there = np.zeros(cube.shape, dtype=np.bool_)
    number, size = (np.zeros(cube.shape) for _ in range(2))
    there.ravel()[cube.at] = True
    number.ravel()[cube.at] = numbers / (side.factor * (weeks if side.by_weeks else 1))
    size.ravel()[cube.at] = weeks if in_weeks(side.what) else 1
    half = 0.5 if in_weeks(side.what) else 0.0
    for axis, whole, matrix in cube.layers(side.what):
        flat = [np.moveaxis(each, axis, 0).reshape(cube.shape[axis], -1) for each in (number, there, size)]
        here = np.moveaxis(found, axis, 0)
        new = np.zeros((cube.shape[axis], flat[0].shape[1]), dtype=np.bool_)
        parts = [np.flatnonzero(matrix[[total]].toarray()[0]) for total in range(cube.shape[axis])]
        for total, its in enumerate(parts):
            for some in [its] if whole else [its[[i]] for i in range(len(its))]:
                if not len(some):
                    continue
                rest = (flat[0][total] - flat[0][some].sum(axis=0)) / np.maximum(flat[2][total], 1)
                few = (rest >= (half or 1)) & (rest < rule.threshold - half)
                new[total] |= few & flat[1][total] & flat[1][some].any(axis=0)
        here |= new.reshape(here.shape)
    return found


def _closed(cube: Cube, side: Side, hidden: Flags, numbers: Numbers, weeks: Numbers, rule: Policy) -> Flags:
    """``hidden``, with every total of a hidden cell, and the parts of hidden totals that had none hidden.

    Totals that leave few beside the parts that are told go first.
    """
    what = side.what
    there = np.zeros(cube.shape, dtype=np.bool_)
    flags = np.zeros(cube.shape, dtype=np.bool_)
    some = np.zeros(cube.shape, dtype=np.bool_)
    there.ravel()[cube.at] = True
    flags.ravel()[cube.at] = hidden
    flags |= _left_over(cube, side, numbers, weeks, rule)
    some.ravel()[cube.at] = numbers > 0
    layers = list(cube.layers(what))
    before = -1
    while before != (before := int(flags.sum())):
        for axis, whole, matrix in layers:
            # flags of totals and parts as tables: [along the axis, everything else]
            moved = np.moveaxis(flags, axis, 0)
            view: Flags = moved.reshape(cube.shape[axis], -1)
            up = _reached(matrix, view)
            new = up & ~view
            if whole:
                alone = view & ~up
                alone[np.diff(matrix.indptr) == 0] = False
                if alone.any():
                    new |= _reached(matrix.T, alone) & np.moveaxis(some, axis, 0).reshape(view.shape)
            if new.any():
                moved |= new.reshape(moved.shape)
        flags &= there
    return np.asarray(flags.ravel()[cube.at])


def _reached(matrix: Matrix, flags: Flags) -> Flags:
    """Which totals [T, other] have a part with a flag; the other way round with the matrix transposed."""
    return np.asarray((matrix @ flags.view(np.int8)) != 0)
