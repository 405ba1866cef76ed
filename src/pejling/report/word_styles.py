"""The looks of the Word file, from templates/word: styles, theme, fonts, numbering and settings."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template

from pejling.comparison.symbol import Verdict as Tone
from pejling.report.canvas import FONT
from pejling.report.document import Document
from pejling.report.identity import tint
from pejling.report.symbols import COLOURS
from pejling.report.word_fonts import embedded
from pejling.report.word_xml import twips
from pejling.terms.text import Language, Text

TEXT_MM = 162.0  # the width of the text: A4 less its margins
INK, MUTED, HAIR, WARN = "1F2A30", "56616A", "C9D1D5", "8F3D06"
LANGUAGES = Text(da="da-DK", en="en-GB")
_DECIMAL = Text(da=",", en=".")
_SEPARATOR = Text(da=";", en=",")
_TEMPLATES = ("styles", "settings", "fontTable", "numbering", "theme")
# what styles of our own are called where Word lists its styles
_NAMES = {
    "cover_who": Text(da="Forside: kommune", en="Cover: municipality"),
    "cover_period": Text(da="Forside: periode", en="Cover: period"),
    "cover_line": Text(da="Forside: linje", en="Cover: line"),
    "cover_mark": Text(da="Forside: mærke", en="Cover: mark"),
    "brief_who": Text(da="Kort rapport: kommune", en="Brief report: municipality"),
    "brief_title": Text(da="Kort rapport: titel", en="Brief report: title"),
    "brief_line": Text(da="Kort rapport: linje", en="Brief report: line"),
    "heading_unlisted": Text(da="Overskrift uden for indhold", en="Heading not in contents"),
    "caption_label": Text(da="Billedteksts nummer", en="Caption number"),
    "picture": Text(da="Figur", en="Figure"),
    "source": Text(da="Kilde", en="Source"),
    "table_note": Text(da="Tabelnote", en="Table note"),
    "remark": Text(da="Bemærkning", en="Remark"),
    "data_mark": Text(da="Datamærke", en="Data mark"),
    "note_letter": Text(da="Notebogstav", en="Note letter"),
    "legend": Text(da="Tegnforklaring", en="Legend"),
    "term": Text(da="Begreb", en="Term"),
    "term_line": Text(da="Begreb: linje", en="Term: line"),
    "term_label": Text(da="Begreb: etiket", en="Term: label"),
    "table_text": Text(da="Tabel: tekst", en="Table: text"),
    "table_period": Text(da="Tabel: periode", en="Table: period"),
    "table_change": Text(da="Tabel: udvikling", en="Table: change"),
    "table_change_period": Text(da="Tabel: udviklings periode", en="Table: period of change"),
    "table_number": Text(da="Tabel: tal", en="Table: number"),
    "table_symbol": Text(da="Tabel: symbol", en="Table: symbol"),
    "table_head": Text(da="Tabel: hoved", en="Table: head"),
    "table_group": Text(da="Tabel: gruppe", en="Table: group"),
    "report_table": Text(da="Rapporttabel", en="Report table"),
}


def spoken(own: Language | None, lang: Language) -> str:
    """Words' ``own`` language as Word writes it, in a document in ``lang``; empty for the document's."""
    return "" if own in (None, lang) else LANGUAGES(own)


def looks(document: Document, lists: int) -> dict[str, bytes]:
    """The parts by name, the font's among them; ``lists``: how many numbered lists there are, each from 1."""
    lang = document.lang
    faces, fonts = embedded()
    chosen = {
        "font": FONT,
        "faces": faces,
        "ink": INK,
        "muted": MUTED,
        "hair": HAIR,
        "warn": WARN,
        "accent": colour(document.identity.accent),
        "pale": colour(tint(document.identity.accent)),
        "better": colour(COLOURS[Tone.BETTER]),
        "worse": colour(COLOURS[Tone.WORSE]),
        "same": colour(COLOURS[Tone.SAME]),
        "language": LANGUAGES(lang),
        "decimal": _DECIMAL(lang),
        "separator": _SEPARATOR(lang),
        "width": str(twips(TEXT_MM)),
        "lists": "".join(map(_list, range(lists))),
        **{name: text(lang) for name, text in _NAMES.items()},
    }
    written = {f"word/{name}.xml": _template(name).substitute(chosen).encode("utf-8") for name in _TEMPLATES}
    return {**written, **fonts}


def list_number(at: int) -> int:
    """What numbering knows the numbered list ``at`` (0, 1, ...) by; 1 to 3 are those of styles."""
    return 4 + at


def colour(of: str) -> str:
    """``#0d4f5c`` as Word writes it."""
    return of.removeprefix("#").upper()


def _list(at: int) -> str:
    begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return f'<w:num w:numId="{list_number(at)}"><w:abstractNumId w:val="3"/>{begin}</w:num>'


@cache
def _template(name: str) -> Template:
    found = files("pejling.report") / "templates" / "word" / f"{name}.xml"
    return Template(found.read_text(encoding="utf-8"))
