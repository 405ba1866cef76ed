"""Neighbours and groups: distances worked by hand, what is written and read, lists in files."""

import numpy as np
import pytest
from municipal_figures import invented

from pejling.comparison.conditions import STANDARD, Conditions, conditions
from pejling.comparison.neighbours import Kind, Recipe, breaks_between, build, variants
from pejling.stats.distance import Scale, distances, groups, nearest, silhouette, stability, standardise
from pejling.store.cluster_entry import add_cluster
from pejling.store.cluster_file import members_from_file
from pejling.store.settings import read_settings
from pejling.terms.period import Period
from pejling.terms.problem import Problem

approx = pytest.approx
YEAR = Period.parse("2022")


def test_zscores_and_ranks_by_hand():
    # 1, 2, 3: mean 2, standard deviation sqrt(2/3)
    assert standardise([[1], [2], [3]])[:, 0] == approx([-1.2247449, 0, 1.2247449])
    # places from 0 to 1; the two that are equal share places 1 and 2 of 0..3
    assert standardise([[5], [7], [7], [100]], Scale.RANK)[:, 0] == approx([0, 0.5, 0.5, 1])
    with pytest.raises(ValueError, match="vary"):
        standardise([[1, 1], [2, 1]])


def test_distances_and_weights_by_hand():
    points = [[0, 0], [3, 4], [0, 2], [1, 0]]
    assert distances(points, 0) == approx([0, 5, 2, 1])
    # weights 3 and 1 are scaled to 1.5 and 0.5: sqrt(9 x 1.5 + 16 x .5), sqrt(4 x .5), sqrt(1.5)
    assert distances(points, 0, [3, 1]) == approx([0, 21.5**0.5, 2**0.5, 1.5**0.5])
    assert list(nearest(points, 0, 2)) == [3, 2]
    assert list(nearest(points, 0, 2, [1, 0])) == [2, 3]  # the first figure alone: 2 is at the same place
    assert list(nearest([[0], [1], [-1]], 0, 1)) == [1]  # equally near: in their order
    for count, weights in ((4, None), (0, None), (1, [0, 0]), (1, [1, -1]), (1, [1])):
        with pytest.raises(ValueError, match=r"of 3 others|weights from 0"):
            nearest(points, 0, count, weights)


def test_two_clouds_are_two_groups():
    points = np.array([[0.0], [1], [2], [10], [11], [12]])
    assert list(groups(points, 2)) == [0, 0, 0, 1, 1, 1]
    assert list(groups(points[::-1], 2)) == [0, 0, 0, 1, 1, 1]  # numbered by their first member
    # the first: mean distance 1.5 inside, 11 to the others: (11 - 1.5) / 11
    assert silhouette(points, groups(points, 2))[0] == approx(9.5 / 11)
    assert silhouette([[0], [1], [9]], [0, 0, 1])[2] == 0  # alone


def test_silhouettes_lie_between_and_mixed_groups_are_negative():
    mixed = silhouette([[0.0], [1], [10], [11]], [0, 1, 0, 1])
    # the first: 10 inside, (1 + 11) / 2 = 6 outside: (6 - 10) / 10
    assert mixed[0] == approx(-0.4)
    assert (np.abs(mixed) <= 1).all()


def test_stability_is_certain_where_nothing_else_is_near_and_chance_where_all_are():
    rng = np.random.default_rng(5)
    near = rng.normal(0, 0.05, (6, 3))
    far = rng.normal(0, 0.05, (30, 3)) + 10
    found = stability([np.vstack([near, far])], 0, 5, noise=0.01, replicates=40)
    assert found.chosen[:6] == approx(np.ones(6))
    assert found.chosen[6:].sum() == 0
    alike = stability([rng.normal(size=(101, 3))], 0, 10, noise=50, replicates=60)
    assert alike.chosen[1:].mean() == approx(0.1)  # 10 of 100 each time
    assert alike.chosen[1:].max() < 0.35
    again = stability([np.vstack([near, far])], 0, 5, noise=0.01, replicates=40)
    assert (again.chosen == found.chosen).all()


def test_a_recipe_is_read_as_it_is_written():
    recipe = Recipe(Kind.GROUPS, 8, ("a", "b"), "2022", (1, 0.5), Scale.RANK, 7)
    assert Recipe.read(recipe.text) == recipe
    plain = Recipe(Kind.NEIGHBOURS, 10, STANDARD, "2022M03")
    assert plain.text.startswith("neighbours number=10; on=higher_education_share_pct,")
    assert Recipe.read(plain.text) == plain
    for text in ("", "friends number=3; on=a; period=2022", "neighbours number=x; on=a; period=2022"):
        with pytest.raises(Problem, match="clusters build"):
            Recipe.read(text)


@pytest.fixture(scope="module")
def known():
    return conditions(invented(), STANDARD, YEAR)


def test_neighbours_are_the_nearest_by_the_figures(known):
    proposal = build("580", Recipe(Kind.NEIGHBOURS, 5, STANDARD, "2022"), [(YEAR, known)], replicates=20)
    points = (known.values - known.values.mean(axis=0)) / known.values.std(axis=0)
    away = np.sqrt(((points - points[known.row("580")]) ** 2).sum(axis=1))
    by_hand = [known.areas[at] for at in np.argsort(away)[1:6]]
    assert list(proposal.members) == by_hand
    assert proposal.distance[known.row(by_hand[0])] == approx(sorted(away)[1])
    assert proposal.contributions[known.row(by_hand[0])].sum() == approx(1)
    assert proposal.stability[known.row("580")] == 1


def test_the_group_is_the_one_that_the_municipality_is_in(known):
    proposal = build("580", Recipe(Kind.GROUPS, 4, STANDARD, "2022"), [(YEAR, known)], replicates=10)
    member = groups(standardise(known.values), 4)
    same = {known.areas[at] for at in np.flatnonzero(member == member[known.row("580")])}
    assert set(proposal.members) == same - {"580"}
    assert -1 <= proposal.quality <= 1


def test_what_cannot_be_built_is_said(known):
    for number in (0, 98):
        with pytest.raises(Problem, match="allowed are 1 to 97"):
            build("580", Recipe(Kind.NEIGHBOURS, number, STANDARD, "2022"), [(YEAR, known)])
    with pytest.raises(Problem, match="3 weights for 5 figures"):
        build("580", Recipe(Kind.NEIGHBOURS, 5, STANDARD, "2022", (1, 1, 1)), [(YEAR, known)])


def test_variants_change_one_thing_each():
    names = [name.en for name, _ in variants(Recipe(Kind.NEIGHBOURS, 10, ("a", "b"), "2022"))]
    assert names == ["number 9", "number 11", "without a", "without b", "scale: ranks"]
    one = [name.en for name, _ in variants(Recipe(Kind.NEIGHBOURS, 1, ("a",), "2022"))]
    assert one == ["number 2", "scale: ranks"]


def test_figures_on_both_sides_of_a_break_are_noticed(known):
    assert breaks_between(known) == ()
    # activation was under-reported from 2018 to September 2019
    across = Conditions(("580",), ("activation_degree_pct",), np.ones((1, 1)), (("2017", "2020"),), {})
    assert [one.id for one in breaks_between(across)] == ["2018-activation-under-reported"]


LIST = "kode;navn;klynge\n580;Aabenraa;2\n510;Haderslev;2\n540;Sønderborg;3\n550;Tønder;\n"


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "klynger.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_members_of_a_list(listed):
    assert members_from_file(listed, "klynge", "3", 580) == ("540",)
    assert members_from_file(listed, "Klynge", "", 580) == ("580", "510")  # one's own value
    assert members_from_file(listed, "", "", 580) == ("580", "510", "540", "550")


@pytest.mark.parametrize(
    ("text", "column", "value", "says"),
    [
        (LIST, "klynge", "9", "no municipality has '9' in klynge; it holds 2, 3"),
        (LIST, "gruppe", "2", "gruppe"),
        (LIST.replace("580;", "510;"), "klynge", "2", "line 3: 510 stands twice"),
        (LIST.replace("580;", "999;"), "klynge", "2", "line 2: 999 is not the code"),
        (LIST.replace("kode;navn", "id;sted"), "klynge", "2", "no column of the municipality"),
        (LIST.replace(";2\n510", ";\n510"), "klynge", "", "itself .580. has no value in klynge"),
    ],
)
def test_a_list_that_cannot_be_used_is_said(listed, text, column, value, says):
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=says):
        members_from_file(listed, column, value, 580)


def test_settings_name_the_list_and_the_line(tmp_path, listed):
    toml = tmp_path / "pejling.toml"
    toml.write_text(
        '[municipality]\ncode = 580\n[clusters.tre]\nfile = "klynger.csv"\ncolumn = "klynge"\nvalue = 3\n',
        encoding="utf-8",
    )
    one = read_settings(toml).clusters["tre"]
    assert (one.members, one.way) == (("540",), "file")
    listed.unlink()
    with pytest.raises(Problem, match=r"line 4: clusters.tre.file: .*cannot be read"):
        read_settings(toml)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_cluster_is_added_and_all_else_is_as_it_was(tmp_path, newline):
    toml = tmp_path / "pejling.toml"
    before = newline.join(["# æøå", "[municipality]", "code = 580  # her", "", "[report]", 'title = "T"'])
    toml.write_bytes(before.encode())
    add_cluster(toml, "naboer", ["510", "550"], ["sådan"], "neighbours number=2", "Naboer", "Neighbours")
    after = toml.read_bytes().decode()
    assert after.startswith(before)
    assert f"# sådan{newline}[clusters.naboer]{newline}members = [510, 550]  # Haderslev, Tønder" in after
    assert ("\r\n" in after) == (newline == "\r\n")
    found = read_settings(toml).clusters["naboer"]
    assert (found.members, found.made, found.label.en) == (
        ("510", "550"),
        "neighbours number=2",
        "Neighbours",
    )


def test_a_cluster_that_is_there_or_would_spoil_the_file_is_not_written(tmp_path):
    toml = tmp_path / "pejling.toml"
    text = "[municipality]\ncode = 580\n[clusters]\nx = { all = true }\n"
    toml.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match="a cluster called x already"):
        add_cluster(toml, "x", ["510"], [], "", "X", "X")
    with pytest.raises(Problem, match="no spaces"):
        add_cluster(toml, "to ord", ["510"], [], "", "X", "X")
    toml.write_text("clusters = { x = { all = true } }\n[municipality]\ncode = 580\n", encoding="utf-8")
    with pytest.raises(Problem, match="TOML"):
        add_cluster(toml, "y", ["510"], [], "", "X", "X")
    assert toml.read_text(encoding="utf-8").startswith("clusters = {")
    assert [path.name for path in tmp_path.iterdir()] == ["pejling.toml"]
