"""Which groups drove a total's change: each group's own change, which together are the total's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.figure import Figure


@dataclass(frozen=True, slots=True)
class Driver:
    """One group: its level then and now, in the indicator's unit."""

    group: str
    then: Figure
    now: Figure

    @property
    def change(self) -> Fraction | None:
        """now - then; None where one of them is hidden or unknown."""
        if self.then.value is None or self.now.value is None:
            return None
        return self.now.value - self.then.value

    @property
    def hidden(self) -> bool:
        return self.then.hidden or self.now.hidden


@dataclass(frozen=True, slots=True)
class Drivers:
    """The groups by falling change, the total's own change, and what the groups leave of it.

    ``rest`` is what no group explains (rounding one by one, a category of nobody's): total less the groups'
    changes. None where a group is hidden or unknown: the rest would give the hidden one away, and says
    nothing of an unknown one; then the groups' changes are not the whole (``undecided``).
    """

    groups: tuple[Driver, ...]
    total: Driver | None
    rest: Fraction | None
    undecided: tuple[str, ...]

    def share(self, driver: Driver) -> Fraction | None:
        """The group's change in per cent of the total's; None where the total has not moved or is unknown."""
        whole = self.total.change if self.total else None
        if not whole or driver.change is None:
            return None
        return 100 * driver.change / whole


def drivers(
    then: Mapping[str, Figure], now: Mapping[str, Figure], total: tuple[Figure, Figure] | None
) -> Drivers:
    """The drivers of a total from base (``then``) to period (``now``), by group, none counted twice.

    Additive only: counts, or shares of the same whole. A group that stands in one of the periods only is
    undecided. ``total``: the total's own two levels, None where it has none.
    """
    found = [Driver(group, then[group], now[group]) for group in now if group in then]
    undecided = [one.group for one in found if one.change is None]
    undecided += [group for group in (*then, *now) if group not in then or group not in now]
    ordered = sorted(found, key=lambda one: (one.change is None, -(one.change or Fraction(0))))
    whole = Driver("", *total) if total else None
    rest = None
    if whole is not None and whole.change is not None and not undecided:
        rest = whole.change - sum((one.change for one in found if one.change is not None), Fraction(0))
    return Drivers(tuple(ordered), whole, rest, tuple(dict.fromkeys(undecided)))
