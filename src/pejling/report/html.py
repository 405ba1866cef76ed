"""HTML: one accessible file that needs nothing else: styles, drawings and its small script are inside it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from pejling.report import naming, symbols, words
from pejling.report.document import (
    Block,
    Bullets,
    Chapter,
    Chart,
    Definition,
    Document,
    Heading,
    Identity,
    Legend,
    Listing,
    Number,
    Paragraph,
    Ref,
    Span,
    Styled,
    Table,
)
from pejling.report.html_chart import chart_html
from pejling.report.html_symbols import drawings, drawn
from pejling.report.html_table import spoken, symbol_html, table_html
from pejling.report.identity import tint
from pejling.report.layout import known_ids, stepped
from pejling.report.web_font import font_faces
from pejling.terms.text import Language


@cache
def _part(name: str) -> str:
    return (files("pejling.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """What a browser may load for the page: nothing from anywhere, and no script but the page's own."""
    own = b64encode(sha256(_part("report.js").encode("utf-8")).digest()).decode("ascii")
    own_parts = "img-src data:; font-src data:; style-src 'unsafe-inline'"
    return f"default-src 'none'; {own_parts}; script-src 'sha256-{own}'"


def html(document: Document) -> bytes:
    """The document as one file. The same document gives the same bytes."""
    return _Page(document).text().encode("utf-8")


class _Page:
    """Writes one page; tables and figures are numbered as they come."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lang: Language = document.lang
        self._known = known_ids(document)
        self._tables = 0
        self._figures = 0

    def text(self) -> str:
        document, lang = self._document, self._lang
        chapters = "".join(self._chapter(chapter, name) for chapter, name in self._named())
        return (
            f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(document.municipality)} – {escape(document.title)}</title>\n"
            f"<style>\n{_part('report.css')}{self._colours()}{font_faces()}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#content">{words.SKIP(lang)}</a>\n{self._draft()}'
            f"{drawings(document)}{self._front()}{self._contents()}"
            f'<main id="content" tabindex="-1">\n{chapters}</main>\n'
            f"{self._foot()}<script>{_part('report.js')}</script>\n</body>\n</html>\n"
        )

    def _foot(self) -> str:
        """Where the figures are from and when it was made; a brief report says so in its own words."""
        document, lang = self._document, self._lang
        if document.brief:
            return ""
        made = f"{words.GENERATED(lang)} {naming.day_name(document.generated, lang)}."
        return f"<footer><p>{escape(document.source_line)} {made}</p>{self._synthetic()}</footer>\n"

    def _named(self) -> list[tuple[Chapter, str]]:
        number = 0
        named = []
        for chapter in self._document.chapters:
            number += chapter.numbered
            named.append((chapter, f"{number} {chapter.title}" if chapter.numbered else chapter.title))
        return named

    def _colours(self) -> str:
        accent = self._document.identity.accent
        return (
            ""
            if accent == Identity().accent
            else f":root {{ --accent: {accent}; --pale: {tint(accent)}; }}\n"
        )

    def _draft(self) -> str:
        """A band that stays on top of the window, and of each page in print."""
        if not self._document.draft:
            return ""
        word = words.DRAFT(self._lang)
        return f'<section class="draft" aria-label="{word}"><p>{word}</p></section>\n'

    def _front(self) -> str:
        document = self._document
        kind = "front brief" if document.brief else "front"
        return (
            f'<header class="{kind}">{self._logo()}<div><p class="who">{escape(document.municipality)}</p>\n'
            f"<h1>{escape(document.title)}</h1>\n<p>{escape(document.subtitle)}</p>\n"
            f"<p>{escape(document.period)}</p>{self._synthetic()}</div></header>\n"
        )

    def _logo(self) -> str:
        identity = self._document.identity
        if not identity.logo:
            return ""
        kind = "image/svg+xml" if identity.logo_kind == "svg" else "image/png"
        source = f"data:{kind};base64,{b64encode(identity.logo).decode('ascii')}"
        alt = escape(identity.logo_alt or self._document.municipality)
        return f'<div class="logo"><img src="{source}" alt="{alt}"></div>'

    def _contents(self) -> str:
        """Chapters, and the sections of those that are numbered; none of a brief report."""
        if self._document.brief:
            return ""
        entries = []
        for chapter, name in self._named():
            heads = [block for block in chapter.blocks if isinstance(block, Heading) and block.level == 2]
            within = "".join(
                f'<li><a href="#{escape(_section(chapter, at))}"{spoken(head.lang, self._lang)}>'
                f"{escape(head.title)}</a></li>"
                for at, head in enumerate(heads, start=1)
            )
            inner = f"<ul>{within}</ul>" if within and chapter.numbered else ""
            own = spoken(chapter.lang, self._lang)
            entries.append(f'<li><a href="#{escape(chapter.id)}"{own}>{escape(name)}</a>{inner}</li>')
        label = words.CONTENTS(self._lang)
        return f'<nav aria-label="{label}"><h2>{label}</h2><ul>{"".join(entries)}</ul></nav>\n'

    def _synthetic(self) -> str:
        if not self._document.synthetic:
            return ""
        return f'<p class="synthetic">{words.SYNTHETIC(self._lang)}</p>'

    def _chapter(self, chapter: Chapter, name: str) -> str:
        found = []
        sections = 0
        for block in stepped(chapter.blocks):
            if isinstance(block, Heading):
                sections += block.level == 2
                id = f' id="{escape(_section(chapter, sections))}"' if block.level == 2 else ""
                own = spoken(block.lang, self._lang)
                found.append(f"<h{block.level + 1}{id}{own}>{escape(block.title)}</h{block.level + 1}>\n")
            else:
                found.append(self._block(block))
        id = escape(chapter.id)
        head = f'<h2 id="{id}-h"{spoken(chapter.lang, self._lang)}>{escape(name)}</h2>'
        return f'<section id="{id}" aria-labelledby="{id}-h">{head}\n{"".join(found)}</section>\n'

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                kind = ' class="remark"' if block.remark else ""
                return f"<p{kind}>{self._paragraph(block)}</p>\n"
            case Bullets():
                drawing = drawn(symbols.level(block.tone, "", self._lang))
                mark = f'<span class="sign" aria-hidden="true">{drawing}</span>'
                return f'<h3>{mark} {escape(block.title)}</h3><ul class="points">{self._items(block)}</ul>\n'
            case Listing():
                kind = "ol" if block.ordered else "ul"
                return f"<{kind}>{self._items(block)}</{kind}>\n"
            case Table():
                self._tables += 1
                table = table_html(block, self._tables, self._lang)
                return table + self._under(block.notes, block.source)
            case Chart():
                return self._chart(block)
            case Legend():
                rows = "".join(
                    f"<li>{symbol_html(symbol, hidden=True)} {escape(text)}</li>"
                    for symbol, text in block.rows
                )
                return f'<ul class="legend">{rows}</ul>\n'
            case Heading():
                return f"<h{block.level + 1}>{escape(block.title)}</h{block.level + 1}>\n"
            case Definition():
                lines = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in block.lines)
                head = f'<h3 id="{escape(block.id)}">{escape(block.term)}</h3>'
                return f'<div class="definition">{head}<dl>{lines}</dl></div>\n'

    def _items(self, block: Bullets | Listing) -> str:
        return "".join(f"<li>{self._paragraph(item)}</li>" for item in block.items)

    def _paragraph(self, paragraph: Paragraph) -> str:
        lead = f"<strong>{escape(paragraph.lead)}</strong> " if paragraph.lead else ""
        return lead + "".join(self._span(span) for span in paragraph.spans)

    def _span(self, span: Span) -> str:
        text = escape(span if isinstance(span, str) else span.text(self._lang))
        match span:
            case Ref() if span.to in self._known:
                return f'<a href="#{escape(span.to)}">{text}</a>'
            case Styled():
                text = f"<em>{text}</em>" if span.emphasis else text
                text = f"<strong>{text}</strong>" if span.strong else text
                own = spoken(span.lang, self._lang)
                text = f"<span{own}>{text}</span>" if own else text
                return f'<a href="{escape(span.href)}">{text}</a>' if span.href else text
            case str() | Number() | Ref():
                return text

    def _chart(self, chart: Chart) -> str:
        self._figures += 1
        name = f"<b>{words.FIGURE(self._lang)} {self._figures}</b> {escape(chart.title)}"
        drawn = chart_html(chart, self._figures, self._lang, self._document.identity.accent)
        notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
        return (
            f'<figure id="{escape(chart.id)}"><figcaption>{name}</figcaption>{drawn}'
            f'<div class="under">{notes}</div>{self._under((), chart.source)}</figure>\n'
        )

    def _under(self, notes: tuple[tuple[str, str], ...], source: str) -> str:
        lines = "".join(f"<p><sup>{escape(letter)}</sup> {escape(text)}</p>" for letter, text in notes)
        lines += f"<p>{escape(source)}</p>" if source else ""
        return f'<div class="under">{lines}{self._synthetic()}</div>\n'


def _section(chapter: Chapter, number: int) -> str:
    """The id of a chapter's section."""
    return f"{chapter.id}-s{number}"
