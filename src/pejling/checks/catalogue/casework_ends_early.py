"""Casework extracts that end long before the delivery of persons, or long after it."""

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
from pejling.checks.courses import monday_of
from pejling.checks.examined import Examined
from pejling.spells.extract import NAMES
from pejling.terms.day import day_of
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    end = int(monday_of(np.array([delivery.window.last]))[0]) + 6
    faults = []
    for kind, extract in examined.casework.items():
        if abs(end - extract.last_day) > thresholds["days"]:
            last, weeks = day_of(extract.last_day), day_of(end)
            what = Text(da=f"går til {last}, ugerne til {weeks}", en=f"runs to {last}, the weeks to {weeks}")
            faults.append(Fault(NAMES[kind], what))
    return judged(faults, len(examined.casework), Text(da="udtræk", en="extracts"))


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Udtræk og uger slutter ikke sammen", en="Extracts and weeks end apart"),
    what_it_means=Text(
        da="Sagsudtrækket og persondata slutter med måneders mellemrum. Kontakter og aktivering kan kun "
        "siges "
        "for den tid, som begge dækker.",
        en="The extract and the person data end months apart. Contacts and activation can be told only of "
        "the "
        "time that both cover.",
    ),
    what_to_do=Text(da="Bestil den, der slutter først, på ny.", en="Order anew the one that ends first."),
    needs=frozenset({Need.PERSONS, Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "days",
            92,
            Text(da="dage", en="days"),
            Text(da="så langt fra hinanden", en="how far apart"),
        ),
    ),
)
