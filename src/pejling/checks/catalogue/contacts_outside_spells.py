"""Contacts held with persons who have no benefit around that day."""

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
from pejling.checks.courses import latest, week_of
from pejling.checks.examined import Examined
from pejling.checks.words import place, share
from pejling.spells.casework import KINDS, NO_DAY
from pejling.terms.text import Text

TALKS = (KINDS.index("contact"), KINDS.index("reassessment"))


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    around, contacts, outside = int(thresholds["weeks"]), 0, 0
    for block in delivery.read_blocks():
        if block.casework is None:
            continue
        events = block.casework.events
        week = week_of(events.day)
        rows = np.isin(events.kind, TALKS) & events.held & (events.day != NO_DAY)
        rows &= (week >= delivery.window.first) & (week <= delivery.window.last)
        person, week = events.person[rows], week[rows]
        on = delivery.on_benefit(block.code)
        at = latest(block.person[on], block.first[on], person, week + around)
        last = block.last[on]
        near = np.zeros(len(person), dtype=np.bool_)
        near[at >= 0] = last[at[at >= 0]] >= week[at >= 0] - around
        contacts += len(person)
        outside += int((~near).sum())
    if not contacts:
        return not_applicable("ingen kontakter i leverancens uger", "no contacts in the delivery's weeks")
    faults = []
    if 100 * outside > thresholds["pct"] * contacts:
        said = share(outside, contacts)
        what = Text(
            da=f"{said.da} af kontakterne ligger uden en ydelse inden for {around} uger",
            en=f"{said.en} of the contacts have no benefit within {around} weeks",
        )
        faults.append(Fault(place("contacts"), what))
    noun = Text(da="kontakter", en="contacts")
    return judged(faults, contacts, noun, found=outside if faults else 0, of_persons=True)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Kontakter uden for forløb", en="Contacts outside spells"),
    what_it_means=Text(
        da="Mange samtaler er holdt med personer, der ingen ydelse har omkring den dag. De tæller ikke i "
        "kontakter pr. person, og de to kilder passer ikke sammen.",
        en="Many talks were held with persons who have no benefit around that day. They do not count in "
        "contacts a person, and the two sources do not fit.",
    ),
    what_to_do=Text(
        da="Se efter, om personleverancen er nyere end udtrækket, og om datoerne er samtalens og ikke "
        "oprettelsens.",
        en="See whether the delivery of persons is newer than the extract, and whether the dates are the "
        "talk's "
        "and not those of its entry.",
    ),
    needs=frozenset({Need.PERSONS, Need.CASEWORK}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            10,
            Text(da="pct. af kontakterne", en="per cent of the contacts"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=100,
        ),
        Threshold(
            "weeks",
            4,
            Text(da="uger", en="weeks"),
            Text(da="så langt fra en ydelse", en="how far from a benefit"),
        ),
    ),
)
