"""Which transitions feed a group, and where its spells go to: from what may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.decompose_change import area_of, newest_of
from pejling.app.figures import Figures
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.disclosure.protect import protect
from pejling.indicators.catalogue import inflow, inflow_from, outflow, outflow_to
from pejling.indicators.flows import LABELS, LABELS_BEFORE
from pejling.indicators.indicator import name_of
from pejling.terms.observation import SCHEMA, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

Direction = Literal["in", "out"]
_TOTALS: Mapping[Direction, str] = {"in": name_of(inflow), "out": name_of(outflow)}


@dataclass(frozen=True, slots=True)
class Flow:
    """Spells that came from, or went to, one state; ``number`` None where it is hidden or unknown."""

    direction: Direction
    state: str
    label: Text
    number: int | None
    hidden: bool


@dataclass(frozen=True)
class Flows:
    """The transitions of a group in an area and a period, the largest first.

    ``totals`` by direction; None where one of the transitions is hidden.
    """

    group: str
    area: str
    period: Period
    flows: tuple[Flow, ...]
    totals: Mapping[Direction, int | None]
    marks: tuple[str, ...]
    source: str

    def of(self, direction: Direction) -> tuple[Flow, ...]:
        return tuple(one for one in self.flows if one.direction == direction)

    def share(self, flow: Flow) -> Fraction | None:
        """Per cent of all in the direction; None where one of the two is not shown."""
        whole = self.totals.get(flow.direction)
        return Fraction(100 * flow.number, whole) if flow.number is not None and whole else None


def flows(
    folder: Path,
    area: str | None,
    group: str,
    period: str | None,
    directions: Sequence[Direction],
    audience: str,
    *,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Flows:
    """Where the spells started in the period came from and those that ended went, of ``group``.

    From persons only; protected for ``audience`` together with their totals. ``outgoing`` is told what the
    answer tells, where it is to leave.
    """
    figures = Figures.open(folder, as_known=as_known)
    figures.check(Wanted((), (group,)))
    where = area_of(figures, area)
    chosen = [_TOTALS[one] for one in directions]
    at = Period.parse(period) if period else newest_of(figures, chosen[0], where, (group,), progress)
    asked = Wanted(flow_indicators(directions), (group,), (where,), (at,))
    tables = [table.select(SCHEMA.names) for table in figures.each_indicator(asked, progress)]
    if not tables:
        raise _no_flows(group, where, at)
    counted = pa.concat_tables(tables)
    release = protect(counted, audience)
    found = flows_of(release.table, where, group, at, directions)
    untold = [_TOTALS[one] for one in directions if found.totals[one] is None]
    if untold:  # the whole is not shown: then nothing need be hidden for its sake
        kept = pc.invert(pc.is_in(counted["indicator"], pa.array(untold)))
        release = protect(counted.filter(kept), audience)
        found = flows_of(release.table, where, group, at, directions)
    if outgoing is not None:
        outgoing.some(release, indicator=told_by(found))
    return found


def flow_indicators(directions: Sequence[Direction]) -> tuple[str, ...]:
    """What transitions are read from: a count for every state, and one for all."""
    return (*_flow_ids(directions), *(_TOTALS[one] for one in directions))


def flows_of(table: pa.Table, area: str, group: str, at: Period, directions: Sequence[Direction]) -> Flows:
    """The transitions in a released table, among others or alone; a Problem where there are none."""
    ids = _flow_ids(directions)
    asked = pc.and_(
        pc.and_(pc.equal(table["group"], group), pc.equal(table["area"], area)),
        pc.and_(pc.equal(table["period"], str(at)), pc.equal(table["breakdown"], "")),
    )
    named = pc.is_in(table["indicator"], pa.array(flow_indicators(directions), pa.string()))
    rows = {row["indicator"]: row for row in table.filter(pc.and_(asked, named)).to_pylist()}
    if not any(id in rows for id in ids):
        raise _no_flows(group, area, at)
    found = [
        _flow(rows[id], direction, state, label)
        for id, (direction, state, label) in ids.items()
        if id in rows
    ]
    shown = [one for one in found if one.hidden or one.number]
    shown.sort(key=lambda one: (one.direction, one.hidden, -(one.number or 0)))
    marks = dict.fromkeys(mark for row in rows.values() for mark in row["marks"].split())
    wholes = {one: _whole(rows.get(_TOTALS[one]), one, shown) for one in directions}
    source = next(iter(rows.values()))["source"]
    return Flows(group, area, at, tuple(shown), wholes, tuple(marks), source)


def told_by(found: Flows) -> tuple[str, ...]:
    """The indicators whose figures the transitions print: every state's, and the whole where it is told."""
    directions = tuple(found.totals)
    return (*_flow_ids(directions), *(_TOTALS[one] for one in directions if found.totals[one] is not None))


def _no_flows(group: str, area: str, at: Period) -> Problem:
    return Problem(
        da=f"der er ingen overgange for {group} i {area} i {at}: de tælles af personer. Tag en "
        "leverance ind (`pejling take-in dream FIL`), eller vælg en periode, den dækker",
        en=f"there are no transitions of {group} in {area} in {at}: they are counted from persons. Take "
        "a delivery in (`pejling take-in dream FILE`), or choose a period that it covers",
    )


def _flow_ids(directions: Sequence[Direction]) -> dict[str, tuple[Direction, str, Text]]:
    found: dict[str, tuple[Direction, str, Text]] = {}
    for direction in directions:
        family, labels = (
            (inflow_from.id_of, LABELS_BEFORE) if direction == "in" else (outflow_to.id_of, LABELS)
        )
        for state, label in labels.items():
            found[family(state)] = direction, state, label
    return found


def _whole(row: Mapping[str, object] | None, direction: Direction, flows: Sequence[Flow]) -> int | None:
    """All in a direction; not where one of them is hidden, which the whole less the others would tell."""
    return None if any(one.hidden for one in flows if one.direction == direction) else _count(row)


def _flow(row: Mapping[str, object], direction: Direction, state: str, label: Text) -> Flow:
    return Flow(direction, state, label, _count(row), row["status"] == Status.SUPPRESSED)


def _count(row: Mapping[str, object] | None) -> int | None:
    if row is None or row["status"] != Status.OBSERVED:
        return None
    number = row["numerator"]
    if isinstance(number, int):
        return number
    return int(row["value"]) if isinstance(row["value"], float) else None
