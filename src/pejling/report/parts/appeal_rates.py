"""Reversal rates with their limits, against the country and the clusters, and where counts say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pejling.comparison.certainty import Doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.symbol import Verdict
from pejling.indicators.catalogue.appeals import LAWS
from pejling.report import naming, symbols
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Number,
    Paragraph,
    Place,
    Row,
    Span,
    Table,
)
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.footnotes import Footnotes
from pejling.report.frame import Frame
from pejling.report.parts.appeal_law import Law, label_of
from pejling.report.parts.lines import number_of
from pejling.report.plan import Plan
from pejling.terms.municipality import COUNTRY, area_label
from pejling.terms.observation import Status
from pejling.terms.period import Period


def rates_table(
    frame: Frame,
    plan: Plan,
    laws: Sequence[Law],
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
        cells: list[Cell] = [label_of(frame, one.id), own, *ends]
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
    if country and any(one.standing()[1] is Doubt.CHANCE for one in laws):
        listed.append(
            (
                symbols.DOUBT_SIGNS[Doubt.CHANCE],
                frame.say(
                    "To bølger ved cirklen: landets tal ligger inden for usikkerheden, så tilfældet kan "
                    "forklare forskellen.",
                    "Two waves at the circle: the country's figure lies within the limits, so that "
                    "chance can explain the difference.",
                ),
            )
        )
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


def rates_chart(
    frame: Frame, plan: Plan, laws: Sequence[Law], period: Period, source: str
) -> BarChart | None:
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


def contradictions(frame: Frame, laws: Sequence[Law]) -> list[Block]:
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
