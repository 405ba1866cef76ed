"""Published figures held against persons, through the command line; every number worked by hand."""

from __future__ import annotations

import pytest

WEEKS = [f"y_19{week:02d}" for week in range(1, 53)]
# persons on sygedagpenge in Aabenraa, all born 1980 but for ten of 1940, who were 78 and 79
COURSES = [*[("890", range(1, 53), 1980)] * 40, *[("890", range(1, 53), 1940)] * 10]
# 26 who came in week 27 and left in week 39: 13 weeks each in the third quarter's weeks 27-39
SHORT = [("111", range(27, 40), 1980)] * 26
TABLE = """indicator,group,area,period,value
full_time_persons,sygedagpenge,580,2019Q2,40
full_time_persons,sygedagpenge,580,2019Q3,50
full_time_persons,sygedagpenge,580,2019Q4,55
full_time_persons,sygedagpenge,580,2019M05,75
full_time_persons,dagpenge,580,2019Q3,23
"""


@pytest.fixture
def told_twice(run, workspace, tmp_path):
    lines = [";".join(["lobenr", "nykom2019", "kon", "foedselsaar", *WEEKS])]
    for number, (code, weeks, born) in enumerate([*COURSES, *SHORT], start=1):
        codes = [code if week in weeks else "" for week in range(1, 53)]
        lines.append(";".join([str(number), "580", "1", str(born), *codes]))
    persons = tmp_path / "uger.csv"
    persons.write_text("\n".join(lines) + "\n", encoding="utf-8")
    published = tmp_path / "tal.csv"
    published.write_text(TABLE, encoding="utf-8")
    for answer in (run("take-in", "dream", persons), run("take-in", "observations", published)):
        assert answer.code == 0, answer.err
    return workspace


@pytest.mark.usefixtures("told_twice")
def test_each_residual_has_its_cause(run):
    answer = run("reconcile", "--format", "csv")
    assert answer.code == 0, answer.err
    found = {(row["group"], row["period"]): row for row in answer.rows}
    told = {key: (row["counted"], row["verdict"], row["cause"]) for key, row in found.items()}
    assert told == {
        # 50 on the benefit, 40 of them within 16-66
        ("sygedagpenge", "2019Q2"): ("50", "explained", "age_limits"),
        ("sygedagpenge", "2019Q3"): ("50", "agrees", "none"),
        # the fourth quarter holds the file's last month: ours is too low still
        ("sygedagpenge", "2019Q4"): ("50", "explained", "late_registration"),
        ("sygedagpenge", "2019M05"): ("50", "unexplained", "none"),
        # 26 weeks began and 26 ended in 338: at most 26 x 52/338 x 6/7 = 3.43 too high, and it is 3
        ("dagpenge", "2019Q3"): ("26", "explained", "one_day_rule"),
    }
    assert found["sygedagpenge", "2019M05"]["difference"] == "-25"


@pytest.mark.usefixtures("told_twice")
def test_the_screen_sums_up_and_says_what_is_unexplained(run):
    answer = run("reconcile")
    assert answer.code == 0, answer.err
    assert "Både publiceret og talt: 5. Uforklarede forskelle: 1." in answer.out
    assert "2019M05" in answer.out
    assert "late_registration: det ene tal er foreløbigt" in answer.out
    assert "  agrees  " in answer.out.splitlines()[0]


@pytest.mark.usefixtures("told_twice")
def test_a_tolerance_of_ones_own(run):
    rows = run("reconcile", "--tolerance", "full_time_persons=25", "--format", "csv").rows
    assert {row["verdict"] for row in rows} == {"agrees", "within"}
    wrong = run("reconcile", "--tolerance", "full_time_persons")
    assert wrong.code == 2
    assert "INDIKATOR=TAL" in wrong.err
    assert "full_time_person" in run("reconcile", "--tolerance", "full_time_person=1").err


@pytest.mark.usefixtures("told_twice")
def test_other_ages_are_another_reading(run):
    rows = run("reconcile", "--ages", "16-99", "--period", "2019Q2", "--format", "csv").rows
    assert [row["verdict"] for row in rows if row["group"] == "sygedagpenge"] == ["unexplained"]


def test_what_is_hidden_is_not_held_up(run, workspace, tmp_path):
    persons = tmp_path / "uger.csv"
    row = ";".join(["1", "580", "1", "1980", *["890"] * 52])
    persons.write_text(";".join(["lobenr", "nykom2019", "kon", "foedselsaar", *WEEKS]) + f"\n{row}\n")
    published = tmp_path / "tal.csv"
    published.write_text(TABLE.splitlines()[0] + "\nfull_time_persons,sygedagpenge,580,2019Q3,7\n")
    assert run("take-in", "dream", persons).code == 0
    assert run("take-in", "observations", published).code == 0
    public = run("reconcile")
    assert "skjult for denne læser: 1" in public.out
    assert " 7 " not in public.out
    assert [r["counted"] for r in run("reconcile", "--audience", "internal", "--format", "csv").rows] == ["1"]


def test_without_persons_or_figures_it_says_what_is_missing(run, workspace, tmp_path):
    assert "take-in" in run("reconcile").err
    published = tmp_path / "tal.csv"
    published.write_text(TABLE)
    assert run("take-in", "observations", published).code == 0
    answer = run("reconcile")
    assert answer.code == 1
    assert "ingen persondata" in answer.err
