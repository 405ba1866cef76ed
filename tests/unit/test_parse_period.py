"""Periods, months and areas as people and statistics banks write them."""

import pytest

from pejling.terms.parse import parse_area, parse_month_name, parse_period
from pejling.terms.problem import Problem


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019", "2019"),
        ("2019K1", "2019Q1"),
        ("2019 1. kvartal", "2019Q1"),
        ("4. kvt. 2019", "2019Q4"),
        ("2. halvår 2019", "2019H2"),
        ("2019\u00a02. halvår", "2019H2"),
        ("2019-03", "2019M03"),
        ("03-2019", "2019M03"),
        ("3/2019", "2019M03"),
        ("201912", "2019M12"),
        ("Marts 2019", "2019M03"),
        ("2019 okt.", "2019M10"),
        ("may 2019", "2019M05"),
        ("2010Q4-2011Q3", "2010Q4-2011Q3"),
        ("2018-2019", "2018-2019"),
    ],
)
def test_periods_as_people_write_them(text, period):
    assert str(parse_period(text)) == period


@pytest.mark.parametrize("text", ["", "2019K5", "13-2019", "201913", "0000M01", "marts", "5. kvartal 2019"])
def test_what_is_no_period_is_a_problem_that_shows_it(text):
    with pytest.raises(Problem, match="is no period") as caught:
        parse_period(text)
    assert repr(text) in str(caught.value)


def test_months_by_name():
    assert [parse_month_name(text) for text in ("jan", "Maj", "DEC.", "june", "", "ma", "total")] == [
        *(1, 5, 12, 6),
        *(None,) * 3,
    ]


@pytest.mark.parametrize(
    ("text", "area"),
    [("Hele landet", "dk"), ("DK", "dk"), ("510", "510"), ("Haderslev Kommune", "510"),
     ("region sjælland", "region:85"), ("cluster:ams", "cluster:ams")],
)  # fmt: skip
def test_areas_as_people_write_them(text, area):
    assert parse_area(text) == area


@pytest.mark.parametrize("text", ["Atlantis", "411", "region:99", "cluster:", ""])
def test_what_is_no_area_is_a_problem(text):
    with pytest.raises(Problem):
        parse_area(text)
