"""All races of pejling and its peers, side by side in one run, on the same files.

    PYTHONPATH=src python benchmarks/run.py [--quick | --full] [--rounds N] [--folder FOLDER]

Each contestant has a process of its own and its goes in turn with the others'; the clock starts when its
programs are loaded (and ours compiled, once a machine). Counts, sums and a hash over every run prove that all
wrote the same runs. Where other programs hold the cores, the cores' own seconds say more than the clock.
``--full`` adds 6 million persons.
"""

# ruff: noqa: T201  a benchmark says what it does

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import contestants as c
import duckdb
import duckdb_runs
import week_file
from measured import Contestant, Race, Spent, run, timed, write

PARQUET_BYTES, CSV_BYTES, RUNS_BYTES = 450, 3_410, 75  # a person
SLOWEST = {"quick": (2_000, 1_000), "usual": (200_000, 25_000), "full": (200_000, 25_000)}  # Polars, pandas


def sizes(mode: str) -> dict[str, int]:
    """How many persons each race has."""
    large = {"quick": 25_000, "usual": 1_000_000, "full": 1_000_000}[mode]
    polars, pandas = SLOWEST[mode]
    return {
        "large": large,
        "sql": min(large, 200_000),
        "csv": min(large, 200_000),
        "polars": polars,
        "pandas": pandas,
        "sas": 200 if mode == "quick" else 2_000,
        "all": 6_000_000 if mode == "full" else 0,
    }


class Files:
    """Week files of as many persons as asked for, made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parquet(self, persons: int) -> str:
        path = self.folder / f"{persons}.parquet"
        if not path.exists():
            print(f"writing {path.name}", flush=True)
            timed(week_file.write, path, persons)
        return str(path)

    def csv(self, persons: int) -> str:
        path = self.folder / f"{persons}.csv"
        if not path.exists():
            print(f"writing {path.name}", flush=True)
            timed(week_file.as_csv, Path(self.parquet(persons)), path)
        return str(path)

    def sas(self, persons: int) -> str:
        path = self.folder / f"{persons}.sas7bdat"
        if not path.exists():
            print(f"writing {path.name}", flush=True)
            timed(week_file.as_sas, Path(self.parquet(persons)), path)
        return str(path)


def proof(folder: Path, ours: str, name: str) -> str:
    """Count, sums and the sum of hashes over the runs that a contestant wrote."""
    if name == ours:
        (vintage,) = (folder / "ours" / "vintages").iterdir()
        runs = _our_runs(vintage)
    else:
        written = folder / "theirs" / "runs.parquet"
        if not written.exists():
            return ""
        runs = f"'{written}'"
    sums = ", ".join(f"sum({column})" for column in c.CHECKED)
    hashed = f"sum(hash({', '.join(c.CHECKED)}))"
    count, *rest = duckdb.sql(f"SELECT count(*), {sums}, {hashed} FROM {runs}").fetchall()[0]
    shutil.rmtree(folder / "theirs", ignore_errors=True)
    return f"{count:,} runs, checksum {rest[-1] % 2**64:016x}"


def _our_runs(vintage: Path) -> str:
    """Our runs as a table in SQL, persons counted through all blocks: the file's lobenr is its row."""
    parts, before = [], 0
    for file in sorted(vintage.glob("runs-*.parquet")):
        parts.append(f"SELECT * REPLACE ((person + {before})::INTEGER AS person) FROM '{file}'")
        persons = file.with_name(file.name.replace("runs", "persons"))
        before += duckdb.sql(f"SELECT count(*) FROM '{persons}'").fetchall()[0][0]
    return "(" + " UNION ALL ".join(parts) + ")"


def take_in_race(files: Files, n: dict[str, int], rounds: int) -> list[Race]:
    """From Parquet to stored runs: beside pyarrow's decoding, and beside what else makes runs."""
    folder, ours = files.folder, "pejling take-in"
    mine, theirs, check = str(folder / "ours"), str(folder / "theirs"), partial(proof, folder, ours)

    def we(persons: int) -> tuple[str, float, object, tuple[str, str]]:
        return ours, persons, c.take_in, (files.parquet(persons), mine)

    large = n["large"]
    decoding = run(
        Race(
            f"{large:,} persons, Parquet to stored runs.",
            "persons",
            "pyarrow's decoding takes at least 0.67 times ours",
        ),
        [we(large), ("pyarrow decodes all columns", large, c.arrow_decodes, (files.parquet(large), ""))],
        rounds,
    )
    heat = files.parquet(min(20_000, n["sql"]))
    tried = {name: timed(c.duckdb_runs, heat, theirs, name)[0].clock for name in duckdb_runs.FORMULATIONS}
    best = sorted(tried, key=lambda name: tried[name])[:2]
    print("DuckDB's formulations, seconds on few persons:", {k: round(v, 2) for k, v in tried.items()})
    sql = run(
        Race(
            f"{n['sql']:,} persons to runs, beside DuckDB.", "persons", "DuckDB takes at least 5 times ours"
        ),
        [
            we(n["sql"]),
            *((f"DuckDB, {b}", n["sql"], c.duckdb_runs, (files.parquet(n["sql"]), theirs, b)) for b in best),
        ],
        rounds,
        check,
    )
    polars = run(
        Race(
            f"{n['polars']:,} persons to runs, beside Polars.",
            "persons",
            "Polars takes at least 50 times ours",
        ),
        [
            we(n["polars"]),
            *(
                (f"Polars, {form}", n["polars"], c.polars_runs, (files.parquet(n["polars"]), theirs, form))
                for form in ("lists, rle", "rows, rle_id")
            ),
        ],
        1 if rounds < 3 else 3,
        check,
    )
    pandas = run(
        Race(
            f"{n['pandas']:,} persons to runs, beside pandas.",
            "persons",
            "pandas takes at least 100 times ours",
        ),
        [we(n["pandas"]), ("pandas", n["pandas"], c.pandas_runs, (files.parquet(n["pandas"]), theirs))],
        1 if rounds < 3 else 3,
        check,
    )
    return [decoding, sql, polars, pandas]


def csv_race(files: Files, persons: int, rounds: int) -> Race:
    """A CSV file's cells, and the whole take-in of it, beside pyarrow.csv."""
    file = files.csv(persons)
    megabytes = Path(file).stat().st_size / 1e6
    return run(
        Race(f"CSV of {persons:,} persons read.", "MB", "pyarrow.csv takes at least 4 times our reading"),
        [
            ("pejling, cells into blocks", megabytes, c.we_read, (file, "")),
            ("pejling, whole take-in", megabytes, c.take_in, (file, str(files.folder / "ours"))),
            ("pyarrow.csv, streaming", megabytes, c.arrow_reads_csv, (file, "")),
            ("pyarrow.csv, whole file", megabytes, c.arrow_reads_csv_whole, (file, "")),
        ],
        rounds,
    )


def sas_race(files: Files, persons: int, rounds: int) -> Race:
    """A SAS file's cells, beside pyreadstat itself."""
    file = files.sas(persons)
    megabytes = Path(file).stat().st_size / 1e6
    return run(
        Race(f"SAS file (.sas7bdat) of {persons:,} persons read.", "MB", "none; the rate is told"),
        [
            ("pejling, cells into blocks", megabytes, c.we_read, (file, "")),
            ("pyreadstat, whole file", megabytes, c.pyreadstat_reads, (file, "")),
        ],
        rounds,
    )


def counting_race(files: Files, n: dict[str, int], rounds: int) -> list[Race]:
    """All plain indicators of a register, all groups, months and quarters, from stored runs to cubes."""
    large = n["large"]
    store = str(files.folder / "ours")
    timed(c.take_in, files.parquet(large), store)
    race = Race(
        f"{large:,} persons' runs counted: all indicators, groups, areas, months and quarters.",
        "persons",
        "10 s for a million",
    )
    return [run(race, [("pejling counts", large, c.count, (store,))], min(rounds, 3))]


def growth(files: Files, n: dict[str, int], rounds: int) -> list[Race]:
    """The take-in's time against persons (exponent: the slope of the logarithms), and all of Denmark."""
    large, rounds = n["large"], min(rounds, 3)
    steps = [large // 10, large // 5, large // 2, large]
    race = Race("Growth of the take-in in persons.", "persons", "a straight line: exponent 1")
    works = [
        (f"{step:,}", step, c.take_in, (files.parquet(step), str(files.folder / "ours"))) for step in steps
    ]
    race = run(race, works, rounds)
    for measure in ("clock", "cores"):
        x = [math.log(one.size) for one in race.contestants]
        y = [math.log(one.median(measure)) for one in race.contestants]
        slope = statistics.linear_regression(x, y).slope
        race.proof += f"exponent {slope:.3f} ({measure}) "
    return [race, everybody(files, n["all"])] if n["all"] else [race]


def everybody(files: Files, persons: int) -> Race:
    """Six million persons, once: time and memory."""
    race = Race(f"{persons:,} persons taken in.", "persons", "120 s with counting, 6 GB")
    return run(
        race,
        [("pejling take-in", persons, c.take_in, (files.parquet(persons), str(files.folder / "ours")))],
        1,
    )


def start_race() -> Race:
    """How long `pejling --help` takes, as a user waits for it."""
    race = Race("Start of `pejling --help`.", "starts", "under 0.3 s")
    one = Contestant("pejling --help", 1)
    for _ in range(5):
        clock = time.perf_counter()
        program = "from pejling.cli.main import main; main()"
        subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, check=True)
        one.spent.append(Spent(time.perf_counter() - clock, 0.0, 0.0))
    race.contestants = [one]
    return race


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small files, about a minute")
    parser.add_argument("--full", action="store_true", help="6 million persons too")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--races", help="only these, by commas: parquet, csv, sas, counting, growth, start")
    parser.add_argument("--folder", type=Path, help="where the files are made (default: the system's own)")
    given = parser.parse_args()
    mode = "quick" if given.quick else "full" if given.full else "usual"
    rounds, n = given.rounds or (1 if given.quick else 5), sizes(mode)
    persons = n["large"] * 1.8 + n["sql"] + n["all"]
    needed = (
        int(persons * PARQUET_BYTES + n["csv"] * CSV_BYTES + max(n["large"], n["all"]) * RUNS_BYTES) // 10**6
    )
    folder = Path(tempfile.mkdtemp(prefix="pejling-bench-", dir=given.folder))
    free = shutil.disk_usage(folder).free // 10**6
    print(
        f"{mode}: needs {needed:,} MB of disk in {folder} ({free:,} MB free); it is cleared afterwards",
        flush=True,
    )
    try:
        if free < needed * 1.2:
            sys.exit(f"too little room in {folder}: name another place with --folder")
        files = Files(folder)
        timed(c.take_in, files.parquet(1_000), str(folder / "ours"))  # compiles
        timed(c.take_in, files.csv(1_000), str(folder / "ours"))
        asked = given.races.split(",") if given.races else list(RACES)
        races: list[Race] = []
        for name in asked:
            races += RACES[name](files, n, rounds)
        write(races, _rates(races))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rates(races: list[Race]) -> dict[str, object]:
    """What the sizing table of the cluster how-to computes with."""
    rates: dict[str, object] = {
        "date": time.strftime("%Y-%m-%d"),
        "bytes_per_person_panel": PARQUET_BYTES,
        "bytes_per_person_runs": RUNS_BYTES,
    }
    every = [one for race in races if race.unit == "persons" for one in race.contestants]
    for key, name in (("take_in", "pejling take-in"), ("count", "pejling counts")):
        if of_name := [one for one in every if one.name == name]:
            largest = max(of_name, key=lambda one: one.size)
            rates[f"{key}_persons_measured"] = largest.size
            rates[f"{key}_persons_per_core_second"] = round(largest.size / largest.median("cores"))
            rates[f"{key}_memory_mb"] = round(largest.median("memory"))
    return rates


RACES: dict[str, Callable[[Files, dict[str, int], int], list[Race]]] = {
    "parquet": take_in_race,
    "csv": lambda files, n, rounds: [csv_race(files, n["csv"], rounds)],
    "sas": lambda files, n, rounds: [sas_race(files, n["sas"], rounds)],
    "counting": counting_race,
    "growth": growth,
    "start": lambda _files, _n, _rounds: [start_race()],
}


if __name__ == "__main__":
    main()
