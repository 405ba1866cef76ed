"""A Parquet week file, read a block of persons at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pejling.sources.dream_cells import Column
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Text

MAGIC = b"PAR1"
LARGE = 3  # blocks; up to so many are read at once, which is quicker
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
                da=f"{path.name}: filen har kolonner, men ingen personer. Der skal være én række pr. person; "
                "se udtrækket efter, som filen er lavet af.",
                en=f"{path.name}: the file has columns but no persons. One row a person is needed; check the "
                "extract that made the file.",
            )

    def blocks(self, columns: Sequence[str], size: int) -> Iterator[list[Column]]:
        """The columns asked for, in that order, for at most ``size`` persons at a time."""
        try:
            for groups, large in self._portions(size):
                for block in self._portion(groups, large, columns, size):
                    self.done += len(block[0])
                    yield block
        except (pa.ArrowException, OSError) as error:
            raise _broken(self.path, error) from None

    def _portion(
        self, groups: list[int], large: bool, columns: Sequence[str], size: int
    ) -> Iterator[list[Column]]:
        if large:
            # through small buffers: the columns of a large row group would else all lie in memory
            file = pq.ParquetFile(self.path, metadata=self._metadata, buffer_size=READ_AT_A_TIME)
            for batch in file.iter_batches(size, row_groups=groups, columns=list(columns)):
                place = {name: number for number, name in enumerate(batch.schema.names)}
                yield [batch.column(place[name]) for name in columns]
            return
        file = pq.ParquetFile(self.path, metadata=self._metadata, pre_buffer=True)
        table = file.read_row_groups(groups, columns=list(columns))
        whole = [_whole(table.column(name)) for name in columns]
        for start in range(0, table.num_rows, size):
            yield [column.slice(start, size) for column in whole] if table.num_rows > size else whole

    def _portions(self, size: int) -> Iterator[tuple[list[int], bool]]:
        """Row groups to read together, about a block of persons; is the portion much larger than that?"""
        groups: list[int] = []
        rows = 0
        for number in range(self._metadata.num_row_groups):
            groups.append(number)
            rows += self._metadata.row_group(number).num_rows
            if rows >= size or number == self._metadata.num_row_groups - 1:
                yield groups, rows > LARGE * size
                groups, rows = [], 0

    def places(self, rows: Sequence[int]) -> list[Text]:
        """How messages call the rows counted from 0: ``row 17`` counts from 1."""
        return [Text(da=f"række {row + 1}", en=f"row {row + 1}") for row in rows]


def _whole(column: Any) -> Column:
    """A table's column as one array."""
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _broken(path: Path, error: Exception) -> Problem:
    reason = masked(str(error).splitlines()[0].rstrip("."))
    return Problem(
        da=f"{path.name}: filen er ikke en hel Parquet-fil; den kan være afkortet eller beskadiget "
        f"({reason}). Kopiér den, eller lav den igen, og sammenlign dens størrelse med originalens.",
        en=f"{path.name}: the file is not a whole Parquet file; it may be truncated or damaged ({reason}). "
        "Copy or make it again, and compare its size with the original's.",
    )
