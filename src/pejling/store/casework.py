"""Casework extracts in the store, and joined to the runs of a delivery by pseudonym."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pejling.spells.casework import FULL_TIME, KINDS, NO_DAY, Casework, Events, Offers
from pejling.spells.extract import EXTRACT_KINDS, JOINED, SCHEMAS, Extract, ExtractKind
from pejling.spells.panel import Runs
from pejling.store.arrow_file import arrow_file, intact
from pejling.store.durable import flush_file
from pejling.store.vintages import Place, Vintage, vintages
from pejling.terms.day import number_of

KEY_BYTES = 16
KEYS_SCHEMA = pa.schema([pa.field("key", pa.binary(KEY_BYTES), nullable=False)])
COUNTED: Mapping[ExtractKind, tuple[str, ...]] = {  # what engines ask for: no texts
    "contacts": ("person", "kind", "day", "held", "due"),
    "offers": ("person", "first", "last", "company", "hours"),
    "sanctions": ("person", "day"),
    "decisions": ("person", "day", "due"),
}
_Rows = TypeVar("_Rows", Events, Offers)


def write_extract(folder: Path, extract: Extract) -> list[Path]:
    """Write an extract to the folder of a vintage not yet in place: its persons, and its rows."""
    keys = pa.Array.from_buffers(
        pa.binary(KEY_BYTES), len(extract.keys), [None, pa.py_buffer(np.ascontiguousarray(extract.keys))]
    )
    table = extract.table.select(SCHEMAS[extract.kind].names).cast(SCHEMAS[extract.kind])
    paths = [folder / _persons(extract.kind), folder / _rows(extract.kind)]
    for path, content in zip(paths, (pa.table({"key": keys}, schema=KEYS_SCHEMA), table), strict=True):
        with arrow_file(path, "wb") as file:
            pq.write_table(content, file, compression="zstd", write_page_checksum=True)
        flush_file(path)
    return paths


def extracts_in_force(workspace: Place) -> dict[ExtractKind, Vintage]:
    """Of each kind of extract the vintage that counts: the newest one that holds it.

    An extract replaces the earlier one of its kind whole, and leaves the other kinds as they are.
    """
    found = {kind: one for one in vintages(workspace, kind="casework") for kind in held_by(one)}
    return {kind: found[kind] for kind in EXTRACT_KINDS if kind in found}


def held_by(one: Vintage) -> list[ExtractKind]:
    """The kinds of extract that a vintage holds."""
    files = {file.name for file in one.facts.files}
    return [kind for kind in EXTRACT_KINDS if _rows(kind) in files]


def span_of(one: Vintage) -> tuple[str, str]:
    """The first and the last day that a vintage's extracts hold, as YYYY-MM-DD."""
    said = one.facts.details["extracts"].values()
    return min(part["first_day"] for part in said), max(part["last_day"] for part in said)


def days_of(one: Vintage, kind: ExtractKind) -> tuple[int, int]:
    """The first and the last day of one of a vintage's extracts, as days since 1970-01-01."""
    said = one.facts.details["extracts"][kind]
    first, last = (number_of(date.fromisoformat(said[name])) for name in ("first_day", "last_day"))
    return first, last


def read_extract(one: Vintage, kind: ExtractKind, columns: Sequence[str] = ()) -> Extract:
    """An extract as it was written, or some ``columns`` of it; a damaged file is a Problem that names it."""
    schema = SCHEMAS[kind]
    if columns:
        schema = pa.schema([schema.field(name) for name in columns])
    first, last = days_of(one, kind)
    return Extract(
        kind=kind,
        keys=_keys(_table(one, _persons(kind), KEYS_SCHEMA).column("key")),
        table=_table(one, _rows(kind), schema),
        first_day=first,
        last_day=last,
    )


@dataclass(frozen=True)
class Cases:
    """Extracts ready to be joined: what engines count, by person.

    ``spans``: of each kind of extract that was taken in, its first and last day (days since 1970-01-01).
    """

    spans: Mapping[ExtractKind, tuple[int, int]]
    events: tuple[_ByPerson[Events], ...]
    offers: tuple[_ByPerson[Offers], ...]

    def of(self, block: Runs) -> Casework:
        """The casework of the block's persons; those without any have no rows."""
        wanted = _Sought.of(block.key)
        events = [part.of_block(wanted) for part in self.events]
        offers = [part.of_block(wanted) for part in self.offers]
        return Casework(_joined(events or [_NO_EVENTS]), offers[0] if offers else _NO_OFFERS)


def read_casework(given: Mapping[ExtractKind, Vintage]) -> Cases:
    """Those extracts of ``given`` (as ``extracts_in_force`` finds them) that are joined to runs.

    An offer without stated hours counts as full time; one without end runs to the extract's last day, or
    is of a single day where it begins later. Memory holds some 20 bytes a row.
    """
    return cases_of(read_extract(one, kind, COUNTED[kind]) for kind, one in given.items() if kind in JOINED)


def cases_of(extracts: Iterable[Extract]) -> Cases:
    """The same of extracts in memory."""
    given = list(extracts)
    return Cases(
        spans={one.kind: (one.first_day, one.last_day) for one in given},
        events=tuple(_ByPerson.of(one.keys, _events(one)) for one in given if one.kind != "offers"),
        offers=tuple(_ByPerson.of(one.keys, _offers(one)) for one in given if one.kind == "offers"),
    )


def with_casework(blocks: Iterable[Runs], cases: Cases) -> Iterator[Runs]:
    """The same blocks, each with the casework of its persons: O(block x log of the extract)."""
    return (replace(block, casework=cases.of(block)) for block in blocks)


def found_in(delivery: Vintage, keys: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which of ``keys`` (uint8 [persons, 16], ascending and different) a delivery of runs holds."""
    sought, found = _Sought.of(keys), np.zeros(len(keys), dtype=np.bool_)
    names = [file.name for file in delivery.facts.files if file.name.startswith("persons-")]
    for name in names:
        block = _keys(_table(delivery, name, KEYS_SCHEMA).column("key"))
        place = _Sought.of(block).among(sought)
        found[place[place >= 0]] = True
    return found


@dataclass(frozen=True)
class _Sought:
    """Pseudonyms as two words, which order as their bytes do."""

    high: NDArray[np.uint64]
    low: NDArray[np.uint64]

    @classmethod
    def of(cls, keys: NDArray[np.uint8]) -> _Sought:
        words = np.ascontiguousarray(keys).view(">u8").astype(np.uint64).reshape(-1, 2)
        return cls(np.ascontiguousarray(words[:, 0]), np.ascontiguousarray(words[:, 1]))

    def among(self, sorted_: _Sought) -> NDArray[np.int64]:
        """The place of each in ``sorted_`` (ascending, all different), -1 where it is not there."""
        first = np.searchsorted(sorted_.high, self.high)
        place = np.full(len(first), -1, dtype=np.int64)
        inside = np.flatnonzero(first < len(sorted_.high))
        at = first[inside]
        while len(inside):  # more than once only where the first halves of two pseudonyms are the same
            same = sorted_.high[at] == self.high[inside]
            inside, at = inside[same], at[same]
            hit = sorted_.low[at] == self.low[inside]
            place[inside[hit]] = at[hit]
            inside, at = inside[~hit], at[~hit] + 1
            there = at < len(sorted_.high)
            inside, at = inside[there], at[there]
        return place


@dataclass(frozen=True)
class _ByPerson(Generic[_Rows]):
    """Rows sorted by person: those of person p are ``starts[p]`` to ``starts[p + 1]`` - 1."""

    keys: _Sought
    starts: NDArray[np.int64]
    rows: _Rows

    @classmethod
    def of(cls, keys: NDArray[np.uint8], rows: _Rows) -> _ByPerson[_Rows]:
        return cls(_Sought.of(keys), np.searchsorted(rows.person, np.arange(len(keys) + 1)), rows)

    def of_block(self, wanted: _Sought) -> _Rows:
        """The rows of the persons sought, ``person`` their place among them, ascending."""
        place = wanted.among(self.keys)
        person = np.flatnonzero(place >= 0)
        first = self.starts[place[person]]
        count = self.starts[place[person] + 1] - first
        before = np.cumsum(count) - count
        at = np.arange(count.sum()) + np.repeat(first - before, count)
        return _rows_at(self.rows, at, np.repeat(person, count).astype(np.int32))


def _rows_at(of: _Rows, at: NDArray[np.int64], person: NDArray[np.int32]) -> _Rows:
    columns = {field.name: getattr(of, field.name)[at] for field in fields(of) if field.name != "person"}
    return replace(of, **columns, person=person)


def _joined(parts: Sequence[Events]) -> Events:
    """Events of several extracts, sorted by person; one person's stay in the order of the extracts."""
    if len(parts) == 1:
        return parts[0]
    whole = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Events)
    }
    order = np.argsort(whole["person"], kind="stable")
    return Events(**{name: column[order] for name, column in whole.items()})


def _events(extract: Extract) -> Events:
    table = extract.table
    day, rows = _days(table, "day"), table.num_rows
    if extract.kind == "contacts":
        kind, held, due = _numbers(table, "kind"), _flags(table, "held"), _days(table, "due")
    elif extract.kind == "decisions":
        kind, held, due = _all(rows, "decision"), day != NO_DAY, _days(table, "due")
    else:
        kind, held, due = _all(rows, "sanction"), np.ones(rows, np.bool_), np.full(rows, NO_DAY, np.int32)
    return Events(_numbers(table, "person"), kind, day, held, due)


def _offers(extract: Extract) -> Offers:
    table = extract.table
    first, last, hours = _days(table, "first"), _days(table, "last"), table.column("hours")
    return Offers(
        person=_numbers(table, "person"),
        first=first,
        last=np.where(last == NO_DAY, np.maximum(first, np.int32(extract.last_day)), last),
        company=_flags(table, "company"),
        hours=hours.fill_null(FULL_TIME).to_numpy().astype(np.int16),
    )


def _all(rows: int, kind: str) -> NDArray[np.int8]:
    return np.full(rows, KINDS.index(kind), dtype=np.int8)


def _numbers(table: pa.Table, name: str) -> NDArray[Any]:
    values: NDArray[Any] = table.column(name).to_numpy()
    return values


def _flags(table: pa.Table, name: str) -> NDArray[np.bool_]:
    values: NDArray[np.bool_] = table.column(name).to_numpy().astype(np.bool_)
    return values


def _days(table: pa.Table, name: str) -> NDArray[np.int32]:
    values: NDArray[np.int32] = table.column(name).cast(pa.int32()).fill_null(NO_DAY).to_numpy()
    return values


_NONE = np.zeros(0, dtype=np.int32)
_NO_EVENTS = Events(_NONE, _NONE.astype(np.int8), _NONE, _NONE.astype(np.bool_), _NONE)
_NO_OFFERS = Offers(_NONE, _NONE, _NONE, _NONE.astype(np.bool_), _NONE.astype(np.int16))


def _rows(kind: ExtractKind) -> str:
    return f"{kind}.parquet"


def _persons(kind: ExtractKind) -> str:
    return f"{kind}-persons.parquet"


def _table(one: Vintage, name: str, schema: pa.Schema) -> pa.Table:
    """The columns of ``schema`` of a file that may have more."""
    try:
        table = pq.read_table(intact(one, name), columns=schema.names)
        if table.schema.remove_metadata() != schema:
            raise pa.ArrowInvalid(f"it has other columns than {', '.join(schema.names)}")
        return table
    except (pa.ArrowException, OSError) as error:
        raise one.unreadable(name, error) from None


def _keys(column: Any) -> NDArray[np.uint8]:
    whole = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    start, count = whole.offset * KEY_BYTES, len(whole) * KEY_BYTES
    if not count:
        return np.zeros((0, KEY_BYTES), dtype=np.uint8)
    keys = np.frombuffer(whole.buffers()[1], dtype=np.uint8, count=count, offset=start)
    return keys.reshape(-1, KEY_BYTES)
