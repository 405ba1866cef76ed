"""Characters that cannot be printed alike in PDF, Word, Excel and HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pejling.terms.problem import Problem
from pejling.terms.text import Text

LONGEST_TITLE = 200  # characters: five lines of a front page
# control characters but tab and line end; signs that turn the direction of reading around, with which a text
# can look otherwise than it is; a mark of byte order; what is no character at all
_NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\uffff]"
)


def refuse_unprintable(text: str, where: Callable[[int], Text]) -> None:
    """A Problem where ``text`` holds such a character; ``where`` says what messages call its place."""
    found = _NEVER.search(text)
    if found is None:
        return
    sign = called(found[0])
    place = where(found.start())
    raise Problem(
        da=f"{place.da}: tegnet {sign} kan ikke trykkes; slet det",
        en=f"{place.en}: the character {sign} cannot be printed; delete it",
    )


def refuse_long(text: str, most: int, where: Text) -> None:
    """A Problem where a ``text`` that stands large, or on one page, has more than ``most`` characters."""
    if len(text) > most:
        raise Problem(
            da=f"{where.da}: teksten har {len(text)} tegn; højst {most} er tilladt",
            en=f"{where.en}: the text has {len(text)} characters; at most {most} are allowed",
        )


def called(sign: str) -> str:
    """``U+202E (RIGHT-TO-LEFT OVERRIDE)``: a character by its number, and its name where it has one.

    >>> called("\\u202e")
    'U+202E (RIGHT-TO-LEFT OVERRIDE)'
    """
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X}{f' ({name})' if name else ''}"
