"""Persons through the command line: week file in, figures out, worked by hand."""

from __future__ import annotations

import pytest

# person: code from first to last week (2014-W01 to 2014-W30), all in Aabenraa
WEEKS = [f"y_14{week:02d}" for week in range(1, 31)]
PERSONS = {
    "Anna": {range(2, 12): "890"},  # known start, ten weeks, over
    "Bo": {range(1, 31): "890"},  # runs in the first week: no known start
    "Cilla": {range(5, 9): "111", range(9, 31): "890"},  # from dagpenge to sygedagpenge
    "Dan": {range(3, 5): "890", range(5, 31): "999"},  # dies
}


def week_file(path, persons=PERSONS, separator=";"):
    lines = [separator.join(["lobenr", "nykom2014", "kon", "foedselsaar", *WEEKS])]
    for number, courses in enumerate(persons.values(), start=1):
        codes = [next((c for r, c in courses.items() if week in r), "") for week in range(1, 31)]
        lines.append(separator.join([str(number), "580", "1", "1980", *codes]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def taken_in(run, workspace, tmp_path):
    answer = run("take-in", "dream", week_file(tmp_path / "uger.csv"))
    assert answer.code == 0, answer.err
    return workspace


def cell(run, indicator, group, period, area="580", audience="internal"):
    answer = run(
        *("measure", "--indicator", indicator, "--group", group, "--area", area, "--period", period),
        *("--audience", audience, "--format", "csv"),
    )
    assert answer.code == 0, answer.err
    assert len(answer.rows) == 1, answer.out
    return answer.rows[0]


@pytest.mark.usefixtures("taken_in")
@pytest.mark.parametrize(
    ("indicator", "group", "numerator", "denominator"),
    [
        # the first quarter has weeks 1-13: Anna 10, Bo 13, Cilla 5, Dan 2
        ("full_time_persons", "sygedagpenge", "30", "13"),
        ("full_time_persons", "dagpenge", "4", "13"),
        ("mean_weeks_in_period", "sygedagpenge", "30", "4"),
        ("inflow", "sygedagpenge", "3", "1"),  # not Bo, whose start is not known
        ("outflow", "sygedagpenge", "2", "1"),  # Anna and Dan
        ("mean_completed_duration_weeks", "sygedagpenge", "12", "2"),
        ("status_3_months_after_pct:andet", "sygedagpenge", "1", "2"),  # Dan is dead then
    ],
)
def test_hand_worked(run, indicator, group, numerator, denominator):
    row = cell(run, indicator, group, "2014Q1")
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)


@pytest.mark.usefixtures("taken_in")
def test_the_public_sees_no_small_number(run):
    row = cell(run, "full_time_persons", "sygedagpenge", "2014Q1", audience="public")
    assert (row["numerator"], row["value"]) == ("hidden", "hidden")
    table = run(
        "measure", "--indicator", "full_time_persons", "--group", "sygedagpenge", "--period", "2014Q1"
    )
    assert "skjult" in table.out


@pytest.mark.usefixtures("taken_in")
def test_a_background_figure_makes_the_share(run, tmp_path):
    share = ("share_of_labour_force_pct", "sygedagpenge", "2014Q1")
    assert not run("measure", "--indicator", share[0], "--period", share[2], "--format", "csv").rows
    file = tmp_path / "arbejdsstyrke.csv"
    file.write_text("indicator,group,area,period,value\nlabour_force_16_66,,580,2013,100\n")
    assert run("take-in", "observations", file).code == 0
    row = cell(run, *share)
    assert (row["numerator"], row["denominator"]) == ("30", "1300")
    told = run("explain", *share[:2], "580", share[2], "--audience", "internal")
    assert "31.12.2013" in told.out


@pytest.mark.usefixtures("taken_in")
def test_json_holds_numbers_and_null(run):
    answer = run(
        "measure", "--area", "580", "--period", "2014Q1", "--format", "json", "--audience", "internal"
    )
    by_id = {(row["indicator"], row["group"]): row for row in answer.json}
    assert by_id["full_time_persons", "sygedagpenge"]["value"] == pytest.approx(30 / 13)
    assert by_id["spells_over_26_weeks_pct", "fleksjob"]["value"] is None


@pytest.mark.usefixtures("taken_in")
def test_left_out_filters_list_every_kind_of_period(run):
    answer = run("measure", "--indicator", "persons", "--group", "i_alt", "--area", "dk", "--format", "csv")
    periods = {row["period"] for row in answer.rows}
    assert {"2014M02", "2014Q1", "2014H1", "2014", "2013Q4-2014Q3"} <= periods


def test_both_an_unknown_code_and_an_unknown_area_stop(run, workspace, tmp_path):
    file = tmp_path / "uger.csv"
    week_file(file, {"Eva": {range(1, 5): "555"}})
    stopped = run("take-in", "dream", file)
    assert stopped.code == 1
    assert "555" in stopped.err
    assert "--accept-unknown-codes" in stopped.err
    assert not list((workspace / "store" / "vintages").iterdir())
    assert run("take-in", "dream", file, "--accept-unknown-codes").code == 0
    row = cell(run, "full_time_persons", "ukendte_koder", "2014Q1")
    assert row["numerator"] == "4"
    file.write_text(file.read_text().replace("580", "1234").replace("555", "890"))
    assert "--accept-unknown-areas" in run("take-in", "dream", file).err


def test_a_report_of_persons_is_written_in_four_forms(run, workspace, tmp_path):
    out = tmp_path / "syn"
    made = run("synthesise", "--persons", "3000", "--from", "2016", "--to", "2018", "--out", out,
               "--municipality", "580", "--municipality", "510")  # fmt: skip
    assert made.code == 0, made.err
    assert run("take-in", "dream", out / "dream.parquet").code == 0
    assert run("take-in", "observations", out / "labour_force.csv").code == 0
    written = run("report", "--lang", "both", "--to", "pdf,docx,xlsx,html", "--out", tmp_path / "rapport")
    assert written.code == 0, written.err
    names = sorted(path.name for path in (tmp_path / "rapport").iterdir())
    assert names == sorted(
        f"pejling-580-{lang}.{form}" for lang in ("da", "en") for form in ("pdf", "docx", "xlsx", "html")
    )
    html = (tmp_path / "rapport" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert "Syntetiske data" in html


@pytest.mark.usefixtures("taken_in")
def test_csv_by_columns_says_what_json_says_row_by_row(run, tmp_path):
    file = tmp_path / "flere.csv"
    file.write_text(
        "indicator,group,area,period,value\n"
        "full_time_persons,fleksjob,580,2014Q1,5.0\n"
        "full_time_persons,dagpenge,580,2014Q1,hidden\n"
    )
    assert run("take-in", "observations", file).code == 0
    asked = ("measure", "--area", "580", "--area", "dk", "--period", "2014Q1", "--period", "2014M03")
    by_columns = run(*asked, "--format", "csv").rows
    by_rows = run(*asked, "--format", "json").json
    assert len(by_columns) == len(by_rows) > 100
    assert {row["value"] for row in by_columns} >= {"hidden", "5.0", "0", ""}
    for text, found in zip(by_columns, by_rows, strict=True):
        for name, cell in found.items():
            if isinstance(cell, int | float):
                assert float(text[name]) == cell
            else:
                assert text[name] == (cell or "")


@pytest.mark.usefixtures("taken_in")
def test_left_out_areas_are_those_that_somebody_lives_in(run):
    rows = run(
        "measure", "--indicator", "persons", "--group", "i_alt", "--period", "2014Q1", "--format", "csv"
    ).rows
    assert {row["area"] for row in rows} == {"580", "dk", *(f"region:{code}" for code in range(81, 86))}


@pytest.mark.usefixtures("taken_in")
def test_explain_counts_what_a_length_leaves_out(run):
    asked = ("explain", "spells_over_26_weeks_pct", "sygedagpenge", "580", "2014Q1")
    assert "ikke med: 1-4 forløb" in run(*asked).out
    assert "ikke med: 1 forløb" in run(*asked, "--audience", "internal").out
