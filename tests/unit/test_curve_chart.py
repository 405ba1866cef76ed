"""Curves as pictures: where steps, bands, names and notes stand."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from pejling.report.document import Number, Place
from pejling.report.drawings.curves import Curve, CurveChart, Step, spec, words
from pejling.report.standing_alone import alone


def pct(value: int) -> Number:
    return Number(Fraction(value), 1)


STEPS = (Step(0, pct(100)), Step(1, pct(80), pct(60), pct(90)), Step(4, pct(50), pct(30), pct(70)))
OWN = Curve(Place("Aabenraa", 0), STEPS)


def chart(*curves: Curve, weekly: bool = True) -> CurveChart:
    return CurveChart("c", "Stadig i forløb", "Aabenraa 50 pct.", curves, *words("da"), weekly=weekly)


def layers(drawn: dict, kind: str) -> list[dict]:
    return [layer for layer in drawn["layer"] if layer["mark"]["type"] == kind]


def test_a_weekly_curve_is_level_until_the_week_in_which_it_falls():
    (line,) = layers(spec(chart(OWN), "da"), "line")
    places = [(row["x"], row["y"]) for row in line["data"]["values"]]
    (x0, high), (x1, still), (x2, low), (x3, same), (x4, last) = places
    assert high == still
    assert x1 == x2
    assert low == same > high  # down the page
    assert x3 == x4  # the axis ends at the last week, where the curve falls
    assert last > same
    assert x4 - x0 == pytest.approx(4 * (x1 - x0))


def test_a_curve_known_at_some_weeks_runs_straight_with_a_mark_at_each():
    drawn = spec(chart(OWN, weekly=False), "da")
    (line,) = layers(drawn, "line")
    assert len(line["data"]["values"]) == 3
    (points,) = layers(drawn, "point")
    assert [row["x"] for row in points["data"]["values"]] == [row["x"] for row in line["data"]["values"]]


def test_the_band_lies_between_its_limits_and_begins_at_a_point():
    drawn = spec(chart(OWN, weekly=False), "da")
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
        Curve(Place(name, rank), (Step(0, pct(100)), Step(4, pct(share))))
        for rank, (name, share) in enumerate((("A", 50), ("B", 49), ("C", 48)))
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
    one = chart(OWN)
    notes = ("Kilde: DREAM.",)
    assert 'aria-label="Aabenraa 50 pct."' in alone(one, "da", "Sygedagpenge", notes)
    english = alone(one, "en", "Sickness benefit", notes)
    assert "Aabenraa 50.0" in english
    assert "Kilde: DREAM." in english
    assert english.index("Sickness benefit") < english.index("Aabenraa 50.0") < english.index("Kilde: DREAM.")
    assert alone(one, "da", "", notes) == alone(one, "da", "", notes)


def test_a_curve_tells_its_figures_as_a_table():
    told = [(point.row, point.column, point.number.digits("da")) for point in chart(OWN).points]
    assert told == [
        ("Aabenraa, uge 0", "pct.", "100,0"),
        ("Aabenraa, uge 1", "pct.", "80,0"),
        ("Aabenraa, uge 1", "95 pct. fra", "60,0"),
        ("Aabenraa, uge 1", "til", "90,0"),
        ("Aabenraa, uge 4", "pct.", "50,0"),
        ("Aabenraa, uge 4", "95 pct. fra", "30,0"),
        ("Aabenraa, uge 4", "til", "70,0"),
    ]
