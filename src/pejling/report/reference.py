"""References to figures in hand-written text: ``{{ INDICATOR GROUP AREA PERIOD [change BASE] ... }}``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pejling.indicators import registry
from pejling.terms import benefit
from pejling.terms.municipality import CLUSTER, check_area
from pejling.terms.parse import parse_municipality
from pejling.terms.period import Period
from pejling.terms.problem import Problem

OWN = ("own", "egen")
LATEST = ("latest", "seneste")
YEAR = ("year", "år")
NO_GROUP = "-"
FORM = "{{ INDICATOR GROUP AREA PERIOD [change BASE] [breakdown KIND:BAND] [vs CLUSTER] }}"
_FOUND = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}")
_LONGEST = 80  # letters of a reference that a message shows
_WORDS = ("change", "breakdown", "vs")


@dataclass(frozen=True, slots=True)
class Reference:
    """One figure asked for in a text; ``where`` is its file and line, ``text`` as it was written.

    ``area`` is a code, ``dk``, ``region:N``, ``cluster:NAME`` or "" for the report's own municipality;
    ``period`` is "" for the newest settled one. With ``base`` it is the change since then (``year``: since
    the same period a year earlier); with ``versus``
    the figure less that of a cluster (or of ``dk``, ``region:N``, a municipality).
    """

    text: str
    where: str
    indicator: str
    group: str
    area: str
    period: str
    base: str = ""
    breakdown: str = ""
    versus: str = ""


def references(text: str, file: str) -> tuple[Reference, ...]:
    """The references of ``text`` in its order; one that cannot be read is a Problem with what is allowed.

    Whether there is such a figure is not known here, but an unknown indicator, group, area or period is told.
    """
    for loose in _LOOSE.finditer(_FOUND.sub(lambda found: "\n" * found[0].count("\n"), text)):
        line = loose.string.count("\n", 0, loose.start()) + 1
        raise Problem(
            da=f"{file}, linje {line}: {loose[0]} står alene; en henvisning til et tal er {FORM}",
            en=f"{file}, line {line}: {loose[0]} stands alone; a reference to a figure is {FORM}",
        )
    return tuple(
        _reference(found[1], f"{file}, linje {line}", f"{file}, line {line}")
        for found in _FOUND.finditer(text)
        for line in [text.count("\n", 0, found.start()) + 1]
    )


def split(text: str) -> list[str]:
    """``text`` cut at its references: words, reference, words, ...; odd entries are references."""
    return _FOUND.split(text)


def _reference(inner: str, where_da: str, where_en: str) -> Reference:
    words = inner.split()
    inner = inner if len(inner) <= _LONGEST else f"{inner[:_LONGEST]} ..."
    if len(words) < 4 or len(words) % 2:
        raise Problem(
            da=f"{where_da}: henvisningen {{{{{inner}}}}} kan ikke læses; skriv {FORM}",
            en=f"{where_en}: the reference {{{{{inner}}}}} cannot be read; write {FORM}",
        )
    indicator, group, area, period, *rest = words
    more = dict(zip(rest[::2], rest[1::2], strict=True))
    if len(more) * 2 < len(rest) or set(more) - set(_WORDS):
        raise Problem(
            da=f"{where_da}: efter perioden kan der stå {', '.join(_WORDS)}, hver én gang og hver med ét "
            f"ord; henvisningen er {{{{{inner}}}}}",
            en=f"{where_en}: after the period come {', '.join(_WORDS)}, each once and each with one word; "
            f"the reference is {{{{{inner}}}}}",
        )
    try:
        registry.get(indicator)
        if group != NO_GROUP:
            benefit.group(group)
        return Reference(
            " ".join(words),
            where_da,
            indicator,
            "" if group == NO_GROUP else group,
            "" if area in OWN else _area(area),
            "" if period in LATEST else str(Period.parse(period)),
            _base(more.get("change", "")),
            more.get("breakdown", ""),
            more.get("vs", "").removeprefix(CLUSTER),
        )
    except Problem as problem:
        raise Problem(
            da=f"{where_da}: {{{{{inner}}}}}: {problem.text.da}",
            en=f"{where_en}: {{{{{inner}}}}}: {problem.text.en}",
        ) from None


def _base(text: str) -> str:
    return YEAR[0] if text in YEAR else str(Period.parse(text)) if text else ""


def _area(text: str) -> str:
    try:
        return check_area(text)
    except Problem as problem:
        try:
            return str(parse_municipality(text).code)
        except Problem:
            raise problem from None
