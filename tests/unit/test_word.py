"""The report in Word: what python-docx reads is what the document says, in styles, tables and fields."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from docx.oxml.ns import qn
from word_reading import every_kind, file, long_table, published, read

from pejling.report.document import (
    Bullets,
    Chart,
    Column,
    Definition,
    Heading,
    Identity,
    Number,
    Paragraph,
    Row,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.layout_table import table_data
from pejling.report.symbols import is_drawn
from pejling.report.typeface import width
from pejling.report.word import word
from pejling.report.word_blocks import _wide
from pejling.report.word_columns import fitted, widths
from pejling.report.words import CONTENTS, FIGURE, TABLE
from pejling.terms.text import Language

LANGUAGES: tuple[Language, ...] = ("da", "en")


# --- text in styles -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chapters_and_sections_are_headings_of_word(lang: Language) -> None:
    made, found = published(lang), file(lang)
    assert found.styled("Title") == [made.title]
    assert found.styled("Subtitle") == [made.subtitle]
    assert found.styled("Heading 1") == [chapter.title for chapter in made.chapters]
    sections = [b.title for c in made.chapters if c.numbered for b in c.blocks if isinstance(b, Heading)]
    assert found.styled("Heading 2") == sections
    name = {"da": "Overskrift uden for indhold", "en": "Heading not in contents"}[lang]
    others = [
        b.title
        for c in made.chapters
        for b in c.blocks
        if isinstance(b, Bullets) or (isinstance(b, Heading) and not c.numbered)
    ]
    assert [text.strip() for text in found.styled(name)] == others


def test_numbered_chapters_are_numbered_by_word_and_others_are_not() -> None:
    made, found = published("da"), file("da")
    numbered = []
    for paragraph in found.opened.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 1":
            own = paragraph._p.pPr.numPr
            numbered.append(own is None or own.numId.val != 0)
    assert numbered == [chapter.numbered for chapter in made.chapters]
    style = found.opened.styles["Heading 1"].element
    assert style.pPr.numPr.numId.val == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_paragraph_says_what_the_document_says_to_the_digit(lang: Language) -> None:
    printed = [p.text for p in file(lang).opened.paragraphs]
    for chapter in published(lang).chapters:
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    assert block.text(lang) in printed
                case Bullets():
                    assert all(item.text(lang) in printed for item in block.items)
                case Definition():
                    assert block.term in printed
                    for label, text in block.lines:
                        assert {f"{label}\t{text}", f"{label}\n{text}"} & set(printed)
                case _:
                    pass


def test_spans_are_written_as_they_are_meant() -> None:
    found = read(word(every_kind()))
    text = (
        "Indledning. Se tabel 1, Tabel 1, den lange tabel, næste kapitel, begrebet, ingenting og loven: "
        "−4,9\u00a0pct. fedt kursivt"
    )
    paragraph = next(p for p in found.opened.paragraphs if p.text == text)
    assert {(link.text, link.address) for link in paragraph.hyperlinks if link.address} == {
        ("loven", "https://www.retsinformation.dk/?a=1&b=2")
    }
    anchors = {link.text: link._hyperlink.anchor for link in paragraph.hyperlinks if not link.address}
    assert anchors == {
        "den lange tabel": "_Ref_lang",
        "næste kapitel": "_Toc_anden",
        "begrebet": "_Ref_begreb",
    }
    looks = {run.text: run.style.name for run in paragraph.runs if run.text}
    assert looks[" fedt"] == "Strong"
    assert looks[" kursivt"] == "Emphasis"
    assert found.styled("Bemærkning") == ["En bemærkning."]


def test_each_numbered_list_begins_at_one() -> None:
    found = read(word(every_kind()))
    numbers = [
        p._p.pPr.numPr.numId.val
        for p in found.opened.paragraphs
        if p.style is not None and p.style.name == "List Number"
    ]
    assert numbers == [4, 4, 5, 5]
    for number in (4, 5):
        assert re.search(
            rf'w:numId="{number}".*?w:startOverride w:val="1"', found.parts["word/numbering.xml"]
        )
    assert found.styled("List Bullet") == ["Først", "Så", "Sygedagpenge. Godt."]


def test_a_legend_stands_beside_each_other_where_it_has_room() -> None:
    found = file("da").styled("Tegnforklaring")
    assert found == ["\tBedre end klyngen\t\tDårligere end klyngen\t\tDet samme som klyngen"]


# --- tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_is_native_and_every_cell_is_printed(lang: Language) -> None:
    tables, native = published(lang).tables, file(lang).opened.tables
    assert len(native) == len(tables)
    for table, found in zip(tables, native, strict=True):
        assert len(found.rows) == len(table.rows) + 1
        for row, line in zip(table.rows, found.rows[1:], strict=True):
            if row.kind == "heading":
                assert [cell.text for cell in line.cells] == [_words(row.cells[0])] * len(table.columns)
                continue
            for cell, held in zip(row.cells, line.cells, strict=True):
                text = held.text
                match cell:
                    case Number():
                        assert text == cell.digits(lang) + " ".join(cell.notes)
                    case TextCell():
                        assert text == cell.text + " ".join(cell.notes)
                    case Symbol():
                        told = [one.get("descr") for one in held._tc.iter(qn("wp:docPr"))]
                        assert (text, told) == (("", [cell.label]) if is_drawn(cell) else ("–", []))


def _words(cell: object) -> str:
    assert isinstance(cell, TextCell)
    return cell.text


def test_a_table_has_a_marked_head_whole_rows_a_style_and_a_text_about_it() -> None:
    for table, found in zip(published("da").tables, file("da").opened.tables, strict=True):
        assert found.style is not None
        assert found.style.name == "Rapporttabel"
        rows = [line._tr.trPr for line in found.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * len(table.rows)
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        properties = found._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val")).endswith(table.caption)
        columns = [int(one.get(qn("w:w"))) for one in found._tbl.tblGrid]
        assert sum(columns) == 9184  # 162 mm, in twentieths of a point: 162 * 1440 / 25.4
        assert len(columns) == len(table.columns)


def test_figures_stand_under_each_other_by_their_decimals() -> None:
    """One decimal and none: the second lacks a comma and a digit, 47 and 94 twips; a letter takes 62 of them.

    136 stand free to the right of every figure of the longest form.
    """
    found = read(word(every_kind())).opened.tables[0]
    rights = [
        int(found.rows[at].cells[2].paragraphs[0]._p.pPr.find(qn("w:ind")).get(qn("w:right")))
        for at in (1, 2)
    ]
    assert rights == [136, 136 + 47 + 94 - 62]


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


def test_a_hidden_figure_is_a_word() -> None:
    found = read(word(every_kind()))
    last = found.opened.tables[-1]
    assert [row.cells[1].text for row in last.rows] == ["Tal", "12.345,67", "skjult"]


# --- captions, fields, bookmarks --------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_captions_are_counted_by_word(lang: Language) -> None:
    made, found = published(lang), file(lang)
    wanted, counts = [], {Table: 0, Chart: 0}
    for chapter in made.chapters:
        for block in chapter.blocks:
            if isinstance(block, Table):
                counts[Table] += 1
                wanted.append(f"{TABLE(lang)} {counts[Table]}\u2002{block.caption}")
            elif isinstance(block, Chart):
                counts[Chart] += 1
                wanted.append(f"{FIGURE(lang)} {counts[Chart]}\u2002{block.title}")
    assert found.styled("Caption") == wanted
    assert found.fields().count(f"SEQ {TABLE(lang)} \\* ARABIC") == counts[Table]
    assert found.fields().count(f"SEQ {FIGURE(lang)} \\* ARABIC") == counts[Chart]


def test_bookmarks_are_each_their_own_and_every_reference_has_one() -> None:
    for found in (file("da"), file("en"), read(word(every_kind()))):
        names = found.bookmarks()
        assert len(names) == len({name.casefold() for name in names})
        assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in names)
        ids = found.all(r'<w:bookmarkStart w:id="(\d+)"')
        assert ids == found.all(r'<w:bookmarkEnd w:id="(\d+)"')
        assert len(ids) == len(set(ids))
        referred = [field.split()[1] for field in found.fields() if field.startswith("REF ")]
        assert set(referred + found.all(r'w:anchor="([^"]+)"')) <= set(names)
        for kind in ("begin", "separate", "end"):
            assert len(found.all(f'w:fldCharType="{kind}"')) == len(found.fields())
    assert {f"REF _Ref_lang \\h {form}\\* MERGEFORMAT" for form in ("", "\\* lower ")} <= set(
        read(word(every_kind())).fields()
    )


def test_ids_that_are_long_or_given_twice_make_bookmarks_all_the_same() -> None:
    twice = every_kind()
    table = long_table(1)
    blocks = (replace(table, id="x" * 60 + "a"), replace(table, id="x" * 60 + "b"), table, table)
    found = read(word(replace(twice, chapters=(replace(twice.chapters[1], blocks=blocks),))))
    assert len(set(found.bookmarks())) == len(found.bookmarks()) == 4  # the chapter, three ids
    assert [text.split("\u2002")[0] for text in found.styled("Caption")] == [
        f"Tabel {n}" for n in (1, 2, 3, 4)
    ]


def test_a_report_of_two_chapters_needs_no_list_of_contents() -> None:
    found = read(word(replace(every_kind(), chapters=every_kind().chapters[:2])))
    assert not [field for field in found.fields() if field.startswith("TOC")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_contents_list_every_chapter_and_section_as_links(lang: Language) -> None:
    made, found = published(lang), file(lang)
    inside = found.opened.element.body.find(qn("w:sdt")).find(qn("w:sdtContent"))
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in inside.iter(qn("w:p"))]
    wanted, number = [CONTENTS(lang)], 0
    for chapter in made.chapters:
        number += chapter.numbered
        wanted.append(f"{number}{chapter.title}" if chapter.numbered else chapter.title)
        if chapter.numbered:
            wanted += [b.title for b in chapter.blocks if isinstance(b, Heading) and b.level == 2]
    assert lines == wanted
    assert len(list(inside.iter(qn("w:hyperlink")))) == len(lines) - 1
    assert found.fields()[0] == 'TOC \\o "1-2" \\h \\z'
    assert "updateFields" not in found.parts["word/settings.xml"]  # Word would ask at every opening


# --- pictures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_drawing_is_told_or_an_ornament(lang: Language) -> None:
    found = file(lang)
    drawings = list(found.opened.element.iter(qn("wp:docPr")))
    ids = [one.get("id") for one in drawings]
    assert len(ids) == len(set(ids))
    silent = [one for one in drawings if not one.get("descr")]
    assert all("decorative" in str([each.tag for each in one.iter()]) for one in silent)
    bullets = [b for c in published(lang).chapters for b in c.blocks if isinstance(b, Bullets)]
    assert len(silent) == 1 + len(bullets)  # the ground of the front page, the signs before a list
    told = [one.get("descr") for one in drawings if one.get("descr")]
    assert [chart.alt for chart in published(lang).charts] == [
        t for t in told if "diagram" in t or "chart" in t
    ]


def test_drawings_are_vectors_with_a_bitmap_beside_them() -> None:
    found = file("da")
    plain = found.all(r'<a:blip r:embed="(rId\d+)">')
    vectors = found.all(r'<asvg:svgBlip [^>]*r:embed="(rId\d+)"/>')
    assert len(plain) == len(vectors) == len(found.all("<w:drawing>"))
    links = dict(
        re.findall(
            r'Id="(rId\d+)" Type="[^"]+/image" Target="([^"]+)"', found.parts["word/_rels/document.xml.rels"]
        )
    )
    assert all(links[id].endswith(".png") for id in plain)
    assert all(links[id].endswith(".svg") for id in vectors)
    drawn = "".join(text for name, text in found.parts.items() if name.endswith(".svg"))
    for chart in published("da").charts:
        assert all(
            number.digits("da") in drawn
            for number in chart.numbers
            if number.shown and chart.id[:4] == "dots"
        )


def test_a_logo_stands_on_the_front_page_with_its_text() -> None:
    found = read(word(every_kind()))
    assert 'descr="Aabenraa Kommunes logo"' in found.body
    plain = read(word(replace(every_kind(), identity=Identity())))
    assert "logo" not in plain.body
