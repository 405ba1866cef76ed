"""Bad casework extracts: one message with file, line, column, value and what is allowed; no number in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from casework_files import csv, excel, part

from pejling.spells.extract import ExtractKind
from pejling.terms.problem import Problem


def refused(path: Path, kind: ExtractKind | None = None) -> str:
    with pytest.raises(Problem) as caught:
        part(path, kind)
    told = caught.value.text
    assert path.name in told.en
    assert path.name in told.da
    assert told.da != told.en
    return told.en


def assert_says(message: str, *parts: str) -> None:
    for each in parts:
        assert each in message, message


CONTACTS = "person;dato;type;afholdt;frist\n1;1-1-2020;;ja;\n"
OFFERS = "person;tilbud;virksomhedsrettet;leverandør;fra;til;timer;formål;udgift\n1;x;ja;;1-1-2020;;;;\n"
SANCTIONS = "person;dato;sanktion\n1;1-1-2020;x\n"
DECISIONS = "person;dato;afgørelse;frist\n1;1-1-2020;x;\n"

CELLS = {
    "blank person": (CONTACTS + ";1-1-2020;;ja;\n", ["line 3", "column person", "blank", "has to be filled"]),
    "no day": (
        CONTACTS + "2;32-1-2020;;ja;\n",
        ["line 3", "column dato", "'32-1-2020'", "31-12-1970", "1990"],
    ),
    "a year of two digits": (CONTACTS + "2;1-1-20;;ja;\n", ["line 3", "column dato", "'1-1-20'"]),
    "long ago": (CONTACTS + "2;31-12-1989;;ja;\n", ["line 3", "column dato", "'31-12-1989'"]),
    "unknown kind of contact": (
        CONTACTS + "2;1-1-2020;møde;ja;\n",
        ["column type", "'møde'", "reassessment"],
    ),
    "neither held nor not": (
        CONTACTS + "2;1-1-2020;;måske;\n",
        ["column afholdt", "'måske'", "yes, no, 1 and 0"],
    ),
    "no due date": (CONTACTS + "2;1-1-2020;;ja;snart\n", ["line 3", "column frist", "'snart'"]),
    "neither date nor due": (CONTACTS + "2;;;nej;\n", ["line 3", "column dato", "a date or a date by which"]),
    "held without date": (
        CONTACTS + "2;;;ja;1-1-2020\n",
        ["line 3", "column dato", "what was held needs a date"],
    ),
    "company unknown": (OFFERS + "2;x;;;1-1-2020;;;;\n", ["line 3", "column virksomhedsrettet", "blank"]),
    "no start": (OFFERS + "2;x;ja;;;1-1-2020;;;\n", ["line 3", "column fra", "blank"]),
    "ends before it begins": (
        OFFERS + "2;x;ja;;2-1-2020;1-1-2020;;;\n",
        ["column til", "'1-1-2020'", "no earlier"],
    ),
    "too many hours": (OFFERS + "2;x;ja;;1-1-2020;;169;;\n", ["column timer", "'169'", "0 to 168"]),
    "fewer than no hours": (OFFERS + "2;x;ja;;1-1-2020;;-1;;\n", ["column timer", "'-1'"]),
    "hours in words": (OFFERS + "2;x;ja;;1-1-2020;;fuld tid;;\n", ["column timer", "'fuld tid'", "18,5"]),
    "no amount": (OFFERS + "2;x;ja;;1-1-2020;;;;gratis\n", ["line 3", "column udgift", "'gratis'", "12.500"]),
    "a CPR number in a purpose": (
        OFFERS + "2;x;ja;;1-1-2020;;;Mentor for 010170-1234;\n",
        ["line 3", "column formål", "'Mentor for (10 digits)'", "never stored"],
    ),
    "a CPR number in a provider": (
        OFFERS + "2;x;ja;0101701234;1-1-2020;;;;\n",
        ["column leverandør", "(10 digits)"],
    ),
    "blank sanction": (SANCTIONS + "2;1-1-2020;\n", ["line 3", "column sanktion", "blank"]),
    "a CPR number in a sanction": (
        SANCTIONS + "2;1-1-2020;se 0101701234\n",
        ["column sanktion", "(10 digits)"],
    ),
    "a sanction without date": (SANCTIONS + "2;;x\n", ["line 3", "column dato", "blank"]),
    "blank decision": (DECISIONS + "2;1-1-2020;;\n", ["line 3", "column afgørelse", "blank"]),
    "a decision without dates": (
        DECISIONS + "2;;x;\n",
        ["line 3", "column dato", "a date by which it is due"],
    ),
}


@pytest.mark.parametrize(("text", "says"), CELLS.values(), ids=CELLS)
def test_bad_cells(tmp_path, text, says):
    assert_says(refused(csv(tmp_path, text)), *says, "Nothing was taken in")


@pytest.mark.parametrize(("text", "says"), list(CELLS.values())[::4], ids=list(CELLS)[::4])
def test_bad_cells_in_excel(tmp_path, text, says):
    rows = [line.split(";") for line in text.splitlines()]
    assert_says(refused(excel(tmp_path, rows)), *(each for each in says if each != "column formål"))


def test_every_bad_cell_is_told_the_first_ten_of_them(tmp_path):
    rows = "".join(f"{n};{n}-13-2020;;ja;\n" for n in range(1, 9)) + "9;1-1-2020;x;q;z\n" * 2
    message = refused(csv(tmp_path, CONTACTS + rows))
    lines = message.splitlines()
    assert [line.split(",")[1] for line in lines[:10]] == [f" line {n}" for n in [*range(3, 11), 11, 11]]
    assert lines[10] == "and 4 cells more"  # 8 dates and 2 rows of 3 cells are 14


def test_one_more_bad_cell_is_one_cell(tmp_path):
    message = refused(csv(tmp_path, CONTACTS + "1;x;;ja;\n" * 11))
    assert message.splitlines()[10] == "and 1 cell more"


@pytest.mark.parametrize("start", [b"PAR1\x15\x04\x15", b"\x00\x00\xc2\xea\x81", b"\x89\x08\x19;a\n1;2\n"])
def test_what_is_no_text_is_told_without_its_bytes(tmp_path, start):
    message = refused(csv(tmp_path, start * 9))
    assert "the file is neither CSV nor Excel" in message
    assert "\\x" not in message


def test_whole_numbers_with_decimals_are_yes_and_no(tmp_path):
    path = csv(tmp_path, CONTACTS + "1;1-1-2020;;1.0;\n2;1-1-2020;;0.0;\n3;1-1-2020;;;\n")
    assert part(path).columns["held"].tolist() == [1, 1, 0, 0]  # CONTACTS has a row already


def test_lines_are_counted_over_quoted_line_feeds_and_blank_rows(tmp_path):
    text = OFFERS + '2;x;ja;;1-1-2020;;;"to\nlinjer";\n\n;;;;;;;;\n3;x;ja;;1-1-2020;;;"igen\nto";gratis\n'
    # the head is line 1; the rows stand on 2, on 3 and 4, a blank line, a blank row on 6, and on 7 and 8
    assert_says(refused(csv(tmp_path, text)), "line 7, column udgift: 'gratis'")


def test_two_forms_of_numbers_in_one_column(tmp_path):
    text = OFFERS + "1;x;ja;;1-1-2020;;18,5;;\n1;x;ja;;1-1-2020;;18.5;;\n"
    assert_says(refused(csv(tmp_path, text)), "column timer", "'18,5'", "'18.5'", "one way")


HEADS = {
    "held is missing": (
        "person;dato;aflys\n",
        "contacts",
        ["afholdt is missing for contacts", "'aflys'", "gennemfoert"],
    ),
    "several are missing": (
        "person;virksomhedsrettet\n",
        None,
        ["fra, til is missing for offers", "startdato"],
    ),
    "person is missing": ("navn;dato;sanktion\n", None, ["cpr is missing for sanctions", "lobenr", "'navn'"]),
    "no kind": (
        "person;dato;type\n",
        None,
        ["do not tell which", "contacts have", "sanctions have", "--kind"],
    ),
    "two kinds": (
        "person;dato;sanktion;afholdt\n",
        None,
        ["both contacts (afholdt) and sanctions", "--kind"],
    ),
    "twice": ("person;Dato;dato;afholdt\n", None, ["several columns mean the same: 'Dato', 'dato'"]),
    "a number as a name": ("person;0101701234;type\n", None, ["'(10 digits)'"]),
}


@pytest.mark.parametrize(("head", "kind", "says"), HEADS.values(), ids=HEADS)
def test_bad_heads(tmp_path, head, kind, says):
    row = ";".join("1" for _ in head.split(";")) + "\n"
    message = refused(csv(tmp_path, head + row), kind)
    assert_says(message, *says)
    assert "0101701234" not in message


def test_the_kind_can_be_given(tmp_path):
    assert part(csv(tmp_path, "person;dato;type\n1;1-1-2020;karantæne\n"), "sanctions").kind == "sanctions"
    assert part(csv(tmp_path, "person;dato;status\n1;1-1-2020;aflyst\n"), "contacts").kind == "contacts"


FILES = {
    "nothing": (b"", ["empty"]),
    "spaces": (b" \n\n ", ["empty"]),
    "a head alone": (b"person;dato;afholdt\n", ["no row"]),
    "blank rows": (b"person;dato;afholdt\n;;\n;;\n", ["all rows under the header are blank"]),
    "a long row": (
        b"person;dato;afholdt\n1;1-1-2020;ja\n1;1-1-2020;ja;x\n",
        ["line 3", "4 cells", "3 columns"],
    ),
    "a short row": (b"person;dato;afholdt\n1;1-1-2020\n", ["line 2", "2 cells"]),
    "a mark without its pair": (
        b'person;dato;sanktion\n1;1-1-2020;a\n1;2-1-2020;"a\n1;3-1-2020;"b\n1;4-1-2020;c\n',
        ["line 3", "quotation marks"],  # Arrow alone would read rows 2 and 3 as one, and say nothing
    ),
    "a mark that is never closed": (
        b'person;dato;sanktion\n1;1-1-2020;"a\n1;2-1-2020;a\n',
        ["line 2", "quotation"],
    ),
    "old Excel": (b"\xd0\xcf\x11\xe0 and more", [".xls"]),
    "damaged Excel": (b"PK\x03\x04 and no more", ["cannot be read"]),
}


@pytest.mark.parametrize(("content", "says"), FILES.values(), ids=FILES)
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_bad_files(tmp_path, content, says, newline):
    assert_says(refused(csv(tmp_path, content.replace(b"\n", newline))), *says)


def test_no_such_file(tmp_path):
    assert_says(refused(tmp_path / "mangler.csv"), "there is no such file")
    (tmp_path / "mappe").mkdir()
    assert_says(refused(tmp_path / "mappe"), "cannot be read")
