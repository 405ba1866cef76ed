"""Casework, and the products per person that standard errors are made of, while pieces are counted."""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_recorder import Recorder
from pejling.engines.kernel_records import add_products, add_records
from pejling.engines.kernel_summing import Cubes, Summing
from pejling.indicators.measures import ActiveWeeks, Cross, Ended, Events, PersonShape, PersonsIn, Scalar
from pejling.terms.municipality import areas

Int64s = NDArray[np.int64]
RECORDS_AT_ONCE = 4_000_000  # about: some 50 MB


def summings(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    """Sums of ``shapes``, each Events, ActiveWeeks or Cross."""
    pairs = tuple(shape for shape in shapes if isinstance(shape, Cross))
    recorder = Recorder(layout, [one for pair in pairs for one in (pair.first, pair.second)])
    found: list[Summing] = [
        Cases(recorder, shape) for shape in shapes if isinstance(shape, Events | ActiveWeeks)
    ]
    return [*found, Products(recorder, pairs)] if pairs else found


class Cases:
    """Casework of one shape: the records added up by [group, place, stretch]."""

    def __init__(self, recorder: Recorder, shape: Events | ActiveWeeks) -> None:
        self.lock = Lock()
        self.recorder = recorder
        self.shape = shape
        groups = len(recorder.layout.members.groups)
        self.sums: Int64s = np.zeros(groups * recorder.places * len(recorder.stretches), dtype=np.int64)

    def add(self, piece: Piece) -> None:
        for start, stop in _portions(piece, len(self.recorder.stretches)):
            _, cell, amount = self.recorder.records(self.shape, piece, start, stop)
            with self.lock:
                add_records(self.sums, cell, amount)

    def into(self, cubes: Cubes) -> None:
        layout = self.recorder.layout
        sums = self.sums.reshape(len(layout.members.groups), self.recorder.places, -1)
        found = np.zeros((len(sums), len(areas()), sums.shape[2]), dtype=np.int64)
        for place, levels in enumerate(layout.areas_of_place):
            for area in levels[levels >= 0]:
                found[:, area] += sums[:, place]
        cubes[self.shape][:] = found[layout.members.order][:, :, self.recorder.stretches.of_period]


class Products:
    """All products per person of one ask: records are made once a shape, then multiplied pair by pair."""

    def __init__(self, recorder: Recorder, shapes: tuple[Cross, ...]) -> None:
        self.lock = Lock()
        self.recorder = recorder
        self.shapes = shapes
        self.size = len(recorder.layout.members.groups) * len(areas()) * len(recorder.stretches)
        self._free: list[list[Int64s]] = []  # sums that no thread adds to now
        self._all: list[list[Int64s]] = []

    def add(self, piece: Piece) -> None:
        with self.lock:
            sums = self._free.pop() if self._free else self._more()
        layout, stretches = self.recorder.layout, len(self.recorder.stretches)
        *scratch, touched = (np.zeros(self.size, dtype=np.int64) for _ in range(3))
        scalars = dict.fromkeys(s for shape in self.shapes for s in (shape.first, shape.second))
        for start, stop in _portions(piece, stretches):
            made = {shape: self.recorder.records(shape, piece, start, stop) for shape in scalars}
            for shape, into in zip(self.shapes, sums, strict=True):
                add_products(
                    *(into, *made[shape.first], *made[shape.second], *scratch, touched),
                    *(
                        layout.areas_of_place,
                        len(areas()),
                        stretches,
                        _once(shape.first),
                        _once(shape.second),
                    ),
                )
        with self.lock:
            self._free.append(sums)

    def _more(self) -> list[Int64s]:
        self._all.append([np.zeros(self.size, dtype=np.int64) for _ in self.shapes])
        return self._all[-1]

    def into(self, cubes: Cubes) -> None:
        layout, of_period = self.recorder.layout, self.recorder.stretches.of_period
        for number, shape in enumerate(self.shapes):
            for some in self._all:
                sums = some[number].reshape(len(layout.members.groups), len(areas()), -1)
                cubes[shape][:] += sums[layout.members.order][:, :, of_period]


def _once(shape: Scalar) -> bool:
    """Whether a person counts once in an area, however much he adds to its parts."""
    return isinstance(shape, PersonsIn) or (isinstance(shape, Ended) and shape.sum == "persons")


def _portions(piece: Piece, stretches: int) -> list[tuple[int, int]]:
    """Persons in portions whose records stay within bounds of memory."""
    size = max(RECORDS_AT_ONCE // max(8 * stretches, 1), 256)
    persons = piece.runs.persons
    return [(start, min(start + size, persons)) for start in range(0, persons, size)]
