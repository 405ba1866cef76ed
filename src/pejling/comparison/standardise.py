"""A gap in a rate: is it the mix of people, or what happens to them? (DOMAIN section 4)

The strata are bands of a break-down (age, sex ...) or benefit groups. What is weighed is the rate's own
denominator: persons, spells or weeks. One hidden stratum on either side makes the whole undecided: the others
and the total would give it away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pejling.stats.standardise import Rates, Split, crude, direct, expected, kitagawa
from pejling.terms.text import Text


class Standard(StrEnum):
    """Whose mix, or whose rates, are laid under both."""

    CLUSTER = "cluster"
    OWN = "own"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Stratum:
    """One band of one side: the rate's numerator and denominator; None where hidden or unknown."""

    numerator: Fraction | None
    denominator: Fraction | None

    @property
    def known(self) -> bool:
        return self.numerator is not None and self.denominator is not None

    def rate(self, scale: int) -> Fraction | None:
        """``scale`` x numerator / denominator; None where one is not known or nobody is below the line."""
        if self.numerator is None or not self.denominator:
            return None
        return scale * self.numerator / self.denominator

    def plus(self, other: Stratum, sign: int = 1) -> Stratum:
        """Both together, or with ``sign`` -1 this one without the other; unknown where one is."""
        above, below = self.numerator, self.denominator
        more, further = other.numerator, other.denominator
        if above is None or below is None or more is None or further is None:
            return Stratum(None, None)
        return Stratum(above + sign * more, below + sign * further)


@dataclass(frozen=True, slots=True)
class Line:
    """One stratum: its shares of the wholes in per cent, its rates, and its parts of the gap."""

    name: str
    own_share: Fraction
    other_share: Fraction
    own_rate: Fraction | None
    other_rate: Fraction | None
    composition: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Composition:
    """Two crude rates over the strata, their gap taken apart, and both standardised.

    ``own_direct`` and ``other_direct``: with the standard's mix; None where the standard has a stratum
    that the side has nobody in. ``ratio``: observed over expected at the other side's rates; ``indirect``:
    that ratio x the other side's crude rate. ``undecided``: the strata that are hidden or unknown; then
    there is nothing else.
    """

    lines: tuple[Line, ...] = ()
    own: Fraction | None = None
    other: Fraction | None = None
    split: Split | None = None
    standard: Standard = Standard.CLUSTER
    own_direct: Fraction | None = None
    other_direct: Fraction | None = None
    ratio: Fraction | None = None
    indirect: Fraction | None = None
    undecided: tuple[str, ...] = ()
    reason: Text | None = None


NOBODY = Text(da="der er ingen at regne med på den ene side", en="there is nobody to work with on one side")


def composition(
    own: Mapping[str, Stratum],
    other: Mapping[str, Stratum],
    scale: int,
    standard: Standard = Standard.CLUSTER,
) -> Composition:
    """The gap own - other of a rate with ``scale`` (100 for per cent), over the strata that both name."""
    names = [name for name in own if name in other]
    hidden = tuple(
        dict.fromkeys(
            [name for name in names if not own[name].known or not other[name].known]
            + [name for name in (*own, *other) if name not in own or name not in other]
        )
    )
    if hidden or not names:
        return Composition(standard=standard, undecided=hidden)
    sizes, rates = _side(own, names, scale)
    other_sizes, other_rates = _side(other, names, scale)
    if not sum(sizes) or not sum(other_sizes):
        return Composition(standard=standard, reason=NOBODY)
    split = kitagawa(sizes, rates, other_sizes, other_rates)
    lines = tuple(
        Line(
            name,
            100 * sizes[at] / sum(sizes),
            100 * other_sizes[at] / sum(other_sizes),
            rates[at],
            other_rates[at],
            split.composition_by_stratum[at],
            split.rate_by_stratum[at],
        )
        for at, name in enumerate(names)
    )
    weights = {
        Standard.CLUSTER: other_sizes,
        Standard.OWN: sizes,
        Standard.TOGETHER: [a + b for a, b in zip(sizes, other_sizes, strict=True)],
    }[standard]
    at_their_rates = _or_none(expected, sizes, other_rates)
    observed, theirs = crude(sizes, rates), crude(other_sizes, other_rates)
    ratio = observed * sum(sizes) / at_their_rates if at_their_rates else None
    return Composition(
        lines,
        observed,
        theirs,
        split,
        standard,
        _or_none(direct, weights, rates),
        _or_none(direct, weights, other_rates),
        ratio,
        None if ratio is None else ratio * theirs,
    )


def pooled(members: Sequence[Mapping[str, Stratum]]) -> dict[str, Stratum]:
    """The strata of several municipalities together: sums; unknown where one is hidden or lacking."""
    if not members:
        return {}
    found = dict(members[0])
    for one in members[1:]:
        found = {
            name: stratum.plus(one[name]) if name in one else Stratum(None, None)
            for name, stratum in found.items()
        } | {name: Stratum(None, None) for name in one if name not in found}
    return found


def _side(
    strata: Mapping[str, Stratum], names: Sequence[str], scale: int
) -> tuple[list[Fraction], list[Fraction | None]]:
    sizes = [strata[name].denominator or Fraction(0) for name in names]
    return sizes, [strata[name].rate(scale) for name in names]


def _or_none(
    function: Callable[[Sequence[Fraction], Rates], Fraction], sizes: Sequence[Fraction], rates: Rates
) -> Fraction | None:
    """The function's answer, None where a stratum that weighs something has nobody in it."""
    if any(size and rate is None for size, rate in zip(sizes, rates, strict=True)):
        return None
    return function(sizes, rates)
