"""Municipalities, regions and areas."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pejling.terms.masked import masked, quoted
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

COUNTRY = "dk"
REGION = "region:"
CLUSTER = "cluster:"


@dataclass(frozen=True, slots=True)
class Municipality:
    code: int
    name: str
    region: int


@dataclass(frozen=True)
class _Reference:
    municipalities: dict[int, Municipality]
    regions: dict[int, Text]
    spellings: dict[str, int]
    before_2007: frozenset[int]


@cache
def _reference() -> _Reference:
    text = (files("pejling.terms") / "reference" / "municipalities.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return _Reference(
        municipalities={int(c): Municipality(int(c), **row) for c, row in raw["municipalities"].items()},
        regions={int(c): Text(**row) for c, row in raw["regions"].items()},
        spellings=raw["spellings"],
        before_2007=frozenset(raw["before_2007"]["codes"]),
    )


def municipalities() -> dict[int, Municipality]:
    """The 98 municipalities by code."""
    return _reference().municipalities


def regions() -> dict[int, Text]:
    """The five regions by Danmarks Statistik's code (81-85)."""
    return _reference().regions


def counts_in_country_only(code: int) -> bool:
    """Blank (0), Christiansø (411), 9xx and codes abolished in 2007: in `dk`, in no municipality."""
    return code in (0, 411) or 900 <= code <= 999 or code in _reference().before_2007


def by_name(name: str) -> Municipality:
    """The municipality that ``name`` means, in any of the spellings in use; else a Problem.

    >>> by_name("Århus Kommune").code
    751
    """
    reference = _reference()
    folded = " ".join(name.replace("\u00a0", " ").split())
    for form in (folded, folded.removesuffix(" Kommune").removesuffix(" kommune")):
        if form in reference.spellings:
            return reference.municipalities[reference.spellings[form]]
        for known in reference.municipalities.values():
            if form.casefold() in (known.name.casefold(), known.name.casefold() + "s"):
                return known
    raise Problem(
        da=f"{quoted(name).da} er ikke navnet på en af de 98 kommuner",
        en=f"{quoted(name).en} is not the name of one of the 98 municipalities",
    )


def unknown_municipality(code: int | str) -> Problem:
    """The Problem of a code that is none of the 98."""
    return Problem(
        da=f"{masked(str(code), 'da')} er ikke koden på en af de 98 kommuner; Aabenraa er for eksempel 580",
        en=f"{masked(str(code))} is not the code of one of the 98 municipalities; "
        "Aabenraa, for example, is 580",
    )


def areas() -> tuple[str, ...]:
    """Every municipality, region and the country, in that order: the areas that person data give."""
    reference = _reference()
    return (
        *(str(code) for code in sorted(reference.municipalities)),
        *(f"{REGION}{code}" for code in sorted(reference.regions)),
        COUNTRY,
    )


def members(area: str) -> tuple[str, ...]:
    """The municipalities that a region or the country consists of."""
    known = municipalities().values()
    if area == COUNTRY:
        return tuple(str(m.code) for m in known)
    if area.startswith(REGION):
        return tuple(str(m.code) for m in known if str(m.region) == area.removeprefix(REGION))
    return (area,)


def check_area(area: str) -> str:
    """``area`` itself when it can be one (a cluster may have any name); else a Problem."""
    if area in areas() or (area.startswith(CLUSTER) and len(area) > len(CLUSTER)):
        return area
    raise Problem(
        da=f"området {quoted(area).da} er ukendt; tilladt er en kommunes kode (580), dk, "
        "region:81 til region:85 og cluster:<navn>",
        en=f"the area {quoted(area).en} is not known; allowed are a municipality's code (580), dk, "
        "region:81 to region:85, and cluster:<name>",
    )


def area_label(area: str, lang: Language) -> str:
    """What an area is called in a text: ``Aabenraa``, ``Region Syddanmark``, ``Hele landet``."""
    if area == COUNTRY:
        return Text(da="Hele landet", en="Denmark")(lang)
    if area.startswith(REGION):
        return regions()[int(area.removeprefix(REGION))](lang)
    if area.startswith(CLUSTER):
        return area.removeprefix(CLUSTER)
    return municipalities()[int(area)].name
