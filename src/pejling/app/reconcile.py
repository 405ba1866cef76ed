"""Double entry: figures that are both published and counted from persons, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.figures import NAME, Figures, nothing_known
from pejling.app.persons import Register
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.figure import Figure
from pejling.comparison.reconcile import Evidence, Pair, Residual, Verdict, judge, tolerance_of
from pejling.disclosure.protect import protect
from pejling.indicators import registry
from pejling.indicators.band import EVERYBODY, Band, band
from pejling.indicators.catalogue import full_time_persons, inflow, outflow
from pejling.indicators.indicator import name_of
from pejling.indicators.measures import WeeksIn
from pejling.indicators.needs import over_background
from pejling.terms.municipality import areas
from pejling.terms.observation import SCHEMA, Measure, Observation, Status, observations
from pejling.terms.problem import Problem

SOURCE_AGES = "age:16-66"  # whom jobindsats.dk counts
_STOCK, _STARTED, _ENDED = (name_of(one) for one in (full_time_persons, inflow, outflow))
_DAY_OF_A_WEEK = Fraction(6, 7)  # the most that a spell's first or last week can be counted too high
Key = tuple[str, ...]


@dataclass
class Reconciled:
    """The residuals, and how many pairs were not compared since a side is hidden from the reader."""

    residuals: list[Residual] = field(default_factory=list)
    hidden: int = 0

    def of(self, verdict: Verdict) -> list[Residual]:
        return [one for one in self.residuals if one.verdict is verdict]


def reconcile(
    folder: Path,
    wanted: Wanted,
    audience: str,
    tolerances: Mapping[str, Fraction],
    progress: Progress,
    ages: str = SOURCE_AGES,
) -> Reconciled:
    """Every figure of ``wanted`` that is both published and counted, and what its residual means.

    ``tolerances`` by indicator, in its unit. No persons, nothing published, or nothing told twice: Problems
    that say which.
    """
    figures = Figures.open(folder)
    figures.check(wanted)
    return reconciled(figures, wanted, audience, tolerances, progress, ages)


def reconciled(
    figures: Figures,
    wanted: Wanted,
    audience: str,
    tolerances: Mapping[str, Fraction],
    progress: Progress,
    ages: str = SOURCE_AGES,
) -> Reconciled:
    """As ``reconcile``, of figures that are open already."""
    for id in tolerances:
        registry.get(id)
    register = figures.register
    if not figures.published.num_rows and register is None:
        raise nothing_known(figures.workspace)
    if register is None:
        raise Problem(
            da="der er ingen persondata at holde de publicerede tal op imod: `pejling take-in dream FIL`",
            en="there are no person data to hold the published figures against: `pejling take-in dream FILE`",
        )
    found = held(figures, register, wanted, audience, tolerances, progress, ages)
    if not found.residuals and not found.hidden:
        raise Problem(
            da="intet af det spurgte er både publiceret og talt af personer: perioder, områder, grupper og "
            "indikatorer skal være de samme. `pejling status` viser begge dele",
            en="nothing of what was asked is both published and counted from persons: periods, areas, groups "
            "and indicators must be the same. `pejling status` shows both",
        )
    return found


def held(
    figures: Figures,
    register: Register,
    wanted: Wanted,
    audience: str,
    tolerances: Mapping[str, Fraction],
    progress: Progress,
    ages: str = SOURCE_AGES,
) -> Reconciled:
    """The residuals of ``wanted``; none where nothing of it is told twice."""
    published = _tellable(figures.levels_and_changes(wanted), register)
    found = Reconciled()
    for breakdown in pc.unique(published["breakdown"]).to_pylist():
        own = published.filter(pc.equal(published["breakdown"], breakdown))
        pairs = list(_pairs(own, register, _band(breakdown), audience, progress, found))
        first = [judge(pair, _tolerance(pair, tolerances)) for pair in pairs]
        doubtful = [one.pair for one in first if one.verdict is Verdict.UNEXPLAINED]
        known = _Known(register, doubtful, band(ages), progress) if doubtful and not breakdown else None
        found.residuals += [
            judge(one.pair, one.tolerance, known.of(one.pair))
            if known and one.verdict is Verdict.UNEXPLAINED
            else one
            for one in first
        ]
    return found


def _tolerance(pair: Pair, given: Mapping[str, Fraction]) -> Fraction:
    printed = pair.published.value
    return tolerance_of(
        registry.declared(pair.indicator),
        printed if printed is not None else Fraction(0),
        given.get(pair.indicator),
    )


def _tellable(table: pa.Table, register: Register) -> pa.Table:
    """The published levels that this delivery of persons can tell too."""
    ids = [id for id in pc.unique(table["indicator"]).to_pylist() if register.gives(id)]
    bands = [id for id in pc.unique(table["breakdown"]).to_pylist() if _band(id) is not None]
    keep = pc.and_(table["published"], pc.equal(table["measure"], Measure.LEVEL.value))
    keep = pc.and_(keep, pc.equal(table["status"], Status.OBSERVED.value))
    for name, allowed in (("indicator", ids), ("area", areas()), ("breakdown", bands)):
        keep = pc.and_(keep, pc.is_in(table[name], pa.array(allowed, pa.string())))
    return table.filter(pc.and_(keep, pc.is_valid(table["value"])))


def _band(id: str) -> Band | None:
    try:
        return band(id)
    except Problem:  # a break-down of the source's own, which persons do not have
        return None


def _wanted(rows: pa.Table) -> Wanted:
    ids, groups, places, periods = (
        pc.unique(rows[name]).to_pylist() for name in ("indicator", "group", "area", "period")
    )
    return Wanted.read(ids, groups, places, periods)


def _pairs(
    published: pa.Table,
    register: Register,
    of: Band | None,
    audience: str,
    progress: Progress,
    found: Reconciled,
) -> Iterator[Pair]:
    """The pairs of one break-down; those that a reader may not see are counted in ``found``."""
    wanted = _wanted(published)
    counted = register.count(wanted.indicators, wanted, progress, of or EVERYBODY)
    if counted is None:
        return
    for id in wanted.indicators:
        if not register.gives(id, of or EVERYBODY):
            continue
        theirs = {
            _key(row): row for row in observations(published.filter(pc.equal(published["indicator"], id)))
        }
        table = counted.observe(id)
        both = table.join(published.select(list(NAME)), keys=list(NAME), join_type="inner", use_threads=False)
        release = protect(both.select(SCHEMA.names).cast(SCHEMA), audience)
        for ours in observations(release.table.select(SCHEMA.names)):
            if ours.status == Status.SUPPRESSED:
                found.hidden += 1
            elif ours.status == Status.OBSERVED and (pair := _pair(theirs[_key(ours)], ours)) is not None:
                yield pair


def _key(row: Observation) -> Key:
    return tuple(str(getattr(row, name)) for name in NAME)


def _pair(theirs: Observation, ours: Observation) -> Pair | None:
    declared = registry.declared(ours.indicator)
    published, counted = theirs.exact_value(declared.scale), ours.exact_value(declared.scale)
    if published is None or counted is None:
        return None
    decimals = declared.decimals if theirs.decimals is None else theirs.decimals
    return Pair(
        *(ours.indicator, ours.group, ours.area, ours.period, ours.breakdown),
        published=Figure(published, decimals, published=True, marks=tuple(theirs.marks.split())),
        counted=Figure(counted, declared.decimals, marks=tuple(ours.marks.split())),
    )


class _Known:
    """What persons tell of known differences, counted once for all doubtful pairs."""

    def __init__(self, register: Register, pairs: Sequence[Pair], within: Band, progress: Progress) -> None:
        ids = tuple(dict.fromkeys(pair.indicator for pair in pairs))
        wanted = Wanted.read(
            list(ids),
            groups=list(dict.fromkeys(pair.group for pair in pairs)),
            areas=list(dict.fromkeys(pair.area for pair in pairs)),
            periods=list(dict.fromkeys(pair.period for pair in pairs)),
        )
        self._all = _numbers(register, (_STOCK, _STARTED, _ENDED), wanted, progress, EVERYBODY)
        told = bool(register.vintage.facts.details.get("birthdays", True))
        inside = dict.fromkeys((_STOCK, *(id for id in ids if register.gives(id, within))))
        self._inside = _numbers(register, inside, wanted, progress, within) if told else {}

    def of(self, pair: Pair) -> Evidence:
        place = (pair.group, pair.area, pair.period)
        return Evidence(self._within_ages(pair, place), self._one_day(pair, place))

    def _within_ages(self, pair: Pair, place: Key) -> Fraction | None:
        """The counted figure of persons within the ages; of a rate of the population by its numerator."""
        if not over_background(registry.get(pair.indicator)):
            found = self._inside.get((pair.indicator, *place))
            return found.exact_value(registry.declared(pair.indicator).scale) if found else None
        inside, stock = self._inside.get((_STOCK, *place)), self._all.get((_STOCK, *place))
        if inside is None or stock is None or not stock.numerator or inside.numerator is None:
            return None
        return (pair.counted.value or Fraction(0)) * Fraction(inside.numerator, stock.numerator)

    def _one_day(self, pair: Pair, place: Key) -> Fraction | None:
        """Only what counts weeks on the benefit can be too high by the days of spells' first and last."""
        if not isinstance(registry.get(pair.indicator).numerator, WeeksIn):
            return None
        parts = [self._all.get((id, *place)) for id in (_STOCK, _STARTED, _ENDED)]
        stock, started, ended = (one.numerator if one else None for one in parts)
        if not stock or started is None or ended is None:
            return None
        return (pair.counted.value or Fraction(0)) * _DAY_OF_A_WEEK * Fraction(started + ended, stock)


def _numbers(
    register: Register, ids: Iterable[str], wanted: Wanted, progress: Progress, of: Band
) -> dict[Key, Observation]:
    """Counted figures by indicator, group, area and period; none of them leaves this module."""
    told = tuple(ids)
    counted = register.count(told, wanted, progress, of)
    if counted is None:
        return {}
    return {
        (row.indicator, row.group, row.area, row.period): row
        for id in told
        for row in observations(counted.observe(id).select(SCHEMA.names))
    }
