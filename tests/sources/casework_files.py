"""Small casework extracts written for a test, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from pejling.sources.casework import CaseworkOptions, Part, extract_of, read_casework
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.extract import Extract, ExtractKind

KEY = bytes(range(32))
TODAY = date(2020, 6, 30)
OPTIONS = CaseworkOptions(today=TODAY)


def csv(folder: Path, text: str | bytes, name: str = "udtræk.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def excel(folder: Path, rows: Sequence[Sequence[Any]], name: str = "udtræk.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name


def part(path: Path, kind: ExtractKind | None = None, options: CaseworkOptions = OPTIONS) -> Part:
    return read_casework(path, KEY, kind, options)


def extract(*parts: Part) -> Extract:
    found, _ = extract_of(parts, TODAY)
    return found


def said(of: Extract, persons: Sequence[str]) -> list[dict[str, Any]]:
    """The rows, sorted by the place of their person in ``persons``, who is named in the column person."""
    name = {bytes(key): id for id, key in zip(persons, pseudonyms(persons, KEY), strict=True)}
    rows = [row | {"person": name[bytes(of.keys[row["person"]])]} for row in of.table.to_pylist()]
    return sorted(rows, key=lambda row: persons.index(row["person"]))
