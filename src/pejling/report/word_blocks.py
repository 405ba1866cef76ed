"""The blocks of a chapter in Word, each in a style that Word lists, so that the text can be worked on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pejling.report import symbols, words
from pejling.report.charts import svg
from pejling.report.document import (
    Block,
    Bullets,
    Chapter,
    Chart,
    Definition,
    Document,
    Heading,
    Legend,
    Listing,
    Number,
    Paragraph,
    Ref,
    Span,
    Styled,
    Table,
)
from pejling.report.identity import tint
from pejling.report.labels import width
from pejling.report.layout import ONE_PAGE
from pejling.report.layout_table import symbol_data
from pejling.report.word_anchors import Anchors, section
from pejling.report.word_package import Package
from pejling.report.word_pictures import Pictures, size_of
from pejling.report.word_styles import HAIR, TEXT_MM, colour, list_number, spoken
from pejling.report.word_table import Hand, letters, symbol, table
from pejling.report.word_xml import POINTS_PER_MM, field, paragraph, run, twips

_BULLET_MM = 4.0
_LOWERED = 4
_ON_THE_SAME_PAGE = '<w:pageBreakBefore w:val="0"/>'
_BELOW_A_TABLE = '<w:spacing w:before="240"/>'
_APART = '<w:spacing w:before="560"/>'
_UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_SMALL_TITLE = 27  # half points: of a chapter that only says why there is nothing in it
_LEGEND_POINTS, _SYMBOL_ROOM = 10.0, 567
_HIGHEST_MM, _LOW_MM = 205.0, 48.0  # of a chart, and of one on a page that it shares with much else
_LINES_KEPT = 14  # of a definition, on one page
_LINE_POINTS, _LABEL_POINTS = 9.5, 116.0
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="8" w:color="{HAIR}"/></w:pBdr>'
_NO_INDENT = '<w:ind w:left="0" w:firstLine="0"/>'


class Blocks:
    """Writes the chapters of one document; numbered lists are counted as they come."""

    def __init__(self, document: Document, package: Package, pictures: Pictures, anchors: Anchors) -> None:
        self._document = document
        self._lang = document.lang
        self._package = package
        self._pictures = pictures
        self._anchors = anchors
        self._hand = Hand(document.lang, pictures, colour(tint(document.identity.accent)))
        self._counted: Counter[str] = Counter()
        self.lists = 0

    def chapters(self) -> str:
        """All chapters; each goes on where the one before it ended, numbered ones and others apart.

        What a remark is about stays on its page; so do the first words of a chapter or section and what they
        tell of, and all of a chapter that is a page.
        """
        written: list[str] = []
        before: Chapter | None = None
        for chapter in self._document.chapters:
            follows = _follows(before, chapter) if before else self._document.brief
            written.append(self._chapter(chapter, follows=follows))
            before = chapter
        ends = self._document.chapters[-1].blocks[-1:] if self._document.chapters else ()
        # Word wants a paragraph after the last table
        return "".join(written) + ("" if not any(map(self._is_bare, ends)) else paragraph("Source", ""))

    def _chapter(self, chapter: Chapter, *, follows: bool) -> str:
        own, last = (_ON_THE_SAME_PAGE, _APART) if follows else ("", "")
        if not chapter.numbered:
            own, last = own + _UNNUMBERED, last + _NO_INDENT
        size = _SMALL_TITLE if chapter.numbered and all(map(_is_remark, chapter.blocks)) else 0
        if size:  # its number too
            last += f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        title = self._anchors.marked(
            chapter.id, run(chapter.title, size=size, lang=spoken(chapter.lang, self._lang))
        )
        head = paragraph("Heading1", title, own=own, last=last)
        written = [head]
        on_one_page = chapter.id.startswith(ONE_PAGE)
        for at, block in enumerate(chapter.blocks):
            after = chapter.blocks[at + 1] if at + 1 < len(chapter.blocks) else None
            before = chapter.blocks[at - 1] if at else None
            written.append(
                self._block(
                    block,
                    chapter,
                    at,
                    kept=_is_remark(after)
                    or (on_one_page and after is not None)
                    or (before is None and isinstance(after, Heading))
                    or (isinstance(after, Table | Chart) and (before is None or isinstance(before, Heading))),
                    apart=before is not None and self._is_bare(before),
                )
            )
        return "".join(written)

    def _is_bare(self, block: Block) -> bool:
        """Whether it is a table with nothing below it, so that what follows has to keep its distance."""
        said = self._document.synthetic
        return isinstance(block, Table) and not (block.notes or block.source or said)

    def _block(self, block: Block, chapter: Chapter, at: int, *, kept: bool, apart: bool) -> str:
        match block:
            case Paragraph():
                style = "Remark" if block.remark else "Normal"
                return paragraph(style, self._words(block), keep=kept, last=_BELOW_A_TABLE if apart else "")
            case Bullets():
                mark = self._pictures.inline(
                    symbols.svg(symbols.level(block.tone, "", self._lang)),
                    _BULLET_MM,
                    "",
                    scale=5.0,
                    lowered=_LOWERED,
                )
                head = paragraph("HeadingUnlisted", mark + run(f"\u2002{block.title}"))
                return head + self._items("ListBullet", block.items)
            case Listing():
                if not block.ordered:
                    return self._items("ListBullet", block.items)
                number = list_number(self.lists)
                self.lists += 1
                own = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
                return self._items("ListNumber", block.items, own)
            case Table():
                return self._table(block, kept=kept)
            case Chart():
                return self._chart(block, _LOW_MM if _fills_a_page(chapter) else _HIGHEST_MM, kept=kept)
            case Legend():
                return self._legend(block)
            case Heading():
                listed = block.level > 2 or chapter.numbered
                style = f"Heading{block.level}" if listed else "HeadingUnlisted"
                words_of = run(block.title, lang=spoken(block.lang, self._lang))
                return paragraph(style, self._anchors.marked(section(chapter.id, at), words_of))
            case Definition():
                return self._definition(block)

    def _items(self, style: str, items: Iterable[Paragraph], own: str = "") -> str:
        return "".join(paragraph(style, self._words(item), own=own) for item in items)

    def _words(self, found: Paragraph) -> str:
        lead = run(f"{found.lead} ", "Strong") if found.lead else ""
        return lead + "".join(map(self._span, found.spans))

    def _span(self, span: Span) -> str:
        match span:
            case str():
                return run(span)
            case Number():
                return run(span.text(self._lang))
            case Ref():
                return self._anchors.refer(span.to, span.words)
            case Styled():
                return self._styled(span)

    def _styled(self, span: Styled) -> str:
        look = "Strong" if span.strong else "Emphasis" if span.emphasis else ""
        if not span.href:
            return run(span.words, look, lang=spoken(span.lang, self._lang))
        if span.href.startswith("#"):
            return self._anchors.refer(span.href[1:], span.words)
        body = run(span.words, "Hyperlink", lang=spoken(span.lang, self._lang))
        return f'<w:hyperlink r:id="{self._package.link_out(span.href)}" w:history="1">{body}</w:hyperlink>'

    def _caption(self, id: str, label: str, title: str) -> str:
        """``Tabel 3`` as a sequence that Word counts, within a bookmark; then the title."""
        self._counted[label] += 1
        number = field(f"SEQ {label} \\* ARABIC", str(self._counted[label]), "CaptionLabel")
        counted = run(f"{label} ", "CaptionLabel") + number
        return paragraph("Caption", self._anchors.marked(id, counted) + run(f"\u2002{title}"))

    def _table(self, found: Table, *, kept: bool) -> str:
        label = words.TABLE(self._lang)
        caption = self._caption(found.id, label, found.caption)
        native = table(found, self._hand, f"{label} {self._counted[label]}")
        notes = [
            paragraph("TableNote", letters(letter) + run(f"\t{text}"), keep=True)
            for letter, text in found.notes
        ]
        return caption + native + "".join(notes) + self._source((found.source,), kept=kept)

    def _chart(self, chart: Chart, highest: float, *, kept: bool) -> str:
        caption = self._caption(chart.id, words.FIGURE(self._lang), chart.title)
        drawn = svg(chart, self._lang, self._document.identity.accent)
        picture = paragraph("Picture", self._pictures.inline(drawn, _wide(drawn, highest), chart.alt))
        return caption + picture + self._source((*chart.notes, chart.source), kept=kept)

    def _source(self, texts: Iterable[str], *, kept: bool) -> str:
        """Notes and source in a line, and that the data are synthetic; nothing where there is neither."""
        line = run(" ".join(text for text in texts if text))
        mark = run(words.SYNTHETIC(self._lang), "DataMark") if self._document.synthetic else ""
        if not line and not mark:
            return ""
        between = run("\u2003") if line and mark else ""
        return paragraph("Source", line + between + mark, keep=kept, last='<w:spacing w:after="240"/>')

    def _legend(self, found: Legend) -> str:
        """Symbols with what they mean, as many beside each other as have room."""
        widest = max((width(meaning, _LEGEND_POINTS) for _, meaning in found.rows), default=0.0)
        count = next((n for n in (3, 2) if widest < (TEXT_MM / n - 13.0) * POINTS_PER_MM), 1)
        stops = [twips(TEXT_MM * at / count) for at in range(count)]
        tabs = "".join(
            f'<w:tab w:val="left" w:pos="{stop}"/>'
            for at in stops
            for stop in (at, at + _SYMBOL_ROOM)
            if stop
        )
        marks = [
            symbol(symbol_data(mark), self._pictures) + run(f"\t{meaning}") for mark, meaning in found.rows
        ]
        lines = [run("\t").join(marks[at : at + count]) for at in range(0, len(marks), count)]
        return "".join(paragraph("Legend", line, own=f"<w:tabs>{tabs}</w:tabs>") for line in lines)

    def _definition(self, found: Definition) -> str:
        head = paragraph("Term", self._anchors.marked(found.id, run(found.term)))
        whole, last = len(found.lines) <= _LINES_KEPT, len(found.lines) - 1
        lines = [
            paragraph(
                "TermLine", _line(label, text), keep=whole and at < last, own=_RULE if at == last else ""
            )
            for at, (label, text) in enumerate(found.lines)
        ]
        return head + "".join(lines)


def _line(label: str, text: str) -> str:
    """A label and what it tells, on the next line where the label has no room beside it."""
    between = "\n" if width(label, _LINE_POINTS) > _LABEL_POINTS else "\t"
    return run(label, "TermLabel") + run(between + text)


def _fills_a_page(chapter: Chapter) -> bool:
    """Whether it is a page of a headline, a curve and a table, which leaves no room for another."""
    return chapter.id.startswith(ONE_PAGE) and sum(isinstance(block, Chart) for block in chapter.blocks) > 1


def _follows(before: Chapter, chapter: Chapter) -> bool:
    """Whether it goes on where ``before`` ended: numbered ones among themselves, and so the others."""
    if chapter.numbered or before.numbered:
        return chapter.numbered and before.numbered and not _fills_a_page(chapter)
    return not (before.id.startswith(ONE_PAGE) or chapter.id.startswith(ONE_PAGE))


def _is_remark(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.remark


def _wide(drawn: str, highest: float) -> float:
    """How many millimetres across a drawing takes: the text's width, and less where it would be too high."""
    across, down = size_of(drawn)
    return min(TEXT_MM, highest * across / down)
