"""Every kind of thing that must not leave, planted in every form of file; and what is no such thing."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from dataclasses import replace
from fractions import Fraction

import pytest
from report_cases import aabenraa

from pejling.app.scan import secret_of
from pejling.disclosure.scan import Kind, Piece, cpr_numbers, find
from pejling.report.document import Chapter, Column, Document, Number, Row, Table, TextCell
from pejling.report.hidden_places import hidden_values
from pejling.report.outline import build
from pejling.report.render import rendered
from pejling.report.scan_files import pieces
from pejling.report.scan_records import hidden_records
from pejling.store.key import Key, secret_from
from pejling.terms.problem import Problem
from pejling.terms.text import Text

CPR = "010170-1234"
PERSON = bytes(range(200, 216))  # sixteen bytes, as the store keeps a person


def kinds(name: str, content: bytes, is_secret=None) -> set[Kind]:
    return {hit.kind for hit in find(pieces(name, content), is_secret)}


# --- what is a CPR number --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "010170-1234",
        "0101701234",
        "010170 1234",
        "010170 - 1234",
        "010170–1234",  # the dash of a word processor
        "01.01.70-1234",
        "01-01-70-1234",
        "01 01 70 1234",
        "0 1 0 1 7 0 - 1 2 3 4",
        "(010170-1234)",
        "CPR:010170-1234.",
        "610170-1234",  # a replacement number: 60 added to the day
        "290204-1234",  # 2004 is a leap year
        "010170-0000",  # no check digit is asked for
        "0101701234,0202801234",
    ],
)
def test_a_cpr_number_however_it_is_written(text):
    assert len(list(cpr_numbers(text))) >= 1
    assert "1234" not in "".join(cpr_numbers(text))
    assert not any(text in found for found in cpr_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "1.010.701.234",  # thousands
        "1 010 701 234",
        "1010701234.5",  # a decimal number
        "0.0101701234",
        "3.1010701234",
        "320170-1234",  # no 32nd day
        "011370-1234",  # no 13th month
        "290201-1234",  # 2001 and 1901 are no leap years
        "310470-1234",  # April has 30
        "0101701234ab",  # part of a hash
        "sha0101701234",
        "20261122T010170123456Z",
        "01.01.2020-1234",  # a year of four digits
        "010170-12345",
        "1.010.170-1234",
        "12345678",  # a company's number
        "+45 12 34 56 78",
        "2019-01-01 1200",
    ],
)
def test_what_is_plainly_something_else(text):
    assert list(cpr_numbers(text)) == []


def test_keys_of_persons():
    """Sixteen bytes as 32 hexadecimal digits or in base 64; not the 64 digits of a SHA-256."""
    both = f"{PERSON.hex()} {base64.b64encode(PERSON).decode()}"
    assert [hit.kind for hit in find([Piece("x", both)])] == [Kind.PERSON_KEY] * 2
    assert list(find([Piece("x", PERSON.hex() * 2), Piece("x", PERSON.hex()[:16])])) == []


def test_the_pseudonym_key_in_letters_bytes_and_its_id():
    text = "ab" * 32
    key = Key(secret_from(text), Text(da="prøve", en="test"))

    class Workspace:
        def find_key(self) -> Key:
            return key

    is_secret = secret_of(Workspace())  # type: ignore[arg-type]
    for word in (text, key.id, key.secret.hex()):
        assert [hit.kind for hit in find([Piece("x", f"nøgle={word};")], is_secret)] == [Kind.SECRET]
    assert list(find([Piece("x", "cd" * 32)], is_secret)) == []


# --- in every form of file -------------------------------------------------------------------------


def workbook(plant) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "tal"
    plant(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _hidden_sheet(book):
    sheet = book.create_sheet("kladde")
    sheet["B2"] = CPR
    sheet.sheet_state = "veryHidden"


def _hidden_row(book):
    book.active["A9"] = CPR
    book.active.row_dimensions[9].hidden = True


def _hidden_column(book):
    book.active["Z1"] = CPR
    book.active.column_dimensions["Z"].hidden = True


def _comment(book):
    from openpyxl.comments import Comment

    book.active["A1"].comment = Comment(f"se {CPR}", "sagsbehandler")


def _name(book):
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names["borger"] = DefinedName("borger", attr_text=f'"{CPR}"')


def _property(book):
    book.properties.keywords = CPR


def _footer(book):
    book.active.oddFooter.left.text = CPR


def _formula(book):
    book.active["A2"] = f'=CONCATENATE("{CPR}","")'


def _number_without_nought(book):
    book.active["A2"] = 101701234  # 010170-1234 typed into a cell of numbers


def _author(book):
    book.properties.creator = CPR


@pytest.mark.parametrize(
    "plant",
    [
        _hidden_sheet, _hidden_row, _hidden_column, _comment, _name, _property, _footer, _formula,
        _number_without_nought, _author,
    ],
)  # fmt: skip
def test_a_cpr_number_anywhere_in_a_workbook(plant):
    assert Kind.CPR in kinds("x.xlsx", workbook(plant))


def test_a_large_figure_in_a_workbook_is_no_cpr_number():
    """1,010,701,234 DKK shown with its thousands divided."""

    def plant(book):
        book.active["A2"] = 1010701234
        book.active["A2"].number_format = "#,##0"

    assert kinds("x.xlsx", workbook(plant)) == set()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return target.getvalue()


def test_a_cpr_number_split_over_runs_in_word():
    """Word divides a text where its look changes: 01 in bold, 0170-12 and 34 not."""
    runs = "".join(f"<w:r><w:rPr/><w:t>{part}</w:t></w:r>" for part in ("01", "0170-12", "34"))
    assert Kind.CPR in kinds("x.docx", word(f"<w:p>{runs}</w:p>"))
    apart = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in ("01", "0170-12", "34"))
    assert kinds("x.docx", word(apart)) == set()


@pytest.mark.parametrize("part", ["word__comments", "docProps__core", "word__footnotes", "customXml__item1"])
def test_a_cpr_number_in_another_part_of_word(part):
    assert Kind.CPR in kinds("x.docx", word("<w:p/>", **{part: f"<a><b c='{CPR}'/></a>"}))


@pytest.mark.parametrize(
    "part", ["word__header1", "word__footer1", "docProps__app", "docProps__custom", "word__styles"]
)
def test_a_cpr_number_divided_in_a_running_part_of_word(part):
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in ("010170", "-1234"))
    held = f'<w:hdr xmlns:w="{WORD}"><w:p>{runs}</w:p></w:hdr>'
    assert Kind.CPR in kinds("x.docx", word("<w:p/>", **{part: held}))


def test_a_cpr_number_in_a_picture_or_its_text_in_word():
    told = f'<w:p><w:drawing><wp:docPr xmlns:wp="wp" descr="Sag {CPR}"/></w:drawing></w:p>'
    assert Kind.CPR in kinds("x.docx", word(told))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/media/picture1.svg", f"<svg><text>{CPR}</text></svg>")
    assert Kind.CPR in kinds("x.docx", target.getvalue())


def test_a_workbook_within_a_document():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/embeddings/ark.xlsx", workbook(_hidden_sheet))
    assert Kind.CPR in kinds("x.docx", target.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        f"<html><p>{CPR}</p></html>",
        "<html><p>01<b>0170</b>-<i>1234</i></p></html>",
        f"<html><!-- {CPR} --></html>",
        f'<html><td title="{CPR}">x</td></html>',
        f'<html><script type="application/json">{{"values": ["{CPR}"]}}</script></html>',
        "<html><p>010170&#45;1234</p></html>",
        f'<html><img src="data:text/plain;base64,{base64.b64encode(CPR.encode()).decode()}"></html>',
        f"<svg><text>{CPR}</text></svg>",
        "<svg><text><tspan>010170</tspan><tspan>-1234</tspan></text></svg>",
        f"<svg><desc>{CPR}</desc></svg>",
        f'<?xml version="1.0"?><svg aria-label="{CPR}"/>',
        json.dumps({"a": [{"b": CPR}]}),
        json.dumps({"a": 1010701234}),
        json.dumps({CPR: 1}),
        f"navn;tal\nx;{CPR}\n",
        "navn,tal\nx,0101701234\n",
        f"en linje\nen anden {CPR}\n",
    ],
)
def test_a_cpr_number_in_markup_data_and_text(text):
    assert Kind.CPR in kinds("x", text.encode())
    assert Kind.CPR in kinds("x", text.encode("utf-16"))


def test_neighbouring_cells_are_not_read_in_one():
    """Two cells of a table, 120370 and 1234, are two figures."""
    assert kinds("x", b"<html><td>120370</td><td>1234</td></html>") == set()


@pytest.fixture(scope="module")
def typeset():
    import typst

    def make(text: str) -> bytes:
        return bytes(typst.compile(text.encode(), format="pdf"))

    return make


@pytest.mark.parametrize(
    "text",
    [
        f"Borger {CPR}.",
        "Borger #strong[010170]-1234",
        f'#set document(title: "{CPR}")\nx',
        f'#set document(keywords: ("{CPR}",))\nx',
        f'#link("https://x.dk")[{CPR}]',
        f"#outline()\n= Om {CPR}",
    ],
)
def test_a_cpr_number_in_a_pdf(typeset, text):
    assert Kind.CPR in kinds("x.pdf", typeset(text))


def test_keys_in_every_form_of_file(typeset):
    text = PERSON.hex()
    files = {
        "x.pdf": typeset(text),
        "x.xlsx": workbook(lambda book: book.active.__setitem__("A2", text)),
        "x.docx": word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
        "x.html": f"<html><p data-id='{text}'></p></html>".encode(),
        "x.svg": f"<svg id='{text}'/>".encode(),
        "x.json": json.dumps([text]).encode(),
        "x.csv": f"a,b\n1,{text}\n".encode(),
    }
    assert {name: kinds(name, content) for name, content in files.items()} == {
        name: {Kind.PERSON_KEY} for name in files
    }


@pytest.mark.parametrize("content", [b"%PDF-1.7 not really", b"PK\x03\x04 not really"])
def test_a_file_that_cannot_be_opened_is_said(content):
    with pytest.raises(Problem, match="cannot be opened and so not scanned"):
        list(pieces("x", content))


def records(text: str) -> list[str]:
    content = text.encode()
    return [hit.place for hit in hidden_records(list(pieces("x", content)), "x", content)]


HIDDEN_AND_TOLD = {"status": "suppressed", "value": 3}
HIDDEN_ONLY = {"status": "suppressed", "value": None, "denominator": 12}


def test_data_that_say_hidden_and_hold_the_figure():
    """In JSON, CSV and the data of a chart in a page; a hidden record with its denominator alone is right."""
    spec = {"data": {"values": [HIDDEN_ONLY, HIDDEN_AND_TOLD]}}
    assert records(json.dumps(spec)) == ["x.data.values[1]"]
    assert records(json.dumps([HIDDEN_ONLY])) == []
    page = "<html><script>vegaEmbed('#a', {});</script></html>"
    assert len(records(page.replace("{}", json.dumps(spec)))) == 1
    assert records(page.replace("{}", json.dumps(HIDDEN_ONLY))) == []
    assert records("area,numerator,value\n580,3,hidden\n510,hidden,hidden\n540,7,7\n") == ["x:2"]
    assert records("area;value;status\n580;3,0;skjult\n510;;skjult\n") == ["x:2"]


# --- our own reports -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [pytest.param("pdf", marks=pytest.mark.slow), "docx", "xlsx", "html"])
def test_no_false_alarm_in_a_report(form):
    document = build(aabenraa("da"))
    content = rendered(document, form)
    texts = list(pieces(f"x.{form}", content))
    assert list(find(texts)) == []
    assert hidden_values(document, form, "x", content, texts) == []


def hiding(number: Number) -> Document:
    """A report with one more table: a shown figure and ``number``."""
    table = Table(
        "prove",
        "Prøve",
        (Column("Nøgletal", "text"), Column("Her", "number")),
        (Row((TextCell("a"), Number(Fraction(12), 0))), Row((TextCell("b"), number))),
    )
    whole = build(aabenraa("da"))
    return replace(whole, chapters=(*whole.chapters[:1], Chapter("prove-k", "Prøve", (table,))))


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "html"])
def test_a_figure_in_the_place_of_a_hidden_one_is_found(form):
    """The document hides the figure; the file was made of one that shows 3."""
    hidden = hiding(Number(None, 0, "suppressed"))
    good, bad = rendered(hidden, form), rendered(hiding(Number(Fraction(3), 0)), form)
    for content, found in ((good, []), (bad, [Kind.HIDDEN_VALUE])):
        texts = list(pieces("x", content))
        assert [hit.kind for hit in hidden_values(hidden, form, "x", content, texts)] == found


def test_a_hidden_number_that_still_has_its_value_is_found():
    careless = hiding(Number(Fraction(3), 0, "suppressed"))
    content = rendered(careless, "html")
    found = hidden_values(careless, "html", "x", content, list(pieces("x", content)))
    assert [hit.kind for hit in found] == [Kind.HIDDEN_VALUE]
    assert not re.search(r">3<", content.decode())  # it is written as hidden all the same
