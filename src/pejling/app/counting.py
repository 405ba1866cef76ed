"""Who counts, and where the persons are: this process, or a cluster on what it can reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pejling.app import wiring
from pejling.app.wiring import Progress
from pejling.terms.problem import Problem

if TYPE_CHECKING:
    from pejling.indicators.counts import Ask, Counts
    from pejling.indicators.per_person import Places, Replicates
    from pejling.spells.panel import Window
    from pejling.store.casework import Cases
    from pejling.store.vintages import Vintage
    from pejling.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Counting:
    """What the command line says of it. ``master`` and ``data`` (a path or address) are for Spark alone.

    Without ``data`` the workspace's newest delivery is counted.
    """

    engine: str = "kernel"
    master: str | None = None
    data: str | None = None

    def __post_init__(self) -> None:
        if self.engine not in wiring.ENGINES:
            wiring.engine(self.engine)
        if self.engine != "spark" and (self.master or self.data):
            option = "--master" if self.master else "--data"
            raise Problem(
                da=f"{option} gælder kun for Spark; skriv også --engine spark, eller udelad {option}",
                en=f"{option} is for Spark alone; add --engine spark, or leave {option} out",
            )

    def elsewhere(self, workspace: Workspace, newest: Vintage | None) -> Elsewhere | None:
        """The persons that a cluster is to count; None where this process counts, or nothing was taken in."""
        if self.engine != "spark" or (newest is None and not self.data):
            return None
        from pejling.app.wiring_spark import opened
        from pejling.store.vintages import verify

        spark = wiring.spark(self.master)
        if self.data:
            return opened(spark, workspace, self.data)
        assert newest is not None
        verify(newest)  # a cluster sees bytes, not the manifest that says what they were
        return opened(spark, workspace, f"file://{newest.folder.absolute()}")


IN_PROCESS = Counting()


class Covers(Protocol):
    """Data, as far as a measurement needs to know them."""

    @property
    def window(self) -> Window: ...


class Elsewhere(Protocol):
    """Persons that a cluster counts where they lie; ``vintage`` says where its figures come from."""

    @property
    def data(self) -> Covers: ...

    @property
    def vintage(self) -> Vintage: ...

    @property
    def joins_casework(self) -> bool:
        """Whether the persons carry the workspace's pseudonyms."""
        ...

    def with_cases(self, cases: Cases) -> Elsewhere:
        """The same persons with the workspace's casework."""
        ...

    def count(self, ask: Ask, progress: Progress) -> tuple[Counts, set[int]]:
        """The counts, and the municipality codes that anybody lives in."""
        ...

    def replicates(self, ask: Ask, places: Places, progress: Progress) -> Replicates:
        """The counts in each replicate; a Problem where persons have no lasting pseudonyms."""
        ...
