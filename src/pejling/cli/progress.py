"""Progress on the error stream, with rate and time left, for steps that take more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from pejling.cli.language import LANGUAGE, say
from pejling.terms.amount import written

Report = Callable[[int, int, str], None]
QUIET_SECONDS = 1.0
LINE_SECONDS = 10.0


@contextmanager
def progress() -> Iterator[Report]:
    """Give a ``report(done, total, text)`` that draws a bar once a second has passed.

    ``total`` 0 means unknown. Where the error stream is no terminal, a line every ten seconds.
    """
    if sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        *(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()),
        TextColumn("{task.fields[pace]}"),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None, pace="")
    started, shown = time.monotonic(), False

    def report(done: int, total: int, text: str) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started > QUIET_SECONDS:
            bar.start()
            shown = True
        told = pace(done, total, time.monotonic() - started)
        bar.update(task, completed=done, total=total or None, description=text, pace=told)

    try:
        yield report
    finally:
        if shown:
            bar.stop()


def _lines() -> Report:
    started = last = time.monotonic()

    def report(done: int, total: int, text: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > LINE_SECONDS:
            last = now
            told = pace(done, total, now - started)
            of = f" / {_number(str(total))}" if total else ""
            sys.stderr.write(f"{text}: {_number(str(done))}{of}{told and f', {told}'}\n")

    return report


def pace(done: int, total: int, seconds: float) -> str:
    """How much is done in a second, and how long the rest will take at that; "" before anything is done.

    >>> pace(25_000, 100_000, 2.0)
    '12.500/s, 6 s tilbage'
    """
    if done <= 0 or seconds <= 0:
        return ""
    rate = done / seconds
    said = f"{_number(f'{rate:.0f}' if rate >= 10 else f'{rate:.1f}')}/s"
    if done >= total:
        return said
    return f"{said}, {_clock(round((total - done) / rate))} {say('tilbage', 'left')}"


def _number(digits: str) -> str:
    return written(Decimal(digits), LANGUAGE)


def _clock(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
