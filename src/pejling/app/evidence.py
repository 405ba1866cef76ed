"""What certainties are made from: sums over persons beside the released figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pejling.comparison.comparison import Comparison
from pejling.comparison.estimate import Spread
from pejling.comparison.judge import Evidence
from pejling.comparison.marking import marked
from pejling.disclosure.policy import Audience
from pejling.disclosure.release import Release
from pejling.indicators.standard_errors import ERRORS
from pejling.terms.observation import Status

_KEY = ("indicator", "group", "area", "period")
_SUMS = tuple(ERRORS.names[1:])
_BEHIND = ("numerator_count", "denominator_count")


def with_sums(tables: Sequence[pa.Table]) -> pa.Table:
    """Observations one under another, with the columns ERRORS, null where persons were not counted."""
    empty = pa.schema([*ERRORS]).empty_table()
    return pa.concat_tables([*tables, empty], promote_options="default")


def evidence(rows: pa.Table, release: Release) -> Evidence:
    """The sums over persons beside ``rows``, row by row those that ``release`` was made of.

    None of a figure that is not shown. Readers outside are told two significant figures of what they give
    (`disclosure.protect.beside`), never the sums.
    """
    rounded = release.audience is not Audience.INTERNAL
    if _SUMS[0] not in rows.column_names:
        return Evidence({}, rounded)
    shown = pc.and_(
        pc.and_(pc.equal(release.table["status"], Status.OBSERVED.value), pc.equal(rows["breakdown"], "")),
        pc.and_(pc.invert(release.table["published"]), pc.is_valid(rows[_SUMS[0]])),
    )
    return Evidence(dict(_spreads(rows.select([*_KEY, *_SUMS, *_BEHIND]).filter(shown))), rounded)


def _spreads(rows: pa.Table) -> Iterator[tuple[tuple[str, str, str, str], Spread]]:
    columns = [column.to_pylist() for column in rows.columns]
    for indicator, group, area, period, above, products, below, counted, of in zip(*columns, strict=True):
        behind = counted if of is None else of
        yield (indicator, group, period, area), Spread(above, products, below, behind or 0)


def in_one_table(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons with their marks, all of them taken for one table."""
    return marked(comparisons, lambda _: "")
