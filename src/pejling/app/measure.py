"""Figures as a person asked to see them: numerator, denominator, value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.breakdowns import is_taken_in, undivided
from pejling.app.counting import IN_PROCESS, Counting
from pejling.app.figures import Figures
from pejling.app.medians import HIGH, LOW, Limits, limits
from pejling.app.released import released
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.disclosure.protect import beside
from pejling.disclosure.release import Release
from pejling.indicators import registry
from pejling.indicators.band import EVERYBODY
from pejling.indicators.indicator import Indicator
from pejling.indicators.standard_errors import ERRORS
from pejling.terms.observation import SCHEMA, Measure, Observation, Status

ROWS = 50_000  # printed at a time
ERROR = ERRORS[0].name


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the answer; ``value`` is None where there is none or where it is hidden.

    ``error``: the standard error of the value, in its unit; ``low`` and ``high``: its 95 per cent limits.
    """

    seen: Observation
    declared: Indicator
    error: float | None = None
    low: float | None = None
    high: float | None = None

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


@dataclass(frozen=True, slots=True)
class Answer:
    """One indicator's released figures, and where they are wanted standard errors and limits, a row each."""

    release: Release
    errors: pa.ChunkedArray | None = None
    limits: Limits | None = None

    @property
    def table(self) -> pa.Table:
        """The released columns, and after them standard_error, low and high where they were wanted."""
        table = self.release.table
        if self.errors is not None:
            table = table.append_column(ERROR, self.errors)
        if self.limits is not None:
            table = table.append_column(LOW, self.limits.low).append_column(HIGH, self.limits.high)
        return table


def measure(
    folder: Path,
    wanted: Wanted,
    audience: str,
    progress: Progress,
    counting: Counting = IN_PROCESS,
    as_known: date | None = None,
    *,
    intervals: bool = False,
) -> Iterator[Answer]:
    """Every level that answers ``wanted``, protected for ``audience``, an indicator at a time.

    ``intervals``: with limits, of medians. Rows without a figure are left out. A whole country is tens of
    millions of rows: no more than one indicator's lie in memory. All that is told is one release.
    """
    known = Figures.open(folder, counting, as_known)
    for release, rows in released(_levels(known, wanted, progress), audience):
        errors = rows[ERROR] if ERROR in rows.column_names else pa.nulls(rows.num_rows, pa.float64())
        yield Answer(
            release,
            beside(release, errors) if wanted.errors else None,
            limits(known.register, release, progress) if intervals else None,
        )


def _levels(known: Figures, wanted: Wanted, progress: Progress) -> Iterator[pa.Table]:
    for table in known.each_indicator(wanted, progress):
        shown = pc.and_(
            pc.equal(table["measure"], Measure.LEVEL.value),
            pc.not_equal(table["status"], Status.NOT_OBSERVED.value),
        )
        yield table.filter(shown)


def skipped(wanted: Wanted) -> int:
    """How many of the indicators asked for have no break-downs: their denominator is a background figure."""
    if all(band == EVERYBODY or is_taken_in(band) for band in wanted.bands):
        return 0
    return len(undivided(wanted.indicators or registry.measured()))


def figures(answers: Iterable[Answer]) -> Iterator[Figure]:
    """The rows of answers, one by one."""
    for answer in answers:
        yield from _figures(answer.table)


def _figures(rows: pa.Table) -> Iterator[Figure]:
    kept = rows.select([*SCHEMA.names, *(name for name in (ERROR, LOW, HIGH) if name in rows.column_names)])
    for start in range(0, kept.num_rows, ROWS):
        for row in kept.slice(start, ROWS).to_pylist():
            error, low, high = (row.pop(name, None) for name in (ERROR, LOW, HIGH))
            seen = Observation(**row)
            yield Figure(seen, registry.declared(seen.indicator), error, low, high)
