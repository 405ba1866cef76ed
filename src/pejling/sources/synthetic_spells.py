"""Spells of synthetic persons, followed week by week: a second route to them, for truth.csv only.

Nothing here uses the runs, the spell rule or the engines: every week of every person is looked at in
turn, so that truth.csv is an answer of its own to the definitions (gap rule: calendar month).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_people import Span
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Spells:
    """Spells of one state, a row each, in no particular order; weeks count from the window's first.

    ``first``, ``last``: first and last week on the benefit; ``until``: last week in which the spell runs;
    ``known``: the start is known; ``completed``: it has ended, else it is censored at ``until``;
    ``first_ever``: the person has no earlier one.
    """

    person: Whole
    first: Whole
    last: Whole
    until: Whole
    known: Flags
    completed: Flags
    first_ever: Flags


def closing_weeks(span: Span) -> Whole:
    """For each week the one that completes a spell last seen in it, if the benefit is not back by then.

    It is the last week of the first calendar month that begins after it; a month holds the weeks whose
    Thursday lies in it. Beyond the window: a week later than any.
    """
    months: list[tuple[int, int]] = []  # first and last week of each month of the window
    thursdays = [week.thursday for week in span.weeks]
    for number, day in enumerate(thursdays):
        starts = number == 0 or (day.year, day.month) != (
            thursdays[number - 1].year,
            thursdays[number - 1].month,
        )
        if starts and (number > 0 or _is_first_thursday(day)):
            months.append((number, number))
        elif months:
            months[-1] = (months[-1][0], number)
    beyond = len(thursdays) + 10
    return np.array(
        [next((last for first, last in months if first > week), beyond) for week in range(len(thursdays))],
        dtype=np.int64,
    )


def _is_first_thursday(day: date) -> bool:
    return day.day <= 7


def follow(on: Flags, codes: NDArray[np.int16], closes: Whole) -> Spells:
    """Follow persons through their weeks and note every spell.

    ``on``: bool [weeks, persons], on the benefit; ``codes``: int16 [weeks, persons], DREAM's codes with 0 for
    blank; ``closes``: of ``closing_weeks``.
    """
    weeks, persons = on.shape
    inside = np.zeros(persons, dtype=np.bool_)
    ever = np.zeros(persons, dtype=np.bool_)
    first, last = np.zeros((2, persons), dtype=np.int64)
    known, first_ever = np.zeros((2, persons), dtype=np.bool_)
    found: list[tuple[NDArray[np.int64] | Flags, ...]] = []

    def note(who: Flags, completed: bool, until: int | None) -> None:
        index = np.flatnonzero(who)
        if len(index):
            ends = last[index] if until is None else np.full(len(index), until)
            done = np.full(len(index), completed)
            found.append((index, first[index], last[index], ends, known[index], done, first_ever[index]))

    lost_before = np.zeros(persons, dtype=np.bool_)
    for week in range(weeks):
        here, code = on[week], codes[week]
        gone = inside & ((code == EMIGRATED) | (code == DEAD))
        note(gone, completed=True, until=None)
        lost = inside & (code == UNKNOWN_ADDRESS)
        note(lost, completed=False, until=week - 1)
        over = inside & ~here & ~gone & ~lost & (closes[last] == week)
        note(over, completed=True, until=None)
        inside &= ~(gone | lost | over)
        new = here & ~inside
        if new.any():
            first[new] = week
            known[new] = ~lost_before[new] if week else False
            first_ever[new] = ~ever[new]
            ever |= new
            inside |= new
        last[here] = week
        lost_before = code == UNKNOWN_ADDRESS
    note(inside, completed=False, until=weeks - 1)
    if not found:
        none = np.zeros(0, dtype=np.int64)
        no = np.zeros(0, dtype=np.bool_)
        return Spells(none, none, none, none, no, no, no)
    person, begun, ended, until, start_known, completed, earliest = (
        np.concatenate(parts) for parts in zip(*found, strict=True)
    )
    return Spells(person, begun, ended, until, start_known, completed, earliest)
