"""What a curve is asked of: kind, groups, areas, period, and how spells are followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pejling.indicators.band import EVERYBODY, Band, bands
from pejling.indicators.measures import After, Found, Lifetable, PersonShape, Started
from pejling.spells.causes import CAUSES, OTHER, OUT
from pejling.terms import benefit
from pejling.terms.municipality import check_area
from pejling.terms.period import Period
from pejling.terms.problem import Problem

Kind = Literal["survival", "exits", "retention"]
Intervals = Literal["spell", "person", "bootstrap"]
REACHED = "naaet"  # of a curve until a target group: it was reached


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be drawn. ``until``, ``follow``, ``out`` as in `measures.Lifetable`; ``out`` "": by kind.

    ``intervals``: every spell taken for a person of its own (Greenwood, Wilson), or by person: from the
    infinitesimal jackknife (person) or replicates (bootstrap).
    """

    kind: Kind
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    period: Period
    weeks: int = 104
    bands: tuple[Band, ...] = (EVERYBODY,)
    follow: Literal["started", "period"] = "started"
    until: tuple[str, ...] = ()
    out: Literal["", "cause", "censored"] = ""
    intervals: Intervals = "spell"

    @classmethod
    def read(
        cls,
        kind: Kind,
        groups: Sequence[str],
        places: Sequence[str],
        period: str,
        *,
        weeks: int = 104,
        breakdown: str = "",
        follow: Literal["started", "period"] = "started",
        until: Sequence[str] = (),
        out: Literal["", "cause", "censored"] = "",
        intervals: Intervals = "spell",
    ) -> Question:
        """The question as typed; unknown groups, areas, periods and bands are Problems."""
        if not groups or not places:
            raise Problem(
                da="der skal være mindst én målgruppe og ét område, fx sygedagpenge 580",
                en="at least one target group and one area are needed, such as sygedagpenge 580",
            )
        for id in groups:
            benefit.group(id)
        if kind == "retention" and (until or out or follow != "started"):
            raise Problem(
                da="retention følger alle påbegyndte forløb uge for uge; --until, --out og --follow hører "
                "til survival og exits",
                en="retention follows all spells started, week by week; --until, --out and --follow belong "
                "to survival and exits",
            )
        return cls(
            kind,
            tuple(dict.fromkeys(groups)),
            tuple(dict.fromkeys(check_area(place) for place in places)),
            Period.parse(period),
            weeks,
            bands(breakdown) if breakdown else (EVERYBODY,),
            follow,
            tuple(until),
            out,
            intervals,
        )

    @property
    def causes(self) -> tuple[str, ...]:
        if self.until:
            return (REACHED, OUT)
        return CAUSES if self.kind == "exits" else (OTHER,)

    @property
    def lifetable(self) -> Lifetable:
        return Lifetable(self.weeks, self.follow, self.causes, self.until, out=self.out or self.usual_out)

    @property
    def usual_out(self) -> Literal["cause", "censored"]:
        """What death and emigration are unless ``out`` says otherwise.

        Where the question is how long until a group, whoever dies first has not reached it.
        """
        return "censored" if self.until and self.kind == "survival" else "cause"

    @property
    def shapes(self) -> tuple[PersonShape, ...]:
        """What an engine counts for it, in one pass."""
        if self.kind != "retention":
            return (self.lifetable,)
        both = [(on, seen) for on, seen in map(retained, range(self.weeks + 1))]
        return (Started(), LEFT_OUT, *(shape for pair in both for shape in pair))


def retained(week: int) -> tuple[After, After]:
    """Entries on the benefit so many weeks later, relapse allowed, and entries observed then."""
    return After("started", week, Found("benefit")), After("started", week, Found("observed"))


# says how many spells of unknown start a retention curve leaves out, as a life table does
LEFT_OUT = Lifetable(1, "started", (OTHER,))
