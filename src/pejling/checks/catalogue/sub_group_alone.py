"""A period with a figure for one sub-group only, where others have the rest of them too."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped
from pejling.checks.words import where
from pejling.terms.benefit import groups
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    family = {id: one.parent for id, one in groups().items() if one.parent}
    family |= {parent: parent for parent in family.values()}
    own = (level for level in examined.levels if level.known and level.group in family)
    series = grouped(own, lambda one: (one.indicator, one.area, one.breakdown, family[one.group], one.source))
    faults, looked_at = [], 0
    for (indicator, area, breakdown, _, _), found in series.items():
        by_period = {
            period: {level.group for level in of}
            for period, of in grouped(found, lambda one: one.period).items()
        }
        usual = max(len(there) for there in by_period.values())
        for period, there in by_period.items():
            looked_at += 1
            (only, *others) = sorted(there)
            if usual > 2 and not others and only != family[only]:
                at = where(indicator, only, area, period, breakdown)
                faults.append(
                    Fault(
                        at,
                        Text(
                            da=f"kun denne undergruppe har et tal; ellers har {usual}",
                            en=f"only this sub-group has a figure; elsewhere {usual} have",
                        ),
                    )
                )
    return judged(faults, looked_at, Text(da="perioder", en="periods"))


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Kun én undergruppe", en="One sub-group only"),
    what_it_means=Text(
        da="I en periode er der kun tal for én undergruppe, hvor der ellers er for flere og for det hele. "
        "Undergruppen kan ikke læses mod resten.",
        en="In a period there are figures of one sub-group only, where elsewhere there are of several and of "
        "the whole. The sub-group cannot be read against the rest.",
    ),
    what_to_do=Text(da="Hent tabellen igen med alle grupper.", en="Fetch the table again with all groups."),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
)
