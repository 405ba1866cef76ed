"""Which of the sets that figures are about lie in one another: clusters, groups, bands, weeks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.terms.municipality import COUNTRY, members

Places = NDArray[np.int64]
Holds = Callable[[str, str], bool]

_WEEKS = re.compile(r"(?<=\bweeks=)\d+|(?<=\blonger_than=)\d+")
_APART = "\x1f"
_RETAINED = ("After(event='started'", "Running(")


@dataclass(frozen=True)
class Nest:
    """One way in which figures are nested, over the rows of a table.

    ``columns`` tell the sets apart; ``member`` [rows] is the set of each row; ``pairs`` [P, 2] are the sets
    (larger, smaller) that lie in one another; ``size`` [sets]: of how many of the smaller ones the larger
    is the whole, -1 where that is not known.
    """

    columns: tuple[str, ...]
    member: Places
    pairs: Places
    size: Places


def nests(table: pa.Table) -> list[Nest]:
    """The sets of ``table`` (KEY's columns) that hold one another: areas and clusters, and weeks."""
    return [_areas(table, parts=False), _by(table, ("counts",), _shorter)]


def municipal(table: pa.Table) -> Nest:
    """Areas and clusters, and the municipalities that they add up from."""
    return _areas(table, parts=True)


def _by(table: pa.Table, columns: tuple[str, ...], holds: Holds) -> Nest:
    names, member = _distinct(table, columns)
    found = [
        (one, other)
        for one, name in enumerate(names)
        for other, inner in enumerate(names)
        if one != other and holds(name, inner)
    ]
    return Nest(columns, member, _pairs(found), np.full(len(names), -1))


def _shorter(one: str, other: str) -> bool:
    """Who is there after 27 weeks was there after 26, or nearly all were."""
    if not one.startswith(_RETAINED):
        return False
    a, b = _WEEKS.findall(one), _WEEKS.findall(other)
    return len(a) == len(b) == 1 and int(a[0]) < int(b[0]) and _WEEKS.sub("", one) == _WEEKS.sub("", other)


def _areas(table: pa.Table, parts: bool) -> Nest:
    """Areas and clusters by the municipalities in them."""
    columns = ("area", "members")
    names, member = _distinct(table, columns)
    sets = [_municipalities(*name.split(_APART)) for name in names]
    by_size = sorted(range(len(sets)), key=lambda at: len(sets[at]))
    found = []
    for whole in by_size:
        for part in by_size:
            if len(sets[part]) >= len(sets[whole]) or (parts and len(sets[part]) > 1):
                break
            if sets[part] and sets[part] < sets[whole]:
                found.append((whole, part))
    size = [
        -1 if name.split(_APART)[0] == COUNTRY else len(one) for name, one in zip(names, sets, strict=True)
    ]
    return Nest(columns, member, _pairs(found), np.array(size, dtype=np.int64))


def _municipalities(area: str, listed: str) -> frozenset[str]:
    if listed:
        return frozenset(listed.split())
    if area.isdigit():
        return frozenset({area})
    return frozenset() if ":" in area and not area.startswith("region:") else frozenset(members(area))


def _distinct(table: pa.Table, columns: tuple[str, ...]) -> tuple[list[str], Places]:
    joined = pc.binary_join_element_wise(*(table[name] for name in columns), _APART)
    encoded = pc.dictionary_encode(joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined)
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _pairs(found: list[tuple[int, int]]) -> Places:
    return np.array(found, dtype=np.int64).reshape(-1, 2)
