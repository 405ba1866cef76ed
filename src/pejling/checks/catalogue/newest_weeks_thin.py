"""The delivery's last weeks hold far fewer persons on benefits than those before."""

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
from pejling.checks.stocks import by_municipality
from pejling.checks.words import amount
from pejling.terms.text import Text
from pejling.terms.week import Week

LAST, BEFORE = 4, 13


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    _, persons = by_municipality(delivery)
    week = persons.sum(axis=0)[delivery.window.present]
    if len(week) < LAST + BEFORE or np.median(week) < thresholds["persons"]:
        return not_applicable("for få uger eller personer", "too few weeks or persons")
    usual = float(np.median(week[-LAST - BEFORE : -LAST]))
    fall = 100 * (1 - float(week[-LAST:].min()) / usual) if usual else 0.0
    faults = []
    if fall > thresholds["pct"]:
        said, last = amount(fall), Week.from_index(delivery.window.last)
        what = Text(
            da=f"{said.da} pct. færre på ydelser end i ugerne før",
            en=f"{said.en} per cent fewer on benefits than in the weeks before",
        )
        faults.append(Fault(Text(da=f"ugerne op til {last}", en=f"the weeks up to {last}"), what))
    return judged(faults, len(week), Text(da="uger", en="weeks"))


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Tynde sidste uger", en="Thin last weeks"),
    what_it_means=Text(
        da="I leverancens sidste uger er langt færre på ydelser end før: registreringen er ikke færdig. Den "
        "nyeste periode viser et fald, der ikke er der.",
        en="In the delivery's last weeks far fewer are on benefits than before: registration is not "
        "complete. "
        "The newest period shows a fall that is not there.",
    ),
    what_to_do=Text(
        da="Rapportér til og med den periode før, eller vent på næste leverance.",
        en="Report up to the period before, or wait for the next delivery.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            15,
            Text(da="pct.", en="per cent"),
            Text(da="så stort må faldet være", en="how large the fall may be"),
            most=100,
        ),
        Threshold(
            "persons",
            50,
            Text(da="personer", en="persons"),
            Text(da="mindre leverancer ses ikke efter", en="smaller deliveries are not looked at"),
        ),
    ),
)
