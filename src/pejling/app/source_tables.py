"""What the public services hold: their tables, one table, and the token that opens them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.app.wiring_jobindsats import jobindsats
from pejling.sources.jobindsats_api import KEYRING_NAME, VARIABLE_TOKEN, Described
from pejling.sources.jobindsats_mapping import (
    TableMapping,
    has_mapping,
    hierarchies_wanted,
    mapped_measures,
    read_mapping,
)
from pejling.sources.jobindsats_tables import Listed
from pejling.store.key import SERVICE
from pejling.store.token import keep_token
from pejling.terms.text import Language, Text

YES, NO = Text(da="ja", en="yes"), Text(da="nej", en="no")
_SHOWN = 12  # values of a hierarchy


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table of a service's list, and whether it has indicators of ours."""

    listed: Listed
    mapped: bool

    def row(self, lang: Language) -> tuple[str, str, str, str, str, str]:
        one = self.listed
        mapped = (YES if self.mapped else NO)(lang)
        return one.id, one.title, one.subject, one.update_latest, one.update_next, mapped


def jobindsats_tables() -> list[TableLine]:
    """Every table of jobindsats.dk, in the service's order."""
    mapping = read_mapping(None)
    with jobindsats() as service:
        return [TableLine(one, has_mapping(mapping, one.id)) for one in service.catalogue()]


def jobindsats_table(id: str) -> list[Text]:
    """One table in lines: periods, dimensions with their hierarchies, measures, and what becomes what."""
    mapping = read_mapping(None)
    with jobindsats() as service:
        described = service.described(id)
    description = described.description
    updated = description.update_latest or "?"
    coming = description.update_next or "?"
    return [
        Text(da=f"{description.id}: {description.title}", en=f"{description.id}: {description.title}"),
        Text(
            da=f"Opdateret {updated}, næste gang {coming}",
            en=f"Updated {updated}, next time {coming}",
        ),
        *_periods(described),
        *_dimensions(described),
        *_measures(described, mapping),
    ]


def keep_jobindsats_token(text: str) -> list[Text]:
    """Put the token in the system keyring; the line says where it is."""
    keep_token(KEYRING_NAME, VARIABLE_TOKEN, text)
    return [
        Text(
            da=f"Adgangsnøglen ligger i systemets nøglering ({SERVICE}, {KEYRING_NAME})",
            en=f"The token is in the system keyring ({SERVICE}, {KEYRING_NAME})",
        )
    ]


def _periods(described: Described) -> list[Text]:
    there = described.extent.periods
    lines = [
        Text(
            da=f"Perioder {kind}: {names[0]} til {names[-1]} ({len(names)})",
            en=f"Periods {kind}: {names[0]} to {names[-1]} ({len(names)})",
        )
        for kind, names in there.items()
    ]
    if rest := [one for one in described.description.period_types if one not in there]:
        lines.append(Text(da=f"Perioder: {', '.join(rest)}", en=f"Periods: {', '.join(rest)}"))
    return lines


def _dimensions(described: Described) -> list[Text]:
    lines = []
    for one in described.description.dimensions:
        name = f"{one.id} {one.name}".strip()
        lines.append(Text(da=f"Dimension {name}", en=f"Dimension {name}"))
        for hierarchy in one.hierarchies:
            names = [value.name for value in described.extent.values.get(hierarchy, ())]
            lines.append(
                Text(
                    da=f"  hierarki {hierarchy}{_listed(names, 'værdier')}",
                    en=f"  hierarchy {hierarchy}{_listed(names, 'values')}",
                )
            )
    return lines


def _listed(names: Sequence[str], noun: str) -> str:
    if not names:
        return ""
    more = " ..." if len(names) > _SHOWN else ""
    return f", {len(names)} {noun}: {'; '.join(names[:_SHOWN])}{more}"


def _measures(described: Described, mapping: TableMapping) -> list[Text]:
    description = described.description
    if not has_mapping(mapping, description.id):
        names = [one.name for one in description.measures]
        return [
            *(Text(da=f"Mål: {name}", en=f"Measure: {name}") for name in names),
            Text(
                da="Tabellen har ingen indikatorer hos os; skriv dem i en fil (--mapping FILE)",
                en="The table has no indicators of ours; write them in a file (--mapping FILE)",
            ),
        ]
    lines = []
    for name, indicator, note in mapped_measures(mapping, description.id, description):
        told = f" ({note})" if note else ""
        da = f"{indicator}{told}" if indicator else f"ingen indikator{told}"
        en = f"{indicator}{told}" if indicator else f"no indicator{told}"
        lines.append(Text(da=f"Mål: {name} -> {da}", en=f"Measure: {name} -> {en}"))
    if along := hierarchies_wanted(mapping, description.id, description):
        hierarchies = ", ".join(along)
        lines.append(Text(da=f"Hentes fordelt på {hierarchies}", en=f"Fetched by {hierarchies}"))
    return lines
