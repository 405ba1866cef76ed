"""What a measurement on Spark costs for 6, 60 and 600 million persons, from measured rates.

Reads ``benchmarks/rates.json`` (or the file given) and prints the table and its arithmetic as Markdown.
``benchmarks/spark_rates.py`` measures the rates. Time grows in a straight line with persons, as measured
from 0.1 to 6 million; what does not grow with them is counted once a task or once in all.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

RATES = Path(__file__).with_name("rates.json")
MILLION = 1_000_000
# persons, and cores to look at: about as many minutes each
SIZES = ((6 * MILLION, 2), (6 * MILLION, 16), (60 * MILLION, 64), (600 * MILLION, 512))
CELL = 8  # bytes of a cell of a cube
ROW = 20  # bytes of a cell that is not 0 on its way: shape, cell, amount
GIB = 1 << 30
PART = 256 << 20  # bytes of stored runs in a task
TASKS_A_CORE = 2


@dataclass(frozen=True)
class Rates:
    """Measured on one machine: persons a core and second, and what does not grow with persons.

    ``cells``: of all cubes of the question that was timed; ``task_seconds``: what a task takes that does not
    grow with its persons (its answer above all); ``start_seconds``: session, workers, compiled code.
    """

    date: str
    machine: str
    weeks: int
    question: str
    runs: float
    panel: float
    task_seconds: float
    start_seconds: float
    cells: int
    runs_bytes: float
    panel_bytes: float
    worker_gib: float

    @classmethod
    def read(cls, path: Path) -> Rates:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Cost:
    """What one size costs on so many cores: seconds, GiB."""

    persons: int
    cores: int
    tasks: int
    runs: float
    panel: float
    task_memory: float
    memory: float
    driver: float
    stored: float
    delivered: float


def cost(rates: Rates, persons: int, cores: int) -> Cost:
    """Seconds: start + the longest core's tasks + its share of the persons. Memory: a worker a core."""
    tasks = max(TASKS_A_CORE * cores, ceil(persons * rates.runs_bytes / PART))
    fixed = rates.start_seconds + ceil(tasks / cores) * rates.task_seconds
    task_memory = rates.worker_gib + 2 * CELL * rates.cells / GIB
    return Cost(
        persons=persons,
        cores=cores,
        tasks=tasks,
        runs=fixed + persons / (rates.runs * cores),
        panel=fixed + persons / (rates.panel * cores),
        task_memory=task_memory,
        memory=cores * task_memory,
        driver=(CELL + ROW) * rates.cells / GIB,
        stored=persons * rates.runs_bytes / GIB,
        delivered=persons * rates.panel_bytes / GIB,
    )


def table(rates: Rates) -> str:
    """The sizes as a Markdown table."""
    head = (
        "persons",
        "cores",
        "tasks",
        "stored runs, GiB",
        "raw panel, GiB",
        "memory of all executors, GiB",
        "of the driver, GiB",
        "minutes from stored runs",
        "minutes from the raw panel",
    )
    lines = [_line(head), _line(["---:"] * len(head))]
    for persons, cores in SIZES:
        one = cost(rates, persons, cores)
        lines.append(
            _line(
                (
                    f"{persons // MILLION} million",
                    str(cores),
                    f"{one.tasks:,}",
                    f"{one.stored:,.1f}",
                    f"{one.delivered:,.0f}",
                    f"{one.memory:,.0f}",
                    f"{one.driver:,.1f}",
                    f"{one.runs / 60:,.1f}",
                    f"{one.panel / 60:,.1f}",
                )
            )
        )
    return "\n".join(lines)


def arithmetic(rates: Rates) -> str:
    """The row of 60 million worked out."""
    persons, cores = SIZES[2]
    one = cost(rates, persons, cores)
    waves = ceil(one.tasks / cores)
    task = f"{rates.worker_gib:.1f} GiB of Python and a block + 2 x {CELL} bytes x {rates.cells:,} cells"
    steps = (
        f"tasks = the larger of {TASKS_A_CORE} x {cores} cores and {persons:,} x "
        f"{rates.runs_bytes:.0f} bytes / 256 MiB = {one.tasks:,}: {waves} a core",
        f"from stored runs = {rates.start_seconds:.0f} s of start + {waves} x {rates.task_seconds:.1f} s "
        f"+ {persons:,} persons / ({rates.runs:,.0f} x {cores} cores) = {one.runs:,.0f} s",
        f"from the raw panel = the same at {rates.panel:,.0f} a core and second = {one.panel:,.0f} s",
        f"memory = {cores} cores x ({task}, for sums and for the cubes made of them) = {one.memory:,.0f} GiB",
        f"the driver's = {CELL} bytes a cell + {ROW} bytes a cell that comes in = {one.driver:.1f} GiB",
    )
    return "\n".join(f"* {step}" for step in steps)


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def main(arguments: list[str]) -> int:
    rates = Rates.read(Path(arguments[0]) if arguments else RATES)
    sys.stdout.write(f"{table(rates)}\n\n{arithmetic(rates)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
