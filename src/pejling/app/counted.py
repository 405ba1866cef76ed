"""Counts of one delivery and band, observed indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

import pyarrow as pa

from pejling.app.wiring import Progress
from pejling.indicators import registry
from pejling.indicators.band import Band
from pejling.indicators.counts import Counts
from pejling.indicators.indicator import Indicator, Span
from pejling.indicators.measures import PersonShape, axes
from pejling.indicators.needs import cross_for, has_tables, shapes_for
from pejling.indicators.observe import observe
from pejling.terms.municipality import areas
from pejling.terms.period import Period

if TYPE_CHECKING:
    from pejling.app.persons import Register
    from pejling.app.wanted import Wanted

MOST_BYTES = 1 << 29  # of tables counted at once


@dataclass
class Counted:
    """What was asked of a delivery for one band: plain sums counted at once, tables as they are observed.

    Where no area is asked for: the country, the regions, and the municipalities that anybody lives in.
    """

    register: Register
    wanted: Wanted
    groups: tuple[str, ...]
    periods: tuple[Period, ...]
    band: Band
    progress: Progress
    _plain: Counts | None = field(default=None, init=False)
    _homes: set[int] = field(default_factory=set, init=False)

    def count_plain(self, ids: Sequence[str]) -> None:
        """Count the sums that ``ids`` need, in one pass over the persons."""
        groups, periods = self._of(ids)
        shapes = self._shapes(ids)
        if shapes and groups and periods:
            ask = self.register.ask(shapes, groups, periods, self.band)
            self._plain, self._homes = self.register.counts(ask, self.progress)

    def observe(self, id: str) -> pa.Table:
        """The observations of one indicator (SCHEMA, and ERRORS where they are wanted)."""
        if has_tables(id):
            parts = [self._observed(id, counts, homes) for counts, homes in self._tables(id)]
            return pa.concat_tables(parts) if parts else self._none()
        return self._none() if self._plain is None else self._observed(id, self._plain, self._homes)

    def _none(self) -> pa.Table:
        """No rows, of the columns that there would be."""
        register = self.register
        nothing = Counts.zero(register.ask((), (), (), self.band))
        return observe(
            (),
            nothing,
            register.window,
            register.backgrounds,
            source="",
            vintage="",
            errors=self.wanted.errors,
        )

    def _observed(self, id: str, counts: Counts, homes: set[int]) -> pa.Table:
        register = self.register
        details = register.vintage.facts.details
        asked = self.wanted.areas or [a for a in areas() if not a.isdigit() or int(a) in homes]
        return observe(
            (id,),
            counts,
            register.window,
            register.backgrounds,
            source=register.source_of(id),
            vintage=register.vintage.id,
            marks=register.marks,
            areas=[at for at, area in enumerate(areas()) if area in asked],
            birthdays=bool(details.get("birthdays", True)),
            municipalities=bool(details.get("municipalities", True)),
            casework=register.spans,
            covered=register.covered(id),
            errors=self.wanted.errors,
        )

    def _tables(self, id: str) -> Iterator[tuple[Counts, set[int]]]:
        """The counts of an indicator of tables, so many groups at a time as memory is to hold."""
        groups, periods = self._of([id])
        shapes = self._shapes([id])
        bytes_of_group = sum(8 * len(areas()) * len(periods) * prod(axes(shape)) for shape in shapes)
        step = max(MOST_BYTES // max(bytes_of_group, 1), 1)
        for start in range(0, len(groups) if periods else 0, step):
            ask = self.register.ask(shapes, groups[start : start + step], periods, self.band)
            yield self.register.counts(ask, self.progress)

    def _shapes(self, ids: Sequence[str]) -> tuple[PersonShape, ...]:
        crossed = cross_for(ids) if self.wanted.errors else ()
        return tuple(dict.fromkeys((*shapes_for(ids), *crossed)))

    def _of(self, ids: Sequence[str]) -> tuple[tuple[str, ...], tuple[Period, ...]]:
        """The groups and periods that any of ``ids`` has a meaning for."""
        declared: list[Indicator] = [registry.get(id) for id in ids]
        years_only = all(one.spans is Span.YEAR for one in declared)
        groups = (id for id in self.groups if any(one.means_something_for(id) for one in declared))
        return tuple(groups), tuple(p for p in self.periods if p.is_year_long or not years_only)
