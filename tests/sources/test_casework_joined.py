"""Casework joined to runs by pseudonym: the same as a plain look-up of every person."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from stored_runs import as_vintage

from pejling.spells.casework import FULL_TIME, KINDS, NO_DAY, Casework
from pejling.spells.extract import SCHEMAS, Extract, ExtractKind
from pejling.spells.panel import Runs, Window
from pejling.store.casework import (
    cases_of,
    found_in,
    held_by,
    read_casework,
    read_extract,
    with_casework,
    write_extract,
)
from pejling.store.runs import RunsWriter
from pejling.terms.problem import Problem

JAN1 = (date(2019, 1, 1) - date(1970, 1, 1)).days


def keys(*names: int) -> NDArray[np.uint8]:
    """Pseudonyms whose first halves are often the same and whose order is that of the names."""
    found = [(name % 3).to_bytes(8, "big") + (name * 7).to_bytes(8, "big") for name in names]
    return np.frombuffer(b"".join(found), dtype=np.uint8).reshape(-1, 16)


def extract(kind: ExtractKind, rows: list[tuple[int, ...]], last: int = JAN1 + 99) -> Extract:
    """Rows of (name of person, and the columns of the schema), put in the order of the extract."""
    names = sorted({row[0] for row in rows}, key=lambda name: bytes(keys(name)))
    schema = SCHEMAS[kind]
    rows = sorted(rows, key=lambda row: names.index(row[0]))
    columns = [
        [names.index(row[0]) for row in rows],
        *([row[at] for row in rows] for at in range(1, len(schema))),
    ]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return Extract(kind, keys(*names), pa.table(arrays, schema=schema), JAN1, last)


def block(names: list[int]) -> Runs:
    count = len(names)
    weeks = np.full(count, 1500, dtype=np.int16)
    return Runs(
        person=np.arange(count, dtype=np.int32),
        first=weeks,
        last=weeks,
        code=weeks,
        municipality=weeks,
        birthday=np.zeros(count, dtype=np.int32),
        sex=np.zeros(count, dtype=np.int8),
        key=keys(*names),
    )


def rows_of(of: object) -> list[tuple[object, ...]]:
    columns = [getattr(of, field.name).tolist() for field in fields(of)]  # type: ignore[arg-type]
    return list(zip(*columns, strict=True))


def joined(names: list[int], *extracts: Extract) -> Casework:
    (found,) = with_casework([block(names)], cases_of(extracts))
    assert found.casework is not None
    return found.casework


def test_the_rows_of_each_person_of_the_block():
    contacts = extract(
        "contacts",
        [(4, 0, JAN1, True, JAN1 + 3), (4, 1, None, False, JAN1 + 9), (9, 0, JAN1 + 1, True, None)],
    )
    decisions = extract("decisions", [(4, None, JAN1 + 30, "udvidet ret"), (2, JAN1 + 5, None, "afslag")])
    sanctions = extract("sanctions", [(2, JAN1 + 8, "karantæne")])
    found = joined([2, 7, 4], contacts, sanctions, decisions)  # 7 has no casework, 9 is not in the block
    contact, reassessment, sanction, decision = range(len(KINDS))
    assert rows_of(found.events) == [
        (0, sanction, JAN1 + 8, True, NO_DAY),
        (0, decision, JAN1 + 5, True, NO_DAY),
        (2, contact, JAN1, True, JAN1 + 3),
        (2, reassessment, NO_DAY, False, JAN1 + 9),
        (2, decision, NO_DAY, False, JAN1 + 30),  # not decided yet
    ]
    assert rows_of(found.offers) == []


def test_offers_without_hours_or_end():
    text = ("praktik", "Firma", "prøve faget", None)
    offers = extract(
        "offers",
        [
            (1, JAN1, JAN1 + 20, True, 185, *text),
            (1, JAN1 + 5, None, False, None, *text),
            (2, JAN1 + 200, None, False, 0, *text),  # planned, after the extract's last day
        ],
        last=JAN1 + 99,
    )
    assert rows_of(joined([1, 2], offers).offers) == [
        (0, JAN1, JAN1 + 20, True, 185),
        (0, JAN1 + 5, JAN1 + 99, False, FULL_TIME),
        (1, JAN1 + 200, JAN1 + 200, False, 0),
    ]


def test_nobody_and_nothing():
    contacts = extract("contacts", [(4, 0, JAN1, True, None)])
    assert rows_of(joined([], contacts).events) == []
    assert rows_of(joined([1, 2], contacts).events) == []
    assert rows_of(joined([4]).events) == []


people = st.integers(0, 40)
days = st.integers(JAN1, JAN1 + 9)
events = st.lists(st.tuples(people, st.integers(0, 1), days, st.booleans(), st.none() | days), max_size=60)


@given(events, st.lists(people, unique=True, max_size=30))
def test_like_a_plain_look_up(rows, names):
    contacts = extract("contacts", rows)
    expected = [
        (at, kind, day, held, NO_DAY if due is None else due)
        for at, name in enumerate(names)
        for who, kind, day, held, due in rows
        if who == name
    ]
    found = joined(names, contacts).events
    assert rows_of(found) == expected
    assert [getattr(found, field.name).dtype for field in fields(found)] == [
        np.int32,
        np.int8,
        np.int32,
        np.bool_,
        np.int32,
    ]


def test_an_extract_comes_back_as_it_was_written(tmp_path):
    text = ("løntilskud", "Værftet", "", 12_345_00)
    offers = extract(
        "offers", [(1, JAN1, None, True, None, *text), (5, JAN1, JAN1 + 9, False, 370, "x", "y", "z", None)]
    )
    for path in write_extract(tmp_path, offers):
        assert path.parent == tmp_path
    one = as_vintage(tmp_path)
    said = {"offers": {"first_day": "2019-01-01", "last_day": "2019-04-10"}}
    assert one.manifest is not None
    one = replace(one, manifest=replace(one.manifest, details={"extracts": said}))
    assert held_by(one) == ["offers"]
    back = read_extract(one, "offers")
    assert back.table.to_pylist() == offers.table.to_pylist()
    assert back.keys.tolist() == offers.keys.tolist()
    assert (back.first_day, back.last_day) == (JAN1, JAN1 + 99)
    (found,) = with_casework([block([5, 1])], read_casework({"offers": one}))
    assert found.casework is not None
    assert rows_of(found.casework.offers) == rows_of(joined([5, 1], offers).offers)


def test_a_damaged_extract_is_told(tmp_path):
    sanctions = extract("sanctions", [(1, JAN1, "x")])
    write_extract(tmp_path, sanctions)
    one = as_vintage(tmp_path)
    assert one.manifest is not None
    said = {"sanctions": {"first_day": "2019-01-01", "last_day": "2019-04-10"}}
    one = replace(one, manifest=replace(one.manifest, details={"extracts": said}))
    path = tmp_path / "sanctions.parquet"
    path.write_bytes(b"PAR1" + bytes(path.stat().st_size - 8) + b"PAR1")
    with pytest.raises(Problem, match=r"is damaged: sanctions\.parquet cannot be read"):
        read_casework({"sanctions": one})
    path.unlink()
    with pytest.raises(Problem, match=r"is damaged: sanctions\.parquet has no bytes"):
        read_casework({"sanctions": one})


@pytest.mark.parametrize("blocks", [[[3, 8], [1, 30]], [[]], []])
def test_who_is_in_a_delivery(tmp_path, blocks):
    writer = RunsWriter(tmp_path)
    for names in blocks:
        writer.write(block(names))
    writer.finish(Window((1500,)))
    asked = sorted([1, 2, 3, 30, 31], key=lambda name: bytes(keys(name)))
    found = found_in(as_vintage(tmp_path), keys(*asked))
    assert [name for name, hit in zip(asked, found, strict=True) if hit] == [
        name for name in asked if any(name in names for names in blocks)
    ]
