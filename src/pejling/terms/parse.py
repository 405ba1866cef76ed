"""The one reader of numbers, dates, municipalities and foreign periods as people and registers write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from pejling.terms.masked import quoted
from pejling.terms.municipality import (
    CLUSTER,
    COUNTRY,
    REGION,
    Municipality,
    by_name,
    check_area,
    municipalities,
    regions,
    unknown_municipality,
)
from pejling.terms.observation import Status
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

Form = Literal["danish", "machine", "auto"]

_SPACES = "\u0020\u00a0\u2007\u2009\u202f\u2002\u2003\t"
_MINUS = "-\u2212\u2013"
# Danmarks Statistik: "-" none, "." cannot occur, ".." too uncertain or confidential, "..." not there yet.
# None of them is a zero here: what was not printed as a number is not read as one (DOMAIN section 6).
_MARKERS = {
    "": Status.NOT_OBSERVED,
    "-": Status.NOT_OBSERVED,
    ".": Status.NOT_OBSERVED,
    "...": Status.NOT_OBSERVED,
    "\u2026": Status.NOT_OBSERVED,
    "..": Status.SUPPRESSED,
    "hidden": Status.SUPPRESSED,  # as pejling's own machine formats write it
}
_DANISH = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
_MACHINE = re.compile(r"(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?", re.ASCII)
_PERCENT = re.compile(r"\s*(%|pct\.?|procent)$", re.IGNORECASE)
_POINT_GROUPS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
_ALLOWED = {
    "danish": Text(
        da="1234, 1.234 eller 1.234,5 (dansk: komma før decimaler)",
        en="1234, 1.234 or 1.234,5 (Danish: comma before decimals)",
    ),
    "machine": Text(
        da="1234 eller 1234.5 (punktum før decimaler, intet mellem tusinder)",
        en="1234 or 1234.5 (point before decimals, nothing between thousands)",
    ),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it was printed: exact value and decimals; or why there is none (``status``)."""

    value: Fraction | None
    decimals: int = 0
    status: Status = Status.OBSERVED

    def __float__(self) -> float:
        if self.value is None:
            raise ValueError(f"there is no number: {self.status}")
        return float(self.value)

    @property
    def whole(self) -> int | None:
        """The value as a whole number; None when it is none."""
        if self.value is None or self.value.denominator != 1:
            return None
        return self.value.numerator


def parse_number(text: str, form: Form = "auto") -> Printed:
    """A number with its printed decimals; empty, ``-``, ``.``, ``..`` and ``hidden`` have a status instead.

    Spaces of all kinds, a true or an ASCII minus and a trailing percent sign are understood.
    ``danish``: ``1.234,5``; ``machine``: ``1234.5``. ``auto`` reads a text by itself: a comma is always a
    decimal comma; points are Danish thousands where they can be (``1.234`` is 1234, ``0.123`` is not
    1..999 before the point and so a decimal point, like ``3.4``). A column is better read by ``form_of``.

    >>> parse_number("1.234,50"), parse_number("\u22120.5", "machine")
    (Printed(value=Fraction(2469, 2), decimals=2, status=<Status.OBSERVED: 'observed'>), \
Printed(value=Fraction(-1, 2), decimals=1, status=<Status.OBSERVED: 'observed'>))
    """
    bare = _stripped(text)
    if bare.casefold() in _MARKERS:
        return Printed(None, status=_MARKERS[bare.casefold()])
    sign = -1 if bare[0] in _MINUS else 1
    digits = _PERCENT.sub("", bare.lstrip("+") if sign == 1 else bare[1:].lstrip(" "))
    chosen = form
    if chosen == "auto":
        chosen = "machine" if _evidence(digits) == "machine" else "danish"
    match = (_DANISH if chosen == "danish" else _MACHINE).fullmatch(digits)
    if not match:
        allowed = [_ALLOWED[form]] if form != "auto" else list(_ALLOWED.values())
        raise Problem(
            da=f"{quoted(text.strip()).da} er ikke et tal; tilladt er "
            f"{' eller '.join(one.da for one in allowed)}, eller ingenting, -, . og .. for intet tal",
            en=f"{quoted(text.strip()).en} is no number; allowed are "
            f"{' or '.join(one.en for one in allowed)}, or nothing, -, . and .. for none",
        )
    whole, decimals = match[1].replace(".", "").replace(" ", ""), match[2] or ""
    exponent = int(match[3] or 0) if chosen == "machine" else 0
    value = sign * Fraction(int(whole + decimals)) * Fraction(10) ** (exponent - len(decimals))
    return Printed(value, max(len(decimals) - exponent, 0))


def form_of(texts: Iterable[str], otherwise: Form) -> Form:
    """The form of the numbers of one file, told from all of them: Danish or machine.

    A comma or two groups of thousands speak for Danish, a point that cannot stand before thousands
    (``3.4``, ``12.25``) for machine. Where only texts like ``1.234`` or ``987`` occur, ``otherwise``
    decides. Both in one file is a Problem that shows one of each.

    >>> form_of(["1.234", "3,4"], otherwise="machine")
    'danish'
    """
    seen: dict[str, str] = {}
    for text in texts:
        digits = _PERCENT.sub("", _stripped(text).lstrip(_MINUS + "+"))
        found = _evidence(digits)
        if found:
            seen.setdefault(found, text.strip())
    if len(seen) == 2:
        danish, machine = quoted(seen["danish"]), quoted(seen["machine"])
        raise Problem(
            da=f"tallene er skrevet på to måder: {danish.da} med decimalkomma eller danske "
            f"tusindskilletegn, {machine.da} med decimalpunktum; tilladt er én måde i en fil",
            en=f"the numbers are written in two ways: {danish.en} with a decimal comma or Danish "
            f"thousands, {machine.en} with a decimal point; allowed is one way in a file",
        )
    if "danish" in seen:
        return "danish"
    return "machine" if "machine" in seen else otherwise


def _evidence(digits: str) -> Literal["danish", "machine", ""]:
    """What a number's own text says about its form; "" where both readings are possible."""
    danish, machine = bool(_DANISH.fullmatch(digits)), bool(_MACHINE.fullmatch(digits))
    if danish and machine and _POINT_GROUPS.fullmatch(digits) is None and "." in digits:
        return "machine"  # 0.123: no thousands begin with 0
    if danish == machine:
        return ""
    return "danish" if danish else "machine"


def _stripped(text: str) -> str:
    """One kind of space, none around."""
    for space in _SPACES[1:]:
        text = text.replace(space, " ")
    return text.strip()


# a time of day may follow a date; the day alone is read
_TIME = r"(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-./]?)(\d{2})\2(\d{2})" + _TIME, re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})" + _TIME, re.ASCII)
_SAS = re.compile(r"(\d{1,2})([A-Za-z]{3})(\d{4})(?::\d{2}(?::\d{2}){1,2}(?:\.\d+)?)?", re.ASCII)
_SAS_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DANISH_MONTHS = {"maj": 5, "okt": 10}  # the two that are spelt otherwise

DATE_FORMS = Text(
    da="1970-12-31, 19701231, 31-12-1970 (også med . eller /) eller 31DEC1970",
    en="1970-12-31, 19701231, 31-12-1970 (also with . or /) or 31DEC1970",
)


def parse_date(text: str) -> date:
    """A day as people, registers and SAS write it; a time of day after it is passed over.

    ``2011-09-30``, ``20110930``, Danish ``30.09.2011``, ``30-9-2011``, ``30/9/2011``, SAS's ``30SEP2011``.
    What is no day of the calendar, and a year of two digits, are Problems.

    >>> str(parse_date("30SEP2011:14:30:00")), str(parse_date("30/9/2011"))
    ('2011-09-30', '2011-09-30')
    """
    bare = _stripped(text)
    if match := _YEAR_FIRST.fullmatch(bare):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _DAY_FIRST.fullmatch(bare):
        day, month, year = (int(part) for part in match.groups())
    elif (match := _SAS.fullmatch(bare)) and (known := _month(match[2].lower())):
        day, month, year = int(match[1]), known, int(match[3])
    else:
        raise Problem(
            da=f"{quoted(text.strip()).da} er ikke en dato; tilladt er {DATE_FORMS.da}",
            en=f"{quoted(text.strip()).en} is no date; allowed are {DATE_FORMS.en}",
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise Problem(
            da=f"{quoted(text.strip()).da} findes ikke i kalenderen",
            en=f"{quoted(text.strip()).en} is no day of the calendar",
        ) from None


def _month(name: str) -> int:
    """1 to 12; 0 for what is no month."""
    return _SAS_MONTHS.index(name) + 1 if name in _SAS_MONTHS else _DANISH_MONTHS.get(name, 0)


def parse_municipality(text: str) -> Municipality:
    """One of the 98 municipalities by code (``580``, ``0580``) or by name in any spelling in use."""
    bare = _stripped(text)
    if not (bare.isascii() and bare.isdecimal()):
        return by_name(bare)
    try:
        return municipalities()[int(bare)]
    except KeyError:
        raise unknown_municipality(bare) from None


_JOBINDSATS = re.compile(r"((?:19|20|21)\d{2})(M|Q|Y|QMAT|MYTD)(\d{2})", re.ASCII)
_LAST = {"M": 12, "Q": 4, "Y": 1, "QMAT": 4, "MYTD": 12}


def parse_jobindsats_period(text: str) -> Period:
    """A period as jobindsats.dk writes it.

    ``2026M06`` a month, ``2024Q04`` a quarter, ``2025Y01`` a year; ``2020QMAT02`` the four quarters that
    end with 2020Q2; ``2026MYTD06`` January to June.

    >>> str(parse_jobindsats_period("2020QMAT02"))
    '2019Q3-2020Q2'
    """
    match = _JOBINDSATS.fullmatch(text.strip())
    if not match or not 1 <= int(match[3]) <= _LAST[match[2]]:
        raise Problem(
            da=f"{quoted(text).da} er ikke en periode fra jobindsats.dk; tilladt er fx 2026M06, 2024Q04, "
            "2025Y01, 2020QMAT02 og 2026MYTD06",
            en=f"{quoted(text).en} is no period of jobindsats.dk; allowed are such as 2026M06, 2024Q04, "
            "2025Y01, 2020QMAT02 and 2026MYTD06",
        )
    year, number = int(match[1]), int(match[3])
    match match[2]:
        case "M":
            return Period(Kind.MONTH, year, number)
        case "Q":
            return Period(Kind.QUARTER, year, number)
        case "Y":
            return Period(Kind.YEAR, year)
        case "QMAT":
            last = Period(Kind.QUARTER, year, number).shift(-3)
            return Period(Kind.QUARTER, last.year, last.number, 4)
        case _:
            return Period(Kind.MONTH, year, 1, number)


_MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("marts", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_QUARTER = r"(?:kvartal|kvt|kv|quarter|k|q)\.?"
_HALF = r"(?:halvår|halvaar|half)\.?"
_WRITTEN_PERIODS = tuple(
    (letter, re.compile(pattern, re.ASCII | re.IGNORECASE))
    for letter, pattern in (
        ("Q", rf"(?P<year>\d{{4}})[ ,]*{_QUARTER} ?(?P<number>\d)"),
        ("Q", rf"(?P<year>\d{{4}})[ ,]*(?P<number>\d)\.? ?{_QUARTER}"),
        ("Q", rf"(?P<number>\d)\.? ?{_QUARTER}[ ,]*(?P<year>\d{{4}})"),
        ("H", rf"(?P<year>\d{{4}})[ ,]*(?P<number>\d)\.? ?{_HALF}"),
        ("H", rf"(?P<number>\d)\.? ?{_HALF}[ ,]*(?P<year>\d{{4}})"),
        ("M", r"(?P<year>\d{4})[-/. ]?(?P<number>\d{2})"),
        ("M", r"(?P<number>\d{1,2})[-/. ](?P<year>\d{4})"),
    )
)
_MONTH_AND_YEAR = re.compile(r"(?P<name>[a-zæøå]+)\.?[ ,-]*(?P<year>\d{4})", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(r"(?P<year>\d{4})[ ,-]*(?P<name>[a-zæøå]+)\.?", re.IGNORECASE)


def parse_month_name(text: str) -> int | None:
    """1 to 12 for a month's name or its first three letters, Danish or English; None for anything else.

    >>> parse_month_name("Okt."), parse_month_name("marts"), parse_month_name("mandag")
    (10, 3, None)
    """
    name = _stripped(text).rstrip(".").casefold()
    for number, names in enumerate(_MONTHS, start=1):
        if any(name in (one, one[:3]) for one in names):
            return number
    return None


def parse_period(text: str) -> Period:
    """A period as pejling writes it, or as people and statistics banks do.

    ``2019``, ``2019Q1`` and the like; ``2019K1``, ``2019 1. kvartal``, ``1. kvt. 2019``, ``2. halvår 2019``;
    ``2019M03``, ``2019-03``, ``03-2019``, ``201903``, ``marts 2019``, ``2019 mar``. All else is a Problem.

    >>> [str(parse_period(text)) for text in ("2019K1", "1. kvartal 2019", "mar. 2019", "2018-2019")]
    ['2019Q1', '2019Q1', '2019M03', '2018-2019']
    """
    bare = _stripped(text)
    try:
        return Period.parse(bare)
    except Problem as problem:
        try:
            return Period.parse(_own_form(bare))
        except Problem:
            raise problem from None


def _own_form(text: str) -> str:
    """``text`` as pejling writes periods; "" for what no form fits."""
    for letter, form in _WRITTEN_PERIODS:
        if match := form.fullmatch(text):
            return f"{match['year']}{letter}{int(match['number'])}"
    match = _MONTH_AND_YEAR.fullmatch(text) or _YEAR_AND_MONTH.fullmatch(text)
    month = parse_month_name(match["name"]) if match else None
    return f"{match['year']}M{month}" if match and month else ""


def parse_area(text: str) -> str:
    """An area as pejling or people write it: a municipality's code or name, a region, the whole country.

    >>> parse_area("Hele landet"), parse_area("Århus"), parse_area("Region Syddanmark"), parse_area("0510")
    ('dk', '751', 'region:83', '510')
    """
    bare = _stripped(text)
    if bare.casefold() in (
        "dk",
        "hele landet",
        "landet",
        "danmark",
        "hele danmark",
        "denmark",
        "all denmark",
    ):
        return COUNTRY
    for code, label in regions().items():
        if bare.casefold() in (label.da.casefold(), label.en.casefold()):
            return f"{REGION}{code}"
    if bare.startswith((REGION, CLUSTER)):
        return check_area(bare)
    return str(parse_municipality(bare).code)


_STATBANK = re.compile(r"((?:19|20|21)\d{2})(?:([KQHM])(\d{1,2}))?", re.ASCII)
_STATBANK_KINDS = {"K": (Kind.QUARTER, 1), "Q": (Kind.QUARTER, 1), "H": (Kind.HALF, 1), "M": (Kind.MONTH, 2)}


def parse_statbank_period(text: str) -> Period:
    """A period as Danmarks Statistik's StatBank writes it: ``2025``, ``2025K1`` (English ``2025Q1``),
    ``2025H1``, ``2025M01``.

    >>> str(parse_statbank_period("2025K1"))
    '2025Q1'
    """
    match = _STATBANK.fullmatch(text.strip().upper())
    if match and not match[2]:
        return Period(Kind.YEAR, int(match[1]))
    if match:
        kind, digits = _STATBANK_KINDS[match[2]]
        if len(match[3]) == digits and 1 <= int(match[3]) <= kind.value:
            return Period(kind, int(match[1]), int(match[3]))
    raise Problem(
        da=f"{quoted(text).da} er ikke en periode fra Statistikbanken; tilladt er fx 2025, 2025K1, "
        "2025H1 og 2025M01",
        en=f"{quoted(text).en} is no period of the StatBank; allowed are such as 2025, 2025K1, "
        "2025H1 and 2025M01",
    )
