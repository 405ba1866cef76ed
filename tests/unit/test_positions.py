"""Where a municipality lies among all: its place from the nearer end, ties, hidden ones, and the drawing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from report_cases import aabenraa

from pejling.report.charts import spec, spots
from pejling.report.frame import Frame
from pejling.report.outline import reported
from pejling.report.positions import LEAST, Positions, ordinal, position_chart
from pejling.report.profile import chosen, profile
from pejling.terms.municipality import municipalities

CODES = [str(code) for code in sorted(municipalities())]
OTHERS = [code for code in CODES if code != "580"]


def _chart(own, others, lang="da"):
    """The chart of the first share of Aabenraa (3.4) among others of these levels."""
    given = aabenraa(lang)
    reading = next(one for one in reported(given) if str(one.own.own_value) == "17/5")
    levels = dict(zip(OTHERS, map(Fraction, others), strict=False)) | ({"580": own} if own else {})
    key = (reading.indicator, reading.group, str(reading.period))
    return position_chart(Frame(given), [reading], Positions({key: levels}))


@pytest.mark.parametrize(
    ("others", "da", "en"),
    [
        # 3.4 among twelve: how many are strictly lower or higher decides, from the nearer end
        (["5"] * 11, "lavest af 12", "lowest of 12"),
        (["1"] * 11, "højest af 12", "highest of 12"),
        (["1"] + ["5"] * 10, "næstlavest af 12", "2nd lowest of 12"),
        (["1"] * 9 + ["5"] * 2, "3.-højest af 12", "3rd highest of 12"),
        # 3.44 prints as 3.4: a tie with the own figure is no place before it
        (["3.44"] * 3 + ["5"] * 8, "lavest af 12", "lowest of 12"),
    ],
)
def test_the_place_is_counted_from_the_nearer_end(others, da, en):
    for lang, said in (("da", da), ("en", en)):
        (strip,) = _chart(Fraction(17, 5), others, lang).strips
        assert strip.place == said
        assert strip.value.digits("en") == "3.4"
        assert strip.among.value == 12


def test_the_chart_says_every_municipality_and_keeps_to_printed_figures():
    chart = _chart(Fraction(17, 5), ["1.04", "1.01", *["5"] * 9])
    (strip,) = chart.strips
    assert [number.digits("en") for _, number in strip.values] == ["1.0", "1.0", "3.4", *["5.0"] * 9]
    words = [one.words for one in spots(chart, "da")]
    assert len(words) == 3  # what prints the same stands in one place
    assert "København, Frederiksberg 1,0" in words[0].replace("\u00a0", " ")
    assert len(chart.points) == 12 + 2
    # a scale of no width is drawn too
    assert spec(_chart(Fraction(17, 5), ["3.4"] * 11), "da")["height"] > 0


def test_too_few_or_a_hidden_own_figure_have_no_place():
    assert _chart(Fraction(17, 5), ["1"] * (LEAST - 2)) is None
    assert _chart(None, ["1"] * 20) is None


def test_ordinals():
    assert [ordinal(one) for one in (1, 2, 3, 4, 11, 12, 13, 21, 98)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "98th"]
    )


def test_the_page_has_shares_only_each_group_first():
    given = aabenraa("da")
    taken = chosen(reported(given))
    assert len({one.group for one in taken}) >= 4
    assert not [one for one in taken if one.indicator in ("full_time_persons", "persons")]
    chapter = profile(Frame(given), reported(given))
    assert chapter.title == "Hovedtal"
    words = "".join(getattr(block, "text", lambda _: "")("da") for block in chapter.blocks)
    assert words.startswith("Profilen sammenligner Aabenraa")
