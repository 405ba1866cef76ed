"""The counts of persons and spells behind many figures at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.comparison import denominators
from pejling.disclosure.policy import Policy
from pejling.indicators.indicator import Indicator, Unit
from pejling.indicators.measures import FULL_WEEK, ActiveWeeks, Background, Ended, Events, Scaled, WeeksIn
from pejling.indicators.needs import term
from pejling.indicators.readings import Measured, Quantile
from pejling.indicators.registry import known
from pejling.terms.observation import Status
from pejling.terms.period import Period

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

SHARES = frozenset({Unit.PERCENT, Unit.PER_100, Unit.PER_1000})
NULL = -1  # in an array of counts


@dataclass(frozen=True)
class Rows:
    """The columns that decide, as arrays with a number a row (NULL for null)."""

    published: Flags
    suppressed: Flags
    from_jobindsats: Flags
    numerator: Numbers
    denominator: Numbers
    numerator_count: Numbers
    denominator_count: Numbers
    is_share: Flags
    is_count: Flags  # a plain count: the number itself
    over_background: Flags
    weeks_above: Numbers  # the numerator is person-weeks, in so many parts of a week; else 0
    weeks_below: Numbers  # the denominator is
    active_above: Flags  # the numerator is weeks in offers: whose they are is not counted
    lengths_above: Flags  # the numerator is lengths of spells in weeks
    unbounded: Flags  # the numbers behind it say nothing of how large the numerator can be
    weeks: Numbers  # in the period
    weeks_since_start: Numbers  # from the first week a register can hold to the period's last

    @classmethod
    def read(cls, table: pa.Table) -> Rows:
        ids, which_id = _distinct(table["indicator"])
        texts, which_period = _distinct(table["period"])
        periods = [Period.parse(text) for text in texts]
        last_weeks = np.array([period.last_week.index for period in periods], dtype=np.int64)

        def flags(says: Callable[[Indicator], bool]) -> Flags:
            told: Flags = np.array([k is not None and says(k) for k in map(known, ids)], dtype=np.bool_)
            return np.asarray(told[which_id])

        def parts_of_a_week(side: Callable[[Indicator], Measured | None]) -> Numbers:
            parts = [_parts_of_a_week(side(k)) if k else 0 for k in map(known, ids)]
            return np.array(parts, dtype=np.int64)[which_id]

        is_count = np.array([denominators.is_count(id) for id in ids], dtype=np.bool_)
        over = [isinstance(denominators.denominator_of(id), Background) for id in ids]
        return cls(
            published=_array(table["published"]),
            suppressed=_array(pc.equal(table["status"], Status.SUPPRESSED.value)),
            from_jobindsats=_array(pc.starts_with(table["source"], "jobindsats")),
            numerator=_whole(table["numerator"]),
            denominator=_whole(table["denominator"]),
            numerator_count=_whole(table["numerator_count"]),
            denominator_count=_whole(table["denominator_count"]),
            is_share=flags(lambda i: i.unit in SHARES or isinstance(i.numerator, Quantile)),
            is_count=is_count[which_id],
            over_background=np.array(over, dtype=np.bool_)[which_id],
            weeks_above=parts_of_a_week(lambda i: i.numerator),
            weeks_below=parts_of_a_week(lambda i: i.denominator),
            active_above=flags(lambda i: isinstance(i.numerator, ActiveWeeks)),
            lengths_above=flags(lambda i: isinstance(i.numerator, Ended) and i.numerator.sum == "weeks"),
            unbounded=flags(_is_unbounded),
            weeks=np.array([period.weeks for period in periods], dtype=np.int64)[which_period],
            weeks_since_start=(last_weeks + 1)[which_period],
        )

    @property
    def withheld(self) -> Flags:
        """Hidden by the source itself."""
        return self.published & self.suppressed

    def small_numerator(self, rule: Policy) -> Flags:
        few = _between(self.numerator_count, 1, rule.threshold - 1)
        some_active = self.active_above & (self.numerator > 0)
        return few | self._few_full_time(self.numerator, self.weeks_above, rule, some_active)

    def small_denominator(self, rule: Policy) -> Flags:
        few = _between(self.denominator_count, 1, rule.threshold - 1)
        return few | self._few_full_time(self.denominator, self.weeks_below, rule)

    def _few_full_time(
        self, weeks: Numbers, parts: Numbers, rule: Policy, also: Flags | None = None
    ) -> Flags:
        """Full-time persons, rounded half up, are 1 to k-1: weeks / period's weeks in [1/2, k - 1/2).

        Where ``also`` holds under 1/2 too: one person's few weeks in an offer.
        """
        full = self.weeks * parts
        some = 2 * weeks >= full if also is None else (2 * weeks >= full) | also
        return (parts > 0) & some & (2 * weeks < (2 * rule.threshold - 1) * full)

    def too_few_for_share(self, rule: Policy) -> Flags:
        return self.is_share & _between(self.denominator_count, 1, rule.smallest_denominator - 1)

    def close_pair(self, rule: Policy) -> Flags:
        counted = (self.numerator_count != NULL) & (self.denominator_count != NULL)
        apart = self.denominator_count - self.numerator_count
        furthest = rule.threshold - 1 if rule.hides_pairs else 0
        close: Flags = self.is_share & counted & _between(apart, 1, furthest)
        return close

    def ranges(
        self, rule: Policy, hide: Flags, small_denominator: Flags, too_few_for_share: Flags
    ) -> dict[str, Numbers]:
        """What a reader who knows the policy can tell of each hidden number.

        He sees the denominator where it stays. Person-weeks that are hidden belong to at most k-1 persons
        or make at most k-1 full-time persons: whatever is larger bounds them. Of a share hidden for its
        denominator he knows no more of the numerator than that it is no larger; of an unbounded number
        nothing.
        """
        most = rule.threshold - 1
        most_below, most_above = (
            ((2 * most + 1) * self.weeks * parts + 1) // 2 - 1
            for parts in (self.weeks_below, self.weeks_above)
        )
        nothing = np.full(len(hide), NULL, dtype=np.int64)
        printed = np.where(self.is_count & (self.denominator == NULL), 1, self.denominator)
        hide = hide & ~self.unbounded
        low_below = np.where(small_denominator, 1, printed)
        high_below = np.where(small_denominator, np.where(self.weeks_below > 0, most_below, most), printed)
        high_above = np.select(
            [self.weeks_above > 0, self.lengths_above],
            [most_above, most * self.weeks_since_start],
            most,
        )
        any_share = self.is_share & (small_denominator | too_few_for_share | self.close_pair(rule))
        return {
            "numerator_low": np.where(hide, np.where(any_share, 0, 1), nothing),
            "numerator_high": np.where(hide, np.where(any_share, high_below, high_above), nothing),
            "denominator_low": np.where(hide, low_below, nothing),
            "denominator_high": np.where(hide, high_below, nothing),
        }


def _is_unbounded(indicator: Indicator) -> bool:
    """A median; and events or weeks in offers, of which a person may have any number."""
    if isinstance(indicator.numerator, Quantile):
        return True
    above, below = term(indicator.numerator), term(indicator.denominator)
    if above is None or (below is not None and isinstance(below.shape, Events)):
        return False
    return isinstance(above.shape, ActiveWeeks | Events)


def _parts_of_a_week(shape: Measured | None) -> int:
    """How many parts of a person-week (of a full-time week in offers) ``shape`` counts; 0 for other sums."""
    match shape:
        case WeeksIn():
            return 1
        case ActiveWeeks():
            return FULL_WEEK
        case Scaled(shape=WeeksIn(), factor=factor):
            return factor
        case _:
            return 0


def _distinct(column: pa.ChunkedArray) -> tuple[list[str], NDArray[np.intp]]:
    """The distinct texts of a column, and which of them each row has."""
    encoded = pc.dictionary_encode(
        pa.concat_arrays(column.chunks) if column.chunks else pa.array([], pa.string())
    )
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False).astype(np.intp)


def _array(flags: pa.ChunkedArray) -> Flags:
    return np.asarray(flags.to_numpy(), dtype=np.bool_)


def _whole(column: pa.ChunkedArray) -> Numbers:
    return np.asarray(pc.fill_null(column, NULL).to_numpy(), dtype=np.int64)


def _between(numbers: Numbers, low: int, high: int) -> Flags:
    return (low <= numbers) & (numbers <= high)
