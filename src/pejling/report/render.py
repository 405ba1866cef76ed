"""A document to a file, in one of the three forms; never a half-written one."""

from __future__ import annotations

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
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
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
        raise Problem(f"{path}: the report could not be written there: {error.strerror or error}") from error
    return path
