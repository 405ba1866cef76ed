"""Quotation marks in CSV: what the fast pass calls plain, Python's own strict reader can read."""

from __future__ import annotations

import csv as standard
import io
import tempfile
from pathlib import Path

import pytest
from casework_files import csv, extract, part
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pejling.sources import casework_table
from pejling.sources.casework_table import _Csv

HEAD = "person;note\n"


def plainly(text: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return _Csv(csv(Path(folder), HEAD + text))._plainly_quoted()


def strictly(text: str) -> bool:
    try:
        list(standard.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except standard.Error:
        return False
    return True


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.text('";\n\rab', max_size=14))
@example('1;"a;""b"""\n')  # a doubled mark at the end of a cell
@example('1;"a\n2;b\n')  # lacks its pair
@example('1;"a" b\n')  # text after the closing mark
@example('1;a "b"\n')  # marks within a cell that does not begin with one
def test_what_is_plain_is_well_formed(text):
    if plainly(text):
        assert strictly(text)


@pytest.mark.parametrize(
    "text",
    [
        '"1";"a"\n"2";""\n',
        '1;"a;b"\n',
        '1;"to\nlinjer"\n',
        '1;"et ""citat"""\n',
        '1;""""\n',
        "1;a\n",
        '1;"a"',
    ],
)
def test_well_formed_files_need_no_second_pass(text):
    assert plainly(text)


@pytest.mark.parametrize("text", ['1;"a\n', '1;a"\n', '1;"a"b\n', '1;12" skærm\n'])
def test_what_may_be_otherwise_is_looked_at_again(text):
    assert not plainly(text)


def test_marks_at_the_edge_of_a_stretch(tmp_path, monkeypatch):
    """Stretches of every small length: the byte before and after a mark may lie in another stretch."""
    text = 'person;dato;sanktion\n1;1-1-2020;"a;""b"""\n"2";2-1-2020;""""\n'
    for size in range(1, 30):
        monkeypatch.setattr(casework_table, "BLOCK", 4 * size)
        assert _Csv(csv(tmp_path, text))._plainly_quoted()
        assert not _Csv(csv(tmp_path, text + '3;3-1-2020;"a\n'))._plainly_quoted()


def test_many_stretches_are_one_column(tmp_path, monkeypatch):
    """Texts told apart stretch by stretch are put together: the same person is one, whatever the stretch."""
    rows = [f"{row % 7};1-1-20{row % 30 + 10};x{row % 3}" for row in range(500)]
    path = csv(tmp_path, "person;dato;sanktion\n" + "\n".join(rows) + "\n")
    whole = extract(part(path)).table
    monkeypatch.setattr(casework_table, "BLOCK", 256)
    assert extract(part(path)).table.equals(whole)
    assert whole.num_rows == 210  # the row numbers modulo 7, 30 and 3: 7 x 30 different ones of 500 rows
