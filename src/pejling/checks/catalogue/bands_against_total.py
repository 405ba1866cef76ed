"""Parts by age, sex and other break-downs against the whole group."""

from __future__ import annotations

from itertools import pairwise

from pejling.checks.check import Check, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import Level, grouped
from pejling.checks.parts import UNKNOWN, fault
from pejling.indicators.catalogue import full_time_persons, persons
from pejling.indicators.indicator import name_of
from pejling.terms.text import Text

_ADDED = frozenset({name_of(full_time_persons), name_of(persons)})
_SPLITS = frozenset({"sex", "age", "origin"})  # everybody is in one band of each


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = (level for level in examined.levels if level.indicator in _ADDED)
    cells = grouped(own, lambda one: (one.indicator, one.group, one.area, one.period))
    faults, looked_at = [], 0
    for found in cells.values():
        total = next((one for one in found if not one.breakdown), None)
        for parts in grouped((one for one in found if one.breakdown), _kind).values():
            if total is None or len(parts) < 2 or _kind(parts[0]) not in _SPLITS or _overlap(parts):
                continue
            looked_at += 1
            if wrong := fault(total, parts, True, thresholds["unknown_pct"]):
                faults.append(wrong)
    return judged(faults, looked_at, Text(da="opdelinger", en="break-downs"))


def _kind(one: Level) -> str:
    return one.breakdown.partition(":")[0]


def _overlap(parts: list[Level]) -> bool:
    """Whether bands of age lie in each other: then they are several ways of cutting, and no parts."""
    ends = []
    for one in parts:
        first, _, last = one.breakdown.partition(":")[2].partition("-")
        if first.isdigit() and last.isdigit():
            ends.append((int(first), int(last)))
    ends.sort()
    return any(later[0] <= earlier[1] for earlier, later in pairwise(ends))


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Opdelinger mod det hele", en="Break-downs against the whole"),
    what_it_means=Text(
        da="Delene efter køn, alder eller herkomst giver mere end hele gruppen, eller så meget mindre, at en "
        "del må mangle.",
        en="The parts by sex, age or origin add to more than the whole group, or to so much less that a part "
        "must be missing.",
    ),
    what_to_do=Text(
        da="Se efter, om opdelingen og det hele er af samme tabel og dag, og hent dem igen.",
        en="See whether the break-down and the whole are of one table and day, and fetch them again.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(UNKNOWN,),
)
