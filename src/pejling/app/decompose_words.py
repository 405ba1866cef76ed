"""Decompositions in words: what they rest on, and what a reader must not read into them."""

from __future__ import annotations

from pejling.app.decompose import Gaps, Mixes
from pejling.app.decompose_change import Change
from pejling.app.flows import Flows
from pejling.app.savings_words import NAMED, label, marked
from pejling.comparison.cluster import Cluster
from pejling.comparison.standardise import Standard
from pejling.indicators import band_labels
from pejling.indicators.band import band
from pejling.terms.benefit import groups
from pejling.terms.municipality import area_label
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

_GAP = Text(
    da="Andel = ugentlig tilgang pr. 1.000 i arbejdsstyrken x varighed i uger / 10. Varigheden er den, som "
    "niveau og tilgang tilsammen giver (Little 1961); vokser eller falder en ydelse, er den ikke nogens "
    "gennemsnitlige forløb, og afsluttede forløb står ved siden af. Delene er hver faktors forskel ved den "
    "andens gennemsnit (Das Gupta 1993) og lægger præcis sammen til gabet.",
    en="Share = weekly inflow per 1,000 of the labour force x duration in weeks / 10. The duration is what "
    "level and inflow together imply (Little 1961); where a benefit grows or falls it is nobody's mean "
    "spell, "
    "and completed spells stand beside it. The parts are each factor's difference at the mean of the other "
    "(Das Gupta 1993) and add up to the gap exactly.",
)
_MIX = Text(
    da="Gabet = sammensætning + rate (Kitagawa 1955): forskellen i andele ved de to raters gennemsnit og "
    "forskellen i rater ved de to andeles gennemsnit; de lægger præcis sammen. Det, der vejes, er "
    "indikatorens "
    "egen nævner. Et bånd, som den ene side ingen har i, får den andens rate.",
    en="Gap = composition + rate (Kitagawa 1955): the difference in shares at the mean of the two rates, "
    "and the "
    "difference in rates at the mean of the two shares; they add up exactly. What is weighed is the "
    "indicator's "
    "own denominator. A band that one side has nobody in takes the other's rate.",
)
_STANDARD = {
    Standard.CLUSTER: Text(da="klyngens", en="the cluster's"),
    Standard.OWN: Text(da="kommunens egen", en="the municipality's own"),
    Standard.TOGETHER: Text(da="begge sider lagt sammen", en="both sides together"),
}
_DIRECT = Text(
    da="Direkte standardiseret: begge siders rater på standardens sammensætning ({}). Indirekte: kommunens "
    "tal "
    "over det, der ville ventes ved klyngens rater, gange klyngens rate.",
    en="Directly standardised: both sides' rates on the standard's mix ({}). Indirectly: the municipality's "
    "number over what would be expected at the cluster's rates, times the cluster's rate.",
)
_ONLY_BANDS = Text(
    da="Kun dem, båndene rummer, er med: raterne kan afvige fra indikatorens egne.",
    en="Only those whom the bands hold are counted: the rates may differ from the indicator's own.",
)
_UNDECIDED = Text(
    da="Ikke afgjort mod {}, {}: skjult eller uden tal er {}. De øvrige og summen ville røbe det skjulte; "
    "grovere "
    "bånd kan hjælpe (fx --by age:16-39 --by age:40-).",
    en="Undecided against {}, {}: hidden or without a figure is {}. The others and the sum would give the "
    "hidden "
    "away; coarser bands may help (such as --by age:16-39 --by age:40-).",
)
_CAUSES = Text(
    da="En opdeling viser, hvor forskellen sidder, ikke hvad der er årsagen.",
    en="A split shows where the difference lies, not what causes it.",
)
_DRIVERS = Text(
    da="Hver gruppes ændring; de lægger sammen med resten præcis til ændringen i alt. Resten er, hvad ingen "
    "gruppe forklarer: tal afrundet hver for sig, eller en kategori, der ikke er vist.",
    en="Each group's change; with the rest they add up exactly to the total's. The rest is what no group "
    "explains: figures rounded one by one, or a category that is not shown.",
)
_HIDDEN_DRIVERS = Text(
    da="Ikke afgjort: {} er skjult eller har kun tal i den ene periode. Resten vises ikke, for den ville "
    "røbe "
    "det skjulte.",
    en="Undecided: {} is hidden or has a figure in one of the periods only. The rest is not shown, since "
    "it would "
    "give the hidden away.",
)
_FLOWS = Text(
    da="Forløb efter, hvad der lå i ugen før det første (kommer fra) og i ugen efter det sidste (går til); "
    "hvert "
    "forløb tæller én gang.",
    en="Spells by what lay in the week before the first (come from) and in the week after the last (go to); "
    "each spell counts once.",
)

_UNTOLD = Text(
    da="Hvor en overgang er skjult, vises hverken antallet i alt eller andele: de ville røbe den.",
    en="Where a transition is hidden neither the whole nor shares are shown: they would give it away.",
)


def gap_notes(found: Gaps, lang: Language) -> list[str]:
    told = [_GAP(lang), *_members(found.clusters, lang)]
    if found.chosen:
        told.insert(0, _period(found.gaps[0].period, lang))
    for one in found.gaps:
        if one.missing:
            why = "; ".join(text(lang) for text in one.missing)
            undecided = Text(da="Ikke afgjort for {} mod {}: {}.", en="Undecided for {} against {}: {}.")
            told.append(undecided(lang).format(label(one.group, lang), one.cluster, why))
    return [*told, *marked(found.marks, lang), _CAUSES(lang)]


def mix_notes(found: Mixes, standard: Standard, lang: Language) -> list[str]:
    told = [_MIX(lang), _DIRECT(lang).format(_STANDARD[standard](lang)), _ONLY_BANDS(lang)]
    told += _members(found.clusters, lang)
    for one in found.mixes:
        if one.found.undecided:
            names = ", ".join(stratum_label(name, lang) for name in one.found.undecided)
            told.append(_UNDECIDED(lang).format(one.cluster, one.period, names))
        elif one.found.reason:
            why = one.found.reason(lang)
            told.append(f"{one.cluster}, {one.period}: {why}.")
        elif not one.found.lines:
            empty = Text(
                da="{}, {}: der er ingen tal efter bånd.", en="{}, {}: there are no figures by band."
            )
            told.append(empty(lang).format(one.cluster, one.period))
    return [*told, *marked(found.marks, lang), _CAUSES(lang)]


def change_notes(found: Change, lang: Language) -> list[str]:
    told = [] if found.found.rest is None else [_DRIVERS(lang)]
    if found.found.undecided:
        names = ", ".join(label(group, lang) for group in found.found.undecided)
        told.append(_HIDDEN_DRIVERS(lang).format(names))
    for driver in found.found.groups:
        why = driver.then.reason or driver.now.reason
        if why and not driver.hidden:
            told.append(f"{label(driver.group, lang)}: {why(lang)}.")
    if found.absent and found.found.total:
        names = ", ".join(label(group, lang) for group in found.absent)
        told.append(Text(da="Uden tal: {}.", en="Without figures: {}.")(lang).format(names))
    if found.broken:
        names = "; ".join(one.label(lang) for one in found.broken)
        told.append(Text(da="Hen over databrud: {}.", en="Across series breaks: {}.")(lang).format(names))
    return [*told, _CAUSES(lang)]


def flow_notes(found: Flows, lang: Language) -> list[str]:
    source = Text(da="Kilde: {}.", en="Source: {}.")(lang).format(found.source)
    untold = [_UNTOLD(lang)] if any(one.hidden for one in found.flows) else []
    return [_FLOWS(lang), *untold, *marked(found.marks, lang), source]


def stratum_label(name: str, lang: Language) -> str:
    """A band or a benefit as a reader is told it; a band of figures taken in is its own name."""
    if name in groups():
        return label(name, lang)
    try:
        return band_labels.label(band(name))(lang)
    except Problem:
        return name


def _members(clusters: tuple[Cluster, ...], lang: Language) -> list[str]:
    told = []
    for one in clusters:
        if one.is_area or not one.members:
            continue
        names = [area_label(member, lang) for member in one.members]
        more = len(names) - NAMED
        rest = Text(da=f" og {more} andre", en=f" and {more} others")(lang) if more > 0 else ""
        head = Text(da="Klyngen", en="The cluster")(lang)
        told.append(f"{head} {one.name}: {', '.join(names[:NAMED])}{rest}.")
    return told


def _period(period: str, lang: Language) -> str:
    return Text(
        da=f"Periode: {period} (den nyeste, der ikke er foreløbig; --period vælger en anden).",
        en=f"Period: {period} (the newest that is not provisional; --period chooses another).",
    )(lang)
