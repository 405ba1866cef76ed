"""Curves in words: causes of exit, headings, what is read off a curve, and what a reader must know of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pejling.app.curve import Curves, Line, Shown
from pejling.app.curve_facts import (
    ENTRIES,
    MEAN,
    MEAN_HIGH,
    MEAN_LOW,
    MEDIAN,
    MEDIAN_HIGH,
    MEDIAN_LOW,
    STAYING,
    UNKNOWN,
)
from pejling.app.curve_question import REACHED, Intervals, Kind
from pejling.indicators import band_labels
from pejling.indicators.band import band
from pejling.spells.causes import EDUCATION, EMPLOYMENT, OTHER, OUT, PENSION, SELF_SUPPORTING
from pejling.terms.amount import round_half_up, written
from pejling.terms.benefit import group
from pejling.terms.municipality import area_label
from pejling.terms.observation import Mark
from pejling.terms.text import Language, Text

_CAUSES = {
    STAYING: Text(da="stadig på ydelsen", en="still on the benefit"),
    REACHED: Text(da="nåede målgruppen", en="reached the target group"),
    EMPLOYMENT: Text(da="beskæftigelse", en="employment"),
    EDUCATION: Text(da="uddannelse", en="education"),
    SELF_SUPPORTING: Text(da="selvforsørgelse", en="self-support"),
    PENSION: Text(da="pension og efterløn", en="state pension, early retirement"),
    OTHER: Text(da="andet", en="other"),
    OUT: Text(da="død eller udvandret", en="dead or emigrated"),
}
TITLES: dict[Kind, Text] = {
    "survival": Text(da="Stadig i forløb efter så mange uger", en="Spell still running after so many weeks"),
    "exits": Text(da="Afgang efter årsag", en="Exits by cause"),
    "retention": Text(
        da="På ydelsen så mange uger efter start (tilbagefald er tilladt)",
        en="On the benefit so many weeks after the start (relapse is allowed)",
    ),
}
_UNTIL = Text(da="Har endnu ikke nået {}", en="Has not yet reached {}")
BY: dict[Intervals, Text] = {
    "spell": Text(
        da="Intervallerne (95 pct.) regner hvert forløb for sit eget; har nogle personer flere forløb, er de "
        "lidt for smalle.",
        en="The intervals (95 per cent) take every spell for a person of its own; where some persons have "
        "several they are a little too narrow.",
    ),
    "person": Text(
        da="Intervallerne (95 pct.) regner efter person: alle en persons forløb er én trækning (jackknife).",
        en="The intervals (95 per cent) go by person: all spells of a person are one draw (jackknife).",
    ),
    "bootstrap": Text(
        da="Intervallerne (95 pct.) regner efter person: alle en persons forløb er én trækning "
        "(Poisson-bootstrap, 200 gentagelser).",
        en="The intervals (95 per cent) go by person: all spells of a person are one draw "
        "(Poisson bootstrap, 200 replicates).",
    ),
}
DRAW = Text(
    da="Registret rummer alle; det, der skete, læses som én trækning af det, der kunne være sket.",
    en="The register holds everybody; what happened is read as one draw of what could have happened.",
)
THINNED = Text(
    da="Af hensyn til små tal vises kurven kun i jobindsats' uger, og kun hvor der bag hvert trin er ingen "
    "eller mindst 5 forløb, og mindst 20 stadig følges; værdier er afrundet.",
    en="For the sake of small numbers the curve is shown at jobindsats' weeks only, and only where there are "
    "none or at least 5 spells behind every step and at least 20 still followed; values are rounded.",
)
PROVISIONAL = Text(
    da="Foreløbig: senere data kan ændre kurven, da ikke alle er fulgt til ende.",
    en="Provisional: later data may change the curve, since not all are followed to the end.",
)
SYNTHETIC = Text(da="Syntetiske data: ingen virkelige personer.", en="Synthetic data: nobody real.")


def cause_label(cause: str, lang: Language) -> str:
    """What a cause of exit is called."""
    known = _CAUSES.get(cause)
    if known:
        return known(lang)
    return group(cause).label(lang) if cause else ""


def title(curves: Curves, lang: Language) -> str:
    """What the curves show."""
    asked = curves.question
    if asked.until and asked.kind == "survival":
        named = ", ".join(_target(id, lang) for id in asked.until)
        return _UNTIL(lang).format(named)
    return TITLES[asked.kind](lang)


def _target(id: str, lang: Language) -> str:
    return _CAUSES[id](lang) if id in _CAUSES else group(id).label(lang)


def line_label(curves: Curves, line: Line, lang: Language) -> str:
    """What tells a curve apart from the others: group and area where several are drawn, band where given."""
    asked = curves.question
    parts = []
    if len(asked.groups) > 1:
        parts.append(group(line.group).label(lang))
    if len(asked.areas) > 1 or len(asked.groups) == 1:
        parts.append(area_label(line.area, lang))
    return ", ".join(filter(None, (*parts, band_label(line, lang))))


def band_label(line: Line, lang: Language) -> str:
    """What a curve's band is called; nothing for everybody."""
    return band_labels.label(band(line.breakdown))(lang) if line.breakdown else ""


def below(curves: Curves, line: Line, lang: Language) -> str:
    """What stands under a curve: how many were followed and left out, the median and the mean."""
    found = {one.what: one for one in curves.of(line) if not one.cause or one.what in _READ}
    sentences = [_entered(found, lang)]
    retained = curves.question.kind == "retention"
    # the origin alone, where all are there, says nothing
    few = not any(one.week > 0 and one.what not in _READ for one in curves.of(line))
    if few:
        sentences.append(Text(da="For få til at vise en kurve.", en="Too few for a curve to be shown.")(lang))
    elif not retained and MEDIAN in found:
        sentences.append(_median(found, lang))
    if not few and MEAN in found and found[MEAN].seen.value is not None:
        sentences.append(_mean(found, retained, lang))
    full = ", ".join(
        filter(None, (group(line.group).label(lang), area_label(line.area, lang), band_label(line, lang)))
    )
    return f"{full}: " + " ".join(sentences)


_READ = (ENTRIES, UNKNOWN, MEDIAN, MEDIAN_LOW, MEDIAN_HIGH, MEAN, MEAN_LOW, MEAN_HIGH)


def _entered(found: dict[str, Shown], lang: Language) -> str:
    followed = _count(found[ENTRIES], ("forløb fulgt", "forløb fulgt"), ("spell followed", "spells followed"))
    left_out = _count(
        found[UNKNOWN],
        ("uden kendt start er udeladt", "uden kendt start er udeladt"),
        ("of unknown start is left out", "of unknown start are left out"),
    )
    return f"{followed(lang)}; {left_out(lang)}."


def _count(shown: Shown, da: tuple[str, str], en: tuple[str, str]) -> Text:
    if shown.hidden or shown.seen.value is None:
        return Text(da=f"færre end 5 {da[1]}", en=f"fewer than 5 {en[1]}")
    count = int(shown.seen.value)
    at, number = int(count != 1), Decimal(count)
    return Text(da=f"{written(number, 'da')} {da[at]}", en=f"{written(number, 'en')} {en[at]}")


def _median(found: dict[str, Shown], lang: Language) -> str:
    value = found[MEDIAN].seen.value
    if value is None:
        return Text(
            da="Medianen nås ikke i de viste uger.", en="The median is not reached in the weeks shown."
        )(lang)
    spread = ""
    if MEDIAN_LOW in found:
        low, high = (found[part].seen.value for part in (MEDIAN_LOW, MEDIAN_HIGH))
        spread = around(low, high)(lang)
    return Text(da=f"Median: {value:g} uger{spread}.", en=f"Median: {value:g} weeks{spread}.")(lang)


def around(low: float | None, high: float | None) -> Text:
    """The limits of a median in brackets, each of which may be lacking; "" where both are."""
    if low is not None and high is not None:
        return Text(da=f" ({low:g}–{high:g})", en=f" ({low:g}–{high:g})")
    if low is not None:
        return Text(da=f" (mindst {low:g})", en=f" (at least {low:g})")
    return Text(da="", en="") if high is None else Text(da=f" (højst {high:g})", en=f" (at most {high:g})")


def _mean(found: dict[str, Shown], retained: bool, lang: Language) -> str:
    mean = found[MEAN]
    sides = [found[part] for part in (MEAN_LOW, MEAN_HIGH) if part in found]
    limits = [_number(side, lang) for side in sides if side.seen.value is not None]
    spread = f" ({'–'.join(limits)})" if limits else ""
    number, weeks = _number(mean, lang), mean.week
    if retained:
        return Text(
            da=f"I snit {number} uger på ydelsen i de første {weeks} uger.",
            en=f"On average {number} weeks on the benefit in the first {weeks} weeks.",
        )(lang)
    return Text(
        da=f"Middel inden for {weeks} uger: {number} uger{spread}.",
        en=f"Mean within {weeks} weeks: {number} weeks{spread}.",
    )(lang)


def _number(shown: Shown, lang: Language) -> str:
    return written(round_half_up(Fraction(shown.seen.value or 0), 1), lang)


def notes(curves: Curves, lang: Language) -> list[str]:
    """What a reader must know of all the curves, the source last."""
    thinned = curves.release.policy != "internal"
    found = [SYNTHETIC] if curves.synthetic else []
    found += [PROVISIONAL] if any(Mark.PROVISIONAL in one.seen.marks.split() for one in curves.shown) else []
    by = curves.question.intervals
    found += [BY[by], *([] if by == "spell" else [DRAW]), *([THINNED] if thinned else [])]
    source = Text(
        da=f"Kilde: {curves.source}; vintage {curves.vintage}; forløbsregel {curves.rule}.",
        en=f"Source: {curves.source}; vintage {curves.vintage}; spell rule {curves.rule}.",
    )
    return [text(lang) for text in (*found, source)]
