"""An adversary: he has what was released, knows the policy and how tables add up, and works out the rest.

He shares no code with disclosure: his relations come from how the test made its tables (areas, groups and
periods in trees), and he reasons with whole numbers (propagation), with programmes in whole numbers, and on
small tables by trying all there are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import ceil, floor, inf
from typing import Any

import numpy as np

Name = Hashable


@dataclass
class Adversary:
    """``low``, ``high``: what he knows of each number; ``sums``: (total, parts) that hold exactly."""

    low: dict[Name, float]
    high: dict[Name, float]
    sums: Sequence[tuple[Name, Sequence[Name]]]
    narrowed: int = field(default=0, init=False)
    seen: dict[Name, tuple[float, float]] = field(default_factory=dict, init=False)

    def propagate(self) -> None:
        """Bounds from bounds, sum by sum, in whole numbers, until nothing changes."""
        changed = True
        while changed:
            changed = False
            for total, parts in self.sums:
                low, high = (sum(side[part] for part in parts) for side in (self.low, self.high))
                changed |= self._cut(total, low, high)
                for part in parts:
                    others_low = low - self.low[part]
                    others_high = sum(self.high[p] for p in parts if p != part)
                    changed |= self._cut(part, self.low[total] - others_high, self.high[total] - others_low)
                    low = sum(self.low[p] for p in parts)

    def _cut(self, name: Name, low: float, high: float) -> bool:
        low = max(self.low[name], ceil(low - 1e-9) if low > -inf else low)
        high = min(self.high[name], floor(high + 1e-9) if high < inf else high)
        if (low, high) == (self.low[name], self.high[name]):
            return False
        self.low[name], self.high[name] = low, high
        self.narrowed += 1
        return True

    def programme(self, name: Name) -> tuple[float, float]:
        """The least and the most that the number can be, in whole numbers.

        Each table that he finds fits everything he knows: what he saw a number be in one, it can be.
        """
        return self.furthest(name, -1), self.furthest(name, 1)

    def can_be(self, name: Name, number: float) -> bool:
        """Whether some table that he has found has the number there, or one further off."""
        low, high = self.seen.get(name, (inf, -inf))
        return low <= number <= high

    def furthest(self, name: Name, sign: int) -> float:
        from scipy.optimize import milp

        constraints, bounds, at = self._posed
        cost = np.zeros(len(at))
        cost[at[name]] = -sign
        exact = {"mip_rel_gap": 0.0}
        found = milp(
            cost, constraints=constraints, bounds=bounds, integrality=np.ones(len(at)), options=exact
        )
        assert found.x is not None, "what was released contradicts itself"
        for each, i in at.items():
            low, high = self.seen.get(each, (inf, -inf))
            number = round(float(found.x[i]), 6)
            self.seen[each] = (min(low, number), max(high, number))
        return round(float(found.x[at[name]]), 6)

    @cached_property
    def _posed(self) -> tuple[Any, Any, dict[Name, int]]:
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import lil_array

        at = {each: i for i, each in enumerate(self.low)}
        rows = lil_array((len(self.sums), len(at)))
        for r, (total, parts) in enumerate(self.sums):
            rows[r, at[total]] = 1.0
            for part in parts:
                rows[r, at[part]] = -1.0
        low = np.array([self.low[each] for each in at], dtype=float)
        high = np.array([min(self.high[each], 1e6) for each in at], dtype=float)
        return LinearConstraint(rows.tocsr(), 0, 0), Bounds(low, high), at

    def by_trying(self, names: Iterable[Name]) -> Mapping[Name, tuple[int, int]]:
        """Every table there is, one by one: the range of each of ``names``. Small tables only."""
        unknown = [name for name in self.low if self.low[name] != self.high[name]]
        choices = [range(int(self.low[name]), int(self.high[name]) + 1) for name in unknown]
        known = {name: low for name, low in self.low.items() if low == self.high[name]}
        found: dict[Name, list[int]] = {name: [] for name in names}
        for values in product(*choices):
            table = {**known, **dict(zip(unknown, values, strict=True))}
            if all(table[total] == sum(table[part] for part in parts) for total, parts in self.sums):
                for name, seen in found.items():
                    seen.append(int(table[name]))
        return {name: (min(seen), max(seen)) for name, seen in found.items()}
