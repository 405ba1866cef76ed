"""A document to a file, in one of the four forms; never a half-written one.

Reports leave by way of `app.leaving`, which scans the files and keeps the ledger before they are placed.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from pejling.report.document import Document
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text

STALE_SECONDS = 86_400  # nobody takes a day to write a file


def _pdf(document: Document) -> bytes:
    from pejling.report.pdf import pdf

    return pdf(document)


def _word(document: Document) -> bytes:
    from pejling.report.word import word

    return word(document)


def _excel(document: Document) -> bytes:
    from pejling.report.excel import excel

    return excel(document)


def _html(document: Document) -> bytes:
    from pejling.report.html import html

    return html(document)


FORMS: dict[str, Callable[[Document], bytes]] = {
    "pdf": _pdf,
    "docx": _word,
    "xlsx": _excel,
    "html": _html,
}


def rendered(document: Document, form: str) -> bytes:
    """The document as ``form`` (pdf, docx, xlsx, html); a Problem where the form is not known."""
    make = FORMS.get(form)
    if make is None:
        allowed = ", ".join(FORMS)
        raise Problem(
            da=f"{form!r} er ikke en rapportform; tilladt er {allowed}",
            en=f"{form!r} is no form of a report; allowed are {allowed}",
        )
    return make(document)


def render(document: Document, form: str, path: Path) -> Path:
    """Write the document as ``form`` to ``path``, whose folder is made if need be."""
    return place([(path, rendered(document, form))])[0]


class Move(NamedTuple):
    """A file that ``waits`` beside its ``place``, and by what second name what lies there now is ``kept``."""

    waits: Path
    place: Path
    kept: Path | None


Moves = Sequence[Move]


@contextlib.contextmanager
def unnoted(moves: Moves) -> Iterator[None]:  # noqa: ARG001  as who keeps a note of them
    """Moves that nobody keeps a note of."""
    yield


def place(
    files: Sequence[tuple[Path, bytes]],
    before: Callable[[], None] = lambda: None,
    noted: Callable[[Moves], AbstractContextManager[None]] = unnoted,
) -> list[Path]:
    """Put all ``files`` (path, content) in their places, or none of them; folders are made if need be.

    Each is written beside its place, then ``before`` is called, and then they are moved, so that a reader
    never meets half of one. ``noted`` keeps a note of the moves while they are made, so that what is killed
    among them can be gone on with. From ``before`` on an interruption is not heard: the end is near. A
    Problem where the disk does not take them.
    """
    made: list[Path] = []
    moves: list[Move] = []
    try:
        for path, content in files:
            made = [*_made(path.parent), *made]
            with _told(path):
                if path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
                moves.append(Move(_aside(path, content), path, _kept(path)))
        with _uninterrupted():
            before()
            with noted(moves):
                _move(moves)
    except BaseException:
        for move in moves:
            move.waits.unlink(missing_ok=True)
        _remove(made)
        raise
    finally:
        for kept in filter(None, (move.kept for move in moves)):
            with contextlib.suppress(OSError):
                kept.unlink(missing_ok=True)
    return [path for path, _ in files]


def _move(moves: Moves) -> None:
    """Every file to its place; where one is refused (it may be open elsewhere), those before it go back."""
    done: list[Move] = []
    try:
        for move in moves:
            with _told(move.place):
                move.waits.replace(move.place)
            done.append(move)
    except Problem:
        for move in reversed(done):
            with contextlib.suppress(OSError):
                if move.kept:
                    move.kept.replace(move.place)
                else:
                    move.place.unlink(missing_ok=True)
        raise


def _kept(path: Path) -> Path | None:
    """What lies in the place now, by a second name beside it; None where there is nothing."""
    if not path.exists():
        return None
    kept = _beside(path)
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
    return kept


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Neither Ctrl-C nor SIGTERM ends the block; elsewhere than in the main thread they do not come."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, was in before.items():
            signal.signal(one, was if was is not None else signal.SIG_DFL)


def _aside(path: Path, content: bytes) -> Path:
    """The content in a file of its own beside ``path``, all of it on the disk, open to whom new files are.

    What a killed run left there a day ago or more is cleared away.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        with contextlib.suppress(FileNotFoundError):  # another run's, which has its place now
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()
    temporary = _beside(path)
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the disk refuses is a Problem."""
    try:
        yield
    except OSError as error:
        why = system_says(error)
        raise Problem(
            da=f"{path}: rapporten kunne ikke skrives dertil ({why.da}). Vælg med --out en mappe, du kan "
            "skrive i",
            en=f"{path}: the report could not be written there ({why.en}). Choose with --out a folder that "
            "you can write to",
        ) from error


def check_folder(folder: Path, store: Path | None = None) -> None:
    """A Problem where ``folder`` is a file, lies below one, or in the workspace's ``store``.

    Told before the work of a report begins.
    """
    with _told(folder):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            folder.lstat()
        found = next((each for each in (folder, *folder.parents) if os.path.lexists(each)), None)
        # not Path.resolve, for which links that lead to each other are no OSError
        inside = store is not None and Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(store))
    if found is not None and not found.is_dir():
        what = (
            Text(da="en fil", en="a file") if found.exists() else Text(da="et løst link", en="a loose link")
        )
        raise Problem(
            da=f"{found} er {what.da}, ikke en mappe: rapporten kan ikke skrives dertil. Vælg en mappe "
            "med --out",
            en=f"{found} is {what.en}, not a folder: the report cannot be written there. Choose a folder "
            "with --out",
        )
    if inside:
        raise Problem(
            da=f"{folder} hører til arbejdsområdets lager, hvor kun pejling selv skriver. Vælg en anden "
            "mappe med --out",
            en=f"{folder} belongs to the workspace's store, where pejling alone writes. Choose another "
            "folder with --out",
        )


def _made(folder: Path) -> list[Path]:
    """Make ``folder``; which folders were new, innermost first. A Problem where it cannot be made."""
    check_folder(folder)
    lacking = [each for each in (folder, *folder.parents) if not each.exists()]
    made: list[Path] = []
    try:
        for each in reversed(lacking):
            each.mkdir(exist_ok=True)
            made.insert(0, each)
    except OSError as error:
        _remove(made)
        why = system_says(error)
        raise Problem(
            da=f"mappen {folder} kan ikke oprettes ({why.da}). Vælg med --out en mappe, du kan skrive i",
            en=f"the folder {folder} cannot be made ({why.en}). Choose with --out a folder that you can "
            "write to",
        ) from error
    return made


def _remove(made: list[Path]) -> None:
    """Remove new folders that stayed empty."""
    with contextlib.suppress(OSError):
        for each in made:
            each.rmdir()
