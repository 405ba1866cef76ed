"""Full-time persons of the municipalities against their region and the country."""

from __future__ import annotations

from pejling.checks.check import Check, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped
from pejling.checks.parts import UNKNOWN, fault
from pejling.indicators.catalogue import full_time_persons, labour_force_16_66
from pejling.indicators.indicator import name_of
from pejling.terms.municipality import COUNTRY, members, regions
from pejling.terms.text import Text

_ADDED = frozenset({name_of(full_time_persons), name_of(labour_force_16_66)})
_WHOLES = {area: members(area) for area in (COUNTRY, *(f"region:{code}" for code in regions()))}


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = (level for level in examined.levels if level.indicator in _ADDED)
    cells = grouped(own, lambda one: (one.indicator, one.group, one.period, one.breakdown))
    faults, looked_at = [], 0
    for found in cells.values():
        by_area = {one.area: one for one in found}
        for area in by_area.keys() & _WHOLES.keys():
            parts = [by_area[code] for code in _WHOLES[area] if code in by_area]
            if not parts:
                continue
            looked_at += 1
            # of figures of two sources each has its own day and its own way of counting
            if any(part.source != by_area[area].source for part in parts):
                continue
            whole = len(parts) == len(_WHOLES[area])
            if wrong := fault(by_area[area], parts, whole, thresholds["unknown_pct"]):
                faults.append(wrong)
    return judged(faults, looked_at, Text(da="områder", en="areas"))


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Kommunerne mod region og land", en="Municipalities against region and country"),
    what_it_means=Text(
        da="Kommunernes tal giver mere end regionens eller landets, eller så meget mindre, at kommuner må "
        "mangle. Klynger og landstal i rapporten kan være forkerte.",
        en="The municipalities' figures add to more than the region's or the country's, or to so much less "
        "that municipalities must be missing. Clusters and national figures may be wrong.",
    ),
    what_to_do=Text(
        da="Hent tabellen igen med alle områder; er tallene stadig skæve, så spørg kilden.",
        en="Fetch the table again with all areas; if the figures still do not add up, ask the source.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(UNKNOWN,),
)
