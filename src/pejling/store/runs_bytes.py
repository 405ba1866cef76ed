"""One block of stored runs from the bytes of its files, wherever they were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pejling.spells.panel import Runs, Visitation
from pejling.store.runs import KEY_BYTES, ORIGIN, PERSONS_SCHEMA, RUNS_SCHEMA, VISITATION_SCHEMA
from pejling.terms.problem import Problem

KNOWN = ("runs", "persons", "visitation")


def runs_from(files: Mapping[str, Any], folder: str, keys: bool = False) -> Runs:
    """The runs of one block: ``files`` by name (``runs-00003.parquet``), as Arrow buffers.

    Pseudonyms are not needed to count, only to join casework: without ``keys`` they are not read, and all are
    0. A damaged file, or a kind of file that is not known, is a Problem.
    """
    kinds = {name.partition("-")[0]: name for name in files}
    strange = sorted(name for kind, name in kinds.items() if kind not in KNOWN)
    if strange:
        raise _unreadable(folder, strange[0], "unknown kind of file")
    runs = _columns(files, kinds["runs"], RUNS_SCHEMA, folder)
    people = pa.schema([one for one in PERSONS_SCHEMA if keys or one.name != "key"])
    persons = _columns(files, kinds["persons"], people, folder, ORIGIN)
    persons.setdefault("key", np.zeros((len(persons["birthday"]), KEY_BYTES), dtype=np.uint8))
    given = kinds.get("visitation")
    visitation = _columns(files, given, VISITATION_SCHEMA, folder) if given else None
    return Runs(
        **runs,
        **persons,
        visitation=None if visitation is None else Visitation(**visitation),
    )


def _columns(
    files: Mapping[str, Any], name: str, schema: pa.Schema, folder: str, perhaps: pa.Field | None = None
) -> dict[str, Any]:
    try:
        file = pq.ParquetFile(pa.BufferReader(files[name]), page_checksum_verification=True)
        if perhaps is not None and perhaps.name in file.schema_arrow.names:
            schema = schema.append(perhaps)
        table = file.read(columns=schema.names).select(schema.names)
        if table.schema != schema:
            raise pa.ArrowInvalid(f"it has other columns than {', '.join(schema.names)}")
        return {column: _array(table.column(column)) for column in schema.names}
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(folder, name, str(error)) from None


def _array(column: Any) -> NDArray[Any]:
    if not pa.types.is_fixed_size_binary(column.type):
        values: NDArray[Any] = column.to_numpy()
        return values
    joined = b"".join(
        chunk.buffers()[1][chunk.offset * KEY_BYTES :][: len(chunk) * KEY_BYTES].to_pybytes()
        for chunk in column.chunks
    )
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, KEY_BYTES)


def _unreadable(folder: str, name: str, error: str) -> Problem:
    reason = (error.splitlines() or ["?"])[0].rstrip(".")
    return Problem(
        da=f"{folder}: {name} kan ikke læses ({reason}). Kopiér mappen igen fra arbejdsområdet",
        en=f"{folder}: {name} cannot be read ({reason}). Copy the folder again from the workspace",
    )
