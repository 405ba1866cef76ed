"""How many persons are on a benefit in each week, by municipality: runs added as ranges, O(runs)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.checks.examined import Delivery


def by_municipality(delivery: Delivery) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Codes of municipalities (0: none), ascending, and persons on a benefit: int64 [codes, weeks].

    Weeks run from the window's first to its last, missing ones (nobody) among them.
    """
    first, length = delivery.window.first, delivery.window.last - delivery.window.first + 1
    places = 1 << 15
    change = np.zeros(0, dtype=np.int64)
    seen = np.zeros(places, dtype=np.bool_)
    tallies: dict[int, NDArray[np.int64]] = {}
    for block in delivery.read_blocks():
        rows = delivery.on_benefit(block.code)
        codes, place = np.unique(block.municipality[rows], return_inverse=True)
        size = len(codes) * (length + 1)
        begins = np.clip(block.first[rows].astype(np.int64) - first, 0, length)
        ends = np.clip(block.last[rows].astype(np.int64) - first + 1, 0, length)
        change = np.bincount(place * (length + 1) + begins, minlength=size)
        change = change - np.bincount(place * (length + 1) + ends, minlength=size)
        seen[codes] = True
        for number, code in enumerate(codes.tolist()):
            own = change[number * (length + 1) : (number + 1) * (length + 1)]
            tallies[code] = tallies[code] + own if code in tallies else own
    found = np.flatnonzero(seen)
    if not len(found):
        return found, np.zeros((0, length), dtype=np.int64)
    return found, np.stack([np.cumsum(tallies[int(code)])[:length] for code in found])
