"""Runs that lie outside the weeks of their delivery, or end before they begin."""

from __future__ import annotations

import numpy as np

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged, not_applicable
from pejling.checks.examined import Examined
from pejling.checks.words import people, place, together
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    window = delivery.window
    runs = outside = overlapping = 0
    for block in delivery.read_blocks():
        runs += len(block.person)
        wrong = (block.first < window.first) | (block.last > window.last) | (block.last < block.first)
        outside += len(np.unique(block.person[wrong]))
        again = (block.person[1:] == block.person[:-1]) & (block.first[1:] <= block.last[:-1])
        overlapping += len(np.unique(block.person[1:][again]))
    faults = []
    for count, da, en in (
        (outside, "har uger uden for leverancen", "have weeks outside the delivery"),
        (overlapping, "har to koder i samme uge", "have two codes in one week"),
    ):
        if count:
            said = people(count)
            what = Text(da=f"{said.da} personer {da}", en=f"{said.en} persons {en}")
            faults.append(Fault(place(delivery.id), what))
    return judged(
        faults, runs, Text(da="stræk", en="runs"), found=together([outside, overlapping]), of_persons=True
    )


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Uger efter leverancens slutning", en="Weeks after the delivery's end"),
    what_it_means=Text(
        da="Personers uger ligger uden for de uger, som leverancen dækker, eller oven i hinanden. Lageret er "
        "skrevet forkert, og alle tal kan være berørt.",
        en="Weeks of persons lie outside those that the delivery covers, or on top of each other. The "
        "store was "
        "written wrongly, and all figures may be touched.",
    ),
    what_to_do=Text(
        da="Træk leverancen tilbage, og tag filen ind igen.",
        en="Withdraw the vintage, and take the file in again.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
)
