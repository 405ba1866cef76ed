"""One page a benefit: a large figure, three sentences, one chart, its price, where the evidence is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pejling.comparison.certainty import doubt
from pejling.comparison.savings import Assumed
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import direction
from pejling.findings.reading import Change, Reading
from pejling.indicators import registry
from pejling.report import naming, symbols
from pejling.report.chapters import group_order, in_order, is_sub_group
from pejling.report.document import (
    Block,
    Cell,
    Chapter,
    Column,
    LineChart,
    Number,
    Paragraph,
    Ref,
    Row,
    Span,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.drawings.headline import Against, Headline
from pejling.report.frame import Frame
from pejling.report.parts.savings import millions
from pejling.report.parts.savings_basis import Savings
from pejling.report.pictures import line_charts
from pejling.report.plan import Plan
from pejling.report.sentences import phrases
from pejling.report.sentences.overview import group_sentences
from pejling.report.sentences.speaker import joined
from pejling.report.tables import is_status, line_label
from pejling.terms.text import Text

TITLE = Text(da="Ydelserne på hver sin side", en="The benefits, a page each")
KIND = "benefit_pages"
SENTENCES = 3
MOST_ROWS = 6  # so that the page is one


def pages(frame: Frame, plan: Plan, readings: Sequence[Reading]) -> tuple[Chapter, ...]:
    """A chapter for every benefit with a headline figure; parts of others have none."""
    by_group: dict[str, list[Reading]] = {}
    for reading in readings:
        if not is_sub_group(reading.group) or reading.group in plan.groups:
            by_group.setdefault(reading.group, []).append(reading)
    found = []
    for group in group_order(list(by_group)):
        own = in_order(by_group[group])
        lead = next((one for one in own if phrases.is_headline(one.indicator)), None)
        if lead is None or lead.own.own_value is None or (plan.groups and group not in plan.groups):
            continue
        found.append(_page(frame, plan, group, lead, own))
    return tuple(found[: plan.most] if plan.most else found)


def drawn(frame: Frame, readings: Sequence[Reading]) -> dict[str, str]:
    """The curves on the pages of the report's template: a chart's id elsewhere, and the page's chapter."""
    template = frame.given.template
    found: dict[str, str] = {}
    for plan in template.chapters if template else ():
        if plan.kind != KIND:
            continue
        for page in pages(frame, plan, readings):
            for block in page.blocks:
                if isinstance(block, LineChart):
                    found[block.id.removeprefix(f"{plan.id}-")] = page.id
    return found


def _page(frame: Frame, plan: Plan, group: str, lead: Reading, readings: Sequence[Reading]) -> Chapter:
    name = naming.group_label(group, frame.lang)
    main = [lead, *(one for one in readings if one is not lead and not is_status(one.indicator))]
    said = group_sentences(frame.speaker, main)[:SENTENCES]
    blocks: list[Block] = [_headline(frame, plan, lead)]
    blocks += [Paragraph(joined(said))] if said else []
    blocks += [replace(chart, id=f"{plan.id}-{chart.id}") for chart in line_charts(frame, [lead])[:1]]
    others = _others(frame, plan, group, main[1:])
    blocks += [others] if others else []
    worth = _worth(frame, group)
    blocks += [worth] if worth else []
    evidence = _evidence(frame, group)
    blocks += [evidence] if evidence else []
    return Chapter(
        f"{plan.id}-{group}", frame.say(f"{name} på én side", f"{name} on one page"), tuple(blocks)
    )


def _headline(frame: Frame, plan: Plan, lead: Reading) -> Headline:
    lang, own = frame.lang, lead.own
    declared = registry.declared(lead.indicator)
    label = line_label(lead.indicator, declared, lang)
    words = f"{label}, {naming.period_name(lead.period, lang)}"
    newest = lead.changes[0] if lead.changes else None
    change, since = _change(frame, lead, newest)
    against = tuple(
        Against(
            frame.places[row.cluster],
            Number(row.cluster_value, row.cluster_decimals, row.cluster_level.status),
            *stand(frame, lead, row.cluster),
        )
        for row in lead.levels
        if row.cluster in frame.places and (row.cluster_value is not None or row.cluster_hidden)
    )
    value = frame.speaker.level(declared, own.own_level)
    told = [f"{frame.name} {value.text(lang)}"]
    told += [
        f"{one.place.label} {one.value.text(lang)} ({one.level.label}, {one.trend.label})" for one in against
    ]
    name = naming.group_label(lead.group, lang)
    title = f"{name}: {words[:1].lower()}{words[1:]}"
    alt = f"{title.rstrip('.')}. {'; '.join(told).rstrip('.')}."
    source = frame.source_line([(lead.indicator, lead.group, str(lead.period))])
    id = f"{plan.id}-headline-{lead.group}"
    return Headline(id, title, alt, frame.places[""], value, words, against, change, since, source=source)


def _change(frame: Frame, lead: Reading, newest: Change | None) -> tuple[Number | None, str]:
    """What the figure has moved by, with its sign, and since when."""
    if newest is None or newest.against[0].own_change is None:
        return None, ""
    moved = newest.against[0].own_development
    unit = naming.change_unit(newest.development, registry.declared(lead.indicator).unit, frame.lang)
    since = naming.period_name(newest.base, frame.lang)
    number = Number(moved.value, moved.decimals, moved.status, unit)
    return number, frame.say(f"siden {since}", f"since {since}")


def stand(frame: Frame, reading: Reading, cluster: str) -> tuple[Symbol, Symbol]:
    """The circle and the arrow of a figure against a cluster."""
    whom = frame.speaker.cluster(cluster)
    level = next((row for row in reading.levels if row.cluster == cluster), None)
    circle = symbols.level(
        level.level_symbol if level else Tone.NONE,
        whom,
        frame.lang,
        doubt(level.level_certainty if level else None),
    )
    newest = reading.changes[0] if reading.changes else None
    moved = next((row for row in newest.against if row.cluster == cluster), None) if newest else None
    way = direction(newest) if newest and moved else Direction.NONE
    tone = moved.trend_colour if moved else Tone.NONE
    unsure = doubt(moved.change_certainty if moved else None)
    return circle, symbols.trend(way, tone, whom, frame.lang, unsure)


def _others(frame: Frame, plan: Plan, group: str, readings: Sequence[Reading]) -> Table | None:
    """The benefit's other figures, a line each: the level, with circle and arrow against each cluster."""
    shown = [one for one in readings if one.own.own_value is not None][:MOST_ROWS]
    if not shown:
        return None
    lang = frame.lang
    columns = [
        Column(frame.say("De øvrige nøgletal", "The other figures"), "text"),
        Column(frame.say("Periode", "Period"), "period"),
        Column(frame.name, "number"),
    ]
    for cluster, label in frame.cluster_labels.items():
        columns += [Column(label, "symbol", block=cluster), Column(label, "symbol", block=cluster)]
    rows = []
    for one in shown:
        label = line_label(one.indicator, registry.declared(one.indicator), lang)
        cells: list[Cell] = [
            TextCell(label, alone=label),
            TextCell(naming.short_period(one.period, lang)),
            Number(one.own.own_value, one.own.own_decimals, one.own.own_status),
        ]
        for cluster in frame.cluster_labels:
            cells += stand(frame, one, cluster)
        rows.append(Row(tuple(cells), "plain"))
    name = naming.group_label(group, lang)
    caption = frame.say(
        f"{name}: cirklen viser niveauet, pilen udviklingen",
        f"{name}: level (circle) and development (arrow)",
    )
    source = frame.source_line((one.indicator, one.group, str(one.period)) for one in shown)
    return Table(f"{plan.id}-figures-{group}", caption, tuple(columns), tuple(rows), source=source)


def _worth(frame: Frame, group: str) -> Paragraph | None:
    """What a full-time person costs and what the clusters' level would be worth, where savings are known."""
    found = next((one for one in frame.given.material.values() if isinstance(one, Savings)), None)
    known = [
        one
        for cluster in frame.cluster_labels
        for one in (found.of(cluster, group) if found else [])
        if one.assumed == Assumed()
    ]
    price = next((one for one in known if one.net_cost is not None), None)
    if price is None or price.net_cost is None:
        return None
    spans: list[Span] = [
        frame.say("En fuldtidsperson koster kommunen ", "A full-time person costs the municipality "),
        Number(price.net_cost, 0, unit=frame.say("kr.", "DKK")),
        frame.say(" om året efter refusion.", " a year after refund."),
    ]
    for one in known:
        if one.amount is None:
            continue
        whom = frame.speaker.cluster(one.cluster)
        if one.amount:
            spans += [
                frame.say(
                    f" Med samme andel som {whom} ville udgiften være ",
                    f" With the same share as {whom} the cost would be ",
                ),
                millions(one.amount, frame),
                frame.say(" lavere.", " lower."),
            ]
        else:
            spans.append(
                frame.say(f" Kommunen ligger ikke over {whom}.", f" The municipality is not above {whom}.")
            )
    return Paragraph(tuple(spans), frame.say("Hvad er det værd?", "What is it worth?"))


def _evidence(frame: Frame, group: str) -> Paragraph | None:
    """Where the tables are, in templates that have them."""
    template = frame.given.template
    if template is None:
        return None
    plans = {plan.kind: plan for plan in template.chapters}
    refs: list[Span] = []
    benefits = plans.get("benefits")
    if benefits is not None and not (benefits.groups and group not in benefits.groups):
        refs.append(Ref(f"group-{group}", frame.say("alle tal og tabeller", "all figures and tables")))
    savings = plans.get("savings")
    if savings is not None and isinstance(frame.given.material.get(savings.id), Savings):
        refs.append(Ref(savings.id, frame.say("hvad det er værd", "what it is worth")))
    if not refs:
        return None
    spans: list[Span] = [frame.say("Bag siden: ", "Behind the page: "), refs[0]]
    for one in refs[1:]:
        spans += ["; ", one]
    return Paragraph((*spans, "."), remark=True)
