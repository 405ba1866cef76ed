"""A plausible week file to race with: long blank stretches, benefit spells, jobs, moves and deaths.

Not the synthetic municipality of ``pejling synthesise``: only its size and its lengths of runs matter here.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from numpy.typing import NDArray

WEEKS = 1820
ROW_GROUP = 25_000
CODES = np.array([111, 112, 124, 130, 133, 138, 413, 651, 730, 740, 771, 783, 890, 893, 899], dtype=np.int16)
AREAS = np.array([101, 147, 461, 510, 540, 550, 580, 657, 751, 851], dtype=np.int16)
FIRST = date.fromisocalendar(1991, 1, 1)
MONDAYS = [FIRST + timedelta(weeks=number) for number in range(WEEKS)]


def week_columns() -> list[tuple[str, date]]:
    """The week columns' names with their Thursdays."""
    names = []
    for monday in MONDAYS:
        year, week, _ = monday.isocalendar()
        names.append((f"y_{year % 100:02d}{week:02d}", monday + timedelta(days=3)))
    return names


def work_columns() -> list[str]:
    last = week_columns()[-1][1]
    months = [(y, m) for y in range(2008, last.year + 1) for m in range(1, 13)]
    return [f"branche_{y}_{m:02d}" for y, m in months if (y, m) <= (last.year, last.month)]


def year_columns() -> list[str]:
    return [f"nykom{year}" for year in range(1991, week_columns()[-1][1].year + 1)]


def write(path: Path, persons: int, seed: int = 1) -> None:
    """int16 codes, dictionaries, snappy, row groups of 25,000 persons, nulls for blank."""
    rng = np.random.default_rng(seed)
    writer: pq.ParquetWriter | None = None
    for start in range(0, persons, ROW_GROUP):
        table = _block(rng, start, min(ROW_GROUP, persons - start))
        writer = writer or pq.ParquetWriter(path, table.schema, compression="snappy", use_dictionary=True)
        writer.write_table(table, row_group_size=ROW_GROUP)
    if writer:
        writer.close()


def as_csv(parquet: Path, path: Path) -> None:
    """The same persons as CSV, as deliveries are: semicolons, nothing where blank."""
    file, writer = pq.ParquetFile(parquet), None
    options = pacsv.WriteOptions(delimiter=";", quoting_style="none")
    for group in range(file.num_row_groups):
        table = file.read_row_group(group)
        writer = writer or pacsv.CSVWriter(path, table.schema, write_options=options)
        writer.write_table(table)
    if writer:
        writer.close()


def as_sas(parquet: Path, path: Path) -> None:
    """The same persons as .sas7bdat, written as the tests write them."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "sources"))
    from sas_files import sas7bdat

    sas7bdat(path, pq.read_table(parquet).to_pydict())


def _block(rng: np.random.Generator, start: int, persons: int) -> pa.Table:
    codes = _spells(rng, persons)
    work = _stretches(rng, persons, len(work_columns()))
    areas = _homes(rng, persons, len(year_columns()))
    columns: dict[str, pa.Array] = {"lobenr": pa.array(np.arange(start, start + persons, dtype=np.int64))}
    for (name, _), row in zip(week_columns(), codes, strict=True):
        columns[name] = pa.array(row, mask=row == 0)
    for name, row in zip(work_columns(), work, strict=True):
        columns[name] = pa.array(np.full(persons, 412_000, dtype=np.int32), mask=~row)
    for name, row in zip(year_columns(), areas, strict=True):
        columns[name] = pa.array(row)
    columns["kon"] = pa.array(rng.integers(1, 3, persons).astype(np.int8))
    born = rng.integers(-15_000, 11_000, persons)  # from 1928 to 2000
    columns["foedselsdato"] = pa.array(born.astype(np.int32)).cast(pa.date32())
    return pa.table(columns)


def _spells(rng: np.random.Generator, persons: int) -> NDArray[np.int16]:
    """Six benefit spells a person on average, 30 weeks each; one in twenty dies: 999 to the file's end."""
    codes = np.zeros((persons, WEEKS), dtype=np.int16)
    number = rng.poisson(6, persons)
    for spell in range(int(number.max())):
        begin, weeks = rng.integers(0, WEEKS, persons), rng.geometric(1 / 30, persons)
        code = rng.choice(CODES, persons)
        for person in np.flatnonzero(number > spell):
            codes[person, begin[person] : begin[person] + weeks[person]] = code[person]
    for person in np.flatnonzero(rng.random(persons) < 0.05):
        codes[person, rng.integers(0, WEEKS) :] = 999
    return np.ascontiguousarray(codes.T)


def _stretches(rng: np.random.Generator, persons: int, months: int) -> NDArray[np.bool_]:
    """Up to three jobs a person, five years each on average."""
    work = np.zeros((months, persons), dtype=np.bool_)
    month = np.arange(months)[:, None]
    for _ in range(3):
        begin, length = rng.integers(-100, months, persons), rng.geometric(1 / 60, persons)
        work |= (month >= begin) & (month < begin + length)
    return work


def _homes(rng: np.random.Generator, persons: int, years: int) -> NDArray[np.int16]:
    """One person in five moves once."""
    areas = np.tile(rng.choice(AREAS, persons), (years, 1))
    moved = rng.integers(0, 5 * years, persons)
    for person in np.flatnonzero(moved < years):
        areas[moved[person] :, person] = 751
    return areas
