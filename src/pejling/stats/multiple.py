"""Many differences looked at at once: which of them are not to be taken for chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def benjamini_hochberg(p_values: ArrayLike) -> NDArray[np.float64]:
    """Adjusted p-values [N], in the order of ``p_values`` [N] (each 0..1); none gives none.

    Those with an adjusted value of at most q are found so that of all found, no more than a share q is
    expected to be chance: for independent values, and for those that rise and fall together. The adjusted
    value of the i-th smallest is the smallest N p(j) / j of j >= i. ValueError for a value outside 0..1.

    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57:289-300; dependence:
    Benjamini & Yekutieli (2001), Annals of Statistics 29:1165-1188.
    """
    p = np.asarray(p_values, dtype=np.float64)
    if p.ndim != 1 or not ((p >= 0) & (p <= 1)).all():
        raise ValueError("p-values are a list of numbers from 0 to 1")
    if not p.size:
        return p.copy()
    order = np.argsort(p, kind="stable")
    raised = p[order] * p.size / np.arange(1, p.size + 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted
