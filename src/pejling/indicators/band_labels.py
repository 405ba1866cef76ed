"""Bands as a reader is told them."""

from __future__ import annotations

from pejling.indicators.band import NO_LIMIT, ORIGINS, SEXES, Band
from pejling.terms.text import Text

EVERYBODY = Text(da="alle", en="everybody")
SEX_LABELS = {
    SEXES["m"]: Text(da="mænd", en="men"),
    SEXES["k"]: Text(da="kvinder", en="women"),
}
ORIGIN_LABELS = {
    ORIGINS["dansk"]: Text(da="dansk oprindelse", en="Danish origin"),
    ORIGINS["indvandrer"]: Text(da="indvandrere", en="immigrants"),
    ORIGINS["efterkommer"]: Text(da="efterkommere", en="descendants"),
}


def label(band: Band) -> Text:
    """``age:18-29+sex:k`` is "18-29 år, kvinder"; a band that narrows nothing is everybody.

    >>> from pejling.indicators.band import band
    >>> label(band("age:60-+sex:k")).en, label(band("duration:5-26")).da
    ('aged 60 and over, women', 'forløb på 5-26 uger')
    """
    parts = [*_age(band), *_sex(band), *_origin(band), *_duration(band), *_visitation(band)]
    if not parts:
        return EVERYBODY
    return Text(da=", ".join(part.da for part in parts), en=", ".join(part.en for part in parts))


def _age(band: Band) -> list[Text]:
    if band.age is None:
        return []
    first, last = band.age
    if last == NO_LIMIT:
        return [Text(da=f"{first} år og derover", en=f"aged {first} and over")]
    return [Text(da=f"{first}-{last} år", en=f"aged {first}-{last}")]


def _duration(band: Band) -> list[Text]:
    if band.duration is None:
        return []
    first, last = band.duration
    if last == NO_LIMIT:
        return [Text(da=f"forløb på mindst {first} uger", en=f"spells of {first} weeks or more")]
    return [Text(da=f"forløb på {first}-{last} uger", en=f"spells of {first}-{last} weeks")]


def _sex(band: Band) -> list[Text]:
    return [] if band.sex is None else [SEX_LABELS[band.sex]]


def _origin(band: Band) -> list[Text]:
    return [] if band.origin is None else [ORIGIN_LABELS[band.origin]]


def _visitation(band: Band) -> list[Text]:
    group = band.visitation
    return [] if group is None else [Text(da=f"matchgruppe {group}", en=f"match group {group}")]
