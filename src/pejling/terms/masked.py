"""What may be a person's number is never shown: not in a message, not in a manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

# nine digits and more, with whatever people put between them: a leading nought may be gone, and a date
# alone has eight
_CPR_LIKE = re.compile(r"\d(?:[-\u2010-\u2015\u2212./\\,_'\s]{0,3}\d){8,}")
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-_ .]?\d{4}(?!\d)", re.ASCII)
_FIGURE_OR_TIME = re.compile(r"[-+\u2212]?[\d.,\s]+|\d{4}-\d\d-\d\d(?:[T ][\d:.,+Z-]*)?")
MASK = Text(da="(10 cifre)", en="(10 digits)")


def masked(text: str, lang: Language = "en") -> str:
    """``text`` for a message, without what may be a CPR number: nine digits or more, however divided.

    >>> masked("010170-1234;111"), masked("01.01.1970 - 1234", "da")
    ('(10 digits);111', '(10 cifre)')
    """
    return _CPR_LIKE.sub(MASK(lang), text)


def bare(raw: Any) -> Any:
    """What JSON holds, without what may be CPR numbers in any of its texts and keys.

    A text that is a figure or begins with a date has many digits and is left, unless it is one for certain.

    >>> bare({"010170-1234": ["se 010170 1234", "1.234.567.890", "2026-08-22 12:30:00", 5]})
    {'(10 cifre)': ['se (10 cifre)', '1.234.567.890', '2026-08-22 12:30:00', 5]}
    """
    if isinstance(raw, str):
        return raw if _FIGURE_OR_TIME.fullmatch(raw) and not _CPR.search(raw) else masked(raw, "da")
    if isinstance(raw, list):
        return [bare(one) for one in raw]
    if not isinstance(raw, dict):
        return raw
    found: dict[str, Any] = {}
    for key, value in raw.items():
        name = bare(key)
        while name in found:
            name += "+"
        found[name] = bare(value)
    return found


def refuse_numbered(names: Iterable[str]) -> None:
    """A Problem where a file's name holds a CPR number: names are kept with what was taken in.

    Ten digits of which the first six are a day, alone: what tells a time has more, or no such day.
    """
    if any(_CPR.search(name) for name in names):
        raise Problem(
            da="filens navn ligner et CPR-nummer og ville blive gemt; giv filen et andet navn",
            en="the file's name looks like a CPR number and would be kept; give the file another name",
        )


def quoted(text: str) -> Text:
    """What somebody wrote, in quotation marks for a message, masked.

    >>> quoted("x 010170-1234").da
    "'x (10 cifre)'"
    """
    return Text(da=repr(masked(text, "da")), en=repr(masked(text)))


def names_told(names: Iterable[str]) -> Text:
    """Names of columns with commas between, masked; those that were masked before are in either language.

    >>> names_told(["note", "010170-1234", "(10 digits)"]).da
    'note, (10 cifre), (10 cifre)'
    """
    listed = ", ".join(masked(name) for name in names)
    return Text(da=listed.replace(MASK("en"), MASK("da")), en=listed)
