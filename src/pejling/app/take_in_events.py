"""Take in a chronology: events from a file, as a vintage of their own."""

from __future__ import annotations

from pathlib import Path

from pejling.app.words import how_many
from pejling.sources.events_file import read_events as read_file
from pejling.store.events import read_events, write_events
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.masked import names_told
from pejling.terms.text import Text


def take_in_events(folder: Path, file: Path) -> list[Text]:
    """Take in a chronology as a new vintage; the lines say what it held."""
    workspace = Workspace.open(folder)
    found = read_file(file)
    known = {(one.first, one.label.da.casefold()) for one in read_events(workspace)}
    first, last = found.events[0].first, max(one.last for one in found.events)
    with new_vintage(workspace, source="events", kind="events", inputs=[file]) as draft:
        write_events(draft, found.events)
        draft.details = {"first_period": str(first), "last_period": str(last), "repeated": found.repeated}
    count = how_many(len(found.events), ("hændelse", "hændelser"), ("event", "events"))
    lines = [
        Text(
            da=f"{file.name}: {count.da}, {first} til {last}. Leverance {draft.id}.",
            en=f"{file.name}: {count.en}, {first} to {last}. Vintage {draft.id}.",
        )
    ]
    if told := sum((one.first, one.label.da.casefold()) in known for one in found.events):
        again = how_many(told, ("hændelse", "hændelser"), ("event", "events"))
        lines.append(
            Text(
                da=f"{again.da} var kendt i forvejen; denne leverance gælder nu for dem",
                en=f"{again.en} were known before; this vintage now says how they are",
            )
        )
    if found.repeated:
        rows = how_many(found.repeated, ("række", "rækker"), ("row", "rows"))
        lines.append(
            Text(
                da=f"{rows.da} gentog en anden og er talt én gang",
                en=f"{rows.en} repeated another, counted once",
            )
        )
    if found.ignored_columns:
        names = names_told(found.ignored_columns)
        lines.append(Text(da=f"Kolonner, der ikke læses: {names.da}", en=f"Columns not read: {names.en}"))
    return lines
