"""Casework extracts that end long before the delivery of persons."""

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

_STEADY = frozenset({"contacts", "offers"})  # of sanctions and decisions months may pass without one


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    end = int(monday_of(np.array([delivery.window.last]))[0]) + 6
    faults = []
    extracts = {kind: one for kind, one in examined.casework.items() if kind in _STEADY}
    for kind, extract in extracts.items():
        if end - extract.last_day > thresholds["days"]:
            last, weeks = day_of(extract.last_day), day_of(end)
            what = Text(da=f"går til {last}, ugerne til {weeks}", en=f"runs to {last}, the weeks to {weeks}")
            faults.append(Fault(NAMES[kind], what))
    return judged(faults, len(extracts), Text(da="udtræk", en="extracts"))


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Sagsudtræk, der ender tidligt", en="Extracts that end early"),
    what_it_means=Text(
        da="Sagsudtrækket ender måneder før persondata. Kontakter og aktivering kan ikke siges for den "
        "nyeste "
        "tid.",
        en="The extract ends months before the person data. Contacts and activation cannot be told of the "
        "newest time.",
    ),
    what_to_do=Text(da="Bestil et nyere udtræk.", en="Order a newer extract."),
    needs=frozenset({Need.PERSONS, Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "days",
            92,
            Text(da="dage", en="days"),
            Text(da="så længe før ugerne", en="for so long before the weeks"),
        ),
    ),
)
