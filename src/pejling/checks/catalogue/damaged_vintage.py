"""Vintages whose files are not what was written."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.words import VINTAGES, place
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    faults = []
    for one in examined.vintages:
        if (what := one.damage()) is not None:
            faults.append(Fault(place(one.id), what))
    return judged(faults, len(examined.vintages), VINTAGES)


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Beskadigede leverancer", en="Damaged vintages"),
    what_it_means=Text(
        da="En fil i lageret er ikke, som den blev skrevet. Ingen tal, der bygger på den, kan stoles på.",
        en="A file in the store is not as it was written. No figure that rests on it can be trusted.",
    ),
    what_to_do=Text(
        da="Hent filen fra en sikkerhedskopi, eller træk leverancen tilbage og tag filen ind igen.",
        en="Bring the file back from a backup, or withdraw the vintage and take the file in again.",
    ),
    needs=frozenset({Need.VINTAGES}),
    run=run,
)
