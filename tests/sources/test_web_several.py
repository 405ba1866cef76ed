"""Several questions at once: how many, what is kept, what waits."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue

import pytest
from fakes.served import Reply, changed, held, late, served, status, wait_until

from pejling.sources import web as web_module
from pejling.sources.web import Ask, Patience, opened
from pejling.terms.problem import Problem

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
SECRET = "a-very-secret-token-0123456789"
# as long as a busy machine may take, with hardly a wait between tries
PATIENT = Patience(first_wait=0.01, pause=0.0, timeout=20.0, connect=20.0, whole=20.0)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def service():
    with served(lambda asked: Reply.of({"path": asked.path, "query": asked.words})) as running:
        yield running


def asking(service, patience=PATIENT, headers=None):
    return opened(service.address, {"Authorization": f"Bearer {SECRET}", **(headers or {})}, patience)


def test_each_has_at_most_four_under_way_and_gives_every_answer_once(service):
    together = threading.Barrier(4, timeout=60)  # an answer comes when four are asked for at once
    service.always(held(lambda: together.wait() >= 0))
    with asking(service) as web:
        got = dict(web.each((number, Ask(f"/{number}")) for number in range(20)))
    assert sorted(got) == list(range(20))
    assert all(answer.json("x")["path"] == f"/{number}" for number, answer in got.items())
    assert service.most_at_once == 4


def test_each_ends_with_the_first_problem_and_asks_no_more(service):
    service.always(status(302), path="/bad")
    service.always(late(60))
    asks = [
        ("a", Ask("/slow")),
        ("b", Ask("/slow")),
        ("c", Ask("/bad")),
        *((n, Ask(f"/{n}")) for n in range(50)),
    ]
    with asking(service, Patience(pause=0.0)) as web, pytest.raises(Problem, match="points to another"):
        list(web.each(asks))
    # it did not wait for those that take a minute, and began no more than these
    assert {one.path for one in service.answered} <= {"/bad"}
    assert {one.path for one in service.asked} <= {"/slow", "/bad", "/0"}


def test_what_came_before_each_saw_the_problem_is_handed_over(service, monkeypatch):
    """While the first answer is used come a no and then another answer; a fourth is never given."""
    results = SimpleQueue()
    monkeypatch.setattr(web_module, "SimpleQueue", lambda: results)
    used = threading.Event()
    service.always(held(used.is_set, status(302)), path="/no")
    service.always(held(lambda: used.is_set() and results.qsize() == 1), path="/came")
    service.always(late(60), path="/under-way")
    names = ("first", "no", "came", "under-way")
    with asking(service, Patience(pause=0.0)) as web:
        got = web.each((name, Ask(f"/{name}")) for name in names)
        assert next(got)[0] == "first"
        used.set()
        wait_until(lambda: results.qsize() == 2)  # the no, and what came after it
        name, answer = next(got)
        assert (name, answer.json("x")["path"]) == ("came", "/came")
        with pytest.raises(Problem, match="points to another"):
            next(got)


def test_a_pause_that_one_is_asked_for_holds_for_all(service):
    service.next(status(429, b"", Retry_After="1"))
    began = time.monotonic()
    with asking(service, Patience(tries=1, pause=0.0)) as web:
        with pytest.raises(Problem, match=r"HTTP 429 \(1 try\)"):
            web.ask(Ask("/first"))
        # whoever asks next waits for that second too
        assert web._next >= began + 1


def test_content_can_be_changed_by_a_fault(service):
    service.next(changed(lambda content: content.update(path="other")))
    with asking(service) as web:
        assert web.ask(Ask("/x")).json("x")["path"] == "other"


INTERRUPTED = """
import signal, sys
from pejling.sources.web import Ask, Patience, opened
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background inherits deaf ears
with opened(sys.argv[1], {}, Patience(first_wait=60.0)) as web:
    try:
        print("ready", flush=True)
        list(web.each([(1, Ask("/a")), (2, Ask("/b"))]))
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


def test_an_interrupt_ends_a_long_wait_at_once(service):
    # the first answer is 500, and the wait before the next try is a minute
    service.always(status(500))
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, service.address],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    try:
        assert child.stdout.readline() == "ready\n"
        while len(service.asked) < 2:
            assert time.monotonic() - began < 120
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "interrupted\n"
        assert child.wait(50) == 0  # less than the minute
    finally:
        child.kill()
        child.wait()
    assert len(service.asked) == 2
