"""Figures in use of periods that their source says are under-reported."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped, period_of
from pejling.checks.words import FIGURES, where
from pejling.terms.observation import Mark
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    shown = [level for level in examined.levels if level.known]
    marked = [level for level in shown if Mark.UNDER_REPORTED in level.marks.split()]
    faults = []
    for (indicator, group), found in grouped(marked, lambda one: (one.indicator, one.group)).items():
        periods = sorted({level.period for level in found}, key=period_of)
        faults.append(
            Fault(
                where(indicator, group, period=f"{periods[0]} .. {periods[-1]}"),
                Text(da=f"{len(found)} tal er for lave", en=f"{len(found)} figures are too low"),
            )
        )
    return judged(faults, len(shown), FIGURES, found=len(marked))


check = Check(
    severity=Severity.NOTE,
    label=Text(da="Underindberettede perioder", en="Under-reported periods"),
    what_it_means=Text(
        da="Kilden siger, at tallene for disse perioder er for lave. En stigning bagefter er ikke en "
        "stigning.",
        en="The source says that the figures of these periods are too low. A rise after them is no rise.",
    ),
    what_to_do=Text(
        da="Sammenlign kun perioder uden for den underindberettede tid.",
        en="Compare only periods outside the under-reported time.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
)
