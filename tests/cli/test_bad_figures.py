"""Figures that cannot be, clusters of nobody: every verb says what, where and what to do."""

from __future__ import annotations

import pytest

from pejling.comparison.observed import Row, sound

CLUSTERS = """[clusters.naboer]
members = [510, 540]
label_da = "Naboer"
label_en = "Neighbours"

[clusters.selv]
members = [580]
label_da = "Kun os"
label_en = "Ourselves"

[clusters.navn]
label_da = "Kun et navn"
label_en = "A name only"

"""
AT = ("--period", "2019Q3")
FULL = "full_time_persons"
OWN = f"{FULL} sygedagpenge for Aabenraa i 2019Q3 er −3 og kan ikke være negativt"
MEMBER = f"{FULL} dagpenge for Haderslev i 2019Q3 er −7 og kan ikke være negativt"


@pytest.fixture
def bad(run, workspace, tmp_path):
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    start, end = text.index("[clusters.region]"), text.index("# [clusters.naboer]")
    settings.write_text(text[:start] + CLUSTERS + text[end:], encoding="utf-8")
    lines = ["indicator,group,area,period,value"]
    for group, then, now in (
        ("sygedagpenge", (500, 480, 700), (-3, 470, 690)),
        ("dagpenge", (300, 280, 400), (310, -7, 380)),
        ("kontanthjaelp", (600, 500, 800), (610, 520, 790)),
    ):
        for period, numbers in (("2018Q3", then), ("2019Q3", now)):
            for area, number in zip(("580", "510", "540"), numbers, strict=True):
                lines.append(f"{FULL},{group},{area},{period},{number}")
                lines.append(f"share_of_labour_force_pct,{group},{area},{period},{abs(number) / 100}")
    path = tmp_path / "tal.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "published", path).code == 0


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize("how", ["--certainty", "--no-certainty"])
def test_compare_leaves_it_out_and_says_which(run, how):
    answer = run("compare", "--cluster", "naboer", "--indicator", FULL, *AT, "--format", "csv", how)
    assert answer.code == 0, answer.err
    rows = {row["group"]: row for row in answer.rows}
    assert (rows["sygedagpenge"]["own_value"], rows["sygedagpenge"]["cluster_value"]) == ("", "580")
    assert (rows["dagpenge"]["own_value"], rows["dagpenge"]["cluster_value"]) == ("310", "")
    assert (rows["kontanthjaelp"]["own_value"], rows["kontanthjaelp"]["cluster_value"]) == ("610", "655")
    assert rows["dagpenge"]["level_symbol"] == "none"
    assert f"1 niveau(er) uden værdi: {OWN}; ret det i kilden" in answer.err
    assert f"1 niveau(er) uden klyngens værdi: {MEMBER}" in answer.err


@pytest.mark.usefixtures("bad")
def test_rank_and_trend_leave_it_out_and_say_which(run):
    asked = ("rank", "--indicator", FULL, "--group", "sygedagpenge", *AT)
    ranked = run(*asked, "--format", "csv")
    assert [row["area"] for row in ranked.rows] == ["510", "540"]
    assert OWN in ranked.err
    refused = run(*asked, "--area", "580")
    assert (refused.code, OWN in refused.err) == (1, True)
    ours = ("--cluster", "naboer", "--from", "2018Q3", "--to", "2019Q3", "--format", "csv")
    series = run("trend", FULL, "sygedagpenge", "580", *ours)
    assert [series.rows[at]["value"] for at in (0, -1)] == ["500", ""]
    assert f"Mangler: {OWN}" in series.err
    other = run("trend", FULL, "dagpenge", "580", *ours)
    assert [other.rows[at]["cluster_value"] for at in (0, -1)] == ["340", ""]
    assert f"Mangler: {MEMBER}" in other.err


@pytest.mark.usefixtures("bad")
def test_decompositions_leave_it_out_and_say_which(run):
    drivers = run("decompose", "drivers", *AT, "--format", "csv")
    assert {row["group"]: row["change"] for row in drivers.rows} == {
        "dagpenge": "10",
        "kontanthjaelp": "10",
        "sygedagpenge": "",
    }
    assert OWN in drivers.err
    gap = run("decompose", "gap", "sygedagpenge", "--cluster", "naboer", *AT)
    assert (gap.code, "Ikke afgjort" in gap.err + gap.out) == (0, True)


@pytest.mark.usefixtures("bad")
def test_a_negative_share_saves_nothing_and_says_so(run, tmp_path, examples):
    path = tmp_path / "andel.csv"
    path.write_text(
        "indicator,group,area,period,value\nshare_of_labour_force_pct,sygedagpenge,580,2019Q3,-3.4\n",
        encoding="utf-8",
    )
    assert run("take-in", "published", path).code == 0
    assert run("take-in", "prices", examples / "prices_2016.csv").code == 0
    asked = ("savings", "--cluster", "naboer", *AT, "--labour-force", "32000", "--group", "sygedagpenge")
    answer = run(*asked, "--format", "csv")
    assert answer.code == 0, answer.err
    assert [row["amount_dkk"] for row in answer.rows if row["group"] == "sygedagpenge"] == [""]
    assert "er −3 og kan ikke være negativt" not in answer.err
    told = answer.out + answer.err
    assert "share_of_labour_force_pct sygedagpenge for Aabenraa i 2019Q3 er −3,4" in told


@pytest.mark.usefixtures("bad")
def test_expected_leaves_a_municipality_out(run, tmp_path):
    """98 municipalities; Haderslev's negative count is named among what is left out."""
    from pejling.terms.municipality import municipalities

    lines = ["indicator,group,area,period,value"]
    for at, code in enumerate(sorted(municipalities())):
        number = -7 if code == 510 else 300 + 7 * (at % 13)
        lines.append(f"{FULL},dagpenge,{code},2019,{number}")
        lines.append(f"share_of_population_pct,dagpenge,{code},2019,{2 + at % 13 / 20}")
        lines.append(f"population_total,,{code},2018,{20000 + 900 * (at % 11)}")
    path = tmp_path / "landet.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "observations", path).code == 0
    answer = run("expected", "--area-group", "dagpenge", "--period", "2019", "--on", "population_total")
    assert answer.code == 0, answer.err
    assert "dagpenge for Haderslev i 2019 er −7 og kan ikke være negativt" in answer.out + answer.err


VERBS = (
    ("compare", *AT),
    ("savings", *AT),
    ("decompose", "gap", "sygedagpenge", *AT),
    ("decompose", "composition", "spells_over_26_weeks_pct", "sygedagpenge", *AT),
    ("rank", "--indicator", FULL, "--group", "sygedagpenge", *AT),
    ("trend", FULL, "sygedagpenge", "580", "--from", "2018Q3"),
)


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize(
    ("cluster", "told"),
    [("selv", "klyngen 'selv' har ingen"), ("navn", "klyngen 'navn' har ingen"), ("x", "hverken defineret")],
)
def test_a_cluster_of_nobody_is_refused_by_every_verb(run, cluster, told):
    for words in VERBS:
        answer = run(*words, "--cluster", cluster)
        assert (answer.code, answer.out, told in answer.err) == (1, "", True), (words, answer.err)


def test_money_and_changes_may_be_negative():
    row = Row(-3.0, 0, None, None, "observed", (), True)
    assert sound(row, "expenditure_dkk", "", "2019", "580").fault is None
    assert sound(row, FULL, "dagpenge", "2019", "580").exact_value(1) is None


@pytest.fixture
def nobody_works(run, bad, workspace, tmp_path):
    """Persons, in a municipality and one of its neighbours with a labour force of 0."""
    weeks = [f"y_19{week:02}" for week in range(1, 40)]
    lines = [";".join(["lobenr", "nykom2019", "kon", "foedselsaar", *weeks])]
    for number in range(180):
        home = (580, 510, 540)[number % 3]
        lines.append(";".join([str(number), str(home), "1", "1980", *["890"] * len(weeks)]))
    path = tmp_path / "uger.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("take-in", "dream", path).code == 0
    force = tmp_path / "styrke.csv"
    rows = [f"labour_force_16_66,,{area},2018,{size}" for area, size in ((580, 0), (510, 0), (540, 6000))]
    force.write_text("\n".join(["indicator,group,area,period,value", *rows]) + "\n", encoding="utf-8")
    assert run("take-in", "observations", force).code == 0


@pytest.mark.usefixtures("nobody_works")
def test_a_labour_force_of_0_is_named_by_every_verb(run):
    """Not left out silently either: without Haderslev the neighbours would be Sønderborg alone."""
    share, at = "share_of_labour_force_pct", ("--period", "2019Q2")
    own = f"{share} sygedagpenge for Aabenraa i 2019Q2 har intet at være en andel af: nævneren er nul"
    member = own.replace("Aabenraa", "Haderslev")
    asked = ("--indicator", share, "--group", "sygedagpenge", *at)
    compared = run("compare", *asked, "--cluster", "naboer", "--format", "csv")
    assert [(row["own_value"], row["cluster_value"]) for row in compared.rows] == [("", "")]
    assert own in compared.err
    other = run("compare", *asked, "--cluster", "naboer", "--municipality", "540", "--format", "csv")
    assert [row["cluster_value"] for row in other.rows] == [""]
    assert member in other.err or own in other.err
    ranked = run("rank", *asked)
    assert ranked.code == 1, ranked.out  # of one nobody can be ranked
    assert "nævneren er nul" in ranked.err, ranked.err
    for words in (
        ("trend", share, "sygedagpenge", "580", "--from", "2019Q1", "--to", "2019Q2"),
        ("rank", *asked, "--area", "580"),
    ):
        answer = run(*words)
        assert (answer.code, "nævneren er nul" in answer.err) == (1, True), (words, answer.err)
    drivers = run("decompose", "drivers", "sygedagpenge", "--indicator", share, *at, "--base", "2019Q1")
    assert "nævneren er nul" in drivers.err
    gap = run("decompose", "gap", "sygedagpenge", "--cluster", "naboer", *at)
    assert "nævneren er nul" in gap.err
    savings = run("savings", "--cluster", "naboer", *at)
    assert (savings.code, "arbejdsstyrken i 580 er 0" in savings.err) == (1, True)
