"""Stock and flow are attacked: running spells, started and completed ones tell no few of each other."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from adversary import Adversary

from pejling.disclosure import beyond
from pejling.disclosure.protect import protect
from pejling.terms.observation import Observation, Status, table_of

K = 5
FAR = 10_000
REGION = "region:81"
HOMES = ("773", "787", "810")
QUARTERS = ("2019Q1", "2019Q2", "2019Q3", "2019Q4")
Name = tuple[str, str, str]  # running, started, completed or both sides of the equation; area, period
Sums = list[tuple[Name, list[Name]]]


def random_flows(seed: int) -> tuple[dict[Name, int], Sums]:
    """Nobody moves: what ran, and started, less what was completed, runs. Mostly few start and end."""
    rng = np.random.default_rng(seed)
    scale = float(rng.choice([2.0, 6.0, 20.0]))
    numbers: dict[Name, int] = {}
    for area in HOMES:
        before = int(rng.integers(15, 80))
        for period in QUARTERS:
            started = int(rng.poisson(rng.gamma(0.7, scale)))
            completed = min(int(rng.poisson(rng.gamma(0.7, scale))), before)
            before += started - completed
            numbers |= {("running", area, period): before, ("started", area, period): started}
            numbers["completed", area, period] = completed
    sums: Sums = []
    for what, period in product(("running", "started", "completed"), QUARTERS):
        numbers[what, REGION, period] = sum(numbers[what, area, period] for area in HOMES)
        sums.append(((what, REGION, period), [(what, area, period) for area in HOMES]))
    for area, (earlier, period) in product((*HOMES, REGION), pairwise(QUARTERS)):
        both = ("both", area, period)
        ran, came = ("running", area, earlier), ("started", area, period)
        runs, went = ("running", area, period), ("completed", area, period)
        numbers[both] = numbers[runs] + numbers[went]
        sums += [(both, [runs, went]), (both, [ran, came])]
    return numbers, sums


def row_of(name: Name, number: int) -> Observation:
    what, area, period = name
    id, above, below = {
        "running": ("spells_over_26_weeks_pct", number, number),
        "started": ("inflow", number, 1),
        "completed": ("mean_completed_duration_weeks", 100 * number, number),
    }[what]
    return Observation(
        id,
        "foertidspension",
        area,
        period,
        value=(100 if what == "running" else 1) * above / below if below else None,
        numerator=above,
        denominator=below,
        numerator_count=above if what != "completed" else number,
        denominator_count=None if what == "started" else number,
        source="dream",
        status=Status.OBSERVED if below else Status.NOT_DEFINED,
    )


def attack(numbers: dict[Name, int], sums: Sums, large: bool | None = None, unasked: str = "") -> int:
    """How many small numbers an attacker knows better than as 1 to 4, or than the policy's words tell.

    ``unasked``: nothing of it is printed; beside small numbers that are, no more is asked of it.
    """
    printed = [name for name in numbers if name[0] not in ("both", unasked)]
    rows = table_of([row_of(name, numbers[name]) for name in printed])
    release = protect(rows, "public", large=large)
    low, high = dict.fromkeys(numbers, 0.0), dict.fromkeys(numbers, float(FAR))
    small = {name for name in printed if 1 <= numbers[name] < K}
    for name, row in zip(printed, release.table.to_pylist(), strict=True):
        told = row["numerator" if name[0] == "started" else "denominator"]
        if name in small:
            assert told is None
            low[name], high[name] = 1, K - 1
        elif told is not None:
            low[name] = high[name] = numbers[name]
    reader = Adversary(low, high, sums)
    policy = Adversary(
        {name: 1.0 if name in small else 0.0 for name in numbers},
        {name: K - 1.0 if name in small else FAR for name in numbers},
        sums,
    )
    fallen = 0
    for name in sorted(small):
        if not (reader.can_be(name, 1) and reader.can_be(name, K - 1)):
            known = reader.programme(name)
            fallen += known != (1, K - 1) and known != policy.programme(name)
    for name in [name for name in numbers if name[0] == unasked and 1 <= numbers[name] < K]:
        earlier = dict(zip(QUARTERS[1:], QUARTERS, strict=False)).get(name[2], name[2])
        beside = {(what, name[1], name[2]) for what in ("running", "started", "completed")}
        if small.isdisjoint({*beside, ("running", name[1], earlier)}):
            known = reader.programme(name)
            fallen += known[0] > 1 or known[1] < K - 1
    return fallen


@pytest.mark.parametrize("seed", range(20))
def test_few_who_start_or_end_are_not_told_by_who_runs(seed):
    assert attack(*random_flows(seed)) == 0


@pytest.mark.parametrize("unasked", ["started", "completed"])
@pytest.mark.parametrize("seed", range(40, 52))
def test_nor_where_only_one_of_the_flows_is_asked_for(seed, unasked):
    assert attack(*random_flows(seed), unasked=unasked) == 0


@pytest.mark.parametrize("seed", range(20, 30))
def test_nor_where_the_coarse_rule_hides(seed, monkeypatch):
    monkeypatch.setattr(beyond, "MOST_HIDDEN", 0)
    assert attack(*random_flows(seed)) == 0


@pytest.mark.parametrize("seed", range(30, 40))
def test_nor_in_a_table_too_large_to_solve(seed):
    assert attack(*random_flows(seed), large=True) == 0
