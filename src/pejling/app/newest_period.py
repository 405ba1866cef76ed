"""Which period a question is about when nobody says: the newest whose figures have settled."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pejling.comparison.observed import period_of
from pejling.terms.observation import Mark, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem


def newest(
    table: pa.Table, municipality: str, ids: Sequence[str], wanted_groups: Sequence[str]
) -> tuple[Period, ...]:
    """The newest period that the municipality has the first of ``ids`` that it has at all for.

    Provisional ones come last: their figures are too low. Of several that end together the longest.
    """
    for id in ids:
        own = table.filter(
            pc.and_(
                pc.and_(pc.equal(table["indicator"], id), pc.equal(table["area"], municipality)),
                pc.and_(pc.equal(table["breakdown"], ""), pc.equal(table["status"], Status.OBSERVED.value)),
            )
        )
        if wanted_groups:
            own = own.filter(pc.is_in(own["group"], pa.array(wanted_groups, pa.string())))
        early: dict[str, bool] = {}
        for text, marks in zip(own["period"].to_pylist(), own["marks"].to_pylist(), strict=True):
            too_new = {Mark.PROVISIONAL.value, Mark.INCOMPLETE.value} & set(marks.split())
            early[text] = early.get(text, False) or bool(too_new)
        settled = [text for text, is_early in early.items() if not is_early] or list(early)
        if settled:
            return (max(map(period_of, settled), key=lambda one: (one.last_day, -one.first_day.toordinal())),)
    raise nothing(ids[-1], municipality)


def nothing(indicator: str, municipality: str) -> Problem:
    """The Problem of a municipality without the figures that are needed."""
    return Problem(
        da=f"der er ingen tal ({indicator}) for {municipality} at regne med. Tag tal ind (`pejling "
        f"take-in`), "
        "eller se `pejling status`",
        en=f"there are no figures ({indicator}) for {municipality} to work with. Take figures in (`pejling "
        "take-in`), or see `pejling status`",
    )
