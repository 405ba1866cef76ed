"""Small tables as people save them: CSV of every kind, and Excel."""

import contextlib
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.sources.csv_file import read_sheet
from pejling.terms.problem import Problem
from pejling.terms.sheet import delimited

NEEDED = ("navn", "tal")


@pytest.fixture
def read(tmp_path):
    def reading(data, name="t.csv"):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_sheet(tmp_path / name, NEEDED)

    return reading


def cells(sheet):
    return [(row.line, row.cells["navn"], row.cells["tal"]) for row in sheet.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_delimiters_encodings_and_line_ends(read, delimiter, encoding, newline):
    text = newline.join([f"Navn{delimiter}TAL", f"Sønderborg{delimiter}3", f"Ærø{delimiter}4", ""])
    sheet = read(text.encode(encoding))
    assert cells(sheet) == [(2, "Sønderborg", "3"), (3, "Ærø", "4")]
    assert (sheet.columns, sheet.delimiter) == (("navn", "tal"), delimiter)


def test_lines_are_counted_as_an_editor_counts_them(read):
    sheet = read('\nnavn,tal\n\n"to\nlinjer",1\n,\n"a ""b"" c",2\n')
    assert cells(sheet) == [(4, "to\nlinjer", "1"), (7, 'a "b" c', "2")]


def test_a_delimiter_inside_the_header_s_quotation_marks_does_not_count(read):
    assert cells(read('"navn";"tal";"a,b,c,d,e"\nx;1;2\n')) == [(2, "x", "1")]


def test_excels_own_hint_and_empty_columns_at_the_end_are_left_aside(read):
    assert cells(read("sep=;\nnavn;tal;;\nx;1;;\ny;2\t;;\n")) == [(3, "x", "1"), (4, "y", "2")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"t\.csv: the file is empty"),
        (b"  \r\n\n", r"t\.csv: the file is empty"),
        (b"navn;tal\n", "there is no row under the header"),
        (b"navn|tal\nx|1\n", r"line 1: the header 'navn\|tal' is one column; semicolon, comma and tab"),
        (b"navn;antal\nx;1\n", r"line 1: the column tal is missing\. Found: navn, antal\. Needed: navn, tal"),
        (b"a;b\nx;1\n", "line 1: the columns navn, tal are missing"),
        (b"navn;tal;Tal\nx;1;2\n", "line 1: the column 'tal' stands twice"),
        (b"navn;tal\nx;1\ny\n", "line 3: 1 cells where the header has 2 columns"),
        (b"navn,tal\nx,3,4\n", "line 2: 3 cells where the header has 2 columns"),
        (b"navn;tal;\nx;1;note\n", "line 2: 'note' stands in a column without a name"),
        (b'navn;tal\n"x;1\ny;2\n', r"line 2: the row cannot be read \(unexpected end of data\)"),
        (b'navn;tal\nz;1\n"x"y;1\n', "line 3: the row cannot be read"),
        (b"navn;tal\nS\x81nderborg;1\n", "line 2: the byte 0x81 belongs to no text"),
        (b"navn;tal\nx\0y;1\n", "line 2: the byte 0x00 belongs to no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"old form \(\.xls\) or has a password; save it as \.xlsx"),
        (b"PK\x03\x04 and nothing more", "the Excel file cannot be read"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(read, data, message):
    with pytest.raises(Problem, match=message):
        read(data)


@pytest.mark.parametrize(
    "text",
    [
        "010570-1000;111\n0202702000;1\n",  # persons without a header
        "010570-1000|111\n0202702000|1\n",
        "navn;tal;0105701000;0105701000\nx;1;2;3\n",
        "navn;tal;\nx;1;010570 1000\n",
    ],
)
def test_no_message_shows_a_cpr_number(read, text):
    with pytest.raises(Problem) as caught:
        read(text)
    told = caught.value.text
    assert "10 digits" in told.en
    assert "10 cifre" in told.da
    assert "1000" not in told.da + told.en


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Problem, match=r"absent\.csv: there is no such file"):
        read_sheet(tmp_path / "absent.csv", NEEDED)
    with pytest.raises(Problem, match="cannot be read"):
        read_sheet(tmp_path, NEEDED)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_a_problem(data):
    with contextlib.suppress(Problem):
        delimited("t.csv", data, ("a", "b"))


@pytest.fixture
def book(tmp_path):
    def making(rows, formats=None, before=()):
        made = openpyxl.Workbook()
        sheet = made.active
        for title in before:
            made.create_sheet(title, 0).append(["Læs mig"])
        for row in rows:
            sheet.append(row)
        for cell, number_format in (formats or {}).items():
            sheet[cell].number_format = number_format
        made.save(tmp_path / "t.xlsx")
        return read_sheet(tmp_path / "t.xlsx", NEEDED)

    return making


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.4, "General", "3.4"),
        (0.1 + 0.2, "General", "0.3"),  # Excel keeps and shows 15 digits
        (580, "General", "580"),
        (580.0, "General", "580"),
        (1000000, "General", "1000000"),
        (3.4, "0.00", "3.40"),
        (0, "0.00", "0.00"),
        (2.345, "0.00", "2.35"),  # half up, as Excel rounds
        (1234.5, "#,##0.0", "1234.5"),
        (-4.9, "0.0;[Red]-0.0", "-4.9"),
        (1234, '#,##0_ ;-#,##0\\ "kr."', "1234"),
        (5, '0 "pct.0"', "5"),
        (0.034, "0.0%", "3.4%"),
        (0.5, "0.##", "0.5"),
        (7, "@", "7"),
        (2500, "0,", "2500"),  # shown in thousands: what it is counts
        (True, "General", "True"),
        ("3,4", "General", "3,4"),
        (" x ", "General", "x"),
        (datetime(2011, 9, 30), "dd-mm-yyyy", "2011-09-30"),
    ],
)
def test_excel_numbers_keep_the_decimals_that_are_shown(book, value, number_format, text):
    sheet = book([["navn", "tal"], ["x", value]], {"B2": number_format})
    assert cells(sheet) == [(2, "x", text)]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    assert ("tal" in sheet.rows[0].numbers) == is_number


@pytest.mark.parametrize(
    ("value", "number_format", "open_"),
    [
        (5.0, "General", True),
        (5.4, "0.##", True),
        (5.0, "0.0", False),
        (5, "0", False),
        ("5,0", "General", False),  # a text says itself how it is printed
        (None, "General", False),
    ],
)
def test_excel_numbers_whose_format_leaves_decimals_open_are_told(book, value, number_format, open_):
    sheet = book([["navn", "tal"], ["y", 1], ["x", value]], {"B2": "0.0", "B3": number_format})
    assert [row.general for row in sheet.rows] == [frozenset(), frozenset({"tal"} if open_ else ())]


def test_excel_rows_keep_their_numbers_and_the_sheet_that_fits_is_read(book):
    sheet = book([["Navn", "Tal", None], [None, None], ["x", 1], ["y", None]], before=["Forside"])
    assert cells(sheet) == [(3, "x", "1"), (4, "y", "")]
    assert sheet.file == "t.xlsx (Sheet)"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], r"t\.xlsx: the file is empty"),
        ([["navn", "tal"]], "no row under the header"),
        ([["navn", "antal"], ["x", 1]], "line 1: the column tal is missing"),
        ([["navn", "tal"], ["x", 1, "beside"]], "line 2: 3 cells where the header has 2 columns"),
    ],
)
def test_excel_problems(book, rows, message):
    with pytest.raises(Problem, match=message):
        book(rows)


def test_a_damaged_workbook_is_a_problem_wherever_it_is_cut(book, tmp_path):
    book([["navn", "tal"], *[["x", n] for n in range(50)]])
    data = (tmp_path / "t.xlsx").read_bytes()
    for end in range(0, len(data) - 30, 97):
        (tmp_path / "cut.xlsx").write_bytes(data[:end])
        with pytest.raises(Problem, match=r"cut\.xlsx"):
            read_sheet(tmp_path / "cut.xlsx", NEEDED)
    for at in range(40, len(data), 211):  # a few bytes lost: told, or without harm
        (tmp_path / "cut.xlsx").write_bytes(data[:at] + b"\0\0\0" + data[at + 3 :])
        with contextlib.suppress(Problem):
            read_sheet(tmp_path / "cut.xlsx", NEEDED)
