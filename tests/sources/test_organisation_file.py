"""Span of control: managers by number, sums that are told, names that are refused."""

import random

import pytest
from small_tables import EXAMPLES, as_csv, as_excel, cells_of, damaged, figures

from pejling.indicators.registry import get, known
from pejling.sources.organisation_file import read_organisation
from pejling.sources.small_table import Given
from pejling.terms.period import Period
from pejling.terms.problem import Problem

OWN = Given("510", "", Period.parse("2020"))
PRINTED = EXAMPLES / "span_of_control_haderslev_2020.csv"
HEAD = ["manager", "employees", "reporting_directly", "reporting_to_team_leader", "responsibilities"]


def test_every_cell_of_the_printed_table_is_a_figure():
    read = read_organisation(PRINTED, OWN)
    found = figures(read)
    assert len(found) == 5 * 4 + 2
    assert [found[f"employees:{n}", "510", "2020"] for n in "12345"] == [50, 34, 28, 60, 36]
    assert [found[f"reports_directly:{n}", "510", "2020"] for n in "12345"] == [35, 34, 28, 47, 36]
    assert [found[f"reports_to_team_leader:{n}", "510", "2020"] for n in "12345"] == [15, 0, 0, 13, 0]
    assert [found[f"areas_of_responsibility:{n}", "510", "2020"] for n in "12345"] == [5, 2, 3, 2, 4]
    rows = {row["indicator"]: row for row in read.observations.to_pylist()}
    # 50 + 34 + 28 + 60 + 36 = 208 employees under 5 managers
    mean = rows["employees_per_manager"]
    assert (mean["numerator"], mean["denominator"], mean["value"]) == (208, 5, 41.6)
    assert rows["managers"]["value"] == 5
    assert (
        rows["areas_of_responsibility:2"]["origin"]
        == f"{PRINTED.name}, line 3, Team Indsatsklar; Ungeenheden"
    )
    assert len(read.notes) == 1  # the area; 35 + 15 = 50 and so on


def test_csv_and_excel_say_the_same(tmp_path):
    excel = as_excel(tmp_path / "t.xlsx", cells_of(PRINTED))
    assert figures(read_organisation(excel, OWN)) == figures(read_organisation(PRINTED, OWN))


def test_a_sum_that_does_not_hold_is_told_and_the_figures_stand(tmp_path):
    rows = [HEAD, ["Leder 1", "50", "35", "14", "Ungdom"], ["b", "..", "3", "", ""]]
    read = read_organisation(as_csv(tmp_path / "t.csv", rows), OWN)
    found = figures(read)
    assert found["employees:1", "510", "2020"] == 50
    assert found["employees:B", "510", "2020"] == "suppressed"
    assert found["areas_of_responsibility:B", "510", "2020"] == "not_observed"
    assert ("employees_per_manager", "510", "2020") not in found
    told = [note.en for note in read.notes]
    assert (
        "Line 2: manager 1 has 50 employees, but 35 directly and 14 through team leaders add to 49." in told
    )
    assert "Employees per manager are not computed: a manager's number of employees is missing." in told


@pytest.mark.parametrize("name", ["Jens Hansen", "JH", "Mette", "Leder Per", "0101701234", "1 Hansen", ""])
def test_what_may_be_a_name_is_refused_and_not_repeated(tmp_path, name):
    path = as_csv(tmp_path / "t.csv", [HEAD, [name, "5", "5", "0", "x"]])
    with pytest.raises(
        Problem, match=r"line 2, column manager: here stands no number and no letter"
    ) as caught:
        read_organisation(path, OWN)
    assert not name or name not in str(caught.value) + caught.value.text.da


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([HEAD, ["1", "5,5", "5", "0", "x"]], r"column employees, value '5,5': allowed is a whole number"),
        ([HEAD, ["1", "5", "-5", "0", "x"]], r"column reporting_directly, value '-5': allowed is a whole"),
        ([HEAD, *[["1", "5", "5", "0", "x"]] * 2], r"line 3, .*the manager stands in line 2 too"),
        ([["leder", "antal"], ["1", "5"]], r"no line has the column names that are needed: manager and"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, rows, message):
    with pytest.raises(Problem, match=message):
        read_organisation(as_csv(tmp_path / "t.csv", rows), OWN)


def test_the_period_is_asked_for():
    with pytest.raises(Problem, match=r"line 2: the file does not say which period"):
        read_organisation(PRINTED, Given("510"))


def test_any_number_or_letter_names_a_manager_and_no_name_does():
    assert get("employees:17").label.da == "Medarbejdere under leder 17"
    assert get("reports_directly:B2").label.en == "Report directly to manager B2"
    with pytest.raises(Problem, match="a manager is a number or a letter"):
        known("employees:Jens")
    assert known("nothing:1") is None


def test_damaged_files_end_in_figures_or_in_a_problem(tmp_path):
    chance, path, refused = random.Random(6), tmp_path / "d.csv", []
    for _ in range(100):
        path.write_bytes(damaged(PRINTED.read_bytes(), chance))
        try:
            assert read_organisation(path, OWN).observations.num_rows > 0
        except Problem as problem:
            refused.append(str(problem))
    assert 0 < len(refused) < 100
    assert all("d.csv" in message for message in refused)
