"""Files that belong together take their places together, also where the run is killed among them.

``store/placing.json`` names them while they are moved: which file waits beside which place, and whose run it
is. One run moves at a time. What a killed one left undone, the next one does first: every file is whole and
waits on the disk already, so nothing but the renaming is left.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pejling.store.durable import as_json, flush_file, flush_folder
from pejling.store.lock import Holder
from pejling.terms.problem import Problem

NAME = "placing.json"
PATIENCE = 10.0  # seconds; moving takes a hundredth of one
_PAUSE = 0.05
Moves = Sequence[tuple[Path, Path]]


def complete(store: Path) -> None:
    """Finish what a killed run has begun; what a living one is doing is left to it.

    A note comes whole or not at all: one that says nothing was damaged since, and is cleared away.
    """
    journal = store / NAME
    holder = Holder.read(journal)
    if holder is not None and not holder.is_gone():
        return
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(journal.read_bytes())
        for waits, place in told["moves"]:
            with suppress(FileNotFoundError):  # it has its place, or the folder is gone
                os.replace(waits, place)
        for kept in told["kept"]:
            Path(kept).unlink(missing_ok=True)
    with suppress(OSError):
        journal.unlink(missing_ok=True)


def begun(store: Path, moves: Moves, kept: Sequence[Path] = ()) -> Path | None:
    """Write down that these files (waiting, place) are being moved; `ended` takes the note away.

    ``kept``: files that are of no use when all have been moved. Waits for another run that moves its own; a
    Problem where that takes too long. None where nothing can be written: the files are moved without a note
    then, as their places are not in the store.
    """
    journal, own = store / NAME, store / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}.part"
    told = {
        "moves": [[str(waits.absolute()), str(place.absolute())] for waits, place in moves],
        "kept": [str(one.absolute()) for one in kept],
    }
    until = time.monotonic() + PATIENCE
    try:
        own.write_bytes(as_json({**asdict(Holder.this_process()), **told}))
        flush_file(own)
        while not _taken(own, journal):
            complete(store)
            if time.monotonic() > until:
                raise Problem(
                    da=f"{journal}: en anden kørsel er ved at lægge sine filer på plads. Vent, til den er "
                    "færdig; er den helt sikkert stoppet, så slet filen",
                    en=f"{journal}: another run is putting its files in place. Wait until it has ended; if "
                    "it surely has, delete the file",
                )
            time.sleep(_PAUSE)
        flush_folder(store)
    except OSError:
        return None
    finally:
        with suppress(OSError):
            own.unlink(missing_ok=True)
    return journal


def _taken(own: Path, journal: Path) -> bool:
    """Whether the note is ours: it appears with its content, or not at all."""
    try:
        os.link(own, journal)
    except FileExistsError:
        return False
    return True


def ended(journal: Path | None) -> None:
    """Take the note away: all files have their places."""
    if journal is not None:
        with suppress(OSError):
            journal.unlink(missing_ok=True)
