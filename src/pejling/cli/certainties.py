"""The columns and notes that tell how sure a comparison is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pejling.cli.output import Cell, Format, Number
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
_OF_LEVELS = ("ratio", "ratio_low", "ratio_high", "ratio_spread_low", "ratio_spread_high")
COLUMNS = (*_OF_ONE, *_OF_LEVELS, *(_CHANGE + name for name in _OF_ONE))
_OF_RATIO = 3  # decimals of a ratio on the screen
ON_SCREEN = ("own_low", "own_high", "gap_low", "gap_high", "marked", _CHANGE + "marked")

NOTES = (
    Text(
        da="Usikkerhed: et fuldt register læses som ét udfald af det, der kunne være sket. Intervaller er "
        "95 pct., hvert for sig. marked er yes, hvor forskellen er inden for tilfældighed: den findes ikke "
        "efter Benjamini og Hochberg ved 10 pct. af alt det viste mod samme klynge.",
        en="Certainty: a full register is read as one draw of what could have happened. Intervals are "
        "95 per cent, each by itself. marked is yes where the difference is within chance: not found by "
        "Benjamini and Hochberg at 10 per cent of all that is shown against the same cluster.",
    ),
    Text(
        da="gap_low og gap_high siger, hvad tilfældet gør ved personer; spread_low og spread_high også, hvor "
        "store forskellene mellem klyngens kommuner er.",
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
    known = {
        **level,
        **_ratio(row.level_certainty),
        **{_CHANGE + name: cell for name, cell in change.items()},
    }
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


def _ratio(found: Certainty | None) -> dict[str, Cell]:
    if found is None or found.ratio is None:
        return dict.fromkeys(_OF_LEVELS)
    ends = (found.ratio, *(found.of_ratio or (None, None)), *(found.ratio_among or (None, None)))
    cells = [None if end is None else Number(Fraction(end), _OF_RATIO) for end in ends]
    return dict(zip(_OF_LEVELS, cells, strict=True))


def _said(flag: bool | None) -> str | None:
    return None if flag is None else "yes" if flag else "no"


_NO_LEVEL = Text(da="{} niveau(er) uden værdi: {}.", en="{} level(s) without a value: {}.")
_NO_CLUSTER = Text(
    da="{} niveau(er) uden klyngens værdi: {}.", en="{} level(s) without the cluster's value: {}."
)
_NO_CHANGE = Text(da="{} ændring(er) uden værdi: {}.", en="{} change(s) without a value: {}.")
_NO_CLUSTERS_CHANGE = Text(
    da="{} ændring(er) uden klyngens værdi: {}.", en="{} change(s) without the cluster's value: {}."
)
_NO_INTERVAL = Text(
    da="{} niveau(er) uden interval for forskellen: {}.",
    en="{} level(s) without an interval of the difference: {}.",
)
_REST = Text(
    da="{} andre tal mangler af {} andre grunde.", en="{} other figures are missing for {} other reasons."
)
_MOST = 12  # reasons told before the rest is counted


class Reasons:
    """Why figures have no value, or no interval of the gap: each reason once, with how many it holds for.

    What is hidden says so where it stands and is not counted here, but for clusters.
    """

    def __init__(self) -> None:
        self._found: Counter[tuple[Text, Text]] = Counter()

    def of(self, rows: Iterable[Comparison]) -> Iterator[Comparison]:
        """The rows as they are, each noted as it goes by."""
        for row in rows:
            for kind, why in _missing(row):
                self._found[kind, why] += 1
            yield row

    def told(self) -> list[Text]:
        """The reasons by kind, those that hold for most first."""
        kinds = (_NO_LEVEL, _NO_CLUSTER, _NO_CHANGE, _NO_CLUSTERS_CHANGE, _NO_INTERVAL)
        ordered = sorted(self._found.items(), key=lambda item: (kinds.index(item[0][0]), -item[1]))
        lines = [_line(kind, count, why) for (kind, why), count in ordered[:_MOST]]
        rest = ordered[_MOST:]
        if rest:
            more = sum(count for _, count in rest)
            lines.append(Text(da=_REST.da.format(more, len(rest)), en=_REST.en.format(more, len(rest))))
        return lines


def _missing(row: Comparison) -> Iterator[tuple[Text, Text]]:
    level, cluster = row.own_level, row.cluster_level
    if level.value is None:
        if level.reason and not level.hidden:
            yield _NO_LEVEL, level.reason
    elif cluster.value is None and cluster.reason and row.cluster:
        yield _NO_CLUSTER, cluster.reason
    elif row.level_certainty and row.level_certainty.reason:
        yield _NO_INTERVAL, row.level_certainty.reason
    change, other = row.own_development, row.cluster_development
    if level.value is None and not change.published:
        return  # the level says why
    if change.value is None:
        if change.reason and not change.hidden:
            yield _NO_CHANGE, change.reason
    elif other.value is None and other.reason and row.cluster and other.reason != cluster.reason:
        yield _NO_CLUSTERS_CHANGE, other.reason


def _line(kind: Text, count: int, why: Text) -> Text:
    return Text(da=kind.da.format(count, why.da), en=kind.en.format(count, why.en))
