"""Where in a TOML file a key stands, for messages (the parser does not tell)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def line_of(text: str, location: Sequence[str | int]) -> int | None:
    """The line (from 1) of the deepest part of ``location`` (tables, keys, list numbers) that is found."""
    tables = [part for part in location if isinstance(part, str)]
    counts = {0: next((part for part in location if isinstance(part, int)), 0)}
    best: tuple[int, int] | None = None
    here: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            here = _parts(header[2])
            if header[1] == "[[":
                seen[header[2]] = seen.get(header[2], -1) + 1
                if seen[header[2]] != counts[0]:
                    here = [*here, ""]  # another entry of the list: never the one looked for
                    continue
            best = _deeper(best, here, tables, number)
            continue
        key = _KEY.match(line)
        if key:
            best = _deeper(best, [*here, *_parts(key[1])], tables, number)
    return best[1] if best else None


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _deeper(
    best: tuple[int, int] | None, here: list[str], wanted: list[str], number: int
) -> tuple[int, int] | None:
    if here != wanted[: len(here)] or (best and best[0] >= len(here)):
        return best
    return len(here), number
