"""What the tests of fetching from the StatBank ask the command line and the store."""

from __future__ import annotations

import json

import pytest


def slow(*values):
    """A case beside others of its kind: run by make test-slow."""
    return pytest.param(*values, marks=pytest.mark.slow)


def figures(run, indicator, *words):
    answer = run("measure", "--indicator", indicator, "--format", "csv", *words)
    assert answer.code == 0, answer.err
    return {(row["group"], row["area"], row["period"]): row["value"] for row in answer.rows}


def manifests(workspace):
    paths = sorted((workspace / "store" / "vintages").glob("*/manifest.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]
