"""The casework of a worked example: a drawn table of contacts, sanctions, decisions and offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from pejling.spells.casework import FULL_TIME, KINDS, NO_DAY, Casework, Events, Offers
from pejling.terms.day import number_of
from pejling.terms.problem import Problem

OFFER = "offer"
_TRUE = {"yes": True, "no": False}


def casework_of(rows: Sequence[Mapping[str, str]], people: Sequence[str], last_day: date) -> Casework:
    """The events and offers of ``people``, numbered as they stand there.

    ``rows``: person, what, date, and where they matter until, due, held, hours, company. An offer without
    end runs to ``last_day``. What cannot be read is a Problem.
    """
    for row in rows:
        if row["person"] not in people or row["what"] not in (*KINDS, OFFER):
            raise _unreadable(row)
    own = sorted(rows, key=lambda row: people.index(row["person"]))
    events = [row for row in own if row["what"] != OFFER]
    offers = [row for row in own if row["what"] == OFFER]
    return Casework(
        Events(
            person=np.array([people.index(row["person"]) for row in events], dtype=np.int32),
            kind=np.array([KINDS.index(row["what"]) for row in events], dtype=np.int8),
            day=np.array([_day(row, "date") for row in events], dtype=np.int32),
            held=np.array([_says(row, "held", "yes") for row in events], dtype=np.bool_),
            due=np.array([_day(row, "due") for row in events], dtype=np.int32),
        ),
        Offers(
            person=np.array([people.index(row["person"]) for row in offers], dtype=np.int32),
            first=np.array([_day(row, "date") for row in offers], dtype=np.int32),
            last=np.array(
                [_day(row, "until") if row.get("until") else number_of(last_day) for row in offers],
                dtype=np.int32,
            ),
            company=np.array([_says(row, "company", "no") for row in offers], dtype=np.bool_),
            hours=np.array([_tenths(row) for row in offers], dtype=np.int16),
        ),
    )


def _day(row: Mapping[str, str], column: str) -> int:
    """Days since 1970-01-01, or NO_DAY for an empty cell (which an offer's start cannot be)."""
    text = row.get(column, "")
    if not text and row["what"] != OFFER:
        return NO_DAY
    try:
        return number_of(date.fromisoformat(text))
    except ValueError:
        raise _unreadable(row) from None


def _tenths(row: Mapping[str, str]) -> int:
    hours = row.get("hours", "")
    try:
        return round(float(hours) * 10) if hours else FULL_TIME
    except ValueError:
        raise _unreadable(row) from None


def _says(row: Mapping[str, str], column: str, otherwise: str) -> bool:
    text = row.get(column) or otherwise
    if text not in _TRUE:
        raise _unreadable(row)
    return _TRUE[text]


def _unreadable(row: Mapping[str, str]) -> Problem:
    drawn = " | ".join(row.values())
    kinds = ", ".join((*KINDS, OFFER))
    return Problem(
        da=f"rækken {drawn!r} i sagsbehandlingen kan ikke læses: personen skal stå i tabellen "
        f"med personer, what være {kinds}, datoer skrives 2011-03-31, held og company er yes eller no",
        en=f"the row {drawn!r} of drawn casework cannot be read: the person must stand in the "
        f"table of people, what be {kinds}, dates are written 2011-03-31, held and company are yes or no",
    )
