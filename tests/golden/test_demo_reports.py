"""The demonstration reports: all forms say the same to the digit, and nothing that was not signed off."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import excel_agrees
import extract_html
import extract_pdf
import extract_word
import pytest
from demo_reports import REPORTS, documents, made
from renew import changed, message
from told import Told, differences, of_document

from pejling.app.leaving import File
from pejling.report.document import Document, Number, Table
from pejling.report.pdf import pdf
from pejling.report.words import SYNTHETIC

READ: dict[str, Callable[[bytes], Told]] = {
    "pdf": extract_pdf.told,
    "docx": extract_word.told,
    "html": extract_html.told,
}
NAMES = [pytest.param(name, marks=[pytest.mark.slow] * (name == "syntetisk")) for name in REPORTS]
PUBLISHED = "aabenraa-2012"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[File]]:
    """The files of a demonstration report, made once."""

    @cache
    def of(name: str) -> list[File]:
        return made(name, tmp_path_factory.mktemp(name))

    return of


def unlike(document: Document, form: str, content: bytes) -> list[str]:
    """Where ``content`` says another thing than ``document``."""
    if form == "xlsx":
        return excel_agrees.differences(document, content)
    return differences(of_document(document), READ[form](content), SYNTHETIC(document.lang))


@pytest.mark.parametrize("name", NAMES)
def test_every_form_says_what_the_document_says_to_the_digit(files, name):
    """All cells, all texts and their numbers, what charts say; and the forms among each other."""
    left = files(name)
    assert sorted((file.form, file.document.lang) for file in left) == sorted(
        (form, lang) for form in ("pdf", "docx", "xlsx", "html") for lang in ("da", "en")
    )
    assert {file.path.name: unlike(file.document, file.form, file.content) for file in left} == {
        file.path.name: [] for file in left
    }


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_figures(files, name):
    """Tables, rows, columns and charts are the same, and every number of them."""
    danish, english = documents(files(name))
    for one, other in zip(danish.tables, english.tables, strict=True):
        assert numbers(one) == numbers(other), one.caption
    for one, other in zip(danish.charts, english.charts, strict=True):
        assert [n.value for n in one.numbers] == [n.value for n in other.numbers], one.title


@pytest.mark.parametrize("name", NAMES)
def test_the_report_says_what_was_signed_off(files, name):
    diffs = [diff for document in documents(files(name)) if (diff := changed(name, document))]
    assert not diffs, message(name, "\n".join(diffs))


def numbers(table: Table) -> list[tuple[str, Fraction | None, int]]:
    cells = (cell for row in table.rows for cell in row.cells if isinstance(cell, Number))
    return [(cell.status, cell.value, cell.decimals) for cell in cells]


# --- the comparison finds what it is there to find --------------------------------------------------


def of(left: list[File], form: str) -> File:
    return next(file for file in left if (file.form, file.document.lang) == (form, "da"))


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """An office file with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as held, zipfile.ZipFile(target, "w") as made:
        for part in held.namelist():
            body = held.read(part)
            made.writestr(part, change(body.decode("utf-8")).encode("utf-8") if part == name else body)
    return target.getvalue()


def once(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def test_a_digit_in_a_cell_or_a_sentence_of_html_is_found(files):
    page = of(files(PUBLISHED), "html")
    text = page.content.decode("utf-8")
    cell = once('<td class="number">52,1', '<td class="number">52,2')(text)
    assert unlike(page.document, "html", cell.encode("utf-8")) == [
        "table 2, row 1, column 3: '52,2' for '52,1'"
    ]
    sentence = once(
        "var andelen i arbejde tre måneder efter et afsluttet forløb på kontanthjælp 52,1", "52,3"
    )
    assert "52,3" in unlike(page.document, "html", sentence(text).encode("utf-8"))[0]
    chart = re.sub(r'(<table class="figures">.*?<td class="number">)\d', r"\g<1>9", text, count=1, flags=re.S)
    assert "figure 1" in unlike(page.document, "html", chart.encode("utf-8"))[0]


def test_a_digit_in_a_cell_or_a_sentence_of_word_is_found(files):
    word = of(files(PUBLISHED), "docx")
    cell = with_part(word.content, "word/document.xml", once(">52,1<", ">52,3<"))
    assert unlike(word.document, "docx", cell) == ["table 2, row 1, column 3: '52,3' for '52,1'"]
    sentence = with_part(word.content, "word/document.xml", once("15,8\u00a0pct.", "15,9\u00a0pct."))
    assert "15,9" in unlike(word.document, "docx", sentence)[0]


def test_a_digit_in_a_cell_or_a_sentence_of_excel_is_found(files):
    book = of(files(PUBLISHED), "xlsx")
    cell = with_part(book.content, "xl/worksheets/sheet4.xml", once("<v>52.1</v>", "<v>52.14</v>"))
    assert unlike(book.document, "xlsx", cell) == []  # it rounds to the printed figure
    cell = with_part(book.content, "xl/worksheets/sheet4.xml", once("<v>52.1</v>", "<v>52.15</v>"))
    assert unlike(book.document, "xlsx", cell) == ["table 2, row 1, column 3: '52,2' for '52,1'"]
    sentence = with_part(book.content, "xl/sharedStrings.xml", once("52,1 pct.", "52,0 pct."))
    assert "52,0" in unlike(book.document, "xlsx", sentence)[0]


def test_a_digit_in_a_cell_or_a_sentence_of_the_pdf_is_found(files):
    """Rendered with another figure than its document has: in a table, and in a sentence of its own."""
    right = of(files(PUBLISHED), "pdf").document
    chapters = []
    for chapter in right.chapters[:2]:
        blocks = [
            replace(
                block,
                rows=tuple(
                    replace(
                        row,
                        cells=tuple(
                            replace(cell, value=cell.value + Fraction(1, 10))
                            if isinstance(cell, Number)
                            and cell.value is not None
                            and cell.value == Fraction("52.1")
                            else cell
                            for cell in row.cells
                        ),
                    )
                    for row in block.rows
                ),
            )
            if isinstance(block, Table)
            else block
            for block in chapter.blocks
        ]
        chapters.append(replace(chapter, blocks=tuple(blocks)))
    short = replace(right, chapters=right.chapters[:2])
    wrong = pdf(replace(short, chapters=tuple(chapters)))
    assert unlike(short, "pdf", wrong) == ["table 2, row 1, column 3: '52,2' for '52,1'"]
    said = of_document(short)
    texts = tuple(text.replace("15,8pct.", "15,7pct.") for text in said.texts)
    assert "15,8" in differences(replace(said, texts=texts), extract_pdf.told(wrong))[-1]


def test_a_changed_figure_is_told_with_its_line_and_how_to_sign_it_off(files):
    document = documents(files(PUBLISHED))[0]
    first = document.chapters[0]
    other = replace(document, chapters=(replace(first, title="Resumé"), *document.chapters[1:]))
    diff = changed(PUBLISHED, other)
    assert "-## Sammenfatning\n+## Resumé" in diff
    assert f"tests/golden/renew.py {PUBLISHED}" in message(PUBLISHED, diff)
