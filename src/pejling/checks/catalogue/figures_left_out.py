"""Figures of a source that no indicator of ours is, or ids that nobody knows."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.words import VINTAGES, place
from pejling.terms.text import Text

NAMED = 4


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    faults = []
    for one in examined.vintages:
        for key, da, en in (
            ("not_mapped", "ikke taget ind", "not taken in"),
            ("unknown", "taget ind uden at være kendt", "taken in without being known"),
        ):
            names = [str(name) for name in one.details.get(key) or ()]
            if names:
                named = ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
                what = Text(da=f"{len(names)} {da}: {named}", en=f"{len(names)} {en}: {named}")
                faults.append(Fault(place(one.id), what))
    return judged(faults, len(examined.vintages), VINTAGES)


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Tal uden indikator", en="Figures without an indicator"),
    what_it_means=Text(
        da="Kilden har tal, som ingen indikator svarer til. De er nævnt, men indgår ikke i rapporten.",
        en="The source has figures that no indicator stands for. They are named, but no part of the report.",
    ),
    what_to_do=Text(
        da="Skriv dem ind i en oversættelsesfil (--mapping), hvis de skal med.",
        en="Write them into a mapping file (--mapping) if they are wanted.",
    ),
    needs=frozenset({Need.VINTAGES}),
    run=run,
)
