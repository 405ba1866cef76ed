"""A document to a file, in one of the three forms; never a half-written one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from pejling.report.document import Document
from pejling.terms.problem import Problem


def _pdf(document: Document) -> bytes:
    from pejling.report.pdf import pdf

    return pdf(document)


def _excel(document: Document) -> bytes:
    from pejling.report.excel import excel

    return excel(document)


def _html(document: Document) -> bytes:
    from pejling.report.html import html

    return html(document)


FORMS: dict[str, Callable[[Document], bytes]] = {"pdf": _pdf, "xlsx": _excel, "html": _html}


def render(document: Document, form: str, path: Path) -> Path:
    """Write the document as ``form`` (pdf, xlsx, html) to ``path``, whose folder is made if need be.

    The file is written beside its place and then moved there, so a reader never meets half of it. A
    Problem where the form is not known or the disk does not take it.
    """
    make = FORMS.get(form)
    if make is None:
        allowed = ", ".join(FORMS)
        raise Problem(
            da=f"{form!r} er ikke en rapportform; tilladt er {allowed}",
            en=f"{form!r} is no form of a report; allowed are {allowed}",
        )
    content = make(document)
    made = _made(path.parent)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".partial")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        _remove(made)
        why = error.strerror or str(error)
        raise Problem(
            da=f"{path}: rapporten kunne ikke skrives dertil: {why}. Vælg med --out en mappe, du kan "
            "skrive i",
            en=f"{path}: the report could not be written there: {why}. Choose with --out a folder that you "
            "can write to",
        ) from error
    return path


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
        why = error.strerror or str(error)
        raise Problem(
            da=f"mappen {folder} kan ikke oprettes: {why}. Vælg med --out en mappe, du kan skrive i",
            en=f"the folder {folder} cannot be made: {why}. Choose with --out a folder that you can write to",
        ) from error
    return made


def _remove(made: list[Path]) -> None:
    """Remove new folders that stayed empty."""
    with contextlib.suppress(OSError):
        for each in made:
            each.rmdir()
