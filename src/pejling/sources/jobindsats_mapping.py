"""Which of our indicators and groups the tables of jobindsats.dk hold: the shipped file, and a user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pejling.sources.jobindsats_tables import Description


@dataclass(frozen=True)
class TableMapping:
    """What is read from the mapping files, the user's before the shipped one."""


def read_mapping(path: Path | None = None) -> TableMapping:
    """The shipped mapping, with a user's file going before it. Errors name the file, line and key."""
    raise NotImplementedError


def has_mapping(mapping: TableMapping, id: str) -> bool:
    """Whether the table is known, by id or by family and suffix."""
    raise NotImplementedError


def hierarchies_wanted(mapping: TableMapping, id: str, description: Description) -> tuple[str, ...]:
    """The ids of the hierarchies, beside the area's, that the table's values are told apart by."""
    raise NotImplementedError


def mapped_measures(
    mapping: TableMapping, id: str, description: Description
) -> tuple[tuple[str, str, str], ...]:
    """Each measure of a table: its name, our indicator's id ("" for none), and the group or a note."""
    raise NotImplementedError
