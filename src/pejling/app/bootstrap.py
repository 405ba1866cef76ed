"""What each person of a delivery adds to the cells of one question, and the replicates that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pejling.app import wiring
from pejling.app.wiring import Progress
from pejling.indicators.counts import Ask
from pejling.indicators.per_person import Added, Places, Replicates, replicated
from pejling.spells.panel import Runs
from pejling.store.runs import read_blocks
from pejling.terms.problem import Problem

if TYPE_CHECKING:
    from pejling.app.persons import Register


class NotOnACluster(Problem):
    """Single persons' records were asked for where a cluster counts them: only sums leave its tasks."""

    def __init__(self) -> None:
        super().__init__(
            da="hvad hver person lægger til, regnes ikke på en klynge: kun summer forlader dens opgaver. Tæl "
            "her med --engine kernel",
            en="what each person adds is not told by a cluster: only sums leave its tasks. Count here with "
            "--engine kernel",
        )


def per_person(register: Register, ask: Ask, places: Places, progress: Progress) -> Iterator[Added]:
    """What each person adds, some thousand persons at a time; nothing of it may be kept or printed."""
    if register.elsewhere:
        raise NotOnACluster
    total = int(register.vintage.facts.details.get("persons", 0))

    def blocks() -> Iterator[Runs]:
        done = 0
        for block in read_blocks(register.vintage):
            yield block
            done += block.persons
            progress(done, total, "persons")

    return wiring.per_person(register.engine)(blocks(), register.window, ask, places)


def replicates(register: Register, ask: Ask, places: Places, progress: Progress) -> Replicates:
    """The counts of ``ask`` in each replicate of the Poisson bootstrap, wherever the persons are counted."""
    if register.elsewhere:
        return register.elsewhere.replicates(ask, places, progress)
    return replicated(per_person(register, ask, places, progress), ask, places)
