"""The token and `pejling sources jobindsats`, as a user meets them, against the fake."""

import sys
import types

import pytest
from fakes.jobindsats import TOKEN
from jobindsats_running import no_token_in, running

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def served(monkeypatch):
    yield from running(monkeypatch)


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
