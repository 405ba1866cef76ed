"""The page that explains a cluster: on what, who, how sure, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pejling.app.cluster_reasons import reasons, sensitivity
from pejling.app.cluster_sensitivity import METHODS, Choice, Conclusion
from pejling.app.clusters import Shown
from pejling.comparison.neighbours import NAMES, OFTEN, REPLICATES, Kind, Proposal
from pejling.indicators import registry
from pejling.stats.distance import Scale
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.text import Language, Text

JUST_OUTSIDE = 3  # municipalities named
_SCALES = {
    Scale.ZSCORE: Text(da="standardafvigelser fra gennemsnittet", en="standard deviations from the mean"),
    Scale.RANK: Text(da="rang blandt kommunerne", en="rank among the municipalities"),
}


def page(shown: Shown, given: Sequence[Choice], found: Sequence[Conclusion], lang: Language) -> Iterator[str]:
    """The lines of the page, in one language; Markdown that reads well as it is."""

    def say(da: str, en: str) -> str:
        return Text(da=da, en=en)(lang)

    listed = shown.listed
    method = METHODS[given[0].method](lang) if given else listed.setting.method
    yield say(
        f"# Klyngen {listed.name}: {listed.label.da}", f"# The cluster {listed.name}: {listed.label.en}"
    )
    yield ""
    count = len(listed.others)
    yield say(
        f"Slags: {listed.way.da}, {count} kommuner; værdien er {method}. Kommunen selv er ikke med.",
        f"Kind: {listed.way.en}, {count} municipalities; the value is {method}. The municipality itself is "
        "left out.",
    )
    if shown.why_none:
        yield ""
        yield say("Ligheden kan ikke regnes: ", "Likeness cannot be computed: ") + shown.why_none(lang)
        yield ", ".join(area_label(code, lang) for code in listed.others)
    else:
        assert shown.proposal is not None
        yield from _choice(shown, shown.proposal, lang)
        yield from reasons(shown, shown.proposal, lang)
        yield from _members(shown, shown.proposal, lang)
    yield from sensitivity(given, found, lang)


def _choice(shown: Shown, proposal: Proposal, lang: Language) -> Iterator[str]:
    def say(da: str, en: str) -> str:
        return Text(da=da, en=en)(lang)

    recipe, known = proposal.recipe, proposal.conditions
    yield ""
    yield say("## På hvad", "## On what")
    yield ""
    if shown.listed.setting.made:
        kind = NAMES[recipe.kind]
        quality = "" if proposal.quality is None else f" {_number(proposal.quality, 2, lang)}"
        yield say(
            f"Måde: {kind.da}, antal {recipe.number}; skala: {_SCALES[recipe.scale].da}."
            + (f" Gennemsnitlig silhuet:{quality}." if quality else ""),
            f"Way: {kind.en}, number {recipe.number}; scale: {_SCALES[recipe.scale].en}."
            + (f" Mean silhouette:{quality}." if quality else ""),
        )
    else:
        yield say(
            f"Ikke bygget af baggrundstal. Holdt op mod de {recipe.number} nærmeste på disse tal:",
            f"Not built from background figures. Held against the {recipe.number} nearest on these figures:",
        )
    yield ""
    heads = ("Tal | af | vægt | kommunen | klyngen | alle", "Figure | of | weight | own | cluster | all")
    yield f"| {say(*heads)} |"
    yield "|---|---|---|---|---|---|"
    own = proposal.of(proposal.own)
    members = [known.row(code) for code in shown.listed.others if code in known.areas]
    for at, figure in enumerate(known.figures):
        name = registry.declared(figure).label(lang)
        weight = recipe.weights[at] if recipe.weights else 1.0
        decimals = registry.declared(figure).decimals
        places = range(len(known.areas))
        means = [sum(known.printed(one, at) for one in of) / len(of) for of in (members, places) if of]
        values = [_number(value, decimals, lang) for value in (known.printed(own, at), *means)]
        dated = (
            known.dated[at][0] if len(known.dated[at]) == 1 else f"{known.dated[at][0]}-{known.dated[at][-1]}"
        )
        yield f"| {name} | {dated} | {_number(weight, 1, lang)} | {' | '.join(values)} |"


def _members(shown: Shown, proposal: Proposal, lang: Language) -> Iterator[str]:
    def say(da: str, en: str) -> str:
        return Text(da=da, en=en)(lang)

    known = proposal.conditions
    places = [known.row(code) for code in shown.listed.others if code in known.areas]
    order = sorted(range(len(known.areas)), key=lambda at: (float(proposal.distance[at]), at))
    rank = {at: place for place, at in enumerate(order)}  # 0 is the municipality itself
    versions = ", ".join(map(str, proposal.versions))
    yield ""
    yield say("## Hvem, og hvor sikkert", "## Who, and how surely")
    yield ""
    yield say(
        "Afstand: i standardafvigelser (rang: i dele af rækken), alle tal lagt sammen; 0 er ens. Valgt: i "
        f"hvor mange pct. af {REPLICATES} gentagelser, hvor baggrundstallene er trukket på ny med "
        f"tilbagelægning, er af {versions} og har fået tilfældig støj. Skiller mest: det tal, der gør mest "
        "af afstanden.",
        "Distance: in standard deviations (ranks: in parts of the order), all figures together; 0 is alike. "
        f"Chosen: in how many per cent of {REPLICATES} replicates in which the figures are drawn anew with "
        f"replacement, are those of {versions} and get random noise. Differs on: the figure that makes most "
        "of the distance.",
    )
    yield ""
    head = (
        "Kommune | afstand | nr. | valgt | skiller mest",
        "Municipality | distance | no. | chosen | differs on",
    )
    yield f"| {say(*head)} |"
    yield "|---|---|---|---|---|"
    for at in sorted(places, key=lambda one: rank[one]):
        yield _row(proposal, at, rank[at], lang)
    outside = [at for at in order if at not in places and known.areas[at] != proposal.own]
    others = [at for at in outside if proposal.stability[at] >= OFTEN]
    others += [at for at in outside[:JUST_OUTSIDE] if at not in others]
    if others:
        yield ""
        yield say(
            "Ikke med: de nærmeste udenfor, og hvem der ellers vælges mindst hver anden gang:",
            "Not in it: the nearest outside, and whoever else is chosen at least every other time:",
        )
        yield ""
        yield f"| {say(*head)} |"
        yield "|---|---|---|---|---|"
        for at in sorted(others, key=lambda one: rank[one]):
            yield _row(proposal, at, rank[at], lang)
    unknown = [code for code in shown.listed.others if code not in known.areas]
    if unknown:
        yield ""
        names = ", ".join(area_label(code, lang) for code in unknown)
        yield say(f"Mangler baggrundstal: {names}.", f"Background figures are missing: {names}.")
    mean = sum(float(proposal.stability[at]) for at in places) / max(len(places), 1)
    yield ""
    steady = _number(100 * mean, 0, lang)
    yield say(
        f"Medlemmerne blev i gennemsnit valgt {steady} pct. af gangene.",
        f"Members were chosen {steady} per cent of the times on average.",
    )
    if proposal.recipe.kind is Kind.NEIGHBOURS and shown.listed.setting.made and mean < OFTEN:
        yield say(
            "Det er lidt: en anden rimelig fremgangsmåde giver en anden klynge.",
            "That is little: another reasonable way gives another cluster.",
        )


def _row(proposal: Proposal, at: int, number: int, lang: Language) -> str:
    known = proposal.conditions
    part = proposal.contributions[at]
    most = int(part.argmax())
    figure = registry.declared(known.figures[most]).label(lang)
    apart = f"{figure} ({_number(100 * float(part[most]), 0, lang)} pct.)"
    return (
        f"| {area_label(known.areas[at], lang)} | {_number(float(proposal.distance[at]), 2, lang)} | "
        f"{number} | "
        f"{_number(100 * float(proposal.stability[at]), 0, lang)} pct. | {apart} |"
    )


def _number(value: float, decimals: int, lang: Language) -> str:
    return written(round_half_up(Fraction(value), decimals), lang)
