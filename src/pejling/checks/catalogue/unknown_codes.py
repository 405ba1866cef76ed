"""Weeks with benefit codes that the code table does not know."""

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
from pejling.checks.words import SMALL, number, people
from pejling.terms.text import Text

PER_100000 = 100_000


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    weeks: dict[int, int] = {}
    persons: dict[int, int] = {}
    every, used = 0, set[int]()
    for block in delivery.read_blocks():
        length = block.last.astype(np.int64) - block.first + 1
        every += int(length.sum())
        codes = np.unique(block.code).tolist()
        used.update(codes)
        for code in [code for code in codes if code not in delivery.codes]:
            own = block.code == code
            weeks[code] = weeks.get(code, 0) + int(length[own].sum())
            persons[code] = persons.get(code, 0) + len(np.unique(block.person[own]))
    too_many = sum(weeks.values()) * PER_100000 > thresholds["per_100000"] * every
    faults = [
        Fault(
            Text(da=f"kode {code}", en=f"code {code}"),
            _told(weeks[code], persons[code]),
        )
        for code in sorted(weeks)
        if too_many
    ]
    return judged(faults, len(used), Text(da="koder i brug", en="codes in use"))


def _told(weeks: int, persons: int) -> Text:
    """The weeks of a code are told only where its persons are."""
    who, count = people(persons), number(weeks)
    if persons < SMALL:
        return Text(da=f"{who.da} personer", en=f"{who.en} persons")
    return Text(da=f"{count.da} uger, {who.da} personer", en=f"{count.en} weeks, {who.en} persons")


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Ukendte ydelseskoder", en="Unknown benefit codes"),
    what_it_means=Text(
        da="Uger med koder, som kodetabellen ikke kender, tæller i en gruppe for sig og i ingen ydelse. "
        "Ydelserne er for lave.",
        en="Weeks with codes that the code table does not know count in a group of their own and in no "
        "benefit. "
        "The benefits are too low.",
    ),
    what_to_do=Text(
        da="Giv en nyere kodetabel i pejling.toml ([codes] file = ...), og tag filen ind igen.",
        en="Give a newer code table in pejling.toml ([codes] file = ...), and take the file in again.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        Threshold(
            "per_100000",
            0,
            Text(da="uger af 100.000", en="weeks of 100,000"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=PER_100000,
        ),
    ),
)
