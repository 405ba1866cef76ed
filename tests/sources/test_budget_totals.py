"""A total at the foot of a budget file is no amount of its own: it is held against the rows."""

import pytest
from small_tables import as_csv, figures

from pejling.sources.accounts import shipped_accounts
from pejling.sources.budget_file import read_budget
from pejling.sources.small_table import Given
from pejling.terms.period import Period

HEAD = ["Konto", "Tekst", "Måned", "Slags", "Beløb"]
ROWS = [
    ["5.57.71", "Sygedagpenge", "1", "Regnskab", "1.234.555,25"],
    ["5.57.71", "Sygedagpenge", "2", "Regnskab", "1.300.000"],
]
YEAR = Given("510", "", Period.parse("2019"))


def read(tmp_path, *rows):
    return read_budget(as_csv(tmp_path / "t.csv", rows), YEAR, shipped_accounts())


def told(found):
    return " ".join(note.en for note in found.notes)


@pytest.mark.parametrize("total", [["I alt", "", "", ""], ["", "I alt:", "", ""], ["TOTAL", "", "", ""]])
def test_a_total_that_agrees_is_left_out(tmp_path, total):
    # 1,234,555.25 + 1,300,000 = 2,534,555.25
    found = read(tmp_path, HEAD, *ROWS, [*total, "2.534.555,25"])
    assert figures(found) == figures(read(tmp_path, HEAD, *ROWS))
    assert "Line 4 is a total of the rows and was not taken in as an amount; it agrees." in told(found)


def test_a_total_that_differs_is_told_with_the_difference(tmp_path):
    found = read(tmp_path, HEAD, *ROWS, ["I alt", "", "", "", "2.600.000"])
    assert len(figures(found)) == 2
    assert (
        "It differs: 2,600,000.00 is printed, the rows add to 2,534,555.25 (difference 65,444.75)."
        in told(found)
    )
    assert any("forskel 65.444,75" in note.da for note in found.notes)


def test_totals_of_parts_with_and_without_the_refund(tmp_path):
    head = [*HEAD, "Dranst"]
    rows = [[*row, "1"] for row in ROWS]
    refund = ["5.57.71", "Refusion", "1", "Regnskab", "-500.000", "2"]
    for printed in ("2.034.555,25", "2.534.555,25"):  # with the refund, and what is the municipality's own
        found = read(tmp_path, head, *rows, refund, ["I alt", "", "", "", printed, ""])
        assert "it agrees" in told(found)
    # a total after each account: the second is of the rows since the first
    first = ["I alt", "", "", "", "2.534.555,25"]
    more = ["5.57.72", "Sociale formål", "1", "Regnskab", "10"]
    found = read(tmp_path, HEAD, *ROWS, first, more, ["I alt", "", "", "", "10"])
    assert told(found).count("it agrees") == 2


def test_months_as_columns_and_a_hidden_amount(tmp_path):
    head = ["Konto", "Slags", "Januar", "Februar"]
    rows = [["5.57.71", "Regnskab", "1", "2"], ["5.57.71.001", "Regnskab", "10", "20"]]
    assert "it agrees" in told(read(tmp_path, head, *rows, ["I alt", "", "11", "22"]))
    assert "22.00" not in told(read(tmp_path, head, *rows, ["I alt", "", "12", "22"]))
    hidden = [rows[0], ["5.57.71.001", "Regnskab", "..", "20"]]
    found = read(tmp_path, head, *hidden, ["I alt", "", "11", "22"])
    assert "Line 4 is a total of the rows and was not taken in as an amount." in told(found)
