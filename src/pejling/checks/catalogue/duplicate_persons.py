"""The same person more than once in the delivery."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged, not_applicable
from pejling.checks.courses import repeated
from pejling.checks.examined import Examined
from pejling.checks.words import PERSONS, people, place
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    keys = [block.key for block in delivery.read_blocks()]
    found = repeated(keys)
    said = people(found)
    what = Text(
        da=f"{said.da} rækker har en nøgle, som en anden har",
        en=f"{said.en} rows have a key that another has",
    )
    faults = [Fault(place(delivery.id), what)] if found else []
    return judged(faults, sum(map(len, keys)), PERSONS, found=found, of_persons=True)


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Personer, der er der to gange", en="Persons who are there twice"),
    what_it_means=Text(
        da="Samme pseudonym står på flere rækker. Personerne tæller dobbelt i alle tal.",
        en="One pseudonym stands on several rows. The persons count double in every figure.",
    ),
    what_to_do=Text(
        da="Saml personens uger på én række i filen, og tag den ind igen.",
        en="Put the person's weeks on one row of the file, and take it in again.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
)
