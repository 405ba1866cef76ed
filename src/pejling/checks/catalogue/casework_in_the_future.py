"""Contacts held, sanctions and decisions dated after today, and offers far ahead."""

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
from pejling.checks.examined import Examined
from pejling.checks.words import people, together
from pejling.spells.extract import NAMES, Extract
from pejling.terms.day import number_of
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if not examined.casework:
        return not_applicable("ingen sagsudtræk", "no casework extracts")
    today = number_of(examined.today)
    faults, found, rows = [], [], 0
    for kind, extract in examined.casework.items():
        late = _late(extract, today, int(thresholds["days"]))
        rows += len(late)
        if count := int(late.sum()):
            found.append(count)
            said = people(count)
            what = Text(da=f"{said.da} ligger efter i dag", en=f"{said.en} lie after today")
            faults.append(Fault(NAMES[kind], what))
    return judged(faults, rows, Text(da="rækker", en="rows"), found=together(found), of_persons=True)


def _late(extract: Extract, today: int, ahead: int) -> NDArray[np.bool_]:
    """Which rows cannot have happened yet; an offer may be planned so many days ahead."""
    name = "day" if "day" in extract.table.column_names else "first"
    day = extract.table.column(name).cast("int32").fill_null(0).to_numpy().astype(np.int64)
    late: NDArray[np.bool_] = day > today + (ahead if name == "first" else 0)
    if extract.kind == "contacts":
        late &= extract.table.column("held").fill_null(False).to_numpy()
    return late


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Sager i fremtiden", en="Casework in the future"),
    what_it_means=Text(
        da="Samtaler står som holdt, eller sanktioner og afgørelser som truffet, på en dag, der ikke er "
        "kommet. "
        "Dag og måned er måske byttet om.",
        en="Talks are told held, or sanctions and decisions made, on a day that has not come. Day and "
        "month may "
        "be swapped.",
    ),
    what_to_do=Text(
        da="Se datoernes form efter i udtrækket (2011-03-31), og tag det ind igen.",
        en="See the form of dates in the extract (2011-03-31), and take it in again.",
    ),
    needs=frozenset({Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "days",
            365,
            Text(da="dage", en="days"),
            Text(da="så langt frem kan et tilbud være planlagt", en="how far ahead an offer may be planned"),
        ),
    ),
)
