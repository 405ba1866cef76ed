"""The contract of a check: one frozen declaration in one small file of the catalogue.

A check looks at what the app hands in (``examined.Examined``) and says what it found: it reads no files and
knows no clock, so that every one of them can be tested with a planted fault and a clean case. Its id is the
name of its file. A count of persons leaves it protected only (``words.people``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.checks.examined import Examined

Thresholds = Mapping[str, float]
LISTED = 100  # faults of one check that are kept; the rest are counted


class Severity(StrEnum):
    """``critical``: a report that builds on it would be wrong, so none is written unless it is overruled."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTE = "note"


class Need(StrEnum):
    """What a check looks at; where the workspace has none of it, the check does not apply."""

    OBSERVATIONS = "observations"
    PERSONS = "persons"
    CASEWORK = "casework"
    VINTAGES = "vintages"
    DOUBLE_ENTRY = "double_entry"


class State(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that pejling.toml may set (``[doctor.<check>]``), from ``least`` to ``most`` inclusive."""

    name: str
    default: float
    unit: Text
    meaning: Text
    least: float = 0
    most: float = float("inf")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (an area, a period, a vintage, a week), and what."""

    place: Text
    what: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found.

    ``examined`` things were looked at, called ``noun`` (several of them); ``faults`` are the first LISTED of
    ``found``. With ``of_persons`` these are persons (or events of persons), and ``found`` is told protected;
    ``examined`` is then a sum over the whole delivery. ``reason``: why it does not apply.
    """

    state: State
    examined: int = 0
    noun: Text | None = None
    found: int = 0
    faults: tuple[Fault, ...] = ()
    of_persons: bool = False
    reason: Text | None = None


def not_applicable(da: str, en: str) -> Outcome:
    """There is nothing of what the check looks at."""
    return Outcome(State.NOT_APPLICABLE, reason=Text(da=da, en=en))


def judged(
    faults: Sequence[Fault], examined: int, noun: Text, found: int | None = None, of_persons: bool = False
) -> Outcome:
    """Failed where there is any fault, else passed; ``found`` is the number of faults when left out.

    Where nothing was there to look at, the check does not apply: nothing passes unseen.
    """
    if not examined and not faults:
        return not_applicable(
            "det, der kontrolleres, er ikke taget ind", "what is checked has not been taken in"
        )
    return Outcome(
        state=State.FAILED if faults else State.PASSED,
        examined=examined,
        noun=noun,
        found=len(faults) if found is None else found,
        faults=tuple(faults[:LISTED]),
        of_persons=of_persons,
    )


@dataclass(frozen=True, slots=True)
class Check:
    """A check: how grave it is, in words, what it needs, its thresholds, and the function that looks.

    ``run`` gets what is examined and every threshold's value by name; it is only asked where all of ``needs``
    are there. It gives an Outcome, and raises nothing but a Problem of data that cannot be read.
    """

    severity: Severity
    label: Text
    what_it_means: Text
    what_to_do: Text
    needs: frozenset[Need]
    run: Callable[[Examined, Thresholds], Outcome]
    thresholds: tuple[Threshold, ...] = ()
