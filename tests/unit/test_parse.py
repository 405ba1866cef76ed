"""Numbers, dates, municipalities and periods as people and registers write them."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.terms.amount import round_half_up, written
from pejling.terms.observation import Status
from pejling.terms.parse import (
    Printed,
    form_of,
    parse_area,
    parse_date,
    parse_jobindsats_period,
    parse_municipality,
    parse_number,
    parse_period,
    parse_statbank_period,
)
from pejling.terms.period import Period
from pejling.terms.problem import Problem


@pytest.mark.parametrize(
    ("text", "form", "value", "decimals"),
    [
        ("1.234,5", "danish", Fraction("1234.5"), 1),
        ("1\u00a0234,50", "danish", Fraction("1234.5"), 2),  # no-break space
        ("1\u202f234\u2009567", "danish", Fraction(1234567), 0),  # narrow and thin space
        ("1234,5", "danish", Fraction("1234.5"), 1),
        ("\u22124,9", "danish", Fraction("-4.9"), 1),  # true minus
        ("- 4,9 %", "danish", Fraction("-4.9"), 1),
        ("+12 pct.", "danish", Fraction(12), 0),
        ("1.234", "danish", Fraction(1234), 0),
        ("1.234", "machine", Fraction("1.234"), 3),
        ("0.00", "machine", Fraction(0), 2),  # two decimals were printed
        ("-0.1", "machine", Fraction("-0.1"), 1),
        ("1.5e-3", "machine", Fraction("0.0015"), 4),
        ("1e21", "machine", Fraction(10**21), 0),
        ("3.4", "auto", Fraction("3.4"), 1),  # no thousands end in one digit: a decimal point
        ("0.123", "auto", Fraction("0.123"), 3),  # no thousands begin with 0
        ("1.234", "auto", Fraction(1234), 0),  # the documented choice
        ("1.234.567", "auto", Fraction(1234567), 0),
        ("1,234", "auto", Fraction("1.234"), 3),  # a comma is always a decimal comma
        ("12,5", "auto", Fraction("12.5"), 1),
        ("007", "auto", Fraction(7), 0),
    ],
)
def test_numbers(text, form, value, decimals):
    assert parse_number(text, form) == Printed(value, decimals)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", Status.NOT_OBSERVED),
        (" \u00a0 ", Status.NOT_OBSERVED),
        ("-", Status.NOT_OBSERVED),
        (".", Status.NOT_OBSERVED),
        ("\u2026", Status.NOT_OBSERVED),
        ("..", Status.SUPPRESSED),
        ("hidden", Status.SUPPRESSED),
    ],
)
@pytest.mark.parametrize("form", ["danish", "machine", "auto"])
def test_marks_for_no_number_are_never_zero(text, status, form):
    printed = parse_number(text, form)
    assert (printed.value, printed.status) == (None, status)
    with pytest.raises(ValueError, match="no number"):
        float(printed)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3.4", "danish"),
        ("12.34,5", "danish"),
        ("1.234,5,6", "danish"),
        ("3,4", "machine"),
        ("1.234.5", "machine"),
        ("1 234", "machine"),
        ("1,234.5", "auto"),  # English thousands are never guessed
        ("12.34.567", "auto"),
        ("ca. 5", "auto"),
        ("%", "auto"),
        ("--3", "auto"),
        ("1e9999", "machine"),
        ("nan", "auto"),
        ("١٢", "auto"),
    ],
)
def test_what_is_no_number_is_a_problem_that_shows_it(text, form):
    with pytest.raises(Problem, match="is no number; allowed are") as caught:
        parse_number(text, form)
    assert repr(text) in str(caught.value)


@settings(deadline=None, derandomize=True)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_what_we_write_in_danish_we_read_again(units, decimals):
    value = Fraction(units, 10**decimals)
    text = written(round_half_up(value, decimals), "da")
    assert parse_number(text, "danish") == Printed(value, decimals)
    assert parse_number(f"{round_half_up(value, decimals):f}", "machine") == Printed(value, decimals)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=12), st.sampled_from(["danish", "machine", "auto"]))
def test_any_text_is_a_number_a_mark_or_a_problem(text, form):
    try:
        printed = parse_number(text, form)
    except Problem:
        return
    assert (printed.value is None) == (printed.status != Status.OBSERVED)


@pytest.mark.parametrize(
    ("texts", "otherwise", "form"),
    [
        (["1.234", "3,4", ""], "machine", "danish"),
        (["1.234", "3.4", "-"], "danish", "machine"),
        (["1.234", "987"], "danish", "danish"),
        (["1.234", "987"], "machine", "machine"),
        (["1.234.567"], "machine", "danish"),
        (["1\u00a0234"], "machine", "danish"),
        (["-0.5 %"], "danish", "machine"),
    ],
)
def test_the_form_of_a_file_is_told_from_all_its_numbers(texts, otherwise, form):
    assert form_of(texts, otherwise) == form


def test_two_forms_in_one_file_are_a_problem():
    with pytest.raises(Problem, match=r"'3,4' with a decimal comma .* '3\.5' with a decimal point"):
        form_of(["1", "3,4", "3.5"], "machine")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2011-09-30",
            "20110930",
            "30.09.2011",
            "30-9-2011",
            "30/9/2011",
            "2011/09/30",
            "\u00a030-09-2011 ",
        ),
        *("2011-09-30 00:00:00", "2011-09-30T14:30:00.000", "2011-09-30T14:30Z", "30-09-2011 14:30"),
        *("30-09-2011 14.30", "30SEP2011", "30sep2011:14:30:00"),
    ],
)
def test_dates(text):
    assert parse_date(text) == date(2011, 9, 30)


def test_months_as_sas_writes_them():
    english = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    assert [parse_date(f"05{name}2011").month for name in english] == list(range(1, 13))
    assert [parse_date(f"5{name}2011").month for name in ("maj", "Okt")] == [5, 10]


@pytest.mark.parametrize(
    "text",
    [
        "2011-02-30",
        "31.4.2011",
        "30.09.11",
        "september 2011",
        "",
        "30XXX2011",
        "2011-09/30",
        "30-09-2011 kl. 9",
    ],
)
def test_what_is_no_date_is_a_problem(text):
    with pytest.raises(Problem):
        parse_date(text)


@pytest.mark.parametrize("text", ["751", "0751", "Aarhus", "Århus", "aarhus kommune", "Aarhus\u00a0Kommune"])
def test_municipalities(text):
    assert parse_municipality(text).code == 751


@pytest.mark.parametrize("text", ["411", "Atlantis", ""])
def test_what_is_no_municipality_is_a_problem(text):
    with pytest.raises(Problem, match="98 municipalities"):
        parse_municipality(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026M06", "2026M06"),
        ("2024Q04", "2024Q4"),
        ("2025Y01", "2025"),
        ("2020QMAT02", "2019Q3-2020Q2"),  # ends with quarter 2: 2019Q3, Q4, 2020Q1, Q2
        ("2020QMAT04", "2020Q1-2020Q4"),
        ("2026MYTD06", "2026M01-2026M06"),
        ("2026MYTD01", "2026M01"),
    ],
)
def test_periods_of_jobindsats(text, period):
    assert str(parse_jobindsats_period(text)) == period


@pytest.mark.parametrize(
    "text", ["2026M13", "2026M00", "2024Q05", "2024Q4", "2020QMAT05", "2025Y02", "M06", ""]
)
def test_what_is_no_period_of_jobindsats_is_a_problem(text):
    with pytest.raises(Problem, match=r"no period of jobindsats\.dk"):
        parse_jobindsats_period(text)


def test_a_problem_says_the_same_in_danish() -> None:
    with pytest.raises(Problem, match=r"'3,4,5' is no number; allowed are 1234, .* or 1234 or") as caught:
        parse_number("3,4,5")
    danish = caught.value.text.da
    assert danish.startswith("'3,4,5' er ikke et tal; tilladt er 1234, 1.234 eller 1.234,5 (dansk: komma")
    assert danish.endswith("eller ingenting, -, . og .. for intet tal")
    with pytest.raises(Problem, match="no period of jobindsats") as caught:
        parse_jobindsats_period("2026M13")
    assert caught.value.text.da.startswith(
        "'2026M13' er ikke en periode fra jobindsats.dk; tilladt er fx 2026M06"
    )


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", "2025"),
        ("2025K1", "2025Q1"),
        ("2025Q4", "2025Q4"),
        ("2025H2", "2025H2"),
        (" 2025m01", "2025M01"),
    ],
)
def test_periods_of_the_statbank(text, period):
    assert str(parse_statbank_period(text)) == period


@pytest.mark.parametrize("text", ["", "25", "2025K5", "2025K0", "2025M13", "2025M1", "2025U01", "2025-26"])
def test_what_is_no_period_of_the_statbank(text):
    with pytest.raises(Problem, match="2025K1"):
        parse_statbank_period(text)


NUMBERED = "010170-1234"


@pytest.mark.parametrize(
    "read",
    [
        parse_number,
        parse_date,
        parse_period,
        parse_area,
        parse_jobindsats_period,
        parse_statbank_period,
        Period.parse,
    ],
)
def test_a_refused_cell_never_shows_a_persons_number(read: Callable[[str], object]) -> None:
    with pytest.raises(Problem) as told:
        read(NUMBERED)
    assert "(10 cifre)" in told.value.text.da
    assert "(10 digits)" in told.value.text.en
    assert NUMBERED not in told.value.text.da + told.value.text.en
