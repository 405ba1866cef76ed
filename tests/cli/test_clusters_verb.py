"""`pejling clusters`, as a user meets it."""

import pyarrow as pa
import pytest
from municipal_figures import invented, row, take_in

from pejling.terms.observation import table_of


@pytest.fixture
def figures(workspace, run):
    found = invented().to_pylist()
    labour = {one["area"]: one["value"] for one in found if one["indicator"] == "labour_force_16_66"}
    persons = [one for one in found if one["indicator"] == "full_time_persons"]
    shares = [
        row(
            "share_of_labour_force_pct",
            "kontanthjaelp",
            of,
            "2022",
            100 * float(one["value"] / labour[of]),
            2,
        )
        for one in persons
        for of in [one["area"]]
    ]
    take_in(workspace, pa.concat_tables([invented(), table_of(shares)]))
    return workspace


def add(workspace, text):
    toml = workspace / "pejling.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_clusters_of_a_new_workspace(workspace, run):
    rows = run("clusters", "list", "--format", "csv", "--lang", "en").rows
    assert [(row["name"], row["way"], row["municipalities"]) for row in rows] == [
        ("region", "region", "21"),
        ("landet", "whole country", "97"),
    ]


def test_a_proposal_changes_nothing_and_says_so(figures, run):
    before = (figures / "pejling.toml").read_bytes()
    answer = run("clusters", "build", "neighbours", "--number", "7", "--format", "csv", "--lang", "en")
    assert answer.code == 0
    assert [row["number"] for row in answer.rows] == [str(number) for number in range(1, 8)]
    assert "580" not in [row["municipality"] for row in answer.rows]
    assert "intet er skrevet" in answer.err
    assert (figures / "pejling.toml").read_bytes() == before


def test_a_built_cluster_is_written_compared_with_and_explained(figures, run):
    before = (figures / "pejling.toml").read_text(encoding="utf-8")
    answer = run(
        "clusters", "build", "neighbours", "--number", "7", "--name", "lignende", "--write", "--format", "csv"
    )
    assert answer.code == 0
    after = (figures / "pejling.toml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert "# Bygget af pejling clusters build: nærmeste naboer, antal 7, til 580." in after
    compared = run("compare", "--cluster", "lignende", "--indicator", "full_time_persons", "--format", "csv")
    assert {row["cluster"] for row in compared.rows} == {"lignende"}
    shown = run("clusters", "show", "lignende", "--format", "csv").rows
    assert shown == answer.rows
    page = run(
        "clusters",
        "show",
        "lignende",
        "--explain",
        "--indicator",
        "share_of_labour_force_pct",
        "--lang",
        "en",
        "--period",
        "2022",
    ).out
    assert "nearest neighbours, number 7; scale: standard deviations from the mean." in page
    assert "| Share with higher education | 2022 | 1.0 |" in page
    assert "Social assistance, 2022:" in page
    # each choice with what speaks for it, the nearest that are not in it, and every other way to choose
    assert "- The value: pooled, so that each citizen of the cluster counts the same" in page
    assert "- The number: 7; fewer are more alike" in page
    assert "Not in it: the nearest outside" in page
    ways = [
        line for line in page.splitlines() if line.startswith(("| as it is |", "| number ", "| without "))
    ]
    assert len(ways) == 16  # pooled and as a mean: as it is, 6, 8, without each of the five
    assert ways[0].startswith("| as it is | pooled | 7 | 7 |")
    assert any(line.startswith("| without share with higher education | pooled | 7 |") for line in ways)
    # 17 other choices: as a mean, and 8 variants both ways
    assert "other ways (17)" in page


def test_groups(figures, run):
    answer = run("clusters", "build", "groups", "--number", "5", "--scale", "rank", "--format", "csv")
    assert answer.code == 0
    assert 1 <= len(answer.rows) < 97


def test_a_hand_picked_cluster_is_held_against_the_nearest(figures, run):
    add(figures, "\n[clusters.naboer]\nmembers = [510, 540, 550, 580]\n")
    page = run("clusters", "show", "naboer", "--explain", "--lang", "en").out
    assert "hand-picked, 3 municipalities" in page
    assert "Held against the 3 nearest" in page
    assert "| Haderslev |" in page


def test_without_background_figures_members_are_listed_and_the_reason_told(workspace, run):
    answer = run("clusters", "show", "region:83", "--format", "csv", "--lang", "en")
    assert answer.code == 0
    assert len(answer.rows) == 21
    assert answer.rows[0]["distance"] == ""
    assert "there are no background figures" in answer.err


@pytest.mark.parametrize(
    ("toml", "words", "says"),
    [
        ("", ("show", "findes_ikke"), "der står region, landet"),
        ("\n[clusters.kun]\nmembers = [580]\n", ("show", "kun"), "ingen anden kommune end 580"),
        ('\n[clusters.ams]\nlabel_da = "A"\nlabel_en = "A"\n', ("show", "ams"), "dens medlemmer kendes ikke"),
        ("\n[clusters.x]\nmembers = [510]\nmade = 'hm'\n", ("show", "x", "--explain"), "clusters build"),
        ("", ("build", "neighbours", "--write"), "skal have et navn"),
        ("", ("build", "neighbours", "--name", "region", "--write"), "allerede en klynge, der hedder region"),
        ("", ("build", "neighbours", "--number", "98"), "tilladt er 1 til 97"),
        ("", ("build", "neighbours", "--weights", "1,to"), "vægtene"),
        ("", ("build", "neighbours", "--weights", "1,2"), "2 vægte til 5 tal"),
        ("", ("build", "neighbours", "--on", "welfare_per_1000"), "under et andet navn"),
        ("", ("build", "neighbours", "--period", "2010"), "først efter 2010"),
        ('\n[clusters.f]\nfile = "findes_ikke.csv"\n', ("list",), "kan ikke læses"),
    ],
)
def test_what_cannot_be_done_is_said(figures, run, toml, words, says):
    add(figures, toml)
    before = (figures / "pejling.toml").read_bytes()
    answer = run("clusters", *words)
    assert says in answer.err + answer.out
    assert answer.code == (0 if "--explain" in words else 1)
    assert (figures / "pejling.toml").read_bytes() == before


def test_an_imported_list_is_a_cluster(figures, run):
    (figures / "klynger.csv").write_text("code,name,gruppe\n580,Aabenraa,2\n510,Haderslev,2\n550,Tønder,3\n")
    add(figures, '\n[clusters.min]\nfile = "klynger.csv"\ncolumn = "gruppe"\n')
    rows = run("clusters", "list", "--format", "csv", "--lang", "en").rows
    assert (rows[-1]["name"], rows[-1]["way"], rows[-1]["municipalities"]) == ("min", "list", "1")


def test_a_proposal_says_how_sure_it_is(figures, run):
    answer = run("clusters", "build", "neighbours", "--number", "7", "--format", "csv", "--lang", "da")
    often = sum(float(row["chosen_pct"]) >= 50 for row in answer.rows)
    assert f"{often} af 7 vælges mindst hver anden gang" in answer.err
