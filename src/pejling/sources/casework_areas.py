"""Areas of work as extracts write them: the printed abbreviations, or words for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.sources.casework_columns import fold

BETWEEN = "; "  # several areas of one row, as they are kept
_SEPARATORS = re.compile(r"[,;/+&\n]| og | and ")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "DP": ("dagpenge", "a-dagpenge", "forsikrede ledige", "dagpengemodtagere"),
    "JP": ("jobparate", "jobparat", "kontanthjælp jobparate", "jobparate over 30"),
    "AP": (
        "aktivitetsparate",
        "aktivitetsparat",
        "kontanthjælp aktivitetsparate",
        "aktivitetsparate over 30",
    ),
    "UU": ("uddannelsesparate", "uddannelsesparat", "uddannelsesparate unge"),
    "AU": ("aktivitetsparate unge", "unge aktivitetsparate", "aktivitetsparate under 30"),
    "SP": ("sygedagpenge", "sygedagpengemodtagere"),
    "JF": ("jobafklaring", "jobafklaringsforløb"),
    "RE": ("ressourceforløb",),
    "IN": ("integration", "integrationsprogram"),
}


@cache
def _known() -> Mapping[str, str]:
    """The abbreviation by each folded word for it."""
    found = {}
    for area, label in AREAS_OF_WORK.items():
        for word in (area, label.da, label.en, *_WORDS.get(area, ())):
            found[fold(word)] = area
    return found


def areas_in(text: str, own: Mapping[str, str]) -> list[str]:
    """The areas of work that a cell names: abbreviations in order, each once, unknown words as they stand.

    ``own``: the user's words and their abbreviations.

    >>> areas_in("JP, aktivitetsparate og ukendt", {}), areas_in("DP JP", {})
    (['AP', 'JP', 'ukendt'], ['DP', 'JP'])
    """
    known = {**_known(), **{fold(word): area for word, area in own.items()}}
    whole = " ".join(text.split())
    if fold(whole) in known:
        return [known[fold(whole)]]
    parts = [part.strip() for part in _SEPARATORS.split(whole) if part.strip()]
    found = set()
    for part in parts:
        words = part.split(" ")
        if fold(part) not in known and all(fold(word) in known for word in words):
            found |= {known[fold(word)] for word in words}
        else:
            found.add(known.get(fold(part), part))
    return sorted(found)
