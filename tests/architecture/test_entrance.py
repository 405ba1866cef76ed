"""The one entrance: every verb of the Makefile is explained, and the README opens with the two commands."""

from __future__ import annotations

import os
import re

from source_tree import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
VERBS = {"help", "demo", "check", "test", "test-slow", "bench", "docs", "lock", "clean"}


def test_make_help_explains_every_verb():
    assert set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)) == VERBS


def test_the_readme_opens_with_the_two_commands():
    opening = (ROOT / "README.md").read_text(encoding="utf-8")[:2500]
    assert "make demo" in opening
    assert "make test" in opening
    assert "Python 3.11" in opening


def test_ci_runs_check_test_and_test_slow():
    script = ROOT / ".ci" / "run"
    steps = re.findall(r"^step (\S+)$", script.read_text(encoding="utf-8"), re.MULTILINE)
    assert steps == ["check", "test", "test-slow"]
    assert os.access(script, os.X_OK)
