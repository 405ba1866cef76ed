"""What Spark's tasks read with: stored runs through the store, raw panels through the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from pejling.engines.spark_task import (
    AREAS,
    CODE_PERSONS,
    CODE_WEEKS,
    FILE,
    ROW,
    TWINS,
    MakesRuns,
    Tally,
    tally,
)
from pejling.sources.dream import Dream, DreamOptions
from pejling.sources.dream_batches import BatchRows, partition
from pejling.sources.dream_persons import ids
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.panel import Runs
from pejling.store.casework import Cases
from pejling.store.runs_bytes import runs_from


@dataclass(frozen=True)
class ReadsRuns:
    """Reader of stored runs: files as bytes, those of a block after each other; ``cases`` go to all tasks.

    ``keys``: persons' pseudonyms are read too; with cases they always are.
    """

    folder: str
    cases: Cases | None = None
    keys: bool = False

    def __call__(self, batches: Iterator[pa.RecordBatch], runs_of: MakesRuns) -> RunsReading:
        del runs_of
        return RunsReading(self, batches)


@dataclass(frozen=True)
class RunsReading:
    """One partition of stored runs."""

    reader: ReadsRuns
    batches: Iterator[pa.RecordBatch]

    def blocks(self) -> Iterator[Runs]:
        cases = self.reader.cases
        for _, files in groupby(self._files(), key=lambda file: file[0]):
            given = {name: content for _, name, content in files}
            runs = runs_from(given, self.reader.folder, keys=self.reader.keys or cases is not None)
            yield runs if cases is None else replace(runs, casework=cases.of(runs))

    def _files(self) -> Iterator[tuple[str, str, Any]]:
        for batch in self.batches:
            columns = [batch.column(name) for name in ("block", "name", "content")]
            for block, name, content in zip(*columns, strict=True):
                yield block.as_py(), name.as_py(), content.as_buffer()

    def tallies(self) -> Iterator[Tally]:
        return iter(())


@dataclass(frozen=True)
class ReadsPanel:
    """Reader of a raw panel. ``columns``: all it has; ``secret``: this measurement's own, then thrown away.

    Pseudonyms are not needed to count, only to see that nobody stands there twice: the workspace's key stays
    where it is.
    """

    name: str
    columns: tuple[str, ...]
    options: DreamOptions
    secret: bytes

    def __call__(self, batches: Iterator[pa.RecordBatch], runs_of: MakesRuns) -> PanelReading:
        return PanelReading(self, batches, runs_of)


@dataclass(frozen=True)
class PanelReading:
    """One partition of a raw panel."""

    reader: ReadsPanel
    batches: Iterator[pa.RecordBatch]
    runs_of: MakesRuns

    @cached_property
    def _dream(self) -> Dream:
        rows = BatchRows(self.reader.columns, self.batches, FILE, ROW)
        return partition(self.reader.name, rows, self.reader.options, self.reader.secret)

    @cached_property
    def _persons(self) -> list[Any]:
        return []

    def blocks(self) -> Iterator[Runs]:
        for block in self._dream.blocks():
            self._persons.append(halves(block.key))
            yield self.runs_of(block)

    def tallies(self) -> Iterator[Tally]:
        codes = self._dream.unknown_codes
        yield tally(CODE_WEEKS, {code: seen.weeks for code, seen in codes.items()})
        yield tally(CODE_PERSONS, {code: seen.persons for code, seen in codes.items()})
        yield tally(AREAS, self._dream.unknown_areas)
        for persons in self._persons:
            yield TWINS, persons, np.ones(len(persons), dtype=np.int64)


rows_of = "key binary, file string, row bigint"


def whole_keys(
    batch: pa.RecordBatch, person: str, cpr: bool, secret: bytes, sought: frozenset[int]
) -> pa.RecordBatch:
    """Pseudonym, file and row of the persons in a batch whose half pseudonym is among ``sought``."""
    keys = pseudonyms(ids(batch.column(person), cpr), secret)
    rows = np.flatnonzero(np.isin(halves(keys), [*sought]))
    chosen = pa.array([keys[row].tobytes() for row in rows], pa.binary())
    places = [batch.column(name).take(pa.array(rows)) for name in (FILE, ROW)]
    return pa.record_batch([chosen, *places], names=["key", "file", "row"])


def halves(keys: Any) -> Any:
    """The first eight bytes of pseudonyms (uint8 [persons, 16]) as int64: who differs there is another."""
    return np.ascontiguousarray(keys).view(np.int64)[:, 0].copy()
