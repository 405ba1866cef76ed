"""What one part of a template says, key by key; what is wrong is told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pejling.indicators import registry
from pejling.report.meant import meant
from pejling.report.printable import LONGEST_TITLE, refuse_long, refuse_unprintable
from pejling.terms import benefit
from pejling.terms.masked import quoted
from pejling.terms.problem import Problem
from pejling.terms.text import Text
from pejling.terms.toml_lines import line_of

LONGEST_INTRO = 4_000
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")  # it is an address in HTML, a bookmark in Word


@dataclass(frozen=True)
class Section:
    """A part of a template: the whole (``number`` 0) or its chapter number 1, 2, ..., and where it stands."""

    file: str
    text: str
    number: int
    raw: Mapping[str, Any]

    def problem(self, da: str, en: str, key: str = "") -> Problem:
        """With the line of ``key``, or of the chapter's head, before it."""
        place = ("chapter", self.number - 1, key) if self.number else (key,)
        line = line_of(self.text, [part for part in place if part != ""])
        chapter = f" ([[chapter]] {self.number})" if self.number else ""
        return Problem(
            da=f"{self.file}{f', linje {line}' if line else ''}{chapter}: {da}",
            en=f"{self.file}{f', line {line}' if line else ''}{chapter}: {en}",
        )

    def known(self, allowed: tuple[str, ...]) -> None:
        """A Problem where it has a key that is not among these."""
        for key in self.raw:
            if key not in allowed:
                hint, said = meant(key, allowed), quoted(key)
                raise self.problem(
                    f"{said.da} kendes ikke; tilladt er {', '.join(allowed)}{hint.da}",
                    f"{said.en} is not known; allowed are {', '.join(allowed)}{hint.en}",
                    key,
                )

    def word(self, key: str) -> str:
        """One text, "" where there is none."""
        value = self.raw.get(key, "")
        if not isinstance(value, str):
            raise self.problem(
                f"{key} = {value!r} skal være tekst i anførselstegn",
                f"{key} = {value!r} must be text in quotes",
                key,
            )
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.problem(
                f'{key} = {value!r} skal være en liste af tekster, fx ["dagpenge"]',
                f'{key} = {value!r} must be a list of texts, such as ["dagpenge"]',
                key,
            )
        return tuple(value)

    def groups(self) -> tuple[str, ...]:
        """Benefit groups, all of them known."""
        found = self.words("groups")
        for one in found:
            if one not in benefit.groups():
                self._unknown("groups", one, benefit.groups())
        return found

    def indicators(self) -> tuple[str, ...]:
        """Indicators, all of them known."""
        found = self.words("indicators")
        for one in found:
            try:
                registry.get(one)
            except Problem as problem:
                raise self.problem(problem.text.da, problem.text.en, "indicators") from None
        return found

    def _unknown(self, key: str, name: str, known: Iterable[str]) -> None:
        hint, said = meant(name, known), quoted(name)
        raise self.problem(
            f"{key}: {said.da} er ukendt; de kendte er {', '.join(known)}{hint.da}",
            f"{key}: {said.en} is not known; known are {', '.join(known)}{hint.en}",
            key,
        )

    def printed(self, key: str) -> Text | None:
        """A text that is printed, in both languages: one left out is as the other."""
        da, en = (self._line(f"{key}_{lang}") for lang in ("da", "en"))
        return Text(da=da or en, en=en or da) if da or en else None

    def _line(self, key: str) -> str:
        text = self.word(key)
        place = self.problem(key, key, key).text
        refuse_unprintable(text.replace("\n", " "), lambda _: place)
        refuse_long(text, LONGEST_TITLE if key.startswith("title") else LONGEST_INTRO, place)
        return " ".join(text.split())

    def id(self, otherwise: str) -> str:
        """The chapter's own id."""
        found = self.word("id") or otherwise
        if not _ID.fullmatch(found):
            raise self.problem(
                f"id = {quoted(found).da}: skriv højst 40 bogstaver (a-z), cifre, - og _, et bogstav først",
                f"id = {quoted(found).en}: write at most 40 letters (a-z), digits, - and _, a letter first",
                "id",
            )
        return found
