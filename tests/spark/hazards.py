"""Readers that fail on purpose. Executors import this module, so it needs nothing of the tests'."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXECUTOR = b"CoarseGrainedExecutorBackend"


def first_to(marker: str) -> bool:
    """Whether nobody was here before: the marker file is made by exactly one."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def executor() -> int:
    """The process that runs this task: the nearest one above that is an executor's JVM."""
    pid = os.getppid()
    while pid > 1:
        if EXECUTOR in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    raise LookupError("no executor above this process")


@dataclass(frozen=True)
class Hazardous:
    """A reader whose first task to have given a block fails (``kind`` raise) or loses its executor (kill)."""

    reader: Any
    marker: str
    kind: str

    def __call__(self, batches: Iterator[Any], runs_of: Any) -> Hazard:
        return Hazard(self, self.reader(batches, runs_of))


@dataclass(frozen=True)
class Hazard:
    """One partition read by such a reader."""

    of: Hazardous
    reading: Any

    def blocks(self) -> Iterator[Any]:
        for block in self.reading.blocks():
            yield block  # this much is counted already when the fault strikes
            if first_to(self.of.marker):
                if self.of.kind == "kill":
                    os.kill(executor(), signal.SIGKILL)
                raise RuntimeError("a fault on purpose")

    def tallies(self) -> Iterator[Any]:
        return self.reading.tallies()
