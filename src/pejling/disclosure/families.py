"""Totals and their parts over the cells of the ledger, by the same rules as within a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.disclosure.cells import OWN, Cell, Side, cell_of, in_weeks, sides, weeks_of
from pejling.disclosure.links import Structure
from pejling.indicators.measures import ActiveWeeks

Places = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Adding:
    """Totals and parts along one axis: rows ``whole`` [P] and ``part`` [P], a pair a part.

    ``total_weight``, ``part_weight`` [P]: the weeks of each, where numbers are means over weeks, else 1.
    ``size`` [P]: how many parts the total has; -1 where others may be missing.
    """

    whole: Places
    part: Places
    total_weight: Floats
    part_weight: Floats
    size: Places


def families(table: pa.Table, rows: Places) -> list[Adding]:
    """Groups, periods, break-downs and destinations among ``rows`` of ``table`` (TOLD, each cell once).

    Areas are left to `nested`, which knows clusters.
    """
    index = _cells(table, rows)
    structure = Structure.of(index)
    found: dict[str, list[tuple[int, int, float, float, int]]] = {}
    for total, at in index.items():
        for family in structure.families(total):
            if family.union or family.axis in ("area", "region"):
                continue
            by_weeks = family.axis.startswith("period") and _means(total.what)
            weight = float(weeks_of(total.period)) if by_weeks else 1.0
            size = len(family.parts) if family.whole else -1
            for part in family.parts:
                own = float(weeks_of(part.period)) if by_weeks else 1.0
                found.setdefault(family.axis, []).append((at, index[part], weight, own, size))
    return [_adding(pairs) for pairs in found.values()]


def within(table: pa.Table, rows: Places) -> Places:
    """Among the same cells the pairs [P, 2] of which the first holds the second: what is left tells of some.

    Persons of a group and of a sub-group, who may be in several; spells and the longer of them; who was there
    after fewer weeks and after more; in the period and at its end.
    """
    index = _cells(table, rows)
    structure = Structure.of(index)
    pairs: list[tuple[int, int]] = []
    for cell, at in index.items():
        pairs += [(index[larger], at) for larger in (*structure.larger(cell), *structure.sooner(cell))]
        for family in structure.families(cell):
            if family.union and family.axis not in ("area", "region"):
                pairs += [(at, index[part]) for part in family.parts]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _adding(pairs: Sequence[tuple[int, int, float, float, int]]) -> Adding:
    whole, part, weight, own, size = (np.array(column) for column in zip(*pairs, strict=True))
    return Adding(whole.astype(np.int64), part.astype(np.int64), weight, own, size.astype(np.int64))


def _cells(table: pa.Table, rows: Places) -> dict[Cell, int]:
    """The cells of figures of our own that are of one area, by the row that tells them."""
    names = ("indicator", "counts", "group", "area", "period", "breakdown", "measure", "members", "published")
    columns = [table[name].take(pa.array(rows)).to_pylist() for name in names]
    found: dict[Cell, int] = {}
    for at, id, counts, group, area, period, band, measure, members, published in zip(
        rows.tolist(), *columns, strict=True
    ):
        side = _side(id, counts)
        if side is not None and measure == "level" and not members and not published:
            found[cell_of(side, OWN, group, area, period, band)] = at
    return found


@cache
def _side(id: str, counts: str) -> Side | None:
    """The side of the indicator that the cell counts."""
    told = sides(id)
    return next((side for side in (told.above, told.below) if side and str(side.what) == counts), None)


def when(id: str, counts: str, period: str) -> str:
    """What the period comes to: of a stock the week it is of, so that a quarter and its last month agree."""
    side = _side(id, counts)
    return period if side is None else cell_of(side, OWN, "", "", period, "").period


def _means(what: object) -> bool:
    """Whether the ledger's number of it is a mean over the weeks of the period."""
    return in_weeks(what) or isinstance(what, ActiveWeeks)
