"""Large arrays of zeros, without a page fault for every 4 KB of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def zeroed(shape: tuple[int, ...], dtype: type[np.generic]) -> NDArray[Any]:
    """Zeros that are there.

    ``np.zeros`` leaves them to be made page by page when first written, which costs more than to count a
    hundred thousand persons; for ``np.empty`` the system is asked for large pages.
    """
    found: NDArray[Any] = np.empty(shape, dtype=dtype)
    found.fill(0)
    return found
