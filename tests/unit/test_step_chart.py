"""Curves as pictures: where steps, bands, names and notes stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pejling.report.step_chart import Step, StepChart, StepLine, spec, svg

CURVE = (Step(0, 100.0), Step(1, 80.0, 60.0, 90.0), Step(4, 50.0, 30.0, 70.0))


def chart(*lines: StepLine, weekly: bool = True) -> StepChart:
    return StepChart("Stadig i forløb", "Sygedagpenge", "uger siden start", lines, ("Kilde: DREAM.",), weekly)


def layers(drawn: dict, kind: str) -> list[dict]:
    return [layer for layer in drawn["layer"] if layer["mark"]["type"] == kind]


def test_a_weekly_curve_is_level_until_the_week_in_which_it_falls():
    (line,) = layers(spec(chart(StepLine("Aabenraa", CURVE)), "da"), "line")
    places = [(row["x"], row["y"]) for row in line["data"]["values"]]
    (x0, high), (x1, still), (x2, low), (x3, same), (x4, _), (x5, _) = places
    assert high == still
    assert x1 == x2
    assert low == same > high  # down the page
    assert (x3, x5) == (x4, x4)  # the axis ends at the last week
    assert x4 - x0 == pytest.approx(4 * (x1 - x0))


def test_a_curve_known_at_some_weeks_runs_straight_with_a_mark_at_each():
    drawn = spec(chart(StepLine("Aabenraa", CURVE), weekly=False), "da")
    (line,) = layers(drawn, "line")
    assert len(line["data"]["values"]) == 3
    (points,) = layers(drawn, "point")
    assert [row["x"] for row in points["data"]["values"]] == [row["x"] for row in line["data"]["values"]]


def test_the_band_lies_between_its_limits_and_begins_at_a_point():
    drawn = spec(chart(StepLine("Aabenraa", CURVE), weekly=False), "da")
    (band,) = layers(drawn, "area")
    start, first, last = band["data"]["values"]
    (line,) = layers(drawn, "line")
    whole, at_80, at_50 = (row["y"] for row in line["data"]["values"])
    per_point = (at_50 - at_80) / 30
    assert start["y"] == start["y2"] == whole
    assert (first["y"] - at_80, at_80 - first["y2"]) == pytest.approx((20 * per_point, 10 * per_point))
    assert (last["y"] - at_50, at_50 - last["y2"]) == pytest.approx((20 * per_point, 20 * per_point))
    assert drawn["layer"][0] is band  # under everything


def test_every_line_is_told_by_its_dash_and_its_name_and_not_by_colour_alone():
    lines = [
        StepLine(name, (Step(0, 100.0), Step(4, share)))
        for name, share in (("A", 50.0), ("B", 49.0), ("C", 48.0))
    ]
    drawn = spec(chart(*lines), "da")
    marks = [layer["mark"] for layer in layers(drawn, "line")]
    assert len({(mark["strokeWidth"], *mark["strokeDash"]) for mark in marks}) == 3
    texts = [row for layer in layers(drawn, "text") for row in layer["data"]["values"]]
    names = {row["text"][0]: row["y"] for row in texts if isinstance(row["text"], list)}
    assert {"A 50,0", "B 49,0", "C 48,0"} <= names.keys()
    heights = sorted(names[name] for name in ("A 50,0", "B 49,0", "C 48,0"))
    assert min(b - a for a, b in pairwise(heights)) >= 13  # none over another


def test_the_picture_says_what_it_shows_in_both_languages():
    one = chart(StepLine("Aabenraa", CURVE))
    assert 'aria-label="Stadig i forløb: Sygedagpenge. Aabenraa 50,0 pct."' in svg(one, "da")
    english = svg(one, "en")
    assert "Aabenraa 50.0" in english
    assert "Kilde: DREAM." in english
    assert svg(one, "da") == svg(one, "da")
