"""Waterfall, bars and diverging bars: what they show, and where it stands."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.report.document import Number, Place
from pejling.report.drawings import bars, diverging, waterfall
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.drawings.diverging import Answers, DivergingChart
from pejling.report.drawings.waterfall import Step, Waterfall


def whole(value):
    return Number(Fraction(value), 0)


def boxes(spec):
    """Rectangles as (left, right), in the order drawn."""
    layer = next(one for one in spec["layer"] if one["mark"]["type"] == "rect")
    return [tuple(sorted((row["x"], row["x2"]))) for row in layer["data"]["values"]]


def words(spec):
    found = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == "text":
            for row in layer["data"]["values"]:
                found += row["text"] if isinstance(row["text"], list) else [row["text"]]
    return found


def steps(*changes):
    return tuple(Step(f"g{at}", whole(change)) for at, change in enumerate(changes))


def test_a_waterfall_is_told_in_whole_figures():
    drawn = Waterfall(
        "w", "t", "a", ("Dec. 2018", whole(7169)), steps(134, 53, -92), ("Dec. 2019", whole(7264))
    )
    assert drawn.change.value == 95
    told = words(waterfall.spec(drawn, "da"))
    assert {"Dec. 2018: 7.169", "Dec. 2019: 7.264 (+95)", "+134", "+53", "−92"} <= set(told)
    # each step begins where the one before ended; the last bar is the whole change, from the start
    first, second, third, total = boxes(waterfall.spec(drawn, "da"))
    assert first[1] == pytest.approx(second[0])
    assert third[1] == pytest.approx(second[1])
    assert third[0] == pytest.approx(total[1])
    assert first[0] == pytest.approx(total[0])


def test_steps_that_do_not_add_up_are_no_waterfall():
    # printed: 1.4 and 1.4 are 1 and 1, which is not the 3 between 10 and 13
    ends = ("x", whole(10)), ("y", whole(13))
    with pytest.raises(ValueError, match="do not add up"):
        Waterfall("w", "t", "a", ends[0], steps(Fraction(7, 5), Fraction(7, 5)), ends[1])


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(0, 5000), st.lists(st.integers(-400, 400), min_size=1, max_size=14))
def test_every_step_lies_inside_the_picture(start, changes):
    drawn = Waterfall("w", "t", "a", ("x", whole(start)), steps(*changes), ("y", whole(start + sum(changes))))
    spec = waterfall.spec(drawn, "da")
    found = boxes(spec)
    assert all(0 <= low <= high <= spec["width"] for low, high in found)
    lengths = [high - low for low, high in found]
    longest = max(map(abs, changes), default=0)
    for change, length in zip(changes, lengths, strict=False):
        if longest:  # as long as they are large: one scale, no cut axis
            assert length == pytest.approx(max(lengths[: len(changes)]) * abs(change) / longest, abs=0.01)


def test_bars_are_on_one_scale_from_zero_and_guidelines_behind_them():
    place = Place("Hele landet", 1)
    drawn = BarChart(
        "b",
        "t",
        "a",
        (
            Bar("A", whole(34), low=whole(40), high=whole(55)),
            Bar("B", whole(68), ((place, whole(50)),)),
            Bar("C", whole(35), more=whole(15)),
        ),
        "Sager",
        band="Vejledende",
    )
    band, first, second, third, more = boxes(bars.spec(drawn, "da"))
    assert first[0] == second[0] == third[0]
    assert second[1] - second[0] == pytest.approx(2 * (first[1] - first[0]))
    assert band[0] > first[1]  # 34 lies under 40
    assert more[0] == pytest.approx(third[1])
    assert {"40–55", "34", "35 + 15", "Hele landet", "Vejledende"} <= set(words(bars.spec(drawn, "da")))
    assert [number.value for number in drawn.numbers] == [34, 40, 55, 68, 50, 35, 15]
    assert len(drawn.points) == 7


def test_answers_stand_on_both_sides_of_their_middle():
    rows = (
        Answers("Spørgsmål 1", whole(21), whole(21), whole(58), whole(76)),
        Answers("Spørgsmål 2", whole(40), whole(20), whole(40), whole(76)),
        Answers("Skjult", whole(10), Number(None, 0, "suppressed"), Number(None, 0, "suppressed"), whole(30)),
    )
    drawn = DivergingChart("d", "t", "a", rows, "Uenig", "Hverken", "Enig", "Svar")
    spec = diverging.spec(drawn, "da")
    found = boxes(spec)
    against, between, agreeing, other, middle, agree, alone = found
    assert (against[1], between[1]) == pytest.approx((between[0], agreeing[0]))
    assert sum(between) == pytest.approx(sum(middle))  # the middles lie over each other
    assert agreeing[1] - agreeing[0] == pytest.approx((other[1] - other[0]) * 58 / 40)
    assert agree[1] - agree[0] == pytest.approx(other[1] - other[0])
    assert alone[1] - alone[0] == pytest.approx((other[1] - other[0]) / 4)  # hidden shares are not drawn
    assert {"Uenig", "Hverken", "Enig", "Svar", "58", "76"} <= set(words(spec))
