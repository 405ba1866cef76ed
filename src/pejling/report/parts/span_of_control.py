"""How many employees each manager has, directly and through team leaders."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pejling.comparison.figure import Figure
from pejling.indicators.catalogue import (
    areas_of_responsibility,
    employees,
    employees_per_manager,
    managers,
    reports_directly,
    reports_to_team_leader,
)
from pejling.indicators.indicator import name_of
from pejling.report import naming
from pejling.report.document import (
    Block,
    Column,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.lines import number_of
from pejling.report.parts.row import PrintedRow, figure_of, source_of
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, sentence
from pejling.terms.period import Period

MANAGERS = (
    employees,
    reports_directly,
    reports_to_team_leader,
    areas_of_responsibility,
    managers,
    employees_per_manager,
)


def span_of_control(frame: Frame, plan: Plan, rows: Sequence[PrintedRow]) -> list[Block]:
    """A sentence, a line a manager, and bars of who reports directly and who through a team leader."""
    period = Period.parse(rows[0].period)
    marks = sorted({row.member for row in rows if row.member}, key=lambda mark: (len(mark), mark))
    shown = (employees, reports_directly, reports_to_team_leader, areas_of_responsibility)
    figures = {mark: [figure_of(rows, name_of(module), mark) for module in shown] for mark in marks}
    notes = Footnotes(frame.lang)
    manager = frame.say("Leder", "Manager")
    columns = (
        Column(manager, "text"),
        Column(frame.say("Medarbejdere", "Employees"), "number"),
        Column(frame.say("Refererer direkte", "Report directly"), "number"),
        Column(frame.say("Gennem teamleder", "Through a team leader"), "number"),
        Column(frame.say("Ansvars\u00adområder", "Areas of responsibility"), "number"),
    )
    lines = tuple(
        Row(
            (
                TextCell(f"{manager} {mark}", alone=f"{manager} {mark}", strong=True),
                *(number_of(figure, notes, (period,)) for figure in figures[mark]),
            ),
            "plain",
        )
        for mark in marks
    )
    when = naming.period_name(period, frame.lang)
    caption = frame.say(f"Medarbejdere pr. leder, {when}", f"Employees per manager, {when}")
    table = Table(f"{plan.id}-managers", caption, columns, lines, notes.listed, source_of(frame, rows))
    said = _spans(frame, rows, figures)
    chart = _manager_chart(frame, plan, figures, caption, rows)
    return [*([Paragraph(said)] if said else []), table, *([chart] if chart else [])]


def _spans(frame: Frame, rows: Sequence[PrintedRow], figures: dict[str, list[Figure]]) -> Sentence:
    """How many a manager has on average, the most and the least."""
    mean, count = figure_of(rows, name_of(employees_per_manager)), figure_of(rows, name_of(managers))
    known = {mark: one[0] for mark, one in figures.items() if one[0].value is not None}
    if mean.value is None or count.value is None or not known:
        return ()
    most = max(known, key=lambda mark: known[mark].value or Fraction(0))
    least = min(known, key=lambda mark: known[mark].value or Fraction(0))
    number = {mark: Number(known[mark].value, known[mark].decimals) for mark in (most, least)}
    spans: list[Span] = [
        *_who(frame, count),
        Number(mean.value, mean.decimals),
        frame.say(
            " medarbejdere, direkte og gennem teamledere", " employees, directly and through team leaders"
        ),
    ]
    if most != least:
        spans += [
            frame.say(": fra ", ": from "),
            number[least],
            frame.say(f" (leder {least}) til ", f" (manager {least}) to "),
            number[most],
            frame.say(f" (leder {most})", f" (manager {most})"),
        ]
    return sentence(*spans, ".")


def _who(frame: Frame, managers: Figure) -> list[Span]:
    """``De fem ledere har i gennemsnit``."""
    if managers.value == 1:
        return [frame.say("Den ene leder har ", "The one manager has ")]
    number = Number(managers.value, managers.decimals)
    whole = managers.value is not None and managers.value.denominator == 1
    told: Span = frame.speaker.count(int(managers.value)) if whole and managers.value else number
    return [
        frame.say("De ", "The "),
        told,
        frame.say(" ledere har i gennemsnit ", " managers have on average "),
    ]


def _manager_chart(
    frame: Frame,
    plan: Plan,
    figures: dict[str, list[Figure]],
    caption: str,
    rows: Sequence[PrintedRow],
) -> BarChart | None:
    manager = frame.say("Leder", "Manager")
    bars = []
    for mark, (_, directly, through, _) in figures.items():
        if directly.value is None:
            continue
        more = Number(through.value, through.decimals) if through.value else None
        bars.append(Bar(f"{manager} {mark}", Number(directly.value, directly.decimals), more=more))
    if len(bars) < 2:
        return None
    told = "; ".join(
        f"{bar.label} {bar.value.text(frame.lang)}" + (f" + {bar.more.text(frame.lang)}" if bar.more else "")
        for bar in bars
    )
    return BarChart(
        f"{plan.id}-managers-bars",
        caption,
        f"{frame.say('Søjlediagram', 'Bar chart')}. {caption}. {told}.",
        tuple(bars),
        frame.say("Direkte", "Directly"),
        more=frame.say("Gennem teamleder", "Through a team leader"),
        source=source_of(frame, rows),
    )
