"""500 damaged files of each kind: each is taken in right or refused clearly, and the store is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fuzz.kinds import KINDS, Kind, is_right
from fuzz.mutations import mutated
from pejling.app.workspaces import create
from pejling.store.journal import FILE as JOURNAL
from pejling.store.observations import holds_observations, read_vintage
from pejling.store.vintages import verify, vintages
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem

FILES = 500


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "arbejde", "580")
    return tmp_path / "arbejde"


def _names(workspace: Path) -> set[str]:
    """Everything in the store, but for folders that are made empty when something is taken in."""
    store = workspace / "store"
    return {str(path.relative_to(store)) for path in store.rglob("*") if path.is_file()}


def _attempt(workspace: Path, kind: Kind, file: Path) -> str:
    """Take the file in; how it ended. A good end is looked at, and undone."""
    try:
        kind.take(workspace, file)
    except Problem:  # it has both languages, or it could not be made
        assert _names(workspace) == set(), "refused, and yet something was left"
        return "refused"
    taken = vintages(Workspace.open(workspace))
    assert taken, "taken in, and no vintage"
    for one in taken:
        verify(one)
        if holds_observations(one):
            assert is_right(read_vintage(one)) == ""
        shutil.rmtree(one.folder)
    (workspace / "store" / JOURNAL).unlink()
    return "taken in"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_good_file_goes_in(kind: Kind, workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / kind.name
    file.write_bytes(kind.good())
    assert _attempt(workspace, kind, file) == "taken in"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_damaged_files_are_read_right_or_refused(kind: Kind, workspace: Path, tmp_path: Path) -> None:
    good = kind.good()
    file = tmp_path / kind.name
    ends = {"refused": 0, "taken in": 0}
    for seed in range(FILES):
        file.write_bytes(mutated(good, kind.name, seed))
        try:
            ends[_attempt(workspace, kind, file)] += 1
        except Exception as failure:
            failure.add_note(f"seed {seed} of {kind.name}")
            raise
    assert ends["refused"] > FILES // 10  # the damage is real
    print(kind.name, ends)  # noqa: T201
