"""The rows of truth.csv: every parameter, and every exact figure with its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Floats, Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_truth import LONG, MONTHS_AFTER, ON_WEEKS, RETAINED, Truth
from pejling.sources.synthetic_weeks import BACKGROUND_AGES
from pejling.terms.municipality import COUNTRY, REGION, areas, municipalities

COLUMNS = ("kind", "indicator", "group", "area", "period", "numerator", "denominator", "value")
WHOLE = ("numerator", "denominator")
SCHEMA = pa.schema([(name, pa.int64() if name in WHOLE else pa.string()) for name in COLUMNS])
AWARDED = "foertidspension"
IN_WORK = "beskaeftigelse"

Figure = tuple[str, Whole, Whole, int]  # indicator, numerator and denominator [groups, areas], scale


@dataclass(frozen=True)
class _Period:
    """A quarter, a year, or four quarters in a row: its id, its first and last quarter, what it is.

    ``dated``: which row of background figures is the latest at its last day: that of the year for a period
    that ends with the year, else that of the year before.
    """

    id: str
    first: int
    last: int

    @property
    def dated(self) -> int:
        return (self.last + 1) // 4

    @property
    def quarters(self) -> int:
        return self.last - self.first + 1

    @property
    def is_calendar_year(self) -> bool:
        return self.quarters == 4 and self.first % 4 == 0


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
    figures = _Figures(truth, background, known)
    early = 4 * len(span.years) - known.raw["truth"]["quarters_of_municipalities"]
    rows = _Rows(truth.groups)
    for period in _periods(span):
        local = period.is_calendar_year or period.last >= early
        for figure in figures.of(period):
            rows.add(period.id, figure, 0 if local else len(known.municipalities))
    return pa.concat_tables([_parameter_rows({**run, **dict(known.rows())}), rows.table()])


def _periods(span: Span) -> Iterator[_Period]:
    names = [f"{year}Q{quarter}" for year in span.years for quarter in (1, 2, 3, 4)]
    for last, name in enumerate(names):
        yield _Period(name, last, last)
        if last % 4 == 3:
            yield _Period(name[:4], last - 3, last)
        elif last > 3:
            yield _Period(f"{names[last - 3]}-{name}", last - 3, last)


class _Figures:
    """The truth by area (`areas()`): every figure of a period."""

    def __init__(self, truth: Truth, background: Whole, known: Parameters) -> None:
        to_areas = _area_sums(known)
        self._ids: Mapping[str, str] = known.raw["truth"]["indicators"]
        self._truth = truth
        self._counts = {name: _by_area(cube, to_areas) for name, cube in truth.counts.items()}
        self._yearly = {name: _by_area(cube, to_areas) for name, cube in truth.yearly.items()}
        self._after = [_by_area(cube, to_areas) for cube in truth.after]
        self._background = dict(zip(BACKGROUND_AGES, _by_area(background, to_areas), strict=True))

    def of(self, period: _Period) -> Iterator[Figure]:
        """All of a quarter or a calendar year; of four quarters in a row, awards and retention."""
        if period.quarters == 4:
            yield from self._of_a_year(period)
        if period.quarters == 1 or period.is_calendar_year:
            yield from self._of_weeks(period)
            yield from self._of_spells(period)
            yield from self._of_what_came_after(period)

    def _sum(self, name: str, period: _Period) -> Whole:
        """Over the quarters of the period: [groups, areas]."""
        total: Whole = self._counts[name][:, period.first : period.last + 1].sum(axis=1)
        return total

    def _per(self, figure: str, period: _Period) -> Whole:
        """A figure of the areas' background, for every group."""
        shape = len(self._truth.groups), len(areas())
        return np.broadcast_to(self._background[figure][period.dated], shape)

    def _of_a_year(self, period: _Period) -> Iterator[Figure]:
        awarded = np.zeros((len(self._truth.groups), len(areas())), dtype=np.int64)
        row = self._truth.groups.index(AWARDED)
        awarded[row] = self._per("labour_force", period)[row]
        yield _of_somebody(self._ids["awards"], self._sum("awards", period), awarded, 100)
        for weeks in RETAINED:
            entered = self._sum(f"entered_{weeks}", period)
            name = self._ids["retained"].format(weeks)
            yield name, self._sum(f"retained_{weeks}", period), entered, 100

    def _of_weeks(self, period: _Period) -> Iterator[Figure]:
        if period.is_calendar_year:
            on, persons = (self._yearly[name][:, period.first // 4] for name in ON_WEEKS)
        else:
            on, persons = (self._counts[name][:, period.first] for name in ON_WEEKS)
        ends = self._truth.quarter_ends
        weeks = int(ends[period.last] - (ends[period.first - 1] if period.first else -1))
        yield _of_somebody(self._ids["full_time_persons"], on, weeks, 1)
        force, population = self._per("labour_force", period), self._per("population", period)
        yield _of_somebody(self._ids["share_of_labour_force"], on, force * weeks, 100)
        yield _of_somebody(self._ids["share_of_population"], on, population * weeks, 100)
        yield self._ids["mean_weeks"], on, persons, 1
        yield _of_somebody(self._ids["persons"], persons, 1, 1)

    def _of_spells(self, period: _Period) -> Iterator[Figure]:
        force = self._per("labour_force", period)
        for name in ("inflow", "outflow"):
            spells = self._sum(name, period)
            yield _of_somebody(self._ids[name], spells, 1, 1)
            yield _of_somebody(self._ids[f"{name}_per_labour_force"], spells, force, 1000)
        ended, weeks = (self._sum(name, period) for name in ("ended_known", "ended_weeks"))
        yield self._ids["mean_duration"], weeks, ended, 1
        running = self._counts["running"][:, period.last]
        for name in LONG:
            yield self._ids[name], self._counts[name][:, period.last], running, 100

    def _of_what_came_after(self, period: _Period) -> Iterator[Figure]:
        destinations = self._truth.destinations
        for months, cube in zip(MONTHS_AFTER, self._after, strict=True):
            after: Whole = cube[:, :, period.first : period.last + 1].sum(axis=2)
            followed = after.sum(
                axis=1
            )  # every completed spell whose week lies within the data went somewhere
            narrow = self._sum(f"employed_{months}", period)
            name = self._ids["employed"].format(months)
            yield name, after[:, destinations.index(IN_WORK)], followed, 100
            yield self._ids["employed_narrow"].format(months), narrow, followed, 100
            for number, destination in enumerate(destinations):
                name = f"{self._ids['status'].format(months)}:{destination}"
                yield _of_somebody(name, after[:, number], followed, 100)


def _of_somebody(indicator: str, numerator: Whole, denominator: Whole | int, scale: int) -> Figure:
    """A figure that has no row where its numerator is 0."""
    return indicator, numerator, np.where(numerator > 0, denominator, 0), scale


class _Rows:
    """Collects figures as numbers; names are looked up once, when the table is made."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        self._groups = groups
        self._names: list[tuple[str, str]] = []  # indicator and period of each figure
        self._parts: list[tuple[Whole, Whole, Whole, Whole, Whole, NDArray[np.float64]]] = []

    def add(self, period: str, figure: Figure, first_area: int) -> None:
        """The defined cells of a figure, of the areas from ``first_area`` on (in the order of `areas()`)."""
        indicator, numerator, denominator, scale = figure
        group, area = np.nonzero(denominator[:, first_area:])
        area = area + first_area
        over, under = numerator[group, area], denominator[group, area]
        number = np.full(len(over), len(self._names))
        self._names.append((indicator, period))
        self._parts.append((number, group, area, over, under, scale * over / under))

    def table(self) -> pa.Table:
        columns = zip(*self._parts, strict=True)
        number, group, area, over, under, value = (pa.array(np.concatenate(parts)) for parts in columns)
        indicators, periods = zip(*self._names, strict=True)
        found = (
            _same("exact", len(number)),
            pa.array(indicators).take(number),
            pa.array(self._groups).take(group),
            pa.array(areas()).take(area),
            pa.array(periods).take(number),
            over,
            under,
            value.cast(pa.string()),
        )
        return pa.table(dict(zip(COLUMNS, found, strict=True)), schema=SCHEMA)


def _parameter_rows(given: Mapping[str, str]) -> pa.Table:
    rows = len(given)
    blank, none = _same("", rows), pa.nulls(rows, pa.int64())
    columns = (
        _same("parameter", rows),
        pa.array(list(given)),
        *(blank, blank, blank),
        *(none, none),
        pa.array(list(given.values())),
    )
    return pa.table(dict(zip(COLUMNS, columns, strict=True)), schema=SCHEMA)


def _same(text: str, rows: int) -> pa.Array:
    return pa.array([text]).take(pa.array(np.zeros(rows, dtype=np.int32)))


def _by_area(cube: Whole, to_areas: Floats) -> Whole:
    """Municipalities (the last axis) summed to areas; in double precision, exact for counts of persons."""
    return (cube.astype(np.float64) @ to_areas).astype(np.int64)


def _area_sums(known: Parameters) -> Floats:
    """[municipalities, areas]: 1 where the municipality belongs to the area, in the order of `areas()`."""
    table = municipalities()
    belongs = [
        [area in (str(code), f"{REGION}{table[code].region}", COUNTRY) for area in areas()]
        for code in known.municipalities
    ]
    return np.array(belongs, dtype=np.float64)
