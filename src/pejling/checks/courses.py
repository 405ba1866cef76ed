"""What person checks ask of blocks of runs: weeks and days, who is where when, whose keys are the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.checks.check import Threshold
from pejling.spells.panel import Runs
from pejling.terms.day import number_of
from pejling.terms.text import Text
from pejling.terms.week import EPOCH

FIRST_DAY = number_of(EPOCH)  # the Monday of week 0
SPAN = 1 << 16  # weeks (int16) of one person fit below it
PER_10000 = 10_000


def few(default: float) -> Threshold:
    """How many persons of 10,000 may be so before it is said."""
    return Threshold(
        "per_10000",
        default,
        Text(da="personer af 10.000", en="persons of 10,000"),
        Text(da="så mange tåles", en="so many are tolerated"),
        most=PER_10000,
    )


def week_of(day: NDArray[np.int32]) -> NDArray[np.int64]:
    """Week indexes of days since 1970-01-01."""
    return (day.astype(np.int64) - FIRST_DAY) // 7


def monday_of(week: NDArray[Any]) -> NDArray[np.int64]:
    """The Mondays of week indexes, as days since 1970-01-01."""
    return week.astype(np.int64) * 7 + FIRST_DAY


def run_at(
    person: NDArray[Any], first: NDArray[Any], last: NDArray[Any], who: NDArray[Any], week: NDArray[Any]
) -> NDArray[np.int64]:
    """Of each person and week the row of the run that holds it, -1 where none does.

    ``person``, ``first``, ``last``: runs sorted by person and first week, [rows]; O(asked x log rows).
    """
    row = latest(person, first, who, week)
    row[row >= 0] = np.where(last[row[row >= 0]] >= week[row >= 0], row[row >= 0], -1)
    return row


def latest(
    person: NDArray[Any], first: NDArray[Any], who: NDArray[Any], week: NDArray[Any]
) -> NDArray[np.int64]:
    """Of each person and week the row of the person's last run that begins by then, -1 where none does."""
    begins = person.astype(np.int64) * SPAN + first
    row = np.searchsorted(begins, who.astype(np.int64) * SPAN + week, side="right") - 1
    own = np.zeros(len(row), dtype=np.bool_)
    inside = row >= 0
    own[inside] = person[row[inside]] == who[inside]
    return np.where(own, row, -1)


def as_bytes(keys: NDArray[np.uint8]) -> NDArray[np.bytes_]:
    """Pseudonyms (uint8 [persons, 16]) as one comparable value each."""
    return np.ascontiguousarray(keys).view("S16").reshape(-1)


def repeated(keys: Iterable[NDArray[np.uint8]]) -> int:
    """How many keys are there beyond the first of each."""
    whole = [as_bytes(part) for part in keys if len(part)]
    if not whole:
        return 0
    every = np.concatenate(whole)
    return len(every) - len(np.unique(every))


def places(keys: NDArray[np.uint8], among: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the pseudonyms that both have: in ``keys`` and in ``among``, both all different."""
    _, own, other = np.intersect1d(as_bytes(keys), as_bytes(among), assume_unique=True, return_indices=True)
    return own, other


def first_week_of(block: Runs, code: int) -> NDArray[np.int64]:
    """Of each person the first week with ``code``; a week that no file holds where there is none."""
    found = np.full(block.persons, SPAN, dtype=np.int64)
    rows = np.flatnonzero(block.code == code)
    np.minimum.at(found, block.person[rows], block.first[rows])
    return found


def many(persons: int, of: int, per_10000: float) -> bool:
    """Whether ``persons`` are more than so many of 10,000."""
    return persons > 0 and persons * PER_10000 > per_10000 * of
