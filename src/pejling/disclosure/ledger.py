"""What readers outside have been told, and what two releases give away between them.

A cell is one printed figure. ``number`` is what stands behind it in persons, spells or full-time persons;
``low`` and ``high`` what a reader can tell of that number from the figure as printed, who knows what it was
divided by. A new release is held against all earlier ones to readers outside: who reads the council's papers
reads the public ones too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.disclosure.families import Adding, families, within
from pejling.disclosure.nested import Nest, municipal, nests
from pejling.disclosure.policy import Policy
from pejling.terms.text import Text

# ``counts``: what is summed over persons, so that two indicators of the same sum are one cell
# and ``when`` the period, or the week that a stock is of
KEY = ("counts", "group", "area", "members", "when", "breakdown", "measure", "base_period")
TOLD = pa.schema(
    [
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        *(pa.field(name, pa.string(), nullable=False) for name in KEY),
        pa.field("value", pa.float64()),  # as printed; null where hidden
        pa.field("decimals", pa.int8()),  # null where it was printed unrounded
        pa.field("hidden", pa.bool_(), nullable=False),
        pa.field("published", pa.bool_(), nullable=False),  # by its source: everybody knows it
        pa.field("number", pa.float64()),  # null where hidden, and where no persons are counted
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("vintage", pa.string(), nullable=False),
    ]
)
RELEASE = "release"
_NEAR = 1e-9

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Cell ``at`` (a row of the new release) gives a small number away together with an earlier release.

    ``cell`` and ``earlier`` are the two places in words; ``release`` is the earlier one's id.
    """

    at: int
    cell: str
    release: str
    earlier: str
    why: Text


HIDDEN_THEN = Text(
    da="den var skjult dengang, og tallene er de samme", en="it was hidden then, and the figures are the same"
)
CHANGED = Text(
    da="forskellen til dengang er nogle få personer", en="the difference from then is a few persons"
)
NESTED = Text(
    da="trækkes den ene fra den anden, står nogle få personer tilbage",
    en="subtracting one from the other leaves a few persons",
)
PARTS = Text(
    da="i alt mindre delene giver et lille eller skjult tal",
    en="the total less its parts gives a small or hidden number",
)


def conflicts(new: pa.Table, earlier: pa.Table, rule: Policy) -> list[Conflict]:
    """The cells of ``new`` (TOLD) that may not be told beside ``earlier`` (TOLD, with RELEASE), each once.

    A difference of 1 to ``threshold`` - 1 persons, spells or full-time persons (rounded half up) must be no
    better known than a hidden count: what a reader can tell of it covers the whole of that range. Figures
    that their source published are no secret, and count otherwise than ours: they are left aside. What was
    told before just so gives nothing away when it is told again.
    """
    if rule.marks_only or not new.num_rows or not earlier.num_rows:
        return []
    both = _Both.of(new, earlier)
    found = [*both.hidden_then(), *both.changed(rule), *both.nested(rule), *both.left_over(rule)]
    return list({one.at: one for one in reversed(found)}.values())[::-1]


def place(row: dict[str, object]) -> str:
    """A cell's key in one line."""
    names = [row[name] for name in ("indicator", "group", "area", "period", "breakdown", "base_period")]
    return " ".join(str(name) for name in names if name)


@dataclass(frozen=True)
class _Both:
    """The cells of the new release, and after them those of the earlier ones, as arrays."""

    table: pa.Table  # with RELEASE, "" for the new one
    size: int  # of the new release
    indicator: Places
    key: Places
    vintage: Places
    hidden: Flags
    published: Flags
    number: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, new: pa.Table, earlier: pa.Table) -> _Both:
        own = new.select(TOLD.names).append_column(RELEASE, pa.array([""] * new.num_rows, pa.string()))
        table = pa.concat_tables([own, earlier.select([*TOLD.names, RELEASE])]).combine_chunks()
        published = _flags(table["published"])
        return cls(
            table=table,
            size=new.num_rows,
            indicator=coded(table, ("indicator",)),
            key=coded(table, KEY),
            vintage=coded(table, ("vintage",)),
            hidden=_flags(table["hidden"]),
            published=published,
            number=np.where(published, np.nan, _floats(table["number"])),
            low=_floats(table["low"]),
            high=_floats(table["high"]),
        )

    @cached_property
    def mine(self) -> Flags:
        """The cells of the new release that can be left out: not published, nor told before as they are."""
        new = (np.arange(len(self.key)) < self.size) & ~self.published
        mine, theirs = self.same()
        alike = ~self.hidden[mine] & ~self.hidden[theirs]
        for one in (self.number, self.low, self.high):
            alike &= np.isclose(one[mine], one[theirs], rtol=0, atol=_NEAR)
        new[mine[alike]] = False
        return new

    def same(self) -> tuple[Places, Places]:
        """New and earlier cells with one key."""
        left, right = matches(self.key[: self.size], self.key[self.size :])
        return left, right + self.size

    def hidden_then(self) -> list[Conflict]:
        mine, theirs = self.same()  # of one indicator: another of the same sum may hide for other reasons
        here = ~self.hidden[mine] & self.hidden[theirs] & (self.vintage[mine] == self.vintage[theirs])
        here &= self.mine[mine] & (self.indicator[mine] == self.indicator[theirs])
        return self._told(mine[here], theirs[here], HIDDEN_THEN)

    def changed(self, rule: Policy) -> list[Conflict]:
        mine, theirs = self.same()
        return self._apart(mine, theirs, rule, CHANGED)

    def nested(self, rule: Policy) -> list[Conflict]:
        """A set and a smaller one within it: a cluster with and without a member, 26 and 27 weeks."""
        found = []
        new = np.arange(len(self.key)) < self.size
        for nest in nests(self.table):
            for wholes, parts in ((new, ~new), (~new, new)):
                found += self._apart(*self._pairs(nest, wholes, parts), rule, NESTED)
        whole, part = within(self.table, np.flatnonzero(self._known())).T
        across = new[whole] != new[part]  # what one release tells by itself is protected in it
        return [*found, *self._apart(whole[across], part[across], rule, NESTED)]

    def _pairs(self, nest: Nest, wholes: Flags, parts: Flags) -> tuple[Places, Places]:
        """Cells whose other coordinates agree, the first a set that holds the second's."""
        rest = coded(self.table, [name for name in KEY if name not in nest.columns])
        larger, smaller = np.flatnonzero(wholes), np.flatnonzero(parts)
        pair, whole = matches(nest.pairs[:, 0], nest.member[larger])
        wanted = _joined(nest.pairs[pair, 1], rest[larger[whole]])
        at, part = matches(wanted, _joined(nest.member, rest)[smaller])
        return larger[whole[at]], smaller[part]

    def left_over(self, rule: Policy) -> list[Conflict]:
        """A total less all of its parts that anybody was told: what is left must not be small."""
        known = self._known()
        rows = np.flatnonzero(known)
        areas = municipal(self.table)
        whole, part = self._pairs(areas, known & ~self.hidden, known)
        one = np.ones(len(whole))
        size = areas.size[areas.member[whole]] if len(whole) else whole
        added = [Adding(whole, part, one, one, size), *families(self.table, rows)]
        return [found for each in added for found in self._left_of(each, rule)]

    def _left_of(self, added: Adding, rule: Policy) -> list[Conflict]:
        open_ = ~self.hidden[added.whole]
        whole, part = added.whole[open_], added.part[open_]
        total_weight, weight, size = (
            each[open_] for each in (added.total_weight, added.part_weight, added.size)
        )
        shown = ~self.hidden[part]

        def over(values: NDArray[Any], where: Flags) -> Floats:
            """The sum of values [pairs] by total."""
            summed = np.bincount(whole[where], weights=values[where], minlength=len(self.key))
            return summed.astype(np.float64)

        every = np.ones(len(whole), dtype=np.bool_)
        told, gone = over(every, shown), over(every, ~shown)
        of_total = np.maximum(told + gone, 1)
        scale, parts = over(total_weight, every) / of_total, over(size.astype(float), every) / of_total
        rest = np.where((left := scale - over(weight, shown)) > 0, left, 1.0)
        rest = np.where(scale > 1, rest, 1.0)
        number, low, high = (
            (of * np.maximum(scale, 1) - over(other[part] * weight, shown)) / rest
            for of, other in ((self.number, self.number), (self.low, self.high), (self.high, self.low))
        )
        of_new = np.arange(len(self.key)) < self.size
        new = over(part < self.size, shown)
        across = np.where(of_new, new < told, new > 0) & (told > 0)
        most, few = rule.threshold - 1, gone - 1  # hidden ones beside the one looked for
        tight = (scale <= 1) & (parts == told + gone) & (gone > 1) & (number < gone * most + _NEAR)
        tight &= (low - few * most > 1 + _NEAR) | (high - few < most - _NEAR)
        bad = across & ~np.isnan(number) & (number > 0) & (_small(number, low, high, rule) | tight)
        return self._blamed(np.flatnonzero(bad), whole[shown], part[shown])

    def _known(self) -> Flags:
        """Of each key the newest that a reader knows: shown before hidden, the new release before others."""
        place = np.arange(len(self.key))
        age = np.where(place < self.size, -len(place), -place)  # among earlier ones the last comes first
        order = np.lexsort((age, self.hidden, self.key))
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = self.key[order][1:] != self.key[order][:-1]
        known = np.zeros(len(order), dtype=np.bool_)
        known[order[first]] = True
        return known

    def _blamed(self, wholes: Places, whole: Places, part: Places) -> list[Conflict]:
        """For each total the new cell that should go, and an earlier one that makes it so."""
        order = np.argsort(whole, kind="stable")
        begin, end = (np.searchsorted(whole[order], wholes, side) for side in ("left", "right"))
        found: list[tuple[int, int]] = []
        for at, first, last in zip(wholes.tolist(), begin.tolist(), end.tolist(), strict=True):
            cells = [at, *part[order[first:last]].tolist()]
            new = next((one for one in cells if self.mine[one]), None)
            old = next((one for one in cells if one >= self.size), None)
            if new is not None and old is not None:
                found.append((new, old))
        pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
        return self._told(pairs[:, 0], pairs[:, 1], PARTS)

    def _apart(self, one: Places, other: Places, rule: Policy, why: Text) -> list[Conflict]:
        number = self.number[one] - self.number[other]
        low, high = self.low[one] - self.high[other], self.high[one] - self.low[other]
        bad = _small(number, low, high, rule) & (self.mine[one] | self.mine[other])
        new = np.where(one < self.size, one, other)[bad]
        old = np.where(one < self.size, other, one)[bad]
        return self._told(new, old, why)

    def _told(self, new: Places, old: Places, why: Text) -> list[Conflict]:
        _, first = np.unique(new, return_index=True)
        rows, others = (self.table.take(pa.array(at[first])).to_pylist() for at in (new, old))
        return [
            Conflict(at, place(row), str(other[RELEASE]), place(other), why)
            for at, row, other in zip(new[first].tolist(), rows, others, strict=True)
        ]


def _small(number: Floats, low: Floats, high: Floats, rule: Policy) -> Flags:
    """Where a number is 1 to k-1 (halves up) either way, and better known than that."""
    most = rule.threshold - 1
    size = np.abs(number)
    with np.errstate(invalid="ignore"):
        few = (size > 0.5 - _NEAR) & (size < most + 0.5 - _NEAR)
        least, largest = np.where(number < 0, -high, low), np.where(number < 0, -low, high)
        covered = (least < 1 + _NEAR) & (largest > most - _NEAR)
    return np.asarray(few & ~covered)


def coded(table: pa.Table, columns: Sequence[str]) -> Places:
    """A number a row: the same where all ``columns`` are."""
    code = np.zeros(table.num_rows, dtype=np.int64)
    for name in columns:
        texts = pc.dictionary_encode(table[name].combine_chunks())
        texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        code = _joined(code, texts.indices.to_numpy(zero_copy_only=False).astype(np.int64))
        code = np.unique(code, return_inverse=True)[1].astype(np.int64)
    return code


def matches(left: Places, right: Places) -> tuple[Places, Places]:
    """Every pair of places with equal numbers."""
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    begin, end = np.searchsorted(ranked, left, "left"), np.searchsorted(ranked, left, "right")
    count = end - begin
    at = np.repeat(np.arange(len(left)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return at, order[np.repeat(begin, count) + within]


def _joined(one: Places, other: Places) -> Places:
    """Two numbers in one."""
    return one * (1 << 31) + other


def _flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(column.to_numpy(), dtype=np.bool_)


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.fill_null(column, float("nan")).to_numpy(), dtype=np.float64)
