"""Several tables of one command as one release: what is printed together is protected together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pejling.disclosure.bulk import ROWS
from pejling.disclosure.policy import Audience
from pejling.disclosure.protect import part, protect
from pejling.disclosure.release import Release
from pejling.indicators.band import STANDARD
from pejling.terms.observation import SCHEMA
from pejling.terms.problem import Problem

T = TypeVar("T")


def released(tables: Iterable[pa.Table], audience: str) -> Iterator[tuple[Release, pa.Table]]:
    """Each of ``tables`` (SCHEMA, and more columns) with what ``audience`` may see of it, as one release.

    More rows than can be solved are protected one table at a time, coarsely; with break-downs among them that
    hold one another that is not possible, and a Problem.
    """
    if audience == Audience.INTERNAL:
        for table in tables:
            yield protect(table.select(SCHEMA.names), audience), table
        return
    waiting, first, rows = iter(tables), list[pa.Table](), 0
    for table in waiting:
        first.append(table)
        rows += table.num_rows
        if rows > ROWS:
            break
    if rows <= ROWS:
        plain = [table.select(SCHEMA.names) for table in first]
        whole = protect(pa.concat_tables([SCHEMA.empty_table(), *plain]), audience)
        start = 0
        for table in first:
            yield part(whole, (start, table.num_rows)), table
            start += table.num_rows
        return
    seen: set[str] = set()
    for table in chain(first, waiting):
        seen |= {text for text in pc.unique(table["breakdown"]).to_pylist() if not _of_source(table)}
        if len(seen) > 1 and not _apart(seen):
            raise _several_breakdowns()
        yield protect(table.select(SCHEMA.names), audience, large=True), table


def those(release: Release, kept: pa.ChunkedArray) -> Release:
    """The rows of a release that are ``kept`` (bool a row), a release too: what of it is printed."""
    flags = np.concatenate([[False], kept.to_numpy(zero_copy_only=False), [False]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(flags))
    spans = [(int(first), int(last - first)) for first, last in edges.reshape(-1, 2)]
    return part(release, *(spans or [(0, 0)]))


def beside_published(
    published: int, tables: Iterable[tuple[T, pa.Table]], audience: str, printed: Collection[str]
) -> Iterator[tuple[T, pa.Table, Release]]:
    """Tables that all begin with the same ``published`` rows, as one release in which these stand once.

    ``printed``: the areas whose figures will be shown.
    """
    waiting, first, rows = iter(tables), list[tuple[T, pa.Table]](), 0
    for each in waiting:
        first.append(each)
        rows += each[1].num_rows - published
        if rows > ROWS:
            break
    if rows > ROWS or len(first) < 2 or audience == Audience.INTERNAL:
        large = True if rows > ROWS else None
        for name, table in chain(first, waiting):
            protected = protect(table.select(SCHEMA.names), audience, large=large, printed=printed)
            yield name, table, protected
        return
    plain = [table.select(SCHEMA.names) for _, table in first]
    own = [table.slice(published) for table in plain]
    whole = protect(pa.concat_tables([plain[0].slice(0, published), *own]), audience, printed=printed)
    start = published
    for (name, table), some in zip(first, own, strict=True):
        yield name, table, part(whole, (0, published), (start, some.num_rows))
        start += some.num_rows


def _apart(bands: set[str]) -> bool:
    """Whether the bands are standard ones of one kind: nobody is in two, and no total of them is told."""
    kinds = {band.partition(":")[0] for band in bands}
    return len(kinds) == 1 and all(
        band.partition(":")[2] in STANDARD.get(kind, ()) for kind in kinds for band in bands
    )


def _of_source(table: pa.Table) -> bool:
    return bool(pc.all(table["published"]).as_py())


def _several_breakdowns() -> Problem:
    return Problem(
        da=f"over {ROWS} tal med flere opdelinger kan ikke beskyttes under ét: det, der er skjult i én "
        "opdeling, må ikke kunne regnes ud af en anden. Bed om færre indikatorer, områder eller perioder, om "
        "én opdeling ad gangen, eller tag dem ud til internt brug: --audience internal",
        en=f"over {ROWS} figures with several break-downs cannot be protected together: what is hidden in "
        "one must not follow from another. Ask for fewer indicators, areas or periods, for one break-down at "
        "a time, or take them out for internal use: --audience internal",
    )
