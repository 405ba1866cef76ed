"""PDF, Excel and HTML agree to the digit, take any name as text, and are the same bytes every time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pypdf import PdfReader
from report_cases import aabenraa, comparison, material

from pejling.report.document import Document, Number, Symbol, Table, TextCell
from pejling.report.excel import excel
from pejling.report.html import html
from pejling.report.outline import build
from pejling.report.pdf import pdf
from pejling.report.render import FORMS, render
from pejling.report.words import SYNTHETIC
from pejling.terms.amount import round_half_up
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

LANGUAGES: tuple[Language, ...] = ("da", "en")
HOSTILE = '#set *b* _u_ $x$ @a <script>alert("1")</script> ]] }} \\ "q" &amp; =1+1 //c'


@cache
def document(lang: Language, synthetic: bool = False) -> Document:
    return build(aabenraa(lang, synthetic))


@cache
def pages(lang: Language, synthetic: bool = False) -> tuple[str, ...]:
    reader = PdfReader(io.BytesIO(pdf(document(lang, synthetic))))
    return tuple(page.extract_text().replace("\u00a0", " ") for page in reader.pages)


@cache
def workbook(lang: Language, synthetic: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(excel(document(lang, synthetic))))


def hostile() -> Document:
    """Every name that a user gives is hostile: municipality, cluster, title, source."""
    rows = (comparison("a", "3.4", "2.7", "1.0", "2.0"),)
    given = material(rows, name=HOSTILE)
    return build(
        replace(
            given,
            title=Text(da=HOSTILE, en=HOSTILE),
            clusters=(replace(given.clusters[0], label=Text(da=HOSTILE, en=HOSTILE)),),
            sources=(replace(given.sources[0], title=Text(da=HOSTILE, en=HOSTILE), detail=HOSTILE),),
        )
    )


class Page(HTMLParser):
    """Collects what the tests ask of the HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@cache
def page(lang: Language, synthetic: bool = False) -> Page:
    return Page(html(document(lang, synthetic)).decode("utf-8"))


def numbers(table: Table) -> list[Number]:
    return [cell for row in table.rows for cell in row.cells if isinstance(cell, Number)]


# --- PDF ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_prints_every_figure_of_every_table(lang: Language) -> None:
    text = " ".join(pages(lang))
    for table in document(lang).tables:
        for number in numbers(table):
            assert number.digits(lang) in text
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, TextCell) and row.kind == "level" and cell.strong:
                    assert cell.text.split(" ")[0] in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_is_tagged_titled_and_in_its_language(lang: Language) -> None:
    reader = PdfReader(io.BytesIO(pdf(document(lang))))
    catalogue = reader.root_object
    assert catalogue["/Lang"] == lang
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"{document(lang).municipality} – {document(lang).title}"
    xmp = catalogue["/Metadata"].get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert [title for title in titles if title[:1].isdigit()] == [
        f"{number}  {chapter.title}"
        for number, chapter in enumerate((c for c in document(lang).chapters if c.numbered), start=1)
    ]


def test_every_drawing_in_the_pdf_has_an_alternative_text() -> None:
    reader = PdfReader(io.BytesIO(pdf(document("da"))))
    figures = []
    todo = [reader.root_object["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if not hasattr(node, "get"):
            todo += list(node) if isinstance(node, list) else []
            continue
        if node.get("/S") == "/Figure":
            figures.append(node.get("/Alt"))
        children = node.get("/K", [])
        todo += [
            k for k in (children if isinstance(children, list) else [children]) if hasattr(k, "get_object")
        ]
    symbols = [
        cell
        for table in document("da").tables
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Symbol) and cell.label != "ikke vurderet"
    ]
    assert all(figures)
    assert len(figures) >= len(symbols) + len(document("da").charts)


def test_pages_are_numbered() -> None:
    found = pages("da")
    assert "Side" not in found[0]
    assert all(f"Side {number}" in text for number, text in enumerate(found[1:], start=2))


# --- Excel --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_excel_cells_are_numbers_with_the_printed_decimals(lang: Language) -> None:
    book = workbook(lang)
    sheets = book.worksheets[2:]
    for table, sheet in zip(document(lang).tables, sheets, strict=False):
        for line, row in enumerate(table.rows, start=4):
            for at, cell in enumerate(row.cells, start=1):
                if not isinstance(cell, Number) or not cell.shown or cell.value is None:
                    continue
                found = sheet.cell(line, at)
                assert found.data_type == "n"
                assert found.value == float(round_half_up(cell.value, cell.decimals))
                shown, _, room = found.number_format.partition("_")
                assert shown == ("#,##0." + "0" * cell.decimals if cell.decimals else "#,##0")
                assert set(room) <= set(
                    "_.0"
                )  # blanks as wide as the decimals that others in the column have


def test_excel_has_a_sheet_a_table_and_a_list_of_them() -> None:
    book = workbook("da")
    contents = [row[0].value for row in book["Indhold"].iter_rows()]
    assert len([name for name in book.sheetnames if name[0].isdigit()]) == len(document("da").tables)
    assert set(book.sheetnames[1:]) <= set(contents)
    assert "3. Kontanthjælp under 30 år…" in book.sheetnames  # 31 letters at most, whole words
    links = {
        str(cell.value): cell.hyperlink.location
        for (cell, *_) in book["Indhold"].iter_rows()
        if cell.hyperlink
    }
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    assert {sheet["A2"].hyperlink.location for sheet in book.worksheets[1:]} == {"'Indhold'!A1"}


def test_excel_columns_are_headed_by_what_they_tell_and_hold_it() -> None:
    overview, second = workbook("da").worksheets[2:4]
    assert [cell.value for cell in overview[3]][2:4] == ["AMS: niveau", "AMS: udvikling"]
    assert second["E3"].value == "AMS: symbol"  # level and development by turns
    for at in ("C", "D"):
        wide = overview.column_dimensions[at].width
        assert 14 <= wide <= 35  # what is longer is set in lines, and its row is higher by 15 points for each
        for cell in overview[at][3:8]:
            high = overview.row_dimensions[cell.row].height or 15
            assert len(str(cell.value)) <= wide * high / 15
    assert overview.freeze_panes == "B4"
    assert overview.print_title_rows == "$3:$3"


def test_excel_symbols_are_words_and_colours() -> None:
    sheet = next(sheet for sheet in workbook("da").worksheets if "Sygedagpenge" in str(sheet["A1"].value))
    circle = sheet["E5"]
    assert circle.value == "◐ dårligere end klyngen AMS"
    assert circle.font.color.rgb == "FFB8500A"


def test_a_development_line_in_excel_stands_on_its_own() -> None:
    sheet = next(sheet for sheet in workbook("da").worksheets if "Sygedagpenge" in str(sheet["A1"].value))
    assert sheet["A6"].value == "Fuldtidspersoner i pct. af arbejdsstyrken: Udvikling, pct."


# --- HTML ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_html_prints_every_figure(lang: Language) -> None:
    words = {word.replace("\u00a0", " ") for word in page(lang).words}
    for table in document(lang).tables:
        assert {number.digits(lang) for number in numbers(table)} <= words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_html_is_accessible_and_stands_alone(lang: Language) -> None:
    found = page(lang)
    assert found.all("html") == [{"lang": lang}]
    assert found.all("a")[0] == {"class": "skip", "href": "#content"}
    assert all(cell.get("scope") for cell in found.all("th"))
    assert len(found.all("h1")) == len(found.all("main")) == 1
    tables = [table for table in found.all("table") if table.get("class") != "figures"]
    assert [table.get("id") for table in tables] == [table.id for table in document(lang).tables]
    assert len(found.all("caption")) == len(found.all("table"))
    labelled = [span for span in found.all("span") if span.get("role") == "img"]
    assert labelled
    assert all(span.get("aria-label") for span in labelled)
    charts = [div for div in found.all("div") if div.get("class") == "chart"]
    assert [chart.get("aria-label") for chart in charts] == [chart.alt for chart in document(lang).charts]
    assert not found.all("link")
    assert found.all("script") == [{}]  # its own, and the only one that may run
    assert not found.all("img")
    ids = [attributes["id"] for _, attributes in found.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))


# --- all forms ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_synthetic_data_are_called_so_everywhere(lang: Language) -> None:
    word = SYNTHETIC(lang)
    made = document(lang, True)
    blocks = len(made.tables) + len(made.charts)
    found = pages(lang, True)
    assert all(word in text for text in found)
    under = sum(text.count(word) for text in found) - len(found)  # one on the front page, one in each footer
    assert under >= blocks
    assert sum(word in text for text in page(lang, True).words) >= blocks + 1
    book = workbook(lang, True)
    for sheet in book.worksheets[2 : 2 + len(made.tables)]:
        assert word in str(sheet.oddFooter.center.text)
        assert any(word == cell.value for row in sheet.iter_rows() for cell in row)
    assert not any(word in text for text in pages(lang))


def test_a_hostile_name_is_only_text() -> None:
    made = hostile()
    read = PdfReader(io.BytesIO(pdf(made)))
    front = read.pages[0].extract_text()
    assert "#set *b* _u_ $x$ @a <script>" in front.replace("\n", " ")
    found = Page(html(made).decode("utf-8"))
    assert found.all("script") == [{}]
    assert any(HOSTILE in word for word in found.words)
    book = load_workbook(io.BytesIO(excel(made)))
    assert book.worksheets[0]["A1"].value == HOSTILE
    formulas = [c for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_document_gives_the_same_bytes(form: str) -> None:
    assert FORMS[form](document("da")) == FORMS[form](build(replace(aabenraa("da"))))


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new" / "report.html"
    assert render(document("da"), "html", target) == target
    before = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pejling.report.render.os.fsync", full)
    with pytest.raises(Problem, match="No space left on device"):
        render(document("en"), "html", target)
    assert target.read_bytes() == before
    assert [file.name for file in target.parent.iterdir()] == ["report.html"]


def test_an_unknown_form_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="pdf, docx, xlsx, html"):
        render(document("da"), "odt", tmp_path / "x.odt")


def test_a_symbols_drawing_stands_in_the_page_once() -> None:
    """Whatever is used is there, nothing is there twice, and nothing is there that is not used."""
    page = html(document("da")).decode("utf-8")
    drawn = re.findall(r'<g id="(sign:[^"]+)">', page)
    used = re.findall(r'<use href="#(sign:[^"]+)"/>', page)
    assert sorted(drawn) == sorted(set(used))
    assert len(used) > len(drawn)
