"""What a savings potential hangs on: other assumptions, and the prices that it is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.savings import Assumed, Potential, Sum
from pejling.report import naming
from pejling.report.chapters import group_order, is_sub_group
from pejling.report.document import Block, Cell, Column, Number, Paragraph, Row, Table, TextCell
from pejling.report.frame import Frame
from pejling.report.plan import Plan
from pejling.terms.observation import Status
from pejling.terms.period import Period

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Savings:
    """The potentials of a period under several assumptions, the plain one first, and their sums.

    ``share``: the indicator that gaps are of.
    """

    period: Period
    share: str
    potentials: tuple[Potential, ...]
    sums: tuple[Sum, ...]

    @property
    def assumed(self) -> tuple[Assumed, ...]:
        return tuple(dict.fromkeys(one.assumed for one in self.potentials))

    @property
    def clusters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.cluster for one in self.potentials))

    def of(self, cluster: str, group: str = "") -> list[Potential]:
        """Under the plain assumption, the benefits in the order of the reports."""
        order = group_order([one.group for one in self.potentials])
        kept = [
            one
            for one in self.potentials
            if one.cluster == cluster and one.assumed == Assumed() and group in ("", one.group)
        ]
        if not group:
            kept = [one for one in kept if not is_sub_group(one.group)] or kept
        return sorted(kept, key=lambda one: order.index(one.group))

    def amount(self, cluster: str, group: str) -> Fraction | None:
        """DKK a year that the cluster's share of a benefit would be worth; None where it is not known."""
        return next((one.amount for one in self.of(cluster, group)), None)

    def sum(self, cluster: str, assumed: Assumed, with_pension: bool) -> Sum | None:
        """The sum against one cluster; None with a pension that has no amount of its own."""
        key = cluster, assumed
        bare, whole = (
            next(
                (
                    one
                    for one in self.sums
                    if (one.cluster, one.assumed) == key and one.with_pension is pension
                ),
                None,
            )
            for pension in (False, True)
        )
        if not with_pension or bare is None or whole is None:
            return None if with_pension else bare
        return None if set(whole.missing) - set(bare.missing) else whole


def sensitivity(frame: Frame, plan: Plan, found: Savings, clusters: Sequence[str], source: str) -> Table:
    """The sums under every assumption, a line each, and one with the pension where that has an amount."""
    say = frame.say
    columns = [
        Column(say("Forudsætning", "Assumption"), "text"),
        Column(say("Førtidspension", "Disability pension"), "text"),
        *(Column(frame.cluster_labels[cluster], "number") for cluster in clusters),
    ]
    rows = []
    for assumed in found.assumed:
        words = _assumption(frame, assumed)
        for pension, told in ((False, say("uden", "without")), (True, say("med", "with"))):
            sums = [found.sum(cluster, assumed, pension) for cluster in clusters]
            if pension and not any(sums):
                continue  # it has no amount
            first = TextCell("" if pension else words, alone=words, strong=assumed == Assumed())
            cells: list[Cell] = [first, TextCell(told)]
            cells += [amount(whole.amount if whole else None) for whole in sums]
            rows.append(Row(tuple(cells), "change" if pension else "level"))
    caption = say(
        "Summen under andre forudsætninger, mio. kr. om året", "The sum under other assumptions, m DKK a year"
    )
    return Table(f"{plan.id}-assumed", caption, tuple(columns), tuple(rows), (), source)


def _assumption(frame: Frame, assumed: Assumed) -> str:
    if assumed == Assumed():
        return frame.say("Hele gabet lukkes, prisfilens satser", "The whole gap is closed, rates of the file")
    if assumed.price:
        digits = Number(abs(assumed.price), 0).digits(frame.lang)
        more = assumed.price > 0
        return frame.say(
            f"Satser {digits} pct. {'højere' if more else 'lavere'}",
            f"Rates {digits} per cent {'higher' if more else 'lower'}",
        )
    digits = Number(assumed.closed, 0).digits(frame.lang)
    return frame.say(f"{digits} pct. af gabet lukkes", f"{digits} per cent of the gap is closed")


def prices(frame: Frame, plan: Plan, found: Savings) -> list[Block]:
    """Rates and refunds as they were used, each with its date, and below them where they are from."""
    say = frame.say
    columns = (
        Column(say("Ydelse", "Benefit"), "text"),
        Column(say("Sats, kr. om året", "Rate, DKK a year"), "number"),
        Column(say("Gælder", "Holds for"), "period"),
        Column(say("Refusion, pct.", "Refund, per cent"), "number"),
        Column(say("Netto, kr. om året", "Net, DKK a year"), "number"),
    )
    used: dict[str, Potential] = {}
    for one in found.potentials:
        if one.price is not None and one.mix is not None:
            used.setdefault(one.group, one)
    rows = []
    for group in group_order(list(used)):
        one = used[group]
        assert one.price is not None
        assert one.mix is not None
        name = naming.group_label(group, frame.lang)
        late = say(" (ældre end tallene)", " (older than the figures)") if one.price.late else ""
        rows.append(
            Row(
                (
                    TextCell(name, alone=name),
                    Number(one.price.amount, 0),
                    TextCell(naming.period_name(one.price.period, frame.lang) + late),
                    Number(one.mix.percent, 1),
                    figure(one.net_cost, 0, False),
                )
            )
        )
    caption = say(
        "Satser og refusion, som beløbene er regnet med", "Rates and refunds that amounts are made with"
    )
    if not rows:
        return []
    items = tuple(
        Paragraph(
            (
                f"{one.price.source.removeprefix('prices: ').rstrip('.')}. "
                + frame.say("Refusionen: ", "The refund: ")
                + one.mix.how(frame.lang)
                + ".",
            ),
            f"{naming.group_label(group, frame.lang).rstrip('.')}:",
            remark=True,
        )
        for group in group_order(list(used))
        if (one := used[group]).price is not None and one.mix is not None
    )
    return [Table(f"{plan.id}-prices", caption, columns, tuple(rows)), *items]


def figure(value: Fraction | None, decimals: int, hidden: bool) -> Number:
    if hidden:
        return Number(None, decimals, Status.SUPPRESSED)
    return Number(value, decimals, Status.OBSERVED if value is not None else Status.NOT_OBSERVED)


def amount(amount: Fraction | None) -> Number:
    return figure(None if amount is None else amount / MILLION, 1, False)
