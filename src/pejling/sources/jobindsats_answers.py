"""One answer of jobindsats.dk, v3 or v2: its table, and its figures as observations of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pejling.sources.jobindsats_mapping import TableMapping
from pejling.sources.jobindsats_tables import Description
from pejling.terms.text import Text


@dataclass(frozen=True)
class Table:
    """An answer's table. ``ids``: the columns' own ids (v2), else empty. ``danish``: cells are printed text
    with a decimal comma (v2); else numbers are numbers (v3). None: hidden or missing."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    ids: tuple[str, ...] = ()
    danish: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Figures that became no observation: which (table, column or value), how many, and why."""

    what: str
    figures: int
    why: Text


@dataclass(frozen=True)
class Mapped:
    """The observations (SCHEMA), and what was left."""

    observations: pa.Table
    left: tuple[Left, ...]

    @property
    def not_mapped(self) -> Mapping[str, int]:
        """How many figures of what were left: for a manifest."""
        return {one.what: one.figures for one in self.left}


def read_answer(raw: object, where: str) -> Table:
    """A v3 answer (``columns``, ``rows``) or a v2 answer (a list with ``Variables``, ``Data``)."""
    raise NotImplementedError


def mapped(
    table: Table, id: str | None, mapping: TableMapping, description: Description | None, origin: str
) -> Mapped:
    """The figures of an answer as observations of our indicators and groups.

    ``id`` is the table's (``y60a02``); None: told from the columns. ``origin`` names the file or the place in
    it. What cannot be read is a Problem; what has no indicator or group of ours is counted in ``left``.
    """
    raise NotImplementedError
