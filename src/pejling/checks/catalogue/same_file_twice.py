"""The same file taken in more than once."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined, VintageFacts
from pejling.checks.words import VINTAGES, place
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    seen: dict[tuple[str, str], list[VintageFacts]] = {}
    faults = []
    for one in examined.vintages:
        for name, sha256 in one.inputs:
            before = seen.setdefault((one.kind, sha256), [])
            again = next((other for other in before if _again(other, one, thresholds["seconds"])), None)
            if again is not None:
                what = Text(da=f"{name} er også i {again.id}", en=f"{name} is in {again.id} too")
                faults.append(Fault(place(one.id), what))
            before.append(one)
    return judged(faults, len(examined.vintages), VINTAGES)


def _again(one: VintageFacts, other: VintageFacts, seconds: float) -> bool:
    """Whether two vintages of one file are of two commands: one command may make a vintage a table."""
    table = one.details.get("table")
    if table and table == other.details.get("table"):
        return True
    if one.moment is None or other.moment is None:
        return True
    return (other.moment - one.moment).total_seconds() > seconds


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
    thresholds=(
        Threshold(
            "seconds",
            60,
            Text(da="sekunder", en="seconds"),
            Text(
                da="så tæt på hinanden er det én kommando, der laver flere leverancer",
                en="so close to each other it is one command that makes several vintages",
            ),
        ),
    ),
)
