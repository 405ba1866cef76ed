"""Where the head, the rows and the notes of a printed table stand among the lines of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.sheet import Grid, Line, Row, folded

_PERIOD = re.compile(r"(19|20)\d\d([\s-]?[qkmQKM]\d{1,2})?")
_NOTE = re.compile(r"\s*(note|noter|kilde|kilder|anm|anmærkning|source|sources|notes|\*|[¹²³⁴⁵]|\d\))", re.I)
_ROUNDED = re.compile(
    r"(?:afrundet til|rounded to)\D{0,30}?(\d+|ti|hundrede|tusinde|ten|hundred|thousand)", re.I
)
_WORDS = {"ti": 10, "ten": 10, "hundrede": 100, "hundred": 100, "tusinde": 1000, "thousand": 1000}


class NoTable(Problem):
    """A sheet without a table of figures, such as a front page."""


@dataclass(frozen=True)
class Laid:
    """A table's columns (each named once) and rows; ``file`` is its name in messages.

    ``heads_twice``: names given to columns whose head an earlier one has, and that one. ``unnamed_first``:
    the first column has no head. ``rounded``: how far off every figure may be, where a title or note tells
    the unit that the figures are rounded to.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str
    heads_twice: tuple[tuple[str, str], ...] = ()
    unnamed_first: bool = False
    rounded: Fraction | None = None


def laid_out(grid: Grid, is_number: Callable[[str], bool]) -> Laid:
    """The table of ``grid``: under its titles, over its notes, with a head of one line or more.

    No figure, no row under the head, cells beside the head, and lines of another length are Problems with
    their line.
    """
    lines = list(grid.lines)
    if not any(is_number(cell) for line in lines for cell in line.cells):
        raise NoTable(
            da=f"{grid.file}: der er ingen kolonne med tal", en=f"{grid.file}: there is no column of figures"
        )
    words = [_filled(lines.pop(0))[0] for _ in range(_titles(lines))]
    while len(lines) > 1 and _is_note(lines[-1], grid):
        words.append(" ".join(_filled(lines.pop())))
    head = [lines.pop(0)]
    while lines and _goes_on(head, lines[0], is_number):
        head.append(lines.pop(0))
    names, unnamed = _names(head, lines)
    columns, twice = _each_once(names)
    rows = tuple(_row(grid.file, columns, line) for line in lines if line.cells != head[-1].cells)
    if not rows:
        raise NoTable(
            da=f"{grid.file}: der er ingen række under kolonnenavnene; der skal være mindst én",
            en=f"{grid.file}: there is no row under the header; at least one is needed",
        )
    named = tuple(name for name in columns if name)
    return Laid(
        *(grid.file, named, _filled_down(grid, named, rows), grid.delimiter),
        heads_twice=twice,
        unnamed_first=unnamed,
        rounded=_rounded(" ".join(words)),
    )


def _filled(line: Line) -> list[str]:
    return [cell for cell in line.cells if cell]


def _titles(lines: Sequence[Line]) -> int:
    """How many lines at the top say one thing only, where the table has more columns than one."""
    widest = max(len(_filled(line)) for line in lines)
    if widest < 2:
        return 0
    return next(n for n, line in enumerate(lines) if len(_filled(line)) > 1)


def _is_note(line: Line, grid: Grid) -> bool:
    """Whether a line at the end says one thing, in its first cell, that is no row's name."""
    filled = _filled(line)
    if len(filled) != 1 or not line.cells[0]:
        return False
    shorter = bool(grid.delimiter) and len(line.cells) < len(grid.lines[-2].cells)
    return shorter or bool(_NOTE.match(filled[0])) or len(filled[0]) > 40


def _goes_on(head: Sequence[Line], line: Line, is_number: Callable[[str], bool]) -> bool:
    """Whether a line continues the head: nothing stands in its first cell, and no figure in the others.

    Or the head's first cell is empty, its other cells stand over several columns each, and this line has a
    name for every column.
    """
    filled, above = _filled(line), head[-1].cells
    spread = not above[0] and "" in above[2:] and len(filled) == len(line.cells) == len(above)
    if not filled or (line.cells[0] and not spread) or len(head) > 2:
        return False
    return all(_PERIOD.fullmatch(cell) or not is_number(cell) for cell in filled) and any(
        any(char.isalnum() for char in cell) for cell in filled
    )


def _names(head: Sequence[Line], lines: Sequence[Line]) -> tuple[list[str], bool]:
    """The columns' names, from above to below, what stands over several columns being said of each."""
    width = max(len(line.cells) for line in head)
    above = [""] * width
    for number, line in enumerate(head):
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        last = number == len(head) - 1
        spread, latest = [], ""
        for at, cell in enumerate(cells):
            latest = cell or (latest if at and not last else "")
            below = any(at < len(one.cells) and one.cells[at] for one in head[number + 1 :])
            spread.append(cell or (latest if below else ""))
        above = [f"{one} {two}".strip() for one, two in zip(above, spread, strict=True)]
    names = folded(above)
    unnamed = bool(names) and not names[0] and any(line.cells and line.cells[0] for line in lines)
    if unnamed:
        names[0] = "#"
    return names, unnamed


def _each_once(names: Sequence[str]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The names, a second of the same told apart by its number, and which those are."""
    found: list[str] = []
    twice: list[tuple[str, str]] = []
    for name in names:
        number = names[: len(found)].count(name) + 1
        own = f"{name} ({number})" if name and number > 1 else name
        while name and own in found:
            number += 1
            own = f"{name} ({number})"
        if own != name:
            twice.append((own, name))
        found.append(own)
    return found, tuple(twice)


def _row(file: str, names: Sequence[str], line: Line) -> Row:
    cells = line.cells
    alone = len([cell for cell in cells if cell]) == 1 and bool(cells[0])
    if (len(cells) < len(names) and not alone) or any(cells[len(names) :]):
        raise Problem(
            da=f"{file}, linje {line.number}: {len(cells)} celler, hvor linjen med kolonnenavne har "
            f"{len(names)} kolonner. Tilladt er én celle pr. kolonne; sæt tekst, der indeholder "
            "skilletegnet, i anførselstegn",
            en=f"{file}, line {line.number}: {len(cells)} cells where the header has {len(names)} columns. "
            "Allowed is one cell a column; put text that holds the delimiter in quotation marks",
        )
    beside = next((cell for name, cell in zip(names, cells, strict=False) if not name and cell), "")
    if beside:
        raise Problem(
            da=f"{file}, linje {line.number}: {masked(beside, 'da')!r} står i en kolonne uden navn i hovedet",
            en=f"{file}, line {line.number}: {masked(beside)!r} stands in a column without a name in the "
            "header",
        )
    return Row(
        line.number,
        {name: cell for name, cell in zip(names, cells, strict=False) if name},
        frozenset(names[at] for at in line.numbers if at < len(names)),
    )


def _filled_down(grid: Grid, names: Sequence[str], rows: Sequence[Row]) -> tuple[Row, ...]:
    """A workbook's first column where one cell stands over several rows: each row gets what it is under."""
    if grid.delimiter or len(names) < 3:
        return tuple(rows)
    first, second = names[:2]
    words = all(second not in row.numbers and row.cells.get(second) for row in rows)
    if not words or not rows[0].cells.get(first):
        return tuple(rows)
    found, latest = [], ""
    for row in rows:
        latest = row.cells.get(first, "") or latest
        found.append(Row(row.line, {**row.cells, first: latest}, row.numbers, row.general))
    return tuple(found)


def _rounded(words: str) -> Fraction | None:
    """Half of the unit that words say the figures are rounded to; None where they say none above 1."""
    match = _ROUNDED.search(words)
    if match is None:
        return None
    unit = _WORDS.get(match[1].casefold()) or int(match[1])
    return Fraction(unit, 2) if unit > 1 else None
