"""What each person adds to a few cells, by the compiled functions that count areas: each person is a place.

A place is a person and one of the ways in which a municipality can belong to the asked places; its areas are
that person's sums in those he belongs to. So nothing is compiled anew, and what a person adds is what he
adds when areas are counted.
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

MOST_BYTES = 1 << 25  # of one table's sums, a row a person
MOST_PLACES = (1 << 15) - 2  # places are int16
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
    """A layout in which each of ``persons`` is a place for every row of ``belongs`` [patterns, sets]."""

    persons: int
    belongs: NDArray[np.bool_]

    @cached_property
    def areas_of_place(self) -> NDArray[np.int32]:
        """int32 [persons x patterns, sets]: the sums of a place, -1 for none."""
        patterns, sets = self.belongs.shape
        own = np.arange(self.persons * sets, dtype=np.int32).reshape(self.persons, 1, sets)
        found = np.where(self.belongs[None], own, np.int32(-1)).reshape(self.persons * patterns, sets)
        return np.ascontiguousarray(found, dtype=np.int32)


def per_person(blocks: Iterable[Runs], window: Window, ask: Ask, places: Places) -> Iterator[Added]:
    """Some thousand persons at a time. NotCounted for shapes whose replicates nothing is made of."""
    refuse(ask.shapes, EXCEPTIONS, "kernel")
    parts = list(_parts(window, ask, places))
    size = min(part.layout.persons for part in parts)
    for block in blocks:
        for start in range(0, block.persons, size):
            runs = of_band(block.between(start, min(start + size, block.persons)), window, ask.band)
            records: dict[PersonShape, Records] = {}
            for part in parts:
                records.update(part.records(runs))
            yield Added(runs.key, {shape: records[shape] for shape in ask.shapes})


def _parts(window: Window, ask: Ask, places: Places) -> Iterator[_Part]:
    """The shapes of the asked groups, and those of each group of an ``Of``."""
    asked = tuple(group(id) for id in ask.groups)
    own: Shapes = {shape: shape for shape in ask.shapes if not isinstance(shape, Of)}
    if own:
        given = Layout(ask, window, asked)
        yield _Part.of(given, own, places, given.members.order.tolist())
    for whole in dict.fromkeys(shape.group for shape in ask.shapes if isinstance(shape, Of)):
        some: Shapes = {s: s.shape for s in ask.shapes if isinstance(s, Of) and s.group == whole}
        yield _Part.of(Layout(ask, window, (whole,)), some, places, [0] * len(asked))


@dataclass(frozen=True)
class _Part:
    """Shapes counted for the same groups.

    ``shapes``: what was asked, and the shape that it is counted as; ``pattern``: how each municipality of the
    file belongs to the asked places; ``order``: the row of each asked group.
    """

    layout: PersonLayout
    shapes: Shapes
    pattern: NDArray[np.intp]
    order: list[int]

    @classmethod
    def of(cls, given: Layout, shapes: Shapes, places: Places, order: list[int]) -> _Part:
        inside = [np.isin(given.areas_of_place, place).any(axis=1) for place in places]
        belongs, pattern = np.unique(np.stack(inside, axis=1), axis=0, return_inverse=True)
        cells = len(given.members.groups) * len(places) * len(given.ask.periods)
        fit = MOST_BYTES // (4 * cells * max(prod(axes(shape)) for shape in shapes))
        persons = max(1, min(MOST_PERSONS, MOST_PLACES // len(belongs), fit))
        layout = PersonLayout(given.ask, given.window, given.asked, persons, belongs)
        return cls(layout, shapes, pattern.ravel(), order)

    @cached_property
    def recorder(self) -> Recorder:
        return Recorder(self.layout, [s for s in self.shapes.values() if isinstance(s, Started | After)])

    def records(self, runs: Runs) -> Iterator[tuple[PersonShape, Records]]:
        """What the persons of ``runs`` add to each shape."""
        layout = self.layout
        town = layout.place_of_code[runs.municipality.astype(np.int32) + CODES]
        place = runs.person * len(layout.belongs) + self.pattern[town]
        columns = (runs.person, runs.first, runs.last, runs.code, place.astype(np.int16))
        piece = Piece(layout, runs, tuple(np.ascontiguousarray(column) for column in columns))
        for asked, shape in self.shapes.items():
            if isinstance(shape, Histogram | Lifetable):
                yield asked, self._of_table(shape, piece)
            else:
                assert isinstance(shape, Started | After), shape
                yield asked, self._of_spells(shape, piece)

    def _of_table(self, shape: Table, piece: Piece) -> Records:
        layout, size = self.layout, prod(axes(shape))
        table = Histograms(layout, shape) if isinstance(shape, Histogram) else Lifetables(layout, shape)
        people = layout.persons * layout.belongs.shape[1]
        cells = (len(layout.members.groups), people, len(table.stretches))
        table.sums = np.zeros((*cells, *axes(shape)), dtype=np.int32)
        table.add(piece)
        flat = table.sums.reshape(-1)
        at = np.flatnonzero(flat)
        return self._numbered(*np.divmod(at, size), flat[at].astype(np.int64), size)

    def _of_spells(self, shape: Started | After, piece: Piece) -> Records:
        layout, recorder = self.layout, self.recorder
        _, cell, amount = recorder.records(shape, piece, 0, piece.runs.persons)
        line, stretch = np.divmod(cell.astype(np.int64), len(recorder.stretches))
        row, place = np.divmod(line, recorder.places)
        people = layout.areas_of_place[place].astype(np.int64)
        kept, _ = some = np.nonzero(people >= 0)
        size = layout.persons * layout.belongs.shape[1]
        above = (row[kept] * size + people[some]) * len(recorder.stretches) + stretch[kept]
        return self._numbered(above, np.zeros_like(above), amount[kept].astype(np.int64), 1)

    def _numbered(self, above: Int64s, inner: Int64s, amount: Int64s, size: int) -> Records:
        """Records by asked group, place and period; ``above``: positions in [group, person, set, stretch]."""
        of_period = self.recorder.stretches.of_period
        sets, periods = self.layout.belongs.shape[1], len(of_period)
        line, stretch = np.divmod(above, len(self.recorder.stretches))
        line, place = np.divmod(line, sets)
        row, who = np.divmod(line, self.layout.persons)
        columns: list[tuple[Int64s, Int64s, Int64s]] = []
        for number, own in enumerate(self.order):
            for column, where in enumerate(of_period):
                some = (row == own) & (stretch == where)
                cell = ((number * sets + place[some]) * periods + column) * size + inner[some]
                columns.append((who[some], cell, amount[some]))
        whose, cells, amounts = (np.concatenate([one[n] for one in columns]) for n in range(3))
        return Records(whose, cells, amounts)
