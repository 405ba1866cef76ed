"""Figures in another dress (encoding, line ends, delimiter, order of columns) are the same figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from fuzz.kinds import KINDS
from pejling.app.workspaces import create
from pejling.store.observations import read_observations
from pejling.store.workspace import Workspace

DRESSES: dict[str, Callable[[bytes], bytes]] = {
    "windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "cp1252": lambda data: data.decode().encode("cp1252"),
    "blank lines": lambda data: b"\n" + data + b"\n\n",
    "columns the other way round": lambda data: _rewritten(data, turned=True),
    "tabs": lambda data: _rewritten(data, delimiter="\t"),
    "everything in quotation marks": lambda data: _rewritten(data, quoting=csv.QUOTE_ALL),
    "capital heads": lambda data: data.split(b"\n", 1)[0].upper() + b"\n" + data.split(b"\n", 1)[1],
}
OF_FIGURES = [name for name, kind in KINDS.items() if kind.name.endswith(".csv") and kind.figures]


def _rewritten(data: bytes, turned: bool = False, delimiter: str = "", quoting: int = 0) -> bytes:
    text = data.decode()
    sign = ";" if ";" in text.split("\n", 1)[0] else ","
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter or sign, lineterminator="\n", quoting=quoting)
    for row in csv.reader(io.StringIO(text), delimiter=sign):
        writer.writerow(row[::-1] if turned else row)
    return out.getvalue().encode()


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("name", OF_FIGURES)
def test_a_dress_changes_no_figure(name, dress, tmp_path, monkeypatch):
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    kind = KINDS[name]
    tables = []
    for folder, data in (("plain", kind.good()), ("dressed", DRESSES[dress](kind.good()))):
        create(tmp_path / folder, "580")
        file = tmp_path / kind.name
        file.write_bytes(data)
        kind.take(tmp_path / folder, file)
        table = read_observations(Workspace.open(tmp_path / folder))
        tables.append(table.drop_columns(["vintage", "origin"]))  # its id, and the line of the file
    assert tables[0].num_rows > 0
    assert tables[0].equals(tables[1])
