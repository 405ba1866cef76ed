"""Weeks inside the delivery for which the file has no column."""

from __future__ import annotations

import numpy as np

from pejling.checks.check import (
    Check,
    Fault,
    Need,
    Outcome,
    Severity,
    Threshold,
    Thresholds,
    judged,
    not_applicable,
)
from pejling.checks.examined import Examined
from pejling.terms.text import Text
from pejling.terms.week import Week


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    window = delivery.window
    missing = np.flatnonzero(~window.present) + window.first
    faults = []
    if len(missing) > thresholds["weeks"]:
        for stretch in np.split(missing, np.flatnonzero(np.diff(missing) > 1) + 1):
            first, last = (Week.from_index(int(week)) for week in (stretch[0], stretch[-1]))
            place = Text(da=f"{first} til {last}", en=f"{first} to {last}")
            count = len(stretch)
            what = Text(
                da=f"{count} {'uge' if count == 1 else 'uger'} uden kolonne",
                en=f"{count} {'week' if count == 1 else 'weeks'} without a column",
            )
            faults.append(Fault(place, what))
    return judged(
        faults,
        window.last - window.first + 1,
        Text(da="uger", en="weeks"),
        found=len(missing) if faults else 0,
    )


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Huller mellem ugerne", en="Gaps between the weeks"),
    what_it_means=Text(
        da="Uger midt i leverancen har ingen kolonne. Ingen er set i dem: forløb brydes over, og længder og "
        "afgang bliver for små.",
        en="Weeks within the delivery have no column. Nobody is observed in them: spells are cut, and "
        "lengths "
        "and exits become too small.",
    ),
    what_to_do=Text(
        da="Bestil en leverance med alle uger, eller accepter hullet udtrykkeligt.",
        en="Order a delivery with all weeks, or accept the gap in so many words.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        Threshold(
            "weeks", 0, Text(da="uger", en="weeks"), Text(da="så mange tåles", en="so many are tolerated")
        ),
    ),
)
