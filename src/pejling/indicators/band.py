"""Break-downs, one at a time or crossed: whom, or which of their weeks, a figure is narrowed to.

The day or week that decides is the shape's own. Weeks, persons, events and offers: the week itself. Spells
started: the first week. Ended, after (ended), histograms: the last. Running, persons at, long term: the
period's last week. Life tables: the first week at risk. Age is that of age groups: on the period's last
day, or the Monday of the first, the Sunday of the last week.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pejling.terms.problem import Problem

Limits = tuple[int, int]  # both included
NO_LIMIT = 9999
SEXES = {"m": 1, "k": 2}
ORIGINS = {"dansk": 1, "indvandrer": 2, "efterkommer": 3}
KINDS = ("age", "sex", "origin", "duration", "visitation")
STANDARD = {
    "age": ("16-24", "25-29", "30-39", "40-49", "50-59", "60-"),
    "sex": tuple(SEXES),
    "origin": tuple(ORIGINS),
    # the steps of refusion since 2016, and years
    "duration": ("1-4", "5-26", "27-52", "53-104", "105-"),
    "visitation": ("1", "2", "3", "4", "5"),
}


@dataclass(frozen=True, slots=True)
class Band:
    """Part of a break-down; one that says nothing narrows nothing. ``id``: ``age:18-29``, crossed
    ``age:18-29+sex:k``.

    ``age``: years; ``sex`` and ``origin``: as stored with persons; ``duration``: weeks so far of the spell
    (of
    the group's parent) by the rule's clock, so that a spell of unknown start is in no band; in a week of
    benefit the week itself counts, in a running spell its length so far, in an ended one its length. A
    started
    spell is in its first week. ``visitation``: the match group of the week.
    """

    id: str = ""
    age: Limits | None = None
    sex: int | None = None
    origin: int | None = None
    duration: Limits | None = None
    visitation: int | None = None


EVERYBODY = Band()


def bands(asked: str) -> tuple[Band, ...]:
    """The bands of ``asked``: ``age`` (the standard ones), ``age:18-29``, or crossed, ``age+sex:k``.

    ``age:60-`` has no upper end. Each kind at most once; what cannot be read is a Problem.
    """
    found: tuple[Band, ...] = (EVERYBODY,)
    kinds: list[str] = []
    for part in asked.split("+"):
        kind, colon, value = part.strip().partition(":")
        if kind not in KINDS or kind in kinds or (colon and not value):
            raise _unreadable(asked)
        kinds.append(kind)
        values = (value,) if value else STANDARD[kind]
        found = tuple(_narrowed(band, kind, one, asked) for band in found for one in values)
    return found


def band(id: str) -> Band:
    """The one band called ``id``; "" is everybody."""
    if not id:
        return EVERYBODY
    found = bands(id)
    if len(found) > 1 or found[0].id != id:
        raise _unreadable(id)
    return found[0]


def _narrowed(band: Band, kind: str, value: str, asked: str) -> Band:
    narrowed = replace(band, id="+".join(filter(None, (band.id, f"{kind}:{value}"))))
    match kind:
        case "age":
            return replace(narrowed, age=_limits(value, asked))
        case "duration":
            return replace(narrowed, duration=_limits(value, asked))
        case "sex" if value in SEXES:
            return replace(narrowed, sex=SEXES[value])
        case "origin" if value in ORIGINS:
            return replace(narrowed, origin=ORIGINS[value])
        case "visitation" if re.fullmatch(r"[1-9]\d?", value):
            return replace(narrowed, visitation=int(value))
    raise _unreadable(asked)


def _limits(value: str, asked: str) -> Limits:
    read = re.fullmatch(r"(\d{1,4})-(\d{0,4})", value)
    if not read:
        raise _unreadable(asked)
    first, last = int(read[1]), int(read[2]) if read[2] else NO_LIMIT
    if first > last:
        raise _unreadable(asked)
    return first, last


def _unreadable(asked: str) -> Problem:
    origins = "|".join(ORIGINS)
    return Problem(
        da=f"opdelingen {asked!r} kan ikke læses. Tilladt er {', '.join(KINDS)} (med de faste bånd), ét bånd "
        f"som age:18-29, age:60-, sex:k, origin:{origins}, duration:5-26 eller visitation:2, eller flere "
        "krydset med +, fx age:18-29+sex:k",
        en=f"the break-down {asked!r} cannot be read. Allowed are {', '.join(KINDS)} (with the standard "
        f"bands), one band such as age:18-29, age:60-, sex:k, origin:{origins}, duration:5-26 or "
        "visitation:2, or several crossed with +, such as age:18-29+sex:k",
    )
