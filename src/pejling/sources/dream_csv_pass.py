# mypy: disable-error-code="assignment, return-value, no-any-return"
# compiled, a whole number is of 64 bits, whichever of Python and NumPy names it
"""Lines of a CSV week file straight into rows of 16 bits, compiled: one look at every byte.

What is not a blank cell, a whole number, a text in or without quotation marks, is odd: the caller then
reads the lines in a careful way, which says what is wrong and where.
Source: RFC 4180; beyond it, cells may be parted by any sign, and lines end as Arrow ends them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.sources.dream_cells import FLAG
from pejling.sources.dream_compile import READ_BYTES, compiled

ODD = -1
LEFT_OUT = -1  # the place of a column that nobody asks for; texts have -2, -3, ... and numbers 0, 1, ...
HIGHEST = 32_767
_LF, _CR, _QUOTE, _SPACE, _ZERO, _COMMA, _POINT = 10, 13, 34, 32, 48, 44, 46
_MOST_DIGITS = 9
_CELLS_AT_ONCE = 8


@compiled()
def _quoted(data: NDArray[np.uint8], at: int, end: int, mark: int) -> tuple[int, int]:
    """Where the cell whose first quotation mark stands before ``at`` ends, and whether it holds doubled ones.

    The place is that of its last quotation mark; ODD where none is followed by the end of a cell.
    """
    doubled = 0
    while at < end:
        if data[at] == _QUOTE:
            if at + 1 < end and data[at + 1] == _QUOTE:
                doubled = 1
                at += 1
            elif at + 1 == end or data[at + 1] == mark or data[at + 1] == _LF or data[at + 1] == _CR:
                return at, doubled
            else:
                return ODD, doubled
        at += 1
    return ODD, doubled


@compiled()
def _unusual(data: NDArray[np.uint8], at: int, end: int, kind: int) -> int:
    """The value of a cell's text that is not digits alone; ODD where it takes more than this to tell."""
    while at < end and data[at] == _SPACE:
        at += 1
    while end > at and data[end - 1] == _SPACE:
        end -= 1
    if at == end:
        return 0
    first = data[at]
    if kind == FLAG and (65 <= first <= 77 or 79 <= first <= 90 or 97 <= first <= 109 or 111 <= first <= 122):
        return 1  # a word, and neither "nan" nor another that stands for nothing
    value, start = np.int64(0), at
    while at < end and np.uint8(data[at] - _ZERO) < 10 and at - start < _MOST_DIGITS:
        value = value * 10 + np.int64(data[at] - _ZERO)
        at += 1
    if at == start:
        return 0 if at + 1 == end and data[at] == _POINT else ODD
    if at < end and (data[at] == _POINT or data[at] == _COMMA):
        at += 1
        while at < end and data[at] == _ZERO:
            at += 1
    return value if at == end else ODD


@compiled(
    f"int64({READ_BYTES}, int64, int64, Array(int64, 1, 'C', readonly=True),"
    "Array(int64, 1, 'C', readonly=True), int16[:, ::1], int64[:, :, ::1])"
)
def read_lines(
    data: NDArray[np.uint8],
    end: int,
    mark: int,
    places: NDArray[np.int64],
    kinds: NDArray[np.int64],
    out: NDArray[np.int16],
    texts: NDArray[np.int64],
) -> int:
    """Read whole lines, the first ``end`` bytes; how many persons they hold, or ODD.

    ``places`` [columns]: the row of ``out`` [numbers, persons], -2 - the row of ``texts`` [texts, persons, 2]
    (where they begin and end) that a column goes to, or LEFT_OUT; both are zeros before; ``kinds`` [numbers].
    """
    columns, room = len(places), out.shape[1]
    at, row = 0, 0
    while at < end:
        if data[at] == _LF or data[at] == _CR:
            at += 1  # a blank line
            continue
        if row >= room:
            return ODD
        column = 0
        while True:
            while at < end and data[at] == mark:
                at += 1
                column += 1
                while at + _CELLS_AT_ONCE <= end:
                    differs = (
                        (data[at] ^ mark)
                        | (data[at + 1] ^ mark)
                        | (data[at + 2] ^ mark)
                        | (data[at + 3] ^ mark)
                        | (data[at + 4] ^ mark)
                        | (data[at + 5] ^ mark)
                        | (data[at + 6] ^ mark)
                        | (data[at + 7] ^ mark)
                    )
                    if differs != 0:
                        break
                    at += _CELLS_AT_ONCE
                    column += _CELLS_AT_ONCE
            if column >= columns:
                return ODD
            place = places[column]
            start = at
            if place >= 0:
                value = np.int64(0)
                while at < end:
                    digit = np.uint8(data[at] - np.uint8(_ZERO))
                    if digit > 9:
                        break
                    value = value * 10 + np.int64(digit)
                    at += 1
                plain = at - start <= _MOST_DIGITS
                if not plain or (at < end and data[at] != mark and data[at] != _LF and data[at] != _CR):
                    stop = start
                    if data[start] == _QUOTE:
                        start += 1
                        stop, doubled = _quoted(data, start, end, mark)
                        if stop < 0 or doubled:
                            return ODD
                        at = stop + 1
                    else:
                        while stop < end and data[stop] != mark and data[stop] != _LF and data[stop] != _CR:
                            stop += 1
                        at = stop
                    value = _unusual(data, start, stop, kinds[place])
                    if value < 0:
                        return ODD
                if value != 0:
                    if kinds[place] == FLAG:
                        value = 1
                    elif value > HIGHEST:
                        return ODD
                    out[place, row] = value
            else:
                stop = at
                if at < end and data[at] == _QUOTE:
                    start += 1
                    stop, doubled = _quoted(data, start, end, mark)
                    if stop < 0 or (doubled and place != LEFT_OUT):
                        return ODD
                    at = stop + 1
                else:
                    while at < end and data[at] != mark and data[at] != _LF and data[at] != _CR:
                        at += 1
                    stop = at
                if place != LEFT_OUT:
                    texts[-2 - place, row, 0] = start
                    texts[-2 - place, row, 1] = stop
            if at < end and data[at] == mark:
                continue
            break
        if column != columns - 1:
            return ODD
        if at < end and data[at] == _CR:
            at += 1
        if at < end and data[at] == _LF:
            at += 1
        row += 1
    return row


@compiled(f"UniTuple(int64, 2)({READ_BYTES}, int64, int64, int64)")
def lines_until(data: NDArray[np.uint8], end: int, mark: int, wanted: int) -> tuple[int, int]:
    """Where the first ``wanted`` lines that are not blank end, and how many there are of them before ``end``.

    For lines with quotation marks, in which a line may end within a cell; a line without an end is none.
    """
    found, behind, start = 0, 0, 0
    at, begins, inside = 0, True, False
    while at < end:
        sign = data[at]
        if inside:
            if sign == _QUOTE:
                if at + 1 < end and data[at + 1] == _QUOTE:
                    at += 1
                else:
                    inside = False
        elif sign == _QUOTE and begins:
            inside, begins = True, False
        elif sign == mark:
            begins = True
        elif sign in (_LF, _CR):
            if at > start:
                found += 1
            behind = start = at + 1
            begins = True
            if found == wanted:
                break
        else:
            begins = False
        at += 1
    return behind, found


@compiled(
    f"void({READ_BYTES}, Array(int64, 2, 'C', readonly=True), Array(int32, 1, 'C', readonly=True),uint8[::1])"
)
def gather(
    data: NDArray[np.uint8],
    ends: NDArray[np.int64],
    offsets: NDArray[np.int32],
    out: NDArray[np.uint8],
) -> None:
    """Copy the texts between ``ends`` [texts, 2] one behind the other, each to its place in ``offsets``."""
    for text in range(len(ends)):
        put = offsets[text]
        for at in range(ends[text, 0], ends[text, 1]):
            out[put + at - ends[text, 0]] = data[at]
