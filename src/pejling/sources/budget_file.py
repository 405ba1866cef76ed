"""Budget and accounts of the benefits: an extract of the municipal chart of accounts (CSV or Excel).

Columns, in any order: an account (konto, funktion: 5.57.71 or 55771, with its gruppering or without), a text
(left aside), a month or period, a kind (budget, korrigeret budget, regnskab or forbrug), an amount. Months or
kinds may be columns instead. Titles may stand above the header. Amounts are kroner, or thousands where the
header says so ("1.000 kr.", "t.kr."); expenditure is positive. Rows of dranst 2 (the state's refund) are left
out and told, and so are totals of the rows (``budget_totals``).

Accounts are laid to benefits by a table (``accounts``); those that it does not know are counted and told.
Amounts of a benefit in a period are added up. They are the municipality's own (not published), and pass every
policy of disclosure all the same: an amount of kroner counts no persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from pejling.indicators.catalogue import adjusted_budget_dkk, budget_dkk, expenditure_dkk
from pejling.indicators.indicator import name_of
from pejling.sources.accounts import Accounts, account_of
from pejling.sources.budget_totals import ALTOGETHER, Totals
from pejling.sources.small_table import Given, Read, SmallTable, parts_of, plain
from pejling.sources.titled_sheet import filled_down, read_titled
from pejling.terms.amount import round_half_up, written
from pejling.terms.masked import masked
from pejling.terms.observation import Observation, Status
from pejling.terms.parse import parse_month_name, parse_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row
from pejling.terms.text import Language, Text

NAMES = {
    "area": ("area", "kommune", "område"),
    "account": ("account", "konto", "kontonr", "kontonummer", "funktion", "funktionsnr", "konto nr"),
    "grouping": ("grouping", "gruppering", "grp", "grupperingsnr"),
    "dranst": ("dranst", "dranst nr"),
    "text": ("text", "tekst", "kontotekst", "kontonavn", "funktionsnavn", "betegnelse", "navn"),
    "period": ("period", "periode", "tid"),
    "month": ("month", "måned", "md"),
    "year": ("year", "år", "regnskabsår", "budgetår"),
    "kind": ("kind", "slags", "type", "budget/regnskab", "budget/forbrug"),
    "amount": ("amount", "beløb", "kr", "beløb i kr", "beløb kr", "dkk"),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    name_of(budget_dkk): ("budget", "vedtaget budget", "oprindeligt budget", "opr budget", "adopted budget"),
    name_of(adjusted_budget_dkk): ("korrigeret budget", "korr budget", "adjusted budget"),
    name_of(expenditure_dkk): ("regnskab", "forbrug", "actual", "accounts", "udgift", "expenditure"),
}
_THOUSANDS = re.compile(r"\(? ?\b(?:i )?(?:1 ?000 ?kr|t ?kr|1 ?000 ?dkk|tusinde kr\w*)\b ?\)?")
_KRONER = re.compile(r" \(? ?(?:i )?(?:kr|dkk|kroner)\b ?\)?$")
_LANGUAGES: tuple[Language, ...] = ("da", "en")
_NEEDED = Text(
    da="en konto (konto, funktion) og et beløb (beløb), eller måneder eller slags (budget, korrigeret "
    "budget, regnskab) som kolonner",
    en="an account (konto, funktion) and an amount (beløb), or months or kinds (budget, korrigeret "
    "budget, regnskab) as columns",
)


@dataclass
class _Sum:
    """The amounts of one benefit in one period on their way to one figure."""

    amount: Fraction = Fraction(0)
    known: int = 0
    hidden: bool = False
    lines: list[int] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)


def read_budget(path: Path, given: Given, accounts: Accounts) -> Read:
    """The amounts of the benefits in a file, added up by benefit and period.

    An unknown kind, an unreadable amount or a missing period is a Problem with its place. Accounts without a
    benefit, rows of the state's refund and blank amounts are told with their number.
    """
    titled = read_titled(path, _is_header, _NEEDED)
    names = [_bare(column) for column in titled.sheet.columns]
    parts = {part: titled.sheet.columns[names.index(name)] for part, name in parts_of(names, NAMES).items()}
    thousands = _says_thousands(" ".join([titled.title, *titled.sheet.columns]))
    labels = [parts[part] for part in ("period", "month", "year") if part in parts]
    wide = _wide(titled.sheet.columns, parts)
    if "amount" not in parts and not wide:
        raise Problem(
            da=f"{titled.sheet.file}: der er ingen beløb. Påkrævet: {_NEEDED.da}",
            en=f"{titled.sheet.file}: there are no amounts. Needed: {_NEEDED.en}",
        )
    sheet = filled_down(titled.sheet, labels)
    columns = {**parts, **{column: column for column in wide}}
    table = SmallTable(sheet, given, columns, tuple(wide) or ("amount",))
    table.tell_area()
    _Adding(table, wide, accounts, 1000 if thousands else 1).add_up()
    if not table.rows_by_key:
        raise Problem(
            da=f"{sheet.file}: ingen konto i filen hører til en ydelse efter {accounts.source}. "
            + " ".join(note.da for note in table.notes),
            en=f"{sheet.file}: no account of the file belongs to a benefit by {accounts.source}. "
            + " ".join(note.en for note in table.notes),
        )
    if thousands:
        table.tell(
            da="Beløbene står i 1.000 kr. og er ganget op.",
            en="Amounts stand in DKK 1,000 and were multiplied.",
        )
    return table.read()


def _says_thousands(text: str) -> bool:
    return _THOUSANDS.search(plain(text)) is not None


def _bare(column: str) -> str:
    """A column's name without its unit: "Beløb (1.000 kr.)" is "beløb"."""
    name = " ".join(_KRONER.sub("", _THOUSANDS.sub("", plain(column))).split())
    return name or plain(column)


def _is_header(names: Sequence[str]) -> bool:
    parts = parts_of([_bare(name) for name in names], NAMES)
    return "account" in parts and ("amount" in parts or bool(_wide(names, parts)))


def _wide(columns: Sequence[str], parts: Mapping[str, str]) -> dict[str, str]:
    """The columns that are kinds (to their indicator) or months and periods (to ""), by name."""
    free = [column for column in columns if column and column not in parts.values()]
    kinds = {column: found for column in free if (found := _kind(_bare(column)))}
    months = {column: "" for column in free if _is_time(_bare(column))}
    return kinds or months


def _kind(text: str) -> str:
    name = plain(text)
    return next((kind for kind, known in KINDS.items() if name in known), "")


def _is_time(text: str) -> bool:
    if parse_month_name(text) is not None:
        return True
    try:
        parse_period(text)
    except Problem:
        return False
    return True


@dataclass
class _Adding:
    """One reading of the rows: sums by figure, and what is left out with its number."""

    table: SmallTable
    wide: Mapping[str, str]
    accounts: Accounts
    times: int
    sums: dict[tuple[str, str, str, str], tuple[Row, str, _Sum]] = field(default_factory=dict)
    left_out: dict[str, tuple[int, Fraction]] = field(default_factory=dict)
    refunds: int = 0
    blank: int = 0

    def add_up(self) -> None:
        totals = Totals(self.table, tuple(self.wide) or (self.table.columns["amount"],))
        for row in self.table.sheet.rows:
            if totals.is_total(row):
                totals.check(row)
                continue
            account = self._account(row)
            totals.add(row, own=bool(account))
            if not account:
                continue
            benefit = self.accounts.benefit(account)
            self._check_total(row)
            for kind, period, column in self._figures(row):
                found = self.table.number_in(row, column)
                if not benefit:
                    rows, amount = self.left_out.get(account, (0, Fraction(0)))
                    self.left_out[account] = (rows + 1, amount + (found.value or 0) * self.times)
                    continue
                key = (kind, benefit, self.table.area(row), str(period))
                one = self.sums.setdefault(key, (row, column, _Sum()))[2]
                one.lines.append(row.line)
                one.accounts.append(account)
                one.hidden |= found.status == Status.SUPPRESSED
                self.blank += found.status == Status.NOT_OBSERVED
                if found.value is not None:
                    one.known += 1
                    one.amount += found.value * self.times
        for (kind, benefit, area, when), (row, column, one) in self.sums.items():
            self.table.add(row, column, self._observation(kind, benefit, area, when, one))
        self._tell()

    def _check_total(self, row: Row) -> None:
        """Tell a row whose printed total is not the sum of its months."""
        columns = [column for column in self.table.sheet.columns if _bare(column) in ALTOGETHER]
        numbers = [self.table.number_in(row, column).value for column in self.wide]
        if not columns or any(self.wide.values()) or None in numbers:
            return
        printed, found = self.table.number_in(row, columns[0]).value, sum(one or 0 for one in numbers)
        if printed is not None and printed != found:
            shown = {
                lang: [written(round_half_up(Fraction(one), 2), lang) for one in (printed, found)]
                for lang in _LANGUAGES
            }
            self.table.tell(
                da=f"Linje {row.line}: {columns[0]} er trykt som {shown['da'][0]}, men månederne giver "
                f"{shown['da'][1]}.",
                en=f"Line {row.line}: {columns[0]} is printed as {shown['en'][0]}, but the months add to "
                f"{shown['en'][1]}.",
            )

    def _account(self, row: Row) -> str:
        """The row's account; "" for a row of refunds, or one without an account (a heading, a total)."""
        text = self.table.text(row, "account")
        if self.table.text(row, "dranst") not in ("", "1", "01"):
            self.refunds += 1
            return ""
        grouping = self.table.text(row, "grouping").split(" ", 1)[0]
        number = text.split(" ", 1)[0]  # "5.57.71 Sygedagpenge"
        return account_of(text, grouping) or account_of(number, grouping) or masked(text) or "-"

    def _figures(self, row: Row) -> Iterator[tuple[str, Period, str]]:
        """Kind, period and column of every amount in a row."""
        for column in self.wide or [self.table.columns["amount"]]:
            kind = self.wide.get(column, "") or self._kind_of(row)
            yield (
                kind,
                self._period(row, column if column in self.wide and not self.wide[column] else ""),
                column,
            )

    def _kind_of(self, row: Row) -> str:
        found = _kind(self.table.text(row, "kind"))
        if found:
            return found
        allowed = ", ".join(name for known in KINDS.values() for name in known[:2])
        if not self.table.has("kind"):
            raise Problem(
                da=f"{self.table.sheet.file}: filen siger ikke, om beløbene er budget eller regnskab; tilføj "
                f"en kolonne kind (slags) med {allowed}",
                en=f"{self.table.sheet.file}: the file does not say whether its amounts are budget or "
                f"accounts; add a column kind with {allowed}",
            )
        raise self.table.wrong(
            row,
            "kind",
            Text(da=f"slagsen er ukendt; tilladt er {allowed}", en=f"unknown kind; allowed are {allowed}"),
        )

    def _period(self, row: Row, column: str) -> Period:
        """The period of an amount: its column's, else the row's own; a month may need a year beside it."""
        table = self.table
        if column:
            month = parse_month_name(_bare(column))
            return (
                table.period_of(row, column, _bare(column))
                if month is None
                else self._month(row, column, month)
            )
        text = table.text(row, "month")
        if not text:
            return table.period_of(
                row, table.columns.get("year", ""), table.text(row, "period") or table.text(row, "year")
            )
        month = int(text) if text.isascii() and text.isdecimal() and 1 <= int(text) <= 12 else None
        month = month or parse_month_name(text)
        if month is None:
            return table.period_of(row, table.columns["month"], text)
        return self._month(row, table.columns["month"], month)

    def _month(self, row: Row, column: str, month: int) -> Period:
        """A month of the row's year, or of the year that the user gave as the period."""
        given = self.table.given.period
        year = self.table.text(row, "year") or (str(given) if given else "")
        if not re.fullmatch(r"\d{4}", year):
            raise Problem(
                da=f"{self.table.sheet.file}, linje {row.line}, kolonne {masked(column, 'da')}: måneden har "
                "intet år; tilføj en kolonne år, eller giv --period 2019",
                en=f"{self.table.sheet.file}, line {row.line}, column {masked(column)}: the month has no "
                "year; add a column year, or give --period 2019",
            )
        return Period.parse(f"{year}M{month:02d}")

    def _observation(self, kind: str, benefit: str, area: str, period: str, one: _Sum) -> Observation:
        status = Status.OBSERVED if one.known else Status.NOT_OBSERVED
        if one.hidden:
            status = Status.SUPPRESSED
        seen = status is Status.OBSERVED
        lines = ", ".join(str(line) for line in dict.fromkeys(one.lines))
        which = ", ".join(dict.fromkeys(one.accounts))
        return Observation(
            indicator=kind,
            group=benefit,
            area=area,
            period=period,
            value=float(round_half_up(one.amount, 2)) if seen else None,
            decimals=2 if seen else None,
            status=status,
            source=f"budget: {self.table.sheet.file}",
            origin=f"{self.table.sheet.file}, line {lines}, accounts {which} by {self.accounts.source}",
            published=False,
        )

    def _tell(self) -> None:
        if self.left_out:
            da, en = (
                "; ".join(
                    f"{account} ({rows} {'beløb' if lang == 'da' else 'amounts'}, "
                    f"{written(round_half_up(amount, 2), lang)}{self._why(account, lang)})"
                    for account, (rows, amount) in self.left_out.items()
                )
                for lang in _LANGUAGES
            )
            self.table.tell(
                da=f"Konti uden én ydelse efter {self.accounts.source}, ikke taget ind: {da}. Giv egne konti "
                "med --accounts.",
                en=f"Accounts without one benefit by {self.accounts.source}, not taken in: {en}. Give your "
                "own with --accounts.",
            )
        if self.refunds:
            self.table.tell(
                da=f"Rækker med en anden dranst end 1 (statens refusion mv.), ikke taget ind: "
                f"{self.refunds}.",
                en=f"Rows of a dranst other than 1 (the state's refund etc.), not taken in: {self.refunds}.",
            )
        if self.blank:
            self.table.tell(
                da=f"Beløb, der står tomme, og ikke er regnet med: {self.blank}.",
                en=f"Amounts left blank, and not counted: {self.blank}.",
            )

    def _why(self, account: str, lang: Language) -> str:
        together = self.accounts.holds(account)
        if not together:
            return ""
        names = f" {'og' if lang == 'da' else 'and'} ".join(together)
        return f", {names}: {'grupperingen skiller dem' if lang == 'da' else 'told apart by gruppering'}"
