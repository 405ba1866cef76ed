"""Small week files written for a test, and what is read of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pejling.sources.dream import Dream, DreamOptions, open_dream

KEY = bytes(range(32))


@dataclass(frozen=True)
class Read:
    """A whole file: its blocks side by side, as plain lists with a row a week, month, year or person."""

    dream: Dream
    codes: list[list[int]]
    work: list[list[bool]]
    municipality: list[list[int]]
    birthday: list[int]
    sex: list[int]
    key: list[bytes]
    blocks: list[int]


def read(path: Path, options: DreamOptions | None = None) -> Read:
    dream = open_dream(path, KEY, options)
    blocks = list(dream.blocks())
    sides = {
        name: np.concatenate([getattr(block, name) for block in blocks], axis=1).tolist()
        for name in ("codes", "work", "municipality")
    }
    people = {
        name: np.concatenate([getattr(b, name) for b in blocks]).tolist() for name in ("birthday", "sex")
    }
    keys = [bytes(row) for block in blocks for row in block.key]
    return Read(dream, **sides, **people, key=keys, blocks=[block.persons for block in blocks])


def csv(folder: Path, text: str | bytes, name: str = "uger.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def parquet(folder: Path, columns: dict[str, Any], name: str = "uger.parquet", **options: Any) -> Path:
    path = folder / name
    pq.write_table(pa.table(columns), path, **options)
    return path
