"""Figures that are published and counted from persons, and differ for no known reason."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.words import amount, where
from pejling.comparison.figure import Figure
from pejling.comparison.reconcile import Verdict
from pejling.terms.text import Text


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    faults = []
    for one in examined.residuals:
        if one.verdict is not Verdict.UNEXPLAINED:
            continue
        pair = one.pair
        printed, counted = _said(pair.published), _said(pair.counted)
        faults.append(
            Fault(
                where(pair.indicator, pair.group, pair.area, pair.period, pair.breakdown),
                Text(
                    da=f"publiceret {printed.da}, talt af personer {counted.da}",
                    en=f"published {printed.en}, counted from persons {counted.en}",
                ),
            )
        )
    noun = Text(da="tal, der er sagt to gange", en="figures told twice")
    return judged(faults, len(examined.residuals), noun)


def _said(figure: Figure) -> Text:
    return amount(figure.value if figure.value is not None else 0, figure.decimals)


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Forskelle uden forklaring", en="Differences without an explanation"),
    what_it_means=Text(
        da="Et tal er både publiceret og talt af personer, og de to er forskellige uden en kendt grund "
        "(afrunding, databrud, sen registrering, alder eller én dag om ugen).",
        en="A figure is both published and counted from persons, and the two differ for no known reason "
        "(rounding, series break, late registration, age or one day a week).",
    ),
    what_to_do=Text(
        da="Se alle forskelle med pejling reconcile, og find ud af, hvilken af de to der mangler noget.",
        en="See all differences with pejling reconcile, and find out which of the two lacks something.",
    ),
    needs=frozenset({Need.OBSERVATIONS, Need.PERSONS, Need.DOUBLE_ENTRY}),
    run=run,
)
