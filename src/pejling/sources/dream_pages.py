"""Parquet's pages of whole numbers straight into rows of 16 bits, compiled: no array between.

Only what week files commonly are: numbers of 32 or 64 bits, dictionaries or plain, as they are or by Snappy,
flat, pages of the first form. Any other column, and one with a value that has no place in 16 bits, is odd:
the caller reads it in another way. Nothing is believed of a file: every length is checked before it is used.
Source: Apache Parquet, "Encodings"; Google, "Snappy compressed format description".
"""

# mypy: disable-error-code="assignment, return-value, no-any-return"
# compiled, a whole number is of 64 bits, whichever of Python and NumPy names it

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.sources.dream_cells import FLAG
from pejling.sources.dream_compile import READ_BYTES, compiled
from pejling.sources.dream_thrift import (
    CODEC,
    COUNT,
    DATA,
    DICTIONARY,
    ENCODING,
    LEVELS,
    PACKED,
    PAGE,
    SIZE,
    TYPE,
    UNPACKED,
    VALUES,
    page_head,
    varint,
)

HIGHEST = 32_767
_INT32, _INT64 = 1, 2
_SNAPPY = 1
_PLAIN, _PLAIN_DICTIONARY, _RLE, _RLE_DICTIONARY = 0, 2, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_LARGEST_DICTIONARY = 1 << 16
_ONES = np.array([bin(byte).count("1") for byte in range(256)], dtype=np.int64)


@compiled()
def _unsnapped(data: NDArray[np.uint8], at: int, end: int, out: NDArray[np.uint8], size: int) -> bool:
    """Unpack what lies from ``at`` to ``end`` into exactly ``size`` bytes."""
    told, at = varint(data, at, end)
    if told != size or size > len(out):
        return False
    put = 0
    while at < end:
        tag = np.int64(data[at])
        at += 1
        kind = tag & 3
        length = (tag >> 2) + 1
        if kind == 0:
            if length > 60:
                more = length - 60
                if at + more > end:
                    return False
                length = 0
                for byte in range(more):
                    length |= np.int64(data[at + byte]) << (8 * byte)
                length += 1
                at += more
            if length > end - at or length > size - put:
                return False
            for byte in range(length):
                out[put + byte] = data[at + byte]
            at += length
            put += length
            continue
        wide = 1 if kind == 1 else 2 if kind == 2 else 4
        if at + wide > end:
            return False
        back = np.int64(data[at])
        if kind == 1:
            length = ((tag >> 2) & 7) + 4
            back |= (tag >> 5) << 8
        else:
            for byte in range(1, wide):
                back |= np.int64(data[at + byte]) << (8 * byte)
        at += wide
        if back <= 0 or back > put or length > size - put:
            return False
        if back == 1:
            same = out[put - 1]
            for byte in range(length):
                out[put + byte] = same
        elif back >= length:
            for byte in range(length):
                out[put + byte] = out[put - back + byte]
        else:
            for byte in range(length):
                out[put + byte] = out[put + byte - back]
        put += length
    return put == size


@compiled()
def _plain(data: NDArray[np.uint8], at: int, wide: int) -> int:
    value = np.int64(0)
    for byte in range(wide):
        value |= np.int64(data[at + byte]) << (8 * byte)
    return value if wide == 8 else np.int64(np.int32(value & 0xFFFFFFFF))


@compiled()
def _kept(value: int, kind: int) -> int:
    """What is kept of a cell's number; -1 where that is odd."""
    if kind == FLAG:
        return 1 if value != 0 else 0
    return value if 0 <= value <= HIGHEST else -1


@compiled()
def _given(data: NDArray[np.uint8], at: int, end: int, rows: int) -> int:
    """How many of ``rows`` levels of one bit say that there is a value; -1 where they are broken."""
    row, found = 0, 0
    while row < rows:
        head, at = varint(data, at, end)
        if at > end:
            return -1
        number = head >> 1
        if head & 1:
            if number > end - at or number <= 0:
                return -1
            for byte in range(number):
                held = data[at + byte]
                if row + 8 > rows:  # the last bits of the last byte stand for no row
                    held &= (1 << (rows - row)) - 1 if rows > row else 0
                found += _ONES[held]
                row += 8
            at += number
        else:
            if at >= end or number <= 0:
                return -1
            number = min(number, rows - row)
            found += number * (data[at] & 1)
            row += number
            at += 1
    return found


@compiled()
def _spread(
    data: NDArray[np.uint8], at: int, end: int, values: NDArray[np.int16], out: NDArray[np.int16]
) -> None:
    """Put the values where the levels (that ``_given`` has found whole) say, and 0 elsewhere."""
    rows, row, value = len(out), 0, 0
    while row < rows:
        head, at = varint(data, at, end)
        number = head >> 1
        if head & 1:
            for byte in range(number):
                held = data[at + byte]
                if row + 8 > rows:
                    for bit in range(rows - row):
                        if (held >> bit) & 1:
                            out[row + bit] = values[value]
                            value += 1
                        else:
                            out[row + bit] = 0
                    row = rows
                    break
                if held == 0:
                    for bit in range(8):
                        out[row + bit] = 0
                elif held == 255:
                    for bit in range(8):
                        out[row + bit] = values[value + bit]
                    value += 8
                else:
                    for bit in range(8):  # without a branch: the value is read in any case
                        given = np.int64((held >> bit) & 1)
                        out[row + bit] = values[value] * np.int16(given)
                        value += given
                row += 8
            at += number
        else:
            stop = min(row + number, rows)
            if data[at] & 1:
                for place in range(row, stop):
                    out[place] = values[value + place - row]
                value += stop - row
            else:
                for place in range(row, stop):
                    out[place] = 0
            row = stop
            at += 1


@compiled()
def _looked_up(
    data: NDArray[np.uint8],
    at: int,
    end: int,
    wide: int,
    words: NDArray[np.int16],
    known: int,
    values: NDArray[np.int16],
    count: int,
) -> bool:
    """``count`` values from indices of ``wide`` bits into the first ``known`` of ``words``."""
    done = 0
    mask = (1 << wide) - 1
    bytes_wide = (wide + 7) // 8
    while done < count:
        head, at = varint(data, at, end)
        if at > end:
            return False
        number = head >> 1
        if number <= 0:
            return False
        if head & 1:
            if number > (end - at) // max(wide, 1) and wide > 0:
                return False
            stop = min(count, done + 8 * number)
            bits = 0
            held, place, highest = np.int64(0), at, np.int64(0)
            for value in range(done, stop):
                while bits < wide:
                    held |= np.int64(data[place]) << bits
                    place += 1
                    bits += 8
                index = held & mask
                held >>= wide
                bits -= wide
                highest = max(highest, index)
                values[value] = words[index]
            if highest >= known:
                return False
            done = stop
            at += number * wide
        else:
            if bytes_wide > end - at:
                return False
            index = np.int64(0)
            for byte in range(bytes_wide):
                index |= np.int64(data[at + byte]) << (8 * byte)
            at += bytes_wide
            if index >= known or words[index] < 0:
                return False
            stop = min(count, done + number)
            for value in range(done, stop):
                values[value] = words[index]
            done = stop
    return True


@compiled()
def _column(
    data: NDArray[np.uint8],
    at: int,
    end: int,
    facts: NDArray[np.int64],
    blanks: bool,
    kind: int,
    out: NDArray[np.int16],
    room: NDArray[np.uint8],
    words: NDArray[np.int16],
    values: NDArray[np.int16],
    told: NDArray[np.int64],
) -> bool:
    """One column chunk, from ``at`` to ``end``, into ``out`` [rows]; False where it is odd."""
    rows, row, known = len(out), 0, 0
    wide = 4 if facts[TYPE] == _INT32 else 8
    if facts[TYPE] not in (_INT32, _INT64) or facts[CODEC] not in (0, _SNAPPY) or facts[VALUES] != rows:
        return False
    while row < rows:
        at = page_head(data, at, end, told)
        size = told[UNPACKED]
        if at > end or told[PACKED] < 0 or told[PACKED] > end - at or size < 0 or told[COUNT] < 0:
            return False
        count, start = told[COUNT], at
        at += told[PACKED]
        page, first, last = data, start, at
        if facts[CODEC] == _SNAPPY:
            if not _unsnapped(data, start, at, room, size):
                return False
            page, first, last = room, 0, size
        if told[PAGE] == _DICTIONARY_PAGE:
            if count > _LARGEST_DICTIONARY or count * wide > last - first:
                return False
            words[:] = -1
            for word in range(count):
                words[word] = _kept(_plain(page, first + word * wide, wide), kind)
                if words[word] < 0:
                    return False
            known = count
            continue
        if told[PAGE] != _DATA_PAGE or count > rows - row:
            return False
        given, levels, behind = count, first, first
        if blanks:
            if told[LEVELS] != _RLE or last - first < 4:
                return False
            length = _plain(page, first, 4)
            levels, behind = first + 4, first + 4 + length
            if length < 0 or behind > last:
                return False
            given = _given(page, levels, behind, count)
            if given < 0:
                return False
        put = values if blanks else out[row : row + count]
        if told[ENCODING] == _PLAIN:
            if given * wide > last - behind:
                return False
            for value in range(given):
                cell = _kept(_plain(page, behind + value * wide, wide), kind)
                if cell < 0:
                    return False
                put[value] = cell
        elif told[ENCODING] in (_PLAIN_DICTIONARY, _RLE_DICTIONARY):
            if given:
                if behind >= last or page[behind] > 16:
                    return False
                if not _looked_up(page, behind + 1, last, np.int64(page[behind]), words, known, put, given):
                    return False
        else:
            return False
        if blanks:
            _spread(page, levels, behind, values, out[row : row + count])
        row += count
    return True


@compiled(
    f"void({READ_BYTES}, int64, Array(int64, 2, 'C', readonly=True), Array(int64, 1, 'C', readonly=True),"
    "Array(boolean, 1, 'C', readonly=True), Array(int64, 1, 'C', readonly=True), int16[:, ::1], boolean[::1])"
)
def read_columns(
    data: NDArray[np.uint8],
    offset: int,
    facts: NDArray[np.int64],
    which: NDArray[np.int64],
    blanks: NDArray[np.bool_],
    kinds: NDArray[np.int64],
    out: NDArray[np.int16],
    odd: NDArray[np.bool_],
) -> None:
    """Columns ``which`` of a row group whose bytes from ``offset`` of the file on are ``data``.

    ``facts`` int64 [columns of the file, FACTS]; ``blanks``: which columns may have blank cells; ``kinds``:
    what is kept of them; ``out`` int16 [which, rows], ``odd`` where the row of it means nothing.
    """
    rows = out.shape[1]
    words = np.empty(_LARGEST_DICTIONARY, dtype=np.int16)
    values = np.empty(rows + 8, dtype=np.int16)
    told = np.empty(6, dtype=np.int64)
    room = np.empty(32 * rows + 4096, dtype=np.uint8)
    for number in range(len(which)):
        one = facts[which[number]]
        start = one[DATA]
        if 0 < one[DICTIONARY] < start:
            start = one[DICTIONARY]
        at, end = start - offset, start - offset + one[SIZE]
        odd[number] = True
        if at >= 0 and one[SIZE] >= 0 and end <= len(data):
            odd[number] = not _column(
                data, at, end, one, blanks[number], kinds[number], out[number], room, words, values, told
            )
