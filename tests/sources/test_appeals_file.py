"""Complaints: Ankestyrelsen's tables in every form, what is told, and what is refused."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import EXAMPLES, as_csv, as_excel, both, cells_of, damaged, figures

from pejling.sources.ankestyrelsen import read_appeals
from pejling.sources.small_table import Given
from pejling.terms.period import Period
from pejling.terms.problem import Problem

OWN = Given("510")
TITLE = [["Afgjorte klager efter kommune, lovgrundlag, afgørelsestype og tid"], ["Enhed: antal"], []]
FOOT = [[], ["Kilde: Ankestyrelsens sagsbehandlingssystem"], ["Tal kan ændre sig ved efterregistrering."]]
WIDE_YEARS = [
    *TITLE,
    ["", "", "", "2018", "2019"],
    ["Haderslev", "Lov om aktiv socialpolitik", "Stadfæstelse", "60", "81"],
    ["", "", "Ændring/ophævelse", "8", "14"],
    ["", "", "Hjemvisning", "..", "7"],
    ["", "", "Afvisning/henvisning", "", "1"],
    ["", "", "I alt", "70", "103"],
    ["Hele landet", "Lov om aktiv socialpolitik", "Stadfæstelse", "5000", "5400"],
    ["", "", "Ændring/ophævelse", "1000", "1600"],
    ["", "", "Hjemvisning", "1000", "1000"],
    *FOOT,
]
WIDE_OUTCOMES = [
    [
        "Kommune",
        "Lovgrundlag",
        "År",
        "Hjemvisning",
        "Ændring/ophævelse",
        "Stadfæstelse",
        "Afvisning",
        "I alt",
    ],
    ["Haderslev Kommune", "1 Sygedagpengeloven", "2019", "1", "4", "29", "6", "40"],
    ["580", "Sygedagpengeloven", "2019", "0", "0", "0", "2", "3"],
]


def rows_of(read):
    return {(row["indicator"], row["area"], row["period"]): row for row in read.observations.to_pylist()}


def test_the_printed_table_keeps_its_digits_and_gets_the_counts_that_give_them():
    read = read_appeals(EXAMPLES / "appeals_haderslev_2019.csv", OWN)
    rows = rows_of(read)
    assert len(rows) == 35
    assert figures(read)["appeals_remitted:LAB", "510", "2019"] == 0  # a printed 0 is a 0
    backed = {
        law: (row["value"], row["decimals"], row["numerator"], row["denominator"])
        for law in ("LAB", "LAS", "PL", "SDP", "I alt")
        for row in [rows[f"reversal_rate_pct:{law}", "510", "2019"]]
    }
    assert backed == {
        "LAB": (33, 0, 1, 3),  # 33.3
        "LAS": (21, 0, 21, 102),  # 20.6
        "PL": (57, 0, 4, 7),  # 57.1
        "SDP": (15, 0, 5, 34),  # 14.7
        "I alt": (20, 0, None, None),  # 31/146 = 21.2: the report took the dismissed ones in
    }
    assert rows["reversal_rate_pct:LAS", "dk", "2019"]["value"] == 32
    assert rows["appeals:LAS", "510", "2019"]["origin"] == "appeals_haderslev_2019.csv, line 13"
    assert all(row["published"] and row["group"] == "" for row in rows.values())
    told = [note.en for note in read.notes]
    assert len(told) == 2
    assert "510 Haderslev was taken" in told[0]
    assert "printed as 20, but the counts give 31/146 = 21.2 (line 35)" in told[1]


def test_the_intake_is_told_apart_by_its_columns():
    found = figures(read_appeals(EXAMPLES / "appeal_intake_haderslev.csv", OWN))
    assert len(found) == 20
    assert found["appeal_intake:I alt", "510", "2019"] == 176
    assert found["appeal_intake:PL", "510", "2020Q1"] == 10


@pytest.mark.parametrize("form", [as_csv, as_excel])
def test_years_as_columns_with_titles_footnotes_and_labels_said_once(tmp_path, form):
    path = form(tmp_path / ("t.csv" if form is as_csv else "t.xlsx"), WIDE_YEARS)
    read = read_appeals(path, OWN)
    found = figures(read)
    assert found["appeals_upheld:LAS", "510", "2018"] == 60
    assert found["appeals_changed:LAS", "510", "2019"] == 14
    assert found["appeals_remitted:LAS", "510", "2018"] == "suppressed"
    assert found["appeals_dismissed:LAS", "510", "2018"] == "not_observed"
    assert found["appeals:LAS", "510", "2019"] == 103
    assert found["appeals_upheld:LAS", "dk", "2019"] == 5400
    # no rate is printed: 21/102 in 2019; none in 2018, where a count is hidden; 2000/7000 in the country
    rate = rows_of(read)["reversal_rate_pct:LAS", "510", "2019"]
    assert (rate["numerator"], rate["denominator"], rate["decimals"]) == (21, 102, None)
    assert rate["value"] == pytest.approx(20.588, abs=0.001)
    assert ("reversal_rate_pct:LAS", "510", "2018") not in found
    assert found["reversal_rate_pct:LAS", "dk", "2018"] == pytest.approx(28.571, abs=0.001)
    assert read.notes == ()


def test_outcomes_as_columns_many_municipalities_and_a_total_that_does_not_add_up(tmp_path):
    for path in both(tmp_path, WIDE_OUTCOMES):
        read = read_appeals(path, OWN)
        found = figures(read)
        assert found["appeals:SDP", "510", "2019"] == 40
        assert found["reversal_rate_pct:SDP", "510", "2019"] == pytest.approx(100 * 5 / 34)
        assert found["reversal_rate_pct:SDP", "580", "2019"] == "not_defined"  # nothing was heard
        (told,) = read.notes
        assert "Aabenraa, 2019 is printed as 3, but its outcomes add to 2" in told.en


@pytest.mark.parametrize("form", [as_csv, as_excel])
def test_years_over_outcomes_in_two_lines(tmp_path, form):
    rows = [["Kommune", "Lov", "2018", "", "", "2019", "", ""]]
    rows += [["", "", *("Stadfæstelse", "Hjemvisning", "Ændring") * 2]]
    rows += [["Haderslev", "LAS", "60", "5", "8", "81", "7", "14"], ["", "LAB", "1", "0", "1", "2", "..", ""]]
    path = form(tmp_path / ("t.csv" if form is as_csv else "t.xlsx"), rows)
    found = figures(read_appeals(path, OWN))
    assert found["appeals_upheld:LAS", "510", "2018"] == 60
    assert found["appeals_changed:LAS", "510", "2019"] == 14
    assert found["appeals_remitted:LAB", "510", "2019"] == "suppressed"
    assert found["reversal_rate_pct:LAB", "510", "2018"] == 50  # 0 + 1 of 0 + 1 + 1
    assert len(found) == 2 * 6 + 3  # rates: LAS in both years, LAB in 2018


def test_a_long_table_in_danish_with_year_and_quarter(tmp_path):
    rows = [
        ["Kommune", "Lov", "Afgørelsestype", "År", "Kvartal", "Antal"],
        ["Haderslev", "LAB", "Stadfæstelse", "2020", "1. kvartal", "1.200"],
        ["Haderslev", "LAB", "Stadfæstelse", "2020", "2", "3"],
        ["Haderslev", "LAB", "Stadfæstelse", "2020", "K3", "4"],
        ["Haderslev", "LAB", "Stadfæstelse", "2020", "", "9"],
    ]
    found = figures(read_appeals(as_csv(tmp_path / "t.csv", rows), OWN))
    assert {period: value for (_, _, period), value in found.items()} == {
        "2020Q1": 1200,
        "2020Q2": 3,
        "2020Q3": 4,
        "2020": 9,
    }


def test_the_table_of_rates_alone(tmp_path):
    """ANKEAST3: the title says what is measured."""
    rows = [["Omgørelsesprocent efter kommune, lovgrundlag og tid"], ["", "", "2018", "2019"]]
    rows += [["Haderslev", "Aktivloven", "20,5", "21"], ["", "LAB", "", "33"]]
    read = read_appeals(as_csv(tmp_path / "t.csv", rows), OWN)
    row = rows_of(read)["reversal_rate_pct:LAS", "510", "2018"]
    assert (row["value"], row["decimals"], row["numerator"]) == (20.5, 1, None)
    assert figures(read)["reversal_rate_pct:LAB", "510", "2018"] == "not_observed"


def test_a_label_is_not_carried_past_another_to_its_left(tmp_path):
    """A new municipality with a blank law: whose law it is cannot be told."""
    rows = [["Kommune", "Lov", "Udfald", "2019"], ["Haderslev", "LAB", "Hjemvist", "1"]]
    rows += [["", "", "Ændret", "2"], ["Aabenraa", "", "Ændret", "3"]]
    with pytest.raises(Problem, match=r"line 4, column lov, value '': the law is not known"):
        read_appeals(as_csv(tmp_path / "t.csv", rows), OWN)


def test_laws_that_do_not_make_the_total_are_told(tmp_path):
    rows = [["period", "law", "intake"]]
    rows += [["2019", law, "10"] for law in ("LAB", "LAS", "PL", "SDP")] + [["2019", "I alt", "41"]]
    read = read_appeals(as_csv(tmp_path / "t.csv", rows, ","), OWN)
    assert "is printed as 41, but the four acts add to 40" in read.notes[-1].en


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [["period", "law", "outcome", "value"], ["2019", "Serviceloven", "upheld", "1"]],
            r"line 2, column law, value 'Serviceloven': the law is not known; allowed are LAB .*SDP",
        ),
        (
            [["period", "law", "outcome", "value"], ["2019", "LAB", "vundet", "1"]],
            r"line 2, column outcome, value 'vundet': the outcome is not known; allowed are dismissed",
        ),
        (
            [["period", "law", "outcome", "value"], ["2019", "LAB", "upheld", "2,5"]],
            r"column value, value '2,5': a number of complaints is a whole number from 0",
        ),
        (
            [["period", "law", "outcome", "value"], ["2019", "LAB", "upheld", "mange"]],
            r"line 2, column value, value 'mange': 'mange' is no number",
        ),
        (
            [["period", "law", "outcome", "value"], ["2019", "LAB", "reversal_rate_pct", "133"]],
            r"a reversal rate is from 0 to 100",
        ),
        (
            [["period", "law", "outcome", "value"], ["19", "LAB", "upheld", "1"]],
            r"column period, value '19': '19' is no period",
        ),
        (
            [["period", "law", "outcome", "value"], *[["2019", "LAB", "upheld", n] for n in "12"]],
            r"line 3, column value, value '2': line 2 gives another value \(1\) for the same figure",
        ),
        (
            [["law", "outcome", "value"], ["LAB", "upheld", "1"]],
            r"line 2: the file does not say which period",
        ),
        (
            [["period", "law", "value"], ["2019", "LAB", "1"]],
            r"a column such as outcome, udfald.* is missing",
        ),
        (
            [["period", "outcome", "value"], ["2019", "upheld", "1"]],
            r"a column such as law, lov.* is missing",
        ),
        ([["a", "b"], ["1", "2"]], r"no line has the column names that are needed: a law"),
        ([["kommune", "law", "intake", "år"], ["Atlantis", "LAB", "1", "2019"]], r"value 'Atlantis': .*98"),
        (
            [["law", "outcome", "upheld", "år"], ["LAB", "upheld", "1", "2019"]],
            r"outcomes stand both as columns \(upheld\) and in the column outcome",
        ),
        ([["", "law", "2019"], ["hvad", "LAB", "1"]], r"column without a name \(column 1\) with 'hvad'"),
        ([["period", "law", "intake"], ["010170-1234", "LAB", "1"]], r"\(10 digits\)"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, rows, message):
    with pytest.raises(Problem, match=message):
        read_appeals(as_csv(tmp_path / "t.csv", rows), OWN)


def test_area_and_period_are_given_where_the_file_lacks_them_and_only_there(tmp_path):
    rows = [["law", "outcome", "value"], ["LAB", "upheld", "1"]]
    path = as_csv(tmp_path / "t.csv", rows)
    read = read_appeals(path, Given("510", "580", Period.parse("2019Q2")))
    assert figures(read) == {("appeals_upheld:LAB", "580", "2019Q2"): 1}
    assert read.notes == ()
    with pytest.raises(Problem, match=r"value '2019': the file says another period than --period 2018"):
        read_appeals(EXAMPLES / "appeals_haderslev_2019.csv", Given("510", "", Period.parse("2018")))
    with pytest.raises(
        Problem, match=r"value 'Haderslev Kommune': the file says another area than --area 580"
    ):
        read_appeals(as_csv(tmp_path / "w.csv", WIDE_OUTCOMES), Given("510", "580"))


numbers = st.integers(0, 9999)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=1, max_size=4))
def test_long_and_wide_tables_say_the_same(tmp_path_factory, table):
    """Four outcomes a year: as rows, with outcomes as columns, with years as columns."""
    folder = tmp_path_factory.mktemp("t")
    outcomes = ("Afvisning", "Hjemvisning", "Stadfæstelse", "Ændring")
    years = [str(2015 + place) for place in range(len(table))]
    long = [["Lov", "År", "Udfald", "Antal"]]
    long += [
        ["LAS", y, o, n]
        for y, of in zip(years, table, strict=True)
        for o, n in zip(outcomes, of, strict=True)
    ]
    by_outcome = [["Lov", "År", *outcomes], *(["LAS", y, *of] for y, of in zip(years, table, strict=True))]
    by_year = [["Lov", "Udfald", *years]]
    by_year += [["LAS", o, *(of[place] for of in table)] for place, o in enumerate(outcomes)]
    found = [
        figures(read_appeals(as_csv(folder / f"{place}.csv", rows), OWN))
        for place, rows in enumerate((long, by_outcome, by_year))
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 5 * len(table)


def test_damaged_files_end_in_figures_or_in_a_problem(tmp_path):
    chance = random.Random(4)
    sources = [(EXAMPLES / "appeals_haderslev_2019.csv").read_bytes()]
    sources.append(as_csv(tmp_path / "w.csv", WIDE_YEARS).read_bytes())
    path, refused = tmp_path / "d.csv", []
    for _ in range(150):
        path.write_bytes(damaged(chance.choice(sources), chance))
        try:
            assert read_appeals(path, OWN).observations.num_rows > 0
        except Problem as problem:
            refused.append(str(problem))
    assert 0 < len(refused) < 150
    assert all("d.csv" in message for message in refused)


def test_csv_and_excel_say_the_same(tmp_path):
    for name in ("appeals_haderslev_2019.csv", "appeal_intake_haderslev.csv"):
        excel = as_excel(tmp_path / "t.xlsx", cells_of(EXAMPLES / name))
        assert figures(read_appeals(excel, OWN)) == figures(read_appeals(EXAMPLES / name, OWN))
