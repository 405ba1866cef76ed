"""Where the PDF's pages end: how full they are, and what stays together."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from pypdf import PageObject, PdfReader
from report_cases import aabenraa

from pejling.report.document import (
    Block,
    Chapter,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.layout_table import LEAST_ROWS, table_data
from pejling.report.outline import build
from pejling.report.pdf import pdf

POINTS = 72 / 25.4  # of a millimetre
TOP, FOOT = (297 - 25) * POINTS, 21 * POINTS  # of the type area, from the page's lower edge


def pages(document: Document) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf(document))).pages)


def lines(page: PageObject) -> list[str]:
    return [line.strip() for line in page.extract_text().splitlines() if line.strip()]


def fullness(page: PageObject) -> float:
    """How far down the type area the lowest line of text stands, in shares of its height."""
    lowest = TOP

    def visit(text: str, page: list[float], own: list[float], *_: object) -> None:
        nonlocal lowest
        height = page[1] * own[4] + page[3] * own[5] + page[5]
        if text.strip() and height > FOOT:
            lowest = min(lowest, height)

    page.extract_text(visitor_text=visit)
    return (TOP - lowest) / (TOP - FOOT)


def of_blocks(*blocks: Block) -> Document:
    document = build(aabenraa("da"))
    return replace(document, chapters=(Chapter("only", "Tal", blocks),))


def table(name: str, rows: int) -> Table:
    columns = (Column("Kommune", "text"), Column("Personer", "number"))
    body = tuple(Row((TextCell(f"Række {at}."), Number(Fraction(at), 0))) for at in range(rows))
    return Table(name, f"Tabel {name}", columns, body, source="Kilde.")


def filler(count: int) -> Paragraph:
    return Paragraph(("Teksten fylder en linje eller to på siden, før det næste kommer. " * count,))


def test_pages_are_filled() -> None:
    """Only before the first chapter, which begins a page, and at the end may half a page be empty."""
    document = build(aabenraa("da"))
    first = next(chapter.title for chapter in document.chapters if chapter.numbered)
    found = pages(document)[2:]
    assert len(found) > 8
    for page, after in pairwise(found):
        assert f"1  {first}" in lines(after) or fullness(page) > 0.5, lines(page)[:3]


def test_a_heading_stands_with_its_table() -> None:
    """Sections whose text is of one to fourteen lines: their tables would begin at every height."""
    blocks: list[Block] = []
    for at in range(28):
        blocks += [Heading(f"Afsnit {at}."), filler(1 + at % 14), table(f"nr{at}", 6)]
    for page in pages(of_blocks(*blocks)):
        text = " ".join(lines(page))
        for at in range(28):
            assert (f"Afsnit {at}." in text) == (f"Tabel nr{at} " in text) or "Indhold" in text


def test_a_long_table_leaves_no_few_rows_alone() -> None:
    """Tables of 11 to 30 rows, one after another, end at every height."""
    tables = [table(f"nr{rows}", rows) for rows in range(11, 31)]
    for page in pages(of_blocks(*tables)):
        run = 0
        for line in lines(page):
            if line.startswith("Række"):
                run += 1
            elif run:
                assert run >= LEAST_ROWS
                run = 0


def test_a_list_of_contents_keeps_to_its_page() -> None:
    document = build(aabenraa("da"))
    chapters = [
        Chapter(f"c{at}", f"Kapitel {at}", (Heading("Et"), filler(1), Heading("To"), filler(1)))
        for at in range(30)
    ]
    text = " ".join(lines(pages(replace(document, chapters=tuple(chapters)))[1]))
    assert "Kapitel 0" in text
    assert "Kapitel 29" in text


def test_few_chapters_have_no_list_of_contents() -> None:
    found = pages(of_blocks(filler(3)))
    assert len(found) == 2
    assert "1  Tal" in lines(found[1])


def test_chapters_without_figures_follow_each_other() -> None:
    """Twelve that only say why they are empty stand on one page."""
    document = build(aabenraa("da"))
    empty = [
        Chapter(f"c{at}", f"Kapitel {at}", (Paragraph(("Ikke med, fordi tal mangler.",), remark=True),))
        for at in range(12)
    ]
    found = pages(replace(document, chapters=tuple(empty)))
    assert len(found) == 3  # front page, contents, and theirs


def test_levels_and_changes_share_a_column() -> None:
    """A level's name and a change's period take the column between the two; the head goes with the level."""
    document = build(aabenraa("da"))
    made = next(t for t in document.tables if any(row.kind == "change" for row in t.rows))
    data = table_data(made, "da")
    count = len(made.columns)
    assert len(data["widths"]) == count + 1
    assert data["spans"]["plain"][:2] == [2, 1]
    assert data["spans"]["change"][:2] == [1, 2]
    assert sum(cell["span"] for cell in data["head"]) == count + 1
    assert all(sum(span) == count + 1 for span in data["spans"].values())


def test_a_table_of_levels_and_changes_needs_no_cluster() -> None:
    """Name, period and one figure: as many widths as the cells of a row span."""
    columns = (Column("Nøgletal", "text"), Column("Periode", "period"), Column("Aabenraa", "number"))
    cells = (TextCell("x"), TextCell("2019"), Number(Fraction(3), 0))
    made = Table("t", "Tal", columns, (Row(cells, "level"), Row(cells, "change")) * 7, source="Kilde.")
    data = table_data(made, "da")
    assert [sum(span) for span in data["spans"].values()] == [len(data["widths"])] * 2
    assert "Tabel 1" in " ".join(lines(pages(of_blocks(made))[-1]))


def test_words_get_the_width_that_they_need() -> None:
    """Columns as wide as their longest text and two letters, at 1.75 mm a letter; the last has the rest."""
    columns = (Column("Program", "text"), Column("Version", "text"))
    rows = (Row((TextCell("numpy"), TextCell("1.0"))),)
    data = table_data(Table("t", "Versioner", columns, rows), "da")
    assert data["widths"] == ["15.75mm", "1fr"]  # (7 + 2) * 1.75
    long = (Row((TextCell("Navn"), TextCell("ord " * 60))),)
    narrow, wide = table_data(Table("t", "Lang", columns, long), "da")["widths"]
    assert narrow == "9.0fr"  # all that "Program" wants
    assert float(wide.removesuffix("fr")) > 80


def test_hidden_figures_end_where_others_end() -> None:
    columns = (Column("Kommune", "text"), Column("Andel", "number"))
    rows = tuple(
        Row((TextCell("x"), number))
        for number in (Number(Fraction(5, 2), 2), Number(Fraction(3), 0), Number(None, 2, "suppressed"))
    )
    cells = [row["cells"][1] for row in table_data(Table("t", "Tal", columns, rows), "da")["rows"]]
    assert [(cell["text"], cell["fill"]) for cell in cells] == [("2,50", ""), ("3", ",00"), ("skjult", "")]
