"""What an answer of jobindsats.dk lacks of what was asked for: areas and periods without any row.

The service leaves out no area and no period that a table has: what is hidden has a row with null. An answer
that is cut off at a row's end is whole JSON all the same, and cannot be told in another way.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from pejling.sources.jobindsats_extent import MUNICIPALITIES, Extent
from pejling.sources.jobindsats_plan import EVERY, TOP, Part
from pejling.terms.municipality import COUNTRY, area_label, municipalities
from pejling.terms.parse import parse_area, parse_jobindsats_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

_NAMED = 12


@dataclass(frozen=True, slots=True)
class Gaps:
    """``areas`` by the periods in which they have no row; ``periods`` without any row at all, and how many
    are lacking where they were not asked for by name."""

    areas: dict[str, tuple[str, ...]]
    periods: tuple[str, ...]
    unnamed: int = 0

    def __bool__(self) -> bool:
        return bool(self.areas or self.periods or self.unnamed)

    def told(self) -> Text:
        """What is missing: periods, then areas by name with how many periods of each."""
        return Text(da=self._told("da"), en=self._told("en"))

    def details(self) -> dict[str, object]:
        """For the manifest: every period and area by its id."""
        return {
            "periods": list(self.periods),
            "unnamed_periods": self.unnamed,
            "areas": {area: list(periods) for area, periods in self.areas.items()},
        }

    def _told(self, lang: Language) -> str:
        said = []
        if self.periods:
            head = Text(da="ingen rækker for perioderne", en="no rows for the periods")
            said.append(f"{head(lang)} {_listed(self.periods)}")
        if self.unnamed:
            head = Text(
                da=f"{self.unnamed} af de perioder, der er spurgt om",
                en=f"{self.unnamed} of the periods asked for",
            )
            said.append(head(lang))
        if self.areas:
            count = len(self.areas)
            short = {period for periods in self.areas.values() for period in periods}
            head = Text(
                da=f"ingen rækker for {count} {'område' if count == 1 else 'områder'}",
                en=f"no rows for {count} {'area' if count == 1 else 'areas'}",
            )
            names = _listed(tuple(area_label(area, lang) for area in self.areas))
            into = Text(da="i", en="in")
            said.append(f"{head(lang)} {into(lang)} {_listed(tuple(sorted(short)))}: {names}")
        return "; ".join(said)


def gaps(asked: Part, extent: Extent, there: Set[tuple[str, Period]]) -> Gaps:
    """What of ``asked`` is not among ``there``, the answer's areas (by our ids) and periods."""
    wanted = tuple(parse_jobindsats_period(one) for one in asked.periods)
    seen = {period for _, period in there}
    empty = tuple(period for period in wanted if period not in seen)
    lacking: dict[str, tuple[str, ...]] = {}
    for area in _areas(asked, extent):
        periods = sorted(period for period in (wanted or seen) if (area, period) not in there)
        if short := tuple(str(period) for period in periods if period not in empty):
            lacking[area] = short
    unnamed = 0 if wanted else max(0, asked.latest - len(seen))
    return Gaps(lacking, tuple(str(period) for period in empty), unnamed)


def refused(table: str, found: Gaps) -> Problem:
    """The Problem of an answer that lacks what was asked for."""
    said = found.told()
    return Problem(
        da=f"{table}: svaret er ikke helt: {said.da}. Det er nok skåret af hos kilden: hent igen senere. "
        "Mangler det også hos kilden selv, så tag resten ind med --accept-gaps. Intet er taget ind",
        en=f"{table}: the answer is not whole: {said.en}. The source probably cut it off: fetch again later. "
        "If the source itself lacks it, take in the rest with --accept-gaps. Nothing was taken in",
    )


def accepted(found: Gaps) -> Text:
    """The line of what was taken in all the same."""
    said = found.told()
    return Text(
        da=f"Advarsel: svaret er ikke helt, taget ind efter --accept-gaps: {said.da}",
        en=f"Warning: the answer is not whole, taken in by --accept-gaps: {said.en}",
    )


def _areas(asked: Part, extent: Extent) -> tuple[str, ...]:
    """The areas of ours that were asked for; nothing where the table has none, or does not tell."""
    if not asked.area:
        return ()
    named = {value.id: value.name for value in extent.values.get(asked.area, ())}
    if EVERY in asked.areas:
        if not named and asked.area == MUNICIPALITIES:
            return tuple(str(code) for code in municipalities())
        ids = tuple(named)
    else:
        ids = asked.areas
    found = (_area(id, named) for id in ids)
    return tuple(dict.fromkeys(area for area in found if area is not None))


def _area(id: str, named: dict[str, str]) -> str | None:
    """Our area of a value of the hierarchy; None for one that is none of ours (abroad, not stated)."""
    if id == TOP and id not in named:
        return COUNTRY
    try:
        return parse_area(named[id]) if id in named else None
    except Problem:
        return None


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_NAMED]) + (f" ... ({len(names)})" if len(names) > _NAMED else "")
