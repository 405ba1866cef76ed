"""Intervals of medians: of the cells that are printed, from replicates of the Poisson bootstrap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.app.bootstrap import replicates
from pejling.app.released import those
from pejling.app.wiring import Progress
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.estimate import NO_SPREAD
from pejling.comparison.medians import OPEN, Place, Replicated
from pejling.disclosure.limits import outward
from pejling.disclosure.policy import policy_for
from pejling.disclosure.release import Release
from pejling.indicators import registry
from pejling.indicators.band import band
from pejling.indicators.measures import CENSORED, ENTERED, EXITS, Histogram
from pejling.indicators.per_person import Replicates
from pejling.indicators.readings import Quantile, table_of
from pejling.stats import poisson_bootstrap as bootstrap
from pejling.stats.risk import Floats
from pejling.terms.municipality import areas
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.app.persons import Register

MOST_CELLS = 200  # groups x areas x periods of one median: so many replicates are kept at once
LOW, HIGH = "low", "high"
NAME = ("group", "area", "period")
FEWEST = 2  # persons: of one nothing can be said
MOST_COMPARED = 1000  # of one comparison: so many can be waited for

TOO_MANY = Text(
    da=f"over {MOST_COMPARED} medianer på én gang trækkes ikke om; spørg om færre",
    en=f"over {MOST_COMPARED} medians at once are not drawn anew; ask for fewer",
)
UNTOLD = NO_SPREAD


@dataclass(frozen=True)
class Limits:
    """95 per cent limits, a number a row of a release, in whole weeks; null where there are none.

    ``too_many``: the printed medians are more than are resampled at a time, and none has limits.
    """

    low: pa.Array
    high: pa.Array
    too_many: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed median, in weeks."""

    indicator: str
    group: str
    period: str
    area: str
    median: float


def limits(register: Register | None, release: Release, progress: Progress) -> Limits:
    """The limits of a release of one indicator and band; only medians counted from persons have any.

    Of a shown median that rests on enough spells (it would be hidden else) the limits are moved out until no
    few spells lie between (disclosure/limits.py).
    """
    rows = release.table
    none = Limits(*(pa.nulls(rows.num_rows, pa.float64()) for _ in range(2)))
    reading = _reading(rows)
    computed = pc.and_(
        pc.equal(rows["status"], Status.OBSERVED.value), pc.invert(rows["published"])
    ).to_pylist()
    if reading is None or register is None or not any(computed):
        return none
    names = rows.select([*NAME, "value", "breakdown"]).to_pylist()
    told = [(at, row) for at, row in enumerate(names) if computed[at]]
    groups, places, periods = (tuple(dict.fromkeys(row[name] for _, row in told)) for name in NAME)
    cells = len(groups) * len(places) * len(periods)
    if cells > MOST_CELLS:
        return Limits(none.low, none.high, cells)
    asked = tuple(Period.parse(text) for text in periods)
    ask = register.ask((reading.of,), groups, asked, band(told[0][1]["breakdown"]))
    found = replicates(register, ask, tuple((areas().index(area),) for area in places), progress)
    low: list[float | None] = [None] * len(names)
    high: list[float | None] = [None] * len(names)
    for at, row in told:
        cell = groups.index(row["group"]), places.index(row["area"]), periods.index(row["period"])
        low[at], high[at] = _of_cell(reading, found, cell, float(row["value"]), release)
    return Limits(pa.array(low, pa.float64()), pa.array(high, pa.float64()))


def _reading(rows: pa.Table) -> Quantile | None:
    for id in pc.unique(rows["indicator"]).to_pylist():
        declared = registry.known(id)
        if declared is not None and isinstance(declared.numerator, Quantile):
            return declared.numerator
    return None


def each_replicated(
    register: Register | None, release: Release, own: str, clusters: Sequence[Cluster], progress: Progress
) -> dict[Place, Replicated]:
    """`replicated` of every median of a release of several indicators."""
    found: dict[Place, Replicated] = {}
    for id in pc.unique(release.table["indicator"]).to_pylist() if register else ():
        declared = registry.known(id)
        if declared is not None and isinstance(declared.numerator, Quantile):
            one = those(release, pc.equal(release.table["indicator"], id))
            found |= replicated(register, one, own, clusters, progress)
    return found


def replicated(
    register: Register | None, release: Release, own: str, clusters: Sequence[Cluster], progress: Progress
) -> dict[Place, Replicated]:
    """The replicates of the medians that a comparison of ``own`` with ``clusters`` shows, for `Evidence`.

    Of those that are counted from persons and not hidden; a reason in place of them where there are none.
    ``clusters`` have the municipality left out: of a mean those of its members, else of all its persons
    together. A person counts as often in all of them, so a difference of two is taken replicate by replicate,
    also of areas that he moved between, and of two periods. For readers outside they are drawn away from the
    median until none of their limits is a person's own length (`disclosure.limits`).
    """
    rows = release.table
    reading = _reading(rows)
    if register is None or reading is None:
        return {}
    known = areas()
    places: dict[str, tuple[int, ...]] = {own: (known.index(own),)}
    for one in clusters:
        for area in one.members:
            if one.method is Method.MEAN:
                places[area] = (known.index(area),)
        if one.method is Method.POOLED and one.members:
            places[one.together] = tuple(known.index(area) for area in one.members)
    shown = pc.and_(pc.equal(rows["status"], Status.OBSERVED.value), pc.invert(rows["published"]))
    told = rows.filter(pc.and_(shown, pc.is_in(rows["area"], pa.array(list(places), pa.string()))))
    cells = [
        Cell(row["indicator"], row["group"], row["period"], row["area"], float(row["value"]))
        for row in told.select(["indicator", *NAME, "value"]).to_pylist()
        if (declared := registry.known(row["indicator"])) and declared.numerator == reading
    ]
    if len(cells) > MOST_COMPARED:
        return {(one.indicator, one.group, one.period, one.area): TOO_MANY for one in cells}
    found: dict[Place, Replicated] = {}
    for some in _in_turn(cells):
        found |= _replicated(register, release, reading, some, places, progress)
    return found


def _in_turn(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells, so many groups at a time as are resampled at once."""
    many = len({(one.area, one.period) for one in cells})
    groups = tuple(dict.fromkeys(one.group for one in cells))
    step = max(MOST_CELLS // max(many, 1), 1)
    for start in range(0, len(groups), step):
        yield [one for one in cells if one.group in groups[start : start + step]]


def _replicated(
    register: Register,
    release: Release,
    reading: Quantile,
    cells: Sequence[Cell],
    places: Mapping[str, tuple[int, ...]],
    progress: Progress,
) -> dict[Place, Replicated]:
    groups, asked, where = (
        tuple(dict.fromkeys(getattr(one, name) for one in cells)) for name in ("group", "period", "area")
    )
    ask = register.ask((reading.of,), groups, tuple(map(Period.parse, asked)))
    drawn = replicates(register, ask, tuple(places[area] for area in where), progress)
    found: dict[Place, Replicated] = {}
    for one in cells:
        at = groups.index(one.group), where.index(one.area), asked.index(one.period)
        of_cell = _medians(reading, drawn.drawn[reading.of][:, *at])
        told = _of_cell(reading, drawn, at, one.median, release)
        found[one.indicator, one.group, one.period, one.area] = _stretched(of_cell, one.median, told)
    return found


def _stretched(drawn: Floats, median: float, told: tuple[float | None, float | None]) -> Replicated:
    """The replicates of a median, drawn away from it on each side so that their limits are those ``told``."""
    low, high = bootstrap.percentiles(drawn)
    if told[0] is None or told[1] is None:
        return OPEN if np.isinf(high) else UNTOLD
    moved = drawn.copy()
    for raw, limit, side in ((low, told[0], drawn < median), (high, told[1], drawn > median)):
        if raw != median and limit != raw:
            moved[side] = median + (drawn[side] - median) * (limit - median) / (raw - median)
    return moved


def _of_cell(
    reading: Quantile, found: Replicates, cell: tuple[int, int, int], median: float, release: Release
) -> tuple[float | None, float | None]:
    if found.persons[reading.of][cell] < FEWEST:
        return None, None
    plain = found.plain[reading.of][cell]
    if isinstance(table_of(reading.of), Histogram):
        ended, followed = plain, int(plain.sum())
    else:
        ended, followed = plain[:, EXITS:].sum(axis=1), int(plain[:, ENTERED].sum())
    low, high = bootstrap.percentiles(_medians(reading, found.drawn[reading.of][:, *cell]))
    both = min(low, median), max(high, median)
    return outward(median, both, ended, followed, policy_for(release.audience, release.policy))


def _medians(reading: Quantile, drawn: NDArray[np.int64]) -> Floats:
    """Of each replicate's table [replicates, weeks + 1, ...], as `readings.quantile` reads one."""
    if isinstance(table_of(reading.of), Histogram):
        found = bootstrap.quantiles(_still(drawn), reading.pct / 100)
        # the last row holds lengths of that much or more
        return np.where(found >= drawn.shape[1] - 1, np.inf, found)
    survival, _ = bootstrap.curves(drawn[..., ENTERED], drawn[..., CENSORED], drawn[..., EXITS:])
    return bootstrap.quantiles(survival, reading.pct / 100)


def _still(drawn: NDArray[np.int64]) -> Floats:
    """The share that lasted longer than each length, [replicates, lengths]; nan where nobody is drawn."""
    total = drawn.sum(axis=1, keepdims=True)
    share = np.cumsum(drawn, axis=1) / np.maximum(total, 1)
    return np.where(total > 0, 1.0 - share, np.nan)
