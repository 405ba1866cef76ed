"""The columns and notes that tell how sure a comparison is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pejling.cli.output import Cell, Format, Number
from pejling.terms.observation import Status
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.comparison.certainty import Certainty
    from pejling.comparison.comparison import Comparison

_OF_ONE = (
    "own_low",
    "own_high",
    "cluster_low",
    "cluster_high",
    "gap",
    "gap_low",
    "gap_high",
    "spread_low",
    "spread_high",
    "p",
    "within_chance",
    "marked",
)
_CHANGE = "change_"
COLUMNS = (*_OF_ONE, *(_CHANGE + name for name in _OF_ONE))
ON_SCREEN = ("own_low", "own_high", "gap_low", "gap_high", "marked", _CHANGE + "marked")

NOTES = (
    Text(
        da="Usikkerhed: et fuldt register læses som ét udfald af det, der kunne være sket. Intervaller er "
        "95 pct., hvert for sig. marked er yes, hvor forskellen er inden for tilfældighed: den findes ikke "
        "efter Benjamini og Hochberg ved 10 pct. af alt det viste mod samme klynge.",
        en="Certainty: a full register is read as one draw of what could have happened. Intervals are "
        "95 pct., each by itself. marked is yes where the difference is within chance: not found by "
        "Benjamini and Hochberg at 10 pct. of all that is shown against the same cluster.",
    ),
    Text(
        da="gap_low og gap_high siger, hvad tilfældet gør ved personer; spread_low og spread_high også, hvor "
        "meget klyngens kommuner er forskellige indbyrdes.",
        en="gap_low and gap_high tell what chance does to persons; spread_low and spread_high also how much "
        "the cluster's municipalities differ among themselves.",
    ),
)


def columns(form: Format) -> tuple[str, ...]:
    """The columns told in ``form``: all for machines, the fewest that tell it on the screen."""
    return ON_SCREEN if form is Format.TABLE else COLUMNS


def cells(row: Comparison, names: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of ``names`` for one comparison; numbers with one decimal more than the figure has."""
    level = _cells(row.level_certainty, row.own_decimals + 1)
    change = _cells(row.change_certainty, row.own_change_decimals + 1)
    known = {**level, **{_CHANGE + name: cell for name, cell in change.items()}}
    return tuple(known[name] for name in names)


def _cells(found: Certainty | None, decimals: int) -> dict[str, Cell]:
    if found is None:
        return dict.fromkeys(_OF_ONE)

    def number(value: float | Fraction | None, places: int = decimals) -> Cell:
        return None if value is None else Number(Fraction(value), places)

    pairs = {"own": found.own, "cluster": found.cluster, "gap": found.of_gap, "spread": found.among}
    limits = {
        f"{name}_{end}": number(pair[at] if pair else None)
        for name, pair in pairs.items()
        for at, end in enumerate(("low", "high"))
    }
    return {
        **limits,
        "gap": number(found.gap),
        "p": number(found.p, 4),
        "within_chance": _said(found.within_chance),
        "marked": _said(found.marked),
    }


def _said(flag: bool | None) -> str | None:
    return None if flag is None else "yes" if flag else "no"


def reasons(found: Iterable[Comparison]) -> tuple[Text, ...]:
    """Why figures have no value, no interval, or no interval of the gap: each reason with its number."""
    rows = list(found)
    why = Counter(
        row.level_certainty.reason
        for row in rows
        if row.level_certainty and row.level_certainty.reason and row.own_value is not None
    )
    unmoved = Counter(
        row.own_development.reason
        for row in rows
        if row.own_development.reason and row.own_value is not None and not row.own_development.hidden
    )
    changes = tuple(
        Text(
            da=f"{count} ændring(er) uden værdi: {reason.da}.",
            en=f"{count} change(s) without a value: {reason.en}.",
        )
        for reason, count in unmoved.most_common()
    )
    undefined = sum(row.own_level.status == Status.NOT_DEFINED for row in rows)
    nobody = Text(
        da=f"{undefined} niveau(er) uden værdi: nævneren er nul.",
        en=f"{undefined} level(s) without a value: the denominator is zero.",
    )
    without = tuple(
        Text(
            da=f"{count} niveau(er) uden interval for forskellen: {reason.da}.",
            en=f"{count} level(s) without an interval of the difference: {reason.en}.",
        )
        for reason, count in why.most_common()
    )
    return (*((nobody,) if undefined else ()), *changes, *without)
