"""Rows on the screen or for a machine: table, csv, json (issue: `--format`).

Machine formats are UTF-8 with `.` decimals, nothing for none and `hidden` for suppressed; computed values
are unrounded, published ones as printed. Tables are in Danish form (English with `--lang en`).
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TextIO

from pejling.terms.amount import round_half_up, written
from pejling.terms.text import Language

HIDDEN = "hidden"


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Number:
    """A number on its way out. ``printed``: it was published with so many ``decimals``."""

    value: Fraction
    decimals: int
    printed: bool = False

    def machine(self) -> str:
        if self.printed:
            return f"{round_half_up(self.value, self.decimals):f}"
        return _unrounded(float(self.value))

    def human(self, lang: Language) -> str:
        return written(round_half_up(self.value, self.decimals), lang)


Cell = Number | str | int | float | None


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    form: Format,
    lang: Language,
    out: TextIO | None = None,
) -> int:
    """Write ``rows`` under ``columns`` in ``form``; returns how many there were."""
    out = out or sys.stdout
    with unbroken():
        if form is Format.TABLE:
            return _table(columns, rows, lang, out)
        return _csv(columns, rows, out) if form is Format.CSV else _json(columns, rows, out)


@contextmanager
def unbroken() -> Iterator[None]:
    """A reader who has seen enough (`| head`) ends the command well: exit code 0, not a word."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def _machine(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return cell.machine()
    return _unrounded(cell) if isinstance(cell, float) else str(cell)


def _unrounded(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: TextIO) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_machine(cell) for cell in row])
        count += 1
    return count


def _json(columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: TextIO) -> int:
    count = 0
    out.write("[")
    for row in rows:
        fields = (f"{json.dumps(name)}: {_json_token(cell)}" for name, cell in zip(columns, row, strict=True))
        out.write((",\n " if count else "\n ") + "{" + ", ".join(fields) + "}")
        count += 1
    out.write("\n]\n" if count else "]\n")
    return count


def _json_token(cell: Cell) -> str:
    if cell is None:
        return "null"
    return _machine(cell) if isinstance(cell, Number | int | float) else json.dumps(cell, ensure_ascii=False)


def _human(cell: Cell, lang: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return cell.human(lang)
    if isinstance(cell, int | float):
        return written(round_half_up(Fraction(cell), 0 if isinstance(cell, int) else 1), lang)
    return {HIDDEN: "skjult"}.get(cell, cell) if lang == "da" else cell


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], lang: Language, out: TextIO) -> int:
    kept = list(rows)
    texts = [[_human(cell, lang) for cell in row] for row in kept]
    numeric = [
        any(isinstance(row[place], Number | int | float) for row in kept) for place in range(len(columns))
    ]
    widths = [max([len(name), *(len(row[place]) for row in texts)]) for place, name in enumerate(columns)]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, numeric, strict=True)
        )
        return "  ".join(padded).rstrip() + "\n"

    out.write(line(columns))
    out.write("  ".join("-" * width for width in widths) + "\n")
    for row in texts:
        out.write(line(row))
    return len(kept)
