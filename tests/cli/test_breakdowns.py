"""Break-downs, standard errors and casework figures on the command line."""

from __future__ import annotations

import math

import pytest
from test_persons import WEEKS

# born, sex, municipality: all on sygedagpenge for so many weeks from 2014-W02, Aabenraa
PEOPLE = [(1995, 1, 4), (1996, 2, 6), (1970, 2, 8), (1971, 1, 8), (1972, 2, 10)]


@pytest.fixture
def taken_in(run, workspace, tmp_path):
    lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *WEEKS])]
    for number, (born, sex, weeks) in enumerate(PEOPLE, start=1):
        codes = ["890" if 1 <= place <= weeks else "" for place in range(30)]
        lines.append(";".join([str(number), "580", str(sex), str(born), *codes]))
    file = tmp_path / "uger.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "dream", file).code == 0
    return workspace


def measured(run, *more, indicator="full_time_persons", audience="internal", form="csv"):
    answer = run(
        *("measure", "--indicator", indicator, "--group", "sygedagpenge", "--area", "580"),
        *("--period", "2014Q1", "--audience", audience, "--format", form, *more),
    )
    assert answer.code == 0, answer.err
    return answer


@pytest.mark.usefixtures("taken_in")
def test_the_parts_of_a_break_down_add_up(run):
    """36 weeks in all: 10 of those under 30, 26 of those over 40; men 12, women 24."""
    (whole,) = measured(run).rows
    assert (whole["numerator"], "breakdown" in whole) == ("36", False)
    rows = measured(run, "--breakdown", "age", "--breakdown", "sex").rows
    numbers = {row["breakdown"]: int(row["numerator"]) for row in rows}
    assert numbers == {
        "age:16-24": 10, "age:25-29": 0, "age:30-39": 0, "age:40-49": 26, "age:50-59": 0, "age:60-": 0,
        "sex:m": 12, "sex:k": 24,
    }  # fmt: skip


@pytest.mark.usefixtures("taken_in")
def test_one_band_and_crossed_ones(run):
    rows = measured(run, "--breakdown", "age:16-29+sex:k", "--breakdown", "duration:5-").rows
    # of the weeks from the fifth on: 0 + 2 + 4 + 4 + 6
    assert [(row["breakdown"], row["numerator"]) for row in rows] == [
        ("age:16-29+sex:k", "6"), ("duration:5-", "16")
    ]  # fmt: skip


@pytest.mark.usefixtures("taken_in")
def test_what_has_no_parts_is_left_out_and_said(run):
    answer = measured(run, "--breakdown", "sex:k", "--indicator", "share_of_labour_force_pct")
    assert [row["indicator"] for row in answer.rows] == ["full_time_persons"]
    assert "1 indikator(er) måles mod et baggrundstal, som ikke er opdelt" in answer.err


@pytest.mark.usefixtures("taken_in")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("origin", "har ingen kolonne med herkomst: origin:dansk kan ikke opdeles"),
        ("visitation:2", "har ingen kolonne med visitation (matchgruppe): visitation:2 kan ikke opdeles"),
        ("shoe_size", "opdelingen 'shoe_size' kan ikke læses. Tilladt er age, sex, origin"),
        ("age:40-30", "opdelingen 'age:40-30' kan ikke læses"),
    ],
)
def test_what_the_delivery_cannot_tell_is_said(run, asked, said):
    answer = run("measure", "--indicator", "full_time_persons", "--breakdown", asked)
    assert answer.code == 1
    assert said in answer.err


@pytest.mark.usefixtures("workspace")
def test_a_delivery_without_sex_has_no_figures_of_men(run, tmp_path):
    """Nobody is known to be a man, which is not to say that there are none."""
    file = tmp_path / "uger.csv"
    lines = [";".join(["lobenr", "nykom2014", *WEEKS]), ";".join(["1", "580", *["890"] * len(WEEKS)])]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "dream", file).code == 0
    answer = run("measure", "--indicator", "full_time_persons", "--breakdown", "sex")
    assert (answer.code, "har ingen kolonne med køn: sex:m kan ikke opdeles" in answer.err) == (1, True)


@pytest.mark.usefixtures("taken_in")
def test_standard_errors_by_person(run):
    """Weeks 4, 6, 8, 8, 10: mean 7.2, squares of what is left 20.8, over five persons."""
    (row,) = measured(run, "--standard-errors", indicator="mean_weeks_in_period").rows
    assert list(row)[-3:] == ["value", "standard_error", "marks"]
    assert float(row["standard_error"]) == pytest.approx(math.sqrt(20.8) / 5)
    table = measured(run, "--standard-errors", indicator="mean_weeks_in_period", form="table").out
    assert "0,91" in table
    (as_json,) = measured(run, "--standard-errors", indicator="mean_weeks_in_period", form="json").json
    assert as_json["standard_error"] == pytest.approx(math.sqrt(20.8) / 5)


@pytest.mark.usefixtures("taken_in")
def test_the_error_of_a_hidden_figure_is_hidden(run):
    """Four persons under the public policy: neither their number nor what it could be told from."""
    args = ("--standard-errors", "--breakdown", "sex:k", "--breakdown", "age:16-29+sex:m")
    for form in ("csv", "json"):
        answer = measured(run, *args, audience="public", form=form)
        rows = answer.rows if form == "csv" else answer.json
        assert {row["standard_error"] for row in rows} == {"hidden"}
    assert measured(run, *args, audience="public", form="table").out.count("skjult") == 6


@pytest.mark.usefixtures("taken_in")
def test_any_number_of_weeks(run):
    (row,) = measured(run, indicator="employed_5_weeks_after_pct").rows
    assert (row["indicator"], row["numerator"]) == ("employed_5_weeks_after_pct", "5")
    wrong = run("measure", "--indicator", "employed_1820_weeks_after_pct")
    assert (wrong.code, "fra 1 til 1819" in wrong.err) == (1, True)


@pytest.mark.usefixtures("taken_in")
def test_a_median_has_a_value_and_no_numerator(run):
    answer = run(
        *("measure", "--indicator", "median_completed_duration_weeks", "--group", "sygedagpenge"),
        *("--area", "580", "--period", "2014", "--audience", "internal", "--format", "csv"),
    )
    (row,) = answer.rows
    assert (row["numerator"], row["denominator"], row["value"]) == ("", "5", "8")
    told = run(
        "explain", "median_completed_duration_weeks", "sygedagpenge", "580", "2014", "--audience", "internal"
    )
    assert "8 uger" in told.out
    assert "Bag tallet: 5 (afsluttede forløb med kendt start)" in told.out


@pytest.mark.usefixtures("taken_in")
def test_casework_figures_need_an_extract(run, tmp_path):
    """Left out of everything without one, said when asked for; with one, told of the days that it holds."""
    asked = run("measure", "--indicator", "contacts_per_half_year")
    assert asked.code == 1
    assert "regnes af fagsystemets udtræk af kontakter, og der er ikke taget noget ind" in asked.err
    everything = run(
        "measure", "--area", "580", "--period", "2014Q1", "--audience", "internal", "--format", "csv"
    )
    told = {row["indicator"] for row in everything.rows}
    assert "full_time_persons" in told
    assert "contacts_per_half_year" not in told
    file = tmp_path / "kontakter.csv"
    file.write_text(
        "person;dato;type;afholdt;frist\n"
        "1;2014-01-08;kontakt;ja;\n5;2014-01-15;kontakt;ja;\n5;2014-03-20;kontakt;nej;\n5;2014-03-28;kontakt;ja;\n",
        encoding="utf-8",
    )
    assert run("take-in", "casework", file).code == 0
    assert measured(run, indicator="contacts_per_half_year").rows == []  # nothing is said of the first week
    backwards = run("take-in", "casework", file, "--from", "31.3.2014", "--to", "1.1.2014")
    assert backwards.code == 1
    assert "--from skal ligge før --to" in backwards.err
    taken = run("take-in", "casework", file, "--from", "1.1.2014", "--to", "2014-03-31")
    assert taken.code == 0, taken.err
    (row,) = measured(run, indicator="contacts_per_half_year").rows
    # two held while on the benefit (the last is after it), in 36 weeks
    assert (row["numerator"], row["denominator"]) == ("52", "36")
    assert "incomplete" not in row["marks"]
    words = ("measure", "--indicator", "contacts_per_half_year", "--period", "2014Q1", "--format", "csv")
    everywhere = run(*words, "--group", "sygedagpenge", "--audience", "internal").rows
    assert [row["area"] for row in everywhere] == ["580"]  # nothing is known of the region or the country
    told = run("explain", "contacts_per_half_year", "sygedagpenge", "580", "2014Q1", "--audience", "internal")
    assert "Kilde: DREAM, uger.csv, kontakter.csv" in told.out
    assert "Fil: kontakter.csv, " in told.out
    assert not run(
        *("measure", "--indicator", "contacts_per_half_year", "--period", "2014Q3", "--format", "csv"),
    ).rows


@pytest.mark.usefixtures("taken_in")
def test_tables_counted_group_by_group_give_the_same(run, monkeypatch):
    """Memory holds some groups' tables at a time; how many changes nothing."""
    words = ("measure", "--indicator", "median_completed_duration_weeks", "--indicator", "inflow")
    more = ("--audience", "internal", "--format", "csv", "--breakdown", "sex")
    at_once = run(*words, *more).out
    monkeypatch.setattr("pejling.app.counted.MOST_BYTES", 1)
    assert run(*words, *more).out == at_once
    assert at_once.count("median_completed_duration_weeks,sygedagpenge,580,2014,sex:") == 2
