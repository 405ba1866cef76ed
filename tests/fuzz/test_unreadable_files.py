"""A file that may not be read, and one that is changed meanwhile: a clear Problem, and the store is whole."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path
from typing import Any

import pytest

from fuzz.kinds import KINDS, Kind
from pejling.app.workspaces import create
from pejling.store import vintages as module
from pejling.terms.problem import Problem


def _files(workspace: Path) -> list[Path]:
    return [path for path in (workspace / "store").rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_file_that_may_not_be_read_is_told(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "w", "580")
    file = tmp_path / kind.name
    file.write_bytes(kind.good())
    real = io.open

    def closed(path: Any, *rest: Any, **more: Any) -> Any:
        if str(path) == str(file):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **more)

    monkeypatch.setattr(io, "open", closed)
    monkeypatch.setattr(builtins, "open", closed)
    with pytest.raises(Problem) as caught:
        kind.take(tmp_path / "w", file)
    assert "der er ikke adgang til den" in caught.value.text.da, caught.value.text
    assert "Permission denied" in caught.value.text.en
    assert _files(tmp_path / "w") == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_file_that_is_changed_while_it_is_read_is_told(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It grows after its figures were read and before they are written: nothing is taken in."""
    if kind.name in ("kort.toml", "tabeller.toml", "konti.csv", "konti.toml"):
        pytest.skip("a mapping is read once, and is no input")
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "w", "580")
    file = tmp_path / kind.name
    file.write_bytes(kind.good())
    real = module._begin

    def begun(*words: Any, **more: Any) -> Any:
        with file.open("ab") as out:
            out.write(b"\n")
        os.utime(file, ns=(1, 1))
        return real(*words, **more)

    monkeypatch.setattr(module, "_begin", begun)
    # of a Parquet file the end tells what is in it: one that has grown is none any more
    with pytest.raises(Problem, match=r"changed while it was read|is not a whole Parquet file"):
        kind.take(tmp_path / "w", file)
    assert _files(tmp_path / "w") == []
