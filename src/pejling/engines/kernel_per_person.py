"""What each person adds to a few cells, by the compiled functions that count areas: each person is a place.

A place of the kernel's is a person and one of the ways in which a municipality can belong to the asked
places: that is the one area that it belongs to. So nothing is compiled anew, and what a person adds is what
he adds when areas are counted; it costs the same for one asked place and for all municipalities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_recorder import Recorder
from pejling.engines.kernel_spells import CODES
from pejling.engines.kernel_sums import of_band
from pejling.engines.kernel_tables import Histograms, Lifetables
from pejling.engines.not_counted import Exceptions, refuse
from pejling.indicators.counts import Ask
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Cross,
    Ended,
    Events,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    PersonShape,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
    axes,
)
from pejling.indicators.per_person import Added, Places, Records
from pejling.spells.panel import Runs, Window
from pejling.terms.benefit import group
from pejling.terms.text import Text

Int64s = NDArray[np.int64]
Table = Histogram | Lifetable
Shapes = dict[PersonShape, PersonShape]
Recorded = dict[PersonShape, Records]

MOST_BYTES = 1 << 26  # of one table's sums, a row a person
MOST_PLACES = (1 << 15) - 2  # they are int16
MOST_PERSONS = 4096

# shapes whose replicates are not counted, and why
EXCEPTIONS: Exceptions = dict.fromkeys(
    (WeeksIn, PersonsIn, PersonsAt, LongTerm, Running, Ended, Events, ActiveWeeks, Cross),
    Text(
        da="kun medianer og kurver har intervaller af gentagelser; andre tal har standardfejl",
        en="only medians and curves have intervals from replicates; other figures have standard errors",
    ),
)


@dataclass(frozen=True)
class PersonLayout(Layout):
    """A layout in which every place is an area of its own."""

    @cached_property
    def areas_of_place(self) -> NDArray[np.int32]:
        return np.arange(MOST_PLACES, dtype=np.int32).reshape(-1, 1)


def per_person(blocks: Iterable[Runs], window: Window, ask: Ask, places: Places) -> Iterator[Added]:
    """Some thousand persons at a time. NotCounted for shapes whose replicates nothing is made of."""
    refuse(ask.shapes, EXCEPTIONS, "kernel")
    parts = list(_parts(window, ask, places))
    size = min(part.persons for part in parts)
    for block in blocks:
        for start in range(0, block.persons, size):
            runs = of_band(block.between(start, min(start + size, block.persons)), window, ask.band)
            for some in _portions(runs):
                records: Recorded = {}
                for part in parts:
                    records.update(part.records(some))
                yield Added(some.key, {shape: records[shape] for shape in ask.shapes})


def _portions(runs: Runs) -> Iterator[Runs]:
    """The persons in portions that live in no more places than can be numbered, however much they move."""
    if len(runs.person) <= MOST_PLACES or runs.persons == 1:
        yield runs
        return
    half = runs.persons // 2
    yield from _portions(runs.between(0, half))
    yield from _portions(runs.between(half, runs.persons))


def _parts(window: Window, ask: Ask, places: Places) -> Iterator[_Part]:
    """The shapes of the asked groups, and those of each group of an ``Of``."""
    asked = tuple(group(id) for id in ask.groups)
    own: Shapes = {shape: shape for shape in ask.shapes if not isinstance(shape, Of)}
    if own:
        given = PersonLayout(ask, window, asked)
        yield _Part.of(given, own, places, given.members.order.tolist())
    for whole in dict.fromkeys(shape.group for shape in ask.shapes if isinstance(shape, Of)):
        some: Shapes = {s: s.shape for s in ask.shapes if isinstance(s, Of) and s.group == whole}
        yield _Part.of(PersonLayout(ask, window, (whole,)), some, places, [0] * len(asked))


@dataclass(frozen=True)
class _Part:
    """Shapes counted for the same groups.

    ``shapes``: what was asked, and the shape that it is counted as; ``pattern``: of each municipality of the
    file how it belongs to the asked places, a row of ``belongs`` [patterns, places]; ``order``: the row of
    each asked group; ``persons``: how many are counted at once.
    """

    layout: PersonLayout
    shapes: Shapes
    pattern: NDArray[np.intp]
    belongs: NDArray[np.bool_]
    order: list[int]
    persons: int

    @classmethod
    def of(cls, layout: PersonLayout, shapes: Shapes, places: Places, order: list[int]) -> _Part:
        given = Layout(layout.ask, layout.window, layout.asked)
        inside = [np.isin(given.areas_of_place, place).any(axis=1) for place in places]
        belongs, pattern = np.unique(np.stack(inside, axis=1), axis=0, return_inverse=True)
        cells = len(layout.members.groups) * len(layout.ask.periods)
        fit = MOST_BYTES // (4 * cells * max(prod(axes(shape)) for shape in shapes))
        return cls(layout, shapes, pattern.ravel(), belongs, order, max(1, min(MOST_PERSONS, fit)))

    @cached_property
    def recorder(self) -> Recorder:
        return Recorder(self.layout, [s for s in self.shapes.values() if isinstance(s, Started | After)])

    def records(self, runs: Runs) -> Recorded:
        """What the persons of ``runs`` add to each shape."""
        layout, patterns = self.layout, len(self.belongs)
        town = layout.place_of_code[runs.municipality.astype(np.int32) + CODES]
        lived, place = np.unique(runs.person * patterns + self.pattern[town], return_inverse=True)
        columns = (runs.person, runs.first, runs.last, runs.code, place.astype(np.int16))
        piece = Piece(layout, runs, tuple(np.ascontiguousarray(column) for column in columns))
        who, pattern = np.divmod(lived, patterns)
        found: Recorded = {}
        for asked, shape in self.shapes.items():
            if isinstance(shape, Histogram | Lifetable):
                cell = self._of_table(shape, piece, len(lived))
            else:
                assert isinstance(shape, Started | After), shape
                cell = self._of_spells(shape, piece)
            found[asked] = self._numbered(cell, who, pattern, prod(axes(shape)))
        return found

    def _of_table(self, shape: Table, piece: Piece, places: int) -> _Cells:
        layout, size = self.layout, prod(axes(shape))
        table = Histograms(layout, shape) if isinstance(shape, Histogram) else Lifetables(layout, shape)
        cells = (len(layout.members.groups), places, len(table.stretches))
        table.sums = np.zeros((*cells, *axes(shape)), dtype=np.int32)
        table.add(piece)
        flat = table.sums.reshape(-1)
        at = np.flatnonzero(flat)
        above, inner = np.divmod(at, size)
        row, place, stretch = np.unravel_index(above, cells)
        return _Cells(row, place, stretch, inner, flat[at].astype(np.int64))

    def _of_spells(self, shape: Started | After, piece: Piece) -> _Cells:
        recorder = self.recorder
        _, cell, amount = recorder.records(shape, piece, 0, piece.runs.persons)
        line, stretch = np.divmod(cell.astype(np.int64), len(recorder.stretches))
        row, place = np.divmod(line, recorder.places)
        return _Cells(row, place, stretch, np.zeros_like(row), amount.astype(np.int64))

    def _numbered(self, found: _Cells, who: Int64s, pattern: Int64s, size: int) -> Records:
        """Records by asked group, place and period; ``who`` and ``pattern``: of the kernel's places."""
        of_period = self.recorder.stretches.of_period
        sets, periods = self.belongs.shape[1], len(of_period)
        record, asked = np.nonzero(self.belongs[pattern[found.place]])
        row, stretch, inner = found.row[record], found.stretch[record], found.inner[record]
        whose, amount = who[found.place[record]], found.amount[record]
        columns: list[tuple[Int64s, Int64s, Int64s]] = []
        for number, own in enumerate(self.order):
            for column, where in enumerate(of_period):
                some = (row == own) & (stretch == where)
                cell = ((number * sets + asked[some]) * periods + column) * size + inner[some]
                columns.append((whose[some], cell, amount[some]))
        everybody, cells, amounts = (np.concatenate([one[n] for one in columns]) for n in range(3))
        return Records(everybody, cells, amounts)


@dataclass(frozen=True)
class _Cells:
    """Who adds what where, by row of groups, place and stretch, and by the flat position ``inner`` in a
    table."""

    row: Int64s
    place: Int64s
    stretch: Int64s
    inner: Int64s
    amount: Int64s
