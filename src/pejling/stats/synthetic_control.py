"""A mix of other series that went as this one did before a date, and how far apart they are after it.

Source: Abadie, Diamond & Hainmueller (2010), Synthetic control methods for comparative case studies, JASA
105:493-505: weights from 0 that add up to one, fit by the root mean square of the gap, and placebos.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

FEWEST_DONORS, FEWEST_BEFORE = 5, 8
_FIRM = 1e4  # how much heavier the sum of the weights counts than the fit


@dataclass(frozen=True, eq=False)
class Synthetic:
    """``weights`` [D] of the donors; ``gap`` [T]: the series less the mix of donors, in the series' unit.

    ``effect``: mean gap after the date. ``fit`` and ``apart``: root mean square of the gap before and after.
    """

    weights: Floats
    gap: Floats
    effect: float
    fit: float
    apart: float

    @property
    def ratio(self) -> float:
        """How many times as far apart after as before; infinite where the fit is perfect."""
        return self.apart / self.fit if self.fit > 0 else (np.inf if self.apart > 0 else 0.0)


def synthetic_control(own: ArrayLike, donors: ArrayLike, at: int) -> Synthetic | None:
    """The mix of ``donors`` [T, D] that is nearest ``own`` [T] before place ``at``, and the gap.

    At most half as many donors take part as there are periods before (but five at least): those nearest to
    ``own`` before, since with more of them any series can be copied and the fit says nothing. Weights of the
    others are 0. None with fewer than five donors, eight periods before or one after. ValueError for shapes
    that do not fit or missing values.
    """
    y, d = np.asarray(own, dtype=np.float64), np.asarray(donors, dtype=np.float64)
    if y.ndim != 1 or d.ndim != 2 or d.shape[0] != y.size:
        raise ValueError(f"a series and donors of the same periods: {y.shape}, {d.shape}")
    if not (np.isfinite(y).all() and np.isfinite(d).all()):
        raise ValueError("a synthetic control needs every value of the series and of the donors")
    if d.shape[1] < FEWEST_DONORS or at < FEWEST_BEFORE or at >= y.size:
        return None
    distance = np.sqrt(np.mean((d[:at] - y[:at, None]) ** 2, axis=0))
    near = np.argsort(distance, kind="stable")[: max(FEWEST_DONORS, at // 2)]
    weights = np.zeros(d.shape[1])
    weights[near] = mix(y[:at], d[:at, near])
    gap = y - d @ weights
    before, after = gap[:at], gap[at:]
    return Synthetic(
        weights,
        gap,
        float(after.mean()),
        float(np.sqrt(np.mean(before**2))),
        float(np.sqrt(np.mean(after**2))),
    )


def mix(target: Floats, donors: Floats) -> Floats:
    """Weights [D] from 0, adding up to 1, at which ``donors`` [T, D] are nearest ``target`` [T].

    Least squares by the active-set method of Lawson & Hanson (1974), the sum as a row of its own that counts
    so much that it holds to the sixth digit; then made exact.
    """
    from scipy.optimize import nnls

    centre = target.mean()  # taken away from both: the weights add up to one, so that the gap stays
    heavy = _FIRM * max(float(np.abs(donors - centre).max()), 1e-12)
    rows = np.vstack([donors - centre, np.full(donors.shape[1], heavy)])
    found, _ = nnls(rows, np.append(target - centre, heavy), maxiter=50 * donors.shape[1])
    return np.asarray(found / found.sum(), dtype=np.float64)


def placebo_p(own: float, others: ArrayLike) -> float:
    """The share of ``own`` and ``others`` [m] that are at least as large as ``own`` in size: (1 + k) / (1 +
    m).

    The permutation p-value of a series that could as well have been any of the others; never under 1 / (1 +
    m).
    """
    sizes = np.abs(np.asarray(others, dtype=np.float64))
    return float((1 + np.sum(sizes >= abs(own))) / (1 + sizes.size))
