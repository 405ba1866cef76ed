"""A week file that somebody else opened: its rows come as Arrow batches, with where each row stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pyarrow as pa

from pejling.sources.dream import Dream, DreamOptions
from pejling.sources.dream_cells import Column
from pejling.terms.text import Text


@dataclass
class BatchRows:
    """The rows of ``batches``, a block a batch; columns ``file`` and ``row`` (from 0) say where."""

    columns: tuple[str, ...]
    batches: Iterator[pa.RecordBatch]
    file: str
    row: str
    done: int = 0
    total: int = 0
    _places: list[tuple[int, Column, Column]] = field(default_factory=list)

    def blocks(
        self, columns: Sequence[str], size: int, kinds: Mapping[str, int], reuse: bool
    ) -> Iterator[Callable[[], list[Column]]]:
        """Batches as they come, each new: what the caller wishes of them is to be met where they are made."""
        del size, kinds, reuse
        for batch in self.batches:
            place = {name: number for number, name in enumerate(batch.schema.names)}
            files = batch.column(place[self.file]).dictionary_encode()
            self._places.append((self.done, files, batch.column(place[self.row])))
            self.done += batch.num_rows
            yield partial(list, [batch.column(place[name]) for name in columns])

    def places(self, rows: Sequence[int]) -> list[Text]:
        """``part-0001.parquet row 17``, counted from 1, of rows counted from 0 as they came."""
        return [self._place(row) for row in rows]

    def _place(self, wanted: int) -> Text:
        start, files, rows = next(one for one in reversed(self._places) if one[0] <= wanted)
        file, row = files[wanted - start].as_py(), rows[wanted - start].as_py() + 1
        return Text(da=f"{file} række {row}", en=f"{file} row {row}")


def partition(name: str, rows: BatchRows, options: DreamOptions, secret: bytes) -> Dream:
    """One partition of a panel called ``name``, decoded by the code that takes week files in.

    Persons who stand twice within it, and cells that cannot be read, are Problems; codes and areas that no
    table knows are counted. ``secret`` tells persons apart, and need not be the workspace's.
    """
    every = replace(options, accept_unknown_codes=True, accept_unknown_areas=True)
    return Dream(Path(name), rows, secret, every)
