"""A saved answer on all municipalities, read as `take-in jobindsats` reads it."""

from __future__ import annotations

from pathlib import Path

from pejling.sources.jobindsats import Municipal
from pejling.sources.jobindsats_mapping import read_mapping
from pejling.sources.jobindsats_saved import read_saved


def read_municipal(path: Path) -> Municipal:
    found = read_saved(path, read_mapping()).municipal
    assert found is not None, f"{path} is no answer on all municipalities"
    return found
