"""How large a table of jobindsats.dk is: its periods and the values of its hierarchies, from `/table/<id>`.

Read leniently, like the rest of that answer (jobindsats_tables): what is not told is not known, and then the
service's own answers tell (jobindsats_refused).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from pejling.sources.jobindsats_tables import Description
from pejling.terms.parse import parse_jobindsats_period
from pejling.terms.problem import Problem

AREA = "_omrade"
MUNICIPALITIES = "_nykom"
AREAS = (MUNICIPALITIES, "_hele_landet", "_region", "_reko")
KINDS = ("M", "Q", "Y", "QMAT", "MYTD")  # in the order of preference
_GUESS_AREAS, _GUESS_VALUES = 100, 10  # where the table does not tell


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a hierarchy: the id that a query names it by (``/2/``), and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Extent:
    """``periods`` by type, oldest first, as the service writes them; ``values`` by hierarchy."""

    periods: Mapping[str, tuple[str, ...]]
    values: Mapping[str, tuple[Value, ...]]
    measures: int

    def cells(self, areas: int, along: tuple[str, ...]) -> int:
        """How many cells one period has at most: areas x values x measures."""
        others = prod(len(self.values.get(one, ())) or _GUESS_VALUES for one in along)
        return areas * others * max(1, self.measures)

    def areas(self, hierarchy: str) -> int:
        return len(self.values.get(hierarchy, ())) or _GUESS_AREAS


def read_extent(raw: object, description: Description) -> Extent:
    """What `/table/<id>` (``raw``) tells of a table's size."""
    periods: dict[str, set[str]] = {}
    for text in _texts(_below(raw, "periods")):
        kind = "".join(letter for letter in text if letter.isalpha())
        if kind in KINDS and _is_period(text):
            periods.setdefault(kind, set()).add(text)
    ordered = {
        kind: tuple(sorted(found, key=parse_jobindsats_period)) for kind, found in sorted(periods.items())
    }
    known = {hierarchy for one in description.dimensions for hierarchy in one.hierarchies}
    values: dict[str, tuple[Value, ...]] = {}
    for hierarchy in _hierarchies(_below(raw, "dimensions")):
        id = next((str(hierarchy[key]) for key in ("hierarchy_id", "id", "code") if hierarchy.get(key)), "")
        if id in known:
            values[id] = tuple(dict.fromkeys(_values(hierarchy)))
    return Extent(ordered, values, len(description.measures))


def area_hierarchies(description: Description) -> tuple[str, ...]:
    """The hierarchies of the table's areas, those with municipalities first."""
    found = {
        hierarchy
        for one in description.dimensions
        for hierarchy in one.hierarchies
        if one.id == AREA or hierarchy in AREAS
    }
    return tuple(sorted(found, key=lambda one: (AREAS.index(one) if one in AREAS else len(AREAS), one)))


def _is_period(text: str) -> bool:
    try:
        parse_jobindsats_period(text)
    except Problem:
        return False
    return True


def _below(raw: object, key: str) -> object:
    """What stands under ``key``, at the top or one object further down."""
    if isinstance(raw, list):
        return next((found for one in raw if (found := _below(one, key)) is not None), None)
    if not isinstance(raw, Mapping):
        return None
    if key in raw:
        return raw[key]
    return next((one[key] for one in raw.values() if isinstance(one, Mapping) and key in one), None)


def _texts(raw: object, depth: int = 0) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw.strip()
    elif depth < 6 and isinstance(raw, list | Mapping):
        for one in raw.values() if isinstance(raw, Mapping) else raw:
            yield from _texts(one, depth + 1)


def _hierarchies(dimensions: object) -> Iterator[Mapping[str, Any]]:
    for dimension in dimensions if isinstance(dimensions, list) else ():
        below = dimension.get("hierarchies") if isinstance(dimension, Mapping) else None
        for one in below if isinstance(below, list) else ():
            if isinstance(one, Mapping):
                yield one


def _values(level: Mapping[str, Any]) -> Iterator[Value]:
    """The values of a hierarchy and of its levels, in the service's order."""
    for key in ("values", "levels"):
        below = level.get(key)
        for one in below if isinstance(below, list) else ():
            if not isinstance(one, Mapping):
                continue
            if key == "levels":
                yield from _values(one)
                continue
            id = next((str(one[name]) for name in ("value_id", "id", "code") if one.get(name)), "")
            if id:
                names = ("value_name", "name", "label", "text")
                yield Value(id, next((str(one[name]) for name in names if one.get(name)), id))
