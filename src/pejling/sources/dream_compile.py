"""How the sources' compiled passes are compiled: once a machine, with the lock on Python let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

READ_BYTES = "Array(uint8, 1, 'C', readonly=True)"


def compiled(*signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile a function, at import where its signature is given; the machine code is kept beside it."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        made: Callable[..., Any] = numba.njit(
            list(signature) or None, cache=True, nogil=True, error_model="numpy"
        )(function)
        return made

    return decorate
