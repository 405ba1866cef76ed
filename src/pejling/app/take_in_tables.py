"""Take in figures that others have counted: published tables, other observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.revisions import changes_told
from pejling.sources.tables_file import Figures, read_observations, read_published
from pejling.store.observations import write_observations
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.masked import masked
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text


@dataclass(frozen=True)
class TakenIn:
    """What a take-in gave: the new vintage, its rows, and what a reader must know of the rest.

    ``unknown``: ids that were accepted though nobody knows them. ``not_mapped``: figures of the file, by
    series, that no indicator of ours is. ``ignored_columns``: columns that were left aside. ``repeated``:
    rows that said the same twice, kept once. ``revised``: a line on how it changed figures taken in before;
    None where it changed none.
    """

    vintage: str
    rows: int
    suppressed: int
    not_observed: int
    first_period: str
    last_period: str
    unknown: tuple[str, ...] = ()
    not_mapped: Mapping[str, int] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()
    repeated: int = 0
    revised: Text | None = None


def take_in_published(workspace: Workspace, path: Path, accept_unknown: bool = False) -> TakenIn:
    """Published tables (klk_*.csv, mploy_*.csv and the like) as a new vintage."""
    return _figures(workspace, path, "published", read_published(path, accept_unknown))


def take_in_observations(workspace: Workspace, path: Path, accept_unknown: bool = False) -> TakenIn:
    """Other figures in the same columns, with background figures, as a new vintage."""
    return _figures(workspace, path, "observations", read_observations(path, accept_unknown))


def _figures(workspace: Workspace, path: Path, source: str, figures: Figures) -> TakenIn:
    details = {
        "unknown": list(figures.unknown),
        "ignored_columns": list(figures.ignored_columns),
        "repeated": figures.repeated,
    }
    taken = store_figures(
        workspace, [path], source, figures.observations, details=details, synthetic=figures.synthetic
    )
    return replace(
        taken,
        unknown=figures.unknown,
        ignored_columns=figures.ignored_columns,
        repeated=figures.repeated,
    )


def _without_numbers(table: pa.Table) -> pa.Table:
    """Whatever a file says of its source is free text, and may hold what is a person's number."""
    sources = {text: masked(text, "da") for text in pc.unique(table["source"]).to_pylist()}
    if all(text == bare for text, bare in sources.items()):
        return table
    bare = pa.array([sources[text] for text in table["source"].to_pylist()], table["source"].type)
    return table.set_column(table.schema.get_field_index("source"), table.schema.field("source"), bare)


def store_figures(
    workspace: Workspace,
    inputs: Sequence[Path],
    source: str,
    table: pa.Table,
    query: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
    synthetic: bool = False,
    beside: Mapping[str, bytes] | None = None,
) -> TakenIn:
    """Write observations (SCHEMA, at least one row) as a new vintage, and files ``beside`` them by name.

    ``source`` is a short name ([a-z0-9_]+); ``inputs`` are the files that were read; ``query`` what a
    service was asked for (no secrets).
    """
    table = _without_numbers(table)
    counts = {row["values"]: row["counts"] for row in pc.value_counts(table["status"]).to_pylist()}
    periods = sorted(Period.parse(text) for text in pc.unique(table["period"]).to_pylist())
    first, last = str(periods[0]), str(periods[-1])
    with new_vintage(workspace, source=source, kind="observations", inputs=inputs, query=query) as draft:
        write_observations(draft, table)
        for name, content in (beside or {}).items():
            (draft.folder / name).write_bytes(content)
        draft.synthetic = synthetic
        draft.details = {**(details or {}), "first_period": first, "last_period": last}
    return TakenIn(
        vintage=draft.id,
        rows=table.num_rows,
        suppressed=counts.get(Status.SUPPRESSED, 0),
        not_observed=counts.get(Status.NOT_OBSERVED, 0),
        first_period=first,
        last_period=last,
        revised=changes_told(workspace, draft.id),
    )
