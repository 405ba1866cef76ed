"""A month in which a municipality has no figure at all, though it has one before and after."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped, month_name, month_of
from pejling.checks.words import SERIES, where
from pejling.terms.observation import Status
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    # of a break-down a source leaves out the parts that nobody is in
    own = (one for one in examined.levels if month_of(one.period) is not None and not one.breakdown)
    series = grouped(own, lambda one: (one.indicator, one.group, one.area, one.source))
    faults, looked_at = [], 0
    for (indicator, group, area, _), found in series.items():
        told = {month_of(level.period) or 0 for level in found if level.status != Status.NOT_OBSERVED}
        if len(told) < thresholds["months"]:
            continue
        looked_at += 1
        missing = sorted(set(range(min(told), max(told))) - told)
        # a series that is told of every third month has no holes
        if missing and len(missing) < len(told):
            months = ", ".join(month_name(month) for month in missing[:3])
            more = Text(da=" med flere", en=" and more") if len(missing) > 3 else None
            faults.append(
                Fault(
                    where(indicator, group, area),
                    Text(
                        da=f"intet tal i {months}{more.da if more else ''}",
                        en=f"no figure in {months}{more.en if more else ''}",
                    ),
                )
            )
    return judged(faults, looked_at, SERIES)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Måneder helt uden tal", en="Months without any figure"),
    what_it_means=Text(
        da="En kommune har tal før og efter en måned, men ingen i den: hverken et tal eller et skjult. "
        "Udviklingen regnes over hullet.",
        en="A municipality has figures before and after a month and none in it: neither a figure nor a "
        "hidden one. Development is computed across the gap.",
    ),
    what_to_do=Text(da="Hent de måneder igen.", en="Fetch those months again."),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "months",
            6,
            Text(da="måneder", en="months"),
            Text(da="kortere serier ses ikke efter", en="shorter series are not looked at"),
            least=2,
        ),
    ),
)
