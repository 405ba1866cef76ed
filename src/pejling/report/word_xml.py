"""The smallest pieces of a Word document as XML: runs, paragraphs, fields, bookmarks, in the order Word asks.

Texts are cleaned and escaped here and nowhere else.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000
POINTS_PER_MM = 72 / 25.4
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_PIECES = re.compile(r"([\n\t])")


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def escaped(text: str) -> str:
    """``text`` for an element or an attribute, without the signs that XML cannot hold."""
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;", "\n": " ", "\r": " "})


def run(text: str, style: str = "", *, size: int = 0, lang: str = "") -> str:
    """Words in one look (a character style, a size in half points); line breaks and tabs are kept.

    ``lang``: their language as Word writes it (``da-DK``), where it is not the document's.
    """
    if not text:
        return ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    spoken = f'<w:lang w:val="{lang}"/>' if lang else ""
    look = f"<w:rPr>{named}{sized}{spoken}</w:rPr>" if named or sized or spoken else ""
    pieces = _PIECES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"<w:r>{look}{''.join(map(_piece, pieces))}</w:r>"


def _piece(text: str) -> str:
    match text:
        case "":
            return ""
        case "\n":
            return "<w:br/>"
        case "\t":
            return "<w:tab/>"
        case _:
            return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'


def paragraph(style: str, body: str, *, keep: bool = False, own: str = "", last: str = "") -> str:
    """A paragraph in a style. ``keep``: on the page of the next one.

    ``own`` are properties of its own before spacing (in the order of CT_PPr), ``last`` those from it on.
    """
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{own}{last}</w:pPr>{body}</w:p>'


def field(code: str, shown: str, style: str = "") -> str:
    """A field that Word can bring up to date, with what it shows until then (one piece of text)."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    words = f'<w:t xml:space="preserve">{escaped(shown)}</w:t>'
    return f"{field_start(code, look)}<w:r>{look}{words}</w:r>{FIELD_END}"


def field_start(code: str, look: str = "") -> str:
    """The beginning of a field: what follows, up to `FIELD_END`, is what it shows."""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def link_within(bookmark: str, body: str) -> str:
    """What leads to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{body}</w:hyperlink>'
