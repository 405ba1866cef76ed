"""From rows to cells: what each row tells, and what of it the policy or the source has hidden."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import inf

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.disclosure.cells import OWN, Cell, Side, Sides, cell_of, in_weeks, sides, weeks_of
from pejling.disclosure.differences import hidden_range
from pejling.disclosure.linked import Inequality, Linked
from pejling.disclosure.links import Structure
from pejling.disclosure.policy import Policy
from pejling.indicators.measures import ActiveWeeks
from pejling.stats.programme import FAR
from pejling.terms.observation import Measure, Status

MOST_HIDDEN_BY_SOURCE = 2  # jobindsats.dk hides counts of 0 to 2
READ = (
    *("indicator", "group", "area", "period", "breakdown", "measure", "base_period", "value", "decimals"),
    *("numerator", "denominator", "status", "source", "published"),
)


def read(
    table: pa.Table, protected: pa.Table, ranges: Mapping[str, NDArray[np.int64]], rule: Policy
) -> Linked:
    """The cells of ``table`` (SCHEMA), of which primary suppression leaves ``protected`` and ``ranges``."""
    linked = Linked(rule.threshold, differences=rule.differences)
    true = table.select(READ).to_pylist()
    left = protected["denominator"].to_pylist()
    status = protected["status"].to_pylist()
    for at, row in enumerate(true):
        if row["status"] == Status.NOT_OBSERVED or row["measure"] not in tuple(Measure):
            continue
        if row["published"]:
            _published(linked, at, row)
        elif row["measure"] == Measure.LEVEL:
            _own(linked, at, row, left[at], status[at] == Status.SUPPRESSED, ranges)
    _nulls(linked)
    linked.structure = Structure.of(linked.index)
    linked.primary = frozenset(linked.hidden)
    for cell in linked.primary:
        if linked.cells[cell].family == OWN:
            _need(linked, cell)
    _backgrounds(linked)
    return linked


def _family(row: Mapping[str, object]) -> str:
    source = str(row["source"])
    return source.partition(" ")[0].partition(":")[0] or "?"


def _own(
    linked: Linked,
    at: int,
    row: dict[str, object],
    denominator: int | None,
    suppressed: bool,
    ranges: Mapping[str, NDArray[np.int64]],
) -> None:
    told = sides(str(row["indicator"]))
    for side, column, positions, rows in (
        (told.above, "numerator", linked.above, linked.told_above),
        (told.below, "denominator", linked.below, linked.told_below),
    ):
        number = row[column]
        if side is None or number is None:
            continue
        assert isinstance(number, int)
        unit = side.factor * (weeks_of(str(row["period"])) if side.by_weeks else 1)
        if number % unit:  # a period that the file does not hold whole: a sum of its own
            side, unit = Side((side.what, "in parts", unit), side.group), 1
        cell = _own_cell(linked, side, row, number / unit)
        positions[at] = cell
        if unit != 1:
            linked.units[at, column] = unit
        rows.setdefault(cell, []).append(at)
        if suppressed and (column == "numerator" or denominator is None):
            low, high = int(ranges[f"{column}_low"][at]), int(ranges[f"{column}_high"][at])
            if high >= 0:
                linked.narrow(cell, low / unit, high / unit)
            linked.hidden.add(cell)
    if told.share and at in linked.above and at in linked.below:
        linked.shares.add((linked.above[at], linked.below[at]))


def _own_cell(linked: Linked, side: Side, row: dict[str, object], number: float) -> int:
    """The cell of one side of a row. Where the same sum is given twice and differs, it is two cells."""
    band, again = str(row["breakdown"]), 0
    while True:
        cell = _cell(linked, side, OWN, {**row, "breakdown": f"{band}#{again}"} if again else row)
        if linked.truth[cell] is None:
            linked.truth[cell] = number
        if linked.truth[cell] == number:
            return cell
        again += 1


def _need(linked: Linked, cell: int) -> None:
    """What a cell that policy hides must be left with: the whole hidden range, or the width of one."""
    truth, low, high = linked.truth[cell] or 0.0, linked.low[cell], linked.high[cell]
    what, k = linked.cells[cell].what, linked.k
    if in_weeks(what):  # numbers of weeks that print as 1 full-time person, and as k - 1
        first, last = hidden_range(linked.cells[cell], k)
        linked.needs[cell] = (max(low, first), min(high, last))
    elif isinstance(what, ActiveWeeks):
        linked.needs[cell] = (None, min(float(k), high - low))
    elif 1 <= truth < k:
        linked.needs[cell] = (max(low, 1.0), min(high, k - 1.0))
    else:
        linked.needs[cell] = (None, min(float(k), high - low))


def _cell(linked: Linked, side: Side, family: str, row: Mapping[str, object], period: str = "") -> int:
    return linked.at(
        cell_of(
            side,
            family,
            str(row["group"]),
            str(row["area"]),
            period or str(row["period"]),
            str(row["breakdown"]),
        )
    )


def _published(linked: Linked, at: int, row: dict[str, object]) -> None:
    told = sides(str(row["indicator"]))
    if told.above is None:
        return
    family = _family(row)
    weeks = weeks_of(str(row["period"])) if in_weeks(told.above.what) else 1
    cell = _cell(linked, told.above, family, row)
    over = told.background or told.below is not None
    if row["status"] == Status.SUPPRESSED:
        if not over or told.background:
            linked.nulls.setdefault(cell, []).append((weeks, told.rounded or weeks > 1))
        return
    if row["value"] is None:
        return
    low, high = _printed(row["value"], row["decimals"])
    if row["measure"] != Measure.LEVEL:
        said = _change(linked, told, family, row, low, high, cell, weeks)
    elif not over:
        exact = row["decimals"] == 0 and not told.rounded and weeks == 1
        value = float(Fraction(str(row["value"])))
        linked.truth[cell] = value * weeks
        span = (value, value) if exact else (low * weeks, high * weeks)
        said = [Inequality(((cell, 1.0),), *span)]
    else:
        if told.background:
            where = Cell(
                family, ("background", told.background), "", str(row["area"]), str(row["period"]), ""
            )
            base = linked.at(where)
        else:
            assert told.below is not None
            base = _cell(linked, told.below, family, row)
        per = (weeks if told.background else 1) / told.scale
        said = [
            Inequality(((cell, 1.0), (base, -low * per)), 0.0, inf),
            Inequality(((cell, 1.0), (base, -high * per)), -inf, 0.0),
        ]
    linked.said[at] = said
    linked.above[at] = cell
    for each in {number for one in said for number, _ in one.terms}:
        linked.said_of.setdefault(each, []).append(at)


def _nulls(linked: Linked) -> None:
    """What the source hid: counts of 0 to 2, unless it prints the count and hides its rate only."""
    for cell, nulls in linked.nulls.items():
        if linked.is_told(cell):
            continue
        weeks, rounded = nulls[0]
        most = MOST_HIDDEN_BY_SOURCE * weeks
        linked.narrow(cell, 0.0, most + (0.5 * weeks if rounded else 0.0))
        linked.hidden.add(cell)
        linked.needs[cell] = (0.0, most)
        linked.truth[cell] = float(weeks)


@cache
def _printed(printed: object, decimals: object) -> tuple[float, float]:
    """What was printed as that, with so many decimals."""
    value = Fraction(str(printed))
    half = Fraction(1, 2 * 10 ** int(str(decimals))) if decimals is not None else Fraction(0)
    return float(value - half), float(value + half)


def _change(
    linked: Linked,
    told: Sides,
    family: str,
    row: Mapping[str, object],
    low: float,
    high: float,
    cell: int,
    weeks: int,
) -> list[Inequality]:
    """A published change of a count ties two of its cells; of a share it ties values, which hide no count."""
    base_period = str(row["base_period"])
    if told.background or told.below is not None or told.above is None or not base_period:
        return []
    before = _cell(linked, told.above, family, row, base_period)
    earlier = weeks_of(base_period) if weeks > 1 else 1
    if row["measure"] == Measure.CHANGE_PCT:
        return [
            Inequality(((cell, 1 / weeks), (before, -(1 + low / 100) / earlier)), 0.0, inf),
            Inequality(((cell, 1 / weeks), (before, -(1 + high / 100) / earlier)), -inf, 0.0),
        ]
    return [Inequality(((cell, 1 / weeks), (before, -1 / earlier)), low, high)]


def _backgrounds(linked: Linked) -> None:
    """A labour force is public: the attacker has it as narrowly as all the source's rates and counts tell."""
    for said in linked.said.values():
        if len(said) != 2 or len(said[0].terms) != 2:
            continue
        (cell, _), (base, below) = said[0].terms
        what = linked.cells[base].what
        if not (isinstance(what, tuple) and what[0] == "background"):
            continue
        above = said[1].terms[1][1]
        low, high = linked.bounds(cell)
        if cell in linked.hidden or high >= FAR or above >= 0:
            continue
        one, other = low / -above, high / -below if below < 0 else inf
        if max(one, linked.low[base]) <= min(other, linked.high[base]):
            linked.narrow(base, one, other)
        linked.truth[base] = (linked.low[base] + min(linked.high[base], linked.low[base] * 2)) / 2
