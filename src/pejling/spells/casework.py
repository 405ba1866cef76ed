"""What casework extracts say of a block's persons: dated events, and offers that run from day to day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_DAY = np.iinfo(np.int32).min
FULL_TIME = 370  # tenths of an hour a week: what an offer without stated hours counts as
KINDS = ("contact", "reassessment", "sanction", "decision")


@dataclass(frozen=True)
class Events:
    """Contacts, re-assessments, sanctions and decisions, a row each, sorted by person.

    ``person``: int32, as in the block; ``kind``: int8, the place in KINDS; ``day``: int32, days since
    1970-01-01
    of the date, NO_DAY where it has none; ``held``: bool (a sanction or decision that stands); ``due``:
    int32,
    the day it is due, or NO_DAY.
    """

    person: NDArray[np.int32]
    kind: NDArray[np.int8]
    day: NDArray[np.int32]
    held: NDArray[np.bool_]
    due: NDArray[np.int32]


@dataclass(frozen=True)
class Offers:
    """Offers, a row each, sorted by person.

    ``first`` and ``last``: int32, days since 1970-01-01, both included (an offer without end runs to the last
    day of the extract); ``company``: bool, company-based; ``hours``: int16, tenths of an hour a week.
    """

    person: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    company: NDArray[np.bool_]
    hours: NDArray[np.int16]


@dataclass(frozen=True)
class Casework:
    """The events and offers of a block's persons."""

    events: Events
    offers: Offers
