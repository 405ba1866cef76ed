"""An observation that a chapter prints as it is, as the use case hands it over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pejling.comparison.figure import Figure, missing
from pejling.report.frame import Frame


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A level: its indicator, area, period and breakdown (texts), and what is known behind it."""

    indicator: str
    area: str
    period: str
    breakdown: str
    figure: Figure
    numerator: int | None = None
    denominator: int | None = None
    vintage: str = ""

    @property
    def family(self) -> str:
        return self.indicator.partition(":")[0]

    @property
    def member(self) -> str:
        """What comes after the family's name."""
        return self.indicator.partition(":")[2]


def figure_of(rows: Iterable[PrintedRow], family: str, member: str = "") -> Figure:
    """The figure of a family's member; no figure where there is none."""
    for row in rows:
        if row.family == family and row.member == member:
            return row.figure
    return missing(0)


def source_of(frame: Frame, rows: Iterable[PrintedRow]) -> str:
    """The sources of what was printed."""
    return frame.source_line((row.indicator, "", row.period) for row in rows)
