"""How much chance there is in each municipality's figure, in the form that a model of them all asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from pejling.comparison.draw import Draw, draw_of
from pejling.comparison.estimate import By, Estimate, Estimates
from pejling.comparison.observed import Key, Observed, Row
from pejling.stats.shrinkage import Levels, means, rates, shares
from pejling.terms.observation import Status
from pejling.terms.text import Text


class Model(Enum):
    """What figures are draws of, and so how municipalities are drawn towards each other."""

    SHARE = "a share of so many, beta-binomial"
    RATE = "so many events, gamma-Poisson"
    NORMAL = "a figure with a variance, normal"


@dataclass(frozen=True, slots=True)
class Chance:
    """One municipality's figure with what chance does to it."""

    area: str
    row: Row
    estimate: Estimate

    @property
    def trials(self) -> float:
        """Of how many independent persons a share would vary as this one does."""
        part = self.estimate.value / (self.estimate.whole or 1.0)
        if not 0 < part < 1 or self.estimate.spread <= 0:
            return self.estimate.size
        return part * (1 - part) * (self.estimate.whole or 1.0) ** 2 / self.estimate.spread

    @property
    def exposure(self) -> float:
        """Of how much a Poisson count would vary as this rate does; the count is value x exposure."""
        if self.estimate.value <= 0:
            return 1 / self.estimate.unit
        return self.estimate.value / self.estimate.spread


@dataclass(frozen=True, slots=True)
class Chances:
    """The figures whose chance is known; of the others the area and why not."""

    model: Model
    found: tuple[Chance, ...]
    untold: tuple[tuple[str, Text], ...]

    @property
    def like(self) -> list[tuple[float, float]]:
        """What tells one municipality from another: equal ones have the same rank."""
        return [(one.estimate.value, one.estimate.spread) for one in self.found]

    def levels(self) -> Levels:
        """Draws of the municipalities' levels, in the indicator's unit; an area's code is its key."""
        keys = [int(one.area) for one in self.found]
        values = np.array([one.estimate.value for one in self.found])
        if self.model is Model.NORMAL:
            return means(values, np.sqrt([one.estimate.spread for one in self.found]), keys)
        if self.model is Model.RATE:
            exposures = np.array([one.exposure for one in self.found])
            return rates(values * exposures, exposures, keys)
        whole = self.found[0].estimate.whole or 1.0
        trials = np.array([one.trials for one in self.found])
        drawn = shares(values / whole * trials, trials, keys)
        return Levels(drawn.draws * whole, drawn.centre * whole, drawn.spread * whole)


def chances(observed: Observed, key: Key, areas: Sequence[str], estimates: Estimates) -> Chances:
    """The chance in each of the figures of ``key`` that ``areas`` have, where anything tells it."""
    found: list[Chance] = []
    untold: list[tuple[str, Text]] = []
    for area in areas:
        row = observed.level(*key, area)
        if row is not None and row.fault:
            untold.append((area, row.fault))
        if row is None or row.fault or row.status != Status.OBSERVED:
            continue
        estimate = estimates.of(key, area, row)
        if isinstance(estimate, Text):
            untold.append((area, estimate))
        else:
            found.append(Chance(area, row, estimate))
    return Chances(_model(key[0], found), tuple(found), tuple(untold))


def _model(indicator: str, found: Sequence[Chance]) -> Model:
    if found and all(one.estimate.whole is not None for one in found):
        return Model.SHARE
    counted = all(one.estimate.by is not By.PERSON for one in found)
    drawn = draw_of(indicator) in (Draw.COUNT, Draw.FULL_TIME)
    return Model.RATE if drawn or counted else Model.NORMAL
