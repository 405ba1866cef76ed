"""Circles and arrows: direction, colour and "the same" at printed precision."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pejling.comparison.figure import Figure, missing
from pejling.comparison.symbol import Direction, Verdict, direction, symbols, verdict
from pejling.indicators.indicator import Better
from pejling.terms.observation import Status

HIGHER, LOWER, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER


def figure(text: str) -> Figure:
    return Figure(Fraction(text), len(text.partition(".")[2]))


@pytest.mark.parametrize(
    ("own", "cluster", "higher_is_better", "lower_is_better"),
    [
        ("2.0", "1.0", "better", "worse"),
        ("1.0", "2.0", "worse", "better"),
        ("-2.0", "-1.0", "worse", "better"),
        ("-1.0", "-2.0", "better", "worse"),
        ("1.0", "-1.0", "better", "worse"),
        ("-1.0", "1.0", "worse", "better"),
        ("0.0", "1.0", "worse", "better"),
        ("0.0", "-1.0", "better", "worse"),
        ("1.0", "1.0", "same", "same"),
        ("0.0", "0.0", "same", "same"),
    ],
)
def test_verdicts_for_every_sign(own, cluster, higher_is_better, lower_is_better):
    assert verdict(figure(own), figure(cluster), HIGHER) == higher_is_better
    assert verdict(figure(own), figure(cluster), LOWER) == lower_is_better
    assert verdict(figure(own), figure(cluster), NEITHER) == "none"


@pytest.mark.parametrize(
    ("change", "higher_is_better", "lower_is_better"),
    [("0.1", "up", "down"), ("-0.1", "down", "up"), ("0.0", "flat", "flat")],
)
def test_arrow_says_good_or_bad_whatever_the_sign(change, higher_is_better, lower_is_better):
    assert direction(figure(change), HIGHER) == higher_is_better
    assert direction(figure(change), LOWER) == lower_is_better
    assert direction(figure(change), NEITHER) == "none"


def test_compared_at_the_coarser_precision():
    """1.3 against 0.03 compares as 1.3 against 0.0; 0.04 against 0.0 is the same, 0.05 rounds to 0.1."""
    assert verdict(figure("1.3"), figure("0.03"), HIGHER) == "better"
    assert verdict(figure("0.04"), figure("0.0"), HIGHER) == "same"
    assert verdict(figure("0.05"), figure("0.0"), HIGHER) == "better"
    assert verdict(figure("-0.05"), figure("0.0"), HIGHER) == "worse"  # halves away from zero


def test_direction_uses_the_changes_own_precision():
    """0.03 printed as 0.03 is a change, though the cluster prints one decimal only."""
    drawn = symbols(figure("3.4"), figure("3.3"), figure("0.03"), figure("0.0"), HIGHER)
    assert (drawn.direction, drawn.colour) == (Direction.UP, Verdict.SAME)


def test_computed_values_are_not_rounded_before_they_must_be():
    """2/3 with one declared decimal is 0.7; against a printed 0.67 both are 0.7."""
    assert verdict(Figure(Fraction(2, 3), 1), figure("0.67"), LOWER) == "same"


def test_binary_noise_does_not_decide():
    """2.675 is 2.67499... in binary; as printed it rounds to 2.68."""
    assert verdict(figure("2.675"), figure("2.68"), LOWER) == "same"


@pytest.mark.parametrize("status", [Status.SUPPRESSED, Status.NOT_OBSERVED, Status.NOT_DEFINED])
def test_no_symbol_without_both_values(status):
    nothing = missing(1, status=status)
    assert verdict(nothing, figure("1.0"), LOWER) == "none"
    assert verdict(figure("1.0"), nothing, LOWER) == "none"
    assert direction(nothing, LOWER) == "none"


def test_own_direction_needs_no_cluster():
    drawn = symbols(figure("1.0"), missing(1), figure("0.5"), missing(1), HIGHER)
    assert (drawn.level, drawn.direction, drawn.colour) == ("none", "up", "none")
