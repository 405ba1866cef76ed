"""Stock and flow: the spells that run at a period's end, and how they came about.

Running at the end = running at the end of the period before + started - completed of known start. Who
moves between areas, or out of the ages of a group, is not in it: it is taken for known where the numbers
fulfil it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pejling.disclosure.cells import OWN, Cell, week_at_end
from pejling.disclosure.linked import Inequality, Linked
from pejling.indicators.measures import Ended, Running, Started
from pejling.terms.period import Period

STOCK_AND_FLOW = (1.0, -1.0, -1.0, 1.0)  # of the stock, the one before, those started, those completed
ENDED = (Ended(start="known"), Ended())  # all of them where every start is known


def balances(linked: Linked) -> Iterator[tuple[str, list[Inequality]]]:
    """The equations of stock and flow that the true numbers fulfil, their terms in the order STOCK_AND_FLOW.

    For every group, area and break-down, and every period whose two ends are in the table.
    """
    for cell in list(linked.cells):
        if cell.family != OWN or cell.what != Started():
            continue
        for ended in ENDED:
            cells = [linked.index.get(each) for each in (*ends(cell), cell, cell._replace(what=ended))]
            at = [each for each in cells if each is not None]
            if len(at) < len(cells):
                continue
            terms = tuple(zip(at, STOCK_AND_FLOW, strict=True))
            truths = [linked.truth[each] for each in at]
            if None not in truths and not sum(c * (linked.truth[each] or 0.0) for each, c in terms):
                yield "balance", [Inequality(terms, 0.0, 0.0)]


def ends(flow: Cell) -> tuple[Cell, Cell]:
    """The stock at the end of the flow's period, and the one before it."""
    before = Period.parse(flow.period).first_week.index - 1
    stock = flow._replace(what=Running())
    return stock._replace(period=week_at_end(flow.period)), stock._replace(period=f"week {before}")
