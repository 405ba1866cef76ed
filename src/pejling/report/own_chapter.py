"""A consultant's own chapter: Markdown, its references to figures replaced by the figures themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from pejling.comparison.figure import Figure
from pejling.indicators import registry
from pejling.indicators.indicator import Development, Unit
from pejling.report import naming
from pejling.report.document import (
    Block,
    Chapter,
    Column,
    Heading,
    Listing,
    Number,
    Paragraph,
    Row,
    Span,
    Styled,
    Table,
    TextCell,
)
from pejling.report.frame import Frame
from pejling.report.own_language import in_language
from pejling.report.plan import PREFACE, Plan
from pejling.report.printable import LONGEST_TITLE
from pejling.report.reference import split
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters that stand around a figure's place
_PLACES = str.maketrans("", "", _OPEN + _CLOSE)
_ALLOWED = "overskrifter, afsnit, lister, tabeller, fed, kursiv, links"
_ALLOWED_EN = "headings, paragraphs, lists, tables, bold, italics, links"
_REFUSED = {
    "image": Text(da="et billede", en="a picture"),
    "fence": Text(da="kode (mellem ```)", en="code (between ```)"),
    "code_block": Text(
        da="kode (en linje, der er rykket fire pladser ind)", en="code (a line set in by four)"
    ),
    "code_inline": Text(da="kode (mellem `)", en="code (between `)"),
    "bullet_list_open": Text(da="en liste i en liste", en="a list in a list"),
    "ordered_list_open": Text(da="en liste i en liste", en="a list in a list"),
    "table_open": Text(da="en tabel i en liste", en="a table in a list"),
    "heading_open": Text(da="en overskrift i en liste", en="a heading in a list"),
    "blockquote_open": Text(da="et citat i en liste", en="a quotation in a list"),
    "comment": Text(
        da="en kommentar (<!-- -->), som ville blive trykt,",
        en="a comment (<!-- -->), which would be printed,",
    ),
    "footnote": Text(da="en fodnote ([^1])", en="a footnote ([^1])"),
    "link": Text(da="et link i en overskrift eller tabel", en="a link in a heading or a table"),
    "empty_link": Text(da="et link uden ord", en="a link without words"),
    "long_heading": Text(
        da=f"en overskrift på over {LONGEST_TITLE} tegn",
        en=f"a heading of more than {LONGEST_TITLE} characters",
    ),
    "empty_heading": Text(da="en overskrift uden ord", en="a heading without words"),
}
_UNLIKE = re.compile(r"<!--|(?<!\\)\[\^[^\]\s]+\]")  # what other Markdown has and CommonMark takes for words


@dataclass(frozen=True, slots=True)
class Inserted:
    """A figure that a reference asked for. ``development``: it is a change; ``gap``: between two areas."""

    indicator: str
    figure: Figure
    development: Development | None = None
    gap: bool = False

    def number(self, lang: Language) -> Number:
        """As it is printed, its unit after it."""
        declared = registry.declared(self.indicator)
        if self.gap and (self.development or Development.PERCENT) is Development.PERCENT:
            percent = self.development is not None or declared.unit is Unit.PERCENT
            kind = Development.PERCENTAGE_POINTS if percent else Development.ABSOLUTE
            unit = naming.change_unit(kind, declared.unit, lang)
        elif self.development is not None or self.gap:
            unit = naming.change_unit(self.development or Development.ABSOLUTE, declared.unit, lang)
        else:
            unit = naming.unit_after(declared, lang)
        return Number(self.figure.value, self.figure.decimals, self.figure.status, unit)


@dataclass(frozen=True)
class OwnText:
    """The text by language with the file it stands in, and by reference (as written, single spaces) its
    figure."""

    file: Mapping[Language, str]
    text: Mapping[Language, str]
    figures: Mapping[str, Inserted]


def own_chapter(frame: Frame, plan: Plan, own: OwnText) -> Chapter:
    """The chapter. Its title is the plan's, else the first heading of the text.

    What Markdown can and a report cannot (pictures, HTML, code) is a Problem that names the line.
    """
    pieces = split(own.text[frame.lang].translate(_PLACES))
    numbers: list[Number] = []
    lines = [1]  # of the file, by the line of what is read: a reference may go on over several
    for at, piece in enumerate(pieces):
        if at % 2:
            numbers.append(own.figures[" ".join(piece.split())].number(frame.lang))
            pieces[at] = f"{_OPEN}{len(numbers) - 1}{_CLOSE}"
            lines[-1] += piece.count("\n")
        else:
            lines += range(lines[-1] + 1, lines[-1] + 1 + piece.count("\n"))
    file = own.file[frame.lang]
    reader = _Reader(file, frame, plan.id, numbers, lines)
    title, blocks = reader.read("".join(pieces))
    given = plan.title(frame.lang) if plan.title else title
    if not given:
        raise Problem(
            da=f"{file}: kapitlet har ingen overskrift; begynd med en linje som »# Forord«",
            en=f"{file}: the chapter has no heading; begin with a line such as “# Preface”",
        )
    numbered = plan.id != PREFACE
    if frame.lang == "da" or own.file["en"] != own.file["da"]:
        return Chapter(plan.id, given, tuple(blocks), numbered)
    return Chapter(plan.id, given, in_language(blocks, "da"), numbered, None if plan.title else "da")


@dataclass
class _Reader:
    """Reads the tokens of one text into blocks."""

    file: str
    frame: Frame
    id: str
    numbers: Sequence[Number]
    lines: Sequence[int]
    tables: int = 0
    quoted: int = 0

    def read(self, text: str) -> tuple[str, list[Block]]:
        """The first heading of the highest level, and the blocks under it."""
        from markdown_it import MarkdownIt

        tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
        title, blocks = "", list[Block]()
        walk = iter(tokens)
        for token in walk:
            match token.type:
                case "heading_open":
                    words = self._plain(walk)
                    if not words.strip():
                        raise self._refused("empty_heading", token)
                    if len(words) > LONGEST_TITLE:
                        raise self._refused("long_heading", token)
                    level = int(token.tag[1])
                    if level == 1 and not title and not blocks:
                        title = words
                    else:
                        blocks.append(Heading(words, level=min(max(level, 2), 3)))
                case "paragraph_open":
                    spans = self._inside(walk)
                    if any(not isinstance(span, str) or span.strip() for span in spans):
                        blocks.append(Paragraph(spans))
                case "bullet_list_open" | "ordered_list_open":
                    blocks.append(self._list(walk, token))
                case "table_open":
                    blocks.append(self._table(walk))
                case "blockquote_open" | "blockquote_close":
                    self.quoted += token.nesting
                case "paragraph_close" | "heading_close" | "hr":
                    pass
                case _:
                    raise self._refused(token.type, token)
        return title, blocks

    def _line(self, token: Token, further: int = 0) -> int:
        """The line of the file that a token begins on, or one so many lines ``further``."""
        return self.lines[token.map[0] + further] if token.map else 1

    def _plain(self, walk: Iterator[Token]) -> str:
        """The words of the inline token that comes next, where none may be stressed or lead out."""
        return self._words(self._unlinked(walk))

    def _unlinked(self, walk: Iterator[Token]) -> tuple[Span, ...]:
        spans, inline = self._spans(walk)
        if any(isinstance(span, Styled) and span.href for span in spans):
            raise self._refused("link", inline)
        return spans

    def _inside(self, walk: Iterator[Token]) -> tuple[Span, ...]:
        """The spans of the inline token that comes next."""
        return self._spans(walk)[0]

    def _spans(self, walk: Iterator[Token]) -> tuple[tuple[Span, ...], Token]:
        inline = next(walk)
        if unlike := _UNLIKE.search(inline.content):
            what = "footnote" if unlike[0].startswith("[") else "comment"
            raise self._refused(what, inline, inline.content.count("\n", 0, unlike.start()))
        spans: list[Span] = []
        strong, emphasis = 0, self.quoted
        href, before, breaks = "", 0, 0
        for token in inline.children or ():
            match token.type:
                case "text":
                    for part in self._parts(token.content):
                        plain = isinstance(part, Number) or not (strong or emphasis or href)
                        spans.append(part if plain else Styled(str(part), strong > 0, emphasis > 0, href))
                case "softbreak" | "hardbreak":
                    breaks += 1
                    spans.append(" ")
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open":
                    href, before = str(token.attrs["href"]), len(spans)
                case "link_close":
                    self._check(href, self._line(inline, breaks))
                    if len(spans) == before:
                        raise self._refused("empty_link", inline, breaks)
                    href = ""
                case _:
                    raise self._refused(token.type, inline, breaks)
        return _joined(spans), inline

    def _check(self, href: str, line: int) -> None:
        if quote(_OPEN) in href:
            raise Problem(
                da=f"{self.file}, linje {line}: et tal ({{{{ ... }}}}) kan ikke stå i et links adresse",
                en=f"{self.file}, line {line}: a figure ({{{{ ... }}}}) cannot stand in a link's address",
            )
        if not href.startswith(("https://", "http://", "mailto:")):
            raise Problem(
                da=f"{self.file}, linje {line}: linket {href!r} skal begynde med https://, http:// "
                "eller mailto:",
                en=f"{self.file}, line {line}: the link {href!r} must begin with https://, http:// "
                "or mailto:",
            )

    def _parts(self, words: str) -> Iterator[str | Number]:
        for at, piece in enumerate(words.split(_OPEN)):
            number, closed, rest = piece.partition(_CLOSE) if at else ("", "", piece)
            if closed:
                yield self.numbers[int(number)]
            if rest:
                yield rest

    def _list(self, walk: Iterator[Token], opened: Token) -> Listing:
        if opened.attrs.get("start", 1) != 1:
            line = self._line(opened)
            raise Problem(
                da=f"{self.file}, linje {line}: en liste i en rapport begynder med 1, ikke "
                f"{opened.attrs['start']}; et afsnit mellem to punkter begynder en ny liste, medmindre det "
                "er rykket ind",
                en=f"{self.file}, line {line}: a list in a report begins with 1, not "
                f"{opened.attrs['start']}; a paragraph between two items begins a new list unless it is set "
                "in",
            )
        items: list[tuple[Span, ...]] = []
        for token in walk:
            match token.type:
                case "list_item_open":
                    items.append(())
                case "paragraph_open":
                    items[-1] = _joined([*items[-1], *([" "] if items[-1] else []), *self._inside(walk)])
                case "list_item_close" | "paragraph_close":
                    pass
                case kind if kind == opened.type.replace("_open", "_close"):
                    break
                case _:
                    raise self._refused(token.type, token if token.map else opened)
        return Listing(tuple(map(Paragraph, items)), ordered=opened.type.startswith("ordered"))

    def _table(self, walk: Iterator[Token]) -> Table:
        rows: list[list[tuple[Span, ...]]] = []
        for token in walk:
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._unlinked(walk))
            elif token.type == "table_close":
                break
        self.tables += 1
        head, *body = rows
        kinds = [
            "number"
            if body and all(len(row[at]) == 1 and isinstance(row[at][0], Number) for row in body)
            else "text"
            for at in range(len(head))
        ]
        return Table(
            f"{self.id}-table-{self.tables}",
            self.frame.say("Egen tabel", "Own table"),
            tuple(
                Column(self._words(cell), "number" if kind == "number" else "text")
                for cell, kind in zip(head, kinds, strict=True)
            ),
            tuple(Row(tuple(self._cell(cell) for cell in row)) for row in body),
        )

    def _cell(self, spans: tuple[Span, ...]) -> Number | TextCell:
        if len(spans) == 1 and isinstance(spans[0], Number):
            return spans[0]
        words = self._words(spans)
        return TextCell(words, alone=words)

    def _words(self, spans: tuple[Span, ...]) -> str:
        return "".join(span if isinstance(span, str) else span.text(self.frame.lang) for span in spans)

    def _refused(self, kind: str, at: Token, further: int = 0) -> Problem:
        line = self._line(at, further)
        what = _REFUSED.get(kind, Text(da=f"det her ({kind})", en=f"this ({kind})"))
        return Problem(
            da=f"{self.file}, linje {line}: {what.da} kan ikke stå i en rapport; tilladt er {_ALLOWED}",
            en=f"{self.file}, line {line}: {what.en} cannot stand in a report; allowed are {_ALLOWED_EN}",
        )


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbouring words as one; a unit that ends in a stop is a sentence's end too."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else ""
        if (
            isinstance(span, str)
            and isinstance(before, Number)
            and before.shown
            and before.unit.endswith(".")
        ):
            span = span.removeprefix(".")
        if isinstance(span, str) and found and isinstance(found[-1], str):
            found[-1] += span
        else:
            found.append(span)
    return tuple(found)
