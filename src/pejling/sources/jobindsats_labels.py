"""Labels of jobindsats.dk: folded for comparing, matched by prefix or pattern, made into slugs and bands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
_SUM = " i alt"
_BETWEEN = re.compile(r"(\d+)\s*(?:-|–|til)\s*(\d+)\s*(uger|uge|år)?", re.IGNORECASE)
_BAND = (
    r"(?P<band>(?:\d+\s*(?:-|–|til)\s*\d+\s*uge\w*|(?:under|mindre end|over|mere end)\s*\d+\s*uge\w*"
    r"|\d+\s*uge\w*\s*(?:og|eller)\s*\w+))$"
)
_UNDER = re.compile(r"(?:under|mindre end)\s*(\d+)\s*(uger|uge|år)", re.IGNORECASE)
_OVER = re.compile(r"(?:over|mere end)\s*(\d+)\s*(uger|uge|år)", re.IGNORECASE)
_FROM = re.compile(
    r"(\d+)\s*(uger|uge|år)\s*(?:og|eller)\s*(?:derover|over|mere|ældre)|(\d+)\+", re.IGNORECASE
)


def fold(label: str) -> str:
    """A label as labels are compared: one kind of space, none around, lower case."""
    return " ".join(label.replace("\u00a0", " ").split()).casefold()


def slug(label: str) -> str:
    """A label as part of an id: ``Virksomhedspraktik, stat`` is ``virksomhedspraktik_stat``.

    The words of a sub-total are left out, so that a part is called the same whether or not it has parts.

    >>> slug("Ansættelse med løntilskud i alt")
    'ansaettelse_med_loentilskud'
    """
    bare = fold(label).removesuffix(_SUM)
    return re.sub(r"[^a-z0-9]+", "_", bare.translate(_LETTERS)).strip("_")


def band(label: str) -> tuple[int, int | None] | None:
    """The limits (both included; None: no upper one) that a label tells in weeks or years, or None.

    >>> band("27-52 uger"), band("Over 52 uger"), band("Under 5 uger"), band("60 år og derover")
    ((27, 52), (53, None), (0, 4), (60, None))
    """
    text = fold(label)
    if found := _BETWEEN.search(text):
        first, last = int(found[1]), int(found[2])
        return (first, last) if first <= last else None
    if found := _UNDER.search(text):
        return (0, int(found[1]) - 1) if int(found[1]) else None
    if found := _OVER.search(text):
        return int(found[1]) + 1, None
    if found := _FROM.search(text):
        return int(found[1] or found[3]), None
    return None


def band_id(limits: tuple[int, int | None]) -> str:
    """Limits as break-downs write them: ``27-52``, ``53-``."""
    first, last = limits
    return f"{first}-{'' if last is None else last}"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a pattern found in a label. ``weight``: how many of its letters are the pattern's own."""

    key: str
    weight: int
    exact: bool
    number: str = ""
    limits: tuple[int, int | None] | None = None


@cache
def _pattern(key: str) -> tuple[re.Pattern[str], int]:
    """``*`` stands for any text, ``{n}`` for a whole number, ``{band}`` for a stretch of weeks."""
    folded = fold(key)
    pieces = re.split(r"(\*|\{n\}|\{band\})", folded)
    written = {"*": ".*?", "{n}": r"(?P<n>\d+)", "{band}": _BAND}
    text = "".join(written.get(piece, re.escape(piece)) for piece in pieces)
    return re.compile(text), sum(len(piece) for piece in pieces if piece not in written)


def match(key: str, label: str) -> Hit | None:
    """Whether the label begins with what the key says."""
    pattern, weight = _pattern(key)
    folded = fold(label)
    found = pattern.match(folded)
    if not found:
        return None
    named = found.groupdict()
    limits = None
    if "band" in named:
        limits = band(named["band"])
        if limits is None:
            return None
    return Hit(key, weight, found.end() == len(folded), named.get("n") or "", limits)


def best(keys: Iterable[str], label: str) -> list[Hit]:
    """The hits with the longest prefix: none, one, or several where the keys are ambiguous.

    Of prefixes as long, one that says the whole label is the longer.
    """
    hits = [hit for key in keys if (hit := match(key, label)) is not None]
    longest = max(((hit.weight, hit.exact) for hit in hits), default=(0, False))
    return [hit for hit in hits if (hit.weight, hit.exact) == longest]
