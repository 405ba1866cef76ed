"""Which differences bear the mark "within chance", once a table is known (Benjamini-Hochberg)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from pejling.comparison.certainty import Certainty
from pejling.comparison.comparison import Comparison
from pejling.stats.multiple import benjamini_hochberg

RATE = 0.10  # of the differences that bear no mark, so many are expected to be chance

_Difference = tuple[str, ...]
_Family = dict[_Difference, float]


def marked(comparisons: Sequence[Comparison], table_of: Callable[[Comparison], Hashable]) -> list[Comparison]:
    """The comparisons, in their order, with ``marked`` set in their certainties.

    ``table_of`` names the table that a comparison is shown in: levels and changes against one cluster in one
    table are looked at together. A level that stands beside several changes counts once. ``marked`` is True
    where the difference is not found at a false discovery rate of ``RATE``, None where there is no p-value.

    Source: Benjamini & Hochberg (1995), see ``stats.multiple``.
    """
    families: dict[Hashable, _Family] = {}
    for one in comparisons:
        family = families.setdefault((table_of(one), one.cluster), {})
        for certainty, name in _certainties(one):
            if certainty is not None and certainty.p is not None:
                family[name] = certainty.p
    chance = {at: _within_chance(family) for at, family in families.items()}

    def told(one: Comparison) -> Comparison:
        (level, of_level), (change, of_change) = _certainties(one)
        marks = chance[table_of(one), one.cluster]
        return replace(
            one,
            level_certainty=level and replace(level, marked=marks.get(of_level)),
            change_certainty=change and replace(change, marked=marks.get(of_change)),
        )

    return [told(one) for one in comparisons]


def _certainties(one: Comparison) -> tuple[tuple[Certainty | None, _Difference], ...]:
    figure = one.indicator, one.group, one.period
    return (one.level_certainty, figure), (one.change_certainty, (*figure, one.base_period))


def _within_chance(family: _Family) -> dict[_Difference, bool]:
    adjusted = benjamini_hochberg(list(family.values()))
    return dict(zip(family, (bool(p > RATE) for p in adjusted), strict=True))
