"""Spells over 0, 26 and 52 weeks, in areas and groups, are attacked: subtraction tells of no few of them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from adversary import Adversary

from pejling.disclosure.protect import protect
from pejling.terms.observation import Observation, Status, table_of

K = 5
FAR = 10_000
AREAS = ("region:81", "773", "787", "810")
GROUPS = ("kontanthjaelp", "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")
OVER = (0, 26, 52)
Name = tuple[
    int, str, str
]  # spells over so many weeks, group, area; negative: over that and not over the next


def random_spells(seed: int) -> tuple[dict[Name, int], list[tuple[Name, list[Name]]]]:
    """How many run for how long, and what adds up; the last group may be left out, so that a rest is left."""
    rng = np.random.default_rng(seed)
    scale, whole = float(rng.choice([6.0, 20.0])), bool(rng.random() < 0.5)
    single = {
        (step, group, area): int(rng.poisson(rng.gamma(0.7, scale)))
        for step, group, area in product(range(3), GROUPS[1:], AREAS[1:])
    }
    numbers: dict[Name, int] = {}
    sums: list[tuple[Name, list[Name]]] = []
    groups = GROUPS if whole else GROUPS[:2]
    for at, group, area in product(range(3), GROUPS, AREAS):
        own = GROUPS[1:] if group == GROUPS[0] else (group,)
        places = AREAS[1:] if area == AREAS[0] else (area,)
        steps = [sum(single[step, g, a] for g, a in product(own, places)) for step in range(3)]
        numbers[OVER[at], group, area] = sum(steps[at:])
        if at < 2:
            numbers[-1 - at, group, area] = steps[at]
            sums.append(((OVER[at], group, area), [(OVER[at + 1], group, area), (-1 - at, group, area)]))
        if area == AREAS[0]:
            sums.append(((OVER[at], group, area), [(OVER[at], group, each) for each in AREAS[1:]]))
        if group == GROUPS[0]:
            sums.append(((OVER[at], group, area), [(OVER[at], each, area) for each in GROUPS[1:]]))
    printed = {name for name in numbers if name[0] >= 0 and name[1] in groups}
    return {name: numbers[name] for name in sorted(numbers, key=lambda name: name not in printed)}, sums


def rows_of(numbers: dict[Name, int], groups: set[str]) -> list[Observation]:
    rows = []
    for weeks, group, area in [name for name in numbers if name[0] > 0 and name[1] in groups]:
        above, below = numbers[weeks, group, area], numbers[0, group, area]
        rows.append(
            Observation(
                f"spells_over_{weeks}_weeks_pct",
                group,
                area,
                "2019",
                value=100 * above / below if below else None,
                numerator=above,
                denominator=below,
                numerator_count=above,
                denominator_count=below,
                source="dream",
                status=Status.OBSERVED if below else Status.NOT_DEFINED,
            )
        )
    return rows


def attack(seed: int) -> int:
    """How many of the few told by subtraction alone an attacker knows better than as 1 to 4."""
    numbers, sums = random_spells(seed)
    with_rest = seed % 2
    groups = set(GROUPS[:2] if with_rest else GROUPS)
    rows = rows_of(numbers, groups)
    seen = protect(table_of(rows), "public").table.to_pylist()
    low = dict.fromkeys(numbers, 0.0)
    high = dict.fromkeys(numbers, float(FAR))
    hidden_small = set()
    for row in seen:
        weeks = int(row["indicator"].split("_")[2])
        above, below = (weeks, row["group"], row["area"]), (0, row["group"], row["area"])
        for name, number in ((above, row["numerator"]), (below, row["denominator"])):
            if number is not None:
                low[name] = high[name] = number
            elif 1 <= numbers[name] < K:
                if name == below or numbers[below] >= 20:  # else it may be hidden for its denominator
                    low[name], high[name] = 1, K - 1
                hidden_small.add(name)
    adversary = Adversary(low, high, sums)
    fallen = 0
    untold = [name for name in numbers if name[0] < 0 or (with_rest and name[1] == GROUPS[2])]
    for name in untold:
        beside = {each for total, parts in sums for each in (total, *parts) if name in (total, *parts)}
        if name[1] not in groups and name[0] < 0:
            continue  # what two rests differ by
        if not 1 <= numbers[name] < K or beside & hidden_small:
            continue
        least, most = adversary.programme(name)
        fallen += not (least <= 1 and most >= K - 1)
    return fallen


@pytest.mark.parametrize("seed", range(40))
def test_few_spells_that_subtraction_tells_stay_1_to_4(seed):
    assert attack(seed) == 0
