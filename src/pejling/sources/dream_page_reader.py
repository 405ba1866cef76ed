"""Row groups of a Parquet week file read by the compiled pass, as far as it can."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.dream_cells import Column

_TAIL = 8  # bytes: the footer's length and the magic


class PageReader:
    """Reads columns of whole numbers of one row group at a time; what it cannot read it leaves out.

    Several threads may use one, each with memory of its own; with ``reuse`` that of the row group before.
    """

    def __init__(self, path: Path, metadata: Any, kinds: Mapping[str, int], reuse: bool) -> None:
        self.path = path
        self._metadata = metadata
        self._kinds = kinds
        self._reuse = reuse
        self._own = threading.local()
        self._once = threading.Lock()

    def read(self, group: int, columns: Sequence[str]) -> dict[str, Column]:
        """Of the columns asked for those that could be read: int16 [rows], 0 where blank."""
        with self._once:
            names = [name for name in columns if name in self._places]
            chunks = self._chunks
        if chunks is None or not names:
            return {}
        from pejling.sources.dream_pages import read_columns
        from pejling.sources.dream_thrift import DATA, DICTIONARY, SIZE

        facts = chunks[group]
        which = np.array([self._places[name][0] for name in names], dtype=np.int64)
        blanks = np.array([self._places[name][1] for name in names], dtype=np.bool_)
        kinds = np.array([self._kinds[name] for name in names], dtype=np.int64)
        first = np.where(
            (facts[:, DICTIONARY] > 0) & (facts[:, DICTIONARY] < facts[:, DATA]),
            facts[:, DICTIONARY],
            facts[:, DATA],
        )[which]
        start, stop = int(first.min()), int((first + facts[which, SIZE]).max())
        if start < 0 or stop > self.path.stat().st_size or (facts[which, SIZE] < 0).any():
            return {}
        data = self._bytes(start, stop)
        found = self._room(len(names), self._metadata.row_group(group).num_rows)
        odd = np.ones(len(names), dtype=np.bool_)
        read_columns(data, start, facts, which, blanks, kinds, found, odd)
        return {name: found[row] for row, name in enumerate(names) if not odd[row]}

    @cached_property
    def _places(self) -> dict[str, tuple[int, bool]]:
        """Of each column of whole numbers: which it is, and whether it may have blank cells."""
        schema, parquet = self._metadata.schema.to_arrow_schema(), self._metadata.schema
        if len(schema) != len(parquet):
            return {}  # lists or structures: columns and leaves differ
        found = {}
        for number, field in enumerate(schema):
            leaf = parquet.column(number)
            flat = leaf.max_repetition_level == 0 and leaf.max_definition_level <= 1
            if field.name in self._kinds and flat and pa.types.is_integer(field.type):
                found[field.name] = (number, leaf.max_definition_level == 1)
        return found

    @cached_property
    def _chunks(self) -> NDArray[np.int64] | None:
        """Where the column chunks lie; None where the footer cannot be read so."""
        from pejling.sources.dream_thrift import FACTS, chunks

        with self.path.open("rb") as file:
            file.seek(-_TAIL, 2)
            length = int.from_bytes(file.read(4), "little")
            end = file.tell() - 4
            if length > end:
                return None
            file.seek(end - length)
            footer = np.frombuffer(file.read(length), dtype=np.uint8)
        facts = np.full((self._metadata.num_row_groups, self._metadata.num_columns, FACTS), -1, np.int64)
        return facts if chunks(footer, facts) else None

    def _bytes(self, start: int, stop: int) -> NDArray[np.uint8]:
        room: NDArray[np.uint8] | None = getattr(self._own, "bytes", None)
        if room is None or len(room) < stop - start:
            room = self._own.bytes = np.empty(stop - start, dtype=np.uint8)
        with self.path.open("rb", buffering=0) as file:
            file.seek(start)
            view, got = memoryview(room.data)[: stop - start], 0
            while got < stop - start:
                more = file.readinto(view[got:])
                if not more:
                    raise OSError("the file ends early")
                got += more
        data: NDArray[np.uint8] = room[: stop - start]
        data.flags.writeable = False
        return data

    def _room(self, columns: int, rows: int) -> NDArray[np.int16]:
        if not self._reuse:
            return np.empty((columns, rows), dtype=np.int16)
        room: NDArray[np.int16] | None = getattr(self._own, "cells", None)
        if room is None or room.shape != (columns, rows):
            room = self._own.cells = np.empty((columns, rows), dtype=np.int16)
        return room
