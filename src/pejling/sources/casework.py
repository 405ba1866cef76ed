"""Casework extracts: contacts, offers, sanctions, decisions, cases and staff, a row each, from CSV or Excel.

Whose format it is: none is fixed; ``casework_columns`` says what columns may be called. Persons become
pseudonyms here, and no number of theirs goes further, not in a text either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.casework_cells import (
    NEEDED,
    NONE,
    Bad,
    Texts,
    Words,
    areas_of_work,
    blank_rows,
    caseworkers,
    numbers,
    texts,
    worker_id,
)
from pejling.sources.casework_columns import FIELDS, Heads, heads_of
from pejling.sources.casework_mapping import ColumnMapping, chosen_for
from pejling.sources.casework_table import Cells, Table, open_table, refused
from pejling.sources.pseudonym import birthday_in, normalised, pseudonyms
from pejling.spells.extract import SCHEMAS, Extract, ExtractKind
from pejling.spells.layout import ColumnNames
from pejling.terms.day import number_of
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SHOWN = 10  # bad cells in one message
_TYPES = {
    "day": np.int32,
    "month": np.int32,
    "yes": np.int8,
    "word": np.int8,
    "hours": np.int16,
    "money": np.int64,
    "fte": np.int32,
}
_TEXTS = ("text", "work", "worker")
_FROM_TO = ("offers", "cases", "staff")  # kinds whose rows run from a day to a day
Report = Callable[[int, int, str], None]  # done, total, and what is being done

CASE_ENDS = Text(
    da="det slutter tidligst den dag, det begynder", en="it ends no earlier than the day it begins"
)
FROM_WHEN = Text(da="rækken skal have en fra-dato eller en måned", en="the row needs a from date or a month")
DATED = Text(
    da="en række skal have en dato eller en frist", en="a row needs a date or a date by which it is due"
)
HELD_WHEN = Text(da="det, der er afholdt, skal have en dato", en="what was held needs a date")
ENDS = Text(
    da="et tilbud slutter tidligst den dag, det begynder", en="an offer ends no earlier than it begins"
)


@dataclass(frozen=True, slots=True)
class CaseworkOptions:
    """How extracts are read: the workspace's names of the person column and its words, and today.

    What lies after ``today`` is a plan, and does not move the extract's last day. ``mappings``: which column
    says what; with ``must_map`` a file that none of them fits is refused, else its own names are read.
    """

    names: ColumnNames = ColumnNames()  # noqa: RUF009  frozen
    words: Words = Words()  # noqa: RUF009  frozen
    today: date = field(default_factory=date.today)
    mappings: tuple[ColumnMapping, ...] = ()
    must_map: bool = False


@dataclass(frozen=True)
class Part:
    """One file as read: ``keys`` of its persons as they come, ``person`` the row of ``keys`` of each row.

    ``columns``: by field, whole numbers with NONE where blank, or texts. ``without_cpr``: persons of a column
    of CPR numbers whose id is none. ``mapping``: by which it was read, if any.
    """

    file: str
    heads: Heads
    keys: NDArray[np.uint8]
    person: NDArray[np.int32]
    columns: Mapping[str, Any]
    without_cpr: int
    mapping: ColumnMapping | None = None

    @property
    def kind(self) -> ExtractKind:
        return self.heads.kind

    @property
    def rows(self) -> int:
        return len(self.person)


def read_casework(
    path: Path,
    key: bytes,
    kind: ExtractKind | None = None,
    options: CaseworkOptions | None = None,
    report: Report | None = None,
) -> Part:
    """Read one file; without ``kind`` it is told from the columns. Persons get pseudonyms under ``key``.

    Every cell that cannot be used is told in one Problem (the first ten of them), with its line.
    """
    options = options or CaseworkOptions()
    table = open_table(path)
    mapping = chosen_for(table.file, table.columns, options.mappings, kind, options.must_map)
    if mapping:
        heads, words = mapping.heads(table.file, table.columns), options.words.with_(mapping.words)
    else:
        heads = heads_of(table.file, table.columns, kind, options.names.person, options.names.cpr)
        words = options.words

    def told(done: int, total: int) -> None:
        if report:
            report(done, total, table.file)

    by_name = table.read(list(heads.columns.values()), told)
    cells = {id: by_name[name] for id, name in heads.columns.items()}
    row_of, cells = _without_blank_rows(table, cells)
    columns, bad = _columns(table.file, heads, cells, words, key)
    of_staff = heads.kind == "staff"
    ids = [worker_id(text) if of_staff else normalised(text, heads.cpr) for text in cells["person"].texts]
    nobody = np.array([not id for id in ids])[cells["person"].which]
    if nobody.any():
        bad.append(Bad(cells["person"], np.flatnonzero(nobody), NEEDED))
    bad += _at_odds(heads.kind, cells, columns)
    if bad:
        raise _refused(table, bad, row_of)
    without = sum(birthday_in(id) is None for id in set(ids)) if heads.cpr else 0
    which = cells["person"].which
    return Part(table.file, heads, pseudonyms(ids, key), which, _settled(columns), without, mapping)


def _without_blank_rows(
    table: Table, cells: dict[str, Cells]
) -> tuple[NDArray[np.int64] | None, dict[str, Cells]]:
    """The cells of the rows that say something, and the file's rows that these are (None: all of them)."""
    blank = blank_rows(list(cells.values()))
    if not blank.any():
        return None, cells
    if blank.all():
        raise Problem(
            da=f"{table.file}: alle rækker under kolonnenavnene er tomme; der skal være mindst én.",
            en=f"{table.file}: all rows under the header are blank; at least one is needed.",
        )
    kept = np.flatnonzero(~blank)
    # a text that only blank rows had (the empty one, mostly) is no longer anybody's
    left = {}
    for id, one in cells.items():
        used, which = np.unique(one.which[kept], return_inverse=True)
        left[id] = Cells(one.column, [one.texts[at] for at in used], which.astype(np.int32))
    return kept, left


def _columns(
    file: str, heads: Heads, cells: Mapping[str, Cells], words: Words, key: bytes
) -> tuple[dict[str, Any], list[Bad]]:
    found: dict[str, Any] = {}
    bad: list[Bad] = []
    for one in heads.fields:
        wrong: list[Bad] = []
        if one.id == "person":
            continue
        if one.read == "text":
            found[one.id], wrong = texts(one, cells[one.id])
        elif one.read == "work":
            found[one.id], wrong = areas_of_work(one, cells[one.id], words, heads.kind == "staff")
        elif one.read == "worker":
            found[one.id] = caseworkers(cells[one.id], key)
        else:
            try:
                values, wrong = numbers(one, cells[one.id], words)
            except Problem as problem:  # two forms of numbers in one column
                raise Problem(da=f"{file}, {problem.text.da}", en=f"{file}, {problem.text.en}") from None
            found[one.id] = values.astype(_TYPES[one.read])
        bad += wrong
    return found, bad


def _at_odds(kind: ExtractKind, cells: Mapping[str, Cells], columns: Mapping[str, Any]) -> list[Bad]:
    """Cells that do not go with the others of their row."""
    found = []
    if kind in _FROM_TO and {"first", "last"} <= columns.keys():
        first, last = columns["first"], columns["last"]
        backwards = (last >= 0) & (first >= 0) & (last < first)
        found.append(Bad(cells["last"], np.flatnonzero(backwards), ENDS if kind == "offers" else CASE_ENDS))
    if kind == "staff":
        undated = np.logical_and.reduce([columns[id] == NONE for id in ("first", "month") if id in columns])
        cell = cells["first"] if "first" in cells else cells["month"]
        found.append(Bad(cell, np.flatnonzero(undated), FROM_WHEN))
    if kind in ("contacts", "decisions"):
        undated = columns["day"] == NONE
        due = columns.get("due")
        dueless = undated if due is None else undated & (due == NONE)
        found.append(Bad(cells["day"], np.flatnonzero(dueless), DATED))
        if kind == "contacts":
            held = _settled(columns)["held"]
            found.append(Bad(cells["day"], np.flatnonzero(undated & ~dueless & (held == 1)), HELD_WHEN))
    return [one for one in found if len(one.rows)]


def _settled(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns with ``held`` for contacts: held and not cancelled; a blank cell is neither.

    Where only cancellations are told, a contact with a date was held unless cancelled. A month of staff is
    from its first day to its last.
    """
    found = dict(columns)
    month = found.pop("month", None)
    if month is not None:
        begins = month.astype("datetime64[D]").astype("datetime64[M]") + 1
        ends = (begins.astype("datetime64[D]") - 1).astype(np.int64).astype(np.int32)
        blank = np.full_like(month, NONE)
        found["first"] = np.where(month != NONE, month, found.get("first", blank))
        found["last"] = np.where(month != NONE, ends, found.get("last", blank))
    cancelled, held = found.pop("cancelled", None), found.get("held")
    if cancelled is not None:
        told = (columns["day"] != NONE) if held is None else (held == 1)
        found["held"] = (told & (cancelled != 1)).astype(np.int8)
    elif held is not None:
        found["held"] = (held == 1).astype(np.int8)
    return found


def _refused(table: Table, bad: Sequence[Bad], row_of: NDArray[np.int64] | None) -> Problem:
    """The first of the bad cells in the file's order, and how many more there are."""
    first = [(int(row), at, one) for at, one in enumerate(bad) for row in one.rows[:SHOWN]]
    first.sort(key=lambda each: each[:2])
    told = [
        (row if row_of is None else int(row_of[row]), one.cells.column, one.text(row), one.allowed)
        for row, _, one in first[:SHOWN]
    ]
    return refused(table, told, sum(len(one.rows) for one in bad) - len(told))


def extract_of(parts: Sequence[Part], today: date) -> tuple[Extract, int]:
    """Files of one kind as one extract, and how many rows repeated another.

    Rows that say the same of the same person in everything that is read are one row.
    """
    kind = parts[0].kind
    keys, rank = _ranked(np.concatenate([part.keys for part in parts]))
    offsets = np.cumsum([0, *(len(part.keys) for part in parts)])
    person = [rank[part.person + offset] for part, offset in zip(parts, offsets[:-1], strict=True)]
    columns: dict[str, NDArray[Any]] = {"person": np.concatenate(person)}
    spelt: dict[str, list[str]] = {}
    by_id = {one.id: one for one in FIELDS[kind]}
    for name in SCHEMAS[kind].names[1:]:
        one = by_id[name]
        if one.read in _TEXTS:
            columns[name], spelt[name] = _texts_of(parts, name)
        else:
            blank = 0 if one.read == "word" else NONE  # no column of kinds: all are contacts
            columns[name] = np.concatenate(
                [part.columns.get(name, np.full(part.rows, blank, _TYPES[one.read])) for part in parts]
            )
    rows = len(columns["person"])
    columns = _sorted(columns)
    arrays = [_arrow(columns[name], field_.type, spelt.get(name)) for name, field_ in _fields(kind)]
    first, last = _span(kind, columns, today)
    extract = Extract(kind, keys, pa.table(arrays, schema=SCHEMAS[kind]), first, last)
    return extract, rows - extract.table.num_rows


def _fields(kind: ExtractKind) -> list[tuple[str, pa.Field]]:
    return [(name, SCHEMAS[kind].field(name)) for name in SCHEMAS[kind].names]


def _ranked(keys: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """The different keys, ascending; and of each key given its place among them."""
    words = np.ascontiguousarray(keys).view(">u8").astype(np.uint64).reshape(-1, 2)
    order = np.lexsort((words[:, 1], words[:, 0]))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (words[order[1:]] != words[order[:-1]]).any(axis=1)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.cumsum(new) - 1
    return keys[order[new]], rank


def _texts_of(parts: Sequence[Part], id: str) -> tuple[NDArray[np.int32], list[str]]:
    """A column of texts of several files under one numbering, that of their order."""
    given = [part.columns.get(id, Texts([], np.full(part.rows, NONE, np.int32))) for part in parts]
    whole = [one for one in given if isinstance(one, Texts)]
    all_texts = sorted({text for one in whole for text in one.texts})
    place = {text: at for at, text in enumerate(all_texts)}
    which = [np.array([*(place[text] for text in one.texts), NONE], np.int32)[one.which] for one in whole]
    return np.concatenate(which), all_texts


def _sorted(columns: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The rows in the order of their columns, those that are equal once."""
    lowest = {name: int(column.min()) for name, column in columns.items()}
    bits = {
        name: int(column.max() - low).bit_length()
        for (name, column), low in zip(columns.items(), lowest.values(), strict=True)
    }
    if sum(bits.values()) <= 64:  # a row is one number, and these are sorted fastest
        packed = np.zeros(len(columns["person"]), dtype=np.uint64)
        for name, column in columns.items():
            packed <<= np.uint64(bits[name])
            packed |= (column.astype(np.int64) - lowest[name]).astype(np.uint64)
        packed.sort()
        packed = packed[np.concatenate([[True], packed[1:] != packed[:-1]])]
        found = {}
        for name, column in reversed(columns.items()):
            part = packed & np.uint64((1 << bits[name]) - 1)
            found[name] = (part.astype(np.int64) + lowest[name]).astype(column.dtype)
            packed >>= np.uint64(bits[name])
        return found
    order = np.lexsort([*reversed(columns.values())])
    new = np.zeros(len(order), dtype=np.bool_)
    new[0] = True
    for column in columns.values():
        new[1:] |= column[order[1:]] != column[order[:-1]]
    return {name: column[order[new]] for name, column in columns.items()}


def _arrow(values: NDArray[Any], type: pa.DataType, spelt: list[str] | None) -> pa.Array:
    """A column as it is stored: null where it says nothing."""
    mask = values == NONE
    if spelt is not None:
        return pa.DictionaryArray.from_arrays(pa.array(values, mask=mask), pa.array(spelt, pa.string()))
    if pa.types.is_boolean(type):
        return pa.array(values == 1)
    return pa.array(values, mask=mask).cast(type)


def _span(kind: ExtractKind, columns: Mapping[str, NDArray[Any]], today: date) -> tuple[int, int]:
    """The earliest and the latest day that is no plan; of all days where all of them are plans.

    Of cases and staff the first day is the earliest on which one is known to have ended: who left before it
    may well be missing. Where none has, only the last day is known.
    """
    names = ("first", "last") if kind in _FROM_TO else ("day",)
    days = np.concatenate([columns[name][columns[name] != NONE] for name in names])
    if not len(days):
        days = columns["due"]
    past = days[days <= number_of(today)]
    first, last = int((past if len(past) else days).min()), int((past if len(past) else days).max())
    if kind in ("cases", "staff"):
        ends = columns["last"][columns["last"] != NONE]
        first = min(int(ends.min()), last) if len(ends) else last
    return first, last
