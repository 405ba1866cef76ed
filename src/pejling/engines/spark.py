"""The distributed engine: Spark runs the kernel on each partition of persons and adds the sparse sums up."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from pejling.engines.not_counted import Exceptions, refuse
from pejling.engines.spark_replicates import ReplicatesPart, arrays_of
from pejling.engines.spark_session import COUNTING, Progress, Session, session, settings_of, watched
from pejling.engines.spark_task import COLUMNS, TWINS, Part, Reader, Tallied, Unpickled, collected
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.per_person import Places, Replicates, replicated
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.stats.poisson_bootstrap import REPLICATES, SEED
from pejling.terms.problem import Problem

EXCEPTIONS: Exceptions = {}  # shapes that are not counted, and why; those of raw panels: spark_data.py
BLOCK = pa.schema([("part", pa.int32()), ("block", pa.binary())])


class Data(Protocol):
    """Persons somewhere that Spark reads: the weeks they cover, and how partitions of them become blocks."""

    @property
    def window(self) -> Window: ...

    @property
    def read(self) -> Reader: ...

    @property
    def settings(self) -> Mapping[str, str]:
        """Spark's settings that reading takes beside those that counting takes."""
        ...

    @property
    def exceptions(self) -> Exceptions:
        """Shapes that cannot be counted of such data, and why."""
        ...

    def frame(self, spark: Session) -> Any:
        """The data as a DataFrame, all of a person in one partition."""
        ...


@dataclass
class Spark:
    """The kernel on the executors of ``master``; ``settings`` are Spark's own, for one we start."""

    master: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    progress: Progress | None = None
    name: str = "spark"

    def session(self) -> Session:
        """The session, started at first use (5-16 seconds)."""
        return session(self.master, self.settings)

    def runs(self, block: PersonWeeks) -> Runs:
        from pejling.engines.kernel import Kernel

        return Kernel().runs(block)

    def count(self, blocks: Iterable[Runs], window: Window, ask: Ask) -> Counts:
        """The sums over blocks that this process holds: small data. Each is sent to a task of its own."""
        given = Blocks(tuple(blocks), window)
        return self.count_data(given, ask)[0] if given.given else Counts.zero(ask)

    def count_data(self, data: Data, ask: Ask) -> tuple[Counts, Tallied]:
        """The sums over persons that the executors read themselves, and what else was seen of them."""
        refuse(ask.shapes, data.exceptions, "spark")
        answer = self._answer(data, Part(data.read, data.window, ask, self._threads(self.session())))
        counts = Counts.zero(ask)
        return counts, collected(answer, [counts.cubes[shape] for shape in ask.shapes])

    def replicate_data(
        self, data: Data, ask: Ask, places: Places, replicates: int = REPLICATES, seed: int = SEED
    ) -> tuple[Replicates, Tallied]:
        """The replicates of persons that the executors read themselves, and what else was seen of them.

        Only sums leave the tasks: each makes the replicates of its own persons, which are added up.
        """
        from pejling.engines.kernel_per_person import EXCEPTIONS as NOT_REPLICATED

        refuse(ask.shapes, {**data.exceptions, **NOT_REPLICATED}, "spark")
        threads = self._threads(self.session())
        part = ReplicatesPart(data.read, data.window, ask, threads, places, replicates, seed)
        found = replicated((), ask, places, replicates, seed)
        return found, collected(self._answer(data, part), arrays_of(found, ask))

    def _answer(self, data: Data, part: Part) -> pa.Table:
        """The rows of all tasks, added up."""
        spark = self.session()
        with settings_of(spark, {**COUNTING, **data.settings}), failures(), watched(spark, self.progress):
            rows = data.frame(spark).mapInArrow(part, COLUMNS)
            table: pa.Table = _added(rows).toArrow()
        return table

    def _threads(self, spark: Session) -> int:
        """A task counts with the cores that it is given."""
        return int(spark.conf.get("spark.task.cpus", "1"))


def _added(rows: Any) -> Any:
    import pyspark.sql.functions as sql

    # what was said is part of the key: Spark adds up by hash only what has a fixed width
    summed = rows.groupBy("shape", "cell", "said").agg(sql.sum("amount").alias("amount"))
    return summed.where((sql.col("shape") != -1 - TWINS) | (sql.col("amount") > 1))


@dataclass(frozen=True)
class Blocks:
    """Blocks in memory, a partition each."""

    given: tuple[Runs, ...]
    window: Window

    @property
    def read(self) -> Reader:
        return Unpickled

    @property
    def settings(self) -> Mapping[str, str]:
        return {}

    @property
    def exceptions(self) -> Exceptions:
        return EXCEPTIONS

    def frame(self, spark: Session) -> Any:
        rows = [range(len(self.given)), [pickle.dumps(block, protocol=5) for block in self.given]]
        columns = [pa.array(values, kind.type) for values, kind in zip(rows, BLOCK, strict=True)]
        table = pa.Table.from_arrays(columns, schema=BLOCK)
        return spark.createDataFrame(table).repartitionById(len(self.given), "part").select("block")


@contextmanager
def failures() -> Iterator[None]:
    """Turn what Spark says of a failed job into a Problem that gives its reason."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        raise _gave_up(error) from error


def _gave_up(error: Exception) -> Problem:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if re.match(r"[A-Za-z_][\w.]*(Error|Exception|Failure)\b", line)]
    first = lines[0] if lines else type(error).__name__
    reason = f"{first} ({raised[-1]})" if raised and raised[-1] != first else first
    return Problem(
        da=f"Spark gav op: {reason}. Hele beskeden står i Spark's log; intet er skrevet. Se "
        "docs/how-to/run-on-a-cluster.md om hukommelse og om, hvordan programmet kommer ud på klyngen",
        en=f"Spark gave up: {reason}. Spark's log holds the whole message; nothing was written. See "
        "docs/how-to/run-on-a-cluster.md on memory and on how the program gets to the cluster",
    )
