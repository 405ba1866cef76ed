"""Footnotes on series breaks: a figure that mixes both ways of counting, and one that was counted anew."""

import pytest

from pejling.report.footnotes import Footnotes
from pejling.terms.period import Period

MARK = "break:2025-07-kontanthjaelp"


@pytest.mark.parametrize(
    ("periods", "da", "en"),
    [
        # all before the break: only a series that its source counted anew carries the mark there
        (["2024M05"], "regnet serien tilbage", "recalculated the series back"),
        (["2024M06", "2026M06"], "regnet serien tilbage", "recalculated the series back"),
        # half of 2025 lies before 1 July: the figure mixes both ways
        (["2025"], "kan ikke sammenlignes", "cannot be compared"),
        (["2024", "2025"], "kan ikke sammenlignes", "cannot be compared"),
        ([], "kan ikke sammenlignes", "cannot be compared"),
    ],
)
def test_a_back_cast_figure_is_said_to_be_one(periods, da, en):
    for lang, words in (("da", da), ("en", en)):
        notes = Footnotes(lang)
        assert notes.letters([MARK, "reform"], [Period.parse(one) for one in periods]) == ("a",)
        ((letter, text),) = notes.listed
        assert (letter, words in text) == ("a", True)


def test_both_kinds_in_one_table_have_a_letter_each():
    notes = Footnotes("da")
    assert notes.letters([MARK], [Period.parse("2025")]) == ("a",)
    assert notes.letters([MARK], [Period.parse("2024")]) == ("b",)
    assert notes.letters([MARK], [Period.parse("2023")]) == ("b",)


def test_a_break_of_ones_own_is_no_back_cast():
    notes = Footnotes("en")
    assert notes.letters(["break:own"], [Period.parse("2024")]) == ("a",)
    assert "cannot be compared" in notes.listed[0][1]
