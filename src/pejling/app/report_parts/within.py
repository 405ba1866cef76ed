"""Some rows of the one release of a report, as a release of their own: what a part prints row by row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pejling.disclosure.protect import part
from pejling.disclosure.release import Release


def within(release: Release, wanted: pa.ChunkedArray) -> Release:
    """The rows for which ``wanted`` is true; protected together with all the others."""
    flags = np.concatenate([[False], np.asarray(wanted.to_numpy(), dtype=np.bool_), [False]])
    edges = np.flatnonzero(flags[1:] != flags[:-1])
    spans = [(int(first), int(end - first)) for first, end in edges.reshape(-1, 2)]
    return part(release, *(spans or [(0, 0)]))
