"""Persons in storage that Spark reads: stored runs, and raw panels with a row a person. Parquet both.

How their bytes and cells become runs, sources and store know; what does it is handed in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pejling.engines.not_counted import Exceptions
from pejling.engines.spark_session import Session
from pejling.engines.spark_task import FILE, ROW, Reader
from pejling.indicators.measures import ActiveWeeks, Events
from pejling.spells.panel import Window
from pejling.terms.problem import Problem
from pejling.terms.text import Text

BLOCK_FILE = re.compile(r"([a-z]+)-(\d+)\.parquet")
PART_BYTES = 256 << 20  # of stored runs in a task; each task has cubes of its own, so they are large
TASKS_A_CORE = 2
FOOTERS_AT_ONCE = 8
LISTED = 5
_NO_PSEUDONYMS = Text(
    da="sagsudtræk kobles på pseudonymer, og nøglen til dem forlader ikke sin ejer; tag filen ind, og mål de "
    "gemte stræk",
    en="casework is joined by pseudonym, and the key to those never leaves its owner; take the file in, and "
    "measure the stored runs",
)
# shapes that are not counted of a raw panel, and why
PANEL_EXCEPTIONS: Exceptions = {Events: _NO_PSEUDONYMS, ActiveWeeks: _NO_PSEUDONYMS}


@dataclass(frozen=True)
class StoredRuns:
    """A folder of runs as take-in stored them: a few files a block, and all files of a block in one task.

    ``files``: the names and sizes that the manifest lists; none means that every block's files count.
    """

    folder: str
    window: Window
    read: Reader
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def settings(self) -> Mapping[str, str]:
        return {}

    @property
    def exceptions(self) -> Exceptions:
        return {}

    def frame(self, spark: Session) -> Any:
        """Files as bytes, those of a block after each other; parts of about the same size."""
        import pyspark.sql.functions as sql

        sizes = self._sizes(spark)
        parts = _parts(sizes, spark.sparkContext.defaultParallelism)
        rows = pa.table(
            {
                "block": pa.array(list(parts), pa.string()),
                "part": pa.array(list(parts.values()), pa.int32()),
            }
        )
        place = sql.broadcast(spark.createDataFrame(rows))
        name = sql.element_at(sql.split("path", "/"), -1)
        block = sql.regexp_extract(name, BLOCK_FILE.pattern, 2)
        content = _files(spark, self.folder, "*.parquet").select(
            block.alias("block"), name.alias("name"), "content"
        )
        together = content.join(place, "block").repartitionById(max(parts.values()) + 1, "part")
        return together.sortWithinPartitions("block", "name").select("block", "name", "content")

    def _sizes(self, spark: Session) -> dict[str, int]:
        """Bytes of each block by its number; a file that is missing or of another size is a Problem."""
        listing = _files(spark, self.folder, "*.parquet").select("path", "length").collect()
        found = {row["path"].rpartition("/")[2]: row["length"] for row in listing}
        expected = {name: size for name, size in self.files.items() if name.endswith(".parquet")}
        wrong = sorted(name for name, size in expected.items() if found.get(name) != size)
        wrong += sorted(name for name in found if self.files and name not in expected)
        sizes: dict[str, int] = defaultdict(int)
        kinds: dict[str, set[str]] = defaultdict(set)
        for name, size in found.items():
            if match := BLOCK_FILE.fullmatch(name):
                sizes[match[2]] += size
                kinds[match[2]].add(match[1])
        wrong += sorted(
            f"{kind}-{n}.parquet" for n in kinds for kind in ("persons", "runs") if kind not in kinds[n]
        )
        if wrong or not sizes:
            raise _not_whole(self.folder, wrong)
        return dict(sizes)


def _parts(sizes: Mapping[str, int], cores: int) -> dict[str, int]:
    """A part for each block: the largest first, each to the part that holds least."""
    wanted = max(TASKS_A_CORE * cores, sum(sizes.values()) // PART_BYTES)
    loads = [0] * max(1, min(wanted, len(sizes)))
    parts = {}
    for block, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        part = loads.index(min(loads))
        parts[block] = part
        loads[part] += size
    return parts


@dataclass(frozen=True)
class RawPanel:
    """A register's own files: Parquet, a row a person, a column a week; ``columns``: those that are read."""

    path: str
    window: Window
    columns: tuple[str, ...]
    person: str
    read: Reader

    @property
    def settings(self) -> Mapping[str, str]:
        rows = {"spark.sql.execution.arrow.maxRecordsPerBatch": "25000"}  # a block of take-in
        return rows | {"spark.sql.execution.arrow.maxBytesPerBatch": "512m"}

    @property
    def exceptions(self) -> Exceptions:
        return PANEL_EXCEPTIONS

    def frame(self, spark: Session, columns: Sequence[str] = ()) -> Any:
        """The columns that are read, or some ``columns``, with the file and the row (from 0) beside them."""
        import pyspark.sql.functions as sql

        place = sql.col("_metadata.file_name").alias(FILE), sql.col("_metadata.row_index").alias(ROW)
        return spark.read.parquet(self.path).select(*map(_quoted, columns or self.columns), *place)


def columns_of(spark: Session, path: str) -> tuple[str, ...]:
    """The columns of a panel's files, which must all have the same; else a Problem that names two files."""
    frame = spark.read.parquet(path)
    files = sorted(frame.inputFiles())
    if not files:
        raise Problem(
            da=f"{path}: her er ingen Parquet-filer. Angiv en mappe eller fil med en ugefil (en række pr. "
            "person) eller med gemte stræk (mappen under store/vintages)",
            en=f"{path}: there are no Parquet files here. Give a folder or file of a week file (a row a "
            "person), or of stored runs (the folder below store/vintages)",
        )

    def names(file: str) -> tuple[str, ...]:
        return tuple(spark.read.parquet(file).columns)

    with ThreadPoolExecutor(FOOTERS_AT_ONCE) as several:
        found = list(several.map(names, files))
    for file, columns in zip(files, found, strict=True):
        odd = sorted(set(found[0]) ^ set(columns))
        if odd:
            raise _other_columns(files[0], file, odd)
    return found[0]


def texts_in(spark: Session, folder: str, pattern: str) -> dict[str, str]:
    """The small text files in a folder whose names fit ``pattern``; an unknown folder is a Problem."""
    from pyspark.errors import AnalysisException

    try:
        rows = _files(spark, folder, pattern).select("path", "content").collect()
    except AnalysisException as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise Problem(
            da=f"{folder}: kan ikke læses af Spark ({reason}). Angiv en sti eller adresse, som alle klyngens "
            "maskiner kan nå, fx hdfs:///dream, s3a://spand/dream eller file:///delt/dream",
            en=f"{folder}: Spark cannot read it ({reason}). Give a path or address that every machine of the "
            "cluster can reach, such as hdfs:///dream, s3a://bucket/dream or file:///shared/dream",
        ) from None
    return {row["path"].rpartition("/")[2]: bytes(row["content"]).decode("utf-8") for row in rows}


def _files(spark: Session, folder: str, pattern: str) -> Any:
    return spark.read.format("binaryFile").option("pathGlobFilter", pattern).load(folder)


def _quoted(column: str) -> str:
    return "`" + column.replace("`", "``") + "`"


def _not_whole(folder: str, wrong: Sequence[str]) -> Problem:
    names = ", ".join(wrong[:LISTED]) + (", ..." if len(wrong) > LISTED else "")
    return Problem(
        da=f"{folder}: strækkene er ikke hele: {names or 'ingen blokke'} mangler, har en anden størrelse end "
        "den, der blev skrevet, eller hører ikke til. Kopiér mappen igen (den lægges ind hel og ændres "
        "ikke)",
        en=f"{folder}: the runs are not whole: {names or 'all blocks'} are missing, of another size than "
        "was written, or do not belong. Copy the folder again (it is put there whole, and not changed)",
    )


def _other_columns(one: str, other: str, columns: Sequence[str]) -> Problem:
    names = ", ".join(columns[:LISTED]) + (", ..." if len(columns) > LISTED else "")
    return Problem(
        da=f"{other}: har andre kolonner end {one}: kun den ene har {names}. En uge uden kolonne er ikke "
        "observeret, og en blank uge er; derfor må filer med forskellige uger ikke læses som én. Del dem, "
        "eller skriv dem igen med de samme kolonner",
        en=f"{other}: has other columns than {one}: only one of them has {names}. A week without a column is "
        "not observed and a blank week is, so files of different weeks must not be read as one. Keep them "
        "apart, or write them again with the same columns",
    )
