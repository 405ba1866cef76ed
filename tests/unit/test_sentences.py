"""Every kind of sentence, word for word in both languages (tests/golden/sentences.toml, read by people)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from report_cases import HIDDEN, comparison, reading, speaker

from pejling.indicators.registry import catalogue_by_id, declared
from pejling.report.document import Number, Paragraph, Ref
from pejling.report.sentences import phrases
from pejling.report.sentences.case import FEW, SURE, Case
from pejling.report.sentences.cases import CASES
from pejling.report.sentences.caveats import without_members
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.level import level_sentence, widest_sentence
from pejling.report.sentences.overview import count_sentence, group_sentences, opening_sentences
from pejling.report.sentences.speaker import Speaker
from pejling.terms.amount import round_half_up
from pejling.terms.text import Language

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "golden" / "sentences.toml").read_text(encoding="utf-8"))
BY_ID = {case.id: case for case in CASES}
LANGUAGES: tuple[Language, ...] = ("da", "en")
WEEKS = "mean_weeks_in_period"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_sentences_word_for_word(case: Case, lang: Language) -> None:
    """No-break spaces as plain ones, as the golden file has them."""
    assert [plain(text) for text in case.said(lang)] == GOLDEN[case.id][lang]


def test_the_golden_file_has_the_cases_and_no_others() -> None:
    assert list(GOLDEN) == [case.id for case in CASES]
    assert len(BY_ID) == len(CASES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_figure_of_a_sentence_is_one_that_the_table_prints(case: Case, lang: Language) -> None:
    own, found = case.speaker(lang), case.reading
    levels = {(side.value, side.decimals) for row in case.rows for side in (row.own_level, row.cluster_level)}
    ends = levels if "nothing" in case.id else set()
    sides = [side for row in case.rows for side in (row.own_development, row.cluster_development)]
    changes = {(abs(side.value), side.decimals) for side in sides if side.value is not None}
    for span in level_sentence(own, found):
        assert isinstance(span, str) or (span.value, span.decimals) in levels
    for change in found.changes:
        for span in development_sentence(own, found, change):
            assert isinstance(span, str) or (span.value, span.decimals) in changes | ends


def test_no_figure_stands_in_a_sentence_as_text() -> None:
    """Digits in words are years, quarters, ages and lengths that names hold: never a measured figure."""
    found = BY_ID["points"].reading
    spans = level_sentence(speaker("da", "a", "b"), found)
    words = "".join(span for span in spans if isinstance(span, str))
    assert re.findall(r"\d+", words) == ["2011", "26"]
    assert [round_half_up(span.value, 1) for span in spans if isinstance(span, Number) and span.value] == [
        round_half_up(row, 1)
        for row in (found.own.own_value, *(r.cluster_value for r in found.levels))
        if row
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_sentences_are_well_formed(case: Case, lang: Language) -> None:
    """One full stop at the end, no doubled stops or spaces; a decimal comma in Danish, a point in English."""
    for text in map(plain, case.said(lang)):
        assert text.endswith(".")
        assert not re.search(r"\.\.|  |,\.| ,|,,|;;", text), text
        assert text[0].isupper()
        wrong = r"\d\.\d(?!\d\d)" if lang == "da" else r"\d,\d(?!\d\d)"
        assert not re.search(wrong, text), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_measured_leads_to_its_table(lang: Language) -> None:
    """The comma that closes a relative clause stays outside the link; the words are the same."""
    case = BY_ID["status"]
    own, found = case.speaker(lang), case.reading
    for spoken, linked in (
        (level_sentence(own, found), level_sentence(own, found, to="table-x")),
        (
            development_sentence(own, found, found.changes[0], named=False),
            development_sentence(own, found, found.changes[0], named=False, to="table-x"),
        ),
    ):
        assert Paragraph(spoken).text(lang) == Paragraph(linked).text(lang)
        (ref,) = [span for span in linked if isinstance(span, Ref)]
        assert ref.to == "table-x"
        assert not ref.words.endswith(",")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_can_be_spoken_of(lang: Language) -> None:
    """No braces, doubled spaces or stray commas, with a group and without; an unknown one by its label."""
    for id in catalogue_by_id():
        for group in ("sygedagpenge", ""):
            words = phrases.subject(id, declared(id), group, lang)
            assert not re.search(r"[{}]|  | ,| $", words), (id, words)
            assert words[0] not in " ,"


def test_narrow_employment_is_not_taken_for_the_wider() -> None:
    narrow = "employed_narrow_3_months_after_pct"
    assert phrases.subject(narrow, declared(narrow), "sygedagpenge", "da") == (
        "andelen i lønarbejde tre måneder efter et afsluttet forløb på sygedagpenge"
    )


@pytest.mark.parametrize(
    ("lang", "one", "both"),
    [
        (
            "da",
            "Tallet for klyngen AMS er offentliggjort uden tal for de enkelte kommuner.",
            "Tallene for begge klynger er offentliggjort uden tal for de enkelte kommuner.",
        ),
        (
            "en",
            "The figure for the AMS cluster is published without those of its municipalities.",
            "The figures for both clusters are published without those of their municipalities.",
        ),
    ],
)
def test_a_cluster_published_without_members_is_said_to_be(lang: Language, one: str, both: str) -> None:
    own = speaker(lang, "a", "b")
    assert without_members(own, ["a"]) == (one,)
    assert without_members(own, ["a", "b"]) == (both,)
    assert without_members(own, []) == ()


def test_another_figure_is_worth_noting() -> None:
    found = BY_ID["points"].reading
    text = plain(Paragraph(widest_sentence(speaker("da", "a", "b"), found)).text("da"))
    assert text == (
        "Værd at bemærke er andelen af løbende forløb på sygedagpenge på mere end 26 uger: 38,3 pct. i "
        "Aabenraa i september 2011 mod 32,2 pct. i klyngen AMS og 38,4 pct. i klyngen Sønderjylland; dermed "
        "ligger Aabenraa bedre end klyngen Sønderjylland, men dårligere end klyngen AMS."
    )


def both(id: str, first: str, second: str, own: str = "3.4"):
    """A reading against two clusters."""
    return reading(comparison("a", own, first, indicator=id), comparison("b", own, second, indicator=id))


BETTER, WORSE, MIXED = both(WEEKS, "9.9", "9.9", "9.8"), both(WEEKS, "2.7", "3.3"), both(WEEKS, "3.3", "3.5")
NOT_JUDGED = reading(*BY_ID["status_not_judged"].rows)
CHANCE = replace(WORSE, levels=BY_ID["both_within_chance"].reading.levels)


def test_the_score_counts_the_other_figures() -> None:
    """Every heap is counted, so that the counts add up to the figures compared."""
    own = speaker("da", "a", "b")
    assert count_sentence(own, [BETTER, WORSE, WORSE, MIXED]) == (
        "På de øvrige fire sammenlignede nøgletal er niveauet bedre end i begge klynger på ét, dårligere på "
        "to og det samme eller blandet på ét.",
    )
    assert count_sentence(own, [WORSE, WORSE]) == (
        "På de øvrige to sammenlignede nøgletal er niveauet dårligere end i begge klynger.",
    )
    assert count_sentence(own, [MIXED, MIXED]) == (
        "På de øvrige to sammenlignede nøgletal er niveauet det samme eller blandet.",
    )
    assert count_sentence(own, [CHANCE, WORSE, CHANCE]) == (
        "På de øvrige tre sammenlignede nøgletal er niveauet dårligere end i begge klynger på ét; på to er "
        "forskellen ikke større, end tilfældet kan give.",
    )
    assert count_sentence(own, [CHANCE, CHANCE]) == (
        "På de øvrige to sammenlignede nøgletal er forskellen til begge klynger ikke større, end tilfældet "
        "kan give.",
    )
    assert count_sentence(own, [CHANCE, CHANCE], again=True) == (
        "På de øvrige to sammenlignede nøgletal er forskellen heller ikke større, end tilfældet kan give.",
    )
    assert count_sentence(own, [BETTER]) == ()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "da",
            "; udviklingen går i den forkerte retning, men heller ikke her er forskellen større, end "
            "tilfældet kan give.",
        ),
        (
            "en",
            "; the development is in the wrong direction, but here too the difference is no larger than "
            "chance can make it.",
        ),
    ],
)
def test_chance_is_not_told_twice_in_the_same_words(lang: Language, words: str) -> None:
    case = BY_ID["both_within_chance"]
    told = [plain(Paragraph(one).text(lang)) for one in group_sentences(case.speaker(lang), [case.reading])]
    assert told[1].endswith(words)


def test_the_opening_adds_up() -> None:
    """One better, one worse, one mixed, one within chance, one that cannot be assessed: five figures."""
    start, score = opening_sentences(speaker("da", "a", "b"), [BETTER, WORSE, MIXED, CHANCE, NOT_JUDGED], 3)
    assert start == (
        "Rapporten sammenligner Aabenraa med klyngen AMS og klyngen Sønderjylland på fem nøgletal om tre "
        "ydelsesgrupper.",
    )
    assert score == (
        "Niveauet er bedre end i begge klynger på ét, dårligere på ét og det samme eller blandet på ét; på "
        "ét er forskellen ikke større, end tilfældet kan give; ét kan ikke vurderes mod "
        "begge klynger.",
    )


def test_better_than_one_of_two_is_not_better_than_both() -> None:
    """The other cluster's figure is hidden: nothing is said of both."""
    half = reading(
        comparison("a", "9.8", "9.9", indicator=WEEKS), comparison("b", "9.8", HIDDEN, indicator=WEEKS)
    )
    own = speaker("da", "a", "b")
    _, score = opening_sentences(own, [WORSE, half], 1)
    assert score == (
        "Niveauet er dårligere end i begge klynger på ét; ét kan ikke vurderes mod begge klynger.",
    )
    assert count_sentence(own, [half, half]) == ()


def test_the_opening_counts_no_empty_heaps() -> None:
    """One worse than the only cluster: nothing is said of none better and none level with it."""
    found = [reading(WORSE.levels[0])]
    scores = [opening_sentences(speaker(lang, "a"), found, 1)[1] for lang in LANGUAGES]
    assert scores == [
        ("Niveauet er dårligere end i klyngen AMS på ét.",),
        ("The level is worse than in the AMS cluster on one.",),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_is_told_in_two_to_five_sentences(lang: Language) -> None:
    found = [BY_ID["one_better_one_worse"].reading, BETTER, WORSE, MIXED]
    told = group_sentences(speaker(lang, "a", "b"), found)
    assert 2 <= len(told) <= 5


def test_what_is_0_everywhere_is_not_counted_as_the_same() -> None:
    """Of five destinations two print as 0 here and in both clusters: of three figures it can be told."""
    zero = [reading(comparison(c, "0.0", "0.0"), comparison("b", "0.0", "0.0")) for c in ("a", "a")]
    other = [reading(comparison("a", "3.4", x), comparison("b", "3.4", x)) for x in ("2.7", "4.0", "3.4")]
    own = speaker("da", "a", "b")
    (text,) = count_sentence(own, [*zero, *other])
    assert text == (
        "På de øvrige tre sammenlignede nøgletal er niveauet bedre end i begge klynger på ét, dårligere på "
        "ét og det samme eller blandet på ét."
    )
    assert count_sentence(own, zero) == ()
    told = "".join(map(str, opening_sentences(own, [*zero, *other], 1)[1]))
    assert told.endswith("det samme eller blandet på ét; på to er tallet 0 alle steder.")


def test_too_few_persons_are_not_worth_noting() -> None:
    """Of two figures better than the cluster the wider is of few persons: the other is told."""
    few = replace(comparison("a", "3.4", "9.9"), level_certainty=FEW)
    sure = replace(comparison("a", "9.0", "9.5", indicator=WEEKS), level_certainty=SURE)
    lead = reading(comparison("a", "3.4", "2.7", group="dagpenge"))
    *_, last = group_sentences(speaker("da", "a"), [lead, reading(few), reading(sure)])
    assert plain(Paragraph(last).text("da")).startswith("Værd at bemærke er den gennemsnitlige tid")


@pytest.mark.parametrize(
    ("lang", "opening"),
    [
        ("da", "Rapporten sammenligner Aabenraa med Region Syddanmark og hele landet på ét nøgletal"),
        ("en", "The report compares Aabenraa with the Region of Southern Denmark and Denmark on one figure"),
    ],
)
def test_a_cluster_called_as_a_place_is_spoken_of_as_one(lang: Language, opening: str) -> None:
    names = {"da": ("Region Syddanmark", "Hele landet"), "en": ("Region of Southern Denmark", "Denmark")}
    own = Speaker(lang, "Aabenraa", dict(zip(("a", "b"), names[lang], strict=True)))
    (start, *_) = opening_sentences(own, [reading(comparison("a", "3.4", "2.7"))], 1)
    assert "".join(map(str, start)).startswith(opening)


def test_the_unemployed_of_a_benefit_are_told_from_all() -> None:
    id = "unemployed_share_of_labour_force_pct"
    said = [phrases.subject(id, declared(id), group, "da") for group in ("dagpenge", "i_alt")]
    assert said == [
        "andelen af fuldtidsledige på dagpenge i arbejdsstyrken",
        "andelen af fuldtidsledige i arbejdsstyrken",
    ]
