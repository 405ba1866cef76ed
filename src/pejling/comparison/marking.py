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
    Two zeros do not differ: they bear the mark and are not among those looked at.

    Source: Benjamini & Hochberg (1995), see ``stats.multiple``.
    """
    families: dict[Hashable, _Family] = {}
    for one in comparisons:
        family = families.setdefault((table_of(one), one.cluster), {})
        for certainty, name in _certainties(one):
            if certainty is not None and certainty.p is not None and not _is_nothing(certainty):
                family[name] = certainty.p
    chance = {at: _within_chance(family) for at, family in families.items()}

    def told(one: Comparison) -> Comparison:
        marks = chance[table_of(one), one.cluster]
        level, change = (_with_mark(*each, marks) for each in _certainties(one))
        return replace(one, level_certainty=level, change_certainty=change)

    return [told(one) for one in comparisons]


def _certainties(one: Comparison) -> tuple[tuple[Certainty | None, _Difference], ...]:
    figure = one.indicator, one.group, one.period
    return (one.level_certainty, figure), (one.change_certainty, (*figure, one.base_period))


def _is_nothing(certainty: Certainty) -> bool:
    """Whether both sides are 0, as many parts of a small municipality are: no difference to look for."""
    return certainty.gap == 0 and certainty.own is not None and certainty.own[0] == 0


def _within_chance(family: _Family) -> dict[_Difference, bool]:
    adjusted = benjamini_hochberg(list(family.values()))
    return dict(zip(family, (bool(p > RATE) for p in adjusted), strict=True))


def _with_mark(
    certainty: Certainty | None, name: _Difference, marks: dict[_Difference, bool]
) -> Certainty | None:
    if certainty is None or certainty.p is None:
        return certainty
    return replace(certainty, marked=marks.get(name, True))
