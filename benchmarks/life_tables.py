"""Life tables of a million spells, in two races: one curve from durations, and the curves of all areas.

    python benchmarks/life_tables.py [--quick] [--rounds 5]

All contestants of a race run in one process, in turn, each round; the survival curves must agree to 1e-9 in
every week before any time is told. In the first race all are given the same durations, and whether the end
was seen. In the second pejling starts further back than the others: it is given the persons' runs, and finds
the spells in them; the others are given the durations of every municipality, region and the country, ready.
"""

# ruff: noqa: T201  a benchmark says what it does

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel import Kernel
from pejling.indicators.counts import Ask
from pejling.indicators.measures import CENSORED, ENTERED, EXITS, Lifetable
from pejling.spells.panel import Runs, Window
from pejling.spells.population import areas_of
from pejling.spells.rule import SpellRule
from pejling.stats.risk import life_table, records
from pejling.stats.survival import kaplan_meier
from pejling.terms.benefit import EMPLOYED, dream_codes
from pejling.terms.municipality import areas, municipalities
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

FIRST, LAST = Week(1991, 1).index, Week(2025, 46).index
KONTANTHJAELP = 130
A_PERSON = 4  # spells at most
SPELLS_A_PERSON = 3.85  # so many begin before the file ends
SHORTEST_GAP = 12  # weeks: longer than any calendar month, so that no spell is joined to the next
LONGEST = LAST - FIRST + 1
BLOCK = 25_000
SHAPE = Lifetable(weeks=LONGEST, causes=("andet",))
AGREE = 1e-9

Floats = NDArray[np.float64]
Curves = list[Floats]


@dataclass(frozen=True)
class Spells:
    """Whole weeks of spells, and whether the end was seen."""

    durations: NDArray[np.int64]
    seen: NDArray[np.bool_]


@dataclass(frozen=True)
class Given:
    """The same spells in three ways: as runs of persons in blocks, all together, and area by area."""

    blocks: list[Runs]
    together: Spells
    by_area: list[Spells]


Contestant = Callable[[Given], Curves]


def draw(spells: int, seed: int = 1) -> Given:
    """Persons with so many spells each, between jobs; a spell that nears the file's end runs out of sight."""
    chance = np.random.default_rng(seed)
    persons = round(spells / SPELLS_A_PERSON)
    parts = [_block(chance, min(BLOCK, persons - start)) for start in range(0, persons, BLOCK)]
    blocks, durations, seen, homes = zip(*parts, strict=True)
    together = Spells(np.concatenate(durations), np.concatenate(seen))
    areas_of_spells = [areas_of(home) for home in np.concatenate(homes).tolist()]
    by_area = []
    for area in areas():
        there = np.array([area in some for some in areas_of_spells])
        by_area.append(Spells(together.durations[there], together.seen[there]))
    return Given(list(blocks), together, by_area)


def _block(
    chance: np.random.Generator, persons: int
) -> tuple[Runs, NDArray[np.int64], NDArray[np.bool_], NDArray[np.int16]]:
    gaps = SHORTEST_GAP + chance.geometric(1 / 250, (persons, A_PERSON))
    lengths = np.ceil(chance.weibull(0.7, (persons, A_PERSON)) * 30).astype(np.int64)
    ends = np.cumsum(gaps + lengths, axis=1) + FIRST  # the week after each spell
    starts = ends - lengths
    # the last of a person who is too late begins no more; one that ends close to the file's end runs beyond
    begun = starts <= LAST - SHORTEST_GAP
    beyond = ends > LAST - SHORTEST_GAP
    ends = np.where(beyond, LAST + 1, ends)
    starts = np.where(begun, starts, LAST + 1)
    edges = np.full((persons, 2 * A_PERSON + 2), FIRST, dtype=np.int64)
    edges[:, 1:-1:2], edges[:, 2:-1:2], edges[:, -1] = starts, ends, LAST + 1
    first, last = edges[:, :-1], edges[:, 1:] - 1
    code = np.full(first.shape, EMPLOYED, dtype=np.int16)
    code[:, 1::2] = KONTANTHJAELP
    kept = first <= last
    homes = chance.choice(np.array(sorted(municipalities()), dtype=np.int16), persons)
    runs = Runs(
        person=np.broadcast_to(np.arange(persons, dtype=np.int32)[:, None], first.shape)[kept],
        first=first[kept].astype(np.int16),
        last=last[kept].astype(np.int16),
        code=code[kept],
        municipality=np.broadcast_to(homes[:, None], first.shape)[kept],
        birthday=np.zeros(persons, dtype=np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.zeros((persons, 16), dtype=np.uint8),
    )
    weeks, seen = (ends - starts)[begun], ~beyond[begun]
    return runs, np.where(seen, weeks, weeks - 1), seen, np.repeat(homes, begun.sum(axis=1))


def tables_from_runs(given: Given) -> Curves:
    """pejling: spells are found in the runs and counted for every area, and each area's curve estimated."""
    window = Window(tuple(range(FIRST, LAST + 1)))
    years = Week.from_index(LAST).year - Week.from_index(FIRST).year + 1
    period = Period(Kind.YEAR, Week.from_index(FIRST).year, 1, years)
    ask = Ask((SHAPE,), ("kontanthjaelp",), (period,), SpellRule(), dream_codes())
    cells = Kernel().count(given.blocks, window, ask).cubes[SHAPE][0, :, 0]
    tables = (life_table(cell[:, ENTERED], cell[:, CENSORED], cell[:, EXITS:]) for cell in cells)
    return [kaplan_meier(table).survival for table in tables]


def pejling_fit(spells: Spells) -> Floats:
    table = records(spells.durations, spells.seen).table()
    return _by_week(table.times, kaplan_meier(table).survival)


def lifelines_fit(spells: Spells) -> Floats:
    from lifelines import KaplanMeierFitter

    curve = KaplanMeierFitter().fit(spells.durations, spells.seen).survival_function_
    return _by_week(curve.index.to_numpy(), curve.iloc[:, 0].to_numpy())


def lifelines_weighted_fit(spells: Spells) -> Floats:
    """Like spells are told together first, outside lifelines, and given to it as weights."""
    from lifelines import KaplanMeierFitter

    told = np.bincount(spells.durations * 2 + spells.seen)
    kinds = np.flatnonzero(told)
    fitter = KaplanMeierFitter().fit(kinds // 2, kinds % 2, weights=told[kinds])
    curve = fitter.survival_function_
    return _by_week(curve.index.to_numpy(), curve.iloc[:, 0].to_numpy())


def statsmodels_fit(spells: Spells) -> Floats:
    from statsmodels.duration.survfunc import SurvfuncRight

    curve = SurvfuncRight(spells.durations, spells.seen)
    return _by_week(curve.surv_times, curve.surv_prob)


def _by_week(times: NDArray[np.floating], survival: Floats) -> Floats:
    """The curve in every week from 0, of a curve that is told at some times."""
    at = np.searchsorted(times, np.arange(LONGEST + 1), side="right") - 1
    return np.where(at < 0, 1.0, survival[np.maximum(at, 0)])


FITTERS: dict[str, Callable[[Spells], Floats]] = {
    f"lifelines {version('lifelines')}": lifelines_fit,
    f"lifelines {version('lifelines')}, weights": lifelines_weighted_fit,
    f"statsmodels {version('statsmodels')}": statsmodels_fit,
}


def _together(fit: Callable[[Spells], Floats], given: Given) -> Curves:
    return [fit(given.together)]


def _by_area(fit: Callable[[Spells], Floats], given: Given) -> Curves:
    return [fit(spells) for spells in given.by_area]


RACES: dict[str, dict[str, Contestant]] = {
    "one curve, from durations": {
        "pejling": partial(_together, pejling_fit),
        **{name: partial(_together, fit) for name, fit in FITTERS.items()},
    },
    "curves of all areas": {
        "pejling, from runs": tables_from_runs,
        **{f"{name}, from durations": partial(_by_area, fit) for name, fit in FITTERS.items()},
    },
}


def race(contestants: dict[str, Contestant], given: Given, rounds: int) -> dict[str, list[float]]:
    """Seconds of every contestant in every round; ValueError where a curve differs from the first's."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    small = draw(4_000)
    curves = {name: run(small) for name, run in contestants.items()}  # compiled and imported, untimed
    _check(curves)
    for _ in range(rounds):
        for name, run in contestants.items():
            gc.collect()
            began = time.perf_counter()
            curves[name] = run(given)
            seconds[name].append(time.perf_counter() - began)
    _check(curves)
    return seconds


def _check(curves: dict[str, Curves]) -> None:
    first, *others = curves
    for other in others:
        pairs = zip(curves[first], curves[other], strict=True)
        apart = max(float(np.abs(one - two).max()) for one, two in pairs)
        if not apart <= AGREE:
            raise ValueError(f"{first} and {other} differ by up to {apart:g}")


def main() -> None:
    parser = argparse.ArgumentParser(description="life tables: pejling against its peers")
    parser.add_argument("--quick", action="store_true", help="100,000 spells and three rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print seconds by race and contestant")
    told = parser.parse_args()
    spells, rounds = (100_000, 3) if told.quick else (1_000_000, told.rounds)
    given = draw(spells)
    found = {name: race(contestants, given, rounds) for name, contestants in RACES.items()}
    if told.json:
        print(json.dumps({"spells": len(given.together.durations), "seconds": found}))
        return
    for name, seconds in found.items():
        print(f"{name}: {len(given.together.durations):,} spells, {rounds} rounds; equal to {AGREE:g}")
        ours = statistics.median(next(iter(seconds.values())))
        for contestant, took in seconds.items():
            middle = statistics.median(took)
            print(f"{contestant:42} {middle:8.3f} s  ({min(took):.3f}-{max(took):.3f})  x{middle / ours:.1f}")


if __name__ == "__main__":
    main()
