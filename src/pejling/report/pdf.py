"""PDF by Typst: the template is fixed, the document goes in as data, so no text is ever markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from pejling.report.document import Document
from pejling.report.layout import layout
from pejling.report.typeface import font_folder
from pejling.terms.problem import Problem

STANDARDS = ("ua-1", "a-2a")


@cache
def _template() -> bytes:
    return (files("pejling.report") / "templates" / "report.typ").read_bytes()


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/UA-1 and PDF/A-2a). The same document gives the same bytes."""
    typst: Any = import_module("typst")

    data = json.dumps(layout(document), ensure_ascii=False)
    try:
        made: bytes = typst.compile(
            _template(),
            font_paths=[str(font_folder())],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=list(STANDARDS),
            sys_inputs={"document": data},
            timestamp=datetime.combine(document.generated, time(), UTC),
        )
    except typst.TypstError as error:
        raise Problem(
            da=f"PDF-filen kunne ikke laves: {error}", en=f"the PDF could not be made: {error}"
        ) from error
    return made
