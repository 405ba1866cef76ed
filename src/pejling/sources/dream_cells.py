"""From columns as delivered (numbers, decimals, texts, dictionaries, blanks) to arrays of whole numbers.

Columns that hold whole numbers go to NumPy without a Python step per cell; texts take one step for each
different text of a block, whatever the number of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.spells.layout import number_in

# One column of one block: a pyarrow.Array; or int16 [rows], 0 where blank, from 0 on, where a compiled pass
# has read it. Those that were read together are rows of one array, side by side.
Column = Any
NUMBER, FLAG = 0, 1  # what a compiled pass keeps of a cell: its number; 1 where it is neither blank nor 0
Whole = NDArray[np.int16] | NDArray[np.int32]


class BadCell(Exception):
    """A cell that cannot be read: which of the columns given, which row of the block, and its text."""

    def __init__(self, column: int, row: int, text: str) -> None:
        super().__init__(column, row, text)
        self.column = column
        self.row = row
        self.text = text


class UnreadableColumn(Exception):
    """A column of a kind that holds no such cells at all, such as lists: which, and its kind."""

    def __init__(self, column: int, kind: str) -> None:
        super().__init__(column, kind)
        self.column = column
        self.kind = kind


def whole_numbers(
    columns: Sequence[Column], rows: int, dtype: type[np.int16] | type[np.int32], limit: int, blank: int = 0
) -> Any:
    """The columns' cells as ``dtype`` [columns, rows]; a blank cell is ``blank``.

    Anything but a whole number from 0 to ``limit`` is a BadCell: the first of its kind of column.
    """
    if not blank and dtype is np.int16 and (together := _together(columns)) is not None:
        return together
    found = np.empty((len(columns), rows), dtype=dtype)
    texts: list[int] = []
    for number, column in enumerate(columns):
        if isinstance(column, np.ndarray):
            found[number] = column
        elif pa.types.is_integer(column.type):
            _from_integers(column, found[number], number, limit, blank)
        elif pa.types.is_floating(column.type):
            _from_floats(column, found[number], number, limit, blank)
        else:
            texts.append(number)
    if not blank:
        _check_range(found, columns, limit)

    def value(text: str) -> int | None:
        try:
            read = number_in(text)
        except ValueError:
            return None
        if read is None:
            return blank
        return read if 0 <= read <= limit else None

    _from_texts(columns, texts, found, value, blank)
    return found


def filled(columns: Sequence[Column], rows: int) -> NDArray[np.bool_]:
    """Which cells say something: bool [columns, rows]; nothing, spaces and the number 0 say nothing."""
    if (together := _together(columns)) is not None:
        said: NDArray[np.bool_] = together != 0
        return said
    found = np.empty((len(columns), rows), dtype=np.bool_)
    texts: list[int] = []
    for number, column in enumerate(columns):
        if isinstance(column, np.ndarray):
            np.not_equal(column, 0, out=found[number])
        elif pa.types.is_integer(column.type):
            np.not_equal(_values(column), 0, out=found[number])
            given = _given(column)
            if given is not None:
                found[number] &= given.view(np.bool_)
        elif pa.types.is_floating(column.type):
            values = column.to_numpy(zero_copy_only=False)
            found[number] = (values != 0) & ~np.isnan(values)
        else:
            texts.append(number)

    def value(text: str) -> int:
        try:
            return 1 if number_in(text) else 0
        except ValueError:
            return 1

    _from_texts(columns, texts, found, value, 0)
    return found


def strings(column: Column) -> list[str]:
    """The cells as texts, whole numbers without decimals; a blank cell is the empty string."""
    if pa.types.is_floating(column.type):
        values = column.to_numpy(zero_copy_only=False)
        return ["" if v != v else str(int(v)) if v == int(v) else str(v) for v in values.tolist()]
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not pa.types.is_binary(column.type) and not pa.types.is_large_binary(column.type):
        column = _as_text(column, 0)
    return [_decoded(cell) for cell in column.to_pylist()]


def days(column: Column, day: Callable[[str], int | None], blank: int) -> NDArray[np.int32]:
    """The cells of a column of dates as days since 1970-01-01, ``blank`` where nothing stands.

    Dates come as they are; of texts and numbers ``day`` makes days, each different one once; None from it
    is a BadCell.
    """
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        column = column.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False).cast(pa.int32())
        given = _given(column)
        found: NDArray[np.int32] = _values(column).copy()
        if given is not None:
            found[given == 0] = blank
        return found
    if pa.types.is_floating(column.type):
        column = pa.array(strings(column))
    found = np.empty(len(column), dtype=np.int32)
    _from_texts([column], [0], found.reshape(1, -1), day, blank)
    return found


def _together(columns: Sequence[Column]) -> NDArray[np.int16] | None:
    """The columns as the rows of the array that they were read into; None where they are not that."""
    if not columns or not all(isinstance(column, np.ndarray) for column in columns):
        return None
    base, step = columns[0].base, columns[0].nbytes
    if not isinstance(base, np.ndarray) or base.ndim != 2 or base.shape[1] != len(columns[0]):
        return None
    starts = [column.ctypes.data for column in columns]
    begin = (starts[0] - base.ctypes.data) // max(step, 1)
    if any(column.base is not base for column in columns) or any(
        start != starts[0] + number * step for number, start in enumerate(starts)
    ):
        return None
    rows: NDArray[np.int16] = base[begin : begin + len(columns)]
    return rows


def _from_integers(column: Column, out: Whole, number: int, limit: int, blank: int) -> None:
    values, given = _values(column), _given(column)
    if values.dtype != out.dtype or blank:
        values = values.astype(np.int64)
        wrong = (values < 0) | (values > limit)
        if given is not None:
            wrong &= given.view(np.bool_)
            values[given == 0] = blank
        if wrong.any():
            row = int(wrong.argmax())
            raise BadCell(number, row, str(values[row]))
        out[:] = values
        return
    if given is None:
        out[:] = values
    else:
        np.multiply(values, given, out=out)  # a blank cell's value is undefined: times 0


def _check_range(found: NDArray[Any], columns: Sequence[Column], limit: int) -> None:
    """Whole columns are looked at together first: that they are all in range is the rule."""
    if not found.size or (found.min() >= 0 and found.max() <= limit):
        return
    for number, column in enumerate(columns):
        wrong = (found[number] < 0) | (found[number] > limit)
        if wrong.any() and not isinstance(column, np.ndarray) and pa.types.is_integer(column.type):
            row = int(wrong.argmax())
            raise BadCell(number, row, str(found[number][row]))


def _from_floats(column: Column, out: Whole, number: int, limit: int, blank: int) -> None:
    values = column.to_numpy(zero_copy_only=False)
    missing = np.isnan(values)
    wrong = ~missing & ((values != np.floor(values)) | (values < 0) | (values > limit))
    if wrong.any():
        row = int(wrong.argmax())
        raise BadCell(number, row, str(values[row]))
    out[:] = np.where(missing, blank, values)


def _from_texts(
    columns: Sequence[Column],
    which: Sequence[int],
    out: NDArray[Any],
    value: Callable[[str], int | None],
    blank: int,
) -> None:
    """Fill the rows ``which`` of ``out``, asking ``value`` once for each different text."""
    known: dict[Any, int | None] = {}
    for number in which:
        encoded = columns[number]
        if not pa.types.is_dictionary(encoded.type):
            encoded = _as_text(encoded, number).dictionary_encode()
        for cell in encoded.dictionary.to_pylist():
            if cell not in known:
                known[cell] = blank if cell is None else value(_decoded(cell))
        read = [known[cell] for cell in encoded.dictionary.to_pylist()]
        lookup = np.array([*(blank if v is None else v for v in read), blank], dtype=out.dtype)
        indices = _values(encoded.indices).astype(np.int64)
        given = _given(encoded.indices)
        if given is not None:
            indices[given == 0] = -1
        if None in read:
            bad = np.isin(indices, [place for place, v in enumerate(read) if v is None])
            if bad.any():
                row = int(bad.argmax())
                raise BadCell(number, row, _decoded(encoded.dictionary[indices[row]].as_py()))
        out[number] = lookup[indices]


def _as_text(column: Column, number: int) -> Column:
    """The column as texts or bytes (bytes come from CSV files, whose encoding is told cell by cell)."""
    kind = column.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return column
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        raise UnreadableColumn(number, str(kind)) from None


def _decoded(cell: Any) -> str:
    """The text of a dictionary's value or a CSV cell: UTF-8, else Windows-1252."""
    if cell is None:
        return ""
    if not isinstance(cell, bytes):
        return str(cell)
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return cell.decode("cp1252", errors="replace")


def _values(column: Column) -> NDArray[Any]:
    """The numbers of a whole-number column, without copying; undefined where a cell is blank."""
    data = column.buffers()[1]
    dtype = column.type.to_pandas_dtype()
    if data is None:
        return np.zeros(len(column), dtype=dtype)
    return np.frombuffer(data, dtype=dtype, count=column.offset + len(column))[column.offset :]


def _given(column: Column) -> NDArray[np.uint8] | None:
    """1 where a cell is filled, 0 where blank; None when every cell is filled."""
    bits = column.buffers()[0]
    if bits is None or column.null_count == 0:
        return None
    skip = column.offset // 8
    flags = np.unpackbits(
        np.frombuffer(bits, dtype=np.uint8)[skip:],
        count=column.offset - 8 * skip + len(column),
        bitorder="little",
    )
    return flags[column.offset - 8 * skip :]
