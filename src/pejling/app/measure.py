"""Figures as a person asked to see them: numerator, denominator, value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.counting import IN_PROCESS, Counting
from pejling.app.figures import Figures
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.indicators import registry
from pejling.indicators.indicator import Indicator
from pejling.terms.observation import SCHEMA, Measure, Observation, Status

ROWS = 50_000  # printed at a time


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the answer; ``value`` is None where there is none or where it is hidden."""

    seen: Observation
    declared: Indicator

    @property
    def hidden(self) -> bool:
        return self.seen.status == Status.SUPPRESSED

    @property
    def printed(self) -> bool:
        return self.seen.decimals is not None

    @property
    def decimals(self) -> int:
        return self.declared.decimals if self.seen.decimals is None else self.seen.decimals

    @property
    def exact(self) -> Fraction | None:
        return self.seen.exact_value(self.declared.scale)


def measure(
    folder: Path, wanted: Wanted, audience: str, progress: Progress, counting: Counting = IN_PROCESS
) -> Iterator[Release]:
    """Every level that answers ``wanted``, protected for ``audience``, an indicator at a time.

    Rows without a figure are left out. A whole country is tens of millions of rows: no more than one
    indicator's lie in memory.
    """
    for table in Figures.open(folder, counting).each_indicator(wanted, progress):
        shown = pc.and_(
            pc.equal(table["measure"], Measure.LEVEL.value),
            pc.not_equal(table["status"], Status.NOT_OBSERVED.value),
        )
        yield protect(table.filter(shown), audience)


def figures(releases: Iterable[Release]) -> Iterator[Figure]:
    """The rows of releases, one by one."""
    for release in releases:
        yield from _figures(release.table.select(SCHEMA.names))


def _figures(rows: pa.Table) -> Iterator[Figure]:
    for start in range(0, rows.num_rows, ROWS):
        for row in rows.slice(start, ROWS).to_pylist():
            seen = Observation(**row)
            yield Figure(seen, registry.declared(seen.indicator))
