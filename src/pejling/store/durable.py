"""Files that are there or are not: written aside, flushed to disk, then renamed into place."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pejling.terms.problem import Problem

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
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


@contextmanager
def disk_problems(folder: Path) -> Iterator[None]:
    """A full or closed disk under ``folder`` is a Problem that says so; other errors pass.

    Refused access counts only for files of ``folder``: an input that may not be read has its own message.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL or "No space left" in str(error)
        if full:
            raise Problem(
                f"{folder}: the disk is full ({error.strerror or error}). Nothing was changed; make room "
                "and run the command again"
            ) from error
        there = Path(str(error.filename))
        inside = error.filename is None or there.is_relative_to(folder) or folder.is_relative_to(there)
        if error.errno in _CLOSED and inside:
            raise Problem(
                f"{error.filename or folder}: cannot be written ({error.strerror}). Nothing was changed; "
                "give yourself the right to write there, or use another folder"
            ) from error
        raise
