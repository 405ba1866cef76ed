"""Shares of running spells over 26 and 52 weeks, where the bands of duration in an answer allow them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from pejling.indicators.catalogue import running_spells, spells_over_26_weeks_pct, spells_over_52_weeks_pct
from pejling.indicators.indicator import name_of
from pejling.terms.observation import Status
from pejling.terms.period import Period

_OVER = {26: name_of(spells_over_26_weeks_pct), 52: name_of(spells_over_52_weeks_pct)}
_KIND = "duration:"


@dataclass(frozen=True, slots=True)
class Share:
    """100 x spells over so many weeks / all running spells of the same group, area and period."""

    indicator: str
    group: str
    area: str
    period: Period
    value: float | None
    numerator: int | None
    denominator: int | None
    status: Status


@dataclass
class Bands:
    """What was read of running spells, by place."""

    found: dict[tuple[str, str, Period], dict[str, Fraction | int | None]] = field(default_factory=dict)

    def put(
        self,
        indicator: str,
        group: str,
        area: str,
        period: Period,
        breakdown: str,
        value: Fraction | int | None,
    ) -> None:
        """Keep a figure, if it is one of running spells in all or in a band of duration."""
        if indicator == name_of(running_spells) and (not breakdown or breakdown.startswith(_KIND)):
            self.found.setdefault((group, area, period), {})[breakdown.removeprefix(_KIND)] = value

    def shares(self) -> Iterator[Share]:
        """The shares that the bands allow: they follow each other without gap, from 0 or 1 week upwards, one
        begins right after the limit, and the last has no end. A hidden band over the limit hides the share.
        """
        for (group, area, period), cells in self.found.items():
            total = cells.get("")
            parts = sorted((_limits(text), value) for text, value in cells.items() if text)
            if not _unbroken([limits for limits, _ in parts]):
                continue
            values = [value for _, value in parts]
            if "" not in cells and None not in values:
                total = sum((value for value in values if value is not None), Fraction(0))
            for weeks, indicator in _OVER.items():
                if not any(first == weeks + 1 for (first, _), _ in parts):
                    continue
                over = [value for (first, _), value in parts if first > weeks]
                if total is None or None in over:
                    yield Share(indicator, group, area, period, None, None, None, Status.SUPPRESSED)
                    continue
                above = int(sum((value for value in over if value is not None), Fraction(0)))
                status = Status.OBSERVED if total else Status.NOT_DEFINED
                value = float(Fraction(100 * above) / total) if total else None
                yield Share(indicator, group, area, period, value, above, int(total), status)


def _limits(text: str) -> tuple[int, float]:
    first, _, last = text.partition("-")
    return int(first), float(last) if last else float("inf")


def _unbroken(limits: list[tuple[int, float]]) -> bool:
    """Whether bands in order follow each other from the first week to no end."""
    if not limits or limits[0][0] > 1 or limits[-1][1] != float("inf"):
        return False
    return all(before[1] + 1 == after[0] for before, after in pairwise(limits))
