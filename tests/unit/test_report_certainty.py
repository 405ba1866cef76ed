"""What is within chance: a sign and a text beside the symbol, and never called a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_cases import comparison, material, reading, speaker

from pejling.comparison.certainty import Certainty, Doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.estimate import NO_SPREAD
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import Standing, findings, level_standing
from pejling.report import symbols
from pejling.report.document import Document, Symbol
from pejling.report.html import html
from pejling.report.outline import build
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.level import level_sentence
from pejling.report.sentences.overview import opening_sentences

SURE = Certainty(own=(3.2, 3.6), cluster=(2.6, 2.8), of_gap=(0.3, 1.1), among=(0.2, 1.2), p=0.0001)
ORDINARY = replace(SURE, among=(-2.0, 3.4))
CHANCE = replace(SURE, of_gap=(-0.2, 1.6), among=(-0.4, 1.8), p=0.4)
UNKNOWN = Certainty(own=(3.2, 3.6), reason=NO_SPREAD)


def row(cluster: str, level: Certainty, change: Certainty = CHANCE, **more: str) -> Comparison:
    made = comparison(cluster, "3.4", "2.7", "-4.9", "-5.5", **more)  # type: ignore[arg-type]
    return replace(made, level_certainty=level, change_certainty=change)


def marked(certainty: Certainty) -> Certainty:
    """As its table would mark it."""
    return replace(certainty, marked=None if certainty.p is None else certainty is CHANCE)


def told(level: Certainty, change: Certainty = CHANCE) -> Comparison:
    return row("a", marked(level), marked(change))


def drawn(document: Document, table: str) -> list[Symbol]:
    (found,) = (one for one in document.tables if one.id == table)
    return [cell for line in found.rows for cell in line.cells if isinstance(cell, Symbol)]


@pytest.mark.parametrize(
    ("lang", "chance", "spread"),
    [
        ("da", "inden for tilfældighed", "inden for forskellene mellem klyngens kommuner"),
        ("en", "within chance", "within the differences between the cluster's municipalities"),
    ],
)
def test_a_mark_stands_beside_the_symbol_and_a_screen_reader_says_it(lang, chance, spread):
    rows = (row("a", CHANCE, SURE), row("b", ORDINARY, SURE))
    first, second, arrow, _ = drawn(build(material(rows, lang)), "table-sygedagpenge")
    assert first.label.endswith(f", {chance}")
    assert second.label.endswith(f", {spread}")
    assert chance not in arrow.label
    assert [symbols.sign(one) for one in (first, second, arrow)] == ["◐≈", "◐~", "▲"]
    assert [symbols.svg(one).count('fill="none"') for one in (first, second, arrow)] == [2, 1, 0]
    page = html(build(material(rows, lang))).decode()
    assert f'aria-label="{first.label}"' in page


def test_marks_are_those_of_the_table_and_the_overview_has_the_same():
    """0.04 is found alone; beside nine differences of p 0.4 in one table it is not (0.04 > 1/10 x 0.1)."""
    weak = replace(SURE, p=0.04)
    alone = build(material((row("a", weak, SURE),)))
    assert "tilfældighed" not in drawn(alone, "table-sygedagpenge")[0].label
    others = [
        row("a", CHANCE, CHANCE, indicator=id)
        for id in ("mean_weeks_in_period", "spells_over_26_weeks_pct", "spells_over_52_weeks_pct", "inflow")
    ]
    elsewhere = row("a", weak, SURE, group="fleksjob")
    document = build(material((row("a", weak, CHANCE), *others, elsewhere)))
    assert "tilfældighed" in drawn(document, "table-sygedagpenge")[0].label
    assert "tilfældighed" not in drawn(document, "table-fleksjob")[0].label
    circles = [one.label for one in drawn(document, "overview") if one.kind == "level"]
    assert ["tilfældighed" in label for label in circles] == [True, False]


@pytest.mark.parametrize(
    ("lang", "level", "change"),
    [
        (
            "da",
            "; forskellen er ikke større, end tilfældet kan give.",
            "; udviklingen går i den rigtige retning, men forskellen er ikke større, end tilfældet kan give.",
        ),
        (
            "en",
            "; the difference is no larger than chance can make it.",
            "; the development is in the right direction, but the difference is no larger than chance can "
            "make it.",
        ),
    ],
)
def test_a_difference_within_chance_is_hardly_one(lang, level, change):
    found = reading(told(CHANCE))
    us = speaker(lang, "a")
    assert str(level_sentence(us, found)[-1]).endswith(level)
    assert str(development_sentence(us, found, found.changes[0])[-1]).endswith(change)


def test_what_is_within_chance_is_no_finding():
    assert [one.verdict for one in findings([reading(told(SURE))])] == [Standing.WORSE]
    assert findings([reading(told(CHANCE))]) == ()
    assert level_standing(reading(told(CHANCE))) is Standing.HARDLY


def test_what_differs_as_municipalities_do_is_still_a_finding():
    """It is more than chance: the mark is about persons."""
    assert [one.verdict for one in findings([reading(told(ORDINARY))])] == [Standing.WORSE]


def test_too_few_persons_make_no_finding():
    assert findings([reading(told(UNKNOWN))]) == ()


def test_without_certainties_everything_is_as_before():
    plain = comparison("a", "3.4", "2.7", "-4.9", "-5.5")
    document = build(material((plain,)))
    assert [one.verdict for one in findings([reading(plain)])] == [Standing.WORSE]
    assert not any("tilfældighed" in one.label for one in drawn(document, "table-sygedagpenge"))
    assert "bølge" not in html(document).decode()


def test_a_sign_stands_beside_differences_only():
    same = comparison("a", "3.4", "3.4", "1.0", "1.0")
    rows = (replace(same, level_certainty=CHANCE, change_certainty=CHANCE),)
    assert [one.label for one in drawn(build(material(rows)), "table-sygedagpenge")] == [
        "som klyngen AMS",
        "dårlig udvikling, som klyngen AMS",
    ]


@pytest.mark.parametrize(
    ("lang", "score"),
    [
        (
            "da",
            "Niveauet er bedre end i klyngen AMS på ét og dårligere på ét; på to er forskellen ikke større, "
            "end tilfældet kan give.",
        ),
        (
            "en",
            "The level is better than in the AMS cluster on one and worse on one; on two the difference is "
            "no larger than chance can make it.",
        ),
    ],
)
def test_the_score_counts_them_apart(lang, score):
    better = replace(comparison("a", "2.7", "3.4", group="fleksjob"), level_certainty=marked(SURE))
    rows = [
        told(SURE),
        better,
        replace(told(CHANCE), group="dagpenge"),
        replace(told(CHANCE), group="revalidering"),
    ]
    assert opening_sentences(speaker(lang, "a"), [reading(one) for one in rows], 4)[1] == (score,)


@pytest.mark.parametrize(
    ("lang", "guide", "annex"),
    [
        ("da", "To bølger ved et symbol", "følger Benjamini og Hochberg ved 10 pct. inden for en tabel"),
        ("en", "Two waves beside a symbol", "follows Benjamini and Hochberg at 10 per cent within a table"),
    ],
)
def test_the_guide_and_the_annex_say_how(lang, guide, annex):
    page = html(build(material((row("a", CHANCE), row("b", UNKNOWN)), lang))).decode()
    assert guide in page
    assert annex in page
    unadjusted = {
        "da": "Intervaller er ujusterede, 95 pct. hvert for sig",
        "en": "unadjusted, 95 per cent each",
    }
    draw = {"da": "ét udfald af det, der kunne være sket", "en": "one draw of what could have happened"}
    unknown = {"da": "er der intet mærke", "en": "there is no mark"}
    assert all(text[lang] in page for text in (unadjusted, draw, unknown))


def test_waves_are_drawn_apart_from_every_other_symbol():
    pictures = {
        symbols.svg(symbols.level(tone, "X", "da", doubt))
        for tone in (Tone.BETTER, Tone.WORSE)
        for doubt in Doubt
    }
    assert len(pictures) == 6


def test_where_nothing_can_be_told_the_annex_says_what_no_mark_means():
    page = html(build(material((row("a", UNKNOWN, UNKNOWN),), "en"))).decode()
    assert "Two waves" not in page
    assert "That does not mean that the difference is certain" in page
