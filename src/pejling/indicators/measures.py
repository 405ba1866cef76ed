"""The closed set of shapes that indicators compose (DESIGN, "Measures").

Every shape is a sum over persons, for the group, area and period that are asked for. A new shape is
a decision record. ``weeks_after`` counts from the last (completed) or first (started) week of the spell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class WeeksIn:
    """Person-weeks on the benefit in the period; gap weeks are not benefit weeks."""


@dataclass(frozen=True, slots=True)
class PersonsIn:
    """Persons with at least one such week in the period and area; a person counts once."""


@dataclass(frozen=True, slots=True)
class Started:
    """Spells started in the period. Only known starts; ``first_ever``: the person's first ever.

    ``first_ever`` counts persons: at most one such spell each.
    """

    first_ever: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """Spells completed in the period, or their lengths in weeks.

    Every length measure asks for ``start="known"``; ``"unknown"`` counts what that leaves out.
    """

    sum: Literal["spells", "weeks"] = "spells"
    start: Literal["any", "known", "unknown"] = "any"


@dataclass(frozen=True, slots=True)
class Running:
    """Spells that run in the period's last week, with more than so many weeks so far.

    Lengths need a known start; ``start="unknown"`` counts the running spells that this leaves out.
    """

    longer_than: int = 0
    start: Literal["known", "unknown"] = "known"


@dataclass(frozen=True, slots=True)
class Found:
    """What a person may be found in, that many weeks later. A set of codes, resolved by the engine's caller.

    ``in_data``: the week lies within the data (death and emigration are findings too); ``observed``: the
    person is observed then; ``benefit``: on the asked group's benefit; ``destination``: at ``name``;
    ``employed``: blank week with a job that month; ``work_known``: ``in_data`` less weeks of unknown work.
    """

    kind: Literal["in_data", "observed", "benefit", "destination", "employed", "work_known"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """Started or completed spells whose person is ``found`` so many weeks later. Only known starts are
    started spells; completed ones count whether or not their start is known."""

    event: Literal["started", "ended"]
    weeks: int
    found: Found


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks in the period that the file has a column for: 13 in most quarters."""


@dataclass(frozen=True, slots=True)
class Background:
    """A dated figure of the area: the latest one dated at or before the period's last day."""

    figure: str


@dataclass(frozen=True, slots=True)
class Product:
    """Two shapes multiplied, so that a share of the labour force stays a ratio of whole numbers."""

    weeks: Weeks
    background: Background


PersonShape = WeeksIn | PersonsIn | Started | Ended | Running | After
Shape = PersonShape | Weeks | Background | Product
