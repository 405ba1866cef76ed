"""Budget and accounts: accounts to benefits, long and wide, thousands, what is left out and told."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import as_csv, as_excel, both, damaged, figures

from pejling.sources.accounts import account_of, read_accounts, shipped_accounts
from pejling.sources.budget_file import read_budget
from pejling.sources.small_table import Given
from pejling.terms.benefit import groups
from pejling.terms.period import Period
from pejling.terms.problem import Problem

OWN = Given("510")
YEAR = Given("510", "", Period.parse("2019"))
LONG = [
    ["Udtræk af økonomisystemet"],
    ["Konto", "Tekst", "Dranst", "Måned", "År", "Slags", "Beløb"],
    ["5.57.71", "Sygedagpenge", "1", "1", "2019", "Regnskab", "1.234.567,89"],
    ["55771", "Sygedagpenge", "1", "januar", "2019", "forbrug", "100,11"],
    ["5.57.71", "Refusion", "2", "1", "2019", "Regnskab", "-400.000,00"],
    ["5.57.71", "Sygedagpenge", "1", "1", "2019", "Budget", "1.200.000"],
    ["5.57.71", "Sygedagpenge", "1", "1", "2019", "Korrigeret budget", "1.250.000,50"],
    ["5.57.73", "Kontant- og uddannelseshjælp", "1", "1", "2019", "Regnskab", "300.000"],
    ["5.57.73.007", "Kontanthjælp", "1", "1", "2019", "Regnskab", "200.000"],
    ["5.57.73.008", "Uddannelseshjælp", "1", "1", "2019", "Regnskab", ".."],
    ["6.45.51", "Sekretariat", "1", "1", "2019", "Regnskab", "7,5"],
    ["5.58.83", "Ledighedsydelse", "1", "1", "2019", "Regnskab", ""],
    ["Kilde: økonomisystemet"],
]


def read(path, given=OWN, accounts=None):
    return read_budget(path, given, accounts or shipped_accounts())


def test_amounts_are_added_by_benefit_month_and_kind(tmp_path):
    found = read(as_csv(tmp_path / "t.csv", LONG))
    assert figures(found) == {
        # 1,234,567.89 + 100.11 on two ways to write the account; the refund of dranst 2 is not in it
        ("expenditure_dkk", "sygedagpenge", "510", "2019M01"): 1234668.00,
        ("budget_dkk", "sygedagpenge", "510", "2019M01"): 1200000,
        ("adjusted_budget_dkk", "sygedagpenge", "510", "2019M01"): 1250000.50,
        ("expenditure_dkk", "kontanthjaelp", "510", "2019M01"): 200000,
        ("expenditure_dkk", "uddannelseshjaelp", "510", "2019M01"): "suppressed",
        ("expenditure_dkk", "ledighedsydelse", "510", "2019M01"): "not_observed",
    }
    row = next(row for row in found.observations.to_pylist() if row["value"] == 1234668)
    assert (row["decimals"], row["published"], row["numerator"]) == (2, False, None)
    assert row["origin"].startswith("t.csv, line 3, 4, accounts 5.57.71 by accounts.toml, 2022-11-30")
    told = " ".join(note.en for note in found.notes)
    assert "5.57.73 (1 amounts, 300,000.00, kontanthjaelp and uddannelseshjaelp: told apart by" in told
    assert "6.45.51 (1 amounts, 7.50)" in told
    assert "Rows of a dranst other than 1 (the state's refund etc.), not taken in: 1." in told
    assert "Amounts left blank, and not counted: 1." in told


def test_months_as_columns_in_thousands_and_a_total_that_does_not_add_up(tmp_path):
    rows = [["Funktion", "Slags", "Jan", "Feb", "I alt"]]
    rows += [["5.57.78 Dagpenge", "Budget", "1.000", "2.000,5", "3.000,5"]]
    rows += [["5.58.81", "Forbrug", "10", "20", "31"]]
    path = as_csv(tmp_path / "t.csv", [["Beløb i 1.000 kr."], *rows])
    found = read(path, YEAR)
    assert figures(found) == {
        ("budget_dkk", "dagpenge", "510", "2019M01"): 1_000_000,
        ("budget_dkk", "dagpenge", "510", "2019M02"): 2_000_500,
        ("expenditure_dkk", "fleksjob", "510", "2019M01"): 10_000,
        ("expenditure_dkk", "fleksjob", "510", "2019M02"): 20_000,
    }
    told = [note.en for note in found.notes]
    assert "Line 4: i alt is printed as 31.00, but the months add to 30.00." in told
    assert "Amounts stand in DKK 1,000 and were multiplied." in told
    with pytest.raises(Problem, match=r"line 3, column jan: the month has no year; add a column year"):
        read(path, OWN)


def test_a_break_of_the_benefit_is_carried_and_jobindsats_own_is_not(tmp_path):
    """2025 holds both sides of the kontanthjælp reform; the break of 2017-07 is of jobindsats.dk's source."""
    rows = [["konto", "periode", "slags", "beløb"], ["5.57.73.007", "2025", "budget", "5"]]
    rows += [["5.57.73.007", "2025M08", "budget", "5"], ["5.57.71", "2017", "budget", "5"]]
    found = read(as_csv(tmp_path / "t.csv", rows)).observations.to_pylist()
    assert [row["marks"] for row in found] == ["break:2025-07-kontanthjaelp", "", ""]


def test_kinds_as_columns(tmp_path):
    rows = [["Konto", "Gruppering", "Periode", "Vedtaget budget", "Korr. budget (kr.)", "Forbrug"]]
    rows += [["5.57.73", "7", "2019Q1", "10", "11", "12"], ["5.57.73", "008", "marts 2019", "1", "2", "3"]]
    for path in both(tmp_path, rows):
        assert figures(read(path)) == {
            ("budget_dkk", "kontanthjaelp", "510", "2019Q1"): 10,
            ("adjusted_budget_dkk", "kontanthjaelp", "510", "2019Q1"): 11,
            ("expenditure_dkk", "kontanthjaelp", "510", "2019Q1"): 12,
            ("budget_dkk", "uddannelseshjaelp", "510", "2019M03"): 1,
            ("adjusted_budget_dkk", "uddannelseshjaelp", "510", "2019M03"): 2,
            ("expenditure_dkk", "uddannelseshjaelp", "510", "2019M03"): 3,
        }


def test_a_table_of_accounts_of_ones_own(tmp_path):
    path = as_csv(
        tmp_path / "b.csv", [["konto", "periode", "slags", "beløb"], ["6.45.51", "2019", "budget", "5"]]
    )
    with pytest.raises(
        Problem, match=r"no account of the file belongs to a benefit by accounts\.toml.*6\.45\.51"
    ):
        read(path)
    own = read_accounts(as_csv(tmp_path / "a.csv", [["account", "group"], ["6.45.51", "Sygedagpenge"]]))
    assert figures(read(path, accounts=own)) == {("budget_dkk", "sygedagpenge", "510", "2019"): 5}
    toml = tmp_path / "a.toml"
    toml.write_text('[[account]]\naccount = "6.45.51.007"\ngroup = "fleksjob"\n', encoding="utf-8")
    assert read_accounts(toml).benefit("6.45.51") == ""
    assert read_accounts(toml).benefit("6.45.51.007") == "fleksjob"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"a\.toml: there are no accounts"),
        ("x = ", r"a\.toml: the table of accounts cannot be read"),
        ('[[account]]\naccount = "5.57.71"\nseveral = 1.5\n', r"account 5\.57\.71: several is no list"),
        ('[[account]]\naccount = "5"\n', r"account no\. 1: '5' is no account"),
        ('[[account]]\naccount = "5.57.71"\ngroup = "løn"\n', r"account 5\.57\.71: the benefit 'løn' is not"),
        (
            '[[account]]\naccount = "5.57.71"\n[[account]]\naccount = "55771"\n',
            r"no\. 2: '55771' .* stands twice",
        ),
    ],
)
def test_a_table_of_accounts_that_is_none(tmp_path, text, message):
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=message):
        read_accounts(path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [["konto", "beløb", "periode"], ["5.57.71", "5", "2019"]],
            r"does not say whether its amounts are bud",
        ),
        (
            [["konto", "beløb", "slags"], ["5.57.71", "5", "budget"]],
            r"line 2: the file does not say which period",
        ),
        (
            [["konto", "beløb", "slags", "periode"], ["5.57.71", "5", "ønske", "2019"]],
            r"line 2, column slags, value 'ønske': unknown kind; allowed are budget",
        ),
        (
            [["konto", "beløb", "slags", "periode"], ["5.57.71", "fem", "budget", "2019"]],
            r"line 2, column beløb, value 'fem': .*no number",
        ),
        (
            [["konto", "beløb", "slags", "periode"], ["5.57.71", "0," + "1" * 16, "budget", "2019"]],
            r"column beløb, .* at most 15 decimals",
        ),
        (
            [["konto", "beløb", "slags", "måned", "år"], ["5.57.71", "5", "budget", "13", "2019"]],
            r"column måned, value '13': '13' is no period",
        ),
        ([["", ""], ["", ""]], r"no line has the column names .* The first line \(line 1\) is ''"),
        ([["tekst", "beløb"], ["x", "5"]], r"no line has the column names that are needed: an account"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, rows, message):
    with pytest.raises(Problem, match=message):
        read(as_csv(tmp_path / "t.csv", rows))


def test_the_shipped_accounts_have_a_source_and_a_confidence():
    table = shipped_accounts()
    assert set(table.group.values()) - {""} <= set(groups())
    assert set(table.confidence.values()) == {"A", "B"}
    assert table.benefit("5.57.71") == table.benefit("5.57.71.999") == "sygedagpenge"
    assert table.benefit("5.57.73") == ""
    assert table.holds("5.58.82") == ("ressourceforloeb", "jobafklaring")
    assert table.benefit("5.58.81.008") == ""  # formerly skånejob: the grouping is beside its function


@pytest.mark.parametrize(
    ("text", "grouping", "account"),
    [("5.57.71", "", "5.57.71"), ("05.57.71", "", "5.57.71"), ("5 57 71", "", "5.57.71"),
     ("55771", "7", "5.57.71.007"), ("55771007", "", "5.57.71.007"), ("5.57", "", ""), ("I alt", "", ""),
     ("5.57.71", "x", "")],
)  # fmt: skip
def test_accounts_in_any_form(text, grouping, account):
    assert account_of(text, grouping) == account


oere = st.integers(-(10**9), 10**9)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(oere, min_size=1, max_size=8))
def test_amounts_add_up_to_the_oere(tmp_path_factory, amounts):
    """Whatever the amounts: their sum in whole øre, with no binary noise."""
    rows = [["konto", "slags", "periode", "beløb"]]
    rows += [
        ["5.57.71", "regnskab", "2019M01", f"{amount / 100:.2f}".replace(".", ",")] for amount in amounts
    ]
    found = read(as_csv(tmp_path_factory.mktemp("t") / "t.csv", rows))
    (value,) = figures(found).values()
    assert round(value * 100) == sum(amounts)
    assert value == sum(amounts) / 100


def test_damaged_files_end_in_figures_or_in_a_problem(tmp_path):
    chance, path, refused = random.Random(7), tmp_path / "d.csv", []
    source = as_csv(tmp_path / "t.csv", LONG).read_bytes()
    for _ in range(150):
        path.write_bytes(damaged(source, chance))
        try:
            assert read(path).observations.num_rows > 0
        except Problem as problem:
            refused.append(str(problem))
    assert 0 < len(refused) < 150
    assert all("d.csv" in message for message in refused)


def test_an_amount_computed_in_a_workbook_is_taken_in_whole_oere(tmp_path):
    """A third of 1,000 as Excel keeps it, beside 0.005, which is half an øre: 333.33... + 0.005 = 333.34."""
    rows = [["konto", "slags", "periode", "beløb"], ["5.57.71", "budget", "2019", 1000 / 3]]
    rows += [["5.57.71", "budget", "2019", 0.005], ["5.58.83", "budget", "2019", 1.23456789e-9]]
    values = list(figures(read(as_excel(tmp_path / "t.xlsx", rows))).values())
    assert values == [333.34, 0]


def test_csv_and_excel_say_the_same(tmp_path):
    rows = [["konto", "slags", "måned", "år", "beløb"], ["55771", "budget", "1", "2019", "1234"]]
    csv, excel = as_csv(tmp_path / "t.csv", rows), as_excel(tmp_path / "t.xlsx", rows)
    assert figures(read(csv)) == figures(read(excel)) != {}
