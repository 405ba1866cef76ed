"""Answers of jobindsats.dk that are wrong: each is a Problem that names the place, or left and told."""

import math

import pytest
from jobindsats_real import ROWS, UNEMPLOYED, figures, map_answer, v3

from pejling.terms.problem import Problem


def _changed(at, value, rows=1):
    table = [list(ROWS[number]) for number in range(rows)]
    table[-1][at] = value
    return v3(UNEMPLOYED, *table)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (_changed(0, "2026M13"), r"svar\.json, row 1, column 'Periode', value '2026M13': .*no period"),
        (_changed(0, None), "row 1, column 'Periode', value None: a text is needed here"),
        (_changed(1, "Atlantis"), "row 1, column 'Område', value 'Atlantis': .*not the name"),
        (_changed(4, -3), "column 'Antal ledige personer', value -3: no figure is negative"),
        (_changed(4, 2.5), "value 2.5: unemployed_persons counts whole ones"),
        (_changed(4, True), "value True: allowed is a number from 0, or null"),
        (_changed(4, math.nan), "value nan: allowed is a number"),
        (_changed(4, math.inf), "value inf: allowed is a number"),
        (_changed(4, "2,5", rows=3), "row 3, column 'Antal ledige personer', value '2,5': allowed is"),
        (_changed(3, "I ALT "), None),
        (_changed(3, "—"), "value '—': without letters and digits"),
        (v3(UNEMPLOYED, ROWS[0], [*ROWS[0][:4], 1, 2, 3.0]), "row 2: other figures for the same"),
        (v3(UNEMPLOYED, ROWS[0][:-1]), r"svar\.json, row 1: 6 cells for 7 columns"),
        ({"columns": UNEMPLOYED, "rows": [ROWS[0], "x"]}, "row 2: 'x' cells for 7 columns"),
        (v3(UNEMPLOYED[1:], ROWS[0][1:]), "column Periode is missing"),
        (v3(["Periode", "Område"], ["2026M01", "dk"]), "no known table has the columns Periode, Område"),
        (v3(["Periode", "Område", "Antal personer"], ["2026M01", "dk", 1]), "may be the table y01a02, "),
        (v3(["Periode", "Område", "Gyldne"], ["2026M01", "dk", 1]), "no known table .* --mapping"),
        (v3(["Periode", "Periode"], []), "value 'Periode': expected is each name once"),
        ({"columns": [], "rows": []}, "columns, value .*expected is a list of names"),
        ({"columns": ["a"], "rows": {}}, "rows, value {}: expected is a list of rows"),
        ({"columns": [3], "rows": []}, "columns, value 3: expected is a name"),
        ([{"Variables": [3], "Data": []}], "Variables, value"),
        ({"code": 422, "cause": "Unknown period type: M"}, r"the question \(422\): Unknown period type"),
        (3, r"no answer of jobindsats\.dk \(int\)"),
        ({"a": 1}, r"no answer of jobindsats\.dk \({a}\)"),
    ],
)  # fmt: skip
def test_hostile_answers(raw, message):
    if message is None:
        assert map_answer(raw).not_mapped == {}
        return
    with pytest.raises(Problem, match=message):
        map_answer(raw)


def test_two_names_for_one_thing_are_a_problem():
    rows = [ROWS[0], [*ROWS[0][:3], "A-kasse i alt", 1, 2, 3.0]]
    with pytest.raises(
        Problem, match="row 2, column 'A-kasse', value 'A-kasse i alt': is the same as 'I alt'"
    ):
        map_answer(v3(UNEMPLOYED, *rows))
    rows = [ROWS[0], [ROWS[0][0], "dk", *ROWS[0][2:]]]
    with pytest.raises(Problem, match="column 'Område', value 'dk': is the same as 'Hele landet'"):
        map_answer(v3(UNEMPLOYED, *rows))


def test_values_that_are_the_same_group_are_left_and_told():
    columns = ["Periode", "Område", "Ydelsesgruppe", "Antal personer"]
    names = ["Kontanthjælp", "Kontanthjælp, jobparate", "Kontanthjælp, aktivitetsparate"]
    found = map_answer(v3(columns, *[["2026M01", "dk", name, 5] for name in names]), "ptva02")
    assert list(figures(found)) == [("persons", "kontanthjaelp", "dk", "2026M01", "")]
    assert [one.figures for one in found.left] == [1, 1]


def test_two_columns_that_are_the_same_figure():
    columns = ["Periode", "Område", "Antal personer", "Antal personer i gang"]
    found = map_answer(v3(columns, ["2026M01", "dk", 5, 4]), "y07a02")
    assert list(figures(found).values()) == [5]
    assert found.not_mapped == {"y07a02: Antal personer i gang": 1}
    columns[2] = "Antal personer i fred"
    with pytest.raises(
        Problem, match="'Antal personer i fred' and 'Antal personer i gang' are the same to us"
    ):
        map_answer(v3(columns, ["2026M01", "dk", 5, 4]), "y07a02")
