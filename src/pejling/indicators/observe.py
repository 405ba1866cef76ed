"""From counts to observations: numerator over denominator, status and marks, for whole cubes at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.indicators.background import Backgrounds
from pejling.indicators.band import EVERYBODY, Band
from pejling.indicators.counts import Counts
from pejling.indicators.indicator import Indicator, Unit
from pejling.indicators.needs import counted_behind, goes_by_spells, over_background
from pejling.indicators.periods import last_complete, periods_within
from pejling.indicators.reach import Spans, is_incomplete, is_provisional
from pejling.indicators.readings import Measured, Quantile, quantile
from pejling.indicators.registry import get
from pejling.indicators.slice import Positions, Slice
from pejling.indicators.standard_errors import ERRORS, standard_errors
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms import municipality, series_break
from pejling.terms.observation import SCHEMA, Mark, Measure, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem

__all__ = ["MarksOf", "last_complete", "marks_of_breaks", "observe", "periods_within"]

# further marks of an indicator, group and period: series breaks, under-reporting, synthetic data
MarksOf = Callable[[str, str, Period], Iterable[str]]

STATUSES = (Status.OBSERVED, Status.NOT_DEFINED, Status.NOT_OBSERVED)
OBSERVED, NOT_DEFINED, NOT_OBSERVED = range(len(STATUSES))


def marks_of_breaks(indicator: str, group: str, period: Period) -> Iterable[str]:
    """The series breaks inside ``period`` that concern figures computed from person data."""
    return series_break.marks_of(indicator, group, period, published=False)


def observe(
    ids: Iterable[str],
    counts: Counts,
    window: Window,
    backgrounds: Backgrounds,
    *,
    source: str,
    vintage: str,
    marks: MarksOf = marks_of_breaks,
    groups: Sequence[int] | None = None,
    areas: Sequence[int] | None = None,
    periods: Sequence[int] | None = None,
    birthdays: bool = True,
    municipalities: bool = True,
    casework: Spans | None = None,
    covered: Collection[str] | None = None,
    errors: bool = False,
) -> pa.Table:
    """The observations (``SCHEMA``) of the indicators called ``ids``, from counts of persons.

    One row for every indicator, group, area and period that has a meaning and of which the file holds at
    least one week, in that order. ``groups``, ``areas`` and ``periods`` are positions in
    ``counts.ask.groups``, ``municipality.areas()`` and ``counts.ask.periods``; left out, all. ``birthdays``
    and ``municipalities`` say whether the file gives any: without, age groups and all areas but the country
    are not observed. ``value`` is scale x numerator / denominator; over a denominator of 0 it is not defined.
    A median has no numerator: its denominator is the number behind it. ``breakdown`` is the band that was
    counted; background figures know no bands, so what is divided by them is a Problem then. ``casework``: the
    days that extracts cover; what they do not touch is not observed. ``covered``: the areas that the extracts
    are of, left out all: elsewhere nothing is known, which is not 0. ``errors`` adds
    the columns of standard_errors.ERRORS (the engine must have counted ``needs.cross_for`` as well).

    A whole country is millions of rows: ask for one indicator at a time. Raises Problem for an indicator
    that person data do not give, and for shapes that were not counted.
    """
    ask = counts.ask
    whole = Slice(
        counts,
        window,
        backgrounds,
        at_groups=_positions(groups, len(ask.groups)),
        at_areas=_positions(areas, len(municipality.areas())),
        at_periods=_positions(periods, len(ask.periods)),
        birthdays=birthdays,
        municipalities=municipalities,
        casework=casework,
        covered=None if covered is None else frozenset(covered),
    )
    empty = pa.schema([*SCHEMA, *ERRORS] if errors else SCHEMA).empty_table()
    tables = [_observed(id, _computed(id, ask.band), whole, source, vintage, marks, errors) for id in ids]
    return pa.concat_tables([empty, *tables])


def _positions(given: Sequence[int] | None, length: int) -> Positions:
    return np.arange(length, dtype=np.intp) if given is None else np.asarray(given, dtype=np.intp)


def _computed(id: str, band: Band) -> Indicator:
    indicator = get(id)
    if band != EVERYBODY and over_background(indicator):
        raise Problem(
            da=f"{id!r} måles mod et baggrundstal, som ikke er opdelt: {band.id} kan ikke regnes",
            en=f"{id!r} is measured against a background figure that has no parts: not for {band.id}",
        )
    if not indicator.measured:
        raise Problem(
            da=f"indikatoren {id!r} beregnes ikke ud fra persondata; den kan kun tages ind",
            en=f"the indicator {id!r} is not computed from person data; it can only be taken in",
        )
    return indicator


def _observed(
    id: str, indicator: Indicator, whole: Slice, source: str, vintage: str, marks: MarksOf, errors: bool
) -> pa.Table:
    """The rows of one indicator."""
    part = whole.meant_by(indicator)
    shapes = (indicator.numerator, indicator.denominator)
    numerator, known = part.total(indicator.numerator)
    denominator, dated = part.total(indicator.denominator)
    told = known & dated & part.told(*shapes)
    read_off = isinstance(indicator.numerator, Quantile)
    if isinstance(indicator.numerator, Quantile):
        denominator = numerator
        value = quantile(indicator.numerator, part.counted(indicator.numerator.of))
        defined = np.isfinite(value)
    else:
        defined = denominator != 0
        value = np.divide(indicator.scale * numerator, denominator, out=np.zeros(part.shape), where=defined)
    status = np.where(told, np.where(defined, OBSERVED, NOT_DEFINED), NOT_OBSERVED)
    over = (status == OBSERVED) & (value > 100) & (indicator.unit is Unit.PERCENT)
    rows = status.size
    ask = part.counts.ask
    by_spells = ask.band.duration is not None or any(map(goes_by_spells, shapes))
    behind = (None, indicator.numerator) if read_off else shapes
    columns = {
        "indicator": _repeated(id, rows),
        "group": _along(part.groups, 0, part.shape),
        "area": _along(part.areas, 1, part.shape),
        "period": _along([str(period) for period in part.periods], 2, part.shape),
        "breakdown": _repeated(ask.band.id, rows),
        "measure": _repeated(Measure.LEVEL.value, rows),
        "base_period": _repeated("", rows),
        "value": pa.array(value.ravel(), mask=status.ravel() != OBSERVED),
        "decimals": pa.nulls(rows, pa.int8()),
        "numerator": pa.nulls(rows, pa.int64()) if read_off else _where(told, numerator),
        "denominator": _where(told, denominator),
        "numerator_count": _behind(part, behind[0], told),
        "denominator_count": _behind(part, behind[1], told),
        "status": pa.array([s.value for s in STATUSES], pa.string()).take(pa.array(status.ravel())),
        "marks": _with_over_100(_marks(id, part, shapes, marks), over),
        "rule": _repeated(ask.rule.id if by_spells else "", rows),
        "source": _repeated(source, rows),
        "vintage": _repeated(vintage, rows),
        "origin": _repeated("", rows),
        "published": pa.repeat(pa.scalar(False), rows),
    }
    table = pa.table(columns, schema=SCHEMA)
    if not errors:
        return table
    beside = standard_errors(id, indicator.scale, numerator, denominator, status == OBSERVED, part)
    for field in ERRORS:
        table = table.append_column(field, beside[field.name])
    return table


def _behind(part: Slice, shape: Measured | None, told: NDArray[np.bool_]) -> pa.Array:
    """The persons, spells or events behind a sum; null for what is no sum over persons."""
    counted = counted_behind(shape)
    return pa.nulls(told.size, pa.int64()) if counted is None else _where(told, part.behind(counted))


def _with_over_100(marks: pa.Array, over: NDArray[np.bool_]) -> pa.Array:
    if not over.any():
        return marks
    marked = pc.utf8_trim(pc.binary_join_element_wise(marks, Mark.OVER_100.value, " "), " ")
    return pc.if_else(pa.array(over.ravel()), marked, marks)


def _where(told: NDArray[np.bool_], numbers: NDArray[np.int64]) -> pa.Array:
    return pa.array(numbers.ravel(), mask=~told.ravel())


def _repeated(text: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(text, pa.string()), rows)


def _along(texts: Sequence[str], axis: int, shape: tuple[int, int, int]) -> pa.Array:
    """Every cell's own of ``texts``, which run along one axis of the cube."""
    at = np.arange(len(texts), dtype=np.int32).reshape([-1 if a == axis else 1 for a in range(3)])
    return pa.array(texts, pa.string()).take(pa.array(np.broadcast_to(at, shape).ravel()))


def _marks(id: str, part: Slice, shapes: tuple[Measured | None, ...], more: MarksOf) -> pa.Array:
    """The marks of every cell; areas have none of their own."""
    rule = part.counts.ask.rule
    own = [_of_period(shapes, part, period, rule) for period in part.periods]
    known: dict[str, int] = {}
    at = np.zeros((len(part.groups), 1, len(part.periods)), dtype=np.int32)
    for g, group in enumerate(part.groups):
        for p, period in enumerate(part.periods):
            text = " ".join(dict.fromkeys((*own[p], *more(id, group, period))))
            at[g, 0, p] = known.setdefault(text, len(known))
    return pa.array(list(known), pa.string()).take(pa.array(np.broadcast_to(at, part.shape).ravel()))


def _of_period(
    shapes: tuple[Measured | None, ...], part: Slice, period: Period, rule: SpellRule
) -> list[str]:
    marks = []
    if any(is_provisional(shape, part.window, period, rule, part.casework) for shape in shapes):
        marks.append(Mark.PROVISIONAL.value)
    if any(is_incomplete(shape, part.window, period) for shape in shapes):
        marks.append(Mark.INCOMPLETE.value)
    return marks
