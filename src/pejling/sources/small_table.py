"""What the readers of small tables share: cells by column, who and when, errors with their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pyarrow as pa

from pejling.terms.breaks import PREFIX, Break, breaks
from pejling.terms.masked import masked
from pejling.terms.municipality import area_label
from pejling.terms.observation import Observation, table_of
from pejling.terms.parse import Form, Printed, form_of, parse_area, parse_number, parse_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import marks_of
from pejling.terms.sheet import Row, Sheet
from pejling.terms.text import Text

LARGEST = 10**12  # kroner of the whole country a year are some 10**12; nothing here counts more
MOST_DECIMALS = 15
Key = tuple[str, str, str, str, str]  # indicator, group, area, period, breakdown


@dataclass(frozen=True, slots=True)
class Given:
    """What is said beside the file: the workspace's ``own`` municipality, and what the user gave.

    ``area`` is "" and ``period`` None where the user gave none.
    """

    own: str
    area: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Read:
    """What a file gave: observations (SCHEMA, vintage still empty), and what a reader must know of it."""

    observations: pa.Table
    notes: tuple[Text, ...] = ()
    ignored_columns: tuple[str, ...] = ()


@dataclass
class SmallTable:
    """One sheet being read. ``columns`` says which of its columns plays which part ("area", "value" ...).

    ``numbers``: the parts that hold numbers; how the file writes them is told from all their cells.
    ``notes``: what a reader must know, gathered on the way.
    """

    sheet: Sheet
    given: Given
    columns: Mapping[str, str]
    numbers: Sequence[str] = ()
    notes: list[Text] = field(default_factory=list)
    rows_by_key: dict[Key, tuple[Row, Observation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = [
            row.cells[column]
            for row in self.sheet.rows
            for column in (self.columns[part] for part in self.numbers if part in self.columns)
            if column not in row.numbers
        ]
        self.form = number_form(self.sheet, texts)

    def has(self, part: str) -> bool:
        return part in self.columns

    def text(self, row: Row, part: str) -> str:
        """The cell that plays ``part`` in ``row``; "" where the file has no such column."""
        return row.cells.get(self.columns.get(part, ""), "")

    def number(self, row: Row, part: str) -> Printed:
        """The number in a cell with its printed decimals, or its status."""
        return self.number_in(row, self.columns.get(part, ""))

    def number_in(self, row: Row, column: str) -> Printed:
        form: Form = "machine" if column in row.numbers else self.form
        try:
            found = parse_number(row.cells.get(column, ""), form)
        except Problem as problem:
            raise self.wrong_in(row, column, problem.text) from None
        if found.value is not None and found.decimals > MOST_DECIMALS and column in row.numbers:
            found = Printed(round(found.value, MOST_DECIMALS), MOST_DECIMALS)  # computed in a workbook
        if found.value is not None and (abs(found.value) > LARGEST or found.decimals > MOST_DECIMALS):
            allowed = Text(
                da=f"tilladt er tal op til {LARGEST:.0e} med højst {MOST_DECIMALS} decimaler",
                en=f"allowed are numbers up to {LARGEST:.0e} with at most {MOST_DECIMALS} decimals",
            )
            raise self.wrong_in(row, column, allowed)
        return found

    def whole(self, row: Row, part: str) -> Printed:
        """The same, where only a whole number from 0 is allowed."""
        found = self.number(row, part)
        if found.value is not None and (found.whole is None or found.whole < 0):
            allowed = Text(
                da="tilladt er et helt tal fra 0, ingenting eller ..",
                en="allowed is a whole number from 0, nothing, or ..",
            )
            raise self.wrong(row, part, allowed)
        return found

    def area(self, row: Row) -> str:
        """The row's area: its own cell, else what the user gave, else the workspace's municipality."""
        text = self.text(row, "area")
        if not text:
            if self.has("area") and not self.given.area:
                empty = Text(
                    da="området mangler; skriv en kommune i cellen, eller giv --area",
                    en="the area is missing; write a municipality in the cell, or give --area",
                )
                raise self.wrong(row, "area", empty)
            return self.given.area or self.given.own
        try:
            found = _area(text)
        except Problem as problem:
            raise self.wrong(row, "area", problem.text) from None
        if self.given.area and found != self.given.area:
            other = Text(
                da=f"filen siger et andet område end --area {self.given.area}; tag filen ind uden --area",
                en=f"the file says another area than --area {self.given.area}; take it in without --area",
            )
            raise self.wrong(row, "area", other)
        return found

    def period(self, row: Row) -> Period:
        """The row's period: its own cell, else what the user gave; a missing one is a Problem."""
        return self.period_of(row, self.columns.get("period", ""), self.text(row, "period"))

    def period_of(self, row: Row, column: str, text: str) -> Period:
        """The period in ``text``, which stands in ``column``, checked against what the user gave."""
        if not text:
            if self.given.period is None:
                raise self.no_period(row)
            return self.given.period
        try:
            found = _period(text)
        except Problem as problem:
            raise self.wrong_in(row, column, problem.text) from None
        if self.given.period is not None and found != self.given.period:
            other = Text(
                da=f"filen siger en anden periode end --period {self.given.period}; tag filen ind uden "
                "--period",
                en=f"the file says another period than --period {self.given.period}; take it in without "
                "--period",
            )
            raise self.wrong_in(row, column, other)
        return found

    def no_period(self, row: Row) -> Problem:
        """The Problem of a file that does not say when its figures are from."""
        return Problem(
            da=f"{self.sheet.file}, linje {row.line}: filen siger ikke, hvilken periode tallene gælder; giv "
            "den med, fx --period 2020M03, --period 2019Q4 eller --period 2019",
            en=f"{self.sheet.file}, line {row.line}: the file does not say which period its figures are of; "
            "give it, such as --period 2020M03, --period 2019Q4 or --period 2019",
        )

    def origin(self, row: Row, more: str = "") -> str:
        return f"{self.sheet.file}, line {row.line}" + (f", {masked(more)}" if more else "")

    def wrong(self, row: Row, part: str, what: Text) -> Problem:
        """The Problem of one cell: file, line, column, value, and ``what`` is allowed."""
        return self.wrong_in(row, self.columns.get(part, part), what)

    def wrong_in(self, row: Row, column: str, what: Text) -> Problem:
        value = row.cells.get(column, "")
        return Problem(
            da=f"{self.sheet.file}, linje {row.line}, kolonne {masked(column, 'da')}, værdi "
            f"{masked(value, 'da')!r}: {what.da}",
            en=f"{self.sheet.file}, line {row.line}, column {masked(column)}, value {masked(value)!r}: "
            f"{what.en}",
        )

    def add(self, row: Row, column: str, one: Observation) -> None:
        """Keep one figure with its marks; the same figure twice with another value is a Problem."""
        one = replace(one, marks=_marks(one.indicator, one.group, one.period))
        key = (one.indicator, one.group, one.area, one.period, one.breakdown)
        before = self.rows_by_key.setdefault(key, (row, one))
        if replace(before[1], origin="") != replace(one, origin=""):
            twice = Text(
                da=f"linje {before[0].line} giver en anden værdi ({_shown(before[1])}) for det samme tal "
                f"({one.indicator}, {one.area}, {one.period}); tilladt er én. Fjern en af de to rækker",
                en=f"line {before[0].line} gives another value ({_shown(before[1])}) for the same figure "
                f"({one.indicator}, {one.area}, {one.period}); allowed is one. Remove one of the two rows",
            )
            raise self.wrong_in(row, column, twice)

    def tell(self, da: str, en: str) -> None:
        self.notes.append(Text(da=da, en=en))

    def tell_area(self) -> None:
        """Say which area was taken where the file names none and the user neither."""
        if self.has("area") or self.given.area:
            return
        name = {lang: area_label(self.given.own, lang) for lang in ("da", "en")}
        self.tell(
            da=f"Filen siger ikke, hvilket område tallene gælder: {self.given.own} {name['da']} er brugt, "
            "arbejdsområdets egen kommune. Et andet gives med --area.",
            en=f"The file does not say which area its figures are of: {self.given.own} {name['en']} was "
            "taken, the workspace's own municipality. Give another with --area.",
        )

    def read(self, used: Iterable[str] = ()) -> Read:
        """Everything kept; ``used`` are columns beyond the parts that were read too."""
        read = {*self.columns.values(), *used}
        return Read(
            observations=table_of([one for _, one in self.rows_by_key.values()]),
            notes=tuple(dict.fromkeys(self.notes)),
            ignored_columns=tuple(masked(name) for name in self.sheet.columns if name not in read),
        )


# a table of all municipalities says the same few names in each of its thousands of rows
_area = lru_cache(maxsize=1024)(parse_area)
_period = lru_cache(maxsize=1024)(parse_period)


def number_form(sheet: Sheet, texts: Iterable[str]) -> Form:
    """How a file writes its numbers, told from all of them; two ways in one file are a Problem."""
    # where nothing tells: a comma-separated file was made by a program, others were typed by people
    try:
        return form_of(texts, "machine" if sheet.delimiter == "," else "danish")
    except Problem as problem:
        raise Problem(da=f"{sheet.file}: {problem.text.da}", en=f"{sheet.file}: {problem.text.en}") from None


def parts_of(columns: Iterable[str], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which column plays which part, by the ``names`` that each part may have; the first found counts."""
    given = {plain(column): column for column in columns}
    return {
        part: given[name]
        for part, known in names.items()
        for name in [next((name for name in known if name in given), "")]
        if name
    }


def plain(name: str) -> str:
    """A column's name as it is compared: lower case, no points, spaces for underscores."""
    return " ".join(name.casefold().replace("_", " ").replace(".", " ").split())


def value_of(found: Printed) -> float | None:
    return None if found.value is None else float(found.value)


def decimals_of(found: Printed) -> int | None:
    """As many as are printed; None where there is no number."""
    return None if found.value is None else found.decimals


@lru_cache(maxsize=4096)
def _marks(indicator: str, group: str, period: str) -> str:
    """The marks of breaks that name the indicator or the group.

    A break that names neither is one of jobindsats.dk's own data (2017), which these figures are not from.
    """
    return " ".join(
        mark
        for mark in marks_of(indicator, group, Period.parse(period))
        if not mark.startswith(PREFIX) or _named(breaks()[mark.removeprefix(PREFIX)])
    )


def _named(known: Break) -> bool:
    return bool(known.indicators or known.groups)


def _shown(one: Observation) -> str:
    if one.value is None:
        return one.status
    return f"{one.value:.{one.decimals}f}" if one.decimals is not None else f"{one.value:g}"
