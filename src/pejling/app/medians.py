"""Intervals of medians: of the cells that are printed, from replicates of the Poisson bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.app.bootstrap import replicates
from pejling.app.wiring import Progress
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
from pejling.terms.problem import Problem

if TYPE_CHECKING:
    from pejling.app.persons import Register

MOST_CELLS = 200  # groups x areas x periods of one median: so many replicates are kept at once
LOW, HIGH = "low", "high"
NAME = ("group", "area", "period")
FEWEST = 2  # persons: of one nothing can be said


@dataclass(frozen=True)
class Limits:
    """95 per cent limits, a number a row of a release, in whole weeks; null where there are none.

    ``too_many``: the printed medians are more than are resampled at a time, and none has limits.
    """

    low: pa.Array
    high: pa.Array
    too_many: int = 0


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


def replicate_medians(
    register: Register,
    id: str,
    groups: tuple[str, ...],
    places: tuple[str, ...],
    periods: tuple[str, ...],
    progress: Progress,
    of_band: str = "",
) -> dict[tuple[str, str, str], Floats]:
    """The median ``id`` in each replicate, by group, area and period: weeks [replicates], for comparisons.

    inf where half have not ended as far as the table reaches, nan where nobody is drawn. A person counts
    as often in all of them, so a difference of two is taken replicate by replicate, also of areas that he
    moved between; `poisson_bootstrap.percentiles` gives its limits. Not for readers outside as it is: only of
    printed cells, in whole weeks, through disclosure. Problem for more than MOST_CELLS cells.
    """
    reading = registry.get(id).numerator
    if not isinstance(reading, Quantile):
        raise ValueError(f"{id} is no median")
    cells = len(groups) * len(places) * len(periods)
    if cells > MOST_CELLS:
        raise Problem(
            da=f"{cells} medianer på én gang; højst {MOST_CELLS} kan gentages. Spørg om færre",
            en=f"{cells} medians at once; at most {MOST_CELLS} can be resampled. Ask for fewer",
        )
    asked = tuple(Period.parse(text) for text in periods)
    ask = register.ask((reading.of,), groups, asked, band(of_band))
    found = replicates(register, ask, tuple((areas().index(area),) for area in places), progress)
    return {
        (group, area, period): _medians(reading, found.drawn[reading.of][:, g, a, p])
        for g, group in enumerate(groups)
        for a, area in enumerate(places)
        for p, period in enumerate(periods)
    }


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
