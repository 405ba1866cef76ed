"""Where in a TOML file a key stands, for messages (the parser does not tell)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pejling.terms.problem import Problem

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def not_toml(path: Path, error: tomllib.TOMLDecodeError) -> Problem:
    """The Problem of a file that the TOML parser refuses; what it minds comes in the parser's own words."""
    what, place = str(error), ""
    if at := _PLACE.search(what):
        what, place = what[: at.start()], f", linje {at[1]}, kolonne {at[2]}"
    return Problem(
        da=f"{path}{place}: det er ikke TOML ({what}). Tekster står i anførselstegn",
        en=f"{path}: this is not TOML: {error}. Texts stand in quotation marks",
    )


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
