"""The linear relations that hold among cells, declared by structure, never guessed.

Totals and parts along four axes (areas, groups, periods, break-downs), destinations that add up, sums of
subsets. Where a sum counts persons once, a total is no sum: it is at least each part and at most all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pejling.disclosure.cells import OWN, Cell, week_at_end, weeks_of
from pejling.indicators.band import Limits, band
from pejling.indicators.catalogue import unemployed_full_time_persons
from pejling.indicators.flows import STATES
from pejling.indicators.indicator import Unit, name_of
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Ended,
    Events,
    Found,
    LongTerm,
    PersonsAt,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.indicators.registry import known
from pejling.spells.causes import EMPLOYMENT
from pejling.terms.benefit import dream_codes, groups
from pejling.terms.municipality import COUNTRY, REGION, members, regions
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem

TOTAL = "i_alt"
_PERSONS_ONCE = ("age", "sex", "origin")  # bands that a person has one of in a period
_UNEMPLOYED = name_of(unemployed_full_time_persons)


@dataclass(frozen=True, slots=True)
class Family:
    """A total and its parts along one axis. ``union``: persons, so the total is no sum of them.

    ``whole``: the parts are all there are; else there may be more. ``weights``: of the total, then of the
    parts, where they are means of weeks.
    """

    axis: str
    total: Cell
    parts: tuple[Cell, ...]
    union: bool = False
    whole: bool = True
    weights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Structure:
    """What the cells of a table are called: every cell, period and break-down that is in it."""

    index: Mapping[Cell, int]
    periods: Mapping[str, tuple[tuple[str, tuple[str, ...], bool], ...]]  # parts: (kind, periods, whole)
    within: Mapping[str, tuple[str, ...]]  # periods that hold this one
    breakdowns: frozenset[str]
    weeks_after: tuple[int, ...] = ()  # after which the table tells who is still there
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # periods by their last week
    transitions: bool = False  # whether the table tells where spells came from, or went to

    @classmethod
    def of(cls, index: Mapping[Cell, int]) -> Structure:
        texts = sorted({cell.period for cell in index if not cell.period.startswith("week ")})
        parts = {text: tuple(finer_periods(text, frozenset(texts))) for text in texts}
        within: dict[str, list[str]] = {}
        for text, sets in parts.items():
            for _, units, _ in sets:
                for unit in units:
                    within.setdefault(unit, []).append(text)
        bands = frozenset(cell.breakdown for cell in index)
        after = sorted({cell.what.weeks for cell in index if isinstance(cell.what, After)})
        held = {text: tuple(dict.fromkeys(of)) for text, of in within.items()}
        ends: dict[str, tuple[str, ...]] = {}
        for text in texts:
            last = week_at_end(text)
            ends[last] = (*ends.get(last, ()), text)
        transitions = any(from_or_to(cell.what) for cell in index)
        return cls(index, parts, held, bands, tuple(after), ends, transitions)

    def larger(self, cell: Cell) -> Iterator[Cell]:
        """Cells of the table that this one can never be larger than."""
        yield from (found for found in subsets(cell) if found in self.index)
        if isinstance(cell.what, PersonsAt):
            for period in self.ends.get(cell.period, ()):
                found = cell._replace(what=PersonsIn(), period=period)
                if found in self.index:
                    yield found

    def sooner(self, cell: Cell) -> Iterator[Cell]:
        """Who was there after fewer weeks: those who still are there, nearly all, and some more."""
        what = cell.what
        if isinstance(what, After) and what.event == "started" and what.found.kind == "benefit":
            for weeks in self.weeks_after:
                before = cell._replace(what=After(what.event, weeks, what.found))
                if weeks < what.weeks and before in self.index:
                    yield before

    def families(self, total: Cell) -> Iterator[Family]:
        """Every family that ``total`` is the total of."""
        yield from self._areas(total)
        yield from self._groups(total)
        yield from self._periods(total)
        yield from self._breakdowns(total)
        yield from self._transitions(total)
        if isinstance(total.what, After) and total.what.found.kind == "in_data":
            named = [_found(total.what, name) for name in dream_codes().destinations]
            yield from self._family(
                "destination", total, [total._replace(what=what) for what in named], "sum"
            )

    def _areas(self, total: Cell) -> Iterator[Family]:
        how = summed(total.what, "area")
        if total.area == COUNTRY:
            yield from self._family(
                "region", total, [total._replace(area=f"{REGION}{code}") for code in regions()], how
            )
        if total.area == COUNTRY or total.area.startswith(REGION):
            homes = [total._replace(area=code) for code in members(total.area)]
            yield from self._family("area", total, homes, how)

    def _transitions(self, total: Cell) -> Iterator[Family]:
        """Started spells by the state before, completed ones by the state after: each spell once."""
        if not self.transitions:
            return
        parts: list[Started | Ended] = []
        if total.what == Started():
            parts = [Started(preceded_by=states) for states in STATES.values()]
        elif total.what == Ended():
            parts = [Ended(followed_by=states) for states in STATES.values()]
        yield from self._family("state", total, [total._replace(what=part) for part in parts], "sum")

    def _groups(self, total: Cell) -> Iterator[Family]:
        if total.family != OWN:
            yield from self._published_groups(total)
            return
        for axis, ids in sub_groups(total.group):
            parts = [total._replace(group=id) for id in ids]
            yield from self._family(axis, total, parts, summed(total.what, axis))

    def _published_groups(self, total: Cell) -> Iterator[Family]:
        """What a source's own groups add to: not by our code table, whose parts it divides otherwise."""
        if total.what == _UNEMPLOYED and total.group == TOTAL:
            parts = [total._replace(group=id) for id in ("dagpenge", "kontanthjaelp_jobparat")]
            yield from self._family("group", total, parts, "sum")
        elif isinstance(total.what, WeeksIn):
            for axis, ids in sub_groups(total.group):
                parts = [total._replace(group=id) for id in ids]
                others = (
                    [b for b in self.breakdowns if b.startswith("visitation:")] if not total.breakdown else []
                )
                beside = [total._replace(breakdown=b) for b in sorted(others)]
                if axis == "codes" and any(cell in self.index for cell in beside):
                    yield from self._family(axis, total, [*parts, *beside], "sum")
                elif parts:
                    yield from self._family(axis, total, parts, "sum", whole=False)

    def _periods(self, total: Cell) -> Iterator[Family]:
        how = summed(total.what, "period")
        for kind, units, whole in self.periods.get(total.period, ()):
            parts = [total._replace(period=unit) for unit in units]
            weights = (weeks_of(total.period), *map(weeks_of, units)) if isinstance(total.what, str) else ()
            yield from self._family(f"period {kind}", total, parts, how, whole, weights)

    def _breakdowns(self, total: Cell) -> Iterator[Family]:
        for kind, texts, overlap in _finer_breakdowns(self.breakdowns, total.breakdown):
            if kind == "week" or (total.family != OWN and kind == "visitation"):
                continue  # steps of a curve are not parts; visitation beside groups: see published groups
            parts = [total._replace(breakdown=text) for text in texts]
            how = summed(total.what, kind)
            if overlap:
                for part in parts:
                    yield from self._family(f"{kind} {part.breakdown}", total, [part], how, whole=False)
            else:
                yield from self._family(kind, total, parts, how)

    def _family(
        self,
        axis: str,
        total: Cell,
        parts: Sequence[Cell],
        how: str,
        whole: bool = True,
        weights: tuple[int, ...] = (),
    ) -> Iterator[Family]:
        """The family of the parts that are in the table; nothing where nothing is known of how they add."""
        at = [i for i, part in enumerate(parts) if part in self.index]
        if not how or not at:
            return
        there = tuple(parts[i] for i in at)
        kept = (weights[0], *(weights[i + 1] for i in at)) if weights else ()
        yield Family(axis, total, there, how == "union", whole and len(there) == len(parts), kept)


def summed(what: object, axis: str) -> str:
    """How a total comes from its parts along ``axis``: ``sum``, ``union`` of persons, or "" (no relation)."""
    stock = isinstance(what, PersonsAt | Running | LongTerm)
    persons = isinstance(what, PersonsIn) or (isinstance(what, Ended) and what.sum == "persons")
    if isinstance(what, str):
        declared = known(what)
        unit = declared.unit if declared else None
        full_time = unit is Unit.FULL_TIME_PERSONS
        if axis == "period":
            return "sum" if full_time else ""
        return "union" if unit is Unit.PERSONS else "sum"
    if axis == "period":
        return "" if stock else "union" if persons else "sum"
    if axis == "union":
        if isinstance(what, WeeksIn | PersonsAt | Events | ActiveWeeks):
            return "sum"
        return "union" if persons else ""
    if axis in ("ages", *_PERSONS_ONCE):
        return "sum"
    if isinstance(what, LongTerm):
        return "sum" if axis in ("area", "region") else ""
    return "union" if persons else "sum"


def from_or_to(what: object) -> bool:
    """Whether spells are counted by the state of the week before the first, or after the last."""
    if isinstance(what, Started):
        return bool(what.preceded_by)
    return isinstance(what, Ended) and bool(what.followed_by) and not what.preceded_by


def subsets(cell: Cell) -> Iterator[Cell]:
    """Cells that this one can never be larger than: the spells or persons that it is some of."""
    what = cell.what
    match what:
        case Running(longer_than=longest) if longest:
            shorter = (weeks for weeks in (26, 0) if weeks < longest)
            yield from (cell._replace(what=Running(weeks, what.start)) for weeks in shorter)
        case After(found=found) if found.kind != "in_data":
            yield cell._replace(what=_all_found(what))
            if found.kind == "employed":
                yield cell._replace(what=_found(what, EMPLOYMENT))
        case After(event="ended"):
            yield cell._replace(what=Ended())
        case Ended(sum="spells") if what != Ended():
            yield cell._replace(what=Ended())
        case Started(first_ever=True) | Started(preceded_by=(_, *_)):
            yield cell._replace(what=Started())
        case LongTerm():
            yield cell._replace(what=PersonsAt())


@cache
def _all_found(what: After) -> After:
    return After(what.event, what.weeks, Found("in_data"))


@cache
def _found(what: After, name: str) -> After:
    return After(what.event, what.weeks, Found("destination", name))


@cache
def sub_groups(id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The axis and ids of what the group consists of, by code and by age; of all groups for the total."""
    known_groups = groups()
    if id == TOTAL:
        return (("union", tuple(g.id for g in known_groups.values() if g.counted_in_total)),)
    parts = [g for g in known_groups.values() if g.parent == id]
    by_code = tuple(g.id for g in parts if g.codes is not None)
    by_age = tuple(g.id for g in parts if g.by_age)
    return tuple((axis, ids) for axis, ids in (("codes", by_code), ("ages", by_age)) if ids)


def finer_periods(text: str, there: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The finer periods of one kind that ``text`` consists of, those of the table; whether they are all."""
    period = Period.parse(text)
    months = period.length * 12 // period.kind.value
    first = period.first_day.year * 12 + period.first_day.month - 1
    for kind in Kind:
        each = 12 // kind.value
        if each >= months or months % each or first % each:
            continue
        units = [str(Period.from_ordinal(kind, first // each + i)) for i in range(months // each)]
        found = tuple(unit for unit in units if unit in there and unit != text)
        if found:
            yield kind.name, found, len(found) == len(units)


@cache
def _finer_breakdowns(known: frozenset[str], breakdown: str) -> list[tuple[str, list[str], bool]]:
    """Kind by kind the breakdowns that divide this one further, and whether two of them overlap."""
    own = [piece for piece in breakdown.split("+") if piece]
    by_kind: dict[str, list[str]] = {}
    for text in sorted(known):
        pieces = text.split("+") if text else []
        more = [piece for piece in pieces if piece not in own]
        if len(more) == 1 and len(pieces) == len(own) + 1 and ":" in more[0]:
            by_kind.setdefault(more[0].partition(":")[0], []).append(text)
    return [(kind, texts, _overlap(texts, kind)) for kind, texts in by_kind.items()]


def _overlap(texts: Sequence[str], kind: str) -> bool:
    """Whether two of the bands can hold the same person: ages or durations that overlap."""
    limits = []
    for text in texts:
        found = _limits(text, kind)
        if found is not None:
            limits.append(found)
    limits.sort()
    return any(one[1] >= other[0] for one, other in pairwise(limits))


@cache
def _limits(text: str, kind: str) -> Limits | None:
    try:
        found = band(text)
    except Problem:  # a band of the source's own: a name, which overlaps with nothing
        return None
    return found.age if kind == "age" else found.duration if kind == "duration" else None
