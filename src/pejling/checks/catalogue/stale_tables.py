"""Fetched tables that have come out anew since."""

from __future__ import annotations

from datetime import date

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
from pejling.checks.examined import Examined, VintageFacts
from pejling.checks.words import place
from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem
from pejling.terms.text import Text

DAYS = Threshold(
    "days",
    7,
    Text(da="dage", en="days"),
    Text(da="så længe efter udgivelsen er det i orden", en="for so long after publication it is all right"),
)


def run(examined: Examined, thresholds: Thresholds) -> Outcome:
    newest: dict[tuple[str, str], VintageFacts] = {}
    for one in examined.vintages:
        if table := str(one.details.get("table") or ""):
            newest[one.source, table] = one
    if not newest:
        return not_applicable("ingen tabel er hentet", "no table has been fetched")
    faults = []
    for (source, table), one in newest.items():
        due = _due(one)
        if due is None:
            unreadable = one.details.get("update_next")
            if unreadable:
                what = Text(
                    da=f"update_next er {unreadable!r} og ingen dato",
                    en=f"update_next is {unreadable!r}, no date",
                )
                faults.append(Fault(place(source, table, one.id), what))
        elif (examined.today - due).days > thresholds["days"]:
            faults.append(
                Fault(
                    place(source, table, one.id),
                    Text(
                        da=f"hentet {one.taken_in}; en ny udgave skulle komme {due}",
                        en=f"fetched {one.taken_in}; a new edition was due on {due}",
                    ),
                )
            )
    return judged(faults, len(newest), Text(da="tabeller", en="tables"))


def _due(one: VintageFacts) -> date | None:
    """The day that the source named for its next edition; None where it named none that can be read."""
    try:
        return parse_date(str(one.details.get("update_next") or ""))
    except Problem:
        return None


check = Check(
    severity=Severity.CRITICAL,
    label=Text(da="Forældede tabeller", en="Stale tables"),
    what_it_means=Text(
        da="En hentet tabel er kommet i en ny udgave siden. Rapporten ville vise gamle tal som de nyeste.",
        en="A fetched table has come out anew since. The report would show old figures as the newest.",
    ),
    what_to_do=Text(da="Hent tabellen igen: pejling fetch.", en="Fetch the table again: pejling fetch."),
    needs=frozenset({Need.VINTAGES}),
    run=run,
    thresholds=(DAYS,),
)
