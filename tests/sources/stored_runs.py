"""A folder of runs as the store would hold it."""

from __future__ import annotations

from pathlib import Path

from pejling.store.manifest import FileRecord, Manifest
from pejling.store.vintages import Vintage


def as_vintage(folder: Path) -> Vintage:
    """The files in ``folder`` as a vintage whose manifest lists them as they are now."""
    files = tuple(FileRecord.of(path) for path in sorted(folder.iterdir()))
    manifest = Manifest(
        id=folder.name,
        source="dream",
        kind="runs",
        taken_in="2020-01-01T00:00:00Z",
        query={},
        inputs=(),
        files=files,
        rows=0,
        key_id="",
        synthetic=False,
        details={},
        program="pejling",
    )
    return Vintage(folder, "current", manifest)
