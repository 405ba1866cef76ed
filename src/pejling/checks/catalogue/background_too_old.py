"""A labour force or population that is much older than the figures divided by it."""

from __future__ import annotations

from pejling.checks.check import (
    Check,
    Fault,
    Need,
    Outcome,
    Severity,
    Threshold,
    Thresholds,
    judged,
    not_applicable,
)
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped, period_of
from pejling.checks.words import where
from pejling.indicators.registry import background_figures
from pejling.terms.text import Text
from pejling.terms.week import Week

DAYS = 365.25


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    backgrounds = set(background_figures())
    own = [level for level in examined.levels if level.known and level.indicator in backgrounds]
    if not own:
        return not_applicable("ingen baggrundstal er taget ind", "no background figures are taken in")
    if examined.delivery is None:
        return not_applicable(
            "ingen persondata deles med baggrundstallene", "no person data are divided by background figures"
        )
    newest = Week.from_index(examined.delivery.window.last).sunday
    series = grouped(own, lambda one: (one.indicator, one.area))
    faults = []
    for (indicator, area), found in series.items():
        day = max(period_of(level.period).last_day for level in found)
        if (newest - day).days > thresholds["years"] * DAYS:
            what = Text(
                da=f"nyeste er fra {day}; ugerne går til {newest}",
                en=f"the newest is of {day}; the weeks run to {newest}",
            )
            faults.append(Fault(where(indicator, area=area), what))
    return judged(faults, len(series), Text(da="baggrundstal", en="background figures"))


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Gamle baggrundstal", en="Old background figures"),
    what_it_means=Text(
        da="Arbejdsstyrken eller befolkningen er flere år ældre end det, der deles med den. Andelene skrider "
        "med det, som arbejdsstyrken har ændret sig.",
        en="The labour force or population is years older than what is divided by it. Shares drift by what "
        "the "
        "labour force has changed.",
    ),
    what_to_do=Text(
        da="Hent nye tal fra Danmarks Statistik: pejling fetch statbank RAS209 (eller FOLK1A).",
        en="Fetch new figures from Statistics Denmark: pejling fetch statbank RAS209 (or FOLK1A).",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "years",
            3,
            Text(da="år", en="years"),
            Text(da="så meget ældre må de være", en="how much older they may be"),
        ),
    ),
)
