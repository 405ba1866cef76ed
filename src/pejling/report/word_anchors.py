"""What of a document can be led to, and its names in Word: bookmarks, and numbers of tables and figures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pejling.report import words
from pejling.report.document import Chart, Definition, Document, Heading, Table
from pejling.report.word_xml import field, link_within, run
from pejling.terms.text import Language

_LONGEST = 40  # letters that a bookmark's name may have
_FORBIDDEN = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True)
class Entry:
    """A line of the list of contents: ``number`` is empty where the chapter has none."""

    level: int
    number: str
    title: str
    bookmark: str


class Anchors:
    """The bookmarks of one document, by the ids of what they mark."""

    def __init__(self, document: Document) -> None:
        self._lang: Language = document.lang
        self._names: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._placed: set[str] = set()
        self.entries: list[Entry] = []
        tables = figures = chapters = 0
        for chapter in document.chapters:
            chapters += chapter.numbered
            number = str(chapters) if chapter.numbered else ""
            self.entries.append(Entry(1, number, chapter.title, self._new(chapter.id, "_Toc_")))
            for at, block in enumerate(chapter.blocks):
                match block:
                    case Table():
                        tables += 1
                        self._new(block.id)
                        self._labels.setdefault(block.id, f"{words.TABLE(self._lang)} {tables}")
                    case Chart():
                        figures += 1
                        self._new(block.id)
                        self._labels.setdefault(block.id, f"{words.FIGURE(self._lang)} {figures}")
                    case Definition():
                        self._new(block.id)
                    case Heading() if block.level == 2 and chapter.numbered:
                        bookmark = self._new(section(chapter.id, at), "_Toc_")
                        self.entries.append(Entry(2, "", block.title, bookmark))
                    case _:
                        pass

    def _new(self, id: str, prefix: str = "_Ref_") -> str:
        """A bookmark's name for an id: letters, digits and lines only, short enough, no other's."""
        if id in self._names:
            return self._names[id]
        plain = prefix + _FORBIDDEN.sub("_", id)
        taken = {name.casefold() for name in self._names.values()}
        if len(plain) > _LONGEST or plain.casefold() in taken:
            key = hashlib.sha256(id.encode("utf-8")).hexdigest()[:8]
            plain = f"{plain[: _LONGEST - 9]}_{key}"
        self._names[id] = plain
        return plain

    def marked(self, id: str, body: str) -> str:
        """``body`` within the bookmark of ``id``; without one where the id has none."""
        name = self._names.get(id)
        if name is None or id in self._placed:
            return body
        self._placed.add(id)
        number = len(self._placed)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{body}<w:bookmarkEnd w:id="{number}"/>'

    def refer(self, to: str, shown: str) -> str:
        """Words that lead to what has the id ``to``; plain words where the document has no such thing."""
        name = self._names.get(to)
        if name is None:
            return run(shown)
        label = self._labels.get(to, "")
        if shown == label:
            return field(f"REF {name} \\h \\* MERGEFORMAT", shown, "Hyperlink")
        if label and shown == label.lower():
            return field(f"REF {name} \\h \\* lower \\* MERGEFORMAT", shown, "Hyperlink")
        return link_within(name, run(shown, "Hyperlink"))


def section(chapter: str, at: int) -> str:
    """The id of a heading, which is given none: the chapter's and its place in it."""
    return f"{chapter}.{at}"
