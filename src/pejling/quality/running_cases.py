"""Running cases per caseworker, by month and area of work, from a case system's own extracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pejling.spells.extract import Extract
from pejling.terms.day import day_of, number_of
from pejling.terms.period import Kind, Period

FEWEST = 2  # caseworkers behind a figure: of one alone it would be personal data about staff (DOMAIN 7)
BETWEEN = "; "  # several areas of work of one row
_OPEN = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Load:
    """An area of work at the end of a month.

    ``cases``: running on the month's last day; ``fte``: full-time equivalents then, in hundredths;
    ``caseworkers``: how many persons these are. ``hidden``: they are fewer than FEWEST, and nothing is told.
    """

    area: str
    month: Period
    cases: int
    fte: int
    caseworkers: int
    hidden: bool


@dataclass(frozen=True)
class _Rows:
    """Rows of an extract that name an area: who, from when to when, and the FTE of that area."""

    person: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    weights: tuple[tuple[NDArray[np.bool_], int], ...]  # rows that share their FTE between so many areas
    fte: NDArray[np.int64]

    def on(self, day: int) -> NDArray[np.bool_]:
        return (self.first <= day) & (self.last >= day)


def loads(cases: Extract, staff: Extract, areas: Sequence[str]) -> list[Load]:
    """Cases and full-time equivalents of each area and each month that both extracts cover.

    A caseworker of several areas in one row counts evenly in them; the sum of an area is rounded to the
    nearest hundredth. Areas that neither extract names in a month give nothing. An area where one caseworker
    alone is at work, by either extract, is hidden.
    """
    months = list(covered(cases, staff))
    found = []
    for area in areas:
        ours, theirs = _rows_of(cases, area), _rows_of(staff, area)
        for month in months:
            day = number_of(month.last_day)
            running, there = ours.on(day), theirs.on(day) & (theirs.fte > 0)
            workers = len(np.unique(theirs.person[there]))
            known = ours.person[running]
            one_alone = len(known) and known.min() >= 0 and len(np.unique(known)) < FEWEST
            count = int(running.sum())
            if count or workers:
                hidden = workers == 1 or bool(one_alone)
                found.append(Load(area, month, count, _hundredths(theirs, there), workers, hidden))
    return found


def covered(*extracts: Extract) -> Iterator[Period]:
    """The months whose last day lies within the days of all extracts, but for a weekend at their end."""
    first = max(one.first_day for one in extracts)
    last = min(one.last_day for one in extracts)
    begin = day_of(first)
    month = Period(Kind.MONTH, begin.year, begin.month)
    while number_of(_working_day(month.last_day)) <= last:
        if number_of(month.last_day) >= first:
            yield month
        month = month.shift(1)


def unknown_areas(extract: Extract, areas: Sequence[str]) -> dict[str, int]:
    """Words for areas of work that are none of ``areas``, with the rows that have them; "" where blank."""
    named = _named(extract)
    which = extract.table.column("work").combine_chunks().indices.fill_null(-1).to_numpy()
    found: dict[str, int] = {}
    for at, parts in enumerate(named):
        for part in parts:
            if part not in areas:
                found[part] = found.get(part, 0) + int((which == at).sum())
    if blank := int((which == -1).sum()):
        found[""] = blank
    return {name: count for name, count in found.items() if count}


def without_staff(cases: Extract, staff: Extract) -> int:
    """How many rows of cases name a caseworker that the staff extract does not know."""
    known = {key.tobytes().hex() for key in staff.keys}
    column = cases.table.column("caseworker").combine_chunks()
    which = column.indices.fill_null(-1).to_numpy()
    missing = np.array([name not in known for name in column.dictionary.to_pylist()] + [False])
    return int(missing[which].sum())


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _named(extract: Extract) -> list[list[str]]:
    texts = extract.table.column("work").combine_chunks().dictionary.to_pylist()
    return [text.split(BETWEEN) for text in texts]


def _rows_of(extract: Extract, area: str) -> _Rows:
    table = extract.table.combine_chunks()
    named = _named(extract)
    which = table.column("work").combine_chunks().indices.fill_null(-1).to_numpy()
    shares = np.array([len(parts) if area in parts else 0 for parts in named] + [0], dtype=np.int64)[which]
    at = np.flatnonzero(shares)
    shares = shares[at]

    def days(name: str, blank: int) -> NDArray[np.int32]:
        values: NDArray[np.int32] = table.column(name).cast("int32").fill_null(blank).to_numpy()[at]
        return values

    staff = extract.kind == "staff"
    person = (
        table.column("person").to_numpy()
        if staff
        else table.column("caseworker").combine_chunks().indices.fill_null(-1).to_numpy()
    )
    fte = table.column("fte").to_numpy() if staff else np.zeros(table.num_rows)
    return _Rows(
        person=person[at].astype(np.int64),
        first=days("first", 0),
        last=days("last", _OPEN),
        weights=tuple((shares == share, int(share)) for share in np.unique(shares)),
        fte=fte[at].astype(np.int64),
    )


def _hundredths(rows: _Rows, there: NDArray[np.bool_]) -> int:
    """The FTE of the rows there, to the nearest hundredth, halves up."""
    total = sum(
        (Fraction(int(rows.fte[there & same].sum()), share) for same, share in rows.weights), Fraction(0)
    )
    return (2 * total.numerator + total.denominator) // (2 * total.denominator)
