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
from pejling.report.frame import Frame
from pejling.report.outline import build
from pejling.report.own_chapter import OwnText, own_chapter
from pejling.report.plan import Plan
from pejling.report.render import rendered
from pejling.terms.text import Language, Text

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


def _own(lang: Language, english: str = "", title: Text | None = None) -> str:
    """The page of a report with a hand-written chapter; in Danish where nobody wrote ``english``."""
    words = "# Forord\n\nGodt **år**.\n\n## Status\n\n| Emne |\n|---|\n| Job |\n"
    files: dict[Language, str] = {"da": "egen.md", "en": "egen.en.md" if english else "egen.md"}
    own = OwnText(files, {"da": words, "en": english or words}, {})
    given = aabenraa(lang)
    chapter = own_chapter(Frame(given), Plan("own", "own", title, file="egen.md"), own)
    return rendered(replace(build(given), chapters=(chapter,)), "html").decode("utf-8").partition("<head>")[2]


def test_a_text_that_is_there_in_danish_only_is_danish_in_the_english_report() -> None:
    page = _own("en")
    assert '<h2 id="own-h" lang="da">1 Forord</h2>' in page
    assert '<a href="#own" lang="da">1 Forord</a>' in page
    assert (
        '<span lang="da">Godt </span><span lang="da"><strong>år</strong></span><span lang="da">.</span>'
        in page
    )
    assert '<h3 id="own-s1" lang="da">Status</h3>' in page
    assert '<th scope="col" class="text" lang="da">Emne</th>' in page
    assert '<th scope="row" class="text" lang="da">Job</th>' in page
    assert "lang=" not in _own("da")
    assert "lang=" not in _own("en", "# Preface\n\nGood.")


def test_a_title_that_the_template_gives_is_in_the_reports_language() -> None:
    page = _own("en", title=Text(da="Forord", en="Preface"))
    assert '<h2 id="own-h">1 Preface</h2>' in page
    assert '<span lang="da">Godt </span>' in page


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
