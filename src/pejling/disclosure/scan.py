"""What must not be in any file that leaves: CPR numbers, keys of persons, hidden values.

Reading files is left to others: here are texts with their places, and what is found in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pejling.terms.text import Text


class Kind(StrEnum):
    """What was found."""

    CPR = "cpr"
    PERSON_KEY = "person_key"
    SECRET = "secret"
    HIDDEN_VALUE = "hidden_value"


IN_WORDS = {
    Kind.CPR: Text(da="CPR-nummer", en="CPR number"),
    Kind.PERSON_KEY: Text(da="nøgle til en person", en="key of a person"),
    Kind.SECRET: Text(da="pseudonymnøglen eller dens id", en="the pseudonym key or its id"),
    Kind.HIDDEN_VALUE: Text(da="et tal, hvor et er skjult", en="a figure where one is hidden"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a file: a page, a cell, a comment, an attribute; ``place`` says where."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found where; ``masked`` is enough to find it, and not enough to tell it."""

    place: str
    kind: Kind
    masked: str


_DASH = r"[-\u2010-\u2015\u2212]"
_SPACE = r"[ \t\u00a0\u2009\u202f]"
_DATE = r"(?P<d>\d\d){0}(?P<m>\d\d){0}(?P<y>\d\d)"
# ten digits that are no part of a longer word or number; after bare ones no decimals
_FORMS = tuple(
    re.compile(rf"(?<![\w])(?<!\d[.,]){form}(?![\w])(?!{_DASH}\d)")
    for form in (
        rf"{_DATE.format('')}{_SPACE}{{0,2}}(?:{_DASH}|[/_]){_SPACE}{{0,2}}\d{{4}}",
        rf"{_DATE.format('')}{_SPACE}{{1,2}}\d{{4}}(?![.,]\d)",
        rf"{_DATE.format('')}\d{{4}}(?![.,]\d{{1,9}}(?!\d))",
        rf"{_DATE.format('[./ -]')}{_SPACE}?{_DASH}{_SPACE}?\d{{4}}",
        rf"{_DATE.format(' ')} \d{{4}}(?![.,]\d)",
        rf"(?P<d>\d{_SPACE}\d){_SPACE}(?P<m>\d{_SPACE}\d){_SPACE}(?P<y>\d{_SPACE}\d){_SPACE}?{_DASH}"
        rf"{_SPACE}?\d{_SPACE}\d{_SPACE}\d{_SPACE}\d",
    )
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACEMENT = 60  # is added to the day in the numbers of those who have none
_HEX_KEY = re.compile(
    r"(?<![0-9A-Za-z])(?=[0-9a-fA-F]*[a-fA-F])(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{32}(?![0-9A-Za-z])"
)
_BASE64_KEY = re.compile(r"(?<![0-9A-Za-z+/_=-])[0-9A-Za-z+/_-]{21}[AQgw]==(?!=)")
_TOKEN = re.compile(r"[0-9A-Za-z+/_=.-]{16,}")
_EDGE = re.compile(r"[=.]+")

IsSecret = Callable[[str], bool]


def find(pieces: Iterable[Piece], is_secret: IsSecret | None = None) -> Iterator[Hit]:
    """Every hit of ``pieces``, in their order.

    ``is_secret`` tells of a word of 16 signs or more whether it is the pseudonym key or its id.
    """
    for piece in pieces:
        yield from (Hit(piece.place, Kind.CPR, masked) for masked in cpr_numbers(piece.text))
        for pattern in (_HEX_KEY, _BASE64_KEY):
            yield from (
                Hit(piece.place, Kind.PERSON_KEY, _ends(match[0])) for match in pattern.finditer(piece.text)
            )
        if is_secret is not None:
            yield from (
                Hit(piece.place, Kind.SECRET, _ends(match[0]))
                for match in _TOKEN.finditer(piece.text)
                if any(is_secret(word) for word in {match[0], match[0].strip(".=-_"), *_EDGE.split(match[0])})
            )


def cpr_numbers(text: str) -> Iterator[str]:
    """The CPR numbers of a text, all but the two digits of the day masked.

    Six digits that are a date, and four: together, or divided by a dash, a space, a slash. The check digit is
    not looked at: numbers since 2007 need none. Days from 61 are replacement numbers. Figures with
    separators of thousands or decimals are none, nor are digits in a longer word or number.

    >>> list(cpr_numbers("født 010170-1234, beløb 1.010.701.234, 310270-1234"))
    ['01xxxx-xxxx']
    """
    found: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(text):
            day, month, year = (int("".join(filter(str.isdigit, match[part]))) for part in "dmy")
            if match.start() not in found and _is_date(day, month, year):
                found.add(match.start())
                yield f"{day:02}xxxx-xxxx"


def is_cpr(digits: str) -> bool:
    """Whether nine or ten digits of a cell, which may have lost its nought, can be a CPR number."""
    padded = digits.zfill(10)
    return (
        digits.isdigit()
        and len(digits) in (9, 10)
        and _is_date(int(padded[:2]), int(padded[2:4]), int(padded[4:6]))
    )


def _is_date(day: int, month: int, year: int) -> bool:
    if day > _REPLACEMENT:
        day -= _REPLACEMENT
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1]:
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def _ends(text: str) -> str:
    return f"{text[:2]}…{text[-2:]}"
