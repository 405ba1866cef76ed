"""How sure a comparison of medians is: both are read off the same draws of persons, again and again."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pejling.comparison.certainty import Certainty
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.draw import WHY, Draw
from pejling.comparison.estimate import FROM_FEW, NO_VALUE, By
from pejling.comparison.figure import Figure
from pejling.comparison.observed import Key
from pejling.indicators.indicator import Development
from pejling.stats.interval import Limits, p_value
from pejling.stats.poisson_bootstrap import REPLICATES, percentiles
from pejling.terms.text import Text

LEVEL = 0.95
LEAST_P = 2 / (REPLICATES + 1)  # less cannot be told from so many replicates

Floats = NDArray[np.float64]
Replicated = Floats | Text  # weeks [R], as they may be told; or why there are none
Place = tuple[str, str, str, str]  # indicator, group, period, area

OPEN = Text(
    da="grænsen er åben: i nogle udtræk er halvdelen ikke afsluttet, så langt der er fulgt",
    en="the limit is open: in some draws half have not ended as far as anybody is followed",
)
UNEXAMINED = WHY[Draw.MEDIAN]


@dataclass(frozen=True)
class Medians:
    """Certainties of medians of one municipality and its clusters, from their ``replicates``.

    A person has the same weight in every replicate of both sides and of both periods: so their gap is taken
    replicate by replicate, and nobody is taken for two. inf: half have not ended; nan: nobody is drawn.
    ``rounded``: limits of gaps and changes are moved out to whole units, for readers outside.
    """

    replicates: Mapping[Place, Replicated]
    municipality: str
    rounded: bool

    def level(self, key: Key, own: Figure, cluster: Cluster, other: Figure) -> Certainty:
        """Of the municipality's level against the cluster's."""
        return self._certainty((key,), own, cluster, other, _stands)

    def change(
        self, keys: Sequence[Key], development: Development, own: Figure, cluster: Cluster, other: Figure
    ) -> Certainty:
        """Of the change between two keys, now and then, against the cluster's."""
        how = _moves_by_part if development is Development.PERCENT else _moves
        return self._certainty(keys, own, cluster, other, how)

    def _certainty(
        self,
        keys: Sequence[Key],
        own: Figure,
        cluster: Cluster,
        other: Figure,
        how: Callable[[Sequence[Floats]], Floats],
    ) -> Certainty:
        if own.value is None:
            return Certainty(reason=own.reason or NO_VALUE)
        mine = self._read(own, [self._of(key, self.municipality) for key in keys], how)
        if isinstance(mine, Text):
            return Certainty(reason=mine)
        around = self._limits(mine, float(own.value), len(keys) > 1)
        if isinstance(around, Text):
            return Certainty(reason=around)
        if other.value is None:
            return Certainty(around, by=By.RESAMPLED, reason=other.reason or NO_VALUE)
        theirs = self._read(other, [self._of_cluster(key, cluster) for key in keys], how)
        if isinstance(theirs, Text):
            return Certainty(around, by=By.RESAMPLED, reason=theirs)
        cluster_around = self._limits(theirs, float(other.value), self._is_between(cluster, keys))
        gap = own.value - other.value
        of_gap = self._limits(_less(mine, theirs), float(gap), True)
        if isinstance(cluster_around, Text) or isinstance(of_gap, Text):
            return Certainty(around, by=By.RESAMPLED, reason=OPEN)
        p = max(p_value(float(gap), of_gap, LEVEL), LEAST_P)
        return Certainty(around, cluster_around, gap, of_gap, None, p, By.RESAMPLED)

    def _of(self, key: Key, area: str) -> Replicated:
        return self.replicates.get((*key, area), UNEXAMINED)

    def _of_cluster(self, key: Key, cluster: Cluster) -> Replicated:
        """Of all persons of the cluster together; of a mean, the mean of the members' own."""
        if cluster.method is Method.POOLED:
            return self._of(key, cluster.together)
        found = _all([self._of(key, area) for area in cluster.members])
        return found if isinstance(found, Text) else np.mean(found, axis=0)

    @staticmethod
    def _is_between(cluster: Cluster, keys: Sequence[Key]) -> bool:
        """Whether the cluster's figure lies between whole weeks."""
        return cluster.method is Method.MEAN or len(keys) > 1

    @staticmethod
    def _read(
        figure: Figure, ends: Sequence[Replicated], how: Callable[[Sequence[Floats]], Floats]
    ) -> Replicated:
        if figure.published:
            return UNEXAMINED
        found = _all(ends)
        return found if isinstance(found, Text) else how(found)

    def _limits(self, drawn: Floats, value: float, between: bool) -> Limits | Text:
        low, high = percentiles(drawn, LEVEL)
        if math.isnan(low):
            return FROM_FEW
        if not (math.isfinite(low) and math.isfinite(high)):
            return OPEN
        if self.rounded and between:
            low, high = math.floor(low + 1e-9), math.ceil(high - 1e-9)
        return min(low, value), max(high, value)


T = TypeVar("T")


def _all(found: Sequence[Replicated]) -> list[Floats] | Text:
    missing = next((one for one in found if isinstance(one, Text)), None)
    return missing or [one for one in found if not isinstance(one, Text)]


def _stands(ends: Sequence[Floats]) -> Floats:
    (one,) = ends
    return one


def _moves(ends: Sequence[Floats]) -> Floats:
    now, then = ends
    return _less(now, then)


def _moves_by_part(ends: Sequence[Floats]) -> Floats:
    """The change in per cent of then; nan where that is 0 weeks or has not come."""
    now, then = ends
    part = np.full_like(now, np.nan)
    np.divide(now, then, out=part, where=(then > 0) & np.isfinite(then))
    return np.maximum(100 * (part - 1), -100.0)


def _less(one: Floats, other: Floats) -> Floats:
    """The difference; nan where half have not ended in both."""
    both = np.isfinite(one) | np.isfinite(other)
    apart = np.full_like(one, np.nan)
    np.subtract(one, other, out=apart, where=both)
    return apart
