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
from pejling.indicators.measures import Background, Ended, WeeksIn
from pejling.indicators.registry import catalogue_by_id
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
    weeks_above: Flags  # the numerator is person-weeks
    weeks_below: Flags  # the denominator is
    lengths_above: Flags  # the numerator is lengths of spells in weeks
    weeks: Numbers  # in the period
    weeks_since_start: Numbers  # from the first week a register can hold to the period's last

    @classmethod
    def read(cls, table: pa.Table) -> Rows:
        ids, which_id = _distinct(table["indicator"])
        texts, which_period = _distinct(table["period"])
        periods = [Period.parse(text) for text in texts]
        last_weeks = np.array([period.last_week.index for period in periods], dtype=np.int64)

        def flags(says: Callable[[Indicator], bool]) -> Flags:
            known = [catalogue_by_id().get(id) for id in ids]
            told: Flags = np.array([k is not None and says(k) for k in known], dtype=np.bool_)
            return np.asarray(told[which_id])

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
            is_share=flags(lambda i: i.unit in SHARES),
            is_count=is_count[which_id],
            over_background=np.array(over, dtype=np.bool_)[which_id],
            weeks_above=flags(lambda i: isinstance(i.numerator, WeeksIn)),
            weeks_below=flags(lambda i: isinstance(i.denominator, WeeksIn)),
            lengths_above=flags(lambda i: isinstance(i.numerator, Ended) and i.numerator.sum == "weeks"),
            weeks=np.array([period.weeks for period in periods], dtype=np.int64)[which_period],
            weeks_since_start=(last_weeks + 1)[which_period],
        )

    def small_numerator(self, rule: Policy) -> Flags:
        few = _between(self.numerator_count, 1, rule.threshold - 1)
        return few | (self.weeks_above & self._few_full_time(self.numerator, rule))

    def small_denominator(self, rule: Policy) -> Flags:
        few = _between(self.denominator_count, 1, rule.threshold - 1)
        return few | (self.weeks_below & self._few_full_time(self.denominator, rule))

    def _few_full_time(self, weeks: Numbers, rule: Policy) -> Flags:
        """Full-time persons, rounded half up, are 1 to k-1: weeks / period's weeks in [1/2, k - 1/2)."""
        return (2 * weeks >= self.weeks) & (2 * weeks < (2 * rule.threshold - 1) * self.weeks)

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
        denominator he knows no more of the numerator than that it is no larger.
        """
        most = rule.threshold - 1
        most_weeks = ((2 * most + 1) * self.weeks + 1) // 2 - 1
        nothing = np.full(len(hide), NULL, dtype=np.int64)
        printed = np.where(self.is_count & (self.denominator == NULL), 1, self.denominator)
        low_below = np.where(small_denominator, 1, printed)
        high_below = np.where(small_denominator, np.where(self.weeks_below, most_weeks, most), printed)
        high_above = np.select(
            [self.weeks_above, self.lengths_above], [most_weeks, most * self.weeks_since_start], most
        )
        any_share = self.is_share & (small_denominator | too_few_for_share | self.close_pair(rule))
        return {
            "numerator_low": np.where(hide, np.where(any_share, 0, 1), nothing),
            "numerator_high": np.where(hide, np.where(any_share, high_below, high_above), nothing),
            "denominator_low": np.where(hide, low_below, nothing),
            "denominator_high": np.where(hide, high_below, nothing),
        }


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
