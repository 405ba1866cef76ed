"""Files that are there or are not: written aside, flushed to disk, then renamed into place."""

from __future__ import annotations

import errno
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def flush_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    # Windows flushes only handles that may write
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """``path`` holds all of ``data`` or is as before, also when the machine stops in between."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        flush_file(aside)
        os.replace(aside, path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def as_json(content: dict[str, Any]) -> bytes:
    """JSON in UTF-8; half a character (a name's byte that is no UTF-8) is written as JSON's own escape."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


@contextmanager
def disk_problems(folder: Path) -> Iterator[None]:
    """A full or closed disk under ``folder`` is a Problem that says so; other errors pass.

    Refused access counts only for files of ``folder``: an input that may not be read has its own message.
    """
    try:
        yield
    except OSError as error:
        reason = system_says(error)
        if error.errno in _FULL or "No space left" in str(error):
            raise Problem(
                da=f"{folder}: disken er fuld ({reason.da}). Intet er ændret; skaf plads, og kør "
                "kommandoen igen",
                en=f"{folder}: the disk is full ({reason.en}). Nothing was changed; make room "
                "and run the command again",
            ) from error
        there = Path(str(error.filename)) if error.filename is not None else folder
        inside, above = there.is_relative_to(folder), folder.is_relative_to(there)
        if error.errno in _CLOSED and (inside or above):
            place = folder if inside else there  # not a file of ours in it, that the user knows nothing of
            raise Problem(
                da=f"{place}: der kan ikke skrives her ({reason.da}). Intet er ændret; giv dig selv lov til "
                "at skrive i mappen, eller brug en anden",
                en=f"{place}: cannot be written ({reason.en}). Nothing was changed; "
                "give yourself the right to write there, or use another folder",
            ) from error
        raise


@contextmanager
def terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends the block like Ctrl-C does, so that it can clear up; elsewhere than in the main thread
    signals cannot be caught, and the next take-in clears up."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous if previous is not None else signal.SIG_DFL)


def check_store(store: Path) -> None:
    """Where a file (or a link to nothing) lies in the place of the store's folders, a Problem says so."""
    for folder in (store, store / "vintages"):
        if os.path.lexists(folder) and not folder.is_dir():
            raise Problem(
                da=f"{folder} er ikke en mappe; her skal arbejdsområdets leverancer ligge. Flyt det, der "
                "ligger der, eller hent mappen fra en sikkerhedskopi",
                en=f"{folder} is no folder; the workspace's vintages belong there. Move away what lies "
                "there, or bring the folder back from a backup",
            )
