"""Levels of figures one by one, and put together by what they share: checks ask this of one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from pejling.terms.breaks import PREFIX, breaks
from pejling.terms.observation import Measure, Status
from pejling.terms.period import Kind, Period

_Key = TypeVar("_Key")


class Level(NamedTuple):
    """One figure that is no change; the fields are those of an observation."""

    indicator: str
    group: str
    area: str
    period: str
    breakdown: str
    value: float | None
    decimals: int | None
    numerator: int | None
    denominator: int | None
    status: str
    marks: str
    source: str
    vintage: str

    @property
    def known(self) -> bool:
        """Whether it has a value."""
        return self.status == Status.OBSERVED and self.value is not None

    @property
    def hidden(self) -> bool:
        return self.status == Status.SUPPRESSED

    @property
    def slack(self) -> float:
        """How far the true value may lie from the printed one: half a unit of the last place."""
        return 0.0 if self.decimals is None else 0.5 * 10.0**-self.decimals


def levels_of(table: pa.Table) -> tuple[Level, ...]:
    """The levels among observations (SCHEMA), in their order."""
    kept = table.filter(pc.equal(table["measure"], Measure.LEVEL.value))
    return tuple(map(Level._make, zip(*(kept[name].to_pylist() for name in Level._fields), strict=True)))


def grouped(levels: Iterable[Level], key: Callable[[Level], _Key]) -> dict[_Key, list[Level]]:
    """The levels by what ``key`` tells of them, in their order."""
    found: dict[_Key, list[Level]] = {}
    for level in levels:
        found.setdefault(key(level), []).append(level)
    return found


@lru_cache(maxsize=10_000)
def period_of(text: str) -> Period:
    """The period that an observation names."""
    return Period.parse(text)


@lru_cache(maxsize=10_000)
def month_of(text: str) -> int | None:
    """year * 12 + month - 1 of a single month; None for any other period."""
    period = period_of(text)
    if period.kind is not Kind.MONTH or period.length != 1:
        return None
    return period.year * 12 + period.number - 1


def month_name(month: int) -> str:
    """The month as a period: ``2011M09``."""
    return f"{month // 12}M{month % 12 + 1:02d}"


@lru_cache(maxsize=10_000)
def break_months(indicator: str, group: str) -> frozenset[int]:
    """The months in which a break begins, or under-reporting begins or has ended, for this series."""
    found = set()
    for one in breaks().values():
        if one.concerns(indicator, group):
            found.add(one.begins.year * 12 + one.begins.month - 1)
            if one.until is not None:
                found.add(one.until.year * 12 + one.until.month)
    return frozenset(found)


def broken(marks: str) -> bool:
    """Whether a figure carries the mark of a break."""
    return any(mark.startswith(PREFIX) for mark in marks.split())
