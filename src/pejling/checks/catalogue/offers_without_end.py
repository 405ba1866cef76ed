"""Offers that have been open for very long."""

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
from pejling.checks.words import people, place
from pejling.terms.text import Text

OFFERS = Text(da="tilbud", en="offers")


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    extract = examined.casework.get("offers")
    if extract is None or not extract.table.num_rows:
        return not_applicable("ingen tilbud er taget ind", "no offers are taken in")
    first = extract.table.column("first").cast("int32").fill_null(0).to_numpy().astype(np.int64)
    open_ = extract.table.column("last").is_null().to_numpy()
    long_ago = extract.last_day - first > thresholds["days"]
    found = int((open_ & long_ago).sum())
    faults = []
    if 100 * found > thresholds["pct"] * len(first):
        said = people(found)
        what = Text(
            da=f"{said.da} har ingen slutdato og begyndte for over {thresholds['days']:.0f} dage siden",
            en=f"{said.en} have no end and began more than {thresholds['days']:.0f} days ago",
        )
        faults.append(Fault(place("offers"), what))
    return judged(faults, len(first), OFFERS, found=found if faults else 0, of_persons=True)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Tilbud uden slutning", en="Offers without an end"),
    what_it_means=Text(
        da="Tilbud, som ingen har afsluttet i fagsystemet, løber til udtrækkets sidste dag. "
        "Aktiveringsgraden "
        "bliver for høj.",
        en="Offers that nobody has closed in the casework system run to the extract's last day. The "
        "activation "
        "degree becomes too high.",
    ),
    what_to_do=Text(
        da="Afslut dem i fagsystemet, og tag et nyt udtræk ind.",
        en="Close them in the casework system, and take a new extract in.",
    ),
    needs=frozenset({Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "days",
            400,
            Text(da="dage", en="days"),
            Text(da="så længe må et tilbud være åbent", en="for so long an offer may be open"),
        ),
        Threshold(
            "pct",
            1,
            Text(da="pct. af tilbuddene", en="per cent of the offers"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=100,
        ),
    ),
)
