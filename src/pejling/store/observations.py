"""Observations in the store: a Parquet file a vintage, read together with the newest one winning."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pejling.store.arrow_file import arrow_file, intact
from pejling.store.vintages import Draft, Place, Vintage, vintages
from pejling.terms.observation import SCHEMA

FILE = "observations.parquet"
KEY = ("indicator", "group", "area", "period", "breakdown", "measure", "base_period")


def write_observations(draft: Draft, table: pa.Table) -> None:
    """Write ``table`` (SCHEMA; its vintage column is filled with the draft's id) into the draft."""
    stamped = table.set_column(
        SCHEMA.get_field_index("vintage"), SCHEMA.field("vintage"), pa.repeat(draft.id, table.num_rows)
    )
    with arrow_file(draft.folder / FILE, "wb") as file:
        pq.write_table(stamped.cast(SCHEMA), file, compression="zstd", write_page_checksum=True)
    draft.rows += table.num_rows


def holds_observations(one: Vintage) -> bool:
    """Whether observations are among what a vintage holds."""
    return any(file.name == FILE for file in one.facts.files)


def replaced_by(one: Vintage, known: Sequence[Vintage]) -> list[Vintage]:
    """The earlier vintages of the same survey (its name, area and period): ``one`` replaces them whole."""
    if one.kind != "survey":
        return []
    return [
        other
        for other in known
        if other.kind == "survey" and other.id < one.id and other.facts.query == one.facts.query
    ]


def read_vintage(one: Vintage) -> pa.Table:
    """The observations of one vintage, as they were taken in; a damaged file is a Problem."""
    try:
        return pq.read_table(intact(one, FILE), schema=SCHEMA)
    except (pa.ArrowException, OSError) as error:
        raise one.unreadable(FILE, error) from None


def read_observations(workspace: Place) -> pa.Table:
    """All observations that were taken in, one row a key (KEY): the vintage taken in last wins.

    Background figures are ordinary rows with group "". Rows keep the order of taking in. A vintage of any
    kind may hold observations beside what else it holds. A survey that was taken in anew counts no more.
    """
    known = vintages(workspace)
    replaced = {older.id for one in known for older in replaced_by(one, known)}
    tables = [read_vintage(one) for one in known if holds_observations(one) and one.id not in replaced]
    if not tables:
        return SCHEMA.empty_table()
    table = pa.concat_tables(tables)
    numbered = table.append_column("_row", pa.array(range(table.num_rows), pa.int64()))
    last = numbered.group_by(list(KEY), use_threads=False).aggregate([("_row", "max")])
    kept = pc.take(last["_row_max"], pc.sort_indices(last["_row_max"]))
    return table.take(kept)
