"""A newest month that is not marked provisional, though it was fetched before it could be settled."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped, month_name, month_of, period_of
from pejling.checks.words import place
from pejling.indicators.registry import background_figures
from pejling.terms.observation import Mark
from pejling.terms.text import Text

_UNSETTLED = frozenset({Mark.PROVISIONAL, Mark.INCOMPLETE})


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    taken_in = {one.id: one.taken_in for one in examined.vintages}
    backgrounds = set(background_figures())
    months = grouped(
        (
            level
            for level in examined.levels
            if level.known and level.indicator not in backgrounds and month_of(level.period) is not None
        ),
        lambda one: (one.vintage, one.source),
    )
    faults, looked_at = [], 0
    for (vintage, source), found in months.items():
        newest = max(month_of(level.period) or 0 for level in found)
        day = taken_in.get(vintage)
        own = [level for level in found if month_of(level.period) == newest]
        if day is None or (day - period_of(own[0].period).last_day).days > thresholds["days"]:
            continue
        looked_at += 1
        bare = [level for level in own if not _UNSETTLED & set(level.marks.split())]
        if bare:
            faults.append(
                Fault(
                    place(source, month_name(newest)),
                    Text(
                        da=f"{len(bare)} tal er ikke mærket foreløbige",
                        en=f"{len(bare)} figures are not marked provisional",
                    ),
                )
            )
    return judged(faults, looked_at, Text(da="nyeste måneder", en="newest months"))


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Nyeste måned uden forbehold", en="Newest month without a caveat"),
    what_it_means=Text(
        da="Registrering kommer sent, så en måned, der lige er hentet, er for lav. Her er den ikke mærket "
        "foreløbig og kan blive læst som et fald.",
        en="Registration is late, so a month that was just fetched is too low. Here it is not marked "
        "provisional and may be read as a fall.",
    ),
    what_to_do=Text(
        da="Brug den næstnyeste måned, eller tag tabellen ind igen, når den næste måned er kommet.",
        en="Use the next-to-newest month, or take the table in again once the next month is out.",
    ),
    needs=frozenset({Need.OBSERVATIONS, Need.VINTAGES}),
    run=run,
    thresholds=(
        Threshold(
            "days",
            75,
            Text(da="dage", en="days"),
            Text(
                da="så længe efter månedens udgang er den foreløbig",
                en="for so long after its end a month is provisional",
            ),
        ),
    ),
)
