"""Two sources that tell the same figure differently."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.retold import differ, pairs
from pejling.checks.words import FIGURES, amount, where
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    faults, looked_at = [], 0
    for first, second in pairs(examined.every_figure):
        if first.source == second.source:
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
                    Text(
                        da=f"{first.source}: {was.da}; {second.source}: {now.da} (bruges)",
                        en=f"{first.source}: {was.en}; {second.source}: {now.en} (used)",
                    ),
                )
            )
    return judged(faults, looked_at, FIGURES)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="To kilder, der er uenige", en="Two sources that disagree"),
    what_it_means=Text(
        da="To kilder har hvert sit tal for det samme. Det sidst indtagne bruges; det andet kan bygge på en "
        "anden definition.",
        en="Two sources have different figures for the same thing. The one taken in last is used; the other "
        "may rest on another definition.",
    ),
    what_to_do=Text(
        da="Se definitionerne efter, og træk den leverance tilbage, der ikke skal bruges (pejling vintages "
        "withdraw).",
        en="Look the definitions up, and withdraw the vintage that is not wanted (pejling vintages "
        "withdraw).",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            0.5,
            Text(da="pct.", en="per cent"),
            Text(da="så meget må de afvige ud over afrunding", en="how far they may differ beyond rounding"),
            most=100,
        ),
    ),
)
