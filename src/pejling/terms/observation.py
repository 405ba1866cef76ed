"""The one rule: every figure is an observation (DESIGN, "One rule").

In bulk, observations are rows of an Arrow table with ``SCHEMA``; one of them is an ``Observation``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pyarrow as pa

from pejling.terms.amount import exact


class Status(StrEnum):
    OBSERVED = "observed"
    SUPPRESSED = "suppressed"
    NOT_OBSERVED = "not_observed"
    NOT_DEFINED = "not_defined"  # the denominator is 0


class Measure(StrEnum):
    """A level, or a published change against ``base_period`` (computed changes are never stored)."""

    LEVEL = "level"
    CHANGE_PCT = "change_pct"
    CHANGE_PP = "change_pp"
    CHANGE_ABS = "change_abs"


class Mark(StrEnum):
    """What a reader must know about a figure; a break is written ``break:<id>``."""

    PROVISIONAL = "provisional"
    INCOMPLETE = "incomplete"  # some week of the period is not in the file
    UNDER_REPORTED = "under_reported"
    IMPLIED_DENOMINATOR = "implied_denominator"
    MEAN_OF_MUNICIPALITIES = "mean_of_municipalities"
    MEMBERS_HIDDEN = "members_hidden"
    OVER_100 = "over_100"  # a percentage that what it counts can take over 100: shown, never clipped
    SYNTHETIC = "synthetic"
    SMALL_COUNT = "small_count"  # under 5; the internal audience sees it, marked


SCHEMA = pa.schema(
    [
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("group", pa.string(), nullable=False),  # "" for background figures
        pa.field("area", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("breakdown", pa.string(), nullable=False),  # "" or "age:16-29"
        pa.field("measure", pa.string(), nullable=False),
        pa.field("base_period", pa.string(), nullable=False),  # "" for a level
        pa.field("value", pa.float64()),
        pa.field("decimals", pa.int8()),  # as printed; null where computed (the declaration decides)
        pa.field("numerator", pa.int64()),
        pa.field("denominator", pa.int64()),
        pa.field("numerator_count", pa.int64()),  # persons or spells behind the numerator
        pa.field("denominator_count", pa.int64()),  # persons or spells behind the denominator
        pa.field("status", pa.string(), nullable=False),
        pa.field("marks", pa.string(), nullable=False),  # space-separated
        pa.field("rule", pa.string(), nullable=False),  # spell rule, "" where none applies
        pa.field("source", pa.string(), nullable=False),
        pa.field("vintage", pa.string(), nullable=False),
        pa.field("origin", pa.string(), nullable=False),  # file, line, printed table and row
        pa.field("published", pa.bool_(), nullable=False),  # by its source: passes every policy
    ]
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure. ``value`` of a ratio is scale x numerator / denominator, unrounded."""

    indicator: str
    group: str
    area: str
    period: str
    breakdown: str = ""
    measure: str = Measure.LEVEL
    base_period: str = ""
    value: float | None = None
    decimals: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    numerator_count: int | None = None
    denominator_count: int | None = None
    status: str = Status.OBSERVED
    marks: str = ""
    rule: str = ""
    source: str = ""
    vintage: str = ""
    origin: str = ""
    published: bool = False

    def exact_value(self, scale: int) -> Fraction | None:
        """The value without binary noise: from the ratio, or the printed digits."""
        if self.status != Status.OBSERVED or self.value is None:
            return None
        if self.decimals is not None:
            return exact(self.value, self.decimals)
        if self.numerator is not None and self.denominator:
            return Fraction(scale * self.numerator, self.denominator)
        return Fraction(self.value)


def observations(table: pa.Table) -> Iterator[Observation]:
    """The rows of a table one by one: for what a person asked to see, never for bulk."""
    return (Observation(**row) for row in table.to_pylist())


def table_of(rows: list[Observation]) -> pa.Table:
    """Rows as a table with ``SCHEMA``."""
    columns = {name: [getattr(row, name) for row in rows] for name in SCHEMA.names}
    return pa.table(columns, schema=SCHEMA)
