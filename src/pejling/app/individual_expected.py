"""An expected level from persons: a logit on age, sex and origin, averaged to municipalities.

Counts by cells (age band x sex x origin) are sums over persons, so a logit on them is the logit on persons.
The model is the country's: what each kind of person is usually on, summed over who lives in the municipality.

Its coefficients and cells are not told, one sum over all cells is. So that no municipality's figure hangs
on a few persons of a kind, readers outside are told it with cells of fewer than the policy's threshold joined
to the nearest cell with more (``gathered``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pyarrow.compute as pc

from pejling.app.expected import Answer, Question
from pejling.app.persons import Register
from pejling.app.wiring import Progress
from pejling.comparison.actual import AREAS, COUNT, PARTS
from pejling.disclosure.policy import audience, policy_for
from pejling.disclosure.protect import protect
from pejling.disclosure.rows import Flags
from pejling.indicators.background import Backgrounds
from pejling.indicators.band import bands
from pejling.indicators.catalogue import population_16_66
from pejling.indicators.indicator import name_of
from pejling.indicators.measures import Of, WeeksIn
from pejling.stats.regression import Floats, dispersion_about, fit_binomial, predict
from pejling.terms.benefit import Group
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.observation import Observation, table_of
from pejling.terms.problem import Problem
from pejling.terms.text import Text

AGES = ("16-24", "25-29", "30-39", "40-49", "50-59", "60-66")
NOT_LIVING_HERE = frozenset({"doed", "udvandret", "ukendt"})
ENOUGH = 0.9  # of the population aged 16-66 that a delivery has to hold
FEWEST_WITHOUT = 0.2  # of the weeks in a delivery that have to be without any benefit of the total


@dataclass(frozen=True, slots=True)
class Individual:
    """The municipality by the individual model; full-time persons, 95 per cent prediction interval."""

    area: str
    actual: float
    expected: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        return "over" if self.actual > self.high else "under" if self.actual < self.low else "within"


@dataclass(frozen=True, eq=False)
class Cells:
    """Person-weeks of C cells: of everybody, [C, areas], and of each group, [C, groups, areas].

    ``design`` [C, P]: ones, and a column a level of age, sex and origin but the first.
    """

    names: tuple[str, ...]
    design: Floats
    everybody: Floats
    on_benefit: Floats
    groups: tuple[str, ...]


def add_individual(question: Question, found: Sequence[Answer], progress: Progress) -> tuple[Individual, ...]:
    """The individual model of every area found that persons can tell.

    A Problem where there are no person data, where the delivery has no ages, or where it holds recipients
    only: the odds of being one cannot be told from those who are.
    """
    register = question.figures.register
    if register is None:
        raise Problem(
            da="der er ingen persondata, så der er ingen individmodel; den kommunale regression kræver "
            "dem ikke",
            en="there are no person data, so there is no individual model; the municipal regression needs "
            "none",
        )
    cells = _cells(register, question, progress)
    _check_everybody(register, question, cells)
    places = {area: at for at, area in enumerate(areas())}
    told = []
    for answer in found:
        wanted = PARTS if answer.area not in AREAS else (AREAS[answer.area],)
        if answer.model is None:
            continue
        actual = {row.municipality: row.actual for row in answer.model.rows}
        groups = [group for area in wanted for group in area.groups]
        told.append(_one(question, answer.area, groups, cells, actual, places))
    return tuple(told)


def _one(
    question: Question,
    area: str,
    groups: Sequence[str],
    cells: Cells,
    actual: dict[str, float],
    places: dict[str, int],
) -> Individual:
    country = places[COUNTRY]
    on = np.array([_released(question, cells, groups, at, country) for at in range(len(cells.names))])
    of = cells.everybody[:, country]
    weeks = float(question.period.weeks)
    rule = policy_for(audience(question.audience))
    few = 0 if rule.marks_only else rule.threshold
    kept = (of > 0) & np.isfinite(on) & (of >= (few - 0.5) * weeks)
    try:
        fit = fit_binomial(np.minimum(on, of)[kept] / weeks, of[kept] / weeks, cells.design[kept])
        share = predict(fit, cells.design[kept], of[kept] / weeks).share
    except ValueError as error:
        raise Problem(
            da=f"{area}: individmodellen kan ikke tilpasses personerne ({error})",
            en=f"{area}: the individual model cannot be fitted to the persons ({error})",
        ) from None
    codes = [code for code in actual if code in places]
    lives = cells.everybody[:, [places[code] for code in codes]] / weeks
    lives = gathered(lives, kept, few)[kept]
    size = lives.sum(axis=0)
    some = size > 0
    expected = share @ lives
    seen = np.array([actual[code] for code in codes])
    phi = dispersion_about(seen[some] / size[some], size[some], expected[some] / size[some])
    own = codes.index(question.municipality)
    p = expected[own] / size[own]
    spread = 1.96 * np.sqrt((1 + (size[own] - 1) * phi) / (size[own] * p * (1 - p)))
    logit = np.log(p / (1 - p))
    low, high = (float(size[own] / (1 + np.exp(-(logit + sign * spread)))) for sign in (-1, 1))
    return Individual(area, float(seen[own]), float(expected[own]), low, high)


def gathered(lives: Floats, kept: Flags, few: int) -> Floats:
    """Persons by cell and area, [C, A], with those of small cells moved to the nearest cell of their area.

    Small are cells that are not ``kept`` [C], and those of fewer than ``few`` persons (halves up). The
    nearest is by the order of cells, in which kinds that differ least are side by side: a cell kept and not
    small, else the kept one with the most persons. With ``few`` 0 (own staff) nothing is moved.
    """
    if not few or not kept.any():
        return lives
    found = lives.copy()
    at = np.arange(len(lives))
    for area in range(lives.shape[1]):
        own = lives[:, area]
        large = kept & (own >= few - 0.5)
        if not large.any():
            large = kept & (own == own[kept].max())
        for cell in np.flatnonzero((own > 0) & ~large):
            nearest = at[large][np.argmin(np.abs(at[large] - cell))]
            found[nearest, area] += own[cell]
            found[cell, area] = 0.0
    return found


def _cells(register: Register, question: Question, progress: Progress) -> Cells:
    """Everybody's weeks and those on each group, cell by cell; a pass over the persons each."""
    details = register.vintage.facts.details
    kinds = [[f"age:{band}" for band in AGES], ["sex:m", "sex:k"]]
    if details.get("origins"):
        kinds.append(["origin:dansk", "origin:indvandrer", "origin:efterkommer"])
    if not details.get("birthdays", True) or not details.get("sexes", True):
        raise Problem(
            da=f"{register.source} har ikke alder og køn, så der kan ikke laves en individmodel",
            en=f"{register.source} has not age and sex, so there can be no individual model",
        )
    names = ["+".join(each) for each in product(*kinds)]
    groups = tuple(group for area in AREAS.values() for group in area.groups)
    known = {one.target_group for one in register.workspace.settings.codes.benefits.values()}
    everybody = Group("alle", Text(da="Alle", en="Everybody"), of=tuple(sorted(known - NOT_LIVING_HERE)))
    shapes = (WeeksIn(), Of(WeeksIn(), everybody))
    of, on = [], []
    for step, name in enumerate(names):
        progress(step, len(names), name)
        (band,) = bands(name)
        counts, _ = register.counts(register.ask(shapes, groups, (question.period,), band), _silent)
        on.append(counts.cubes[shapes[0]][:, :, 0])
        of.append(counts.cubes[shapes[1]][0, :, 0])
    design = np.column_stack([np.ones(len(names)), *_levels(names, kinds)])
    return Cells(tuple(names), design, np.array(of, float), np.array(on, float), groups)


def _levels(names: Sequence[str], kinds: Sequence[Sequence[str]]) -> list[Floats]:
    return [
        np.array([float(level in name.split("+")) for name in names]) for kind in kinds for level in kind[1:]
    ]


def _released(question: Question, cells: Cells, groups: Sequence[str], cell: int, country: int) -> float:
    """The country's weeks in a cell as far as they may be shown; those hidden count as none."""
    rows = []
    for group in groups:
        weeks = int(cells.on_benefit[cell, cells.groups.index(group), country])
        rows.append(
            Observation(
                COUNT,
                group,
                COUNTRY,
                str(question.period),
                cells.names[cell],
                value=weeks / question.period.weeks,
                numerator=weeks,
                denominator=question.period.weeks,
            )
        )
    shown = protect(table_of(rows), question.audience, linked=False).table  # none of them is told
    return float(pc.sum(shown["numerator"]).as_py() or 0)


def _check_everybody(register: Register, question: Question, cells: Cells) -> None:
    """A Problem where the delivery holds recipients only."""
    country = list(areas()).index(COUNTRY)
    weeks = float(cells.everybody[:, country].sum())
    on = float(cells.on_benefit[:, :, country].sum())
    given = Backgrounds.from_table(question.figures.published).value(
        name_of(population_16_66), COUNTRY, question.period
    )
    held = weeks / question.period.weeks / given[0] if given and given[0] else None
    if weeks and on <= (1 - FEWEST_WITHOUT) * weeks and (held is None or held >= ENOUGH):
        return
    part = "" if held is None else f" ({100 * held:.0f} pct.)"
    raise Problem(
        da=f"{register.source} rummer ikke hele befolkningen på 16-66 år{part}, mest modtagere: en "
        "individmodel "
        "kan ikke fortælle, hvem der bliver modtager, af dem, der er det. Brug den kommunale regression",
        en=f"{register.source} does not hold the whole population aged 16-66{part}, mostly recipients: an "
        "individual model cannot tell who becomes a recipient from those who are. Use the municipal "
        "regression",
    )


def _silent(done: int, total: int, what: str) -> None:
    """Progress within a cell, which nobody is told of."""
