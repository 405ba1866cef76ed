"""Only files of a disk are read: a pipe or a device may never end, or never begin."""

from __future__ import annotations

import stat
from pathlib import Path

from pejling.terms.problem import Problem


def only_regular(path: Path) -> Path:
    """``path`` itself, unless it is a pipe, a socket or a device: a Problem. One that is not there passes."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return path  # whoever opens it says so
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise Problem(
            da=f"{path}: dette er ingen almindelig fil (et rør, en sokkel eller en enhed), og intet er læst. "
            "Gem indholdet som en fil, og giv den",
            en=f"{path}: this is no ordinary file (a pipe, a socket or a device), and nothing was read. Save "
            "its content as a file and give that",
        )
    return path
