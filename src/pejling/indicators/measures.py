"""The closed set of shapes that indicators compose (DESIGN, "Measures").

Every shape is a sum over persons, for the group, area and period that are asked for. A new shape is
a decision record. ``weeks_after`` counts from the last (completed) or first (started) week of the spell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pejling.spells.causes import CAUSES
from pejling.terms.benefit import Group


@dataclass(frozen=True, slots=True)
class WeeksIn:
    """Person-weeks on the benefit in the period; gap weeks are not benefit weeks."""


@dataclass(frozen=True, slots=True)
class PersonsIn:
    """Persons with at least one such week in the period and area; a person counts once."""


@dataclass(frozen=True, slots=True)
class Started:
    """Spells started in the period. Only known starts; ``first_ever``: the person's first ever.

    ``first_ever`` counts persons: at most one such spell each. ``preceded_by``: target groups or states
    (``CodeTable.target_group``; ``NOT_IN_DATA``), one of which the person was in in at least one of the
    ``within`` weeks before the first.
    """

    first_ever: bool = False
    preceded_by: tuple[str, ...] = ()
    within: int = 1


@dataclass(frozen=True, slots=True)
class Ended:
    """Spells completed in the period, their lengths in weeks, or the persons who had any (once an area).

    Every length measure asks for ``start="known"``; ``"unknown"`` counts what that leaves out.
    ``preceded_by`` as in Started; ``followed_by``: in at least one of the ``within`` weeks after the last.
    ``clear_weeks``: the person is in ``followed_by`` in every one of so many weeks after the last
    (``within`` then says nothing).
    """

    sum: Literal["spells", "weeks", "persons"] = "spells"
    start: Literal["any", "known", "unknown"] = "any"
    preceded_by: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    within: int = 1
    clear_weeks: int = 0


@dataclass(frozen=True, slots=True)
class Running:
    """Spells that run in the period's last week, with more than so many weeks so far.

    Lengths need a known start; ``start="unknown"`` counts the running spells that this leaves out.
    """

    longer_than: int = 0
    start: Literal["known", "unknown"] = "known"


@dataclass(frozen=True, slots=True)
class PersonsAt:
    """Persons on the benefit in the period's last week."""


@dataclass(frozen=True, slots=True)
class LongTerm:
    """Of these, who were on it in at least ``share_pct`` per cent of the ``window`` weeks that end with
    it."""

    share_pct: int = 80
    window: int = 52


@dataclass(frozen=True, slots=True)
class Found:
    """What a person may be found in, that many weeks later. A set of codes, resolved by the engine's caller.

    ``in_data``: the week lies within the data (death and emigration are findings too); ``observed``: the
    person is observed then; ``benefit``: on the asked group's benefit; ``destination``: at ``name``;
    ``employed``: blank week with a job that month; ``work_known``: ``in_data`` less weeks of unknown work.
    """

    kind: Literal["in_data", "observed", "benefit", "destination", "employed", "work_known"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """Started or completed spells whose person is ``found`` so many weeks later. Only known starts are
    started spells; completed ones count whether or not their start is known."""

    event: Literal["started", "ended"]
    weeks: int
    found: Found


@dataclass(frozen=True, slots=True)
class Events:
    """Events of casework of one ``kind`` while the person is on the benefit.

    ``by="held"``: held, and dated in the period; on the benefit and living in the area in the week of the
    date. ``by="due"``: due in the period, on the benefit in the week of the due date, whether held or not.
    A date counts in the period of its ISO week. ``on_time``: of these, held no later than due (both dates
    are given). ``months`` (due only): of these, held when so many whole
    months, both included, had passed since the Monday of the spell's first week; only spells of known start,
    the spell being the one that runs in the week of the due date. ``known_start`` (due only): of those due,
    the ones in a spell of known start: what ``months`` is a share of.
    """

    kind: str
    by: Literal["held", "due"] = "held"
    on_time: bool = False
    months: tuple[int, int] | None = None
    known_start: bool = False


@dataclass(frozen=True, slots=True)
class ActiveWeeks:
    """Full-time weeks in offers while on the benefit, in the unit 1 / ``FULL_WEEK``.

    Each Monday to Friday of an offer, in a week on the benefit, adds the offer's weekly hours in tenths, at
    most
    370; offers that run in parallel add up. ``company``: company-based offers only.
    """

    company: bool = False


FULL_WEEK = 5 * 370  # days of a working week, and tenths of its hours: the unit of ActiveWeeks


@dataclass(frozen=True, slots=True)
class Histogram:
    """Completed spells of known start by length: [weeks + 1], the last one for that length or more."""

    weeks: int = 520


@dataclass(frozen=True, slots=True)
class Lifetable:
    """From entry to exit by week since entry: [weeks + 1, len(COLUMNS) + len(causes)].

    A spell that ends after L weeks (the first one counted, by the rule's clock) is an exit at L; it is at
    risk at t when entry < t <= exit, from the very start (also at 0) when entry is 0. A spell that runs out
    of sight (file's end, missing column, unknown residence) with c weeks to its last week on the benefit is
    censored at c - 1 (0 at least): its c-th week was seen, whether it went on was not.

    ``follow="started"``: spells of known start that begin in the period, from 0, followed to the end of the
    data; placed (group, area, age) by the first week, as Started is. ``follow="period"``: spells of known
    start with first week <= the period's last and last week >= its first. One that began before enters
    late, at the weeks it had lasted when the period opens; one whose last week lies beyond the period is
    censored at the weeks it has lasted when the period closes. Weeks lasted by a week are those from the
    first to it by the clock, also when it lies in a tolerated gap (unless the rule leaves gaps out). Placed
    by the first week at risk there (age on that Monday, the sub-group by the code of its last benefit week
    at or before). Who entered late and is followed no further than that is left out, and so is who enters
    at ``weeks`` or later; whoever would be followed beyond ``weeks`` is censored there.

    ``until``: target groups; the spell's person is followed, in or out of the benefit, to the first week in
    one of them: an exit at the weeks passed from the spell's first week to the one before (0 when the first
    is such a week), by the first cause; likewise to death or emigration (last cause). Weeks passed leave
    suspended weeks out, never gaps. Out of sight after c weeks: censored at c - 1. ``follow="period"``: who
    is still followed when the period opens enters at the weeks passed then less 1, and who is not found by
    its end is censored at those passed then less 1.
    ``first_ever``: only the person's first spell. ``out="censored"``: death and emigration censor at L.

    Columns: ENTERED, CENSORED, UNKNOWN (row 0 only: spells left out since their start is unknown, placed
    as the others would be, however long they are), then exits by ``causes`` in order. A cause is where the
    person is in the week after the last (``causes.cause_of``), and OUT where death or emigration completed
    the spell, also inside a tolerated gap; a cause that is not listed counts in the last one.
    """

    weeks: int = 104
    follow: Literal["started", "period"] = "started"
    causes: tuple[str, ...] = CAUSES
    until: tuple[str, ...] = ()
    first_ever: bool = False
    out: Literal["cause", "censored"] = "cause"


ENTERED, CENSORED, UNKNOWN_START = range(3)
EXITS = 3  # the first column of exits


@dataclass(frozen=True, slots=True)
class Cross:
    """The sum over persons of one shape times another (or itself): what a standard error needs.

    A person's amounts are those of the cell: in a region or the country all his municipalities together.
    """

    first: Scalar
    second: Scalar


@dataclass(frozen=True, slots=True)
class Of:
    """A shape counted for ``group``, whatever group is asked for: a union of benefits, or one in an age."""

    shape: Scalar | Histogram | Lifetable | Cross
    group: Group


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks in the period that the file has a column for: 13 in most quarters."""


@dataclass(frozen=True, slots=True)
class Background:
    """A dated figure of the area: the latest one dated at or before the period's last day."""

    figure: str


@dataclass(frozen=True, slots=True)
class Product:
    """The weeks in the period times something, so that a share stays a ratio of whole numbers."""

    weeks: Weeks
    of: Background | Scalar | Of


@dataclass(frozen=True, slots=True)
class Scaled:
    """A shape times a whole number: a unit, or the weeks of a half-year."""

    shape: Scalar | Of
    factor: int


Scalar = WeeksIn | PersonsIn | Started | Ended | Running | PersonsAt | LongTerm | After | Events | ActiveWeeks
PersonShape = Scalar | Histogram | Lifetable | Cross | Of
Shape = PersonShape | Weeks | Background | Product | Scaled


def axes(shape: PersonShape) -> tuple[int, ...]:
    """The axes that a count of ``shape`` has beside group, area and period: none for a plain sum."""
    match shape:
        case Of(shape=inner):
            return axes(inner)
        case Histogram(weeks=weeks):
            return (weeks + 1,)
        case Lifetable(weeks=weeks, causes=causes):
            return (weeks + 1, EXITS + len(causes))
        case _:
            return ()
