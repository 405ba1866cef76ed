"""Fetch tables of jobindsats.dk: each becomes a vintage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for, as written: period, area, an own mapping file, and whether to fetch again."""

    period: str
    area: str
    mapping: Path | None
    again: bool
