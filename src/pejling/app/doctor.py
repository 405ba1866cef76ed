"""The doctor: every check on the whole workspace, and the critical ones on what a report is about to use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from pejling.app.compare import Question
from pejling.app.examined import used_by, whole
from pejling.app.figures import Figures
from pejling.app.report_figures import counted_indicators, taken_in_rows
from pejling.app.wiring import Progress
from pejling.app.words import how_many
from pejling.checks import registry
from pejling.checks.check import Need, Severity, State
from pejling.checks.run import Result, examine, stopping
from pejling.checks.words import SEVERITIES, STATES, found_of, number, people
from pejling.terms.amount import written
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

HIDDEN = "hidden"  # as machine formats write what is not told
SHOWN = 3  # faults of a check in the table


def today() -> date:
    """Today, or the day that SOURCE_DATE_EPOCH names, so that a report can be made again to the byte."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(given), UTC).date() if given.isdigit() else datetime.now(UTC).date()


@dataclass(frozen=True)
class Diagnosis:
    """What the doctor found. ``healthy``: no critical check failed."""

    results: tuple[Result, ...]

    @property
    def healthy(self) -> bool:
        return not stopping(self.results)


def diagnose(
    folder: Path, ids: Sequence[str], severities: Sequence[str], today: date, progress: Progress
) -> Diagnosis:
    """Run the checks called ``ids`` of these ``severities`` (all where left out) on the workspace."""
    chosen = registry.chosen(ids, [Severity(name) for name in severities])
    figures = Figures.open(folder)
    given = figures.workspace.settings.doctor
    return Diagnosis(examine(whole(figures, today, progress), chosen, given, progress))


def table_lines(diagnosis: Diagnosis, lang: Language) -> list[str]:
    """The diagnosis for people: grouped by severity, failures first, what to do beside each."""
    lines: list[str] = []
    for severity, heading in SEVERITIES.items():
        own = [one for one in diagnosis.results if one.check.severity is severity]
        if not own:
            continue
        lines += ["", heading(lang).upper()] if lines else [heading(lang).upper()]
        for state in (State.FAILED, State.PASSED, State.NOT_APPLICABLE):
            for one in own:
                if one.outcome.state is state:
                    lines += _told(one, lang)
    return [*lines, "", summary(diagnosis)(lang)]


def _told(one: Result, lang: Language) -> list[str]:
    outcome, state = one.outcome, STATES[one.outcome.state](lang)
    head = f"  {state:<{max(len(text(lang)) for text in STATES.values())}}  {one.id}: {one.check.label(lang)}"
    if outcome.state is State.NOT_APPLICABLE:
        return [f"{head} ({outcome.reason(lang) if outcome.reason else ''})"]
    found = found_of(outcome)
    lines = [f"{head} ({found(lang)})" if found else head]
    if outcome.state is State.PASSED:
        return lines
    lines += [f"      - {fault.place(lang)}: {fault.what(lang)}" for fault in outcome.faults[:SHOWN]]
    more = len(outcome.faults) - SHOWN
    if more > 0:
        said = Text(
            da=f"      - og {more} steder mere (--format csv viser dem)",
            en=f"      - and {more} more places (--format csv shows them)",
        )
        lines.append(said(lang))
    do = Text(da="Gør: ", en="Do: ")
    return [*lines, f"      {do(lang)}{one.check.what_to_do(lang)}"]


def summary(diagnosis: Diagnosis) -> Text:
    """One line: how many checks of each state."""
    count = {state: sum(one.outcome.state is state for one in diagnosis.results) for state in State}
    grave = len(stopping(diagnosis.results))
    checks = how_many(len(diagnosis.results), ("kontrol", "kontroller"), ("check", "checks"))
    passed, failed, idle = (count[state] for state in (State.PASSED, State.FAILED, State.NOT_APPLICABLE))
    return Text(
        da=f"{checks.da}: {passed} i orden, {failed} med fejl (heraf {grave} kritiske), "
        f"{idle} ikke relevante.",
        en=f"{checks.en}: {passed} passed, {failed} failed ({grave} of them critical), "
        f"{idle} not applicable.",
    )


COLUMNS = (
    "check",
    "severity",
    "state",
    "label",
    "found",
    "examined",
    "of",
    "place",
    "what",
    "what_it_means",
    "what_to_do",
)


def rows(diagnosis: Diagnosis, lang: Language) -> list[tuple[str | int | None, ...]]:
    """For machines: a row a fault; of a check without faults one row. A small ``found`` is ``hidden``."""
    found: list[tuple[str | int | None, ...]] = []
    for one in diagnosis.results:
        outcome, check = one.outcome, one.check
        count: str | int = outcome.found
        if outcome.of_persons and people(outcome.found) != number(outcome.found):
            count = HIDDEN
        head = (one.id, check.severity.value, outcome.state.value, check.label(lang), count, outcome.examined)
        noun = outcome.noun(lang) if outcome.noun else ""
        tail = (check.what_it_means(lang), check.what_to_do(lang))
        reason = outcome.reason(lang) if outcome.reason else ""
        places = [(fault.place(lang), fault.what(lang)) for fault in outcome.faults] or [("", reason)]
        found += [(*head, noun, *place, *tail) for place in places]
    return found


LIST_COLUMNS = ("check", "severity", "needs", "threshold", "value", "unit", "label", "meaning")


def listing(
    folder: Path | None,
    ids: Sequence[str],
    severities: Sequence[str],
    lang: Language,
    machine: bool = False,
) -> list[tuple[str | float | None, ...]]:
    """Checks with their thresholds, a row each; values as the workspace sets them, where there is one.

    ``machine``: values with a point for decimals, whatever the language.
    """

    def shown(value: float) -> str:
        return f"{value:g}" if machine else written(Decimal(f"{value:g}"), lang)

    given = Figures.open(folder).workspace.settings.doctor if folder else {}
    found: list[tuple[str | float | None, ...]] = []
    for id, check in registry.chosen(ids, [Severity(name) for name in severities]).items():
        values = registry.thresholds_of(id, given.get(id))
        needs = " ".join(sorted(check.needs))
        head = (id, check.severity.value, needs)
        found += [
            (*head, one.name, shown(values[one.name]), one.unit(lang), check.label(lang), one.meaning(lang))
            for one in check.thresholds
        ] or [(*head, "", "", "", check.label(lang), "")]
    return found


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate of a report found: all results, and the reason by check of those overruled."""

    results: tuple[Result, ...]
    overruled: Mapping[str, str]


def parse_overrules(given: Sequence[str]) -> dict[str, str]:
    """``CHECK=REASON`` as given on the command line; anything else is a Problem that says what is allowed."""
    found: dict[str, str] = {}
    for text in given:
        id, equals, reason = text.partition("=")
        id, reason = id.strip(), " ".join(reason.split())
        if not equals or not reason:
            raise Problem(
                da=f"--overrule {text!r}: der mangler en begrundelse. Skriv --overrule CHECK=BEGRUNDELSE; "
                f"den "
                "står i rapporten",
                en=f"--overrule {text!r}: the reason is missing. Write --overrule CHECK=REASON; it is "
                f"printed in "
                "the report",
            )
        if registry.get(id).severity is not Severity.CRITICAL:
            raise Problem(
                da=f"--overrule {id}: kontrollen er ikke kritisk og standser ingen rapport; lad den stå",
                en=f"--overrule {id}: the check is not critical and stops no report; leave it out",
            )
        if id in found:
            raise Problem(
                da=f"--overrule {id} er givet to gange; skriv én begrundelse",
                en=f"--overrule {id} is given twice; write one reason",
            )
        found[id] = reason
    return found


def gate(
    figures: Figures,
    question: Question,
    overruled: Mapping[str, str],
    today: date,
    progress: Progress,
) -> Gate:
    """Run every check on what the report of ``question`` rests on; a critical one that fails stops it.

    Checks of casework are run where the report counts any; double entry is the doctor's. A Problem says
    which, where and what to do, unless it is overruled with a reason. To overrule a check that did not fail
    is a Problem too.
    """
    given = figures.workspace.settings.doctor
    used = used_by(figures, taken_in_rows(figures, question), counted_indicators(), today)
    left_out = {Need.DOUBLE_ENTRY} if used.casework else {Need.DOUBLE_ENTRY, Need.CASEWORK}
    asked = {id: one for id, one in registry.checks().items() if not left_out & one.needs}
    results = examine(used, asked, given, progress)
    stopped = {one.id: one for one in stopping(results)}
    idle = [id for id in overruled if id not in stopped]
    if idle:
        raise Problem(
            da=f"--overrule {idle[0]}: kontrollen fejlede ikke her, så der er intet at tilsidesætte; lad "
            f"den stå. "
            "Ingen rapport er skrevet",
            en=f"--overrule {idle[0]}: the check did not fail here, so there is nothing to overrule; leave "
            f"it out. "
            "No report was written",
        )
    left = [one for id, one in stopped.items() if id not in overruled]
    if left:
        raise _stopped(left)
    return Gate(results, dict(overruled))


def _stopped(left: Sequence[Result]) -> Problem:
    da = "\n".join(line for one in left for line in _told(one, "da"))
    en = "\n".join(line for one in left for line in _told(one, "en"))
    again = " ".join(f'--overrule {one.id}="..."' for one in left)
    return Problem(
        da=f"ingen rapport er skrevet: kritiske kontroller af data fejlede.\n{da}\n"
        f"Ret data, eller skriv rapporten alligevel med en begrundelse, som den viser: {again}",
        en=f"no report was written: critical checks of the data failed.\n{en}\n"
        f"Mend the data, or write the report all the same with a reason that it shows: {again}",
    )
