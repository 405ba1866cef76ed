"""A series and its test in words: what moved, how sure that is, and what it does not show."""

from __future__ import annotations

from fractions import Fraction

from pejling.app.trend import Answer
from pejling.comparison.moved import Mix, Moved, Placebos, Step
from pejling.indicators.indicator import Unit
from pejling.indicators.registry import declared
from pejling.report.naming import cluster_label, day_name, group_label, listed, period_name, unit_name
from pejling.terms.amount import round_half_up, written
from pejling.terms.event import Event, EventKind
from pejling.terms.municipality import area_label
from pejling.terms.observation import Mark
from pejling.terms.text import Language, Text

_NAMED = 4  # municipalities of a mix that are named

_HIGHER, _LOWER = Text(da="højere", en="higher"), Text(da="lavere", en="lower")
_CAUSES = Text(
    da="Testen viser, om serien flyttede sig på det tidspunkt, ikke hvorfor: andet kan være sket samtidig, "
    "og en virkning kan komme før eller senere.",
    en="The test shows whether the series moved at that time, not why: something else may have happened at "
    "the same time, and an effect may come before or later.",
)
_ALONE = Text(
    da="Uden en klynge kan en bevægelse, som alle kommuner havde, ikke skilles fra kommunens egen.",
    en="Without a cluster a movement that all municipalities had cannot be told from the municipality's own.",
)
_METHOD = Text(
    da="Spring: regression med sæson, lige udvikling, databrud og fejl, der hænger ved fra periode til "
    "periode (AR(1), restricted maximum likelihood). Intervaller er 95 pct. Foreløbige perioder er ikke med.",
    en="Step: a regression with season, straight trend, series breaks, and errors that last from period to "
    "period (AR(1), restricted maximum likelihood). Intervals are 95 per cent. Provisional periods are "
    "left out.",
)
_ADJUSTED = Text(
    da="Sæsonkorrigeret med STL hver for sig mellem databrud; officielle korrigerede tal (X-13) kan afvige.",
    en="Seasonally adjusted by STL, separately between series breaks; official adjusted figures (X-13) may "
    "differ.",
)
_SHORT = Text(
    da="Ikke alt er sæsonkorrigeret: hvert stykke mellem databrud skal have tre hele år uden huller.",
    en="Not all is seasonally adjusted: each stretch between series breaks needs three whole years without "
    "gaps.",
)
_NO_SEASON = Text(
    da="Perioderne har ingen sæson at korrigere for.", en="The periods have no season to adjust for."
)
_MARKS = {
    Mark.PROVISIONAL: Text(
        da="De nyeste tal er foreløbige og plejer at stige.",
        en="The newest figures are provisional and tend to rise.",
    ),
    Mark.UNDER_REPORTED: Text(
        da="En del af perioderne er underindberettet.", en="Some of the periods are under-reported."
    ),
    Mark.SYNTHETIC: Text(da="Syntetiske data: ingen virkelige personer.", en="Synthetic data: nobody real."),
}


def title(answer: Answer, lang: Language) -> str:
    """What is followed."""
    return declared(answer.trend.indicator).label(lang)


def heading(answer: Answer, lang: Language) -> str:
    """For whom, where and when."""
    found = answer.trend
    first, last = (period_name(found.periods[at], lang) for at in (0, -1))
    group = group_label(found.group, lang) if found.group else ""
    return ", ".join(filter(None, (group, own_label(answer, lang), f"{first} – {last}")))


def own_label(answer: Answer, lang: Language) -> str:
    """What the area is called."""
    return area_label(answer.trend.area, lang)


def cluster_name(answer: Answer, lang: Language) -> str:
    """What the cluster is called; "" without one."""
    name = answer.trend.cluster_name
    return cluster_label(name, answer.cluster_label, lang) if name else ""


def tested_lines(answer: Answer, lang: Language) -> list[str]:
    """Whether the series moved, in words; nothing where that was not asked."""
    one = answer.moved
    if one is None:
        return []
    lines = [_opening(answer, one)]
    unit = _unit(answer)
    lines.append(_alone(one.alone, unit) if one.alone else _TOO_SHORT)
    if answer.trend.cluster_name:
        lines.append(_against(answer, one.against, unit) if one.against else _NO_CLUSTER)
        lines.append(_mixed(one.mix, unit) if one.mix else _no_mix(answer))
        lines += [_POOR_FIT] if one.mix and one.mix.fit >= abs(one.mix.effect) else []
    lines.append(_verdict(one))
    lines.append(_CAUSES)
    if not answer.trend.cluster_name:
        lines.append(_ALONE)
    return [text(lang) for text in lines]


def event_line(event: Event, lang: Language) -> str:
    """An event with its day or days."""
    until = f" – {day_name(event.until, lang)}" if event.until else ""
    return f"{day_name(event.first, lang)}{until}: {event.label(lang)} ({event.kind.label(lang)})"


def notes(answer: Answer, lang: Language) -> list[str]:
    """What a reader must know, the source last."""
    said = []
    if answer.moved:
        said.append(_METHOD)
    season = answer.own_season
    if season is not None:
        said += [_ADJUSTED] if season.any else []
        said += [] if all(one.adjusted for one in season.stretches) else [_SHORT]
    said += [text for mark, text in _MARKS.items() if mark in answer.marks]
    said += [_broken(answer)] if answer.trend.broken else []
    said += _reasons(answer)
    sources = ", ".join(answer.sources) or "?"
    vintages = ", ".join(answer.vintages) or "?"
    said.append(
        Text(da=f"Kilde: {sources}; vintage {vintages}.", en=f"Source: {sources}; vintage {vintages}.")
    )
    return [text(lang) for text in said]


def without_season(lang: Language) -> str:
    """That years and spans have no season."""
    return _NO_SEASON(lang)


_TOO_SHORT = Text(
    da="Serien i sig selv: for kort eller for hullet til at sige noget (der skal være flere perioder på "
    "begge sider, end der er sæsoner og brud).",
    en="The series by itself: too short or with too many gaps to tell (there must be more periods on both "
    "sides than there are seasons and breaks).",
)
_NO_CLUSTER = Text(
    da="Mod klyngen: ingen af dens kommuner har hele serien, så det kan ikke siges.",
    en="Against the cluster: none of its municipalities has the whole series, so that cannot be told.",
)


_POOR_FIT = Text(
    da="Blandingen lå før mindst så langt fra kommunen som efter i snit: den siger ikke noget om springet.",
    en="Before, the mix lay at least as far from the municipality as it does after on average: it tells "
    "nothing of the step.",
)


def _no_mix(answer: Answer) -> Text:
    if answer.trend.cuts:
        return Text(
            da="En blanding af andre kommuner er ikke prøvet, da serien er brudt.",
            en="A mix of other municipalities was not tried, since the series is broken.",
        )
    return Text(
        da="En blanding af andre kommuner kræver mindst 5 med hele serien og 8 perioder før.",
        en="A mix of other municipalities needs at least 5 with the whole series, and 8 periods before.",
    )


def _opening(answer: Answer, one: Moved) -> Text:
    named = answer.tested

    def said(lang: Language) -> str:
        day = day_name(one.day, lang)
        event = f"{day}: {named.label(lang)}" if named else day
        first = period_name(one.first, lang)
        if lang == "da":
            left = f"; {period_name(one.mixed, lang)}, som har begge dele, er ikke med" if one.mixed else ""
            return f"{event}. Efter regnes fra {first}{left}."
        left = f"; {period_name(one.mixed, lang)}, which holds both, is left out" if one.mixed else ""
        return f"{event}. After is counted from {first}{left}."

    return Text(da=said("da"), en=said("en"))


def _alone(step: Step, unit: Text) -> Text:
    return Text(
        da=f"Serien i sig selv: {_size(step, unit, 'da')} efter ({step.before} perioder før, {step.after} "
        f"efter).{_placebos(step, 'da')}",
        en=f"The series by itself: {_size(step, unit, 'en')} after ({step.before} periods before, "
        f"{step.after} after).{_placebos(step, 'en')}",
    )


def _against(answer: Answer, step: Step, unit: Text) -> Text:
    def among(lang: Language) -> str:
        name = cluster_name(answer, lang)
        if not step.members:
            return name
        whole = step.members + step.lacking
        if step.lacking:
            return Text(
                da=f"{name}, kun de {step.members} af {whole} kommuner, der har hele serien",
                en=f"{name}, only the {step.members} of {whole} municipalities that have the whole series",
            )(lang)
        return Text(da=f"{name}, {step.members} kommuner", en=f"{name}, {step.members} municipalities")(lang)

    return Text(
        da=f"Mod klyngen ({among('da')}; forskel i forskelle): {_size(step, unit, 'da')} i forhold til den."
        f"{_placebos(step, 'da')}",
        en=f"Against the cluster ({among('en')}; difference in differences): {_size(step, unit, 'en')} "
        f"relative to it.{_placebos(step, 'en')}",
    )


def _mixed(mix: Mix, unit: Text) -> Text:
    def said(lang: Language) -> str:
        parts = [f"{area_label(area, lang)} {round(100 * share)}" for area, share in mix.weights[:_NAMED]]
        more = len(mix.weights) - _NAMED
        if more > 0:
            parts.append(Text(da=f"{more} andre", en=f"{more} others")(lang))
        own_unit = Text(da="pct.", en="per cent") if mix.relative else unit
        sizes = [f"{_digits(size, lang)} {own_unit(lang)}" for size in (mix.effect, mix.fit, mix.apart)]
        way = _HIGHER if mix.effect >= 0 else _LOWER
        weights, ratio, p = listed(parts, lang), _digits(mix.ratio, lang), _p(mix.areas.p, lang)
        if lang == "da":
            return (
                f"Mod en blanding af kommuner, der fulgtes med den før (vægte i pct.: {weights}): i snit "
                f"{sizes[0]} {way.da} end den efter. Afstanden var {sizes[1]} før og {sizes[2]} efter, "
                f"{ratio} gange så stor; en så stor forøgelse har {p} af {mix.areas.count + 1} kommuner, "
                "denne iblandt."
            )
        return (
            f"Against a mix of municipalities that went as it did before (weights in per cent: {weights}): "
            f"{sizes[0]} {way.en} than it after, on average. The distance was {sizes[1]} before and "
            f"{sizes[2]} after, {ratio} times as large; so large a rise is found in {p} of "
            f"{mix.areas.count + 1} municipalities, this one among them."
        )

    return Text(da=said("da"), en=said("en"))


def _placebos(step: Step, lang: Language) -> str:
    said = []
    if step.dates:
        what = Text(da="andre datoer i serien", en="other dates of the series")
        said.append(_how_often(step.dates, what, lang))
    if step.areas:
        what = Text(da="andre kommuner på samme dag", en="other municipalities on the same day")
        said.append(_how_often(step.areas, what, lang))
    return "".join(f" {sentence}" for sentence in said)


def _how_often(one: Placebos, what: Text, lang: Language) -> str:
    larger, p = round(one.p * (one.count + 1)) - 1, _number(one.p, 2, lang)
    return Text(
        da=f"Af {one.count} {what.da} har {larger} et mindst så klart spring (p = {p}).",
        en=f"Of {one.count} {what.en} {larger} {'has' if larger == 1 else 'have'} a step at least as clear "
        f"(p = {p}).",
    )(lang)


def _verdict(one: Moved) -> Text:
    step = one.against or one.alone
    if step is None:
        return Text(
            da="Samlet: det kan ikke siges, om serien flyttede sig.",
            en="All in all: whether the series moved cannot be told.",
        )
    if not step.is_clear:
        return Text(
            da="Samlet: ingen bevægelse, der er større end tilfældet kan gøre den. Det viser ikke, at der "
            "ingen var: intervallet siger, hvor stor den kan have været.",
            en="All in all: no movement larger than chance can make it. That does not show that there was "
            "none: the interval says how large it may have been.",
        )
    if not step.is_seldom:
        return Text(
            da="Samlet: et spring, men sådanne findes også, hvor intet vides at være sket; det kan være "
            "tilfældigt.",
            en="All in all: a step, but such steps are found also where nothing is known to have happened; "
            "it may be chance.",
        )
    up = step.estimate > 0
    da, en = (" i forhold til klyngen", " relative to the cluster") if one.against else ("", "")
    return Text(
        da=f"Samlet: serien flyttede sig {'op' if up else 'ned'}{da} på det tidspunkt.",
        en=f"All in all: the series moved {'up' if up else 'down'}{en} at that time.",
    )


def _size(step: Step, unit: Text, lang: Language) -> str:
    """A step with its interval: ``2,1 pct. lavere (95 pct.: -6,6 til 4,0; p = 0,60)``."""
    own_unit = (Text(da="pct.", en="per cent") if step.relative else unit)(lang)
    low, high = _digits(step.low, lang, signed=True), _digits(step.high, lang, signed=True)
    p = _p_value(step.p, lang)
    way = (_HIGHER if step.estimate >= 0 else _LOWER)(lang)
    if lang == "da":
        return f"{_digits(step.estimate, lang)} {own_unit} {way} (95 pct.: {low} til {high}; {p})"
    return f"{_digits(step.estimate, lang)} {own_unit} {way} (95 per cent: {low} to {high}; {p})"


def _unit(answer: Answer) -> Text:
    unit = declared(answer.trend.indicator).unit
    if unit is Unit.PERCENT:
        return Text(da="procentpoint", en="percentage points")
    return Text(da=unit_name(unit, "da"), en=unit_name(unit, "en"))


def _broken(answer: Answer) -> Text:
    def said(lang: Language) -> str:
        parts = [f"{one.why.label(lang)}" for one in answer.trend.broken]
        return listed(list(dict.fromkeys(parts)), lang)

    anew = all(one.back_cast for one in answer.trend.broken)
    if anew:
        return Text(
            da=f"Databrud: {said('da')}. Kilden har regnet perioderne før om, så de kan sammenlignes.",
            en=f"Series break: {said('en')}. The source has counted the periods before anew, so they "
            "compare.",
        )
    return Text(
        da=f"Databrud: {said('da')}. Ændringer hen over dem vises ikke.",
        en=f"Series break: {said('en')}. Changes across them are not shown.",
    )


def _reasons(answer: Answer) -> list[Text]:
    """Why values of the cluster or changes are missing, each reason once."""
    found: dict[Text, None] = {}
    for point in answer.trend.points:
        sides = [point.level]
        if answer.trend.cluster_name:
            sides.append(point.cluster_level)
        for side in sides:
            if side.reason:
                found[side.reason] = None
    return [Text(da=f"Mangler: {one.da}.", en=f"Missing: {one.en}.") for one in found][:4]


def _digits(number: float, lang: Language, signed: bool = False) -> str:
    size = number if signed else abs(number)
    if size in (float("inf"), float("-inf")):
        return "∞"
    return _number(size, 1 if abs(number) >= 1 else 2, lang)


def _p(p: float, lang: Language) -> str:
    """A share as per cent, for a sentence."""
    return f"{round(100 * p)} {Text(da='pct.', en='per cent')(lang)}"


def _p_value(p: float, lang: Language) -> str:
    return f"p < {_number(0.001, 3, lang)}" if p < 0.001 else f"p = {_number(p, 2 if p >= 0.1 else 3, lang)}"


def _number(number: float, decimals: int, lang: Language) -> str:
    return written(round_half_up(Fraction(number), decimals), lang)


def is_break(event: Event) -> bool:
    """Whether the event is a known change of counting."""
    return event.kind is EventKind.BREAK
