"""Vintages: whole or not at all, whatever happens in between."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pejling.store.lock import Holder
from pejling.store.observations import read_observations, write_observations
from pejling.store.removal import erase, withdraw
from pejling.store.vintages import MANIFEST, new_vintage, verify, vintage, vintages
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


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), Problem("bad input"), SystemExit(1)])
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
    assert json.loads((one.folder / "withdrawn.json").read_text())["who"] == "Anna"
    verify(one)


def test_erase_deletes_and_leaves_a_tombstone(place):
    id = take_in(place, "secret")
    erase(place, id, "Anna", "GDPR article 17")
    one = vintage(place, id)
    assert (one.state, one.manifest) == ("erased", None)
    assert [p.name for p in one.folder.iterdir()] == ["erased.json"]
    tombstone = json.loads((one.folder / "erased.json").read_text())
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
    (folder / MANIFEST).write_text('{"form": 1}')
    with pytest.raises(Problem, match=rf"{id} is damaged: its manifest\.json cannot be read"):
        vintages(place)
    (folder / MANIFEST).write_text('{"form": 2}')
    with pytest.raises(Problem, match="has form 2; this program reads form 1"):
        vintages(place)


def test_what_is_no_vintage_is_not_looked_at(place):
    take_in(place)
    (place.store / "vintages" / "notes").mkdir()
    (place.store / "vintages" / ".DS_Store").write_text("")
    assert len(vintages(place)) == 1


def _check_after_a_kill(place, committed):
    """Nothing half is visible, and the next take-in clears up."""
    found = vintages(place)
    assert len(found) in committed
    for one in found:
        verify(one)
        assert len(one.facts.files) == 3
    with new_vintage(place, source="after", kind="runs") as draft:
        (draft.folder / "data").write_text("whole")
    assert list((place.store / ".partial").iterdir()) == []
    assert not (place.store / ".lock").exists()
    assert len(vintages(place)) == len(found) + 1


def _write(place):
    with new_vintage(place, source="dream", kind="runs", key_id="k") as draft:
        for number in range(3):
            (draft.folder / f"runs-{number}").write_bytes(b"x" * 100_000)


def test_a_kill_at_any_step_leaves_nothing_half(tmp_path):
    """A forked child dies without clearing up at its n-th touch of the file system, for every n."""
    steps = (
        "open",
        "os.mkdir",
        "os.rename",
        "os.link",
        "os.remove",
        "os.rmdir",
        "os.listdir",
        "shutil.rmtree",
    )
    step, finished = 0, False
    while not finished:
        place = Place(tmp_path / str(step) / "store")
        place.store.mkdir(parents=True)
        child = os.fork()
        if child == 0:
            left = [step]

            def die(event, _, left=left):
                if event in steps:
                    if left[0] == 0:
                        os._exit(9)
                    left[0] -= 1

            sys.addaudithook(die)
            try:
                _write(place)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        finished = os.waitstatus_to_exitcode(status) == 0
        _check_after_a_kill(place, committed={1} if finished else {0, 1})
        step += 1
    assert step > 15  # there were many steps to die at


CHILD = """
import sys
from pathlib import Path
from types import SimpleNamespace
from pejling.store.vintages import new_vintage
place = SimpleNamespace(store=Path(sys.argv[1]))
print("ready", flush=True)
for _ in range(1000):
    with new_vintage(place, source="dream", kind="runs", key_id="k") as draft:
        for number in range(3):
            (draft.folder / f"runs-{number}").write_bytes(b"x" * 3_000_000)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_real_process_killed_at_random_points(place, how):
    chance = random.Random(580)
    before = 0
    for _ in range(3):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(place.store)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
        )
        child.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        child.send_signal(how)
        child.wait()
        child.stdout.close()
        for one in vintages(place):
            verify(one)
        take_in(place)
        assert list((place.store / ".partial").iterdir()) == []
        assert len(vintages(place)) > before
        before = len(vintages(place))


ENDED = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from pejling.store.vintages import new_vintage
with new_vintage(SimpleNamespace(store=Path(sys.argv[1])), source="dream", kind="runs") as draft:
    (draft.folder / "runs").write_text("half")
    os.kill(os.getpid(), int(sys.argv[2]))
    input()  # the signal ends the process here at the latest
"""


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 128 + 15), (signal.SIGINT, -2)])
def test_a_process_that_is_asked_to_end_clears_up(place, how, code):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", ENDED, str(place.store), str(int(how))]
    ended = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert ended.returncode == code
    assert seen(place.store) == {}


def _row(period, value, measure="level", base=""):
    return Observation(
        "persons", "dagpenge", "580", period, measure=measure, base_period=base, value=value, published=True
    )


def _observe(place, rows):
    with new_vintage(place, source="observations", kind="observations") as draft:
        write_observations(draft, table_of(rows))
    assert draft.rows == len(rows)
    return draft.id


def test_the_vintage_taken_in_last_wins_key_by_key(place):
    first = _observe(place, [_row("2011", 1.0), _row("2012", 2.0), _row("2012", 5.0, "change_pct", "2011")])
    second = _observe(place, [_row("2012", 3.0)])
    rows = read_observations(place).to_pylist()
    assert [(r["period"], r["measure"], r["value"], r["vintage"]) for r in rows] == [
        ("2011", "level", 1.0, first),
        ("2012", "change_pct", 5.0, first),
        ("2012", "level", 3.0, second),
    ]
    withdraw(place, second, "Anna", "wrong")
    assert sorted(r["value"] for r in read_observations(place).to_pylist()) == [1.0, 2.0, 5.0]


def test_an_empty_store_has_no_observations(place):
    assert read_observations(place).num_rows == 0


def test_a_damaged_observation_file_is_a_problem(place):
    id = _observe(place, [_row("2011", 1.0)])
    file = place.store / "vintages" / id / "observations.parquet"
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(Problem, match=rf"{id} is damaged: observations\.parquet cannot be read"):
        read_observations(place)
