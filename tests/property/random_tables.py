"""Random tables of persons: groups in a tree, regions with municipalities, months in quarters and years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from pejling.terms.observation import Observation

GROUPS = {"kontanthjaelp": ("kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")}
AREAS = {
    "dk": ("region:81", "region:82"),
    "region:81": ("773", "787", "810"),
    "region:82": ("615", "657", "661"),
}
PERIODS = {"2019": ("2019H1", "2019H2"), "2019H1": ("2019Q1", "2019Q2"), "2019H2": ("2019Q3", "2019Q4")}
Tree = dict[str, tuple[str, ...]]
Name = tuple[str, str, str]


@dataclass
class Table:
    """``numbers`` by (group, area, period); ``sums``: what adds up to what."""

    numbers: dict[Name, int]
    sums: list[tuple[Name, list[Name]]]

    @property
    def rows(self) -> list[Observation]:
        return [_row(*name, number) for name, number in self.numbers.items()]


def random_table(seed: int, small: bool = False) -> Table:
    """Two or three dimensions, two or three levels deep, mostly small numbers and some large ones.

    ``small``: three levels of areas and two of groups, or one region in groups and half-years.
    """
    rng = np.random.default_rng(seed)
    areas = _some(AREAS, rng, "dk" if rng.random() < 0.5 else "region:81")
    groups = _some(GROUPS, rng, "kontanthjaelp") if rng.random() < 0.7 else {"kontanthjaelp": ()}
    top = ("2019", "2019H1")[int(rng.integers(2))]
    periods = (
        _some(PERIODS, rng, top) if len(groups["kontanthjaelp"]) == 0 or rng.random() < 0.4 else {"2019": ()}
    )
    if small:
        halves = bool(rng.random() < 0.5)
        areas = _some(AREAS, rng, "region:81" if halves else "dk")
        groups = _some(GROUPS, rng, "kontanthjaelp")
        periods = _some({"2019H1": PERIODS["2019H1"]}, rng, "2019H1") if halves else {"2019": ()}
    scale = float(rng.choice([2.0, 4.0, 10.0, 40.0]))
    leaves = [_leaves(tree) for tree in (groups, areas, periods)]
    numbers: dict[Name, int] = {}
    for name in product(*leaves):
        number = int(rng.poisson(rng.gamma(0.7, scale)))
        numbers[name] = number  # type: ignore[index]
    sums: list[tuple[Name, list[Name]]] = []
    every: dict[Name, int] = {}
    for g, a, p in product(*(_all(tree) for tree in (groups, areas, periods))):
        below = product(_under(groups, g), _under(areas, a), _under(periods, p))
        every[g, a, p] = sum(numbers[leaf] for leaf in below)  # type: ignore[index]
        if groups.get(g):
            sums.append(((g, a, p), [(part, a, p) for part in groups[g]]))
        if areas.get(a):
            sums.append(((g, a, p), [(g, part, p) for part in areas[a]]))
        if periods.get(p):
            sums.append(((g, a, p), [(g, a, part) for part in periods[p]]))
    return Table(every, sums)


def _some(tree: Tree, rng: np.random.Generator, top: str) -> Tree:
    parts = tree.get(top, ())
    found = {top: parts}
    for part in parts:
        found.update(_some(tree, rng, part) if part in tree else {part: ()})
    return found


def _all(tree: Tree) -> list[str]:
    return list(tree)


def _leaves(tree: Tree) -> list[str]:
    return [name for name, parts in tree.items() if not parts]


def _under(tree: Tree, name: str) -> list[str]:
    parts = tree.get(name, ())
    return [leaf for part in parts for leaf in _under(tree, part)] if parts else [name]


def _row(group: str, area: str, period: str, number: int) -> Observation:
    return Observation(
        "inflow",
        group,
        area,
        period,
        value=float(number),
        numerator=number,
        denominator=1,
        numerator_count=number,
        source="dream",
    )
