"""SAS files for tests and races, by way of ReadStat, which pyreadstat brings along and which writes them."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

_STRING, _DOUBLE = 0, 5
_SAS_EPOCH = date(1960, 1, 1)
Cell = float | str | date | None


def sas7bdat(path: Path, columns: Mapping[str, Sequence[Cell]]) -> Path:
    """Write ``columns`` to ``path`` as numbers (None is SAS's missing), texts or dates (DATE9)."""
    from pyreadstat import _readstat_writer

    library = ctypes.CDLL(_readstat_writer.__file__)
    write_type = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
    pointer = ctypes.c_void_p
    for name in ("readstat_writer_init", "readstat_add_variable"):
        getattr(library, name).restype = pointer
    library.readstat_insert_double_value.argtypes = [pointer, pointer, ctypes.c_double]
    library.readstat_insert_string_value.argtypes = [pointer, pointer, ctypes.c_char_p]
    with path.open("wb") as file:

        @write_type
        def write(data: int, length: int, _context: int) -> int:
            return file.write(ctypes.string_at(data, length))

        writer = pointer(library.readstat_writer_init())
        done = [library.readstat_set_data_writer(writer, write)]
        variables = [_variable(library, writer, name, cells) for name, cells in columns.items()]
        rows = len(next(iter(columns.values())))
        done.append(library.readstat_begin_writing_sas7bdat(writer, None, ctypes.c_long(rows)))
        for row in zip(*columns.values(), strict=True):
            done.append(library.readstat_begin_row(writer))
            for variable, cell in zip(variables, row, strict=True):
                if cell is None:
                    library.readstat_insert_missing_value(writer, variable)
                elif isinstance(cell, str):
                    library.readstat_insert_string_value(writer, variable, cell.encode())
                else:
                    number = (cell - _SAS_EPOCH).days if isinstance(cell, date) else cell
                    library.readstat_insert_double_value(writer, variable, float(number))
            done.append(library.readstat_end_row(writer))
        done.append(library.readstat_end_writing(writer))
        library.readstat_writer_free(writer)
    if any(done):
        raise OSError(f"ReadStat could not write {path}: {sorted(set(done))}")
    return path


def _variable(
    library: ctypes.CDLL, writer: ctypes.c_void_p, name: str, cells: Sequence[Cell]
) -> ctypes.c_void_p:
    texts = [cell for cell in cells if isinstance(cell, str)]
    kind = _STRING if texts else _DOUBLE
    width = max((len(text.encode()) for text in texts), default=8)
    made = library.readstat_add_variable(writer, name.encode(), kind, ctypes.c_size_t(width))
    variable = ctypes.c_void_p(made)
    if any(isinstance(cell, date) for cell in cells):
        library.readstat_variable_set_format(variable, b"DATE9")
    return variable
