"""What the user asks jobindsats.dk for, in the words of one table: periods and areas that it has."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pejling.sources.jobindsats_extent import (
    KINDS,
    MUNICIPALITIES,
    Extent,
    Value,
    area_hierarchies,
)
from pejling.sources.jobindsats_plan import EVERY, TOP, Part
from pejling.sources.jobindsats_tables import Description
from pejling.terms.municipality import COUNTRY
from pejling.terms.parse import parse_jobindsats_period, parse_municipality
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

_LATEST = re.compile(r"(?:(M|Q|QMAT|Y|MYTD)[:=])?latest:(\d{1,6})", re.IGNORECASE)
_KIND_OF = {Kind.MONTH: "M", Kind.QUARTER: "Q", Kind.YEAR: "Y"}


@dataclass(frozen=True, slots=True)
class Planned:
    """The whole question, and what a reader must know of it."""

    whole: Part
    notes: tuple[Text, ...]


def planned(
    period: str, area: str, description: Description, extent: Extent, along: tuple[str, ...]
) -> Planned:
    """The question for one table. A period or an area that it does not have is a Problem that names those
    that it has; what it has less of is asked for as far as it goes, and said."""
    kind, periods, latest, free, notes = _periods(period, description, extent)
    hierarchy, areas, said = _areas(area, description, extent)
    part = Part(kind, periods, latest, hierarchy, areas, along, free)
    return Planned(part, (*notes, *said))


def _kinds(description: Description, extent: Extent) -> tuple[str, ...]:
    """The table's types of period in the order of preference."""
    return tuple(one for one in KINDS if one in extent.periods or one in description.period_types)


def other_kind(refused: Collection[str], description: Description, extent: Extent) -> str | None:
    """Another type of period that the table says it has."""
    return next((one for one in _kinds(description, extent) if one not in refused), None)


def latest_of(kind: str, wanted: int, extent: Extent) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """The newest ``wanted`` periods of a type by name, and what is to be said where there are fewer."""
    there = extent.periods.get(kind, ())
    notes = (fewer(len(there), wanted),) if there and wanted > len(there) else ()
    return there[-wanted:], notes


def fewer(there: int, wanted: int) -> Text:
    return Text(
        da=f"Kilden har {there} perioder, ikke {wanted}: de {there} er hentet",
        en=f"The source has {there} periods, not {wanted}: those {there} were fetched",
    )


def _periods(
    text: str, description: Description, extent: Extent
) -> tuple[str, tuple[str, ...], int, bool, tuple[Text, ...]]:
    if match := _LATEST.fullmatch(text.strip()):
        kinds, wanted = _kinds(description, extent), int(match[2])
        kind = (match[1] or "").upper() or (kinds[0] if kinds else "M")
        if kinds and kind not in kinds:
            raise _no_kind(description.id, kind, kinds)
        if wanted < 1:
            raise _no_period(text)
        named, notes = latest_of(kind, wanted, extent)
        return kind, named, 0 if named else wanted, not match[1], notes
    kind, asked = _listed(text)
    there = extent.periods.get(kind)
    if there is None:
        if extent.periods:
            raise _no_kind(description.id, kind, tuple(extent.periods))
        return kind, asked, 0, False, ()
    kept = tuple(one for one in asked if one in there)
    if not kept:
        raise Problem(
            da=f"{description.id}: tabellen har ingen af perioderne {text!r}; den har {there[0]} til "
            f"{there[-1]}",
            en=f"{description.id}: the table has none of the periods {text!r}; it has {there[0]} "
            f"to {there[-1]}",
        )
    if len(kept) == len(asked):
        return kind, kept, 0, False, ()
    note = Text(
        da=f"{len(asked) - len(kept)} af {len(asked)} perioder findes ikke i tabellen, der har {there[0]} "
        f"til {there[-1]}",
        en=f"{len(asked) - len(kept)} of {len(asked)} periods are not in the table, which has {there[0]} to "
        f"{there[-1]}",
    )
    return kind, kept, 0, False, (note,)


def _listed(text: str) -> tuple[str, tuple[str, ...]]:
    """A list of periods as the service writes them, from its own form or ours, all of one type."""
    found: dict[str, str] = {}
    for one in (part.strip() for part in text.split(",")):
        try:
            parse_jobindsats_period(one)
            found[one] = "".join(letter for letter in one if letter.isalpha())
        except Problem:
            try:
                span = Period.parse(one)
            except Problem:
                raise _no_period(text) from None
            letter = _KIND_OF.get(span.kind)
            if letter is None:
                raise _no_period(text) from None
            found.update({f"{unit.year}{letter}{unit.number:02d}": letter for unit in span})
    kinds = set(found.values())
    if len(kinds) != 1:
        raise _no_period(text)
    return kinds.pop(), tuple(sorted(found, key=parse_jobindsats_period))


def _no_period(text: str) -> Problem:
    return Problem(
        da=f"--period {text!r} kan ikke læses; tilladt er latest:60, QMAT:latest:8, en liste af én slags "
        "(2026M01,2026M02) eller et interval (2020M01-2026M06, 2024Q1-2025Q4)",
        en=f"--period {text!r} cannot be read; allowed are latest:60, QMAT:latest:8, a list of one kind "
        "(2026M01,2026M02) or a span (2020M01-2026M06, 2024Q1-2025Q4)",
    )


def _no_kind(table: str, kind: str, kinds: tuple[str, ...]) -> Problem:
    names = ", ".join(kinds)
    return Problem(
        da=f"{table}: tabellen har ikke perioder af slagsen {kind}; den har {names}",
        en=f"{table}: the table has no periods of the type {kind}; it has {names}",
    )


def _areas(
    text: str, description: Description, extent: Extent
) -> tuple[str, tuple[str, ...], tuple[Text, ...]]:
    there = area_hierarchies(description)
    if not there:
        return "", (), (_without_areas(),) if text.strip() not in (COUNTRY, EVERY) else ()
    wanted = text.strip()
    if wanted == COUNTRY:
        return there[0], (TOP,), ()
    if wanted == EVERY:
        if MUNICIPALITIES in there:
            return MUNICIPALITIES, (EVERY,), ()
        return country_only(there)
    codes = [parse_municipality(one) for one in wanted.split(",")]
    if MUNICIPALITIES not in there:
        raise no_municipalities(description.id)
    values = extent.values.get(MUNICIPALITIES, ())
    if not values:
        return MUNICIPALITIES, (EVERY,), (_all_the_same(),)
    by_code = {code: value.id for value in values if (code := _code(value)) is not None}
    missing = [one.name for one in codes if one.code not in by_code]
    if missing:
        raise Problem(
            da=f"{description.id}: tabellen har ikke {', '.join(missing)}",
            en=f"{description.id}: the table does not have {', '.join(missing)}",
        )
    return MUNICIPALITIES, tuple(dict.fromkeys(by_code[one.code] for one in codes)), ()


def country_only(there: tuple[str, ...]) -> tuple[str, tuple[str, ...], tuple[Text, ...]]:
    """The country alone, by the best hierarchy there is; said."""
    best = "_hele_landet" if "_hele_landet" in there else there[0]
    note = Text(
        da="Tabellen har ikke kommuner: landets tal er hentet",
        en="The table has no municipalities: the country's figures were fetched",
    )
    return best, (TOP,), (note,)


def no_municipalities(table: str) -> Problem:
    return Problem(
        da=f"{table}: tabellen har ikke kommuner. Bed om --area dk",
        en=f"{table}: the table has no municipalities. Ask for --area dk",
    )


def _without_areas() -> Text:
    return Text(da="Tabellen har ingen områder", en="The table has no areas")


def _all_the_same() -> Text:
    return Text(
        da="Tabellen fortæller ikke, hvad kommunerne hedder i den: alle er hentet",
        en="The table does not tell what its municipalities are called: all were fetched",
    )


def _code(value: Value) -> int | None:
    try:
        return parse_municipality(value.name).code
    except Problem:
        return None
