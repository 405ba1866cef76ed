"""A CPR number in any cell of any file, its head included, reaches neither a message nor the store."""

import csv
import gzip
import io
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fuzz.kinds import KINDS, Kind
from pejling.app.workspaces import create
from pejling.terms.problem import Problem

NUMBER = "010170-1234"
CSV = {name: kind for name, kind in KINDS.items() if kind.name.endswith(".csv")}


def _stored(folder: Path) -> str:
    """All that lies there, as text."""
    found = []
    for file in folder.rglob("*"):
        if file.suffix == ".parquet":
            table = pq.read_table(file)
            found.append(f"{table.schema}{table.to_pydict()}")
        elif file.is_file():
            content = file.read_bytes()
            found.append(str(gzip.decompress(content) if file.suffix == ".gz" else content))
    return "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("line", [0, 1])
@pytest.mark.parametrize("kind", CSV.values(), ids=CSV)
def test_no_persons_number_comes_in(
    kind: Kind, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    text = kind.good().decode("utf-8-sig")
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    file = tmp_path / kind.name
    for place in range(len(rows[line])):
        workspace = tmp_path / f"w{place}"
        create(workspace, "580")
        changed = [[*row] for row in rows]
        changed[line][place] = f"se {NUMBER} her" if place % 2 else NUMBER
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=delimiter).writerows(changed)
        try:
            told = repr(kind.take(workspace, file))
        except Problem as problem:
            told = repr(problem.text)
        assert NUMBER not in told, rows[0][place]
        assert NUMBER not in _stored(workspace), rows[0][place]


@pytest.mark.parametrize("name", ["010170-1234.csv", "klage_0101701234_ny.csv", "311299 1234.csv"])
def test_a_file_that_is_called_by_a_persons_number_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "w", "580")
    (tmp_path / name).write_bytes(KINDS["published"].good())
    with pytest.raises(Problem, match="looks like a CPR number"):
        KINDS["published"].take(tmp_path / "w", tmp_path / name)
    assert _stored(tmp_path / "w" / "store") == ""


@pytest.mark.parametrize(
    "name", ["svar_20260822123000.csv", "2026-08-22_1230.csv", "1700000000.csv", "580.csv"]
)
def test_times_and_codes_in_names_are_no_persons(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "w", "580")
    (tmp_path / name).write_bytes(KINDS["published"].good())
    KINDS["published"].take(tmp_path / "w", tmp_path / name)
