"""Series breaks: dates from which figures cannot be compared with those before (reference/breaks.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pejling.terms.period import Period
from pejling.terms.text import Language, Text

PREFIX = "break:"  # of the mark that an observation carries


@dataclass(frozen=True, slots=True)
class Break:
    """A break in the series of ``indicators`` and ``groups`` (empty: all) on its first day.

    ``families`` are the jobindsats table families it belongs to. With ``under_reported`` figures up to
    ``until`` are too low. ``published_only``: the break lies in the publishing source's own counting, so
    figures from person data run through it unbroken. ``of_groups``: it concerns figures of target groups
    only, not those that belong to none (appeals, caseload, background figures).
    """

    id: str
    label: Text
    begins: date
    source: str
    until: date | None = None
    under_reported: bool = False
    published_only: bool = False
    of_groups: bool = False
    indicators: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()

    def concerns(self, indicator: str, group: str) -> bool:
        """Whether it breaks the series of this indicator for this group."""
        if self.of_groups and not group:
            return False
        return (not self.indicators or indicator in self.indicators) and (
            not self.groups or group in self.groups
        )

    def within(self, period: Period) -> bool:
        """Whether the period has days on both sides of it."""
        return period.first_day < self.begins <= period.last_day

    def between(self, earlier: Period, later: Period) -> bool:
        """Whether a comparison of the two periods crosses it: not all their days lie on one side."""
        return min(earlier.first_day, later.first_day) < self.begins <= max(earlier.last_day, later.last_day)


@cache
def breaks() -> dict[str, Break]:
    """All known breaks by id, in the order of the file."""
    text = (files("pejling.terms") / "reference" / "breaks.toml").read_text(encoding="utf-8")
    return {
        id: Break(
            id=id,
            label=Text(da=row["da"], en=row["en"]),
            begins=row["from"],
            source=row["source"],
            until=row.get("until"),
            under_reported=row.get("under_reported", False),
            published_only=row.get("published_only", False),
            of_groups=row.get("of_groups", False),
            indicators=frozenset(row.get("indicators", ())),
            groups=frozenset(row.get("groups", ())),
            families=frozenset(row.get("families", ())),
        )
        for id, row in tomllib.loads(text).items()
        if isinstance(row, dict)
    }


def label(id: str, lang: Language) -> str:
    """What happened; an id that is not known (a break of the user's own) is its own label."""
    known = breaks().get(id)
    return known.label(lang) if known else id
