"""The sizing table: its arithmetic by hand, and that the page prints what the measured rates give."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from sizing import GIB, RATES, Rates, arithmetic, cost, table  # noqa: E402

MADE_UP = Rates(
    date="2026-01-01",
    machine="2 cores",
    weeks=1820,
    question="one shape",
    runs=10_000,
    panel=1_000,
    task_seconds=2,
    start_seconds=20,
    cells=GIB // 16,  # sums and cubes of 8 bytes: 1 GiB a task
    runs_bytes=512,
    panel_bytes=4096,
    worker_gib=0.5,
)


def test_by_hand():
    """2^23 persons on 4 cores: 2^23 x 512 bytes are 4 GiB, 16 parts of 256 MiB; the cores' 8 are fewer.

    16 tasks are 4 a core: 20 + 4 x 2 = 28 s. 2^23 / (10,000 x 4) = 209.7152 s; a panel ten times that.
    A task: 0.5 + 1 GiB, 4 of them 6 GiB. Driver: (8 + 20) bytes x 2^26 cells = 1.75 GiB.
    """
    one = cost(MADE_UP, 1 << 23, 4)
    assert one.tasks == 16
    assert one.runs == pytest.approx(28 + 209.7152)
    assert one.panel == pytest.approx(28 + 2097.152)
    assert (one.task_memory, one.memory, one.driver) == (1.5, 6.0, 1.75)
    assert (one.stored, one.delivered) == (4.0, 32.0)


def test_ten_times_the_persons_on_ten_times_the_cores_take_as_long():
    small, large = cost(MADE_UP, 6_000_000, 10), cost(MADE_UP, 60_000_000, 100)
    assert large.runs == pytest.approx(small.runs, rel=0.2)  # whole tasks make it uneven
    without = replace(MADE_UP, task_seconds=0)
    assert cost(without, 60_000_000, 100).runs == pytest.approx(cost(without, 6_000_000, 10).runs)


def test_the_page_shows_the_measured_rates():
    page = (ROOT / "docs" / "explanation" / "sizing.md").read_text(encoding="utf-8")
    rates = Rates.read(RATES)
    assert table(rates) in page
    assert arithmetic(rates) in page
    assert rates.date in page
