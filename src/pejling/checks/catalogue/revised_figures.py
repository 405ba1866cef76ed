"""Figures that their own source has changed since they were first taken in."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.retold import differ, pairs
from pejling.checks.words import FIGURES, amount, where
from pejling.terms.observation import Mark
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    faults, looked_at = [], 0
    for first, second in pairs(examined.every_figure):
        # a provisional figure is meant to be revised
        if first.source != second.source or Mark.PROVISIONAL in first.marks.split():
            continue
        looked_at += 1
        if differ(first, second, thresholds["pct"]):
            was, now = (
                amount(one.value or 0, one.decimals if one.decimals is not None else 1)
                for one in (first, second)
            )
            faults.append(
                Fault(
                    where(*second[:4], second.breakdown),
                    Text(da=f"var {was.da}, er nu {now.da}", en=f"was {was.en}, is now {now.en}"),
                )
            )
    return judged(faults, looked_at, FIGURES)


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Tal, som kilden har ændret", en="Figures that their source has changed"),
    what_it_means=Text(
        da="Kilden har ændret tal, der ikke var foreløbige. Tidligere rapporter viste de gamle.",
        en="The source has changed figures that were not provisional. Earlier reports showed the old ones.",
    ),
    what_to_do=Text(
        da="Se ændringerne (pejling vintages revisions), og sig det til læserne af tidligere rapporter.",
        en="See the changes (pejling vintages revisions), and tell the readers of earlier reports.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            2,
            Text(da="pct.", en="per cent"),
            Text(da="mindre ændringer nævnes ikke", en="smaller changes are not told"),
            most=100,
        ),
    ),
)
