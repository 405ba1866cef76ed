"""Ages as tables of the StatBank write them, and the bands that cover a stretch of ages exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pejling.sources.statbank_tables import Value

OLDEST = 125
_ONE = re.compile(r"(\d{1,3})( år| years?)?", re.ASCII)
_BAND = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})( år| years?)?", re.ASCII)
_OPEN = re.compile(r"(\d{1,3})(?:\s*[-+]| år og (?:derover|over)| years and over)( år)?", re.ASCII)
_CODED = re.compile(r"(\d{2})(\d{2})", re.ASCII)  # 6099


def band(value: Value) -> tuple[int, int] | None:
    """First and last age of a value, told from its text, else from its id; None for what is no age.

    >>> band(Value("16-19", "16-19 år")), band(Value("6099", "60 år og derover"))
    ((16, 19), (60, 125))
    """
    for text in (value.text.strip(), value.id.strip()):
        if match := _BAND.fullmatch(text) or _CODED.fullmatch(text):
            first, last = int(match[1]), int(match[2])
            return (first, OLDEST if last == 99 else last) if first <= last else None
        if match := _ONE.fullmatch(text):
            return int(match[1]), int(match[1])
        if match := _OPEN.fullmatch(text):
            return int(match[1]), OLDEST
    return None


def cover(values: Iterable[Value], first: int, last: int) -> tuple[Value, ...] | None:
    """The fewest values that cover the ages ``first`` to ``last``, each age once; None where none do."""
    starting: dict[int, list[tuple[int, Value]]] = {}
    for value in values:
        found = band(value)
        if found and found[0] >= first and found[1] <= last:
            starting.setdefault(found[0], []).append((found[1], value))
    best: dict[int, tuple[Value, ...]] = {last + 1: ()}
    for age in range(last, first - 1, -1):
        ways = [(value, *best[end + 1]) for end, value in starting.get(age, ()) if end + 1 in best]
        if ways:
            best[age] = min(ways, key=len)
    return best.get(first)
