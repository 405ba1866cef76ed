"""The queries to jobindsats.dk for one table, in parts that are answered in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urlencode

from pejling.sources.jobindsats_extent import Extent
from pejling.terms.parse import parse_jobindsats_period

EVERY, TOP = "*", "/"
MOST_CELLS = 20_000  # in one query: well under the service's 30,000, and answered within its 60 seconds


@dataclass(frozen=True, slots=True)
class Part:
    """One query. ``periods`` of type ``kind``, or the ``latest`` so many where they are not known by name;
    ``areas``: values of the hierarchy ``area`` ("" where the table has no areas); ``along``: hierarchies
    of which every value is wanted. ``free``: the user left the type of period to us."""

    kind: str
    periods: tuple[str, ...]
    latest: int
    area: str
    areas: tuple[str, ...]
    along: tuple[str, ...]
    free: bool = False

    @property
    def query(self) -> dict[str, str]:
        """The words of the query as the service reads them (DOMAIN section 6)."""
        words = {"mgroup.*": "*", f"period.{self.kind}": ",".join(self.periods) or f"latest:{self.latest}"}
        if self.area:
            words[f"hierarchy.{self.area}"] = ",".join(self.areas)
        for hierarchy in self.along:
            words[f"hierarchy.{hierarchy}"] = EVERY
        return {**words, "format": "json"}

    @property
    def key(self) -> str:
        return urlencode(self.query)

    def told(self) -> dict[str, object]:
        """The question for a manifest."""
        return {
            "period_type": self.kind,
            "periods": _told(self.periods) or f"latest:{self.latest}",
            "hierarchies": {
                one.removeprefix("hierarchy."): v for one, v in self.query.items() if "hier" in one
            },
        }


def _told(periods: tuple[str, ...]) -> str:
    """Periods in a row as a span, others one by one."""
    units = [parse_jobindsats_period(one) for one in periods]
    if len(units) > 2 and all(one.shift(1) == following for one, following in pairwise(units)):
        return f"{periods[0]}-{periods[-1]}"
    return ",".join(periods)


def parts(whole: Part, extent: Extent, most: int = MOST_CELLS) -> list[Part]:
    """``whole`` in queries of at most ``most`` cells each, as far as the table tells its size."""
    count = len(whole.areas) if EVERY not in whole.areas else extent.areas(whole.area)
    a_period = extent.cells(count if whole.area else 1, whole.along)
    by_area = [whole]
    if a_period > most:
        size = max(1, most // extent.cells(1, whole.along))
        by_area = [replace(whole, areas=some) for some in _pieces(_area_ids(whole, extent), size)]
        a_period = extent.cells(min(size, count), whole.along)
    size = max(1, most // max(1, a_period))
    return [replace(part, periods=some) for part in by_area for some in (_pieces(part.periods, size) or [()])]


def halves(part: Part, extent: Extent) -> list[Part]:
    """The part in two, by its periods, else by its areas; nothing where it cannot be divided."""
    for name, values in (("periods", part.periods), ("areas", _area_ids(part, extent))):
        if len(values) > 1:
            pieces = _pieces(values, (len(values) + 1) // 2)
            return [
                replace(part, periods=some) if name == "periods" else replace(part, areas=some)
                for some in pieces
            ]
    return []


def _pieces(values: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    """The values in pieces of nearly the same length, none longer than ``size``."""
    if not values:
        return []
    count = -(-len(values) // size)
    ends = [len(values) * place // count for place in range(count + 1)]
    return [values[first:end] for first, end in pairwise(ends)]


def _area_ids(part: Part, extent: Extent) -> tuple[str, ...]:
    if EVERY not in part.areas:
        return part.areas
    known = tuple(value.id for value in extent.values.get(part.area, ()))
    return known or part.areas
