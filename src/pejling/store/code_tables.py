"""Tables that a user gives in place of the shipped ones: DREAM codes, and old municipality codes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pejling.terms.benefit import EMPLOYED, SELF_SUPPORT, Benefit, CodeTable, dream_codes, groups
from pejling.terms.municipality import municipalities
from pejling.terms.problem import Problem
from pejling.terms.sheet import decode, delimited
from pejling.terms.system_words import system_says
from pejling.terms.text import Text
from pejling.terms.toml_lines import not_toml

NEEDED = ("code", "target_group", "destination")
COLUMNS = ("code", "label_da", "target_group", "destination", "activation", "confidence", "note")


def read_codes(path: Path) -> CodeTable:
    """A code table from CSV (COLUMNS; the first needed ones are NEEDED) or from TOML like the shipped one.

    A code that is no whole number or stands twice, an unknown target group or destination are Problems.
    The two derived codes (0 and 100) are taken from the shipped table where they are left out.
    """
    data = _bytes(path)
    rows, dated = _toml_rows(path, data) if path.suffix.lower() == ".toml" else (_csv_rows(path, data), "")
    shipped = dream_codes()
    states = {*groups(), *(benefit.target_group for benefit in shipped.benefits.values())}
    found: dict[int, Benefit] = {}
    for where, row in rows:
        text = row.get("code", "")
        if not text.isdecimal() or not 0 <= int(text) <= 9999:
            raise Problem(
                da=f"{where.da}: koden {text!r} er ikke et helt tal; DREAM's koder er tal som 890",
                en=f"{where.en}: the code {text!r} is no whole number; DREAM's codes are numbers such as 890",
            )
        code = int(text)
        if code in found:
            raise Problem(
                da=f"{where.da}: koden {code} står der to gange; hver kode har én række",
                en=f"{where.en}: the code {code} stands twice; each code has one row",
            )
        _check(where, "target_group", row.get("target_group", ""), states)
        _check(where, "destination", row.get("destination", ""), set(shipped.destinations))
        found[code] = Benefit(
            code=code,
            label=row.get("label_da", "") or row.get("label", "") or text,
            target_group=row["target_group"],
            destination=row["destination"],
            activation=row.get("activation", "") or "none",
            confidence=row.get("confidence", ""),
            note=row.get("note", ""),
        )
    if not found:
        raise Problem(
            da=f"{path}: der er ingen kode i tabellen; der skal være mindst én",
            en=f"{path}: there is no code in the table; at least one is needed",
        )
    derived = {code: shipped.benefits[code] for code in (SELF_SUPPORT, EMPLOYED)}
    return CodeTable({**derived, **found}, source=str(path.name), dated=dated)


def read_areas(path: Path) -> Mapping[int, int]:
    """Which of the 98 municipalities an old code counts in, from a CSV with the columns old and new."""
    found: dict[int, int] = {}
    for where, row in _csv_rows(path, _bytes(path), ("old", "new")):
        for column in ("old", "new"):
            if not row[column].isdecimal():
                raise Problem(
                    da=f"{where.da}: {column} er {row[column]!r}; en kommunekode er et helt tal",
                    en=f"{where.en}: {column} is {row[column]!r}; a municipality's code is a whole number",
                )
        old, new = int(row["old"]), int(row["new"])
        if new not in municipalities():
            raise Problem(
                da=f"{where.da}: new er {new}, som ikke er koden på en af de 98 kommuner",
                en=f"{where.en}: new is {new}, which is not the code of one of the 98 municipalities",
            )
        if found.get(old, new) != new:
            raise Problem(
                da=f"{where.da}: koden {old} står der to gange, for {found[old]} og for {new}",
                en=f"{where.en}: the code {old} stands twice, for {found[old]} and for {new}",
            )
        found[old] = new
    return found


def _check(where: Text, column: str, value: str, allowed: set[str]) -> None:
    if value not in allowed:
        listed = ", ".join(sorted(allowed))
        raise Problem(
            da=f"{where.da}: {column} er {value!r}; tilladt er {listed}",
            en=f"{where.en}: {column} is {value!r}; allowed are {listed}",
        )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(
            da=f"{path}: filen, som pejling.toml nævner, kan ikke læses ({system_says(error).da})",
            en=f"{path}: the file that pejling.toml names cannot be read ({system_says(error).en})",
        ) from None


def _csv_rows(
    path: Path, data: bytes, needed: tuple[str, ...] = NEEDED
) -> Iterator[tuple[Text, Mapping[str, str]]]:
    sheet = delimited(str(path), data, needed)
    return (
        (Text(da=f"{path}, linje {row.line}", en=f"{path}, line {row.line}"), row.cells) for row in sheet.rows
    )


def _toml_rows(path: Path, data: bytes) -> tuple[Iterator[tuple[Text, Mapping[str, str]]], str]:
    try:
        raw = tomllib.loads(decode(str(path), data))
        rows = [{name: str(value) for name, value in row.items()} for row in raw["code"]]
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, error) from None
    except (KeyError, TypeError, AttributeError):
        raise Problem(
            da=f"{path}: en kodetabel i TOML har én [[code]]-tabel for hver kode",
            en=f"{path}: a code table in TOML has one [[code]] table a code",
        ) from None
    numbered = (
        (Text(da=f"{path}, [[code]] nummer {number}", en=f"{path}, [[code]] number {number}"), row)
        for number, row in enumerate(rows, start=1)
    )
    return numbered, str(raw.get("dated", ""))
