"""The annex on data quality: every check that was run, its state, and what it means for the reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pejling.checks.check import Fault, State
from pejling.checks.run import Result
from pejling.checks.words import SEVERITIES, STATES, found_of, number
from pejling.comparison.symbol import Verdict as Tone
from pejling.report import naming
from pejling.report.document import (
    Block,
    Bullets,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    TextCell,
)
from pejling.report.frame import Frame
from pejling.report.printed_tables import AUDIT
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language

FAULTS = 4  # of a check that are printed
_UNIT = r"\d{4}(?:M\d{2}|Q\d|H\d)"
_DAYS = re.compile(r"(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.\w)")  # but none of a file's name
_PERIODS = re.compile(rf"\b({_UNIT})(?:(?: \.\. |-)({_UNIT}))?\b")


def overruled_note(frame: Frame) -> tuple[Block, ...]:
    """For the summary: which critical checks failed and why the report is written all the same."""
    overruled = frame.given.overruled
    if not overruled:
        return ()
    say = frame.say
    labels = {one.id: one.check.label(frame.lang) for one in frame.given.checked}
    labels[AUDIT] = say("Tal, der ikke kan passe sammen", "Figures that do not fit together")
    items = tuple(
        Paragraph((say(f"Begrundelse: {reason}", f"Reason: {reason}"),), f"{labels.get(id, id)} ({id}).")
        for id, reason in overruled.items()
    )
    title = say("Kritiske fejl i data, som er tilsidesat", "Critical faults of the data, overruled")
    return (Bullets(title, items, Tone.WORSE),)


def data_quality(frame: Frame) -> tuple[Chapter, ...]:
    """The annex; nothing where no check was run."""
    results = frame.given.checked
    if not results:
        return ()
    failed = [one for one in results if one.failed]
    blocks: list[Block] = [Paragraph((_opening(frame, results, failed),)), *overruled_note(frame)]
    if failed:
        title = "Hvad læseren skal tage forbehold for"
        blocks.append(Heading(frame.say(title, "What the reader must bear in mind")))
        for one in failed:
            blocks += _failure(frame, one)
    idle = [one for one in results if one.outcome.state is State.NOT_APPLICABLE]
    run = [one for one in results if one.outcome.state is not State.NOT_APPLICABLE]
    blocks.append(Heading(frame.say("Alle kontroller", "All checks")))
    blocks += [*([_table(frame, run)] if run else []), *_idle(frame, idle)]
    title = frame.say("Bilag C. Datakvalitet", "Annex C. Data quality")
    return (Chapter("data_quality", title, tuple(blocks), numbered=False),)


def _opening(frame: Frame, results: Sequence[Result], failed: Sequence[Result]) -> str:
    count = {state: sum(one.outcome.state is state for one in results) for state in State}
    grave = sum(one.stops for one in failed)
    heed = frame.say(f"{len(failed)} fandt fejl", f"{len(failed)} found faults")
    if not failed:
        heed = frame.say("ingen fandt fejl", "none found faults")
    elif grave:
        heed += frame.say(
            f", heraf {grave} kritisk{'' if grave == 1 else 'e'}", f", {grave} of them critical"
        )
    return frame.say(
        f"Før rapporten blev skrevet, er de data, den bygger på, undersøgt med {len(results)} kontroller. "
        f"{count[State.PASSED]} var i orden, {heed}, og {count[State.NOT_APPLICABLE]} var ikke relevante for "
        "disse data. En kritisk fejl standser rapporten, medmindre den tilsidesættes med en begrundelse.",
        f"Before the report was written, the data it rests on were examined by {len(results)} checks. "
        f"{count[State.PASSED]} passed, {heed}, and {count[State.NOT_APPLICABLE]} did not apply to these "
        "data. A critical fault stops the report unless it is overruled with a reason.",
    )


def _failure(frame: Frame, one: Result) -> list[Block]:
    lang, outcome = frame.lang, one.outcome
    lead = f"{one.check.label(lang)} ({SEVERITIES[one.check.severity](lang)})."
    meaning = f"{one.check.what_it_means(lang)} {_found(frame, one)}".strip()
    more = len(outcome.faults) - FAULTS
    items = [_fault(frame, fault) for fault in outcome.faults[:FAULTS]]
    if more > 0:
        items.append(Paragraph((_more(frame, more),)))
    where = frame.say("Hvor", "Where")
    return [Paragraph((meaning,), lead), *([Bullets(where, tuple(items))] if items else [])]


def _more(frame: Frame, number: int) -> str:
    if number == 1:
        return frame.say("Og ét sted til.", "And one more place.")
    return frame.say(f"Og {number} steder til.", f"And {number} more places.")


def _fault(frame: Frame, fault: Fault) -> Paragraph:
    where = naming.capital(fault.place(frame.lang))
    return Paragraph((in_words(f"{where}: {fault.what(frame.lang)}.", frame.lang),))


def in_words(text: str, lang: Language) -> str:
    """``2019H1 .. 2019H2`` as ``1.–2. halvår 2019``, ``2019-12-29`` as ``29. december 2019``.

    The checks write periods and days as data has them.
    """

    def name(found: re.Match[str]) -> str:
        try:
            return naming.period_name(Period.parse("-".join(filter(None, found.groups()))), lang)
        except Problem:  # a period that there is not is what the check found: as it stands in data
            return found[0]

    def day(found: re.Match[str]) -> str:
        try:
            return naming.day_name(date.fromisoformat(found[0]), lang)
        except ValueError:
            return found[0]

    return _PERIODS.sub(name, _DAYS.sub(day, text))


def _found(frame: Frame, one: Result) -> str:
    """``Fundet: 3 af 1.200 tal.``"""
    said = found_of(one.outcome)
    return frame.say(f"Fundet: {said.da}.", f"Found: {said.en}.") if said else ""


def _table(frame: Frame, results: Sequence[Result]) -> Table:
    say, lang = frame.say, frame.lang
    rows = []
    for one in results:
        outcome = one.outcome
        state = STATES[outcome.state](lang)
        if one.id in frame.given.overruled:
            state = say(f"{state}, tilsidesat", f"{state}, overruled")
        said = _found(frame, one)
        if not one.failed and outcome.noun is not None:
            said = f"{naming.capital(outcome.noun(lang))}: {number(outcome.examined)(lang)}"
        rows.append(
            Row(
                (
                    TextCell(one.check.label(lang), strong=one.failed),
                    TextCell(SEVERITIES[one.check.severity](lang)),
                    TextCell(state, strong=one.failed),
                    TextCell(said or "–"),
                )
            )
        )
    columns = (
        Column(say("Kontrol", "Check"), "text"),
        Column(say("Alvor", "Severity"), "text"),
        Column(say("Resultat", "Result"), "text"),
        Column(say("Undersøgt", "Examined"), "text"),
    )
    caption = say("Kontroller af rapportens data", "Checks of the report's data")
    return Table("checks", caption, columns, tuple(rows))


def _idle(frame: Frame, idle: Sequence[Result]) -> list[Block]:
    """The checks that do not apply, each with the reason."""
    reasons: dict[str, list[str]] = {}
    for one in idle:
        reason = one.outcome.reason(frame.lang) if one.outcome.reason else ""
        reasons.setdefault(reason, []).append(one.check.label(frame.lang))
    items = tuple(
        Paragraph((f"{'; '.join(labels)}.",), f"{naming.capital(reason)}:")
        for reason, labels in reasons.items()
    )
    title = frame.say("Ikke relevante for disse data", "Not applicable to these data")
    return [Bullets(title, items)] if items else []
