"""What a statistician would ask of the regression behind an expected level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pejling.comparison.expected import Modelled
from pejling.stats.regression import alike_within, explained, variance_inflation
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text

MOST_INFLUENCE = 5  # municipalities named
QUANTILES = (0, 5, 25, 50, 75, 95, 100)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One number about a model: ``statistic`` of ``subject`` (a figure, a municipality code, or "")."""

    statistic: str
    subject: str
    value: float
    meaning: Text


def diagnostics(model: Modelled) -> Iterator[Diagnostic]:
    """Fit and its out-of-sample worth, coefficients, collinearity, dispersion, residuals, influence.

    Shares of variation are in per cent; coefficients are changes of the logit for one standard deviation of
    the figure. Sources: ``stats.regression``, ``stats.cross_validation``.
    """
    fit, score = model.fit, model.score
    yield from _worth(model)
    yield Diagnostic("municipalities", "", fit.share.size, _MEANING["municipalities"])
    figures = [model.conditions.figures[at] for at in model.chosen.columns]
    errors = np.sqrt(np.diag(fit.covariance))
    columns = model.conditions.values[:, model.chosen.columns]
    for at, figure in enumerate(figures, start=1):
        yield Diagnostic("coefficient", figure, float(fit.coefficients[at]), _MEANING["coefficient"])
        yield Diagnostic("standard_error", figure, float(errors[at]), _MEANING["standard_error"])
    for figure, factor in zip(figures, variance_inflation(columns), strict=True):
        yield Diagnostic("variance_inflation", figure, float(factor), _MEANING["variance_inflation"])
    tried = sum(score.chosen)
    for place, times in enumerate(score.chosen):
        if times:
            name = _name(model, place)
            yield Diagnostic("chosen_pct", name, 100 * times / tried, _MEANING["chosen_pct"])
    yield Diagnostic("dispersion", "", fit.dispersion, _MEANING["dispersion"])
    yield Diagnostic("binomial_ratio", "", _binomial_ratio(model), _MEANING["binomial_ratio"])
    inside = [row.verdict == "within" for row in model.rows]
    yield Diagnostic("inside_interval_pct", "", 100 * float(np.mean(inside)), _MEANING["inside_interval_pct"])
    for percent in QUANTILES:
        value = float(np.percentile(fit.standardised, percent))
        yield Diagnostic("residual_quantile", f"{percent}", value, _MEANING["residual_quantile"])
    regions = [municipalities()[int(code)].region for code in model.conditions.areas]
    if any(regions.count(one) > 1 for one in regions):
        moran, chance = alike_within(fit.standardised, regions)
        yield Diagnostic("moran_region", "", moran, _MEANING["moran_region"])
        yield Diagnostic("moran_region_p", "", chance, _MEANING["moran_region_p"])
    for row in sorted(model.rows, key=lambda row: -row.influence)[:MOST_INFLUENCE]:
        yield Diagnostic("cooks_distance", row.municipality, row.influence, _MEANING["cooks_distance"])
        moved = 100 * (row.expected / row.with_itself - 1)
        yield Diagnostic("own_pull_pct", row.municipality, moved, _MEANING["own_pull_pct"])


def _worth(model: Modelled) -> Iterator[Diagnostic]:
    score, fit = model.score, model.fit
    for name, value in (
        ("explained_nested_pct", score.mean),
        ("explained_nested_lowest_pct", float(score.explained.min())),
        ("explained_nested_highest_pct", float(score.explained.max())),
        ("explained_left_out_pct", explained(fit.share, model.alone)),
        ("explained_in_sample_pct", explained(fit.share, fit.fitted)),
    ):
        yield Diagnostic(name, "", 100 * value, _MEANING[name])


def _binomial_ratio(model: Modelled) -> float:
    """Pearson's chi-squared over its degrees of freedom, had shares only varied as the binomial."""
    fit = model.fit
    plain = (fit.of * (fit.share - fit.fitted) ** 2 / (fit.fitted * (1 - fit.fitted))).sum()
    return float(plain / fit.freedom)


def _name(model: Modelled, place: int) -> str:
    one, figures = model.candidates[place], model.conditions.figures
    without = [figure for at, figure in enumerate(figures) if at not in one.columns]
    if without:
        return f"without {without[0]}"
    return f"all, penalty {one.penalty:g}" if one.penalty else "all"


_MEANING = {
    "explained_nested_pct": Text(
        da="forklaret variation uden for det, modellen har set: indlejret krydsvalidering, gennemsnit",
        en="variation explained out of sample: nested cross-validation, mean",
    ),
    "explained_nested_lowest_pct": Text(
        da="det samme i den dårligste inddeling", en="the same in the worst partition"
    ),
    "explained_nested_highest_pct": Text(
        da="det samme i den bedste inddeling", en="the same in the best partition"
    ),
    "explained_left_out_pct": Text(
        da="det samme, når hver kommune fortælles af alle de andre (den valgte model)",
        en="the same where each municipality is told by all others (the chosen model)",
    ),
    "explained_in_sample_pct": Text(
        da="forklaret variation i det, modellen er tilpasset til: altid for pænt",
        en="variation explained of what the model was fitted to: always flattering",
    ),
    "municipalities": Text(da="kommuner i modellen", en="municipalities in the model"),
    "coefficient": Text(
        da="ændring i logit for en standardafvigelse mere",
        en="change of the logit for one standard deviation more",
    ),
    "standard_error": Text(da="koefficientens standardfejl", en="standard error of the coefficient"),
    "variance_inflation": Text(
        da="variansinflation; over 10: kan ikke skilles fra de andre",
        en="variance inflation; over 10: cannot be told from the others",
    ),
    "chosen_pct": Text(
        da="hvor ofte denne model blev valgt i krydsvalideringen, pct.",
        en="how often this model was chosen in cross-validation, per cent",
    ),
    "dispersion": Text(
        da="phi: hvor meget kommuner varierer ud over binomialfordelingen",
        en="phi: how much municipalities vary beyond the binomial",
    ),
    "binomial_ratio": Text(
        da="chi-kvadrat pr. frihedsgrad uden phi; langt over 1: den ene kommune er ikke som den anden",
        en="chi-squared per degree of freedom without phi; far above 1: municipalities are not alike",
    ),
    "inside_interval_pct": Text(
        da="kommuner inden for deres 95 pct.-interval", en="municipalities inside their 95 per cent interval"
    ),
    "residual_quantile": Text(
        da="fraktil af standardiserede residualer (normalt: 5 pct. ved -1,6, 95 pct. ved 1,6)",
        en="quantile of standardised residuals (normally: 5 per cent at -1.6, 95 per cent at 1.6)",
    ),
    "moran_region": Text(
        da="Morans I: ligner residualer hinanden inden for en region? 0: nej",
        en="Moran's I: are residuals alike within a region? 0: no",
    ),
    "moran_region_p": Text(da="dets p-værdi ved ombytning", en="its p-value by permutation"),
    "cooks_distance": Text(
        da="Cooks afstand: hvor meget kommunen flytter modellen; over 1 er meget",
        en="Cook's distance: how far the municipality moves the model; over 1 is much",
    ),
    "own_pull_pct": Text(
        da="forventet uden kommunen selv mod med den, pct.",
        en="expected without the municipality against with it, per cent",
    ),
}
