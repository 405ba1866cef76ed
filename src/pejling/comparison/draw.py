"""What kind of draw a figure is: what chance does to it, as far as the figure alone can tell.

A register holds everybody, and a published figure is no sample. Yet what happened is one draw of what could
have happened: other persons could have fallen ill, and the same persons could have come back a week sooner.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from pejling.comparison.denominators import denominator_of, is_count, numerator_of
from pejling.indicators.catalogue import (
    benchmark_expected_full_time_persons,
    benchmark_expected_share_pct,
    employees,
    managers,
    reports_directly,
    reports_to_team_leader,
)
from pejling.indicators.indicator import Unit, name_of
from pejling.indicators.measures import (
    ActiveWeeks,
    Background,
    Of,
    PersonsAt,
    PersonsIn,
    Product,
    Scaled,
    Started,
    WeeksIn,
)
from pejling.indicators.readings import Measured, Quantile
from pejling.indicators.registry import known
from pejling.terms.text import Text


class Draw(Enum):
    """How the figure comes about, and so what tells its interval where persons are not at hand."""

    COUNT = "events or spells: a Poisson count"
    FULL_TIME = "full-time persons: at most a Poisson count"
    SHARE = "a share of persons, full-time persons or spells"
    MEAN = "a mean or rate per person"
    MEDIAN = "a median or a curve"
    NONE = "no draw"


# numbers of a staff or of a model: nothing that chance draws
_NOT_DRAWN = frozenset(
    {
        *map(
            name_of,
            (
                benchmark_expected_full_time_persons,
                benchmark_expected_share_pct,
                employees,
                managers,
                reports_directly,
                reports_to_team_leader,
            ),
        )
    }
)

WHY = {
    Draw.MEAN: Text(
        da="hvor forskellige personerne er, kan ikke ses af tallet alene; det kræver persondata",
        en="how much persons differ cannot be told from the figure alone; that takes person data",
    ),
    Draw.MEDIAN: Text(
        da="hvor sikker en median er, kan ikke ses af tallet alene; `pejling compare` trækker personerne om, "
        "hvor der er persondata",
        en="how sure a median is cannot be told from the figure alone; `pejling compare` draws the persons "
        "anew, where there are person data",
    ),
    Draw.NONE: Text(
        da="tallet trækkes ikke af tilfældet: penge, normering, baggrund eller en models forventning",
        en="the figure is nothing that chance draws: money, staff, background or what a model expects",
    ),
}


@cache
def draw_of(id: str) -> Draw:
    """How the figure ``id`` comes about, by its declaration; an id that nobody declared is no draw."""
    declared = known(id)
    if declared is None or declared.is_background or id in _NOT_DRAWN:
        return Draw.NONE
    if isinstance(declared.numerator, Quantile):
        return Draw.MEDIAN
    if is_count(id):
        return Draw.FULL_TIME if declared.unit is Unit.FULL_TIME_PERSONS else Draw.COUNT
    above, below = numerator_of(id), denominator_of(id)
    if isinstance(below, Background):
        if _is_full_time(above):
            return Draw.FULL_TIME
        return Draw.SHARE if declared.unit is Unit.PERCENT and _is_people(above) else Draw.COUNT
    if declared.unit is Unit.PERCENT:
        return Draw.SHARE
    return Draw.MEAN if declared.unit in (Unit.WEEKS, Unit.PER_100, Unit.CONTACTS) else Draw.NONE


def goes_by_weeks(id: str) -> bool:
    """Whether the denominator of ``id`` is person-weeks, or offers and people on the benefit in weeks."""
    return isinstance(_inner(denominator_of(id)), WeeksIn | ActiveWeeks)


def _is_full_time(above: Measured | str | None) -> bool:
    if isinstance(above, str):
        declared = known(above)
        return declared is not None and declared.unit is Unit.FULL_TIME_PERSONS
    return isinstance(_inner(above), WeeksIn | ActiveWeeks)


def _is_people(above: Measured | str | None) -> bool:
    inner = None if isinstance(above, str) else _inner(above)
    return isinstance(inner, PersonsAt | PersonsIn) or (isinstance(inner, Started) and inner.first_ever)


def _inner(shape: Measured | None) -> Measured | None:
    match shape:
        case Product(of=inner) | Scaled(shape=inner) | Of(shape=inner):
            return _inner(inner)
        case _:
            return shape
