"""Double entry: the same figure from a publication and from person data, and why they differ.

The residual is counted less published. It *agrees* where the counted figure, rounded as the publication
prints, is what is printed; it is *within* tolerance where it is small enough; *explained* where a known
difference between the two ways of counting accounts for it; else *unexplained*, and that is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pejling.comparison.figure import Figure
from pejling.indicators.indicator import Indicator, Unit
from pejling.terms.amount import round_half_up
from pejling.terms.breaks import PREFIX
from pejling.terms.observation import Mark
from pejling.terms.text import Text


class Verdict(StrEnum):
    AGREES = "agrees"
    WITHIN = "within"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


class Cause(StrEnum):
    """Why a residual is as it is; the likeliest of those that account for it, in this order."""

    NONE = "none"
    ROUNDING = "rounding"
    DEFINITION = "definition"
    LATE_REGISTRATION = "late_registration"
    AGE_LIMITS = "age_limits"
    ONE_DAY_RULE = "one_day_rule"


EXPLANATIONS: Mapping[Cause, Text] = {
    Cause.NONE: Text(da="ingen kendt forskel forklarer det", en="no known difference accounts for it"),
    Cause.ROUNDING: Text(
        da="kilden afrunder hvert tal for sig", en="the source rounds its figures one by one"
    ),
    Cause.DEFINITION: Text(
        da="kilden tæller på en anden måde i perioden: databrud eller underindberetning",
        en="the source counts otherwise in the period: a series break or under-reporting",
    ),
    Cause.LATE_REGISTRATION: Text(
        da="det ene tal er foreløbigt: registreringer kommer sent, og det foreløbige er lavere",
        en="one of the figures is provisional: registrations come late, and the provisional one is lower",
    ),
    Cause.AGE_LIMITS: Text(
        da="kilden tæller kun personer i aldersgrænsen; talt sådan passer tallene",
        en="the source counts persons within age limits only; counted so the figures fit",
    ),
    Cause.ONE_DAY_RULE: Text(
        da="i DREAM giver én dag hele ugen; det optalte er højere, og ikke mere end forløbenes første og "
        "sidste uger kan gøre",
        en="in DREAM one day gives the whole week; the counted figure is higher, by no more than the first "
        "and last weeks of spells can make",
    ),
}
# where nothing else is said: relative to the published figure, or in the indicator's own unit
RELATIVE = Fraction(1, 100)
LATE = Fraction(1, 5)  # of a figure; a provisional month that lacks more than that lacks something else
ABSOLUTE: Mapping[Unit, Fraction] = {Unit.PERCENT: Fraction(1, 5), Unit.WEEKS: Fraction(1, 5)}


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure told twice: as published, and as counted from persons. Both have a value."""

    indicator: str
    group: str
    area: str
    period: str
    breakdown: str
    published: Figure
    counted: Figure

    @property
    def difference(self) -> Fraction:
        """Counted less published, in the indicator's unit."""
        return _value(self.counted) - _value(self.published)

    @property
    def relative(self) -> Fraction | None:
        """The difference as a fraction of the published figure; None where that is 0."""
        return self.difference / _value(self.published) if _value(self.published) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What person data tell of a pair's known differences; None where they cannot tell.

    ``within_ages``: the counted figure of persons within the source's age limits, in the indicator's unit.
    ``one_day``: the most that the one-day rule can add to the counted figure, in the indicator's unit.
    """

    within_ages: Fraction | None = None
    one_day: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Residual:
    """A pair and what is to be thought of its difference; ``tolerance`` in the indicator's unit."""

    pair: Pair
    tolerance: Fraction
    verdict: Verdict
    cause: Cause


def tolerance_of(declared: Indicator, published: Fraction, given: Fraction | None = None) -> Fraction:
    """The largest difference that is let pass, in the indicator's unit, at least 0.

    ``given`` is the user's, in that unit. Else 0.2 for percentages and weeks, and for all other units one
    per cent of the published figure, at least 1. These are conventions of ours, no published standard.
    """
    if given is not None:
        return given
    absolute = ABSOLUTE.get(declared.unit)
    return absolute if absolute is not None else max(Fraction(1), abs(published) * RELATIVE)


def judge(pair: Pair, tolerance: Fraction, evidence: Evidence | None = None) -> Residual:
    """What is to be thought of a pair's difference; without ``evidence`` from its marks and size alone.

    >>> half = Pair("x", "", "dk", "2019", "", Figure(Fraction(7, 2), 1), Figure(Fraction(352, 100), 1))
    >>> judge(half, Fraction(0)).verdict
    <Verdict.AGREES: 'agrees'>
    """
    evidence = evidence or Evidence()
    printed, gap = _value(pair.published), pair.difference
    if Fraction(round_half_up(_value(pair.counted), pair.published.decimals)) == printed:
        return Residual(pair, tolerance, Verdict.AGREES, Cause.ROUNDING if gap else Cause.NONE)
    if abs(gap) <= tolerance:
        return Residual(pair, tolerance, Verdict.WITHIN, Cause.NONE)
    slack = tolerance + _half_unit(pair.published)
    for cause in (Cause.DEFINITION, Cause.LATE_REGISTRATION, Cause.AGE_LIMITS, Cause.ONE_DAY_RULE):
        if _accounts(cause, pair, gap, slack, evidence):
            return Residual(pair, tolerance, Verdict.EXPLAINED, cause)
    return Residual(pair, tolerance, Verdict.UNEXPLAINED, Cause.NONE)


def _accounts(cause: Cause, pair: Pair, gap: Fraction, slack: Fraction, evidence: Evidence) -> bool:
    match cause:
        case Cause.DEFINITION:
            return any(
                mark == Mark.UNDER_REPORTED or mark.startswith(PREFIX)
                for mark in {*pair.published.marks} ^ {*pair.counted.marks}
            )
        case Cause.LATE_REGISTRATION:
            early = {Mark.PROVISIONAL, Mark.INCOMPLETE}
            ours, theirs = (bool(early & {*side.marks}) for side in (pair.counted, pair.published))
            higher = max(_value(pair.published), _value(pair.counted))
            return abs(gap) <= LATE * higher + slack and ((gap < 0 and ours) or (gap > 0 and theirs))
        case Cause.AGE_LIMITS:
            inside = evidence.within_ages
            return inside is not None and abs(inside - _value(pair.published)) <= slack
        case Cause.ONE_DAY_RULE:
            return evidence.one_day is not None and 0 < gap <= evidence.one_day + slack
    return False


def _value(figure: Figure) -> Fraction:
    if figure.value is None:
        raise ValueError("a pair has two values")
    return figure.value


def _half_unit(figure: Figure) -> Fraction:
    """Half a unit of the last printed place: what rounding can hide."""
    return Fraction(1, 2 * 10**figure.decimals) if figure.decimals >= 0 else Fraction(0)
