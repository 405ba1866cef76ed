"""What it would be worth to be at the clusters' levels: benefit by benefit, summed, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pejling.comparison.savings import Assumed, Potential
from pejling.report import naming
from pejling.report.chapters import group_order, is_sub_group
from pejling.report.document import (
    NBSP,
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
from pejling.report.drawings.status_bars import Group, StatusBars
from pejling.report.frame import Frame
from pejling.report.parts.savings_basis import MILLION, amount, figure, prices, sensitivity
from pejling.report.parts.savings_basis import Savings as Savings
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.amount import round_half_up
from pejling.terms.text import Text

TITLE = Text(da="Hvad er det værd?", en="What is it worth?")
POINTS = 2  # decimals of a gap worked out from persons


def millions(amount: Fraction, frame: Frame) -> Number:
    """An amount as it is printed in sentences: ``1,4 mio. kr.``."""
    return Number(amount / MILLION, 1, unit=frame.say(f"mio.{NBSP}kr.", f"m{NBSP}DKK"))


def blocks_of(frame: Frame, plan: Plan, found: Savings) -> list[Block]:
    """Sums in words, a table a cluster, bars, what the sums hang on, and the prices."""
    clusters = [one for one in frame.cluster_labels if one in found.clusters]
    source = frame.source_line((found.share, one.group, str(found.period)) for one in found.potentials)
    blocks: list[Block] = [Paragraph(joined(_sentences(frame, found, clusters)))]
    bars = _bars(frame, plan, found, clusters, source)
    blocks += [bars] if bars else []
    blocks += [_table(frame, plan, found, cluster, source) for cluster in clusters]
    missing = _missing(frame, found)
    blocks += [missing] if missing else []
    blocks += [
        Heading(frame.say("Hvad beløbene hænger på", "What the amounts hang on")),
        sensitivity(frame, plan, found, clusters, source),
        *prices(frame, plan, found),
        Paragraph(
            (
                frame.say(
                    "Et potentiale er ingen gevinst: det er, hvad forskellen i andel af arbejdsstyrken "
                    "koster i "
                    "ydelse efter refusion, ikke hvad en indsats koster eller virker. Færre på én ydelse "
                    "kan være "
                    "flere på en anden; se derfor summen med og uden førtidspension. Nettoudgiften regnes "
                    "med "
                    "kommunens egen fordeling på refusionens trin. »Fra« og »til« er, hvad tilfældet "
                    "(hvor det kendes, 95 pct.) eller afrundingen af trykte andele lader stå åbent; tvivl "
                    "om priser er ikke med.",
                    "A potential is no gain: it is what the difference in share of the labour force costs in "
                    "benefit after refund, not what an effort costs or does. Fewer on one benefit may be "
                    "more on "
                    "another; so see the sum with and without disability pension. The net cost takes the "
                    "municipality's own spread over the steps of the refund. “From” and “to” are what "
                    "chance (where it is known, 95 per cent) or the rounding of printed shares leaves "
                    "open; doubt about prices is not in it.",
                ),
            ),
            remark=True,
        ),
    ]
    return blocks


def _sentences(frame: Frame, found: Savings, clusters: Sequence[str]) -> list[Sentence]:
    """The sum against each cluster, without and with the pension, and the largest benefit."""
    said: list[Sentence] = []
    told = False
    period = naming.period_name(found.period, frame.lang)
    for cluster in clusters:
        bare, whole = (found.sum(cluster, Assumed(), pension) for pension in (False, True))
        if bare is None or bare.amount is None:
            continue
        whom = frame.speaker.cluster(cluster)
        if not _prints(bare.amount) and not (whole and _prints(whole.amount)):
            said.append(
                (
                    frame.say(
                        f"Mod {whom} er der intet beløb på de ydelser, der kan regnes.",
                        f"Against {whom} there is no amount on the benefits that can be worked out.",
                    ),
                )
            )
            continue
        spans: list[Span] = [
            frame.say(f"Med andele som {whom} ville den være ", f"With shares as in {whom} it would be ")
            if told
            else frame.say(
                f"Med samme andele af arbejdsstyrken på ydelse som {whom} ville nettoudgiften være ",
                f"With the same shares of the labour force on benefit as {whom} the net cost would be ",
            ),
            millions(bare.amount, frame),
            frame.say(" lavere om året", " lower a year"),
        ]
        both = whole is not None and whole.amount is not None
        if both or not told:
            spans.append(frame.say(", regnet uden førtidspension", ", disability pension left out"))
        if whole is not None and whole.amount is not None:
            spans += [frame.say(", og ", ", and "), millions(whole.amount, frame)]
            spans.append(frame.say(" lavere, regnet med", " lower with it"))
        said.append(sentence(*spans, "." if told else f" ({period})."))
        told = True
    largest = max(
        (
            one
            for one in found.potentials
            if one.assumed == Assumed() and one.amount and not is_sub_group(one.group)
        ),
        key=lambda one: one.amount or 0,
        default=None,
    )
    if largest is not None and largest.amount:
        said.append(
            sentence(
                frame.say("Størst er beløbet for ", "The largest amount is that of "),
                _inside(frame, largest.group),
                frame.say(" mod ", " against "),
                frame.speaker.cluster(largest.cluster),
                ": ",
                millions(largest.amount, frame),
                frame.say(" om året.", " a year."),
            )
        )
    if not said:
        said.append(
            (
                frame.say(
                    f"{frame.name} ligger ikke over klyngerne på nogen ydelse, der er en pris for.",
                    f"{frame.name} is above the clusters on no benefit that there is a price for.",
                ),
            )
        )
    return said


def _prints(amount: Fraction | None) -> bool:
    """Whether an amount in millions prints as anything but 0."""
    return amount is not None and round_half_up(amount / MILLION, 1) != 0


def _inside(frame: Frame, group: str) -> str:
    label = naming.group_label(group, frame.lang)
    return label[:1].lower() + label[1:]


def _bars(
    frame: Frame, plan: Plan, found: Savings, clusters: Sequence[str], source: str
) -> StatusBars | None:
    """Millions a year by benefit, a bar a cluster; only benefits with an amount."""
    groups = []
    for group in group_order([one.group for one in found.potentials]):
        if is_sub_group(group):
            continue
        amounts = {
            one.cluster: one.amount
            for one in found.potentials
            if one.group == group and one.assumed == Assumed()
        }
        bars = tuple(
            (frame.places[cluster], Number((amount or Fraction(0)) / MILLION, 1))
            for cluster in clusters
            if (amount := amounts.get(cluster)) is not None
        )
        if any(round_half_up(number.value or Fraction(0), 1) for _, number in bars):
            groups.append(Group(naming.group_label(group, frame.lang), bars))
    if not groups:
        return None
    title = frame.say(
        f"Potentiale pr. ydelse mod klyngerne, mio. kr. om året, "
        f"{naming.period_name(found.period, frame.lang)}",
        f"Potential by benefit against the clusters, m DKK a year, "
        f"{naming.period_name(found.period, frame.lang)}",
    )
    told = "; ".join(
        f"{group.label}: "
        + ", ".join(f"{place.label} {number.text(frame.lang)}" for place, number in group.bars)
        for group in groups
    )
    alt = f"{frame.say('Søjlediagram', 'Bar chart')}. {title}. {told}."
    return StatusBars(f"{plan.id}-bars", title, alt, tuple(groups), source=source)


def _table(frame: Frame, plan: Plan, found: Savings, cluster: str, source: str) -> Table:
    say, label = frame.say, frame.cluster_labels[cluster]
    columns = (
        Column(say("Ydelse", "Benefit"), "text"),
        Column(say("Gab, procent\u00adpoint", "Gap, points"), "number"),
        Column(say("Fuldtids\u00adpersoner", "Full-time persons"), "number"),
        Column(say("Netto kr. pr. person", "Net DKK a person"), "number"),
        Column(say("Mio. kr. om året", "m DKK a year"), "number"),
        Column(say("fra", "from"), "number"),
        Column(say("til", "to"), "number"),
    )
    rows = [_row(frame, one) for one in found.of(cluster)]
    for pension, words in (
        (False, say("I alt uden førtidspension", "Sum without disability pension")),
        (True, say("I alt med førtidspension", "Sum with disability pension")),
    ):
        whole = found.sum(cluster, Assumed(), pension)
        if whole is not None:
            cells: list[Cell] = [TextCell(words, alone=words, strong=True), *([TextCell("")] * 3)]
            cells += [amount(whole.amount), TextCell(""), TextCell("")]
            rows.append(Row(tuple(cells), "level"))
    period = naming.period_name(found.period, frame.lang)
    caption = say(
        f"Potentiale mod {label}, {period}: gab i andel af arbejdsstyrken og beløb om året",
        f"Potential against {label}, {period}: gap in share of the labour force, and amounts a year",
    )
    return Table(f"{plan.id}-{cluster}", caption, columns, tuple(rows), (), source)


def _row(frame: Frame, one: Potential) -> Row:
    name = naming.group_label(one.group, frame.lang)
    printed = one.own.published and one.other.published
    decimals = max(one.own.decimals, one.other.decimals) if printed else POINTS
    chance = one.chance_amounts
    low, high = chance if chance else (one.low, one.high)
    cells: list[Cell] = [
        TextCell(name, alone=name),
        figure(one.gap, decimals, one.own.hidden or one.other.hidden),
        figure(one.persons(one.gap), 0, False),
        figure(one.net_cost, 0, False),
        amount(one.amount),
        amount(low if one.amount is not None else None),
        amount(high if one.amount is not None else None),
    ]
    return Row(tuple(cells), "plain")


def _missing(frame: Frame, found: Savings) -> Paragraph | None:
    """Which benefits have no amount, by reason."""
    by_reason: dict[str, dict[str, None]] = {}
    for one in (one for cluster in found.clusters for one in found.of(cluster)):
        if one.missing:
            why = naming.listed([text(frame.lang) for text in one.missing], frame.lang)
            by_reason.setdefault(why, {})[one.group] = None
    if not by_reason:
        return None
    told = "; ".join(
        f"{why} for "
        f"{naming.listed([_inside(frame, group) for group in group_order(list(groups))], frame.lang)}"
        for why, groups in by_reason.items()
    )
    start = frame.say(
        "Beløb kan ikke regnes, hvor tal mangler", "No amount can be worked out where figures are missing"
    )
    return Paragraph((f"{start}: {told.rstrip('.')}.",), remark=True)
