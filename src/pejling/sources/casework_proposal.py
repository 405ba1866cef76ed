"""A proposal of which column of an extract says what, from names, near spellings and the first rows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.sources.casework_areas import areas_in
from pejling.sources.casework_cells import BLANKS, Words, numbers
from pejling.sources.casework_columns import EITHER, FIELDS, Field, fold
from pejling.sources.casework_table import Cells, open_table
from pejling.sources.pseudonym import birthday_in, normalised
from pejling.spells.extract import EXTRACT_KINDS, ExtractKind
from pejling.terms.date_forms import FORMS, DateForm
from pejling.terms.problem import Problem
from pejling.terms.text import Text

ROWS = 1000  # looked at
EXAMPLES = 3  # shown of a column
FITS = 0.9  # so many of the cells at least, for a column to be taken for something
HALF_FITS = 0.5
_MOST_WORDS = 12  # that a column of yes, no and the like has
_SHORTEST_PART = 4  # letters of a known name within a longer one
_NEAR = 0.7  # likeness of spellings (difflib), for a name to be near another

CONTENT = {
    "person": Text(da="numre", en="numbers"),
    "worker": Text(da="korte navne eller numre", en="short names or numbers"),
    "day": Text(da="datoer", en="dates"),
    "month": Text(da="måneder", en="months"),
    "yes": Text(da="ja, nej og lignende", en="yes, no and the like"),
    "word": Text(da="kendte arter af kontakt", en="known kinds of contact"),
    "hours": Text(da="timer", en="hours"),
    "money": Text(da="beløb", en="amounts"),
    "fte": Text(da="tal fra 0 til 2", en="numbers from 0 to 2"),
    "work": Text(da="kendte områder", en="known areas of work"),
    "text": Text(da="tekst", en="text"),
}


@dataclass(frozen=True)
class Seen:
    """A column as the first rows show it: its different filled cells in the file's order."""

    name: str
    texts: tuple[str, ...]
    filled: int


@dataclass(frozen=True)
class Look:
    """The first rows of a file; ``dates`` is the form that most date cells have."""

    file: str
    columns: tuple[Seen, ...]
    dates: DateForm = "usual"

    def column(self, name: str) -> Seen:
        return next(one for one in self.columns if one.name == name)


@dataclass(frozen=True)
class Proposed:
    """For one field a column ("" for none), why, and whether there is any doubt."""

    field: Field
    column: str
    why: Text
    sure: bool
    needed: bool


@dataclass(frozen=True)
class Proposal:
    """What a file seems to be, field by field. ``told``: whether its column names tell the kind."""

    look: Look
    kind: ExtractKind
    told: bool
    fields: tuple[Proposed, ...]

    @property
    def lacking(self) -> tuple[Proposed, ...]:
        """Needed fields for which no column is proposed."""
        either = EITHER.get(self.kind, ())
        met = any(one.column for one in self.fields if one.field.id in either)
        return tuple(
            one
            for one in self.fields
            if not one.column and one.needed and not (met and one.field.id in either)
        )


def look_at(path: Path) -> Look:
    """Read the first rows of an extract; what cannot be opened or read is a Problem."""
    table = open_table(path)
    rows = table.first(ROWS)
    columns = []
    for name in dict.fromkeys(name for name in table.columns if name.strip()):
        filled = [cell.strip() for cell in rows[name] if cell.strip().casefold() not in BLANKS]
        columns.append(Seen(name, tuple(dict.fromkeys(filled)), len(filled)))
    look = Look(table.file, tuple(columns))
    return Look(look.file, look.columns, _date_form(look))


def propose(look: Look, kind: ExtractKind | None = None) -> Proposal:
    """The best reading of the columns; without ``kind`` of that kind of extract which they fit best.

    A file that fits none is a Problem that asks for the kind.
    """
    if kind:
        return _of_kind(look, kind, told=True)
    names = {fold(one.name) for one in look.columns}
    told = [k for k in EXTRACT_KINDS if any(names & set(field.tells) for field in FIELDS[k])]
    if len(told) == 1:
        return _of_kind(look, told[0], told=True)
    given = [_of_kind(look, each, told=False) for each in told or EXTRACT_KINDS]
    best = max(given, key=_fit)
    if best.lacking and not told:
        allowed = "|".join(EXTRACT_KINDS)
        raise Problem(
            da=f"{look.file}: kolonnerne viser ikke, hvilket sagsudtræk det er. Angiv slagsen med --kind "
            f"{allowed}",
            en=f"{look.file}: the columns do not show which casework extract this is. Give the kind by "
            f"--kind {allowed}",
        )
    return best


def _fit(proposal: Proposal) -> tuple[int, float]:
    """Fewest needed fields without a column, then the share of fields that are sure."""
    needed = [one for one in proposal.fields if one.needed]
    return -len(proposal.lacking), sum(one.sure for one in needed) / len(needed)


def _of_kind(look: Look, kind: ExtractKind, told: bool) -> Proposal:
    fields = FIELDS[kind]
    either = EITHER.get(kind, ())
    scores = []
    for at, field in enumerate(fields):
        needed = field.needed or field.id in either
        for place, seen in enumerate(look.columns):
            score, why, sure = _score(field, seen, look.dates, needed)
            if score:
                scores.append((-score, at, place, why, sure))
    taken: dict[int, tuple[int, Text, bool]] = {}
    for _, at, place, why, sure in sorted(scores, key=lambda one: one[:3]):
        if at not in taken and place not in [used for used, *_ in taken.values()]:
            taken[at] = place, why, sure
    found = []
    met = any(fields[at].id in either for at in taken)  # of two fields, one is enough
    for at, field in enumerate(fields):
        needed = field.needed or field.id in either
        if at in taken:
            place, why, sure = taken[at]
            found.append(Proposed(field, look.columns[place].name, why, sure, needed))
        else:
            why = Text(da="ingen kolonne ligner", en="no column looks like it")
            sure = not needed or (met and field.id in either)
            found.append(Proposed(field, "", why, sure, needed))
    return Proposal(look, kind, told, tuple(found))


def _score(field: Field, seen: Seen, dates: DateForm, needed: bool) -> tuple[float, Text, bool]:
    """How well a column fits a field (0 for not at all), why, and whether beyond doubt."""
    name = fold(seen.name)
    share = content_share(field, seen, dates)
    content = CONTENT["person" if field.read == "person" else field.read]
    percent = round(100 * share) if share is not None else 0
    fits = Text(
        da=f"{percent} pct. af cellerne: {content.da}", en=f"{percent} per cent of the cells: {content.en}"
    )
    if share is None:
        fits = Text(da="alle celler, der blev set på, er blanke", en="all cells looked at are blank")
    if name in field.names:
        why = Text(da=f"kendt navn; {fits.da}", en=f"known name; {fits.en}")
        rank = field.names.index(name) / 100
        return 3 - rank + (share or 0), why, share is None or share >= FITS
    near = _near(name, field)
    if near and (share is None or share >= HALF_FITS):
        why = Text(da=f"navnet ligner {near!r}; {fits.da}", en=f"the name is near {near!r}; {fits.en}")
        return 1.5 + (share or 0), why, False
    least = HALF_FITS if field.read == "yes" else FITS
    telling = field.read == "word" or (needed and field.read not in ("text", "worker"))
    telling = telling and (field.read != "person" or holds_cpr(seen))
    if telling and share is not None and share >= least:
        return share, Text(da=f"indholdet: {fits.da}", en=f"the content: {fits.en}"), False
    return 0, fits, False


def _near(name: str, field: Field) -> str:
    """The known name that ``name`` holds, begins, or is spelt like; "" for none."""
    for known in field.names:
        if len(known) >= _SHORTEST_PART and known in name:
            return known
        if len(name) >= _SHORTEST_PART and known.startswith(name):
            return known
    long_enough = [known for known in field.names if len(known) >= _SHORTEST_PART]
    near = difflib.get_close_matches(name, long_enough, 1, _NEAR)
    return near[0] if near else ""


def content_share(field: Field, seen: Seen, dates: DateForm = "usual") -> float | None:
    """The share of a column's different cells that the field could be read from; None where all are blank."""
    if not seen.texts:
        return None
    if field.read == "person":
        return max(_cpr_share(seen), float(all(text.isalnum() for text in seen.texts)))
    if field.read == "worker":
        short = [text for text in seen.texts if len(text) <= 40 and not _is_day(text)]
        return float(len(short) == len(seen.texts))
    if field.read == "work":
        return sum(set(areas_in(text, {})) <= set(AREAS_OF_WORK) for text in seen.texts) / len(seen.texts)
    if field.read == "yes":
        table = "company" if field.id == "company" else "held"
        if len(seen.texts) > _MOST_WORDS:
            return 0.0
        unknown = unread(field, seen, Words())
        likely = [word for word in unknown if meaning_of(table, word) is not None]
        return 1 - (len(unknown) - len(likely)) / len(seen.texts)
    if field.read == "word":
        unknown = unread(field, seen, Words())
        unlike = [word for word in unknown if not any(part in fold(word) for part in _CONTACT)]
        return 1 - len(unlike) / len(seen.texts)
    if field.read == "text":
        return 0.0 if all(_is_day(text) for text in seen.texts) else 1.0
    return 1 - len(unread(field, seen, Words(dates=dates))) / len(seen.texts)


def _cpr_share(seen: Seen) -> float:
    ids = [normalised(text, cpr=True) for text in seen.texts]
    return sum(birthday_in(id) is not None for id in ids) / len(ids)


def holds_cpr(seen: Seen) -> bool:
    """Whether a column's cells are CPR numbers, but for a few that are mistyped."""
    return bool(seen.texts) and _cpr_share(seen) >= FITS


def unread(field: Field, seen: Seen, words: Words) -> list[str]:
    """The different cells that the field cannot be read from."""
    cells = Cells(seen.name, list(seen.texts), np.arange(len(seen.texts), dtype=np.int32))
    try:
        _, bad = numbers(field, cells, words)
    except Problem:  # two forms of numbers
        return list(seen.texts)
    rows = sorted({int(row) for one in bad for row in one.rows})
    return [seen.texts[row] for row in rows]


_DAY = Field("day", "day", ())


def _is_day(text: str) -> bool:
    return not unread(_DAY, Seen("", (text,), 1), Words())


def _date_form(look: Look) -> DateForm:
    """The form that more cells of whole columns have than any other; the usual one where none has."""

    def columns(form: DateForm) -> int:
        shares = (content_share(_DAY, seen, form) for seen in look.columns)
        return sum(share is not None and share >= FITS for share in shares)

    best = max(FORMS, key=columns)
    return best if columns(best) > columns("usual") and _named_like_a_day(look, best) else "usual"


def _named_like_a_day(look: Look, form: DateForm) -> bool:
    """Whether a column that has dates in this form is also called like one: any number may be Excel's day."""
    names = {
        name for fields in FIELDS.values() for field in fields if field.read == "day" for name in field.names
    }
    near = Field("day", "day", tuple(names))
    return any(
        (content_share(_DAY, seen, form) or 0) >= FITS
        and (fold(seen.name) in names or _near(fold(seen.name), near))
        for seen in look.columns
    )


_CONTACT = ("samtale", "kontakt", "opfoelg", "moede", "revurder", "contact", "reassess", "telefon")
_TRUE = ("afholdt", "moedt", "gennemf", "held", "fremm", "deltog", "attended")
_FALSE = ("ikke", "aflys", "udeb", "afbud", "annul", "planlagt", "book", "cancel", "syg")
_COMPANY_TRUE = ("virksomhed", "praktik", "loentilskud", "nytte", "company")
_COMPANY_FALSE = (
    "vejledning",
    "opkvalificering",
    "kursus",
    "uddannelse",
    "ikke",
    "oevrig",
    "anden",
    "course",
)


def meaning_of(table: str, word: str) -> str | bool | None:
    """What a word of a table of words most likely means; None where nothing tells."""
    folded = fold(word)
    if table == "kinds":
        return "reassessment" if "revurder" in folded or "reassess" in folded else "contact"
    if table == "areas":
        near = difflib.get_close_matches(folded, [fold(label.da) for label in AREAS_OF_WORK.values()], 1, 0.6)
        return next((area for area, label in AREAS_OF_WORK.items() if fold(label.da) in near), None)
    true, false = (_TRUE, _FALSE) if table == "held" else (_COMPANY_TRUE, _COMPANY_FALSE)
    if any(part in folded for part in false):
        return False
    return True if any(part in folded for part in true) else None


def unknown_words(kind: ExtractKind, columns: Mapping[str, str], look: Look) -> dict[str, list[str]]:
    """The unknown words of the columns, by table of words (``kinds``, ``held``, ``company``, ``areas``)."""
    found: dict[str, list[str]] = {}
    for field in FIELDS[kind]:
        if not columns.get(field.id):
            continue
        seen = look.column(columns[field.id])
        if field.read == "word":
            found["kinds"] = unread(field, seen, Words())
        elif field.read == "yes":
            table = "company" if field.id == "company" else "held"
            found.setdefault(table, []).extend(unread(field, seen, Words()))
        elif field.read == "work":
            parts = [part for text in seen.texts for part in areas_in(text, {})]
            found["areas"] = [part for part in dict.fromkeys(parts) if part not in AREAS_OF_WORK]
    return {table: list(dict.fromkeys(words)) for table, words in found.items() if words}


def shape_of(texts: Sequence[str]) -> list[str]:
    """Texts with every digit as # and every letter as x: what numbers of persons look like, not which."""
    return ["".join("#" if c.isdigit() else "x" if c.isalpha() else c for c in text) for text in texts]
