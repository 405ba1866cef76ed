"""Which column of an extract says what, in a file of its own (TOML) that people can read and edit."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.sources.casework_cells import Words
from pejling.sources.casework_columns import CPR_NAMES, EITHER, FIELDS, Heads, fold
from pejling.spells.extract import EXTRACT_KINDS, NAMES, ExtractKind
from pejling.terms.date_forms import FORMS
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_text
from pejling.terms.text import Text
from pejling.terms.toml_lines import line_of, not_toml

CONTACT_KINDS = ("contact", "reassessment")
KEYS = ("kind", "cpr", "dates", "columns", "words")
WORDS: Mapping[str, Sequence[str] | None] = {  # None: true or false
    "kinds": CONTACT_KINDS,
    "held": None,
    "company": None,
    "areas": tuple(AREAS_OF_WORK),
}


@dataclass(frozen=True)
class ColumnMapping:
    """A mapping as it was written: ``columns`` from a field's id to the file's column, "" for none.

    ``cpr``: whether persons are CPR numbers (None: told from the column's name).
    """

    name: str
    kind: ExtractKind
    columns: Mapping[str, str]
    cpr: bool | None = None
    words: Words = field(default_factory=Words)

    @property
    def facts(self) -> dict[str, Any]:
        """For the manifest."""
        words = {name: dict(given) for name in WORDS if (given := getattr(self.words, name))}
        return {
            "file": self.name,
            "kind": self.kind,
            "columns": {id: masked(column) for id, column in self.columns.items() if column},
            "words": words,
            "dates": self.words.dates,
        }

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The ids of the fields whose column is not among ``columns``."""
        found = {*map(_compared, columns), *columns}
        return [
            id for id, column in self.columns.items() if column and not {column, _compared(column)} & found
        ]

    def heads(self, file: str, columns: Sequence[str]) -> Heads:
        """What the columns of ``file`` say by this mapping; one that is not there, or twice, is a Problem."""
        if absent := self.missing(columns):
            raise self._absent(file, columns, absent)
        chosen = {}
        for id, column in self.columns.items():
            if not column:
                continue
            same = [one for one in columns if one == column] or [
                one for one in columns if _compared(one) == _compared(column)
            ]
            if len(same) > 1:
                shown = masked(column)
                raise Problem(
                    da=f"{file}: kolonnen {shown!r}, som {self.name} nævner, står der flere gange. Giv dem "
                    "hver sit navn",
                    en=f"{file}: the column {shown!r} that {self.name} names stands there more than once. "
                    "Give each a name of its own",
                )
            chosen[id] = same[0]
        cpr = fold(chosen["person"]) in CPR_NAMES if self.cpr is None else self.cpr
        rest = (one for one in columns if one not in chosen.values() and one.strip())
        return Heads(self.kind, chosen, cpr and self.kind != "staff", tuple(masked(one) for one in rest))

    def _absent(self, file: str, columns: Sequence[str], absent: Sequence[str]) -> Problem:
        da, en = [], []
        for id in absent:
            wanted = self.columns[id]
            near = difflib.get_close_matches(fold(wanted), [fold(one) for one in columns], 2, 0.6)
            names = ", ".join(repr(masked(one)) for one in columns if fold(one) in near)
            shown = masked(wanted)
            da.append(f"{id} = {shown!r}" + (f" (ligner {names})" if names else ""))
            en.append(f"{id} = {shown!r}" + (f" (near: {names})" if names else ""))
        found = ", ".join(repr(masked(one)) for one in columns if one)
        return Problem(
            da=f"{file}: kolonner, som kortet {self.name} nævner, er ikke i filen: {'; '.join(da)}. Fundet: "
            f"{found}. Ret kortet, eller lav et nyt: pejling map-columns {file}",
            en=f"{file}: columns that the mapping {self.name} names are not in the file: {'; '.join(en)}. "
            f"Found: {found}. Correct the mapping, or make a new one: pejling map-columns {file}",
        )


def _compared(column: str) -> str:
    """A column's name as it is compared; one of signs alone as it stands."""
    return fold(column) or column


def read_mapping(path: Path) -> ColumnMapping:
    """The mapping at ``path``; whatever is not allowed is a Problem with file, line, key and what is."""
    return mapping_of(path, file_text(path))


def mapping_of(path: Path, text: str) -> ColumnMapping:
    """The mapping that ``text`` is; ``path`` is its name in messages."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, error) from None
    return _Reading(path, text).mapping(raw)


def chosen_for(
    file: str, columns: Sequence[str], mappings: Sequence[ColumnMapping], kind: ExtractKind | None, must: bool
) -> ColumnMapping | None:
    """The mapping whose columns ``file`` has; with ``must`` none that fits is a Problem, else None."""
    given = [one for one in mappings if kind in (None, one.kind)]
    fitting = [one for one in given if not one.missing(columns)]
    if len(fitting) > 1:
        names = ", ".join(one.name for one in fitting)
        raise Problem(
            da=f"{file}: flere kort over kolonner passer: {names}. Giv ét med --columns, eller slagsen med "
            "--kind",
            en=f"{file}: several column mappings fit: {names}. Give one by --columns, or the kind by --kind",
        )
    if fitting or not must or not mappings:
        return fitting[0] if fitting else None
    if not given:
        names = ", ".join(f"{one.name} ({one.kind})" for one in mappings)
        raise Problem(
            da=f"{file}: --kind er {kind}, men kortet er af en anden slags: {names}",
            en=f"{file}: --kind is {kind}, but the mapping is of another kind: {names}",
        )
    nearest = min(given, key=lambda one: len(one.missing(columns)))
    nearest.heads(file, columns)
    return None


class _Reading:
    """One reading of one file."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text

    def problem(self, location: tuple[str, ...], what: Text) -> Problem:
        line, key = line_of(self.text, location), masked(".".join(location))
        return Problem(
            da=f"{self.path}{f', linje {line}' if line else ''}: {key}: {what.da}",
            en=f"{self.path}{f', line {line}' if line else ''}: {key}: {what.en}",
        )

    def mapping(self, raw: Mapping[str, Any]) -> ColumnMapping:
        self.known((), raw, KEYS)
        kind = self.one_of(("kind",), raw.get("kind"), EXTRACT_KINDS)
        given = self.table(("columns",), raw.get("columns", {}))
        ids = [one.id for one in FIELDS[kind]]
        self.known(("columns",), given, ids)
        for id, column in given.items():
            self.is_a(str, ("columns", id), column)
        columns = {id: column.strip() for id, column in given.items()}
        needed = [one.id for one in FIELDS[kind] if one.needed]
        either = EITHER.get(kind, ())
        lacking = [id for id in needed if not columns.get(id)]
        if either and not any(columns.get(id) for id in either):
            lacking.append("/".join(either))
        if lacking:
            names = ", ".join(lacking)
            raise self.problem(
                ("columns",),
                Text(
                    da=f"{NAMES[kind].da} skal have en kolonne til {names}; tilladt er {', '.join(ids)}",
                    en=f"{NAMES[kind].en} need a column for {names}; allowed are {', '.join(ids)}",
                ),
            )
        self.once(columns)
        cpr = raw.get("cpr")
        if cpr is not None:
            self.is_a(bool, ("cpr",), cpr)
        dates = self.one_of(("dates",), raw.get("dates", "usual"), FORMS)
        return ColumnMapping(self.path.name, kind, columns, cpr, self.words(raw.get("words", {}), dates))

    def once(self, columns: Mapping[str, str]) -> None:
        """No column says two things."""
        seen: dict[str, str] = {}
        for id, column in columns.items():
            if column and seen.setdefault(_compared(column), id) != id:
                first, shown = seen[_compared(column)], masked(column)
                raise self.problem(
                    ("columns", id),
                    Text(
                        da=f"{shown!r} er allerede kolonnen til {first}; en kolonne kan kun sige én ting",
                        en=f"{shown!r} is the column for {first} already; a column can say one thing only",
                    ),
                )

    def words(self, raw: Any, dates: Any) -> Words:
        given = self.table(("words",), raw)
        self.known(("words",), given, WORDS)
        for name, table in given.items():
            for word, meaning in self.table(("words", name), table).items():
                allowed = WORDS[name]
                if allowed is None:
                    self.is_a(bool, ("words", name, word), meaning)
                else:
                    self.one_of(("words", name, word), meaning, allowed)
        return Words(**given, dates=dates)

    def known(self, at: tuple[str, ...], given: Mapping[str, Any], allowed: Any) -> None:
        for key in given:
            if key not in allowed:
                names = ", ".join(allowed)
                what = Text(
                    da=f"denne nøgle er ukendt; tilladt er {names}",
                    en=f"this key is not known; allowed are {names}",
                )
                raise self.problem((*at, key), what)

    def table(self, at: tuple[str, ...], value: Any) -> Mapping[str, Any]:
        self.is_a(dict, at, value)
        found: Mapping[str, Any] = value
        return found

    def is_a(self, type_: type, at: tuple[str, ...], value: Any) -> None:
        if not isinstance(value, type_):
            wanted = {
                str: Text(da="en tekst i anførselstegn", en="a text in quotation marks"),
                bool: Text(da="true eller false", en="true or false"),
                dict: Text(da="en tabel", en="a table"),
            }[type_]
            shown = masked(repr(value))
            raise self.problem(
                at,
                Text(
                    da=f"{shown} er ikke tilladt; det skal være {wanted.da}",
                    en=f"{shown} is not allowed; it has to be {wanted.en}",
                ),
            )

    def one_of(self, at: tuple[str, ...], value: Any, allowed: Sequence[Any]) -> Any:
        if value not in allowed:
            names = ", ".join(f'"{one}"' for one in allowed)
            shown = masked(repr(value))
            missing = value is None
            raise self.problem(
                at,
                Text(
                    da=f"{'nøglen mangler' if missing else f'{shown} er ikke tilladt'}; tilladt er {names}",
                    en=f"{'the key is missing' if missing else f'{shown} is not allowed'}; allowed: {names}",
                ),
            )
        return value
