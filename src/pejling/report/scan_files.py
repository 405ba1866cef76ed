"""All texts of a file with their places, also those that a reader does not see: for `disclosure.scan`.

PDF (text, metadata, notes, attachments), Excel and Word (every part: hidden sheets, rows and columns,
comments, names, properties, what is embedded), HTML and SVG (text, attributes, comments, data), JSON, CSV,
plain text. A text divided into pieces of other looks is read in one.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from typing import Any
from xml.etree import ElementTree

from pejling.disclosure.scan import Piece
from pejling.report.scan_markup import markup_pieces
from pejling.report.scan_sheets import kind, sheet_pieces
from pejling.terms.problem import Problem

DEEPEST = 4  # files within files
_PRINTABLE = re.compile(rb"[\x20-\x7e]{8,}")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|svg|\?x)", re.IGNORECASE)
# what a writer of PDF calls the file by: as long as a key of a person
_FILE_ID = re.compile(rb"(<\w+:\w*ID>)[\w+/=-]{24}(?:_\w+)?(</\w+:\w*ID>)")
_FOOTER_SIGN = re.compile(r"&[LCR]")  # left, middle, right of a page's head or foot
_MANY_DIGITS = re.compile(r"\d{10,}")
FAR = 2.0  # heights of a letter: digits of one number stand closer
Box = tuple[float, float, float, float]
_LINE_ENDS = {0xFFFE: "-\n", 0x02: "-\n", 0x0D: None}  # PDFium's sign of a word divided at a line's end
_PARAGRAPHS = frozenset({"p", "si", "comment", "definedName", "text"})


def pieces(name: str, content: bytes, depth: int = 0, *, own: bool = False) -> Iterator[Piece]:
    """The texts of a file called ``name``; one that cannot be opened is a Problem.

    ``own``: this program has just made it; a PDF from elsewhere is read by two readers, since neither sees
    letters of no size as well as words that stand for others.
    """
    yield Piece(name, name)
    if depth > DEEPEST:
        return
    if content.startswith(b"%PDF"):
        yield from _pdf(name, content, depth, own)
    elif content.startswith(b"PK\x03\x04"):
        yield from _zip(name, content, depth)
    else:
        yield from _text(name, content, depth)


def _text(name: str, content: bytes, depth: int) -> Iterator[Piece]:
    text = _decoded(content)
    if text is None:
        for run in _PRINTABLE.finditer(content):
            yield Piece(f"{name}, byte {run.start()}", run[0].decode("ascii"))
        return
    if _MARKUP.match(text):
        for piece in markup_pieces(text):
            yield Piece(f"{name}:{piece.place}", piece.text)
            yield from _embedded(f"{name}:{piece.place}", piece.text, depth)
        return
    if text.lstrip()[:1] in ("{", "[") and (found := _json(text)) is not None:
        yield from json_pieces(name, found)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        for cell in re.split(r"[;\t]|,(?=\S)", line):
            yield Piece(f"{name}:{number}", cell.strip())
        yield Piece(f"{name}:{number}", line)


def json_pieces(place: str, found: object) -> Iterator[Piece]:
    """Keys, texts and whole numbers, by their path."""
    match found:
        case dict():
            for key, value in found.items():
                yield Piece(place, str(key))
                yield from json_pieces(f"{place}.{key}", value)
        case list():
            for at, value in enumerate(found):
                yield from json_pieces(f"{place}[{at}]", value)
        case str():
            yield Piece(place, found)
        case int() if not isinstance(found, bool):
            yield Piece(place, str(found))
        case _:
            return


def _json(text: str) -> object:
    """What the text holds; None where it only looked like JSON, and is read line by line."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def _decoded(content: bytes) -> str | None:
    """The content as text; None where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _embedded(place: str, text: str, depth: int) -> Iterator[Piece]:
    """What a ``data:`` address holds."""
    if "data:" not in text:
        return
    for match in re.finditer(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]+)", text):
        try:
            yield from pieces(f"{place}, data", b64decode(match[1]), depth + 1)
        except NoBase64:
            continue


def _zip(name: str, content: bytes, depth: int) -> Iterator[Piece]:
    """Every part of an office file, or of an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist() if not part.endswith("/")}
            comment = archive.comment
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise unreadable(name, error) from None
    yield Piece(name, comment.decode("utf-8", "replace"))
    trees: dict[str, ElementTree.Element] = {}
    for part, held in parts.items():
        place = f"{name}, {part}"
        yield Piece(place, part)
        if not part.endswith((".xml", ".rels", ".vml")):
            yield from pieces(place, held, depth + 1)
            continue
        try:
            trees[part] = ElementTree.fromstring(held)
        except ElementTree.ParseError:
            yield from _text(place, held, depth)
            continue
        yield from _xml(place, trees[part])
        # comments and instructions are not in the tree
        yield from (
            Piece(place, found)
            for found in re.findall(r"<!--(.*?)-->", held.decode("utf-8", "replace"), re.S)
        )
    if "xl/workbook.xml" in parts:
        yield from (Piece(f"{name}, {one.place}", one.text) for one in sheet_pieces(trees))


def _xml(place: str, root: ElementTree.Element) -> Iterator[Piece]:
    in_sheet = "worksheets/" in place
    for element in root.iter():
        what = kind(element.tag)
        if what == "c" or (what == "v" and in_sheet):
            continue  # cells are read with their formats
        if what in _PARAGRAPHS:
            yield Piece(place, "".join(element.itertext()))
        elif what.endswith(("Header", "Footer")):
            yield Piece(place, _FOOTER_SIGN.sub(" ", element.text or ""))
        for text in (element.text, element.tail, *element.attrib.values()):
            if text and text.strip():
                yield Piece(place, text)


def _pdf(name: str, content: bytes, depth: int, own: bool) -> Iterator[Piece]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        for key, value in (reader.metadata or {}).items():
            yield Piece(f"{name}, {key}", str(value))
        if reader.xmp_metadata is not None:
            told = reader.xmp_metadata.stream.get_data()
            yield from _text(f"{name}, XMP", _FILE_ID.sub(rb"\1\2", told), depth)
        for number, (page, text) in enumerate(zip(reader.pages, _page_texts(content), strict=True), start=1):
            for read in (text,) if own else (text, page.extract_text()):
                yield Piece(f"{name}#page={number}", read)
                yield from (Piece(f"{name}#page={number}", line) for line in _rejoined(read))
            for note in page.get("/Annots") or ():
                found = note.get_object()
                for key in ("/Contents", "/T", "/TU", "/V", "/Subj", "/RC"):
                    if key in found:
                        yield Piece(f"{name}#page={number} {key}", str(found[key]))
        for title in _outline(reader.outline):
            yield Piece(f"{name}, /Outlines", title)
        for attached, files in reader.attachments.items():
            for one in files:
                yield from pieces(f"{name}, {attached}", one, depth + 1)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise unreadable(name, error) from None


def _page_texts(content: bytes) -> Iterator[str]:
    """The text of each page, all of it: also what is drawn in no colour, or beside the page."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
        try:
            for page in document:
                held = page.get_textpage()
                yield _apart(held, held.get_text_range()).translate(_LINE_ENDS)
                held.close()
                page.close()
        finally:
            document.close()
    except PdfiumError as error:
        raise ValueError(str(error)) from error


def _apart(held: Any, text: str) -> str:
    """``text`` of a page with a space where digits that the reader put together are drawn far apart.

    The ticks of an axis are: 0, 5, 10, 15 and 2008 would be a number of ten digits.
    """
    pieces, last = [], 0
    for run in _MANY_DIGITS.finditer(text):
        boxes = [held.get_charbox(at) for at in range(*run.span())]
        for at, (one, other) in enumerate(pairwise(boxes), start=run.start() + 1):
            if _distance(one, other) > FAR * max(one[3] - one[1], other[3] - other[1]):
                pieces.append(text[last:at])
                last = at
    return " ".join([*pieces, text[last:]])


def _distance(one: Box, other: Box) -> float:
    """Between the middles of two letters, each left, bottom, right, top."""
    across = (one[0] + one[2] - other[0] - other[2]) / 2
    return hypot(across, (one[1] + one[3] - other[1] - other[3]) / 2)


def _rejoined(text: str) -> Iterator[str]:
    """Lines that end in a dash between digits, with the next: a number over a line's end."""
    lines = text.splitlines()
    for one, other in pairwise(lines):
        if re.search(r"\d\s*[-\u2010-\u2015\u2212]\s*$", one) and re.match(r"\s*\d", other):
            yield f"{one.rstrip()}{other.lstrip()}"


def _outline(items: object) -> Iterator[str]:
    if isinstance(items, list):
        for one in items:
            yield from _outline(one)
    else:
        yield str(getattr(items, "title", ""))


def unreadable(name: str, error: Exception) -> Problem:
    """The Problem of a file that cannot be opened, and so not scanned."""
    why = (str(error).splitlines() or [type(error).__name__])[0]
    return Problem(
        da=f"{name} kan ikke åbnes og derfor ikke gennemses ({why}). Er den beskyttet med et kodeord, så gem "
        "den uden",
        en=f"{name} cannot be opened and so not scanned ({why}). If a password protects it, save it without",
    )
