"""What a PDF says, by its structure: every cell of every table, and every other text, in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream
from told import Cells, Told, plain

_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")
_MAPPED = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_INLINE = frozenset({"/Span", "/Link", "/Reference", "/Strong", "/Em"})
_UNSAID = frozenset({"/TOC", "/Lbl"})  # the contents, and the marks of lists


def told(content: bytes) -> Told:
    """The cells of all tables, and the texts outside them; contents and front page among these."""
    reader = PdfReader(io.BytesIO(content))
    walk = _Walk(_marked(reader))
    walk.into(reader.root_object["/StructTreeRoot"]["/K"], 0)
    walk.end()
    return Told(walk.cells, tuple(walk.texts), tuple(walk.alts))


class _Walk:
    """Goes through the structure tree."""

    def __init__(self, marked: dict[tuple[int, int], str]) -> None:
        self.cells: Cells = {}
        self.texts: list[str] = []
        self.alts: list[str] = []
        self._marked = marked
        self._tables = -1
        self._rows: list[list[list[str]]] = []  # of the table that is open: rows of cells of texts
        self._held: list[str] | None = None  # the texts of the cell that is open
        self._text = ""

    def end(self) -> None:
        """A text ends here."""
        if text := plain(self._text):
            (self.texts if self._held is None else self._held).append(text)
        self._text = ""

    def into(self, node: Any, page: int) -> None:
        if isinstance(node, int):
            self._text += self._marked.get((page, node), "")
            return
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                self.into(one, page)
            return
        if "/Pg" in node:
            page = node.raw_get("/Pg").idnum
        kind = str(node.get("/S", ""))
        if node.get("/Type") == "/MCR":
            self._text += self._marked.get((page, int(node["/MCID"])), "")
        elif kind == "/Figure":
            self._figure(plain(str(node.get("/Alt", ""))))
        elif kind and kind not in _UNSAID:
            self._element(kind, node, page)

    def _figure(self, alt: str) -> None:
        if self._held is not None:
            self._text += alt
        self.alts.append(alt)

    def _element(self, kind: str, node: Any, page: int) -> None:
        if kind not in _INLINE:
            self.end()
        if kind == "/Table":
            self._rows = []
        elif kind == "/TR":
            self._rows.append([])
        elif kind in ("/TD", "/TH"):
            self._held = []
            self._rows[-1].append(self._held)
        if "/K" in node:
            self.into(node["/K"], page)
        if kind not in _INLINE:
            self.end()
        if kind in ("/TD", "/TH"):
            self._held = None
        elif kind == "/Table":
            self._close()

    def _close(self) -> None:
        """Keep the cells of a table. One that may break over pages has a column of no width and no words, and
        its notes, if any, in its last row."""
        self._tables += 1
        rows = self._rows
        if rows[0][0] == [] and rows[1][0] == []:
            rows = [row[1:] if row[0] == [] else row for row in rows]
            if len(rows[-1]) < len(rows[-2]):
                self.texts += rows.pop()[0]
        for at, row in enumerate(rows):
            for column, texts in enumerate(row):
                self.cells[self._tables, at, column] = "".join(texts)


def _marked(reader: PdfReader) -> dict[tuple[int, int], str]:
    """The text of each marked piece of content, by its page and its number there."""
    found: dict[tuple[int, int], str] = {}
    for page in reader.pages:
        number = page.indirect_reference.idnum if page.indirect_reference else 0
        fonts = page["/Resources"].get("/Font", {})
        letters = {name: _letters(fonts[name].get_object()) for name in fonts}
        properties = page["/Resources"].get("/Properties", {})
        for mark, text in _pieces(page, reader, letters, properties):
            found[number, mark] = found.get((number, mark), "") + text
    return found


def _pieces(
    page: Any, reader: PdfReader, letters: dict[str, Any], properties: Any
) -> Iterator[tuple[int, str]]:
    open_marks: list[tuple[int | None, str | None]] = []  # number, and what the letters stand for
    font: dict[int, str] = {}
    for values, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"BDC" | b"BMC":
                told = values[1] if len(values) > 1 else {}
                told = properties[told].get_object() if isinstance(told, str) else told
                actual = told.get("/ActualText")
                open_marks.append((told.get("/MCID"), None if actual is None else str(actual)))
                if actual is not None and (mark := _last(open_marks)) is not None:
                    yield mark, str(actual)
            case b"EMC":
                open_marks.pop()
            case b"Tf":
                font = letters[values[0]]
            case b"Tj" | b"TJ":
                mark = _last(open_marks)
                if mark is None or any(actual is not None for _, actual in open_marks):
                    continue
                runs = values[0] if operator == b"TJ" else [values[0]]
                for run in runs:
                    if isinstance(run, str | bytes):
                        raw = run if isinstance(run, bytes) else run.original_bytes
                        codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
                        yield mark, "".join(font.get(code, "\ufffd") for code in codes)
            case _:
                pass


def _last(marks: list[tuple[int | None, str | None]]) -> int | None:
    return next((int(mark) for mark, _ in reversed(marks) if mark is not None), None)


def _letters(font: Any) -> dict[int, str]:
    """What each code of a font stands for."""
    found: dict[int, str] = {}
    for kind, body in _MAPPED.findall(font["/ToUnicode"].get_data()):
        if kind == b"bfchar":
            codes = [match[1] for match in _CODES.finditer(body)]
            for code, text in zip(codes[::2], codes[1::2], strict=True):
                found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        else:
            codes = [match[1] for match in _CODES.finditer(body)]
            for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                start = int(text, 16)
                for at, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                    found[code] = chr(start + at)
    return found
