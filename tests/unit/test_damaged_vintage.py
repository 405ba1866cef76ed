"""A damaged vintage is never read: whichever byte of whichever file is not what was written, it is named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pejling.spells.extract import SCHEMAS, Extract
from pejling.spells.panel import Runs, Window
from pejling.store.casework import read_extract, write_extract
from pejling.store.events import read_events, write_events
from pejling.store.manifest import MANIFEST, Manifest
from pejling.store.observations import read_observations, write_observations
from pejling.store.runs import RunsWriter, read_blocks, read_window
from pejling.store.vintages import new_vintage, verify, vintages
from pejling.terms.event import Event, EventKind
from pejling.terms.observation import Observation, table_of
from pejling.terms.problem import Problem
from pejling.terms.text import Text

PLACES = 60  # bytes tried in a file, spread over all of it


@dataclass(frozen=True)
class Place:
    """As much of a workspace as vintages need."""

    store: Path


def _observations(draft):
    rows = [
        Observation("persons", "dagpenge", "580", f"2011M{m:02d}", value=float(m), published=True)
        for m in range(1, 13)
    ]
    write_observations(draft, table_of(rows))


def _runs(draft):
    rng = np.random.default_rng(7)
    writer = RunsWriter(draft.folder)
    first = rng.integers(0, 3000, 400).astype(np.int16)
    writer.write(
        Runs(
            person=np.sort(rng.integers(0, 50, 400)).astype(np.int32),
            first=first,
            last=first,
            code=rng.integers(0, 1000, 400).astype(np.int16),
            municipality=rng.integers(0, 900, 400).astype(np.int16),
            birthday=rng.integers(-9000, 9000, 50).astype(np.int32),
            sex=rng.integers(0, 3, 50).astype(np.int8),
            key=rng.integers(0, 256, (50, 16)).astype(np.uint8),
        )
    )
    writer.finish(Window((3, 4, 9), (24_000,)))


def _casework(draft):
    schema = SCHEMAS["sanctions"]
    row = {"person": 0, "day": date(2012, 5, 4)}
    filled = {field.name: row.get(field.name) for field in schema}
    keys = np.arange(16, dtype=np.uint8).reshape(1, 16)
    table = _table([filled], schema)
    write_extract(draft.folder, Extract("sanctions", keys, table, 15_000, 16_000))
    draft.details = {"extracts": {"sanctions": {"first_day": "2011-01-26", "last_day": "2013-10-22"}}}


def _table(rows, schema):
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=schema)


def _events(draft):
    write_events(draft, [Event(date(2013, 1, 1), EventKind.REFORM, Text(da="Æ", en="AE"), "Lov nr. 1")])


def _read_runs(place):
    (one,) = vintages(place)
    read_window(one)
    return list(read_blocks(one))


def _read_casework(place):
    (one,) = vintages(place)
    return read_extract(one, "sanctions", ("person", "day"))


KINDS = {
    "observations": (_observations, read_observations),
    "runs": (_runs, _read_runs),
    "casework": (_casework, _read_casework),
    "events": (_events, read_events),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_byte_anywhere_is_told_and_no_figure_is_given(tmp_path, kind):
    """Also in footers, statistics and key-value metadata, which no checksum of a page covers."""
    write, read = KINDS[kind]
    place = Place(tmp_path / "store")
    with new_vintage(place, source="test", kind=kind) as draft:
        write(draft)
    read(place)  # whole, it is read
    (one,) = vintages(place)
    for record in one.facts.files:
        path = one.folder / record.name
        content = path.read_bytes()
        ends = {*range(12), *range(len(content) - 12, len(content))} & set(range(len(content)))
        for at in sorted({*np.linspace(0, len(content) - 1, PLACES, dtype=int).tolist(), *ends}):
            damaged = bytearray(content)
            damaged[at] ^= 1 << (at % 8)
            path.write_bytes(damaged)
            with pytest.raises(Problem, match=rf"{one.id} is damaged: {record.name}"):
                read(place)
            with pytest.raises(Problem, match=rf"{one.id} is damaged: the content of {record.name}"):
                verify(one)
        path.write_bytes(content)
    read(place)


def test_a_changed_byte_of_the_manifest_is_told(tmp_path):
    place = Place(tmp_path / "store")
    with new_vintage(place, source="test", kind="events", query={"table": "æ"}) as draft:
        _events(draft)
    (one,) = vintages(place)
    path = one.folder / MANIFEST
    content = path.read_bytes()
    told = []
    for at in range(len(content)):
        damaged = bytearray(content)
        damaged[at] ^= 1 << (at % 5)
        path.write_bytes(damaged)
        try:
            assert Manifest.read(path) == one.manifest, at  # a blank for another blank
        except Problem as problem:
            told.append(str(problem))
    assert len(told) > 0.8 * len(content)
    assert all(one.id in text for text in told)  # in its path, where the form is another
    path.write_bytes(content)
    assert Manifest.read(path) == one.manifest


def test_a_manifest_of_before_there_was_a_seal_is_read(tmp_path):
    place = Place(tmp_path / "store")
    with new_vintage(place, source="test", kind="events") as draft:
        _events(draft)
    (one,) = vintages(place)
    said = json.loads((one.folder / MANIFEST).read_text(encoding="utf-8"))
    assert len(said.pop("seal")) == 64
    (one.folder / MANIFEST).write_text(json.dumps(said), encoding="utf-8")
    assert vintages(place)[0].facts.seal == ""
    said["rows"] = 7
    said["seal"] = one.facts.seal
    (one.folder / MANIFEST).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(Problem, match="its content is not what was written"):
        vintages(place)
