"""What casework extracts may call their columns, and the words in their cells: the one place for both.

Names are compared folded: lower case, ae oe aa for æ ø å, and nothing but letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pejling.spells.extract import EXTRACT_KINDS, NAMES, ExtractKind
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

Read = Literal["person", "day", "yes", "word", "hours", "money", "text", "fte", "work", "worker", "month"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an extract says of each row: how it is read, and the names its column may have.

    ``names``: the first that the file has is taken. ``needed``: a file without it is refused. ``filled``: so
    is a blank cell. ``tells``: names that no other kind of extract uses, so that they tell the file's kind;
    ``hints``: names that tell it where nothing else does.
    """

    id: str
    read: Read
    names: tuple[str, ...]
    needed: bool = False
    filled: bool = False
    tells: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


CPR_NAMES = ("cpr", "cprnr", "cprnummer", "personnummer", "personnr", "pnr")
PERSON = Field(
    "person", "person", (*CPR_NAMES, "lobenr", "loebenr", "person", "borger", "citizen"), True, True
)
DATE = ("dato", "date", "dag", "day")
TYPE = ("type", "kind", "art", "slags")
DUE = ("frist", "due", "duedate", "fristdato", "senest", "deadline")
HELD = ("afholdt", "held", "gennemfoert", "kontaktstatus", "status")
CANCELLED = ("aflyst", "cancelled", "canceled")
COMPANY = ("virksomhedsrettet", "ervirksomhedsrettet", "companybased", "company")
SANCTION = ("sanktion", "sanktionstype", "sanction")
DECISION = ("afgoerelse", "afgoerelsestype", "beslutning", "decision", "what", "hvad")

CASEWORKER = (
    *("sagsbehandler", "sagsbehandlerid", "sagsbehandlerinitialer", "medarbejder", "medarbejderid"),
    *("initialer", "caseworker", "caseworkerid", "employee"),
)
WORK = ("omraade", "omraader", "fagomraade", "maalgruppe", "areaofwork", "areasofwork", "work", "area")
FTE = ("aarsvaerk", "fuldtid", "fuldtidsandel", "stillingsandel", "fte", "fulltimeequivalents")
FROM = ("fra", "from", "fradato", "start", "startdato")
TO = ("til", "to", "tildato", "slut", "slutdato", "end", "enddate")

FIELDS: Mapping[ExtractKind, tuple[Field, ...]] = {
    "contacts": (
        PERSON,
        Field("day", "day", ("kontaktdato", "samtaledato", *DATE), needed=True),
        Field("kind", "word", ("kontakttype", "samtaletype", *TYPE)),
        Field("held", "yes", HELD, tells=("afholdt", "held", "gennemfoert", "kontaktstatus")),
        Field("cancelled", "yes", CANCELLED, tells=CANCELLED),
        Field("due", "day", DUE),
    ),
    "offers": (
        PERSON,
        Field("kind", "text", ("tilbud", "tilbudstype", "offer", "redskab", *TYPE)),
        Field("company", "yes", COMPANY, needed=True, filled=True, tells=COMPANY),
        Field("provider", "text", ("leverandoer", "aktoer", "provider", "supplier", "udbyder")),
        Field("first", "day", FROM, needed=True, filled=True),
        Field("last", "day", TO, needed=True),
        Field("hours", "hours", ("timer", "ugetimer", "timerpruge", "hours", "weeklyhours")),
        Field("purpose", "text", ("formaal", "purpose", "statedpurpose")),
        Field("cost", "money", ("udgift", "cost", "pris", "price", "beloeb")),
    ),
    "sanctions": (
        PERSON,
        Field("day", "day", ("sanktionsdato", *DATE), needed=True, filled=True, tells=("sanktionsdato",)),
        Field("kind", "text", (*SANCTION, *TYPE), needed=True, filled=True, tells=SANCTION),
    ),
    "decisions": (
        PERSON,
        Field("day", "day", ("afgoerelsesdato", *DATE), needed=True, tells=("afgoerelsesdato",)),
        Field("what", "text", (*DECISION, *TYPE), needed=True, filled=True, tells=DECISION),
        Field("due", "day", DUE),
    ),
    "cases": (
        PERSON,
        Field("work", "work", WORK, needed=True, hints=WORK),
        Field("first", "day", ("sagsstart", *FROM), needed=True, filled=True, tells=("sagsstart",)),
        Field("last", "day", ("sagsslut", *TO), needed=True, tells=("sagsslut",)),
        Field("caseworker", "worker", CASEWORKER),
    ),
    "staff": (
        Field("person", "worker", CASEWORKER, needed=True, filled=True),
        Field("fte", "fte", FTE, needed=True, filled=True, tells=FTE),
        Field("work", "work", WORK, needed=True),
        Field("first", "day", FROM),
        Field("last", "day", TO),
        Field("month", "month", ("maaned", "month", "periode", "period")),
        Field("team", "text", ("team", "afdeling", "department")),
    ),
}

EITHER: Mapping[ExtractKind, tuple[str, str]] = {  # fields of which one is needed
    "contacts": ("held", "cancelled"),
    "staff": ("first", "month"),
}

YES = frozenset({"ja", "j", "yes", "y", "1", "true", "sand", "x"})
NO = frozenset({"nej", "n", "no", "0", "false", "falsk"})
HELD_WORDS = frozenset({"afholdt", "gennemfoert", "held", "moedt", "fremmoedt"})
NOT_HELD_WORDS = frozenset(
    {"aflyst", "cancelled", "canceled", "udeblevet", "ikkeafholdt", "ikkegennemfoert", "notheld", "planlagt"}
)
COMPANY_WORDS = frozenset({"virksomhedsrettet", "companybased"})
CONTACT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("", "kontakt", "samtale", "jobsamtale", "kontaktsamtale", "contact"), "contact"),
    **dict.fromkeys(("revurdering", "reassessment"), "reassessment"),
}


def fold(name: str) -> str:
    """A name or word as it is compared.

    >>> fold(" Formål "), fold("CPR-nr."), fold("Timer pr. uge")
    ('formaal', 'cprnr', 'timerpruge')
    """
    lower = name.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]", "", lower)


@dataclass(frozen=True, slots=True)
class Heads:
    """Which of a file's columns says what: ``columns`` from a field's id to the file's own name.

    ``cpr``: whether persons are CPR numbers; ``ignored``: columns that are not read, masked.
    """

    kind: ExtractKind
    columns: Mapping[str, str]
    cpr: bool
    ignored: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that the file gives."""
        return tuple(field for field in FIELDS[self.kind] if field.id in self.columns)

    @property
    def absent(self) -> tuple[str, ...]:
        """Fields that the file could give and does not, by their first name."""
        given = set(self.columns)
        instead = {"held": {"cancelled"}, "cancelled": {"held"}, "month": {"first"}}
        instead |= {"first": {"month"}, "last": {"month"}} if self.kind == "staff" else {}
        return tuple(
            field.names[0]
            for field in FIELDS[self.kind]
            if field.id not in given and not instead.get(field.id, set()) & given
        )


def heads_of(
    file: str,
    columns: Sequence[str],
    kind: ExtractKind | None,
    persons: Sequence[str] = (),
    cprs: Sequence[str] = (),
) -> Heads:
    """Tell what the columns of ``file`` say; without ``kind`` also which kind of extract it is.

    ``persons``: further names of the person column, the workspace's own; ``cprs``: those of them that hold
    CPR numbers. A column that is missing or stands there twice, and a kind that cannot be told, are
    Problems that list what was found and what is wanted.
    """
    found: dict[str, list[str]] = {}
    for column in columns:
        if fold(column):
            found.setdefault(fold(column), []).append(column)
    kind = kind or _told_kind(file, columns, found)
    chosen: dict[str, str] = {}
    for field in FIELDS[kind]:
        names = (*field.names, *map(fold, persons)) if field.read == "person" else field.names
        name = next((name for name in names if name in found and found[name][0] not in chosen.values()), None)
        if name is not None:
            chosen[field.id] = _only(file, found[name])
    missing = [field.names[0] for field in FIELDS[kind] if field.needed and field.id not in chosen]
    if kind in EITHER and not set(EITHER[kind]) & set(chosen):
        missing.append(next(field.names[0] for field in FIELDS[kind] if field.id == EITHER[kind][0]))
    if missing:
        raise _lacks(file, columns, kind, missing)
    cpr = fold(chosen["person"]) in {*CPR_NAMES, *map(fold, cprs)}
    rest = (column for column in columns if column not in chosen.values() and column.strip())
    return Heads(kind, chosen, cpr, tuple(masked(column) for column in rest))


def _told_kind(file: str, columns: Sequence[str], found: Mapping[str, list[str]]) -> ExtractKind:
    """The one kind of extract that has a column which no other has."""
    telling = {kind: [n for field in FIELDS[kind] for n in field.tells if n in found] for kind in FIELDS}
    told = [kind for kind in EXTRACT_KINDS if telling[kind]]
    if not told:
        hints = {kind: [n for field in FIELDS[kind] for n in field.hints if n in found] for kind in FIELDS}
        told = [kind for kind in EXTRACT_KINDS if hints[kind]]
    if len(told) == 1:
        return told[0]
    da, en = (", ".join(repr(masked(column, lang)) for column in columns) for lang in _LANGUAGES)
    if told:
        several = Text(
            da=" og ".join(f"{NAMES[kind].da} ({telling[kind][0]})" for kind in told),
            en=" and ".join(f"{NAMES[kind].en} ({telling[kind][0]})" for kind in told),
        )
        raise Problem(
            da=f"{file}: kolonnerne kan være både {several.da}. Fundet: {da}. Angiv slagsen med --kind "
            f"{'|'.join(EXTRACT_KINDS)}.",
            en=f"{file}: the columns may be both {several.en}. Found: {en}. Give the kind by --kind "
            f"{'|'.join(EXTRACT_KINDS)}.",
        )
    wanted = Text(
        da="; ".join(f"{NAMES[kind].da} har {_wanted(kind, 'da')}" for kind in EXTRACT_KINDS),
        en="; ".join(f"{NAMES[kind].en} have {_wanted(kind, 'en')}" for kind in EXTRACT_KINDS),
    )
    raise Problem(
        da=f"{file}: af kolonnerne kan det ikke ses, hvilket sagsudtræk det er. Fundet: {da}. {wanted.da}. "
        f"Ret kolonnenavnene, eller angiv slagsen med --kind {'|'.join(EXTRACT_KINDS)}.",
        en=f"{file}: the columns do not tell which casework extract this is. Found: {en}. {wanted.en}. "
        f"Correct the column names, or give the kind by --kind {'|'.join(EXTRACT_KINDS)}.",
    )


_LANGUAGES: tuple[Language, Language] = ("da", "en")
_OR = Text(da="eller", en="or")


def _wanted(kind: ExtractKind, lang: Language) -> str:
    """The needed columns of a kind by their first name, then the others in brackets."""
    either = EITHER.get(kind, ())
    needed = [field.names[0] for field in FIELDS[kind] if field.needed]
    others = [f.names[0] for f in FIELDS[kind] if not f.needed and f.id not in either]
    needed += [f" {_OR(lang)} ".join(f.names[0] for f in FIELDS[kind] if f.id in either)] if either else []
    return (
        ", ".join(needed)
        + (f" (og {', '.join(others)})" if lang == "da" and others else "")
        + (f" (and {', '.join(others)})" if lang == "en" and others else "")
    )


def _lacks(file: str, columns: Sequence[str], kind: ExtractKind, missing: Iterable[str]) -> Problem:
    da, en = (", ".join(repr(masked(column, lang)) for column in columns) for lang in _LANGUAGES)
    names = ", ".join(missing)
    spelt = "; ".join(
        f"{field.names[0]}: {', '.join(field.names[1:])}"
        for field in FIELDS[kind]
        if field.names[0] in missing
    )
    return Problem(
        da=f"{file}: der mangler {names} til {NAMES[kind].da}. Fundet: {da}. Ønsket: {_wanted(kind, 'da')}. "
        f"Også tilladt er {spelt}; store og små bogstaver, mellemrum og tegn er uden betydning. Ret "
        "kolonnenavnene.",
        en=f"{file}: {names} is missing for {NAMES[kind].en}. Found: {en}. Wanted: {_wanted(kind, 'en')}. "
        f"Also allowed are {spelt}; letter case, spaces and signs do not count. Correct the column names.",
    )


def _only(file: str, columns: Sequence[str]) -> str:
    if len(columns) > 1:
        da, en = (", ".join(repr(masked(column, lang)) for column in columns) for lang in _LANGUAGES)
        raise Problem(
            da=f"{file}: der er flere kolonner, der betyder det samme: {da}. Fjern den, der ikke gælder.",
            en=f"{file}: several columns mean the same: {en}. Remove the one that is not valid.",
        )
    return columns[0]
