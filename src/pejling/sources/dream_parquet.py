"""A Parquet week file, read a block of persons at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pejling.sources.dream_cells import Column
from pejling.sources.dream_page_reader import PageReader
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Text

MAGIC = b"PAR1"
LARGE = 3  # blocks; up to so many are read at once, which is quicker
READ_AT_A_TIME = 1 << 18  # bytes of each column of large row groups
_DAMAGE = (pa.ArrowException, OSError, UnicodeError)  # also names may be damaged


class ParquetRows:
    """The rows of a Parquet file; memory holds a block of them, whatever the size of file or row groups.

    ``done`` and ``total`` count persons.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._metadata = pq.read_metadata(path)
            self.columns: tuple[str, ...] = tuple(pq.ParquetFile(path).schema_arrow.names)
        except _DAMAGE as error:
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

    def blocks(
        self, columns: Sequence[str], size: int, kinds: Mapping[str, int], reuse: bool
    ) -> Iterator[Callable[[], list[Column]]]:
        """What loads the columns asked for, in that order, for at most ``size`` persons at a time."""
        pages = PageReader(self.path, self._metadata, kinds, reuse)
        for groups, rows in self._portions(size):
            if rows <= size:
                self.done += rows
                yield partial(self._load, groups, columns, pages)
                continue
            try:
                for block in self._slices(groups, rows, columns, size):
                    self.done += len(block[0])
                    yield partial(list, block)
            except _DAMAGE as error:
                raise _broken(self.path, error) from None

    def _load(self, groups: list[int], columns: Sequence[str], pages: PageReader) -> list[Column]:
        """Whole row groups: what the compiled pass reads by it, the rest by Arrow."""
        try:
            quick = pages.read(groups[0], columns) if len(groups) == 1 else {}
        except OSError as error:
            raise _broken(self.path, error) from None
        rest = [name for name in columns if name not in quick]
        slow = dict(zip(rest, self._groups(groups, rest), strict=True)) if rest else {}
        return [quick[name] if name in quick else slow[name] for name in columns]

    def _groups(self, groups: list[int], columns: Sequence[str], threads: bool = False) -> list[Column]:
        """Whole row groups, read by the caller's thread alone: others read others."""
        try:
            file = pq.ParquetFile(self.path, metadata=self._metadata, pre_buffer=True)
            table = file.read_row_groups(groups, columns=list(columns), use_threads=threads)
            return [_whole(table.column(name)) for name in columns]
        except _DAMAGE as error:
            raise _broken(self.path, error) from None

    def _slices(
        self, groups: list[int], rows: int, columns: Sequence[str], size: int
    ) -> Iterator[list[Column]]:
        """Row groups that hold more than one block."""
        if rows <= LARGE * size:
            whole = self._groups(groups, columns, threads=True)
            yield from ([column.slice(start, size) for column in whole] for start in range(0, rows, size))
            return
        # through small buffers: the columns of a large row group would else all lie in memory
        file = pq.ParquetFile(self.path, metadata=self._metadata, buffer_size=READ_AT_A_TIME)
        for batch in file.iter_batches(size, row_groups=groups, columns=list(columns)):
            place = {name: number for number, name in enumerate(batch.schema.names)}
            yield [batch.column(place[name]) for name in columns]

    def _portions(self, size: int) -> Iterator[tuple[list[int], int]]:
        """Row groups to read together, as many as a block of persons holds, at least one; and their rows."""
        groups: list[int] = []
        rows = 0
        for number in range(self._metadata.num_row_groups):
            more = self._metadata.row_group(number).num_rows
            if groups and rows + more > size:
                yield groups, rows
                groups, rows = [], 0
            groups.append(number)
            rows += more
        if groups:
            yield groups, rows

    def places(self, rows: Sequence[int]) -> list[Text]:
        """How messages call the rows counted from 0: ``row 17`` counts from 1."""
        return [Text(da=f"række {row + 1}", en=f"row {row + 1}") for row in rows]


def _whole(column: Any) -> Column:
    """A table's column as one array."""
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _broken(path: Path, error: Exception) -> Problem:
    reason = masked((str(error).splitlines() or [type(error).__name__])[0].rstrip("."))
    return Problem(
        da=f"{path.name}: filen er ikke en hel Parquet-fil; den kan være afkortet eller beskadiget "
        f"({reason}). Kopiér den, eller lav den igen, og sammenlign dens størrelse med originalens.",
        en=f"{path.name}: the file is not a whole Parquet file; it may be truncated or damaged ({reason}). "
        "Copy or make it again, and compare its size with the original's.",
    )
