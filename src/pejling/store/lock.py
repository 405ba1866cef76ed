"""One writer at a time: a lock file that names its holder (pid, host)."""

from __future__ import annotations

import errno
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from pejling.terms.problem import Problem
from pejling.terms.text import Text

NAME = ".lock"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS})
_EMPTY_FOR_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock. ``born`` tells it from a later one with the same number."""

    pid: int
    host: str
    born: str

    @classmethod
    def this_process(cls) -> Self:
        return cls(os.getpid(), socket.gethostname(), _born(os.getpid()))

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Who holds the lock; None where nobody does, or where the file says nothing."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return cls(int(raw["pid"]), str(raw["host"]), str(raw["born"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def is_gone(self) -> bool:
        """Whether the holder surely has ended: a process of this machine that lives no more."""
        if self.host != socket.gethostname():
            return False
        if os.name == "nt":  # no harmless way to ask there
            return False
        try:
            os.kill(self.pid, 0)
        except (ProcessLookupError, OverflowError):
            return True
        except PermissionError:
            pass
        return self.born != _born(self.pid)


def _born(pid: int) -> str:
    """When the process began, in the kernel's ticks; "" on systems that do not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]  # field 22, counted after the name in brackets


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder``'s lock; a living holder is a Problem, a dead one's lock is taken over."""
    lock = folder / NAME
    own = folder / f"{NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        own.write_text(json.dumps(asdict(Holder.this_process())), encoding="utf-8")
        while not _taken(own, lock):
            _take_over(lock)
    finally:
        with suppress(OSError):
            own.unlink(missing_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink(missing_ok=True)


def linked(own: Path, place: Path) -> bool:
    """Whether the place is ours now: the link appears with its content, or not at all.

    An OSError where the file system knows no links.
    """
    try:
        os.link(own, place)
    except FileExistsError:
        return False
    return True


def _taken(own: Path, lock: Path) -> bool:
    """Whether the lock is ours now, on any file system."""
    try:
        return linked(own, lock)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _taken_without_links(own, lock)


def _taken_without_links(own: Path, lock: Path) -> bool:
    """As ``_taken`` on file systems that know no links (USB sticks): the lock is empty for a moment."""
    try:
        handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(own.read_bytes())
    return True


def _take_over(lock: Path) -> None:
    """Clear away the lock of a process that has ended."""
    if lock.is_dir():
        raise Problem(
            da=f"{lock} er en mappe; pejling lægger selv en fil der, mens data tages ind. Slet mappen",
            en=f"{lock} is a folder; pejling itself puts a file there while data are taken in. Delete it",
        )
    holder = Holder.read(lock)
    try:
        status = lock.lstat()
    except FileNotFoundError:
        return
    age = time.time() - status.st_mtime
    if (holder is None and age < _EMPTY_FOR_SECONDS) or (holder is not None and not holder.is_gone()):
        who = Text(
            da=f"proces {holder.pid} på {holder.host}" if holder else "en anden proces",
            en=f"process {holder.pid} on {holder.host}" if holder else "another process",
        )
        raise Problem(
            da=f"{lock.parent}: {who.da} er ved at tage data ind. Vent, til den er færdig; er den helt "
            f"sikkert stoppet, så slet {lock}",
            en=f"{lock.parent}: {who.en} is taking data in. Wait until it has ended; if it surely has, "
            f"delete {lock}",
        )
    aside = lock.with_name(f"{NAME}.{os.getpid()}.{secrets.token_hex(4)}.dead")
    try:
        os.rename(lock, aside)
    except FileNotFoundError:
        return  # somebody else was quicker
    if Holder.read(aside) != holder:  # a new holder's lock came between: give it back
        with suppress(FileExistsError):
            os.link(aside, lock)
    aside.unlink(missing_ok=True)
