"""What revisions are: figures before and after, how many, and the largest change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.wanted import Wanted
from pejling.app.words import how_many
from pejling.indicators import registry
from pejling.store.observations import KEY
from pejling.terms.amount import exact, round_half_up, written
from pejling.terms.text import Language, Text

SIDE = ("value", "decimals", "status", "vintage")


@dataclass(frozen=True, slots=True)
class Side:
    """A figure as it was, or is. ``value`` is None where it is hidden or was not observed."""

    value: Fraction | None
    decimals: int
    printed: bool
    status: str
    vintage: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One figure, named by ``key`` (KEY), before and after."""

    key: tuple[str, ...]
    before: Side
    after: Side

    @property
    def difference(self) -> Fraction | None:
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def per_cent(self) -> Fraction | None:
        """The difference in per cent of what it was; None where that was 0 or cannot be told."""
        difference = self.difference
        return (
            difference / abs(self.before.value) * 100
            if difference is not None and self.before.value
            else None
        )

    def in_words(self, lang: Language) -> str:
        name = " ".join(part for part in self.key[:4] if part)
        sides = [_digits(side.value, side.decimals, lang) for side in (self.before, self.after)]
        share = _digits(self.per_cent, 1, lang)
        return f"{name}: {sides[0]} -> {sides[1]} ({share} {'pct.' if lang == 'da' else 'per cent'})"


@dataclass(frozen=True)
class Revised:
    """``table``: a row a changed figure, KEY, then SIDE of both (``old_value`` ..., ``new_value``).

    ``new``: figures that were not there before. ``gone``: figures that the source's delivery before had of
    the same periods and that it gives no more (the earlier ones still count), or that a withdrawal took away.
    """

    table: pa.Table
    new: int
    gone: int

    @property
    def changed(self) -> int:
        return int(self.table.num_rows)

    def rows(self) -> Iterator[Revision]:
        """The changed figures one by one, for what a person asked to see."""
        for row in self.table.to_pylist():
            yield Revision(tuple(row[name] for name in KEY), _side(row, "old_"), _side(row, "new_"))

    @property
    def largest(self) -> Revision | None:
        """The figure that changed most, in per cent."""
        old, new = (self.table[name].to_numpy() for name in ("old_value", "new_value"))
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.abs(new - old) / np.abs(old)
        share[~np.isfinite(share)] = -1
        if not len(share) or share.max() < 0:
            return None
        at = int(share.argmax())
        return next(Revised(self.table.slice(at, 1), 0, 0).rows())

    def chosen(self, wanted: Wanted) -> Revised:
        """Those that ``wanted`` asks for; new and gone figures are counted over all."""
        table = self.table
        filters: dict[str, Sequence[str]] = {
            "indicator": wanted.indicators,
            "group": wanted.groups,
            "area": wanted.areas,
            "period": [str(period) for period in wanted.periods],
        }
        for name, allowed in filters.items():
            if allowed:
                table = table.filter(pc.is_in(table[name], pa.array(allowed, pa.string())))
        return Revised(table, self.new, self.gone)

    def told(self) -> Text:
        """How many changed, came and went, and the largest change."""
        changed = how_many(self.changed, ("tal", "tal"), ("figure", "figures"))
        new = how_many(self.new, ("nyt", "nye"), ("new", "new"))
        largest = self.largest
        da = f" Mest: {largest.in_words('da')}." if largest else ""
        en = f" Most: {largest.in_words('en')}." if largest else ""
        return Text(
            da=f"{changed.da} ændret, {new.da}, {_digits(Fraction(self.gone), 0, 'da')} ikke med mere.{da}",
            en=f"{changed.en} changed, {new.en}, {_digits(Fraction(self.gone), 0, 'en')} no longer "
            f"there.{en}",
        )


def _side(row: dict[str, object], of: str) -> Side:
    value, given = row[f"{of}value"], row[f"{of}decimals"]
    printed = isinstance(given, int)
    decimals = given if isinstance(given, int) else registry.declared(str(row["indicator"])).decimals
    number = None
    if isinstance(value, float):
        number = exact(value, decimals) if printed else Fraction(value)
    return Side(number, decimals, printed, str(row[f"{of}status"]), str(row[f"{of}vintage"]))


def _digits(value: Fraction | None, decimals: int, lang: Language) -> str:
    return "-" if value is None else written(round_half_up(value, decimals), lang)
