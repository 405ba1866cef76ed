"""Totals among the rows of a ledger's extract: no amounts of their own, held against the rows above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pejling.sources.small_table import SmallTable, plain
from pejling.terms.amount import round_half_up, written
from pejling.terms.observation import Status
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row
from pejling.terms.text import Language, Text

ALTOGETHER = ("i alt", "ialt", "total", "helår", "hele året", "året i alt", "sum")


@dataclass
class _Sums:
    """Amounts by column; ``whole``: none of them is hidden or unreadable."""

    amounts: dict[str, Fraction] = field(default_factory=dict)
    whole: bool = True

    def add(self, numbers: Mapping[str, Fraction] | None) -> None:
        if numbers is None:
            self.whole = False
            return
        for column, number in numbers.items():
            self.amounts[column] = self.amounts.get(column, Fraction(0)) + number


@dataclass
class Totals:
    """The sums of the rows so far: of all, of those that are the municipality's own (dranst 1), and of those
    since the last total. A printed total may be any of the three."""

    table: SmallTable
    columns: tuple[str, ...]
    every: _Sums = field(default_factory=_Sums)
    own: _Sums = field(default_factory=_Sums)
    since: _Sums = field(default_factory=_Sums)

    def is_total(self, row: Row) -> bool:
        """Whether the row says of itself that it is one: "I alt" in place of the account or beside none."""
        account, text = (
            plain(self.table.text(row, part)).rstrip(" :") if self.table.has(part) else ""
            for part in ("account", "text")
        )
        return account in ALTOGETHER or (not account and text in ALTOGETHER)

    def add(self, row: Row, own: bool) -> None:
        """One row that is no total."""
        numbers = self._numbers(row)
        for sums in (self.every, self.since, *([self.own] if own else [])):
            sums.add(numbers)

    def check(self, row: Row) -> None:
        """Tell the total, and where it is another than the sum of the rows."""
        printed = self._numbers(row, blank=False)
        sums = [one for one in (self.every, self.own, self.since) if one.whole]
        agree = [
            one for one in sums if all(one.amounts.get(name) == n for name, n in (printed or {}).items())
        ]
        head = Text(
            da=f"Linje {row.line} er en sum af rækkerne og er ikke taget ind som beløb",
            en=f"Line {row.line} is a total of the rows and was not taken in as an amount",
        )
        if agree and printed:
            self.table.tell(da=f"{head.da}; den stemmer.", en=f"{head.en}; it agrees.")
        elif printed and sums:
            differences = {name: n for name, n in printed.items() if sums[0].amounts.get(name) != n}
            said = [self._difference(name, n, sums[0]) for name, n in differences.items()]
            da, en = ("; ".join(one(lang) for one in said) for lang in _LANGUAGES)
            self.table.tell(da=f"{head.da}. Den stemmer ikke: {da}.", en=f"{head.en}. It differs: {en}.")
        else:
            self.table.tell(da=f"{head.da}.", en=f"{head.en}.")
        self.since = _Sums()

    def _difference(self, column: str, printed: Fraction, sums: _Sums) -> Text:
        found = sums.amounts.get(column, Fraction(0))
        shown: dict[Language, list[str]] = {
            lang: [written(round_half_up(one, 2), lang) for one in (printed, found, printed - found)]
            for lang in _LANGUAGES
        }
        (da, en) = (shown[lang] for lang in _LANGUAGES)
        return Text(
            da=f"der er trykt {da[0]}, rækkerne giver {da[1]} (forskel {da[2]})",
            en=f"{en[0]} is printed, the rows add to {en[1]} (difference {en[2]})",
        )

    def _numbers(self, row: Row, blank: bool = True) -> dict[str, Fraction] | None:
        """The amounts by column, blank ones as 0 (or left out); None where one is hidden or no number."""
        try:
            found = {column: self.table.number_in(row, column) for column in self.columns}
        except Problem:
            return None
        if any(one.status == Status.SUPPRESSED for one in found.values()):
            return None
        told: Iterable[tuple[str, Fraction | int | None]] = (
            (column, one.value if one.value is not None or not blank else 0) for column, one in found.items()
        )
        return {column: Fraction(value) for column, value in told if value is not None}


_LANGUAGES: tuple[Language, ...] = ("da", "en")
