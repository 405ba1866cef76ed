"""A series that loses its decimals on the way."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped, month_of
from pejling.checks.words import SERIES, where
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = (
        level
        for level in examined.levels
        if level.known and level.decimals is not None and month_of(level.period) is not None
    )
    series = grouped(own, lambda one: (one.indicator, one.group, one.area, one.breakdown, one.source))
    faults, looked_at, span = [], 0, int(thresholds["months"])
    for (indicator, group, area, breakdown, _), found in series.items():
        if len(found) < 2 * span:
            continue
        looked_at += 1
        ordered = sorted(found, key=lambda one: month_of(one.period) or 0)
        first, last = (
            max(level.decimals or 0 for level in part) for part in (ordered[:span], ordered[-span:])
        )
        # a round number may be printed short once, but not a dozen times
        if first != last:
            faults.append(
                Fault(
                    where(indicator, group, area, breakdown=breakdown),
                    Text(
                        da=f"først {first} decimaler, til sidst {last}",
                        en=f"{first} decimals at first, {last} in the end",
                    ),
                )
            )
    return judged(faults, looked_at, SERIES)


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Serier, der skifter decimaler", en="Series that change their decimals"),
    what_it_means=Text(
        da="En serie har flere eller færre decimaler nu end før. Ændringer over skiftet kan være afrunding.",
        en="A series has more or fewer decimals now than before. Changes across that may be rounding.",
    ),
    what_to_do=Text(
        da="Hent hele serien igen, så alle tal har samme form.",
        en="Fetch the whole series again, so that all figures have one form.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "months",
            12,
            Text(da="måneder", en="months"),
            Text(da="så mange ses efter i hver ende", en="how many are looked at on each end"),
            least=2,
        ),
    ),
)
