"""Which column of a week file says what, told from names alone."""

from __future__ import annotations

import re

import pytest

from pejling.spells.layout import ColumnNames, layout_of, number_in
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.week import Week


def test_columns_in_any_order_and_letter_case():
    layout = layout_of(
        ["y_1402", "KON", "branche_2014_01", "visit07_kv2014", "NYKOM2014", "Y_1401", "LobeNr", "alder2013"],
        "f.csv",
    )
    assert layout.person == "LobeNr"
    assert not layout.cpr
    assert [(w.date, w.column) for w in layout.weeks] == [
        (Week(2014, 1).index, "Y_1401"),
        (Week(2014, 2).index, "y_1402"),
    ]
    assert [(m.date, m.column) for m in layout.work] == [(2014 * 12, "branche_2014_01")]
    assert layout.years == (2014,)
    assert [(a.date, a.column) for a in layout.ages] == [(2013, "alder2013")]
    assert layout.sex == "KON"
    assert layout.ignored == ("visit07_kv2014",)
    assert layout.window.weeks == (Week(2014, 1).index, Week(2014, 2).index)
    assert layout.window.work_months == (2014 * 12,)


def test_origin_and_quarters_of_visitation():
    columns = [
        "lobenr",
        "y_1401",
        "VISIT02_kv2014",
        "visit1_kv2014",
        "visit4_KV2013",
        "IE_type",
        "visit5_kv2014",
    ]
    layout = layout_of(columns, "f.csv")
    assert layout.origin == "IE_type"
    assert [(q.date, q.column) for q in layout.visitation] == [
        (2013 * 4 + 3, "visit4_KV2013"),
        (2014 * 4, "visit1_kv2014"),
        (2014 * 4 + 1, "VISIT02_kv2014"),
    ]
    assert layout.quarters == (8055, 8056, 8057)
    assert layout.ignored == ("visit5_kv2014",)  # no year has five quarters
    assert {"IE_type", "visit1_kv2014"} <= set(layout.used)


def test_one_quarter_under_two_names_is_refused():
    with pytest.raises(Problem, match=r"column visit1_kv2014 stands there 2 times .*visit01_kv2014"):
        layout_of(["lobenr", "y_1401", "visit1_kv2014", "visit01_kv2014"], "f.csv")


@pytest.mark.parametrize(
    ("column", "week"),
    [
        ("y_9101", Week(1991, 1)),
        ("y_9952", Week(1999, 52)),
        ("y_0001", Week(2000, 1)),
        ("y_8952", Week(2089, 52)),  # only YY from 90 on is of the last century
        ("y_9253", Week(1992, 53)),  # 1992 began on a Wednesday and was a leap year: 53 Thursdays
        ("y_1553", Week(2015, 53)),
        ("y_2053", Week(2020, 53)),
    ],
)
def test_two_digits_of_the_year_and_two_of_the_week(column, week):
    assert layout_of(["lobenr", column], "f.csv").window.weeks == (week.index,)


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("y_1453", ["week 53 of 2014 does not exist", "weeks 01 to 52"]),
        ("y_9953", ["week 53 of 1999 does not exist"]),
        ("y_1400", ["week 00 of 2014 does not exist"]),
        ("y_2054", ["weeks 01 to 53"]),
        ("y_201401", ["'201401' is no week", "y_YYWW"]),
        ("branche_2014_13", ["month 13 does not exist", "01 to 12"]),
        ("branche_2014_00", ["month 00 does not exist"]),
    ],
)
def test_a_week_or_month_that_does_not_exist(column, says):
    with pytest.raises(Problem) as caught:
        layout_of(["lobenr", "y_1401", column], "uger.csv")
    assert f"uger.csv, column {column}" in str(caught.value)
    for part in says:
        assert part in str(caught.value)


def test_a_column_that_stands_there_twice():
    with pytest.raises(
        Problem, match=r"uger\.csv: the column y_1401 stands there 2 times \(y_1401, Y_1401\)"
    ):
        layout_of(["lobenr", "y_1401", "Y_1401"], "uger.csv")
    with pytest.raises(Problem, match="the column lobenr stands there 2 times"):
        layout_of(["lobenr", "y_1401", "LOBENR"], "uger.csv")


def test_other_columns_may_stand_there_twice():
    assert layout_of(["lobenr", "y_1401", "", "", "x", "X"], "f.csv").ignored == ("", "", "x", "X")


def test_no_person_column_names_what_is_allowed_and_what_there_is():
    with pytest.raises(Problem) as caught:
        layout_of(["id", "y_1401"], "uger.csv")
    assert "uger.csv: there is no column of persons" in str(caught.value)
    assert "lobenr or PNR" in str(caught.value)
    assert "'id', 'y_1401'" in str(caught.value)


def test_no_week_column_names_what_is_allowed():
    with pytest.raises(Problem) as caught:
        layout_of(["lobenr", "kon", "y_navn"], "uger.csv")
    assert "uger.csv: there are no week columns" in str(caught.value)
    assert "y_YYWW" in str(caught.value)


def test_a_file_without_header_does_not_print_its_persons():
    with pytest.raises(Problem) as caught:
        layout_of(["0101701234", "111", "010170-1234"], "uger.csv")
    assert "1234" not in str(caught.value)
    assert "10 digits" in str(caught.value)


def test_pnr_is_a_column_of_cpr_numbers_and_names_are_settings():
    assert layout_of(["pnr", "y_1401"], "f.csv").cpr
    names = ColumnNames(person=("borger",), cpr=("borger",), week="uge", municipality="kom", birth_year="aar")
    layout = layout_of(["Borger", "UGE1401", "kom2014", "aar", "y_1401"], "f.csv", names)
    assert (layout.person, layout.cpr, layout.birth_year, layout.years) == ("Borger", True, "aar", (2014,))
    assert layout.ignored == ("y_1401",)


def test_lobenr_goes_before_pnr():
    layout = layout_of(["PNR", "lobenr", "y_1401"], "f.csv")
    assert (layout.person, layout.ignored) == ("lobenr", ("PNR",))


@pytest.mark.parametrize("text", ["111", " 111 ", "111.0", "111,00", '"111"', "111.", "\u00a0111"])
def test_one_number_in_many_writings(text):
    assert number_in(text) == 111


@pytest.mark.parametrize("text", ["", "  ", ".", "nan", "NaN", '""'])
def test_blank_in_many_writings(text):
    assert number_in(text) is None


@pytest.mark.parametrize("text", ["abc", "111.5", "1e2", "11 1", "0x6f", "-", "²"])
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        number_in(text)


CPR_AS_WRITTEN = [
    "0105701000",
    "105701000",  # a spreadsheet took the leading nought away
    "010570-1000",
    "10570-1000",
    "010570 1000",
    "010570 - 1000",
    "010570\u20131000",
    "010570\u22121000",
    "01.05.70-1000",
    "01/05/70-1000",
    "01-05-70-1000",
    "1.5.1970 - 1000",
    "01 05 70 1000",
    "01051970-1000",
    "010519701000",
    "105701000.0",
    "1.057.010.000",
]


@pytest.mark.parametrize("number", CPR_AS_WRITTEN)
def test_masked_hides_a_cpr_number_however_it_is_written(number):
    assert masked(f"a {number};b").startswith("a (10 digits)")
    assert masked(f"y_{number}") in ("y_(10 digits)", "y_(10 digits).0")
    assert masked(number, "da") in ("(10 cifre)", "(10 cifre).0")


@pytest.mark.parametrize(
    "text", ["111;201401", "y_1401", "branche_2014_01", "nykom2014", "1970-12-31", "31.12.1970", "19701231"]
)
def test_masked_leaves_codes_columns_and_dates_as_they_are(text):
    assert masked(text) == text


@pytest.mark.parametrize("number", CPR_AS_WRITTEN)
@pytest.mark.parametrize("prefix", ["", "y_", "branche_", "nykom", "visit "])
def test_no_column_of_the_layout_and_no_message_shows_a_cpr_number(prefix, number):
    columns = ["lobenr", "y_1401", prefix + number, prefix + number]
    if prefix == "y_" and number.isdigit():  # a week column of a wrong form
        with pytest.raises(Problem, match="is no week") as caught:
            layout_of(columns, "f.csv")
        told = caught.value.text.en
        assert "kolonne y_(10 cifre): '(10 cifre)' er ikke en uge" in caught.value.text.da
    else:
        layout = layout_of(columns, "f.csv")
        told = " ".join((*layout.ignored, *layout.near))
    assert "1000" not in told
    assert "10 digits" in told


def test_a_twin_column_is_told_without_its_digits():
    names = ColumnNames(sex="k0105701000")
    with pytest.raises(Problem, match=r"the column k\(10 digits\) stands there 2 times") as caught:
        layout_of(["lobenr", "y_1401", "k0105701000", "K0105701000"], "f.csv", names)
    assert "kolonnen k(10 cifre) står der 2 gange" in caught.value.text.da


def test_columns_that_nearly_are_ours_stand_apart():
    columns = ["lobenr", "y_1401", "Y_14w5", "branche_2014_1", " nykom14", "visit", "kommune2014", "alder"]
    layout = layout_of(columns, "f.csv")
    assert layout.near == ("Y_14w5", "branche_2014_1", " nykom14")
    assert layout.ignored == ("visit", "kommune2014", "alder")
    other = layout_of(["lobenr", "uge1401", "uge_1", "y_x"], "f.csv", ColumnNames(week="uge"))
    assert (other.near, other.ignored) == (("uge_1",), ("y_x",))
