"""A zero between large figures: most likely a missing figure that somebody wrote as 0."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import broken, grouped, period_of
from pejling.checks.words import FIGURES, amount, where
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = [level for level in examined.levels if level.known and not broken(level.marks)]
    series = grouped(own, lambda one: (one.indicator, one.group, one.area, one.breakdown, one.source))
    faults = []
    for found in series.values():
        if all(level.value for level in found):
            continue
        ordered = sorted(found, key=lambda one: period_of(one.period))
        for before, level, after in zip(ordered, ordered[1:], ordered[2:], strict=False):
            beside = min(before.value or 0.0, after.value or 0.0)
            if level.value == 0 and beside >= thresholds["least"]:
                said = amount(beside, level.decimals or 0)
                faults.append(
                    Fault(
                        where(*level[:4], level.breakdown),
                        Text(
                            da=f"0, hvor tallene ved siden af er mindst {said.da}",
                            en=f"0, where the figures beside it are at least {said.en}",
                        ),
                    )
                )
    return judged(faults, len(own), FIGURES)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Nul i stedet for intet", en="Zero in place of nothing"),
    what_it_means=Text(
        da="Et nul står mellem to store tal. Et skjult eller manglende tal er sandsynligvis skrevet som 0 "
        "på vejen.",
        en="A zero stands between two large figures. A hidden or missing figure was most likely written as 0 "
        "on its way.",
    ),
    what_to_do=Text(
        da="Se tallet efter i kilden; skriv .. for skjult eller lad cellen stå tom.",
        en="Look the figure up in its source; write .. for hidden, or leave the cell empty.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "least",
            20,
            Text(da="i seriens enhed", en="in the series' own unit"),
            Text(da="så store skal begge naboer være", en="how large both neighbours have to be"),
            least=0.1,
        ),
    ),
)
