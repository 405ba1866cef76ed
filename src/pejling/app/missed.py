"""What a store misses, told before any command that reads it."""

from __future__ import annotations

from pathlib import Path

from pejling.store.journal import faults
from pejling.terms.text import Text


def warnings(folder: Path) -> list[Text]:
    """A line for each vintage that has vanished, and where the journal itself is damaged."""
    return [Text(da=f"Advarsel: {what.da}", en=f"Warning: {what.en}") for _, what in faults(folder / "store")]
