"""Another question for one that jobindsats.dk refused, as far as the refusal's cause leaves one open.

Nothing is guessed: what is taken instead stands in the table's own description. What could be misread is
refused still: municipalities that were asked for by name are never exchanged for the country.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from pejling.sources.jobindsats_api import Described
from pejling.sources.jobindsats_extent import MUNICIPALITIES, area_hierarchies
from pejling.sources.jobindsats_plan import EVERY, TOP, Part
from pejling.sources.jobindsats_refused import Refusal
from pejling.sources.jobindsats_wish import country_only, fewer, latest_of, other_kind
from pejling.terms.text import Text

Adapted = tuple[Part, tuple[Text, ...]]


def adapted(whole: Part, refusal: Refusal, described: Described, refused: Set[str]) -> Adapted | None:
    """The question to ask instead, and what is to be said of it; None where the cause leaves none.

    ``refused``: every hierarchy and period type that the service has refused of this table so far.
    """
    if refusal.kind == "fewer":
        return _fewer(whole, refusal)
    if refusal.kind == "hierarchies":
        return _without(whole, described, refused)
    return _of_another_kind(whole, described, refused) if refusal.kind == "period_type" else None


def _fewer(whole: Part, refusal: Refusal) -> Adapted | None:
    there, wanted = refusal.periods, len(whole.periods) or whole.latest
    if not 0 < there < wanted:
        return None
    notes = (fewer(there, wanted),)
    if whole.periods:
        return replace(whole, periods=whole.periods[-there:]), notes
    return replace(whole, latest=there), notes


def _without(whole: Part, described: Described, refused: Set[str]) -> Adapted | None:
    """Leave a hierarchy out that the service does not know, or take another one for the areas."""
    notes: list[Text] = []
    along = tuple(one for one in whole.along if one not in refused)
    if len(along) < len(whole.along):
        gone = ", ".join(one for one in whole.along if one in refused)
        notes.append(
            Text(
                da=f"Kilden kender ikke {gone} i denne tabel: hentet uden",
                en=f"The source does not know {gone} in this table: fetched without",
            )
        )
    if whole.area not in refused:
        return replace(whole, along=along), tuple(notes)
    there = tuple(one for one in area_hierarchies(described.description) if one not in refused)
    if not there or whole.areas not in ((EVERY,), (TOP,)):
        return None
    if whole.areas == (EVERY,) and MUNICIPALITIES not in there:
        area, areas, said = country_only(there)
        return replace(whole, along=along, area=area, areas=areas), (*notes, *said)
    notes.append(
        Text(
            da=f"Kilden kender ikke {whole.area} i denne tabel: hentet efter {there[0]}",
            en=f"The source does not know {whole.area} in this table: fetched by {there[0]}",
        )
    )
    return replace(whole, along=along, area=there[0]), tuple(notes)


def _of_another_kind(whole: Part, described: Described, refused: Set[str]) -> Adapted | None:
    kind = other_kind({*refused, whole.kind}, described.description, described.extent)
    if not whole.free or kind is None:
        return None
    wanted = len(whole.periods) or whole.latest
    named, said = latest_of(kind, wanted, described.extent)
    note = Text(
        da=f"Kilden har ikke perioder af slagsen {whole.kind} i denne tabel: hentet som {kind}",
        en=f"The source has no periods of the type {whole.kind} in this table: fetched as {kind}",
    )
    return replace(whole, kind=kind, periods=named, latest=0 if named else wanted), (note, *said)
