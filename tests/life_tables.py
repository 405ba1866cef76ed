"""Life tables for tests: one person's weeks drawn, and the cells of a table that are not empty."""

from __future__ import annotations

from panels import People

from pejling.engines.base import Engine
from pejling.indicators.measures import CENSORED, ENTERED, EXITS, UNKNOWN_START, Lifetable, Of
from pejling.spells.rule import SpellRule

WEEKS = "2013-W01 2015-W53"
HEAD = """
    person | from     | until    | benefit
    -------+----------+----------+--------
    """
IN, OFF, UNKNOWN = "entered", "censored", "unknown"
WORK, ALONE, OUT = "beskaeftigelse", "selvforsoergelse", "ude"


def table(people: People, engine: Engine, shape: Lifetable | Of, ask: str, of: str = "") -> dict:
    """The cells that are not empty: (weeks since entry, column) to how many."""
    inner = shape.shape if isinstance(shape, Of) else shape
    names = {ENTERED: IN, CENSORED: OFF, UNKNOWN_START: UNKNOWN}
    names |= {EXITS + number: cause for number, cause in enumerate(inner.causes)}
    cell = people.cell(engine, shape, ask, of)
    assert cell.shape == (inner.weeks + 1, EXITS + len(inner.causes))
    return {(row, names[column]): int(cell[row, column]) for row, column in zip(*cell.nonzero(), strict=True)}


def sick(
    *rows: str, weeks: str = WEEKS, rule: SpellRule | None = None, without: tuple[str, ...] = ()
) -> People:
    """One person: a row is "W02 W06", on sygedagpenge in those weeks of 2014, or "W07 W10 work"."""
    drawn = ""
    for row in rows:
        first, last, *benefit = row.split()
        drawn += f"\n    Anna | 2014-{first} | 2014-{last} | {benefit[0] if benefit else 890}"
    return People(HEAD + drawn, weeks, without, rule or SpellRule())
