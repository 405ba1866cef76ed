"""Cases per caseworker against the guideline; how many employees each manager has stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.figure import Figure
from pejling.findings.finding import printed
from pejling.indicators.catalogue import (
    caseload_guideline_high,
    caseload_guideline_in_brackets,
    caseload_guideline_low,
    cases_per_caseworker,
    caseworker_fte,
)
from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.indicators.indicator import name_of
from pejling.quality.caseload_guidelines import BEGINS, RANGES
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Heading,
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
from pejling.report.parts.span_of_control import span_of_control
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.period import Period
from pejling.terms.text import Text

TITLE = Text(da="Sagstal og ledelsesspænd", en="Caseload and span of control")
CASES = (
    cases_per_caseworker,
    caseworker_fte,
    caseload_guideline_low,
    caseload_guideline_high,
    caseload_guideline_in_brackets,
)


@dataclass(frozen=True)
class Caseload:
    """The material: the rows of the newest table of caseloads, and of managers; either may be empty."""

    cases: tuple[PrintedRow, ...]
    managers: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """One area of work."""

    id: str
    label: Text
    cases: Figure
    staff: Figure
    low: Figure
    high: Figure
    brackets: Figure

    @property
    def stands(self) -> str:
        """``under``, ``within``, ``over`` the guideline; "" where there is none."""
        low, high = (printed(one.value, one.decimals) for one in (self.low, self.high))
        return "" if low is None or high is None else self._against(low, high)

    @property
    def stands_anew(self) -> str:
        """The same by the guideline of April 2020."""
        ends = RANGES.get(self.id)
        return self._against(Fraction(ends[0]), Fraction(ends[1])) if ends else ""

    def _against(self, low: Fraction, high: Fraction) -> str:
        cases = printed(self.cases.value, self.cases.decimals)
        if cases is None:
            return ""
        return "under" if cases < low else "over" if cases > high else "within"


def _work(id: str, label: Text, rows: Sequence[PrintedRow], period: Period) -> _Work:
    """With the guideline that was taken in; where there is none, with that of April 2020 from then on."""
    cases, staff, low, high, brackets = (figure_of(rows, name_of(module), id) for module in CASES)
    known = RANGES.get(id)
    if low.value is None and high.value is None and known and period.first_day >= BEGINS:
        low, high = (Figure(Fraction(end), 0, published=True) for end in known)
    return _Work(id, label, cases, staff, low, high, brackets)


def blocks_of(frame: Frame, plan: Plan, found: Caseload) -> list[Block]:
    """Two sections, as far as there are figures."""
    blocks: list[Block] = []
    both = bool(found.cases and found.managers)
    if found.cases:
        if both:
            blocks.append(Heading(frame.say("Sager pr. sagsbehandler", "Cases per caseworker")))
        blocks += _cases(frame, plan, found.cases)
    if found.managers:
        if both:
            blocks.append(Heading(frame.say("Ledelsesspænd", "Span of control")))
        blocks += span_of_control(frame, plan, found.managers)
    return blocks


def _cases(frame: Frame, plan: Plan, rows: Sequence[PrintedRow]) -> list[Block]:
    period = Period.parse(rows[0].period)
    works = [_work(id, label, rows, period) for id, label in AREAS_OF_WORK.items()]
    works = [one for one in works if one.cases.value is not None or one.staff.value is not None]
    said = _stands(frame, works, period)
    caveat = frame.say(
        "Vejledende sagstal er dem, som Dansk Socialrådgiverforening anbefalede på tabellens tid; de gælder "
        "sagsbehandlere med myndighed over sagen. Tæller årsværkene også andre med, for eksempel "
        "jobformidlere, ser sagstallet lavere ud, end det er for sagsbehandlerne.",
        "Guidelines are those that the Danish Association of Social Workers gave at the table's time; they "
        "hold for caseworkers with authority over the case. Where the full-time equivalents count others "
        "too, such as job brokers, the caseload looks lower than the caseworkers' own.",
    )
    blocks: list[Block] = [Paragraph(joined(said))] if said else []
    blocks.append(_case_table(frame, plan, works, period, rows))
    chart = _case_chart(frame, plan, works, period, rows)
    return [*blocks, *([chart] if chart else []), Paragraph((caveat,), remark=True)]


def _stands(frame: Frame, works: Sequence[_Work], period: Period) -> list[Sentence]:
    """How many areas lie under, within and over the guideline, and the highest caseload."""
    judged = [one for one in works if one.stands]
    known = [one for one in works if one.cases.value is not None]
    if not known:
        return []
    speaker = frame.speaker
    when = naming.in_period(period, frame.lang)
    most = max(known, key=lambda one: one.cases.value or Fraction(0))
    spans: list[Span] = [
        frame.say(
            f"{when} var sagstallet højest inden for {most.label.da} med ",
            f"{when} the caseload was highest in {most.label.en}: ",
        ),
        Number(most.cases.value, most.cases.decimals),
        frame.say(" sager pr. årsværk", " cases per full-time equivalent"),
        *(
            []
            if most.stands
            else [
                frame.say(
                    ", som der ikke er noget vejledende sagstal for", ", for which there is no guideline"
                )
            ]
        ),
        ".",
    ]
    said = [sentence(*spans)]
    if len(judged) == 1:
        said.append((_of_one(frame, judged[0]),))
    elif judged:
        start = frame.say(
            f"Af {speaker.count(len(judged))} arbejdsområder med et vejledende sagstal ligger ",
            f"Of {speaker.count(len(judged))} areas of work with a guideline there are ",
        )
        said.append((f"{start}{_tally(frame, [one.stands for one in judged])}.",))
    anew = [one.stands_anew for one in known if one.stands_anew]
    if anew and period.last_day < BEGINS:
        start = frame.say(
            "Efter de vejledende sagstal fra april 2020 ligger ", "By the guideline of April 2020 there are "
        )
        said.append((f"{start}{_tally(frame, anew)}.",))
    return said


def _of_one(frame: Frame, work: _Work) -> str:
    """``Sygedagpenge ligger over det vejledende sagstal.``"""
    da = {"under": "under", "within": "inden for", "over": "over"}[work.stands]
    en = {"under": "below", "within": "within", "over": "above"}[work.stands]
    name = naming.capital(work.label(frame.lang))
    return frame.say(f"{name} ligger {da} det vejledende sagstal.", f"{name} is {en} the guideline.")


def _tally(frame: Frame, standings: Sequence[str]) -> str:
    """``fire under det vejledende sagstal, tre inden for det og ingen over det``."""
    words = (
        ("under", "under det vejledende sagstal", "below the guideline"),
        ("within", "inden for det", "within it"),
        ("over", "over det", "above it"),
    )
    told = [f"{frame.speaker.count(standings.count(at))} {frame.say(da, en)}" for at, da, en in words]
    return naming.listed(told, frame.lang)


def _case_table(
    frame: Frame, plan: Plan, works: Sequence[_Work], period: Period, rows: Sequence[PrintedRow]
) -> Table:
    notes = Footnotes(frame.lang)
    brackets = any(one.brackets.value is not None for one in works)
    columns = [
        Column(frame.say("Arbejdsområde", "Area of work"), "text"),
        Column(frame.say("Årsværk", "Full-time equivalents"), "number"),
        Column(frame.say("Sager pr. årsværk", "Cases per FTE"), "number"),
        Column(frame.say("Vejledende fra", "Guideline from"), "number"),
        Column(frame.say("Vejledende til", "Guideline to"), "number"),
    ]
    listed = []
    if brackets:
        columns.append(Column(frame.say("I parentes", "In brackets"), "number", notes=("a",)))
        listed.append(
            (
                "a",
                frame.say(
                    "Står i parentes ved det vejledende sagstal og er ikke forklaret, hvor det er trykt.",
                    "Stands in brackets beside the guideline and is not explained where it is printed.",
                ),
            )
        )
    lines = []
    for one in works:
        label = naming.capital(one.label(frame.lang))
        figures = [one.staff, one.cases, one.low, one.high, *([one.brackets] if brackets else [])]
        cells: list[Cell] = [TextCell(label, alone=label, strong=True)]
        cells += [number_of(figure, notes, (period,)) for figure in figures]
        lines.append(Row(tuple(cells), "plain"))
    when = naming.period_name(period, frame.lang)
    caption = frame.say(
        f"Sager pr. fuldtidsansat sagsbehandler, {when}", f"Cases per full-time caseworker, {when}"
    )
    return Table(
        f"{plan.id}-cases", caption, tuple(columns), tuple(lines), tuple(listed), source_of(frame, rows)
    )


def _case_chart(
    frame: Frame, plan: Plan, works: Sequence[_Work], period: Period, rows: Sequence[PrintedRow]
) -> BarChart | None:
    bars = tuple(
        Bar(
            naming.capital(one.label(frame.lang)),
            Number(one.cases.value, one.cases.decimals),
            low=_end(one.low, one.high),
            high=_end(one.high, one.low),
        )
        for one in works
        if one.cases.value is not None
    )
    if len(bars) < 2:
        return None
    when = naming.period_name(period, frame.lang)
    title = frame.say(
        f"Sager pr. årsværk og det vejledende sagstal (gråt bånd), {when}",
        f"Cases per full-time equivalent and the guideline (grey band), {when}",
    )
    told = "; ".join(f"{bar.label} {bar.value.text(frame.lang)}{_range(frame, bar)}" for bar in bars)
    return BarChart(
        f"{plan.id}-cases-bars",
        title,
        f"{frame.say('Søjlediagram', 'Bar chart')}. {title}. {told}.",
        bars,
        frame.say("Sager", "Cases"),
        band=frame.say("Vejledende", "Guideline"),
        source=source_of(frame, rows),
    )


def _end(end: Figure, other: Figure) -> Number | None:
    return Number(end.value, end.decimals) if end.value is not None and other.value is not None else None


def _range(frame: Frame, bar: Bar) -> str:
    if bar.low is None or bar.high is None:
        return ""
    ends = f"{bar.low.text(frame.lang)}–{bar.high.text(frame.lang)}"
    return frame.say(f" (vejledende {ends})", f" (guideline {ends})")
