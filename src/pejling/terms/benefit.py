"""Benefit codes, target groups and destinations (DOMAIN section 2; reference/*.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from pejling.terms.masked import quoted
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SELF_SUPPORT = 0  # blank week, no job that month
EMPLOYED = 100  # blank week, a job that month
WORK_UNKNOWN = -1  # blank week, and no industry column for that month
UNKNOWN_ADDRESS = 996
EMIGRATED = 997
DEAD = 999
UNOBSERVED_CODES = frozenset({UNKNOWN_ADDRESS, EMIGRATED, DEAD})

UNKNOWN_CODES = "ukendte_koder"  # the group of codes that no table knows, when the user accepts them
TOTAL = "i_alt"
OTHER_DESTINATION = "andet"


@dataclass(frozen=True, slots=True)
class Benefit:
    """One DREAM code: its label, its target group and the destination it counts as."""

    code: int
    label: str
    target_group: str
    destination: str
    activation: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class CodeTable:
    """The dated table of known codes; replaceable by the user."""

    benefits: Mapping[int, Benefit]
    source: str
    dated: str

    def __contains__(self, code: int) -> bool:
        return code in self.benefits or code == WORK_UNKNOWN

    def destination(self, code: int) -> str:
        """Where a person with ``code`` has gone; unknown codes are `andet`, a blank week employment."""
        if code == WORK_UNKNOWN:
            return self.benefits[SELF_SUPPORT].destination
        benefit = self.benefits.get(code)
        return benefit.destination if benefit else OTHER_DESTINATION

    def target_group(self, code: int) -> str:
        if code == WORK_UNKNOWN:
            return self.benefits[SELF_SUPPORT].target_group
        benefit = self.benefits.get(code)
        return benefit.target_group if benefit else UNKNOWN_CODES

    @cached_property
    def destinations(self) -> tuple[str, ...]:
        """Every destination that the table names."""
        return tuple(dict.fromkeys(b.destination for b in self.benefits.values()))


@dataclass(frozen=True, slots=True)
class Group:
    """A target group, a sub-group of ``parent`` told by ``codes`` (first, last) or by age, or a union.

    ``of``: the target groups that a union is made of; it has spells of its own, and may be narrowed by age.
    """

    id: str
    label: Text
    parent: str = ""
    codes: tuple[int, int] | None = None
    age_from: int | None = None
    age_to: int | None = None
    counted_in_total: bool = False
    of: tuple[str, ...] = ()

    @property
    def whole(self) -> Group:
        """The group whose spells this one's are: its parent, the union at any age, or itself."""
        if self.parent:
            return group(self.parent)
        return replace(self, age_from=None, age_to=None) if self.of else self

    @property
    def state(self) -> str:
        """The group whose spells this one's are: its parent's, or its own."""
        return self.parent or self.id

    @property
    def by_age(self) -> bool:
        return self.age_from is not None or self.age_to is not None

    def holds_code(self, code: int, table: CodeTable) -> bool:
        """Whether a week with ``code`` is a week of this group (age left aside)."""
        own = table.target_group(code)
        if self.of:
            return own in self.of
        if self.id == TOTAL:
            known = groups().get(own)
            return known is not None and known.counted_in_total
        if own != self.state:
            return False
        return self.codes is None or self.codes[0] <= code <= self.codes[1]

    def holds_age(self, age: int) -> bool:
        return (self.age_from is None or age >= self.age_from) and (self.age_to is None or age <= self.age_to)


def _reference(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pejling.terms") / "reference" / name).read_text(encoding="utf-8"))


@cache
def dream_codes() -> CodeTable:
    """The shipped code table (state about 2015)."""
    raw = _reference("dream_codes.toml")
    benefits = {row["code"]: Benefit(**row) for row in raw["code"]}
    return CodeTable(benefits, source=raw["source"], dated=str(raw["dated"]))


@cache
def groups() -> dict[str, Group]:
    """All target groups and sub-groups by id, in the order of the reports."""
    raw = _reference("groups.toml")
    found = {}
    for id, row in raw.items():
        if not isinstance(row, dict):
            continue
        codes = row.get("codes")
        found[id] = Group(
            id=id,
            label=Text(da=row["da"], en=row["en"]),
            parent=row.get("parent", ""),
            codes=(codes[0], codes[1]) if codes else None,
            age_from=row.get("age_from"),
            age_to=row.get("age_to"),
            counted_in_total=row.get("counted_in_total", False),
        )
    found[UNKNOWN_CODES] = Group(UNKNOWN_CODES, Text(da="Ukendte ydelseskoder", en="Unknown benefit codes"))
    return found


def group(id: str) -> Group:
    """The group called ``id``; an unknown id is a Problem that lists the known ones."""
    try:
        return groups()[id]
    except KeyError:
        known = ", ".join(groups())
        raise Problem(
            da=f"gruppen {quoted(id).da} er ukendt; de kendte er {known}",
            en=f"the group {quoted(id).en} is not known; known are {known}",
        ) from None
