"""What a week file is refused for, told with place, value, what is allowed and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pejling.sources.dream_persons import HIGHEST_MATCH_GROUP, OLDEST, OLDEST_AGE
from pejling.terms.masked import masked
from pejling.terms.parse import DATE_FORMS
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text

HIGHEST_CODE = 32_767  # stored in 16 bits; real codes have three digits
HIGHEST_AREA = 999_999  # real codes have three digits; a much longer number may be a person's

PERSON = Text(da="hver række skal have sin person", en="every row needs its person")
WORK = Text(
    da="en branchekolonne indeholder koder som tal eller tekst eller er blank",
    en="an industry column holds codes as numbers or texts, or is blank",
)
DATE = Text(
    da=f"en fødselsdato skrives {DATE_FORMS.da}, fra {OLDEST} og frem, eller er blank",
    en=f"a date of birth is written {DATE_FORMS.en}, from {OLDEST} on, or is blank",
)
BIRTH_YEAR = Text(
    da=f"et fødselsår har fire cifre, fra {OLDEST} og frem, eller er blankt",
    en=f"a year of birth has four digits, from {OLDEST} on, or is blank",
)
AGE = Text(
    da=f"en alder er et helt tal fra 0 til {OLDEST_AGE} eller blank",
    en=f"an age is a whole number from 0 to {OLDEST_AGE}, or blank",
)
SEX = Text(da="1 er en mand, 2 en kvinde, blank er ukendt", en="1 is a man, 2 a woman, blank unknown")
ORIGIN = Text(
    da="1 er dansk oprindelse, 2 indvandrer, 3 efterkommer, blank er ukendt",
    en="1 is Danish origin, 2 an immigrant, 3 a descendant, blank unknown",
)
VISITATION = Text(
    da=f"en matchgruppe er et helt tal fra 1 til {HIGHEST_MATCH_GROUP}; 0 eller blank er ingen",
    en=f"a match group is a whole number from 1 to {HIGHEST_MATCH_GROUP}; 0 or blank is none",
)
CODE = Text(
    da=f"en ydelseskode er et helt tal fra 0 til {HIGHEST_CODE} eller blank",
    en=f"a benefit code is a whole number from 0 to {HIGHEST_CODE}, or blank",
)
AREA = Text(
    da="en kommunekode er et helt tal på højst seks cifre, fx 580, eller blank",
    en="a municipality's code is a whole number of at most six digits such as 580, or blank",
)

_OTHER_KINDS = {
    b"PK\x03\x04": Text(da="en zip-fil eller en Excel-projektmappe", en="a zip file or an Excel workbook"),
    b"\x1f\x8b": Text(da="en gzip-fil", en="a gzip file"),
    b"\xd0\xcf\x11\xe0": Text(da="en gammel Excel-projektmappe", en="an old Excel workbook"),
    b"\xff\xfe": Text(da="en tekst i UTF-16", en="a text in UTF-16"),
    b"\xfe\xff": Text(da="en tekst i UTF-16", en="a text in UTF-16"),
}


def cell(file: str, place: Text, column: str, text: str, allowed: Text) -> Problem:
    """A cell that cannot be read, its ``text`` masked; blank where something is needed."""
    da = f"{masked(text, 'da')!r} kan ikke læses" if text else "cellen er blank"
    en = f"{masked(text)!r} cannot be read" if text else "the cell is blank"
    return Problem(
        da=f"{file}, {place.da}, kolonne {masked(column, 'da')}: {da}; {allowed.da}. Ret cellen, eller spørg "
        "den, der har lavet filen, hvad den betyder; rækker udelades aldrig uden besked.",
        en=f"{file}, {place.en}, column {masked(column)}: {en}; {allowed.en}. Correct the "
        "cell, or ask whoever made the file what it means; rows are never dropped silently.",
    )


def column(file: str, name: str, kind: str, allowed: Text) -> Problem:
    """A column of a kind that holds no such cells at all."""
    return Problem(
        da=f"{file}, kolonne {masked(name, 'da')}: kolonnen indeholder {masked(kind, 'da')}; {allowed.da}. "
        "Lav filen med tal eller tekst i kolonnen.",
        en=f"{file}, column {masked(name)}: the column holds {masked(kind)}; "
        f"{allowed.en}. Make the file with numbers or texts in the column.",
    )


def twins(file: str, column: str, pairs: Sequence[tuple[Text, Text]], more: int) -> Problem:
    """Rows of one person: some pairs by place, and how many ``more`` there are."""
    da = ", ".join(f"{one.da} og {other.da}" for one, other in pairs) + (
        f" og {more} par mere" if more else ""
    )
    en = ", ".join(f"{one.en} and {other.en}" for one, other in pairs) + (
        f" and {more} pairs more" if more else ""
    )
    return Problem(
        da=f"{file}, kolonne {masked(column, 'da')}: den samme person står i {da}. Tilladt er én række pr. "
        "person; saml eller fjern de dobbelte rækker, og lav filen igen.",
        en=f"{file}, column {masked(column)}: the same person stands in {en}. "
        "Allowed is one row a person; join or remove the duplicate rows, and make the file again.",
    )


def unopened(path: Path, error: OSError) -> Problem:
    """A file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return Problem(
            da=f"{path}: der er ingen sådan fil. Se navnet og mappen efter.",
            en=f"{path}: there is no such file. Check the name and the folder.",
        )
    if isinstance(error, IsADirectoryError):
        return Problem(
            da=f"{path}: dette er en mappe; angiv navnet på én ugefil i den.",
            en=f"{path}: this is a folder; give the name of one week file in it.",
        )
    return Problem(
        da=f"{path}: filen kan ikke læses ({system_says(error).da}). Se efter, om du har ret til den.",
        en=f"{path}: the file cannot be read ({system_says(error).en}). Check your right to it.",
    )


def empty(file: str) -> Problem:
    """A file without anything."""
    return Problem(
        da=f"{file}: filen er tom. Der skal være en linje med kolonnenavne og én række pr. person.",
        en=f"{file}: the file is empty. A header line and a row a person are needed.",
    )


def other_kind(start: bytes) -> Text | None:
    """What a file that begins like this is, when that is known and it is no week file."""
    return next((kind for signature, kind in _OTHER_KINDS.items() if start.startswith(signature)), None)


def no_week_file(file: str, kind: Text) -> Problem:
    """A file of another kind."""
    return Problem(
        da=f"{file}: dette er {kind.da}, ikke en ugefil. Tilladt er CSV i UTF-8 eller Windows-1252, "
        "Parquet og SAS; pak den ud, eller gem den som en af disse.",
        en=f"{file}: this is {kind.en}, no week file. Allowed are CSV in UTF-8 or Windows-1252, "
        "Parquet and SAS; unpack it or save it as one of these.",
    )


def damaged(file: str) -> Problem:
    """Neither text nor whole Parquet."""
    return Problem(
        da=f"{file}: filen er hverken CSV eller en hel Parquet-fil (den begynder ikke med PAR1); den kan "
        "være afkortet eller beskadiget. Kopiér den, eller lav den igen, og sammenlign dens størrelse med "
        "originalens.",
        en=f"{file}: the file is neither CSV nor a whole Parquet file (it does not begin with PAR1); "
        "it may be truncated or damaged. Copy or make it again, and compare its size with the original's.",
    )
