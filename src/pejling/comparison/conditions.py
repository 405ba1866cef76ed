"""What municipalities have to work with: their background figures as a matrix, each with its date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.comparison.observed import period_of
from pejling.indicators.catalogue import (
    age_65_plus_share_pct,
    employed_per_1000,
    higher_education_share_pct,
    immigrants_share_pct,
    population_total,
    registered_unemployment_pct,
    welfare_per_1000,
)
from pejling.indicators.indicator import Unit, name_of
from pejling.indicators.registry import known as known_indicator
from pejling.terms.municipality import area_label, municipalities
from pejling.terms.observation import Measure, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

STANDARD = (
    name_of(higher_education_share_pct),
    name_of(age_65_plus_share_pct),
    name_of(immigrants_share_pct),
    name_of(employed_per_1000),
    name_of(population_total),
)
OUTCOME = {
    name_of(welfare_per_1000): Text(
        da="den tæller modtagere af offentlig hjælp og er altså selv det, der skal forklares, under et andet "
        "navn",
        en="it counts recipients of public assistance, so it is what is to be explained, under another name",
    )
}
NEARLY_OUTCOME = {
    name_of(registered_unemployment_pct): Text(
        da="registreret ledighed tæller modtagere af dagpenge og jobparate på kontanthjælp og er derfor til "
        "dels det, der skal forklares",
        en="registered unemployment counts recipients of insurance benefit and those job-ready on social "
        "assistance, so it is partly what is to be explained",
    )
}
FEWEST = 30  # municipalities: fewer carry neither a regression nor a choice of neighbours
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Conditions:
    """Background figures of N municipalities on K figures.

    ``values`` [N, K] in the figures' own units, numbers of persons as their natural logarithm; ``areas`` [N]
    municipality codes, ``figures`` [K] ids, ``dated`` [K] the periods that the values are of, oldest first;
    ``lacking``: municipalities left out, with the figures that they have not.
    """

    areas: tuple[str, ...]
    figures: tuple[str, ...]
    values: Floats
    dated: tuple[tuple[str, ...], ...]
    lacking: dict[str, tuple[str, ...]]

    def row(self, area: str) -> int:
        """The place of a municipality among ``areas``; a Problem where it lacks a figure."""
        if area in self.areas:
            return self.areas.index(area)
        figures = ", ".join(self.lacking.get(area, self.figures))
        name = area_label(area, "da")
        raise Problem(
            da=f"{name} ({area}) mangler baggrundstal: {figures}. Hent dem (`pejling fetch statbank`), "
            "tag dem "
            "ind (`pejling take-in statbank FIL`), eller nævn andre med --on",
            en=f"{name} ({area}) lacks background figures: {figures}. Fetch them (`pejling fetch statbank`), "
            "take them in (`pejling take-in statbank FILE`), or name others with --on",
        )

    def only(self, areas: Collection[str]) -> Conditions:
        """Those of ``areas``."""
        kept = [at for at, area in enumerate(self.areas) if area in areas]
        names = tuple(self.areas[at] for at in kept)
        return Conditions(names, self.figures, self.values[kept], self.dated, self.lacking)

    def printed(self, at: int, figure: int) -> float:
        """A value in the figure's own unit, persons as persons."""
        value = float(self.values[at, figure])
        return float(np.exp(value)) if in_persons(self.figures[figure]) else value


def in_persons(figure: str) -> bool:
    """Whether the figure is a number of persons, compared by its logarithm."""
    indicator = known_indicator(figure)
    return indicator is not None and indicator.unit is Unit.PERSONS


def checked(figures: Sequence[str]) -> tuple[str, ...]:
    """The figures to go by, each once; the standard ones where none is named. An outcome is a Problem."""
    wanted = tuple(dict.fromkeys(figures)) or STANDARD
    for figure in wanted:
        if figure in OUTCOME:
            raise Problem(
                da=f"{figure} kan ikke forklare niveauet: {OUTCOME[figure].da}. Brug for eksempel "
                f"{', '.join(STANDARD)}",
                en=f"{figure} cannot explain the level: {OUTCOME[figure].en}. Use, for example, "
                f"{', '.join(STANDARD)}",
            )
        indicator = known_indicator(figure)
        if indicator is not None and indicator.numerator is not None:
            raise Problem(
                da=f"{figure} er et resultat, ikke et vilkår; brug baggrundstal som {', '.join(STANDARD)}",
                en=f"{figure} is a result and no condition; use background figures such as "
                f"{', '.join(STANDARD)}",
            )
    return wanted


def cautions(figures: Sequence[str]) -> tuple[Text, ...]:
    """What a reader must know of the figures gone by."""
    return tuple(NEARLY_OUTCOME[figure] for figure in figures if figure in NEARLY_OUTCOME)


def conditions(rows: pa.Table, figures: Sequence[str], period: Period) -> Conditions:
    """The latest of each figure dated at or before the period's last day, for all that have every figure.

    ``rows``: a Release's table. Municipalities that lack one are left out and named; a Problem where nobody
    has a figure, or fewer than ``FEWEST`` municipalities have them all.
    """
    series = _series(rows, figures)
    known: dict[str, dict[str, tuple[float, str]]] = {figure: {} for figure in figures}
    for (figure, area), dated in series.items():
        at = bisect_right(dated, period.last_day, key=lambda one: one[0])
        if at:
            known[figure][area] = dated[at - 1][1:]
    for figure in figures:
        if not known[figure]:
            raise _nobody(figure, period, any(of == figure for of, _ in series))
    codes = [str(code) for code in sorted(municipalities())]
    lacking = {code: tuple(f for f in figures if code not in known[f]) for code in codes}
    areas = tuple(code for code in codes if not lacking[code])
    if len(areas) < FEWEST:
        raise Problem(
            da=f"kun {len(areas)} kommuner har alle baggrundstal ({', '.join(figures)}) ved {period}; der "
            "skal "
            f"være mindst {FEWEST}",
            en=f"only {len(areas)} municipalities have all background figures ({', '.join(figures)}) at "
            f"{period}; it takes at least {FEWEST}",
        )
    values = np.array([[_modelled(f, known[f][code][0]) for f in figures] for code in areas])
    dates = [{known[f][code][1] for code in areas} for f in figures]
    return Conditions(
        areas,
        tuple(figures),
        values,
        tuple(tuple(sorted(each, key=period_of)) for each in dates),
        {code: what for code, what in lacking.items() if what},
    )


def moments(rows: pa.Table, figures: Sequence[str], period: Period, most: int = 3) -> list[Period]:
    """Up to ``most`` periods, newest first, at whose ends some figure changes: for trying other years."""
    days = {day: text for dated in _series(rows, figures).values() for day, _, text in dated}
    earlier = sorted((day for day in days if day <= period.last_day), reverse=True)
    return [period_of(days[day]) for day in earlier[:most]]


def _series(rows: pa.Table, figures: Sequence[str]) -> dict[tuple[str, str], list[tuple[date, float, str]]]:
    kept = rows.filter(
        pc.and_(
            pc.and_(pc.is_in(rows["indicator"], pa.array(figures, pa.string())), pc.equal(rows["group"], "")),
            pc.and_(
                pc.and_(pc.equal(rows["breakdown"], ""), pc.equal(rows["measure"], Measure.LEVEL.value)),
                pc.equal(rows["status"], Status.OBSERVED.value),
            ),
        )
    ).select(["indicator", "area", "period", "value"])
    found: dict[tuple[str, str], dict[date, tuple[float, str]]] = {}
    for row in kept.to_pylist():
        if row["area"].isdigit() and row["value"] is not None:
            day = period_of(row["period"]).last_day
            found.setdefault((row["indicator"], row["area"]), {})[day] = row["value"], row["period"]
    return {key: [(day, *of) for day, of in sorted(dated.items())] for key, dated in found.items()}


def _modelled(figure: str, value: float) -> float:
    if not in_persons(figure):
        return value
    if value <= 0:
        raise Problem(
            da=f"{figure} er {value:g} for en kommune; et antal personer skal være over 0",
            en=f"{figure} is {value:g} for a municipality; a number of persons has to be above 0",
        )
    return float(np.log(value))


def _nobody(figure: str, period: Period, later: bool) -> Problem:
    if later:
        return Problem(
            da=f"{figure} findes først efter {period}; vælg en senere periode eller tag ældre tal ind",
            en=f"{figure} is known only after {period}; choose a later period or take in older figures",
        )
    return Problem(
        da=f"ingen kommune har {figure}. Hent baggrundstal (`pejling fetch statbank`), tag dem ind (`pejling "
        "take-in statbank FIL`), eller nævn andre med --on",
        en=f"no municipality has {figure}. Fetch background figures (`pejling fetch statbank`), take them in "
        "(`pejling take-in statbank FILE`), or name others with --on",
    )
