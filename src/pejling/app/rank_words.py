"""A ranking in words: the municipality's own line, how it was made, and what is left out."""

from __future__ import annotations

from fractions import Fraction

from pejling.app.rank import Answer
from pejling.comparison.chances import Model
from pejling.comparison.denominators import is_count
from pejling.comparison.ranking import Ranked
from pejling.indicators.indicator import Better
from pejling.indicators.registry import declared
from pejling.report.naming import cluster_label, group_label, listed, period_name
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.observation import Mark
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

_NAMED = 5  # municipalities that a note names before it counts the rest

_METHODS = {
    Model.SHARE: Text(
        da="Kommunernes andele er trukket mod hinanden med en beta-binomial model (fordelingen mellem "
        "kommuner ved størst marginal sandsynlighed)",
        en="The municipalities' shares are drawn towards each other by a beta-binomial model (the "
        "distribution between municipalities by greatest marginal likelihood)",
    ),
    Model.RATE: Text(
        da="Kommunernes tal er trukket mod hinanden med en gamma-Poisson model (fordelingen mellem "
        "kommuner ved størst marginal sandsynlighed)",
        en="The municipalities' figures are drawn towards each other by a gamma-Poisson model (the "
        "distribution between municipalities by greatest marginal likelihood)",
    ),
    Model.NORMAL: Text(
        da="Kommunernes tal er trukket mod hinanden med en normalfordelingsmodel (spredningen mellem "
        "kommuner efter Paule og Mandel)",
        en="The municipalities' figures are drawn towards each other by a normal model (the spread between "
        "municipalities by Paule and Mandel)",
    ),
}
_DRAWN = Text(
    da=", og rangen er talt op i 10.000 lodtrækninger med fast frø. Intervaller er 95 pct.",
    en=", and ranks are counted over 10,000 draws with a fixed seed. Intervals are 95 per cent.",
)
_ONE_DRAW = Text(
    da="Tallene er alle personer; usikkerheden læser dem som ét udfald af, hvad der kunne være sket. low og "
    "high er tallets eget interval, ikke korrigeret for, at mange ses på én gang.",
    en="The figures are of all persons; the uncertainty reads them as one draw of what could have "
    "happened. low and high are the figure's own interval, unadjusted for looking at many at once.",
)
_PUBLISHED = Text(
    da="Tilfældet i offentliggjorte tal er regnet som Poisson på fuldtidspersoner eller binomialt på "
    "personer, med afrundingen lagt til: en øvre grænse, da ingen vejer over 1. En rang kan være sikrere "
    "end vist.",
    en="Chance in published figures is taken as Poisson on full-time persons, or binomial on persons, with "
    "the rounding added: an upper bound, since nobody weighs over 1. A rank may be surer than shown.",
)
_PERSONS = Text(
    da="Tilfældet i egne tal er regnet pr. person, alle personens uger og forløb under ét, hvor der er "
    "mindst 20 personer; ellers som i offentliggjorte tal.",
    en="Chance in our own counts goes by person, all of a person's weeks and spells together, where there "
    "are at least 20 persons; else as in published figures.",
)
_SIZE = Text(
    da="Det er et antal: rangen følger mest, hvor stor kommunen er. En andel siger mere.",
    en="It is a count: the rank mostly follows how large the municipality is. A share says more.",
)
_NO_SPREAD = Text(
    da="Kommunerne er ikke mere forskellige, end tilfældet alene ville gøre dem: rangen er lodtrækning.",
    en="The municipalities differ no more than chance alone would make them: the rank is a lottery.",
)
_MARKS = {
    Mark.PROVISIONAL: Text(da="Tallene er foreløbige.", en="The figures are provisional."),
    Mark.UNDER_REPORTED: Text(da="Tallene er underindberettet.", en="The figures are under-reported."),
    Mark.SYNTHETIC: Text(da="Syntetiske data: ingen virkelige personer.", en="Synthetic data: nobody real."),
}


def own_line(answer: Answer, lang: Language) -> str:
    """Where the municipality lies, with how sure that is; what there is no rank of where it has none."""
    own = answer.ranking.of(answer.own)
    name = area_label(answer.own, lang)
    if own is None:
        return Text(da=f"{name} er ikke rangordnet.", en=f"{name} is not ranked.")(lang)
    count = len(answer.ranking.ranked)
    value = _number(own.value, own.decimals, lang)
    limits = "–".join(_number(Fraction(limit), own.decimals, lang) for limit in (own.low, own.high))
    expected = _number(Fraction(own.expected), 1, lang)
    ranks = f"{own.rank_low}–{own.rank_high}"
    said = Text(
        da=f"{name}: {value} ({limits}). Rang {ranks} af {count}, forventet {expected}.",
        en=f"{name}: {value} ({limits}). Rank {ranks} of {count}, expected {expected}.",
    )(lang)
    return f"{said} {_quarters(own, answer.ranking.quarter, lang)}".strip()


def _quarters(own: Ranked, quarter: int, lang: Language) -> str:
    if own.best is None or own.worst is None:
        return ""
    (best, fine), (worst, poor) = ((_chance(p, "da"), _chance(p, "en")) for p in (own.best, own.worst))
    return Text(
        da=f"Med {best} sandsynlighed er den blandt de {quarter} bedste, med {worst} blandt de {quarter} "
        "dårligste.",
        en=f"It is among the {quarter} best with a probability of {fine}, among the {quarter} worst of "
        f"{poor}.",
    )(lang)


def _chance(p: float, lang: Language) -> str:
    unit = Text(da="pct.", en="per cent")(lang)
    if p < 0.01 or p > 0.99:
        return f"under 1 {unit}" if p < 0.5 else f"over 99 {unit}"  # the same words in both languages
    return f"{round(100 * p)} {unit}"


def title(answer: Answer, lang: Language) -> str:
    """What is ranked."""
    return declared(answer.ranking.indicator).label(lang)


def heading(answer: Answer, lang: Language) -> str:
    """For whom, when and among whom."""
    ranking = answer.ranking
    cluster = f" ({cluster_label(answer.cluster, answer.cluster_label, lang)})" if answer.cluster else ""
    count = len(ranking.ranked)
    among = Text(da=f"{count} kommuner{cluster}", en=f"{count} municipalities{cluster}")
    group = group_label(ranking.group, lang) if ranking.group else ""
    return ", ".join(filter(None, (group, period_name(Period.parse(ranking.period), lang), among(lang))))


def notes(answer: Answer, lang: Language) -> list[str]:
    """What a reader must know, the source last."""
    ranking = answer.ranking
    said = [
        _first(answer),
        Text(da=_METHODS[ranking.model].da + _DRAWN.da, en=_METHODS[ranking.model].en + _DRAWN.en),
    ]
    said.append(_ONE_DRAW)
    published = [one.published for one in ranking.ranked]
    said += [_PUBLISHED] * any(published) + [_PERSONS] * (not all(published))
    if ranking.spread == 0:
        said.append(_NO_SPREAD)
    if is_count(ranking.indicator):
        said.append(_SIZE)
    said += [text for mark, text in _MARKS.items() if mark in ranking.marks]
    said += _left_out(answer, lang)
    if answer.override:
        said.append(answer.override.reason)
    sources = ", ".join(answer.sources) or "?"
    vintages = ", ".join(answer.vintages) or "?"
    said.append(
        Text(da=f"Kilde: {sources}; vintage {vintages}.", en=f"Source: {sources}; vintage {vintages}.")
    )
    return [text(lang) for text in said]


def _first(answer: Answer) -> Text:
    match answer.ranking.better:
        case Better.LOWER:
            return Text(da="Rang 1 er det laveste, som er bedst.", en="Rank 1 is the lowest, which is best.")
        case Better.HIGHER:
            return Text(da="Rang 1 er det højeste, som er bedst.", en="Rank 1 is the highest, which is best.")
        case Better.NEITHER:
            return Text(
                da="Rang 1 er det højeste; hverken højt eller lavt er bedst.",
                en="Rank 1 is the highest; neither high nor low is best.",
            )


def _left_out(answer: Answer, lang: Language) -> list[Text]:
    ranking = answer.ranking
    why = (
        (
            ranking.hidden,
            Text(da="skjult af hensyn til fortrolighed", en="hidden to protect individuals"),
        ),
        (ranking.without, Text(da="uden tal", en="without a figure")),
        *(
            (tuple(area for area, why in ranking.untold if why == reason), reason)
            for reason in dict.fromkeys(why for _, why in ranking.untold)
        ),
    )
    found = []
    for areas, reason in why:
        if not areas:
            continue
        names = [area_label(area, lang) for area in areas[:_NAMED]]
        more = len(areas) - _NAMED
        if more > 0:
            names.append(Text(da=f"{more} andre", en=f"{more} others")(lang))
        told = listed(names, lang)
        found.append(Text(da=f"Udeladt ({reason.da}): {told}.", en=f"Left out, {reason.en}: {told}."))
    return found


def _number(value: Fraction, decimals: int, lang: Language) -> str:
    return written(round_half_up(value, decimals), lang)
