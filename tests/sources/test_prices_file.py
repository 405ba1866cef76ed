"""Prices: rates by the year, refunds by step, dated and sourced."""

import random

import pytest
from small_tables import EXAMPLES, as_csv, as_excel, cells_of, damaged, figures

from pejling.indicators.registry import get, known
from pejling.sources.price_file import read_prices
from pejling.sources.small_table import Given
from pejling.terms.problem import Problem

OWN = Given("510")
EXAMPLE = EXAMPLES / "prices_2016.csv"
HEAD = ["benefit", "from", "until", "weeks_from", "weeks_to", "amount", "unit", "source"]


def prices(tmp_path, *rows):
    return read_prices(as_csv(tmp_path / "t.csv", [HEAD, *rows]), OWN)


def test_the_example_holds_the_steps_since_2016_and_a_rate_with_its_conversion():
    read = read_prices(EXAMPLE, OWN)
    assert figures(read) == {
        ("refusion_pct:1-4", "dk", "2016-2022"): 80,
        ("refusion_pct:5-26", "dk", "2016-2022"): 40,
        ("refusion_pct:27-52", "dk", "2016-2022"): 30,
        ("refusion_pct:53-", "dk", "2016-2022"): 20,
        # DKK 4,180 a week from Monday 4 January 2016 to Sunday 1 January 2017: x 52
        ("benefit_rate_dkk", "sygedagpenge", "dk", "2016"): 217_360,
    }
    rows = {row["indicator"]: row for row in read.observations.to_pylist()}
    assert rows["benefit_rate_dkk"]["origin"].endswith("4180 per week x 52; 2016-01-04 to 2017-01-01")
    assert "Vejledning om satser m.v. 2016" in rows["benefit_rate_dkk"]["source"]
    assert all(row["published"] for row in rows.values())
    assert read.notes == ()


def test_csv_and_excel_say_the_same(tmp_path):
    assert figures(read_prices(as_excel(tmp_path / "t.xlsx", cells_of(EXAMPLE)), OWN)) == figures(
        read_prices(EXAMPLE, OWN)
    )


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        ("100", "pr. dag", 26_000),
        ("100,50", "uge", 5_226),
        ("18.403", "kr. pr. måned", 220_836),
        ("5", "år", 5),
    ],
)
def test_a_rate_becomes_a_years(tmp_path, amount, unit, value):
    """x 260 of a day, x 52 of a week, x 12 of a month: 18,403 x 12 = 220,836."""
    read = prices(tmp_path, ["Dagpenge mv.", "1-1-2017", "31-12-2017", "", "", amount, unit, "BM"])
    assert figures(read) == {("benefit_rate_dkk", "dagpenge", "dk", "2017"): value}


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2017-01-01", "2018-12-31", "2017-2018"),
        ("2017-07-01", "2017-07-31", "2017M07"),
        ("2017-07-01", "2018-02-28", "2017M07-2018M02"),
        ("2019-01-07", "2020-01-05", "2019M01-2019M12"),  # Monday of 2019-W02: not the first week
        ("2018-12-31", "2019-12-29", "2019"),  # Monday of 2019-W01 to Sunday of 2019-W52
    ],
)
def test_spans_of_months_and_years(tmp_path, first, last, period):
    row = ["fleksjob", first, last, "", "", "10", "year", "x"]
    if first == "2019-01-07":
        with pytest.raises(
            Problem, match=r"column from, value '2019-01-07': allowed is the first day of a month"
        ):
            prices(tmp_path, row)
    else:
        assert [key[-1] for key in figures(prices(tmp_path, row))] == [period]


def test_steps_with_weeks_between_or_twice_are_told(tmp_path):
    step = ["refusion", "2011-01-01", "2015-12-31"]
    read = prices(
        tmp_path,
        [*step, "1", "4", "100", "pct.", "x"],
        [*step, "9", "52", "50", "pct.", "x"],
        [*step, "52", "", "..", "pct.", "x"],
    )
    assert [note.en for note in read.notes] == [
        "Refunds 2011-2015: weeks 5-8 are in no step.",
        "Refunds 2011-2015: week 52 is in two steps.",
    ]
    assert figures(read)["refusion_pct:52-", "dk", "2011-2015"] == "suppressed"


GOOD = ["sygedagpenge", "2016-01-01", "2016-12-31", "", "", "10", "week", "x"]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (
            0,
            "løn",
            r"line 2, column benefit, value 'løn': the benefit is not known; allowed are refusion, dagp",
        ),
        (1, "2016-01-15", r"column from, value '2016-01-15': allowed is the first day of a month"),
        (1, "i går", r"column from, value 'i går': .* is no date"),
        (2, "2016-12-15", r"column until, value '2016-12-15': allowed is the last day of a month"),
        (2, "2015-12-31", r"column until, value '2015-12-31': .* after from"),
        (1, "0001-01-01", r"allowed are years from 1950 to 2150"),
        (5, "-1", r"column amount, value '-1': allowed are numbers from 0"),
        (5, "dyrt", r"column amount, value 'dyrt': .* no number"),
        (6, "fortnight", r"column unit, value 'fortnight': allowed are per day, week, month and year"),
        (6, "pct", r"column unit, value 'pct': a benefit is in kroner"),
        (7, "", r"column source, value '': the source is missing"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, place, value, message):
    row = [value if here == place else cell for here, cell in enumerate(GOOD)]
    with pytest.raises(Problem, match=message):
        prices(tmp_path, row)


@pytest.mark.parametrize(
    ("first", "last", "amount", "unit", "message"),
    [
        ("", "4", "80", "pct", r"column weeks_from, value '': allowed are whole weeks"),
        ("0", "4", "80", "pct", r"column weeks_from, value '0': allowed are whole weeks"),
        ("5", "4", "80", "pct", r"column weeks_to, value '4': allowed are whole weeks"),
        ("1", "4", "180", "pct", r"column amount, value '180': allowed are 0 to 100"),
        ("1", "4", "80", "week", r"column unit, value 'week': a refund is in per cent"),
    ],
)
def test_a_step_that_is_none(tmp_path, first, last, amount, unit, message):
    with pytest.raises(Problem, match=message):
        prices(tmp_path, ["refusion", "2016-01-01", "2016-12-31", first, last, amount, unit, "x"])


def test_two_prices_of_one_thing_at_one_time_are_refused(tmp_path):
    later = ["sygedagpenge", "2016-06-01", "2017-12-31", "", "", "11", "week", "x"]
    with pytest.raises(
        Problem, match=r"line 3, .*line 2 is of the same benefit or step in 2016; allowed is one"
    ):
        prices(tmp_path, GOOD, later)


def test_a_missing_column_is_said(tmp_path):
    with pytest.raises(Problem, match="no line has the column names that are needed: benefit, from, until"):
        read_prices(as_csv(tmp_path / "t.csv", [HEAD[:-1], GOOD[:-1]]), OWN)


def test_any_step_of_weeks_is_known():
    assert get("refusion_pct:9-30").label.en == "Refund weeks 9-30"
    assert get("refusion_pct:31-").label.da == "Refusion fra uge 31"
    with pytest.raises(Problem, match="'30-9' is no step"):
        known("refusion_pct:30-9")


def test_damaged_files_end_in_figures_or_in_a_problem(tmp_path):
    chance, path, refused = random.Random(8), tmp_path / "d.csv", []
    for _ in range(100):
        path.write_bytes(damaged(EXAMPLE.read_bytes(), chance))
        try:
            assert read_prices(path, OWN).observations.num_rows > 0
        except Problem as problem:
            refused.append(str(problem))
    assert 0 < len(refused) < 100
    assert all("d.csv" in message for message in refused)
