"""The same runs in SQL: five formulations for DuckDB, each from the week file to a Parquet file of runs.

All five decode a week in the same way, as one number: code * 1000 + municipality. They are spared what the
file does not need (blocks of unknown residence, deaths without 999 to the end, unknown codes, decimals and
texts), the pseudonyms and the flushing to disk.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
from week_file import WEEKS, week_columns, work_columns

FIRST_WEEK = 52  # Week(1991, 1).index: 1990 had 52 weeks
PLACES = 10_000_000  # more than the highest code * 1000 + municipality


_UNPACKED = f"SELECT lobenr, c // {PLACES} AS first, next // {PLACES} - 1 AS last, c % {PLACES} AS held"


def _weeks() -> list[str]:
    """What each week holds, as an expression over the file's columns."""
    work = set(work_columns())
    found = []
    for name, thursday in week_columns():
        industry = f"branche_{thursday.year}_{thursday.month:02d}"
        blank = f"CASE WHEN {industry} IS NULL THEN 0 ELSE 100 END" if industry in work else "-1"
        found.append(f"((coalesce({name}::INTEGER, {blank}) + 1) * 1000 + nykom{thursday.year})::INTEGER")
    return found


def _held(file: Path) -> str:
    """A row a person: where he starts (the first week of the year of turning 16, from 1), v1 .. v1820."""
    years = [thursday.year for _, thursday in week_columns()]
    first = {year: years.index(year) + 1 for year in sorted(set(years))}
    cases = " ".join(f"WHEN year(foedselsdato) + 16 <= {year} THEN {n}" for year, n in first.items())
    held = ", ".join(f"{week} AS v{n}" for n, week in enumerate(_weeks(), 1))
    return f"SELECT lobenr, CASE {cases} ELSE {WEEKS + 1} END AS start, {held} FROM '{file}'"


def _list(file: Path) -> str:
    """A row a person: where he starts, and a list of all weeks."""
    return (
        f"SELECT lobenr, start, [{', '.join(f'v{n}' for n in range(1, WEEKS + 1))}] AS v FROM ({_held(file)})"
    )


def _changes(file: Path) -> str:
    """A row a person: for each week that begins a run its number and what it holds, as one, else NULL."""
    changed = [f"CASE WHEN start = 1 THEN {PLACES}::BIGINT + v1 END"]
    for n in range(2, WEEKS + 1):
        begins = f"start = {n} OR (start < {n} AND v{n} <> v{n - 1})"
        changed.append(f"CASE WHEN {begins} THEN {n * PLACES}::BIGINT + v{n} END")
    return f"SELECT lobenr, [{', '.join(changed)}] AS c FROM ({_held(file)})"


def _runs(parts: str) -> str:
    """The columns as they are stored, from lobenr, first, last (from 1) and held."""
    return f"""SELECT lobenr::INTEGER AS person, (first + {FIRST_WEEK - 1})::SMALLINT AS first,
        (last + {FIRST_WEEK - 1})::SMALLINT AS last, (held // 1000 - 1)::SMALLINT AS code,
        (held % 1000)::SMALLINT AS municipality FROM ({parts})"""


def columns_and_lists(file: Path) -> str:
    """Each week compared with the one before, column by column; the runs' first weeks sifted as a list."""
    return _runs(f"""
        WITH sifted AS (SELECT lobenr, list_filter(c, x -> x IS NOT NULL) AS c FROM ({_changes(file)})),
        ends AS (SELECT lobenr, unnest(c) AS c,
            unnest(list_append(c[2:], {(WEEKS + 1) * PLACES}::BIGINT)) AS next
            FROM sifted WHERE len(c) > 0)
        {_UNPACKED} FROM ends""")


def columns_and_window(file: Path) -> str:
    """As above, but the list is unnested whole and sifted as rows, and the runs' ends are a window's."""
    return _runs(f"""
        WITH every AS (SELECT lobenr, unnest(c) AS c FROM ({_changes(file)})),
        rows AS (SELECT * FROM every WHERE c IS NOT NULL),
        ends AS (SELECT lobenr, c,
            lead(c, 1, {(WEEKS + 1) * PLACES}) OVER (PARTITION BY lobenr ORDER BY c) AS next FROM rows)
        {_UNPACKED} FROM ends""")


def lists(file: Path) -> str:
    """List functions alone: the numbers of the weeks that differ from the one before."""
    return _runs(f"""
        WITH starts AS (SELECT lobenr, v, list_filter(range(start, {WEEKS + 1}),
            lambda i: i = start OR v[i] <> v[i - 1]) AS s FROM ({_list(file)})),
        ends AS (SELECT lobenr, unnest(s) AS first, unnest(list_append(s[2:], {WEEKS + 1})) - 1 AS last,
            unnest(list_select(v, s)) AS held FROM starts WHERE len(s) > 0)
        SELECT * FROM ends""")


def lists_and_windows(file: Path) -> str:
    """A row a week from the unnested list, the classic gaps and islands with windows."""
    return _islands(f"""
        SELECT * FROM (SELECT lobenr, start, unnest(range(1, {WEEKS + 1})) AS week, unnest(v) AS held
        FROM ({_list(file)})) WHERE week >= start""")


def unpivot_and_windows(file: Path) -> str:
    """A row a week by UNPIVOT, then gaps and islands with windows."""
    return _islands(f"""
        SELECT lobenr, name[2:]::INTEGER AS week, held
        FROM (UNPIVOT ({_held(file)}) ON COLUMNS('^v[0-9]+$') INTO NAME name VALUE held)
        WHERE name[2:]::INTEGER >= start""")


def _islands(rows: str) -> str:
    return _runs(f"""
        WITH marked AS (SELECT lobenr, week, held,
            lag(held) OVER (PARTITION BY lobenr ORDER BY week) IS DISTINCT FROM held AS begins FROM ({rows}))
        SELECT lobenr, week AS first, held,
            lead(week, 1, {WEEKS + 1}) OVER (PARTITION BY lobenr ORDER BY week) - 1 AS last
        FROM marked WHERE begins""")


FORMULATIONS: dict[str, Callable[[Path], str]] = {
    "columns, lists": columns_and_lists,
    "columns, window": columns_and_window,
    "lists": lists,
    "lists, windows": lists_and_windows,
    "UNPIVOT, windows": unpivot_and_windows,
}


def run(formulation: str, file: Path, out: Path, threads: int) -> None:
    """Write the runs of ``file`` to ``out``; free of the order of rows, as DuckDB likes it best."""
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {threads}; SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false; SET max_expression_depth = 10000")
        connection.execute(f"COPY ({FORMULATIONS[formulation](file)}) TO '{out}' (FORMAT parquet)")
