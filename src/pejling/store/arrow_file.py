"""Opening files for Arrow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from pejling.store.vintages import Vintage


def arrow_file(path: Path, mode: Literal["rb", "wb"]) -> Any:
    """A file handle of Arrow's own, to be used in a ``with``; a missing file is an OSError.

    Not a path: Arrow would take a name with a colon for an address. Not a file of Python's: Arrow's threads
    may let go of it after the interpreter has ended, and abort the program. As bytes, any name goes.
    """
    return pa.OSFile(os.fsencode(path), mode)


def intact(one: Vintage, name: str) -> Any:
    """One of a vintage's files in memory, to be read by Arrow; one that is not what was written is a Problem.

    The checksums of Parquet's pages do not cover its footer, so the whole is compared with the manifest's
    SHA-256: a tenth of what it takes to decode the file.
    """
    try:
        with arrow_file(one.path(name), "rb") as file:
            content = file.read_buffer()
    except OSError as error:
        raise one.unreadable(name, error) from None
    one.check_content(name, content)
    return pa.BufferReader(content)
