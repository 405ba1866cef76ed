"""Where each municipality stands in a map of equal tiles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pejling.terms.municipality import municipalities


@dataclass(frozen=True, slots=True)
class Tile:
    """A place in the grid, columns from the west and rows from the north, and a name short enough for it."""

    column: int
    row: int
    name: str


@cache
def tile_grid() -> Mapping[str, Tile]:
    """The tile of every municipality, by code."""
    text = (files("pejling.terms") / "reference" / "tiles.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            code: Tile(row["column"], row["row"], row.get("name", municipalities()[int(code)].name))
            for code, row in tomllib.loads(text).items()
        }
    )
