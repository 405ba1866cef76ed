"""What the names in a printed table say: totals, parts of parts, shares, changes and the years they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pejling.comparison.declared_relations import folded
from pejling.comparison.relation import Figure

TOTALS = frozenset({"i alt", "ialt", "total", "sum", "alle", "samlet", "total i alt", "all", "in all"})
_TOTAL = re.compile(r"(i alt|ialt|total)\b[\s(,:].*|.*[\s,]i alt|.*[\s,]total")
# whole words, or the end of a compound: jobparate is no rate
_PERCENT = re.compile(r"%|(pct|procent|andel)(?![a-zæøå])|(?<![a-zæøå])(share|rate|per ?cent)(?![a-zæøå])")
# what stands in another part already, by its own name
_OF_WHICH = re.compile(r"[\s\-–•]*(heraf|deraf|herunder|of which|hereof|thereof)\b")
# no compounds (kompetenceudvikling), and not the outcome of an appeal (ændring/ophævelse, changed)
_CHANGE = re.compile(
    r"(?<![a-zæøå])(procent|pct\.?-?)?(ændring(?!\s*/)|udvikling(?! og)|tilvækst|vækst|forskel|stigning)"
    r"(en|er|erne)?(?![a-zæøå])|(?<![a-zæøå])(changes?|growth|difference|diff)(?![a-zæøå])"
)
_POINTS = re.compile(r"(pct|procent|%)\.?[\s-]*point|(?<![a-z])(pp|points?)(?![a-z])|percentage[\s-]point")
_COUNTED = re.compile(
    r"(?<![a-zæøå])(antal|personer|fuldtidspersoner|absolut|abs|number|persons)(?![a-zæøå])"
)
# a change that does not follow from two levels as printed
_ADJUSTED = re.compile(
    r"årlig|gennemsnit|gns|real|sæson|korrigeret|renset|annual|mean|average|adjusted|index"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–/]\s*(\d\d)(?!\d)")
# what is no sum though a total stands below it, or counts somebody in several rows
_NO_SUM = re.compile(
    r"gennemsnit|varighed|median|(?<![a-zæøå])(gns|pr\.|per|uger|alder|mean|average|rang|rank|weeks)(?![a-zæøå])|"
    r"grad(?![a-zæøå])|indeks|index|duration|berørt|unik|forskellige|flere svar|distinct|unique"
)
_PER = re.compile(r"(?:(?<![a-zæøå])pr\.?|(?<![a-zæøå])per) ?(1[., ]?000|10[., ]?000|100[., ]?000)(?!\d)")
_INDEX = re.compile(r"indeks|(?<![a-zæøå])index")
LONGEST_NAME = 60  # characters; more are a sentence
_MEAN = re.compile(r"(gns\.?|gennemsnit|snit|middel|mean|average)(?![a-zæøå]).*")


def is_total(name: str) -> bool:
    """Whether a name says that it is a total: alone, or as ``I alt, personer`` and ``Kontanthjælp i alt``."""
    return folded(name) in TOTALS or bool(_TOTAL.fullmatch(folded(name)))


def is_of_which(name: str) -> bool:
    """Whether a name says that it is a part of the one before."""
    return bool(_OF_WHICH.match(folded(name)))


def is_mean(name: str) -> bool:
    """Whether a name says that it is the mean of those beside it."""
    return bool(_MEAN.fullmatch(folded(name)))


@lru_cache(maxsize=1 << 16)
def says_percentage(name: str) -> bool:
    """Whether a name says that it is a share or rate."""
    return bool(_PERCENT.search(folded(name)))


def says_change(name: str) -> bool:
    """Whether a name says that it is a change."""
    return bool(_CHANGE.search(folded(name).replace("_", " ")))


def is_adjusted(name: str) -> bool:
    """Whether a change is a yearly mean, a real one, a seasonally adjusted one: none of two levels."""
    return bool(_ADJUSTED.search(folded(name)))


def is_no_sum(names: Sequence[str]) -> bool:
    """Whether a figure with these names need not be the sum of its parts: a mean, or persons counted once."""
    return any(_NO_SUM.search(folded(name)) for name in names)


def is_percentage(figure: Figure) -> bool:
    """Whether a figure, or its place, says that it is a share or rate in per cent.

    Names that are sentences (sources, notes) say nothing of a figure; what is per 1,000 is no percentage.
    """
    names = [name for name in (*figure.key, figure.column) if len(name) <= LONGEST_NAME]
    if figure.per_cent:
        return True
    other = any(_INDEX.search(folded(name)) or _PER.search(folded(name)) for name in names)
    return any(map(says_percentage, names)) and not other


def scale_of(name: str) -> int:
    """What a rate is per: 100 of a percentage, 1,000 of one per 1,000."""
    match = _PER.search(folded(name).replace("_", " "))
    return int(re.sub(r"\D", "", match[1])) if match else 100


def is_change(figure: Figure) -> bool:
    """Whether a figure's place says that it is a change."""
    return any(says_change(name) for name in (*figure.key, figure.column))


def ways_of(change: str) -> tuple[bool, ...]:
    """In what a change may be printed, likeliest first: True in per cent, False as a difference."""
    name = folded(change).replace("_", " ")
    if _POINTS.search(name):
        return (False,)
    if says_percentage(name):
        return (True, False)
    return (False,) if _COUNTED.search(name) else (True, False)


def years_in(name: str) -> tuple[str, ...]:
    """The years that a name holds, in its order: ``ændring 2018-19`` holds 2018 and 2019."""
    whole = _SHORT.sub(lambda match: f"{match[1]} {match[1][:2]}{match[2]}", name)
    return tuple(dict.fromkeys(_YEAR.findall(whole)))


def without_years(name: str) -> str:
    """A name without the years in it, as it is compared."""
    return " ".join(_YEAR.sub(" ", folded(name)).split())
