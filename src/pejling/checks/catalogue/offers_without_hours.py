"""Offers whose hours a week are not given, by municipality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
from pejling.checks.courses import places, run_at, week_of
from pejling.checks.examined import Examined
from pejling.checks.words import share, together
from pejling.spells.extract import Extract
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text

OFFERS = Text(da="tilbud", en="offers")


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    extract = examined.casework.get("offers")
    if extract is None or not extract.table.num_rows:
        return not_applicable("ingen tilbud er taget ind", "no offers are taken in")
    missing = extract.table.column("hours").is_null().to_numpy()
    homes = _homes(examined, extract)
    faults, found = [], []
    for code in np.unique(homes).tolist():
        own = homes == code
        count, without = int(own.sum()), int(missing[own].sum())
        if count < thresholds["offers"] or 100 * without <= thresholds["pct"] * count:
            continue
        found.append(without)
        said = share(without, count)
        known = municipalities().get(code)
        name = known.name if known else None
        place = Text(da=name or "ukendt kommune", en=name or "unknown municipality")
        faults.append(Fault(place, Text(da=f"{said.da} er uden timer", en=f"{said.en} are without hours")))
    return judged(faults, len(missing), OFFERS, found=together(found), of_persons=True)


def _homes(examined: Examined, extract: Extract) -> NDArray[np.int64]:
    """Where each offer's person lives when it begins: a code, 0 where nobody knows."""
    person = extract.table.column("person").to_numpy()
    week = week_of(extract.table.column("first").cast("int32").fill_null(0).to_numpy())
    homes = np.zeros(len(person), dtype=np.int64)
    if examined.delivery is None:
        own = int(examined.municipality) if examined.municipality.isdigit() else 0
        return np.full(len(person), own, dtype=np.int64)
    for block in examined.delivery.read_blocks():
        own_place, block_place = places(extract.keys, block.key)
        of_block = np.full(len(extract.keys), -1, dtype=np.int64)
        of_block[own_place] = block_place
        rows = np.flatnonzero(of_block[person] >= 0)
        at = run_at(block.person, block.first, block.last, of_block[person[rows]], week[rows])
        homes[rows[at >= 0]] = block.municipality[at[at >= 0]]
    return homes


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Tilbud uden timer", en="Offers without hours"),
    what_it_means=Text(
        da="Et tilbud uden timer regnes for fuld tid. Aktiveringsgraden i kommuner, der ikke skriver timer, "
        "bliver for høj.",
        en="An offer without hours counts as full time. The activation degree of municipalities that note no "
        "hours becomes too high.",
    ),
    what_to_do=Text(
        da="Tag timerne med i udtrækket, eller sammenlign ikke aktiveringsgraden med disse kommuner.",
        en="Have the hours in the extract, or do not compare the activation degree with these "
        "municipalities.",
    ),
    needs=frozenset({Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            20,
            Text(da="pct. af tilbuddene", en="per cent of the offers"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=100,
        ),
        Threshold(
            "offers",
            20,
            Text(da="tilbud", en="offers"),
            Text(da="kommuner med færre ses ikke efter", en="municipalities with fewer are not looked at"),
            least=5,
        ),
    ),
)
