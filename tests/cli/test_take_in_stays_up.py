"""`pejling take-in dream` killed, doubled, on full, closed and damaged disks: all or nothing, and said."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pejling.store.vintages import verify, vintages
from pejling.store.workspace import Workspace

FULL = {"da": "disken er fuld", "en": "the disk is full"}
LONGEST = 60  # seconds that anything here may take


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week file of four blocks."""
    return written(tmp_path_factory.mktemp("weeks") / "weeks.parquet", 100_000)


def written(path: Path, persons: int) -> Path:
    """A week file of random persons, 25,000 a row group."""
    chance = np.random.default_rng(1)
    codes = {
        f"y_14{week:02d}": chance.choice(np.array([0, 111, 890], "int16"), persons) for week in range(1, 9)
    }
    pq.write_table(pa.table({"lobenr": np.arange(persons), **codes}), path, row_group_size=25_000)
    return path


def started(workspace: Path, file: Path, *words: str, **options: object) -> subprocess.Popen[str]:
    """A take-in in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PEJLING_KEY": "ab" * 32}
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from pejling.cli.main import main; main()",
            "take-in",
            "dream",
            str(file),
            *words,
        ],
        cwd=workspace,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def files_in(folder: Path) -> int:
    """How many files of persons a take-in has written so far."""
    return sum(1 for _ in folder.glob("*/*.parquet")) if folder.is_dir() else 0


def killed(workspace: Path, file: Path, after: int, wait: float) -> bool:
    """Kill a take-in when it has written ``after`` files, and ``wait`` seconds more; was it in time?"""
    child, until = started(workspace, file), time.monotonic() + LONGEST
    while child.poll() is None and files_in(workspace / "store" / ".partial") < after:
        assert time.monotonic() < until
        time.sleep(0.002)
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=LONGEST)
    return child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("persons", [100_000, pytest.param(600_000, marks=pytest.mark.slow)])
def test_killed_at_random_points_the_store_is_before_or_after(run, workspace, tmp_path, persons):
    small, large = written(tmp_path / "small.parquet", 500), written(tmp_path / "large.parquet", persons)
    files = 2 * persons // 25_000
    assert run("take-in", "dream", small).code == 0
    (first,) = vintages(Workspace.open(workspace))
    chance, whole, in_time = random.Random(580), 0, 0
    for after in (0, *(chance.randrange(1, files) for _ in range(persons // 150_000 + 1)), files):
        before = [one.id for one in vintages(Workspace.open(workspace))]
        in_time += killed(workspace, large, after, chance.uniform(0, 0.05))
        found = vintages(Workspace.open(workspace))
        assert [one.id for one in found][: len(before)] == before
        for one in found:
            verify(one)
        for one in found[len(before) :]:  # killed behind the rename: then it is all there
            whole += 1
            assert one.facts.details["persons"] == persons
        assert run("measure", "--indicator", "inflow", "--period", "2014M01").code == 0
    assert in_time >= 2  # the others had just ended
    answer = run("take-in", "dream", small)
    assert answer.code == 0, answer.err
    assert list((workspace / "store" / ".partial").iterdir()) == []
    assert not (workspace / "store" / ".lock").exists()
    found = vintages(Workspace.open(workspace))
    assert found[0].id == first.id
    assert len(found) == 2 + whole


HOLDER = """
import sys
from pathlib import Path
from pejling.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    input()
"""


def test_the_second_of_two_take_ins_is_refused(run, workspace, weeks):
    store = workspace / "store"
    store.mkdir(exist_ok=True)
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    answer = run("take-in", "dream", weeks)
    assert answer.code == 1
    assert f"proces {first.pid}" in answer.err
    assert "er ved at tage data ind. Vent" in answer.err
    assert vintages(Workspace.open(workspace)) == []
    first.kill()  # it dies without letting go of the lock, and the next one sees that
    first.communicate(timeout=LONGEST)
    assert run("take-in", "dream", weeks).code == 0


@pytest.mark.parametrize("lang", FULL)
def test_a_disk_that_fills_up_is_told_and_nothing_is_left(run, workspace, weeks, lang):
    """A limit on the size of a file stands for the disk: writing fails in the middle, as it does there."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    child = started(workspace, weeks, "--lang", lang, preexec_fn=limited)
    _, error = child.communicate(timeout=LONGEST)
    assert child.returncode == 1, error
    assert FULL[lang] in error
    assert "Traceback" not in error
    assert vintages(Workspace.open(workspace)) == []
    assert list((workspace / "store" / ".partial").iterdir()) == []
    assert run("status").code == 0


def test_a_folder_that_may_not_be_written_is_told(run, workspace, weeks, monkeypatch):
    make, partial = os.mkdir, workspace / "store" / ".partial"

    def refuse(path: str, *rest: object, **options: object) -> None:
        if Path(path).absolute().is_relative_to(partial):
            raise PermissionError(13, "Permission denied", str(path))
        make(path, *rest, **options)

    with monkeypatch.context() as patch:  # who runs tests as root may write anywhere
        patch.setattr(os, "mkdir", refuse)
        answer = run("take-in", "dream", weeks)
    assert answer.code == 1
    assert "store: der kan ikke skrives her (der er ikke adgang til den). Intet er ændret" in answer.err
    assert vintages(Workspace.open(workspace)) == []
    assert run("take-in", "dream", weeks).code == 0


def test_a_damaged_vintage_is_told_by_its_file_and_others_are_left_alone(run, workspace, tmp_path):
    small = written(tmp_path / "small.parquet", 500)
    assert run("take-in", "dream", small).code == 0
    (one,) = vintages(Workspace.open(workspace))
    path = one.folder / "runs-00000.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    answer = run("measure", "--indicator", "inflow", "--period", "2014M01")
    assert answer.code == 1
    for part in ("runs-00000.parquet", one.id, "vintages withdraw"):
        assert part in answer.err
    assert run("take-in", "dream", small).code == 0  # a later one is measured, and the damaged one kept
    assert run("measure", "--indicator", "inflow", "--period", "2014M01").code == 0
    assert path.read_bytes() == whole[: len(whole) // 2]
