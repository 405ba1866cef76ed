"""What a statistician would ask of the regression behind an expected level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pejling.comparison.expected import Modelled
from pejling.stats.cross_validation import FOLDS, INNER, standardised
from pejling.stats.regression import alike_within, explained, variance_inflation
from pejling.terms.municipality import municipalities
from pejling.terms.text import Text

MOST_INFLUENCE = 5  # municipalities named
FIFTHS = 5
QUANTILES = (0, 5, 25, 50, 75, 95, 100)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One number about a model: ``statistic`` of ``subject`` (a figure, a municipality code, or "")."""

    statistic: str
    subject: str
    value: float
    meaning: Text

    @property
    def decimals(self) -> int:
        """How many it is worth to print."""
        return _DECIMALS.get(self.statistic, 1)


def diagnostics(model: Modelled) -> Iterator[Diagnostic]:
    """Worth out of sample, coefficients, collinearity, dispersion, residuals, calibration, influence.

    Shares of variation are in per cent; coefficients are changes of the logit for one standard deviation of
    the figure. Sources: ``stats.regression``, ``stats.cross_validation``.
    """
    fit, score = model.fit, model.score
    yield from _worth(model)
    yield Diagnostic("municipalities", "", fit.share.size, _MEANING["municipalities"])
    for name, number in (
        *(("folds", FOLDS), ("inner_folds", INNER)),
        *(("partitions", score.explained.size), ("seed", model.seed)),
    ):
        yield Diagnostic(name, "", number, _MEANING[name])
    figures = [model.conditions.figures[at] for at in model.chosen.columns]
    errors = np.sqrt(np.diag(fit.covariance))
    columns = model.conditions.values[:, model.chosen.columns]
    for at, figure in enumerate(figures, start=1):
        yield Diagnostic("coefficient", figure, float(fit.coefficients[at]), _MEANING["coefficient"])
        yield Diagnostic("standard_error", figure, float(errors[at]), _MEANING["standard_error"])
    for figure, factor in inflated(model).items():
        yield Diagnostic("variance_inflation", figure, factor, _MEANING["variance_inflation"])
    condition = float(np.linalg.cond(standardised(columns, columns)))
    yield Diagnostic("condition_number", "", condition, _MEANING["condition_number"])
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
    yield from _calibration(model)
    regions = [municipalities()[int(code)].region for code in model.conditions.areas]
    if any(regions.count(one) > 1 for one in regions):
        moran, chance = alike_within(fit.standardised, regions)
        yield Diagnostic("moran_region", "", moran, _MEANING["moran_region"])
        yield Diagnostic("moran_region_p", "", chance, _MEANING["moran_region_p"])
    for row in sorted(model.rows, key=lambda row: -row.influence)[:MOST_INFLUENCE]:
        at = model.conditions.row(row.municipality)
        yield Diagnostic("cooks_distance", row.municipality, row.influence, _MEANING["cooks_distance"])
        yield Diagnostic("leverage", row.municipality, float(fit.leverage[at]), _MEANING["leverage"])
        residual = float(fit.standardised[at])
        yield Diagnostic("residual", row.municipality, residual, _MEANING["residual"])
        moved = 100 * (row.expected / row.with_itself - 1)
        yield Diagnostic("own_pull_pct", row.municipality, moved, _MEANING["own_pull_pct"])


def inflated(model: Modelled) -> dict[str, float]:
    """The variance inflation of each figure of the model, by name; 1 for one that is alone."""
    figures = [model.conditions.figures[at] for at in model.chosen.columns]
    found = variance_inflation(model.conditions.values[:, model.chosen.columns])
    return dict(zip(figures, map(float, found), strict=True))


def _calibration(model: Modelled) -> Iterator[Diagnostic]:
    """Whether what is expected of municipalities left out is what is seen: over all, along a line, by fifths.

    The slope is of the observed logit on the expected one, by least squares; 1 is right, under 1 says that
    expectations lie too far apart. Source: Cox (1958), Biometrika 45:562-565.
    """
    seen, told, of = model.fit.share, model.alone, model.fit.of
    along = np.log(told / (1 - told))
    slope, _ = np.polyfit(along, np.log(seen / (1 - seen)), 1)
    yield Diagnostic("calibration_slope", "", float(slope), _MEANING["calibration_slope"])
    off = np.abs(seen / told - 1)
    yield Diagnostic("error_pct", "", 100 * float(np.median(off)), _MEANING["error_pct"])
    for number, places in enumerate(np.array_split(np.argsort(told, kind="stable"), FIFTHS), start=1):
        ratio = float((seen * of)[places].sum() / (told * of)[places].sum())
        yield Diagnostic("calibration_pct", f"{number}", 100 * (ratio - 1), _MEANING["calibration_pct"])
    for number, places in enumerate(np.array_split(np.argsort(of, kind="stable"), FIFTHS), start=1):
        spread = float(np.sqrt((model.fit.standardised[places] ** 2).mean()))
        yield Diagnostic("residual_spread", f"{number}", spread, _MEANING["residual_spread"])


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


_DECIMALS = {
    **dict.fromkeys(("municipalities", "folds", "inner_folds", "partitions", "seed"), 0),
    **dict.fromkeys(("residual_quantile", "calibration_slope", "residual", "residual_spread"), 2),
    **dict.fromkeys(("coefficient", "standard_error", "moran_region", "moran_region_p"), 3),
    **dict.fromkeys(("cooks_distance", "leverage"), 3),
    "dispersion": 5,
}
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
    "folds": Text(da="dele (fold) i krydsvalideringen", en="folds of the cross-validation"),
    "inner_folds": Text(
        da="dele inden for hver, hvor modellen vælges", en="folds inside each, where the model is chosen"
    ),
    "partitions": Text(
        da="gange, kommunerne er delt på ny", en="times that municipalities are parted into folds anew"
    ),
    "seed": Text(da="inddelingernes frø (--seed)", en="seed of the partitions (--seed)"),
    "coefficient": Text(
        da="ændring i logit for en standardafvigelse mere",
        en="change of the logit for one standard deviation more",
    ),
    "standard_error": Text(da="koefficientens standardfejl", en="standard error of the coefficient"),
    "variance_inflation": Text(
        da="variansinflation; over 10: kan ikke skilles fra de andre",
        en="variance inflation; over 10: cannot be told from the others",
    ),
    "condition_number": Text(
        da="konditionstal for de standardiserede tal; over 30: de følges ad",
        en="condition number of the standardised figures; over 30: they go together",
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
    "calibration_slope": Text(
        da="hældning af det faktiske mod det, de andre kommuner lader vente (logit); 1 er ret",
        en="slope of the actual against what the others lead to expect (logit); 1 is right",
    ),
    "error_pct": Text(
        da="median af afvigelsen fra det, de andre lader vente, pct. af det",
        en="median of how far off what the others lead to expect is, per cent of it",
    ),
    "calibration_pct": Text(
        da="faktisk mod forventet i femtedelen (1: lavest forventet), pct.",
        en="actual against expected in the fifth (1: lowest expected), per cent",
    ),
    "residual_spread": Text(
        da="residualernes spredning i femtedelen (1: mindste arbejdsstyrke); 1 er ret",
        en="spread of residuals in the fifth (1: smallest labour force); 1 is right",
    ),
    "leverage": Text(
        da="løftestang: hvor usædvanlige kommunens tal er; over 3 gange gennemsnittet er meget",
        en="leverage: how unusual the municipality's figures are; over 3 times the mean is much",
    ),
    "residual": Text(da="kommunens standardiserede residual", en="the municipality's standardised residual"),
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
