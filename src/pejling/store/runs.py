"""Runs of persons in a vintage's folder: Parquet, a pair of files a block of persons, and the window."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pejling.spells.panel import Runs, Visitation, Window
from pejling.store.arrow_file import arrow_file, intact
from pejling.store.durable import as_json, flush_file, flush_folder
from pejling.store.vintages import Vintage

WINDOW = "window.json"
KEY_BYTES = 16

RUNS_SCHEMA = pa.schema(
    [
        pa.field("person", pa.int32(), nullable=False),
        pa.field("first", pa.int16(), nullable=False),
        pa.field("last", pa.int16(), nullable=False),
        pa.field("code", pa.int16(), nullable=False),
        pa.field("municipality", pa.int16(), nullable=False),
    ]
)
PERSONS_SCHEMA = pa.schema(
    [
        pa.field("key", pa.binary(KEY_BYTES), nullable=False),
        pa.field("birthday", pa.int32(), nullable=False),
        pa.field("sex", pa.int8(), nullable=False),
    ]
)
ORIGIN = pa.field("origin", pa.int8(), nullable=False)  # only where the delivery gives it
VISITATION_SCHEMA = pa.schema(
    [
        pa.field("person", pa.int32(), nullable=False),
        pa.field("first", pa.int16(), nullable=False),
        pa.field("last", pa.int16(), nullable=False),
        pa.field("group", pa.int8(), nullable=False),
    ]
)


class RunsWriter:
    """Writes blocks of runs to a folder that nobody reads yet, each block flushed to the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs = 0
        self.persons = 0
        self._files: list[Path] = []
        self.blocks = 0
        self._counting = threading.Lock()

    def write(self, block: Runs, place: int | None = None) -> None:
        """Add one block: the next one, or that of a ``place`` (from 0); several threads may write at once.

        In the end all places from 0 on are to be filled.
        """
        with self._counting:
            number = f"{self.blocks if place is None else place:05d}"
            self.blocks += 1
            self.runs += len(block.person)
            self.persons += block.persons
        runs = {name: pa.array(getattr(block, name)) for name in RUNS_SCHEMA.names}
        self._save(
            f"runs-{number}.parquet",
            runs,
            RUNS_SCHEMA,
            use_dictionary=["code", "municipality"],
            column_encoding=dict.fromkeys(("person", "first", "last"), "DELTA_BINARY_PACKED"),
        )
        bytes_ = pa.py_buffer(np.ascontiguousarray(block.key))
        keys = pa.Array.from_buffers(pa.binary(KEY_BYTES), block.persons, [None, bytes_])
        people = {"key": keys, "birthday": pa.array(block.birthday), "sex": pa.array(block.sex)}
        schema = PERSONS_SCHEMA
        if block.origin is not None:
            schema, people = schema.append(ORIGIN), people | {"origin": pa.array(block.origin)}
        self._save(f"persons-{number}.parquet", people, schema, use_dictionary=["sex", "origin"])
        if block.visitation is not None:
            stretches = {name: pa.array(getattr(block.visitation, name)) for name in VISITATION_SCHEMA.names}
            self._save(
                f"visitation-{number}.parquet",
                stretches,
                VISITATION_SCHEMA,
                use_dictionary=["group"],
                column_encoding=dict.fromkeys(("person", "first", "last"), "DELTA_BINARY_PACKED"),
            )

    def finish(self, window: Window) -> list[Path]:
        """Write the window; all files are then whole and on the disk, and returned."""
        path = self.folder / WINDOW
        path.write_bytes(as_json({"weeks": list(window.weeks), "work_months": list(window.work_months)}))
        flush_file(path)
        flush_folder(self.folder)
        return [*sorted(self._files), path]

    def _save(self, name: str, columns: dict[str, Any], schema: pa.Schema, **encoding: Any) -> None:
        path = self.folder / name
        table = pa.table(columns, schema=schema)
        # these encodings leave little for a codec to take, and are quicker
        with arrow_file(path, "wb") as file:
            pq.write_table(
                table, file, compression="none", write_statistics=False, write_page_checksum=True, **encoding
            )
        flush_file(path)
        self._files.append(path)


def read_window(one: Vintage) -> Window:
    """The weeks and work months of a vintage's runs; a damaged vintage is a Problem that names the file."""
    one.check()
    try:
        content = json.loads(one.whole(WINDOW))
        return Window(tuple(content["weeks"]), tuple(content["work_months"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise one.unreadable(WINDOW, error) from None


def read_blocks(one: Vintage) -> Iterator[Runs]:
    """The blocks in the order they were written in; memory holds one, and what the caller keeps.

    Which there are, the manifest says. A file that is missing, or is not as long as it was, is a Problem
    before the first block.
    """
    one.check()
    listed = {file.name for file in one.facts.files}
    blocks = sorted(name.removeprefix("runs-") for name in listed if name.startswith("runs-"))
    for number, block in enumerate(blocks):
        for name in (f"runs-{number:05d}.parquet", f"persons-{block}"):
            one.path(name)  # a block that even the manifest skips is a Problem too
    return (_block(one, block, f"visitation-{block}" in listed) for block in blocks)


def _block(one: Vintage, block: str, visited: bool) -> Runs:
    visitation = _columns(one, f"visitation-{block}", VISITATION_SCHEMA) if visited else None
    return Runs(
        **_columns(one, f"runs-{block}", RUNS_SCHEMA),
        **_columns(one, f"persons-{block}", PERSONS_SCHEMA, ORIGIN),
        visitation=None if visitation is None else Visitation(**visitation),
    )


def _columns(one: Vintage, name: str, schema: pa.Schema, perhaps: pa.Field | None = None) -> dict[str, Any]:
    """The columns of a file: those of ``schema`` and, where it was given, ``perhaps`` after them."""
    try:
        table = pq.read_table(intact(one, name))
        if perhaps is not None and perhaps.name in table.column_names:
            schema = schema.append(perhaps)
        if table.schema != schema:
            raise pa.ArrowInvalid(f"it has other columns than {', '.join(schema.names)}")
        return {column: _array(table.column(column)) for column in schema.names}
    except (pa.ArrowException, OSError) as error:
        raise one.unreadable(name, error) from None


def _array(column: Any) -> NDArray[Any]:
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], whole.type)
    if pa.types.is_fixed_size_binary(whole.type):
        data = whole.buffers()[1]
        start, count = whole.offset * KEY_BYTES, len(whole) * KEY_BYTES
        keys = np.frombuffer(data, dtype=np.uint8, count=start + count) if data else np.zeros(0, np.uint8)
        return keys[start:].reshape(-1, KEY_BYTES)
    values: NDArray[Any] = whole.to_numpy(zero_copy_only=True)
    return values
