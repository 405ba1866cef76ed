"""The workspace as it was known on an earlier day: which days can be asked for, and what is lost since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from pejling.store.removal import account
from pejling.store.vintages import day_of, taken_in, vintages
from pejling.store.workspace import Workspace
from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem
from pejling.terms.text import Text


def known_on(folder: Path, text: str) -> tuple[date, list[Text]]:
    """The day that ``text`` says, and warnings where what was known then cannot be told whole any more.

    A day to come, or before the first vintage, is a Problem. Days are those of UTC.
    """
    day = parse_date(text)
    every = vintages(Workspace.open(folder), every=True, broken=True)
    first = min((day_of(taken_in(one)) for one in every), default=None)
    today = datetime.now(UTC).date()
    if first is None:
        raise Problem(
            da=f"{folder.absolute()} er tomt: der er ingen leverance, så intet var kendt den {day}",
            en=f"{folder.absolute()} is empty: there is no vintage, so nothing was known on {day}",
        )
    if day > today:
        raise Problem(
            da=f"--as-known {day} ligger i fremtiden; i dag er {today} (UTC). Tilladt er {first} til "
            f"{today}; udelad det for at få, hvad der er kendt nu",
            en=f"--as-known {day} lies in the future; today is {today} (UTC). Allowed are {first} to "
            f"{today}; leave it out for what is known now",
        )
    if day < first:
        raise Problem(
            da=f"den {day} var intet kendt: den første leverance blev taget ind {first} (UTC). Tilladt er "
            f"{first} til {today}",
            en=f"nothing was known on {day}: the first vintage was taken in on {first} (UTC). Allowed are "
            f"{first} to {today}",
        )
    return day, _lost(folder, day)


def _lost(folder: Path, day: date) -> list[Text]:
    """A warning for each vintage that was there on ``day`` and has been erased since."""
    found = []
    for one in vintages(Workspace.open(folder, day), every=True):
        when = str(account(one).get("when", "")) if one.state == "erased" else ""
        if one.state != "erased" or (when and when[:10] <= day.isoformat()):
            continue
        found.append(
            Text(
                da=f"Advarsel: leverancen {one.id} var der den {day}, men er slettet siden"
                f"{f' ({when})' if when else ''}. Svaret er uden den og kan være et andet end dengang.",
                en=f"Warning: the vintage {one.id} was there on {day} but has been erased since"
                f"{f' ({when})' if when else ''}. The answer is without it and may differ from the one then.",
            )
        )
    return found
