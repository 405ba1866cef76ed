"""The ledger on disk: a chain of links in which nothing can be lost or changed unseen."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from pejling.disclosure.ledger import TOLD
from pejling.store import releases as ledger
from pejling.store.releases import Facts, append, cells, faults, release, releases
from pejling.terms.problem import Problem

FACTS = Facts("measure", "public", "pejling-5", "", ("v1",))


@dataclass
class Place:
    store: Path


def told(number: float) -> pa.Table:
    row = {field.name: "x" if field.type == pa.string() else None for field in TOLD}
    return pa.Table.from_pylist([row | {"hidden": False, "published": False, "number": number}], schema=TOLD)


@pytest.fixture
def place(tmp_path):
    """Three releases, of the numbers 10, 11 and 12."""
    (tmp_path / "store").mkdir()
    here = Place(tmp_path / "store")
    for number in (10, 11, 12):
        append(here, FACTS, told(number))
    return here


def links(place):
    return sorted((place.store / "releases").glob("2*.json"))


def test_releases_come_back_as_they_were_written(place):
    found = releases(place)
    assert [cells(place, one)["number"].to_pylist() for one in found] == [[10], [11], [12]]
    assert [one.facts for one in found] == [FACTS] * 3
    assert [one.cells for one in found] == [1, 1, 1]
    assert faults(place) == []
    assert release(place, found[1].id[:-3]) == found[1]


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_text("{", encoding="utf-8"),
        lambda path: path.write_text(path.read_text().replace("measure", "compare"), encoding="utf-8"),
        lambda path: path.rename(path.with_name("20300101T000000000000Z-00000000.json")),
        lambda path: path.write_text("[]", encoding="utf-8"),
    ],
    ids=["lost", "half", "edited", "renamed", "other"],
)
def test_a_lost_or_changed_link_is_told_and_nothing_new_is_added(place, damage, at):
    damage(links(place)[at])
    before = {path.name: path.read_bytes() for path in (place.store / "releases").iterdir()}
    assert faults(place)
    for ask in (lambda: releases(place), lambda: append(place, FACTS, told(13))):
        with pytest.raises(Problem, match=r"the ledger of releases .* is damaged"):
            ask()
    assert {path.name: path.read_bytes() for path in (place.store / "releases").iterdir()} == before


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"PAR1")])
def test_lost_or_changed_cells_are_told(place, damage):
    path = place.store / "releases" / releases(place)[1].cells_file.name
    damage(path)
    (fault,) = faults(place)
    assert path.name in fault.en
    with pytest.raises(Problem, match=path.name):
        cells(place, releases(place)[1])


def test_both_ends_cut_off_at_once(place):
    """The last link and the note of it: the one before then says too little."""
    links(place)[-1].unlink()
    (place.store / "releases" / "head.json").unlink()
    assert [fault.en for fault in faults(place)] == ["head.json is missing"]


def test_what_was_cut_off_is_mended_by_the_next(place):
    """Killed between the link and the note of it: one link more than the note knows. Killed before the link:
    cells that nobody names."""
    folder = place.store / "releases"
    note = (folder / "head.json").read_bytes()
    append(place, FACTS, told(13))
    (folder / "head.json").write_bytes(note)
    shutil.copy(
        folder / releases(place)[0].cells_file.name, folder / "20000101T000000000000Z-00000000.parquet"
    )
    (folder / ".x.1.part").write_bytes(b"half")
    assert faults(place) == []
    append(place, FACTS, told(14))
    assert [cells(place, one)["number"].to_pylist() for one in releases(place)] == [
        [10],
        [11],
        [12],
        [13],
        [14],
    ]
    assert len(list(folder.iterdir())) == 11  # five links with their cells, and the note
    assert json.loads((folder / "head.json").read_text())["count"] == 5


def test_a_full_disk_adds_nothing(place, monkeypatch):
    def full(path, content):
        if path.suffix == ".json":
            raise OSError(28, "No space left on device", str(path))
        path.write_bytes(content)

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "write_durably", full)
        with pytest.raises(Problem, match="the disk is full"):
            append(place, FACTS, told(13))
    assert len(releases(place)) == 3
    append(place, FACTS, told(13))
    assert len(releases(place)) == 4


def test_a_clock_set_back_keeps_the_order(place, monkeypatch):
    class Yesterday(ledger.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(ledger, "datetime", Yesterday)
    append(place, FACTS, told(13))
    assert cells(place, releases(place)[-1])["number"].to_pylist() == [13]
