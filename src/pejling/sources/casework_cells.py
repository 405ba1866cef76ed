"""What the cells of a casework extract mean: each different text is read once, then every row has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pejling.sources.casework_areas import BETWEEN, areas_in
from pejling.sources.casework_columns import (
    COMPANY_WORDS,
    CONTACT_WORDS,
    HELD_WORDS,
    NO,
    NOT_HELD_WORDS,
    YES,
    Field,
    fold,
)
from pejling.sources.casework_table import Cells
from pejling.sources.pseudonym import normalised, pseudonyms
from pejling.spells.casework import KINDS
from pejling.terms.date_forms import DateForm, parse_date_in
from pejling.terms.day import day_of, number_of
from pejling.terms.masked import masked
from pejling.terms.parse import DATE_FORMS, form_of, parse_number, parse_period
from pejling.terms.period import Kind
from pejling.terms.problem import Problem
from pejling.terms.text import Text

NONE = -1  # where a cell says nothing, in every column of numbers
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
OPEN_YEAR = 9999  # how registers write that something has no end yet
MOST_HOURS = 168  # in a week
MOST_FTE = 2  # of one row
MOST_KRONER = 1_000_000_000
BLANKS = frozenset({"", ".", "nan", "null"})

_BAD = -2

NEEDED = Text(da="cellen skal være udfyldt", en="the cell has to be filled")
DAY = Text(
    da=f"en dato skrives {DATE_FORMS.da}, fra {EARLIEST.year} til {LATEST.year}; har filen Excels tal for "
    "dagen eller år på to cifre, siges det i et kort over kolonnerne (pejling map-columns)",
    en=f"a date is written {DATE_FORMS.en}, from {EARLIEST.year} to {LATEST.year}; where a file has Excel's "
    "numbers of days or years of two digits, a column mapping says it (pejling map-columns)",
)
YES_OR_NO = Text(
    da="tilladt er ja, nej, 1 og 0, for kontakter også afholdt og aflyst, udeblevet, planlagt; egne ord "
    "oversættes under [casework.held] i pejling.toml eller [words.held] i et kort over kolonnerne",
    en="allowed are yes, no, 1 and 0, for contacts also held and cancelled; words of your own are translated "
    "under [casework.held] in pejling.toml or [words.held] in a column mapping",
)
WORD = Text(
    da="tilladt er kontakt, samtale, revurdering og blank (kontakt), og de ord, som [casework.kinds] i "
    'pejling.toml oversætter, fx "opfølgning" = "contact"',
    en="allowed are contact, reassessment and blank (contact), and the words that [casework.kinds] in "
    'pejling.toml translates, such as "opfølgning" = "contact"',
)
HOURS = Text(
    da=f"timer om ugen er et tal fra 0 til {MOST_HOURS}, fx 37 eller 18,5, eller blank",
    en=f"hours a week are a number from 0 to {MOST_HOURS}, such as 37 or 18,5, or blank",
)
MONEY = Text(
    da="en udgift er et beløb i kroner fra 0 og op, fx 12.500 eller 12500,50, eller blank",
    en="a cost is an amount in kroner from 0 on, such as 12.500 or 12500,50, or blank",
)
FTE = Text(
    da=f"årsværk er et tal fra 0 til {MOST_FTE}, fx 1 eller 0,8",
    en=f"full-time equivalents are a number from 0 to {MOST_FTE}, such as 1 or 0,8",
)
MONTH = Text(
    da="en måned skrives 2020M03, 2020-03, 03-2020 eller marts 2020",
    en="a month is written 2020M03, 2020-03, 03-2020 or March 2020",
)
ONE_AREA = Text(
    da="en sag hører til ét område; skriv én række pr. område",
    en="a case is of one area of work; write a row an area",
)
CLEAR = Text(
    da="teksten ligner et CPR-nummer, og personnumre gemmes aldrig; fjern tallet fra teksten",
    en="the text looks like a CPR number, and these are never stored; take the number out of the text",
)

_ALLOWED: Mapping[str, Text] = {
    "day": DAY,
    "month": MONTH,
    "yes": YES_OR_NO,
    "word": WORD,
    "hours": HOURS,
    "money": MONEY,
    "fte": FTE,
}


@dataclass(frozen=True, slots=True)
class Words:
    """The workspace's own words for kinds of contact ("contact", "reassessment"), for held or not, for
    company-based or not, and for areas of work ("DP"); and how its dates are written."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, bool] = field(default_factory=dict)
    company: Mapping[str, bool] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    dates: DateForm = "usual"

    def with_(self, others: Words) -> Words:
        """These words and ``others``, which win, and the others' dates."""
        both = {
            name: {**getattr(self, name), **getattr(others, name)}
            for name in ("kinds", "held", "company", "areas")
        }
        return Words(**both, dates=others.dates)


@dataclass(frozen=True)
class Texts:
    """A column of texts: the different ones in order, and which each row has (int32, NONE where blank)."""

    texts: list[str]
    which: NDArray[np.int32]


@dataclass(frozen=True)
class Bad:
    """Cells of one column that cannot be used: their rows, and what is allowed."""

    cells: Cells
    rows: NDArray[np.int64]
    allowed: Text

    def text(self, row: int) -> str:
        return self.cells.texts[int(self.cells.which[row])].strip()


def numbers(field: Field, cells: Cells, words: Words) -> tuple[NDArray[np.int64], list[Bad]]:
    """The column as whole numbers [rows], NONE where blank, and what of it cannot be used.

    Days since 1970-01-01 (of months the first); 1 and 0 for yes and no; the place in KINDS; tenths of an
    hour; oere; hundredths of full-time equivalents.
    """
    allowed = _ALLOWED[field.read]
    try:
        value = _reader(field, cells, words)
    except Problem as two_forms:
        raise Problem(
            da=f"kolonne {cells.column}: {two_forms.text.da}",
            en=f"column {cells.column}: {two_forms.text.en}",
        ) from None
    values = []
    for text in cells.texts:
        blank = _is_blank(text)
        if blank and field.read == "word":
            blank = False  # a contact
        values.append((_BAD if field.filled else NONE) if blank else value(text))
    found = np.array(values, dtype=np.int64)[cells.which]
    return found, _bad(cells, found == _BAD, field, allowed)


def texts(field: Field, cells: Cells) -> tuple[Texts, list[Bad]]:
    """The column as texts without spaces around; what looks like a CPR number cannot be used."""
    stripped = [" ".join(text.split()) for text in cells.texts]
    kept = sorted({text for text in stripped if not _is_blank(text)})
    place = {text: at for at, text in enumerate(kept)}
    which = np.array([place.get(text, NONE) for text in stripped], dtype=np.int32)[cells.which]
    clear = np.array([masked(text) != text for text in stripped], dtype=np.bool_)[cells.which]
    bad = _bad(cells, clear, field, CLEAR)
    if field.filled:
        bad += _bad(cells, which == NONE, field, NEEDED)
    return Texts(kept, which), bad


def areas_of_work(field: Field, cells: Cells, words: Words, several: bool) -> tuple[Texts, list[Bad]]:
    """The column as areas of work, BETWEEN them where a cell names several; unknown words stay."""
    given, bad = texts(field, cells)
    named = [areas_in(text, words.areas) for text in given.texts]
    kept = sorted({BETWEEN.join(areas) for areas in named})
    place = np.array([*(kept.index(BETWEEN.join(areas)) for areas in named), NONE], dtype=np.int32)
    if not several:
        many = np.array([*(len(areas) > 1 for areas in named), False])
        bad += _bad(cells, many[given.which], field, ONE_AREA)
    return Texts(kept, place[given.which]), bad


def caseworkers(cells: Cells, key: bytes) -> Texts:
    """The column as pseudonyms in hexadecimal, the same as those of the caseworkers of a staff extract."""
    ids = [worker_id(text) for text in cells.texts]
    names = [pseudonym.tobytes().hex() for pseudonym in pseudonyms(ids, key)]
    kept = sorted({name for name, id in zip(names, ids, strict=True) if id})
    place = {name: at for at, name in enumerate(kept)}
    which = [place[name] if id else NONE for name, id in zip(names, ids, strict=True)]
    return Texts(kept, np.array(which, dtype=np.int32)[cells.which])


def worker_id(text: str) -> str:
    """What a caseworker's pseudonym is made of: never the same as a citizen's of that number; "" of none."""
    bare = normalised(" ".join(text.split())).casefold()
    return f"caseworker:{bare}" if bare not in BLANKS else ""


def blank_rows(columns: Sequence[Cells]) -> NDArray[np.bool_]:
    """Which rows say nothing in any of the columns: bool [rows]."""
    nothing = [np.array([_is_blank(text) for text in cells.texts])[cells.which] for cells in columns]
    return np.asarray(np.logical_and.reduce(nothing))


def _is_blank(text: str) -> bool:
    return text.strip(' \t\r\n"\u00a0').casefold() in BLANKS


def _bad(cells: Cells, wrong: NDArray[np.bool_], field: Field, allowed: Text) -> list[Bad]:
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return []
    if field.filled and allowed not in (NEEDED, CLEAR, ONE_AREA):
        allowed = Text(da=f"{allowed.da}; {NEEDED.da}", en=f"{allowed.en}; {NEEDED.en}")
    return [Bad(cells, rows, allowed)]


def _reader(field: Field, cells: Cells, words: Words) -> Callable[[str], int]:
    if field.read == "day":
        read = _open_day if field.id == "last" else _day
        return partial(read, form=words.dates)
    if field.read == "month":
        return _month
    if field.read == "yes":
        return _yes_reader(field, words)
    if field.read == "word":
        kinds = {**CONTACT_WORDS, **{fold(word): kind for word, kind in words.kinds.items()}}
        places = {word: KINDS.index(kind) for word, kind in kinds.items()}
        return lambda text: places.get("" if _is_blank(text) else fold(text), _BAD)
    form = form_of((text for text in cells.texts if not _is_blank(text) and _looks(text)), "danish")
    most, unit = {"hours": (MOST_HOURS, 10), "fte": (MOST_FTE, 100)}.get(field.read, (MOST_KRONER, 100))

    def number(text: str) -> int:
        try:
            value = parse_number(text, form).value
        except Problem:
            return _BAD
        if value is None:
            return NONE
        return _nearest(value * unit) if 0 <= value <= most else _BAD

    return number


def _looks(text: str) -> bool:
    """Whether a text is a number at all: what is none says nothing of the column's form."""
    try:
        parse_number(text)
    except Problem:
        return False
    return True


def _yes_reader(field: Field, words: Words) -> Callable[[str], int]:
    said = dict.fromkeys(YES, 1) | dict.fromkeys(NO, 0)
    if field.id == "company":
        said |= dict.fromkeys(COMPANY_WORDS, 1)
        said |= {fold(word): int(is_so) for word, is_so in words.company.items()}
    else:
        held = dict.fromkeys(HELD_WORDS, 1) | dict.fromkeys(NOT_HELD_WORDS, 0)
        held |= {fold(word): int(is_held) for word, is_held in words.held.items()}
        said |= held if field.id == "held" else {word: 1 - is_held for word, is_held in held.items()}
    # whole numbers with blanks among them are written with decimals by much software
    return lambda text: said.get(fold(text.strip().removesuffix(".0")), _BAD)


def _day(text: str, form: DateForm) -> int:
    try:
        day = parse_date_in(text.strip(' "').removesuffix(".0"), form)
    except Problem:
        return _BAD
    return number_of(day) if EARLIEST <= day <= LATEST else _BAD


def _open_day(text: str, form: DateForm) -> int:
    """As ``_day``; a day of the year 9999 is none."""
    try:
        day = parse_date_in(text.strip(' "').removesuffix(".0"), form)
    except Problem:
        return _BAD
    return NONE if day.year == OPEN_YEAR else _day(text, form)


def _month(text: str) -> int:
    """The first day of a month, as a period or as a date within it."""
    bare = text.strip(' "').removesuffix(".0")
    try:
        period = parse_period(bare)
    except Problem:
        day = _day(bare, "usual")
        return _BAD if day == _BAD else number_of(day_of(day).replace(day=1))
    if (period.kind, period.length) != (Kind.MONTH, 1):
        return _BAD
    return number_of(period.first_day) if EARLIEST <= period.first_day <= LATEST else _BAD


def _nearest(value: Fraction) -> int:
    """The nearest whole number, halves up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
