"""A casework extract's cells as text: CSV of any size a stretch at a time, Excel whole.

A column is kept as its different texts and, for each row, which of them it has: what is done once for each
text costs little, however many rows there are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from pejling.sources.csv_file import read_sheet
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.regular_file import only_regular
from pejling.terms.sheet import Row, Sheet
from pejling.terms.system_words import system_says

DELIMITERS = ";,\t"
BLOCK = 16 << 20  # bytes of CSV parsed at a time
AHEAD = 3  # such stretches at most whose cells wait to be told apart
CORES = 2  # more would wait for Arrow's parser
_QUOTE = ord('"')
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")  # Excel, old Excel, UTF-16
_BOM = b"\xef\xbb\xbf"
Report = Callable[[int, int], None]  # done and total, in bytes


@dataclass(frozen=True)
class Cells:
    """A column of a whole file: its different ``texts``, and which of them each row has (int32 [rows])."""

    column: str
    texts: list[str]
    which: NDArray[np.int32]


@dataclass(frozen=True)
class Table:
    """A file's columns by name, and how messages call its rows (counted from 0): by their line.

    ``first``: the first so many rows as they stand, a list of cells a column by name.
    """

    file: str
    columns: tuple[str, ...]
    read: Callable[[Sequence[str], Report], Mapping[str, Cells]]
    lines: Callable[[Sequence[int]], Mapping[int, int]]
    first: Callable[[int], Mapping[str, list[str]]]


def open_table(path: Path) -> Table:
    """A CSV (``;``, ``,`` or tab; UTF-8, cp1252 or UTF-16 with mark) or Excel file with a header and rows.

    What cannot be opened, is empty or has no rows is a Problem.
    """
    only_regular(path)
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        start = _SHEETS[0]  # whoever reads a sheet says what is wrong
    if start.startswith(_SHEETS) or path.suffix.lower() in (".xlsx", ".xlsm") or not start.strip():
        return _of_sheet(read_sheet(path, ()))
    rows = _Csv(path)
    return Table(path.name, rows.columns, rows.read, rows.lines, rows.first)


def _of_sheet(sheet: Sheet) -> Table:
    def read(columns: Sequence[str], report: Report) -> Mapping[str, Cells]:
        report(1, 1)
        return {name: _of_texts(name, (_as_typed(row, name) for row in sheet.rows)) for name in columns}

    def first(rows: int) -> Mapping[str, list[str]]:
        kept = sheet.rows[:rows]
        return {name: [_as_typed(row, name) for row in kept] for name in sheet.columns}

    def lines(rows: Sequence[int]) -> Mapping[int, int]:
        return {row: sheet.rows[row].line for row in rows}

    return Table(sheet.file, sheet.columns, read, lines, first)


def _as_typed(row: Row, name: str) -> str:
    """A cell as people write it: a number's own text has a decimal point, which then is a comma."""
    return row.cells[name].replace(".", ",") if name in row.numbers else row.cells[name]


def _of_texts(name: str, texts: Iterator[str]) -> Cells:
    """A column of a sheet, cell by cell."""
    known: dict[str, int] = {}
    which = np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int32)
    return Cells(name, list(known), which)


def _of_batches(name: str, batches: list[pa.DictionaryArray]) -> Cells:
    """A column of a CSV file, whose ``batches`` are let go; one text in two encodings stays two."""
    cells = pa.chunked_array(batches)
    batches.clear()
    chunks = cells.unify_dictionaries().chunks
    del cells
    which = np.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    return Cells(name, [_decoded(text) for text in chunks[-1].dictionary.to_pylist()], which)


class _Csv:
    """A CSV file, read a stretch at a time; memory holds a number for each cell, and the different texts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.total = path.stat().st_size
        with self._text() as file:
            self._before, header = 0, ""
            while not header.strip(" ;,\t\r\n"):
                header = file.readline()
                self._before += 1
                if not header:
                    raise _no_rows(path.name)
                header = header.removeprefix(_BOM.decode("latin-1"))
                if header.strip().lower().startswith("sep="):  # Excel's own hint
                    header = ""
        if any(mark < " " and mark not in "\t\r\n" for mark in header):  # no text at all
            raise Problem(
                da=f"{path.name}: filen er hverken CSV eller Excel. Gem udtrækket som CSV eller .xlsx.",
                en=f"{path.name}: the file is neither CSV nor Excel. Save the extract as CSV or .xlsx.",
            )
        text = _decoded(header.encode("latin-1")).rstrip("\r\n")
        try:
            heads = {mark: next(csv.reader([text], delimiter=mark)) for mark in DELIMITERS}
        except csv.Error as error:
            said = system_says(error)
            raise Problem(
                da=f"{path.name}, linje {self._before}: linjen med kolonnenavne kan ikke læses ({said.da}).",
                en=f"{path.name}, line {self._before}: the header cannot be read ({said.en}).",
            ) from None
        self.delimiter = max(heads, key=lambda mark: len(heads[mark]))
        self.columns = tuple(name.strip() for name in heads[self.delimiter])

    def read(self, columns: Sequence[str], report: Report) -> Mapping[str, Cells]:
        """The columns asked for, whole; a row of another length is a Problem with its line."""
        self._check_quotes()
        places = [str(self.columns.index(name)) for name in columns]
        batches: list[list[Future[pa.DictionaryArray]]] = []
        with pa.OSFile(str(self.path)) as file, ThreadPoolExecutor(CORES) as pool:
            try:
                reader = pacsv.open_csv(
                    file,
                    pacsv.ReadOptions(
                        block_size=BLOCK,
                        skip_rows=self._before,
                        column_names=[str(place) for place in range(len(self.columns))],
                    ),
                    pacsv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
                    pacsv.ConvertOptions(
                        include_columns=places,
                        column_types={place: pa.binary() for place in places},
                        strings_can_be_null=False,
                    ),
                )
                for batch in reader:
                    # Arrow parses the next stretch meanwhile; no more than a few wait in memory
                    batches.append([pool.submit(cells.dictionary_encode) for cells in batch.columns])
                    for encoding in batches[-AHEAD] if len(batches) >= AHEAD else ():
                        encoding.result()
                    report(min(file.tell(), self.total), self.total)
            except pa.ArrowException:
                # Arrow's own message would show the line, and with it the person
                raise self._ragged() from None
            if not any(len(batch[0].result()) for batch in batches):
                raise _no_rows(self.path.name)
            given = [[cells.result() for cells in column] for column in zip(*batches, strict=True)]
            batches.clear()
            return dict(zip(columns, pool.map(_of_batches, columns, given), strict=True))

    def _check_quotes(self) -> None:
        """Where a quotation mark lacks its pair, Arrow would take rows for one cell's text: a Problem.

        Where each mark stands at the edge of a cell or beside another, all is well; where one does not, a
        slower pass, cell by cell, decides.
        """
        if self._plainly_quoted():
            return
        with self._data() as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            begun = 1
            try:
                for _ in reader:
                    begun = reader.line_num + 1
            except csv.Error as error:
                said = system_says(error)
                line, name = self._before + begun, self.path.name
                raise Problem(
                    da=f"{name}, linje {line}: rækken kan ikke læses ({said.da}). En celle med anførselstegn "
                    'begynder og ender med et, og dem inde i cellen skrives dobbelt: "en ""to"" tre".',
                    en=f"{name}, line {line}: the row cannot be read ({said.en}). A cell with quotation "
                    'marks begins and ends with one, and doubles those inside: "one ""two"" three".',
                ) from None

    def _plainly_quoted(self) -> bool:
        """Whether the marks come in pairs: one that begins a cell, one that ends it, or doubled within."""
        edge = np.zeros(256, dtype=np.bool_)
        edge[[ord(self.delimiter), 10, 13, _QUOTE]] = True
        inside = 0  # whether the last mark seen began a cell
        left = b"\n"  # what was not looked at yet, and the byte before it
        with self.path.open("rb") as file:
            if file.read(len(_BOM)) != _BOM:
                file.seek(0)
            part = None
            while part != b"":
                part = file.read(BLOCK // 4)
                text = np.frombuffer(left + (part or b"\n"), dtype=np.uint8)
                at = np.flatnonzero(text[1:-1] == _QUOTE) + 1
                begins, ends = at[inside::2], at[1 - inside :: 2]
                if not (edge[text[begins - 1]].all() and edge[text[ends + 1]].all()):
                    return False
                inside = (inside + len(at)) % 2
                left = text[-2:].tobytes()
        return not inside

    def lines(self, rows: Sequence[int]) -> Mapping[int, int]:
        """The line on which each of ``rows`` begins (a second pass over the file finds it)."""
        wanted, found = set(rows), {}
        with suppress(csv.Error):  # a cell too long for this reader: its row is told by its number
            for row, (line, _) in enumerate(self._records()):
                if row in wanted:
                    found[row] = line
                    if len(found) == len(wanted):
                        break
        return found

    def first(self, rows: int) -> Mapping[str, list[str]]:
        """The first so many rows that say something; a row of another length is a Problem."""
        self._check_quotes()
        found: dict[str, list[str]] = {name: [] for name in self.columns}
        with self._data() as file, suppress(csv.Error):
            reader = csv.reader(file, delimiter=self.delimiter)
            for cells in islice((cells for cells in reader if any(cells)), rows):
                if len(cells) != len(self.columns):
                    raise self._ragged()
                for name, cell in zip(self.columns, cells, strict=True):
                    found[name].append(_decoded(cell.encode("latin-1")))
        if not any(found.values()):
            raise _no_rows(self.path.name)
        return found

    def _records(self) -> Iterator[tuple[int, int]]:
        """Of every row: the line on which it begins, and how many cells it has."""
        with self._data() as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            begun = 1
            for cells in reader:
                if cells:
                    yield self._before + begun, len(cells)
                begun = reader.line_num + 1

    def _data(self) -> io.TextIOWrapper:
        """The file from the line after the header."""
        file = self._text()
        for _ in range(self._before):
            file.readline()
        return file

    def _text(self) -> io.TextIOWrapper:
        # Latin-1 reads any byte and gives it back; lines end as Arrow ends them
        return io.TextIOWrapper(io.BufferedReader(io.FileIO(self.path)), encoding="latin-1", newline="")

    def _ragged(self) -> Problem:
        expected, file = len(self.columns), self.path.name
        try:
            line, cells = next((line, cells) for line, cells in self._records() if cells != expected)
        except (StopIteration, csv.Error):
            return Problem(
                da=f"{file}: filen kan ikke læses som CSV; der kan mangle et anførselstegn i et par. Gem den "
                "igen som CSV eller som Excel .xlsx.",
                en=f"{file}: the file cannot be read as CSV; a quotation mark may lack its pair. Save it "
                "anew as CSV or as Excel .xlsx.",
            )
        return Problem(
            da=f"{file}, linje {line}: {cells} celler, men {expected} kolonner i linjen med kolonnenavne. "
            "Tilladt er én celle pr. kolonne; sæt tekst, der indeholder skilletegnet, i anførselstegn.",
            en=f"{file}, line {line}: {cells} cells, but the header has {expected} columns. Allowed is one "
            "cell a column; put text that holds the delimiter in quotation marks.",
        )


def _decoded(text: Any) -> str:
    """The text of a cell: UTF-8, else Windows-1252."""
    if not isinstance(text, bytes):
        return str(text)
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", errors="replace")


def _no_rows(file: str) -> Problem:
    return Problem(
        da=f"{file}: der er ingen rækker under kolonnenavnene; der skal være mindst én.",
        en=f"{file}: there is no row under the header; at least one is needed.",
    )


def refused(table: Table, bad: Sequence[tuple[int, str, str, Any]], more: int) -> Problem:
    """Bad cells as (row, column, text, what is allowed as Text): each with its line, in the file's order."""
    lines = table.lines([row for row, *_ in bad])
    da, en = [], []
    for row, column, text, allowed in bad:
        da_line, en_line = (
            (f"linje {lines[row]}", f"line {lines[row]}")
            if row in lines
            else (f"række {row + 1}", f"row {row + 1}")
        )
        shown = (f"{masked(text, 'da')!r} kan ikke bruges", f"{masked(text)!r} cannot be used")
        said = shown if text else ("cellen er blank", "the cell is blank")
        da.append(f"{table.file}, {da_line}, kolonne {masked(column, 'da')}: {said[0]}; {allowed.da}")
        en.append(f"{table.file}, {en_line}, column {masked(column)}: {said[1]}; {allowed.en}")
    if more:
        da.append(f"og {more} {'celle' if more == 1 else 'celler'} mere")
        en.append(f"and {more} {'cell' if more == 1 else 'cells'} more")
    return Problem(
        da="\n".join([*da, "Intet er taget ind. Ret cellerne, eller spørg den, der har lavet filen."]),
        en="\n".join([*en, "Nothing was taken in. Correct the cells, or ask whoever made the file."]),
    )
