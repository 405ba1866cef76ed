"""What a fetch has brought so far, so that one that was cut off goes on without asking twice.

Answers lie under ``store/.fetching/<hash of the question>/``, one file each, invisible to every command; when
the vintage is in place they are removed. What lies there for more than a day is asked for anew: the source
may have changed its figures between the first answer and the last. So is what is no longer as it was written.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pejling.store.durable import disk_problems, write_durably
from pejling.store.lock import locked
from pejling.store.vintages import Place, check_store

FOLDER = ".fetching"
FRESH_SECONDS = 24 * 3600.0
_HASH = 32  # bytes, before the answer itself


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers kept so far of one question, by the part of it that they answer."""

    folder: Path

    def get(self, part: str) -> bytes | None:
        """The answer to ``part``; None where it has not been kept, or not whole."""
        try:
            raw = self._path(part).read_bytes()
        except FileNotFoundError:
            return None
        body = raw[_HASH:]
        return body if sha256(body).digest() == raw[:_HASH] else None

    def put(self, part: str, body: bytes) -> None:
        """Keep an answer, whole or not at all."""
        with disk_problems(self.folder):
            write_durably(self._path(part), sha256(body).digest() + body)

    def forget(self) -> None:
        """Remove every answer: what they say cannot be used, so the next try asks anew."""
        for path in self.folder.iterdir():
            if not path.name.startswith("."):
                path.unlink(missing_ok=True)

    def _path(self, part: str) -> Path:
        return self.folder / sha256(part.encode()).hexdigest()


@contextmanager
def kept(workspace: Place, question: Mapping[str, Any], fresh: float = FRESH_SECONDS) -> Iterator[Kept]:
    """What is kept of ``question`` (anything JSON can hold; no secrets in it): one process at a time.

    Ends the block well: everything kept is removed. Ends it with an exception: it stays for the next try.
    """
    check_store(workspace.store)
    base = workspace.store / FOLDER
    name = sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()[:32]
    folder = base / name
    with disk_problems(base):
        base.mkdir(parents=True, exist_ok=True)
        for left in base.iterdir():
            if left.is_dir() and left != folder and _age(left) > fresh:
                shutil.rmtree(left, ignore_errors=True)
        folder.mkdir(exist_ok=True)
    try:
        with disk_problems(base), locked(folder):
            _clear(folder, fresh)
            found = Kept(folder)
            yield found
            found.forget()
    finally:
        for empty in (folder, base):  # nothing kept, nothing left behind
            with suppress(OSError):
                empty.rmdir()


def _clear(folder: Path, fresh: float) -> None:
    """Remove what is too old, and what a killed process was writing."""
    for path in folder.iterdir():
        answer = not path.name.startswith(".")
        if path.name.endswith(".part") or (answer and _age(path) > fresh):
            path.unlink(missing_ok=True)
    os.utime(folder)


def _age(path: Path) -> float:
    """Seconds since ``path`` was written; one that lies in the future (the clock was set back) is old too."""
    age = time.time() - path.stat().st_mtime
    return age if age > -3600 else float("inf")
