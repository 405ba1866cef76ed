"""Break-downs that only figures taken in have: all of a kind, one of them, and what there is none of."""

from __future__ import annotations

import json

import pytest

COLUMNS = ["Periode", "Område", "A-kasse", "Tilbud", "Antal aktiverede"]
ROWS = [
    ["2026M05", "Aabenraa", "A-kasse i alt", "Tilbud i alt", 900],
    ["2026M05", "Aabenraa", "A-kasse i alt", "Nytteindsats i alt", 66],
    ["2026M05", "Aabenraa", "A-kasse i alt", "Ansættelse med løntilskud i alt", None],
    ["2026M05", "Aabenraa", "FOAs A-kasse", "Tilbud i alt", 40],
]
VISITATION = [
    ["2026M05", "Aabenraa", "Visitationskategori i alt", 600],
    ["2026M05", "Aabenraa", "Uoplyst", 12],
]


@pytest.fixture
def taken_in(run, workspace, tmp_path):
    for table, columns, rows in (
        ("y01c01", COLUMNS, ROWS),
        ("y60a02", ["Periode", "Område", "Visitationskategori", "Antal personer"], VISITATION),
    ):
        file = tmp_path / f"{table}.json"
        file.write_text(json.dumps({"columns": columns, "rows": rows}), encoding="utf-8")
        answer = run("take-in", "jobindsats", file, "--table", table)
        assert answer.code == 0, answer.err
    return workspace


def broken_down(run, *asked):
    given = [word for one in asked for word in ("--breakdown", one)]
    answer = run("measure", "--area", "580", "--format", "csv", "--audience", "public", *given)
    assert answer.code == 0, answer.err
    return [(row["breakdown"], row["value"]) for row in answer.rows]


@pytest.mark.usefixtures("taken_in")
def test_all_of_a_kind_and_one_of_it(run):
    offers = [("offer:nytteindsats", "66"), ("offer:loentilskud", "hidden")]
    assert broken_down(run, "offer") == offers
    assert broken_down(run, "a_kasse:foas_a_kasse", "offer:nytteindsats") == [
        ("a_kasse:foas_a_kasse", "40"),
        offers[0],
    ]
    assert broken_down(run, "offer", "offer:nytteindsats") == [offers[1], offers[0]]


@pytest.mark.usefixtures("taken_in")
def test_a_kind_that_persons_are_told_by_gives_what_else_was_taken_in(run):
    assert broken_down(run, "visitation") == [("visitation:uoplyst", "12")]
    assert broken_down(run, "visitation:uoplyst") == [("visitation:uoplyst", "12")]


@pytest.mark.usefixtures("taken_in")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("offr", "opdelingen 'offr' kan ikke læses. Tilladt er age, sex, origin"),
        ("offr", "I de tal, der er taget ind, er der a_kasse, offer, visitation"),
        ("offer:mentor", "er der offer:loentilskud, offer:nytteindsats"),
        ("offer:nytteindsats+sex", "opdelingen 'offer:nytteindsats+sex' kan ikke læses"),
        ("visitation:ukendt", "opdelingen 'visitation:ukendt' kan ikke læses"),
        ("Offer", "opdelingen 'Offer' kan ikke læses"),
    ],
)
def test_what_there_is_none_of_is_a_problem_that_lists_both(run, asked, said):
    answer = run("measure", "--breakdown", asked)
    assert (answer.code, said in answer.err) == (1, True)


def test_the_verb_s_own_options_and_errors(run, workspace, tmp_path):
    file = tmp_path / "svar.json"
    file.write_text(
        json.dumps({"columns": COLUMNS[:2] + COLUMNS[4:], "rows": [["2026M05", "dk", 3]]}), "utf-8"
    )
    wrong = run("take-in", "jobindsats", file)
    assert (wrong.code, "kan være tabellen y01c02, y04c01" in wrong.err) == (1, True)
    own = tmp_path / "map.toml"
    own.write_text('[table.y12c01.measures]\n"Antal" = "aktiverede"\n', encoding="utf-8")
    wrong = run("take-in", "jobindsats", file, "--table", "y12c01", "--mapping", own)
    assert (wrong.code, "map.toml, linje 2: [table.y12c01.measures] Antal" in wrong.err) == (1, True)
    assert list((workspace / "store" / "vintages").glob("*")) == []
    own.write_text('[table.y12c01.measures]\n"Antal" = "persons"\n', encoding="utf-8")
    right = run("take-in", "jobindsats", file, "--table", "y12c01", "--mapping", own, "--lang", "en")
    assert right.code == 0, right.err
    assert right.out.startswith("y12c01: svar.json: 1 figure, 2026M05 to 2026M05")
