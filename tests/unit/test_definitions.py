"""The annex defines every figure once, those too that only a chapter of its own prints."""

from __future__ import annotations

from dataclasses import replace

from report_cases import aabenraa

from pejling.report.annex import annexes
from pejling.report.definitions import definitions
from pejling.report.document import Definition
from pejling.report.frame import Frame
from pejling.report.outline import build, reported
from pejling.terms.text import Language


def _defined(lang: Language, *printed: tuple[str, str, str]) -> dict[str, Definition]:
    given = replace(aabenraa(lang), printed=printed)
    return {one.id: one for one in definitions(Frame(given), ())}


def test_a_figure_that_only_a_chapter_prints_is_defined() -> None:
    document = build(replace(aabenraa("en"), printed=(("long_term_share_pct", "alle", "2011"),)))
    found = [b for c in document.chapters for b in c.blocks if isinstance(b, Definition)]
    (one,) = [each for each in found if each.id == "long_term_share_pct"]
    assert one.term == "Share of long-term recipients"
    assert dict(one.lines)["Periods"] == "2011"


def test_a_figure_that_is_compared_and_printed_again_is_defined_once_with_all_periods() -> None:
    given = replace(aabenraa("en"), printed=(("share_of_labour_force_pct", "sygedagpenge", "2010Q3"),))
    frame = Frame(given)
    found = [b for b in annexes(frame, reported(given), ())[0].blocks if isinstance(b, Definition)]
    (one,) = [each for each in found if each.id == "share_of_labour_force_pct"]
    assert dict(one.lines)["Periods"] == "Q3\u00a02010 and Q3\u00a02011"


def test_where_people_come_from_is_one_entry_with_every_state() -> None:
    """Each state's definition differs in its name alone, so it is told once."""
    found = _defined(
        "en",
        ("inflow_from:beskaeftigelse", "sygedagpenge", "2011"),
        ("inflow_from:dagpenge", "sygedagpenge", "2011"),
    )
    (one,) = found.values()
    assert one.term == "Inflow from X"
    lines = dict(one.lines)
    assert lines["Definition"].startswith(
        "Spells started in the period whose person was in this state the week before the first: X."
    )
    assert lines["Where X is"] == "work; unemployment insurance benefit etc."


def test_weeks_after_entry_are_one_entry_by_rising_week() -> None:
    weeks = [("retained_52_weeks_pct", "fleksjob", "2011"), ("retained_4_weeks_pct", "fleksjob", "2011")]
    (one,) = _defined("da", *weeks).values()
    lines = dict(one.lines)
    assert one.term == "Fastholdt efter X"
    assert lines["Hvor X er"] == "4 uger; 52 uger"
    assert lines["Retning"] == "Lavere er bedre; Fleksjob: højere er bedre"  # staying in a flex job is good


def test_figures_with_other_sources_stay_apart_though_a_number_alone_sets_them_apart() -> None:
    found = _defined(
        "en",
        ("spells_over_26_weeks_pct", "sygedagpenge", "2011"),
        ("spells_over_52_weeks_pct", "sygedagpenge", "2011"),
    )
    assert [one.term for one in found.values()] == [
        "Running spells over 26 weeks",
        "Running spells over 52 weeks",
    ]


def test_a_name_that_ends_in_a_stop_is_told_with_the_others() -> None:
    """``the status social assistance etc. 13 weeks after``: the stop is the name's, not the sentence's."""
    family = "status_3_months_after_pct"
    names = ("kontanthjaelp", "fleksjob")
    (one,) = _defined("en", *((f"{family}:{name}", "sygedagpenge", "2011") for name in names)).values()
    assert dict(one.lines)["Where X is"] == "social assistance etc.; flex job"


def test_what_a_survey_asks_is_not_named_in_the_definitions() -> None:
    ids = (
        "survey_share_pct:a/q1=yes",
        "survey_share_pct:a/q2=no",
        "survey_top_2_pct:a/q1",
        "survey_answers:a/q1",
    )
    found = _defined("en", *((id, "", "2011") for id in ids))
    assert {one.term for one in found.values()} == {
        "Answer X to a question",
        "Top 2",
        "Answers to a question",
    }
    (shares,) = [one for one in found.values() if one.term == "Answer X to a question"]
    assert [label for label, _ in shares.lines].count("Definition") == 1
    assert "yes" not in str(found)


def test_a_member_with_a_number_is_named_with_the_word_before_it() -> None:
    """Manager 1 and manager 2: X is the manager, not the number."""
    family = "reports_directly"
    (one,) = _defined("en", *((f"{family}:{number}", "", "2011") for number in (1, 2))).values()
    assert one.term == "Report directly to X"
    assert dict(one.lines)["Where X is"] == "manager 1; manager 2"
