"""Tables as statistics banks and ledgers export them: titles above the header, footnotes below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pejling.sources.csv_file import read_grids
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.sheet import Grid, Line, Row, Sheet, folded
from pejling.terms.text import Text

UNNAMED = "column "  # and its number: a column whose header is blank
BELOW = " / "  # between the names of two header lines
_FOOTNOTE = ("kilde", "source", "note", "anm", "*", "1)")


@dataclass(frozen=True, slots=True)
class Titled:
    """The table of a file, and the lines above its header as one text."""

    sheet: Sheet
    title: str


def read_titled(
    path: Path,
    is_header: Callable[[Sequence[str]], bool],
    needed: Text,
    is_second: Callable[[Sequence[str]], bool] = lambda _: False,
) -> Titled:
    """The table under the first line that ``is_header`` knows, of a CSV or .xlsx file.

    Where ``is_second`` knows the line below it, that line names the columns too, and a name above holds for
    the blank ones after it: "2019 / stadfæstelse" (``BELOW`` between the two).

    Column names are folded to lower case; one without a name is called by its place (``column 2``).
    Footnotes are left out: lines after the last row, or beginning with "Kilde", "Note" and the like, in which
    one cell is filled. A file without such a header is a Problem that says what is ``needed``; so are a name
    that stands twice and a cell beyond the header's last.
    """
    grids = read_grids(path)
    for grid in grids:
        for place, line in enumerate(grid.lines):
            names = folded(line.cells)
            if is_header(names):
                title = " ".join(cell for above in grid.lines[:place] for cell in above.cells if cell)
                below = folded(grid.lines[place + 1].cells) if place + 1 < len(grid.lines) else []
                if is_second(below):
                    return Titled(_sheet(grid, place + 1, _joined(names, below)), title)
                return Titled(_sheet(grid, place, names), title)
    first = next((line for grid in grids for line in grid.lines), Line(1, ("",)))
    shown = {lang: masked("; ".join(first.cells), lang)[:80] for lang in ("da", "en")}
    raise Problem(
        da=f"{grids[0].file}: ingen linje har de kolonnenavne, der skal til: {needed.da}. Den første linje "
        f"(linje {first.number}) er {shown['da']!r}",
        en=f"{grids[0].file}: no line has the column names that are needed: {needed.en}. The first line "
        f"(line {first.number}) is {shown['en']!r}",
    )


def filled_down(sheet: Sheet, labels: Sequence[str]) -> Sheet:
    """The sheet with blank cells of ``labels`` filled from the row above: labels that are not repeated.

    A cell is filled only where no label to its left is said anew: below another municipality nothing is
    carried on. A row in which a label alone is filled says it for those below, and is no row itself.
    """
    columns = [column for column in sheet.columns if column in labels]
    above: dict[str, str] = {}
    rows: list[Row] = []
    for row in sheet.rows:
        said = False
        for column in columns:
            own = row.cells[column]
            said = said or bool(own)
            above[column] = own if said else above.get(column, "")
        if any(text for column, text in row.cells.items() if column not in columns) or _filled(row) > 1:
            rows.append(replace(row, cells={**row.cells, **above}))
    return replace(sheet, rows=tuple(rows))


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The names of two header lines in one."""
    names, last = [], ""
    for place, own in enumerate(below):
        over = above[place] if place < len(above) else ""
        last = over or last
        names.append(f"{last}{BELOW}{own}" if own and last else own or over)
    return names


def _filled(row: Row) -> int:
    return sum(1 for text in row.cells.values() if text)


def _sheet(grid: Grid, place: int, given: list[str]) -> Sheet:
    head = grid.lines[place]
    while given and not given[-1]:
        given = given[:-1]
    names = [name or f"{UNNAMED}{number}" for number, name in enumerate(given, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Problem(
            da=f"{grid.file}, linje {head.number}: kolonnen {masked(twice[0], 'da')!r} står to gange blandt "
            "kolonnenavnene",
            en=f"{grid.file}, line {head.number}: the column {masked(twice[0])!r} stands twice in the header",
        )
    lines = _without_footnotes(grid.lines[place + 1 :])
    rows = tuple(_row(grid.file, line, names) for line in lines)
    if not rows:
        raise Problem(
            da=f"{grid.file}: der er ingen række under kolonnenavnene i linje {head.number}; der skal være "
            "mindst én",
            en=f"{grid.file}: there is no row under the header in line {head.number}; at least one is needed",
        )
    used = {name for name in names if not name.startswith(UNNAMED)}
    used |= {name for row in rows for name, text in row.cells.items() if text}
    columns = tuple(name for name in names if name in used)
    return Sheet(grid.file, columns, rows, grid.delimiter)


def _row(file: str, line: Line, names: list[str]) -> Row:
    beyond = next((cell for cell in line.cells[len(names) :] if cell), "")
    if beyond:
        raise Problem(
            da=f"{file}, linje {line.number}: {masked(beyond, 'da')!r} står efter den sidste kolonne "
            f"({len(names)}); tilladt er én celle pr. kolonne",
            en=f"{file}, line {line.number}: {masked(beyond)!r} stands after the last column ({len(names)}); "
            "allowed is one cell a column",
        )
    cells = [*line.cells[: len(names)], *[""] * (len(names) - len(line.cells))]
    return Row(
        line.number,
        dict(zip(names, cells, strict=True)),
        frozenset(names[place] for place in line.numbers if place < len(names)),
    )


def _without_footnotes(lines: Sequence[Line]) -> list[Line]:
    kept = [line for line in lines if not _is_footnote(line)]
    while kept and sum(1 for cell in kept[-1].cells if cell) < 2:
        kept.pop()
    return kept


def _is_footnote(line: Line) -> bool:
    filled = [cell for cell in line.cells if cell]
    return len(filled) == 1 and filled[0].casefold().startswith(_FOOTNOTE)
