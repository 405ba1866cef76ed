"""The same file taken in more than once."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.words import VINTAGES, place
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for one in examined.vintages:
        for name, sha256 in one.inputs:
            before = seen.setdefault((one.kind, sha256), one.id)
            if before != one.id:
                what = Text(da=f"{name} er også i {before}", en=f"{name} is in {before} too")
                faults.append(Fault(place(one.id), what))
    return judged(faults, len(examined.vintages), VINTAGES)


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Samme fil to gange", en="The same file twice"),
    what_it_means=Text(
        da="En fil er taget ind to gange. Intet tæller dobbelt, men den ene leverance er overflødig, og den "
        "rigtige fil kan være glemt.",
        en="A file was taken in twice. Nothing counts double, but one of the vintages is idle, and the right "
        "file may have been forgotten.",
    ),
    what_to_do=Text(
        da="Se efter, om en anden fil skulle have været taget ind, og træk den overflødige leverance "
        "tilbage.",
        en="See whether another file was meant, and withdraw the idle vintage.",
    ),
    needs=frozenset({Need.VINTAGES}),
    run=run,
)
