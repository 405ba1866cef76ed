"""Values that cannot be: negative levels, unmarked shares over 100, more weeks than the period has."""

from __future__ import annotations

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import Level, period_of
from pejling.checks.words import FIGURES, amount, where
from pejling.indicators.catalogue import (
    activation_degree_pct,
    company_activation_degree_pct,
    mean_weeks_in_period,
)
from pejling.indicators.indicator import Unit, name_of
from pejling.indicators.registry import known
from pejling.terms.observation import Mark
from pejling.terms.text import Text

_WEEKS_IN_PERIOD = name_of(mean_weeks_in_period)
# full-time weighted weeks of offers over weeks on the benefit: printed over 100 where offers overlap
_MAY_EXCEED = frozenset({name_of(activation_degree_pct), name_of(company_activation_degree_pct)})
_MAY_BE_NEGATIVE = frozenset({Unit.DKK, Unit.NUMBER})


def run(examined: Examined, thresholds: Thresholds) -> Outcome:  # noqa: ARG001
    faults = []
    shown = [level for level in examined.levels if level.known]
    for level in shown:
        if what := _wrong(level):
            at = where(level.indicator, level.group, level.area, level.period, level.breakdown)
            faults.append(Fault(at, what))
    return judged(faults, len(shown), FIGURES)


def _wrong(level: Level) -> Text | None:
    value, declared = level.value or 0.0, known(level.indicator)
    if declared is None:
        return None
    if value < 0 and declared.unit not in _MAY_BE_NEGATIVE:
        said = _said(level)
        return Text(da=f"{said.da} er negativt", en=f"{said.en} is negative")
    if declared.unit is Unit.PERCENT and value - level.slack > 100 and not _excused(level):
        said = _said(level)
        return Text(da=f"{said.da} pct. er over 100", en=f"{said.en} per cent is over 100")
    if level.indicator == _WEEKS_IN_PERIOD:
        weeks = period_of(level.period).weeks
        if value - level.slack > weeks:
            said = _said(level)
            return Text(
                da=f"{said.da} uger i en periode på {weeks}", en=f"{said.en} weeks in a period of {weeks}"
            )
    return None


def _said(level: Level) -> Text:
    return amount(level.value or 0.0, level.decimals if level.decimals is not None else 1)


def _excused(level: Level) -> bool:
    return level.indicator in _MAY_EXCEED or Mark.OVER_100 in level.marks.split()


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Umulige værdier", en="Impossible values"),
    what_it_means=Text(
        da="Et tal er negativt, en andel er over 100 uden at være mærket, eller der er flere uger på "
        "ydelsen, "
        "end perioden har. Tallet er forkert skrevet eller forkert læst.",
        en="A figure is negative, a share is over 100 without being marked, or there are more weeks on the "
        "benefit than the period has. The figure is wrongly written or wrongly read.",
    ),
    what_to_do=Text(
        da="Se tallet efter i kilden. Er indikatoren en anden, end filen siger, så ret den i filen.",
        en="Look the figure up in its source. If it is another indicator than the file says, mend the file.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
)
