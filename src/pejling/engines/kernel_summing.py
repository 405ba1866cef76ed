"""What the frame and every kind of shape agree on."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_piece import Piece
from pejling.indicators.measures import PersonShape

Cubes = Mapping[PersonShape, NDArray[np.int64]]  # [asked group, area, period, further axes], to be filled


class Summing(Protocol):
    """The sums behind one or several shapes while persons are counted, and the cubes that they become."""

    lock: Lock

    def add(self, piece: Piece) -> None:
        """Add some persons. Called from several threads: whatever adds to the sums holds the lock."""
        ...

    def into(self, cubes: Cubes) -> None:
        """Write the cubes; called once, when all persons are added."""
        ...
