"""Where the column chunks of a Parquet file lie, and what its pages' heads say: Thrift's compact form.

Compiled: a file of six million persons has half a million column chunks. Nothing is believed of a file:
a position past the end means that it is broken.
Source: Apache Parquet's parquet.thrift; Apache Thrift, "Thrift Compact protocol encoding".
"""

# mypy: disable-error-code="assignment, return-value, no-any-return"
# compiled, a whole number is of 64 bits, whichever of Python and NumPy names it

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.sources.dream_compile import compiled

TYPE, CODEC, VALUES, SIZE, DATA, DICTIONARY = range(6)  # what is told of a chunk
FACTS = 6
PAGE, UNPACKED, PACKED, COUNT, ENCODING, LEVELS = range(6)  # what is told of a page

_STOP, _TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(13)
_DEEPEST = 60
_INSIDE = -1  # a structure that is being read


@compiled()
def varint(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    """An unsigned number of 7 bits a byte, and the place behind it."""
    value, shift = 0, 0
    while at < end and shift < 63:
        byte = np.int64(data[at])
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    return 0, end + 1


@compiled()
def _signed(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    value, at = varint(data, at, end)
    return (value >> 1) ^ -(value & 1), at


@compiled()
def _field(data: NDArray[np.uint8], at: int, end: int, before: int) -> tuple[int, int, int]:
    """A field's kind (0 where the structure ends) and id, and the place behind its head."""
    if at >= end:
        return _STOP, 0, end + 1
    head = np.int64(data[at])
    at += 1
    if head == 0:
        return _STOP, 0, at
    if head >> 4:
        return head & 15, before + (head >> 4), at
    number, at = _signed(data, at, end)
    return head & 15, number, at


@compiled()
def _list(data: NDArray[np.uint8], at: int, end: int) -> tuple[int, int, int]:
    """The kind and number of a list's elements, and the place of the first."""
    if at >= end:
        return 0, 0, end + 1
    head = np.int64(data[at])
    at += 1
    number = head >> 4
    if number == 15:
        number, at = varint(data, at, end)
    if number > end:
        at = end + 1
    return head & 15, number, at


@compiled()
def _behind(data: NDArray[np.uint8], at: int, end: int, kind: int) -> int:
    """The place behind a field's value of this kind."""
    if kind in (_TRUE, _FALSE):
        return at
    if kind in (_I16, _I32, _I64):
        return varint(data, at, end)[1]
    kinds = np.empty(_DEEPEST, dtype=np.int64)
    left = np.empty(_DEEPEST, dtype=np.int64)
    kinds[0], left[0], top = kind, 1, 1
    while top > 0 and at <= end:
        if top >= _DEEPEST - 1:
            return end + 1
        one = kinds[top - 1]
        if left[top - 1] == 0:
            top -= 1
        elif one == _INSIDE:
            held, _, at = _field(data, at, end, 0)
            if held == _STOP:
                top -= 1
            elif held not in (_TRUE, _FALSE):
                kinds[top], left[top] = held, 1
                top += 1
        else:
            left[top - 1] -= 1
            if one in (_TRUE, _FALSE, _BYTE):
                at += 1
            elif one in (_I16, _I32, _I64):
                at = varint(data, at, end)[1]
            elif one == _DOUBLE:
                at += 8
            elif one == _BINARY:
                length, at = varint(data, at, end)
                at = at + length if length <= end else end + 1
            elif one in (_LIST, _SET):
                kinds[top], left[top], at = _list(data, at, end)
                top += 1
            elif one == _STRUCT:
                kinds[top], left[top] = _INSIDE, 1
                top += 1
            else:  # maps have no place in Parquet's structures
                return end + 1
    return at


@compiled()
def _chunk(data: NDArray[np.uint8], at: int, end: int, facts: NDArray[np.int64]) -> int:
    """A ColumnMetaData."""
    field = 0
    while at <= end:
        kind, field, at = _field(data, at, end, field)
        if kind == _STOP:
            return at
        place = -1
        if field == 1:
            place = TYPE
        elif field == 4:
            place = CODEC
        elif field == 5:
            place = VALUES
        elif field == 7:
            place = SIZE
        elif field == 9:
            place = DATA
        elif field == 11:
            place = DICTIONARY
        if place >= 0 and kind in (_I32, _I64):
            facts[place], at = _signed(data, at, end)
        else:
            at = _behind(data, at, end, kind)
    return at


@compiled()
def chunks(data: NDArray[np.uint8], facts: NDArray[np.int64]) -> bool:
    """Read a footer (FileMetaData): int64 [row groups, columns, FACTS]; False where it does not fit."""
    at, end, field = 0, len(data), 0
    read = 0
    while at <= end:
        kind, field, at = _field(data, at, end, field)
        if kind == _STOP:
            return at <= end and read == facts.shape[0]
        if field != 4 or kind != _LIST:
            at = _behind(data, at, end, kind)
            continue
        _, groups, at = _list(data, at, end)
        if groups != facts.shape[0]:
            return False
        for group in range(groups):
            inner = 0
            while at <= end:
                kind, inner, at = _field(data, at, end, inner)
                if kind == _STOP:
                    break
                if inner != 1 or kind != _LIST:
                    at = _behind(data, at, end, kind)
                    continue
                _, columns, at = _list(data, at, end)
                if columns != facts.shape[1]:
                    return False
                for column in range(columns):
                    part = 0
                    while at <= end:
                        kind, part, at = _field(data, at, end, part)
                        if kind == _STOP:
                            break
                        if part == 3 and kind == _STRUCT:
                            at = _chunk(data, at, end, facts[group, column])
                        else:
                            at = _behind(data, at, end, kind)
                read += column == columns - 1
            if at > end:
                return False
    return False


@compiled()
def page_head(data: NDArray[np.uint8], at: int, end: int, told: NDArray[np.int64]) -> int:
    """Read a PageHeader into ``told``; the place behind it."""
    told[:] = -1
    field = 0
    while at <= end:
        kind, field, at = _field(data, at, end, field)
        if kind == _STOP:
            return at
        if field in (1, 2, 3) and kind == _I32:
            told[field - 1], at = _signed(data, at, end)
        elif field in (5, 7) and kind == _STRUCT:
            inner = 0
            while at <= end:
                kind, inner, at = _field(data, at, end, inner)
                if kind == _STOP:
                    break
                if inner in (1, 2, 3) and kind == _I32:
                    told[COUNT + inner - 1], at = _signed(data, at, end)
                else:
                    at = _behind(data, at, end, kind)
        else:
            at = _behind(data, at, end, kind)
    return at
