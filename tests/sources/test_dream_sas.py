"""SAS week files are read as others are: numbers, missing ones, texts, dates, blocks, what is refused."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from dream_files import KEY, csv, read

from pejling.sources.dream import DreamOptions, open_dream
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.panel import NO_BIRTHDAY
from pejling.terms.problem import Problem

pytest.importorskip("pyreadstat", reason="the extra `sas` is not installed")
from sas_files import sas7bdat

DAY = (date(1980, 2, 29) - date(1970, 1, 1)).days
COLUMNS = {
    "LOBENR": [1, 2, 3, 4, 5],
    "y_1402": [111, None, 730, None, 0],
    "y_1401": [None, None, None, 740, 32767],
    "branche_2014_01": [412000, None, 0, None, 1],
    "nykom2014": [580, None, 411, 580, 101],
    "kon": [1, 2, None, 1, 2],
    "foedselsdato": [date(1980, 2, 29), None, None, None, date(1980, 2, 29)],
}


@pytest.mark.parametrize("block", [1, 2, 25_000])
@pytest.mark.parametrize("portion", [1, 3, 2_500])
def test_a_sas_file_in_blocks(tmp_path, monkeypatch, block, portion):
    monkeypatch.setattr("pejling.sources.dream_sas.ROWS_AT_A_TIME", portion)
    options = DreamOptions(block=block, accept_unknown_codes=True)
    found = read(sas7bdat(tmp_path / "uger.sas7bdat", COLUMNS), options)
    assert found.codes == [[0, 0, 0, 740, 32767], [111, 0, 730, 0, 0]]  # week 1, then week 2
    assert found.work == [[True, False, False, False, True]]
    assert found.municipality == [[580, 0, 0, 580, 101]]
    assert found.sex == [1, 2, 0, 1, 2]
    assert found.birthday == [DAY, NO_BIRTHDAY, NO_BIRTHDAY, NO_BIRTHDAY, DAY]
    assert found.key == [bytes(row) for row in pseudonyms(["1", "2", "3", "4", "5"], KEY)]
    assert found.blocks == [min(block, 5 - start) for start in range(0, 5, block)]
    assert found.dream.progress == (5, 5)


def test_persons_and_codes_as_texts(tmp_path):
    path = sas7bdat(tmp_path / "u.sas7bdat", {"PNR": ["0101701234", "0202702345"], "y_1401": ["111", ""]})
    found = read(path)
    assert found.codes == [[111, 0]]
    assert found.key == [bytes(row) for row in pseudonyms(["0101701234", "0202702345"], KEY)]


@pytest.mark.parametrize(("cell", "told"), [(111.5, "'111.5'"), (-1, "'-1"), (70_000, "'70000")])
def test_a_bad_cell_is_told_by_row_and_column(tmp_path, cell, told):
    path = sas7bdat(tmp_path / "u.sas7bdat", {"lobenr": [1, 2, 3], "y_1401": [111, 111, cell]})
    for block in (1, 3):
        with pytest.raises(Problem, match=r"u.sas7bdat, row 3, column y_1401") as caught:
            read(path, DreamOptions(block=block))
        assert told in caught.value.text.en


def test_a_transport_file(tmp_path):
    import pandas as pd
    import pyreadstat

    path = tmp_path / "u.xpt"
    frame = pd.DataFrame({"lobenr": [1.0, 2.0, 3.0], "y_1401": [111.0, float("nan"), 740.0]})
    pyreadstat.write_xport(frame, str(path))
    assert read(path, DreamOptions(block=2)).codes == [[111, 0, 740]]


def test_a_damaged_file(tmp_path):
    path = sas7bdat(tmp_path / "u.sas7bdat", {"lobenr": list(range(2000)), "y_1401": [111] * 2000})
    content = path.read_bytes()
    for length in (100, len(content) // 2):
        path.write_bytes(content[:length])
        with pytest.raises(Problem, match="not a whole SAS file") as caught:
            read(path)
        assert "ikke en hel SAS-fil" in caught.value.text.da


def test_without_what_reads_them_it_is_said_what_to_install(tmp_path, monkeypatch):
    path = sas7bdat(tmp_path / "u.sas7bdat", {"lobenr": [1], "y_1401": [111]})
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(Problem, match=r"pip install 'pejling\[sas\]'"):
        open_dream(path, KEY)
    assert open_dream(csv(tmp_path, "lobenr;y_1401\n1;\n"), KEY).window.weeks  # others need it not


def test_a_file_without_persons(tmp_path):
    path = sas7bdat(tmp_path / "u.sas7bdat", {"lobenr": [], "y_1401": []})
    with pytest.raises(Problem, match="no persons"):
        open_dream(path, KEY)
