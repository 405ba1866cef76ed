"""Files that belong together take their places together, also where the run is killed among them.

``store/placing.json`` names them while they are moved: which file waits beside which place, and whose run it
is. One run moves at a time. What a killed one left undone, the next one does first: every file is whole and
waits on the disk already, so nothing but the renaming is left. Places in the workspace are told from there,
since it may be moved in between.
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
from pejling.store.lock import Holder, linked
from pejling.terms.problem import Problem

NAME = "placing.json"
PATIENCE = 10.0  # seconds; moving takes a hundredth of one
_PAUSE = 0.05
Move = tuple[Path, Path, Path | None]  # what waits, its place, and by what name the file before it is kept


def settled(store: Path) -> None:
    """Finish what a killed run has begun, and wait for a living one; a Problem where that takes too long."""
    journal, until = store / NAME, time.monotonic() + PATIENCE
    while True:
        _complete(store)
        if not journal.exists():
            return
        if time.monotonic() > until:
            raise Problem(
                da=f"{journal}: en anden kørsel er ved at lægge sine filer på plads. Vent, til den er "
                "færdig; er den helt sikkert stoppet, så slet filen",
                en=f"{journal}: another run is putting its files in place. Wait until it has ended; if "
                "it surely has, delete the file",
            )
        time.sleep(_PAUSE)


def _complete(store: Path) -> None:
    """Make the moves of a run that is gone.

    A note comes whole or not at all: one that says nothing was damaged since, and is cleared away.
    """
    journal = store / NAME
    with suppress(OSError):
        note = journal.read_bytes()
        holder = Holder.read(journal)
        if holder is not None and not holder.is_gone():
            return
        moves: list[Move] = []
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            moves = _moves(note, store.parent)
        for waits, place, kept in moves:
            with suppress(OSError):  # it has its place, or the folder is gone or closed
                os.replace(waits, place)
            if kept:
                with suppress(OSError):
                    kept.unlink()
        if journal.read_bytes() == note:  # nobody was quicker, and is moving now
            journal.unlink()


def _moves(note: bytes, workspace: Path) -> list[Move]:
    """The moves that are told; a workspace may come from elsewhere, so none but of files that wait there."""
    told = [[workspace / one if one else None for one in move] for move in json.loads(note)["moves"]]
    return [
        (waits, place, kept if kept and _is_beside(kept, place) else None)
        for waits, place, kept in told
        if waits and place and _is_beside(waits, place)
    ]


def _is_beside(one: Path, place: Path) -> bool:
    """Whether the file's name is made of the place's, as `report.render` makes it."""
    return one.parent == place.parent and one.name.startswith(f".{place.name}.")


def begun(store: Path, moves: Sequence[Move]) -> Path | None:
    """Write down that these files are being moved; `ended` takes the note away.

    Waits for another run that moves its own; a Problem where that takes too long. None where nothing can be
    written: the files are moved without a note then, as their places are not in the store.
    """
    journal, own = store / NAME, store / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}.part"
    told = {"moves": [[_told(store, one) for one in move] for move in moves]}
    try:
        own.write_bytes(as_json({**asdict(Holder.this_process()), **told}))
        flush_file(own)
        while not linked(own, journal):
            settled(store)
        flush_folder(store)
    except OSError:
        return None
    finally:
        with suppress(OSError):
            own.unlink(missing_ok=True)
    return journal


def _told(store: Path, path: Path | None) -> str | None:
    if path is None:
        return None
    whole, workspace = path.absolute(), store.parent.absolute()
    return str(whole.relative_to(workspace) if whole.is_relative_to(workspace) else whole)


def ended(journal: Path | None) -> None:
    """Take the note away: all files have their places."""
    if journal is not None:
        with suppress(OSError):
            journal.unlink(missing_ok=True)
