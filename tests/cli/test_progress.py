"""Progress says how far, how fast and how long yet, on the error stream alone."""

from __future__ import annotations

import pytest

from pejling.cli import progress
from pejling.cli.progress import pace


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (0, 100, 5.0, ""),  # nothing is known yet
        (25_000, 100_000, 2.0, "12.500/s, 6 s tilbage"),  # 75,000 more at 12,500 a second
        (1, 4, 10.0, "0,1/s, 30 s tilbage"),  # steps of ten seconds each
        (1_000, 100_000, 10.0, "100/s, 16:30 tilbage"),  # 99,000 / 100 = 990 s
        (1, 10_001, 1.0, "1,0/s, 2:46:40 tilbage"),  # 10,000 s
        (50, 0, 5.0, "10/s"),  # of an unknown whole
        (100, 100, 5.0, "20/s"),  # all is done
    ],
)
def test_pace(done, total, seconds, told):
    assert pace(done, total, seconds) == told


def test_lines_where_the_error_stream_is_no_terminal(monkeypatch, capsys):
    now = iter([100.0, 105.0, 111.0, 112.0, 122.5])  # begun; four reports, the second and the fourth told
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    with progress.progress() as report:
        for done in (500, 1_100, 1_200, 2_250):
            report(done, 4_500, "uger.csv")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "uger.csv: 1.100 / 4.500, 100/s, 34 s tilbage",
        "uger.csv: 2.250 / 4.500, 100/s, 22 s tilbage",
    ]


def test_a_bar_on_a_terminal_and_none_for_what_is_quick(monkeypatch, capsys):
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    with progress.progress() as report:
        report(1, 2, "uger.csv")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "QUIET_SECONDS", -1.0)
    with progress.progress() as report:
        report(1, 2, "uger.csv")
        report(2, 2, "uger.csv")
    assert capsys.readouterr().out == ""
