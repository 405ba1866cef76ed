"""Two keys with one history: most likely one person under two numbers."""

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
from pejling.checks.courses import few, many
from pejling.checks.examined import Delivery, Examined
from pejling.checks.words import PERSONS, people, place
from pejling.spells.panel import Runs
from pejling.terms.text import Text

_ODD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # the mixers of splitmix64 (Steele 2014)


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    prints, persons = [], 0
    for block in delivery.read_blocks():
        persons += block.persons
        prints.append(_fingerprints(delivery, block, int(thresholds["runs"])))
    every = np.concatenate(prints) if prints else np.zeros(0, np.uint64)
    found = len(every) - len(np.unique(every))
    faults = []
    if many(found, persons, thresholds["per_10000"]):
        said = people(found)
        what = Text(
            da=f"{said.da} personer har en andens fødselsdag, køn og alle uger på ydelser",
            en=f"{said.en} persons have another's birthday, sex and all weeks on benefits",
        )
        faults.append(Fault(place(delivery.id), what))
    return judged(faults, persons, PERSONS, found=found if faults else 0, of_persons=True)


def _fingerprints(delivery: Delivery, block: Runs, least: int) -> NDArray[np.uint64]:
    """A number for the whole course of each person with at least so many runs on benefits."""
    rows = delivery.on_benefit(block.code)
    person = block.person[rows]
    with np.errstate(over="ignore"):
        print_ = _mixed(
            block.first[rows].astype(np.uint64) << np.uint64(16) | block.last[rows].astype(np.uint64)
        )
        print_ = _mixed(print_ ^ (block.code[rows].astype(np.uint64) << np.uint64(32)))
        starts = np.flatnonzero(np.diff(person, prepend=-1))
        if not len(starts):
            return np.zeros(0, np.uint64)
        runs = np.diff(starts, append=len(person))
        whole = np.add.reduceat(print_, starts)
        who = person[starts]
        whole ^= _mixed(block.birthday[who].astype(np.int64).astype(np.uint64))
        whole ^= _mixed(block.sex[who].astype(np.uint64) + np.uint64(1))
    return whole[runs >= least]


def _mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = value + np.uint64(_ODD[0])
    value = (value ^ (value >> np.uint64(30))) * np.uint64(_ODD[1])
    value = (value ^ (value >> np.uint64(27))) * np.uint64(_ODD[2])
    return value ^ (value >> np.uint64(31))


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Samme forløb to gange", en="The same history twice"),
    what_it_means=Text(
        da="To nøgler har samme fødselsdag, køn og alle uger på ydelser: sandsynligvis én person, der har "
        "skiftet "
        "personnummer eller løbenummer. De tæller dobbelt.",
        en="Two keys have one birthday, sex and all weeks on benefits: most likely one person who has "
        "changed "
        "number. They count double.",
    ),
    what_to_do=Text(
        da="Bed den, der leverer, om én række for hver person med det nyeste nummer.",
        en="Ask the deliverer for one row a person, with the newest number.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        few(1),
        Threshold(
            "runs",
            6,
            Text(da="stræk på ydelser", en="runs on benefits"),
            Text(da="kortere forløb kan være ens", en="shorter courses may be alike"),
            least=2,
        ),
    ),
)
