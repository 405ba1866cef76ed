"""The report in Word: what python-docx reads is what the document says, in styles, tables and fields."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from word_reading import every_kind, file, long_table, published, read

from pejling.report.document import (
    Bullets,
    Chart,
    Definition,
    Heading,
    Identity,
    Number,
    Paragraph,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.symbols import is_drawn
from pejling.report.word import word
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
