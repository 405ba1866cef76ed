"""Tables audited through the command line: what cannot be right is told, and nothing else."""

from __future__ import annotations

import openpyxl
import pytest


@pytest.fixture
def audit(run, tmp_path):
    def auditing(text, *words, name="tabel.csv"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        answer = run("audit", file, "--format", "csv", *words)
        assert answer.code == 0, answer.err
        return [
            (row["figure"], row["relation"], row["printed"], row["feasible_range"], row["verdict"])
            for row in answer.rows
        ]

    return auditing


def test_the_appeals_of_2019_hold_one_figure_that_cannot_be(run, examples):
    answer = run("audit", examples / "appeals_haderslev_2019.csv", "--format", "csv")
    (row,) = answer.rows
    assert row["figure"] == "2019/I alt/reversal_rate_pct/value"
    assert (row["relation"], row["printed"], row["feasible_range"]) == ("rate", "20", "21.23")
    assert row["verdict"] == "infeasible"
    assert row["explanation"].endswith("fra 20 til 21")


@pytest.mark.parametrize(
    "name", ["appeal_intake_haderslev.csv", "klk_aabenraa_2012.csv", "mploy_haderslev_2020.csv"]
)
def test_no_wolf_is_cried(run, examples, name):
    rows = run("audit", examples / name, "--format", "csv").rows
    assert {row["verdict"] for row in rows} <= {"notice"}
    # the one activation degree over 100 of the 2020 report
    assert [row["printed"] for row in rows] == (["103.4"] if "mploy" in name else [])


WIDE = """Lov;Afvisning;Hjemvisning;Stadfæstelse;Ændring/ophævelse;I alt;Omgørelsesprocent
LAB;1;0;2;1;4;33
LAS;1;7;81;14;103;21
PL;0;3;3;1;7;57
SDP;6;1;29;4;40;15
I alt;8;11;115;20;154;20
"""


def test_the_same_table_as_printed_gives_the_same_verdict(audit):
    assert audit(WIDE) == [("I alt/omgørelsesprocent", "rate", "20", "21.23", "infeasible")]


def test_excel_as_csv(run, tmp_path):
    book = openpyxl.Workbook()
    for line in WIDE.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in line.split(";")])
    book.save(tmp_path / "tabel.xlsx")
    (row,) = run("audit", tmp_path / "tabel.xlsx", "--format", "csv").rows
    assert (row["figure"], row["verdict"]) == ("I alt/omgørelsesprocent", "infeasible")


def test_totals_and_shares_are_recognised(audit):
    table = """kommune;antal;heraf unge;pct. unge
Aabenraa;200;50;25,0
Haderslev;300;60;20,0
Tønder;100;10;12,0
Sønderborg;400;100;25,0
I alt;1000;210;21,0
"""
    found = audit(table)
    # 50 + 60 + 10 + 100 = 220, 218 to 222 where each is rounded; 10 of 100 is 9.45 to 10.55
    assert [row[:4] for row in found] == [
        ("I alt/heraf unge", "sum", "210", "218..222"),
        ("Tønder/pct. unge", "share", "12.0", "9.453..10.553"),
    ]
    assert {row[4] for row in found} == {"infeasible"}


def test_a_total_of_more_than_its_parts_may_hold_an_unknown_category(audit):
    table = "gruppe;2017;2018;2019\nA;10;10;11\nB;20;20;20\nC;30;31;30\nI alt;60;75;61\n"
    assert audit(table) == []
    assert [row[:2] for row in audit(table.replace("75", "45"))] == [("I alt/2018", "sum")]


def test_parts_that_hold_another_part(audit):
    table = """gruppe;2018;2019
Kontanthjælp;30;50
Jobparate;10;20
Aktivitetsparate;20;30
Sygedagpenge;40;60
I alt;{};{}
"""
    # the total takes the group and its two parts: 30 is in it twice
    assert [(row[0], row[1], row[4]) for row in audit(table.format(100, 160))] == [
        ("I alt/2018", "counted_twice", "notice"),
        ("I alt/2019", "counted_twice", "notice"),
    ]
    # the total is right, yet its parts as listed hold the group twice
    assert [(row[0], row[1], row[4]) for row in audit(table.format(70, 110))] == [
        ("I alt/2018", "counted_twice", "notice"),
        ("I alt/2019", "counted_twice", "notice"),
    ]


def test_repeated_columns_and_shares_over_100(audit):
    table = "gruppe;før;efter;andel pct.\nA;10;10;40,0\nB;20;20;140,0\nC;35;35;20,0\n"
    assert [(row[0], row[1]) for row in audit(table)] == [
        ("efter", "repeated_column"),
        ("B/andel pct.", "over_100"),
    ]


def test_changes_are_recognised(audit):
    table = "gruppe;2018;2019;ændring pct.\nA;200;210;5,0\nB;100;90;-10,0\nC;400;500;25,0\nD;300;330;20,0\n"
    assert [row[:3] for row in audit(table)] == [("D/ændring pct.", "change", "20.0")]


RELATIONS = """
whole = ["antal"]

[[relation]]
kind = "change"
result = "ændring"
now = "2019"
then = "2017"
per_cent = false

[[text]]
figure = "I alt/ændring"
printed = "93"
where = "side 31"
"""


def test_declared_relations_and_figures_of_the_text(audit, tmp_path):
    file = tmp_path / "relationer.toml"
    file.write_text(RELATIONS, encoding="utf-8")
    table = "gruppe;2017;2019;ændring\nFleksjob;800;934;134\nI alt;5000;5095;95\nDagpenge;646;677;35\n"
    found = audit(table, "--relations", file)
    # the table says 95 and the text 93; 677 - 646 is 31 (30 to 32 where both are rounded)
    assert [(row[0], row[1], row[4]) for row in found] == [
        ("Dagpenge/ændring", "change", "infeasible"),
        ("I alt/ændring", "text_differs", "notice"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[relation]]\nkind = 'summ'\n", "tilladt er sum, rate, share, change, mean"),
        ("[[relation]]\nkind = 'sum'\nresult = 'x'\n", "mangler parts"),
        ("[[relation]]\nkind = 'sum'\nresult = 'x'\nparts = 'a'\n", "liste af navne"),
        ("[[text]]\nfigure = 'nowhere'\nprinted = '1'\n", "intet tal"),
        ("hvad = 1\n", "'hvad' er ukendt"),
        ("[[relation\n", "ikke TOML"),
    ],
)
def test_a_wrong_file_of_relations_says_where(run, tmp_path, text, said):
    (tmp_path / "tabel.csv").write_text("a;b\nx;1\ny;2\n")
    (tmp_path / "relationer.toml").write_text(text)
    answer = run("audit", tmp_path / "tabel.csv", "--relations", tmp_path / "relationer.toml")
    assert answer.code == 1
    assert said in answer.err
    assert "relationer.toml" in answer.err or "tabel.csv" in answer.err


def test_a_table_without_figures_and_a_missing_file(run, tmp_path):
    (tmp_path / "tabel.csv").write_text("a;b\nx;z\n")
    assert "ingen kolonne med tal" in run("audit", tmp_path / "tabel.csv").err
    assert run("audit", tmp_path / "ingen.csv").code == 1


PARTS = """gruppe;antal;pct.
Dagpenge;120;24,0
Sygedagpenge;80;16,0
Kontanthjælp;150;{}
Fleksjob;100;20,0
Ledighedsydelse;50;10,0
I alt;500;100,0
"""


def test_a_share_of_the_total_row_is_told_from_the_numbers(audit):
    """150 of 500 is 30; with half a unit to each side 149.5 / 500.5 to 150.5 / 499.5."""
    assert audit(PARTS.format("30,0")) == []
    ((figure, relation, printed, span, verdict),) = audit(PARTS.format("35,0"))
    assert (figure, relation, printed) == ("Kontanthjælp/pct.", "share", "35.0")
    assert (span, verdict) == ("29.87..30.13", "infeasible")


def test_shares_of_something_else_are_not_taken_for_shares_of_the_total(audit):
    other = "gruppe;antal;andel kvinder pct.\nA;120;51,0\nB;80;48,0\nC;150;35,0\nI alt;350;43,5\n"
    assert audit(other) == []


OF_WHICH = """gruppe;kvinder;mænd
Dagpenge;10;12
Fleksjob;5;6
Kontanthjælp;7;8
heraf jobparate;3;4
I alt;{};{}
"""


def test_what_is_printed_as_part_of_another_is_no_part_of_the_total(audit):
    assert audit(OF_WHICH.format(22, 26)) == []  # 10 + 5 + 7 and 12 + 6 + 8
    twice = audit(OF_WHICH.format(25, 30))  # with the 3 and the 4 once more
    assert [(figure, relation) for figure, relation, *_ in twice] == [
        ("I alt/kvinder", "counted_twice"),
        ("I alt/mænd", "counted_twice"),
    ]


def test_text_among_figures_is_told_with_its_place(run, tmp_path):
    file = tmp_path / "tabel.csv"
    file.write_text("gruppe;antal\nA;1\nB;abc\nI alt;3\n", encoding="utf-8")
    answer = run("audit", file)
    assert answer.code == 1
    assert "tabel.csv, linje 3, kolonne antal: 'abc'" in answer.err
