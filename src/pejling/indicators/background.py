"""Dated figures of areas (labour force, population), looked up for whole cubes at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.indicators.registry import background_figures
from pejling.terms.municipality import COUNTRY, REGION, members
from pejling.terms.observation import Measure, Status
from pejling.terms.period import Period

UNDATED = 0  # no day: date.toordinal() counts from 1


@dataclass(frozen=True)
class Dated:
    """Figures and the day that each is dated, both int64 [areas, periods]; UNDATED where there is none."""

    value: NDArray[np.int64]
    day: NDArray[np.int64]

    @property
    def known(self) -> NDArray[np.bool_]:
        return np.not_equal(self.day, UNDATED)


@dataclass(frozen=True)
class Series:
    """One figure of one area over time: days (ordinals, ascending) and values, int64 both."""

    days: NDArray[np.int64]
    values: NDArray[np.int64]

    def at(self, days: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The latest value dated at or before each day, and its day; 0 and UNDATED before the first."""
        latest = np.searchsorted(self.days, days, side="right") - 1
        early = latest < 0
        return np.where(early, 0, self.values[latest]), np.where(early, UNDATED, self.days[latest])


@dataclass(frozen=True)
class Backgrounds:
    """Every background figure that has been taken in, by figure and area."""

    series: Mapping[tuple[str, str], Series]

    @classmethod
    def from_table(cls, table: pa.Table) -> Backgrounds:
        """From observations of any kind (``SCHEMA``): the levels of background figures, whole persons.

        A figure is dated by the last day of its period. Of two rows for the same figure, area and period the
        later row counts: vintages come in the order in which they were taken in.
        """
        kept = table.filter(
            pc.and_(
                pc.is_in(table["indicator"], pa.array(background_figures(), pa.string())),
                pc.and_(
                    pc.equal(table["measure"], Measure.LEVEL.value),
                    pc.equal(table["status"], Status.OBSERVED.value),
                ),
            )
        )
        kept = kept.filter(pc.is_valid(kept["value"])).select(["indicator", "area", "period", "value"])
        found: dict[tuple[str, str], dict[int, int]] = {}
        for row in kept.to_pylist():
            day = Period.parse(row["period"]).last_day.toordinal()
            found.setdefault((row["indicator"], row["area"]), {})[day] = int(np.rint(row["value"]))
        return cls({key: _series(by_day) for key, by_day in found.items()})

    @classmethod
    def none(cls) -> Backgrounds:
        return cls({})

    def over(
        self,
        figure: str,
        areas: Sequence[str],
        periods: Sequence[Period],
        clusters: Mapping[str, Sequence[str]] | None = None,
    ) -> Dated:
        """``figure`` for every area and period: the latest one dated at or before the period's last day.

        For ``dk``, a region and the areas of ``clusters`` (area id to member municipalities) it is the sum of
        the municipalities where all of them are known, dated by the oldest of them; else the figure given for
        the area itself.
        """
        days = np.array([period.last_day.toordinal() for period in periods], dtype=np.int64)
        value = np.zeros((len(areas), len(days)), dtype=np.int64)
        day = np.full_like(value, UNDATED)
        for row, area in enumerate(areas):
            value[row], day[row] = self._of(figure, area, days, clusters or {})
        return Dated(value, day)

    def value(
        self,
        figure: str,
        area: str,
        period: Period,
        clusters: Mapping[str, Sequence[str]] | None = None,
    ) -> tuple[int, date] | None:
        """One figure and the day that it is dated; None where none is dated early enough."""
        dated = self.over(figure, [area], [period], clusters)
        day = int(dated.day[0, 0])
        return None if day == UNDATED else (int(dated.value[0, 0]), date.fromordinal(day))

    def _of(
        self, figure: str, area: str, days: NDArray[np.int64], clusters: Mapping[str, Sequence[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        own_value, own_day = self._given(figure, area, days)
        parts = clusters.get(area, members(area) if area == COUNTRY or area.startswith(REGION) else ())
        if not parts:
            return own_value, own_day
        given = [self._given(figure, part, days) for part in parts]
        total = np.sum([value for value, _ in given], axis=0)
        oldest = np.min([day for _, day in given], axis=0)  # UNDATED where one of them is not known
        whole = oldest != UNDATED
        return np.where(whole, total, own_value), np.where(whole, oldest, own_day)

    def _given(
        self, figure: str, area: str, days: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        series = self.series.get((figure, area))
        if series is None:
            return np.zeros_like(days), np.full_like(days, UNDATED)
        return series.at(days)


def _series(by_day: Mapping[int, int]) -> Series:
    days = sorted(by_day)
    return Series(np.array(days, dtype=np.int64), np.array([by_day[day] for day in days], dtype=np.int64))
