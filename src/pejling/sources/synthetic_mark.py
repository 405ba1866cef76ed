"""How a file says of itself that its persons are synthetic."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pejling.terms.regular_file import only_regular

METADATA = b"pejling.synthetic"
DREAM_MARK = "syntetisk"  # a column of ones in dream.csv, which has no metadata
TABLE_MARK = "synthetic"  # the same in labour_force.csv and truth.csv


def is_synthetic(path: Path) -> bool:
    """Whether a file says of itself that its persons are synthetic.

    Parquet: the schema's metadata holds ``pejling.synthetic`` = ``true``. CSV: the header names a column
    ``syntetisk`` or ``synthetic``, and the first row has 1 in it. A file that cannot be read is not
    synthetic: what is wrong with it is for its reader to say.
    """
    with only_regular(path).open("rb") as file:
        if file.read(4) == b"PAR1":
            try:
                metadata = pq.read_schema(path).metadata or {}
            except (pa.ArrowInvalid, OSError):
                return False
            return bool(metadata.get(METADATA) == b"true")
        file.seek(0)
        lines = [file.readline(1_000_000).decode("utf-8-sig", errors="replace").strip() for _ in range(2)]
    for mark in (DREAM_MARK, TABLE_MARK):
        for separator in ";,\t":
            names = [name.strip('"') for name in lines[0].split(separator)]
            if mark in names:
                cells = lines[1].split(separator)
                at = names.index(mark)
                return at < len(cells) and cells[at].strip('"') == "1"
    return False
