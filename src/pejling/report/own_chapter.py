"""A consultant's own chapter: Markdown, its references to figures replaced by the figures themselves."""

from __future__ import annotations

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
from pejling.report.plan import PREFACE, Plan
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
}


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
    """The text by language, and by reference (as written, single spaces) its figure."""

    file: str
    text: Mapping[Language, str]
    figures: Mapping[str, Inserted]


def own_chapter(frame: Frame, plan: Plan, own: OwnText) -> Chapter:
    """The chapter. Its title is the plan's, else the first heading of the text.

    What Markdown can and a report cannot (pictures, HTML, code) is a Problem that names the line.
    """
    pieces = split(own.text[frame.lang].translate(_PLACES))
    numbers: list[Number] = []
    for at in range(1, len(pieces), 2):
        numbers.append(own.figures[" ".join(pieces[at].split())].number(frame.lang))
        pieces[at] = f"{_OPEN}{len(numbers) - 1}{_CLOSE}"
    reader = _Reader(own.file, frame, plan.id, numbers)
    title, blocks = reader.read("".join(pieces))
    given = plan.title(frame.lang) if plan.title else title
    if not given:
        raise Problem(
            da=f"{own.file}: kapitlet har ingen overskrift; begynd med en linje som »# Forord«",
            en=f"{own.file}: the chapter has no heading; begin with a line such as “# Preface”",
        )
    return Chapter(plan.id, given, tuple(blocks), numbered=plan.id != PREFACE)


@dataclass
class _Reader:
    """Reads the tokens of one text into blocks."""

    file: str
    frame: Frame
    id: str
    numbers: Sequence[Number]
    tables: int = 0

    def read(self, text: str) -> tuple[str, list[Block]]:
        """The first heading of the highest level, and the blocks under it."""
        from markdown_it import MarkdownIt

        tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
        title, blocks = "", list[Block]()
        walk = iter(tokens)
        for token in walk:
            match token.type:
                case "heading_open":
                    words = self._words(self._inside(walk))
                    level = int(token.tag[1])
                    if level == 1 and not title and not blocks:
                        title = words
                    else:
                        blocks.append(Heading(words, level=min(max(level, 2), 3)))
                case "paragraph_open":
                    blocks.append(Paragraph(self._inside(walk)))
                case "bullet_list_open" | "ordered_list_open":
                    blocks.append(self._list(walk, token))
                case "table_open":
                    blocks.append(self._table(walk))
                case "blockquote_open" | "blockquote_close" | "paragraph_close" | "heading_close":
                    pass
                case "hr":
                    pass
                case _:
                    raise self._refused(token.type, token.map[0] + 1 if token.map else 0)
        return title, blocks

    def _inside(self, walk: Iterator[Token]) -> tuple[Span, ...]:
        """The spans of the inline token that comes next."""
        inline = next(walk)
        line = inline.map[0] + 1 if inline.map else 0
        spans: list[Span] = []
        strong = emphasis = 0
        href = ""
        for token in inline.children or ():
            match token.type:
                case "text":
                    for part in self._parts(token.content):
                        plain = isinstance(part, Number) or not (strong or emphasis or href)
                        spans.append(part if plain else Styled(str(part), strong > 0, emphasis > 0, href))
                case "softbreak" | "hardbreak":
                    spans.append(" ")
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open":
                    href = self._href(str(token.attrs["href"]), line)
                case "link_close":
                    href = ""
                case _:
                    raise self._refused(token.type, line)
        return _joined(spans)

    def _href(self, href: str, line: int) -> str:
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
        return href

    def _parts(self, words: str) -> Iterator[str | Number]:
        for at, piece in enumerate(words.split(_OPEN)):
            number, closed, rest = piece.partition(_CLOSE) if at else ("", "", piece)
            if closed:
                yield self.numbers[int(number)]
            if rest:
                yield rest

    def _list(self, walk: Iterator[Token], opened: Token) -> Listing:
        line = opened.map[0] + 1 if opened.map else 0
        if opened.attrs.get("start", 1) != 1:
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
                    raise self._refused(token.type, token.map[0] + 1 if token.map else line)
        return Listing(tuple(map(Paragraph, items)), ordered=opened.type.startswith("ordered"))

    def _table(self, walk: Iterator[Token]) -> Table:
        rows: list[list[tuple[Span, ...]]] = []
        for token in walk:
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._inside(walk))
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

    def _refused(self, kind: str, line: int) -> Problem:
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
