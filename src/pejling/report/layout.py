"""A document as plain data for the PDF template: texts and figures written out, widths and page breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pejling.report import naming, symbols, words
from pejling.report.charts import svg
from pejling.report.document import (
    Block,
    Bullets,
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
from pejling.report.layout_table import fill, places_of, symbol_data, table_data
from pejling.terms.text import Language

__all__ = ["fill", "known_ids", "layout", "places_of"]

Data = dict[str, Any]

ONE_PAGE = ("summary", "benefit_pages-")
LEAST_LISTED = 3  # chapters that a list of contents is worth its page for


def layout(document: Document) -> Data:
    """Everything the template prints, in order."""
    lang = document.lang
    identity = document.identity
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "municipality": document.municipality,
        "period": document.period,
        "lang": lang,
        "date": naming.day_name(document.generated, lang),
        "source": document.source_line,
        "synthetic": words.SYNTHETIC(lang) if document.synthetic else "",
        "draft": words.DRAFT(lang) if document.draft else "",
        "brief": document.brief,
        "accent": identity.accent,
        "pale": tint(identity.accent),
        "logo": list(identity.logo),
        "logo_kind": identity.logo_kind,
        "logo_alt": identity.logo_alt or document.municipality,
        "contents": words.CONTENTS(lang) if len(document.chapters) >= LEAST_LISTED else "",
        "symbol": symbols.SIZE_MM,
        "page": words.PAGE(lang),
        "chapters": _Pages(document).chapters(),
    }


def known_ids(document: Document) -> frozenset[str]:
    """What a `Ref` can lead to: chapters, tables, charts and definitions."""
    found = {chapter.id for chapter in document.chapters}
    for chapter in document.chapters:
        found |= {block.id for block in chapter.blocks if isinstance(block, Table | Chart | Definition)}
    return frozenset(found - {""})


def stepped(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a chapter, no heading more than one level below the one before it.

    PDF/UA-1 (7.4.2) does not allow the step from a chapter's title to level 3, which a hand-written chapter
    may take.
    """
    found: list[Block] = []
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            block = replace(block, level=level)
        found.append(block)
    return found


class _Pages:
    """Writes the chapters; every id is given to the first that has it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lang: Language = document.lang
        self._known = known_ids(document)
        self._given: set[str] = set()

    def chapters(self) -> list[Data]:
        """Chapters; ``fresh`` ones begin a page, others where the one before ended and there is room.

        ``whole`` ones are not parted; ``empty`` ones only say why there is nothing in them.
        """
        found: list[Data] = []
        number = 0
        for chapter in self._document.chapters:
            number += chapter.numbered
            first = chapter.numbered and number == 1
            empty = chapter.numbered and all(isinstance(b, Paragraph) and b.remark for b in chapter.blocks)
            found.append(
                {
                    "id": self._id(chapter.id),
                    "title": chapter.title,
                    "lang": chapter.lang or self._lang,
                    "number": str(number) if chapter.numbered else "",
                    "fresh": not found or first,
                    "whole": chapter.id.startswith(ONE_PAGE),
                    "empty": empty,
                    "blocks": [self._block(block) for block in stepped(chapter.blocks)],
                }
            )
        return found

    def _id(self, id: str) -> str:
        if id in self._given:
            return ""
        self._given.add(id)
        return id

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph():
                return {"kind": "paragraph", **self._paragraph(block), "remark": block.remark}
            case Bullets():
                return {
                    "kind": "bullets",
                    "title": block.title,
                    "symbol": symbols.svg(symbols.level(block.tone, "", self._lang)),
                    "items": [self._paragraph(item) for item in block.items],
                }
            case Listing():
                items = [self._paragraph(item) for item in block.items]
                return {"kind": "listing", "ordered": block.ordered, "items": items}
            case Table():
                return {**table_data(block, self._lang), "id": self._id(block.id)}
            case Chart():
                return {
                    "kind": "chart",
                    "id": self._id(block.id),
                    "title": block.title,
                    "alt": block.alt,
                    "svg": svg(block, self._lang, self._document.identity.accent),
                    "source": block.source,
                    "notes": list(block.notes),
                }
            case Legend():
                rows = [{"symbol": symbol_data(symbol), "text": text} for symbol, text in block.rows]
                return {"kind": "legend", "rows": rows}
            case Heading():
                spoken = block.lang or self._lang
                return {"kind": "heading", "title": block.title, "level": block.level, "lang": spoken}
            case Definition():
                id = self._id(block.id)
                return {"kind": "definition", "term": block.term, "id": id, "lines": list(block.lines)}

    def _paragraph(self, paragraph: Paragraph) -> Data:
        return {"lead": paragraph.lead, "text": self._runs(paragraph.spans)}

    def _runs(self, spans: Iterable[Span]) -> list[str | Data]:
        """Words as they are, or with where they lead and how they are stressed; plain neighbours joined."""
        found: list[str | Data] = []
        for span in spans:
            match span:
                case Ref() if span.to in self._known:
                    found.append({"words": span.words, "to": span.to})
                case Styled():
                    run = {"words": span.words, "strong": span.strong, "emphasis": span.emphasis}
                    found.append({**run, "href": span.href, "lang": span.lang or self._lang})
                case str() | Number() | Ref():
                    text = span if isinstance(span, str) else span.text(self._lang)
                    if found and isinstance(found[-1], str):
                        found[-1] += text
                    else:
                        found.append(text)
        return found
