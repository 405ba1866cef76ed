"""A few weeks on a benefit in the midst of an emigration."""

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
from pejling.checks.courses import few, many
from pejling.checks.examined import Examined
from pejling.checks.words import PERSONS, people, place
from pejling.terms.benefit import EMIGRATED
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    found = persons = 0
    for block in delivery.read_blocks():
        persons += block.persons
        abroad = block.code == EMIGRATED
        inside = np.zeros(len(abroad), dtype=np.bool_)
        if len(abroad) > 2:
            same = (block.person[:-2] == block.person[1:-1]) & (block.person[1:-1] == block.person[2:])
            whole = (block.first[1:-1] == block.last[:-2] + 1) & (block.first[2:] == block.last[1:-1] + 1)
            inside[1:-1] = same & whole & abroad[:-2] & abroad[2:]
        short = block.last.astype(np.int32) - block.first < thresholds["weeks"]
        found += len(np.unique(block.person[inside & short & delivery.on_benefit(block.code)]))
    faults = []
    if many(found, persons, thresholds["per_10000"]):
        said = people(found)
        what = Text(
            da=f"{said.da} personer har få uger på en ydelse midt i en udvandring",
            en=f"{said.en} persons have a few weeks on a benefit in the midst of an emigration",
        )
        faults.append(Fault(place(delivery.id), what))
    return judged(faults, persons, PERSONS, found=found if faults else 0, of_persons=True)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Ydelse under udvandring", en="Benefits while emigrated"),
    what_it_means=Text(
        da="Personer står som udvandret, får en ydelse nogle få uger og står som udvandret igen. Ugerne "
        "tæller "
        "som korte forløb, der ender med udvandring.",
        en="Persons are told emigrated, have a benefit for a few weeks and are told emigrated again. The "
        "weeks "
        "count as short spells that end with emigration.",
    ),
    what_to_do=Text(
        da="Spørg den, der leverer, om efterbetalinger står på udbetalingsugen.",
        en="Ask the deliverer whether back payments are noted on the week of payment.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        few(10),
        Threshold(
            "weeks",
            4,
            Text(da="uger", en="weeks"),
            Text(da="længere ophold er en hjemkomst", en="longer stays are a return"),
            least=1,
        ),
    ),
)
