"""What every engine can do; all of them give the same integers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pejling.indicators.counts import Ask, Counts
from pejling.indicators.per_person import Added, Places
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


class PerPerson(Protocol):
    """Says what each person adds to ``places`` (sums of areas), so many persons at a time."""

    def __call__(
        self, blocks: Iterable[Runs], window: Window, ask: Ask, places: Places
    ) -> Iterator[Added]: ...
