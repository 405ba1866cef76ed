"""Relations that nobody declared, told from names and numbers: totals, changes, means, shares in turn."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.comparison.declared_relations import Bound
from pejling.comparison.printed_table import PrintedTable
from pejling.comparison.recognised_changes import changes
from pejling.comparison.recognised_parts import means, of_which
from pejling.comparison.recognised_shares import shares
from pejling.comparison.recognised_sums import sums
from pejling.comparison.relation import Figure


@dataclass(frozen=True)
class Recognised:
    """Relations bound to figures, totals whose parts hold a part twice (total, the part), and totals of 100
    whose parts are more than it, none of them being a share that is tried by itself.
    """

    bound: tuple[Bound, ...]
    counted_twice: tuple[tuple[Figure, Figure], ...]
    over: tuple[Bound, ...]


def recognised(table: PrintedTable, taken: frozenset[str]) -> Recognised:
    """What the table's names and numbers tell; results at the places ``taken`` are declared already."""
    found = sums(table, taken)
    bound = list(found.bound)
    for find in (_changes, _means, shares):
        bound += find(table, taken | {result.place for _, result, _ in bound})
    bound += of_which(table)
    tried = {result.place for _, result, _ in bound}
    # where each share is tried by itself, their sum says the same once more
    hundreds, over = (
        [one for one in given if not any(part.place in tried for part in one[2].values())]
        for given in (found.hundreds, found.over)
    )
    bound += hundreds
    return Recognised(tuple(bound), tuple(found.counted_twice), tuple(over))


def _means(table: PrintedTable, taken: frozenset[str]) -> list[Bound]:
    return [one for one in means(table) if one[1].place not in taken]


def _changes(table: PrintedTable, taken: frozenset[str]) -> list[Bound]:
    return [one for one in changes(table) if one[1].place not in taken]
