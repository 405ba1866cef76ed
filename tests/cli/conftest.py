"""A workspace and a way to run the command line in it, as a user would."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What one command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def json(self) -> list[dict[str, object]]:
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `pejling` with the words given; exit code, output and errors come back."""
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)

    def command(*words: str | Path) -> Answer:
        from pejling.cli.main import main

        monkeypatch.setattr(sys, "argv", ["pejling", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return command


@pytest.fixture
def workspace(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace of Aabenraa, which is the current folder."""
    folder = tmp_path / "arbejde med æøå"
    assert run("init", folder, "--municipality", "580").code == 0
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A StatBank that the command line asks, without waiting between tries; errors are told in English."""
    from fakes.statbank import statbank

    from pejling.sources import statbank_api
    from pejling.sources.web import Patience

    monkeypatch.setattr("pejling.cli.main.LANGUAGE", "en")
    monkeypatch.setattr(statbank_api, "PATIENCE", Patience(tries=3, first_wait=0.0, timeout=20.0, pause=0.0))
    with statbank() as service:
        monkeypatch.setenv(statbank_api.VARIABLE, service.address)
        yield service
