"""The level to expect, area by area of benefits, as a report shows it: printed figures and their distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.expected import Expected, Official
from pejling.report.document import Number
from pejling.terms.amount import round_half_up
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text


@dataclass(frozen=True, slots=True)
class Area:
    """One area of benefits: the municipality in pejling's model, the ministry's figures, or why none.

    ``explained``: the share of the variation that the model tells out of sample, with the lowest and highest
    over repetitions; ``count``: municipalities in the model.
    """

    id: str
    label: Text
    modelled: Expected | None
    official: Official | None
    why_none: Text | None
    explained: tuple[float, float, float] | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class ExpectedLevel:
    """What the chapter is made of. ``base``: what shares are of.

    ``keys``: the counts behind it (indicator, group, period). ``dated``: the model's background figures by
    indicator, with the dates that they are of.
    """

    period: Period
    keys: tuple[tuple[str, str, str], ...]
    areas: tuple[Area, ...]
    base: Text | None
    dated: tuple[tuple[str, Sequence[object]], ...]


def apart(actual: float, expected: float) -> tuple[Number, Number]:
    """Actual less expected in persons and in per cent, both of the printed figures beside them."""
    first, second = (round_half_up(Fraction(one), 0) for one in (actual, expected))
    distance = Fraction(first - second)
    if not second:
        return Number(distance, 0), Number(None, 1, Status.NOT_OBSERVED)
    return Number(distance, 0), Number(100 * distance / Fraction(second), 1)


def persons(value: float) -> Number:
    return Number(Fraction(value), 0)
