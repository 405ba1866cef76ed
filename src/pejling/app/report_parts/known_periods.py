"""The periods that a chapter may name: `2019H1`, or `latest` and how many of which kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.report_part import Known
from pejling.comparison.observed import period_of
from pejling.indicators import registry
from pejling.indicators.indicator import Span
from pejling.indicators.periods import (
    ALL_KINDS,
    QUARTERS,
    ROLLING_YEARS,
    YEARS,
    KindAndLength,
    last_complete,
    periods_within,
)
from pejling.terms.observation import Mark, Measure, Status
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem

_LATEST = re.compile(r"latest(?::(?P<count>[1-9]\d?)?(?:(?P<kind>[YHQM])(?P<number>\d{1,2})?)?)?")
_KINDS = {"Y": Kind.YEAR, "H": Kind.HALF, "Q": Kind.QUARTER, "M": Kind.MONTH}


def check_named(text: str) -> None:
    """A Problem where a template names a period so and nobody knows what it is."""
    if not _LATEST.fullmatch(text):
        _period(text)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except Problem:
        raise Problem(
            da=f"periods = [{text!r}] kendes ikke; tilladt er perioder (2017M12, 2019H1, 2019) og de nyeste: "
            "latest, latest:3, latest:3M12 (tre decembre), latest:2H, latest:4Q, latest:Y",
            en=f"periods = [{text!r}] is not known; allowed are periods (2017M12, 2019H1, 2019) and the "
            "newest: latest, latest:3, latest:3M12 (three Decembers), latest:2H, latest:4Q, latest:Y",
        ) from None


class KnownPeriods:
    """The periods that the municipality has figures for, settled ones only where there are any."""

    def __init__(self, known: Known, indicators: Sequence[str], groups: Sequence[str]) -> None:
        self._known = known
        self._published = _published(known, indicators, groups)
        self._counted = _counted(known, indicators)

    def named(self, text: str) -> list[Period]:
        """The periods that ``text`` names, in order of time."""
        match = _LATEST.fullmatch(text)
        if match is None:
            period = _period(text)
            return [period] if period in self._all else []
        found = self._all
        if match["kind"]:
            number = int(match["number"] or 0)
            found = [
                one
                for one in found
                if one.kind is _KINDS[match["kind"]] and one.length == 1 and number in (0, one.number)
            ]
        elif found:
            kind = self._usual(found)
            found = [one for one in found if (one.kind, one.length) == kind]
        return found[-int(match["count"] or 1) :]

    @property
    def _all(self) -> list[Period]:
        return sorted({*self._published, *self._counted})

    def _usual(self, found: Sequence[Period]) -> KindAndLength:
        """Quarters (years, where it is told of years only) of what is counted; else as the newest is."""
        if not self._published:
            kinds = [(one.kind, one.length) for one in found]
            return next((kind for kind in (QUARTERS, YEARS) if kind in kinds), kinds[-1])
        newest = max(self._published, key=lambda one: (one.last_day, -one.first_day.toordinal()))
        return newest.kind, newest.length


def _published(known: Known, indicators: Sequence[str], groups: Sequence[str]) -> list[Period]:
    table = known.figures.published
    own = pc.and_(
        pc.equal(table["area"], known.question.municipality),
        pc.is_in(table["indicator"], pa.array(indicators, pa.string())),
    )
    level = pc.and_(pc.equal(table["measure"], Measure.LEVEL.value), pc.equal(table["breakdown"], ""))
    seen = pc.is_in(table["status"], pa.array([Status.OBSERVED.value, Status.SUPPRESSED.value]))
    found = table.filter(pc.and_(pc.and_(own, level), seen))
    if groups:
        found = found.filter(pc.is_in(found["group"], pa.array(groups, pa.string())))
    early: dict[str, bool] = {}
    for text, marks in zip(found["period"].to_pylist(), found["marks"].to_pylist(), strict=True):
        too_new = bool({Mark.PROVISIONAL.value, Mark.INCOMPLETE.value} & set(marks.split()))
        early[text] = early.get(text, False) or too_new
    settled = [text for text, is_early in early.items() if not is_early] or list(early)
    return [period_of(text) for text in settled]


def _counted(known: Known, indicators: Sequence[str]) -> list[Period]:
    register = known.figures.register
    ids = [id for id in indicators if register and register.gives(id)]
    if register is None or not ids:
        return []
    yearly = all(registry.declared(id).spans is Span.YEAR for id in ids)
    found: list[Period] = []
    for kind in (YEARS, ROLLING_YEARS) if yearly else ALL_KINDS:
        newest = last_complete(register.window, kind)
        within = periods_within(register.window, (kind,))
        found += [one for one in within if newest and one.last_day <= newest.last_day]
    return found
