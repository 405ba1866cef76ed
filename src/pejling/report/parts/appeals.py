"""Complaints to the appeals board: received, decided, and the share reversed against country and peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.certainty import Doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.indicators.catalogue import (
    appeal_intake,
    reversal_rate_pct,
)
from pejling.indicators.catalogue.appeals import LAWS
from pejling.indicators.indicator import name_of
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
)
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.appeal_law import ALL_LAWS, OUTCOMES, Law, label_of, law_of
from pejling.report.parts.appeal_rates import contradictions, rates_chart, rates_table
from pejling.report.parts.lines import head, number_of
from pejling.report.parts.row import PrintedRow, figure_of, source_of
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.municipality import COUNTRY
from pejling.terms.observation import Status
from pejling.terms.period import Kind, Period
from pejling.terms.text import Text

TITLE = Text(da="Klagesager", en="Appeals")
INTAKE = appeal_intake
FAMILIES = (INTAKE, *OUTCOMES, reversal_rate_pct)
MOST_PERIODS = 5
_HEADS = (
    Text(da="Stadfæstet", en="Upheld"),
    Text(da="Ændret", en="Changed"),
    Text(da="Hjemvist", en="Remitted"),
    Text(da="Afvist", en="Dismissed"),
    Text(da="I alt", en="In all"),
)


@dataclass(frozen=True)
class Appeals:
    """The material: rows of the municipality and the country, and the rates against clusters that have one.

    Intake of all periods, decisions of the newest.
    """

    rows: tuple[PrintedRow, ...]
    against: tuple[Comparison, ...]


def blocks_of(frame: Frame, plan: Plan, found: Appeals) -> list[Block]:
    """What came in over the years, then how the newest decisions fell."""
    blocks: list[Block] = []
    own = [row for row in found.rows if row.area != COUNTRY]
    intake = [row for row in own if row.family == name_of(INTAKE)]
    rest = [row for row in own if row.family != name_of(INTAKE)]
    if intake:
        blocks.append(Heading(frame.say("Indkomne klagesager", "Appeals received")))
        blocks += _intake(frame, plan, intake)
    if rest:
        period = Period.parse(rest[0].period)
        country = [row for row in found.rows if row.area == COUNTRY and row.period == rest[0].period]
        laws = [law_of(id, rest, country) for id in LAWS]
        laws = [one for one in laws if one.rate.value is not None or one.outcomes.heard]
        blocks.append(Heading(frame.say("Afgørelser og omgørelse", "Decisions and reversals")))
        blocks += _decisions(frame, plan, laws, period, rest, found.against)
    return blocks


def _intake(frame: Frame, plan: Plan, rows: Sequence[PrintedRow]) -> list[Block]:
    periods = sorted({Period.parse(row.period) for row in rows})[-MOST_PERIODS:]
    notes = Footnotes(frame.lang)
    columns = [Column(frame.say("Lov", "Act"), "text")]
    columns += [Column(head(period, frame.lang), "number") for period in periods]
    lines, figures = [], {}
    for law in LAWS:
        of_law = {Period.parse(row.period): row.figure for row in rows if row.member == law}
        if not of_law:
            continue
        figures[law] = of_law
        cells: list[Cell] = [label_of(frame, law)]
        cells += [
            number_of(of_law[period], notes, (period,))
            if period in of_law
            else Number(None, 0, Status.NOT_OBSERVED)
            for period in periods
        ]
        lines.append(Row(tuple(cells), "plain"))
    caption = frame.say("Klagesager, som Ankestyrelsen har modtaget", "Appeals received by the appeals board")
    table = Table(
        f"{plan.id}-intake", caption, tuple(columns), tuple(lines), notes.listed, source_of(frame, rows)
    )
    said = _received(frame, figures.get(ALL_LAWS, {}))
    return [*([Paragraph(said)] if said else []), table]


def _received(frame: Frame, whole: dict[Period, Figure]) -> Sentence:
    """The latest year against the one before: a quarter is not held against a year."""
    years = sorted(one for one in whole if one.kind is Kind.YEAR and whole[one].value is not None)
    if len(years) < 2 or years[-2] != years[-1].shift(-1):
        return ()
    then, now = whole[years[-2]], whole[years[-1]]
    apart = (now.value or Fraction(0)) - (then.value or Fraction(0))
    by: list[Span] = [frame.say(" på ", " of "), Number(abs(apart), 0)] if apart else []
    way = (
        frame.say("uændret", "unchanged")
        if not apart
        else frame.say("en stigning", "a rise")
        if apart > 0
        else frame.say("et fald", "a fall")
    )
    return sentence(
        frame.say(f"I {years[-1]} modtog Ankestyrelsen ", f"In {years[-1]} the appeals board received "),
        Number(now.value, now.decimals),
        frame.say(f" klagesager fra {frame.name} mod ", f" appeals from {frame.name} against "),
        Number(then.value, then.decimals),
        frame.say(f" i {years[-2]}: {way}", f" in {years[-2]}: {way}"),
        *by,
        ".",
    )


def _decisions(
    frame: Frame,
    plan: Plan,
    laws: Sequence[Law],
    period: Period,
    rows: Sequence[PrintedRow],
    against: Sequence[Comparison],
) -> list[Block]:
    blocks: list[Block] = []
    said = _reversed(frame, laws, period)
    if said:
        blocks.append(Paragraph(joined(said)))
    notes = Footnotes(frame.lang)
    when = naming.period_name(period, frame.lang)
    columns = (
        Column(frame.say("Lov", "Act"), "text"),
        *(Column(text(frame.lang), "number") for text in _HEADS),
    )
    lines = tuple(
        Row(
            (
                label_of(frame, one.id),
                *(
                    number_of(figure_of(rows, name_of(module), one.id), notes, (period,))
                    for module in OUTCOMES
                ),
            ),
            "plain",
        )
        for one in laws
    )
    caption = frame.say(f"Afgjorte klagesager, {when}", f"Appeals decided, {when}")
    source = source_of(frame, rows)
    if any(one.outcomes.heard for one in laws):
        blocks.append(Table(f"{plan.id}-outcomes", caption, columns, lines, notes.listed, source))
    blocks.append(rates_table(frame, plan, laws, period, against, source))
    chart = rates_chart(frame, plan, laws, period, source)
    if chart is not None:
        blocks.append(chart)
    blocks += contradictions(frame, laws)
    return blocks


def _reversed(frame: Frame, laws: Sequence[Law], period: Period) -> list[Sentence]:
    """How many of those heard were reversed, and where the rate differs from the country's beyond chance."""
    said: list[Sentence] = []
    when = naming.in_period(period, frame.lang)
    whole = next((one for one in laws if one.id == ALL_LAWS), None)
    if whole and whole.outcomes.heard and whole.outcomes.overturned is not None:
        said.append(
            sentence(
                frame.say(
                    f"{when} ændrede eller hjemviste Ankestyrelsen ",
                    f"{when} the appeals board changed or remitted ",
                ),
                Number(Fraction(whole.outcomes.overturned), 0),
                frame.say(" af de ", " of the "),
                Number(Fraction(whole.outcomes.heard), 0),
                frame.say(
                    " klagesager, den tog stilling til; afviste sager er ikke regnet med.",
                    " appeals that it heard; dismissed ones are not counted.",
                ),
            )
        )
    single = [
        one
        for one in laws
        if one.id != ALL_LAWS and one.country.value is not None and one.rate.value is not None
    ]
    sure = [one for one in single if one.standing()[1] is Doubt.NONE and one.limits is not None]
    if single:
        said.append(_beyond_chance(frame, single, sure))
    return said


def _beyond_chance(frame: Frame, single: Sequence[Law], sure: Sequence[Law]) -> Sentence:
    if not sure:
        return (
            frame.say(
                "For ingen af lovene er forskellen til hele landet større, end tilfældet kan forklare.",
                "For none of the acts is the difference from the whole country larger than chance can "
                "explain.",
            ),
        )
    parts: list[Span] = [
        frame.say(
            "Forskellen til hele landet er større, end tilfældet kan forklare, for ",
            "The difference from the whole country is larger than chance can explain for ",
        )
    ]
    for number, one in enumerate(sure):
        if number:
            parts.append(frame.say(" og ", " and ") if number == len(sure) - 1 else ", ")
        percent = frame.say("pct.", "per cent")
        parts += [
            f"{LAWS[one.id](frame.lang)}: ",
            Number(one.rate.value, one.rate.decimals, unit=percent),
            frame.say(" mod ", " against "),
            Number(one.country.value, one.country.decimals, unit=percent),
        ]
    parts.append(frame.say(" i hele landet", " in the whole country"))
    rest = len(single) - len(sure)
    if rest:
        count = frame.speaker.count(rest)
        da, en = (f"de øvrige {count}", f"the other {count}") if rest > 1 else ("den sidste", "the last one")
        parts.append(
            frame.say(
                f". For {da} kan tilfældet alene forklare den", f". For {en} chance alone can explain it"
            )
        )
    return sentence(*parts, ".")
