"""Vintages: whole or not at all, whatever happens in between."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pejling.store.durable import disk_problems
from pejling.store.lock import Holder
from pejling.store.manifest import MANIFEST
from pejling.store.observations import write_observations
from pejling.store.removal import account, erase, withdraw
from pejling.store.vintages import new_vintage, verify, vintage, vintages
from pejling.terms.observation import Observation, table_of
from pejling.terms.problem import Problem


@dataclass(frozen=True)
class Place:
    """As much of a workspace as vintages need."""

    store: Path


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "store")


def take_in(place, text="one", **given):
    with new_vintage(place, source="published", kind="observations", **given) as draft:
        (draft.folder / "data.txt").write_text(text)
        draft.rows = 1
    return draft.id


def seen(folder):
    """Every file below ``folder`` with its content."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_vintage_is_listed_with_its_manifest(place, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("abc")
    id = take_in(place, inputs=[source], query={"table": "y07a02"}, key_id="k1", synthetic=True)
    (one,) = vintages(place)
    facts = one.facts
    assert (one.id, one.state, one.kind, one.source) == (id, "current", "observations", "published")
    assert (facts.rows, facts.key_id, facts.synthetic, facts.query) == (1, "k1", True, {"table": "y07a02"})
    assert (facts.inputs[0].name, facts.inputs[0].bytes) == ("in.csv", 3)
    # SHA-256 of "abc", FIPS 180-2 appendix B.1
    assert facts.inputs[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert one.path("data.txt").read_text() == "one"
    assert facts.program.startswith("pejling")
    verify(one)


def test_vintages_come_oldest_first_also_when_the_clock_goes_back(place, monkeypatch):
    first = take_in(place)
    import pejling.store.vintages as module

    class Earlier(module.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(module, "datetime", Earlier)
    second, third = take_in(place), take_in(place)
    assert [one.id for one in vintages(place)] == [first, second, third]


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyboardInterrupt(), Problem(da="dårligt", en="bad input"), SystemExit(1)]
)
def test_what_ends_early_leaves_the_store_as_before(place, error):
    take_in(place)
    before = seen(place.store)

    def broken_off():
        with new_vintage(place, source="dream", kind="runs") as draft:
            (draft.folder / "runs.parquet").write_text("half")
            raise error

    with pytest.raises(type(error)):
        broken_off()
    assert seen(place.store) == before
    assert list((place.store / ".partial").iterdir()) == []


def test_a_full_disk_is_a_problem_and_leaves_the_store_as_before(place):
    take_in(place)
    before = seen(place.store)
    table = table_of([Observation("persons", "dagpenge", "580", "2011", value=1.0)])

    def fill():
        with new_vintage(place, source="dream", kind="runs") as draft:
            (draft.folder / "observations.parquet").symlink_to("/dev/full")  # no write finds space there
            write_observations(draft, table)

    with pytest.raises(Problem, match=r"the disk is full .* make room"):
        fill()
    assert seen(place.store) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_that_may_not_be_written_is_a_problem(place):
    place.store.mkdir(mode=0o500)
    with pytest.raises(Problem, match="cannot be written"):
        take_in(place)


def test_refused_access_to_the_store_is_a_problem_also_where_root_runs_the_tests(place, monkeypatch):
    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Problem, match=r"store.*cannot be written \(Permission denied\)"):
        take_in(place)


@pytest.mark.parametrize("inner", ["", "vintages", "vintages/x/erased.json", ".lock.123.ab"])
def test_a_refusal_inside_the_store_names_the_store_and_one_above_it_the_folder_above(tmp_path, inner):
    store = tmp_path / "store"
    with pytest.raises(Problem) as caught, disk_problems(store):
        raise PermissionError(13, "Permission denied", str(store / inner))
    assert str(caught.value).startswith(f"{store}: cannot be written (Permission denied)")
    assert "der kan ikke skrives her" in caught.value.text.da
    with pytest.raises(Problem) as caught, disk_problems(store):
        raise PermissionError(13, "Permission denied", str(tmp_path))
    assert str(caught.value).startswith(f"{tmp_path}: cannot be written")
    with pytest.raises(PermissionError), disk_problems(store):  # an input's own affair
        raise PermissionError(13, "Permission denied", str(tmp_path / "input.csv"))


def test_an_input_that_is_not_there_is_named_before_anything_is_written(place, tmp_path):
    with (
        pytest.raises(Problem, match=r"absent\.csv: there is no such file\. Check the name") as caught,
        new_vintage(place, source="dream", kind="runs", inputs=[tmp_path / "absent.csv"]),
    ):
        pytest.fail("the block began")
    assert "filen findes ikke" in caught.value.text.da
    assert not place.store.exists()


@pytest.mark.parametrize("where", ["store", "store/vintages"])
@pytest.mark.parametrize("what", ["file", "dangling link"])
def test_what_is_no_folder_in_the_place_of_one_is_told(place, where, what):
    wrong = place.store.parent / where
    wrong.parent.mkdir(exist_ok=True)
    if what == "file":
        wrong.write_text("")
    else:
        wrong.symlink_to("nowhere")
    for use in (vintages, take_in):
        with pytest.raises(Problem, match=f"{where} is no folder; .* Move away"):
            use(place)


def test_an_input_that_changes_while_it_is_read_is_refused(place, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("before")
    with (
        pytest.raises(Problem, match="changed while it was read"),
        new_vintage(place, source="dream", kind="runs", inputs=[source]),
    ):
        source.write_text("after, longer")
    assert vintages(place) == []


def test_a_second_writer_is_refused_while_the_first_lives(place):
    with new_vintage(place, source="dream", kind="runs"), pytest.raises(Problem) as caught:
        take_in(place)
    assert f"process {os.getpid()} on" in str(caught.value)
    take_in(place)  # the lock is gone with its holder


def _lock(place, **changed):
    place.store.mkdir(exist_ok=True)
    holder = {"pid": os.getpid(), "host": Holder.this_process().host, "born": Holder.this_process().born}
    (place.store / ".lock").write_text(json.dumps({**holder, **changed}))


def test_the_lock_of_a_dead_process_is_taken_over(place):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    _lock(place, pid=ended.pid)
    take_in(place)
    _lock(place, born="another process with our number")
    take_in(place)
    assert len(vintages(place)) == 2
    assert not (place.store / ".lock").exists()


@pytest.mark.parametrize("changed", [{}, {"host": "elsewhere", "pid": 1}])
def test_a_lock_whose_holder_may_live_is_respected(place, changed):
    _lock(place, **changed)
    with pytest.raises(Problem, match=r"is taking data in\. Wait .* delete .*\.lock"):
        take_in(place)
    assert (place.store / ".lock").exists()


def test_a_lock_that_says_nothing_is_respected_while_it_is_new(place):
    place.store.mkdir()
    lock = place.store / ".lock"
    lock.write_text("")
    with pytest.raises(Problem, match="another process is taking data in"):
        take_in(place)
    os.utime(lock, (time.time() - 3600,) * 2)
    take_in(place)


def test_a_lock_that_is_a_folder_is_told(place):
    (place.store / ".lock").mkdir(parents=True)
    with pytest.raises(Problem, match=r"\.lock is a folder; .* Delete it"):
        take_in(place)


def test_a_lock_that_is_a_link_to_nothing_is_like_one_that_says_nothing(place):
    place.store.mkdir()
    lock = place.store / ".lock"
    lock.symlink_to("nowhere")
    with pytest.raises(Problem, match="another process is taking data in"):
        take_in(place)
    os.utime(lock, (time.time() - 3600,) * 2, follow_symlinks=False)
    take_in(place)


def test_another_key_is_refused_until_the_old_persons_are_erased(place):
    first = take_in(place, key_id="aaaa")
    take_in(place)  # figures without persons need no key
    with pytest.raises(Problem, match=r"\(bbbb\) than the one of the vintage .* \(aaaa\)"):
        take_in(place, key_id="bbbb")
    take_in(place, key_id="aaaa")
    for one in vintages(place):
        if one.facts.key_id:
            erase(place, one.id, "Anna", "agreement ended")
    take_in(place, key_id="bbbb")
    assert first not in [one.id for one in vintages(place)]


def test_withdraw_hides_and_keeps(place):
    id = take_in(place)
    withdraw(place, id, "Anna", "wrong file")
    withdraw(place, id, "Bo", "again")  # nothing happens
    assert vintages(place) == []
    (one,) = vintages(place, every=True)
    assert one.state == "withdrawn"
    assert (account(one)["who"], account(one)["why"]) == ("Anna", "wrong file")
    verify(one)


def test_erase_deletes_and_leaves_a_tombstone(place):
    id = take_in(place, "secret")
    erase(place, id, "Anna", "GDPR article 17")
    one = vintage(place, id)
    assert (one.state, one.manifest) == ("erased", None)
    assert [p.name for p in one.folder.iterdir()] == ["erased.json"]
    tombstone = account(one)
    assert (tombstone["who"], tombstone["why"], tombstone["rows"]) == ("Anna", "GDPR article 17", 1)
    assert vintages(place) == []
    with pytest.raises(Problem, match="is erased"):
        _ = one.facts
    with pytest.raises(Problem, match="erased already"):
        erase(place, id, "Anna", "again")


def test_an_erasure_that_was_cut_off_is_finished_by_the_next_take_in(place):
    id = take_in(place, "secret")
    (place.store / "vintages" / id / "erased.json").write_text("{}")  # killed before the deletion
    assert vintages(place) == []
    take_in(place)
    assert [p.name for p in (place.store / "vintages" / id).iterdir()] == ["erased.json"]


def test_removal_needs_a_known_vintage_a_name_and_a_reason(place):
    id = take_in(place)
    with pytest.raises(Problem, match=f"there is no vintage 'x'; there are {id}"):
        withdraw(place, "x", "Anna", "y")
    with pytest.raises(Problem, match="needs a name"):
        erase(place, id, "Anna", " ")


def test_damage_is_told_with_vintage_and_file(place):
    id = take_in(place)
    folder = place.store / "vintages" / id
    (folder / "data.txt").write_text("two")  # as long as "one"
    with pytest.raises(Problem, match=rf"{id} is damaged: the content of data\.txt"):
        verify(vintage(place, id))
    (folder / "data.txt").write_text("longer")
    with pytest.raises(Problem, match=rf"{id} is damaged: data\.txt has 6 bytes, 3 were written"):
        vintage(place, id).path("data.txt")
    (folder / "data.txt").unlink()
    with pytest.raises(Problem, match=r"data\.txt has no bytes"):
        verify(vintage(place, id))
    (folder / MANIFEST).write_text('{"form": 2}')
    with pytest.raises(Problem, match="has form 2; this program reads form 1"):
        vintages(place)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}", "it lacks id, source, kind, taken_in, "),
        ('{"form": 1}', "it lacks id"),
        ("[]", "its content is no JSON object"),
        ("", "Expecting value"),
    ],
)
def test_a_broken_manifest_is_told_with_what_is_wrong(place, content, reason):
    id = take_in(place)
    (place.store / "vintages" / id / MANIFEST).write_text(content)
    with pytest.raises(Problem) as caught:
        vintages(place)
    assert f"{id} is damaged: its manifest.json cannot be read ({reason}" in str(caught.value)
    assert "er beskadiget: dens manifest.json kan ikke læses (" in caught.value.text.da


def test_a_manifest_with_a_field_too_many_is_told(place):
    id = take_in(place)
    path = place.store / "vintages" / id / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "colour": "red"}))
    with pytest.raises(Problem, match=r"cannot be read \(unknown field: colour\)"):
        vintages(place)


def test_names_that_are_no_text_are_kept_readable(place, tmp_path):
    """A file's name and a reason may hold bytes that are no UTF-8: \\xe6 stands for such a one."""
    source = Path(os.fsdecode(os.fsencode(tmp_path) + b"/d\xe6ta \xc3\xa6.csv"))
    source.write_text("abc")
    id = take_in(place, inputs=[source], query={"half": "\udce6"})
    facts = vintage(place, id).facts
    assert facts.inputs[0].name == "d\\xe6ta æ.csv"
    assert facts.query == {"half": "\udce6"}
    withdraw(place, id, "Anna", "fejl \udce6")
    assert account(vintage(place, id))["why"] == "fejl \\xe6"


def test_what_is_no_vintage_is_not_looked_at(place):
    take_in(place)
    (place.store / "vintages" / "notes").mkdir()
    (place.store / "vintages" / ".DS_Store").write_text("")
    assert len(vintages(place)) == 1
