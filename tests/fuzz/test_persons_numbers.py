"""A CPR number in any cell of any file, its head included, reaches neither a message nor the store."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from io import BytesIO
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


AS_NUMBER = 1212701234  # the cell of a workbook, where its number is written as one
_AS_TEXT = re.compile(rf"{AS_NUMBER}(?!\.0)")  # as a figure it has a point: 1212701234.0


def _nothing_of_it(kind: Kind, workspace: Path, file: Path, where: object) -> None:
    create(workspace, "580")
    try:
        told = repr(kind.take(workspace, file))
    except Problem as problem:
        told = repr(problem.text)
    for found in (told, _stored(workspace)):
        assert NUMBER not in found, where
        assert not _AS_TEXT.search(found), where


def _in_workbook(content: bytes) -> Iterator[tuple[object, bytes]]:
    """The workbook with the number in one cell of the first two rows of a sheet, or as a sheet's name."""
    import openpyxl

    sheets = [list(sheet.iter_rows(max_row=2)) for sheet in openpyxl.load_workbook(BytesIO(content))]
    places: list[tuple[int, int, int]] = [
        (at, cell.row, cell.column) for at, rows in enumerate(sheets) for row in rows for cell in row
    ]
    for turn, place in enumerate([*places, *((at, 0, 0) for at in range(len(sheets)))]):
        book = openpyxl.load_workbook(BytesIO(content))
        at, row, column = place
        sheet = book.worksheets[at]
        if row == 0:
            sheet.title = f"ark {NUMBER}"
        else:
            sheet.cell(row, column).value = (NUMBER, f"se {NUMBER} her", AS_NUMBER)[turn % 3]
        out = BytesIO()
        book.save(out)
        yield place, out.getvalue()


def _in_json(content: bytes) -> Iterator[tuple[object, bytes]]:
    """The JSON with the number in place of one value, or in one key."""

    def changed(raw: object, path: tuple[object, ...]) -> Iterator[tuple[object, object]]:
        yield path, NUMBER
        yield (*path, "in words"), f"se {NUMBER} her"
        if isinstance(raw, dict):
            for key, value in raw.items():
                yield (*path, key, "key"), {(NUMBER if k == key else k): v for k, v in raw.items()}
                for where, other in changed(value, (*path, key)):
                    yield where, {**raw, key: other}
        elif isinstance(raw, list):
            for at, value in enumerate(raw):
                for where, other in changed(value, (*path, at)):
                    yield where, [*raw[:at], other, *raw[at + 1 :]]

    for where, other in changed(json.loads(content), ()):
        yield where, json.dumps(other, ensure_ascii=False).encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.name.endswith(".xlsx")])
def test_no_persons_number_comes_in_from_a_workbook(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    kind = KINDS[name]
    for turn, (where, content) in enumerate(_in_workbook(kind.good())):
        (tmp_path / kind.name).write_bytes(content)
        _nothing_of_it(kind, tmp_path / f"w{turn}", tmp_path / kind.name, where)


@pytest.mark.slow
def test_no_persons_number_comes_in_from_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    kind = KINDS["jobindsats"]
    for turn, (where, content) in enumerate(_in_json(kind.good())):
        (tmp_path / kind.name).write_bytes(content)
        _nothing_of_it(kind, tmp_path / f"w{turn}", tmp_path / kind.name, where)


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
