"""Differences of rates taken apart, and rates made comparable: exact sums, whatever kind of number goes in.

A population is its strata: how many units each holds (persons, spells, weeks) and the rate in each, in any
unit as long as it is the same. With ``Fraction`` the parts add up to the difference to the last digit. Where
a stratum holds nobody its rate is not defined; it weighs 0 and None is allowed there.

Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, chapter 19.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Rates = Sequence[Fraction | None]


@dataclass(frozen=True, slots=True)
class Split:
    """A difference = ``composition`` + ``rate``, both in the rates' unit; and the same by stratum."""

    composition: Fraction
    rate: Fraction
    composition_by_stratum: tuple[Fraction, ...]
    rate_by_stratum: tuple[Fraction, ...]

    @property
    def difference(self) -> Fraction:
        return self.composition + self.rate


@dataclass(frozen=True, slots=True)
class Product:
    """A difference of two products = what the first factor makes + what the second one makes."""

    first: Fraction
    second: Fraction


def crude(sizes: Sequence[Fraction], rates: Rates) -> Fraction:
    """The rate of the whole: the strata's rates weighed by their ``sizes``. Nobody at all: ValueError."""
    return direct(sizes, rates)


def direct(standard: Sequence[Fraction], rates: Rates) -> Fraction:
    """The rate that the strata would have with the ``standard`` population's sizes.

    In the rates' unit. ValueError where the standard holds nobody, and where it weighs a stratum without a
    rate. Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC 82, section 2.3.
    """
    _same_length(standard, rates)
    whole = sum(standard, Fraction(0))
    if whole <= 0:
        raise ValueError("the population holds nobody")
    return sum((size * _needed(rate) for size, rate in _weighed(standard, rates)), Fraction(0)) / whole


def expected(sizes: Sequence[Fraction], standard_rates: Rates) -> Fraction:
    """What the population would have, in units times the rates' unit, at the ``standard_rates``.

    Observed over expected is the indirectly standardised ratio. Source: as ``direct``, section 2.4.
    """
    _same_length(sizes, standard_rates)
    return sum((size * _needed(rate) for size, rate in _weighed(sizes, standard_rates)), Fraction(0))


def kitagawa(
    sizes: Sequence[Fraction], rates: Rates, other_sizes: Sequence[Fraction], other_rates: Rates
) -> Split:
    """The difference of two crude rates: what the mix of strata makes, and what the rates within them make.

    Composition is sum (c - c') (r + r') / 2, rate sum (r - r') (c + c') / 2, with c and c' the strata's
    shares: every interaction is halved between the two, so that they add up exactly and neither population is
    the standard of the other. A stratum that one of them lacks takes the other's rate. ValueError where
    nobody is in one of the populations.

    Source: Kitagawa (1955), Components of a difference between two rates, JASA 50(272), 1168-1194.
    """
    for one in (rates, other_sizes, other_rates):
        _same_length(sizes, one)
    whole, other_whole = sum(sizes, Fraction(0)), sum(other_sizes, Fraction(0))
    if whole <= 0 or other_whole <= 0:
        raise ValueError("the population holds nobody")
    by_mix, by_rate = [], []
    for size, rate, other_size, other_rate in zip(sizes, rates, other_sizes, other_rates, strict=True):
        if not size and not other_size:
            by_mix.append(Fraction(0))
            by_rate.append(Fraction(0))
            continue
        own = _needed(rate if size else other_rate)
        theirs = _needed(other_rate if other_size else rate)
        share, other_share = Fraction(size) / whole, Fraction(other_size) / other_whole
        by_mix.append((share - other_share) * (own + theirs) / 2)
        by_rate.append((own - theirs) * (share + other_share) / 2)
    return Split(sum(by_mix, Fraction(0)), sum(by_rate, Fraction(0)), tuple(by_mix), tuple(by_rate))


def product_split(
    first: Fraction, second: Fraction, other_first: Fraction, other_second: Fraction
) -> Product:
    """first x second - other_first x other_second, split between the factors.

    Each factor's part is its difference at the mean of the other factor: the average over both orders in
    which the factors can be changed one by one (the Shapley value). So the parts add up exactly, swapping the
    sides changes signs only, and a factor of 0 does no harm, where a logarithmic split is undefined.

    Source: Das Gupta (1993), Standardization and decomposition of rates, US Bureau of the Census P23-186,
    chapter 2; Shorrocks (2013), Journal of Economic Inequality 11, 99-126.
    """
    return Product(
        (first - other_first) * (second + other_second) / 2,
        (second - other_second) * (first + other_first) / 2,
    )


def _weighed(sizes: Sequence[Fraction], rates: Rates) -> list[tuple[Fraction, Fraction | None]]:
    return [(Fraction(size), rate) for size, rate in zip(sizes, rates, strict=True) if size]


def _needed(rate: Fraction | None) -> Fraction:
    if rate is None:
        raise ValueError("a stratum that weighs something has no rate")
    return rate


def _same_length(first: Sequence[object], second: Sequence[object]) -> None:
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} strata do not fit together")
