"""The page that explains a cluster: on what, who, how sure, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pejling.app.cluster_sensitivity import METHODS, Choice, Conclusion
from pejling.app.clusters import Shown
from pejling.comparison.neighbours import NAMES, REPLICATES, Kind, Proposal
from pejling.comparison.symbol import Verdict
from pejling.indicators import registry
from pejling.stats.distance import Scale
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.text import Language, Text

OFTEN = 0.5  # of the replicates
_SCALES = {
    Scale.ZSCORE: Text(da="standardafvigelser fra gennemsnittet", en="standard deviations from the mean"),
    Scale.RANK: Text(da="rang blandt kommunerne", en="rank among the municipalities"),
}
_VERDICTS = {
    Verdict.BETTER: Text(da="bedre", en="better"),
    Verdict.WORSE: Text(da="dårligere", en="worse"),
    Verdict.SAME: Text(da="som klyngen", en="as the cluster"),
    Verdict.NONE: Text(da="ikke vurderet", en="not assessed"),
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
    yield say(
        f"{listed.way.da}, {len(listed.others)} kommuner; værdien er {method}. Kommunen selv er ikke med.",
        f"{listed.way.en}, {len(listed.others)} municipalities; the value is {method}. The municipality "
        "itself "
        "is left out.",
    )
    if shown.why_none:
        yield ""
        yield say("Ligheden kan ikke regnes: ", "Likeness cannot be computed: ") + shown.why_none(lang)
        yield ", ".join(area_label(code, lang) for code in listed.others)
    else:
        assert shown.proposal is not None
        yield from _choice(shown, shown.proposal, lang)
        yield from _members(shown, shown.proposal, lang)
    yield from _sensitivity(given, found, lang)


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
            f"{kind.da}, antal {recipe.number}; skala: {_SCALES[recipe.scale].da}."
            + (f" Gennemsnitlig silhuet:{quality}." if quality else ""),
            f"{kind.en}, number {recipe.number}; scale: {_SCALES[recipe.scale].en}."
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
        f"Valgt: i hvor mange pct. af {REPLICATES} gentagelser med tal af {versions}, trukket med "
        "tilbagelægning "
        "og med støj.",
        f"Chosen: in how many per cent of {REPLICATES} replicates with figures of {versions}, drawn with "
        "replacement and "
        "with noise.",
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
    others = [
        at
        for at in order
        if at not in places and known.areas[at] != proposal.own and proposal.stability[at] >= OFTEN
    ]
    if others:
        yield ""
        yield say(
            "Ikke med, men valgt mindst hver anden gang:",
            "Not in it, though chosen at least every other time:",
        )
        yield ""
        for at in others:
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


def _sensitivity(given: Sequence[Choice], found: Sequence[Conclusion], lang: Language) -> Iterator[str]:
    def say(da: str, en: str) -> str:
        return Text(da=da, en=en)(lang)

    yield ""
    yield say("## Hvad hænger på valget", "## What hangs on the choice")
    yield ""
    if not found:
        yield say(
            "Der er ingen niveauer at sammenligne. Nævn andre med --indicator, --group og --period.",
            "There are no levels to compare. Name others with --indicator, --group and --period.",
        )
        return
    count = len(given) - 1
    yield say(
        f"Niveausymbolet, som klyngen er, og når den vælges på andre måder ({count}): antal, uden hvert tal, "
        "skala, samlet og gennemsnit.",
        f"The level symbol as the cluster is, and where it is chosen in other ways ({count}): number, "
        "without "
        "each figure, scale, pooled and mean.",
    )
    yield ""
    for one in found:
        indicator = registry.declared(one.indicator).label(lang)
        verdict = _VERDICTS[one.verdicts[0][1]](lang)
        head = f"- {indicator}, {one.group}, {one.period}: {verdict}"
        if not one.differing:
            yield head + say("; det samme under dem alle.", "; the same under all of them.")
            continue
        others = "; ".join(
            f"{choice.name(lang)}, {METHODS[choice.method](lang)}: "
            f"{_VERDICTS[dict(one.verdicts)[choice]](lang)}"
            for choice in one.differing
        )
        yield head + say(
            f"; andet under {len(one.differing)} af {count}: {others}.",
            f"; another under {len(one.differing)} of {count}: {others}.",
        )


def _number(value: float, decimals: int, lang: Language) -> str:
    return written(round_half_up(Fraction(value), decimals), lang)
