"""Cases per caseworker: the printed table, Danish columns, and what is refused."""

import random

import pytest
from small_tables import EXAMPLES, as_csv, as_excel, cells_of, damaged, figures

from pejling.sources.caseload_file import read_caseload
from pejling.sources.small_table import Given
from pejling.terms.period import Period
from pejling.terms.problem import Problem

OWN = Given("510")
PRINTED = EXAMPLES / "caseload_haderslev_2020m03.csv"
HEAD = ["area_of_work", "full_time_equivalents", "cases_per_fte", "guideline_low", "guideline_high"]


def test_every_cell_of_the_printed_table_is_a_figure():
    read = read_caseload(PRINTED, OWN)
    found = figures(read)
    assert len(found) == 9 * 5
    assert found["cases_per_caseworker:DP", "510", "2020M03"] == 82
    assert found["caseworker_fte:AP", "510", "2020M03"] == 17
    assert found["caseload_guideline_low:RE", "510", "2020M03"] == 30
    assert found["caseload_guideline_high:RE", "510", "2020M03"] == 45
    assert found["caseload_guideline_in_brackets:UU", "510", "2020M03"] == 70
    assert found["caseload_guideline_low:DP", "510", "2020M03"] == "not_observed"
    assert [status for status in found.values() if status == "not_observed"] == ["not_observed"] * 11
    assert read.notes == ()  # area and period stand in the file
    rows = read.observations.to_pylist()
    assert {row["decimals"] for row in rows if row["status"] == "observed"} == {0}
    assert all(row["published"] and row["source"] == f"caseload: {PRINTED.name}" for row in rows)


def test_csv_and_excel_say_the_same(tmp_path):
    excel = as_excel(tmp_path / "t.xlsx", cells_of(PRINTED))
    assert figures(read_caseload(excel, OWN)) == figures(read_caseload(PRINTED, OWN))


def test_danish_columns_titles_and_names_of_areas_of_work(tmp_path):
    rows = [["Sagstal pr. marts"], ["Arbejdsområde", "Årsværk", "Sager pr. årsværk", "Bemærkning"]]
    rows += [["Sygedagpenge", "14,6", "44,5", "x"], ["jf", "..", "", ""], ["Kilde: økonomi"]]
    read = read_caseload(as_csv(tmp_path / "t.csv", rows), Given("510", "", Period.parse("2020M04")))
    assert figures(read) == {
        ("caseworker_fte:SP", "510", "2020M04"): 14.6,
        ("cases_per_caseworker:SP", "510", "2020M04"): 44.5,
        ("caseworker_fte:JF", "510", "2020M04"): "suppressed",
        ("cases_per_caseworker:JF", "510", "2020M04"): "not_observed",
    }
    assert read.ignored_columns == ("bemærkning",)
    assert "510 Haderslev er brugt" in read.notes[0].da


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["XX", "1", "2", "", ""], r"line 2, column area_of_work, value 'XX': .* allowed are DP \(unemploy"),
        (["SP", "1", "-2", "", ""], r"column cases_per_fte, value '-2': allowed are numbers from 0"),
        (["SP", "1", "mange", "", ""], r"column cases_per_fte, value 'mange': .*no number"),
        (["SP", "1", "2", "50", "35"], r"line 2: the guideline goes from 50 to 35"),
        (["010170-1234", "1", "2", "", ""], r"value '\(10 digits\)'"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, row, message):
    with pytest.raises(Problem, match=message):
        read_caseload(as_csv(tmp_path / "t.csv", [HEAD, row]), Given("510", "", Period.parse("2020")))


def test_a_missing_period_column_or_period_is_said(tmp_path):
    path = as_csv(tmp_path / "t.csv", [HEAD, ["SP", "1", "2", "", ""]])
    with pytest.raises(
        Problem, match=r"t\.csv, line 2: the file does not say which period .* --period 2020M03"
    ):
        read_caseload(path, OWN)
    with pytest.raises(Problem, match="no line has the column names that are needed: area_of_work and"):
        read_caseload(as_csv(tmp_path / "u.csv", [["a", "b"], ["1", "2"]]), OWN)


def test_damaged_files_end_in_figures_or_in_a_problem(tmp_path):
    chance, path, refused = random.Random(5), tmp_path / "d.csv", []
    for _ in range(100):
        path.write_bytes(damaged(PRINTED.read_bytes(), chance))
        try:
            assert read_caseload(path, OWN).observations.num_rows > 0
        except Problem as problem:
            refused.append(str(problem))
    assert 0 < len(refused) < 100
    assert all("d.csv" in message for message in refused)
