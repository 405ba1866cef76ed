"""What was asked for: filters of indicators, groups, areas and periods, and how it is to be told."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.app.breakdowns import read as breakdowns_of
from pejling.indicators.band import EVERYBODY, Band
from pejling.terms.municipality import check_area
from pejling.terms.period import Period


@dataclass(frozen=True)
class Wanted:
    """What was asked for; an empty filter asks for all. ``errors``: with standard errors."""

    indicators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    bands: tuple[Band, ...] = (EVERYBODY,)
    errors: bool = False

    @classmethod
    def read(
        cls,
        indicators: list[str] | None = None,
        groups: list[str] | None = None,
        areas: list[str] | None = None,
        periods: list[str] | None = None,
        breakdowns: list[str] | None = None,
        errors: bool = False,
    ) -> Wanted:
        """The filters as typed; a wrong period, area or break-down is a Problem: it says what is allowed."""
        return cls(
            tuple(dict.fromkeys(indicators or ())),
            tuple(dict.fromkeys(groups or ())),
            tuple(dict.fromkeys(check_area(area) for area in areas or ())),
            tuple(dict.fromkeys(Period.parse(period) for period in periods or ())),
            breakdowns_of(breakdowns or (), also_taken_in=True),
            errors,
        )
