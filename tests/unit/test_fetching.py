"""Answers kept between tries: whole or not at all, for a day, for one process and one question at a time."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from pejling.store.fetching import kept
from pejling.terms.problem import Problem

QUESTION = {"table": "y60a02", "periods": ["2026M01"]}


@dataclass(frozen=True)
class Place:
    """As much of a workspace as the store needs."""

    store: Path


@pytest.fixture
def place(tmp_path):
    (tmp_path / "store").mkdir()
    return Place(tmp_path / "store")


class CutOffError(Exception):
    """What ends a fetch in these tests."""


def cut_off(place, question=QUESTION, **answers):
    with suppress(CutOffError), kept(place, question) as memory:
        for part, body in answers.items():
            memory.put(part, body.encode())
        raise CutOffError


def answers_of(place):
    return [path for path in place.store.rglob("*") if path.is_file()]


def test_what_was_kept_is_there_at_the_next_try_and_gone_after_the_last(place):
    cut_off(place, one="1", two="2")
    with kept(place, QUESTION) as memory:
        assert (memory.get("one"), memory.get("two"), memory.get("three")) == (b"1", b"2", None)
        memory.put("three", b"3")
    assert list(place.store.iterdir()) == []
    with kept(place, QUESTION) as memory:
        assert memory.get("one") is None


def test_another_question_has_other_answers(place):
    cut_off(place, one="1")
    with kept(place, {**QUESTION, "update_latest": "2026-09-17"}) as memory:
        assert memory.get("one") is None
    with kept(place, QUESTION) as memory:
        assert memory.get("one") == b"1"


def test_a_fetch_that_kept_nothing_leaves_nothing(place):
    cut_off(place)
    assert list(place.store.iterdir()) == []


def test_a_damaged_answer_is_as_good_as_none(place):
    cut_off(place, one="first answer", two="second answer")
    for path in answers_of(place):
        whole = path.read_bytes()
        if whole.endswith(b"first answer"):
            path.write_bytes(whole[:-3])
    with kept(place, QUESTION) as memory:
        assert (memory.get("one"), memory.get("two")) == (None, b"second answer")


def test_what_a_killed_process_was_writing_is_no_answer_and_is_cleared_away(place):
    cut_off(place, one="1")
    (answer,) = answers_of(place)
    (answer.parent / ".half.99.part").write_bytes(b"hal")
    with kept(place, QUESTION) as memory:
        assert memory.get("one") == b"1"
        assert not (answer.parent / ".half.99.part").exists()


@pytest.mark.parametrize("age", [25 * 3600, -26 * 3600], ids=["a day ago", "from the future"])
def test_an_old_answer_is_asked_for_anew(place, age):
    cut_off(place, one="1", two="2")
    cut_off(place, {"table": "other"}, one="1")
    then = time.time() - age
    first, *_ = [path for path in answers_of(place) if path.read_bytes().endswith(b"2")]
    os.utime(first, (then, then))
    for folder in first.parent.parent.iterdir():
        if folder != first.parent:
            os.utime(folder, (then, then))
    with kept(place, QUESTION) as memory:
        assert (memory.get("one"), memory.get("two")) == (b"1", None)
        # and what another fetch left that long ago is gone
        assert [folder.name for folder in first.parent.parent.iterdir()] == [first.parent.name]


def test_answers_that_cannot_be_used_are_forgotten(place):
    with suppress(CutOffError), kept(place, QUESTION) as memory:
        memory.put("one", b"1")
        memory.forget()
        raise CutOffError
    assert list(place.store.iterdir()) == []


HOLDING = """
import sys
from dataclasses import dataclass
from pathlib import Path
from pejling.store.fetching import kept
@dataclass(frozen=True)
class Place:
    store: Path
with kept(Place(Path(sys.argv[1])), {"table": "y60a02", "periods": ["2026M01"]}) as memory:
    memory.put("one", b"1")
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_one_process_at_a_time_and_a_killed_one_gives_way(place):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(place.store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    try:
        assert child.stdout.readline() == "ready\n"
        with pytest.raises(Problem, match=f"process {child.pid} on"), kept(place, QUESTION):
            pass
        child.kill()
        child.wait()
        with kept(place, QUESTION) as memory:
            assert memory.get("one") == b"1"
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
