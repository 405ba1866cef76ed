"""What the indicators must come to for the synthetic persons: exact counts by an independent route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_spells import Flags, Spells, closing_weeks, follow
from pejling.sources.synthetic_weeks import BACKGROUND_AGES, Block, months_of_weeks
from pejling.terms.benefit import EMPLOYED, TOTAL, dream_codes, groups
from pejling.terms.municipality import COUNTRY, REGION, areas
from pejling.terms.municipality import municipalities as municipality_table

WEEKS_AFTER = 13  # three months
LONG = {"over_26": 26, "over_52": 52}
COUNTS = (
    "weeks",  # person-weeks on the benefit
    "persons",  # persons with any such week
    "inflow",  # spells started (known starts)
    "awards",  # of these the person's first
    "outflow",  # spells completed
    "ended_known",  # of these with a known start
    "ended_weeks",  # and their weeks
    "running",  # spells running in the period's last week, known starts
    *LONG,
    "followed",  # completed spells whose week three months on lies within the data
)


@dataclass(frozen=True)
class _Period:
    """A year or quarter: its id, the quarters it consists of, and its year's row of background figures."""

    id: str
    first: int
    last: int
    dated: int
    quarter: bool


class Truth:
    """Adds up blocks; ``table`` gives the rows of truth.csv.

    Per main group and the total; for the country and the regions every quarter and year of the window, for
    the municipalities every year and the last quarters; awards for years and for every four quarters in a
    row. Left out are indicators that are not defined (denominator 0), and destinations to which nobody went.
    """

    def __init__(self, span: Span, known: Parameters) -> None:
        self._span = span
        self._known = known
        self._closes = closing_weeks(span)
        self._month = months_of_weeks(span)
        self._quarter = self._month // 3
        self._year = self._month // 12
        quarters = 4 * len(span.years)
        self._quarter_ends = np.searchsorted(self._quarter, np.arange(quarters), side="right") - 1
        table = dream_codes()
        self.groups = (*(group.id for group in groups().values() if group.counted_in_total), TOTAL)
        self._codes = {
            name: [code for code in table.benefits if groups()[name].holds_code(code, table)]
            for name in self.groups
        }
        self._destinations = table.destinations
        self._destination = np.full(1000, self._destinations.index("andet"), dtype=np.int64)
        for code in table.benefits:
            self._destination[code] = self._destinations.index(table.destination(code))
        shape = (len(self.groups), quarters, len(known.municipalities))
        self._cubes = {name: np.zeros(shape, dtype=np.int64) for name in COUNTS}
        self._years = np.zeros((shape[0], len(span.years), shape[2]), dtype=np.int64)  # persons by year
        self._after = np.zeros((len(self._destinations), *shape), dtype=np.int64)

    def add(self, block: Block) -> None:
        """Count the persons of ``block``."""
        codes = block.codes
        row = np.full(1000, -1, dtype=np.int64)
        row[list(self._known.municipalities)] = np.arange(len(self._known.municipalities))
        home = row[block.home]
        for number, name in enumerate(self.groups):
            wanted = np.zeros(1000, dtype=np.bool_)
            wanted[self._codes[name]] = True
            member = np.flatnonzero(wanted[codes].any(axis=0))
            if len(member):
                self._add_group(number, wanted, codes[:, member], block.industry[:, member], home[:, member])

    def _add_group(
        self, group: int, wanted: Flags, codes: NDArray[np.int16], industry: NDArray[np.int32], home: Whole
    ) -> None:
        on = wanted[codes]
        starts = np.searchsorted(self._quarter, np.arange(len(self._quarter_ends)), side="left")
        in_quarter = np.add.reduceat(on, starts, axis=0, dtype=np.int64)
        for quarter in range(len(in_quarter)):
            weeks: Whole = in_quarter[quarter]
            place = home[quarter // 4]
            self._cubes["weeks"][group, quarter] += self._by_home(place, weeks)
            self._cubes["persons"][group, quarter] += self._by_home(place, weeks > 0)
        for year in range(len(home)):
            any_week: Whole = in_quarter[4 * year : 4 * year + 4].max(axis=0).clip(0, 1)
            self._years[group, year] += self._by_home(home[year], any_week)
        spells = follow(on, codes, self._closes)
        self._add_spells(group, spells, home)
        self._add_running(group, spells, on, home)
        self._add_after(group, spells, codes, industry, home)

    def _by_home(self, home: Whole, amount: Whole | Flags) -> Whole:
        here = (home >= 0) & (amount > 0)
        sums = np.bincount(home[here], weights=amount[here], minlength=len(self._known.municipalities))
        return sums.astype(np.int64)

    def _count(self, cube: Whole, week: Whole, place: Whole, amount: Whole | None = None) -> None:
        """Add 1 or ``amount`` to ``cube`` [quarters, municipalities] for each week and place given."""
        real = place >= 0
        weights = None if amount is None else amount[real]
        cells = self._quarter[week[real]] * cube.shape[1] + place[real]
        cube += np.bincount(cells, weights, minlength=cube.size).astype(np.int64).reshape(cube.shape)

    def _add_spells(self, group: int, spells: Spells, home: Whole) -> None:
        begun = home[self._year[spells.first], spells.person]
        for name, some in (("inflow", spells.known), ("awards", spells.known & spells.first_ever)):
            self._count(self._cubes[name][group], spells.first[some], begun[some])
        ended = home[self._year[spells.last], spells.person]
        known = spells.completed & spells.known
        self._count(self._cubes["outflow"][group], spells.last[spells.completed], ended[spells.completed])
        self._count(self._cubes["ended_known"][group], spells.last[known], ended[known])
        length = spells.last - spells.first + 1
        self._count(self._cubes["ended_weeks"][group], spells.last[known], ended[known], length[known])

    def _add_running(self, group: int, spells: Spells, on: Flags, home: Whole) -> None:
        """Spells that run in a quarter's last week; the length so far ends with the last benefit week."""
        latest = np.full(on.shape[1], -1, dtype=np.int64)
        since = 0
        for end in self._quarter_ends.tolist():
            stretch = on[since : end + 1]
            behind = stretch[::-1].argmax(axis=0)
            latest = np.where(stretch.any(axis=0), end - behind, latest)
            since = end + 1
            here = spells.known & (spells.first <= end) & (end <= spells.until)
            person = spells.person[here]
            length = latest[person] - spells.first[here] + 1
            place, week = home[self._year[end], person], np.full(len(person), end)
            self._count(self._cubes["running"][group], week, place)
            for name, weeks in LONG.items():
                longer = length > weeks
                self._count(self._cubes[name][group], week[longer], place[longer])

    def _add_after(
        self, group: int, spells: Spells, codes: NDArray[np.int16], industry: NDArray[np.int32], home: Whole
    ) -> None:
        some = spells.completed & (spells.last + WEEKS_AFTER < len(codes))
        person, last = spells.person[some], spells.last[some]
        later = last + WEEKS_AFTER
        code = codes[later, person].astype(np.int64)
        code[(code == 0) & (industry[self._month[later], person] > 0)] = EMPLOYED
        found = self._destination[code]
        place = home[self._year[last], person]
        self._count(self._cubes["followed"][group], last, place)
        for number in range(len(self._destinations)):
            self._count(self._after[number, group], last[found == number], place[found == number])

    def table(self, background: NDArray[np.int64]) -> pa.Table:
        """All rows: parameters, then exact values.

        ``background``: int64 [3 figures, years and the one before the window, municipalities].
        """
        parts = [self._parameter_rows(), *self._exact_rows(background)]
        return pa.concat_tables(parts)

    def _parameter_rows(self) -> pa.Table:
        names, values = zip(*self._known.rows(), strict=True)
        blank = [""] * len(names)
        none = pa.nulls(len(names), pa.int64())
        columns = ["parameter"] * len(names), list(names), blank, blank, blank, none, none, list(values)
        return pa.table(dict(zip(COLUMNS, columns, strict=True)), schema=SCHEMA)

    def _exact_rows(self, background: NDArray[np.int64]) -> Iterator[pa.Table]:
        labour_force = background[list(BACKGROUND_AGES).index("labour_force")]
        to_areas = _area_sums(self._known)
        ids = self._known.raw["truth"]["indicators"]
        for period in self._periods():
            sums = {name: cube[:, period.first : period.last + 1] for name, cube in self._cubes.items()}
            added = {name: cube.sum(axis=1) @ to_areas for name, cube in sums.items()}
            for name in ("running", *LONG):
                added[name] = sums[name][:, -1] @ to_areas
            if period.last - period.first == 3 and not period.quarter:
                added["persons"] = self._years[:, period.first // 4] @ to_areas
            after = self._after[:, :, period.first : period.last + 1].sum(axis=2) @ to_areas
            force = labour_force[period.dated] @ to_areas
            yield from self._rows_of(period, added, after, force, ids)

    def _rows_of(
        self,
        period: _Period,
        sums: Mapping[str, NDArray[np.int64]],
        after: NDArray[np.int64],
        force: NDArray[np.int64],
        ids: Mapping[str, str],
    ) -> Iterator[pa.Table]:
        ends = np.append(-1, self._quarter_ends)
        weeks = int(ends[period.last + 1] - ends[period.first])
        one = np.ones_like(sums["weeks"])
        shares = one * force
        if period.last - period.first == 3:
            award = self.groups.index("foertidspension")
            only = np.zeros_like(one)
            only[award] = force
            yield self._indicator(period, ids["awards"], sums["awards"], only, 100)
            if period.quarter:
                return
        yield self._indicator(period, ids["full_time_persons"], sums["weeks"], one * weeks, 1)
        yield self._indicator(period, ids["share_of_labour_force"], sums["weeks"], shares * weeks, 100)
        yield self._indicator(period, ids["mean_weeks"], sums["weeks"], sums["persons"], 1)
        yield self._indicator(period, ids["mean_duration"], sums["ended_weeks"], sums["ended_known"], 1)
        for name in LONG:
            yield self._indicator(period, ids[name], sums[name], sums["running"], 100)
        for name, count in (("inflow", "inflow"), ("outflow", "outflow"), ("persons", "persons")):
            yield self._indicator(period, ids[name], sums[count], one, 1)
        work = self._destinations.index("beskaeftigelse")
        yield self._indicator(period, ids["employed"], after[work], sums["followed"], 100)
        for number, name in enumerate(self._destinations):
            went = np.where(after[number] > 0, sums["followed"], 0)
            yield self._indicator(period, f"{ids['status']}:{name}", after[number], went, 100)

    def _indicator(
        self,
        period: _Period,
        indicator: str,
        numerator: NDArray[np.int64],
        denominator: NDArray[np.int64],
        scale: int,
    ) -> pa.Table:
        defined = denominator > 0
        number = 4 * len(self._span.years) - self._known.raw["truth"]["quarters_of_municipalities"]
        if period.last < number and period.first == period.last:
            defined[:, : len(self._known.municipalities)] = False
        group, area = np.nonzero(defined)
        over, under = numerator[defined], denominator[defined]
        value = scale * over / under
        rows = len(over)
        columns = (
            _same("exact", rows),
            _same(indicator, rows),
            pa.array(self.groups).take(pa.array(group)),
            pa.array(areas()).take(pa.array(area)),
            _same(period.id, rows),
            pa.array(over),
            pa.array(under),
            pa.array(value).cast(pa.string()),
        )
        return pa.table(dict(zip(COLUMNS, columns, strict=True)), schema=SCHEMA)

    def _periods(self) -> Iterator[_Period]:
        """Quarters, years, and for awards every four quarters that are no calendar year.

        The background figure of a period is the latest dated at or before its last day: of the year itself
        for a period that ends with the year, else of the year before.
        """
        names = [f"{year}Q{quarter}" for year in self._span.years for quarter in (1, 2, 3, 4)]
        for last, name in enumerate(names):
            dated = (last + 1) // 4
            yield _Period(name, last, last, dated, quarter=True)
            if last % 4 == 3:
                yield _Period(str(self._span.years[last // 4]), last - 3, last, dated, quarter=False)
            elif last > 3:
                yield _Period(f"{names[last - 3]}-{name}", last - 3, last, dated, quarter=True)


COLUMNS = ("kind", "indicator", "group", "area", "period", "numerator", "denominator", "value")
SCHEMA = pa.schema(
    [(name, pa.int64() if name in ("numerator", "denominator") else pa.string()) for name in COLUMNS]
)


def _same(text: str, rows: int) -> pa.Array:
    return pa.array([text]).take(pa.array(np.zeros(rows, dtype=np.int32)))


def _area_sums(known: Parameters) -> NDArray[np.int64]:
    """[municipalities, areas]: 1 where the municipality belongs to the area; `areas()` in its order."""
    table = municipality_table()
    belongs = [
        [area in (str(code), f"{REGION}{table[code].region}", COUNTRY) for area in areas()]
        for code in known.municipalities
    ]
    return np.array(belongs, dtype=np.int64)
