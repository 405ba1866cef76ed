"""The default engine: compiled range addition over blocks of persons, on all cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from pejling.engines.kernel_runs import runs_of
from pejling.engines.kernel_sums import Sums
from pejling.engines.not_counted import Exceptions
from pejling.indicators.counts import Ask, Counts
from pejling.spells.panel import PersonWeeks, Runs, Window

EXCEPTIONS: Exceptions = {}  # shapes that are not counted, and why
PERSONS_A_PIECE = 16_384  # what one core counts at a time
PERSONS_A_CORE = 512  # a smaller block is not worth sharing


class Kernel:
    """Numba over columns of runs; ``threads`` defaults to the cores that the process may use."""

    name = "kernel"

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or len(os.sched_getaffinity(0))

    def runs(self, block: PersonWeeks) -> Runs:
        parts = max(1, min(self.threads, block.persons // PERSONS_A_CORE))
        with ThreadPoolExecutor(parts) as workers:
            return runs_of(block, workers, parts)

    def count(self, blocks: Iterable[Runs], window: Window, ask: Ask) -> Counts:
        sums = Sums(window, ask)
        waiting: deque[Future[None]] = deque()
        with ThreadPoolExecutor(self.threads) as workers:
            for block in blocks:
                for piece in _pieces(block):
                    waiting.append(workers.submit(sums.add, piece))
                    while len(waiting) > 2 * self.threads:  # no more blocks in memory than are being counted
                        waiting.popleft().result()
            for task in waiting:
                task.result()
            return sums.counts(workers)


def _pieces(block: Runs) -> Iterator[Runs]:
    """The block in pieces of some thousand persons, numbered from 0 in each."""
    for start in range(0, block.persons, PERSONS_A_PIECE):
        yield block.between(start, min(start + PERSONS_A_PIECE, block.persons))
