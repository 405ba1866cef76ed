"""Files of a report take their places together: all of them new, or all of them as they were."""

from __future__ import annotations

import json
import os
import signal
import stat
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import pytest

from pejling.app.placing import noted, ready
from pejling.app.workspaces import create
from pejling.report import render
from pejling.report.render import check_folder, place
from pejling.store import placing
from pejling.store.lock import Holder
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem

NAMES = ("a.pdf", "b.docx", "c.html")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "w", "580")
    return Workspace.open(tmp_path / "w")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the report before, of which the last file was not."""
    folder = tmp_path / "ud"
    folder.mkdir()
    for name in NAMES[:2]:
        (folder / name).write_bytes(b"old")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _killed_at(at: int, workspace: Workspace, out: Path) -> NoReturn:
    """Place three files, and be killed when the move number ``at`` is to be made."""
    moved, move = iter(range(3)), Path.replace

    def counted(self: Path, target: Path) -> Path:
        if next(moved) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return move(self, target)

    Path.replace = counted  # type: ignore[method-assign,assignment]
    try:
        place([(out / name, b"new") for name in NAMES], noted=lambda moves: noted(workspace, moves))
    finally:
        os._exit(1)  # never back into the tests


@pytest.mark.parametrize("at", range(3))
def test_what_is_killed_between_two_files_is_done_by_the_next_run(
    workspace: Workspace, out: Path, at: int
) -> None:
    child = os.fork()
    if not child:
        _killed_at(at, workspace, out)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    # so many are new; the others are as before, each whole
    assert [(out / name).read_bytes() for name in NAMES[:2]] == [b"new"] * min(at, 2) + [b"old"] * (2 - at)
    assert (workspace.store / placing.NAME).exists()
    ready(workspace, out)
    assert held(out) == dict.fromkeys(NAMES, b"new")
    assert not (workspace.store / placing.NAME).exists()
    ready(workspace, out)  # once more does no harm


def test_a_file_that_is_refused_puts_those_before_it_back(
    workspace: Workspace, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the second is open in another program."""
    move = Path.replace

    def refuses(self: Path, target: Path) -> Path:
        if target.name == "b.docx":
            raise PermissionError(13, "Permission denied", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuses)
    before = held(out)
    files = [(out / name, b"new") for name in ("c.html", "a.pdf", "b.docx")]
    with pytest.raises(Problem, match=r"b\.docx: the report could not be written there"):
        place(files, noted=lambda moves: noted(workspace, moves))
    assert held(out) == before
    assert not (workspace.store / placing.NAME).exists()


def test_a_folder_where_a_file_should_lie_is_told_before_anything_is_released(out: Path) -> None:
    (out / "c.html").mkdir()
    released = []
    with pytest.raises(Problem, match=r"c\.html: the report could not be written there"):
        place([(out / name, b"new") for name in NAMES], lambda: released.append(1))
    assert not released
    assert sorted(path.name for path in out.iterdir()) == list(NAMES)
    assert (out / "a.pdf").read_bytes() == b"old"


def test_files_are_open_to_whom_new_files_are(out: Path) -> None:
    before = os.umask(0o077)
    try:
        place([(out / "a.pdf", b"new")])
    finally:
        os.umask(before)
    assert stat.S_IMODE((out / "a.pdf").stat().st_mode) == 0o600


def test_an_interruption_is_not_heard_while_the_files_move(out: Path) -> None:
    """From the ledger's line on the report leaves: what is interrupted then would be neither old nor new."""

    def interrupted() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)

    # what runs in the background may begin with ears closed
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        place([(out / name, b"new") for name in NAMES], interrupted)
        assert held(out) == dict.fromkeys(NAMES, b"new")
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)  # afterwards it is heard again
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_file_system_without_links_keeps_what_was_there_as_a_copy(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(render.os, "link", none)
    place([(out / name, b"new") for name in NAMES])
    assert held(out) == dict.fromkeys(NAMES, b"new")


def test_two_runs_move_one_after_the_other(
    workspace: Workspace, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "PATIENCE", 0.2)
    journal = workspace.store / placing.NAME
    living = {**asdict(Holder.this_process()), "moves": []}
    journal.write_text(json.dumps(living), encoding="utf-8")
    with pytest.raises(Problem, match="another run is putting its files in place"):
        place([(out / "a.pdf", b"new")], noted=lambda moves: noted(workspace, moves))
    assert (out / "a.pdf").read_bytes() == b"old"
    with pytest.raises(Problem, match="another run is putting its files in place"):
        ready(workspace, out)  # told before the work begins, and before the ledger is written
    journal.unlink()
    place([(out / "a.pdf", b"new")], noted=lambda moves: noted(workspace, moves))
    assert (out / "a.pdf").read_bytes() == b"new"


def _note_of_a_killed_run(workspace: Workspace, *moves: tuple[Path, Path, Path | None]) -> None:
    """As `placing.begun` leaves it, of a process that there is not."""
    journal = placing.begun(workspace.store, moves)
    assert journal is not None
    told = json.loads(journal.read_text(encoding="utf-8"))
    journal.write_text(json.dumps({**told, "born": "never"}), encoding="utf-8")


def test_a_workspace_moved_after_a_kill_is_completed_where_it_is_now(workspace: Workspace) -> None:
    waits, kept = (workspace.reports / f".a.pdf.{one}.partial" for one in ("12345678", "9abcdef0"))
    (workspace.reports / "a.pdf").write_bytes(b"old")
    waits.write_bytes(b"new")
    kept.write_bytes(b"old")
    _note_of_a_killed_run(workspace, (waits, workspace.reports / "a.pdf", kept))
    moved = workspace.folder.rename(workspace.folder.with_name("flyttet"))
    ready(Workspace.open(moved), moved / "reports")
    assert held(moved / "reports") == {"a.pdf": b"new"}


def test_a_note_from_elsewhere_moves_and_deletes_nothing_but_what_waits(
    workspace: Workspace, out: Path, tmp_path: Path
) -> None:
    """A workspace may have come by mail: its note names files of whoever opens it."""
    own = tmp_path / "speciale.docx"
    own.write_bytes(b"own")
    _note_of_a_killed_run(
        workspace,
        (own, out / "a.pdf", None),
        (out / "a.pdf", out / "b.docx", None),
        (out / ".a.pdf.12345678.partial", out / "a.pdf", own),
    )
    ready(workspace, out)
    assert own.read_bytes() == b"own"
    assert held(out) == dict.fromkeys(NAMES[:2], b"old")
    assert not (workspace.store / placing.NAME).exists()


@pytest.mark.parametrize("told", ["", "[]", '{"moves": 3}', '{"moves": [[1, 2, 3], ["a"], "bc"]}'])
def test_a_note_that_cannot_be_read_stops_no_report(workspace: Workspace, out: Path, told: str) -> None:
    (workspace.store / placing.NAME).write_text(told, encoding="utf-8")
    place([(out / "a.pdf", b"new")], noted=lambda moves: noted(workspace, moves))
    assert not (workspace.store / placing.NAME).exists()


def test_the_store_and_a_loose_link_are_no_place_for_a_report(workspace: Workspace, tmp_path: Path) -> None:
    for folder in (workspace.store, workspace.store / "vintages", workspace.store / "new"):
        with pytest.raises(Problem, match="belongs to the workspace's store"):
            check_folder(folder, workspace.store)
    check_folder(workspace.folder / "reports", workspace.store)
    (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Problem, match="loose is a loose link, not a folder"):
        check_folder(tmp_path / "loose")
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).symlink_to(tmp_path / other)
    with pytest.raises(Problem, match="a is a loose link, not a folder"):
        check_folder(tmp_path / "a", workspace.store)
    with pytest.raises(Problem, match="File name too long"):
        check_folder(tmp_path / ("x" * 300))
