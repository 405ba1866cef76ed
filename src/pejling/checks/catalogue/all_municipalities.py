"""A national table that lacks municipalities."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped
from pejling.checks.words import where
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text

NAMED = 5


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    all_of_them = {str(code): one.name for code, one in municipalities().items()}
    own = (level for level in examined.levels if level.area in all_of_them)
    tables = grouped(own, lambda one: (one.vintage, one.indicator, one.group, one.breakdown))
    faults, looked_at = [], 0
    for (_, indicator, group, breakdown), found in tables.items():
        there = {level.area for level in found}
        if len(there) < thresholds["municipalities"]:
            continue
        looked_at += 1
        if missing := [name for code, name in all_of_them.items() if code not in there]:
            named = ", ".join(missing[:NAMED]) + (" ..." if len(missing) > NAMED else "")
            faults.append(
                Fault(
                    where(indicator, group, breakdown=breakdown),
                    Text(da=f"{len(missing)} mangler: {named}", en=f"{len(missing)} missing: {named}"),
                )
            )
    return judged(faults, looked_at, Text(da="landsdækkende tabeller", en="national tables"))


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Alle 98 kommuner", en="All 98 municipalities"),
    what_it_means=Text(
        da="En landsdækkende tabel mangler kommuner. Klynger og gennemsnit regnes uden dem.",
        en="A national table lacks municipalities. Clusters and means are computed without them.",
    ),
    what_to_do=Text(
        da='Hent tabellen igen med alle områder (--area "*"), og se efter, om et kommunenavn blev læst '
        "forkert.",
        en='Fetch the table again with all areas (--area "*"), and see whether a name was misread.',
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "municipalities",
            80,
            Text(da="kommuner", en="municipalities"),
            Text(da="fra så mange er en tabel landsdækkende", en="from so many on a table is national"),
            least=1,
            most=98,
        ),
    ),
)
