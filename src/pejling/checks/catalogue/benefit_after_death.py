"""Benefits, contacts or offers after the week of death."""

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
from pejling.checks.courses import few, first_week_of, many, monday_of
from pejling.checks.examined import Examined
from pejling.checks.words import PERSONS, people, place, together
from pejling.spells.panel import Runs
from pejling.terms.benefit import DEAD
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    told = delivery.details.get("after_death") or {}
    # what the file said after a death is counted when it is taken in: runs hold the death alone
    paid, seen, persons = int(told.get("persons", 0)), 0, 0
    for block in delivery.read_blocks():
        persons += block.persons
        death = first_week_of(block, DEAD)
        late = delivery.on_benefit(block.code) & (block.first > death[block.person])
        paid += len(np.unique(block.person[late]))
        seen += _met(block, death, int(thresholds["days"]))
    faults = []
    for count, what in (
        (paid, Text(da="har en ydelse efter dødsfaldet", en="have a benefit after their death")),
        (seen, Text(da="har kontakter eller tilbud efter dødsfaldet", en="have contacts or offers after it")),
    ):
        if many(count, persons, thresholds["per_10000"]):
            said = people(count)
            text = Text(da=f"{said.da} personer {what.da}", en=f"{said.en} persons {what.en}")
            faults.append(Fault(place(delivery.id), text))
    return judged(faults, persons, PERSONS, found=together([paid, seen]) if faults else 0, of_persons=True)


def _met(block: Runs, death: np.ndarray[tuple[int], np.dtype[np.int64]], days: int) -> int:
    """How many persons were met or began an offer so many days after the Monday of their death's week."""
    if block.casework is None:
        return 0
    limit = monday_of(death) + days
    events, offers = block.casework.events, block.casework.offers
    met = events.person[events.held & (events.day > limit[events.person])]
    began = offers.person[offers.first > limit[offers.person]]
    return len(np.unique(np.concatenate([met, began])))


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Ydelse efter dødsfald", en="Benefits after death"),
    what_it_means=Text(
        da="Personer har uger på en ydelse, kontakter eller tilbud efter den uge, hvor de står som døde. "
        "Dødsfaldet eller nøglen mellem kilderne er forkert; alle uger efter det er talt som døde.",
        en="Persons have weeks on a benefit, contacts or offers after the week in which they are told dead. "
        "The death or the key between the sources is wrong; all weeks after it are counted as dead.",
    ),
    what_to_do=Text(
        da="Se efter, om kode 999 betyder død i leverancen, og om personnumrene er de samme i begge filer.",
        en="See whether code 999 means dead in the delivery, and whether the person numbers of both files "
        "are "
        "the same.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        few(5),
        Threshold(
            "days",
            30,
            Text(da="dage", en="days"),
            Text(
                da="så længe efter dødsugen kan et møde være skrevet",
                en="for so long after the week of death a meeting may be noted",
            ),
        ),
    ),
)
