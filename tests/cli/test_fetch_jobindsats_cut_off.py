"""A fetch that is cut off goes on: by an error, Ctrl-C, a kill; and the script that verifies the fake."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fakes.jobindsats import NYKOM, TOKEN, figures, tables
from fakes.served import changed, held, late, status, wait_until
from jobindsats_running import data, running, store_of

from pejling.sources.web import WORKER
from pejling.store.observations import read_observations
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace
from pejling.terms.municipality import municipalities
from pejling.terms.period import Period

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROOT = Path(__file__).parents[2]


@pytest.fixture
def served(monkeypatch):
    yield from running(monkeypatch)


def kept_in(fetching):
    """The answers that lie ready for the next try, by the names of their files."""
    return {path.name for path in fetching.rglob("*") if path.is_file() and not path.name.startswith(".")}


def test_a_fetch_that_was_cut_off_goes_on(run, workspace, served):
    words = ("fetch", "jobindsats", "y60a02", "--period", "latest:6", "--cells", "1200", "--lang", "en")
    served.next(changed(lambda _: None), 3, "/v3/data")
    # no more is told once the three lie ready: four are under way at once, and the first no ends it all
    fetching = workspace / "store" / ".fetching"
    served.always(held(lambda: len(kept_in(fetching)) >= 3, status(400, b"no more today")), path="/v3/data")
    before = store_of(workspace)
    answer = run(*words)
    assert answer.code == 1
    assert "no more today" in answer.err
    assert store_of(workspace) == before
    answered = [one.line for one in data(served)[:3]]
    # those that nobody waits for any more are not heard as the next try's
    wait_until(lambda: served.idle and all(one.name != WORKER for one in threading.enumerate()))
    served.clear()
    answer = run(*words)
    assert answer.code == 0, answer.err
    assert "Fetched with 6 queries" in answer.out
    asked = [one.line for one in data(served)]
    assert len(asked) == len(set(asked)) == 3
    assert not set(asked) & set(answered)
    assert len(read_observations(Workspace.open(workspace))) == 6 * 99 * 3 * 4


# a test run in the background ignores Ctrl-C, and so would what it starts
MAIN = """
import signal
from pejling.cli.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
COMMAND = [sys.executable, "-c", MAIN]


def _started(workspace, served, *words):
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PEJLING_JOBINDSATS_URL": f"{served.address}/v3",
        "PEJLING_JOBINDSATS_TOKEN": TOKEN,
        "PEJLING_KEY": "ab" * 32,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*COMMAND, *words], cwd=workspace, env=environment, **pipes)


def _until(done, child):
    """Wait until ``done()``; a child that ends before that has failed."""
    limit = time.monotonic() + 120
    while not done():
        assert child.poll() is None, child.communicate()
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_an_interrupt_says_what_stays(workspace, served):
    served.always(late(60), path="/v3/data")
    before = store_of(workspace)
    child = _started(workspace, served, "fetch", "jobindsats", "y07a02", "--period", "latest:1")
    try:
        _until(lambda: data(served), child)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=120)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 1
    assert "afbrudt ved y07a02. Tabellerne før den er taget ind" in told
    assert store_of(workspace) == before


@pytest.mark.slow
def test_ten_years_of_six_tables_survive_a_kill_and_nothing_is_fetched_twice(workspace, served):
    """120 months x 98 municipalities (and the country) x 6 tables: killed in the middle, run again."""
    ids = ("y01a02", "y07a02", "y08a02", "y09a02", "y12a02", "y60a02")
    words = ("fetch", "jobindsats", *ids, "--period", "latest:120", "--cells", "10000")
    served.always(late(0.8), path="/v3/data")
    child = _started(workspace, served, *words)
    try:
        _until(lambda: len([one for one in served.answered if "/data/" in one.path]) >= 17, child)
        child.kill()  # SIGKILL: nothing can be cleared up
    finally:
        child.kill()
        child.wait()
    assert child.returncode == -signal.SIGKILL
    time.sleep(1)  # a request that was on its way comes in
    wait_until(lambda: served.idle)
    first = data(served)
    fetching = workspace / "store" / ".fetching"
    kept = kept_in(fetching)

    def is_kept(one):
        return hashlib.sha256(urlencode(one.query).encode()).hexdigest() in kept

    done = {one.facts.details["table"] for one in vintages(Workspace.open(workspace))}
    assert 0 < len(done) < 6
    answered = {one.line for one in first if one.path.rpartition("/")[2] in done or is_kept(one)}
    # at the kill at most four were under way or not yet written down
    assert len(first) - len(answered) <= 4
    served.asked.clear()
    child = _started(workspace, served, *words)
    out, err = child.communicate(timeout=300)
    assert child.returncode == 0, err
    second = [one.line for one in data(served)]
    assert second
    assert not set(second) & answered
    assert Counter(second).most_common(1)[0][1] == 1
    assert served.most_at_once <= 4
    for id in done:
        assert f"{id}: intet nyt siden leverance" in out
    assert not fetching.exists()
    found = read_observations(Workspace.open(workspace))
    # five tables of one group and one of three: 120 months x 99 areas x 4 measures each
    assert len(found) == 120 * 99 * 4 * (5 + 3)
    _check_by_the_rule(found)


def _check_by_the_rule(found):
    """Every number of persons of every table, month and area is what the rule says."""
    codes = {one.name: str(one.code) for one in municipalities().values()}
    names = {
        "dagpenge": ("y01a02", ()),
        "sygedagpenge": ("y07a02", ()),
        "fleksjob": ("y08a02", ()),
        "ledighedsydelse": ("y09a02", ()),
        "jobafklaring": ("y12a02", ()),
        "kontanthjaelp": ("y60a02", ("/",)),
        "kontanthjaelp_jobparat": ("y60a02", ("/2/",)),
        "kontanthjaelp_aktivitetsparat": ("y60a02", ("/3/",)),
    }
    known = tables()
    stored = {
        (row["group"], row["area"], row["period"]): row["value"]
        for row in found.select(["indicator", "group", "area", "period", "value"]).to_pylist()
        if row["indicator"] == "persons"
    }
    assert len(stored) == 120 * 99 * len(names)
    for group, (id, more) in names.items():
        for place, name in NYKOM[:-1]:
            for period in known[id].periods["M"][-120:]:
                value = figures(known[id], period, (place, *more))[0]
                assert stored[group, codes.get(name, "dk"), str(Period.parse(period))] == value


@pytest.mark.slow
def test_the_script_that_verifies_the_fake_tells_what_differs(served):
    """Held against another fake in the service's place: nothing differs, then a renamed measure and a key."""
    environment = {
        **os.environ,
        "PEJLING_JOBINDSATS_URL": f"{served.address}/v3",
        "PEJLING_JOBINDSATS_TOKEN": TOKEN,
    }
    command = [sys.executable, ROOT / "tests" / "live" / "verify_jobindsats.py", "y07a02"]

    def verified():
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    same = verified()
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "0 differences"), same.stderr

    def renamed(content):
        content["mgroups"][0]["measures"][0]["measure_name"] = "Personer"
        content["unit"] = "personer"

    served.always(changed(renamed), path="/v3/table/")
    other = verified()
    assert other.returncode == 1
    assert "y07a02, measures: only the live service has Personer" in other.stdout
    assert "y07a02, keys of /table: only the live service has unit" in other.stdout
    assert TOKEN not in other.stdout + other.stderr
