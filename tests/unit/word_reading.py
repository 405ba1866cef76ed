"""A Word file as the tests read it: by python-docx, and where that does not reach, by its XML."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache

import docx
from docx.document import Document as Opened
from docx.oxml.ns import qn
from report_cases import aabenraa

from pejling.report.document import (
    Bullets,
    Chapter,
    Column,
    Definition,
    Document,
    Heading,
    Identity,
    Listing,
    Number,
    Paragraph,
    Ref,
    Row,
    Styled,
    Table,
    TextCell,
)
from pejling.report.outline import build
from pejling.report.word import word
from pejling.terms.text import Language

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z" fill="#147"/></svg>'
)


@dataclass(frozen=True)
class File:
    """The bytes, what python-docx makes of them, and the parts by name."""

    content: bytes
    opened: Opened
    parts: dict[str, str]

    @property
    def body(self) -> str:
        return self.parts["word/document.xml"]

    def styled(self, style: str) -> list[str]:
        """The texts of all paragraphs of a style, by the name that Word lists it under."""
        return [p.text for p in self.opened.paragraphs if p.style is not None and p.style.name == style]

    def all(self, pattern: str) -> list[str]:
        return re.findall(pattern, self.body)

    def bookmarks(self) -> list[str]:
        return [one.get(qn("w:name")) or "" for one in self.opened.element.iter(qn("w:bookmarkStart"))]

    def fields(self) -> list[str]:
        return [(one.text or "").strip() for one in self.opened.element.iter(qn("w:instrText"))]


def read(content: bytes) -> File:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {
            name: archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if not name.endswith((".png", ".odttf"))
        }
    return File(content, docx.Document(io.BytesIO(content)), parts)


@cache
def published(lang: Language, synthetic: bool = False) -> Document:
    """The report of 2012."""
    return build(aabenraa(lang, synthetic))


@cache
def file(lang: Language, synthetic: bool = False) -> File:
    return read(word(published(lang, synthetic)))


def long_table(rows: int) -> Table:
    """``rows`` figures, each with its change below it."""
    lines = []
    for at in range(rows):
        level = (TextCell(f"Tal {at}", strong=True), TextCell("2019"), Number(Fraction(at * 3, 2), 1))
        change = (TextCell("Udvikling"), TextCell("2018 – 2019"), Number(Fraction(-at), 0, notes=("a",)))
        lines += [Row(level, "level"), Row(change, "change")]
    columns = (Column("Nøgletal", "text"), Column("Periode", "period"), Column("Her", "number"))
    return Table("lang", "En lang tabel", columns, tuple(lines), (("a", "En note"),), "Kilde: prøve.")


def every_kind(**changed: object) -> Document:
    """A document with every kind of block and span, and references of all kinds."""
    spans = (
        "Se ",
        Ref("lang", "tabel 1"),
        ", ",
        Ref("lang", "Tabel 1"),
        ", ",
        Ref("lang", "den lange tabel"),
        ", ",
        Ref("anden", "næste kapitel"),
        ", ",
        Ref("begreb", "begrebet"),
        ", ",
        Ref("nowhere", "ingenting"),
        " og ",
        Styled("loven", href="https://www.retsinformation.dk/?a=1&b=2"),
        ": ",
        Number(Fraction(-49, 10), 1, unit="pct."),
        Styled(" fedt", strong=True),
        Styled(" kursivt", emphasis=True),
    )
    hidden = Number(None, 1, "suppressed")
    bare = Table(
        "bar",
        "Uden kilde",
        (Column("Hvad", "text"), Column("Tal", "number")),
        (Row((TextCell("a"), Number(Fraction(1234567, 100), 2))), Row((TextCell("b"), hidden))),
    )
    steps = (Paragraph(("Først",)), Paragraph(("Så",)))
    first = Chapter(
        "en",
        "Første",
        (
            Paragraph(spans, lead="Indledning."),
            long_table(30),
            Paragraph(("En bemærkning.",), remark=True),
            Heading("Et afsnit"),
            Heading("Et underafsnit", 3),
            bare,
            Paragraph(("Efter tabellen.",)),
            Listing(steps, ordered=True),
            Listing(steps),
            Listing(steps, ordered=True),
            Bullets("Det går godt", (Paragraph(("Godt.",), lead="Sygedagpenge."),)),
        ),
    )
    second = Chapter(
        "anden",
        "Andet",
        (
            Definition(
                "Et begreb",
                "begreb",
                (("Definition", "Hvad det er"), ("En meget lang etiket med mange ord", "x")),
            ),
            replace(bare, id="sidst"),
        ),
    )
    release = published("da").release
    made = Document(
        title="Prøve",
        subtitle="Alt på én gang",
        municipality="Aabenraa Kommune",
        period="Tal for 2019",
        lang="da",
        chapters=(
            Chapter("resume", "Sammenfatning", (Paragraph(("Kort.",)),), numbered=False),
            first,
            second,
        ),
        release=release,
        generated=date(2020, 2, 29),
        source_line="Kilde: prøve.",
        identity=Identity(LOGO, "svg", "Aabenraa Kommunes logo", "#7a1f3d"),
    )
    return replace(made, **changed)  # type: ignore[arg-type]
