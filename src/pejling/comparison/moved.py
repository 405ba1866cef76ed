"""Whether a series moved at a date: by itself, against a cluster, and against a mix that went as it did.

None of the three says why. By itself a step is one that nothing else in the series explains; against the
cluster it is one that the others did not have; and placebos say how often such a step turns up where nothing
is known to have happened: at other dates, and in the other municipalities at the same date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.comparison.trend import Panel, Trend
from pejling.indicators.indicator import Development
from pejling.stats.shift import Shift, level_shift, level_shifts
from pejling.stats.synthetic_control import FEWEST_BEFORE, FEWEST_DONORS, placebo_p, synthetic_control
from pejling.terms.observation import Mark
from pejling.terms.period import Period
from pejling.terms.problem import Problem

Floats = NDArray[np.float64]

_UNSETTLED = {Mark.PROVISIONAL.value, Mark.INCOMPLETE.value}  # too low yet: no part of a test
_FEWEST_SIDE = 4  # periods on either side of a placebo date
_SURE, _SELDOM = 0.05, 0.10


@dataclass(frozen=True, slots=True)
class Placebos:
    """How many steps were looked at where nothing is known to have happened, and the permutation p-value.

    ``p``: the share, the real one among them, that is at least as large; never under 1 / (1 + ``count``).
    """

    count: int
    p: float


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the series or in its difference to the cluster.

    ``estimate``, ``low``, ``high``: in per cent where ``relative``, else in the indicator's unit (points).
    ``members`` of the cluster have the whole series and take part, ``lacking`` have not.
    """

    estimate: float
    low: float
    high: float
    p: float
    before: int
    after: int
    relative: bool
    dates: Placebos | None = None
    areas: Placebos | None = None
    members: int = 0
    lacking: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of 0."""
        return self.p < _SURE

    @property
    def is_seldom(self) -> bool:
        """Whether placebos, where there are any, are seldom as large."""
        return all(one is None or one.p <= _SELDOM for one in (self.dates, self.areas))


@dataclass(frozen=True, slots=True)
class Mix:
    """The series against a mix of municipalities that went as it did before.

    ``effect``: mean gap after, in per cent where ``relative``, else in the indicator's unit; ``fit`` and
    ``apart``: root mean square of the gap before and after, likewise; ``weights``: the largest first.
    """

    effect: float
    fit: float
    apart: float
    before: int
    after: int
    relative: bool
    weights: tuple[tuple[str, float], ...]
    areas: Placebos

    @property
    def ratio(self) -> float:
        return self.apart / self.fit if self.fit > 0 else float("inf")


@dataclass(frozen=True, slots=True)
class Moved:
    """The answer for one date; None where the series cannot bear that reading.

    ``first``: the first period counted as after; ``mixed``: the period that holds the day, left out of the
    test, where the day is not its first.
    """

    day: date
    first: Period
    mixed: Period | None
    alone: Step | None
    against: Step | None
    mix: Mix | None


def moved(trend: Trend, day: date, also: Sequence[int] = ()) -> Moved:
    """Whether the series moved on ``day``. ``also``: further places with a step of their own (other events).

    The period that holds the day is left out unless it begins on it. Series breaks that were not counted anew
    are steps of their own. Where changes of the indicator are told in per cent, and every value is above 0,
    logarithms are tested. Problem where the day lies outside the series or on a series break.
    """
    at, mixed = _place(trend, day)
    for one in trend.broken:
        if one.place in (at, at if mixed is None else at - 1) and not one.back_cast:
            raise Problem(
                da=f"serien er brudt på samme tid ({one.why.label.da}): om den flyttede sig den {day}, kan "
                "ikke skilles fra, at der tælles på en ny måde",
                en=f"the series is broken at the same time ({one.why.label.en}): whether it moved on {day} "
                "cannot be told from the new way of counting",
            )
    seen = np.isfinite(trend.own)
    if mixed is not None:
        seen[mixed] = False
    seen &= [not _UNSETTLED & set(point.marks) for point in trend.points]
    panel = trend.panel.complete(seen)
    relative = trend.development is Development.PERCENT and bool(
        (trend.own[seen] > 0).all() and (panel.values[seen] > 0).all()
    )
    own = _scaled(np.where(seen, trend.own, np.nan), relative)
    steps = [*trend.cuts, *(place for place in also if place != at)]
    alone = level_shift(own, at, trend.a_year, steps=steps)
    alone_step = (
        None
        if alone is None
        else _step(alone, relative, _at_other_dates(own, alone, at, trend.a_year, steps))
    )
    cluster = panel.pooled() if panel.areas else np.where(seen, trend.cluster, np.nan)
    lacking = len(trend.panel.areas) - len(panel.areas)
    against = _against(own, cluster, panel, seen, at, trend.a_year, steps, relative, lacking)
    mix = None if trend.cuts else _mix(own, panel, seen, at, relative)
    return Moved(
        day,
        trend.periods[at],
        None if mixed is None else trend.periods[mixed],
        alone_step,
        against,
        mix,
    )


def _place(trend: Trend, day: date) -> tuple[int, int | None]:
    periods = trend.periods
    holding = next(
        (at for at, period in enumerate(periods) if period.first_day <= day <= period.last_day), None
    )
    mixed = holding if holding is not None and periods[holding].first_day < day else None
    at = None if holding is None else holding + (mixed is not None)
    if at is None or not 0 < at < len(periods):
        raise Problem(
            da=f"{day} ligger ikke inde i serien, som går fra {periods[0]} til {periods[-1]}; der skal være "
            "perioder både før og efter. Vælg en anden dag, eller flere perioder med --from og --to",
            en=f"{day} does not lie inside the series, which runs from {periods[0]} to {periods[-1]}; "
            "there must be periods before and after. Choose another day, or more periods with --from and "
            "--to",
        )
    return at, mixed


def _scaled(values: Floats, relative: bool) -> Floats:
    if not relative:
        return values
    with np.errstate(invalid="ignore"):
        return 100 * np.log(values)


def _told(number: float, relative: bool) -> float:
    """A difference of logarithms (times 100) as per cent."""
    return float(100 * np.expm1(number / 100)) if relative else number


def _step(
    one: Shift,
    relative: bool,
    dates: Placebos | None = None,
    areas: Placebos | None = None,
    members: int = 0,
    lacking: int = 0,
) -> Step:
    estimate, low, high = (_told(number, relative) for number in (one.estimate, one.low, one.high))
    return Step(estimate, low, high, one.p, one.before, one.after, relative, dates, areas, members, lacking)


def _against(
    own: Floats,
    cluster: Floats,
    panel: Panel,
    seen: NDArray[np.bool_],
    at: int,
    a_year: int,
    steps: Sequence[int],
    relative: bool,
    lacking: int,
) -> Step | None:
    """Difference in differences: the series less the cluster's, and the same of every member.

    ``cluster``: its members pooled, or as published where they are not known.
    """
    gap = own - _scaled(cluster, relative)
    found = level_shift(gap, at, a_year, steps=steps)
    if found is None:
        return None
    areas = None
    if len(panel.areas) > 1:
        others = np.column_stack(
            [
                _scaled(panel.values[:, place], relative) - _scaled(panel.pooled(place), relative)
                for place in range(len(panel.areas))
            ]
        )
        others[~seen] = np.nan
        sizes = [one.t for one in level_shifts(others, at, a_year, steps=steps) if one is not None]
        areas = Placebos(len(sizes), placebo_p(found.t, sizes)) if sizes else None
    dates = _at_other_dates(gap, found, at, a_year, steps)
    return _step(found, relative, dates, areas, len(panel.areas), lacking)


def _at_other_dates(
    series: Floats, found: Shift, at: int, a_year: int, steps: Sequence[int]
) -> Placebos | None:
    """The same step at every date before (and after), on that side's values alone."""
    sizes: list[float] = []
    side = max(_FEWEST_SIDE, a_year // 2)
    for first, last in ((0, at), (at, series.size)):
        part = series[first:last]
        own = [step - first for step in steps if first < step < last]
        for place in range(side, part.size - side + 1):
            one = level_shift(part, place, a_year, steps=own) if place < part.size else None
            if one is not None:
                sizes.append(one.t)
    return Placebos(len(sizes), placebo_p(found.t, sizes)) if len(sizes) >= FEWEST_BEFORE else None


def _mix(own: Floats, panel: Panel, seen: NDArray[np.bool_], at: int, relative: bool) -> Mix | None:
    before = int(seen[:at].sum())
    if len(panel.areas) < FEWEST_DONORS or before < FEWEST_BEFORE:
        return None
    donors = _scaled(panel.values[seen], relative)
    found = synthetic_control(own[seen], donors, before)
    if found is None:
        return None
    others = []
    for place in range(donors.shape[1]):
        one = synthetic_control(donors[:, place], np.delete(donors, place, axis=1), before)
        if one is not None:
            others.append(one.ratio)
    weights = sorted(zip(panel.areas, map(float, found.weights), strict=True), key=lambda pair: -pair[1])
    return Mix(
        _told(found.effect, relative),
        _told(found.fit, relative),
        _told(found.apart, relative),
        before,
        int(seen[at:].sum()),
        relative,
        tuple((area, weight) for area, weight in weights if weight > 0.005),
        Placebos(len(others), placebo_p(found.ratio, others)),
    )
