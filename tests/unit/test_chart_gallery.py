"""Charts with the data that are hardest to draw: no text over another, none outside, none left out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest
from chart_gallery import gallery
from chart_samples import LONG
from chart_texts import outside, overlapping, texts
from report_cases import aabenraa

from pejling.report import charts, labels, typeface
from pejling.report.canvas import Canvas
from pejling.report.charts import DRAWN_BY
from pejling.report.document import Chart, Document, LineChart
from pejling.report.outline import build
from pejling.terms.text import Language


def drawn(lang: Language) -> list[Chart]:
    document: Document = build(aabenraa(lang))
    return [*gallery(lang), *document.charts]


def test_the_gallery_has_every_kind() -> None:
    assert {type(chart) for chart in gallery("da")} == set(DRAWN_BY)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_text_lies_over_another_or_outside(lang: Language) -> None:
    found = {}
    for chart in drawn(lang):
        spec = charts.spec(chart, lang)
        boxes = texts(spec)
        if wrong := [*overlapping(boxes), *outside(boxes, spec)]:
            found[chart.id] = wrong
    assert found == {}


def test_the_measure_finds_what_is_wrong() -> None:
    """Two words on the same spot, two beside each other, and one that goes 3 pixels beyond the edge."""
    canvas = Canvas(200)
    canvas.text(10, 10, "fælles")
    canvas.text(12, 14, "plads")
    canvas.text(10, 40, "for")
    canvas.text(12 + typeface.width("for", 11), 40, "sig")
    canvas.text(203, 60, "ude", "right")
    spec = canvas.spec(80)
    assert overlapping(texts(spec)) == [("fælles", "plads")]
    assert outside(texts(spec), spec) == ["ude"]


def test_a_picture_is_no_wider_than_the_page() -> None:
    """640 and a rim of 2 on either side; marks may reach 8 beyond, or the whole would be made smaller."""
    for chart in drawn("da"):
        wide = float(re.search(r'width="([\d.]+)"', charts.svg(chart, "da"))[1])
        assert 644 <= wide <= 652, chart.id


def test_what_is_hidden_is_nowhere_on_the_scale() -> None:
    """A cluster that is hidden has words, and no mark at 0."""
    for name in ("dots-hidden", "bars-hidden"):
        chart = next(one for one in gallery("da") if one.id == name)
        spec = charts.spec(chart, "da")
        rows = chain.from_iterable(
            layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == "point"
        )
        shown = sum(number.shown for number in chart.numbers)
        bars = sum(bar.value.shown for bar in getattr(chart, "bars", ()))
        assert len(list(rows)) == shown - bars
        assert any("skjult" in box[4] for box in texts(spec))


def test_a_figure_between_two_hidden_ones_is_seen() -> None:
    """3, hidden, 4, not observed, 5, 4: two alone, then a line of two."""
    chart = next(one for one in gallery("da") if one.id == "lines-hidden between")
    assert isinstance(chart, LineChart)
    layers = charts.spec(chart, "da")["layer"]
    (points,) = [layer["data"]["values"] for layer in layers if layer["mark"]["type"] == "point"]
    assert len(points) == 2


def test_no_line_is_drawn_across_a_cut_and_raw_figures_have_no_name() -> None:
    """Nine years cut before the fifth: two pieces of each line; the adjusted line alone is named."""
    chart = next(one for one in gallery("da") if one.id == "lines-adjusted")
    layers = charts.spec(chart, "da")["layer"]
    lines = [layer for layer in layers if layer["mark"]["type"] == "line"]
    assert [layer["mark"]["strokeWidth"] for layer in lines] == [1.6, 0.9, 2.8]  # the own one on top
    assert all(Counter(row["piece"] for row in one["data"]["values"]) == {0: 4, 1: 5} for one in lines)
    assert sum("Aabenraa" in box[4] for box in texts(charts.spec(chart, "da"))) == 1
    assert sum("Aabenraa" in spot.words for spot in charts.spots(chart, "da")) == 9


def test_the_first_of_two_labels_on_one_spot_is_left_out() -> None:
    """At 0, 15 and 60, 24 wide each: the first ends at 12, the second begins at 3."""
    assert labels.told_apart([0, 15, 60], [24, 24, 24]) == [False, True, True]
    assert labels.told_apart([], []) == []


def test_a_word_longer_than_the_line_is_cut() -> None:
    found = labels.wrapped("Arbejdsmarkedsuddannelse nu", 80)
    assert len(found) == 3
    assert "".join(found).replace("-", "") == "Arbejdsmarkedsuddannelsenu"
    assert all(labels.width(line) <= 80 for line in found)
    assert labels.wrapped(LONG, 1000) == [LONG]
    # 11 * 0.56 = 6.16 pixels an n and 3.3 a hyphen: 12 and a hyphen are 77.2, 13 are 83.4
    endless = labels.wrapped("n" * 6000, 80)
    assert endless == [*["n" * 12 + "-"] * 499, "n" * 12]


def test_labels_take_as_many_rows_as_they_need() -> None:
    """Two of 200 do not fit beside each other in 300, nor two of 100 and 250."""
    placed = labels.in_rows([10, 20, 30], [200, 200, 90], 0, 300)
    assert sorted(row for row, _ in placed) == [0, 0, 1]
    assert len({row for row, _ in labels.in_rows([1, 2, 3], [250, 250, 250], 0, 300)}) == 3
