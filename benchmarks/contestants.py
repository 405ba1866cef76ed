"""The contestants, each a plain function that a process of its own runs.

Our take-in is whole: reading, checks, pseudonyms, runs, writing, hashing, flushing, renaming. The others are
spared checks, pseudonyms, hashes and flushing. All write person, first, last, code, municipality.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import week_file

THREADS = 2
CHECKED = ("person", "first", "last", "code", "municipality")
BLANK = -1  # work unknown
_OURS = ["pejling.app.take_in_dream", "pejling.engines.kernel", "pejling.store.vintages"]
_OURS += ["pejling.sources.dream_pages", "pejling.sources.dream_csv_pass"]
NEEDS = {
    "take_in": _OURS,
    "we_read": [*_OURS, "pyreadstat", "pandas"],
    "arrow_decodes": ["pyarrow.parquet"],
    "duckdb_runs": ["duckdb"],
    "polars_runs": ["polars", "pyarrow.parquet"],
    "pandas_runs": ["pandas", "pyarrow.parquet"],
    "count": ["pejling.engines.kernel", "pejling.indicators.needs", "pejling.store.runs"],
    "pyreadstat_reads": ["pyreadstat", "pandas"],
    "arrow_reads_csv": ["pyarrow.csv"],
    "arrow_reads_csv_whole": ["pyarrow.csv"],
}


@dataclass(frozen=True)
class Place:
    """As much of a workspace as vintages need."""

    store: Path


def load(name: str) -> None:
    """Import what the contestant called ``name`` works with; the clock starts afterwards."""
    for module in NEEDS[name]:
        import_module(module)


def take_in(file: str, folder: str) -> int:
    """pejling: the file into a fresh store; how many runs."""
    from pejling.app.take_in_dream import take_in_dream
    from pejling.engines.kernel import Kernel
    from pejling.store.vintages import new_vintage

    shutil.rmtree(folder, ignore_errors=True)
    place = Place(Path(folder))
    with new_vintage(place, source="dream", kind="runs", inputs=[Path(file)], key_id="bench") as draft:
        found = take_in_dream(draft.folder, Path(file), Kernel(), bytes(range(32)))
        draft.rows = found.runs
        draft.details = {"persons": found.persons}
    return found.runs


def arrow_decodes(file: str, _folder: str) -> int:
    """pyarrow: every column of every row group decoded, and thrown away."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_cpu_count(THREADS)
    reader = pq.ParquetFile(file)
    return sum(
        reader.read_row_group(group, use_threads=True).num_rows for group in range(reader.num_row_groups)
    )


def duckdb_runs(file: str, folder: str, formulation: str) -> int:
    import duckdb_runs as sql

    out = _fresh(folder)
    sql.run(formulation, Path(file), out, THREADS)
    return 0


def polars_runs(file: str, folder: str, form: str) -> int:
    """Polars: weeks as one number each; run-length encoding in lists, or over a row a week."""
    import polars as pl
    import pyarrow.parquet as pq

    out = _fresh(folder)
    groups = pq.ParquetFile(file).num_row_groups
    parts = []
    for group in range(groups):
        start = group * week_file.ROW_GROUP
        frame = (
            pl.scan_parquet(file)
            .slice(start, week_file.ROW_GROUP)
            .with_columns((pl.col("foedselsdato").dt.year() + 16).alias("turns"))
        )
        held = [_held(pl, name, thursday, work) for name, thursday, work in _weeks()]
        if form == "lists, rle":
            rows = (
                frame.select("lobenr", pl.concat_list(held).alias("v"))
                .with_columns(pl.col("v").list.eval(pl.element().rle()))
                .explode("v")
                .unnest("v")
                .with_columns(pl.col("len").cum_sum().over("lobenr").alias("stop"))
                .with_columns(first=pl.col("stop") - pl.col("len"), last=pl.col("stop") - 1)
            )
        else:
            rows = (
                frame.select("lobenr", pl.concat_list(held).alias("value"))
                .with_columns(week=pl.int_ranges(0, week_file.WEEKS))
                .explode("value", "week")
                .with_columns(run=pl.struct("lobenr", "value").rle_id())
                .group_by("run", maintain_order=True)
                .agg(
                    pl.col("lobenr").first(),
                    pl.col("value").first(),
                    first=pl.col("week").first(),
                    last=pl.col("week").last(),
                )
            )
        parts.append(
            rows.filter(pl.col("value").is_not_null())
            .select(
                person=pl.col("lobenr").cast(pl.Int32),
                first=(pl.col("first") + FIRST_WEEK).cast(pl.Int16),
                last=(pl.col("last") + FIRST_WEEK).cast(pl.Int16),
                code=(pl.col("value") // 1000 - 1).cast(pl.Int16),
                municipality=(pl.col("value") % 1000).cast(pl.Int16),
            )
            .collect()
        )
    pl.concat(parts).write_parquet(out)
    return 0


def pandas_runs(file: str, folder: str) -> int:
    """pandas: a row a week by stack, the changes by shift."""
    import numpy as np
    import pandas as pd

    out = _fresh(folder)
    frame = pd.read_parquet(file)
    turns = pd.to_datetime(frame["foedselsdato"]).dt.year + 16
    weeks = {}
    for number, (name, thursday, work) in enumerate(_weeks()):
        code = frame[name]
        if work:
            code = code.fillna(frame[work].notna() * 100)
        value = (code.fillna(BLANK).astype("int64") + 1) * 1000 + frame[f"nykom{thursday.year}"]
        weeks[number] = value.where(turns <= thursday.year, -1)
    wide = pd.DataFrame(weeks)
    wide.index = frame["lobenr"]
    rows = wide.stack().rename("value").rename_axis(["person", "week"]).reset_index()
    begins = (rows["person"] != rows["person"].shift()) | (rows["value"] != rows["value"].shift())
    runs = rows[begins]
    after = runs["week"].shift(-1)
    last = np.where(runs["person"] == runs["person"].shift(-1), after, week_file.WEEKS) - 1
    runs = runs.assign(last=last)[runs["value"] >= 0]
    pd.DataFrame(
        {
            "person": runs["person"].astype("int32"),
            "first": (runs["week"] + FIRST_WEEK).astype("int16"),
            "last": (runs["last"] + FIRST_WEEK).astype("int16"),
            "code": (runs["value"] // 1000 - 1).astype("int16"),
            "municipality": (runs["value"] % 1000).astype("int16"),
        }
    ).to_parquet(out)
    return 0


def arrow_reads_csv(file: str, _folder: str) -> int:
    """pyarrow.csv: every column, told its kind, in blocks of 4 MB."""
    import pyarrow as pa
    import pyarrow.csv as pacsv

    pa.set_cpu_count(THREADS)
    weeks = [name for name, _ in week_file.week_columns()]
    kinds = dict.fromkeys([*weeks, *week_file.year_columns()], pa.int16())
    kinds |= dict.fromkeys(week_file.work_columns(), pa.int32())
    reader = pacsv.open_csv(
        file,
        pacsv.ReadOptions(use_threads=True, block_size=ARROW_BLOCK),
        pacsv.ParseOptions(delimiter=";"),
        pacsv.ConvertOptions(column_types=kinds),
    )
    return sum(batch.num_rows for batch in reader)


def arrow_reads_csv_whole(file: str, _folder: str) -> int:
    """The same, all of the file into memory: the only way in which pyarrow.csv uses both cores fully."""
    import pyarrow as pa
    import pyarrow.csv as pacsv

    pa.set_cpu_count(THREADS)
    weeks = [name for name, _ in week_file.week_columns()]
    kinds = dict.fromkeys([*weeks, *week_file.year_columns()], pa.int16())
    kinds |= dict.fromkeys(week_file.work_columns(), pa.int32())
    table = pacsv.read_csv(
        file,
        pacsv.ReadOptions(use_threads=True, block_size=ARROW_BLOCK),
        pacsv.ParseOptions(delimiter=";"),
        pacsv.ConvertOptions(column_types=kinds),
    )
    return int(table.num_rows)


def we_read(file: str, _folder: str) -> int:
    """pejling: the file's cells into blocks of 16 bits, on both cores; nothing is made of them."""
    import threading

    from pejling.sources.dream import open_dream
    from pejling.sources.dream_hands import shared

    dream = open_dream(Path(file), bytes(range(32)))
    rows, counting = 0, threading.Lock()

    def load(_number: int, read: Any) -> None:
        nonlocal rows
        persons = len(read()[0])
        with counting:
            rows += persons

    shared(dream._loads(reuse=True), load, THREADS)
    return rows


def pyreadstat_reads(file: str, _folder: str) -> int:
    """pyreadstat: every column of the whole file at once, as it likes best."""
    import pyreadstat

    cells, _ = pyreadstat.read_sas7bdat(file, output_format="dict")
    return len(next(iter(cells.values())))


def count(store: str) -> int:
    """pejling: stored runs into cubes, every indicator that a register alone gives, but for tables."""
    from pejling.engines.kernel import Kernel
    from pejling.indicators import needs, registry
    from pejling.indicators.counts import Ask
    from pejling.indicators.periods import MONTHS, QUARTERS, periods_within
    from pejling.spells.rule import CALENDAR_MONTH, SpellRule
    from pejling.store.runs import read_blocks, read_window
    from pejling.store.vintages import vintages
    from pejling.terms.benefit import dream_codes, groups

    (vintage,) = vintages(Place(Path(store)))
    window = read_window(vintage)
    ids = [
        id
        for id in registry.measured()
        if not needs.has_tables(id) and not needs.asks_casework(registry.get(id))
    ]
    periods = periods_within(window, (MONTHS, QUARTERS))
    ask = Ask(needs.shapes_for(ids), tuple(groups()), periods, SpellRule(CALENDAR_MONTH), dream_codes())
    return len(Kernel().count(read_blocks(vintage), window, ask).cubes)


ARROW_BLOCK = 4 << 20
FIRST_WEEK = 52  # Week(1991, 1).index: 1990 had 52 weeks


def _fresh(folder: str) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(parents=True)
    return Path(folder) / "runs.parquet"


def _weeks() -> list[tuple[str, Any, str | None]]:
    """Every week column with its Thursday and its industry column."""
    work = set(week_file.work_columns())
    found = []
    for name, thursday in week_file.week_columns():
        industry = f"branche_{thursday.year}_{thursday.month:02d}"
        found.append((name, thursday, industry if industry in work else None))
    return found


def _held(pl: Any, name: str, thursday: Any, work: str | None) -> Any:
    """What a week holds: (code + 1) * 1000 + municipality; null before the year of turning 16."""
    blank = pl.when(pl.col(work).is_null()).then(0).otherwise(100) if work else pl.lit(BLANK)
    code = pl.coalesce(pl.col(name).cast(pl.Int32), blank.cast(pl.Int32))
    value = (code + 1) * 1000 + pl.col(f"nykom{thursday.year}").cast(pl.Int32)
    return pl.when(pl.col("turns") <= thursday.year).then(value)
