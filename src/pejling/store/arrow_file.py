"""Opening files for Arrow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa


def arrow_file(path: Path, mode: Literal["rb", "wb"]) -> Any:
    """A file handle of Arrow's own, to be used in a ``with``; a missing file is an OSError.

    Not a path: Arrow would take a name with a colon for an address. Not a file of Python's: Arrow's threads
    may let go of it after the interpreter has ended, and abort the program. As bytes, any name goes.
    """
    return pa.OSFile(os.fsencode(path), mode)
