"""Weeks in which a municipality has nobody on any benefit, though it has before and after."""

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
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text
from pejling.terms.week import Week


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    window, known = delivery.window, municipalities()
    faults, looked_at = [], 0
    for code, persons in zip(*by_municipality(delivery), strict=True):
        there = np.flatnonzero(persons)
        if int(code) not in known or not len(there) or np.median(persons[there]) < thresholds["persons"]:
            continue
        looked_at += 1
        inside = np.arange(len(persons))
        empty = (persons == 0) & window.present & (inside > there[0]) & (inside < there[-1])
        if empty.any():
            first = Week.from_index(int(np.flatnonzero(empty)[0]) + window.first)
            name = known[int(code)].name
            what = Text(
                da=f"{int(empty.sum())} uger uden en eneste på ydelser, den første {first}",
                en=f"{int(empty.sum())} weeks without anybody on a benefit, the first {first}",
            )
            faults.append(Fault(Text(da=name, en=name), what))
    return judged(faults, looked_at, Text(da="kommuner", en="municipalities"))


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Kommuner uden personer", en="Municipalities without persons"),
    what_it_means=Text(
        da="En kommune har i nogle uger ingen på nogen ydelse, men mange før og efter. Den er faldet ud af "
        "leverancen i de uger.",
        en="For some weeks a municipality has nobody on any benefit, but many before and after. It has "
        "fallen "
        "out of the delivery in those weeks.",
    ),
    what_to_do=Text(
        da="Spørg den, der leverer; hold perioden ude af sammenligninger til da.",
        en="Ask the deliverer; keep the period out of comparisons until then.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        Threshold(
            "persons",
            20,
            Text(da="personer", en="persons"),
            Text(da="kommuner med færre ses ikke efter", en="municipalities with fewer are not looked at"),
            least=5,
        ),
    ),
)
