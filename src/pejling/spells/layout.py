"""The layout of a DREAM delivery: which column says what, and what a cell's text means. Pure decoding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pejling.spells.panel import Window
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text
from pejling.terms.week import Week, weeks_in_year

WEEK_FORM = Text(
    da="y_ÅÅUU, fx y_1405 for uge 5 i 2014 (ÅÅ fra 90 til 99 er 19ÅÅ, ellers 20ÅÅ)",
    en="y_YYWW, such as y_1405 for week 5 of 2014 (YY from 90 to 99 is 19YY, else 20YY)",
)
BLANK_TEXTS = frozenset({"", ".", "nan"})  # SAS writes a missing number as a point, pandas as nan
LISTED = 8
LANGUAGES: tuple[Language, Language] = ("da", "en")

_DateOf = Callable[[str, re.Match[str]], int]  # from a column and the match of its name to its date


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """What the delivery calls its columns; letter case never matters.

    ``cpr`` are those of ``person`` that hold CPR numbers. ``age``, ``municipality``, ``work``, ``week`` and
    ``visitation`` are what names begin with: alderYYYY, nykomYYYY, branche_YYYY_MM, y_YYWW and visitQ_kvYYYY
    (quarter 1 to 4, also 01 to 04). ``origin`` holds Danmarks Statistik's IE_TYPE.
    """

    person: tuple[str, ...] = ("lobenr", "PNR")
    cpr: tuple[str, ...] = ("PNR",)
    sex: str = "kon"
    birth_date: str = "foedselsdato"
    birth_year: str = "foedselsaar"
    age: str = "alder"
    municipality: str = "nykom"
    work: str = "branche_"
    week: str = "y_"
    origin: str = "ie_type"
    visitation: str = "visit"


@dataclass(frozen=True, slots=True)
class Dated:
    """A column and its date: a week index, year*12 + month-1, year*4 + quarter-1, or a year."""

    date: int
    column: str


@dataclass(frozen=True)
class Layout:
    """The columns of one file by what they say; those with a date in ascending order of it.

    ``near`` begin as a week, industry or municipality column does but cannot be read as one; ``ignored``
    are all others that are not read. Both are ``masked``.
    """

    person: str
    cpr: bool
    weeks: tuple[Dated, ...]
    work: tuple[Dated, ...]
    municipalities: tuple[Dated, ...]
    ages: tuple[Dated, ...]
    sex: str | None
    birth_date: str | None
    birth_year: str | None
    origin: str | None
    visitation: tuple[Dated, ...]
    near: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def window(self) -> Window:
        """The weeks and work months that the file has a column for."""
        return Window(tuple(w.date for w in self.weeks), tuple(m.date for m in self.work))

    @property
    def years(self) -> tuple[int, ...]:
        """The years with a column of municipalities."""
        return tuple(y.date for y in self.municipalities)

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarters with a column of visitation, as year*4 + quarter-1."""
        return tuple(q.date for q in self.visitation)

    @property
    def used(self) -> tuple[str, ...]:
        """Every column that is read."""
        single = (self.person, self.sex, self.birth_date, self.birth_year, self.origin)
        dated = (*self.weeks, *self.work, *self.municipalities, *self.ages, *self.visitation)
        return (*(c for c in single if c), *(d.column for d in dated))


def layout_of(columns: Sequence[str], file: str, names: ColumnNames | None = None) -> Layout:
    """Tell the columns of ``file`` apart by their names, in any order and letter case.

    Columns that say nothing the project reads stand in ``near`` or ``ignored``. A missing person column,
    no week column, and a week, month or column that does not exist or stands there twice are Problems.
    """
    names = names or ColumnNames()
    folded: dict[str, list[str]] = {}
    for column in columns:
        folded.setdefault(column.strip().casefold(), []).append(column)
    reader = _Reader(file, folded)
    person = reader.first_of(names.person)
    if person is None:
        found = _some(columns)
        raise Problem(
            da=f"{file}: der er ingen personkolonne. Den hedder {' eller '.join(names.person)} (med store "
            f"eller små bogstaver), men filens kolonner er {found.da}. Se efter, om det er ugefilen, eller "
            "skriv i indstillingerne, hvad kolonnen hedder.",
            en=f"{file}: there is no column of persons. It is called {' or '.join(names.person)} (in any "
            f"letter case), but the file's columns are {found.en}. Check that this is the week file, or say "
            "in the settings what the column is called.",
        )
    weeks = reader.dated(names.week, r"(\d+)", _week(file))
    if not weeks:
        found = _some(columns)
        raise Problem(
            da=f"{file}: der er ingen ugekolonner. De hedder {WEEK_FORM.da}, men filens kolonner er "
            f"{found.da}. Se efter, om det er ugefilen, eller skriv i indstillingerne, hvad ugekolonner "
            "begynder med.",
            en=f"{file}: there are no week columns. They are called {WEEK_FORM.en}, but the file's columns "
            f"are {found.en}. Check that this is the week file, or say in the settings what week columns "
            "begin with.",
        )
    layout = Layout(
        person=person,
        cpr=person.strip().casefold() in {name.casefold() for name in names.cpr},
        weeks=weeks,
        work=reader.dated(names.work, r"(\d{4})_(\d{2})", _month(file)),
        municipalities=reader.dated(names.municipality, r"(\d{4})", _year),
        ages=reader.dated(names.age, r"(\d{4})", _year),
        sex=reader.first_of((names.sex,)),
        birth_date=reader.first_of((names.birth_date,)),
        birth_year=reader.first_of((names.birth_year,)),
        origin=reader.first_of((names.origin,)),
        visitation=reader.dated(names.visitation, r"0?([1-4])_kv((?:19|2[01])\d{2})", _quarter),
        near=(),
        ignored=(),
    )
    used = set(layout.used)
    begins = tuple(prefix.casefold() for prefix in (names.week, names.work, names.municipality))
    near = [column for column in columns if column not in used and _begins(column, begins)]
    rest = [column for column in columns if column not in used and not _begins(column, begins)]
    return replace(layout, near=tuple(map(masked, near)), ignored=tuple(map(masked, rest)))


def _begins(column: str, prefixes: tuple[str, ...]) -> bool:
    return column.strip().casefold().startswith(prefixes)


def number_in(text: str) -> int | None:
    """The whole number that a cell's text stands for; None when it is blank.

    Spaces and quotation marks around it and decimals of nought are allowed; all else is a ValueError.

    >>> number_in(' "111.0" '), number_in("")
    (111, None)
    """
    bare = text.strip(' \t\r\n"\u00a0')
    if bare.casefold() in BLANK_TEXTS:
        return None
    match = re.fullmatch(r"(-?[0-9]+)(?:[.,]0*)?", bare)
    if not match:
        raise ValueError(text)
    return int(match[1])


class _Reader:
    """Finds columns by name; two of one name are a Problem as soon as the name is asked for."""

    def __init__(self, file: str, folded: dict[str, list[str]]) -> None:
        self.file = file
        self.folded = folded

    def first_of(self, names: Iterable[str]) -> str | None:
        for name in names:
            found = self.folded.get(name.casefold())
            if found:
                return self._only(found)
        return None

    def dated(self, prefix: str, form: str, date: _DateOf) -> tuple[Dated, ...]:
        pattern = re.compile(re.escape(prefix.casefold()) + form, re.ASCII)
        found: dict[int, list[str]] = {}
        for name, columns in self.folded.items():
            match = pattern.fullmatch(name)
            if match:
                found.setdefault(date(columns[0], match), []).extend(columns)
        return tuple(Dated(date, self._only(columns)) for date, columns in sorted(found.items()))

    def _only(self, columns: list[str]) -> str:
        if len(columns) > 1:
            da, en = ([masked(column, lang) for column in columns] for lang in LANGUAGES)
            raise Problem(
                da=f"{self.file}: kolonnen {da[0]} står der {len(columns)} gange ({', '.join(da)}). En "
                "kolonne må stå der én gang (store og små bogstaver er det samme); fjern den, der ikke "
                "gælder.",
                en=f"{self.file}: the column {en[0]} stands there {len(columns)} times "
                f"({', '.join(en)}). A column may stand there once (letter case does not count); remove "
                "the one that is not valid.",
            )
        return columns[0]


def _week(file: str) -> _DateOf:
    def date(column: str, match: re.Match[str]) -> int:
        digits = match[1]
        if len(digits) != 4:
            raise Problem(
                da=f"{file}, kolonne {masked(column, 'da')}: {masked(digits, 'da')!r} er ikke en uge. "
                f"Ugekolonner hedder {WEEK_FORM.da}. Giv kolonnen et andet navn, eller udelad den af filen.",
                en=f"{file}, column {masked(column)}: {masked(digits)!r} is no week. Week columns are called "
                f"{WEEK_FORM.en}. Rename the column, or leave it out of the file.",
            )
        year = (1900 if digits[0] == "9" else 2000) + int(digits[:2])
        if not 1 <= int(digits[2:]) <= weeks_in_year(year):
            raise Problem(
                da=f"{file}, kolonne {column}: uge {digits[2:]} i {year} findes ikke; {year} har ugerne 01 "
                f"til {weeks_in_year(year)} (ISO 8601). Ugekolonner hedder {WEEK_FORM.da}. Spørg den, der "
                "har lavet filen, hvad kolonnen indeholder, og ret eller fjern den.",
                en=f"{file}, column {column}: week {digits[2:]} of {year} does not exist; {year} has weeks "
                f"01 to {weeks_in_year(year)} (ISO 8601). Week columns are called {WEEK_FORM.en}. Ask "
                "whoever made the file what the column holds, and correct or remove it.",
            )
        return Week(year, int(digits[2:])).index

    return date


def _month(file: str) -> _DateOf:
    def date(column: str, match: re.Match[str]) -> int:
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            raise Problem(
                da=f"{file}, kolonne {column}: måned {match[2]} findes ikke. Branchekolonner hedder "
                "branche_ÅÅÅÅ_MM med MM fra 01 til 12. Ret eller fjern kolonnen.",
                en=f"{file}, column {column}: month {match[2]} does not exist. Industry columns are called "
                "branche_YYYY_MM with MM from 01 to 12. Correct or remove the column.",
            )
        return year * 12 + month - 1

    return date


def _quarter(_column: str, match: re.Match[str]) -> int:
    return int(match[2]) * 4 + int(match[1]) - 1


def _year(_column: str, match: re.Match[str]) -> int:
    return int(match[1])


def _some(columns: Sequence[str]) -> Text:
    da, en = (", ".join(repr(masked(column, lang)) for column in columns[:LISTED]) for lang in LANGUAGES)
    more = len(columns) - LISTED
    return Text(
        da=da + (f" og {more} flere" if more > 0 else ""), en=en + (f" and {more} more" if more > 0 else "")
    )
