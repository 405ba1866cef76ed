"""`pejling fetch jobindsats`, as a user meets it, against the fake."""

import gzip
import hashlib
import json
from collections import Counter
from dataclasses import replace

import pytest
from fakes.jobindsats import NYKOM, TOKEN, figures, tables
from fakes.served import changed, cut, late, saying, status
from jobindsats_running import PATIENT, data, no_token_in, running, store_of

from pejling.sources import jobindsats_api
from pejling.store.observations import read_observations, read_vintage
from pejling.store.vintages import verify, vintages
from pejling.store.workspace import Workspace
from pejling.terms.municipality import municipalities

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
AABENRAA = next(id for id, name in NYKOM if name == "Aabenraa")


@pytest.fixture
def served(monkeypatch):
    yield from running(monkeypatch)


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
        "periods": "2026M05-2026M07",
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
        (status(429), "/v3/data", "HTTP 429 (6 forsøg). Kør kommandoen igen senere"),
        (status(503, b"", Retry_After="9000"), "/v3/data", "beder om 9000 sekunders pause (1 forsøg)"),
        (status(500, b"av"), "/v3/table", "tjenesten melder fejl: HTTP 500 av (6 forsøg)"),
        (status(504), "/v3/table", "for længe om at svare (2 forsøg)"),
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
    assert len(vintages(Workspace.open(workspace))) == 1


def test_a_service_that_says_nothing_is_told_and_changes_nothing(run, workspace, served, monkeypatch):
    monkeypatch.setattr(jobindsats_api, "PATIENCE", replace(PATIENT, timeout=0.3))
    before = store_of(workspace)
    served.always(late(60), path="/v3/table")
    answer = run("fetch", "jobindsats", "y60a02", "--period", "latest:2", "--area", "dk")
    assert answer.code == 1
    assert "for længe om at svare (2 forsøg)" in answer.err
    assert store_of(workspace) == before


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (status(429), 2),
        (status(500), 3),
        (cut(20), 1),
        (status(429, b"", Retry_After="0"), 2),
        (status(504), 1),
    ],
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
