"""Weeks on a benefit that no municipality gets."""

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
from pejling.checks.words import PERSONS, SMALL, place, share
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    weeks = nowhere = persons = homeless = 0
    for block in delivery.read_blocks():
        rows = delivery.on_benefit(block.code)
        length = (block.last.astype(np.int64) - block.first + 1)[rows]
        blank = block.municipality[rows] == 0
        weeks += int(length.sum())
        nowhere += int(length[blank].sum())
        persons += len(np.unique(block.person[rows]))
        homeless += len(np.unique(block.person[rows][blank]))
    if weeks and nowhere == weeks:
        return not_applicable(
            "leverancen siger ikke, hvor nogen bor", "the delivery does not say where people live"
        )
    faults = []
    if 100 * nowhere > thresholds["pct"] * weeks:
        said = share(nowhere, weeks) if homeless >= SMALL else share(homeless, weeks)
        what = Text(
            da=f"{said.da} af ugerne på ydelser er uden kommune",
            en=f"{said.en} of the weeks on benefits are without a municipality",
        )
        faults.append(Fault(place(delivery.id), what))
    return judged(faults, persons, PERSONS, found=homeless if faults else 0, of_persons=True)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Ukendt kommune", en="Unknown municipality"),
    what_it_means=Text(
        da="Uger uden en af de 98 kommuner tæller kun i hele landet. Kommunernes tal er for lave.",
        en="Weeks without one of the 98 municipalities count in the country only. The municipalities' "
        "figures "
        "are too low.",
    ),
    what_to_do=Text(
        da="Giv en tabel over gamle og nye kommunekoder i pejling.toml ([areas] file = ...).",
        en="Give a table of old and new municipality codes in pejling.toml ([areas] file = ...).",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            3,
            Text(da="pct. af ugerne", en="per cent of the weeks"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=100,
        ),
    ),
)
