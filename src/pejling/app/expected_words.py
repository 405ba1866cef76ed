"""What a reader must know of expected levels: method, worth, what is left out, and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from pejling.app.expected import Answer, Question
from pejling.comparison.expected import Modelled
from pejling.comparison.expected_diagnostics import inflated
from pejling.indicators import registry
from pejling.report.naming import group_label
from pejling.stats.cross_validation import FOLDS
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.text import Language, Text

_MOST_NAMED = 8
COLLINEAR = 10  # variance inflation over it: the usual rule
LITTLE = 0.2  # of the variation: under it the model says little more than the mean does


def notes(question: Question, found: Iterable[Answer]) -> Iterator[Text]:
    """Notes on every area, then those on all of them."""
    given: Modelled | None = None
    for answer in found:
        if answer.why_none:
            why = answer.why_none
            yield Text(da=f"{answer.label.da}: {why.da}.", en=f"{answer.label.en}: {why.en}.")
        if answer.model:
            given = answer.model
            yield from _of_model(answer, answer.model)
    if given is None:
        return
    figures = given.conditions.figures
    dated = [
        Text(da=f"{_label(figure).da} {when}", en=f"{_label(figure).en} {when}")
        for figure, dates in zip(figures, given.conditions.dated, strict=True)
        for when in (dates[0] if len(dates) == 1 else f"{dates[0]}-{dates[-1]}",)
    ]
    told_da, told_en = "; ".join(one.da for one in dated), "; ".join(one.en for one in dated)
    yield Text(
        da=f"Baggrundstal: {told_da}. Andele er af {given.base.value.da}. Intervallet er et 95 pct. "
        "prædiktionsinterval med overspredning; rang 1 er lavest mod det forventede.",
        en=f"Background figures: {told_en}. Shares are of {given.base.value.en}. The interval is a 95 "
        "per cent prediction interval with over-dispersion; rank 1 is lowest against the expected.",
    )
    yield Text(
        da="Modellen siger, hvad der er sædvanligt for kommuner med sådanne vilkår; afvigelsen er ikke et "
        "mål for "
        "indsatsen: den rummer også alt, som baggrundstallene ikke fanger. Se førtidspension ved siden af.",
        en="The model says what is usual for municipalities with such conditions; the difference does not "
        "measure the effort: it also holds all that background figures do not catch. See disability pension "
        "beside it.",
    )
    for caution in question.notes:
        yield Text(da=f"Forbehold: {caution.da}.", en=f"Caution: {caution.en}.")


def of_individual() -> Text:
    """What the individual model is."""
    return Text(
        da="Individmodellen: hvad hele landets personer af samme alder, køn og herkomst er på, lagt "
        "sammen over "
        "dem, der bor i kommunen. Den ved ikke andet om dem, og kommunen selv er med i landets tal. Uden for "
        "huset er slags med få personer lagt til den nærmeste med flere.",
        en="The individual model: what persons of the same age, sex and origin are on in the whole "
        "country, added "
        "over those who live in the municipality. It knows nothing else of them, and the municipality itself "
        "is part of the country's figures. Outside the house kinds of few persons are joined to the nearest "
        "kind with more.",
    )


def _of_model(answer: Answer, model: Modelled) -> Iterator[Text]:
    def worth(lang: Language) -> str:
        parts = (model.score.mean, float(model.score.explained.min()), float(model.score.explained.max()))
        mean, low, high = (written(round_half_up(Fraction(100 * one), 0), lang) for one in parts)
        return f"{mean} pct. ({low}-{high})" if lang == "da" else f"{mean} pct. ({low} to {high})"

    count, parted = len(model.rows), model.score.explained.size
    yield Text(
        da=f"{answer.label.da}: baggrundstallene alene forklarer {worth('da')} af variationen mellem "
        f"{count} kommuner, "
        f"målt uden for det, modellen har set (indlejret krydsvalidering i {FOLDS} dele, {parted} "
        f"inddelinger, frø {model.seed}).",
        en=f"{answer.label.en}: background figures alone explain {worth('en')} of the variation between "
        f"{count} "
        f"municipalities out of sample (nested cross-validation in {FOLDS} folds, {parted} partitions, seed "
        f"{model.seed}).",
    )
    if model.score.mean < LITTLE:
        yield Text(
            da=f"{answer.label.da}: det er for lidt til at vente noget bestemt; brug ikke afvigelsen.",
            en=f"{answer.label.en}: that is too little to expect anything by; do not use the difference.",
        )
    if alike := {name: one for name, one in inflated(model).items() if one > COLLINEAR}:
        da, en = _factors(alike, "da"), _factors(alike, "en")
        yield Text(
            da=f"{answer.label.da}: variansinflationen er over {COLLINEAR} for {da}; baggrundstallene følges "
            "så tæt ad, at deres koefficienter ikke kan skilles fra hinanden. Det forventede bliver ikke "
            "skævt af det.",
            en=f"{answer.label.en}: the variance inflation is over {COLLINEAR} for {en}; the figures go so "
            "closely together that their coefficients cannot be told apart. What is expected is not biased "
            "by it.",
        )
    actual = model.actual
    lacking = [group for group in actual.lacking if group not in actual.within]
    if lacking or actual.within:
        da, en = (_made_of(actual.groups, actual.within, lacking, lang) for lang in ("da", "en"))
        yield Text(
            da=f"{answer.label.da} består her af {da}.", en=f"{answer.label.en} here consists of {en}."
        )
    filled = sorted(model.actual.filled.intersection(model.conditions.areas))
    if filled:
        yield Text(
            da=f"Skjulte grupper regnes med midten af det, de kan være, i {len(filled)} kommuner.",
            en=f"Hidden groups count with the middle of what they can be, in {len(filled)} municipalities.",
        )
    if model.left_out:
        yield Text(
            da=f"Ikke med: {_named(model.left_out, 'da')}.", en=f"Left out: {_named(model.left_out, 'en')}."
        )


def _made_of(groups: Sequence[str], within: Sequence[str], lacking: Sequence[str], lang: Language) -> str:
    """What an area is the sum of, what its source counts in the first, and what nobody has figures of."""
    made, inside, without = (
        ", ".join(_group(one, lang) for one in given) for given in (groups, within, lacking)
    )
    counted = Text(
        da=f"; {inside} indgår i den første, som kilden opgør efter reformen",
        en=f"; the first holds {inside} too, which its source counts as after the reform",
    )
    unknown = Text(da=f"; der er ingen tal for {without}", en=f"; there are no figures of {without}")
    return made + (counted(lang) if within else "") + (unknown(lang) if lacking else "")


def _group(group: str, lang: Language) -> str:
    """A group's name inside a sentence."""
    name = group_label(group, lang)
    return name[:1].lower() + name[1:]


def _label(figure: str) -> Text:
    return registry.declared(figure).label


def _factors(alike: Mapping[str, float], lang: Language) -> str:
    """Figures with their variance inflation."""
    return ", ".join(
        f"{_label(name)(lang)} ({written(round_half_up(Fraction(one), 0), lang)})"
        for name, one in alike.items()
    )


def _named(left_out: Mapping[str, Text], lang: Language) -> str:
    by_reason: dict[str, list[str]] = {}
    for code, why in left_out.items():
        by_reason.setdefault(why(lang), []).append(area_label(code, lang))
    return "; ".join(f"{_some(names, lang)} ({why})" for why, names in by_reason.items())


def _some(names: Sequence[str], lang: Language) -> str:
    more = len(names) - _MOST_NAMED
    told = ", ".join(names[:_MOST_NAMED])
    rest = f" og {more} andre" if lang == "da" else f" and {more} others"
    return told + (rest if more > 0 else "")
