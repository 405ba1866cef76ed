"""A value that is not its numerator over its denominator."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.words import FIGURES, amount, where
from pejling.indicators.registry import known
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    faults, looked_at = [], 0
    for level in examined.levels:
        declared = known(level.indicator)
        if not level.known or level.numerator is None or not level.denominator or declared is None:
            continue
        looked_at += 1
        value, ratio = level.value or 0.0, declared.scale * level.numerator / level.denominator
        # of a whole number over one the value may be told in another unit, as hours in tenths
        allowed = level.slack + thresholds["pct"] / 100 * max(abs(value), abs(ratio))
        if abs(value - ratio) > allowed + 1e-9:
            said, counted = amount(value, 2), amount(ratio, 2)
            faults.append(
                Fault(
                    where(level.indicator, level.group, level.area, level.period, level.breakdown),
                    Text(
                        da=f"{said.da} står der, men tæller og nævner giver {counted.da}",
                        en=f"it says {said.en}, but numerator and denominator give {counted.en}",
                    ),
                )
            )
    return judged(faults, looked_at, FIGURES)


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Værdier, der ikke passer med tæller og nævner", en="Values that are not their ratio"),
    what_it_means=Text(
        da="Tallet er ikke tælleren delt med nævneren. Klynger regnes af tæller og nævner og ville sige "
        "noget "
        "andet end kommunernes egne tal.",
        en="The figure is not its numerator over its denominator. Clusters are computed from the two, and "
        "would say something else than the municipalities' own figures.",
    ),
    what_to_do=Text(
        da="Se efter i kilden, om tæller, nævner og værdi står i de rigtige kolonner.",
        en="See in the source whether numerator, denominator and value stand in the right columns.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "pct",
            0.5,
            Text(da="pct. af tallet", en="per cent of the figure"),
            Text(da="så meget må de afvige ud over afrunding", en="how far they may differ beyond rounding"),
            most=100,
        ),
    ),
)
