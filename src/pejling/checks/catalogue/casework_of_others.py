"""Casework of persons who are not in the delivery: most likely numbers written another way."""

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
from pejling.checks.courses import places
from pejling.checks.examined import Examined
from pejling.checks.words import PERSONS, share, together
from pejling.spells.extract import NAMES
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    extracts = {kind: one for kind, one in examined.casework.items() if kind != "staff"}
    found = {kind: np.zeros(len(one.keys), dtype=np.bool_) for kind, one in extracts.items()}
    for block in delivery.read_blocks():
        for kind, extract in extracts.items():
            own, _ = places(extract.keys, block.key)
            found[kind][own] = True
    faults, others, persons = [], [], 0
    for kind, there in found.items():
        missing = int((~there).sum())
        persons += len(there)
        if len(there) >= thresholds["persons"] and 100 * missing > thresholds["pct"] * len(there):
            others.append(missing)
            said, name = share(missing, len(there)), NAMES[kind]
            what = Text(
                da=f"{said.da} af personerne er ikke i leverancen",
                en=f"{said.en} of the persons are not in the delivery",
            )
            faults.append(Fault(name, what))
    return judged(faults, persons, PERSONS, found=together(others), of_persons=True)


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Sager om andre personer", en="Casework of other persons"),
    what_it_means=Text(
        da="Mange af sagsudtrækkets personer findes ikke i persondata. Personnumrene er sandsynligvis "
        "skrevet "
        "forskelligt eller erstattet med hver sin nøgle; kontakter og aktivering bliver for lave.",
        en="Many of the extract's persons are not in the person data. Most likely their numbers are "
        "written in "
        "two ways or replaced under two keys; contacts and activation become too low.",
    ),
    what_to_do=Text(
        da="Se efter, om begge filer har CPR-numre (ikke løbenumre), og tag dem ind med samme nøgle.",
        en="See whether both files have CPR numbers (no serial numbers), and take them in under one key.",
    ),
    needs=frozenset({Need.PERSONS, Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            25,
            Text(da="pct. af personerne", en="per cent of the persons"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=100,
        ),
        Threshold(
            "persons",
            20,
            Text(da="personer", en="persons"),
            Text(da="mindre udtræk ses ikke efter", en="smaller extracts are not looked at"),
            least=5,
        ),
    ),
)
