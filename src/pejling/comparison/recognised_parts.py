"""Means of the figures beside them, and parts that a name puts inside the one before (*heraf*)."""

from __future__ import annotations

from collections.abc import Iterator

from pejling.comparison.declared_relations import Bound
from pejling.comparison.printed_names import is_change, is_mean, is_of_which, is_percentage, is_total
from pejling.comparison.printed_table import PrintedTable
from pejling.comparison.relation import Figure, Mean, Sum
from pejling.comparison.upheld import mostly


def means(table: PrintedTable) -> Iterator[Bound]:
    """A member called a mean (*Gns.*) that is the plain mean of the others on most lines."""
    for at in range(len(table.dimensions)):
        members = table.members(at)
        others = tuple(name for name in members if not is_mean(name) and not is_total(name))
        for name in (one for one in members if is_mean(one)):
            held: list[Bound] = [
                (Mean(others), line.figures[name], {one: line.figures[one] for one in others})
                for line in table.lines(at)
                if {name, *others} <= set(line.figures) and line.figures[name].value is not None
            ]
            if len(others) > 1 and mostly(held):
                yield from held


def of_which(table: PrintedTable) -> Iterator[Bound]:
    """A count and the part of it that stands after it: the part is not more."""
    for at in range(len(table.dimensions)):
        members = table.members(at)
        if not any(is_of_which(name) for name in members):
            continue
        for line in table.lines(at):
            whole: Figure | None = None
            for name in members:
                figure = line.figures.get(name)
                if figure is None or figure.value is None or is_percentage(figure) or is_change(figure):
                    continue
                if not is_of_which(name):
                    whole = figure
                elif whole is not None:
                    yield Sum((name,), complete=False), whole, {name: figure}
