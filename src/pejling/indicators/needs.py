"""Which shapes an engine must count, so that a set of indicators can be observed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pejling.indicators.indicator import Indicator
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Background,
    Cross,
    Ended,
    Events,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    PersonShape,
    PersonsIn,
    Product,
    Running,
    Scalar,
    Scaled,
    Started,
    Weeks,
    WeeksIn,
    axes,
)
from pejling.indicators.readings import Cells, Measured, Part, Quantile, table_of
from pejling.indicators.registry import get
from pejling.spells.extract import ExtractKind
from pejling.terms.benefit import Group


def shapes_for(ids: Iterable[str]) -> tuple[PersonShape, ...]:
    """Every sum over persons that the indicators called ``ids`` need, each once, in order of first need.

    Beside numerators and denominators: the persons or spells behind them, which disclosure looks at, and
    the spells of unknown start that a length measure leaves out, whose number is stated.
    """
    needed: dict[PersonShape, None] = {}
    for id in ids:
        indicator = get(id)
        for shape in (indicator.numerator, indicator.denominator):
            needed.update(dict.fromkeys((*summed(shape), *summed(counted_behind(shape)))))
        needed.update(dict.fromkeys(summed(left_out(indicator))))
    return tuple(needed)


def summed(shape: Measured | None) -> tuple[PersonShape, ...]:
    """The sum over persons that ``shape`` is, or is made from; none for weeks and background figures."""
    match shape:
        case None | Weeks() | Background():
            return ()
        case Product(of=inner) | Scaled(shape=inner) | Quantile(of=inner) | Part(of=inner):
            return summed(inner)
        case _:
            return (shape,)


def counted_behind(shape: Measured | None) -> PersonShape | Part | None:
    """The persons, spells or events that stand behind a sum; None for what is no sum over persons.

    Who stands behind active weeks is not counted by itself: they are at most those on the benefit. A table
    stands for itself: ``readings.behind`` adds it up.
    """
    match shape:
        case WeeksIn() | ActiveWeeks():
            return PersonsIn()
        case Ended(sum="weeks"):
            return replace(shape, sum="spells")
        case Of(shape=inner, group=group):
            behind = counted_behind(inner)
            return None if behind is None or isinstance(behind, Part | Of) else Of(behind, group)
        case Product(of=inner) | Scaled(shape=inner):
            return counted_behind(inner)
        case Quantile(of=inner):
            return inner
        case None | Weeks() | Background() | Cross():
            return None
        case _:
            return shape


def left_out(indicator: Indicator) -> PersonShape | Part | None:
    """The spells that a length measure leaves out since their start is not known; None for other measures."""
    match indicator.denominator:
        case Ended(start="known") as ended:
            return replace(ended, sum="spells", start="unknown")
        case Running(start="known"):
            return Running(start="unknown")
        case _:
            pass
    match indicator.numerator:
        case Quantile(of=Histogram()):
            return Ended(start="unknown")
        case Quantile(of=table) | Part(of=table) if isinstance(table_of(table), Lifetable):
            return Part(table, (Cells("unknown_start", 0, 0),))
        case _:
            return None


def goes_by_spells(shape: Measured | None) -> bool:
    """Whether the spell rule decides what ``shape`` counts."""
    for part in plain(shape):
        match part:
            case Started() | Ended() | Running() | After() | Histogram() | Lifetable():
                return True
            case Events(months=months, known_start=known) if months or known:
                return True
    return False


def asks_age(shape: Measured | None) -> bool:
    """Whether ``shape`` is of people of some age, whatever group is asked for."""
    return any(isinstance(one, Of) and one.group.by_age for one in summed(shape))


EXTRACTS: Mapping[str, ExtractKind] = {
    "contact": "contacts",
    "reassessment": "contacts",
    "sanction": "sanctions",
    "decision": "decisions",
}


def extracts_behind(*shapes: Measured | None) -> frozenset[ExtractKind]:
    """The kinds of casework extract without which ``shapes`` cannot be counted."""
    found: set[ExtractKind] = set()
    for shape in (inner for side in shapes for inner in plain(side)):
        match shape:
            case Events(kind=kind):
                found.add(EXTRACTS[kind])
            case ActiveWeeks():
                found.add("offers")
    return frozenset(found)


def asks_casework(indicator: Indicator) -> bool:
    """Whether ``indicator`` is counted from what a casework extract says."""
    return bool(extracts_behind(indicator.numerator, indicator.denominator))


def over_background(indicator: Indicator) -> bool:
    """Whether the denominator is a dated figure of the area, which knows no parts of the people."""
    match indicator.denominator:
        case Background() | Product(of=Background()):
            return True
        case _:
            return indicator.is_background


def has_tables(id: str) -> bool:
    """Whether the indicator called ``id`` needs tables: cubes so large that they are counted apart."""
    return any(axes(shape) for shape in shapes_for([id]))


def plain(shape: Measured | None) -> Iterator[Scalar | Histogram | Lifetable]:
    """The shapes that ``shape`` is made from, unions, products and multiples laid aside."""
    for one in summed(shape):
        inner = one.shape if isinstance(one, Of) else one
        if isinstance(inner, Cross):
            yield from (inner.first, inner.second)
        else:
            yield inner


@dataclass(frozen=True, slots=True)
class Term:
    """A whole number times a plain sum over persons; ``by_weeks``: and times the weeks of the period."""

    shape: Scalar
    group: Group | None = None
    factor: int = 1
    by_weeks: bool = False


def term(shape: Measured | None) -> Term | None:
    """``shape`` as a sum over persons times a number; None where it is no such thing."""
    match shape:
        case Product(of=inner):
            found = term(inner)
            return found and replace(found, by_weeks=True)
        case Scaled(shape=inner, factor=factor):
            found = term(inner)
            return found and replace(found, factor=found.factor * factor)
        case Of(shape=inner, group=group):
            found = None if isinstance(inner, Of) else term(inner)
            return found and replace(found, group=group)
        case WeeksIn() | PersonsIn() | Started() | Ended() | Running() | PersonsAt() | LongTerm():
            return Term(shape)
        case After() | Events() | ActiveWeeks():
            return Term(shape)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Crossed:
    """What the standard error of one indicator is made from: terms, and sums over persons of products.

    ``below`` and the two sums with it are None where the denominator is no sum over persons.
    """

    above: Term
    squares_above: PersonShape
    below: Term | None = None
    products: PersonShape | None = None
    squares_below: PersonShape | None = None


def crossed(id: str) -> Crossed | None:
    """The sums of products behind the standard error of ``id``; None where it has none by person."""
    indicator = get(id)
    above, below = term(indicator.numerator), term(indicator.denominator)
    if above is None:
        return None
    if below is None:
        return Crossed(above, _product(above, above))
    if above.group != below.group:
        return None
    return Crossed(above, _product(above, above), below, _product(above, below), _product(below, below))


def cross_for(ids: Iterable[str]) -> tuple[PersonShape, ...]:
    """Every sum of products that the standard errors of ``ids`` need, each once."""
    needed: dict[PersonShape, None] = {}
    for id in ids:
        found = crossed(id)
        if found is not None:
            all_three = (found.squares_above, found.products, found.squares_below)
            needed.update(dict.fromkeys(shape for shape in all_three if shape is not None))
    return tuple(needed)


def _product(first: Term, second: Term) -> PersonShape:
    cross = Cross(first.shape, second.shape)
    return cross if first.group is None else Of(cross, first.group)
