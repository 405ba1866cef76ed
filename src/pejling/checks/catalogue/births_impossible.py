"""Birthdays that cannot be: after the delivery's end, or so early that the benefit is not for that age."""

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
from pejling.checks.courses import few, many, monday_of
from pejling.checks.examined import Examined
from pejling.checks.words import PERSONS, people, place, together
from pejling.spells.panel import NO_BIRTHDAY
from pejling.terms.text import Text

DAYS = 365.25


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    persons = known = unborn = old = 0
    end = int(monday_of(np.array([delivery.window.last]))[0]) + 6
    for block in delivery.read_blocks():
        persons += block.persons
        told = block.birthday != NO_BIRTHDAY
        known += int(told.sum())
        unborn += int((told & (block.birthday > end)).sum())
        rows = delivery.on_benefit(block.code) & told[block.person]
        age = (monday_of(block.first[rows]) - block.birthday[block.person[rows]]) / DAYS
        old += len(np.unique(block.person[rows][age >= thresholds["age"]]))
    if not known:
        return not_applicable("leverancen siger intet om fødsel", "the delivery says nothing of birth")
    faults = []
    for count, da, en in (
        (unborn, "er født efter leverancens slutning", "are born after the delivery's end"),
        (old, "er for gamle til den ydelse, de begynder på", "are too old for the benefit they begin on"),
    ):
        if many(count, persons, thresholds["per_10000"]):
            said = people(count)
            what = Text(da=f"{said.da} personer {da}", en=f"{said.en} persons {en}")
            faults.append(Fault(place(delivery.id), what))
    return judged(faults, persons, PERSONS, found=together([unborn, old]) if faults else 0, of_persons=True)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Umulige fødselsdage", en="Impossible birthdays"),
    what_it_means=Text(
        da="Personer er født efter leverancens slutning, eller får en ydelse for erhvervsaktive i en "
        "alder, hvor "
        "ingen får den. Et århundrede er sandsynligvis læst forkert; aldersgrupper bliver skæve.",
        en="Persons are born after the delivery's end, or have a benefit for those of working age at an "
        "age at "
        "which nobody has. Most likely a century was misread; age groups are skewed.",
    ),
    what_to_do=Text(
        da="Se efter, hvordan fødselsår er skrevet i filen (fire cifre), og tag den ind igen.",
        en="See how years of birth are written in the file (four digits), and take it in again.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        few(1),
        Threshold(
            "age",
            75,
            Text(da="år", en="years"),
            Text(da="fra den alder begynder ingen", en="from that age nobody begins"),
            least=60,
        ),
    ),
)
