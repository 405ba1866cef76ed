"""PDF by Typst: the template is fixed, the document goes in as data, so no text is ever markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from pejling.report.document import Document
from pejling.report.layout import layout
from pejling.report.printable import called
from pejling.report.typeface import font_folder
from pejling.terms.masked import masked
from pejling.terms.problem import Problem

STANDARDS = ("ua-1", "a-2a")
_NO_LETTER = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|(.+?))"` could not be displayed')


@cache
def _template() -> bytes:
    return (files("pejling.report") / "templates" / "report.typ").read_bytes()


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/UA-1 and PDF/A-2a). The same document gives the same bytes."""
    typst: Any = import_module("typst")

    laid = layout(document)
    data = json.dumps(laid, ensure_ascii=False)
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
        raise _refused(str(error), laid) from error
    return made


def _refused(why: str, laid: object) -> Problem:
    """What Typst minds; of a letter that no typeface has, where it stands."""
    letter = _NO_LETTER.search(why)
    if letter is None:
        return Problem(da=f"PDF-filen kunne ikke laves: {why}", en=f"the PDF could not be made: {why}")
    sign = chr(int(letter[1], 16)) if letter[1] else letter[2][0]
    text = next((one for one in _texts(laid) if sign in one), "")
    at = text.find(sign)
    near = " ".join(text[max(at - 30, 0) : at + 30].split())
    da, en = (f" (»{masked(near, 'da')}«)", f" (“{masked(near)}”)") if near else ("", "")
    return Problem(
        da=f"tegnet {called(sign)}{da} findes ikke i rapportens skrifttype; skriv det med ord. Intet er "
        "skrevet",
        en=f"the character {called(sign)}{en} is not in the report's typeface; write it in words. Nothing "
        "was written",
    )


def _texts(laid: object) -> Iterator[str]:
    """All texts of the data."""
    match laid:
        case str():
            yield laid
        case dict():
            yield from (text for one in laid.values() for text in _texts(one))
        case list() | tuple():
            yield from (text for one in laid for text in _texts(one))
        case _:
            return
