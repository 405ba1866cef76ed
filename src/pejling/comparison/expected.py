"""The level to expect of a municipality given what it has to work with: a municipal regression.

The model is pejling's own: the logit of the share (full-time persons of an area of benefits over the labour
force) on a few background figures, over-dispersed, one observation a municipality. Each municipality is told
by the others alone. It says what is usual for such conditions, not what is right or attainable; the
ministry's benchmark (individual register data, averaged) is another model and is never mixed with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pejling.comparison.actual import Actual, Base
from pejling.comparison.conditions import FEWEST, Conditions
from pejling.stats import rank, shrinkage
from pejling.stats.cross_validation import (
    Candidate,
    Nested,
    best_of,
    nested_cross_validation,
    standardised,
)
from pejling.stats.regression import Fit, Floats, fit_binomial, left_out
from pejling.terms.municipality import area_label
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

MODEL = Text(da="kommunal regression (pejlings egen)", en="municipal regression (pejling's own)")
INDIVIDUAL = Text(da="individmodel på celler (pejlings egen)", en="individual model on cells (pejling's own)")
OFFICIAL = Text(da="STAR's y30r21", en="STAR's y30r21")
PENALTIES = (2.0, 10.0)
NO_BASE = Text(da="ingen nævner", en="no denominator")
NO_CONDITIONS = Text(da="mangler baggrundstal", en="background figures are missing")
NOBODY = Text(da="ingen personer", en="no persons")


@dataclass(frozen=True, slots=True)
class Expected:
    """One municipality's actual and expected full-time persons, and how it ranks.

    ``low`` and ``high``: 95 per cent prediction interval of what may be observed where only the conditions
    count; ``with_itself``: what the model expects when the municipality is among those it is fitted to;
    ``influence``: Cook's distance. ``rank`` 1 is the lowest actual against the expected, expected over draws
    of a shrunk posterior, with its 95 per cent interval; probabilities of the lowest and highest quarter.
    """

    municipality: str
    actual: float
    expected: float
    low: float
    high: float
    with_itself: float
    influence: float
    rank: float
    rank_low: int
    rank_high: int
    lowest_quarter: float
    highest_quarter: float

    @property
    def difference(self) -> float:
        """Actual less expected, full-time persons."""
        return self.actual - self.expected

    @property
    def difference_low(self) -> float:
        return self.actual - self.high

    @property
    def difference_high(self) -> float:
        return self.actual - self.low

    @property
    def difference_pct(self) -> float:
        """Actual less expected in per cent of the expected."""
        return 100 * self.difference / self.expected

    @property
    def verdict(self) -> str:
        """``over`` or ``under`` the interval, or ``within`` it."""
        return "over" if self.actual > self.high else "under" if self.actual < self.low else "within"


@dataclass(frozen=True, eq=False)
class Modelled:
    """The regression of one area of benefits and all that is to be known of it.

    ``conditions`` are those of the municipalities in ``rows``; ``chosen`` the places of the figures in the
    final model; ``score``: nested cross-validation, its partitions drawn from ``seed``;
    ``left_out``: municipalities that are not in it, and why.
    """

    actual: Actual
    base: Base
    conditions: Conditions
    fit: Fit
    chosen: Candidate
    candidates: tuple[Candidate, ...]
    score: Nested
    alone: Floats  # expected shares, each from the others alone
    rows: tuple[Expected, ...]
    left_out: Mapping[str, Text] = field(default_factory=dict)
    seed: int = 1

    def of(self, municipality: str) -> Expected:
        """A municipality's row; a Problem that says why it has none."""
        found = next((row for row in self.rows if row.municipality == municipality), None)
        if found is None:
            why = self.left_out.get(municipality, NO_CONDITIONS)
            name = area_label(municipality, "da")
            raise Problem(
                da=f"{name} ({municipality}) har ikke noget forventet niveau for {self.actual.area}: "
                f"{why.da}",
                en=f"{name} ({municipality}) has no expected level of {self.actual.area}: {why.en}",
            )
        return found


def expect(
    actual: Actual,
    base: Base,
    of: Mapping[str, float],
    conditions: Conditions,
    *,
    repeats: int = 5,
    seed: int = 1,
) -> Modelled:
    """Model ``actual`` (full-time persons) as a share of ``of`` (persons, by municipality code).

    The model has all figures of ``conditions`` unless another candidate (one figure less, or a ridge penalty)
    predicts better by more than a standard error. Deterministic for a seed. A Problem where fewer than 30
    municipalities have all that is needed, or a figure is the same everywhere.
    """
    reasons: dict[str, Text] = dict(actual.left_out)
    for code in sorted(actual.persons):
        if code not in conditions.areas:
            reasons[code] = NO_CONDITIONS
        elif code not in of:
            reasons[code] = NO_BASE
        elif not 0 < actual.persons[code] < of[code]:
            reasons[code] = NOBODY
    areas = [code for code in actual.persons if code not in reasons]
    known = conditions.only(areas)
    if len(known.areas) < FEWEST:
        raise Problem(
            da=f"kun {len(known.areas)} kommuner har både tal for {actual.area}, en nævner og baggrundstal i "
            f"{actual.period}; en regression skal have mindst {FEWEST}. Hent alle kommuners tal (`pejling "
            "fetch jobindsats`, `pejling fetch statbank`)",
            en=f"only {len(known.areas)} municipalities have figures of {actual.area}, a denominator and "
            f"background figures in {actual.period}; a regression takes at least {FEWEST}. Fetch all "
            "municipalities' figures (`pejling fetch jobindsats`, `pejling fetch statbank`)",
        )
    above = np.array([actual.persons[code] for code in known.areas])
    below = np.array([of[code] for code in known.areas])
    candidates = _candidates(len(known.figures))
    try:
        score = nested_cross_validation(above, below, known.values, candidates, repeats=repeats, seed=seed)
        chosen = candidates[best_of(above, below, known.values, candidates, seed=seed)]
        columns = known.values[:, chosen.columns]
        fit = fit_binomial(above, below, standardised(columns, columns), penalty=chosen.penalty)
        told = left_out(fit)
    except ValueError as error:
        raise Problem(
            da=f"{actual.area} i {actual.period} kan ikke regnes på {', '.join(known.figures)}: tallene "
            "er ens "
            f"for alle, følger af hinanden eller skiller alt fra intet ({error})",
            en=f"{actual.area} in {actual.period} cannot be modelled on {', '.join(known.figures)}: {error}",
        ) from None
    logit = np.log(fit.share / (1 - fit.share)) - np.log(told.share / (1 - told.share))
    error_of = np.sqrt(told.known_within**2 + 1 / (below * told.share * (1 - told.share)))
    keys = [int(code) for code in known.areas]
    ranks = rank.ranks(shrinkage.means(logit, error_of, keys), highest_first=False)
    rows = tuple(
        Expected(
            code,
            float(above[at]),
            float(told.share[at] * below[at]),
            float(told.low[at] * below[at]),
            float(told.high[at] * below[at]),
            float(fit.fitted[at] * below[at]),
            float(fit.cooks_distance[at]),
            float(ranks.expected[at]),
            int(ranks.low[at]),
            int(ranks.high[at]),
            float(ranks.first_quarter[at]),
            float(ranks.last_quarter[at]),
        )
        for at, code in enumerate(known.areas)
    )
    return Modelled(actual, base, known, fit, chosen, candidates, score, told.share, rows, reasons, seed)


def _candidates(figures: int) -> tuple[Candidate, ...]:
    """All figures; one less, each in turn; all with a penalty."""
    every = tuple(range(figures))
    fewer = [Candidate(tuple(one for one in every if one != less)) for less in every] if figures > 1 else []
    return (Candidate(every), *fewer, *(Candidate(every, penalty) for penalty in PENALTIES))


@dataclass(frozen=True, slots=True)
class Official:
    """The ministry's own figures of one municipality and area, as imported; ``period`` may be another."""

    period: Period
    actual: float | None
    expected: float


def official(found: Sequence[tuple[Period, float | None, float]], period: Period) -> Official | None:
    """The newest of the ministry's (period, actual, expected) that ends no later than ``period``."""
    known = sorted((one for one in found if one[0].last_day <= period.last_day), key=lambda one: one[0])
    return Official(*known[-1]) if known else None
