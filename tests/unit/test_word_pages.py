"""How a page of Word is filled: columns, what stays together, where a page begins."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from docx.oxml.ns import qn
from word_reading import every_kind, long_table, published, read

from pejling.report.document import Column, Heading, Number, Paragraph, Row, Table, TextCell
from pejling.report.layout_table import table_data
from pejling.report.typeface import width
from pejling.report.word import word
from pejling.report.word_blocks import _wide
from pejling.report.word_columns import fitted, widths


def test_no_word_of_a_head_breaks_for_want_of_a_hyphen() -> None:
    """In 42.5 points: a word as it is, one that needs the room to its right, one set smaller, one divided.

    A bold n takes 0.572 of its size, and 4 per cent more are kept free: at 9 points 5.354, or 107.1 twips.
    """
    assert fitted("nnn nnn", 850, 136) == (0, 136, False)  # 321 twips
    assert fitted("n" * 7, 850, 136) == (0, 100, False)  # 749.5
    assert fitted("n" * 8, 850, 136) == (17, 0, False)  # 856.6: 18 half points * 850 / 856.6 = 17.9
    assert fitted("n" * 12, 850, 136) == (16, 0, True)  # 1,284.9: 11.9 half points are too few


def test_columns_give_each_other_room_so_that_no_word_breaks_and_figures_stay_together() -> None:
    """A name of 40 letters needs 40 * 10 * 19 * 0.572 * 1.04 = 4,521 twips, and 120 to its right."""
    name = "n" * 40
    columns = (Column("Navn", "text"), *(Column(f"Tal {at}", "number") for at in range(6)))
    row = Row((TextCell(name, strong=True), *(Number(Fraction(5, 2), 1) for _ in range(6))))
    found = widths(table_data(Table("t", "T", columns, (row,)), "da"))
    assert sum(found) == 9184
    # 162 mm less six of 19 leave 48 mm, 2,722 twips: the six gave the rest
    assert found[0] == 4641
    assert len(set(found[1:])) <= 2  # alike but for rounding
    assert min(found[1:]) >= 710
    for table in published("da").tables:
        data = table_data(table, "da")
        symbols = [at for at, column in enumerate(table.columns) if column.kind == "symbol"]
        assert all(widths(data)[at] >= 453 for at in symbols)  # 8 mm
    words = (Column("Nr.", "text"), Column("Slags", "text"), Column("Kilde", "text"))
    told = Row((TextCell("1"), TextCell("reform"), TextCell("m" * 40)))
    data = table_data(Table("t", "T", words, (told,)), "da")
    *_, wide = widths({**data, "widths": ["1fr", "1fr", "1fr"]})
    # 6,672.4 where no letter is bold; a third of the table is what was asked for
    assert wide == pytest.approx(40 * 10 * 19 * 0.829 * 1.04 + 120, abs=1)


def test_a_long_table_may_go_over_pages_but_not_between_a_figure_and_its_change() -> None:
    """Thirty figures of two rows: each level keeps its change. The first two are together, and the last."""
    found = read(word(every_kind())).opened.tables[0]
    kept = [line.cells[0].paragraphs[0]._p.pPr.keepNext is not None for line in found.rows[1:]]
    assert kept == [True] * 3 + [False] + [True, False] * 26 + [True] * 4
    short = replace(every_kind(), chapters=(replace(every_kind().chapters[1], blocks=(long_table(5),)),))
    rows = read(word(short)).opened.tables[0].rows[1:]
    assert all(line.cells[0].paragraphs[0]._p.pPr.keepNext is not None for line in rows)


def test_what_belongs_together_stays_on_its_page() -> None:
    """The first words of a section stay with the table they are about; a chapter that is a page is whole."""
    bare = replace(long_table(1), notes=(), source="")
    said, more = Paragraph(("Om tabellen.",)), Paragraph(("Videre.",))
    blocks = (said, more, Heading("Afsnit"), said, bare, more)
    made = every_kind()
    for id, wanted in (("en", [False, False, True, False]), ("benefit_pages-1", [True, True, True, False])):
        chapter = replace(made.chapters[1], id=id, blocks=blocks)
        opened = read(word(replace(made, chapters=(chapter,)))).opened
        texts = [p for p in opened.paragraphs if p.text in ("Om tabellen.", "Videre.")]
        assert [p._p.pPr.keepNext is not None for p in texts] == wanted


def test_a_page_of_a_curve_and_a_table_begins_a_page_and_its_curve_is_lower() -> None:
    """640 by 200 pixels would be 162 mm by 50.6; 640 by 300 would be 75.9 mm, and is cut to 54."""
    assert _wide('<svg viewBox="0 0 640 200">', 54.0) == 162.0
    assert _wide('<svg viewBox="0 0 640 300">', 54.0) == pytest.approx(115.2)
    curve = next(one for one in published("da").charts)
    made = every_kind()
    pages = [
        replace(made.chapters[1], id=f"benefit_pages-{at}", blocks=(curve,) * count)
        for at, count in enumerate((1, 1, 2))
    ]
    heads = read(word(replace(made, chapters=tuple(pages)))).opened.paragraphs
    own = [p._p.pPr.find(qn("w:pageBreakBefore")) for p in heads if p.style and p.style.name == "Heading 1"]
    assert [one is not None for one in own] == [False, True, False]  # off, where the one before goes on


def test_chapters_without_a_number_go_on_after_each_other_but_not_after_the_summary() -> None:
    made = every_kind()
    blank = replace(made.chapters[1], numbered=False, blocks=(Paragraph(("Ord.",)),))
    chapters = tuple(replace(blank, id=id) for id in ("preface", "summary", "guide", "chronology"))
    heads = read(word(replace(made, chapters=chapters))).opened.paragraphs
    own = [p._p.pPr.find(qn("w:pageBreakBefore")) for p in heads if p.style and p.style.name == "Heading 1"]
    assert [one is not None for one in own] == [False, False, False, True]  # off, where it goes on


def test_what_a_span_is_held_against_may_stand_below_it() -> None:
    first, second = "4. kvt. 2018 – 3. kvt. 2019", "(mod 4. kvt. 2017 – 3. kvt. 2018)"
    row = Row((TextCell("navn " * 12), TextCell(f"{first} {second}"), Number(Fraction(1), 0)))
    columns = (Column("Navn", "text"), Column("Periode", "period"), Column("Tal", "number"))
    data = {**table_data(Table("t", "T", columns, (row,)), "da"), "widths": ["1fr", "20mm", "19mm"]}
    assert 190 * width(second, 1.0) < widths(data)[1] < 190 * width(f"{first} {second}", 1.0)


def test_a_period_stands_on_one_line() -> None:
    span = "september 2010 – september 2011"
    row = Row((TextCell("navn " * 12), TextCell(span), Number(Fraction(1), 0)))
    columns = (Column("Navn", "text"), Column("Periode", "period"), Column("Tal", "number"))
    data = {**table_data(Table("t", "T", columns, (row,)), "da"), "widths": ["1fr", "20mm", "19mm"]}
    assert widths(data)[1] >= 190 * width(span, 1.0) * 1.04


def test_the_title_of_a_chapter_that_only_says_why_it_is_empty_is_small_with_its_number() -> None:
    made = every_kind()
    why, more = Paragraph(("Ikke med.",), remark=True), Paragraph(("Med.",))
    chapters = tuple(
        replace(made.chapters[1], id=str(at), numbered=True, blocks=blocks)
        for at, blocks in enumerate(((why, why), (why, more)))
    )
    heads = [
        one
        for one in read(word(replace(made, chapters=chapters))).opened.paragraphs
        if one.style and one.style.name == "Heading 1"
    ]
    sizes = [[found.get(qn("w:val")) for found in one._p.iter(qn("w:sz"))] for one in heads]
    assert sizes == [["27", "27"], []]


def test_the_opening_of_a_chapter_stays_with_its_first_section() -> None:
    made = every_kind()
    opening, more = Paragraph(("Indledning.",)), Paragraph(("Mere.",))
    for blocks, kept in (((opening, Heading("Afsnit"), more), True), ((opening, more), False)):
        chapter = replace(made.chapters[1], blocks=blocks)
        texts = read(word(replace(made, chapters=(chapter,)))).opened.paragraphs
        (found,) = [one for one in texts if one.text == "Indledning."]
        assert (found._p.pPr.keepNext is not None) is kept
