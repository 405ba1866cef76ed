"""Decompositions through the command line: week files and published tables in, splits worked by hand out."""

from __future__ import annotations

import municipal_figures
import pytest
from weeks_of_2017 import write_labour_force, write_weeks

from pejling.app import wiring
from pejling.engines.reference import Reference
from pejling.terms.observation import table_of


def decompose(run, *words):
    answer = run("decompose", *words, "--format", "csv")
    assert answer.code == 0, answer.err
    return answer


@pytest.fixture
def take_in(run, workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(wiring, "engine", lambda *_: Reference())
    settings = workspace / "pejling.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\n[clusters.nabo]\nmembers = [540]\n", encoding="utf-8"
    )

    def taking(courses):
        force = write_labour_force(tmp_path / "styrke.csv", ("580", "540"))
        for kind, path in (("dream", write_weeks(tmp_path / "uger.csv", courses)), ("observations", force)):
            answer = run("take-in", kind, path)
            assert answer.code == 0, answer.err

    return taking


def test_more_inflow_and_longer_stays(run, take_in):
    take_in(
        [
            (20, "580", "1", {range(14, 27): "890"}),
            (20, "580", "2", {range(2, 27): "890"}),
            (10, "540", "1", {range(14, 27): "890"}),
        ]
    )
    (row,) = decompose(run, "gap", "sygedagpenge", "--cluster", "nabo", "--period", "2017Q2").rows
    # 4 pct. with 20 starting in 13 weeks: 40 / (20/13) = 26 weeks; 1 pct. with 10: 13 weeks. Of the 3 points
    # inflow makes (20-10)/130 x 19.5 and duration 13 x 30/260
    assert [float(row[name]) for name in ("gap_pp", "from_inflow_pp", "from_duration_pp")] == pytest.approx(
        [3, 1.5, 1.5]
    )
    assert (float(row["own_implied_weeks"]), float(row["cluster_implied_weeks"])) == (26, 13)
    # in the third quarter nobody starts
    none = decompose(run, "gap", "sygedagpenge", "--cluster", "nabo", "--period", "2017Q3", "--lang", "en")
    assert none.rows == [] or none.rows[0]["from_inflow_pp"] == ""


def test_published_counts_tell_the_inflow_too(run, workspace, tmp_path):
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8") + "\n[clusters.nabo]\nmembers = [540]\n"
    settings.write_text(text, encoding="utf-8")
    figures = {"share_of_labour_force_pct": ("4.0", "1.0"), "full_time_persons": (40, 10), "inflow": (20, 10)}
    rows = [
        f"{id},sygedagpenge,{area},2017Q2,level,{value}"
        for id, both in figures.items()
        for area, value in zip(("580", "540"), both, strict=True)
    ]
    file = tmp_path / "tal.csv"
    file.write_text("\n".join(["indicator,group,area,period,measure,value", *rows]) + "\n", encoding="utf-8")
    assert run("take-in", "published", file).code == 0
    (row,) = decompose(run, "gap", "sygedagpenge", "--cluster", "nabo", "--period", "2017Q2").rows
    # 40 persons and 20 starting are 26 weeks each, and 4 pct. of 1,000: the same as from persons above
    assert [float(row[name]) for name in ("from_inflow_pp", "from_duration_pp")] == pytest.approx([1.5, 1.5])
    assert (float(row["own_implied_weeks"]), float(row["cluster_implied_weeks"])) == (26, 13)


# running on 2017M09's last week: 580 has 40 men, half of them over 26 weeks, and 20 women, 5 over; 540 has
# 20 and 20, 10 and 5 over: the rates are 50 and 25 pct. in both, only the mix differs
LONG, SHORT = {range(2, 45): "890"}, {range(30, 45): "890"}
MIX = [
    (20, "580", "1", LONG),
    (20, "580", "1", SHORT),
    (5, "580", "2", LONG),
    (15, "580", "2", SHORT),
    (10, "540", "1", LONG),
    (10, "540", "1", SHORT),
    (5, "540", "2", LONG),
    (15, "540", "2", SHORT),
]
ASKED = (
    "composition",
    "spells_over_26_weeks_pct",
    "sygedagpenge",
    "--cluster",
    "nabo",
    "--period",
    "2017M09",
)


def test_a_gap_that_is_all_mix(run, take_in):
    take_in(MIX)
    answer = decompose(run, *ASKED, "--by", "sex", "--lang", "en")
    rows = {row["stratum"]: row for row in answer.rows}
    assert [float(rows["sex:m"][name]) for name in ("own_rate", "cluster_rate")] == [50, 50]
    whole = rows["all"]
    assert float(whole["gap"]) == pytest.approx(25 / 60 * 100 - 15 / 40 * 100)
    # (2/3 - 1/2) x 50 + (1/3 - 1/2) x 25
    assert float(whole["from_composition"]) == pytest.approx(25 / 6)
    assert float(whole["from_rate"]) == 0
    assert float(whole["own_direct"]) == float(whole["cluster_direct"]) == 37.5
    assert float(whole["own_indirect"]) == 37.5  # as many over 26 weeks as expected
    assert "Kitagawa 1955" in answer.err
    assert "The cluster nabo: Sønderborg." in answer.err


def test_a_hidden_band_leaves_it_undecided(run, take_in):
    take_in([*MIX[:-2], (2, "540", "2", LONG), (3, "540", "2", SHORT)])
    answer = decompose(run, *ASKED, "--by", "sex", "--lang", "en")
    (row,) = answer.rows
    assert (row["stratum"], row["gap"], row["from_rate"]) == ("all", "", "")
    assert "Undecided against nabo, 2017M09: hidden or without a figure is women." in answer.err
    inside = decompose(run, *ASKED, "--by", "sex", "--audience", "internal")
    assert len(inside.rows) == 3


def test_the_drivers_of_2019(run, workspace, examples):
    assert run("take-in", "published", examples / "mploy_haderslev_2020.csv").code == 0
    rows = decompose(run, "drivers", "--area", "510", "--period", "2019M12").rows
    found = {row["group"]: int(row["change"]) for row in rows}
    assert [found[id] for id in ("fleksjob", "foertidspension", "dagpenge", "ressourceforloeb")] == [
        134,
        114,
        31,
        17,
    ]
    assert (found.pop("total"), found.pop("rest")) == (95, 0)
    assert sum(found.values()) == 95
    assert [row["group"] for row in rows[:2]] == ["fleksjob", "foertidspension"]
    two = decompose(
        run, "drivers", "dagpenge,fleksjob", "--area", "510", "--period", "2019M12", "--base", "2017M12"
    )
    assert {row["group"]: row["change"] for row in two.rows} == {"dagpenge": "-2", "fleksjob": "245"}


def test_who_comes_to_fleksjob_from_where(run, take_in, tmp_path):
    take_in(
        [
            (12, "580", "1", {range(2, 20): "740", range(20, 53): "771"}),
            (6, "580", "1", {range(2, 20): "890", range(20, 53): "771"}),
            (6, "580", "2", {range(2, 10): "771", range(10, 20): "111", range(20, 40): "771"}),
        ]
    )
    chart = tmp_path / "fleksjob.svg"
    answer = decompose(run, "flows", "fleksjob", "--period", "2017", "--chart", chart)
    found = {(row["direction"], row["state"]): row["spells"] for row in answer.rows}
    # the six come from self-support in W01's absence of any benefit, and again from dagpenge
    assert found["in", "ledighedsydelse"] == "12"
    assert found["in", "sygedagpenge"] == "6"
    assert found["in", "dagpenge"] == "6"
    assert found["out", "dagpenge"] == "6"
    assert sum(int(n) for (way, state), n in found.items() if way == "in" and state != "all") == int(
        found["in", "all"]
    )
    drawn = chart.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "ledighedsydelse 12" in drawn
    only = decompose(run, "flows", "fleksjob", "--period", "2017", "--direction", "out").rows
    assert {row["direction"] for row in only} == {"out"}


def test_a_hidden_transition_takes_the_whole_with_it(run, take_in):
    take_in(
        [
            (12, "580", "1", {range(2, 20): "740", range(20, 53): "771"}),
            (3, "580", "1", {range(2, 20): "890", range(20, 53): "771"}),
        ]
    )
    answer = decompose(run, "flows", "fleksjob", "--period", "2017", "--direction", "in", "--lang", "en")
    found = {row["state"]: row for row in answer.rows}
    assert found["sygedagpenge"]["spells"] == "hidden"
    assert found["all"]["spells"] == ""
    assert found["ledighedsydelse"]["share_pct"] == ""
    assert "neither the whole nor shares are shown" in answer.err


REFUSED = [
    (("gap", "findes_ikke"), "er ukendt"),
    (("gap", "sygedagpenge"), "der er ingen tal (share_of_labour_force_pct) for 580"),
    (("composition", "share_of_labour_force_pct", "dagpenge", "--cluster", "dk"), "decompose gap"),
    (
        ("composition", "mean_weeks_in_period", "dagpenge", "--cluster", "ams"),
        "hverken defineret eller publiceret",
    ),
    (("composition", "median_completed_duration_weeks", "dagpenge"), "ikke et forhold mellem to summer"),
    (("composition", "spells_over_26_weeks_pct", "dagpenge", "--by", "group"), "skriv i_alt som målgruppe"),
    (("drivers", "--indicator", "persons"), "lægger ikke sammen over grupper"),
    (("drivers", "kontanthjaelp,kontanthjaelp_jobparat", "--period", "2019"), "overlapper"),
    (("drivers", "--period", "2019", "--base", "2020"), "den skal være tidligere"),
    (("flows", "fleksjob", "--period", "2019"), "de tælles af personer"),
    (("flows", "fleksjob", "--chart", "x.png"), "skrives som .svg"),
]


@pytest.mark.usefixtures("workspace")
def test_what_cannot_be_taken_apart_is_refused(run):
    for words, told in REFUSED:
        answer = run("decompose", *words)
        assert (answer.code, told in answer.err) == (1, True), (words, answer.err)


def test_a_change_across_a_series_break_is_refused_unless_forced(run, workspace, examples, tmp_path):
    file = tmp_path / "tal.csv"
    rows = [
        f"full_time_persons,kontanthjaelp,580,{at},level,{n}"
        for at, n in (("2024M12", 900), ("2025M12", 400))
    ]
    file.write_text("\n".join(["indicator,group,area,period,measure,value", *rows]) + "\n", encoding="utf-8")
    assert run("take-in", "published", file).code == 0
    refused = run("decompose", "drivers", "--period", "2025M12")
    assert refused.code == 1
    assert "krydses et databrud" in refused.err
    forced = decompose(run, "drivers", "--period", "2025M12", "--force", "--lang", "en")
    assert [row["change"] for row in forced.rows] == ["-500"]
    assert "Across series breaks" in forced.err
    assert "add up exactly" not in forced.err  # there is no total to add up to


def test_a_break_before_which_the_source_has_counted_anew_is_no_hindrance(run, workspace):
    """As compare has it: figures of before the break that carry its mark are counted as those after it."""
    marked = {"marks": "break:2025-07-kontanthjaelp"}
    rows = [
        municipal_figures.row("full_time_persons", "kontanthjaelp", "580", "2024M12", 900.0, 0, **marked),
        municipal_figures.row("full_time_persons", "kontanthjaelp", "580", "2025M12", 400.0, 0),
    ]
    municipal_figures.take_in(workspace, table_of(rows))
    assert [one["change"] for one in decompose(run, "drivers", "--period", "2025M12").rows] == ["-500"]
