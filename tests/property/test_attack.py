"""What is released is attacked: no hidden number may be told more narrowly than the policy says."""

from __future__ import annotations

import os

import pytest
from adversary import Adversary
from random_tables import Name, Table, random_table

from pejling.disclosure.protect import protect
from pejling.terms.observation import Status, table_of

K = 5


def attack(table: Table) -> tuple[int, int, int]:
    """Protects and attacks ``table``: how many numbers policy hid, how many more went, how many fell."""
    release = protect(table_of(table.rows), "public")
    seen = release.table.to_pylist()
    names = list(table.numbers)
    primary = {name for name in names if 1 <= table.numbers[name] < K}
    hidden = {name for name, row in zip(names, seen, strict=True) if row["status"] == Status.SUPPRESSED}
    assert primary <= hidden
    assert len(hidden) == release.hidden + release.secondary
    low: dict[Name, float] = {}
    high: dict[Name, float] = {}
    for name, row in zip(names, seen, strict=True):
        if name in hidden:
            assert (row["value"], row["numerator"]) == (None, None)
            # he is even told which are hidden for being small: 1 to k-1; of the others he knows nothing
            low[name], high[name] = (1, K - 1) if name in primary else (0, 10_000)
        else:
            low[name] = high[name] = row["numerator"]
    adversary = Adversary(low, high, table.sums)
    policy_alone = Adversary(
        {name: low[name] if name in primary else 0 for name in names},
        {name: high[name] if name in primary else 10_000 for name in names},
        table.sums,
    )
    fallen = 0
    for name in sorted(hidden):
        if name in primary and adversary.can_be(name, 1) and adversary.can_be(name, K - 1):
            continue
        least, most = adversary.programme(name)
        safe = (least, most) == (1, K - 1) if name in primary else most - least >= K
        if not safe:  # as narrow as that, whatever else were hidden: a hidden total of three is 3 or 4
            fallen += (least, most) != policy_alone.programme(name)
    adversary.propagate()
    policy_alone.propagate()
    for name in hidden - primary:
        ends = adversary.low[name], adversary.high[name]
        alone = policy_alone.low[name], policy_alone.high[name]
        fallen += ends[0] == ends[1] and ends != alone
    return len(primary), release.secondary, fallen


@pytest.mark.parametrize("seed", range(60))
def test_sixty_random_tables_give_nothing_away(seed):
    assert attack(random_table(seed, small=True))[2] == 0


@pytest.mark.slow
def test_a_thousand_random_tables_give_nothing_away():
    """Some 45,000 numbers; policy hides a quarter, and of the rest two in five are printed (decision 12)."""
    tables = int(os.environ.get("PEJLING_ATTACKS", "300"))
    assert sum(attack(random_table(seed))[2] for seed in range(60, 60 + tables)) == 0
