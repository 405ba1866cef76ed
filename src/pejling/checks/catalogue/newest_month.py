"""Data that have grown old: the newest month of each source against today."""

from __future__ import annotations

from datetime import date

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, Threshold, Thresholds, judged
from pejling.checks.examined import Examined
from pejling.checks.levels import grouped, period_of
from pejling.checks.words import place
from pejling.terms.observation import Status
from pejling.terms.period import Kind
from pejling.terms.text import Text
from pejling.terms.week import Week

_DATED = frozenset({Kind.MONTH, Kind.QUARTER})
_HISTORY = frozenset({"published"})  # printed tables are of their day, and are meant to be


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    history = {one.id for one in examined.vintages if one.source in _HISTORY}
    own = (
        level
        for level in examined.levels
        if level.vintage not in history
        and level.status != Status.NOT_OBSERVED
        and period_of(level.period).kind in _DATED
    )
    newest = {}
    for source, found in grouped(own, lambda one: one.source).items():
        periods = {level.period for level in found}
        if len(periods) >= thresholds["periods"]:  # what is of one day by nature does not grow old
            newest[source] = max(period_of(period).last_day for period in periods)
    if examined.delivery is not None:
        newest["DREAM"] = Week.from_index(examined.delivery.window.last).sunday
    faults = []
    for source, day in newest.items():
        months = _months(day, examined.today)
        if months > thresholds["months"]:
            faults.append(
                Fault(
                    place(source),
                    Text(
                        da=f"det nyeste er fra {day}, {months} måneder før i dag",
                        en=f"the newest is of {day}, {months} months before today",
                    ),
                )
            )
    return judged(faults, len(newest), Text(da="kilder", en="sources"))


def _months(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month


check = Check(
    severity=Severity.WARNING,
    label=Text(da="Nyeste måned", en="Newest month"),
    what_it_means=Text(
        da="En kildes nyeste måned ligger længe før i dag. Rapporten siger, hvordan det var, ikke hvordan "
        "det er.",
        en="A source's newest month lies long before today. The report says how it was, not how it is.",
    ),
    what_to_do=Text(
        da="Hent eller bestil en nyere udgave, og tag den ind.",
        en="Fetch or order a newer edition, and take it in.",
    ),
    needs=frozenset({Need.VINTAGES}),
    run=run,
    thresholds=(
        Threshold(
            "months",
            4,
            Text(da="måneder", en="months"),
            Text(da="så gammel må den nyeste måned være", en="how old the newest month may be"),
        ),
        Threshold(
            "periods",
            3,
            Text(da="perioder", en="periods"),
            Text(da="kilder med færre er ingen serie", en="sources with fewer are no series"),
            least=1,
        ),
    ),
)
