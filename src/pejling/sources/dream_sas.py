"""A SAS week file (.sas7bdat, or transport .xpt), read a block of persons at a time through pyreadstat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.dream_cells import FLAG, Column
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SAS = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
TRANSPORT = b"HEADER RECORD*******LIB"
ROWS_AT_A_TIME = 2_500  # SAS numbers take eight bytes: 40 MB of 2,000 columns
HIGHEST = 32_767


class SasRows:
    """The rows of a SAS file; ``done`` and ``total`` count persons."""

    def __init__(self, path: Path, transport: bool) -> None:
        self.path = path
        self.done = 0
        self._read = _reader(path, transport)
        _, about = self._told(metadataonly=True)
        self.columns: tuple[str, ...] = tuple(about.column_names)
        rows = about.number_rows
        if self.columns and (rows is None or rows < 0):  # transport files do not say it
            rows = len(self._cells(self.columns[:1], 0, 0)[self.columns[0]])
        self.total: int = rows or 0
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
        """What reads the columns asked for, in that order, of at most ``size`` persons at a time."""
        del reuse
        for start in range(0, self.total, size):
            rows = min(size, self.total - start)
            self.done = start + rows
            yield partial(self._block, columns, kinds, start, rows)

    def places(self, rows: Sequence[int]) -> list[Text]:
        """How messages call the rows counted from 0: ``row 17`` counts from 1."""
        return [Text(da=f"række {row + 1}", en=f"row {row + 1}") for row in rows]

    def _block(self, columns: Sequence[str], kinds: Mapping[str, int], start: int, rows: int) -> list[Column]:
        numbers = [name for name in columns if name in kinds]
        flags = np.array([kinds[name] == FLAG for name in numbers], dtype=np.bool_)[:, None]
        out = np.empty((len(numbers), rows), dtype=np.int16)
        others: dict[str, list[Column]] = {name: [] for name in columns if name not in kinds}
        for first in range(0, rows, ROWS_AT_A_TIME):
            length = min(ROWS_AT_A_TIME, rows - first)
            cells = self._cells(columns, start + first, length)
            small = _small([cells[name] for name in numbers], flags)
            if small is None:  # a cell that is no whole number, or a column of texts: as they are
                every = self._cells(columns, start, rows)
                return [_column(every[name]) for name in columns]
            out[:, first : first + length] = small
            for name, parts in others.items():
                parts.append(_column(cells[name]))
        row = {name: number for number, name in enumerate(numbers)}
        return [out[row[name]] if name in row else _joined(others[name]) for name in columns]

    def _cells(self, columns: Sequence[str], start: int, rows: int) -> Mapping[str, Any]:
        """``rows`` rows from ``start`` on (0: all), each column as a NumPy array."""
        # asked for by name, columns are looked for one by one, which takes longer than reading a few more
        few = {} if 2 * len(columns) > len(self.columns) else {"usecols": list(columns)}
        frame, _ = self._told(row_offset=start, row_limit=rows, **few)
        return {name: frame[name].to_numpy() for name in columns}

    def _told(self, **options: Any) -> tuple[Any, Any]:
        from pyreadstat import PyreadstatError, ReadstatError

        try:
            cells, about = self._read(str(self.path), **options)
        except (PyreadstatError, ReadstatError, OSError, UnicodeError) as error:
            reason = masked((str(error).splitlines() or [type(error).__name__])[0].rstrip("."))
            raise Problem(
                da=f"{self.path.name}: filen er ikke en hel SAS-fil; den kan være afkortet eller beskadiget "
                f"({reason}). Kopiér den, eller lav den igen, og sammenlign dens størrelse med originalens.",
                en=f"{self.path.name}: the file is not a whole SAS file; it may be truncated or damaged "
                f"({reason}). Copy or make it again, and compare its size with the original's.",
            ) from None
        return cells, about


def _reader(path: Path, transport: bool) -> Callable[..., tuple[Any, Any]]:
    try:
        import pyreadstat
    except ImportError:
        raise Problem(
            da=f"{path.name}: dette er en SAS-fil, og det, der læser dem, er ikke installeret. Kør "
            "pip install 'pejling[sas]', eller gem filen som CSV eller Parquet.",
            en=f"{path.name}: this is a SAS file, and what reads them is not installed. Run "
            "pip install 'pejling[sas]', or save the file as CSV or Parquet.",
        ) from None
    reader: Callable[..., tuple[Any, Any]] = pyreadstat.read_xport if transport else pyreadstat.read_sas7bdat
    return reader


def _small(columns: Sequence[Any], flags: NDArray[np.bool_]) -> NDArray[np.int16] | None:
    """Columns of numbers as int16 [columns, rows], 0 where missing; None where they do not go into that."""
    arrays = [np.asarray(column) for column in columns]
    if not arrays:
        return np.empty((0, 0), dtype=np.int16)
    if any(array.dtype.kind not in "fiu" for array in arrays):
        return None
    cells = np.array(arrays, dtype=np.float64)
    np.nan_to_num(cells, copy=False, nan=0.0, posinf=-1.0, neginf=-1.0)
    cells = np.where(flags, cells != 0, cells)
    found = np.clip(cells, -1, HIGHEST).astype(np.int16)
    return found if (found == cells).all() and (found >= 0).all() else None


def _column(cells: Any) -> Column:
    values = np.asarray(cells)
    if values.dtype.kind in "fiu":
        return pa.array(values, from_pandas=True)
    return pa.array([None if cell is None or cell != cell else cell for cell in values.tolist()])


def _joined(parts: Sequence[Column]) -> Column:
    kinds = {part.type for part in parts if not pa.types.is_null(part.type)}
    if len(kinds) == 1:  # a part in which all is missing takes the kind of the others
        (kind,) = kinds
        return pa.concat_arrays([part.cast(kind) for part in parts])
    return pa.concat_arrays(parts) if len(parts) > 1 else parts[0]
