"""A chronology as people write it: CSV or Excel, a row an event.

Columns, in any order, English or Danish: date (dato), kind (slags), da (hændelse), source (kilde); and where
they are wanted until (til), en, area (område), group (gruppe), indicator (indikator). An empty area, group or
indicator is all of them; several are parted by commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pejling.indicators import registry
from pejling.sources.csv_file import read_sheet
from pejling.terms import benefit
from pejling.terms.event import Event, EventKind, in_order
from pejling.terms.masked import masked, names_told
from pejling.terms.municipality import check_area
from pejling.terms.parse import parse_date, parse_municipality
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row, Sheet
from pejling.terms.text import Text

NAMES = {
    "date": ("date", "dato"),
    "until": ("until", "til"),
    "kind": ("kind", "slags"),
    "da": ("da", "hændelse", "haendelse"),
    "en": ("en", "event"),
    "source": ("source", "kilde"),
    "area": ("area", "område", "omraade", "kommune"),
    "group": ("group", "gruppe", "målgruppe"),
    "indicator": ("indicator", "indikator"),
}
NEEDED = ("date", "kind", "da", "source")
KINDS = {
    "reform": EventKind.REFORM,
    "lov": EventKind.REFORM,
    "plan": EventKind.PLAN,
    "cut": EventKind.CUT,
    "besparelse": EventKind.CUT,
    "nedskæring": EventKind.CUT,
    "media": EventKind.MEDIA,
    "medier": EventKind.MEDIA,
    "presse": EventKind.MEDIA,
    "other": EventKind.OTHER,
    "andet": EventKind.OTHER,
}
ALLOWED_KINDS = Text(da="reform, plan, besparelse, medier, andet", en="reform, plan, cut, media, other")
MOST = 200  # signs in a text: it stands under a chart


@dataclass(frozen=True)
class Chronology:
    """The events of a file by date; ``repeated`` rows said the same as another and are kept once."""

    events: tuple[Event, ...]
    repeated: int
    ignored_columns: tuple[str, ...]


def read_events(path: Path) -> Chronology:
    """The events of a file; what is not allowed is a Problem with file, line and column."""
    sheet = read_sheet(path, ())
    places = {name: next((own for own in spelt if own in sheet.columns), "") for name, spelt in NAMES.items()}
    if missing := [name for name in NEEDED if not places[name]]:
        wanted = ", ".join(" / ".join(NAMES[name]) for name in missing)
        found = names_told(sheet.columns)
        raise Problem(
            da=f"{sheet.file}: der mangler kolonner: {wanted}. Fundet: {found.da}. Se examples/events.csv",
            en=f"{sheet.file}: columns are missing: {wanted}. Found: {found.en}. See examples/events.csv",
        )
    found_events: dict[tuple[date, str], tuple[Event, int]] = {}
    repeated = 0
    for row in sheet.rows:
        event = _Reading(sheet, row, places).event()
        same = found_events.setdefault((event.first, event.label.da.casefold()), (event, row.line))
        if same[0] != event:
            raise Problem(
                da=f"{sheet.file}, linje {row.line}: hændelsen står også i linje {same[1]} med samme dato og "
                "tekst, men andre oplysninger. Ret dem, så de er ens, eller slet den ene",
                en=f"{sheet.file}, line {row.line}: the event stands in line {same[1]} too, with the same "
                "date and text but another content. Make them the same, or delete one",
            )
        repeated += same[1] != row.line
    used = set(places.values())
    return Chronology(
        in_order([event for event, _ in found_events.values()]),
        repeated,
        tuple(masked(name) for name in sheet.columns if name not in used),
    )


@dataclass(frozen=True)
class _Reading:
    """One row of the file."""

    sheet: Sheet
    row: Row
    places: dict[str, str]

    def event(self) -> Event:
        first, until = self._day("date"), self._day("until") if self._cell("until") else None
        if until is not None and until < first:
            raise self._wrong(
                "until", Text(da="ligger før hændelsens dato", en="lies before the event's date")
            )
        da = self._words("da")
        return Event(
            first=first,
            until=until if until != first else None,
            kind=self._kind(),
            label=Text(da=da, en=self._words("en") if self._cell("en") else da),
            source=self._words("source"),
            areas=tuple(self._area(one) for one in self._list("area", r"[,;|]")),
            groups=tuple(self._known("group", one) for one in self._list("group", r"[,;|\s]")),
            indicators=tuple(self._known("indicator", one) for one in self._list("indicator", r"[,;|\s]")),
        )

    def _cell(self, name: str) -> str:
        return self.row.cells.get(self.places[name], "").strip() if self.places[name] else ""

    def _list(self, name: str, parted: str) -> list[str]:
        parts = (part.strip() for part in re.split(parted, self._cell(name)))
        return list(dict.fromkeys(part for part in parts if part))

    def _words(self, name: str) -> str:
        text = " ".join(self._cell(name).split())
        if not text:
            raise self._wrong(name, Text(da="skal udfyldes", en="must be filled in"))
        if masked(text) != text:
            raise self._wrong(
                name,
                Text(
                    da="rummer, hvad der kan være et personnummer; det må ikke stå i en kronologi",
                    en="holds what may be a person's number, which must not stand in a chronology",
                ),
            )
        if len(text) > MOST:
            raise self._wrong(
                name, Text(da=f"er længere end {MOST} tegn", en=f"is longer than {MOST} characters")
            )
        return text

    def _day(self, name: str) -> date:
        try:
            return parse_date(self._cell(name))
        except Problem as problem:
            raise self._wrong(name, problem.text) from None

    def _kind(self) -> EventKind:
        found = KINDS.get(self._cell("kind").casefold())
        if found is None:
            raise self._wrong(
                "kind",
                Text(
                    da=f"er ukendt; tilladt er {ALLOWED_KINDS.da}",
                    en=f"is not known; allowed are {ALLOWED_KINDS.en}",
                ),
            )
        return found

    def _area(self, text: str) -> str:
        try:
            return check_area(text)
        except Problem as unknown:
            try:
                return str(parse_municipality(text).code)
            except Problem:
                raise self._wrong("area", unknown.text) from None

    def _known(self, name: str, id: str) -> str:
        """A group that the table knows, an indicator (or a family of them) that the catalogue does."""
        try:
            if name == "group":
                return benefit.group(id).id
            families = {known.partition(":")[0] for known in registry.catalogue_by_id()}
            if id not in families:
                registry.get(id)
            return id
        except Problem as problem:
            raise self._wrong(name, problem.text) from None

    def _wrong(self, name: str, what: Text) -> Problem:
        value, column = self._cell(name)[:80], self.places[name]
        file, line = self.sheet.file, self.row.line
        return Problem(
            da=f"{file}, linje {line}, kolonne {column} ({masked(value, 'da')!r}): {what.da}",
            en=f"{file}, line {line}, column {column} ({masked(value)!r}): {what.en}",
        )
