"""A savings potential in words: what it was made from, and the arithmetic of one benefit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pejling.app.savings import Answer
from pejling.comparison.cluster import Cluster
from pejling.comparison.prices import Mix, Price, Refund, Step
from pejling.comparison.savings import Potential, Sum
from pejling.terms.amount import round_half_up, written
from pejling.terms.benefit import groups
from pejling.terms.breaks import PREFIX
from pejling.terms.breaks import label as break_label
from pejling.terms.municipality import area_label
from pejling.terms.observation import Mark
from pejling.terms.place_words import place_told
from pejling.terms.text import Language, Text

_METHOD = Text(
    da="Beløb i kr. pr. år: max(0, egen andel - klyngens andel) pct. x arbejdsstyrken x årets sats x "
    "(1 - refusion). low og high er, hvad afrundingen af de trykte andele lader stå åbent; chance_low og "
    "chance_high er 95 pct.-grænser for, hvad tilfældet gør ved personerne (registeret læst som ét udfald), "
    "hvor de kendes; tvivl om priser er ikke med.",
    en="Amounts in DKK per year: max(0, own share - the cluster's) per cent x labour force x the year's rate "
    "x (1 - refund). low and high are what the rounding of printed shares leaves open; chance_low and "
    "chance_high are 95 per cent limits for what chance does to persons (the register read as one draw), "
    "where they are known; doubt about prices is not in it.",
)
_RATES = Text(
    da="Satserne er prisfilens; en højeste sats er ikke en gennemsnitlig udgift. Pejling sætter ingen "
    "priser.",
    en="The rates are the price file's; a highest rate is no average expenditure. Pejling sets no prices.",
)
_OWN = Text(
    da="Refusionen er kommunens egen: de personer, gabet handler om, tages for at være fordelt som alle på "
    "ydelsen.",
    en="The refund is the municipality's own: the persons of the gap are taken to be spread as all on the "
    "benefit are.",
)
_HIDDEN = Text(
    da="Ugerne i nogle trin er for få til at vises for {}: refusionen der er ikke regnet af personer.",
    en="The weeks of some steps are too few to be shown for {}: the refund is not counted from persons.",
)
_CHOSEN = Text(
    da="Periode: {} (den nyeste, der ikke er foreløbig; --period vælger en anden).",
    en="Period: {} (the newest that is not provisional; --period chooses another).",
)
_EMPTY = Text(
    da="Klynger uden tal i perioden er udeladt: {}.",
    en="Clusters without figures in the period are left out: {}.",
)
NAMED = 25  # members that a note names
_MARKS = {
    Mark.PROVISIONAL.value: Text(da="foreløbige tal", en="provisional figures"),
    Mark.INCOMPLETE.value: Text(da="uger mangler", en="weeks are missing"),
    Mark.UNDER_REPORTED.value: Text(da="underrapporteret", en="under-reported"),
    Mark.IMPLIED_DENOMINATOR.value: Text(da="udledt nævner", en="implied denominator"),
    Mark.MEAN_OF_MUNICIPALITIES.value: Text(da="gennemsnit af kommuner", en="mean of municipalities"),
    Mark.MEMBERS_HIDDEN.value: Text(da="medlemmer er skjult", en="members are hidden"),
    Mark.SYNTHETIC.value: Text(da="syntetiske data", en="synthetic data"),
}


def label(group: str, lang: Language) -> str:
    """What a benefit is called, inside a sentence."""
    known = groups().get(group)
    text = known.label(lang) if known else group
    return (text[:1].lower() + text[1:]).removesuffix(".")


def notes(answer: Answer, lang: Language) -> list[str]:
    """What a reader must know of the amounts."""
    first = answer.potentials[0]
    told = [_METHOD(lang), _RATES(lang)]
    if answer.chosen:
        told.insert(0, _CHOSEN(lang).format(first.period))
    told += _labour(answer, lang)
    told += _mixes(answer, lang)
    told += _late(answer, lang)
    told += [_members(one, lang) for one in answer.clusters if one.members and not one.is_area]
    if answer.empty:
        told.append(_EMPTY(lang).format(", ".join(answer.empty)))
    priced = {one.group for one in answer.potentials if one.price and one.amount}
    if unseen := [label(group, lang) for group in answer.hidden if group in priced]:
        told.append(_HIDDEN(lang).format(", ".join(unseen)))
    told += [_sum(one, lang) for one in _each_cluster(answer)]
    return [*told, *marked(answer.marks, lang)]


def marked(marks: Sequence[str], lang: Language) -> list[str]:
    """One line of what the marks of figures mean; none where there is nothing to say."""
    known = [_MARKS[mark](lang) for mark in marks if mark in _MARKS]
    known += [break_label(mark.removeprefix(PREFIX), lang) for mark in marks if mark.startswith(PREFIX)]
    return [Text(da="Mærker: ", en="Marks: ")(lang) + ", ".join(known) + "."] if known else []


def explained(one: Potential, lang: Language) -> list[str]:
    """The arithmetic of one benefit against one cluster, step by step, with the source of every number."""
    own, other = (
        _level(one.own.value, one.own.decimals, lang),
        _level(one.other.value, one.other.decimals, lang),
    )
    da = [f"{label(one.group, 'da').capitalize()} {one.period} mod {one.cluster}:"]
    en = [f"{label(one.group, 'en').capitalize()} {one.period} against {one.cluster}:"]
    if one.gap is None:
        why = ", ".join(text(lang) for text in one.missing)
        da.append(f"  kan ikke regnes: der mangler {why}")
        en.append(f"  cannot be worked out: missing is {why}")
        return da if lang == "da" else en
    gap = _points(one, one.gap, lang)
    da.append(f"  gab: {own} - {other} = {gap} procentpoint af arbejdsstyrken")
    en.append(f"  gap: {own} - {other} = {gap} points of the labour force")
    if one.gap <= 0:
        da.append("  kommunen ligger ikke over klyngen: 0 kr.")
        en.append("  the municipality is not above the cluster: 0 DKK")
        return da if lang == "da" else en
    lines = Text(da="\n".join([*da, *_rest(one, gap, "da")]), en="\n".join([*en, *_rest(one, gap, "en")]))
    return lines(lang).split("\n")


def _rest(one: Potential, gap: str, lang: Language) -> list[str]:
    told = []
    closed, labour = one.assumed.closed, one.labour
    if labour:
        persons = one.persons(one.gap)
        part = "" if closed == 100 else f" x {_plain(closed, lang)} pct."
        told.append(
            Text(
                da=f"fuldtidspersoner: {gap} pct. x {_whole(labour.persons, lang)}{part} = "
                f"{_plain(persons, lang)} (arbejdsstyrken: {labour.how.da})",
                en=f"full-time persons: {gap} per cent x {_whole(labour.persons, lang)}{part} = "
                f"{_plain(persons, lang)} (labour force: {labour.how.en})",
            )(lang)
        )
    if one.price:
        told.append(_rate(one.price, one, lang))
    if one.mix and one.refund:
        told += _refund(one.mix, one.refund, lang)
    if one.missing:
        why = ", ".join(text(lang) for text in one.missing)
        told.append(
            Text(da=f"beløbet kan ikke regnes: der mangler {why}", en=f"no amount: missing is {why}")(lang)
        )
    elif one.net_cost is not None:
        net, amount = _whole(one.net_cost, lang), _whole(one.amount, lang)
        told.append(
            Text(
                da=f"nettoudgift pr. fuldtidsperson: {net} kr. om året",
                en=f"net cost of a full-time person: {net} DKK a year",
            )(lang)
        )
        many = _plain(one.persons(one.gap), lang)
        low, high = _whole(one.low, lang), _whole(one.high, lang)
        told.append(
            Text(
                da=f"potentiale: {many} x {net} = {amount} kr. om året; afrundingen giver {low} til {high}",
                en=f"potential: {many} x {net} = {amount} DKK a year; rounding gives {low} to {high}",
            )(lang)
        )
    return [f"  {line}" for line in told]


def _rate(price: Price, one: Potential, lang: Language) -> str:
    change = one.assumed.price
    more = f" x {_plain(1 + change / 100, lang)}" if change else ""
    told = f"{price.source.removeprefix('prices: ')} ({place_told(price.origin, lang)})"
    return Text(
        da=f"sats: {_whole(price.amount, lang)} kr. om året{more}, {price.period}. Kilde: {told}",
        en=f"rate: {_whole(price.amount, lang)} DKK a year{more}, {price.period}. Source: {told}",
    )(lang)


def _refund(mix: Mix, refund: Refund, lang: Language) -> list[str]:
    terms = " + ".join(
        f"{_plain(100 * share, lang)} x {_plain(step.percent, lang)}" for step, share in mix.parts
    )
    found = _plain(mix.percent, lang)
    sums = f"({terms}) / 100 = {found}" if len(mix.parts) > 1 else found
    told = [
        Text(
            da=f"refusion: {sums} pct.; {mix.how.da}",
            en=f"refund: {sums} per cent; {mix.how.en}",
        )(lang)
    ]
    told += [
        Text(
            da=f"  {_weeks(step, 'da')}: {_plain(step.percent, lang)} pct. Kilde: {_source(step)}",
            en=f"  {_weeks(step, 'en')}: {_plain(step.percent, lang)} per cent. Source: {_source(step)}",
        )(lang)
        for step, _ in mix.parts
    ]
    return told + ([_gap_told(refund, lang)] if refund.gap and mix.parts[0][0] is not refund.average else [])


def _gap_told(refund: Refund, lang: Language) -> str:
    weeks = ", ".join(f"{first}-{last or ''}" for first, last in refund.gap)
    return Text(
        da=f"  uge {weeks} står i intet trin: gennemsnittet er over de øvrige",
        en=f"  weeks {weeks} are in no step: the average is over the others",
    )(lang)


def _source(step: Step) -> str:
    return step.source.removeprefix("prices: ")


def _weeks(step: Step, lang: Language) -> str:
    first, last = step.weeks
    if last is None:
        return Text(da=f"fra uge {first}", en=f"from week {first}")(lang)
    return Text(da=f"uge {first}-{last}", en=f"weeks {first}-{last}")(lang)


def _members(cluster: Cluster, lang: Language) -> str:
    names = [area_label(member, lang) for member in cluster.members]
    more = len(names) - NAMED
    told = ", ".join(names[:NAMED])
    if more > 0:
        told += Text(da=f" og {more} andre", en=f" and {more} others")(lang)
    return Text(da="Klyngen {}: {}.", en="The cluster {}: {}.")(lang).format(cluster.name, told)


def _labour(answer: Answer, lang: Language) -> list[str]:
    found = {one.labour: None for one in answer.potentials if one.labour}
    told = [
        Text(da="Arbejdsstyrken: {} ({}).", en="Labour force: {} ({}).")(lang).format(
            _whole(one.persons, lang), one.how(lang)
        )
        for one in found
    ]
    if any(one.labour is None for one in answer.potentials):
        told.append(
            Text(
                da="Arbejdsstyrken kendes ikke: tag den ind, eller angiv --labour-force.",
                en="The labour force is not known: take it in, or give --labour-force.",
            )(lang)
        )
    return told


def _mixes(answer: Answer, lang: Language) -> list[str]:
    """How the refund of the benefits was averaged, and weeks that no step holds."""
    by_how: dict[Text, dict[str, None]] = {}
    gaps: dict[str, None] = {}
    for one in answer.potentials:
        if one.mix is None or one.refund is None or not one.amount:
            continue
        by_how.setdefault(one.mix.how, {})[label(one.group, lang)] = None
        if one.refund.gap and one.mix.parts[0][0] is not one.refund.average:
            gaps[f"{label(one.group, lang)}: {_gap_told(one.refund, lang).strip()}."] = None
    told = [
        Text(da="Refusion, {}: {}.", en="Refund, {}: {}.")(lang).format(", ".join(names), how(lang))
        for how, names in by_how.items()
    ]
    return [*told, *gaps, *([_OWN(lang)] if told else [])]


def _late(answer: Answer, lang: Language) -> list[str]:
    late = {
        f"{label(one.group, lang)} ({dated.period})": None
        for one in answer.potentials
        for dated in (one.price, one.refund)
        if dated and dated.late and one.amount
    }
    if not late:
        return []
    return [
        Text(
            da="Prisen gælder en tidligere periode end tallene: {}.",
            en="The price is of an earlier period than the figures: {}.",
        )(lang).format(", ".join(late))
    ]


def _each_cluster(answer: Answer) -> list[Sum]:
    """One sum a cluster, the widest, at the first assumption."""
    found: dict[tuple[str, str], Sum] = {}
    for one in answer.sums:
        at = (one.period, one.cluster)
        if at not in found or (one.with_pension and not found[at].with_pension):
            found[at] = one
    return list(found.values())


def _sum(one: Sum, lang: Language) -> str:
    def named(ids: tuple[str, ...]) -> str:
        return ", ".join(label(id, lang) for id in ids) or Text(da="ingen", en="none")(lang)

    told = Text(
        da="Summen mod {} {} holder {}; beløb mangler for {}",
        en="The sum against {} {} holds {}; amounts are missing for {}",
    )(lang).format(one.cluster, one.period, named(one.counted), named(one.missing))
    if one.absent:
        told += Text(da="; uden andele er {}", en="; without shares are {}")(lang).format(named(one.absent))
    return f"{told}."


def _level(value: Fraction | None, decimals: int, lang: Language) -> str:
    return "?" if value is None else written(round_half_up(value, decimals), lang)


def _points(one: Potential, value: Fraction, lang: Language) -> str:
    printed = one.own.published and one.other.published
    decimals = max(one.own.decimals, one.other.decimals) if printed else 3
    return written(round_half_up(value, decimals), lang)


def _plain(value: Fraction | None, lang: Language) -> str:
    if value is None:
        return "?"
    text = written(round_half_up(value, 1), lang)
    return text.removesuffix(",0" if lang == "da" else ".0")


def _whole(value: Fraction | None, lang: Language) -> str:
    return "?" if value is None else written(round_half_up(value, 0), lang)
