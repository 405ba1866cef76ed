"""Only files of a disk are read: a pipe or a device may never end, or never begin."""

from __future__ import annotations

import stat
from pathlib import Path

from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says


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


def file_bytes(path: Path) -> bytes:
    """What the file holds; one that is no regular file, is not there or cannot be read is a Problem."""
    try:
        return only_regular(path).read_bytes()
    except FileNotFoundError:
        raise Problem(da=f"{path}: der er ingen sådan fil", en=f"{path}: there is no such file") from None
    except OSError as error:
        said = system_says(error)
        raise Problem(
            da=f"{path}: filen kan ikke læses ({said.da})", en=f"{path}: the file cannot be read ({said.en})"
        ) from None


def file_text(path: Path) -> str:
    """The same as text in UTF-8, with or without mark; bytes that are none are a Problem."""
    try:
        return file_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            da=f"{path}: filen kan ikke læses som tekst i UTF-8 (byten på plads {error.start} er det ikke). "
            "Gem den som UTF-8",
            en=f"{path}: the file cannot be read as text in UTF-8 (the byte at position {error.start} is "
            "not). Save it as UTF-8",
        ) from None
