"""Vintages that were taken in and have vanished from the store, or been exchanged there."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.words import VINTAGES, place
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    missed = examined.read_missed()
    there = {one.id for one in examined.vintages}
    count = len(there | {id for id, _ in missed})
    return judged([Fault(place(id), what) for id, what in missed], count, VINTAGES)


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Leverancer, der mangler", en="Vintages that are missing"),
    what_it_means=Text(
        da="Journalen kender en leverance, som ikke er i lageret, som den blev taget ind, eller er selv "
        "beskadiget. Tal kan være andre end dem, der blev taget ind.",
        en="The journal knows a vintage that is not in the store as it was taken in, or is damaged itself. "
        "Figures may be others than those taken in.",
    ),
    what_to_do=Text(
        da="Hent leverancens mappe fra en sikkerhedskopi. Er den væk for altid, så skriv det: "
        "pejling vintages withdraw ID --why ...",
        en="Bring the vintage's folder back from a backup. If it is gone for good, say so: "
        "pejling vintages withdraw ID --why ...",
    ),
    needs=frozenset({Need.VINTAGES}),
    run=run,
)
