"""A national table that lacks municipalities, in all of it or in one of its periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import Level, grouped, period_of
from pejling.checks.words import where
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text

NAMED = 5


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = [level for level in examined.levels if level.area in _names()]
    most = thresholds["municipalities"]
    tables = grouped(own, lambda one: (one.vintage, one.indicator, one.group, one.breakdown))
    faults, looked_at = [], 0
    for (_, indicator, group, breakdown), found in tables.items():
        there = {level.area for level in found}
        if len(there) < most:
            continue
        looked_at += 1
        if absent := _names().keys() - there:
            faults.append(Fault(where(indicator, group, breakdown=breakdown), _lacking(absent)))
    # of a break-down a source leaves out the parts that nobody is in
    series = grouped((one for one in own if not one.breakdown), lambda one: (one.indicator, one.group))
    for (indicator, group), found in series.items():
        for period, missing in _thin(found, most):
            faults.append(Fault(where(indicator, group, period=period), _lacking(missing)))
    return judged(faults, looked_at, Text(da="landsdækkende tabeller", en="national tables"))


def _names() -> dict[str, str]:
    return {str(code): one.name for code, one in municipalities().items()}


def _lacking(missing: Set[str]) -> Text:
    names = [name for code, name in _names().items() if code in missing]
    named = ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
    return Text(da=f"{len(names)} mangler: {named}", en=f"{len(names)} missing: {named}")


def _thin(found: list[Level], most: float) -> Iterator[tuple[str, Set[str]]]:
    """The periods that lack municipalities that the series usually has, with those that are missing.

    Usual is what at least half of the earlier periods have, or half of all (the first period has none
    before it). Fewer usual ones than ``most``: no national table, and nothing is missing.
    """
    kinds = grouped(found, lambda one: (period_of(one.period).kind, period_of(one.period).length))
    for levels in kinds.values():
        areas: dict[str, set[str]] = {}
        for level in levels:
            areas.setdefault(level.period, set()).add(level.area)
        in_all = Counter(area for of_period in areas.values() for area in of_period)
        usual = {area for area, count in in_all.items() if 2 * count >= len(areas)}
        before: Counter[str] = Counter()
        for earlier, period in enumerate(sorted(areas, key=period_of)):
            known = {area for area, count in before.items() if 2 * count >= earlier}
            for expected in (known, usual):
                missing = expected - areas[period]
                if len(expected) >= most and missing:
                    yield period, missing
                    break
            before.update(areas[period])


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Alle 98 kommuner", en="All 98 municipalities"),
    what_it_means=Text(
        da="En landsdækkende tabel mangler kommuner, i det hele eller i en periode. Klynger og gennemsnit "
        "regnes uden dem.",
        en="A national table lacks municipalities, in all of it or in a period. Clusters and means are "
        "computed without them.",
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
