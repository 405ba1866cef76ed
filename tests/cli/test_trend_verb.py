"""`trend` through the command line: a made series with a known step, its cluster, marks, and wrong input."""

from __future__ import annotations

import csv
import math
import shutil
from pathlib import Path

import pytest

SHARE = "activation_degree_pct"
OWN = "580"
OTHERS = ("510", "540", "550", "561", "563", "573", "575")
SEASON = (1.0, 0.5, 0.2, 0.0, -0.3, -0.6, -1.0, -0.6, -0.2, 0.1, 0.4, 0.5)
SIZE = dict.fromkeys(OTHERS, 500) | {OWN: 700, "510": 1500}  # full-time persons: Haderslev weighs three times
STEP = 4.0  # percentage points, Aabenraa alone, from January 2014
MONTHS = [f"{year}M{month:02d}" for year in range(2011, 2016) for month in range(1, 13)]


def wobble(area, at):
    """Chance that is the same every time: within half a point."""
    return 0.5 * math.sin(at * (1.7 + int(area) % 7 / 5) + int(area))


def value(area, at):
    common = 20 + 0.05 * at + 2 * SEASON[at % 12]
    own = (int(area) % 10) / 2 + (STEP if area == OWN and at >= 36 else 0)
    return common + own + wobble(area, at)


def figures(path, hidden=()):
    """Activation degrees of eight municipalities over five years, with full-time persons to weigh them by."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["indicator", "group", "area", "period", "measure", "value"])
        for area in (OWN, *OTHERS):
            for at, month in enumerate(MONTHS):
                told = "hidden" if (area, month) in hidden else f"{value(area, at):.2f}"
                out.writerow([SHARE, "kontanthjaelp", area, month, "level", told])
                out.writerow(["full_time_persons", "kontanthjaelp", area, month, "level", SIZE[area]])
    return path


EVENTS = """dato;til;slags;da;en;kilde;område;gruppe;indikator
2014-01-01;;plan;Plan for flere i tilbud;Plan for more in offers;Byrådet;580;;
2012-06-15;2012-08-31;besparelse;Færre vikarer;Fewer substitutes;Byrådet;580;;
2012-06-15;;medier;Om en anden kommune;Of another municipality;Avisen;851;;
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Where the workspace is kept once it is made, for the tests after the first."""
    return tmp_path_factory.mktemp("stored") / "workspace"


@pytest.fixture
def series(run, workspace, tmp_path, stored):
    if stored.exists():
        shutil.copytree(stored, workspace, dirs_exist_ok=True)
        return workspace
    settings = workspace / "pejling.toml"
    cluster = (
        f'\n[clusters.syv]\nmembers = [{", ".join(OTHERS)}]\nlabel_da = "De syv"\nlabel_en = "The seven"\n'
    )
    settings.write_text(settings.read_text(encoding="utf-8") + cluster, encoding="utf-8")
    (tmp_path / "haendelser.csv").write_text(EVENTS, encoding="utf-8")
    assert run("take-in", "events", tmp_path / "haendelser.csv").code == 0
    hidden = {("563", "2012M03"), (OWN, "2011M05")}
    answer = run("take-in", "observations", figures(tmp_path / "tal.csv", hidden))
    assert answer.code == 0, answer.err
    shutil.copytree(workspace, stored)
    return workspace


def trend(run, *words, form="csv", area=OWN):
    return run("trend", SHARE, "kontanthjaelp", area, *words, "--format", form)


@pytest.mark.usefixtures("series")
def test_levels_and_changes_against_the_year_before_and_the_cluster(run):
    answer = trend(run, "--cluster", "syv")
    assert answer.code == 0, answer.err
    rows = {row["period"]: row for row in answer.rows}
    assert list(rows) == MONTHS
    at = MONTHS.index("2014M03")
    now, then = (round(value(OWN, place), 2) for place in (at, at - 12))
    assert float(rows["2014M03"]["value"]) == now
    assert rows["2014M03"]["base_period"] == "2013M03"
    assert float(rows["2014M03"]["change"]) == pytest.approx(now - then)
    # pooled: weighed by the full-time persons that the degrees are taken of
    pooled = sum(SIZE[area] * round(value(area, at), 2) for area in OTHERS) / (6 * 500 + 1500)
    assert float(rows["2014M03"]["cluster_value"]) == pytest.approx(pooled)
    assert rows["2011M05"]["value"] == "hidden"
    assert rows["2011M03"]["change"] == ""  # there is no year before
    # events of the own municipality, numbered by date; the other's is not among them
    assert (rows["2012M06"]["events"], rows["2014M01"]["events"]) == ("1", "2")
    assert "Om en anden" not in answer.err


@pytest.mark.usefixtures("series")
def test_a_base_of_ones_own(run):
    rows = {row["period"]: row for row in trend(run, "--base", "2013M12").rows}
    assert rows["2015M01"]["base_period"] == "2013M12"
    ends = (round(value(OWN, MONTHS.index(month)), 2) for month in ("2015M01", "2013M12"))
    now, then = ends
    assert float(rows["2015M01"]["change"]) == pytest.approx(now - then)
    assert rows["2012M01"]["change"] == ""
    assert rows["2012M01"]["value"]


@pytest.mark.usefixtures("series")
def test_seasonally_adjusted(run):
    answer = trend(run, "--adjusted", "--from", "2012M01", "--to", "2015M12")
    january, july = (
        [float(row["adjusted"]) for row in answer.rows if row["period"].endswith(month)]
        for month in ("M01", "M07")
    )
    # January lies 4 points over July in the figures; of that the adjusted series has nothing left
    apart = [b - a for a, b in zip(january[:2], july[:2], strict=True)]  # before the step
    assert all(abs(one) < 1.2 for one in apart)
    assert "STL" in answer.err


@pytest.mark.usefixtures("series")
def test_a_known_step_is_found_and_no_cause_is_named(run):
    answer = trend(run, "--cluster", "syv", "--event", "flere i tilbud")
    assert answer.code == 0, answer.err
    rows = {row["reading"]: row for row in answer.rows}
    assert set(rows) == {"alone", "against_cluster", "synthetic_control"}
    assert {row["first_period_after"] for row in answer.rows} == {"2014M01"}
    for reading in ("alone", "against_cluster"):
        one = rows[reading]
        assert float(one["low"]) <= STEP <= float(one["high"])
        assert float(one["estimate"]) == pytest.approx(STEP, abs=0.5)
        assert float(one["p"]) < 0.001
        assert (one["periods_before"], one["periods_after"]) == ("35", "24")  # one is hidden
    against = rows["against_cluster"]
    # one of the seven lacks a month: six take part, and none of them has so clear a step
    assert (against["municipalities"], against["placebo_areas"]) == ("6", "6")
    assert float(against["placebo_areas_p"]) == pytest.approx(1 / 7)
    assert int(against["placebo_dates"]) >= 8
    mix = rows["synthetic_control"]
    assert float(mix["rmspe_after"]) > 2 * float(mix["rmspe_before"])
    assert "kun de 6 af 7 kommuner, der har hele serien" in answer.err
    assert "ikke hvorfor" in answer.err
    assert "årsag" not in answer.err


@pytest.mark.usefixtures("series")
def test_nothing_is_found_where_nothing_happened(run):
    answer = trend(run, "--event", "2013-01-01", "--to", "2013M12", "--lang", "en", form="table")
    assert "no movement larger than chance can make it" in answer.out
    assert "Without a cluster" in answer.out


@pytest.mark.usefixtures("series")
def test_the_month_that_holds_the_day_is_left_out(run):
    answer = trend(run, "--event", "2013-12-20", form="table")
    assert "Efter regnes fra januar 2014; december 2013, som har begge dele, er ikke med." in " ".join(
        answer.out.replace("\u00a0", " ").split()
    )


@pytest.mark.usefixtures("series")
def test_the_picture_has_events_and_the_test(run, tmp_path):
    file = tmp_path / "serie.svg"
    answer = trend(run, "--cluster", "syv", "--event", "2014-01-01", "--adjusted", "--chart", file)
    assert answer.code == 0, answer.err
    drawn = file.read_text(encoding="utf-8")
    assert "Serien i sig selv" in drawn.split("<g", 1)[0]  # told to those who cannot see
    for words in ("Aabenraa", "De syv", "Færre vikarer", "Kilde:", "sæsonkorrigeret"):
        assert words in drawn


@pytest.mark.usefixtures("series")
def test_wrong_input_says_what_is_wrong(run):
    for words, said in (
        (("--event", "2010-01-01"), "ligger ikke inde i serien"),
        (("--event", "noget andet"), "ingen af seriens hændelser"),
        (("--event", "2014-13-01"), "2014-13-01"),
        (("--cluster", "findes_ikke"), "hverken defineret eller publiceret"),
        (("--from", "2015M01", "--to", "2014M01"), "den tidligste først"),
        (("--from", "2015M01", "--to", "2015Q2"), "samme slags"),
        (("--from", "2015M01", "--to", "2015M01"), "ingen serie"),
        (("--from", "2001M01", "--to", "2001M12"), "der er ingen tal"),
        (("--chart", "serie.pdf"), "tegninger skrives som .svg"),
        (("--base", "2013X"), "er ikke en periode"),
    ):
        answer = trend(run, *words)
        assert (answer.code, answer.out) == (1, ""), words
        assert said in answer.err


@pytest.mark.usefixtures("series")
def test_a_cluster_stands_beside_a_municipality_only(run):
    answer = trend(run, "--cluster", "syv", area="dk")
    assert answer.code == 1
    assert "indeholder selv kommuner" in answer.err


def test_nothing_is_told_across_a_break(run, workspace, tmp_path):
    """Activation was under-reported from 2018 to September 2019: a step there is refused."""
    path = Path(tmp_path / "tal.csv")
    months = [f"{year}M{month:02d}" for year in range(2014, 2020) for month in range(1, 13)]
    lines = ["indicator,group,area,period,measure,value"]
    lines += [f"{SHARE},kontanthjaelp,580,{month},level,{20 + at % 12}" for at, month in enumerate(months)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "observations", path).code == 0
    refused = trend(run, "--event", "2018-01-01")
    assert refused.code == 1
    assert "tælles på en ny måde" in refused.err
    answer = trend(run, "--adjusted")
    rows = {row["period"]: row for row in answer.rows}
    assert rows["2018M01"]["change"] == ""
    assert rows["2017M06"]["adjusted"]  # 2014 to 2017-06: three whole years
    assert not rows["2018M06"]["adjusted"]  # 21 months of their own
    assert "databrud" in answer.err.casefold()
    assert workspace.is_dir()


@pytest.mark.usefixtures("series")
def test_the_mix_says_which_way_the_gap_goes(run):
    """The mean gap is printed without its sign, so a word has to give it."""
    answer = trend(run, "--cluster", "syv", "--event", "flere i tilbud")
    mix = next(row for row in answer.rows if row["reading"] == "synthetic_control")
    way = "højere" if float(mix["estimate"]) > 0 else "lavere"
    assert f"{way} end den efter" in answer.err
