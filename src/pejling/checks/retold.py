"""The same figure told more than once: by another vintage of its source, or by another source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from pejling.checks.levels import Level, grouped, levels_of

KEY = ("indicator", "group", "area", "period", "breakdown")


def pairs(every_figure: pa.Table) -> Iterator[tuple[Level, Level]]:
    """Each figure that is told again later, and that later telling; vintages are oldest first."""
    repeated = every_figure.group_by(list(KEY)).aggregate([("vintage", "count_distinct")])
    several = repeated.filter(pc.greater(repeated["vintage_count_distinct"], 1)).select(list(KEY))
    if not several.num_rows:
        return
    own = every_figure.append_column("_row", pa.array(range(every_figure.num_rows)))
    kept = own.join(several, keys=list(KEY), join_type="inner").sort_by("_row")
    for told in grouped(levels_of(kept), lambda one: one[:5]).values():
        known = [level for level in told if level.known]
        yield from pairwise(known)


def differ(one: Level, other: Level, pct: float) -> bool:
    """Whether two values differ beyond their rounding and beyond ``pct`` per cent of the larger."""
    first, second = one.value or 0.0, other.value or 0.0
    allowed = one.slack + other.slack + pct / 100 * max(abs(first), abs(second))
    return abs(first - second) > allowed + 1e-9
