"""The rows of truth.csv: every parameter, and every exact figure with its numerator and denominator."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Floats, Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_truth import Truth
from pejling.sources.synthetic_truth_figures import Figure, Figures, periods
from pejling.terms.municipality import areas

COLUMNS = (
    "kind",
    "indicator",
    "group",
    "area",
    "period",
    "breakdown",
    "numerator",
    "denominator",
    "value",
)
WHOLE = ("numerator", "denominator")
NO_NUMERATOR = -1  # of a median
SCHEMA = pa.schema([(name, pa.int64() if name in WHOLE else pa.string()) for name in COLUMNS])


def truth_table(
    truth: Truth, background: NDArray[np.int64], span: Span, known: Parameters, run: Mapping[str, str]
) -> pa.Table:
    """All rows (COLUMNS): of kind ``parameter`` with name and value, then of kind ``exact``.

    Exact rows are given for every group; for the country and the regions for every quarter and year of the
    window, for the municipalities for every year and the last quarters (how many is a parameter); awards and
    retention, which have a meaning for a year only, for every year and for four quarters in a row that end
    with such a quarter. Left out are figures that are not defined (denominator 0) and those with nobody
    behind them: a count of 0, alone or over a background figure, and destinations to which nobody went.
    ``background``: int64 [3 figures, years and the one before the window, municipalities]; ``run``: what the
    user asked for, by name.
    """
    figures = Figures(truth, background, known)
    early = 4 * len(span.years) - known.raw["truth"]["quarters_of_municipalities"]
    rows = _Rows(truth.groups)
    for period in periods(span):
        local = period.is_calendar_year or period.last >= early
        for figure in figures.of(period):
            rows.add(period.id, figure, 0 if local else len(known.municipalities))
        for figure in figures.broken_down(period):
            rows.add(period.id, figure, 0 if period.is_calendar_year else len(areas()) - 1)
    return pa.concat_tables([_parameter_rows({**run, **dict(known.rows())}), rows.table()])


class _Rows:
    """Collects figures as numbers; names are looked up once, when the table is made."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        self._groups = groups
        self._names: list[tuple[str, str, str]] = []  # indicator, period and break-down of each figure
        self._parts: list[tuple[Whole, Whole, Whole, Whole, Whole, Floats]] = []

    def add(self, period: str, figure: Figure, first_area: int) -> None:
        """The defined cells of a figure, of the areas from ``first_area`` on (in the order of `areas()`)."""
        defined = figure.denominator > 0
        if figure.weeks is not None:
            defined = defined & ~np.isnan(figure.weeks)
        group, area = np.nonzero(defined[:, first_area:])
        area = area + first_area
        over, under = figure.numerator[group, area], figure.denominator[group, area]
        value = figure.scale * over / under
        if figure.weeks is not None:
            over, value = np.full(len(over), NO_NUMERATOR), figure.weeks[group, area]
        number = np.full(len(over), len(self._names))
        self._names.append((figure.indicator, period, figure.breakdown))
        self._parts.append((number, group, area, over, under, value))

    def table(self) -> pa.Table:
        columns = zip(*self._parts, strict=True)
        number, group, area, over, under, value = (np.concatenate(parts) for parts in columns)
        indicators, periods, breakdowns = (pa.array(names) for names in zip(*self._names, strict=True))
        found = (
            _same("exact", len(number)),
            indicators.take(pa.array(number)),
            pa.array(self._groups).take(pa.array(group)),
            pa.array(areas()).take(pa.array(area)),
            periods.take(pa.array(number)),
            breakdowns.take(pa.array(number)),
            pa.array(over, mask=over == NO_NUMERATOR),
            pa.array(under),
            pa.array(value).cast(pa.string()),
        )
        return pa.table(dict(zip(COLUMNS, found, strict=True)), schema=SCHEMA)


def _parameter_rows(given: Mapping[str, str]) -> pa.Table:
    rows = len(given)
    blank, none = _same("", rows), pa.nulls(rows, pa.int64())
    columns = (
        _same("parameter", rows),
        pa.array(list(given)),
        *(blank, blank, blank, blank),
        *(none, none),
        pa.array(list(given.values())),
    )
    return pa.table(dict(zip(COLUMNS, columns, strict=True)), schema=SCHEMA)


def _same(text: str, rows: int) -> pa.Array:
    return pa.array([text]).take(pa.array(np.zeros(rows, dtype=np.int32)))
