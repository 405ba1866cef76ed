"""The texts of HTML and SVG: words that only tags divide are read in one, and nothing is left unread."""

from __future__ import annotations

from html.parser import HTMLParser

from pejling.disclosure.scan import Piece

# what does not end a word
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "kbd", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr"}
)


def markup_pieces(text: str) -> list[Piece]:
    """Text by block, attributes, comments, scripts and styles, each with its line as its place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._words: list[str] = []
        self._line = 1

    def end(self) -> None:
        """The block ends here."""
        text = "".join(self._words)
        if text.strip():
            self.found.append(Piece(f"{self._line}", text))
        self._words = []
        self._line = self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.end()
        place = f"{self.getpos()[0]} <{tag}>"
        self.found += [Piece(f"{place} {name}", value) for name, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self._note("<!-- -->", data)

    def handle_decl(self, decl: str) -> None:
        self._note("<!>", decl)

    def handle_pi(self, data: str) -> None:
        self._note("<?>", data)

    def unknown_decl(self, data: str) -> None:
        self._note("<![CDATA[", data)

    def _note(self, kind: str, text: str) -> None:
        self.found.append(Piece(f"{self.getpos()[0]} {kind}", text))
