"""The smaller files through the command line: printed figures come back, what is refused is said."""

from __future__ import annotations

import csv
import json

import openpyxl
import pytest

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK

OUTCOMES = {
    "dismissed": "appeals_dismissed",
    "remitted": "appeals_remitted",
    "upheld": "appeals_upheld",
    "changed": "appeals_changed",
    "total": "appeals",
    "reversal_rate_pct": "reversal_rate_pct",
    "reversal_rate_national_pct": "reversal_rate_pct",
}
CASELOAD = {
    "full_time_equivalents": "caseworker_fte",
    "cases_per_fte": "cases_per_caseworker",
    "guideline_low": "caseload_guideline_low",
    "guideline_high": "caseload_guideline_high",
    "guideline_in_brackets": "caseload_guideline_in_brackets",
}
ORGANISATION = {
    "employees": "employees",
    "reporting_directly": "reports_directly",
    "reporting_to_team_leader": "reports_to_team_leader",
}
FILES = (
    ("appeals", "appeals_haderslev_2019.csv", ()),
    ("appeals", "appeal_intake_haderslev.csv", ()),
    ("caseload", "caseload_haderslev_2020m03.csv", ()),
    ("organisation", "span_of_control_haderslev_2020.csv", ("--period", "2020")),
)


@pytest.fixture
def haderslev(run, tmp_path, monkeypatch):
    """A workspace of Haderslev, which is the current folder."""
    folder = tmp_path / "haderslev"
    assert run("init", folder, "--municipality", "510").code == 0
    monkeypatch.chdir(folder)
    return folder


def printed(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(examples):
    """Every printed figure of the four files, by indicator, area and period, as it is printed."""
    found = {}
    for row in printed(examples / "appeals_haderslev_2019.csv"):
        area = "dk" if "national" in row["outcome"] else "510"
        found[f"{OUTCOMES[row['outcome']]}:{row['law']}", area, row["period"]] = row["value"]
    for row in printed(examples / "appeal_intake_haderslev.csv"):
        found[f"appeal_intake:{row['law']}", "510", row["period"]] = row["intake"]
    for row in printed(examples / "caseload_haderslev_2020m03.csv"):
        for column, family in CASELOAD.items():
            found[f"{family}:{row['area_of_work']}", row["area"], row["period"]] = row[column]
    for row in printed(examples / "span_of_control_haderslev_2020.csv"):
        for column, family in ORGANISATION.items():
            found[f"{family}:{row['manager']}", "510", "2020"] = row[column]
        areas = str(len(row["responsibilities"].split(";")))
        found[f"areas_of_responsibility:{row['manager']}", "510", "2020"] = areas
    return {key: value for key, value in found.items() if value}


def as_excel(source, target):
    """The same table as a person would have it in a workbook."""
    book = openpyxl.Workbook()
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    book.save(target)
    return target


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_printed_figure_comes_back_from_plain_measure(run, haderslev, examples, tmp_path, form):
    for verb, name, more in FILES:
        path = examples / name
        if form == "xlsx":
            path = as_excel(path, (tmp_path / name).with_suffix(".xlsx"))
        answer = run("take-in", verb, path, *more)
        assert answer.code == 0, answer.err
    rows = {
        (row["indicator"], row["area"], row["period"]): row for row in run("measure", "--format", "csv").rows
    }
    ours = {key: row["value"] for key, row in rows.items()}
    means = {("managers", "510", "2020"): "5", ("employees_per_manager", "510", "2020"): "41.6"}
    assert ours == expected(examples) | means
    assert len(ours) == 35 + 20 + 34 + 20 + 2  # 9 x 5 caseload cells of which 11 are printed empty
    counts = {
        law: (row["numerator"], row["denominator"])
        for law in ("LAB", "LAS", "PL", "SDP", "I alt")
        for row in [rows[f"reversal_rate_pct:{law}", "510", "2019"]]
    }
    assert counts == {
        "LAB": ("1", "3"),
        "LAS": ("21", "102"),
        "PL": ("4", "7"),
        "SDP": ("5", "34"),
        "I alt": ("", ""),  # 31/146 is 21, and 20 is printed
    }


def test_what_a_reader_must_know_is_told_in_both_languages(run, haderslev, examples):
    appeals = examples / "appeals_haderslev_2019.csv"
    danish = run("take-in", "appeals", appeals).out
    assert "35 tal, 2019 til 2019" in danish
    assert "510 Haderslev er brugt, arbejdsområdets egen kommune" in danish
    assert "er trykt som 20, men antallene giver 31/146 = 21,2 (linje 35)" in danish
    english = run("take-in", "appeals", appeals, "--area", "Haderslev", "--lang", "en").out
    assert "own municipality" not in english
    assert "printed as 20, but the counts give 31/146 = 21.2 (line 35)" in english


def test_many_notes_are_told_in_part_and_kept_whole(run, haderslev, tmp_path):
    """30 years whose outcomes add to 4 and not to 5: 20 lines are told, all 31 (the area too) are kept."""
    years = "".join(f"{year};LAB;1;1;1;1;5\n" for year in range(1990, 2020))
    path = tmp_path / "mange.csv"
    path.write_text("år;lov;afvist;hjemvist;stadfæstet;ændret;i alt\n" + years, encoding="utf-8")
    answer = run("take-in", "appeals", path, "--lang", "en")
    assert answer.code == 0, answer.err
    assert answer.out.count("its outcomes add to 4") == 19
    assert "And 11 lines more of the kind" in answer.out
    (manifest,) = (haderslev / "store" / "vintages").glob("*/manifest.json")
    assert len(json.loads(manifest.read_text(encoding="utf-8"))["details"]["notes"]) == 31


def test_budget_and_prices_come_out_of_measure_for_everybody(run, haderslev, examples, tmp_path):
    budget = tmp_path / "budget.csv"
    budget.write_text(
        "Konto;Måned;Slags;Beløb\n5.57.71;jan;Budget;1.200.000,00\n5.57.71;jan;Forbrug;1.234.567,89\n"
        "5.57.73;jan;Forbrug;5,00\n",
        encoding="utf-8",
    )
    answer = run("take-in", "budget", budget, "--period", "2019")
    assert answer.code == 0, answer.err
    assert (
        "5.57.73 (1 beløb, 5,00, kontanthjaelp og uddannelseshjaelp: grupperingen skiller dem)" in answer.out
    )
    assert run("take-in", "prices", examples / "prices_2016.csv").code == 0
    for audience in ("public", "council", "internal"):
        rows = run("measure", "--audience", audience, "--format", "csv").rows
        assert {
            (row["indicator"], row["group"], row["area"], row["period"]): row["value"] for row in rows
        } == {
            ("budget_dkk", "sygedagpenge", "510", "2019M01"): "1200000.00",
            ("expenditure_dkk", "sygedagpenge", "510", "2019M01"): "1234567.89",
            ("benefit_rate_dkk", "sygedagpenge", "dk", "2016"): "217360",
            ("refusion_pct:1-4", "", "dk", "2016-2022"): "80",
            ("refusion_pct:5-26", "", "dk", "2016-2022"): "40",
            ("refusion_pct:27-52", "", "dk", "2016-2022"): "30",
            ("refusion_pct:53-", "", "dk", "2016-2022"): "20",
        }


def test_accounts_of_ones_own_are_kept_with_the_figures(run, haderslev, tmp_path):
    budget, accounts = tmp_path / "b.csv", tmp_path / "a.csv"
    budget.write_text("konto;periode;slags;beløb\n6.45.51;2019;budget;5\n", encoding="utf-8")
    accounts.write_text("account;group\n6.45.51;fleksjob\n", encoding="utf-8")
    refused = run("take-in", "budget", budget)
    assert refused.code == 1
    assert "ingen konto i filen hører til en ydelse" in refused.err
    assert run("take-in", "budget", budget, "--accounts", accounts).code == 0
    (row,) = run("measure", "--format", "csv").rows
    assert (row["indicator"], row["group"], row["value"]) == ("budget_dkk", "fleksjob", "5.00")


@pytest.mark.parametrize(
    ("verb", "text", "more", "message"),
    [
        ("appeals", "period;law;intake\n2019;LAX;1\n", (), "linje 2, kolonne law, værdi 'LAX': loven er uk"),
        ("appeals", "law;intake\nLAB;1\n", (), "filen siger ikke, hvilken periode tallene gælder"),
        ("appeals", "law;intake\nLAB;1\n", ("--period", "i fjor"), "--period: 'i fjor' er ikke en periode"),
        ("appeals", "law;intake\nLAB;1\n", ("--area", "Atlantis"), "--area: 'Atlantis' er ikke navnet på"),
        ("appeals", "", (), "f.csv: filen er tom"),
        ("caseload", "area_of_work;cases_per_fte\nXX;1\n", (), "filen siger ikke, hvilken periode"),
        ("organisation", "leder;medarbejdere\nPer Hansen;4\n", ("--period", "2020"), "det kan være et navn"),
        ("budget", "konto;beløb\n5.57.71;1\n", (), "filen siger ikke, om beløbene er budget eller regnskab"),
        ("prices", "a;b\n1;2\n", (), "ingen linje har de kolonnenavne, der skal til"),
    ],
)
def test_wrong_input_is_said_and_leaves_the_store_as_it_was(
    run, haderslev, tmp_path, verb, text, more, message
):
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    answer = run("take-in", verb, path, *more)
    assert answer.code == 1
    assert message in answer.err
    assert "Hansen" not in answer.err
    assert "Traceback" not in answer.err
    assert list((haderslev / "store" / "vintages").iterdir()) == []


def test_the_verbs_are_explained(run, haderslev):
    text = run("take-in", "--help").out
    for verb in ("appeals", "caseload", "organisation", "budget", "prices"):
        assert verb in text
        one = run("take-in", verb, "--help")
        assert one.code == 0
        assert "--workspace" in one.out
    assert "--period" in run("take-in", "organisation", "--help").out
    assert "--accounts" in run("take-in", "budget", "--help").out


def test_areas_of_work_are_those_of_the_printed_table(examples):
    rows = printed(examples / "caseload_haderslev_2020m03.csv")
    assert [row["area_of_work"] for row in rows] == list(AREAS_OF_WORK)
