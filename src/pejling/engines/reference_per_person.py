"""What each person adds, found by counting each person alone: right by construction, slow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask
from pejling.indicators.measures import PersonShape
from pejling.indicators.per_person import Added, Places, Records, cells_of
from pejling.spells.panel import Runs, Window


def per_person(blocks: Iterable[Runs], window: Window, ask: Ask, places: Places) -> Iterator[Added]:
    """A block at a time."""
    counter = Reference()
    for block in blocks:
        rows: dict[PersonShape, list[tuple[int, int, int]]] = {shape: [] for shape in ask.shapes}
        for person in range(block.persons):
            counts = counter.count([block.between(person, person + 1)], window, ask)
            for shape, cube in counts.cubes.items():
                summed = np.stack([cube[:, list(place)].sum(axis=1) for place in places], axis=1)
                assert summed.shape == cells_of(ask, places, shape)
                flat = summed.ravel()
                rows[shape] += [(person, int(cell), int(flat[cell])) for cell in np.flatnonzero(flat)]
        columns = {shape: np.array(own, np.int64).reshape(-1, 3).T for shape, own in rows.items()}
        yield Added(block.key, {shape: Records(*columns[shape]) for shape in ask.shapes})
