"""A CSV week file in blocks of whole lines, and what the compiled pass makes of one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.dream_cells import Column

SMALLEST_READ, LARGEST_READ = 1 << 20, 128 << 20  # bytes at a time, and of a block
_QUOTE, _LF, _CR = b'"', 10, 13


@dataclass(frozen=True)
class Lines:
    """Whole lines of the file: the first ``length`` bytes of ``data``, ``rows`` of them not blank."""

    data: bytearray
    length: int
    rows: int


class LineReader:
    """Reads a file from ``start`` on, a block of at most ``size`` lines at a time. ``done`` counts bytes.

    Used by one thread at a time; blocks may be handed back (``done_with``) by any.
    """

    def __init__(self, path: Path, start: int, mark: str, line_end: int, first: int) -> None:
        self.path = path
        self.done = start
        self._mark = ord(mark)
        self._line_end = line_end
        self._a_line = float(first)  # bytes, as far as is known
        self._idle: list[bytearray] = []

    def blocks(self, size: int) -> Iterator[Lines]:
        """All blocks in order; the last line may lack its end. Of very long lines a block holds fewer."""
        left = b""
        with self.path.open("rb", buffering=0) as file:
            file.seek(self.done)
            ended = False
            while not ended or left:
                wanted = int(size * self._a_line * 1.02) + SMALLEST_READ
                room = self._room(max(len(left) + SMALLEST_READ, min(wanted, LARGEST_READ)))
                room[: len(left)] = left
                have, ended = _filled(file, room, len(left))
                behind, rows = self._whole_lines(room, have, size, ended)
                if not rows and not ended:  # a line longer than the block: more of it
                    left = bytes(memoryview(room)[:have])
                    self._a_line = max(self._a_line, 2.0 * have / size)
                    if have > LARGEST_READ:
                        behind, rows = have, 1  # no line is as long: the careful way says what is wrong
                    else:
                        continue
                left = bytes(memoryview(room)[behind:have])
                self.done = file.tell() - len(left)
                if rows:
                    self._a_line = behind / rows
                    yield Lines(room, behind, rows)

    def done_with(self, block: Lines) -> None:
        """Let the block's memory serve the next one."""
        self._idle.append(block.data)

    def _room(self, length: int) -> bytearray:
        while self._idle:
            room = self._idle.pop()
            if len(room) >= length:
                return room
        return bytearray(length)

    def _whole_lines(self, room: bytearray, have: int, size: int, ended: bool) -> tuple[int, int]:
        """Where ``size`` lines (fewer where there are no more) end, and how many are not blank."""
        from pejling.sources.dream_csv_pass import lines_until

        data = np.frombuffer(room, dtype=np.uint8)[:have]
        if room.find(_QUOTE, 0, have) >= 0:
            behind, rows = lines_until(data, have, self._mark, size)
        else:
            ends = np.flatnonzero(data == self._line_end)
            starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
            said = (ends > starts) & ~((ends == starts + 1) & (data[starts] == _CR))
            numbers = np.flatnonzero(said)[:size]
            rows = len(numbers)
            behind = int(ends[numbers[-1]] + 1) if rows == size else int(ends[-1] + 1) if len(ends) else 0
        if ended and rows < size and behind < have:  # the last line has no end of its own
            return have, rows + 1
        return behind, rows


def _filled(file: Any, room: bytearray, have: int) -> tuple[int, bool]:
    """Read on from the place ``have`` of ``room``: how much is there now, and has the file ended?"""
    view = memoryview(room)
    while have < len(room):
        more = file.readinto(view[have:])
        if not more:
            return have, True
        have += more
    return have, False


class QuickLines:
    """The compiled pass over blocks: the columns asked for, or None where a careful reading is needed.

    Several threads may use one, each with memory of its own; with ``reuse`` that of the block before.
    """

    def __init__(
        self, every: Sequence[str], columns: Sequence[str], kinds: Mapping[str, int], mark: str, reuse: bool
    ) -> None:
        self._columns = columns
        self._mark = ord(mark)
        self._reuse = reuse
        self._own = threading.local()
        numbers = [name for name in columns if name in kinds]
        texts = [name for name in columns if name not in kinds]
        self._row = {name: row for row, name in enumerate(numbers)}
        self._text = {name: row for row, name in enumerate(texts)}
        places = self._row | {name: -2 - row for name, row in self._text.items()}
        self._places = np.array([places.pop(name, -1) for name in every], dtype=np.int64)
        self._kinds = np.array([kinds[name] for name in numbers], dtype=np.int64)

    def read(self, block: Lines) -> list[Column] | None:
        from pejling.sources.dream_csv_pass import read_lines

        data = np.frombuffer(block.data, dtype=np.uint8)
        out = self._room(len(self._row), block.rows)
        ends = np.zeros((len(self._text), block.rows, 2), dtype=np.int64)
        if read_lines(data, block.length, self._mark, self._places, self._kinds, out, ends) != block.rows:
            return None
        return [
            out[self._row[name]] if name in self._row else _texts(data, ends[self._text[name]])
            for name in self._columns
        ]

    def _room(self, numbers: int, rows: int) -> NDArray[np.int16]:
        room: NDArray[np.int16] | None = getattr(self._own, "cells", None)
        if not self._reuse or room is None or room.shape != (numbers, rows):
            room = self._own.cells = np.zeros((numbers, rows), dtype=np.int16)
        else:
            room.fill(0)
        return room


def _texts(data: NDArray[np.uint8], ends: NDArray[np.int64]) -> Column:
    """The texts between ``ends`` [persons, 2] as an array of bytes."""
    from pejling.sources.dream_csv_pass import gather

    offsets = np.zeros(len(ends) + 1, dtype=np.int32)
    np.cumsum(ends[:, 1] - ends[:, 0], out=offsets[1:])
    held = np.empty(int(offsets[-1]) + 1, dtype=np.uint8)  # Arrow takes no buffer that lies nowhere
    gather(data, ends, offsets, held)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(held)]
    return pa.Array.from_buffers(pa.binary(), len(ends), buffers)
