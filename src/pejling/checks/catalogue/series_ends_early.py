"""A series that ends months before the others of its table."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import break_months, grouped, month_name, month_of
from pejling.checks.words import SERIES, where
from pejling.terms.observation import Status
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = [
        level
        for level in examined.levels
        if level.status != Status.NOT_OBSERVED and month_of(level.period) is not None
    ]
    faults, looked_at = [], 0
    for found in grouped(own, lambda one: (one.source, one.indicator)).values():
        newest = max(month_of(level.period) or 0 for level in found)
        for (indicator, group, area, breakdown), of in grouped(
            found, lambda one: (one.indicator, one.group, one.area, one.breakdown)
        ).items():
            last = max(month_of(level.period) or 0 for level in of)
            looked_at += 1
            ended_by_law = last + 1 in break_months(indicator, group)
            if newest - last > thresholds["months"] and not ended_by_law:
                faults.append(
                    Fault(
                        where(indicator, group, area, breakdown=breakdown),
                        Text(
                            da=f"ender i {month_name(last)}; andre går til {month_name(newest)}",
                            en=f"ends in {month_name(last)}; others run to {month_name(newest)}",
                        ),
                    )
                )
    return judged(faults, looked_at, SERIES)


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Serier, der ender tidligt", en="Series that end early"),
    what_it_means=Text(
        da="En serie ender måneder før de andre i samme kilde, uden at et kendt databrud forklarer det. "
        "Rapporten viser et ældre tal for den.",
        en="A series ends months before the others of its source, and no known break explains it. The report "
        "shows an older figure of it.",
    ),
    what_to_do=Text(
        da="Se efter, om gruppen eller området har skiftet navn i kilden, og hent tabellen igen.",
        en="See whether the group or area has changed its name in the source, and fetch the table again.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "months",
            3,
            Text(da="måneder", en="months"),
            Text(da="så meget før de andre", en="how long before the others"),
        ),
    ),
)
