"""Managers in ids: a number or a letter, never a name."""

from __future__ import annotations

import re

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SOURCE = Source("mploy 2020, tabel 8.1")
FIRST = "1"  # the member that stands for a family
_MARK = re.compile(r"[0-9]{1,3}[A-ZÆØÅ]?|[A-ZÆØÅ][0-9]{0,3}")


def is_mark(text: str) -> bool:
    """Whether ``text`` names a manager as ids do: up to three digits, a letter, or both; nobody's name."""
    return _MARK.fullmatch(text) is not None


def read(head: str, id: str) -> str | None:
    """The manager in ``id`` where it begins with ``head`` and a colon; else None.

    What is no number and no letter is a Problem.
    """
    before, colon, manager = id.partition(":")
    if before != head or not colon:
        return None
    if not is_mark(manager):
        raise Problem(
            da=f"{id!r}: en leder er et nummer eller et bogstav, som i {head}:1 og {head}:B, aldrig et navn",
            en=f"{id!r}: a manager is a number or a letter, as in {head}:1 and {head}:B, never a name",
        )
    return manager


def declared(label: Text, definition: Text, unit: Unit = Unit.PERSONS) -> Indicator:
    """A plain number that belongs to one manager."""
    return Indicator(
        label=label,
        definition=definition,
        unit=unit,
        better=Better.NEITHER,
        development=Development.ABSOLUTE,
        decimals=0,
        change_decimals=0,
        source=SOURCE,
    )
