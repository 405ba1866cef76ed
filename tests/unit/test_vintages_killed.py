"""Vintages and processes that die: at every step, at random points, and when asked to end."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pejling.store.vintages import new_vintage, verify, vintages


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


def hears_interrupts():
    """For a new process: one started in the background would pass interrupts over."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
            preexec_fn=hears_interrupts,
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
    ended = subprocess.run(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        preexec_fn=hears_interrupts,
    )
    assert ended.returncode == code
    assert [path for path in place.store.rglob("*") if path.is_file()] == []
