"""How the kernel is compiled: ahead of its first use, once a machine, with the lock on Python let go.

Signatures are written out, so that each function is compiled once: arrays that are read may be read-only
(Arrow's are), all are C-contiguous.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from numba import types

INT = types.int64
TWO_INTS = types.containers.UniTuple(INT, 2)  # type: ignore[no-untyped-call]
FLAG = types.boolean
NOTHING = types.void
READ_BOOL = types.Array(types.boolean, 1, "C", readonly=True)
READ_BOOL_2D = types.Array(types.boolean, 2, "C", readonly=True)
READ_INT16 = types.Array(types.int16, 1, "C", readonly=True)
READ_INT16_2D = types.Array(types.int16, 2, "C", readonly=True)
READ_INT32 = types.Array(types.int32, 1, "C", readonly=True)
READ_INT32_2D = types.Array(types.int32, 2, "C", readonly=True)
READ_INT64_2D = types.Array(types.int64, 2, "C", readonly=True)
READ_INT64 = types.Array(types.int64, 1, "C", readonly=True)
INT16 = types.int16[::1]
INT16_2D = types.int16[:, ::1]
INT32 = types.int32[::1]
INT64 = types.int64[::1]
INT32_2D = types.int32[:, ::1]
INT32_3D = types.int32[:, :, ::1]
INT32_4D = types.int32[:, :, :, ::1]
UINT8 = types.uint8[::1]
READ_UINT8 = types.Array(types.uint8, 1, "C", readonly=True)
READ_UINT8_2D = types.Array(types.uint8, 2, "C", readonly=True)
UINT64 = types.uint64[::1]
READ_UINT64 = types.Array(types.uint64, 1, "C", readonly=True)
BOOL = types.boolean[::1]
INT64_2D = types.int64[:, ::1]
INT64_3D = types.int64[:, :, ::1]
INT32_5D = types.int32[:, :, :, :, ::1]


def compiled(result: Any, *arguments: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile a function of ``arguments`` that gives ``result``; the machine code is kept beside it."""
    return compiled_for(result(*arguments))


def compiled_for(*signatures: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As ``compiled``, once for each of ``signatures``: the types of what it is called with choose."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        made: Callable[..., Any] = numba.njit(list(signatures), cache=True, nogil=True, error_model="numpy")(
            function
        )
        return made

    return decorate
