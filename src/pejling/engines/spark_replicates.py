"""What a task does for replicates: those of its partition's persons, as sparse sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pejling.engines.spark_task import Int64s, Part
from pejling.indicators.counts import Ask
from pejling.indicators.per_person import Places, Replicates, replicated
from pejling.spells.panel import Runs
from pejling.stats.poisson_bootstrap import REPLICATES, SEED

if TYPE_CHECKING:
    from pejling.engines.kernel import Kernel


@dataclass(frozen=True)
class ReplicatesPart(Part):
    """A Part whose arrays are those of `arrays_of`."""

    places: Places = ()
    replicates: int = REPLICATES
    seed: int = SEED

    def arrays(self, _kernel: Kernel, blocks: Iterator[Runs]) -> Sequence[Int64s]:
        from pejling.engines.kernel_per_person import per_person

        added = per_person(blocks, self.window, self.ask, self.places)
        return arrays_of(replicated(added, self.ask, self.places, self.replicates, self.seed), self.ask)


def arrays_of(found: Replicates, ask: Ask) -> list[Int64s]:
    """All arrays of ``found``, in an order that tasks and the driver share."""
    return [part[shape] for shape in ask.shapes for part in (found.plain, found.drawn, found.persons)]
