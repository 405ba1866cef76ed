"""The figures of truth.csv by area: of each period the numerators and denominators of every indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Floats, Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_truth import LONG, MONTHS_AFTER, ON_WEEKS, RETAINED, Truth
from pejling.sources.synthetic_truth_casework import FULL_TIME, WORKING_DAYS
from pejling.sources.synthetic_truth_medians import median_of_lengths, median_of_waits
from pejling.sources.synthetic_truth_unions import YEAR
from pejling.sources.synthetic_weeks import BACKGROUND_AGES
from pejling.terms.municipality import COUNTRY, REGION, areas, municipalities

AWARDED, TOTAL, SICK, FLEX = "foertidspension", "i_alt", "sygedagpenge", "fleksjob"
IN_WORK = "beskaeftigelse"
HALF_YEAR = 26  # weeks
FULL_WEEK = WORKING_DAYS * FULL_TIME


@dataclass(frozen=True)
class Figure:
    """An indicator of one period by group and area, int64 [groups, areas]; no row where ``denominator`` is 0.

    ``weeks``: of a median, which has no numerator, float [groups, areas].
    """

    indicator: str
    numerator: Whole
    denominator: Whole
    scale: int = 1
    weeks: Floats | None = None
    breakdown: str = ""


@dataclass(frozen=True)
class Period:
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


def periods(span: Span) -> Iterator[Period]:
    """Every quarter; every year and every other four quarters in a row, after their last quarter."""
    names = [f"{year}Q{quarter}" for year in span.years for quarter in (1, 2, 3, 4)]
    for last, name in enumerate(names):
        yield Period(name, last, last)
        if last % 4 == 3:
            yield Period(name[:4], last - 3, last)
        elif last > 3:
            yield Period(f"{names[last - 3]}-{name}", last - 3, last)


class Figures:
    """The truth by area (`areas()`): every figure of a period."""

    def __init__(self, truth: Truth, background: Whole, known: Parameters) -> None:
        self._to_areas = area_sums(known.municipalities)
        self._ids: Mapping[str, str] = known.raw["truth"]["indicators"]
        self._truth = truth
        self._counts = {name: self._by_area(cube) for name, cube in truth.counts.items()}
        self._yearly = {name: self._by_area(cube) for name, cube in truth.yearly.items()}
        self._after = [self._by_area(cube) for cube in truth.after]
        self._next = {
            "origins": self._by_area(truth.origins),
            "exits": self._by_area(truth.exits),
        }
        self._unions = {name: self._by_area(cube) for name, cube in truth.unions.counts.items()}
        self._cases = {name: self._by_area(cube) for name, cube in truth.cases.counts.items()}
        self._cases_of_year = {name: self._by_area(cube) for name, cube in truth.cases.yearly.items()}
        self._bands = {name: self._by_area(cube) for name, cube in truth.bands.counts.items()}
        self._bands_of_year = {name: self._by_area(cube) for name, cube in truth.bands.yearly.items()}
        self._waits = self._by_area(truth.unions.waits)
        self._lengths = truth.lengths.found()
        self._background = dict(zip(BACKGROUND_AGES, self._by_area(background), strict=True))

    def _by_area(self, cube: Whole) -> Whole:
        """Municipalities (the last axis) summed to areas; in double precision, exact for counts."""
        return (cube.astype(np.float64) @ self._to_areas).astype(np.int64)

    def of(self, period: Period) -> Iterator[Figure]:
        """All of a quarter or a calendar year; of four quarters in a row what is meant for a year only."""
        if period.quarters == 4:
            yield from self._of_a_year(period)
        if period.is_calendar_year:
            left, persons = (self._yearly[name][:, period.first // 4] for name in ("left", "persons"))
            yield Figure(self._ids["exit_rate"], left, persons, 100)
        if period.quarters == 1 or period.is_calendar_year:
            yield from self._of_weeks(period)
            yield from self._of_spells(period)
            yield from self._of_neighbours(period)
            yield from self._of_what_came_after(period)
            yield from self._of_unions(period)
            yield from self._of_flex_jobs(period)
            yield from self._of_casework(period)

    def broken_down(self, period: Period) -> Iterator[Figure]:
        """Some figures of a quarter or a calendar year, band by band."""
        if not (period.quarters == 1 or period.is_calendar_year):
            return
        for number, band in enumerate(self._truth.bands.bands):
            if period.is_calendar_year:
                on, persons = (self._bands_of_year[name][number, :, period.first // 4] for name in ON_WEEKS)
            else:
                on, persons = (self._bands[name][number, :, period.first] for name in ON_WEEKS)
            yield of_somebody(self._ids["full_time_persons"], on, self.weeks_of(period), 1, band.id)
            yield Figure(self._ids["mean_weeks"], on, persons, breakdown=band.id)
            for name in ("inflow", "outflow"):
                spells = self._bands[name][number, :, period.first : period.last + 1].sum(axis=1)
                yield of_somebody(self._ids[name], spells, 1, 1, band.id)
            long, running = (self._bands[name][number, :, period.last] for name in ("over_26", "running"))
            yield Figure(self._ids["over_26"], long, running, 100, breakdown=band.id)

    def _sum(self, name: str, period: Period) -> Whole:
        """Over the quarters of the period: [groups, areas]."""
        total: Whole = self._counts[name][:, period.first : period.last + 1].sum(axis=1)
        return total

    def _per(self, figure: str, period: Period) -> Whole:
        """A figure of the areas' background, for every group."""
        shape = len(self._truth.groups), len(areas())
        return np.broadcast_to(self._background[figure][period.dated], shape)

    def _only(self, group: str, sums: Whole) -> Whole:
        """Sums by area as those of one group, 0 for all others."""
        found = np.zeros((len(self._truth.groups), len(areas())), dtype=np.int64)
        found[self._truth.groups.index(group)] = sums
        return found

    def _of_a_year(self, period: Period) -> Iterator[Figure]:
        force = self._only(AWARDED, self._background["labour_force"][period.dated])
        yield of_somebody(self._ids["awards"], self._sum("awards", period), force, 100)
        for weeks in RETAINED:
            entered = self._sum(f"entered_{weeks}", period)
            name = self._ids["retained"].format(weeks)
            yield Figure(name, self._sum(f"retained_{weeks}", period), entered, 100)
        shape = len(self._truth.groups), self._to_areas
        weeks_, behind = median_of_lengths(self._lengths, (period.first, period.last), *shape)
        yield Figure(self._ids["median_duration"], behind, behind, weeks=weeks_)

    def _of_weeks(self, period: Period) -> Iterator[Figure]:
        if period.is_calendar_year:
            on, persons = (self._yearly[name][:, period.first // 4] for name in ON_WEEKS)
        else:
            on, persons = (self._counts[name][:, period.first] for name in ON_WEEKS)
        weeks = self.weeks_of(period)
        yield of_somebody(self._ids["full_time_persons"], on, weeks)
        force, population = self._per("labour_force", period), self._per("population", period)
        yield of_somebody(self._ids["share_of_labour_force"], on, force * weeks, 100)
        yield of_somebody(self._ids["share_of_population"], on, population * weeks, 100)
        yield Figure(self._ids["mean_weeks"], on, persons)
        yield of_somebody(self._ids["persons"], persons, 1)

    def weeks_of(self, period: Period) -> int:
        """How many weeks the period has."""
        grid = self._truth.grid
        return int(grid.ends[period.last] - grid.starts[period.first] + 1)

    def _of_spells(self, period: Period) -> Iterator[Figure]:
        force = self._per("labour_force", period)
        for name in ("inflow", "outflow"):
            spells = self._sum(name, period)
            yield of_somebody(self._ids[name], spells, 1)
            yield of_somebody(self._ids[f"{name}_per_labour_force"], spells, force, 1000)
        ended, weeks = (self._sum(name, period) for name in ("ended_known", "ended_weeks"))
        yield Figure(self._ids["mean_duration"], weeks, ended)
        running = self._counts["running"][:, period.last]
        for name in LONG:
            yield Figure(self._ids[name], self._counts[name][:, period.last], running, 100)
        sick = self._truth.groups.index(SICK)
        ended = self._only(SICK, self._sum("outflow", period)[sick])
        yield Figure(self._ids["revolving"], self._sum("revolving", period), ended, 100)

    def _of_neighbours(self, period: Period) -> Iterator[Figure]:
        for name, cube in self._next.items():
            spells: Whole = cube[:, :, period.first : period.last + 1].sum(axis=2)
            for number, neighbour in enumerate(self._truth.neighbours):
                yield of_somebody(f"{self._ids[name]}:{neighbour}", spells[:, number], 1)

    def _of_what_came_after(self, period: Period) -> Iterator[Figure]:
        destinations = self._truth.destinations
        for months, cube in zip(MONTHS_AFTER, self._after, strict=True):
            after: Whole = cube[:, :, period.first : period.last + 1].sum(axis=2)
            followed = after.sum(
                axis=1
            )  # every completed spell whose week lies within the data went somewhere
            narrow = self._sum(f"employed_{months}", period)
            name = self._ids["employed"].format(months)
            yield Figure(name, after[:, destinations.index(IN_WORK)], followed, 100)
            yield Figure(self._ids["employed_narrow"].format(months), narrow, followed, 100)
            for number, destination in enumerate(destinations):
                name = f"{self._ids['status'].format(months)}:{destination}"
                yield of_somebody(name, after[:, number], followed, 100)

    def _of_unions(self, period: Period) -> Iterator[Figure]:
        """Of the period's last week."""
        at = {name: self._only(TOTAL, cube[period.last]) for name, cube in self._unions.items()}
        yield Figure(self._ids["long_term"], at["long"], at["at"], 100)
        young = self._background["population_young"][period.dated]
        yield of_somebody(self._ids["permanent_young"], at["young"], self._only(TOTAL, young), 100)

    def _of_flex_jobs(self, period: Period) -> Iterator[Figure]:
        quarters = slice(period.first, period.last + 1)
        awarded, placed, waiting = (
            self._only(FLEX, self._unions[name][quarters].sum(axis=0))
            for name in ("awarded", "placed", "waiting")
        )
        yield of_somebody(self._ids["flex_awards"], awarded, 1)
        if self._truth.grid.ends[period.last] + YEAR < self._truth.grid.weeks:
            yield Figure(self._ids["never_placed"], waiting, placed + waiting, 100)
        weeks = np.full(awarded.shape, np.nan)
        flex = self._truth.groups.index(FLEX)
        weeks[flex] = median_of_waits(*self._waits[:, :, quarters].sum(axis=2))
        yield Figure(self._ids["weeks_to_flex"], awarded, awarded, weeks=weeks)

    def _of_casework(self, period: Period) -> Iterator[Figure]:
        """What lies in a period that its extract touches."""
        if period.is_calendar_year:
            sums = {name: cube[:, period.first // 4] for name, cube in self._cases_of_year.items()}
            on = self._yearly["weeks"][:, period.first // 4]
        else:
            sums = {name: cube[:, period.first] for name, cube in self._cases.items()}
            on = self._counts["weeks"][:, period.first]
        grid = self._truth.grid
        monday = int(grid.monday(grid.starts[period.first]))
        sunday = int(grid.monday(grid.ends[period.last])) + 6
        told = {
            extract
            for extract, (first, last) in self._truth.cases.days.items()
            if first <= sunday and monday <= last
        }
        if "contacts" in told:
            yield Figure(self._ids["contacts"], HALF_YEAR * sums["held"], on)
            yield Figure(self._ids["on_time"], sums["on_time"], sums["due"], 100)
            yield Figure(self._ids["reassessed"], sums["again_in_time"], sums["again"], 100)
        if "sanctions" in told:
            yield Figure(self._ids["sanctions"], self.weeks_of(period) * sums["sanctions"], on, 100)
        if "offers" in told:
            for name in ("active", "active_company"):
                yield Figure(self._ids[name], sums[name], FULL_WEEK * on, 100)


def of_somebody(
    indicator: str, numerator: Whole, denominator: Whole | int, scale: int = 1, breakdown: str = ""
) -> Figure:
    """A figure that has no row where its numerator is 0."""
    shown = np.where(numerator > 0, denominator, 0)
    return Figure(indicator, numerator, shown, scale, breakdown=breakdown)


def area_sums(codes: Sequence[int]) -> NDArray[np.float64]:
    """[municipalities, areas]: 1 where the municipality belongs to the area, in the order of `areas()`."""
    table = municipalities()
    belongs = [
        [area in (str(code), f"{REGION}{table[code].region}", COUNTRY) for area in areas()] for code in codes
    ]
    return np.array(belongs, dtype=np.float64)
