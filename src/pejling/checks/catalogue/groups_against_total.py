"""Full-time persons of the groups against all of them, and of sub-groups against their parent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pejling.checks.check import Check, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import Level, grouped
from pejling.checks.parts import UNKNOWN, fault
from pejling.indicators.catalogue import full_time_persons
from pejling.indicators.indicator import name_of
from pejling.terms.benefit import TOTAL, groups
from pejling.terms.text import Text

_ADDED = name_of(full_time_persons)  # persons do not add up: one may have several benefits in a period


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = (level for level in examined.levels if level.indicator == _ADDED)
    cells = grouped(own, lambda one: (one.area, one.period, one.breakdown))
    faults, looked_at = [], 0
    for found in cells.values():
        for total, parts, whole in _totals({one.group: one for one in found}):
            looked_at += 1
            if wrong := fault(total, parts, whole, thresholds["unknown_pct"]):
                faults.append(wrong)
    return judged(faults, looked_at, Text(da="totaler", en="totals"))


def _totals(by_group: dict[str, Level]) -> Iterator[tuple[Level, list[Level], bool]]:
    """Each total with the parts that are there, and whether these are all of them."""
    for total, wanted, all_of_it in _partitions():
        parts = [by_group[id] for id in wanted if id in by_group]
        if total in by_group and parts:
            yield by_group[total], parts, all_of_it and len(parts) == len(wanted)


@cache
def _partitions() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """The total and its benefits; each parent and its sub-groups told by age, and those told by code.

    Whether they are all of it, too: everybody has an age, but some have no visitation.
    """
    known = groups()
    found = [(TOTAL, tuple(id for id, one in known.items() if one.counted_in_total), True)]
    for parent in dict.fromkeys(one.parent for one in known.values() if one.parent):
        for by_age in (True, False):
            wanted = tuple(id for id, one in known.items() if one.parent == parent and one.by_age is by_age)
            if len(wanted) > 1:
                found.append((parent, wanted, by_age))
    return tuple(found)


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Ydelserne mod i alt", en="Benefits against their total"),
    what_it_means=Text(
        da="Fuldtidspersonerne på de enkelte ydelser eller i undergrupperne giver mere end totalen, eller så "
        "meget mindre, at en ydelse må mangle. Afrunding, skjulte tal og en ukendt kategori er regnet fra.",
        en="The full-time persons of the benefits or sub-groups add to more than the total, or to so much "
        "less that a benefit must be missing. Rounding, hidden figures and an unknown category are allowed "
        "for.",
    ),
    what_to_do=Text(
        da="Se efter, om tabellerne er hentet på samme dag og for samme område, og hent dem igen.",
        en="See whether the tables were fetched on one day and for one area, and fetch them again.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(UNKNOWN,),
)
