"""The chronology: events that were taken in, listed among the known series breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pejling.store.events import read_events
from pejling.store.workspace import Workspace
from pejling.terms import benefit
from pejling.terms.event import Event, in_order, of_breaks
from pejling.terms.text import Language

COLUMNS = ("date", "until", "kind", "event", "area", "group", "indicator", "source", "vintage")
DISTANT_PAST, DISTANT_FUTURE = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Listed:
    """An event as a row of the list."""

    event: Event

    def row(self, lang: Language, in_words: bool) -> tuple[str, ...]:
        """The fields in the order of COLUMNS; ``in_words``: the kind as a reader calls it."""
        event = self.event
        return (
            event.first.isoformat(),
            event.until.isoformat() if event.until else "",
            event.kind.label(lang) if in_words else event.kind.value,
            event.label(lang),
            " ".join(event.areas),
            " ".join(event.groups),
            " ".join(event.indicators),
            event.source,
            event.vintage,
        )


def chronology(
    folder: Path,
    first: date | None = None,
    last: date | None = None,
    group: str = "",
    as_known: date | None = None,
) -> list[Listed]:
    """Every event that touches ``first`` to ``last`` and concerns ``group``, series breaks among them."""
    if group:
        benefit.group(group)
    found = [*read_events(Workspace.open(folder, as_known)), *of_breaks()]
    return [
        Listed(one)
        for one in in_order(found)
        if one.touches(first or DISTANT_PAST, last or DISTANT_FUTURE) and one.concerns(group=group)
    ]
