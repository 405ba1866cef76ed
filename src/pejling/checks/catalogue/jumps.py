"""Months that jump further than the series has ever done, no break or event near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import Level, break_months, broken, grouped, month_of
from pejling.checks.words import SERIES, amount, where
from pejling.terms.text import Text

_SCALE = 1.4826  # of the median absolute deviation: a standard deviation where changes are normal
_YEAR = 12


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = (level for level in examined.levels if level.known and month_of(level.period) is not None)
    series = grouped(own, lambda one: (one.indicator, one.group, one.area, one.breakdown, one.source))
    faults, looked_at = [], 0
    for (indicator, group, area, breakdown, _), found in series.items():
        if len(found) <= thresholds["months"]:
            continue
        looked_at += 1
        eventful = examined.eventful(indicator, group, area)
        for level, change, usual in _jumps(found, thresholds, break_months(indicator, group) | eventful):
            decimals = level.decimals if level.decimals is not None else 1
            by, used = amount(change, decimals), amount(usual, max(decimals, 1))
            faults.append(
                Fault(
                    where(indicator, group, area, level.period, breakdown),
                    Text(
                        da=f"ændring på {by.da} fra måneden før; ellers omkring {used.da}",
                        en=f"a change of {by.en} from the month before; else about {used.en}",
                    ),
                )
            )
    return judged(faults, looked_at, SERIES)


def _jumps(
    found: Sequence[Level], thresholds: Thresholds, excused: frozenset[int]
) -> list[tuple[Level, float, float]]:
    """The figures that jump, the change, and what a change of this series usually is.

    A change is judged against the same change a year earlier where there is one (seasons repeat), in units of
    the series' own robust deviation, and against a share of its level: small series are all noise.
    """
    ordered = sorted(found, key=lambda one: month_of(one.period) or 0)
    month = np.array([month_of(one.period) or 0 for one in ordered])
    value = np.array([one.value or 0.0 for one in ordered])
    step = np.diff(value)
    after = np.array([broken(one.marks) for one in ordered])
    judged_ = np.diff(month) == 1
    judged_ &= after[1:] == after[:-1]
    judged_ &= ~np.isin(month[1:], list(excused))
    if judged_.sum() < thresholds["months"]:
        return []
    by_month = dict(zip(month[1:].tolist(), step.tolist(), strict=True))
    season = np.array([by_month.get(at - _YEAR, 0.0) for at in month[1:].tolist()])
    # the smaller of the two: a jump that was no season's does not become one a year later
    beyond = np.minimum(np.abs(step), np.abs(step - season))
    usual = float(np.median(np.abs(step[judged_] - np.median(step[judged_])))) * _SCALE
    floor = max(usual, ordered[0].slack * 2)
    level = np.abs(value[:-1])
    jumps = judged_ & (beyond > thresholds["deviations"] * floor) & (beyond > thresholds["pct"] / 100 * level)
    jumps &= level + np.abs(value[1:]) >= thresholds["least"]
    return [(ordered[at + 1], float(step[at]), usual) for at in np.flatnonzero(jumps).tolist()]


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Spring ud over seriens historie", en="Jumps beyond the series' own history"),
    what_it_means=Text(
        da="En måned ændrer sig langt mere, end serien ellers gør, også set mod samme måned året før, og "
        "uden "
        "kendt databrud eller begivenhed. Det kan være virkeligt, eller en fejl i kilden.",
        en="A month changes far more than the series usually does, also against the same month a year "
        "earlier, "
        "and without a known break or event. It may be real, or an error of the source.",
    ),
    what_to_do=Text(
        da="Se måneden efter i kilden. Er springet virkeligt, så skriv begivenheden ned (pejling take-in "
        "events).",
        en="Look the month up in the source. If the jump is real, note the event (pejling take-in events).",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "deviations",
            8,
            Text(da="robuste afvigelser", en="robust deviations"),
            Text(da="så mange skal ændringen være", en="how many the change has to be"),
            least=1,
        ),
        Threshold(
            "pct",
            25,
            Text(da="pct. af niveauet", en="per cent of the level"),
            Text(da="og mindst så meget", en="and at least so much"),
        ),
        Threshold(
            "months",
            18,
            Text(da="måneder", en="months"),
            Text(da="kortere serier har ingen historie", en="shorter series have no history"),
            least=3,
        ),
        Threshold(
            "least",
            0.5,
            Text(da="i seriens enhed", en="in the series' own unit"),
            Text(da="mindre tal er støj", en="smaller figures are noise"),
        ),
    ),
)
