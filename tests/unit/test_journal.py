"""The journal of vintages: one that vanishes is missed, and a kill leaves a journal that heals itself."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pejling.store.journal import FILE, exchanged, faults, missing, read_journal
from pejling.store.manifest import MANIFEST
from pejling.store.removal import erase, let_go, withdraw
from pejling.store.vintages import new_vintage, vintage, vintages
from pejling.terms.problem import Problem


@dataclass(frozen=True)
class Place:
    """As much of a workspace as vintages need."""

    store: Path


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "store")


def take_in(place):
    with new_vintage(place, source="published", kind="observations") as draft:
        (draft.folder / "data.txt").write_text("one")
    return draft.id


def seals(place):
    return {one.id: one.facts.seal for one in vintages(place)}


def test_every_vintage_is_entered_with_its_seal(place):
    ids = [take_in(place) for _ in range(3)]
    assert read_journal(place.store).seals == seals(place)
    assert list(read_journal(place.store).seals) == ids
    assert faults(place.store) == []
    withdraw(place, ids[0], "Anna", "forkert")
    erase(place, ids[1], "Anna", "artikel 17")
    assert faults(place.store) == []  # its tombstone is there


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_vintage_that_vanished_is_missed_until_somebody_settles_it(place, gone):
    ids = [take_in(place) for _ in range(3)]
    shutil.rmtree(place.store / "vintages" / ids[gone])
    assert missing(place.store) == [ids[gone]]
    with pytest.raises(Problem, match=f"the vintage {ids[gone]} has vanished"):
        vintage(place, ids[gone])
    take_in(place)  # and still after the next take-in
    assert [id for id, _ in faults(place.store)] == [ids[gone]]
    let_go(place, ids[gone], "Anna", "disken døde")
    assert faults(place.store) == []
    assert missing(place.store, every=True) == [ids[gone]]
    assert read_journal(place.store).settled[ids[gone]]["why"] == "disken døde"


def test_a_line_that_is_changed_or_taken_out_is_seen(place):
    for _ in range(3):
        take_in(place)
    path = place.store / FILE
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for broken in (
        lines[0] + lines[2],
        lines[1] + lines[2],
        whole.replace(b'"seal": "', b'"seal": "0', 1),
        lines[0] + b"{half\n" + lines[2],
        b"\xff\xfe",
    ):
        path.write_bytes(broken)
        assert [id for id, _ in faults(place.store)] == [FILE]
        take_in(place)  # goes on, and the journal stays broken
        assert FILE in [id for id, _ in faults(place.store)]
    path.unlink()
    take_in(place)
    assert faults(place.store) == []
    assert read_journal(place.store).seals == seals(place)


def test_a_workspace_of_before_there_was_a_journal_begins_one_with_what_is_there(place):
    ids = [take_in(place) for _ in range(2)]
    (place.store / FILE).unlink()
    assert (faults(place.store), len(vintages(place))) == ([], 2)
    ids.append(take_in(place))
    assert list(read_journal(place.store).seals) == ids


def test_a_kill_between_the_rename_and_the_journal_heals(place):
    take_in(place)
    before = (place.store / FILE).read_bytes()
    child = os.fork()
    if child == 0:
        from pejling.store import vintages as module

        module.enter = lambda *_: os._exit(9)
        take_in(place)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (place.store / FILE).read_bytes() == before
    assert len(vintages(place)) == 2
    assert faults(place.store) == []
    take_in(place)
    assert read_journal(place.store).seals == seals(place)
    assert len(seals(place)) == 3


def test_a_manifest_put_in_the_place_of_another_is_seen(place):
    first, second = take_in(place), take_in(place)
    folder = place.store / "vintages" / first
    said = vintage(place, first).facts
    other = {**json.loads((folder / MANIFEST).read_text()), "rows": 9, "seal": ""}
    (folder / MANIFEST).write_text(json.dumps(other))  # whole, as one of before there were seals
    assert said.rows == 0
    assert vintage(place, first).facts.rows == 9
    assert [id for id, _ in exchanged(place.store, seals(place))] == [first]
    assert second not in dict(exchanged(place.store, seals(place)))
