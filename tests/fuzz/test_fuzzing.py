"""Every parser fed by a coverage-guided fuzzer for a bounded time, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from fuzz.targets import TARGETS, WORDS
from pejling.terms.problem import Problem

SECONDS = os.environ.get("FUZZ_SECONDS", "4")
SCRIPT = Path(__file__).with_name("targets.py")


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_reads_or_refuses_each_word(name: str) -> None:
    for word in WORDS:
        with suppress(Problem):
            TARGETS[name](word.encode())


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_fuzzing_finds_no_crash(name: str) -> None:
    pytest.importorskip("atheris")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), name, SECONDS], capture_output=True, text=True, timeout=300, check=False
    )
    said = (done.stdout + done.stderr)[-4000:]
    assert done.returncode == 0, said
    runs = int(said.rpartition("Done ")[2].split()[0])
    assert runs > 100, said
