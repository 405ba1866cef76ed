"""Before a report is made: its folder is looked at, and what a killed run left undone is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pejling.report.render import Moves, check_folder
from pejling.store import placing
from pejling.store.workspace import Workspace


def ready(workspace: Workspace, folder: Path) -> None:
    """A Problem where ``folder`` can hold no report; else the workspace is ready for one."""
    check_folder(folder, workspace.store)
    placing.settled(workspace.store)


@contextmanager
def noted(workspace: Workspace, moves: Moves) -> Iterator[None]:
    """The workspace keeps a note of the moves while they are made; for `report.render.place`."""
    journal = placing.begun(workspace.store, moves)
    try:
        yield
    finally:
        placing.ended(journal)
