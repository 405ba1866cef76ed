"""Full-time persons of an area of benefits in every municipality, and what they are a share of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from pejling.comparison.bounds import value_bounds
from pejling.comparison.observed import Observed
from pejling.indicators.catalogue import (
    full_time_persons,
    labour_force_16_66,
    population_16_66,
    population_total,
    share_of_labour_force_pct,
    share_of_population_pct,
)
from pejling.indicators.indicator import name_of
from pejling.terms.breaks import PREFIX, Break, breaks
from pejling.terms.municipality import municipalities
from pejling.terms.observation import Status
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import crossed
from pejling.terms.text import Text

COUNT = name_of(full_time_persons)
NEARLY_ALL = 0.9  # of the municipalities that the best known way tells about
UNSURE = Fraction(1, 20)  # hidden groups may leave so much of a sum open, not more


@dataclass(frozen=True, slots=True)
class BenefitArea:
    """Benefits that are taken together. ``groups``: the first has to be known; ``merged``: those that the
    first holds too where its source counts it as after a reform (a break)."""

    id: str
    label: Text
    groups: tuple[str, ...]
    merged: tuple[str, ...] = ()


# DOMAIN section 4: three areas and their total, disability pension always beside them
DAGPENGE = BenefitArea("dagpenge", Text(da="Dagpenge", en="Unemployment insurance benefit"), ("dagpenge",))
SYGEDAGPENGE = BenefitArea(
    "sygedagpenge",
    Text(da="Sygedagpenge inkl. jobafklaring", en="Sickness benefit incl. job clarification"),
    ("sygedagpenge", "jobafklaring"),
)
KONTANTHJAELP = BenefitArea(
    "kontanthjaelp",
    Text(da="Kontanthjælp mv.", en="Social assistance etc."),
    (
        "kontanthjaelp",
        "uddannelseshjaelp",
        "integrationsydelse",
        "revalidering",
        "ressourceforloeb",
        "ledighedsydelse",
    ),
    merged=("uddannelseshjaelp", "integrationsydelse"),
)
FOERTIDSPENSION = BenefitArea(
    "foertidspension", Text(da="Førtidspension", en="Disability pension"), ("foertidspension",)
)
PARTS = (DAGPENGE, SYGEDAGPENGE, KONTANTHJAELP)
ALL = "all"
ALL_LABEL = Text(
    da="De tre områder i alt (uden førtidspension)", en="The three areas (no disability pension)"
)
AREAS = {area.id: area for area in (*PARTS, FOERTIDSPENSION)}


class Base(Enum):
    """What the persons are a share of, best first."""

    LABOUR_FORCE = Text(da="arbejdsstyrken 16-66 år", en="the labour force aged 16-66")
    IMPLIED_LABOUR_FORCE = Text(
        da="arbejdsstyrken, som publicerede antal og andele indebærer den",
        en="the labour force that published counts and shares imply",
    )
    POPULATION = Text(da="befolkningen 16-66 år", en="the population aged 16-66")
    IMPLIED_POPULATION = Text(
        da="befolkningen 16-66 år, som publicerede antal og andele indebærer den",
        en="the population aged 16-66 that published counts and shares imply",
    )
    INHABITANTS = Text(da="alle indbyggere", en="all inhabitants")


@dataclass(frozen=True)
class Actual:
    """Full-time persons by municipality code, of the ``groups`` that are known; ``lacking`` are not.

    ``within``: of those lacking, the ones that the first group holds already. ``left_out``: municipalities
    without a figure, or with so much hidden that their sum is open, and why. ``filled``: those of whose
    groups some are hidden and counted with the middle of what they can be.
    """

    area: str
    label: Text
    period: Period
    persons: dict[str, float]
    groups: tuple[str, ...]
    lacking: tuple[str, ...]
    within: tuple[str, ...]
    left_out: dict[str, Text]
    filled: frozenset[str] = frozenset()


NO_FIGURE = Text(da="intet tal", en="no figure")
HIDDEN = Text(da="skjult", en="hidden")


def actual(
    observed: Observed, area: BenefitArea, period: Period, across_breaks: bool = False
) -> Actual | None:
    """The sum over the area's groups in each municipality; None where nobody has its first group.

    A period that nobody has a figure for is made of its months (quarters, halves), each weighing its weeks.
    A group that the source or the audience's policy hides counts with the middle of what it can be, where
    that leaves at most five per cent of the sum open. A Problem for a period with a series break inside,
    unless ``across_breaks``.
    """
    codes = [str(code) for code in sorted(municipalities())]
    known: dict[str, dict[str, tuple[Fraction, Fraction] | None]] = {}
    within: tuple[str, ...] = ()
    for group in area.groups:
        if group in within:
            continue
        units = units_of(observed, group, period)
        if units is None:
            if group == area.groups[0]:
                return None
            continue
        rows = [observed.level(COUNT, group, str(unit), code) for unit in units for code in codes]
        marks = {mark for row in rows if row for mark in row.marks}
        if not across_breaks:
            _check_break(group, units, marks, any(row.published for row in rows if row))
        known[group] = {code: _span(observed, group, units, code) for code in codes}
        if group == area.groups[0] and area.merged and _as_after_reform(group, period, marks):
            within = area.merged
    persons, left_out, filled = _summed(codes, known)
    for code in left_out:
        left_out[code] = _fault(observed, tuple(known), period, code) or left_out[code]
    lacking = tuple(group for group in area.groups if group not in known)
    return Actual(area.id, area.label, period, persons, tuple(known), lacking, within, left_out, filled)


def together(parts: Sequence[Actual | None]) -> Actual | None:
    """The sum of several areas in the municipalities that have them all; None where one is not known."""
    whole = [part for part in parts if part is not None]
    if not whole or len(whole) < len(parts):
        return None
    codes = set.intersection(*(set(part.persons) for part in whole))
    left_out = {code: why for part in whole for code, why in part.left_out.items()}
    return Actual(
        ALL,
        ALL_LABEL,
        whole[0].period,
        {code: sum(part.persons[code] for part in whole) for code in sorted(codes)},
        tuple(group for part in whole for group in part.groups),
        tuple(group for part in whole for group in part.lacking),
        tuple(group for part in whole for group in part.within),
        left_out,
        frozenset().union(*(part.filled for part in whole)) & codes,
    )


def base(observed: Observed, period: Period) -> tuple[Base, dict[str, float]]:
    """What shares are taken of: the first of ``Base`` that is known for nearly all municipalities.

    Implied: over all groups and months of the period, counts added / shares added. A Problem where none is.
    """
    codes = [str(code) for code in sorted(municipalities())]
    ways = (
        (Base.LABOUR_FORCE, _dated(observed, name_of(labour_force_16_66), codes, period)),
        (Base.IMPLIED_LABOUR_FORCE, _implied(observed, name_of(share_of_labour_force_pct), codes, period)),
        (Base.POPULATION, _dated(observed, name_of(population_16_66), codes, period)),
        (Base.IMPLIED_POPULATION, _implied(observed, name_of(share_of_population_pct), codes, period)),
        (Base.INHABITANTS, _dated(observed, name_of(population_total), codes, period)),
    )
    most = max(len(found) for _, found in ways)
    if not most:
        raise Problem(
            da=f"der er intet at tage andele af ved {period}: hent arbejdsstyrken eller befolkningen "
            "(`pejling fetch statbank`)",
            en=f"there is nothing to take shares of at {period}: fetch the labour force or the population "
            "(`pejling fetch statbank`)",
        )
    return next((kind, found) for kind, found in ways if len(found) >= NEARLY_ALL * most)


def units_of(observed: Observed, group: str, period: Period) -> tuple[Period, ...] | None:
    """The periods whose figures make up ``period``: itself, or its halves, quarters or months; else None."""
    for kind in (None, Kind.HALF, Kind.QUARTER, Kind.MONTH):
        units = (period,) if kind is None else _finer(period, kind)
        if units and all(_anybody(observed, group, unit) for unit in units):
            return units
    return None


def _finer(period: Period, kind: Kind) -> tuple[Period, ...]:
    if kind.value <= period.kind.value:
        return ()
    each = kind.value // period.kind.value
    first = period.year * kind.value + (period.number - 1) * each
    return tuple(Period.from_ordinal(kind, first + at) for at in range(each * period.length))


def _anybody(observed: Observed, group: str, unit: Period) -> bool:
    rows = (observed.level(COUNT, group, str(unit), str(code)) for code in municipalities())
    return sum(row is not None and row.status == Status.OBSERVED for row in rows) > 0


def _span(
    observed: Observed, group: str, units: Iterable[Period], code: str
) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest number that the group can have in a municipality; None without a figure."""
    low = high = Fraction(0)
    weeks = 0
    for unit in units:
        row = observed.level(COUNT, group, str(unit), code)
        if row is None:
            return None
        value = row.exact_value(1)
        span = (value, value) if value is not None else None
        if span is None and row.status == Status.SUPPRESSED:
            span = value_bounds(row, COUNT)
        if span is None:
            return None
        low, high, weeks = low + unit.weeks * span[0], high + unit.weeks * span[1], weeks + unit.weeks
    return low / weeks, high / weeks


def _fault(observed: Observed, groups: Iterable[str], period: Period, code: str) -> Text | None:
    """What cannot be among the figures that a municipality's sum is made of."""
    for group in groups:
        for unit in units_of(observed, group, period) or ():
            row = observed.level(COUNT, group, str(unit), code)
            if row and row.fault:
                return row.fault
    return None


def _summed(
    codes: Sequence[str], known: dict[str, dict[str, tuple[Fraction, Fraction] | None]]
) -> tuple[dict[str, float], dict[str, Text], frozenset[str]]:
    persons, left_out, filled = {}, {}, set()
    for code in codes:
        spans = [known[group][code] for group in known]
        told = [span for span in spans if span is not None]
        low, high = (sum((span[end] for span in told), Fraction(0)) for end in (0, 1))
        if len(told) < len(spans):
            left_out[code] = NO_FIGURE
        elif high - low > UNSURE * low:
            left_out[code] = HIDDEN
        else:
            persons[code] = float((low + high) / 2)
            filled |= {code} if high > low else set()
    return persons, left_out, frozenset(filled)


def _check_break(group: str, units: Sequence[Period], marks: Collection[str], published: bool) -> None:
    """A Problem where a break falls inside a period, or between the periods that it is made of.

    Not where the figures of before it carry its mark: their source counted them anew.
    """
    own = [one for one in breaks().values() if one.concerns(COUNT, group)]
    inside = [one for one in own if any(one.within(unit) for unit in units)]
    between = [*crossed(COUNT, group, units[0], units[-1], published)] if len(units) > 1 else []
    for one in [*(one for one in inside if published or not one.published_only), *between]:
        if one in inside or PREFIX + one.id not in marks:
            raise _broken(one, group)


def _as_after_reform(group: str, period: Period, marks: Collection[str]) -> bool:
    """Whether the group is counted as after the reform that merged others into it."""
    return any(
        one.groups and group in one.groups and (PREFIX + one.id in marks or one.begins <= period.first_day)
        for one in breaks().values()
    )


def _broken(one: Break, group: str) -> Problem:
    return Problem(
        da=f"{group}: serien er brudt inde i perioden: {one.label.da}. Vælg en periode på én side af "
        "bruddet, "
        "eller sig --force",
        en=f"{group}: the series is broken inside the period: {one.label.en}. Choose a period on one side of "
        "the break, or say --force",
    )


def _dated(observed: Observed, figure: str, codes: Sequence[str], period: Period) -> dict[str, float]:
    """The latest of a figure at or before the period's last day, declared as a denominator or not."""
    days = {Period.parse(text) for id, group, text in observed.all_keys() if id == figure and not group}
    found: dict[str, float] = {}
    for at in sorted((one for one in days if one.last_day <= period.last_day), reverse=True):
        for code in codes:
            value = observed.value(figure, "", str(at), code)
            if value and value > 0 and code not in found:
                found[code] = float(value)
    return found


def _implied(observed: Observed, rate: str, codes: Sequence[str], period: Period) -> dict[str, float]:
    groups = sorted({group for id, group, _ in observed.all_keys() if id == rate})
    cells = [(group, str(unit)) for group in groups for unit in units_of(observed, group, period) or ()]
    found = {}
    for code in codes:
        pairs = [(observed.value(COUNT, *cell, code), observed.value(rate, *cell, code)) for cell in cells]
        told = [(count, share) for count, share in pairs if count and share]
        below = sum((share for _, share in told), Fraction(0))
        if below:
            found[code] = float(100 * sum((count for count, _ in told), Fraction(0)) / below)
    return found
