"""How much each spell adds to a shape of spells that start or end, as one column."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from pejling.engines.found import is_found
from pejling.engines.kernel_events import NeighbourTables, counted
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_members import codes_where
from pejling.engines.kernel_neighbours import outcomes_after
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_spells import COMPLETED, KNOWN, LENGTH
from pejling.indicators.measures import After, Ended, Started
from pejling.terms.benefit import Group

Int32s = NDArray[np.int32]


class Weights:
    """The weights of spells for Started, Ended (1 a spell for ``sum="persons"``) and After."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._tables = NeighbourTables(layout)

    def of(self, piece: Piece, shape: Started | Ended | After) -> Int32s:
        """int32 [spells]; made once a piece."""
        key = ("weights", shape)
        if key not in piece.made:
            piece.made[key] = self._made(piece, shape)
        found: Int32s = piece.made[key]
        return found

    def _made(self, piece: Piece, shape: Started | Ended | After) -> Int32s:
        starts = starts_count(shape)
        spells = piece.spells
        counts = piece.starts_in_band if starts else piece.ends_in_band
        counts = counts & (spells[:, KNOWN if starts else COMPLETED] == 1)
        if isinstance(shape, After):
            counts = counts & self._found(piece, shape)
        else:
            counts = counts & counted(shape, self._tables, piece)
        weights: Int32s = counts.astype(np.int32)
        if isinstance(shape, Ended) and shape.sum == "weeks":
            weights *= spells[:, LENGTH]
        return weights

    def _found(self, piece: Piece, shape: After) -> NDArray[np.bool_]:
        ask, states = self._layout.ask, self._layout.members.state_groups
        if shape.found.kind != "benefit":
            states = states[:1]
        outcomes = np.array([codes_where(partial(self._is_found, shape, state), ask) for state in states])
        out = np.empty(len(piece.spells), dtype=np.uint8)
        outcomes_after(piece.spells, *piece.columns[:4], starts_count(shape), shape.weeks, outcomes, out)
        return out > 0

    def _is_found(self, shape: After, state: Group, code: int) -> bool:
        return is_found(shape.found, code, state, self._layout.ask.codes)


def starts_count(shape: Started | Ended | After) -> bool:
    """Whether the shape counts spells where they start, and not where they end."""
    return isinstance(shape, Started) or (isinstance(shape, After) and shape.event == "started")
