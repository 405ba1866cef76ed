"""Events in the store: a JSON file a vintage, read together; the same event told twice is one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pejling.store.durable import as_json
from pejling.store.vintages import Draft, Place, Vintage, vintages
from pejling.terms.event import Event, EventKind, in_order
from pejling.terms.text import Text

FILE = "events.json"


def write_events(draft: Draft, events: Iterable[Event]) -> None:
    """Write events into the draft of a vintage."""
    rows = [_row(one) for one in events]
    (draft.folder / FILE).write_bytes(as_json({"events": rows}))
    draft.rows += len(rows)


def read_vintage(one: Vintage) -> tuple[Event, ...]:
    """The events of one vintage, as they were taken in; a damaged file is a Problem."""
    content = one.whole(FILE)
    try:
        return tuple(_event(row, one.id) for row in json.loads(content)["events"])
    except (ValueError, KeyError, TypeError) as error:
        raise one.unreadable(FILE, error) from None


def read_events(workspace: Place) -> tuple[Event, ...]:
    """All events that were taken in, by date. The same event (first day and Danish label) told twice is
    one: the vintage taken in last says how it is. Series breaks are not among them (`of_breaks`)."""
    found: dict[tuple[date, str], Event] = {}
    for one in vintages(workspace, kind="events"):
        for event in read_vintage(one):
            found[event.first, event.label.da.casefold()] = event
    return in_order(list(found.values()))


def _row(event: Event) -> dict[str, Any]:
    return {
        "first": event.first.isoformat(),
        "until": event.until.isoformat() if event.until else None,
        "kind": event.kind.value,
        "da": event.label.da,
        "en": event.label.en,
        "source": event.source,
        "areas": list(event.areas),
        "groups": list(event.groups),
        "indicators": list(event.indicators),
    }


def _event(row: dict[str, Any], vintage: str) -> Event:
    return Event(
        first=date.fromisoformat(row["first"]),
        kind=EventKind(row["kind"]),
        label=Text(da=row["da"], en=row["en"]),
        source=row["source"],
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        areas=tuple(row["areas"]),
        groups=tuple(row["groups"]),
        indicators=tuple(row["indicators"]),
        vintage=vintage,
    )
