"""Shares of one whole that do not add to 100: status after, and the answers of a survey."""

from __future__ import annotations

from collections.abc import Mapping

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import Level, grouped
from pejling.checks.words import amount, where
from pejling.indicators.catalogue import survey_share_pct
from pejling.indicators.catalogue.status_months_after_pct import LABELS
from pejling.indicators.indicator import name_of
from pejling.terms.text import Text

# what did not exist before its law: a table without it can still be whole
_STATUS = frozenset(LABELS) - {"jobafklaring", "ressourceforloeb"}
_SCALE = frozenset({"i_meget_hoej_grad", "i_hoej_grad", "i_nogen_grad", "i_mindre_grad", "slet_ikke"})
_ANSWERS = name_of(survey_share_pct)


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    own = (level for level in examined.levels if _whole(level.indicator))
    wholes = grouped(own, lambda one: (_whole(one.indicator), one.group, one.area, one.period, one.breakdown))
    faults, looked_at = [], 0
    for (whole, *rest), parts in wholes.items():
        by_share = {_share(one.indicator): one for one in parts}
        if whole.startswith(_ANSWERS):
            # don't know and choices of another question stand outside the scale
            by_share = {name: one for name, one in by_share.items() if name in _SCALE}
            if len(by_share) < len(_SCALE):
                continue
        looked_at += 1
        least, most = _bounds(by_share)
        if most < 100 - thresholds["points"] or least > 100 + thresholds["points"]:
            said = amount(sum(one.value or 0 for one in by_share.values()))
            what = Text(da=f"andelene giver {said.da}", en=f"the shares add to {said.en}")
            faults.append(Fault(where(whole, *rest), what))
    return judged(faults, looked_at, Text(da="sæt af andele", en="sets of shares"))


def _whole(indicator: str) -> str:
    """What the share is a share of: its family, or the question of a survey; "" of other figures."""
    family, _, rest = indicator.partition(":")
    if family == _ANSWERS:
        return f"{family}:{rest.partition('=')[0]}"
    return family if rest in LABELS and family.startswith("status_") else ""


def _share(indicator: str) -> str:
    return indicator.partition(":")[2].rpartition("=")[2]


def _bounds(parts: Mapping[str, Level]) -> tuple[float, float]:
    """What the true sum may be: each printed share is within half a unit; a hidden one is anything."""
    shown = [one for one in parts.values() if one.known]
    slack = sum(one.slack for one in shown)
    total = sum(one.value or 0.0 for one in shown)
    whole = len(shown) == len(parts) and (parts.keys() >= _STATUS or parts.keys() >= _SCALE)
    return total - slack, total + slack if whole else 100.0 + total


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Andele, der ikke giver 100", en="Shares that do not add to 100"),
    what_it_means=Text(
        da="Andelene af de afsluttede forløb fordelt på status skal give 100 inden for afrunding. Gør de "
        "ikke det, mangler en status, eller et tal er forkert; andelene kan ikke læses mod hinanden.",
        en="The shares of completed spells by status are to add to 100 within rounding. Where they do not, a "
        "status is missing or a figure is wrong; the shares cannot be read against each other.",
    ),
    what_to_do=Text(
        da="Se tabellen efter i kilden, og tag den rettede ind.",
        en="Look the table up in its source, and take the corrected one in.",
    ),
    needs=frozenset({Need.OBSERVATIONS}),
    run=run,
    thresholds=(
        Threshold(
            "points",
            0.05,
            Text(da="procentpoint", en="percentage points"),
            Text(
                da="så meget må summen afvige ud over afrunding",
                en="how far the sum may be off beyond rounding",
            ),
            most=100,
        ),
    ),
)
