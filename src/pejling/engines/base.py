"""What every engine can do; all of them give the same integers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from pejling.indicators.counts import Ask, Counts
from pejling.spells.panel import PersonWeeks, Runs, Window


class Engine(Protocol):
    """Reduces persons to counts, a block at a time."""

    name: str

    def runs(self, block: PersonWeeks) -> Runs:
        """The block's weeks as runs."""
        ...

    def count(self, blocks: Iterable[Runs], window: Window, ask: Ask) -> Counts:
        """The sums over all persons of all blocks."""
        ...
