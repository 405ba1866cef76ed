"""Stock and flow: the spells that run at a period's end, and how they came about.

Running at the end = running at the end of the period before + started - completed of known start. Who
moves between areas, or out of the ages of a group, is not in it: it is taken for known where the numbers
fulfil it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from pejling.disclosure.cells import OWN, Cell, week_at_end
from pejling.disclosure.linked import Inequality, Linked
from pejling.indicators.measures import Ended, Running, Started
from pejling.terms.period import Period

STOCK_AND_FLOW = (1.0, -1.0, -1.0, 1.0)  # of the stock, the one before, those started, those completed
ENDED = (Ended(start="known"), Ended())  # all of them where every start is known


def balances(linked: Linked) -> Iterator[tuple[str, list[Inequality]]]:
    """The equations of stock and flow that the true numbers fulfil, their terms in the order STOCK_AND_FLOW.

    For every group, area and break-down, and every period whose two ends are in the table. Where one of the
    flows is not in the table, the others tell it: few of them are a hidden cell, and it is never below 0.
    """
    for cell in list(linked.cells):
        if cell.family != OWN or cell.what not in (Started(), *ENDED):
            continue
        stocks = [linked.index.get(each) for each in ends(cell)]
        if None in stocks:
            continue
        now, before = (each for each in stocks if each is not None)
        flow = linked.index[cell]
        started = linked.index.get(cell._replace(what=Started()))
        completed = [at for ended in ENDED if (at := linked.index.get(cell._replace(what=ended))) is not None]
        if started is not None and flow in completed:
            yield "balance", _equation(linked, (now, before, started, flow))
        elif not completed:
            few = linked.difference(flow, [now], (before,))
            yield (
                "balance",
                _equation(linked, (now, before, flow, _left(few)))
                if few
                else _least(linked, (now, before, flow)),
            )
        elif started is None and flow == completed[0]:
            few = linked.difference(now, [before], (flow,))
            yield (
                "balance",
                _equation(linked, (now, before, _left(few), flow))
                if few
                else _least(linked, (before, now, flow)),
            )


def _equation(linked: Linked, cells: tuple[int, int, int, int]) -> list[Inequality]:
    terms = tuple(zip(cells, STOCK_AND_FLOW, strict=True))
    truths = [linked.truth[cell] for cell in cells]
    if None in truths or sum(c * (linked.truth[cell] or 0.0) for cell, c in terms) != 0:
        return []
    return [Inequality(terms, 0.0, 0.0)]


def _left(few: list[Inequality]) -> int:
    """The cell of what is left."""
    return few[0].terms[-1][0]


def _least(linked: Linked, cells: tuple[int, int, int]) -> list[Inequality]:
    """The one stock is no more than the other and the flow that makes it larger."""
    stock, other, flow = ((cell, linked.truth[cell]) for cell in cells)
    if stock[1] is None or other[1] is None or flow[1] is None or stock[1] > other[1] + flow[1]:
        return []
    return [Inequality(((other[0], 1.0), (flow[0], 1.0), (stock[0], -1.0)), 0.0, inf)]


def ends(flow: Cell) -> tuple[Cell, Cell]:
    """The stock at the end of the flow's period, and the one before it."""
    before = Period.parse(flow.period).first_week.index - 1
    stock = flow._replace(what=Running())
    return stock._replace(period=week_at_end(flow.period)), stock._replace(period=f"week {before}")
