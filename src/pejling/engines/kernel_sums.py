"""The frame that all kinds of shapes plug into: pieces of persons in, cubes out.

An ask falls into parts: the asked groups, and each group of an ``Of``, counted once and given to all. Within
a part the shapes are dealt out by kind (``MAKERS``); each kind keeps sums with a lock of its own, so that
pieces are counted side by side into one set of arrays: whoever finds a lock held turns to other sums first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from pejling.engines import kernel_at, kernel_events, kernel_weeks
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_memory import zeroed
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_summing import Summing
from pejling.indicators.band import Band
from pejling.indicators.counts import Ask, Counts
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
from pejling.spells.panel import Runs, Window
from pejling.terms.benefit import Group, group
from pejling.terms.municipality import areas

Maker = Callable[[Layout, tuple[PersonShape, ...]], list[Summing]]


def _tables(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    from pejling.engines.kernel_tables import summings  # compiled where asked for: few reports need it

    return summings(layout, shapes)


def _products(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    from pejling.engines.kernel_products import summings  # as above

    return summings(layout, shapes)


MAKERS: tuple[tuple[tuple[type, ...], Maker], ...] = (
    ((WeeksIn, PersonsIn), kernel_weeks.summings),
    ((Running, PersonsAt, LongTerm), kernel_at.summings),
    ((Started, Ended, After), kernel_events.summings),
    ((Histogram, Lifetable), _tables),
    ((Events, ActiveWeeks, Cross), _products),
)


class Part:
    """Shapes counted for the same groups."""

    def __init__(self, layout: Layout, shapes: tuple[PersonShape, ...]) -> None:
        self.layout = layout
        self.shapes = shapes
        unknown = [shape for shape in shapes if not any(isinstance(shape, kinds) for kinds, _ in MAKERS)]
        if unknown:
            raise TypeError(f"{unknown[0]} is no sum over persons that this engine knows")
        dealt = [(make, tuple(s for s in shapes if isinstance(s, kinds))) for kinds, make in MAKERS]
        self.summings = [summing for make, some in dealt if some for summing in make(layout, some)]

    def add(self, piece: Piece) -> None:
        waiting = list(self.summings)
        while waiting:
            free = next((n for n, summing in enumerate(waiting) if not summing.lock.locked()), 0)
            waiting.pop(free).add(piece)

    def cubes(self, workers: Executor) -> dict[PersonShape, NDArray[np.int64]]:
        """The cubes of all shapes; sums are let go as soon as theirs are written."""
        cells = (len(self.layout.asked), len(areas()), len(self.layout.ask.periods))
        # cubes with further axes are thin, and most of their pages never touched
        found = {
            shape: np.zeros((*cells, *axes(shape)), np.int64) if axes(shape) else zeroed(cells, np.int64)
            for shape in self.shapes
        }
        tasks = [workers.submit(self.summings.pop().into, found) for _ in range(len(self.summings))]
        for task in tasks:
            task.result()
        return found


class Sums:
    """All sums of one ask."""

    def __init__(self, window: Window, ask: Ask) -> None:
        self.ask = ask
        self.window = window
        own = tuple(shape for shape in ask.shapes if not isinstance(shape, Of))
        wholes: dict[Group, list[PersonShape]] = {}
        for shape in ask.shapes:
            if isinstance(shape, Of):
                wholes.setdefault(shape.group, []).append(shape.shape)
        asked = tuple(group(id) for id in ask.groups)
        self._own = Part(Layout(ask, window, asked), own)
        self._wholes = {one: Part(Layout(ask, window, (one,)), tuple(some)) for one, some in wholes.items()}

    @property
    def _parts(self) -> Iterable[Part]:
        return (part for part in (self._own, *self._wholes.values()) if part.shapes)

    def add(self, runs: Runs) -> None:
        """Add some persons, whose runs are numbered from 0 and sorted by person and first week."""
        own = of_band(runs, self.window, self.ask.band)
        piece: Piece | None = None
        for part in self._parts:
            piece = piece.seen_by(part.layout) if piece else Piece.of(own, part.layout)
            part.add(piece)

    def counts(self, workers: Executor) -> Counts:
        """The cubes; call it once, when all persons are added."""
        found: dict[PersonShape, NDArray[np.int64]] = self._own.cubes(workers)
        for whole, part in self._wholes.items():
            for inner, cube in part.cubes(workers).items():
                everybody = (len(self.ask.groups), *cube.shape[1:])
                found[Of(inner, whole)] = np.broadcast_to(cube, everybody)  # type: ignore[arg-type]
        return Counts(self.ask, {shape: found[shape] for shape in self.ask.shapes})


def of_band(runs: Runs, window: Window, band: Band) -> Runs:
    """The persons of the band's sex and origin; of unknown origin where the delivery gives none.

    Compiled code looks weeks up unchecked, so runs that reach outside the file are refused here (ValueError).
    """
    if runs.first.min(initial=window.first) < window.first or runs.last.max(initial=0) > window.last:
        raise ValueError(f"runs reach outside the file's weeks {window.first}-{window.last}")
    keep = np.ones(runs.persons, dtype=np.bool_)
    if band.sex is not None:
        keep &= runs.sex == band.sex
    if band.origin is not None:
        keep &= False if runs.origin is None else runs.origin == band.origin
    return runs if keep.all() else runs.only(keep)
