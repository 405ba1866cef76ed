"""What a figure is a share of, and which other figures tell how large that is.

Published percentages come without their denominators. To pool them over municipalities the denominator is
sought in other figures of the same area and period (DOMAIN section 4).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import cache

from pejling.indicators.catalogue import (
    activated_share_pct,
    caseload_guideline_high,
    caseload_guideline_in_brackets,
    caseload_guideline_low,
    cases_per_caseworker,
    employees_per_manager,
    labour_force_16_66,
    ordinary_hours_persons,
    ordinary_hours_share_pct,
    unemployed_full_time_persons,
    unemployed_share_of_labour_force_pct,
)
from pejling.indicators.indicator import Unit, name_of
from pejling.indicators.measures import Background, PersonsIn, Product, Scaled, Weeks
from pejling.indicators.readings import Measured
from pejling.indicators.registry import catalogue_by_id, known

COUNTED = frozenset({Unit.PERSONS, Unit.FULL_TIME_PERSONS, Unit.SPELLS, Unit.CASES})

# Figures that person data do not give declare no shapes; their definitions (DOMAIN section 3) name these.
_DENOMINATORS: dict[str, Measured] = {
    name_of(activated_share_pct): PersonsIn(),
    name_of(ordinary_hours_share_pct): PersonsIn(),
    name_of(unemployed_share_of_labour_force_pct): Background(name_of(labour_force_16_66)),
}
_NUMERATORS: dict[str, str] = {
    name_of(ordinary_hours_share_pct): name_of(ordinary_hours_persons),
    name_of(unemployed_share_of_labour_force_pct): name_of(unemployed_full_time_persons),
}
_PER_CASEWORKER = (
    cases_per_caseworker,
    caseload_guideline_low,
    caseload_guideline_high,
    caseload_guideline_in_brackets,
)
_RATIOS_IN_UNITS_OF_COUNTS = frozenset(
    {name_of(employees_per_manager), *(id for module in _PER_CASEWORKER for id in module.family.members)}
)


class How(Enum):
    """Where the weight of a municipality comes from, best first."""

    RATIO = "its own numerator and denominator"
    COUNT = "a plain count: each municipality counts once"
    BACKGROUND = "a dated background figure"
    VALUE = "the value of a count"
    DENOMINATOR = "the denominator of another figure"
    NUMERATOR = "the numerator of another figure"
    IMPLIED = "a count and a rate, divided"
    MEAN = "none: each municipality counts once"


@dataclass(frozen=True, slots=True)
class Basis:
    """One way to weigh municipalities together; ``figure`` is the indicator that gives the weight."""

    how: How
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A count and the same count as a rate: together they imply what the rate is taken of."""

    count: str
    rate: str
    any_group: bool  # the denominator is the area's, not the group's


def denominator_of(id: str) -> Measured | None:
    """What the figure is taken of, weeks of the period left aside (they are the same everywhere)."""
    declared = known(id)
    shape = declared.denominator if declared and declared.denominator else _DENOMINATORS.get(id)
    match shape:
        case Product(of=Background() as background):
            return background
        case Scaled(shape=inner):  # the unit is the same everywhere too
            return inner
        case Weeks():
            return None
        case _:
            return shape


def numerator_of(id: str) -> Measured | str | None:
    """What is counted: a shape, or for counts that person data do not give the count's own id."""
    declared = known(id)
    if declared and declared.numerator:
        return declared.numerator
    return _NUMERATORS.get(id, id if is_count(id) else None)


def is_count(id: str) -> bool:
    """Whether the figure is a plain count of persons, full-time persons, spells or cases."""
    declared = known(id)
    return (
        declared is not None
        and declared.unit in COUNTED
        and denominator_of(id) is None
        and id not in _RATIOS_IN_UNITS_OF_COUNTS
    )


@cache
def bases(id: str) -> tuple[Basis, ...]:
    """The ways to weigh municipalities together for the figure ``id``, best first, the mean last."""
    own = Basis(How.RATIO)
    if is_count(id):
        return own, Basis(How.COUNT)
    wanted = denominator_of(id)
    found = [own]
    if isinstance(wanted, Background):
        found.append(Basis(How.BACKGROUND, wanted.figure))
    elif wanted is not None:
        others = [other for other in catalogue_by_id() if other != id]
        counts = [other for other in others if is_count(other) and numerator_of(other) == wanted]
        shares = [other for other in others if denominator_of(other) == wanted]
        above = [other for other in others if not is_count(other) and numerator_of(other) == wanted]
        found += [Basis(How.VALUE, other) for other in counts]
        found += [Basis(How.DENOMINATOR, other) for other in shares]
        found += [Basis(How.NUMERATOR, other) for other in above]
    if pairs(id):
        found.append(Basis(How.IMPLIED))
    return *found, Basis(How.MEAN)


def needed(ids: Collection[str]) -> frozenset[str]:
    """The figures themselves and all that can tell their denominators."""
    weighing = {basis.figure for id in ids for basis in bases(id)} - {""}
    paired = {figure for id in ids for pair in pairs(id) for figure in (pair.count, pair.rate)}
    return frozenset(ids) | weighing | paired


@cache
def pairs(id: str) -> tuple[Pair, ...]:
    """The count/rate pairs that imply the denominator of ``id``."""
    wanted = denominator_of(id)
    if wanted is None:
        return ()
    ids = catalogue_by_id()
    return tuple(
        Pair(count, rate, isinstance(wanted, Background))
        for rate in ids
        if denominator_of(rate) == wanted
        for count in ids
        if is_count(count) and numerator_of(count) == numerator_of(rate)
    )
