"""Synthetic persons on disk: in DREAM's layout, with the background figures of their country."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pejling.sources.synthetic_mark import DREAM_MARK, METADATA, TABLE_MARK
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_weeks import BACKGROUND_AGES, Block

Form = Literal["parquet", "csv"]


def layout(span: Span, form: Form) -> pa.Schema:
    """The columns of the file: person, sex, birth, weeks, industries, municipalities, origin, match groups.

    The day of birth is given, not the year: ages on a period's last day are then exact, and whoever wants
    coarser data can cut it down, while the opposite way is closed.
    """
    fields = [
        pa.field("lobenr", pa.int32()),
        pa.field("kon", pa.int8()),
        pa.field("foedselsdato", pa.date32()),
    ]
    fields += [pa.field(f"y_{week.year % 100:02d}{week.number:02d}", pa.int16()) for week in span.weeks]
    for year in span.years:
        fields += [pa.field(f"branche_{year}_{month:02d}", pa.int32()) for month in range(1, 13)]
    fields += [pa.field(f"nykom{year}", pa.int16()) for year in span.years]
    fields.append(pa.field("ie_type", pa.int8()))
    fields += [
        pa.field(f"visit{quarter}_kv{year}", pa.int8()) for year in span.years for quarter in (1, 2, 3, 4)
    ]
    if form == "csv":
        return pa.schema([*fields, pa.field(DREAM_MARK, pa.int8())])
    return pa.schema(fields, metadata={METADATA: b"true"})


class PersonFile:
    """Writes blocks of persons, one row group a block; the file takes its name when it is whole."""

    def __init__(self, folder: Path, span: Span, form: Form) -> None:
        self.path = folder / f"dream.{form}"
        self._partial = folder / f".dream.{form}.partial"
        self._form = form
        self._schema = layout(span, form)
        self._persons = 0

    def __enter__(self) -> Self:
        self._file: BinaryIO = self._partial.open("wb")
        self._write: Callable[[pa.Table], None]
        if self._form == "csv":
            self._file.write((";".join(self._schema.names) + "\n").encode())
            self._write = self._write_csv
        else:
            self._parquet = pq.ParquetWriter(
                self._file, self._schema, compression="snappy", use_dictionary=True, write_statistics=False
            )
            self._write = self._parquet.write_table
        return self

    def write(self, block: Block) -> None:
        """Append the persons of ``block``, numbered on from the last."""
        number = np.arange(self._persons + 1, self._persons + block.persons + 1, dtype=np.int32)
        self._persons += block.persons
        columns = [
            pa.array(number),
            pa.array(block.sex),
            pa.array(block.birthday).cast(pa.date32()),
            *_columns(block.codes),
            *_columns(block.industry),
            *_columns(block.home),
            pa.array(block.origin),
            *_columns(block.visitation),
        ]
        if self._form == "csv":
            columns.append(pa.array(np.ones(block.persons, dtype=np.int8)))
        self._write(pa.table(columns, schema=self._schema))

    def _write_csv(self, table: pa.Table) -> None:
        options = arrow_csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none")
        arrow_csv.write_csv(table, self._file, options)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._form == "parquet":
                self._parquet.close()
            self._file.close()
            if kind is None:
                self._partial.replace(self.path)
        finally:
            self._file.close()
            self._partial.unlink(missing_ok=True)


def _columns(rows: NDArray[np.int8] | NDArray[np.int16] | NDArray[np.int32]) -> Iterator[pa.Array]:
    """A register's column from each row; 0 is blank."""
    kind = pa.from_numpy_dtype(rows.dtype)
    given = np.packbits(rows != 0, axis=1, bitorder="little")
    for row, flags in zip(np.ascontiguousarray(rows), given, strict=True):
        yield pa.Array.from_buffers(kind, len(row), [pa.py_buffer(flags), pa.py_buffer(row)])


def write_table(path: Path, table: pa.Table) -> None:
    """A ``,``-separated table with the mark of synthetic figures as its last column; whole or not at all."""
    marked = table.append_column(TABLE_MARK, pa.array(np.ones(len(table), dtype=np.int8)))
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write((",".join(marked.column_names) + "\n").encode())
            options = arrow_csv.WriteOptions(include_header=False, quoting_style="none")
            arrow_csv.write_csv(marked, file, options)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def background_table(figures: NDArray[np.int64], span: Span, known: Parameters) -> pa.Table:
    """The labour force and the population by age as rows of observations.

    ``figures``: int64 [3, years and the one before the first, municipalities]. Every municipality has its
    row, also one in which nobody lives, so that regions and the country can be summed. The year before the
    window gives the first quarters a figure dated early enough.
    """
    years = (span.first_year - 1, *span.years)
    names = [known.raw["background"][name] for name in BACKGROUND_AGES]
    count = figures.size
    each = len(known.municipalities)
    areas = [str(code) for code in known.municipalities]
    return pa.table(
        {
            "indicator": [name for name in names for _ in range(count // len(names))],
            "group": [""] * count,
            "area": areas * (count // each),
            "period": [str(year) for year in years for _ in range(each)] * len(names),
            "measure": ["level"] * count,
            "value": pa.array(figures.reshape(-1)),
        }
    )
