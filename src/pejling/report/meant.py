"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Meant(NamedTuple):
    """What a message goes on with: ``. Mente du own?``, or nothing."""

    da: str = ""
    en: str = ""


def meant(text: str, known: Iterable[str], surely: str = "") -> Meant:
    """The one of ``known`` that is most like ``text``, large and small letters alike; ``surely``: this one.

    >>> meant("Latst", ["latest", "seneste"]).en
    '. Did you mean latest?'
    """
    names = {one.casefold(): one for one in known}
    likest = get_close_matches(text.casefold(), names, n=1)
    found = surely or (names[likest[0]] if likest else "")
    return Meant(f". Mente du {found}?", f". Did you mean {found}?") if found else Meant()
