"""`rank` through the command line: published figures, hidden members, wrong input, and the picture."""

from __future__ import annotations

import csv
import math
import shutil
from pathlib import Path

import pytest

from pejling.app import wiring
from pejling.engines.reference import Reference

REAL = Path(__file__).parents[3] / "shared" / "data" / "jobindsats" / "jobindsats_municipal_2026-08-22.json"
SHARE = "share_of_labour_force_pct"
COLUMNS = [
    "area",
    "name",
    "value",
    "low",
    "high",
    "expected_rank",
    "rank_low",
    "rank_high",
    "best_quarter",
    "worst_quarter",
    "marks",
]

# full-time persons on social assistance and labour force: 5, 2, 4, 2 and 3 per cent; Læsø's own is hidden
PERSONS = {"580": (500, 10_000), "510": (600, 30_000), "540": (800, 20_000), "550": (400, 20_000)}
MORE = {"101": (9_000, 300_000)}


def figures(path, rows, hidden=()):
    """Observations: full-time persons, their share of the labour force, and the labour force."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["indicator", "group", "area", "period", "measure", "value"])
        for area, (persons, force) in rows.items():
            out.writerow(["full_time_persons", "kontanthjaelp", area, "2019M06", "level", persons])
            out.writerow([SHARE, "kontanthjaelp", area, "2019M06", "level", f"{100 * persons / force:.1f}"])
            out.writerow(["labour_force_16_66", "", area, "2018", "level", force])
        for area in hidden:
            out.writerow([SHARE, "kontanthjaelp", area, "2019M06", "level", "hidden"])
    return path


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Where the workspace is kept once it is made, for the tests after the first."""
    return tmp_path_factory.mktemp("stored") / "workspace"


@pytest.fixture
def five(run, workspace, tmp_path, stored):
    if stored.exists():
        shutil.copytree(stored, workspace, dirs_exist_ok=True)
        return workspace
    answer = run("take-in", "observations", figures(tmp_path / "tal.csv", PERSONS | MORE, hidden=["825"]))
    assert answer.code == 0, answer.err
    shutil.copytree(workspace, stored)
    return workspace


def rank(run, *words, form="csv", indicator=SHARE):
    group = ("--group", "kontanthjaelp", "--period", "2019M06")
    return run("rank", "--indicator", indicator, *group, *words, "--format", form)


@pytest.mark.usefixtures("five")
def test_every_rank_has_its_interval(run):
    answer = rank(run)
    assert answer.code == 0, answer.err
    assert list(answer.rows[0]) == COLUMNS
    rows = {row["area"]: row for row in answer.rows}
    # 2 per cent of 30,000 and of 20,000, then 3 of 300,000, 4 of 20,000, 5 of 10,000: lower is better
    assert [row["area"] for row in answer.rows][2:] == ["101", "540", "580"]
    assert {answer.rows[0]["area"], answer.rows[1]["area"]} == {"510", "550"}
    assert (rows["580"]["rank_low"], rows["580"]["rank_high"]) == ("5", "5")
    # 600 against 400 persons at the same 2.0 per cent: nobody can tell which is first
    assert (rows["510"]["rank_low"], rows["510"]["rank_high"]) == ("1", "2")
    assert float(rows["580"]["worst_quarter"]) == 1
    # 500 persons, counted: Garwood's exact limits 457.1 and 545.8; the printed decimal adds a little
    assert float(rows["580"]["low"]) == pytest.approx(4.57, abs=0.01)
    assert float(rows["580"]["high"]) == pytest.approx(5.46, abs=0.01)


@pytest.mark.usefixtures("five")
def test_who_is_left_out_is_told(run):
    answer = rank(run)
    assert "825" not in [row["area"] for row in answer.rows]
    assert "Udeladt (skjult af hensyn til fortrolighed): Læsø" in answer.err
    assert "Udeladt (uden tal): " in answer.err


@pytest.mark.usefixtures("five")
def test_the_own_municipality_in_words(run):
    table = rank(run, form="table").out
    assert "Aabenraa: 5,0 (4,6–5,5). Rang 5–5 af 5" in table
    assert "Rang 1 er det laveste, som er bedst." in table
    assert "Kilde:" in table.splitlines()[-1]
    english = rank(run, "--lang", "en", "--area", "540", form="table").out
    assert "Sønderborg: 4.0" in english
    assert "among the 2 worst of over 99 per cent" in english


@pytest.mark.usefixtures("five")
def test_the_same_question_gets_the_same_answer(run):
    assert rank(run).out == rank(run).out


@pytest.mark.usefixtures("five")
def test_a_direction_of_ones_own_turns_the_ranks(run, workspace):
    settings = workspace / "pejling.toml"
    own = f'\n[[better]]\nindicator = "{SHARE}"\ngroup = "kontanthjaelp"\n'
    own += 'better = "neither"\nreason = "Prøve."\n'
    settings.write_text(settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    answer = rank(run)
    assert answer.rows[0]["area"] == "580"  # the highest first
    assert {row["best_quarter"] for row in answer.rows} == {""}  # and no quarter is best
    assert "Prøve." in answer.err


@pytest.mark.usefixtures("five")
def test_a_count_says_that_it_follows_size(run):
    answer = rank(run, indicator="full_time_persons")
    assert [row["area"] for row in answer.rows] == ["550", "580", "510", "540", "101"]
    assert "hvor stor kommunen er" in answer.err


@pytest.mark.usefixtures("five")
def test_the_picture_names_the_own_municipality_and_the_source(run, tmp_path):
    file = tmp_path / "rang.svg"
    assert rank(run, "--chart", file).code == 0
    drawn = file.read_text(encoding="utf-8")
    assert 'aria-label="Fuldtidspersoner i pct. af arbejdsstyrken' in drawn
    for words in ("Aabenraa", "Kilde:", "Rang 1"):
        assert words in drawn


@pytest.mark.usefixtures("five")
def test_wrong_input_says_what_is_wrong(run):
    for words, said in (
        (("--area", "999"), "er ikke koden på en af de 98 kommuner"),
        (("--cluster", "findes_ikke"), "findes_ikke"),
        (("--chart", "rang.png"), "tegninger skrives som .svg"),
        (("--area", "825"), "skjult af hensyn til fortrolighed"),
        (("--area", "851"), "har intet tal"),
    ):
        answer = rank(run, *words)
        assert (answer.code, answer.out) == (1, ""), words
        assert said in answer.err


def test_a_figure_without_known_chance_is_not_ranked(run, workspace, tmp_path):
    path = tmp_path / "uger.csv"
    lines = ["indicator,group,area,period,measure,value"]
    lines += [
        f"mean_weeks_in_period,kontanthjaelp,{area},2019M06,level,3.{at}" for at, area in enumerate(PERSONS)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "observations", path).code == 0
    answer = rank(run, indicator="mean_weeks_in_period")
    assert answer.code == 1
    assert "en rang uden usikkerhed vises ikke" in answer.err
    assert workspace.is_dir()


def weeks_on_benefit(path):
    """26 persons in each of three municipalities, on sickness benefit for 4 or 6, 7 or 9, 10 or 12 weeks."""
    weeks = [f"y_14{week:02d}" for week in range(1, 27)]
    lines = [";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *weeks])]
    for area, short in (("580", 4), ("510", 7), ("540", 10)):
        for number in range(26):
            on = short + 2 * (number % 2)
            codes = ["890" if week <= on else "" for week in range(1, 27)]
            lines.append(";".join([f"{area}{number:02d}", area, "1", "1980", *codes]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("workspace")
def test_person_data_go_by_the_variance_by_person(run, tmp_path, monkeypatch):
    monkeypatch.setattr(wiring, "engine", lambda *_: Reference())
    assert run("take-in", "dream", weeks_on_benefit(tmp_path / "uger.csv")).code == 0
    group = ("--group", "sygedagpenge", "--period", "2014Q1")
    answer = run("rank", "--indicator", "mean_weeks_in_period", *group, "--format", "csv")
    assert answer.code == 0, answer.err
    assert [row["area"] for row in answer.rows] == ["580", "510", "540"]
    own = answer.rows[0]
    assert float(own["value"]) == 5
    # every person lies 1 week from the mean: standard error sqrt(26) / 26 = 0.196, told as 0.2; on the scale
    # of logs 5 x exp(-+ 1.96 x 0.2 / 5), and a little wider since so few persons' own error is hardly known
    assert float(own["low"]) == pytest.approx(5 * math.exp(-1.96 * 0.2 / 5), abs=0.05)
    assert float(own["high"]) == pytest.approx(5 * math.exp(1.96 * 0.2 / 5), abs=0.05)
    assert (own["rank_low"], own["rank_high"], own["best_quarter"]) == ("1", "1", "")
    assert "pr. person" in answer.err


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data, which is not here")
def test_all_98_on_the_real_file(run, workspace):
    assert run("take-in", "jobindsats", REAL).code == 0
    answer = run(
        "rank", "--indicator", SHARE, "--group", "kontanthjaelp", "--period", "2026M06", "--format", "csv"
    )
    assert answer.code == 0, answer.err
    assert len(answer.rows) == 98
    assert sum(float(row["expected_rank"]) for row in answer.rows) == pytest.approx(98 * 99 / 2, rel=1e-3)
    rows = {row["name"]: row for row in answer.rows}
    # Læsø's 0.9 per cent is the lowest printed, of few persons: its rank is far from sure
    assert rows["Læsø"]["value"] == "0.9"
    assert int(rows["Læsø"]["rank_high"]) - int(rows["Læsø"]["rank_low"]) > 20
    assert int(rows["Lolland"]["rank_low"]) >= 95
    assert workspace.is_dir()
