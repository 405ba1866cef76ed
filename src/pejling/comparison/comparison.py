"""One comparison: both sides and the symbols between them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.certainty import Certainty
from pejling.comparison.figure import Figure, joined
from pejling.comparison.symbol import Direction, Verdict
from pejling.indicators.indicator import Better, Development
from pejling.terms.text import Text


@dataclass(frozen=True, slots=True)
class Override:
    """Another direction than the declared one, with the reason that the report must show."""

    better: Better
    reason: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator, group, period, base period and cluster, with both sides and their symbols.

    Levels are in the indicator's unit; changes in per cent (``development`` PERCENT), points or units.
    ``override`` is set where the direction is not the declared one. Certainties are there where they were
    asked for.
    """

    indicator: str
    group: str
    period: str
    base_period: str
    cluster: str
    development: Development
    own_level: Figure
    cluster_level: Figure
    own_development: Figure
    cluster_development: Figure
    level_symbol: Verdict
    trend_direction: Direction
    trend_colour: Verdict
    better: Better
    override: Override | None = None
    level_certainty: Certainty | None = None
    change_certainty: Certainty | None = None

    @property
    def own_value(self) -> Fraction | None:
        return self.own_level.value

    @property
    def own_decimals(self) -> int:
        return self.own_level.decimals

    @property
    def own_value_printed(self) -> bool:
        return self.own_level.published

    @property
    def own_status(self) -> str:
        return self.own_level.status

    @property
    def own_hidden(self) -> bool:
        return self.own_level.hidden

    @property
    def cluster_value(self) -> Fraction | None:
        return self.cluster_level.value

    @property
    def cluster_decimals(self) -> int:
        return self.cluster_level.decimals

    @property
    def cluster_value_printed(self) -> bool:
        return self.cluster_level.published

    @property
    def cluster_hidden(self) -> bool:
        return self.cluster_level.hidden

    @property
    def own_change(self) -> Fraction | None:
        return self.own_development.value

    @property
    def own_change_decimals(self) -> int:
        return self.own_development.decimals

    @property
    def own_change_printed(self) -> bool:
        return self.own_development.published

    @property
    def own_change_hidden(self) -> bool:
        return self.own_development.hidden

    @property
    def cluster_change(self) -> Fraction | None:
        return self.cluster_development.value

    @property
    def cluster_change_decimals(self) -> int:
        return self.cluster_development.decimals

    @property
    def cluster_change_printed(self) -> bool:
        return self.cluster_development.published

    @property
    def cluster_change_hidden(self) -> bool:
        return self.cluster_development.hidden

    @property
    def own_marks(self) -> tuple[str, ...]:
        """The marks of the municipality's level and change."""
        return joined(self.own_level.marks, self.own_development.marks)

    @property
    def cluster_marks(self) -> tuple[str, ...]:
        """The marks of the cluster's level and change."""
        return joined(self.cluster_level.marks, self.cluster_development.marks)

    @property
    def marks(self) -> str:
        """All marks, separated by spaces."""
        return " ".join(joined(self.own_marks, self.cluster_marks))

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why values are missing, each reason once: own before the cluster's, level before change."""
        sides = (self.own_level, self.cluster_level, self.own_development, self.cluster_development)
        return tuple(dict.fromkeys(side.reason for side in sides if side.reason))
