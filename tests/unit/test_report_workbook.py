"""The workbook beyond its tables: figures to filter, all text, marks of a draft, a municipality's colour."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from report_cases import HIDDEN, aabenraa, comparison, material

from pejling.report.document import (
    Chapter,
    Column,
    Document,
    Identity,
    Listing,
    Number,
    Paragraph,
    Ref,
    Row,
    Styled,
    Table,
    TextCell,
)
from pejling.report.excel import excel
from pejling.report.excel_data import lines, unit_in
from pejling.report.outline import build
from pejling.report.words import DATA, TEXT
from pejling.terms.amount import round_half_up
from pejling.terms.text import Language

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" fill="#147"/></svg>'
)
LANGUAGES: tuple[Language, ...] = ("da", "en")


def workbook(document: Document) -> Workbook:
    return load_workbook(io.BytesIO(excel(document)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_printed_figure_is_a_line_to_filter(lang: Language) -> None:
    document = build(aabenraa(lang))
    sheet = workbook(document)[DATA(lang)]
    found = list(sheet.iter_rows(min_row=4, values_only=True))
    printed = [
        cell
        for chapter in document.chapters
        for block in chapter.blocks
        for cell in (
            [cell for row in getattr(block, "rows", ()) for cell in getattr(row, "cells", ())]
            + [number for _, _, number in getattr(block, "points", ())]
        )
        if isinstance(cell, Number)
    ]
    wanted = [
        float(round_half_up(cell.value, cell.decimals)) if cell.shown and cell.value is not None else None
        for cell in printed
    ]
    assert [line[6] for line in found] == wanted
    assert sheet.auto_filter.ref == f"A3:J{3 + len(found)}"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert all(line[0] and line[1] and line[8] for line in found)  # chapter, table, status


def test_a_line_of_the_data_says_what_the_figure_is_of() -> None:
    """The level of sickness benefit in Aabenraa: 3.4 per cent in the third quarter of 2011."""
    rows = (comparison("a", "3.4", HIDDEN, "1.0", "2.0"),)
    sheet = workbook(build(material(rows)))["Data"]
    found = [line for line in sheet.iter_rows(min_row=4, values_only=True) if line[0] == "Sygedagpenge"]
    own, hidden = found[0], found[1]
    assert own[3:9] == (
        "Fuldtidspersoner i pct. af arbejdsstyrken",
        "3. kvartal 2011",
        "Aabenraa",
        3.4,
        "pct.",
        "vist",
    )
    assert (hidden[5], hidden[6], hidden[8]) == ("AMS", None, "skjult")


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Gennemsnitlig varighed, uger", "uger"),
        ("Samtaler: Udvikling, pct.", "pct."),
        ("Ledighed: Udvikling, procentpoint", "procentpoint"),
        ("Fuldtidspersoner i pct. af arbejdsstyrken", "pct."),
        ("Klager, i alt", ""),
        ("Kontanthjælp, Fuldtidspersoner, juli 2026", "fuldtidspersoner"),
        ("Siden december 2018, pct.", "pct."),
        ("95 pct. fra", "pct."),
    ],
)
def test_the_unit_is_read_from_the_label(label: str, unit: str) -> None:
    assert unit_in(label, "da") == unit


def test_a_place_on_a_list_is_no_percentage_though_what_is_ranked_is_one() -> None:
    columns = (Column("Kommune", "text"), Column("pct.", "number"), Column("Plads", "number"))
    row = Row((TextCell("Fanø"), Number(Fraction(14, 10), 1), Number(Fraction(13), 0)))
    table = Table("t", "Fuldtidspersoner i pct. af arbejdsstyrken: plads blandt 98", columns, (row,))
    document = replace(build(aabenraa("da")), chapters=(Chapter("x", "X", (table,)),))
    assert [line.unit for line in lines(document)] == ["pct.", ""]
    alone = replace(table, columns=columns[:2], rows=(Row(row.cells[:2]),))
    document = replace(document, chapters=(Chapter("x", "X", (alone,)),))
    assert [line.unit for line in lines(document)] == ["pct."]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_stands_in_the_text_sheet(lang: Language) -> None:
    document = build(aabenraa(lang))
    found = {line[2] for line in workbook(document)[TEXT(lang)].iter_rows(min_row=4, values_only=True)}
    wanted = {
        block.text(lang).replace("\u00a0", " ")  # as it is searched for
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph)
    }
    assert wanted <= found


def test_links_and_stress_are_plain_words_in_excel() -> None:
    document = build(aabenraa("da"))
    table = document.tables[0].id
    spans = ("Se ", Ref(table, "tabel 1"), ", ", Styled("vigtigt", strong=True), ".")
    first = replace(
        document.chapters[0],
        blocks=(Paragraph(spans), Listing((Paragraph(("et",)), Paragraph(("to",))), ordered=True)),
    )
    book = workbook(replace(document, chapters=(first, *document.chapters[1:])))
    assert book.worksheets[1]["A3"].value == "Se tabel 1, vigtigt."
    told = [line[2] for line in book["Tekst"].iter_rows(min_row=4, max_row=6, values_only=True)]
    assert told == ["Se tabel 1, vigtigt.", "1. et", "2. to"]


def test_words_that_look_like_formulas_are_words() -> None:
    """A chapter of the municipality's own may hold a cell such as ``=1+1``; nothing of it is reckoned."""
    hostile = ("=1+1", "+45 12", "-5", "@SUM(A1)", '=HYPERLINK("http://a.dk";"b")', "{=A1}")
    document = build(aabenraa("da"))
    rows = tuple(Row((TextCell(text), TextCell(text))) for text in hostile)
    table = Table("egen", hostile[0], (Column(hostile[4], "text"), Column("b", "text")), rows, (), hostile[0])
    own = Chapter("egen", hostile[0], (Paragraph(hostile), table))
    book = workbook(replace(document, title=hostile[0], chapters=(document.chapters[0], own)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert {text for text in hostile if not any(cell.value == text for cell in cells)} == set()


def test_lines_are_as_high_as_their_texts_and_decimals_stand_below_each_other() -> None:
    long = " ".join(["ord"] * 40)
    document = build(aabenraa("da"))
    rows = (
        Row((TextCell(long), Number(Fraction(5), 0))),
        Row((TextCell("kort"), Number(Fraction(13, 4), 2))),
        Row((TextCell("kort"), Number(Fraction(7, 2), 1))),
    )
    table = Table("t", "Titel", (Column("Hvad", "text"), Column("Tal", "number")), rows, (("a", long),))
    sheet = workbook(replace(document, chapters=(Chapter("x", "X", (table,)),))).worksheets[2]
    # in Calibri 11 "ord " is 24 pixels, 40 of them 950; a column of 46 is 322: three lines of 15 points
    assert sheet.row_dimensions[4].height == 45
    assert sheet.row_dimensions[5].height is None
    assert [sheet.cell(row, 2).number_format for row in (4, 5, 6)] == ["#,##0_._0_0", "#,##0.00", "#,##0.0_0"]
    assert (sheet["A8"].value, [str(one) for one in sheet.merged_cells.ranges]) == (f"a  {long}", ["A8:C8"])


def test_the_contents_carry_the_logo_and_a_preface_has_a_sheet_as_the_summary_has() -> None:
    document = build(aabenraa("da"))
    own = Identity(LOGO, "svg", "Byvåben", "#7a1f3d")
    preface = Chapter("preface", "Forord", (Paragraph(("Vi har bedt om en vurdering.",)),), numbered=False)
    book = workbook(replace(document, identity=own, chapters=(preface, *document.chapters)))
    assert book.sheetnames[:3] == ["Indhold", "Forord", "Sammenfatning"]
    (picture,) = book["Indhold"]._images
    assert picture.anchor._from.col == 1
    assert book["Forord"]["A3"].value == "Vi har bedt om en vurdering."
    links = [
        cell for (cell,) in book["Sammenfatning"].iter_rows(min_row=3, min_col=2, max_col=2) if cell.value
    ]
    assert links
    for link in links:
        table = str(link.value).removeprefix("Tabel ")
        assert str(link.hyperlink.location).startswith(f"'{table}. ")


def test_a_draft_says_so_on_every_sheet_and_in_print() -> None:
    document = replace(build(aabenraa("da")), draft=True)
    book = workbook(document)
    for sheet in book.worksheets:
        assert "UDKAST" in sheet.oddHeader.center.text
    assert all(sheet["B2"].value == "UDKAST" for sheet in book.worksheets[1:])
    assert book.properties.title == f"{document.municipality} – {document.title}"
    settled = workbook(replace(document, draft=False))
    assert not any(sheet.oddHeader.center.text for sheet in settled.worksheets)


def test_nothing_is_hidden_and_the_accent_is_the_documents_own() -> None:
    document = replace(build(aabenraa("da")), identity=Identity(accent="#7a1f3d"))
    book = workbook(document)
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert not any(line.hidden for sheet in book.worksheets for line in sheet.row_dimensions.values())
    assert not any(line.hidden for sheet in book.worksheets for line in sheet.column_dimensions.values())
    assert book.worksheets[2]["A3"].fill.fgColor.rgb == "FF7A1F3D"
