"""Parts against their total: each figure rounded by itself, hidden parts anything that may be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.checks.check import Fault, Threshold
from pejling.checks.levels import Level
from pejling.checks.words import amount, where
from pejling.terms.text import Text

HIDDEN_MOST = 4.0  # what a source that hides small counts may hide of one part
UNKNOWN = Threshold(
    "unknown_pct",
    10,
    Text(da="pct. af totalen", en="per cent of the total"),
    Text(
        da="så meget må delene mangle, fordi en kategori er ukendt",
        en="how much the parts may lack because a category is unknown",
    ),
    most=100,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """What the true sum of parts may be, and what it is as printed."""

    printed: float
    least: float
    most: float


def summed(parts: Sequence[Level]) -> Sum:
    """Published full-time persons are rounded one by one: each part may be off by up to 1 (DOMAIN, 6)."""
    shown = [one for one in parts if one.known]
    hidden = len(parts) - len(shown)
    printed = sum(one.value or 0.0 for one in shown)
    slack = sum(_off(one) for one in shown)
    return Sum(printed, printed - slack, printed + slack + hidden * HIDDEN_MOST)


def fault(total: Level, parts: Sequence[Level], whole: bool, unknown_pct: float) -> Fault | None:
    """What is wrong with a total and its parts; None where nothing is.

    Parts over the total are always wrong. Parts under it are where they are the ``whole`` of it, and more
    than ``unknown_pct`` of it is missing: some may belong to a category that nobody knows.
    """
    if not total.known:
        return None
    value, off, found = total.value or 0.0, _off(total), summed(parts)
    short = whole and found.most < (value - off) * (1 - unknown_pct / 100)
    if found.least <= value + off and not short:
        return None
    printed, said = amount(found.printed, 0), amount(value, 0)
    return Fault(
        where(total.indicator, total.group, total.area, total.period, total.breakdown),
        Text(
            da=f"{len(parts)} dele giver {printed.da}, totalen er {said.da}",
            en=f"{len(parts)} parts add to {printed.en}, the total is {said.en}",
        ),
    )


def _off(one: Level) -> float:
    return 0.0 if one.decimals is None else max(10.0**-one.decimals, one.slack)
