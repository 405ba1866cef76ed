"""Progress on the error stream, for steps that take more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int, str], None]
QUIET_SECONDS = 1.0


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
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    started, shown = time.monotonic(), False

    def report(done: int, total: int, text: str) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started > QUIET_SECONDS:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=total or None, description=text)

    try:
        yield report
    finally:
        if shown:
            bar.stop()


def _lines() -> Report:
    last = time.monotonic()

    def report(done: int, total: int, text: str) -> None:
        nonlocal last
        if time.monotonic() - last > 10:
            last = time.monotonic()
            sys.stderr.write(f"{text}: {done}{f' / {total}' if total else ''}\n")

    return report
