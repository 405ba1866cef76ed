"""Where a municipality lies among all, with how sure that is: never a bare rank (DOMAIN section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa

from pejling.comparison.chances import Chance, Chances, Model, chances
from pejling.comparison.denominators import needed
from pejling.comparison.estimate import By, Estimates
from pejling.comparison.judge import Evidence
from pejling.comparison.observed import Key, Observed, scale_of
from pejling.comparison.sides import level_decimals
from pejling.indicators.indicator import Better
from pejling.stats.rank import Ranks, ranks
from pejling.stats.shrinkage import Levels
from pejling.terms.observation import Mark, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text


@dataclass(frozen=True, slots=True)
class Ranked:
    """One municipality: its figure with its own interval, and its rank with the rank's.

    ``value``, ``low`` and ``high`` in the indicator's unit, ``level`` the shrunk level (mean of its draws).
    ``best`` and ``worst``: probabilities of the quarters, None where no direction is better or there are
    fewer than four. ``taken_of``: of how many it is a rate or a share, None where that is not known.
    """

    area: str
    value: Fraction
    decimals: int
    published: bool
    low: float
    high: float
    level: float
    expected: float
    rank_low: int
    rank_high: int
    best: float | None
    worst: float | None
    marks: tuple[str, ...]
    taken_of: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Municipalities in the order of their expected ranks; rank 1 is the best, or the highest.

    ``hidden``: their figure may not be shown; ``without``: they have none; ``untold``: nothing says what
    chance does to theirs, or it cannot be, and why. All three are left out. ``spread``: standard
    deviation between municipalities, chance left aside, around ``centre``, in the indicator's unit.
    ``quarter``: how many make a quarter.
    """

    indicator: str
    group: str
    period: str
    better: Better
    model: Model
    ranked: tuple[Ranked, ...]
    hidden: tuple[str, ...]
    without: tuple[str, ...]
    untold: tuple[tuple[str, Text], ...]
    centre: float
    spread: float
    quarter: int

    def of(self, area: str) -> Ranked | None:
        """The row of one municipality, where it is ranked."""
        return next((one for one in self.ranked if one.area == area), None)

    @property
    def marks(self) -> frozenset[str]:
        """The marks of any of the figures."""
        return frozenset(mark for one in self.ranked for mark in one.marks)


def rank(
    rows: pa.Table,
    indicator: str,
    group: str,
    period: Period,
    areas: Sequence[str],
    *,
    better: Better,
    evidence: Evidence | None = None,
) -> Ranking:
    """Rank ``areas`` (municipality codes) by the indicator for ``group`` in ``period``.

    ``rows``: the table of a Release with the figures, and those that tell what published ones are taken of.
    ``evidence``: sums over persons beside computed figures. ``better``: which end is rank 1; with NEITHER
    the highest is, and no quarter is best. Levels are shrunk towards each other by how much areas differ
    beyond chance (`stats.shrinkage`), ranks come from 10,000 draws of them with a fixed seed: the same
    figures give the same ranks.

    Raises Problem where fewer than two municipalities can be ranked, saying why.
    """
    observed = Observed(rows, areas, needed([indicator]))
    key = (indicator, group, str(period))
    seen = {area: row for area in areas if (row := observed.level(*key, area)) is not None}
    status = {area: Status.OBSERVED if row.fault else row.status for area, row in seen.items()}
    hidden = tuple(area for area in areas if status.get(area) == Status.SUPPRESSED)
    without = tuple(area for area in areas if status.get(area) not in (Status.SUPPRESSED, Status.OBSERVED))
    beside = evidence or Evidence()
    known = chances(observed, key, areas, Estimates(observed, beside.spreads, beside.rounded))
    if len(known.found) < 2:
        raise _too_few(key, known, len(hidden))
    levels = known.levels()
    found = ranks(levels, better is not Better.LOWER, known.like)
    rows_ = [_ranked(key, known, at, levels, found, better) for at in range(len(known.found))]
    ordered = sorted(rows_, key=lambda one: (one.expected, one.area))
    return Ranking(
        indicator,
        group,
        str(period),
        better,
        known.model,
        tuple(ordered),
        hidden,
        without,
        known.untold,
        levels.centre,
        levels.spread,
        found.quarter,
    )


def _ranked(key: Key, known: Chances, at: int, levels: Levels, found: Ranks, better: Better) -> Ranked:
    one: Chance = known.found[at]
    scale = scale_of(key[0])
    low, high = one.estimate.limits()
    row = one.row
    quarters = better is not Better.NEITHER and not np.isnan(found.first_quarter[at])
    exact = row.exact_value(scale)
    assert exact is not None
    return Ranked(
        one.area,
        exact,
        level_decimals(key[0]) if row.decimals is None else row.decimals,
        row.decimals is not None,
        low,
        high,
        float(levels.draws[at].mean()),
        float(found.expected[at]),
        int(found.low[at]),
        int(found.high[at]),
        float(found.first_quarter[at]) if quarters else None,
        float(found.last_quarter[at]) if quarters else None,
        tuple(mark for mark in row.marks if mark != Mark.SMALL_COUNT),
        _taken_of(one, scale),
    )


def _taken_of(one: Chance, scale: int) -> float | None:
    """Of how many: a share's own denominator, a rate's by what one more event would do to it."""
    match one.estimate.by:
        case By.SHARE:
            return one.estimate.size
        case By.COUNT | By.FULL_TIME if one.estimate.unit != 1.0:
            return scale / one.estimate.unit
        case _:
            return None


def _too_few(key: Key, known: Chances, hidden: int) -> Problem:
    of, found, untold = " ".join(key), len(known.found), len(known.untold)
    if untold:
        why = known.untold[0][1]
        da = "1 kommune" if untold == 1 else f"{untold} kommuner"
        en = "1 municipality has" if untold == 1 else f"{untold} municipalities have"
        return Problem(
            da=f"{of} kan ikke rangordnes: {da} har et tal, men {why.da}, og en rang uden "
            "usikkerhed vises ikke. Tag også antallet ind (fx fuldtidspersoner for samme gruppe og "
            "periode), eller brug persondata",
            en=f"{of} cannot be ranked: {en} a figure, but {why.en}, and no rank "
            "is shown without how sure it is. Take in the count too (such as full-time persons of the same "
            "group and period), or use person data",
        )
    return Problem(
        da=f"{of} kan ikke rangordnes: {found} kommuner har et tal, der må vises, og {hidden} er skjult; der "
        "skal mindst 2 til. `pejling status` viser hvad arbejdsområdet rummer",
        en=f"{of} cannot be ranked: {found} municipalities have a figure that may be shown, and {hidden} are "
        "hidden; at least 2 are needed. `pejling status` shows what the workspace holds",
    )
