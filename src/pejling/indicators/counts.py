"""What engines give back: sums over persons as cubes of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.band import EVERYBODY, Band
from pejling.indicators.measures import PersonShape, axes
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import CodeTable
from pejling.terms.municipality import areas
from pejling.terms.period import Period


@dataclass(frozen=True)
class Ask:
    """What is to be counted: every shape for every group, area (`areas()`) and period, of one band of
    people."""

    shapes: tuple[PersonShape, ...]
    groups: tuple[str, ...]
    periods: tuple[Period, ...]
    rule: SpellRule
    codes: CodeTable
    band: Band = EVERYBODY


@dataclass(frozen=True)
class Counts:
    """``cubes[shape]`` is int64 [group, area, period]: ``ask.groups``, ``areas()``, ``ask.periods``.

    Histograms and life tables have further axes (``measures.axes``). Counts of different persons are added
    cube
    by cube.
    """

    ask: Ask
    cubes: Mapping[PersonShape, NDArray[np.int64]]

    @classmethod
    def zero(cls, ask: Ask) -> Counts:
        cells = (len(ask.groups), len(areas()), len(ask.periods))
        return cls(ask, {shape: np.zeros((*cells, *axes(shape)), dtype=np.int64) for shape in ask.shapes})

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.ask, {shape: cube + other.cubes[shape] for shape, cube in self.cubes.items()})
