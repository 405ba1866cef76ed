"""What is read off histograms and life tables: medians, and parts of a table. No engine counts these.

Tables are additive, readings of them are not: an area's median comes from the area's own table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.measures import (
    CENSORED,
    ENTERED,
    EXITS,
    UNKNOWN_START,
    Histogram,
    Lifetable,
    Of,
    PersonShape,
    Shape,
)

COLUMNS = {"entered": ENTERED, "censored": CENSORED, "unknown_start": UNKNOWN_START}
Table = Histogram | Lifetable | Of


@dataclass(frozen=True, slots=True)
class Quantile:
    """The fewest weeks within which ``pct`` per cent have ended, by Kaplan-Meier where it is a life table.

    Not defined where so many have not ended as far as the table reaches.
    """

    of: Table
    pct: int = 50


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column of a life table from row ``first`` to ``last`` (weeks), both included.

    ``column``: entered, censored, unknown_start, or one of the table's causes.
    """

    column: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a life table's persons or spells lie in some of its cells: a sum over persons, as it is."""

    of: Table
    cells: tuple[Cells, ...]


Reading = Quantile | Part
Measured = Shape | Reading


def table_of(shape: PersonShape) -> Histogram | Lifetable | None:
    """The table that ``shape`` counts, whatever group it is of; None for plain sums."""
    inner = shape.shape if isinstance(shape, Of) else shape
    return inner if isinstance(inner, Histogram | Lifetable) else None


def part(reading: Part, cube: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum over the cells of ``reading``; ``cube`` is [group, area, period, weeks + 1, columns]."""
    table = table_of(reading.of)
    assert isinstance(table, Lifetable), f"{reading} is not part of a life table"
    total = np.zeros(cube.shape[:3], dtype=np.int64)
    for cells in reading.cells:
        column = COLUMNS.get(cells.column)
        if column is None:
            column = EXITS + table.causes.index(cells.column)
        total += cube[..., cells.first : cells.last + 1, column].sum(axis=-1)
    return total


def behind(shape: Table, cube: NDArray[np.int64]) -> NDArray[np.int64]:
    """Persons or spells in the table ``cube`` counts for ``shape``: int64 [group, area, period]."""
    if isinstance(table_of(shape), Histogram):
        return np.asarray(cube.sum(axis=-1), dtype=np.int64)
    return np.asarray(cube[..., ENTERED].sum(axis=-1), dtype=np.int64)


def quantile(reading: Quantile, cube: NDArray[np.int64]) -> NDArray[np.float64]:
    """The weeks of ``reading``, float64 [group, area, period]; NaN where it is not defined."""
    if isinstance(table_of(reading.of), Histogram):
        return _of_lengths(cube, reading.pct)
    weeks = np.full(cube.shape[:3], np.nan)
    for at in zip(*np.nonzero(cube[..., ENTERED].any(axis=-1)), strict=True):
        weeks[at] = _of_life_table(cube[at], reading.pct)
    return weeks


def _of_lengths(cube: NDArray[np.int64], pct: int) -> NDArray[np.float64]:
    """The smallest length that ``pct`` per cent do not exceed; the last bin holds lengths that vary."""
    ended = np.cumsum(cube, axis=-1)
    total = ended[..., -1]
    reached = 100 * ended >= pct * total[..., None]
    first = np.argmax(reached, axis=-1)
    known = (total > 0) & (first < cube.shape[-1] - 1)
    return np.where(known, first.astype(np.float64), np.nan)


def _of_life_table(cell: NDArray[np.int64], pct: int) -> float:
    from pejling.stats.risk import life_table
    from pejling.stats.survival import kaplan_meier
    from pejling.stats.survival import quantile as reached

    curve = kaplan_meier(life_table(cell[:, ENTERED], cell[:, CENSORED], cell[:, EXITS:]))
    weeks = reached(curve, pct / 100)
    return float("nan") if weeks is None else float(weeks)
