"""The part of a cube of counts that is observed, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.background import Backgrounds
from pejling.indicators.counts import Counts
from pejling.indicators.indicator import Indicator, Span
from pejling.indicators.measures import Background, PersonShape, Product, Scaled, Weeks
from pejling.indicators.needs import asks_age, extracts_behind
from pejling.indicators.periods import observed_weeks
from pejling.indicators.reach import Spans, can_be_told
from pejling.indicators.readings import Measured, Part, Quantile, Table, behind, part, table_of
from pejling.spells.panel import Window
from pejling.terms import benefit
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Period
from pejling.terms.problem import Problem

Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Slice:
    """Some groups, areas and periods of ``counts``, by position; all arrays are [groups, areas, periods].

    ``birthdays`` and ``municipalities``: whether the file gives any; ``casework``: the days that extracts
    cover, None where nothing is to be asked of them; ``covered``: the areas that they are of, None for all.
    """

    counts: Counts
    window: Window
    backgrounds: Backgrounds
    at_groups: Positions
    at_areas: Positions
    at_periods: Positions
    birthdays: bool = True
    municipalities: bool = True
    casework: Spans | None = None
    covered: frozenset[str] | None = None

    @cached_property
    def groups(self) -> list[str]:
        return [self.counts.ask.groups[at] for at in self.at_groups]

    @cached_property
    def areas(self) -> list[str]:
        names = areas()
        return [names[at] for at in self.at_areas]

    @cached_property
    def periods(self) -> list[Period]:
        return [self.counts.ask.periods[at] for at in self.at_periods]

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.at_groups), len(self.at_areas), len(self.at_periods)

    def meant_by(self, indicator: Indicator) -> Slice:
        """Without the groups and periods that ``indicator`` has no meaning for, and weeks nobody has seen."""
        groups = [indicator.means_something_for(group) for group in self.groups]
        periods = [
            (indicator.spans is Span.ANY or period.is_year_long) and observed_weeks(self.window, period) > 0
            for period in self.periods
        ]
        return replace(
            self,
            at_groups=self.at_groups[np.array(groups, dtype=np.bool_)],
            at_periods=self.at_periods[np.array(periods, dtype=np.bool_)],
        )

    def counted(self, shape: PersonShape) -> NDArray[np.int64]:
        """The sums over persons of ``shape``; a shape that was not counted is a Problem."""
        if shape not in self.counts.cubes:
            raise Problem(
                da=f"{shape} blev ikke talt: motoren skal bedes om alt i needs.shapes_for(ids)",
                en=f"{shape} was not counted: engines must be asked for all of needs.shapes_for(ids)",
            )
        return self.counts.cubes[shape][np.ix_(self.at_groups, self.at_areas, self.at_periods)]

    def behind(self, shape: PersonShape | Part) -> NDArray[np.int64]:
        """The persons, spells or events that ``shape`` counts; of a table, all that are in it."""
        if isinstance(shape, Part):
            return part(shape, self.counted(shape.of))
        counted = self.counted(shape)
        return behind(shape, counted) if isinstance(shape, Table) and table_of(shape) else counted

    def total(self, shape: Measured | None) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The number that ``shape`` stands for and where it is known; None stands for 1.

        What is read off a table stands for the number of those in it.
        """
        value, known = np.ones((1, 1, 1), dtype=np.int64), np.ones((1, 1, 1), dtype=np.bool_)
        match shape:
            case None:
                pass
            case Weeks():
                value = self.weeks
            case Background(figure=figure):
                value, known = self._background(figure)
            case Product(of=inner):
                value, known = self.total(inner)
                value = value * self.weeks
            case Scaled(shape=inner, factor=factor):
                value = self.total(inner)[0] * factor
            case Part(of=table):
                value = part(shape, self.counted(table))
            case Quantile(of=table):
                value = behind(table, self.counted(table))
            case _:
                value = self.counted(shape)
        return np.broadcast_to(value, self.shape), np.broadcast_to(known, self.shape)

    def told(self, *shapes: Measured | None) -> NDArray[np.bool_]:
        """Where the data have what is needed to count ``shapes``: columns, birthdays, homes, extracts."""
        of_an_age = self.counts.ask.band.age is not None or any(map(asks_age, shapes))
        by_group = [self.birthdays or not (of_an_age or benefit.group(group).by_age) for group in self.groups]
        of_some = self.covered is not None and bool(extracts_behind(*shapes))
        by_area = [
            (self.municipalities or area == COUNTRY)
            and (not of_some or self.covered is None or area in self.covered)
            for area in self.areas
        ]
        by_period = [
            all(can_be_told(shape, self.window, period, self.casework) for shape in shapes)
            for period in self.periods
        ]
        return (
            np.array(by_group, dtype=np.bool_)[:, None, None]
            & np.array(by_area, dtype=np.bool_)[None, :, None]
            & np.array(by_period, dtype=np.bool_)[None, None, :]
        )

    @cached_property
    def weeks(self) -> NDArray[np.int64]:
        """Weeks of each period that the file has, [1, 1, periods]."""
        weeks = [observed_weeks(self.window, period) for period in self.periods]
        return np.array(weeks, dtype=np.int64)[None, None, :]

    def _background(self, figure: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        dated = self.backgrounds.over(figure, self.areas, self.periods)
        return dated.value[None], dated.known[None]
