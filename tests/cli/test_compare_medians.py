"""compare of medians: a cluster's own median, its interval, and the mark, from persons drawn anew."""

from __future__ import annotations

import re

import pytest

CLUSTERS = """[clusters.naboer]
members = [510, 540, 580]
label_da = "Naboer"
label_en = "Neighbours"

[clusters.snit]
members = [510, 540]
label_da = "Snit"
label_en = "Mean"
method = "mean"

"""
# by municipality: how many persons were ill for so many weeks
LENGTHS = {580: [(30, 10)], 510: [(40, 4)], 540: [(20, 20)], 550: [(3, 15)]}
ASKED = ("compare", "--indicator", "median_completed_duration_weeks", "--group", "sygedagpenge")
OF_2018 = ("--period", "2018", "--format", "csv")


@pytest.fixture
def persons(run, workspace, tmp_path):
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    start, end = text.index("[clusters.region]"), text.index("# [clusters.naboer]")
    settings.write_text(text[:start] + CLUSTERS + text[end:], encoding="utf-8")
    weeks = [f"y_{year}{week:02}" for year in (18, 19) for week in range(1, 53)]
    lines = [",".join(["lobenr", "kon", "foedselsaar", "nykom2018", *weeks])]
    number = 0
    for home, spells in LENGTHS.items():
        for count, length in spells:
            for _ in range(count):
                number += 1
                codes = ["890" if 5 <= week < 5 + length else "" for week in range(len(weeks))]
                lines.append(",".join([str(number), "1", "1970", str(home), *codes]))
    path = tmp_path / "dream.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = run("take-in", "dream", path)
    assert answer.code == 0, answer.err


@pytest.mark.usefixtures("persons")
def test_a_cluster_has_the_median_of_its_persons_together(run):
    """510 and 540 together: 40 of 60 were ill for 4 weeks, so half were at most 4; their mean is (4 + 20)/2.

    All of Aabenraa's were ill for 10 weeks, whoever is drawn; that 31 of 60 draws are of the 20 long ones
    has a chance of 3 in 1,000, so the limits are 4 and 4 as well. Aabenraa, a member, is left out.
    """
    answer = run(*ASKED, *OF_2018)
    assert answer.code == 0, answer.err
    pooled, mean = answer.rows
    names = ("own_value", "cluster_value", "own_low", "own_high", "cluster_low", "cluster_high", "gap_low")
    assert [pooled[name] for name in names] == ["10", "4", "10", "10", "4", "4", "6"]
    assert (pooled["within_chance"], pooled["marked"], pooled["marks"]) == ("no", "no", "")
    assert [mean[name] for name in names] == ["10", "12", "10", "10", "12", "12", "-2"]
    assert "mean_of_municipalities" in mean["marks"]
    assert float(pooled["p"]) == pytest.approx(2 / 201)


@pytest.mark.usefixtures("persons")
def test_a_region_has_its_median_without_the_municipality(run):
    """The region holds 550 too: 40 of 63 were ill for 4 weeks. With Aabenraa half would be at most 10."""
    (row,) = run(*ASKED, *OF_2018, "--cluster", "region:83").rows
    assert (row["cluster_value"], row["cluster_low"], row["cluster_high"]) == ("4", "4", "4")
    (of_area,) = run("measure", *ASKED[1:], "--area", "region:83", "--period", "2018", "--format", "csv").rows
    assert of_area["value"] == "10"


@pytest.mark.usefixtures("persons")
def test_a_hidden_median_has_nothing_beside_it(run):
    """550's three persons are too few; against them nobody else has a gap."""
    answer = run(*ASKED, *OF_2018, "--municipality", "550", "--cluster", "naboer")
    (row,) = answer.rows
    assert row["own_value"] == "hidden"
    assert [row[name] for name in ("own_low", "gap", "gap_low", "p", "marked")] == [""] * 5
    # the others together: 40 of 90 at most 4 weeks, 70 of 90 at most 10
    assert row["cluster_value"] == "10"


@pytest.mark.usefixtures("persons")
def test_without_certainty_the_cluster_has_the_same_median(run):
    rows = run(*ASKED, *OF_2018, "--no-certainty").rows
    assert [row["cluster_value"] for row in rows] == ["4", "12"]


@pytest.mark.usefixtures("persons")
def test_a_released_median_of_a_cluster_is_in_the_ledger(run):
    assert run(*ASKED, *OF_2018, "--cluster", "naboer", "--release").code == 0
    (id,) = [row["id"] for row in run("releases", "list", "--format", "csv").rows]
    told = run("releases", "show", id, "--format", "csv").rows
    assert ("cluster:naboer", "510 540", "4") in {
        (one["area"], one.get("members", "510 540"), one["value"]) for one in told
    }


@pytest.mark.usefixtures("persons")
def test_medians_stand_beside_other_figures(run):
    """All indicators of a year in one release, as when none is named."""
    rows = run("compare", "--group", "sygedagpenge", "--period", "2018", "--format", "csv").rows
    found = {(row["indicator"], row["cluster"]): row for row in rows}
    assert found["median_completed_duration_weeks", "naboer"]["cluster_value"] == "4"
    assert found["mean_completed_duration_weeks", "naboer"]["own_value"] == "10"
    # (40 x 4 + 20 x 20) / 60
    assert float(found["mean_completed_duration_weeks", "naboer"]["cluster_value"]) == pytest.approx(28 / 3)


@pytest.mark.usefixtures("persons")
def test_a_trend_has_the_same_median_of_the_cluster(run):
    asked = (
        "trend",
        *ASKED[2:3],
        "sygedagpenge",
        "580",
        "--cluster",
        "naboer",
        "--from",
        "2018",
        "--to",
        "2019",
    )
    answer = run(*asked, "--format", "csv")
    assert answer.code == 0, answer.err
    assert next((row["value"], row["cluster_value"]) for row in answer.rows) == ("10", "4")


@pytest.mark.usefixtures("persons")
def test_a_report_prints_the_same_median_of_the_cluster(run, workspace):
    """4 weeks of all persons together, not (4 + 20) / 2 = 12; and so in a text of one's own: 10 - 4 = 6."""
    chapter = 'indicators = ["median_completed_duration_weeks"]\nperiods = ["2018"]\nclusters = ["naboer"]\n'
    template = f'[[chapter]]\nkind = "figures"\n{chapter}\n[[chapter]]\nkind = "own"\nfile = "egen.md"\n'
    template += '\n[[chapter]]\nkind = "benefits"\n'
    (workspace / "medianer.toml").write_text(template, encoding="utf-8")
    asked = "median_completed_duration_weeks sygedagpenge"
    there, gap = (f"{{{{ {asked} {area} }}}}" for area in ("cluster:naboer 2018", "own 2018 vs naboer"))
    (workspace / "egen.md").write_text(f"# Eget\n\nDer er {there}, og {gap} til.", encoding="utf-8")
    words = ("--template", "medianer.toml", "--to", "html", "--lang", "da", "--out", "ud")
    answer = run("report", *words, "--cluster", "naboer")
    assert answer.code == 0, answer.err
    page = (workspace / "ud" / "pejling-580-da.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "Der er 4 uger, og 6 uger til." in page
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert re.findall(r">\s*(\d+(?:,\d+)?)\s*<", table)[:2] == ["10", "4"]
