"""A document to a file, in one of the four forms; never a half-written one.

Reports leave by way of `app.leaving`, which scans the files and keeps the ledger before they are placed.
"""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pejling.report.document import Document
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says

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


def place(files: Sequence[tuple[Path, bytes]], before: Callable[[], None] = lambda: None) -> list[Path]:
    """Put all ``files`` (path, content) in their places, or none of them; folders are made if need be.

    Each is written beside its place, then ``before`` is called, and then they are moved, so that a reader
    never meets half of one. A Problem where the disk does not take them.
    """
    made: list[Path] = []
    waiting: list[tuple[str, Path]] = []
    try:
        for path, content in files:
            made = [*_made(path.parent), *made]
            with _told(path):
                waiting.append((_aside(path, content), path))
        before()
        for temporary, path in waiting:
            with _told(path):
                Path(temporary).replace(path)
    except BaseException:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
        _remove(made)
        raise
    return [path for path, _ in files]


def _aside(path: Path, content: bytes) -> str:
    """The content in a file of its own beside ``path``, all of it on the disk.

    What a killed run left there a day ago or more is cleared away.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            left.unlink(missing_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".partial")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
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


def check_folder(folder: Path) -> None:
    """A Problem where ``folder`` is a file, or lies below one: told before the work of a report begins."""
    found = next((each for each in (folder, *folder.parents) if each.exists()), None)
    if found is not None and not found.is_dir():
        raise Problem(
            da=f"{found} er en fil, ikke en mappe: rapporten kan ikke skrives dertil. Vælg en mappe "
            "med --out",
            en=f"{found} is a file, not a folder: the report cannot be written there. Choose a folder with "
            "--out",
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
