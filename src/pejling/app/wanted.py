"""What was asked for: filters of indicators, groups, areas and periods."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.terms.municipality import check_area
from pejling.terms.period import Period


@dataclass(frozen=True)
class Wanted:
    """What was asked for; an empty filter asks for all."""

    indicators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()

    @classmethod
    def read(
        cls,
        indicators: list[str] | None = None,
        groups: list[str] | None = None,
        areas: list[str] | None = None,
        periods: list[str] | None = None,
    ) -> Wanted:
        """The filters as typed; a wrong period or area is a Problem that says what is allowed."""
        return cls(
            tuple(dict.fromkeys(indicators or ())),
            tuple(dict.fromkeys(groups or ())),
            tuple(dict.fromkeys(check_area(area) for area in areas or ())),
            tuple(dict.fromkeys(Period.parse(period) for period in periods or ())),
        )
