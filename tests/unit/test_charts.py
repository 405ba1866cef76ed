"""Charts and symbols: readable without colour, labels apart, figures in the form of the language."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_cases import aabenraa

from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.report import axis, canvas, charts, labels, symbols
from pejling.report.document import Chart, DotChart, LineChart
from pejling.report.drawings.status_bars import StatusBars
from pejling.report.outline import build

WHITE = 1.0
CHARTS = {chart.id: chart for chart in build(aabenraa("da")).charts}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [*symbols.COLOURS.values(), canvas.ACCENT, canvas.MUTED])
def test_colours_stand_out_on_white(colour: str) -> None:
    assert (WHITE + 0.05) / (luminance(colour) + 0.05) >= 4.5


def drawn() -> dict[tuple[str, ...], str]:
    circles = {
        ("level", tone.value): symbols.svg(symbols.level(tone, "X", "da"))
        for tone in (Tone.BETTER, Tone.WORSE, Tone.SAME)
    }
    arrows = {
        ("trend", way.value, tone.value): symbols.svg(symbols.trend(way, tone, "X", "da"))
        for way in (Direction.UP, Direction.DOWN, Direction.FLAT)
        for tone in Tone
    }
    return circles | arrows


def test_symbols_differ_without_colour() -> None:
    grey = {re.sub(r"#[0-9a-f]{6}", "#000", text) for text in drawn().values()}
    assert len(grey) == len(drawn()) == 3 + 12


def test_symbols_differ_in_what_is_heard() -> None:
    said = {
        symbols.trend(way, tone, "klyngen", "da").label
        for way in (Direction.UP, Direction.DOWN, Direction.FLAT)
        for tone in Tone
    }
    assert len(said) == 12


def test_symbols_are_at_least_two_and_a_half_millimetres() -> None:
    """The smallest drawing is the hollow circle: 7.3 + half its 2.4 rim, twice, of 20 units."""
    assert symbols.SIZE_MM * 2 * (7.3 + 1.2) / 20 >= 2.5
    assert symbols.SIZE_MM * (15.8 - 4.2 + 1.9) / 20 >= 2.5  # the hollow arrow across


@given(
    st.lists(st.floats(0, 400), min_size=1, max_size=6),
    st.lists(st.floats(20, 140), min_size=6, max_size=6),
)
def test_labels_never_overlap(centres: list[float], widths: list[float]) -> None:
    own = widths[: len(centres)]
    placed = labels.in_rows(centres, own, 0, 430)
    spans = sorted(
        (row, centre - size / 2, centre + size / 2) for (row, centre), size in zip(placed, own, strict=True)
    )
    for (row, _, right), (next_row, left, _) in pairwise(spans):
        assert row != next_row or right <= left + 1e-6


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_end_labels_keep_apart_and_in_order(wanted: list[float]) -> None:
    placed = labels.spread(wanted, 14, 0, 200)
    ordered = sorted(placed)
    assert all(b - a >= 14 - 1e-6 for a, b in pairwise(ordered))
    assert min(placed) >= -1e-6
    assert max(placed) <= 200 + 1e-6


def test_labels_that_fit_stay_where_they_are() -> None:
    assert labels.spread([10, 60, 110], 14, 0, 200) == [10, 60, 110]


def test_two_labels_that_collide_share_the_shift() -> None:
    """Both want 50 and need 14 between them: 43 and 57."""
    assert labels.spread([50, 50], 14, 0, 200) == [43, 57]


def test_long_names_are_broken_at_spaces() -> None:
    assert labels.wrapped("Fuldtidspersoner i pct. af arbejdsstyrken\n2011", 150) == [
        "Fuldtidspersoner i pct. af",
        "arbejdsstyrken",
        "2011",
    ]


@pytest.mark.parametrize("chart", CHARTS.values(), ids=list(CHARTS))
def test_a_chart_names_every_place_at_its_mark(chart: Chart) -> None:
    text = charts.svg(chart, "da")
    assert "Source Sans Pro" in text
    if isinstance(chart, DotChart):
        places = [place for line in chart.dots for place, _ in line.points]
    elif isinstance(chart, StatusBars):  # the name after the figure
        for place, number in chart.groups[0].bars:
            assert f">{number.digits('da')} {place.label}<" in text, place.label
        return
    else:
        places = [trace.place for trace in chart.traces]
    for place in places:
        assert re.search(rf">{place.label} \d+,\d<", text), place.label


def test_figures_are_in_the_form_of_the_language() -> None:
    chart = next(c for c in CHARTS.values() if isinstance(c, LineChart))
    assert "Aabenraa 4,1" in charts.svg(chart, "da")
    assert "Aabenraa 4.1" in charts.svg(chart, "en")


def test_a_break_and_the_provisional_end_are_drawn() -> None:
    chart = next(c for c in CHARTS.values() if isinstance(c, LineChart))
    layers = charts.spec(chart, "da")["layer"]
    words = [row["text"] for layer in layers for row in layer["data"]["values"] if "text" in row]
    assert ["x"] in words  # what the break is called
    dashes = [layer["mark"].get("strokeDash") for layer in layers if layer["mark"]["type"] == "line"]
    assert [1, 3] in dashes


def test_the_same_chart_is_drawn_the_same() -> None:
    chart = next(iter(CHARTS.values()))
    first = charts.svg(chart, "da")
    charts._drawn.cache_clear()
    assert charts.svg(chart, "da") == first


def test_ticks_are_round_and_cover() -> None:
    """0 to 4.1: steps of 2 would be 0, 2, 4, 6; four steps of at least 1.025 make steps of 2."""
    assert [tick.digits("da") for tick in axis.nice(0, 4.1)] == ["0", "2", "4", "6"]
    assert [tick.digits("da") for tick in axis.nice(0, 0.9)] == ["0,0", "0,5", "1,0"]
