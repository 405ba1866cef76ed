"""Curves through the command line: week file in, curves out, worked by hand."""

from __future__ import annotations

import errno

import pytest

from pejling.app import wiring
from pejling.engines.reference import Reference

LAST = 52


def week_file(path, courses, synthetic=False):
    """One person a row, all in Aabenraa, weeks 2014-W01 to 2014-W52; 100 persons may share a course."""
    weeks = [f"y_14{week:02d}" for week in range(1, LAST + 1)]
    mark = ["syntetisk"] if synthetic else []
    lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *mark, *weeks])]
    number = 0
    for many, sex, spells in courses:
        for _ in range(many):
            number += 1
            codes = [next((c for r, c in spells.items() if week in r), "") for week in range(1, LAST + 1)]
            lines.append(";".join([str(number), "580", sex, "1980", *(["1"] if synthetic else []), *codes]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# All begin in 2014Q1. Ten stay 4 weeks and go to dagpenge, six stay 10 weeks and die, thirty stay to the end;
# of those who stayed 4 weeks, five come back in week 20 for good. One runs in the first week of the file.
COURSES = [
    (5, "1", {range(2, 6): "890", range(6, 20): "111", range(20, 53): "890"}),
    (5, "2", {range(2, 6): "890", range(6, 53): "111"}),
    (6, "1", {range(3, 13): "890", range(13, 53): "999"}),
    (30, "2", {range(2, 53): "890"}),
    (1, "1", {range(1, 9): "890"}),
]


@pytest.fixture
def taken_in(run, workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(wiring, "engine", lambda *_: Reference())
    answer = run("take-in", "dream", week_file(tmp_path / "uger.csv", COURSES))
    assert answer.code == 0, answer.err
    return workspace


def curve(run, *words, audience="internal", form="csv"):
    answer = run("curve", *words, "--audience", audience, "--format", form)
    assert answer.code == 0, answer.err
    return answer


@pytest.mark.usefixtures("taken_in")
def test_survival_worked_by_hand(run):
    rows = {int(row["week"]): row for row in curve(run, "survival", "sygedagpenge", "580", "2014Q1").rows}
    # 46 start: ten leave at 4 weeks, six at 10; the rest are seen to the end (50 weeks known) and stay
    assert [rows[week]["exits"] for week in (3, 4, 10)] == ["0", "10", "6"]
    assert [rows[week]["at_risk"] for week in (3, 4, 10)] == ["46", "36", "30"]
    assert float(rows[4]["share_pct"]) == pytest.approx(100 * 36 / 46)
    assert float(rows[10]["share_pct"]) == pytest.approx(100 * 30 / 46)
    first = rows[0]
    assert (first["entered"], first["unknown_start"], first["median_weeks"]) == ("46", "1", "")
    # 51 weeks are seen of those who stay, so their curve is known at 50 and the mean within 50 weeks
    assert max(rows) == 50
    assert first["mean_within"] == "50"
    assert float(first["mean_weeks"]) == pytest.approx((10 * 4 + 6 * 10 + 30 * 50) / 46)


@pytest.mark.usefixtures("taken_in")
def test_exits_worked_by_hand(run):
    rows = curve(run, "exits", "sygedagpenge", "580", "2014Q1").rows
    found = {(row["cause"], int(row["week"])): float(row["share_pct"]) for row in rows}
    assert found["dagpenge", 50] == pytest.approx(100 * 10 / 46)
    assert found["ude", 50] == pytest.approx(100 * 6 / 46)
    assert found["fortsat", 50] == pytest.approx(100 * 30 / 46)
    assert {cause for cause, _ in found} == {"dagpenge", "ude", "fortsat"}


@pytest.mark.usefixtures("taken_in")
def test_the_dead_are_censored_where_that_is_asked_for(run):
    rows = curve(run, "survival", "sygedagpenge", "580", "2014Q1", "--out", "censored").rows
    last = rows[-1]
    assert float(last["share_pct"]) == pytest.approx(100 * 36 / 46)
    refused = run("curve", "survival", "sygedagpenge", "580", "2014Q1", "--out", "censored")
    assert refused.code == 1
    assert "internal" in refused.err


@pytest.mark.usefixtures("taken_in")
def test_retention_lets_people_come_back(run):
    rows = {int(row["week"]): row for row in curve(run, "retention", "sygedagpenge", "580", "2014Q1").rows}
    # the five who came back in week 20 had started in week 2, 18 weeks before: entries once only in Q1
    assert (rows[10]["on_benefit"], rows[10]["observed"]) == ("30", "40")
    assert (rows[17]["on_benefit"], rows[18]["on_benefit"]) == ("30", "35")


@pytest.mark.usefixtures("taken_in")
def test_weeks_to_another_group(run):
    rows = curve(run, "survival", "sygedagpenge", "580", "2014Q1", "--until", "dagpenge").rows
    # four weeks pass from the start to the first on dagpenge; the dead are censored, not there
    at = {int(row["week"]): float(row["share_pct"]) for row in rows}
    assert at[3] == 100
    assert at[4] == pytest.approx(100 * 36 / 46)
    assert at[50] == pytest.approx(100 * 36 / 46)


@pytest.mark.usefixtures("taken_in")
def test_a_break_down_draws_a_curve_for_each_band(run):
    rows = curve(run, "survival", "sygedagpenge", "580", "2014Q1", "--breakdown", "sex", "--weeks", "4").rows
    last = {row["breakdown"]: row for row in rows}
    assert {band: row["entered"] for band, row in last.items()} == {"sex:m": "11", "sex:k": "35"}
    assert float(last["sex:m"]["share_pct"]) == pytest.approx(100 * 6 / 11)


@pytest.mark.usefixtures("taken_in")
def test_those_who_came_before_the_period_enter_late(run):
    """In 2014Q2 (from W14) 30 + 5 run or begin: 30 of known start came in W02, so enter at 12 weeks."""
    rows = curve(run, "survival", "sygedagpenge", "580", "2014Q2", "--follow", "period").rows
    at = {int(row["week"]): row for row in rows}
    assert at[0]["entered"] == "35"
    assert (at[11]["at_risk"], at[12]["at_risk"]) == ("0", "30")  # the five of W20 have lasted 7 weeks in W26


@pytest.mark.usefixtures("taken_in")
def test_readers_outside_see_the_weeks_of_jobindsats_rounded(run):
    answer = curve(run, "survival", "sygedagpenge", "580", "2014Q1", audience="public")
    rows = answer.rows
    assert [row["week"] for row in rows] == [
        "0",
        "4",
        "8",
        "13",
        "17",
        "21",
        "26",
        "30",
        "34",
        "39",
        "43",
        "47",
    ]
    assert [row["exits"] for row in rows][:4] == ["0", "10", "0", "6"]
    assert rows[1]["share_pct"] == "78.3"
    assert rows[0]["unknown_start"] == "hidden"
    table = curve(run, "survival", "sygedagpenge", "580", "2014Q1", audience="public", form="table").out
    assert "46 forløb fulgt; færre end 5 uden kendt start er udeladt." in table
    assert "Kilde: DREAM, uger.csv" in table


@pytest.mark.usefixtures("taken_in")
def test_too_few_are_said_to_be_too_few(run, tmp_path):
    words = ("survival", "sygedagpenge", "580", "2014Q1", "--breakdown", "sex:m")
    table = curve(run, *words, audience="public", form="table").out
    assert "Sygedagpenge, Aabenraa, mænd: 11 forløb" in table
    assert "For få til at vise en kurve." in table
    assert "Median" not in table
    assert len(curve(run, *words, audience="public").rows) == 1
    file = tmp_path / "kurve.svg"
    answer = run("curve", *words, "--chart", file)
    assert answer.code == 1
    assert not file.exists()


@pytest.mark.usefixtures("taken_in")
def test_a_chart_that_cannot_be_written_leaves_the_one_before(run, tmp_path, monkeypatch):
    words = ("curve", "survival", "sygedagpenge", "580", "2014Q1", "--chart")
    for wrong, says in (("kurve.png", "kurve.svg"), ("mangler/kurve.svg", "findes ikke")):
        answer = run(*words, tmp_path / wrong)
        assert (answer.code, says in answer.err) == (1, True)
    file = tmp_path / "kurve.svg"
    file.write_text("før", encoding="utf-8")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pejling.store.durable.flush_file", full)
    answer = run(*words, file)
    assert (answer.code, answer.out) == (1, "")
    assert "tegningen kunne ikke skrives dertil: disken er fuld" in answer.err
    assert file.read_text(encoding="utf-8") == "før"
    assert [one.name for one in tmp_path.iterdir() if "kurve" in one.name] == ["kurve.svg"]


@pytest.mark.usefixtures("taken_in")
def test_nothing_asked_for_is_said(run):
    answer = run("curve", "survival", ",", "580", "2014Q1")
    assert (answer.code, "mindst én målgruppe" in answer.err) == (1, True)


@pytest.mark.usefixtures("taken_in")
def test_more_curves_than_a_reader_can_tell_apart_are_not_drawn(run, tmp_path):
    file = tmp_path / "kurve.svg"
    areas = "580,540,510,550,561,563,573,575,dk"
    answer = run("curve", "survival", "sygedagpenge", areas, "2014Q1", "--chart", file)
    assert (answer.code, file.exists()) == (1, False)
    assert "9 kurver i én tegning kan ikke skelnes; højst 8 er tilladt" in answer.err


@pytest.mark.usefixtures("taken_in")
def test_the_chart_names_its_lines_its_source_and_itself(run, tmp_path):
    file = tmp_path / "kurve.svg"
    curve(run, "survival", "sygedagpenge", "580,dk", "2014Q1", "--chart", file, audience="public")
    picture = file.read_text(encoding="utf-8")
    assert picture.startswith('<svg role="img" aria-label="Stadig i forløb')
    for text in ("Aabenraa 65,2", "Hele landet 65,2", "DREAM, uger.csv", "uger siden start"):
        assert text in picture
    curve(run, "exits", "sygedagpenge", "580", "2014Q1", "--chart", file, "--lang", "en")
    english = file.read_text(encoding="utf-8")
    assert "weeks since the start" in english
    assert "dead or emigrated" in english


def test_synthetic_persons_are_said_to_be_so(run, workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(wiring, "engine", lambda *_: Reference())
    assert run("take-in", "dream", week_file(tmp_path / "syn.csv", COURSES, synthetic=True)).code == 0
    file = tmp_path / "kurve.svg"
    answer = curve(run, "survival", "sygedagpenge", "dk", "2014Q1", "--chart", file, form="table")
    assert "Syntetiske data" in answer.out
    assert "synthetic" in answer.out
    assert "Syntetiske data" in file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("taken_in")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("survival", "sygedagpeng", "580", "2014Q1"), "sygedagpenge"),
        (("survival", "sygedagpenge", "999", "2014Q1"), "region:81"),
        (("survival", "sygedagpenge", "580", "2011Q1"), "2014-W01"),
        (("survival", "sygedagpenge", "cluster:ingen", "2014Q1"), "pejling.toml"),
        (("survival", "sygedagpenge", "580", "2014Q1", "--until", "job"), "fleksjob"),
        (("retention", "sygedagpenge", "580", "2014Q1", "--until", "fleksjob"), "survival"),
        (("survival", "sygedagpenge", "580", "2014Q1", "--breakdown", "height"), "age"),
        (("survival", "sygedagpenge", "580", "2014Q1", "--chart", "kurve.png"), "kurve.svg"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_what_can(run, words, said):
    answer = run("curve", *words)
    assert answer.code == 1
    assert said in answer.err


@pytest.mark.usefixtures("taken_in")
def test_a_cluster_is_the_sum_of_its_municipalities_without_the_own(run):
    """The region's own municipality has all 46 spells: without it the cluster has none."""
    rows = curve(run, "survival", "sygedagpenge", "region:83,cluster:region", "2014Q1").rows
    assert {row["area"]: row["entered"] for row in rows} == {"region:83": "46", "cluster:region": "0"}


def test_help_teaches(run):
    danish, english = run("curve", "--help"), run("curve", "--help", "--lang", "en")
    assert (danish.code, english.code) == (0, 0)
    assert "Kaplan-Meier" in danish.out
    assert run("curve", "nonsense", "dagpenge", "dk", "2014").code == 2
