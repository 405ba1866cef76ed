"""`pejling fetch jobindsats` and `pejling sources jobindsats`, as a user meets them, against the fake."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import types
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fakes.jobindsats import NYKOM, TOKEN, figures, jobindsats_served, tables
from fakes.served import changed, cut, late, saying, status

from pejling.sources import jobindsats_api
from pejling.sources.web import Patience
from pejling.store.observations import read_observations, read_vintage
from pejling.store.vintages import verify, vintages
from pejling.store.workspace import Workspace
from pejling.terms.municipality import municipalities
from pejling.terms.period import Period

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROOT = Path(__file__).parents[2]
QUICK = Patience(first_wait=0.005, pause=0.0, timeout=0.5, whole=0.5, slow_tries=2)
AABENRAA = next(id for id, name in NYKOM if name == "Aabenraa")


@pytest.fixture
def served(monkeypatch):
    """The fake, running, with its address and token in the environment; no keyring of this machine."""
    monkeypatch.setattr(jobindsats_api, "PATIENCE", QUICK)
    keyring = types.ModuleType("keyring")
    keyring.get_password = lambda *_: None
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    with jobindsats_served() as (running, fake):
        running.fake = fake
        monkeypatch.setenv("PEJLING_JOBINDSATS_URL", f"{running.address}/v3")
        monkeypatch.setenv("PEJLING_JOBINDSATS_TOKEN", TOKEN)
        yield running


def data(served):
    return [one for one in served.asked if one.path.startswith("/v3/data")]


def store_of(workspace):
    """Every file of the store but the answers that are kept for the next try, by its hash."""
    return {
        str(path.relative_to(workspace)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((workspace / "store").rglob("*"))
        if path.is_file() and ".fetching" not in path.parts
    }


def no_token_in(workspace, *answers):
    for path in workspace.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content += gzip.decompress(content) if path.name.endswith(".gz") else b""
            assert TOKEN.encode() not in content, path
    for answer in answers:
        assert TOKEN not in answer.out + answer.err


def test_a_fetch_is_a_take_in(run, workspace, served):
    answer = run("fetch", "jobindsats", "Y60A02", "y07a02", "--period", "latest:3", "--lang", "en")
    assert answer.code == 0, answer.err
    # 3 months x 99 areas that are ours x 4 measures, and three visitation categories in the first
    assert "y60a02: 3,564 figures, 2026M05 to 2026M07" in answer.out
    assert "y07a02: 1,188 figures" in answer.out
    assert "The source was updated 2026-08-20, next time 2026-09-17" in answer.out
    assert "y60a02: Uoplyst område: 36 figures" in answer.out  # 3 months x 3 categories x 4 measures
    first, second = vintages(Workspace.open(workspace))
    verify(first)
    assert (first.source, first.kind, second.facts.details["table"]) == (
        "jobindsats",
        "observations",
        "y07a02",
    )
    assert first.facts.query == {
        "address": f"{served.address}/v3",
        "table": "y60a02",
        "period": "latest:3",
        "area": "*",
        "mapping": "",
        "period_type": "M",
        "periods": ["2026M05", "2026M06", "2026M07"],
        "hierarchies": {"_nykom": "*", "_viskat_1int": "*"},
    }
    details = first.facts.details
    assert (details["update_latest"], details["update_next"]) == ("2026-08-20", "2026-09-17")
    assert details["not_mapped"] == {"y60a02: Uoplyst område": 36}
    raw = json.loads(gzip.decompress(first.path("answers.json.gz").read_bytes()))
    assert raw["table"]["table_id"] == "y60a02"
    assert len(raw["answers"]) == 1
    assert len(raw["answers"][0]["answer"]["rows"]) == 3 * 100 * 3
    no_token_in(workspace, answer)
    assert not (workspace / "store" / ".fetching").exists()


def test_the_figures_are_those_of_the_source(run, workspace, served):
    assert run("fetch", "jobindsats", "y60a02", "--period", "2026M01-2026M07", "--area", "580,510").code == 0
    found = {
        (row["indicator"], row["group"], row["period"]): row
        for row in read_observations(Workspace.open(workspace)).to_pylist()
        if row["area"] == "580"
    }
    # by the rule: 3 x Aabenraa's number + 2026 x 12 + 3 modulo 1000, and 40 x 2 more for Jobparat ("/2/")
    count = 3 * int(AABENRAA.strip("/")) + (2026 * 12 + 3) % 1000
    assert found["persons", "kontanthjaelp_jobparat", "2026M03"]["value"] == count + 80
    table = tables()["y60a02"]
    groups = {"/": "kontanthjaelp", "/2/": "kontanthjaelp_jobparat", "/3/": "kontanthjaelp_aktivitetsparat"}
    names = ("persons", "full_time_persons", "share_of_labour_force_pct", "share_of_population_pct")
    for month in range(1, 8):
        for id, group in groups.items():
            values = figures(table, f"2026M{month:02d}", (AABENRAA, id))
            for name, value in zip(names, values, strict=True):
                row = found[name, group, f"2026M{month:02d}"]
                assert row["value"] == value
                assert row["status"] == ("suppressed" if value is None else "observed")
                assert row["published"] is True
    answer = run(
        "measure", "--indicator", "persons", "--area", "580", "--period", "2026M07", "--format", "csv"
    )
    assert {row["group"] for row in answer.rows} == set(groups.values())


def test_the_same_answers_give_the_same_bytes(run, workspace, served):
    for more in ((), ("--again",)):
        assert run("fetch", "jobindsats", "y07a02", "--period", "latest:2", "--area", "dk", *more).code == 0
    first, second = vintages(Workspace.open(workspace))
    assert first.path("answers.json.gz").read_bytes() == second.path("answers.json.gz").read_bytes()
    one, other = (read_vintage(each).drop_columns(["vintage"]) for each in (first, second))
    assert one.equals(other)


def test_nothing_new_is_said_and_nothing_is_taken_in(run, workspace, served):
    words = ("fetch", "jobindsats", "y07a02", "--period", "latest:2", "--area", "dk", "--lang", "en")
    assert run(*words).code == 0
    before = store_of(workspace)
    answer = run(*words)
    assert answer.code == 0
    assert "y07a02: nothing new since vintage" in answer.out
    assert len(data(served)) == 1
    assert store_of(workspace) == before
    # another question is another matter
    assert run(*words[:3], "--period", "latest:3", "--area", "dk").code == 0
    # an update of the source as well; and --again asks whatever
    served.fake.known["y07a02"].update_latest = "2026-09-17"
    assert run(*words).code == 0
    assert run(*words, "--again").code == 0
    assert len(data(served)) == 4
    assert len(vintages(Workspace.open(workspace))) == 4


@pytest.mark.parametrize(
    ("fault", "path", "said"),
    [
        (status(401), "/v3", "afviser adgangsnøglen fra miljøvariablen PEJLING_JOBINDSATS_TOKEN"),
        (status(404), "/v3/table", "det kender jobindsats.dk ikke"),
        (
            status(422, b'{"code":422,"cause":"Ukendt","request_id":"r-7"}'),
            "/v3/data",
            "'Ukendt', request_id r-7",
        ),
        (status(422, b"<html>"), "/v3/data", "afviser forespørgslen: '<html>'"),
        (status(429), "/v3/data", "HTTP 429 (6 forsøg). Det, der er hentet, er gemt"),
        (status(503, b"", Retry_After="9000"), "/v3/data", "beder om 9000 sekunders pause (1 forsøg)"),
        (status(500, b"av"), "/v3/table", "tjenesten melder fejl: HTTP 500 av (6 forsøg)"),
        (late(5), "/v3/table", "for længe om at svare (2 forsøg)"),
        (cut(30), "/v3/data", "forbindelsen blev afbrudt, før svaret var helt (6 forsøg)"),
        (cut(30, stated=False), "/v3/data", "svaret er ikke JSON"),
        (saying(b"<html>Log ind</html>", "text/html"), "/v3", "svaret er ikke JSON (text/html)"),
        (saying(b'{"a": 1}'), "/v3/table", "ikke en tabels beskrivelse"),
        (saying(b'{"columns": ["Periode", "Antal"], "rows": [["2026M07", 1]]}'), "/v3/data", "mangler"),
        (
            saying(f'{{"cause": "Bearer {TOKEN}"}}'.encode()),
            "/v3/data",
            "tjenesten afviste spørgsmålet (?): ***",
        ),
        (status(403, f"no {TOKEN}".encode()), "/v3/data", "afviser adgangsnøglen"),
        (status(400, f"no {TOKEN}".encode()), "/v3/data", "HTTP 400 no ***"),
    ],
)
def test_misbehaviour_ends_in_a_clear_problem_and_an_unchanged_store(
    run, workspace, served, fault, path, said
):
    assert run("fetch", "jobindsats", "y07a02", "--period", "latest:1", "--area", "dk").code == 0
    before = store_of(workspace)
    served.always(fault, path=path)
    answer = run("fetch", "jobindsats", "y60a02", "--period", "latest:2", "--area", "dk")
    assert answer.code == 1
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert store_of(workspace) == before
    no_token_in(workspace, answer)
    served.clear()
    # the next day it works again
    assert run("fetch", "jobindsats", "y60a02", "--period", "latest:2", "--area", "dk").code == 0
    assert len(vintages(Workspace.open(workspace))) == 2


@pytest.mark.parametrize(
    ("fault", "times"),
    [(status(429), 2), (status(500), 3), (cut(20), 1), (status(429, b"", Retry_After="0"), 2), (late(1), 1)],
)
def test_what_passes_ends_in_the_right_figures(run, workspace, served, fault, times):
    served.next(fault, times, "/v3/data")
    assert run("fetch", "jobindsats", "y07a02", "--period", "latest:2").code == 0
    rows = read_observations(Workspace.open(workspace)).to_pylist()
    assert len(rows) == 2 * 99 * 4
    by_area = {(row["area"], row["period"]): row["value"] for row in rows if row["indicator"] == "persons"}
    codes = {one.name: str(one.code) for one in municipalities().values()}
    for id, name in NYKOM[:-1]:
        expected = figures(tables()["y07a02"], "2026M07", (id,))[0]
        assert by_area[codes.get(name, "dk"), "2026M07"] == expected


def test_a_label_that_was_changed_is_told_and_the_rest_is_right(run, workspace, served):
    def renamed(content):
        content["columns"][2] = "Sum af personer"

    served.always(changed(renamed), path="/v3/data")
    answer = run("fetch", "jobindsats", "y07a02", "--period", "latest:1", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "Not taken in: y07a02: Sum af personer: " in answer.out
    rows = read_observations(Workspace.open(workspace)).to_pylist()
    assert {row["indicator"] for row in rows} == {
        "full_time_persons",
        "share_of_labour_force_pct",
        "share_of_population_pct",
    }


def test_labels_that_are_all_new_are_a_problem_that_names_them(run, workspace, served):
    def renamed(content):
        content["columns"][2:] = [f"Ny {number}" for number in range(4)]

    before = store_of(workspace)
    served.always(changed(renamed), path="/v3/data")
    answer = run("fetch", "jobindsats", "y07a02", "--period", "latest:1")
    assert answer.code == 1
    assert "Kolonnerne er Periode, Område, Ny 0, Ny 1, Ny 2, Ny 3" in answer.err
    assert store_of(workspace) == before
    # what could not be used is not kept: when the source is mended the figures are right
    served.clear()
    assert run("fetch", "jobindsats", "y07a02", "--period", "latest:1").code == 0
    assert len(data(served)) == 1


def test_a_column_more_and_nulls(run, workspace, served):
    def more(content):
        content["columns"].append("Noget nyt")
        for row in content["rows"]:
            row[2] = None
            row.append(7)

    served.always(changed(more), path="/v3/data")
    answer = run("fetch", "jobindsats", "y07a02", "--period", "latest:1", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "Not taken in: y07a02: Noget nyt: " in answer.out
    rows = read_observations(Workspace.open(workspace)).to_pylist()
    counted = Counter(row["status"] for row in rows if row["indicator"] == "persons")
    assert counted == {"suppressed": 99}


def test_a_fetch_that_was_cut_off_goes_on(run, workspace, served):
    words = ("fetch", "jobindsats", "y60a02", "--period", "latest:6", "--cells", "1200", "--lang", "en")
    served.next(changed(lambda _: None), 3, "/v3/data")
    served.always(status(400, b"no more today"), path="/v3/data")
    before = store_of(workspace)
    answer = run(*words)
    assert answer.code == 1
    assert "no more today" in answer.err
    assert store_of(workspace) == before
    answered = [one.line for one in data(served)[:3]]
    served.clear()
    answer = run(*words)
    assert answer.code == 0, answer.err
    assert "Fetched with 6 queries" in answer.out
    asked = [one.line for one in data(served)]
    assert len(asked) == 3
    assert not set(asked) & set(answered)
    assert len(read_observations(Workspace.open(workspace))) == 6 * 99 * 3 * 4


def test_the_tables_before_the_one_that_fails_are_taken_in(run, workspace, served):
    served.always(status(500), path="/v3/data/y08a02")
    answer = run("fetch", "jobindsats", "y07a02", "y08a02", "y09a02", "--period", "latest:1", "--area", "dk")
    assert answer.code == 1
    assert "y07a02" in answer.out
    assert "/data/y08a02: tjenesten melder fejl" in answer.err
    found = [one.facts.details["table"] for one in vintages(Workspace.open(workspace))]
    assert found == ["y07a02"]


def test_a_mapping_of_ones_own(run, workspace, served, tmp_path):
    answer = run("fetch", "jobindsats", "y99x99", "--period", "latest:2")
    assert answer.code == 1
    assert "der er ingen indikatorer til tabellen" in answer.err
    assert served.asked == []
    file = tmp_path / "own.toml"
    file.write_text('[table.y99x99]\ngroup = "i_alt"\n[table.y99x99.measures]\n"Antal ting" = "persons"\n')
    answer = run("fetch", "jobindsats", "y99x99", "--period", "latest:2", "--mapping", file)
    assert answer.code == 0, answer.err
    (one,) = vintages(Workspace.open(workspace))
    assert one.facts.query["mapping"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert {row["period"] for row in read_observations(Workspace.open(workspace)).to_pylist()} == {
        "2024",
        "2025",
    }
    assert run("fetch", "jobindsats", "y99x99", "--mapping", tmp_path / "absent.toml").code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("y60 a02",), "er ikke en tabel hos jobindsats.dk"),
        (("y60a02", "--period", "igår"), "--period 'igår' kan ikke læses"),
        (("y60a02", "--period", "2024Q1"), "tabellen har ikke perioder af slagsen Q; den har M, QMAT"),
        (("y60a02", "--area", "Atlantis"), "98 kommuner"),
        (("y25i05", "--area", "580"), "tabellen har ikke kommuner. Bed om --area dk"),
    ],
)
def test_wrong_wishes(run, workspace, served, words, said):
    before = store_of(workspace)
    answer = run("fetch", "jobindsats", *words)
    assert (answer.code, store_of(workspace)) == (1, before)
    assert said in answer.err
    assert data(served) == []


def test_outside_a_workspace_nothing_is_asked(run, served, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = run("fetch", "jobindsats", "y60a02")
    assert answer.code == 1
    assert "er ikke et arbejdsområde" in answer.err
    assert served.asked == []


def test_no_token(run, workspace, served, monkeypatch):
    monkeypatch.delenv("PEJLING_JOBINDSATS_TOKEN")
    for words in (("fetch", "jobindsats", "y60a02"), ("sources", "jobindsats", "tables")):
        answer = run(*words)
        assert answer.code == 1
        assert "Sæt miljøvariablen PEJLING_JOBINDSATS_TOKEN" in answer.err
        assert "take-in jobindsats FILE" in answer.err
    assert served.asked == []


def test_the_token_of_the_keyring(run, workspace, served, monkeypatch):
    monkeypatch.delenv("PEJLING_JOBINDSATS_TOKEN")
    held = {}
    keyring = types.ModuleType("keyring")
    keyring.get_password = lambda service, name: held.get((service, name))
    keyring.set_password = lambda service, name, secret: held.update({(service, name): secret})
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setattr(
        sys, "stdin", types.SimpleNamespace(isatty=lambda: False, readline=lambda: f"{TOKEN}\n")
    )
    kept = run("sources", "jobindsats", "token")
    assert (kept.code, held) == (0, {("pejling", "jobindsats"): TOKEN})
    answer = run("fetch", "jobindsats", "y07a02", "--period", "latest:1", "--area", "dk")
    assert answer.code == 0, answer.err
    no_token_in(workspace, kept, answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("\n", "adgangsnøglen er tom"),
        ("two words\n", "har tegn, en adgangsnøgle ikke kan have"),
        ("ærø", "har tegn"),
    ],
)
def test_what_is_no_token(run, workspace, served, monkeypatch, typed, said):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(isatty=lambda: False, readline=lambda: typed))
    answer = run("sources", "jobindsats", "token")
    assert answer.code == 1
    assert said in answer.err
    assert typed.strip() == "" or typed.strip() not in answer.err


def test_without_a_keyring_the_environment_is_named(run, workspace, served, monkeypatch):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(isatty=lambda: False, readline=lambda: TOKEN))
    answer = run("sources", "jobindsats", "token")
    assert answer.code == 1
    assert "Sæt i stedet miljøvariablen PEJLING_JOBINDSATS_TOKEN" in answer.err
    assert TOKEN not in answer.err


def test_the_token_goes_over_https_only(run, workspace, served, monkeypatch):
    monkeypatch.setenv("PEJLING_JOBINDSATS_URL", "http://api.example/v3")
    answer = run("fetch", "jobindsats", "y60a02")
    assert answer.code == 1
    assert "PEJLING_JOBINDSATS_URL skal være en adresse" in answer.err


def test_the_list_of_tables(run, workspace, served):
    rows = {row["id"]: row for row in run("sources", "jobindsats", "tables", "--format", "csv").rows}
    assert rows["y60a02"] == {
        "id": "y60a02",
        "title": "Kontanthjælp: antal personer og fuldtidspersoner",
        "subject": "Ydelser",
        "update_latest": "2026-08-20",
        "update_next": "2026-09-17",
        "mapped": "yes",
    }
    assert rows["y99x99"]["mapped"] == "no"
    assert run("sources", "jobindsats", "tables", "--format", "json").json[0]["id"] == "y01a02"
    assert "nej" in run("sources", "jobindsats", "tables").out


def test_one_table_is_told(run, workspace, served):
    answer = run("sources", "jobindsats", "table", "y60a02", "--lang", "en")
    assert answer.code == 0
    for line in (
        "Periods M: 2015M10 to 2026M07 (130)",
        "  hierarchy _viskat_1int, 3 values: Visitationskategori i alt; Jobparat; Aktivitetsparat",
        "Measure: Antal personer -> persons (kontanthjaelp)",
        "Fetched by _viskat_1int",
    ):
        assert line in answer.out.splitlines()
    unmapped = run("sources", "jobindsats", "table", "y99x99")
    assert "Mål: Antal ting" in unmapped.out
    assert "ingen indikatorer hos os" in unmapped.out
    assert run("sources", "jobindsats", "table", "y88b88").code == 1


COMMAND = [sys.executable, "-c", "from pejling.cli.main import main; main()"]


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
        _, told = child.communicate(timeout=30)
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
    time.sleep(1)  # what the fake had under way ends
    first = data(served)
    fetching = workspace / "store" / ".fetching"
    kept = {path.name for path in fetching.rglob("*") if path.is_file()}

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
