"""A table of printed figures by coordinates: long tables and wide ones are the same cells.

The coordinates of a figure are its row's key columns, and last the column that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pejling.comparison.relation import Figure

COLUMN = ""  # the name of the coordinate that a wide table's columns are


@dataclass(frozen=True)
class PrintedTable:
    """``dimensions``: the names of the coordinates, COLUMN last; ``figures`` with a key of as many less one.

    ``columns``: the value columns in the order of the file, also the empty ones. ``heads_twice``: columns
    whose head an earlier one has too: the name that tells it apart, and the earlier column.
    """

    name: str
    dimensions: tuple[str, ...]
    columns: tuple[str, ...]
    figures: tuple[Figure, ...]
    heads_twice: tuple[tuple[str, str], ...] = ()

    def coordinates(self, figure: Figure) -> tuple[str, ...]:
        """A figure's place, a name a dimension."""
        return (*figure.key, figure.column)

    def members(self, dimension: int) -> tuple[str, ...]:
        """What a coordinate can be, in the order of the file."""
        return tuple(dict.fromkeys(self.coordinates(figure)[dimension] for figure in self.figures))

    def lines(self, dimension: int) -> Iterator[Line]:
        """The figures that differ in one coordinate only, line by line."""
        found: dict[tuple[str, ...], dict[str, Figure]] = {}
        for figure in self.figures:
            at = self.coordinates(figure)
            found.setdefault((*at[:dimension], *at[dimension + 1 :]), {})[at[dimension]] = figure
        for rest, figures in found.items():
            yield Line(rest, figures)

    @cached_property
    def by_column(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures of each value column, in the order of the rows."""
        found: dict[str, list[Figure]] = {name: [] for name in self.columns}
        for figure in self.figures:
            found[figure.column].append(figure)
        return {name: tuple(figures) for name, figures in found.items()}


@dataclass(frozen=True)
class Line:
    """Figures that differ in one coordinate only, by it; ``rest`` are their other coordinates."""

    rest: tuple[str, ...]
    figures: Mapping[str, Figure]
