"""Persons whose sex or birthday the delivery does not give, though it gives others'."""

from __future__ import annotations

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
from pejling.checks.words import PERSONS, place, share, together
from pejling.spells.panel import NO_BIRTHDAY
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    if (delivery := examined.delivery) is None:
        return not_applicable("ingen persondata", "no person data")
    persons = no_birthday = no_sex = 0
    for block in delivery.read_blocks():
        persons += block.persons
        no_birthday += int((block.birthday == NO_BIRTHDAY).sum())
        no_sex += int((block.sex == 0).sum())
    if no_birthday == persons and no_sex == persons:
        return not_applicable(
            "leverancen har hverken køn eller alder", "the delivery has neither sex nor age"
        )
    faults, found = [], []
    for count, da, en in ((no_birthday, "fødselsdag", "birthday"), (no_sex, "køn", "sex")):
        if count < persons and 100 * count > thresholds["pct"] * persons:
            said = share(count, persons)
            what = Text(da=f"{said.da} er uden {da}", en=f"{said.en} are without {en}")
            faults.append(Fault(place(delivery.id), what))
            found.append(count)
    return judged(faults, persons, PERSONS, found=together(found), of_persons=True)


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Ukendt køn eller alder", en="Unknown sex or age"),
    what_it_means=Text(
        da="Personer uden fødselsdag er i ingen aldersgruppe, og uden køn i ingen opdeling efter køn: delene "
        "bliver mindre end det hele.",
        en="Persons without a birthday are in no age group, and without a sex in no break-down by sex: the "
        "parts "
        "fall short of the whole.",
    ),
    what_to_do=Text(
        da="Bed om kolonnerne for alle, eller læs aldersgrupper med forbehold.",
        en="Ask for the columns of everybody, or read age groups with care.",
    ),
    needs=frozenset({Need.PERSONS}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            1,
            Text(da="pct. af personerne", en="per cent of the persons"),
            Text(da="så mange tåles", en="so many are tolerated"),
            most=100,
        ),
    ),
)
