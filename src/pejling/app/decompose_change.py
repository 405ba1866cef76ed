"""Which groups drove a total's change, and which transitions feed a group: from what may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.compare import Question
from pejling.app.figures import Figures
from pejling.app.newest_period import newest, nothing
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.drivers import Drivers, drivers
from pejling.comparison.figure import HIDDEN, Figure
from pejling.comparison.observed import Row, sound
from pejling.disclosure.protect import protect
from pejling.indicators import registry
from pejling.indicators.catalogue import full_time_persons
from pejling.indicators.indicator import Indicator, Unit, name_of
from pejling.indicators.measures import WeeksIn
from pejling.terms.amount import round_half_up
from pejling.terms.benefit import TOTAL, groups
from pejling.terms.breaks import PREFIX, Break
from pejling.terms.municipality import check_area
from pejling.terms.observation import SCHEMA, Measure, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import crossed

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

LEVEL = name_of(full_time_persons)  # what changes, where nobody names anything else


@dataclass(frozen=True)
class Change:
    """The drivers of one indicator's change in an area from ``base`` to ``period``."""

    indicator: Indicator
    id: str
    area: str
    base: Period
    period: Period
    found: Drivers
    absent: tuple[str, ...]  # benefits of the total without any figure in either period
    broken: tuple[Break, ...]
    published: bool


def change(
    folder: Path,
    area: str | None,
    indicator: str,
    wanted_groups: Sequence[str],
    period: str | None,
    base: str | None,
    audience: str,
    *,
    across_breaks: bool,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Change:
    """The drivers by `comparison.drivers`, of figures protected for ``audience``.

    Groups: those of the total, or ``wanted_groups``, then without a total. The base is the same period a year
    earlier. A change across a series break is refused unless ``across_breaks``. ``outgoing`` is told what the
    answer tells, where it is to leave.
    """
    figures = Figures.open(folder, as_known=as_known)
    figures.check(Wanted((indicator,), tuple(wanted_groups)))
    _check_additive(indicator)
    where = area_of(figures, area)
    parts = tuple(wanted_groups) or whole_parts()
    _check_parts(parts)
    ids = parts if wanted_groups else (*parts, TOTAL)
    now = Period.parse(period) if period else newest_of(figures, indicator, where, ids, progress)
    then = Period.parse(base) if base else now.year_earlier()
    _check_periods(then, now)
    asked = Wanted((indicator,), ids, (where,), (then, now))
    tables = [table.select(SCHEMA.names) for table in figures.each_indicator(asked, progress)]
    if not tables:
        raise nothing(indicator, where)
    release = protect(pa.concat_tables(tables), audience)
    found = driven(release.table, indicator, where, parts, then, now, with_total=not wanted_groups)
    if found is None:
        raise nothing(indicator, where)
    if found.broken and not across_breaks:
        raise _refused(found.broken, then, now)
    if outgoing is not None:
        outgoing.some(release, group=(*parts, *((TOTAL,) if found.found.total else ())))
    return found


def driven(
    table: pa.Table,
    indicator: str,
    area: str,
    parts: Sequence[str],
    then: Period,
    now: Period,
    *,
    with_total: bool,
    as_printed: bool = False,
) -> Change | None:
    """The drivers from ``then`` to ``now`` in a released table; None where no group has a figure.

    ``as_printed``: from levels with the decimals that they are printed with, so that a reader who subtracts
    them finds the same changes.
    """
    declared = registry.declared(indicator)
    named = pc.and_(pc.equal(table["indicator"], indicator), pc.equal(table["area"], area))
    asked = pc.is_in(table["period"], pa.array([str(then), str(now)], pa.string()))
    levels = _levels(table.filter(pc.and_(named, asked)), declared)
    if as_printed:
        levels = {key: _printed(one) for key, one in levels.items()}
    ends: list[dict[str, Figure]] = [
        {group: levels[group, str(at)] for group in parts if (group, str(at)) in levels} for at in (then, now)
    ]
    if not any(ends):
        return None
    published = any(one.published for one in levels.values())
    broken = _broken(indicator, (*ends[0], *ends[1]), then, now, levels)
    total = None
    if with_total and (TOTAL, str(then)) in levels and (TOTAL, str(now)) in levels:
        total = levels[TOTAL, str(then)], levels[TOTAL, str(now)]
    if total and not total[0].published and any(one.hidden for end in ends for one in end.values()):
        total = None  # less the groups that are shown it would give the hidden one away
    absent = tuple(group for group in parts if group not in ends[0] and group not in ends[1])
    found = drivers(ends[0], ends[1], total)
    return Change(declared, indicator, area, then, now, found, absent, broken, published)


def whole_parts() -> tuple[str, ...]:
    """The benefits that add up to the total."""
    return tuple(id for id, one in groups().items() if one.counted_in_total and not one.parent)


def _printed(one: Figure) -> Figure:
    if one.value is None:
        return one
    return replace(one, value=Fraction(round_half_up(one.value, one.decimals)))


def _levels(table: pa.Table, declared: Indicator) -> dict[tuple[str, str], Figure]:
    """The levels by group and period; those never observed are not there."""
    found = {}
    for row in table.filter(pc.equal(table["measure"], Measure.LEVEL.value)).to_pylist():
        if row["status"] == Status.NOT_OBSERVED or row["breakdown"]:
            continue
        one = Row(
            row["value"],
            row["decimals"],
            row["numerator"],
            row["denominator"],
            row["status"],
            tuple(row["marks"].split()),
            row["published"],
        )
        one = sound(one, row["indicator"], row["group"], row["period"], row["area"])
        if one.status == Status.NOT_DEFINED and not one.fault:
            continue
        value = one.exact_value(declared.scale)
        decimals = declared.decimals if one.decimals is None else one.decimals
        reason = HIDDEN if one.status == Status.SUPPRESSED else one.fault
        found[row["group"], row["period"]] = Figure(
            value, decimals, one.status, one.published, one.marks, reason
        )
    return found


def newest_of(figures: Figures, indicator: str, area: str, ids: Sequence[str], progress: Progress) -> Period:
    tables = [
        table.select(SCHEMA.names)
        for table in figures.each_indicator(Wanted((indicator,), tuple(ids), (area,)), progress)
    ]
    if not tables:
        raise nothing(indicator, area)
    (found,) = newest(pa.concat_tables(tables), area, (indicator,), ids)
    return found


def area_of(figures: Figures, area: str | None) -> str:
    if area and not area.isdecimal():
        return check_area(area)
    return Question.read(figures.workspace.settings, area, ()).municipality


def _check_additive(indicator: str) -> None:
    """A Problem for an indicator whose groups do not add up to their total."""
    declared = registry.declared(indicator)
    if isinstance(declared.numerator, WeeksIn) or declared.unit is Unit.FULL_TIME_PERSONS:
        return
    raise Problem(
        da=f"{indicator} lægger ikke sammen over grupper: en person kan være i flere, og forhold kan ikke "
        "lægges sammen. Tilladt er fuldtidspersoner og deres andele, fx full_time_persons",
        en=f"{indicator} does not add up over groups: a person may be in several, and ratios do not add. "
        "Allowed are full-time persons and their shares, such as full_time_persons",
    )


def _check_parts(parts: Sequence[str]) -> None:
    """A Problem where a group and its own part, or the total, stand side by side."""
    for id in parts:
        known = groups().get(id)
        if id == TOTAL or (known and known.parent in parts):
            other = known.parent if known and known.parent else "resten"
            raise Problem(
                da=f"{id} og {other} tæller de samme personer; vælg grupper, der ikke overlapper",
                en=f"{id} and {other if other != 'resten' else 'the rest'} count the same persons; choose "
                f"groups "
                "that do not overlap",
            )


def _check_periods(then: Period, now: Period) -> None:
    if (then.kind, then.length) != (now.kind, now.length) or not then < now:
        raise Problem(
            da=f"basisperioden {then} passer ikke til {now}: den skal være tidligere, af samme slags og "
            f"længde",
            en=f"the base period {then} does not fit {now}: it must be earlier, of the same kind and length",
        )


def _broken(
    indicator: str,
    parts: Sequence[str],
    then: Period,
    now: Period,
    levels: Mapping[tuple[str, str], Figure],
) -> tuple[Break, ...]:
    """The breaks between the periods, but those before which the source has counted every figure anew.

    Figures of a period before the break that carry its mark were back-cast: comparable (as in ``compare``).
    """
    published = any(one.published for one in levels.values())
    found: dict[str, Break] = {}
    for group in dict.fromkeys(parts):
        ends = [(at, levels[group, str(at)]) for at in (then, now) if (group, str(at)) in levels]
        for one in crossed(indicator, group, then, now, published):
            before = [figure for at, figure in ends if at.last_day < one.begins]
            if not before or any(PREFIX + one.id not in figure.marks for figure in before):
                found[one.id] = one
    return tuple(found.values())


def _refused(broken: Sequence[Break], then: Period, now: Period) -> Problem:
    da, en = ("; ".join(one.label(lang) for one in broken) for lang in ("da", "en"))
    return Problem(
        da=f"fra {then} til {now} krydses et databrud: {da}. --force regner alligevel",
        en=f"from {then} to {now} a series break is crossed: {en}. --force works it out all the same",
    )
