"""compare --certainty and the report through the command line: intervals, marks, notes, nothing hidden."""

from __future__ import annotations

import math
import re

import pytest

from pejling.stats.interval import of_few

CLUSTER = '[clusters.naboer]\nmembers = [510, 540, 550]\nlabel_da = "Naboer"\nlabel_en = "Neighbours"\n'
FIGURES = """indicator,group,area,period,value
share_of_labour_force_pct,sygedagpenge,580,2019Q3,3.4
share_of_labour_force_pct,sygedagpenge,510,2019Q3,2.7
share_of_labour_force_pct,sygedagpenge,540,2019Q3,2.6
share_of_labour_force_pct,sygedagpenge,550,2019Q3,2.7
share_of_labour_force_pct,fleksjob,580,2019Q3,1.6
share_of_labour_force_pct,fleksjob,510,2019Q3,1.5
share_of_labour_force_pct,fleksjob,540,2019Q3,1.6
share_of_labour_force_pct,fleksjob,550,2019Q3,1.5
mean_weeks_in_period,sygedagpenge,580,2019Q3,7.5
mean_weeks_in_period,sygedagpenge,510,2019Q3,7.1
mean_weeks_in_period,sygedagpenge,540,2019Q3,7.2
mean_weeks_in_period,sygedagpenge,550,2019Q3,7.3
"""
FORCE = """indicator,group,area,period,value
labour_force_16_66,,580,2018,32000
labour_force_16_66,,510,2018,29000
labour_force_16_66,,540,2018,39000
labour_force_16_66,,550,2018,20000
"""


@pytest.fixture
def published(run, workspace, tmp_path):
    """Aabenraa and three neighbours, with their labour forces."""
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    start, end = text.index("[clusters.region]"), text.index("# [clusters.naboer]")
    settings.write_text(text[:start] + CLUSTER + text[end:], encoding="utf-8")
    for name, table, verb in (("tal", FIGURES, "published"), ("styrke", FORCE, "observations")):
        path = tmp_path / f"{name}.csv"
        path.write_text(table, encoding="utf-8")
        assert run("take-in", verb, path).code == 0
    return workspace


def rows(run, *more):
    answer = run("compare", "--cluster", "naboer", "--period", "2019Q3", "--format", "csv", *more)
    assert answer.code == 0, answer.err
    return {(row["indicator"], row["group"]): row for row in answer.rows}, answer


def test_intervals_and_marks_for_machines_are_unrounded(run, published):
    """3.4 against 2.66 is 7 standard errors, 1.6 against 1.54 one at most (512 full-time persons: 0.071)."""
    found, answer = rows(run)
    sick = found["share_of_labour_force_pct", "sygedagpenge"]
    flex = found["share_of_labour_force_pct", "fleksjob"]
    assert (sick["within_chance"], sick["marked"], flex["within_chance"], flex["marked"]) == (
        *("no", "no"),
        *("yes", "yes"),
    )
    assert (sick["level_symbol"], flex["level_symbol"]) == ("worse", "worse")  # as the method says
    low, high = float(sick["own_low"]), float(sick["own_high"])
    assert (low, high) == pytest.approx((3.193, 3.616), abs=1e-3)
    assert len(sick["own_low"]) > 10
    assert float(sick["gap_low"]) < float(sick["gap"]) < float(sick["gap_high"])
    assert float(sick["spread_low"]) < float(sick["gap_low"])
    assert float(sick["p"]) < 1e-6 < 0.3 < float(flex["p"])
    mean = found["mean_weeks_in_period", "sygedagpenge"]
    assert [mean[name] for name in ("own_low", "gap", "p", "within_chance", "marked")] == [""] * 5
    assert "kræver persondata" in answer.err


def test_the_notes_say_how_in_both_languages(run, published):
    _, danish = rows(run)
    _, english = rows(run, "--lang", "en")
    assert "ét udfald af det, der kunne være sket" in danish.err
    assert "Benjamini og Hochberg ved 10 pct." in danish.err
    assert "one draw of what could have happened" in english.err
    assert "that takes person data" in english.err


def test_the_screen_shows_the_fewest_columns_that_tell_it(run, published):
    head = run("compare", "--cluster", "naboer").out.splitlines()[0].split()
    assert head[-6:] == ["own_low", "own_high", "gap_low", "gap_high", "marked", "change_marked"]


def test_json_has_numbers(run, published):
    found = run("compare", "--cluster", "naboer", "--format", "json").json
    sick = next(row for row in found if row["own_value"] == 3.4)
    assert isinstance(sick["own_low"], float)
    assert sick["marked"] == "no"


def test_without_certainty_the_columns_are_those_of_before(run, published):
    found, answer = rows(run, "--no-certainty")
    assert list(next(iter(found.values())))[-1] == "marks"
    assert "Benjamini" not in answer.err


def test_a_labour_force_of_zero_gives_no_interval(run, published, tmp_path):
    path = tmp_path / "nul.csv"
    path.write_text(FORCE.replace("32000", "0"), encoding="utf-8")
    assert run("take-in", "observations", path).code == 0
    found, answer = rows(run)
    assert found["share_of_labour_force_pct", "sygedagpenge"]["own_low"] == ""
    assert "hvor mange tallet er en andel af" in answer.err


@pytest.mark.parametrize(
    ("lang", "mark", "hardly"),
    [
        ("da", "inden for tilfældighed", "ikke større, end tilfældet kan give"),
        ("en", "within chance", "no larger than chance can make it"),
    ],
)
def test_the_report_marks_it(run, published, tmp_path, lang, mark, hardly):
    out = tmp_path / "r"
    assert run("report", "--to", "html", "--lang", lang, "--out", out).code == 0
    page = (out / f"pejling-580-{lang}.html").read_text(encoding="utf-8")
    labels = re.findall(r'role="img" aria-label="([^"]*)" title', page)
    assert any(mark in label for label in labels)
    assert hardly in page
    assert "Benjamini" in page


PERSONS = 60


@pytest.fixture
def persons(run, workspace, tmp_path):
    """Two municipalities: sixty persons on sickness benefit in one of them, three in the other."""
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    start, end = text.index("[clusters.region]"), text.index("# [clusters.naboer]")
    settings.write_text(text[:start] + CLUSTER.replace("540, 550", "540") + text[end:], encoding="utf-8")
    weeks = [f"y_19{week:02}" for week in range(1, 53)]
    lines = [",".join(["lobenr", "kon", "foedselsaar", "nykom2019", *weeks])]
    homes = [(580, 3), (510, PERSONS), (540, PERSONS)]
    number = 0
    for home, count in homes:
        for at in range(count):
            number += 1
            length = 3 + at % 20
            codes = ["890" if 5 <= week < 5 + length else "" for week in range(52)]
            lines.append(",".join([str(number), "1", "1970", str(home), *codes]))
    path = tmp_path / "dream.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = run("take-in", "dream", path)
    assert answer.code == 0, answer.err
    return workspace


def test_nothing_is_told_of_hidden_figures(run, persons):
    """Three persons: no figure, no interval and no gap of theirs; the cluster's own interval may stand."""
    answer = run(
        *("compare", "--cluster", "naboer", "--period", "2019Q1", "--group", "sygedagpenge"),
        *("--indicator", "persons", "--indicator", "mean_weeks_in_period", "--format", "csv"),
    )
    assert answer.code == 0, answer.err
    assert {row["own_value"] for row in answer.rows} == {"hidden"}
    told = [name for row in answer.rows for name in ("own_low", "gap", "gap_low", "p", "marked") if row[name]]
    assert told == []


def test_readers_outside_are_told_two_figures_of_a_standard_error(run, persons):
    """The interval of a mean goes by z x error / value on the scale of logarithms: so the error is known."""
    asked = (
        *("compare", "--municipality", "510", "--cluster", "naboer", "--period", "2019Q1"),
        *("--group", "sygedagpenge", "--indicator", "mean_weeks_in_period", "--format", "csv"),
    )
    errors = []
    for audience in ("public", "internal"):
        (row,) = run(*asked, "--audience", audience).rows
        low, high, value = (float(row[name]) for name in ("own_low", "own_high", "own_value"))
        errors.append(math.log(high / low) / 2 / 1.959964 * value / of_few(PERSONS))
    public, internal = errors
    assert public == pytest.approx(float(f"{internal:.1e}"), rel=1e-6)
    assert public != pytest.approx(internal, rel=1e-6)


@pytest.mark.usefixtures("published")
def test_a_share_of_nobody_is_told(run, tmp_path):
    table = (
        "indicator,group,area,period,value,numerator,denominator\n"
        "spells_over_26_weeks_pct,sygedagpenge,580,2019Q3,,0,0\n"
        "spells_over_26_weeks_pct,sygedagpenge,510,2019Q3,,20,100\n"
    )
    path = tmp_path / "forløb.csv"
    path.write_text(table, encoding="utf-8")
    assert run("take-in", "published", path).code == 0
    found, answer = rows(run)
    assert found["spells_over_26_weeks_pct", "sygedagpenge"]["own_value"] == ""
    assert "1 niveau(er) uden værdi: nævneren er nul." in answer.err


@pytest.mark.usefixtures("published")
def test_a_negative_labour_force_weighs_nothing(run, tmp_path):
    """It is a fault that doctor tells; here it must neither weigh in a pool nor give an interval."""
    path = tmp_path / "negativ.csv"
    path.write_text(FORCE.replace(",32000", ",-32000").replace(",29000", ",-29000"), encoding="utf-8")
    assert run("take-in", "observations", path).code == 0
    found, _ = rows(run)
    sick = found["share_of_labour_force_pct", "sygedagpenge"]
    # Aabenraa's own share is of nobody knows how many; Haderslev's (2.7) does not pull the pool below 2.6
    assert (sick["own_low"], sick["gap_low"]) == ("", "")
    assert 2.6 < float(sick["cluster_value"]) < 2.7


def test_a_change_across_a_series_break_says_why_it_is_not_there(run, workspace, tmp_path):
    path = tmp_path / "brud.csv"
    path.write_text(
        "indicator,group,area,period,value\n"
        + "".join(
            f"full_time_persons,kontanthjaelp,{area},{at},{value}\n"
            for area, at, value in (
                ("580", "2024M12", 900),
                ("580", "2025M12", 400),
                ("510", "2024M12", 800),
                ("510", "2025M12", 600),
            )
        ),
        encoding="utf-8",
    )
    assert workspace.exists()
    assert run("take-in", "published", path).code == 0
    answer = run("compare", "--cluster", "region", "--period", "2025M12", "--format", "csv")
    assert [row["own_change"] for row in answer.rows] == [""]
    assert "1 ændring(er) uden værdi: serien er brudt: Kontanthjælpsreformen" in answer.err
