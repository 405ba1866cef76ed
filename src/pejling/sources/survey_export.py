"""What the readers of survey exports share: what they give, cells as text, delimited text as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.sheet import DELIMITERS, decode
from pejling.terms.system_words import system_says
from pejling.voices.identifying import LeftOut
from pejling.voices.survey import Variable

OUTSIDE = ("står udenfor", "stands outside")
_SEPARATORS = "".join(DELIMITERS)


@dataclass(frozen=True)
class Export:
    """The columns of an export, a row a person.

    ``responded``: who has answered, where the system tells it. ``left_out``: the system's own columns.
    ``without_data``: variables that the export describes and has no column for. ``proposed``: multiple
    choices that the export does not declare.
    """

    system: str
    variables: tuple[Variable, ...]
    responded: tuple[bool, ...] | None = None
    left_out: tuple[LeftOut, ...] = ()
    without_data: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()


def text_of(file: str, data: bytes) -> str:
    """Text in UTF-8, UTF-16 (with or without mark) or cp1252; else a Problem."""
    if len(data) > 3 and data[1] == 0 != data[0] and data[3] == 0:
        data = b"\xff\xfe" + data
    return decode(file, data)


def rows_of(file: str, text: str) -> list[tuple[int, list[str]]]:
    """The rows of delimited text with their lines, empty ones left out; tab, ``;`` or ``,`` separate.

    The delimiter is the one that makes most cells of the first row. A row that cannot be read is a Problem.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_SEPARATORS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error as error:
            said = system_says(error)
            raise Problem(
                da=f"{file}, linje {line}: rækken kan ikke læses ({said.da}). En celle med anførselstegn "
                "begynder og ender med et, og dem inde i cellen skrives dobbelt; filen er måske afkortet. "
                "Hent eksporten igen",
                en=f"{file}, line {line}: the row cannot be read ({said.en}). A cell with quotation marks "
                "begins and ends with one and doubles those inside; the file may be cut off. Export it again",
            ) from None
        if any(cell.strip() for cell in cells):
            rows.append((line, cells))
        line = reader.line_num + 1


def columns_of(
    file: str, head: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> list[list[str | None]]:
    """The cells under each head, None for an empty one; a longer or shorter row is a Problem with its line.

    Empty cells at a row's end may be missing or too many, where ``head`` is as long as the row but for them.
    """
    width = len(head)
    columns: list[list[str | None]] = [[] for _ in head]
    for line, cells in rows:
        beyond = next((cell for cell in cells[width:] if cell.strip()), "")
        if beyond or len(cells) < width:
            stands = masked(beyond, "da"), masked(beyond)
            outside = [f" ({text!r} {where})" for text, where in zip(stands, OUTSIDE, strict=True)]
            raise Problem(
                da=f"{file}, linje {line}: {len(cells)} celler, hvor der er {width} kolonner"
                f"{outside[0] if beyond else ''}. Filen er beskadiget eller afkortet; hent eksporten igen",
                en=f"{file}, line {line}: {len(cells)} cells where there are {width} columns"
                f"{outside[1] if beyond else ''}. The file is damaged or cut off; export it again",
            )
        for column, cell in zip(columns, cells, strict=False):
            column.append(cell.strip() or None)
    return columns


def check_heads(file: str, heads: Sequence[str]) -> None:
    """Every column has a name of its own; else a Problem."""
    twice = next((name for name in heads if list(heads).count(name) > 1), None)
    if twice is not None:
        raise Problem(
            da=f"{file}: kolonnen {masked(twice, 'da')!r} står to gange blandt kolonnenavnene",
            en=f"{file}: the column {masked(twice)!r} stands twice in the header",
        )
