"""The PDF as a machine reads it: its structure, links, language, what it claims to be, and how it breaks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pytest
from pypdf import PdfReader
from report_cases import aabenraa

from pejling.report.document import (
    Block,
    Chapter,
    Column,
    Document,
    Heading,
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
from pejling.report.outline import build
from pejling.report.pdf import pdf
from pejling.terms.text import Language

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10"/></svg>'
LANGUAGES: tuple[Language, ...] = ("da", "en")


def with_blocks(document: Document, *blocks: Block) -> Document:
    """A document of one chapter."""
    return replace(document, chapters=(replace(document.chapters[0], blocks=blocks),))


@cache
def rich(lang: Language) -> Document:
    """A draft with everything that a document can have."""
    made = build(aabenraa(lang))
    first = made.chapters[0]
    table, chart = made.tables[0].id, made.charts[0].id
    text = Paragraph(
        (
            Ref(table, "the table"),
            " and ",
            Ref(chart, "the chart"),
            ", ",
            Ref("no-such-id", "nothing"),
            ", ",
            Styled("law", strong=True, href="https://www.retsinformation.dk/"),
            " ",
            Styled("softly", emphasis=True),
        )
    )
    items = (Paragraph(("one",)), Paragraph((Ref(first.id, "two"),)))
    blocks = (text, Listing(items), Listing(items, ordered=True), *first.blocks)
    identity = Identity(LOGO, "svg", "The coat of arms", "#7a1f3d")
    chapters = (replace(first, blocks=blocks), *made.chapters[1:3], made.chapters[-1])
    return replace(made, chapters=chapters, draft=True, identity=identity)


@cache
def reader(lang: Language) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(rich(lang))))


def elements(found: PdfReader) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    todo = [found.root_object["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += reversed(node)
        elif hasattr(node, "get"):
            if "/S" in node:
                yield node
            children = node.get("/K", [])
            children = children if isinstance(children, list) else [children]
            todo += reversed([child for child in children if hasattr(child, "get_object")])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_checker_of_pdf_ua_finds_nothing(lang: Language, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(rich(lang)))
    assert [f"{one.rule_id}: {one.message}" for one in pdfua.validate(str(file)).findings] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_it_is(lang: Language) -> None:
    root = reader(lang).root_object
    xmp = root["/Metadata"].get_data().decode("utf-8")
    for claim in ("pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<"):
        assert claim in xmp
    assert root["/Lang"] == lang
    metadata = reader(lang).metadata
    assert metadata is not None
    assert metadata.title == f"{rich(lang).municipality} – {rich(lang).title}"


def test_headings_come_in_order_and_none_is_skipped() -> None:
    levels = [
        int(one["/S"][2:]) for one in elements(reader("da")) if one["/S"][1:] in ("H1", "H2", "H3", "H4")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_head_of_a_table_says_what_it_heads() -> None:
    heads = [one for one in elements(reader("da")) if one["/S"] == "/TH"]
    assert len(heads) >= sum(len({c.block or str(c) for c in t.columns}) for t in rich("da").tables)
    for head in heads:
        attributes = head["/A"].get_object()
        each = [one.get_object() for one in (attributes if isinstance(attributes, list) else [attributes])]
        assert {one["/Scope"] for one in each if "/Scope" in one} == {"/Column"}


def test_the_logo_and_every_chart_say_what_they_show() -> None:
    alts = [one.get("/Alt") for one in elements(reader("da")) if one["/S"] == "/Figure"]
    assert all(alts)
    assert "The coat of arms" in alts
    assert {chart.alt for chart in rich("da").charts} <= set(alts)


def test_references_lead_into_the_document_and_links_out_of_it() -> None:
    found = reader("en")
    links = [
        annotation.get_object()
        for page in found.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    assert all(link["/Contents"] for link in links)
    out = [link["/A"]["/URI"] for link in links if link.get("/A", {}).get("/S") == "/URI"]
    assert out == ["https://www.retsinformation.dk/"]
    of_summary = [
        annotation.get_object()
        for annotation in found.pages[2].get("/Annots", [])
        if "/URI" not in annotation.get_object().get("/A", {})
    ]
    words = [link["/Contents"] for link in of_summary]
    assert len(words) >= 4  # the table, the chart, two items; no link to what is not there
    assert not any("nothing" in word for word in words)
    assert "nothing" in found.pages[2].extract_text()


@pytest.mark.parametrize(("lang", "word"), [("da", "UDKAST"), ("en", "DRAFT")])
def test_a_draft_has_a_water_mark_on_every_page(lang: Language, word: str) -> None:
    texts = [page.extract_text() for page in reader(lang).pages]
    assert word.capitalize() in texts[0]
    assert all(word in text for text in texts[1:])
    settled = PdfReader(io.BytesIO(pdf(replace(rich(lang), draft=False))))
    assert not any(word in page.extract_text().upper().split() for page in settled.pages)


def test_a_brief_report_has_neither_front_page_nor_contents() -> None:
    document = replace(build(aabenraa("en")), brief=True)
    first = PdfReader(io.BytesIO(pdf(document))).pages[0].extract_text()
    assert document.title in first
    assert document.chapters[0].title in first
    assert "Contents" not in first


def long_table(rows: int) -> Table:
    columns = (Column("Kommune", "text"), Column("Personer", "number"))
    lines = tuple(Row((TextCell(f"Kommune {at}"), Number(Fraction(at), 0))) for at in range(rows))
    return Table("long", "En lang tabel", columns, lines, source="Kilde.")


def test_a_table_over_several_pages_repeats_its_head() -> None:
    document = build(aabenraa("da"))
    chapter = Chapter("only", "Tal", (long_table(120),))
    found = PdfReader(io.BytesIO(pdf(replace(document, chapters=(chapter,)))))
    texts = [page.extract_text() for page in found.pages if "Kommune 1" in page.extract_text()]
    assert len(texts) >= 2
    assert all("Personer" in text for text in texts)


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    """Sections of one to seven lines end at every height; what stands last on a page is never a heading."""
    document = build(aabenraa("da"))
    blocks: list[Block] = []
    for at in range(60):
        blocks += [
            Heading(f"Overskrift {at}", 3),  # a level is left out
            Paragraph(("Teksten står under sin overskrift. " * (at % 7 + 2),)),
        ]
    found = PdfReader(io.BytesIO(pdf(with_blocks(document, *blocks))))
    for page in found.pages[2:]:
        lines = [line for line in page.extract_text().splitlines() if line.strip() and "Side " not in line]
        assert not lines[-1].startswith("Overskrift")


def test_long_danish_words_are_divided() -> None:
    word = "beskæftigelsesindsatsernes sygedagpengeopfølgningssamtaler "
    document = with_blocks(build(aabenraa("da")), Paragraph((word * 12,)))
    text = PdfReader(io.BytesIO(pdf(document))).pages[-1].extract_text()
    assert any(line.rstrip().endswith(("-", "\u2010", "\u00ad")) for line in text.splitlines())
