"""Stays that have lasted: running spells of some length, and weeks that end a long time on a benefit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_members import Members
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_spells import CODES
from pejling.engines.kernel_stays import CODE, KIND, OF, STAY_COLUMNS, long_stays
from pejling.indicators.band import Band
from pejling.indicators.measures import LongTerm, PersonShape, Running

Int32s = NDArray[np.int32]


def edges_of(shapes: Iterable[PersonShape], band: Band) -> tuple[int, ...]:
    """The lengths, ascending, that running spells are cut at to tell all of ``shapes``."""
    edges = {shape.longer_than for shape in shapes if isinstance(shape, Running) and _counts_weeks(shape)}
    if band.duration:
        edges |= {band.duration[0] - 1, band.duration[1]}
    return tuple(sorted(edges))


def running_stays(piece: Piece, shape: Running, edges: tuple[int, ...]) -> Int32s:
    """The weeks in which spells run, gaps included, with more weeks so far than the shape asks for."""
    key = "running", shape
    if key not in piece.made:
        if edges not in piece.made:
            piece.made[edges] = piece.stretches(np.array(edges, dtype=np.int32), with_gaps=True)
        stays = piece.made[edges]
        lowest, highest = _passed(shape, edges, piece.layout.ask.band)
        kept = (stays[:, KIND] >= lowest) & (stays[:, KIND] <= highest)
        piece.made[key] = piece.within_visitation(stays[kept])
    found: Int32s = piece.made[key]
    return found


def _counts_weeks(shape: Running) -> bool:
    return shape.start == "known" and shape.longer_than > 0


def _passed(shape: Running, edges: tuple[int, ...], band: Band) -> tuple[int, int]:
    """How many edges a spell's length has passed at least, and at most; one more than all: start unknown."""
    if shape.start == "unknown":
        # which is in no band of lengths
        return len(edges) + 1, len(edges) + (0 if band.duration else 1)
    lowest = edges.index(shape.longer_than) + 1 if _counts_weeks(shape) else 0
    if band.duration is None:
        return lowest, len(edges)
    return max(lowest, edges.index(band.duration[0] - 1) + 1), edges.index(band.duration[1])


def long_term_stays(piece: Piece, shape: LongTerm) -> Iterator[tuple[int, Int32s]]:
    """For each row of groups, the weeks in which enough of the window that ends with them was on it."""
    members = piece.layout.members
    needed = -(-shape.share_pct * shape.window // 100)
    stays, all_stays = _by_state(piece, "stays"), _by_state(piece, "all_stays")
    for row in range(len(members.groups)):
        state = int(np.searchsorted(members.bounds, row, side="right")) - 1
        some, everything = _of_group(members, row, stays[state]), _of_group(members, row, all_stays[state])
        out = np.empty((len(some), STAY_COLUMNS), dtype=np.int32)
        yield row, out[: long_stays(everything, some, shape.window, needed, out)]


def _by_state(piece: Piece, name: str) -> list[Int32s]:
    """The piece's ``stays`` or ``all_stays`` of each state, in order as they were."""
    key = "by state", name
    if key not in piece.made:
        stays: Int32s = getattr(piece, name)
        states = stays[:, OF].astype(np.int16)
        order = np.argsort(states, kind="stable")
        bounds = np.searchsorted(states[order], np.arange(len(piece.layout.members.state_groups) + 1))
        rows = stays[order]
        piece.made[key] = [rows[begin:end] for begin, end in pairwise(bounds)]
    found: list[Int32s] = piece.made[key]
    return found


def _of_group(members: Members, row: int, stays: Int32s) -> Int32s:
    first, last, _ = members.groups[row]
    if first <= -CODES and last >= CODES - 1:
        return stays
    found: Int32s = stays[(stays[:, CODE] >= first) & (stays[:, CODE] <= last)]
    return found
