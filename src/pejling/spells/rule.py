"""The gap rule and the clock of a spell: named parameters with their authority."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text
from pejling.terms.week import Week

CALENDAR_MONTH = "calendar_month"
ALLOWED = Text(
    da="calendar_month (jobindsats.dk: en hel kalendermåned uden ydelsen afslutter et forløb) eller "
    "weeks:<n>",
    en="calendar_month (jobindsats.dk: a whole calendar month without the benefit ends a spell) or weeks:<n>",
)


@dataclass(frozen=True, slots=True)
class SpellRule:
    """How runs are joined to spells, and what counts in their length.

    ``gap``: calendar_month, the rule of jobindsats.dk, or weeks:<n> (a gap of more than n weeks ends the
    spell). ``count_gaps``: tolerated gap weeks count in the length. ``suspended``: first and last week
    (both included) of stretches that the clock leaves out, such as Covid's 2020-03-01..06-30.
    """

    gap: str = CALENDAR_MONTH
    count_gaps: bool = True
    suspended: tuple[tuple[Week, Week], ...] = ()

    def __post_init__(self) -> None:
        kind, _, number = self.gap.partition(":")
        if self.gap != CALENDAR_MONTH and not (kind == "weeks" and number.isdigit()):
            raise Problem(
                da=f"reglen for ophold {self.gap!r} er ikke kendt; tilladt er {ALLOWED.da}",
                en=f"the gap rule {self.gap!r} is not known; allowed is {ALLOWED.en}",
            )

    @property
    def id(self) -> str:
        """How observations name the rule: ``calendar_month``, ``weeks:4;gaps_left_out`` ..."""
        parts = [self.gap]
        if not self.count_gaps:
            parts.append("gaps_left_out")
        parts += [f"suspended:{first}..{last}" for first, last in self.suspended]
        return ";".join(parts)

    @property
    def in_words(self) -> Text:
        """The rule as a reader is told it."""
        if self.gap == CALENDAR_MONTH:
            ends = Text(
                da="Et forløb slutter, når der går en hel kalendermåned uden ydelsen (jobindsats.dk)",
                en="A spell ends when a whole calendar month passes without the benefit (jobindsats.dk)",
            )
        else:
            weeks = self.gap.partition(":")[2]
            ends = Text(
                da=f"Et forløb slutter, når der går mere end {weeks} uger uden ydelsen",
                en=f"A spell ends when more than {weeks} weeks pass without the benefit",
            )
        counted = (
            Text(da="kortere ophold tæller med i længden", en="shorter gaps count in the length")
            if self.count_gaps
            else Text(
                da="kortere ophold tæller ikke med i længden", en="shorter gaps do not count in the length"
            )
        )
        stopped = ", ".join(f"{first}-{last}" for first, last in self.suspended)
        return Text(
            da=f"{ends.da}; {counted.da}" + (f"; uret står stille {stopped}." if stopped else "."),
            en=f"{ends.en}; {counted.en}" + (f"; the clock stands still {stopped}." if stopped else "."),
        )

    def closes(self, week: int) -> int:
        """The week (index) that ends a spell last seen in ``week``, if the benefit has not come back by then.

        A spell last seen in 2014-W05 closes in 2014-W09, February's last week: 2014-W10 starts a new one.
        """
        if self.gap != CALENDAR_MONTH:
            return week + int(self.gap.partition(":")[2]) + 1
        following = Week.from_index(week + 1)
        month = Period.holding(Kind.MONTH, following)
        if month.first_week != following:
            month = month.shift(1)
        return month.last_week.index

    def closing_weeks(self, first: int, last: int) -> NDArray[np.int16]:
        """``closes`` for every week index from ``first`` to ``last``, as engines look it up."""
        return np.array([self.closes(week) for week in range(first, last + 1)], dtype=np.int16)

    def clock(self, first: int, last: int) -> NDArray[np.int32]:
        """Weeks that count in lengths, from ``first`` up to each week; suspended ones stand still."""
        counts = np.ones(last - first + 1, dtype=np.int32)
        for start, end in self.suspended:
            counts[max(start.index - first, 0) : max(end.index - first + 1, 0)] = 0
        return np.cumsum(counts, dtype=np.int32)
