"""A week file in Parquet to stored runs: pejling beside DuckDB, in the same run on the same file.

    PYTHONPATH=src python benchmarks/runs_from_parquet.py [--quick] [--persons N] [--rounds N] [--threads N]

Ours is the whole take-in: reading, pseudonyms, checks, runs, writing and flushing to the disk. DuckDB is
spared pseudonyms, checks and flushing. All formulations are tried on 20,000 persons; the quickest (as many as
``--finalists``) run on the whole file in turn with ours. That all wrote the same runs is proved by a count,
sums and a hash over every run. Each contender has a process of its own, so that neither inherits the other's
memory; compiling ours happens before the clock starts, as DuckDB comes compiled. Where other programs hold
the cores, the column of the cores' own seconds says more than the clock.
"""

# ruff: noqa: T201  a benchmark prints its table

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import duckdb_runs
import week_file

OURS = "pejling"
QUICK = 20_000
CHECKED = "person, first, last, code, municipality"


Spent = tuple[float, float]  # seconds on the clock, and of all cores together


def ours(file: Path, folder: Path) -> Spent:
    """From the file to the stored runs."""
    from pejling.app.take_in_dream import take_in_dream
    from pejling.engines.kernel import Kernel

    engine = Kernel()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    start = _now()
    take_in_dream(folder, file, engine, bytes(range(32)))
    return _since(start)


def theirs(formulation: str, file: Path, out: Path, threads: int) -> Spent:
    """From the file to a Parquet file of runs."""
    start = _now()
    duckdb_runs.run(formulation, file, out, threads)
    return _since(start)


def _now() -> Spent:
    return time.perf_counter(), time.process_time()


def _since(start: Spent) -> Spent:
    clock, cores = _now()
    return clock - start[0], cores - start[1]


def our_runs(folder: Path) -> str:
    """Our runs as a table in SQL, persons counted through all blocks: the file's lobenr is its row."""
    files = sorted(folder.glob("runs-*.parquet"))
    persons = [
        duckdb.sql(
            f"SELECT count(*) FROM '{file.with_name(file.name.replace('runs', 'persons'))}'"
        ).fetchall()[0][0]
        for file in files
    ]
    parts = [
        f"SELECT * REPLACE ((person + {sum(persons[:number])})::INTEGER AS person) FROM '{file}'"
        for number, file in enumerate(files)
    ]
    return "(" + " UNION ALL ".join(parts) + ")"


def proof(runs: str) -> tuple[Any, ...]:
    """Count, sums and the sum of hashes over every run: equal for equal sets of runs."""
    sums = ", ".join(f"sum({column})" for column in CHECKED.split(", "))
    return duckdb.sql(f"SELECT count(*), {sums}, sum(hash({CHECKED})) FROM {runs}").fetchall()[0]


def timed(work: Callable[..., Spent], *arguments: object) -> Spent:
    """``work`` in a process of its own, what the one before left unwritten flushed first; what it took."""
    os.sync()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def race(
    file: Path, folder: Path, formulations: list[str], rounds: int, threads: int
) -> dict[str, list[Spent]]:
    """What each contender took, in turn, ``rounds`` times; unequal runs stop the program."""
    seconds: dict[str, list[Spent]] = {OURS: [], **{name: [] for name in formulations}}
    for _ in range(rounds):
        seconds[OURS].append(timed(ours, file, folder / "ours"))
        expected = proof(our_runs(folder / "ours"))
        for name in formulations:
            out = folder / "theirs.parquet"
            seconds[name].append(timed(theirs, name, file, out, threads))
            found = proof(f"'{out}'")
            if found != expected:
                sys.exit(f"DuckDB ({name}) wrote other runs than ours: {found}, not {expected}")
    print(f"  equal runs: {expected[0]:,}, checksum {expected[-1]}", flush=True)
    return seconds


def median(times: list[Spent], measure: int = 0) -> float:
    """The median on the clock (0) or of all cores together (1)."""
    return statistics.median(spent[measure] for spent in times)


def show(title: str, seconds: dict[str, list[Spent]]) -> None:
    heads = ("median s", "fastest", "slowest", "times ours", "cores' s", "times ours")
    print(f"\n{title}\n{'':28}" + "".join(f"{head:>12}" for head in heads))
    for name, times in sorted(seconds.items(), key=lambda item: median(item[1])):
        clock = [spent[0] for spent in times]
        cells = [median(times), min(clock), max(clock), median(times) / median(seconds[OURS])]
        cells += [median(times, 1), median(times, 1) / median(seconds[OURS], 1)]
        label = name if name == OURS else f"DuckDB: {name}"
        print(f"{label:28}" + "".join(f"{cell:>12.2f}" for cell in cells))
    print(flush=True)


def quickest(seconds: dict[str, list[Spent]]) -> list[str]:
    """DuckDB's formulations, the quickest first."""
    return sorted((name for name in seconds if name != OURS), key=lambda name: median(seconds[name]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} persons only")
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--finalists", type=int, default=2, help="formulations run on the whole file")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="DuckDB's (ours: all cores)")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pejling-bench-"))
    try:
        small = folder / "small.parquet"
        week_file.write(small, QUICK)
        timed(ours, small, folder / "ours")  # compiles
        every = list(duckdb_runs.FORMULATIONS)
        print(f"DuckDB {duckdb.__version__}, {given.threads} threads; weeks in the file: {week_file.WEEKS:,}")
        heats = race(small, folder, every, given.rounds if given.quick else 1, given.threads)
        show(f"{QUICK:,} persons, all formulations", heats)
        if given.quick:
            return
        file = folder / "weeks.parquet"
        week_file.write(file, given.persons)
        size = file.stat().st_size / 1e6
        print(f"{given.persons:,} persons, {week_file.WEEKS:,} weeks, {size:.0f} MB, {given.rounds} rounds")
        final = race(file, folder, quickest(heats)[: given.finalists], given.rounds, given.threads)
        show(f"{given.persons:,} persons", final)
        best = quickest(final)[0]
        ratio = median(final[best]) / median(final[OURS])
        print(f"DuckDB's best is '{best}'; pejling is {ratio:.1f} times faster (aim: 4)")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
