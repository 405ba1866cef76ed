"""What a fetch has brought so far, so that one that was cut off goes on without asking twice.

Answers lie under ``store/.fetching/<hash of the question>/``, one file each, invisible to every command; when
the vintage is in place they are removed. What lies there for more than a day is asked for anew: the source
may have changed its figures between the first answer and the last.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pejling.store.durable import check_store, disk_problems, write_durably
from pejling.store.lock import locked
from pejling.store.vintages import Place

FOLDER = ".fetching"
FRESH_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers kept so far of one question, by the part of it that they answer."""

    folder: Path

    def get(self, part: str) -> bytes | None:
        """The answer to ``part``; None where it has not been kept."""
        try:
            return self._path(part).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, part: str, body: bytes) -> None:
        """Keep an answer, whole or not at all."""
        with disk_problems(self.folder):
            write_durably(self._path(part), body)

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
            if left.is_dir() and left != folder and time.time() - left.stat().st_mtime > fresh:
                shutil.rmtree(left, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        with locked(folder):
            for answer in folder.iterdir():
                if not answer.name.startswith(".") and time.time() - answer.stat().st_mtime > fresh:
                    answer.unlink()
            os.utime(folder)
            yield Kept(folder)
    shutil.rmtree(folder, ignore_errors=True)
