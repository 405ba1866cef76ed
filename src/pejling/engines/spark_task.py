"""What a task does: read the persons of its partition, count them with the kernel, and give sparse rows.

This runs on the executors and knows nothing of Spark: Arrow batches come in, Arrow batches go out. It has
no effects of its own, so a task that is tried again gives the same rows, and Spark keeps them once.
"""

from __future__ import annotations

import json
import os
import pickle
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.indicators.counts import Ask
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.terms.problem import Problem

if TYPE_CHECKING:
    from pejling.engines.kernel import Kernel

ROWS = 1 << 20  # of the answer, given at a time
ANSWER = pa.schema(
    [("shape", pa.int32()), ("cell", pa.int64()), ("amount", pa.int64()), ("said", pa.string())]
)
COLUMNS = "shape int, cell bigint, amount bigint, said string"  # the same for Spark

# What is counted beside the shapes. In an answer the shapes are numbered from 0, these from -1 down.
PERSONS, HOMES, CODE_WEEKS, CODE_PERSONS, AREAS, TWINS = range(6)
TALLIES = 6
SAID = -1 - TALLIES  # a Problem in place of counts
FILE, ROW = "pejling file", "pejling row"  # columns beside a panel's own: where a row stands

Int64s = NDArray[np.int64]
Tally = tuple[int, Int64s, Int64s]  # a kind of tally, what is counted, and how often
MakesRuns = Callable[[PersonWeeks], Runs]


class Reading(Protocol):
    """One partition being read: its blocks, and when they are all read what else was seen."""

    def blocks(self) -> Iterator[Runs]: ...

    def tallies(self) -> Iterator[Tally]: ...


class Reader(Protocol):
    """Makes blocks of runs of a partition's batches. It is shipped to the tasks, so it must pickle."""

    def __call__(self, batches: Iterator[pa.RecordBatch], runs_of: MakesRuns) -> Reading: ...


@dataclass(frozen=True)
class Part:
    """The function that Spark runs on each partition."""

    read: Reader
    window: Window
    ask: Ask
    threads: int = 1

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = next(batches, None)
        if first is None:  # an empty partition costs nothing
            return
        _settle(self.threads)
        from pejling.engines.kernel import Kernel

        kernel = Kernel(threads=self.threads)
        persons, homes = 0, set[int]()

        def counted() -> Iterator[Runs]:
            nonlocal persons
            for block in reading.blocks():
                persons += block.persons
                homes.update(np.unique(block.municipality).tolist())
                yield block

        try:
            reading = self.read(_with(first, batches), kernel.runs)
            found = self.arrays(kernel, counted())
        except Problem as problem:  # said once by the driver; to try again would not help
            yield _said(problem)
            return
        for number, array in enumerate(found):
            yield from _sparse(number, array.ravel())
        own = tally(PERSONS, {0: persons}), tally(HOMES, dict.fromkeys(homes, 1))
        for kind, cells, amounts in (*own, *reading.tallies()):
            yield from _rows(-1 - kind, cells, amounts)

    def arrays(self, kernel: Kernel, blocks: Iterator[Runs]) -> Sequence[Int64s]:
        """What is counted of the partition: the arrays that the answer's cells are flat positions in."""
        counts = kernel.count(blocks, self.window, self.ask)
        return [counts.cubes[shape] for shape in self.ask.shapes]


@dataclass(frozen=True)
class Unpickled:
    """A Reading of blocks as this same program sent them, one a row."""

    batches: Iterator[pa.RecordBatch]
    runs_of: MakesRuns

    def blocks(self) -> Iterator[Runs]:
        for batch in self.batches:
            for cell in batch.column("block"):
                yield pickle.loads(cell.as_buffer())

    def tallies(self) -> Iterator[Tally]:
        return iter(())


def _with(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def tally(kind: int, found: Mapping[int, int]) -> Tally:
    """A tally of a few things."""
    return kind, np.array([*found], dtype=np.int64), np.array([*found.values()], dtype=np.int64)


def _sparse(number: int, flat: Int64s) -> Iterator[pa.RecordBatch]:
    """The cells of a cube that are not 0."""
    cells = np.flatnonzero(flat)
    return _rows(number, cells, flat[cells])


def _rows(number: int, cells: Int64s, amounts: Int64s) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(cells), ROWS):
        some = slice(start, start + ROWS)
        count = len(cells[some])
        columns = [np.full(count, number, np.int32), cells[some], amounts[some], pa.nulls(count, pa.string())]
        yield pa.record_batch(columns, schema=ANSWER)


def _said(problem: Problem) -> pa.RecordBatch:
    text = json.dumps({"da": problem.text.da, "en": problem.text.en})
    return pa.RecordBatch.from_pylist([{"shape": SAID, "cell": 0, "amount": 0, "said": text}], schema=ANSWER)


@dataclass(frozen=True)
class Tallied:
    """What was seen beside the counts, summed over all partitions."""

    found: Mapping[int, Counter[int]]

    @property
    def persons(self) -> int:
        return self.found[PERSONS][0]

    @property
    def homes(self) -> frozenset[int]:
        """The municipality codes that anybody lives in."""
        return frozenset(self.found[HOMES])

    @property
    def twins(self) -> frozenset[int]:
        """What stands for persons who may stand in the data more than once."""
        return frozenset(self.found[TWINS])


def collected(answer: pa.Table, cubes: Sequence[Int64s]) -> Tallied:
    """Add the rows of an answer into ``cubes``, numbered as in the task (``Part.arrays``).

    A Problem of a task is raised, the first by its text.
    """
    tallies = {kind: Counter[int]() for kind in range(TALLIES)}
    flat = [cube.reshape(-1) for cube in cubes]
    said = [text for text in answer["said"].drop_null().to_pylist() if text]
    if said:
        raise Problem(**json.loads(min(said)))
    for batch in answer.to_batches():
        shapes, cells, amounts = (
            batch.column(name).to_numpy(zero_copy_only=False) for name in ANSWER.names[:3]
        )
        for number in np.unique(shapes).tolist():
            own = shapes == number
            if number >= 0:
                flat[number][cells[own]] += amounts[own]  # a cell stands there once: Spark has summed it
            else:
                for cell, amount in zip(cells[own].tolist(), amounts[own].tolist(), strict=True):
                    tallies[-1 - number][cell] += amount
    return Tallied(tallies)


def _settle(threads: int) -> None:
    """Keep to the task's own cores, and give compiled code a folder to be kept in."""
    pa.set_cpu_count(threads)
    pa.set_io_thread_count(threads)
    if folder := kept_in():
        os.environ["NUMBA_CACHE_DIR"] = folder


def kept_in() -> str:
    """Where compiled code is kept; "" is beside the package, so that a machine compiles it once.

    A package that cannot be written to gets a folder of this user's own; nobody else's is trusted, since
    what lies there is run.
    """
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        return given
    if os.access(Path(__file__).parent, os.W_OK):
        return ""
    folder = Path(tempfile.gettempdir()) / f"pejling-compiled-{os.getuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    facts = folder.lstat()
    if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o077:
        return str(folder)
    return tempfile.mkdtemp(prefix="pejling-compiled-")
