"""Why a cluster is chosen as it is, and what becomes of the conclusions when it is chosen otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pejling.app.cluster_sensitivity import METHODS, Choice, Conclusion
from pejling.app.clusters import Shown
from pejling.comparison.cluster import Method
from pejling.comparison.conditions import STANDARD
from pejling.comparison.neighbours import Kind, Proposal
from pejling.comparison.symbol import Verdict
from pejling.indicators import registry
from pejling.report.naming import group_label
from pejling.stats.distance import Scale
from pejling.terms.amount import round_half_up, written
from pejling.terms.text import Language, Text

VERDICTS = {
    Verdict.BETTER: Text(da="bedre", en="better"),
    Verdict.WORSE: Text(da="dårligere", en="worse"),
    Verdict.SAME: Text(da="som klyngen", en="as the cluster"),
    Verdict.NONE: Text(da="ikke vurderet", en="not assessed"),
}
_FIGURES = {
    True: Text(
        da="Tallene: de fem siger, hvad en kommune har at arbejde med, ikke hvad den når. Ydelser og "
        "kontanthjælp pr. 1.000 er ikke med: de er resultatet under et andet navn, og en klynge af dem, det "
        "går lige så godt eller skidt, gør alle gennemsnitlige.",
        en="The figures: the five say what a municipality has to work with, not what it achieves. Benefits "
        "and welfare per 1,000 are left out: they are the outcome by another name, and a cluster of those "
        "who fare as well or badly makes everybody average.",
    ),
    False: Text(
        da="Tallene: de er valgt frem for de fem sædvanlige (uddannelse, alder, herkomst, beskæftigelse, "
        "indbyggertal); sig i rapporten hvorfor.",
        en="The figures: they are chosen instead of the usual five (education, age, origin, employment, "
        "population); say in the report why.",
    ),
}
_SCALES = {
    Scale.ZSCORE: Text(
        da="Skalaen: hvert tal måles i standardafvigelser, så at pct. og personer kan lægges sammen. "
        "Indbyggertallet tages som logaritme, for at København ikke sætter målestokken.",
        en="The scale: each figure is measured in standard deviations, so that per cent and persons can be "
        "added. Population is taken as its logarithm, lest Copenhagen sets the scale.",
    ),
    Scale.RANK: Text(
        da="Skalaen: hvert tal er kommunens plads i rækken, så at enkelte yderpunkter ikke sætter "
        "målestokken; til gengæld tæller små forskelle midt i rækken lige så meget som store ved dens ender.",
        en="The scale: each figure is the municipality's place in order, so that single outliers do not set "
        "the scale; in return small differences in the middle count as much as large ones at the ends.",
    ),
}
_METHODS = {
    Method.POOLED: Text(
        da="Værdien: samlet, så at hver borger i klyngen tæller lige meget; store kommuner fylder mest.",
        en="The value: pooled, so that each citizen of the cluster counts the same; large municipalities "
        "weigh most.",
    ),
    Method.MEAN: Text(
        da="Værdien: gennemsnit, så at hver kommune tæller lige meget, stor som lille.",
        en="The value: a mean, so that each municipality counts the same, large or small.",
    ),
}


def reasons(shown: Shown, proposal: Proposal, lang: Language) -> Iterator[str]:
    """Each choice, what speaks for it, and what it costs."""
    recipe = proposal.recipe
    equal = len(set(recipe.weights)) < 2
    told = [
        _FIGURES[set(recipe.on) == set(STANDARD)],
        _SCALES[recipe.scale],
        Text(
            da="Vægtene: lige, for intet tal er på forhånd vigtigere.",
            en="The weights: equal, for no figure matters more beforehand.",
        )
        if equal
        else Text(
            da="Vægtene: givne, ikke lige; sig i rapporten hvorfor.",
            en="The weights: given, not equal; say in the report why.",
        ),
        _number_of(shown, proposal, lang),
        _METHODS[Method(shown.listed.setting.method)],
        Text(
            da="Kommunen selv er ikke med; ellers blev den delvis sammenlignet med sig selv.",
            en="The municipality itself is left out; else it would in part be compared with itself.",
        ),
    ]
    yield ""
    yield Text(da="## Hvorfor sådan", en="## Why so")(lang)
    yield ""
    for one in told:
        yield f"- {one(lang)}"


def _number_of(shown: Shown, proposal: Proposal, lang: Language) -> Text:
    """Why so many: what few and many cost, and whether there is a gap where the cluster ends."""
    known, count = proposal.conditions, len(shown.listed.others)
    if not shown.listed.setting.made:
        return Text(
            da=f"Antallet: klyngen har {count}; den er ikke bygget, så intet af ovenstående har valgt dem.",
            en=f"The number: the cluster has {count}; it is not built, so nothing of the above chose them.",
        )
    if proposal.recipe.kind is Kind.GROUPS:
        groups = proposal.recipe.number
        return Text(
            da=f"Antallet: {groups} grupper af alle kommuner; færre giver større og mindre ensartede grupper."
            " En kommune i kanten af sin gruppe kan ligne en anden gruppe mere.",
            en=f"The number: {groups} groups of all municipalities; fewer give larger groups that are less "
            "alike. A municipality at the edge of its group may be more like another group.",
        )
    inside = [float(proposal.distance[known.row(one)]) for one in shown.listed.others if one in known.areas]
    outside = [
        float(away)
        for code, away in zip(known.areas, proposal.distance, strict=True)
        if code not in shown.listed.others and code != proposal.own
    ]
    if not inside or not outside:
        ends = Text(da="", en="")
    else:
        last, first = (written(round_half_up(Fraction(one), 2), lang) for one in (max(inside), min(outside)))
        ends = Text(
            da=f" Den sidste er {last} borte, den første udenfor {first}.",
            en=f" The last is {last} away, the first outside {first}.",
        )
    return Text(
        da=f"Antallet: {count}; færre ligner mere, men så afgør den enkelte nabos egne forhold "
        f"mere.{ends.da}",
        en=f"The number: {count}; fewer are more alike, but then each neighbour's own affairs decide "
        f"more.{ends.en}",
    )


def sensitivity(given: Sequence[Choice], found: Sequence[Conclusion], lang: Language) -> Iterator[str]:
    """The level symbols under every choice: of each conclusion, where another would stand."""

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
        "without each figure, scale, pooled and mean.",
    )
    yield ""
    for one in found:
        yield from _conclusion(one, count, lang)
    if len({choice.members for choice in given}) > 1:
        yield from _ways(given, found, lang)


def _conclusion(one: Conclusion, count: int, lang: Language) -> Iterator[str]:
    def say(da: str, en: str) -> str:
        return Text(da=da, en=en)(lang)

    indicator = registry.declared(one.indicator).label(lang)
    decimals = registry.declared(one.indicator).decimals
    verdict = VERDICTS[one.verdicts[0][1]](lang)
    yield f"- {indicator}, {group_label(one.group, lang)}, {one.period}: {verdict}" + (
        say("; det samme under dem alle.", "; the same under all of them.")
        if not one.differing
        else say(
            f"; andet under {len(one.differing)} af {count}: {_differing(one, lang)}.",
            f"; another under {len(one.differing)} of {count}: {_differing(one, lang)}.",
        )
    )
    values = [value for value in one.values if value is not None]
    if one.own is not None and one.values and one.values[0] is not None:
        own, cluster, low, high = (
            _number(value, decimals, lang) for value in (one.own, one.values[0], min(values), max(values))
        )
        yield say(
            f"  Kommunen {own}; klyngen {cluster}, og {low} til {high} over alle måder.",
            f"  The municipality {own}; the cluster {cluster}, and {low} to {high} over all ways.",
        )


def _differing(one: Conclusion, lang: Language) -> str:
    return "; ".join(
        f"{choice.name(lang)}, {METHODS[choice.method](lang)}: {VERDICTS[dict(one.verdicts)[choice]](lang)}"
        for choice in one.differing
    )


def _ways(given: Sequence[Choice], found: Sequence[Conclusion], lang: Language) -> Iterator[str]:
    """Each way to choose: how many of the members stay, and the cluster's value of the first conclusion."""
    first = found[0]
    label = registry.declared(first.indicator).label(lang)
    decimals = registry.declared(first.indicator).decimals
    heads = Text(
        da=f"Valgt | værdi | medlemmer | fælles | {label}, {group_label(first.group, lang)}",
        en=f"Chosen | value | members | shared | {label}, {group_label(first.group, lang)}",
    )
    yield ""
    yield f"| {heads(lang)} |"
    yield "|---|---|---|---|---|"
    own = set(given[0].members)
    for (choice, verdict), value in zip(first.verdicts, first.values, strict=True):
        shown = "" if value is None else f"{_number(value, decimals, lang)} "
        yield (
            f"| {choice.name(lang)} | {METHODS[choice.method](lang)} | {len(choice.members)} | "
            f"{len(own & set(choice.members))} | {shown}({VERDICTS[verdict](lang)}) |"
        )


def _number(value: Fraction, decimals: int, lang: Language) -> str:
    return written(round_half_up(value, decimals), lang)
