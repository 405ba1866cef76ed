"""Files made in two processes are the ones that one process makes, whatever becomes of the second."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from report_cases import aabenraa

from pejling.app import making
from pejling.app.making import Job, all_made
from pejling.report.document import Document
from pejling.report.outline import build
from pejling.terms.problem import Problem


@dataclass(frozen=True)
class Keyless:
    """As much of a workspace as making needs: it has no pseudonym key."""

    def find_key(self) -> None:
        return None


def jobs(*forms: str) -> list[Job]:
    made: list[Document] = [build(aabenraa(lang)) for lang in ("da", "en")]
    return [Job(Path(f"{one.lang}.{form}"), one, form) for one in made for form in forms]


def contents(asked: list[Job]) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The files by name, and which of them were told to be made here."""
    told: list[str] = []
    files = all_made(Keyless(), asked, lambda *step: told.append(str(step[2])))  # type: ignore[arg-type]
    return [(file.path.name, file.content) for file in files], told


def test_the_second_language_is_made_beside_the_first_and_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone, here = contents(jobs("html", "xlsx"))
    assert here == ["html (da)", "xlsx (da)", "html (en)", "xlsx (en)"]
    monkeypatch.setattr(making, "WORTH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    both, here = contents(jobs("html", "xlsx"))
    assert here == ["html (da)", "xlsx (da)", "xlsx (en)"]  # the last: what is waited for
    assert both == alone


def test_what_the_other_process_does_not_give_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, _ = contents(jobs("html"))
    monkeypatch.setattr(making, "WORTH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for broken in (
        "raise SystemExit(3)",
        "import os; os.kill(os.getpid(), 9)",
        "print('half'); raise SystemExit(1)",
    ):
        monkeypatch.setattr(making, "_BESIDE", broken)
        both, here = contents(jobs("html"))
        assert both == alone
        assert here == ["html (da)", "html (en)", "html (en)"]  # waited for, then made


def test_an_error_ends_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "WORTH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(making, "_BESIDE", "import time; time.sleep(600)")
    begun: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *words: object, **named: object) -> None:
            super().__init__(*words, **named)  # type: ignore[call-overload]
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    asked = jobs("html")
    with pytest.raises(Problem, match="odt"):
        contents([replace(asked[0], form="odt"), *asked[1:]])
    assert [process.wait(10) for process in begun] == [-9]


def test_what_must_not_leave_is_found_in_either_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "WORTH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    asked = [
        replace(job, document=replace(job.document, municipality="Aabenraa 010170-1234"))
        for job in jobs("html")
    ]
    files = all_made(Keyless(), asked, lambda *_: None)  # type: ignore[arg-type]
    assert [{hit.masked for hit in file.hits or ()} for file in files] == [{"01xxxx-xxxx"}] * 2
