"""Every kind of sentence, word for word in both languages (tests/golden/sentences.toml, read by people)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from report_cases import HIDDEN, NONE, comparison, figure, reading, speaker

from pejling.comparison.comparison import Comparison
from pejling.comparison.symbol import Verdict
from pejling.report.document import Number, Paragraph
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.level import level_sentence, missing_sentences, widest_sentence
from pejling.report.sentences.overview import count_sentence, group_sentences, opening_sentences
from pejling.terms.amount import round_half_up
from pejling.terms.text import Language

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "golden" / "sentences.toml").read_text(encoding="utf-8"))
WEEKS, OVER_26 = "mean_weeks_in_period", "spells_over_26_weeks_pct"
UNDER_30, FULL_TIME = "kontanthjaelp_under_30", "full_time_persons"
STATUS = "status_3_months_after_pct"
SEPTEMBER = {"indicator": OVER_26, "period": "2011M09", "base": "2010M09"}
DECEMBER = {"indicator": FULL_TIME, "group": "dagpenge", "period": "2019M12", "base": "2018M12"}
FIRST_QUARTER = {"period": "2011Q1", "base": "2010Q1"}
LAST_YEAR = {"period": "2019", "base": "2018"}

CASES: dict[str, list[Comparison]] = {
    "worse_than_both": [
        comparison("a", "3.4", "2.7", "-4.9", "-5.5"),
        comparison("b", "3.4", "3.3", "-4.9", "-4.6"),
    ],
    "mixed": [
        comparison("a", "1.7", "1.6", "-15.8", "6.5", group=UNDER_30),
        comparison("b", "1.7", "1.8", "-15.8", "6.6", group=UNDER_30),
    ],
    "same": [comparison("a", "3.4", "3.4", "1.0", "1.0"), comparison("b", "3.4", "3.4", "1.0", "1.0")],
    "points": [
        comparison("a", "38.3", "32.2", "-5.0", "-2.8", **SEPTEMBER),
        comparison("b", "38.3", "38.4", "-5.0", "1.7", **SEPTEMBER),
    ],
    "unchanged": [
        comparison("a", "9.8", "9.9", "0.0", "0.8", indicator=WEEKS, group=UNDER_30),
        comparison("b", "9.8", "9.9", "0.0", "0.7", indicator=WEEKS, group=UNDER_30),
    ],
    "own_hidden": [comparison("a", HIDDEN, "2.7"), comparison("b", HIDDEN, "3.3")],
    "cluster_hidden": [comparison("a", "3.4", HIDDEN), comparison("b", "3.4", "3.3")],
    "provisional": [comparison("a", figure("3.4", "provisional"), "2.7")],
    "change_published_only": [
        comparison("a", "644", NONE, "5", "6", **DECEMBER),
        comparison("b", "644", NONE, "5", "3", **DECEMBER),
    ],
    "no_direction": [
        comparison("a", "1.9", "2.7", "0.00", "0.2", indicator=f"{STATUS}:andet", **FIRST_QUARTER)
    ],
    "one_week": [comparison("a", "1", "2", "-50", "0", indicator=WEEKS)],
    "three_clusters": [
        comparison("a", "3.4", "2.7"),
        comparison("b", "3.4", "3.3"),
        comparison("c", "3.4", "3.0"),
    ],
    "three_ways": [
        comparison("a", "3.4", "2.7"),
        comparison("b", "3.4", "3.4"),
        comparison("c", "3.4", "4.0"),
    ],
    "region_and_country": [
        comparison("region:83", "3.4", "2.7", "-1.0", "0.0"),
        comparison("dk", "3.4", "3.3", "-1.0", "0.0"),
    ],
    "rolling_year": [
        comparison(
            "a",
            "0.7",
            "0.5",
            indicator="awards_share_of_labour_force_pct",
            group="foertidspension",
            period="2010Q4-2011Q3",
            base="2009Q4-2010Q3",
        )
    ],
    "status": [
        comparison("a", "0.8", "1.8", "-0.6", "0.0", indicator=f"{STATUS}:foertidspension", **FIRST_QUARTER)
    ],
    "called_by_its_label": [
        comparison("a", "12.5", "13.0", "0.5", "-0.5", indicator="sanctions_per_100", **LAST_YEAR)
    ],
    "right_way_but_worse": [comparison("a", "3.1", "1.4", "-2.0", "-2.6", group="fleksjob")],
    "wrong_way_and_worse": [comparison("a", "54.3", "59.8", "11.2", "2.5", **SEPTEMBER)],
    "half_year": [
        comparison(
            "a",
            "7.0",
            "8.0",
            "1.0",
            "0.5",
            indicator="activation_degree_pct",
            period="2019H2",
            base="2018H2",
        )
    ],
    "thousands": [comparison("a", "1229", "2000", "12", "9", **DECEMBER)],
}
LANGUAGES: tuple[Language, ...] = ("da", "en")


def said(name: str, lang: Language) -> list[str]:
    """What is said of a case; no-break spaces as plain ones, as the golden file has them."""
    rows = CASES[name]
    own = speaker(lang, *[row.cluster for row in rows])
    found = reading(*rows)
    spoken = [level_sentence(own, found)]
    spoken += [development_sentence(own, found, change) for change in found.changes]
    spoken += missing_sentences(own, found)
    return [Paragraph(spans).text(lang).replace("\u00a0", " ") for spans in spoken]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_sentences_word_for_word(name: str, lang: Language) -> None:
    assert said(name, lang) == GOLDEN[name][lang]


def test_the_golden_file_has_no_other_cases() -> None:
    assert set(GOLDEN) == set(CASES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_figure_of_a_sentence_is_one_that_the_table_prints(name: str, lang: Language) -> None:
    rows = CASES[name]
    own = speaker(lang, *[row.cluster for row in rows])
    found = reading(*rows)
    levels = {(side.value, side.decimals) for row in rows for side in (row.own_level, row.cluster_level)}
    sides = [side for row in rows for side in (row.own_development, row.cluster_development)]
    changes = {(abs(side.value), side.decimals) for side in sides if side.value is not None}
    for span in level_sentence(own, found):
        assert isinstance(span, str) or (span.value, span.decimals) in levels
    for change in found.changes:
        for span in development_sentence(own, found, change):
            assert isinstance(span, str) or (span.value, span.decimals) in changes


def test_no_figure_stands_in_a_sentence_as_text() -> None:
    """Digits in words are years, quarters, ages and lengths that names hold: never a measured figure."""
    found = reading(*CASES["points"])
    spans = level_sentence(speaker("da", "a", "b"), found)
    words = "".join(span for span in spans if isinstance(span, str))
    assert re.findall(r"\d+", words) == ["2011", "26"]
    assert [round_half_up(span.value, 1) for span in spans if isinstance(span, Number) and span.value] == [
        round_half_up(row, 1)
        for row in (found.own.own_value, *(r.cluster_value for r in found.levels))
        if row
    ]


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_says_what_the_symbols_say(name: str) -> None:
    """A level clause claims better (worse) only where some circle is better (worse)."""
    rows = CASES[name]
    text = Paragraph(level_sentence(speaker("da", *[r.cluster for r in rows]), reading(*rows))).text("da")
    tones = {row.level_symbol for row in rows}
    assert ("bedre end" in text) == (Verdict.BETTER in tones)
    assert ("dårligere end" in text) == (Verdict.WORSE in tones)
    assert ("på niveau med" in text) == (Verdict.SAME in tones)


def test_the_widest_gap_is_said_once() -> None:
    found = reading(*CASES["points"])
    text = Paragraph(widest_sentence(speaker("da", "a", "b"), found)).text("da").replace("\u00a0", " ")
    assert text == (
        "Størst er afstanden for andelen af løbende forløb på sygedagpenge på mere end 26 uger: 38,3 pct. i "
        "Aabenraa i september 2011 mod 32,2 pct. i klyngen AMS og 38,4 pct. i klyngen Sønderjylland."
    )


def test_the_score_counts_the_other_figures() -> None:
    """Four others: weeks better than both, three that are worse than both; the lead is not counted."""
    worse, better = reading(*CASES["worse_than_both"]), reading(*CASES["unchanged"])
    own = speaker("da", "a", "b")
    assert count_sentence(own, [better, worse, worse, worse]) == (
        "På de øvrige fire sammenlignede nøgletal ligger Aabenraa dårligere end begge klynger på tre og "
        "bedre på ét.",
    )
    assert count_sentence(own, [worse, worse]) == (
        "På de øvrige to sammenlignede nøgletal ligger Aabenraa dårligere end begge klynger på to.",
    )
    mixed = reading(*CASES["mixed"])
    assert count_sentence(own, [mixed, mixed]) == (
        "På de øvrige to sammenlignede nøgletal ligger Aabenraa hverken bedre eller dårligere end begge "
        "klynger.",
    )
    assert count_sentence(own, [better]) == ()


def test_the_opening_adds_up() -> None:
    """One better, one worse, one mixed, one that cannot be assessed: four figures."""
    found = [
        reading(*CASES[name]) for name in ("unchanged", "worse_than_both", "mixed", "change_published_only")
    ]
    start, score = opening_sentences(speaker("da", "a", "b"), found, 3)
    assert start == (
        "Rapporten sammenligner Aabenraa med klyngen AMS og klyngen Sønderjylland på fire nøgletal om tre "
        "ydelsesgrupper.",
    )
    assert score == (
        "Niveauet er bedre end i begge klynger på ét, dårligere på ét og på niveau eller blandet på ét; ét "
        "kan ikke vurderes.",
    )


def test_the_opening_counts_no_empty_heaps() -> None:
    """One worse than the only cluster: nothing is said of none better and none level with it."""
    found = [reading(*CASES["worse_than_both"][:1])]
    scores = [opening_sentences(speaker(lang, "a"), found, 1)[1] for lang in LANGUAGES]
    assert scores == [
        ("Niveauet er dårligere end i klyngen AMS på ét.",),
        ("The level is worse than in the AMS cluster on one.",),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_is_told_in_two_to_four_sentences(lang: Language) -> None:
    found = [reading(*CASES[name]) for name in ("worse_than_both", "points", "mixed", "unchanged")]
    told = group_sentences(speaker(lang, "a", "b"), found)
    assert 2 <= len(told) <= 4
