"""A Parquet week file, read a block of persons at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pejling.sources.dream_cells import Column
from pejling.terms.problem import Problem

MAGIC = b"PAR1"
LARGE = 512 << 20  # bytes of row groups, unpacked
READ_AT_A_TIME = 1 << 18  # bytes of each column of large row groups


class ParquetRows:
    """The rows of a Parquet file; memory holds a block of them, whatever the size of file or row groups.

    ``done`` and ``total`` count persons.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._metadata = pq.read_metadata(path)
            self.columns: tuple[str, ...] = tuple(pq.ParquetFile(path).schema_arrow.names)
        except (pa.ArrowException, OSError) as error:
            raise _broken(path, error) from None
        self.total: int = self._metadata.num_rows
        self.done = 0
        if self.total == 0:
            raise Problem(
                f"{path.name}: the file has columns but no persons. One row a person is needed; check the "
                "extract that made the file."
            )

    def blocks(self, columns: Sequence[str], size: int) -> Iterator[list[Column]]:
        """The columns asked for, in that order, for at most ``size`` persons at a time."""
        try:
            for groups, large in self._portions(size):
                file = pq.ParquetFile(
                    self.path,
                    metadata=self._metadata,
                    pre_buffer=not large,
                    buffer_size=READ_AT_A_TIME if large else 0,
                )
                for batch in file.iter_batches(size, row_groups=groups, columns=list(columns)):
                    place = {name: number for number, name in enumerate(batch.schema.names)}
                    self.done += batch.num_rows
                    yield [batch.column(place[name]) for name in columns]
        except (pa.ArrowException, OSError) as error:
            raise _broken(self.path, error) from None

    def _portions(self, size: int) -> Iterator[tuple[list[int], bool]]:
        """Row groups to read together, about a block of persons; is the portion large?

        The bytes of a portion are fetched at once, unless it is large: then through small buffers.
        """
        groups: list[int] = []
        rows = bytes_ = 0
        for number in range(self._metadata.num_row_groups):
            group = self._metadata.row_group(number)
            groups.append(number)
            rows += group.num_rows
            bytes_ += group.total_byte_size
            if rows >= size or number == self._metadata.num_row_groups - 1:
                yield groups, bytes_ > LARGE
                groups, rows, bytes_ = [], 0, 0

    def places(self, rows: Sequence[int]) -> list[str]:
        """How messages call the rows counted from 0: ``row 17`` counts from 1."""
        return [f"row {row + 1}" for row in rows]


def _broken(path: Path, error: Exception) -> Problem:
    reason = str(error).splitlines()[0].rstrip(".")
    return Problem(
        f"{path.name}: the file is not a whole Parquet file; it may be truncated or damaged ({reason}). "
        "Copy or make it again, and compare its size with the original's."
    )
