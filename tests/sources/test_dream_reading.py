"""DREAM week files are read the same, however they are written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from dream_files import KEY, csv, parquet, read

from pejling.sources.dream import DreamOptions, open_dream
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.layout import ColumnNames
from pejling.spells.panel import NO_BIRTHDAY
from pejling.terms.problem import Problem
from pejling.terms.week import Week


def days(*parts: int) -> int:
    return (date(*parts) - date(1970, 1, 1)).days


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_csv_with_each_delimiter(tmp_path, mark, newline):
    lines = ["lobenr;y_1402;kon;y_1401", "1;111;2;", "2;;1;730", "3; 890 ;;0"]
    found = read(csv(tmp_path, newline.join(lines).replace(";", mark) + newline))
    assert found.dream.window.weeks == (Week(2014, 1).index, Week(2014, 2).index)
    assert found.codes == [[0, 730, 0], [111, 0, 890]]  # week 1, then week 2, whatever the columns' order
    assert found.sex == [2, 1, 0]
    assert found.birthday == [NO_BIRTHDAY] * 3
    assert found.key == [bytes(row) for row in pseudonyms(["1", "2", "3"], KEY)]
    assert len(set(found.key)) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_in_each_encoding(tmp_path, encoding):
    text = 'LOBENR;bemærkning;"y_1401";Fødselsår\n"Åse 1";"blå; grøn";"111";1980\nBo;æ;;1981\n'
    options = DreamOptions(names=ColumnNames(birth_year="fødselsår"))
    found = read(csv(tmp_path, text.encode(encoding)), options)
    assert found.dream.layout.ignored == ("bemærkning",)
    assert found.codes == [[111, 0]]
    assert found.birthday == [days(1980, 7, 1), days(1981, 7, 1)]
    assert found.key == [bytes(row) for row in pseudonyms(["Åse 1", "Bo"], KEY)]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_origin_and_match_groups(tmp_path, form):
    if form == "csv":
        text = "lobenr;IE_TYPE;y_1401;visit02_kv2014;Visit1_kv2014\n1;2;;;3\n2;;;0;1.0\n3;1;; 9 ;.\n"
        path = csv(tmp_path, text)
    else:
        columns = {
            "lobenr": [1, 2, 3],
            "IE_TYPE": pa.array(["2", None, "1"]).dictionary_encode(),
            "y_1401": pa.array([None] * 3, pa.int16()),
            "visit02_kv2014": pa.array([None, 0, 9], pa.int8()),
            "Visit1_kv2014": pa.array([3.0, 1.0, None]),
        }
        path = parquet(tmp_path, columns)
    (block,) = open_dream(path, KEY).blocks()
    assert block.origin is not None
    assert block.origin.tolist() == [2, 0, 1]
    assert block.quarters == (2014 * 4, 2014 * 4 + 1)
    assert block.visitation is not None
    assert block.visitation.tolist() == [[3, 1, 0], [0, 0, 9]]
    assert block.origin.dtype == block.visitation.dtype == np.int8


def test_without_such_columns_neither_is_given(tmp_path):
    (block,) = open_dream(csv(tmp_path, "lobenr;y_1401\n1;\n"), KEY).blocks()
    assert (block.origin, block.quarters, block.visitation) == (None, (), None)


def test_blank_lines_before_the_header_and_between_rows(tmp_path):
    found = read(csv(tmp_path, "\n\nlobenr;y_1401\n\n1;111\n\n2;\n"))
    assert found.codes == [[111, 0]]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_counted_alike_whatever_ends_them(tmp_path, newline, mark):
    # a blank line, the header, 1,000 persons from line 3; person 700 stands in line 703
    lines = [mark, "lobenr;y_1401;navn", *(f"{n};111;Åse" for n in range(1000))]
    found = read(csv(tmp_path, newline.join(lines)), DreamOptions(block=300))
    assert found.codes == [[111] * 1000]
    assert found.blocks == [300, 300, 300, 100]
    lines[702] = "700;x;Åse"
    with pytest.raises(Problem, match="line 703, column y_1401: 'x'"):
        read(csv(tmp_path, newline.join(lines)), DreamOptions(block=300))
    lines[702] = "700;111"
    with pytest.raises(Problem, match="line 703: 2 cells, but the header has 3 columns"):
        read(csv(tmp_path, newline.join(lines)), DreamOptions(block=300))


COLUMNS = {
    "int16": pa.array([111, None, 0, 740], pa.int16()),
    "int64": pa.array([111, None, 0, 740], pa.int64()),
    "uint8": pa.array([111, None, 0, 74], pa.uint8()),
    "no blanks": pa.array([111, 0, 0, 740], pa.int16()),
    "double": pa.array([111.0, float("nan"), None, 740.0]),
    "float": pa.array([111.0, float("nan"), None, 740.0], pa.float32()),
    "text": pa.array(["111", "", " ", "740"]),
    "odd text": pa.array([" 111 ", None, "nan", "740.0"], pa.large_string()),
    "quoted": pa.array(['"111"', ".", '""', "740,0"]),
    "dictionary of text": pa.array(["111", None, "", "740"]).dictionary_encode(),
    "dictionary of numbers": pa.array([111, None, 0, 740], pa.int16()).dictionary_encode(),
    "decimal": pa.array([Decimal("111.00"), None, Decimal("0.00"), Decimal("740.00")]),
    "bytes": pa.array([b"111", None, b"", b"740"]),
    "nothing": pa.nulls(4),
}


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("block", [1, 3, 25_000])
def test_parquet_with_codes_of_each_kind(tmp_path, kind, block):
    columns = {
        "y_1402": COLUMNS[kind],
        "lobenr": [1, 2, 3, 4],
        "y_1401": pa.array([730, None, 1, 2], pa.int16()),
    }
    path = parquet(tmp_path, columns, row_group_size=3)
    found = read(path, DreamOptions(block=block, accept_unknown_codes=True))
    expected = {"uint8": [111, 0, 0, 74], "nothing": [0, 0, 0, 0]}.get(kind, [111, 0, 0, 740])
    assert found.codes == [[730, 0, 1, 2], expected]
    assert sum(found.blocks) == 4
    assert max(found.blocks) <= block


def test_blank_cells_are_0_whatever_lies_under_them(tmp_path):
    under = pa.Array.from_buffers(
        pa.int16(),
        3,
        [pa.py_buffer(bytes([0b101])), pa.py_buffer(np.array([111, 999, 740], "int16").tobytes())],
    )
    assert read(parquet(tmp_path, {"lobenr": [1, 2, 3], "y_1401": under})).codes == [[111, 0, 740]]


@pytest.mark.parametrize("block", [1, 7, 8, 100])
def test_a_large_row_group_is_read_in_blocks(tmp_path, block):
    numbers = np.arange(40)
    codes = pa.array(np.full(40, 111, "int16"), mask=numbers % 3 == 0)
    path = parquet(
        tmp_path,
        {"lobenr": numbers, "y_1401": codes, "branche_2014_01": pa.array(numbers, mask=numbers % 2 == 0)},
    )
    found = read(path, DreamOptions(block=block))
    assert found.codes == [[0 if n % 3 == 0 else 111 for n in range(40)]]
    assert found.work == [[n % 2 == 1 for n in range(40)]]
    assert found.blocks == [min(block, 40 - start) for start in range(0, 40, block)]
    assert found.dream.progress == (40, 40)


def test_csv_in_blocks(tmp_path):
    text = "lobenr;y_1401\n" + "".join(f"{n};{111 if n % 2 else ''}\n" for n in range(10))
    found = read(csv(tmp_path, text), DreamOptions(block=4))
    assert found.codes == [[111 if n % 2 else 0 for n in range(10)]]
    assert found.blocks == [4, 4, 2]
    assert found.dream.progress == (len(text), len(text))


@pytest.mark.parametrize(
    "industry",
    [
        pa.array(["841100", "", None, " ", "0"]),
        pa.array([841100, 0, None, 0, 0], pa.int32()),
        pa.array([841100.0, float("nan"), None, 0.0, 0.0]),
        pa.array(["Offentlig administration", None, "", "0", "0.0"]).dictionary_encode(),
    ],
)
def test_an_industry_is_a_job_and_blank_or_0_is_none(tmp_path, industry):
    path = parquet(tmp_path, {"lobenr": list(range(5)), "y_1401": [0] * 5, "branche_2014_01": industry})
    found = read(path)
    assert found.work == [[True, False, False, False, False]]
    assert found.dream.window.work_months == (2014 * 12,)


def test_municipalities_mapped_counted_in_the_country_or_refused(tmp_path):
    # 580 stands; 411 Christiansø, 9xx and 545 (Rødekro, abolished in 2007) count in the country only;
    # 899 is mapped by the user's table
    columns = {
        "lobenr": [1, 2, 3, 4, 5, 6],
        "y_1401": [0] * 6,
        "nykom2014": [580, 411, 980, None, 545, 899],
        "nykom2013": ["580", "580", "", "510.0", "0", "580"],
    }
    found = read(parquet(tmp_path, columns), DreamOptions(areas={899: 101}))
    assert found.dream.layout.years == (2013, 2014)
    assert found.municipality == [[580, 580, 0, 510, 0, 580], [580, 0, 0, 0, 0, 101]]


def test_unknown_municipalities_accepted_count_in_the_country_only(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401;nykom2013;nykom2014\n1;;298;580\n2;;298;7777\n")
    found = read(path, DreamOptions(accept_unknown_areas=True))
    assert found.municipality == [[0, 0], [580, 0]]
    assert found.dream.unknown_areas == {298: 2, 7777: 1}


@pytest.mark.parametrize(
    "column",
    [
        pa.array([date(1980, 2, 29), None]),
        pa.array([datetime(1980, 2, 29), None]),
        pa.array(["1980-02-29", ""]),
        pa.array(["29-02-1980", None]),
        pa.array(["29.02.1980", "."]),
        pa.array(["29/2/1980", " "]),
        pa.array(["1980-02-29 00:00:00", "nan"]),
        pa.array(["29FEB1980", "0"]),
        pa.array([19800229, None]),
        pa.array([19800229.0, float("nan")]),
    ],
)
def test_dates_of_birth(tmp_path, column):
    found = read(parquet(tmp_path, {"lobenr": [1, 2], "y_1401": [0, 0], "FOEDSELSDATO": column}))
    assert found.birthday == [days(1980, 2, 29), NO_BIRTHDAY]


def test_birthday_from_the_best_source_that_a_person_has(tmp_path):
    # 1: date; 2: year => 1 July; 3: age 33 on 1 January 2014 => born 2014 - 1 - 33 = 1980; 4: only the older
    # age column, age 0 on 1 January 2010 => 2009; 5: nothing
    text = (
        "lobenr;y_1401;foedselsaar;alder2010;alder2014;foedselsdato\n"
        "1;;1950;1;1;1980-05-05\n2;;1981;1;1;\n3;;;29;33;\n4;;0;0;;\n5;;;;;\n"
    )
    assert read(csv(tmp_path, text)).birthday == [
        days(1980, 5, 5),
        days(1981, 7, 1),
        days(1980, 7, 1),
        days(2009, 7, 1),
        NO_BIRTHDAY,
    ]


def test_cpr_numbers_with_and_without_hyphen_and_leading_nought_are_one_person(tmp_path):
    written = [
        csv(tmp_path, "PNR;y_1401\n010170-1234\n".replace("1234", "1234;"), "a.csv"),
        csv(tmp_path, "pnr;y_1401\n0101701234;\n", "b.csv"),
        csv(tmp_path, 'PNR;y_1401\n" 0101701234 ";\n', "c.csv"),
        parquet(tmp_path, {"PNR": [101701234], "y_1401": [0]}, "d.parquet"),
        parquet(tmp_path, {"PNR": [101701234.0], "y_1401": [0]}, "e.parquet"),
    ]
    assert {read(path).key[0] for path in written} == {bytes(pseudonyms(["0101701234"], KEY)[0])}


def test_cpr_numbers_give_birthday_and_sex_where_no_column_does(tmp_path):
    # last digit even: woman; the seventh digit 4 with year 00-36: 2000-2036 (CPR-kontoret's table)
    found = read(csv(tmp_path, "PNR;y_1401\n311299-1235;\n010110-4000;\n"))
    assert found.birthday == [days(1999, 12, 31), days(2010, 1, 1)]
    assert found.sex == [1, 2]
    assert found.dream.without_cpr == 0


def test_columns_go_before_what_the_cpr_number_says(tmp_path):
    found = read(csv(tmp_path, "PNR;y_1401;kon;foedselsaar\n311299-1235;;2;1998\n010110-4001;;;\n"))
    assert found.birthday == [days(1998, 7, 1), days(2010, 1, 1)]
    assert found.sex == [2, 0]


def test_a_pnr_that_is_no_cpr_number_is_a_person_all_the_same(tmp_path):
    found = read(csv(tmp_path, "PNR;y_1401\n000000012345;111\n9999999999;\n"))
    assert found.birthday == [NO_BIRTHDAY, NO_BIRTHDAY]
    assert found.sex == [0, 0]
    assert found.dream.without_cpr == 2


def test_one_person_whether_the_number_is_whole_decimal_or_text(tmp_path):
    files = [
        parquet(tmp_path, {"lobenr": column, "y_1401": [0]}, f"{n}.parquet")
        for n, column in enumerate([pa.array([12]), pa.array([12.0]), pa.array(["12"]), pa.array([" 12.0 "])])
    ]
    assert len({read(path).key[0] for path in files}) == 1


def test_unknown_codes_are_counted_over_all_blocks(tmp_path):
    # 555 and 556 stand in no table: 555 in 3 weeks of 2 persons, 556 in 1 of 1
    text = "lobenr;y_1401;y_1402\n1;555;555\n2;111;\n3;;555\n4;111;556\n5;100;999\n"
    for block in (1, 2, 4, 10):
        dream = open_dream(csv(tmp_path, text), KEY, DreamOptions(block=block, accept_unknown_codes=True))
        assert sum(part.persons for part in dream.blocks()) == 5
        assert {c: (s.weeks, s.persons) for c, s in dream.unknown_codes.items()} == {555: (3, 2), 556: (1, 1)}


def test_unknown_codes_stop_only_when_all_is_read(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401\n1;555\n2;556\n")
    blocks = open_dream(path, KEY, DreamOptions(block=1)).blocks()
    assert next(blocks).persons == 1
    assert next(blocks).persons == 1
    with pytest.raises(Problem, match="555 in 1 weeks of 1 persons; 556 in 1 weeks of 1 persons"):
        next(blocks)
