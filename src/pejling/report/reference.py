"""References to figures in hand-written text: ``{{ INDICATOR GROUP AREA PERIOD [change BASE] ... }}``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pejling.indicators import registry
from pejling.report.meant import meant
from pejling.terms import benefit
from pejling.terms.masked import masked, quoted
from pejling.terms.municipality import COUNTRY, REGION, check_area, municipalities
from pejling.terms.parse import parse_area
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

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
    """One figure asked for in a text; ``where`` is its file, line and column, ``text`` as it was written.

    ``area`` is a code, ``dk``, ``region:N``, ``cluster:NAME`` or "" for the report's own municipality;
    ``period`` is "" for the newest settled one. With ``base`` it is the change since then (``year``: since
    the same period a year earlier); with ``versus`` the figure less that of ``cluster:NAME``, ``dk``,
    ``region:N``, a municipality's code or ``own``, or of what a name without more means: a cluster, else a
    municipality.
    """

    text: str
    where: Text
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
    for loose in _LOOSE.finditer(_FOUND.sub(_blank, text)):
        where = place(file, text, loose.start())
        raise Problem(
            da=f"{where.da}: {loose[0]} står alene; en henvisning til et tal er {FORM}",
            en=f"{where.en}: {loose[0]} stands alone; a reference to a figure is {FORM}",
        )
    return tuple(_reference(found[1], place(file, text, found.start())) for found in _FOUND.finditer(text))


def split(text: str) -> list[str]:
    """``text`` cut at its references: words, reference, words, ...; odd entries are references."""
    return _FOUND.split(text)


def place(file: str, text: str, at: int) -> Text:
    """``file, linje 5, tegn 8``: where the character number ``at`` of a text stands, counted from 1."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Text(da=f"{file}, linje {line}, tegn {column}", en=f"{file}, line {line}, column {column}")


def _blank(found: re.Match[str]) -> str:
    """As long, on as many lines."""
    return re.sub(r"[^\n]", " ", found[0])


def _reference(inner: str, where: Text) -> Reference:
    words = inner.split()
    asked = _shown(words)
    if len(words) < 4 or len(words) % 2 or any(len(word) > _LONGEST for word in words):
        raise Problem(
            da=f"{where.da}: henvisningen {asked.da} kan ikke læses; skriv {FORM}",
            en=f"{where.en}: the reference {asked.en} cannot be read; write {FORM}",
        )
    indicator, group, area, period, *rest = words
    more = dict(zip(rest[::2], rest[1::2], strict=True))
    unknown = next((word for word in more if word not in _WORDS), "")
    if unknown or len(more) * 2 < len(rest):
        hint = meant(unknown, _WORDS)
        raise Problem(
            da=f"{where.da}: {asked.da}: efter perioden kan der stå {', '.join(_WORDS)}, hver én gang og "
            f"hver med ét ord{hint.da}",
            en=f"{where.en}: {asked.en}: after the period come {', '.join(_WORDS)}, each once and each with "
            f"one word{hint.en}",
        )
    try:
        registry.get(indicator)
        return Reference(
            " ".join(words),
            where,
            indicator,
            "" if group == NO_GROUP else _group(group),
            _area(area),
            "" if period in LATEST else _period(period),
            _base(more.get("change", "")),
            _band(more.get("breakdown", "")),
            _versus(more.get("vs", "")),
        )
    except Problem as problem:
        raise Problem(
            da=f"{where.da}: {asked.da}: {problem.text.da}", en=f"{where.en}: {asked.en}: {problem.text.en}"
        ) from None


def _shown(words: list[str]) -> Text:
    """A reference as messages show it, on one line and not too long."""
    said = " ".join(words)
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]} ..."
    return Text(da=f"{{{{ {masked(said, 'da')} }}}}", en=f"{{{{ {masked(said)} }}}}")


def _group(text: str) -> str:
    if text in benefit.groups():
        return text
    names = {
        label.casefold(): one.id for one in benefit.groups().values() for label in (one.id, one.label.da)
    }
    found = names.get(text.casefold(), "")
    hint = meant(text, benefit.groups(), found)
    try:
        return benefit.group(text).id
    except Problem as problem:
        raise Problem(da=f"{problem.text.da}{hint.da}", en=f"{problem.text.en}{hint.en}") from None


def _area(text: str) -> str:
    if text in OWN:
        return ""
    try:
        return parse_area(text)
    except Problem:
        names = [*OWN, COUNTRY, *(one.name for one in municipalities().values())]
        hint = meant(text, names)
        raise Problem(
            da=f"området {quoted(text).da} er ukendt; tilladt er own (egen), en kommunes kode eller navn "
            f"(580), dk, region:81 til region:85 og cluster:<navn>{hint.da}",
            en=f"the area {quoted(text).en} is not known; allowed are own, a municipality's code or name "
            f"(580), dk, region:81 to region:85, and cluster:<name>{hint.en}",
        ) from None


def _period(text: str) -> str:
    try:
        return str(Period.parse(text))
    except Problem as problem:
        upper = text.upper().replace("K", "Q")
        named = [*LATEST, *([upper] if _is_period(upper) else [])]
        hint = meant(text, named, upper if _is_period(upper) else "")
        raise Problem(
            da=f"{problem.text.da}, eller latest{hint.da}", en=f"{problem.text.en}, or latest{hint.en}"
        ) from None


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except Problem:
        return False
    return True


def _base(text: str) -> str:
    if not text or text in YEAR:
        return YEAR[0] if text else ""
    try:
        return str(Period.parse(text))
    except Problem as problem:
        hint = meant(text, YEAR)
        raise Problem(
            da=f"{problem.text.da}, eller year (år): samme periode året før{hint.da}",
            en=f"{problem.text.en}, or year: the same period a year earlier{hint.en}",
        ) from None


def _band(text: str) -> str:
    if text and not all(":" in part for part in text.split("+")):
        raise Problem(
            da=f"breakdown {quoted(text).da} er flere tal; skriv hvilket, fx age:18-29 eller sex:k",
            en=f"breakdown {quoted(text).en} is several figures; write which, such as age:18-29 or sex:k",
        )
    return text


def _versus(text: str) -> str:
    """A region as `parse_area` has it; a name stays as it is: it may be a cluster's or a municipality's."""
    if text in OWN:
        return OWN[0]
    return check_area(text) if text.startswith(REGION) else text
