"""What an HTML report says: its cells, its texts, and the figures that stand below its charts."""

from __future__ import annotations

from html.parser import HTMLParser

from told import Cells, Told, plain

_VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})
_UNREAD = frozenset({"head", "header", "nav", "footer", "svg", "script", "summary"})
_UNSAID = frozenset({"fill", "heard", "synthetic", "skip", "draft"})
_TEXTS = frozenset({"p", "h2", "h3", "h4", "h5", "li", "dt", "dd", "figcaption", "caption"})


def told(content: bytes) -> Told:
    """The cells of all tables, and the texts of the chapters."""
    page = _Page()
    page.feed(content.decode("utf-8"))
    page.close()
    return Told(page.cells, tuple(page.texts), tuple(page.alts), tuple(map(_points, page.charts)))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: Cells = {}
        self.texts: list[str] = []
        self.alts: list[str] = []
        self.charts: list[list[list[str]]] = []
        self._open: list[tuple[str, bool]] = []  # elements, and whether what is in them is passed over
        self._text = ""
        self._table = self._row = self._column = -1
        self._figures = False  # in the table of a chart's figures

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        kind = told.get("class", "")
        unread = tag in _UNREAD or kind in _UNSAID
        if kind == "sign" and told.get("role") == "img":
            self._text += told["aria-label"]
        if kind == "chart":
            self.alts.append(plain(told["aria-label"]))
        if tag == "figure":
            self.charts.append([])
        elif tag == "table":
            self._figures = kind == "figures"
            self._table, self._row = self._table + (not self._figures), -1
        elif tag == "tr":
            self._row, self._column = self._row + 1, -1
            if self._figures:
                self.charts[-1].append([])
        if tag in _TEXTS or tag in ("td", "th"):
            self._end()
        if tag not in _VOID:
            self._open.append((tag, unread))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._column += 1
            if self._figures:
                self.charts[-1][-1].append(plain(self._text))
            else:
                self.cells[self._table, self._row, self._column] = plain(self._text)
            self._text = ""
        elif tag in _TEXTS:
            self._end()
        elif tag == "table":
            self._figures = False
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag == "main" for tag, _ in self._open) and not any(unread for _, unread in self._open):
            self._text += data

    def _end(self) -> None:
        if plain(self._text):
            self.texts.append(plain(self._text))
        self._text = ""


def _points(rows: list[list[str]]) -> tuple[tuple[str, str, str], ...]:
    """Rows of a grid (a figure for each column), or lines of row, column and figure."""
    if not rows:
        return ()
    (_, *heads), *lines = rows
    if any(len(line) == 3 and line[1] and not _is_figure(line[1]) for line in lines):
        return tuple(sorted((line[0], line[1], line[2]) for line in lines))
    return tuple(
        sorted(
            (line[0], head, figure)
            for line in lines
            for head, figure in zip(heads, line[1:], strict=True)
            if figure
        )
    )


def _is_figure(text: str) -> bool:
    return text in ("skjult", "hidden", "–") or text.lstrip("−").replace(".", "").replace(",", "").isdigit()
