"""Bad week files: one clear message that says file, place, value, what is allowed and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from dream_files import KEY, csv, parquet, read

from pejling.sources.dream import DreamOptions, open_dream
from pejling.terms.problem import Problem


def refused(path: Path, options: DreamOptions | None = None) -> str:
    with pytest.raises(Problem) as caught:
        read(path, options)
    told = caught.value.text
    assert path.name in told.en
    assert path.name in told.da
    assert told.da != told.en
    return told.en


def assert_says(message: str, *parts: str) -> None:
    for part in parts:
        assert part in message, message


CSV = {
    "wrong delimiter": (
        "lobenr|y_1401\n1|111\n",
        ["line 1", "no column of persons (lobenr or PNR)", "(;, ,, tab)"],
    ),
    "wrong delimiter shows the header": ("lobenr|y_1401\n1|111\n", ["'lobenr|y_1401'", "Save the file with"]),
    "no person column": ("id;y_1401\n1;111\n", ["no column of persons", "lobenr or PNR", "'id', 'y_1401'"]),
    "no week columns": ("lobenr;kon\n1;1\n", ["no week columns", "y_YYWW", "'lobenr', 'kon'"]),
    "no such week": ("lobenr;y_1453\n1;111\n", ["column y_1453", "week 53 of 2014", "01 to 52"]),
    "text for a code": (
        "lobenr;y_1401;y_1402\n1;111;\n2;;dagpenge\n",
        ["line 3", "column y_1402", "'dagpenge'", "whole number", "Correct the cell"],
    ),
    "half a code": ("lobenr;y_1401\n1;111\n2;111.5\n", ["line 3", "column y_1401", "'111.5'"]),
    "a code below 0": ("lobenr;y_1401\n1;-1\n", ["line 2", "'-1'", "from 0"]),
    "a code far too high": ("lobenr;y_1401\n1;99999\n", ["line 2", "'99999'", "32767"]),
    "text for a municipality": (
        "lobenr;y_1401;nykom2014\n1;;Aabenraa\n",
        ["line 2", "column nykom2014", "'Aabenraa'", "such as 580"],
    ),
    "text for sex": ("lobenr;y_1401;kon\n1;;K\n", ["line 2", "column kon", "'K'", "1 is a man, 2 a woman"]),
    "a third sex code": ("lobenr;y_1401;kon\n1;;1\n2;;3\n", ["line 3", "column kon", "'3'"]),
    "a fourth origin": (
        "lobenr;y_1401;ie_type\n1;;4\n",
        ["line 2", "column ie_type", "'4'", "2 an immigrant"],
    ),
    "a match group too high": (
        "lobenr;y_1401;visit1_kv2014;visit2_kv2014\n1;;;\n2;;1;10\n",
        ["line 3", "column visit2_kv2014", "'10'", "from 1 to 9", "0 or blank is none"],
    ),
    "text for a match group": (
        "lobenr;y_1401;visit1_kv2014\n1;;jobparat\n",
        ["line 2", "column visit1_kv2014", "'jobparat'"],
    ),
    "no date": (
        "lobenr;y_1401;foedselsdato\n1;;1980-02-30\n",
        ["line 2", "column foedselsdato", "'1980-02-30'", "31-12-1970"],
    ),
    "a date long ago": ("lobenr;y_1401;foedselsdato\n1;;0080-02-20\n", ["line 2", "0080-02-20", "1850"]),
    "a year of two digits": (
        "lobenr;y_1401;foedselsaar\n1;;80\n",
        ["line 2", "foedselsaar", "'80'", "four digits"],
    ),
    "an impossible age": ("lobenr;y_1401;alder2014\n1;;200\n", ["line 2", "alder2014", "'200'", "0 to 130"]),
    "a blank person": ("lobenr;y_1401\n1;111\n ;111\n", ["line 3", "column lobenr", "the cell is blank"]),
    "unknown codes": (
        "lobenr;y_1401;y_1402\n1;555;555\n2;556;555\n",
        [
            "555 in 3 weeks of 2 persons",
            "556 in 1 weeks of 1 persons",
            "--accept-unknown-codes",
            "code table",
        ],
    ),
    "unknown municipalities": (
        "lobenr;y_1401;nykom2013;nykom2014\n1;;298;298\n2;;101;299\n",
        ["298 in 2 person-years", "299 in 1 person-years", "--accept-unknown-areas", "98 municipalities"],
    ),
    "seven digits for a municipality": (
        "lobenr;y_1401;nykom2014\n1;;7777777\n",
        ["line 2", "column nykom2014", "'7777777'", "at most six digits"],
    ),
    "both unknown": (
        "lobenr;y_1401;nykom2013\n1;555;298\n",
        ["555 in 1 weeks", "298 in 1 person-years"],
    ),
    "too few cells": ("lobenr;y_1401;y_1402\n1;111;\n2;111\n", ["line 3", "2 cells", "3 columns"]),
    "too many cells": ("lobenr;y_1401\n\n1;111\n2;111;5\n", ["line 4", "3 cells", "2 columns"]),
    "a header only": ("lobenr;y_1401\n", ["header line but no persons"]),
    "a header and blank lines": ("lobenr;y_1401\n\n\n", ["header line but no persons"]),
    "nothing": ("", ["the file is empty"]),
    "blank lines": ("\n\n  \n", ["the file is empty"]),
    "a mark of byte order only": (b"\xef\xbb\xbf", ["the file is empty"]),
    "UTF-16": ("lobenr;y_1401\n1;111\n".encode("utf-16"), ["UTF-16", "UTF-8 or Windows-1252"]),
    "a zip file": (b"PK\x03\x04" + bytes(100), ["zip file or an Excel workbook", "CSV"]),
    "binary": (b"\x01\x00\x02\x00" * 50, ["neither CSV nor a whole Parquet file"]),
}


def test_a_problem_is_danish_too(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401\n1;111\n2;dagpenge\n")
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.text.da == (
        "uger.csv, linje 3, kolonne y_1401: 'dagpenge' kan ikke læses; en ydelseskode er et helt tal fra 0 "
        "til 32767 eller blank. Ret cellen, eller spørg den, der har lavet filen, hvad den betyder; rækker "
        "udelades aldrig uden besked."
    )


@pytest.mark.parametrize("case", CSV)
@pytest.mark.parametrize("block", [1, 25_000])
def test_csv(tmp_path, case, block):
    content, parts = CSV[case]
    assert_says(refused(csv(tmp_path, content), DreamOptions(block=block)), *parts)


def test_the_line_is_the_files_own_also_after_blank_lines_and_in_a_later_block(tmp_path):
    text = "\n\nlobenr;y_1401\n" + "".join(f"{n};111\n" for n in range(5)) + "\n5;x\n"
    # two blank lines, the header, five persons, a blank line: the cell stands in line 10
    assert_says(refused(csv(tmp_path, text), DreamOptions(block=2)), "line 10", "'x'")


@pytest.mark.parametrize(
    ("column", "parts"),
    [
        (pa.array(["111", "x"]), ["row 2", "column y_1401", "'x'"]),
        (pa.array(["111", "x"]).dictionary_encode(), ["row 2", "'x'"]),
        (pa.array([111.0, 1.5]), ["row 2", "'1.5'", "whole number"]),
        (pa.array([111.0, float("inf")]), ["row 2", "'inf'"]),
        (pa.array([111, -1], pa.int16()), ["row 2", "'-1'"]),
        (pa.array([111, 70_000], pa.int32()), ["row 2", "'70000'", "32767"]),
        (pa.array([True, False]), ["row 1", "'true'"]),
        (pa.array([[1], [2]]), ["column y_1401", "list<", "numbers or texts"]),
    ],
)
def test_parquet_cells(tmp_path, column, parts):
    path = parquet(tmp_path, {"lobenr": [1, 2], "y_1401": column})
    assert_says(refused(path), *parts)
    if len(parts) > 1 and parts[0] == "row 2":
        assert "row 2" in refused(path, DreamOptions(block=1))


def test_duplicate_persons_are_told_by_line_across_blocks(tmp_path):
    text = "lobenr;y_1401\n7;111\n8;111\n\n7;111\n9;\n8;\n7;\n"
    for block in (1, 3, 100):
        message = refused(csv(tmp_path, text), DreamOptions(block=block))
        assert_says(message, "column lobenr", "line 2 and line 5", "line 3 and line 7", "line 2 and line 8")
        assert "one row a person" in message


def test_duplicate_persons_are_told_by_row_in_parquet(tmp_path):
    path = parquet(tmp_path, {"lobenr": [1, 2, 1], "y_1401": [0, 0, 0]}, row_group_size=1)
    assert_says(refused(path, DreamOptions(block=1)), "row 1 and row 3", "column lobenr")


def test_many_duplicates_are_counted_not_listed(tmp_path):
    path = parquet(tmp_path, {"lobenr": [1] * 9, "y_1401": [0] * 9})
    assert_says(refused(path), "row 1 and row 6", "and 3 pairs more")


def test_no_message_holds_a_cpr_number(tmp_path):
    cpr = "010170-1234"
    files = [
        csv(tmp_path, f"PNR;y_1401\n{cpr};111\n0101701234;\n", "twice.csv"),
        csv(tmp_path, f"PNR;y_1401\n{cpr}\n{cpr};1;1\n", "ragged.csv"),
        csv(tmp_path, f"lobenr;y_1401\n1;{cpr}\n", "shifted.csv"),
        csv(tmp_path, f"{cpr};111\n0202702345;111\n", "no_header.csv"),
        csv(tmp_path, f"{cpr}|111\n0202702345|111\n", "no_header_bars.csv"),
        csv(tmp_path, f'PNR;y_1401\n"{cpr};111\n', "quote.csv"),
    ]
    for path in files:
        with pytest.raises(Problem) as caught:
            read(path)
        message = caught.value.text.da + caught.value.text.en
        assert "1234" not in message, message
        assert "0202702345" not in message, message


@pytest.mark.parametrize(
    "number", ["0105701000", "105701000", "010570-1000", "01.05.70-1000", "0105701000.0"]
)
def test_a_cpr_number_in_place_of_a_municipality_is_never_accepted_nor_shown(tmp_path, number):
    options = DreamOptions(accept_unknown_areas=True, accept_unknown_codes=True)
    bare = int("".join(sign for sign in number.removesuffix(".0") if sign.isdigit()))
    files = [
        csv(tmp_path, f"lobenr;y_1401;nykom2014\n1;;580\n2;;{number}\n"),
        parquet(tmp_path, {"lobenr": [1, 2], "y_1401": [0, 0], "nykom2014": ["580", number]}, "text.parquet"),
        parquet(tmp_path, {"lobenr": [1, 2], "y_1401": [0, 0], "nykom2014": [580, bare]}, "whole.parquet"),
        parquet(
            tmp_path, {"lobenr": [1, 2], "y_1401": [0, 0], "nykom2014": [580.0, float(bare)]}, "float.parquet"
        ),
    ]
    for path in files:
        with pytest.raises(Problem) as caught:
            read(path, options)
        assert_says(
            caught.value.text.en, "column nykom2014", "'(10 digits)", "at most six digits such as 580"
        )
        assert_says(caught.value.text.da, "kolonne nykom2014", "'(10 cifre)", "højst seks cifre")
        assert "1000" not in caught.value.text.en + caught.value.text.da


def test_a_header_that_is_no_header_is_told(tmp_path):
    # one cell of more than 131,072 signs, the most that a cell of CSV may have
    path = csv(tmp_path, "lobenr;" + "x" * 200_000 + "\n1;2\n")
    assert_says(refused(path), "line 1", "the header cannot be read", "make the file again")


def test_a_truncated_parquet_file(tmp_path):
    whole = parquet(tmp_path, {"lobenr": list(range(1000)), "y_1401": [111] * 1000})
    content = whole.read_bytes()
    for length in (5, len(content) // 2, len(content) - 1):
        whole.write_bytes(content[:length])
        assert_says(
            refused(whole), "not a whole Parquet file", "truncated or damaged", "Copy or make it again"
        )
    whole.write_bytes(content[4:])
    assert_says(refused(whole), "neither CSV nor a whole Parquet file")


def test_a_parquet_file_damaged_inside(tmp_path):
    values = np.random.default_rng(1).integers(0, 900, 5000)
    path = parquet(
        tmp_path, {"lobenr": np.arange(5000), "y_1401": values}, use_dictionary=False, compression="snappy"
    )
    content = bytearray(path.read_bytes())
    content[30:20_000] = bytes(19_970)
    path.write_bytes(bytes(content))
    assert_says(refused(path), "not a whole Parquet file", "damaged")


def test_a_parquet_file_without_persons_or_columns(tmp_path):
    none = parquet(tmp_path, {"lobenr": pa.array([], pa.int64()), "y_1401": pa.array([], pa.int16())})
    assert_says(refused(none), "no persons")
    assert_says(refused(parquet(tmp_path, {"y_1401": [1]}, "a.parquet")), "no column of persons")
    assert_says(refused(parquet(tmp_path, {"PNR": [1]}, "b.parquet")), "no week columns")


def test_what_is_no_file(tmp_path):
    assert_says(refused(tmp_path / "missing.csv"), "no such file", "Check the name")
    assert_says(refused(tmp_path), "this is a folder")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401\n1;111\n")
    path.chmod(0)
    assert_says(refused(path), "cannot be read", "Check your right")


def test_a_key_that_is_no_key(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401\n1;111\n")
    with pytest.raises(Problem, match="the pseudonym key has 3 bytes; allowed are 16 to 64"):
        list(open_dream(path, b"key").blocks())
    assert len(list(open_dream(path, KEY).blocks())) == 1
