"""Words that have one language only are marked with it where the document has another (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from pypdf import PdfReader
from report_cases import aabenraa

from pejling.report.document import (
    Block,
    Chapter,
    Column,
    Document,
    Number,
    Paragraph,
    Row,
    Styled,
    Table,
    TextCell,
)
from pejling.report.drawings.diverging import Answers, DivergingChart
from pejling.report.outline import build
from pejling.report.render import rendered
from pejling.terms.text import Language

QUESTION = "Får du den hjælp, du har brug for?"
AGREE, AGAINST = "I høj grad", "Slet ikke"


def _document(lang: Language) -> Document:
    number = Number(Fraction(40), 0)
    blocks: tuple[Block, ...] = (
        Paragraph(("Asked was ", Styled(QUESTION, lang="da"), ".")),
        Table(
            "answers",
            "Answers",
            (Column("Question", "text"), Column(AGREE, "number", lang="da")),
            (Row((TextCell(QUESTION, lang="da"), number)), Row((TextCell("All"), number))),
        ),
        DivergingChart(
            "chart",
            "Answers",
            "Bars",
            (Answers(QUESTION, number, None, number, number),),
            AGAINST,
            "",
            AGREE,
            "Answers",
            spoken=tuple((words, "da") for words in (QUESTION, AGREE, AGAINST)),
        ),
    )
    return replace(build(aabenraa(lang)), chapters=(Chapter("survey", "Survey", blocks),))


def test_html_says_the_language_of_words_in_another() -> None:
    page = rendered(_document("en"), "html").decode("utf-8")
    assert f'Asked was <span lang="da">{QUESTION}</span>.' in page
    assert f'<th scope="row" class="text" lang="da">{QUESTION}</th>' in page
    assert '<th scope="row" class="text">All</th>' in page
    assert f'<th scope="col" class="number" lang="da">{AGREE}</th>' in page
    figures = page.split("<details>")[1]
    assert re.findall(r'<th scope="(?:col|row)"[^>]*?( lang="da")?>([^<]*)</th>', figures) == [
        (' lang="da"', AGAINST),
        (' lang="da"', AGREE),
        ("", "Answers"),
        (' lang="da"', QUESTION),
    ]


@pytest.mark.parametrize("form", ["html", "docx"])
def test_nothing_is_said_where_it_is_the_documents_own(form: str) -> None:
    file = rendered(_document("da"), form)
    text = file.decode("utf-8") if form == "html" else _body(file)
    assert "lang=" not in text.partition("<head>")[2]
    assert "<w:lang" not in text


def test_word_spells_them_in_their_language() -> None:
    body = _body(rendered(_document("en"), "docx"))
    marked = re.findall(r'<w:lang w:val="da-DK"/></w:rPr><w:t xml:space="preserve">([^<]*)</w:t>', body)
    assert marked == [QUESTION, AGREE, QUESTION]


def test_the_pdf_speaks_them_in_their_language() -> None:
    """Cells are elements, the words in the line are marked in the page's content."""
    reader = PdfReader(io.BytesIO(rendered(_document("en"), "pdf")))
    tree = reader.root_object["/StructTreeRoot"].get_object()
    assert _cells(tree, "en") == ["en", "da", "da", "en", "en", "en"]
    content = b"".join(page.get_contents().get_data() for page in reader.pages)  # type: ignore[union-attr]
    assert content.count(b"/Lang(da)") == 1


def _cells(element: Any, lang: str) -> list[str]:
    """The language of each cell below, its own or that of what it stands in."""
    lang = element.get("/Lang", lang)
    if element.get("/S") in ("/TH", "/TD"):
        return [lang]
    kids = element.get("/K", [])
    found: list[str] = []
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(one := kid.get_object(), dict):
            found += _cells(one, lang)
    return found


def _body(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read("word/document.xml").decode("utf-8")
