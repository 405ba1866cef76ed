"""Numbers with their nouns, and the store's own terms, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from pejling.terms.amount import written
from pejling.terms.text import Language, Text

_TERMS = {
    "observations": Text(da="tal", en="figures"),
    "runs": Text(da="persondata", en="person data"),
    "casework": Text(da="sagsudtræk", en="casework extracts"),
    "events": Text(da="kronologi", en="chronology"),
    "survey": Text(da="spørgeskema", en="survey"),
    "current": Text(da="gældende", en="current"),
    "withdrawn": Text(da="trukket tilbage", en="withdrawn"),
    "damaged": Text(da="beskadiget", en="damaged"),
    "missing": Text(da="forsvundet", en="missing"),
    "erased": Text(da="slettet", en="erased"),
    "yes": Text(da="ja", en="yes"),
    "no": Text(da="nej", en="no"),
}


def how_many(count: int, da: tuple[str, str], en: tuple[str, str]) -> Text:
    """``count`` and its noun, each noun given for one and for several.

    >>> how_many(1, ("leverance", "leverancer"), ("vintage", "vintages")).da
    '1 leverance'
    >>> how_many(17301, ("række", "rækker"), ("row", "rows")).da
    '17.301 rækker'
    """
    at, number = int(count != 1), Decimal(count)
    return Text(da=f"{written(number, 'da')} {da[at]}", en=f"{written(number, 'en')} {en[at]}")


def in_digits(count: int) -> Text:
    """A count alone, thousands divided as each language does.

    >>> in_digits(1260).da
    '1.260'
    """
    return Text(da=written(Decimal(count), "da"), en=written(Decimal(count), "en"))


def in_words(term: str, lang: Language) -> str:
    """A kind or state of a vintage, yes or no, as people read it; anything else stays as it is."""
    return _TERMS[term](lang) if term in _TERMS else term
