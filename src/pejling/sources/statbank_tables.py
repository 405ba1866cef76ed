"""What the StatBank of Danmarks Statistik says of its tables: variables, values, when they were updated.

Read leniently (fields that are not needed may be missing), failing clearly where what is needed is not there.
Variables and values are found by id first, then by text; case, spaces and spelling of æ, ø, å do not matter.
Source: https://www.dst.dk/da/Statistik/hjaelp-til-statistikbanken/api
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem

_AREAS = ("omraade", "bopomr", "bopkom", "bopkomr", "kommune", "komk", "komr")
_TIMES = ("tid", "time")
_TOTALS = ("tot", "ialt", "total", "i alt", "alder i alt", "hele landet", "total, all ages", "all denmark")
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
SHOWN = 12  # names in a message


def folded(text: str) -> str:
    """A name as it is compared: ``OMRÅDE``, ``område`` and ``OMRAADE`` are the same."""
    return " ".join(text.casefold().translate(_FOLDED).split())


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a variable: the id that is asked for, and its text."""

    id: str
    text: str

    def is_one_of(self, names: Iterable[str]) -> bool:
        wanted = {folded(name) for name in names}
        return folded(self.id) in wanted or folded(self.text) in wanted


@dataclass(frozen=True)
class Variable:
    """A dimension of a table. ``partition``: its values add up to everything (so the service says)."""

    id: str
    text: str
    values: tuple[Value, ...]
    time: bool = False
    partition: bool = False

    @property
    def area(self) -> bool:
        return not self.time and (folded(self.id) in _AREAS or folded(self.text) in _AREAS)

    @property
    def total(self) -> Value | None:
        """The value that stands for all of them; None where there is none."""
        ids = [one for one in self.values if folded(one.id) in _TOTALS]
        texts = [one for one in self.values if folded(one.text) in _TOTALS]
        sums = [one for one in self.values if folded(one.text).endswith(" i alt")]
        return next(iter([*ids, *texts, *(sums if len(sums) == 1 else ())]), None)

    def find(self, names: Iterable[str]) -> Value | None:
        """The value called one of ``names``: ids before texts, the names in their order."""
        wanted = [folded(name) for name in names]
        by_id = {folded(one.id): one for one in self.values}
        by_text = {folded(one.text): one for one in self.values}
        found = [by_id[name] for name in wanted if name in by_id]
        return next(iter([*found, *(by_text[name] for name in wanted if name in by_text)]), None)

    @property
    def shown(self) -> str:
        """Its values in a message, the first of them."""
        named = [one.id if one.id == one.text else f"{one.id} {one.text}" for one in self.values[:SHOWN]]
        more = f" ... ({len(self.values)})" if len(self.values) > SHOWN else ""
        return ", ".join(named) + more


@dataclass(frozen=True)
class Description:
    """A table. ``updated`` and ``next_update`` are ISO dates or ""; ``absent_is_zero``: a combination of
    values that a BULK answer leaves out is 0 (``suppressedDataValue``)."""

    id: str
    title: str
    unit: str
    updated: str
    next_update: str
    active: bool
    absent_is_zero: bool
    variables: tuple[Variable, ...]

    @property
    def time(self) -> Variable:
        return self._only([one for one in self.variables if one.time], "Tid")

    @property
    def area(self) -> Variable:
        return self._only([one for one in self.variables if one.area], "OMRÅDE")

    def find(self, names: Iterable[str]) -> Variable | None:
        """The variable called one of ``names``, by id before text."""
        wanted = [folded(name) for name in names]
        by_id = [one for one in self.variables if folded(one.id) in wanted]
        by_text = [one for one in self.variables if folded(one.text) in wanted]
        return next(iter([*by_id, *by_text]), None)

    @property
    def shown(self) -> str:
        return ", ".join(f"{one.id} ({one.text})" for one in self.variables)

    def _only(self, found: list[Variable], name: str) -> Variable:
        if len(found) == 1:
            return found[0]
        raise Problem(
            da=f"tabellen {self.id} har {len(found)} variable, der er {name}; der skal være én. Den har "
            f"{self.shown}",
            en=f"the table {self.id} has {len(found)} variables that are {name}; needed is one. It has "
            f"{self.shown}",
        )


def read_description(raw: object, where: str) -> Description:
    """What ``/tableinfo`` answered; anything else is a Problem that names ``where``."""
    if not isinstance(raw, dict) or not isinstance(raw.get("variables"), list) or not raw.get("id"):
        fields = ", ".join(list(raw)[:8]) if isinstance(raw, dict) else type(raw).__name__
        raise Problem(
            da=f"{where}: dette er ikke en beskrivelse af en tabel (fundet: {fields}); der skal være id og "
            "variables. Har tjenesten fået ny form?",
            en=f"{where}: this is no description of a table (found: {fields}); needed are id and variables. "
            "Has the service's form changed?",
        )
    return Description(
        id=str(raw["id"]).upper(),
        title=str(raw.get("text") or raw["id"]),
        unit=str(raw.get("unit") or ""),
        updated=_day(raw.get("updated")),
        next_update=_day(raw.get("nextUpdate") or raw.get("nextupdate")),
        active=bool(raw.get("active", True)),
        absent_is_zero=str(raw.get("suppressedDataValue", "0")) == "0",
        variables=tuple(_variable(one, where) for one in raw["variables"]),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A table in the list of all: its id, title, first and latest period, the day it was updated."""

    id: str
    title: str
    first_period: str
    latest_period: str
    update_latest: str


def read_list(raw: object, where: str) -> tuple[Listed, ...]:
    """What ``/tables`` answered; anything else is a Problem."""
    if not isinstance(raw, list) or not all(isinstance(one, dict) and one.get("id") for one in raw):
        raise Problem(
            da=f"{where}: dette er ingen liste over tabeller; har tjenesten fået ny form?",
            en=f"{where}: this is no list of tables; has the service's form changed?",
        )
    return tuple(
        Listed(
            str(one["id"]).upper(),
            str(one.get("text") or one["id"]),
            str(one.get("firstPeriod") or ""),
            str(one.get("latestPeriod") or ""),
            _day(one.get("updated")),
        )
        for one in raw
    )


def _variable(raw: Any, where: str) -> Variable:
    if not isinstance(raw, dict) or not raw.get("id") or not isinstance(raw.get("values"), list):
        raise Problem(
            da=f"{where}: variablen {str(raw)[:80]!r} har ikke id og values; har tjenesten fået ny form?",
            en=f"{where}: the variable {str(raw)[:80]!r} has no id and values; has the service's "
            "form changed?",
        )
    id, text = str(raw["id"]), str(raw.get("text") or raw["id"])
    values = tuple(
        Value(str(one["id"]), str(one.get("text") or one["id"]))
        for one in raw["values"]
        if isinstance(one, dict) and one.get("id") is not None
    )
    time = bool(raw.get("time", folded(id) in _TIMES))
    return Variable(id, text, values, time, bool(raw.get("elimination", False)))


def _day(stamp: object) -> str:
    """The day of a time stamp as ISO text; "" where there is none. What cannot be read stays as it stands."""
    if not stamp:
        return ""
    try:
        return parse_date(str(stamp).partition("T")[0]).isoformat()
    except Problem:
        return str(stamp)
