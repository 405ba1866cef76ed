"""The cells behind figures: which sum over persons a number is, so that the same sum is the same cell.

A row tells one or two cells: its numerator and its denominator. Full-time persons, their share of the labour
force and the mean of weeks count the same weeks: one cell. A background figure and the weeks of a period are
public constants and no cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from pejling.comparison import denominators
from pejling.indicators.catalogue import (
    activated_persons,
    activation_courses,
    courses_per_activated,
)
from pejling.indicators.indicator import Unit, name_of
from pejling.indicators.measures import (
    ActiveWeeks,
    Background,
    Ended,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    Running,
    Scalar,
    Started,
    Weeks,
    WeeksIn,
)
from pejling.indicators.needs import term
from pejling.indicators.readings import Quantile, Table
from pejling.indicators.registry import known
from pejling.terms.period import Period

OWN = ""  # the family of everything counted from persons

# Ratios of published counts whose definitions name both sides by other figures.
_RATIOS: dict[str, tuple[str, str]] = {
    name_of(courses_per_activated): (name_of(activation_courses), name_of(activated_persons)),
}


class Cell(NamedTuple):
    """A sum over persons. ``family``: who counted it; ``what``: the sum, or the figure it is known by.

    ``period`` of a stock is the week that it is of, so that a quarter and its last month share a cell.
    """

    family: str
    what: object
    group: str
    area: str
    period: str
    breakdown: str


@dataclass(frozen=True, slots=True)
class Side:
    """A numerator or denominator: ``what`` is counted, in how many parts of one (times weeks)."""

    what: object
    group: str = ""  # other than the row's
    factor: int = 1
    by_weeks: bool = False

    @property
    def scalar(self) -> Scalar | None:
        return self.what if isinstance(self.what, Scalar) else None


@dataclass(frozen=True, slots=True)
class Sides:
    """What an indicator's rows tell. ``background``: the public figure below, times weeks if ``weekly``;
    ``rounded``: a published count of it is a rounded mean, not a whole number of persons; ``share``: the
    numerator is some of the denominator."""

    above: Side | None
    below: Side | None
    background: str
    weekly: bool
    rounded: bool
    scale: int
    share: bool = False


@cache
def sides(id: str) -> Sides:
    """What the rows of the indicator called ``id`` tell."""
    declared = known(id)
    if declared is None:
        question = id.partition(":")[2].partition("=")[0] if id.startswith("survey_") else ""
        below = Side(("answers", question)) if question else Side((id, "below"))
        above = below if id.startswith("survey_answers") else Side(id)
        return Sides(above, None if above == below else below, "", False, False, 1)
    if id.startswith("survey_"):
        question = id.partition(":")[2].partition("=")[0]
        answers = Side(("answers", question))
        if id.startswith("survey_answers"):
            return Sides(answers, None, "", False, False, declared.scale)
        return Sides(Side(id), answers, "", False, False, declared.scale, declared.unit is Unit.PERCENT)
    if id in _RATIOS:
        count, of = _RATIOS[id]
        return Sides(Side(count), Side(of), "", False, False, declared.scale)
    shape, over = declared.numerator, denominators.denominator_of(id)
    background = over.figure if isinstance(over, Background) else ""
    if isinstance(shape, Quantile):
        return Sides(None, _side(shape), "", False, False, declared.scale)
    above_shape = denominators.numerator_of(id)
    whole = declared.denominator
    return Sides(
        above=_side(above_shape),
        below=None if background else _side(over if whole is None else _counted(whole)),
        background=background,
        weekly=whole is not None,
        rounded=declared.unit is Unit.FULL_TIME_PERSONS or _counts_full_time(above_shape),
        scale=declared.scale,
        share=declared.unit is Unit.PERCENT and not isinstance(above_shape, ActiveWeeks),
    )


def _counts_full_time(above: object) -> bool:
    declared = known(above) if isinstance(above, str) else None
    return declared is not None and declared.unit is Unit.FULL_TIME_PERSONS


def _counted(shape: object) -> object:
    """``shape`` where persons are counted; None for weeks and background figures."""
    return None if isinstance(shape, Weeks | Background) else shape


def spells_of(table: Table) -> Side:
    """The spells that a median is of: a histogram holds the completed ones, a life table those that started.

    The same sum as other figures tell, so that what is hidden there is not told beside the median.
    """
    match table:
        case Of(shape=Histogram() | Lifetable() as inner, group=group):
            return replace(spells_of(inner), group=group.id)
        case Histogram():
            return Side(Ended(start="known"))
        case Lifetable(follow="started"):
            return Side(Started(first_ever=table.first_ever))
        case _:
            return Side(table)


def _side(shape: object) -> Side | None:
    if shape is None:
        return None
    if isinstance(shape, str):
        return Side(shape)
    if isinstance(shape, Quantile):
        return spells_of(shape.of)
    found = term(shape)  # type: ignore[arg-type]
    if found is None:
        return Side(shape)
    group = found.group.id if found.group is not None else ""
    return Side(found.shape, group, found.factor, found.by_weeks)


@cache
def weeks_of(period: str) -> int:
    """The weeks of the period written so."""
    return Period.parse(period).weeks


@cache
def week_at_end(period: str) -> str:
    """The name of the period's last week: when a stock is of."""
    return f"week {Period.parse(period).last_week.index}"


def cell_of(side: Side, family: str, group: str, area: str, period: str, breakdown: str) -> Cell:
    """The cell of one side of a row."""
    stock = isinstance(side.what, Running | PersonsAt | LongTerm)
    when = week_at_end(period) if stock else period
    return Cell(family, side.what, side.group or group, area, when, breakdown)


def in_weeks(what: object) -> bool:
    """Whether the sum is of person-weeks."""
    return isinstance(what, WeeksIn)
