"""A series over time with what happened on the way, and whether it moved at a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.app.cluster_medians import pooled_medians
from pejling.app.figures import Figures, nothing_known
from pejling.app.rank import weighing
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison import moved as moving
from pejling.comparison import trend as trends
from pejling.comparison.cluster import Cluster, Method, unknown
from pejling.comparison.moved import Moved
from pejling.comparison.trend import Trend
from pejling.disclosure.protect import protect
from pejling.disclosure.told import Printed
from pejling.stats.season import Season
from pejling.store.events import read_events
from pejling.store.settings import Settings
from pejling.terms.breaks import breaks
from pejling.terms.event import Event, EventKind, in_order, of_breaks
from pejling.terms.municipality import CLUSTER, COUNTRY, REGION, check_area
from pejling.terms.observation import SCHEMA, Measure, Status
from pejling.terms.parse import parse_date
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

_ORDER = (Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as typed: areas and ids are checked when it is answered."""

    indicator: str
    group: str
    area: str
    cluster: str = ""
    first: str = ""
    last: str = ""
    base: str = ""
    adjusted: bool = False
    event: str = ""
    other_events: bool = False


@dataclass(frozen=True, eq=False)
class Answer:
    """The series, seasonally adjusted where that was asked for, its events, and the test where one was asked.

    ``events`` concern the series and touch it, series breaks among them, by date. ``tested``: the event that
    ``moved`` is of; None where a bare date was given. ``cluster_label``: as the settings call the cluster.
    """

    trend: Trend
    own_season: Season | None
    cluster_season: Season | None
    events: tuple[Event, ...]
    tested: Event | None
    moved: Moved | None
    sources: tuple[str, ...]
    vintages: tuple[str, ...]
    marks: frozenset[str]
    cluster_label: Text | None


def trend(
    folder: Path,
    asked: Asked,
    audience: str,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Answer:
    """The series that ``asked`` asks for, of figures protected for ``audience``.

    ``outgoing`` is told what the answer tells, where it is to leave.
    """
    figures = Figures.open(folder, as_known=as_known)
    if figures.register is None and not figures.published.num_rows:
        raise nothing_known(figures.workspace)
    area = check_area(asked.area)
    settings = figures.workspace.settings
    cluster = _cluster(figures, asked.cluster, area) if asked.cluster else None
    figures.check(Wanted((asked.indicator,), (asked.group,) if asked.group else ()))
    periods = _periods(figures, asked, area)
    base = Period.parse(asked.base) if asked.base else None
    table = _figures(figures, asked, area, cluster, periods, base, progress)
    release = protect(table, audience)
    found = trends.trend(release.table, asked.indicator, asked.group, area, periods, cluster, base)
    if not np.isfinite(found.own).any():
        raise _nothing_shown(asked, found)
    if outgoing is not None:
        beside = [cluster] if cluster else []
        outgoing.comparisons(Printed(release, area, beside, rounded=False), list(found.comparisons))
    events = _events(figures, asked, area, found)
    tested, day = _tested(asked.event, events)
    also = _places(events, periods, tested) if asked.other_events else ()
    shown = pc.and_(
        pc.equal(table["indicator"], asked.indicator), pc.equal(table["status"], Status.OBSERVED.value)
    )
    seen = table.filter(shown)
    return Answer(
        found,
        found.adjusted(found.own) if asked.adjusted else None,
        found.adjusted(found.cluster) if asked.adjusted and cluster else None,
        events,
        tested,
        moving.moved(found, day, also) if day else None,
        tuple(sorted(filter(None, pc.unique(seen["source"]).to_pylist()))),
        tuple(sorted(filter(None, pc.unique(seen["vintage"]).to_pylist()))),
        frozenset(mark for point in found.points for mark in point.marks),
        _label(settings, found.cluster_name),
    )


def _cluster(figures: Figures, name: str, area: str) -> Cluster:
    settings, bare = figures.workspace.settings, name.removeprefix(CLUSTER)
    if not area.isdigit():
        raise Problem(
            da=f"--cluster {bare} kan kun stå ved siden af en kommune: {area} indeholder selv kommuner. "
            "Udelad --cluster, eller vælg en kommune",
            en=f"--cluster {bare} can stand beside a municipality only: {area} holds municipalities "
            "itself. Leave --cluster out, or choose a municipality",
        )
    if bare == COUNTRY or bare.startswith(REGION):
        return Cluster.of_area(check_area(bare))
    known = settings.clusters.get(bare)
    if known is None:
        if f"{CLUSTER}{bare}" not in set(pc.unique(figures.published["area"]).to_pylist()):
            raise unknown(bare, settings.clusters)
        return Cluster(bare)
    members = tuple(code for code in known.members if code != area)
    return Cluster(bare, members, Method(known.method))


def _label(settings: Settings, name: str) -> Text | None:
    known = settings.clusters.get(name)
    return known.label if known else None


def _periods(figures: Figures, asked: Asked, area: str) -> tuple[Period, ...]:
    """From the first to the last period of one kind, without a gap: as asked, else all that there are."""
    ends = [Period.parse(text) for text in (asked.first, asked.last) if text]
    if len({(end.kind, end.length) for end in ends}) > 1 or (len(ends) == 2 and ends[1] < ends[0]):
        raise Problem(
            da=f"--from {asked.first} og --to {asked.last} skal være perioder af samme slags, den "
            "tidligste først",
            en=f"--from {asked.first} and --to {asked.last} must be periods of one kind, the earlier first",
        )
    known = _known(figures, asked, area)
    if len(ends) < 2:
        alike = [one for one in known if not ends or (one.kind, one.length) == (ends[0].kind, ends[0].length)]
        if not ends:
            kind = _commonest(alike)
            alike = [one for one in alike if one.kind is kind and one.length == 1]
        if not alike:
            raise _no_figures(asked)
        first = ends[0] if asked.first else min(alike)
        last = ends[-1] if asked.last else max(alike)
    else:
        first, last = ends
    found, one = [], first
    while not last < one:
        found.append(one)
        one = one.shift(1)
    if len(found) < 2:
        raise Problem(
            da=f"fra {first} til {last} er der ingen serie: vælg flere perioder",
            en=f"from {first} to {last} there is no series: choose more periods",
        )
    return tuple(found)


def _known(figures: Figures, asked: Asked, area: str) -> list[Period]:
    wanted = Wanted((asked.indicator,), (asked.group,) if asked.group else (), (area,))
    own = figures.levels_and_changes(wanted)
    own = own.filter(pc.equal(own["measure"], Measure.LEVEL.value))
    found = [Period.parse(text) for text in pc.unique(own["period"]).to_pylist()]
    register = figures.register
    if not found and register is not None and register.gives(asked.indicator):
        found = list(register.periods(()))
    return found


def _commonest(periods: Sequence[Period]) -> Kind:
    counts = {kind: sum(one.kind is kind and one.length == 1 for one in periods) for kind in _ORDER}
    return max(_ORDER, key=lambda kind: counts[kind])


def _figures(
    figures: Figures,
    asked: Asked,
    area: str,
    cluster: Cluster | None,
    periods: tuple[Period, ...],
    base: Period | None,
    progress: Progress,
) -> pa.Table:
    """The figures of area and cluster, those a year earlier, and what tells their denominators."""
    areas = (area, *(cluster.members if cluster else ()), *((cluster.area,) if cluster else ()))
    both = dict.fromkeys(
        [*periods, *(period.year_earlier() for period in periods), *([base] if base else [])]
    )
    published = figures.published
    known = set(pc.unique(published["area"]).to_pylist())
    countable = tuple(one for one in areas if not one.startswith(CLUSTER) or one in known)
    wanted = Wanted((asked.indicator,), (asked.group,) if asked.group else (), countable, tuple(both))
    parts = [part.select(SCHEMA.names) for part in figures.each_indicator(wanted, progress)]
    if not parts:
        raise _no_figures(asked)
    beside = [cluster] if cluster else []
    parts.append(pooled_medians(figures.register, asked.indicator, wanted, beside, progress))
    return pa.concat_tables([*parts, weighing(published, asked.indicator, areas, tuple(both))])


def _events(figures: Figures, asked: Asked, area: str, found: Trend) -> tuple[Event, ...]:
    first, last = found.periods[0].first_day, found.periods[-1].last_day
    broken = {one.why.label for one in found.broken}
    every = [*read_events(figures.workspace), *(one for one in of_breaks() if one.label in broken)]
    return in_order(
        [
            one
            for one in every
            if one.touches(first, last) and one.concerns(asked.indicator, asked.group, area)
        ]
    )


def _tested(text: str, events: Sequence[Event]) -> tuple[Event | None, date | None]:
    """The event, by its date or by words of its name, or the bare date; (None, None) where none was asked."""
    if not text:
        return None, None
    if text in breaks():
        one = breaks()[text]
        return next((event for event in events if event.label == one.label), None), one.begins
    if text[:1].isdigit():
        day = parse_date(text)
        return next((event for event in events if event.first == day), None), day
    words = text.casefold()
    found = [one for one in events if words in one.label.da.casefold() or words in one.label.en.casefold()]
    if len(found) == 1:
        return found[0], found[0].first
    listed = "; ".join(f"{one.first} {one.label.da}" for one in (found or events)) or "ingen"
    in_english = "; ".join(f"{one.first} {one.label.en}" for one in (found or events)) or "none"
    raise Problem(
        da=f"--event {text!r} er {'flere' if found else 'ingen'} af seriens hændelser: {listed}. Skriv en "
        "dato (2019-08-15), flere af hændelsens ord, eller tag den ind med `pejling take-in events`",
        en=f"--event {text!r} is {'several' if found else 'none'} of the events of the series: {in_english}. "
        "Write a date (2019-08-15), more of the event's words, or take it in with `pejling take-in events`",
    )


def _places(events: Sequence[Event], periods: Sequence[Period], tested: Event | None) -> tuple[int, ...]:
    """Where other events lie: the first period that begins on their day or after it. Breaks stand already."""
    found = []
    for one in events:
        if one is tested or one.kind is EventKind.BREAK:
            continue
        place = next((at for at, period in enumerate(periods) if period.first_day >= one.first), None)
        if place:
            found.append(place)
    return tuple(found)


def season_of(season: Season | None, at: int) -> float | None:
    """The adjusted value at a place, where there is one."""
    values: NDArray[np.float64] | None = season.adjusted if season else None
    return float(values[at]) if values is not None and np.isfinite(values[at]) else None


def _no_figures(asked: Asked) -> Problem:
    of = " ".join(filter(None, (asked.indicator, asked.group, asked.area)))
    return Problem(
        da=f"der er ingen tal for {of} i de perioder. `pejling status` viser hvad arbejdsområdet rummer",
        en=f"there are no figures for {of} in those periods. `pejling status` shows what the workspace holds",
    )


def _nothing_shown(asked: Asked, found: Trend) -> Problem:
    of = " ".join(filter(None, (asked.indicator, asked.group, asked.area)))
    reasons = [one.level.reason for one in found.points if one.level.reason and not one.level.hidden]
    if reasons and not any(one.level.hidden for one in found.points):
        why = reasons[-1]
        return Problem(
            da=f"der er intet at vise for {of} i de perioder: {why.da}",
            en=f"there is nothing to show of {of} in those periods: {why.en}",
        )
    return Problem(
        da=f"intet tal for {of} må vises i de perioder: de er skjult eller mangler. Vælg længere perioder "
        "(kvartal, år), et større område, eller --audience internal til brug indadtil",
        en=f"no figure for {of} may be shown in those periods: they are hidden or missing. Choose longer "
        "periods (quarters, years), a larger area, or --audience internal for use inside",
    )
