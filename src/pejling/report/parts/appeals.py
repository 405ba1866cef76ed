"""Complaints to the appeals board: received, decided, and the share reversed against country and peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.certainty import Doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.comparison.symbol import Verdict, verdict
from pejling.indicators import registry
from pejling.indicators.catalogue import (
    appeal_intake,
    appeals_changed,
    appeals_dismissed,
    appeals_remitted,
    appeals_upheld,
    reversal_rate_pct,
)
from pejling.indicators.catalogue import appeals as decided
from pejling.indicators.catalogue.appeals import LAWS
from pejling.indicators.indicator import name_of
from pejling.quality.appeals import Outcomes, rounds_to
from pejling.report import naming, symbols
from pejling.report.document import (
    Block,
    Cell,
    Chapter,
    Column,
    Heading,
    Number,
    Paragraph,
    Place,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.figures import head, number_of
from pejling.report.parts.row import PrintedRow, figure_of
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.stats.interval import share
from pejling.terms.municipality import COUNTRY, area_label
from pejling.terms.observation import Status
from pejling.terms.period import Kind, Period
from pejling.terms.text import Text

TITLE = Text(da="Klagesager", en="Appeals")
INTAKE = appeal_intake
OUTCOMES = (appeals_upheld, appeals_changed, appeals_remitted, appeals_dismissed, decided)
FAMILIES = (INTAKE, *OUTCOMES, reversal_rate_pct)
ALL_LAWS = "I alt"
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


@dataclass(frozen=True, slots=True)
class _Law:
    """One act: its printed rate, the counts of its decisions, and the country's rate."""

    id: str
    rate: Figure
    outcomes: Outcomes
    country: Figure

    @property
    def limits(self) -> tuple[Fraction, Fraction] | None:
        """95 per cent limits of the rate, in per cent, from the counts."""
        if not self.outcomes.heard or self.outcomes.overturned is None:
            return None
        low, high = share(self.outcomes.overturned, self.outcomes.heard)
        return Fraction(repr(100 * low)), Fraction(repr(100 * high))

    @property
    def contradicts(self) -> bool:
        """Whether the printed rate is not what the counts give."""
        ratio = self.outcomes.reversal_rate_pct
        if ratio is None or self.rate.value is None:
            return False
        return not rounds_to(ratio, self.rate.value, self.rate.decimals)

    @property
    def with_dismissed(self) -> Fraction | None:
        """Per cent of all decided cases, dismissed ones included, where that is the printed rate."""
        if self.outcomes.overturned is None or not self.outcomes.total or self.rate.value is None:
            return None
        ratio = Fraction(100 * self.outcomes.overturned, self.outcomes.total)
        return ratio if rounds_to(ratio, self.rate.value, self.rate.decimals) else None

    def standing(self) -> tuple[Verdict, Doubt]:
        """Against the country, whose own rate is of many cases: chance where it lies within the limits."""
        better = registry.declared(reversal_rate_pct.id_of(self.id)).better
        tone = verdict(self.rate, self.country, better)
        limits = self.limits
        if limits is None or self.country.value is None:
            return tone, Doubt.NONE
        return tone, Doubt.CHANCE if limits[0] <= self.country.value <= limits[1] else Doubt.NONE


def chapter(frame: Frame, plan: Plan, found: Appeals) -> Chapter:
    """What came in over the years, then how the newest decisions fell."""
    blocks: list[Block] = [Paragraph((plan.intro(frame.lang),))] if plan.intro else []
    own = [row for row in found.rows if row.area != COUNTRY]
    intake = [row for row in own if row.family == name_of(INTAKE)]
    rest = [row for row in own if row.family != name_of(INTAKE)]
    if intake:
        blocks.append(Heading(frame.say("Indkomne klagesager", "Appeals received")))
        blocks += _intake(frame, plan, intake)
    if rest:
        period = Period.parse(rest[0].period)
        country = [row for row in found.rows if row.area == COUNTRY and row.period == rest[0].period]
        laws = [_law(id, rest, country) for id in LAWS]
        laws = [one for one in laws if one.rate.value is not None or one.outcomes.heard]
        blocks.append(Heading(frame.say("Afgørelser og omgørelse", "Decisions and reversals")))
        blocks += _decisions(frame, plan, laws, period, rest, found.against)
    return Chapter(plan.id, (plan.title or TITLE)(frame.lang), tuple(blocks))


def _law(id: str, own: Sequence[PrintedRow], country: Sequence[PrintedRow]) -> _Law:
    counts = {
        part: _whole(figure_of(own, name_of(module), id))
        for part, module in zip(("upheld", "changed", "remitted", "dismissed"), OUTCOMES, strict=False)
    }
    rate = name_of(reversal_rate_pct)
    return _Law(id, figure_of(own, rate, id), Outcomes(**counts), figure_of(country, rate, id))


def _whole(figure: Figure) -> int | None:
    return int(figure.value) if figure.value is not None and figure.value.denominator == 1 else None


def _source(frame: Frame, rows: Sequence[PrintedRow]) -> str:
    return frame.source_line((row.indicator, "", row.period) for row in rows)


def _label(frame: Frame, law: str) -> TextCell:
    text = naming.capital(LAWS[law](frame.lang))
    return TextCell(text, alone=text, strong=law == ALL_LAWS)


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
        cells: list[Cell] = [_label(frame, law)]
        cells += [
            number_of(of_law[period], notes, (period,))
            if period in of_law
            else Number(None, 0, Status.NOT_OBSERVED)
            for period in periods
        ]
        lines.append(Row(tuple(cells), "plain"))
    caption = frame.say("Klagesager, som Ankestyrelsen har modtaget", "Appeals received by the appeals board")
    table = Table(
        f"{plan.id}-intake", caption, tuple(columns), tuple(lines), notes.listed, _source(frame, rows)
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
    laws: Sequence[_Law],
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
                _label(frame, one.id),
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
    source = _source(frame, rows)
    if any(one.outcomes.heard for one in laws):
        blocks.append(Table(f"{plan.id}-outcomes", caption, columns, lines, notes.listed, source))
    blocks.append(_rates(frame, plan, laws, period, against, source))
    chart = _chart(frame, plan, laws, period, source)
    if chart is not None:
        blocks.append(chart)
    blocks += _contradictions(frame, laws)
    return blocks


def _reversed(frame: Frame, laws: Sequence[_Law], period: Period) -> list[Sentence]:
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


def _beyond_chance(frame: Frame, single: Sequence[_Law], sure: Sequence[_Law]) -> Sentence:
    if not sure:
        return (
            frame.say(
                "For ingen af lovene er forskellen til hele landet større, end tilfældet kan forklare.",
                "For none of the acts is the difference from the whole country more than chance would do.",
            ),
        )
    parts: list[Span] = [
        frame.say(
            "Forskellen til hele landet er større, end tilfældet kan forklare, for ",
            "The difference from the whole country is more than chance would do for ",
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
            frame.say(f". For {da} kan tilfældet alene forklare den", f". For {en} chance alone would do")
        )
    return sentence(*parts, ".")


def _rates(
    frame: Frame,
    plan: Plan,
    laws: Sequence[_Law],
    period: Period,
    against: Sequence[Comparison],
    source: str,
) -> Table:
    """The printed rates with their limits, the country's, and the clusters'."""
    notes = Footnotes(frame.lang)
    country = any(one.country.value is not None for one in laws)
    columns = [
        Column(frame.say("Lov", "Act"), "text"),
        Column(frame.name, "number"),
        Column(frame.say("Usikkerhed fra", "Limits from"), "number"),
        Column(frame.say("Usikkerhed til", "Limits to"), "number"),
    ]
    dk = area_label(COUNTRY, frame.lang)
    if country:
        columns += [Column(dk, "number", block=COUNTRY), Column(dk, "symbol", block=COUNTRY)]
    clusters = [one for one in frame.cluster_labels if any(row.cluster == one for row in against)][:2]
    for cluster in clusters:
        label = frame.cluster_labels[cluster]
        columns += [Column(label, "number", block=cluster), Column(label, "symbol", block=cluster)]
    lines = []
    for one in laws:
        own = number_of(one.rate, notes, (period,))
        if one.contradicts:
            own = Number(own.value, own.decimals, own.status, notes=(*own.notes, "*"))
        limits = one.limits
        ends = [Number(end, 0) for end in limits] if limits else [Number(None, 0, Status.NOT_OBSERVED)] * 2
        cells: list[Cell] = [_label(frame, one.id), own, *ends]
        if country:
            tone, doubt = one.standing()
            whom = frame.say("hele landet", "Denmark")
            cells += [number_of(one.country, notes, (period,)), symbols.level(tone, whom, frame.lang, doubt)]
        for cluster in clusters:
            row = next(
                (r for r in against if r.cluster == cluster and r.indicator.endswith(f":{one.id}")), None
            )
            whom = frame.speaker.cluster(cluster)
            cells.append(
                number_of(row.cluster_level, notes, (period,))
                if row
                else Number(None, 0, Status.NOT_OBSERVED)
            )
            cells.append(symbols.level(row.level_symbol if row else Verdict.NONE, whom, frame.lang))
        lines.append(Row(tuple(cells), "plain"))
    when = naming.period_name(period, frame.lang)
    caption = frame.say(
        f"Omgørelsesprocent: ændrede og hjemviste af de behandlede sager, {when}",
        f"Reversal rate: changed and remitted of the cases heard, {when}",
    )
    listed = list(notes.listed)
    if any(one.contradicts for one in laws):
        listed.append(
            (
                "*",
                frame.say(
                    "Trykt tal, som ikke passer til antallene; se nedenfor.",
                    "Printed figure that does not fit the counts; see below.",
                ),
            )
        )
    return Table(f"{plan.id}-rates", caption, tuple(columns), tuple(lines), tuple(listed), source)


def _chart(frame: Frame, plan: Plan, laws: Sequence[_Law], period: Period, source: str) -> BarChart | None:
    place = Place(area_label(COUNTRY, frame.lang), 1)
    bars = []
    for one in laws:
        if one.rate.value is None:
            continue
        limits = one.limits
        low, high = (Number(end, 0) for end in limits) if limits else (None, None)
        marks = (
            ((place, Number(one.country.value, one.country.decimals)),)
            if one.country.value is not None
            else ()
        )
        label = naming.capital(LAWS[one.id](frame.lang))
        bars.append(Bar(label, Number(one.rate.value, one.rate.decimals), marks, low, high))
    if len(bars) < 2:
        return None
    when = naming.period_name(period, frame.lang)
    title = frame.say(
        f"Omgørelsesprocent og dens usikkerhed (gråt bånd), {when}",
        f"Reversal rate and its uncertainty (grey band), {when}",
    )
    told = "; ".join(
        f"{bar.label} {bar.value.text(frame.lang)}"
        + (f" ({bar.low.text(frame.lang)}–{bar.high.text(frame.lang)})" if bar.low and bar.high else "")
        + "".join(f", {at.label} {number.text(frame.lang)}" for at, number in bar.marks)
        for bar in bars
    )
    return BarChart(
        f"{plan.id}-rates-bars",
        title,
        f"{frame.say('Søjlediagram', 'Bar chart')}. {title}. {told}.",
        tuple(bars),
        frame.name,
        band=frame.say("Usikkerhed", "Limits"),
        source=source,
    )


def _contradictions(frame: Frame, laws: Sequence[_Law]) -> list[Block]:
    """Printed rates that the counts of the same table do not give."""
    found: list[Block] = []
    percent = frame.say("pct.", "per cent")
    for one in laws:
        ratio = one.outcomes.reversal_rate_pct
        if not one.contradicts or ratio is None or one.outcomes.overturned is None:
            continue
        spans: list[Span] = [
            frame.say(
                f"* For {LAWS[one.id].da} er omgørelsesprocenten trykt som ",
                f"* For {LAWS[one.id].en} the reversal rate is printed as ",
            ),
            Number(one.rate.value, one.rate.decimals),
            frame.say(", men antallene i samme tabel giver ", ", but the counts of the same table give "),
            Number(Fraction(one.outcomes.overturned), 0),
            frame.say(" af ", " of "),
            Number(Fraction(one.outcomes.heard or 0), 0),
            frame.say(" behandlede sager, altså ", " cases heard, that is "),
            Number(ratio, one.rate.decimals + 1, unit=percent),
            frame.say(" af dem", " of them"),
        ]
        if one.with_dismissed is not None and one.outcomes.total:
            spans += [
                frame.say(
                    ". Det trykte tal fås, når de afviste sager regnes med (",
                    ". The printed figure comes out when dismissed cases are counted too (",
                ),
                Number(Fraction(one.outcomes.overturned), 0),
                frame.say(" af ", " of "),
                Number(Fraction(one.outcomes.total), 0),
                ")",
            ]
        found.append(Paragraph((*spans, "."), remark=True))
    return found
