"""The rows of truth.csv: every parameter, and every exact figure with its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_truth import LONG, Truth
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

    Exact rows are given per main group and for the total; for the country and the regions for every quarter
    and year of the window, for the municipalities for every year and the last quarters (how many is a
    parameter); awards for every year and every four quarters in a row. Left out are figures that are not
    defined (denominator 0), and destinations to which nobody went. ``background``: int64 [3 figures, years
    and the one before the window, municipalities]; ``run``: what the user asked for, by name.
    """
    labour_force = background[list(BACKGROUND_AGES).index("labour_force")]
    to_areas = _area_sums(known)
    early = 4 * len(span.years) - known.raw["truth"]["quarters_of_municipalities"]
    rows = _Rows(truth.groups)
    for period in _periods(span):
        local = period.quarters > 1 or period.first >= early
        for figure in _figures(period, truth, labour_force[period.dated], to_areas, known):
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


def _figures(
    period: _Period, truth: Truth, labour_force: Whole, to_areas: Whole, known: Parameters
) -> Iterator[Figure]:
    ids: Mapping[str, str] = known.raw["truth"]["indicators"]
    quarters = slice(period.first, period.last + 1)
    sums = {name: cube[:, quarters].sum(axis=1) @ to_areas for name, cube in truth.counts.items()}
    force = np.broadcast_to(labour_force @ to_areas, sums["weeks"].shape)
    if period.quarters == 4:
        awarded = np.zeros_like(force)
        awarded[truth.groups.index(AWARDED)] = force[0]
        yield ids["awards"], sums["awards"], awarded, 100
        if not period.is_calendar_year:
            return
        sums["persons"] = truth.persons_in_year[:, period.first // 4] @ to_areas
    for name in ("running", *LONG):
        sums[name] = truth.counts[name][:, period.last] @ to_areas
    before = truth.quarter_ends[period.first - 1] if period.first else -1
    weeks = np.full_like(force, truth.quarter_ends[period.last] - before)
    one = np.ones_like(force)
    yield ids["full_time_persons"], sums["weeks"], weeks, 1
    yield ids["share_of_labour_force"], sums["weeks"], force * weeks, 100
    yield ids["mean_weeks"], sums["weeks"], sums["persons"], 1
    yield ids["mean_duration"], sums["ended_weeks"], sums["ended_known"], 1
    for name in LONG:
        yield ids[name], sums[name], sums["running"], 100
    for name in ("inflow", "outflow", "persons"):
        yield ids[name], sums[name], one, 1
    after = truth.after[:, :, quarters].sum(axis=2) @ to_areas
    yield ids["employed"], after[truth.destinations.index(IN_WORK)], sums["followed"], 100
    for destination, went in zip(truth.destinations, after, strict=True):
        yield f"{ids['status']}:{destination}", went, np.where(went > 0, sums["followed"], 0), 100


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


def _area_sums(known: Parameters) -> Whole:
    """[municipalities, areas]: 1 where the municipality belongs to the area, in the order of `areas()`."""
    table = municipalities()
    belongs = [
        [area in (str(code), f"{REGION}{table[code].region}", COUNTRY) for area in areas()]
        for code in known.municipalities
    ]
    return np.array(belongs, dtype=np.int64)
